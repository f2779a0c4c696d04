//! The summary of a run: what the metadata declares, what is emitted, and the reasons for the difference.

use std::collections::BTreeSet;
use std::fmt;

use clientwright_csdl::schema::{ContainerChildKind, OperationId, Schema, StructuredKind, Type};

use crate::correct::Corrections;
use crate::reach;
use crate::select::{Level, Selection};

/// Counts of one kind of declaration.
///
/// ```
/// use clientwright::{Count, Options, generate};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options {
///     schema: "tests/docs/shop.csdl.xml".into(),
///     include: vec!["/orders".into()],
///     ..Options::default()
/// };
/// let summary = generate(&options)?.summary;
/// let entities: &Count = summary.counts.iter().find(|count| count.what == "entity types").expect("a count");
/// assert_eq!((entities.total, entities.emitted), (3, 2));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The kind, such as `entity types`.
    pub what: &'static str,
    /// Number of declarations in the metadata.
    pub total: usize,
    /// Number of emitted ones.
    pub emitted: usize,
    /// Notes on emitted ones, and reasons for omitted ones.
    pub notes: Vec<(usize, &'static str)>,
}

/// The summary of a run. As text it is what the program prints.
///
/// A tool that runs only some [stages](crate::stages) makes it itself:
///
/// ```
/// use clientwright::{Corrections, Input, Options, Stage, Summary, stages};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let options = Options {
///     schema: "tests/docs/shop.csdl.xml".into(),
///     leaf: vec!["Shop.customer".into()],
///     ..Options::default()
/// };
/// let made = stages(&options, Stage::Select, &mut clientwright::Diagnostics::new())?;
/// let Input::OData(shop) = &made.input else { panic!("it is metadata of OData") };
/// let summary = Summary::new(&shop.schema, &shop.selection, Corrections::default());
/// assert_eq!(summary.leaves, ["Shop.customer"]);
/// assert!(summary.to_string().contains("entity types"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// One count for each kind of declaration.
    pub counts: Vec<Count>,
    /// Counts of corrections, which were applied before everything else was counted.
    pub corrections: Corrections,
    /// Messages about declarations that no client can use and that were omitted.
    pub left_out: Vec<String>,
    /// Messages about missing types whose values are untyped.
    pub untyped: Vec<String>,
    /// Parts that are generated in a simpler form than they are described, such as raw JSON, by reason.
    pub reduced: Vec<String>,
    /// The entity types without navigation and builder, by their qualified names.
    pub leaves: Vec<String>,
}

impl Summary {
    /// Compares a schema with its selection, for metadata of OData.
    pub fn new(schema: &Schema, selection: &Selection, corrections: Corrections) -> Self {
        Self {
            corrections,
            left_out: schema.left_out.clone(),
            untyped: Vec::new(),
            reduced: Vec::new(),
            leaves: selection
                .leaves(schema)
                .into_iter()
                .map(|id| schema.structured_types[id].name.to_string())
                .collect(),
            counts: vec![
                structured(schema, selection, StructuredKind::Entity, "entity types"),
                structured(schema, selection, StructuredKind::Complex, "complex types"),
                rest(
                    "enumeration types",
                    schema.enum_types.len(),
                    selection.enums.len(),
                ),
                rest(
                    "type definitions",
                    schema.type_definitions.len(),
                    selection.type_definitions.len(),
                ),
                properties(schema, selection),
                navigations(schema, selection),
                operations(schema, selection),
                rest(
                    "entity sets, singletons and imports",
                    schema
                        .containers
                        .iter()
                        .map(|(_, c)| c.children.len())
                        .sum(),
                    selection.roots.len(),
                ),
            ],
        }
    }
}

impl Summary {
    /// Adds the missing types whose values are untyped.
    pub(crate) fn with_untyped(self, untyped: Vec<String>) -> Self {
        Self { untyped, ..self }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.corrections != Corrections::default() {
            writeln!(f, "corrections: {}", self.corrections)?;
        }
        list(f, "left out", &self.left_out)?;
        list(f, "untyped", &self.untyped)?;
        list(f, "reduced", &self.reduced)?;
        for count in self.counts.iter().filter(|c| c.total > 0) {
            write!(
                f,
                "{}: {} in, {} emitted",
                count.what, count.total, count.emitted
            )?;
            for (n, note) in count.notes.iter().filter(|(n, _)| *n > 0) {
                write!(f, ", {n} {note}")?;
            }
            writeln!(f)?;
        }
        list(f, "leaves, without navigation and builder", &self.leaves)
    }
}

/// The maximal number of names in a line of the summary.
const LISTED: usize = 10;

/// A line with the first of some names and the number of the others.
fn list(f: &mut fmt::Formatter<'_>, title: &str, names: &[String]) -> fmt::Result {
    if names.is_empty() {
        return Ok(());
    }
    let shown = names.iter().take(LISTED).map(String::as_str);
    write!(f, "{title}: {}", shown.collect::<Vec<_>>().join(", "))?;
    match names.len().saturating_sub(LISTED) {
        0 => writeln!(f),
        more => writeln!(f, ", and {more} more"),
    }
}

pub(crate) const OUTSIDE: &str = "outside the selection";

fn rest(what: &'static str, total: usize, emitted: usize) -> Count {
    Count {
        what,
        total,
        emitted,
        notes: vec![(total - emitted, OUTSIDE)],
    }
}

fn structured(
    schema: &Schema,
    selection: &Selection,
    kind: StructuredKind,
    what: &'static str,
) -> Count {
    // The synthetic type for `Edm.EntityType` is in no metadata.
    let of_kind = |id| schema.structured_types[id].kind == kind && schema.any_entity != Some(id);
    let total = schema
        .structured_types
        .ids()
        .filter(|id| of_kind(*id))
        .count();
    let emitted = selection
        .structured
        .keys()
        .filter(|id| of_kind(**id))
        .count();
    let bases = selection.bases.keys().filter(|id| of_kind(**id)).count();
    let leaf = selection.structured.iter();
    let leaf = leaf
        .filter(|(id, kept)| of_kind(**id) && kept.level == Level::Leaf)
        .count();
    Count {
        what,
        total,
        emitted,
        notes: vec![
            (leaf, "of them without navigation"),
            (bases, "only inherited from"),
            (total - emitted - bases, OUTSIDE),
        ],
    }
}

/// An operation is emitted if a builder can call it: on entities, or as an import.
fn operations(schema: &Schema, selection: &Selection) -> Count {
    let total = schema.operations.len();
    let selected = selection.operations().len();
    let mut callable: BTreeSet<OperationId> = selection.imported.keys().copied().collect();
    for (id, kept) in &selection.structured {
        let is_entity = schema.structured_types[*id].kind == StructuredKind::Entity;
        if is_entity && kept.level > Level::Leaf {
            callable.extend(kept.operations.keys());
        }
    }
    let imported = imported_operations(schema);
    let unreachable = schema
        .operations
        .iter()
        .filter(|(id, operation)| !operation.is_bound && !imported.contains(id))
        .count();
    let elsewhere = schema
        .operations
        .iter()
        .filter(|(_, operation)| {
            operation
                .binding_parameter()
                .is_some_and(|b| !matches!(b.ty.ty, Type::Structured(_)))
        })
        .count();
    let without_builder = selected - callable.len() + elsewhere;
    let nowhere = reach::bound_nowhere(schema);
    let unbound = callable.intersection(&nowhere).count();
    callable.retain(|id| !nowhere.contains(id));
    let reached = reach::reached(schema, selection);
    let reached = reached.iter().filter_map(|id| selection.structured.get(id));
    let mut called: BTreeSet<OperationId> = selection.imported.keys().copied().collect();
    called.extend(reached.flat_map(|kept| kept.operations.keys()));
    let unreached = callable.difference(&called).count();
    Count {
        what: "operations",
        total,
        emitted: callable.len(),
        notes: vec![
            (
                unreached,
                "of them on types that are not reachable from a path",
            ),
            (unbound, "to be bound explicitly, which nothing does"),
            (without_builder, "bound to something that is no entity"),
            (unreachable, "unbound and not imported"),
            (
                total - callable.len() - unbound - without_builder - unreachable,
                OUTSIDE,
            ),
        ],
    }
}

fn imported_operations(schema: &Schema) -> BTreeSet<OperationId> {
    let children = schema.containers.iter().flat_map(|(_, c)| &c.children);
    children
        .flat_map(|child| match &child.kind {
            ContainerChildKind::ActionImport { action, .. } => vec![*action],
            ContainerChildKind::FunctionImport { functions, .. } => functions.clone(),
            _ => Vec::new(),
        })
        .collect()
}

fn properties(schema: &Schema, selection: &Selection) -> Count {
    let types = || schema.structured_types.iter();
    let total = types().map(|(_, t)| t.properties.len()).sum();
    let kept = |id| selection.structured.contains_key(&id) || selection.bases.contains_key(&id);
    let emitted = types()
        .filter(|(id, _)| kept(*id))
        .map(|(_, t)| t.properties.len())
        .sum();
    rest("structural properties", total, emitted)
}

fn navigations(schema: &Schema, selection: &Selection) -> Count {
    let types = schema.structured_types.iter();
    let total = types.map(|(_, t)| t.navigation_properties.len()).sum();
    let mut emitted: Vec<_> = selection
        .structured
        .values()
        .flat_map(|kept| kept.navigations.keys())
        .collect();
    emitted.sort_unstable();
    emitted.dedup();
    rest("navigation properties", total, emitted.len())
}
