//! Selection: what patterns select, what that needs, and the reason for each declaration.
//!
//! The pipeline selects by the options. A tool can select again in the same schema, such as to find what one more pattern would add:
//!
//! ```
//! use clientwright::select::{Excluded, Kept, Level, Pattern, Reach, Reason, Request, Selection, select};
//! use clientwright::{Input, Options, Stage, stages};
//! use clientwright::Diagnostics;
//!
//! # fn main() -> Result<(), clientwright::Error> {
//! let options = Options { schema: "tests/docs/shop.csdl.xml".into(), ..Options::default() };
//! let mut problems = Diagnostics::new();
//! let made = stages(&options, Stage::Bind, &mut problems)?;
//! let Input::OData(shop) = &made.input else { panic!("it is metadata of OData") };
//! let schema = &shop.schema;
//! let request = Request {
//!     include: vec![Pattern::new("/orders/customer")],
//!     exclude: vec![Pattern::new("Shop.cancel")],
//!     ..Request::default()
//! };
//! let selection: Selection = select(schema, &request, &mut problems);
//! let named = |name| schema.structured_types.iter().find(|(_, ty)| ty.name.to_string() == name).map(|(id, _)| id);
//! let (order, customer) = (named("Shop.order").expect("it is declared"), named("Shop.customer").expect("it is declared"));
//!
//! // The path leads through `order`, which has no requests of its own.
//! assert_eq!(selection.level(order), Some(Level::Through));
//! let kept: &Kept = &selection.structured[&customer];
//! assert_eq!((kept.level, &kept.reason), (Level::Full, &Reason::Navigation("Shop.order/customer".to_owned())));
//! assert_eq!(selection.roots.values().collect::<Vec<_>>(), [&Reach::Through]);
//! assert!(selection.operations().is_empty());
//! let excluded: &Excluded = &selection.excluded;
//! assert_eq!(excluded.anywhere.values().collect::<Vec<_>>(), ["Shop.cancel"]);
//! assert!(selection.collections(schema).contains(&order)); // the entity set `orders`
//! assert!(selection.leaves(schema).is_empty());
//! assert!(selection.dump(schema).contains("Shop.customer"));
//!
//! // A pattern that matches nothing is a problem.
//! let request = Request { include: vec![Pattern::new("/ordres")], ..Request::default() };
//! let selection = select(schema, &request, &mut problems);
//! assert!(selection.is_empty() && problems.has_errors());
//! # Ok(())
//! # }
//! ```

mod closure;
mod exclude;
mod index;
mod named;
mod pattern;
mod states;
mod untyped;
mod unused;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use clientwright_csdl::schema::{
    ContainerChildKind, ContainerId, EnumId, OperationId, Schema, StructuredId, StructuredKind,
    TypeDefinitionId,
};
use clientwright_diagnostics::Diagnostics;

use crate::inherit::NavigationId;

pub use pattern::Pattern;
pub(crate) use pattern::glob;

/// The patterns of a selection.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Patterns of declarations to keep. If there are none, everything is kept.
    pub include: Vec<Pattern>,
    /// Patterns of declarations to exclude from that.
    pub exclude: Vec<Pattern>,
    /// Patterns of types that are kept as leaves only.
    pub leaf: Vec<Pattern>,
}

/// How much of a structured type is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Structural properties only: no navigation and no builder.
    Leaf,
    /// Between the root and a matched path: only the navigation properties on that path.
    Through,
    /// Everything: properties, navigation, builders and operations.
    Full,
}

/// Whether a path is matched or only on the way to a matched one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Only on the way: it can be navigated, but has no requests.
    Through,
    /// Matched by a pattern, or everything is selected.
    Matched,
}

/// Why something is kept. Each reason names what is one step closer to a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There are no include patterns, so everything is kept.
    Everything,
    /// A pattern names it.
    Pattern(String),
    /// It is on a selected path.
    Path(String),
    /// It is the type of a structural property.
    Property(String),
    /// It is the target of a navigation property.
    Navigation(String),
    /// It derives from an abstract type that is kept.
    Derived(String),
    /// It is a parameter or the result of an operation.
    Operation(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything => write!(f, "everything is kept"),
            Self::Pattern(p) => write!(f, "matches `{p}`"),
            Self::Path(p) => write!(f, "on the path {p}"),
            Self::Property(p) => write!(f, "type of property {p}"),
            Self::Navigation(p) => write!(f, "target of navigation property {p}"),
            Self::Derived(p) => write!(f, "derives from {p}"),
            Self::Operation(p) => write!(f, "used by operation {p}"),
        }
    }
}

/// A structured type that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// How much of it is kept.
    pub level: Level,
    /// The reason.
    pub reason: Reason,
    /// The navigation properties that are kept, inherited ones included.
    pub navigations: BTreeMap<NavigationId, Reach>,
    /// The operations of its instances and collections, inherited ones included.
    pub operations: BTreeMap<OperationId, Reason>,
}

/// The outcome of selection.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Entity and complex types that are emitted.
    pub structured: BTreeMap<StructuredId, Kept>,
    /// Types that are kept only for inheritance: their properties are flattened into others.
    pub bases: BTreeMap<StructuredId, Reason>,
    /// Enumeration types.
    pub enums: BTreeMap<EnumId, Reason>,
    /// Type definitions.
    pub type_definitions: BTreeMap<TypeDefinitionId, Reason>,
    /// Entity sets, singletons and imports, by container and position in it.
    pub roots: BTreeMap<(ContainerId, usize), Reach>,
    /// Unbound operations that a kept import calls.
    pub imported: BTreeMap<OperationId, Reason>,
    /// Types that the option `leaf` keeps without navigation and builder, each with the first pattern that matches it.
    pub leaf_types: BTreeMap<StructuredId, String>,
    /// What the option `exclude` names.
    pub excluded: Excluded,
}

/// What the option `exclude` names, each with the first pattern that matches it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Excluded {
    /// Entity and complex types.
    pub types: BTreeMap<StructuredId, String>,
    /// Enumeration types.
    pub enums: BTreeMap<EnumId, String>,
    /// Type definitions.
    pub definitions: BTreeMap<TypeDefinitionId, String>,
    /// Entity sets, singletons and imports, by container and position in it.
    pub roots: BTreeMap<(ContainerId, usize), String>,
    /// Navigation properties of types.
    pub navigations: BTreeMap<(StructuredId, NavigationId), String>,
    /// Operations of types.
    pub operations: BTreeMap<(StructuredId, OperationId), String>,
    /// Operations that are excluded for every type they are bound to.
    pub anywhere: BTreeMap<OperationId, String>,
}

impl Selection {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.structured.is_empty()
            && self.enums.is_empty()
            && self.type_definitions.is_empty()
            && self.roots.is_empty()
    }

    /// How much is kept of a structured type, if anything.
    pub fn level(&self, ty: StructuredId) -> Option<Level> {
        self.structured.get(&ty).map(|kept| kept.level)
    }

    /// Whether request builders are made for a type: only entities have URLs of their own.
    pub(crate) fn has_builders(&self, schema: &Schema, id: StructuredId) -> bool {
        let kind = schema.structured_types[id].kind;
        kind == StructuredKind::Entity && self.level(id) > Some(Level::Leaf)
    }

    /// Every operation that is kept, with the first reason found.
    pub fn operations(&self) -> BTreeMap<OperationId, &Reason> {
        let mut all: BTreeMap<OperationId, &Reason> = BTreeMap::new();
        for kept in self.structured.values() {
            for (id, reason) in &kept.operations {
                all.entry(*id).or_insert(reason);
            }
        }
        for (id, reason) in &self.imported {
            all.entry(*id).or_insert(reason);
        }
        all
    }

    /// The entity types without a builder, because no pattern selects one. The type that replaces `Edm.EntityType` is
    /// not among them.
    pub fn leaves(&self, schema: &Schema) -> Vec<StructuredId> {
        let kept = self.structured.iter().filter(|(id, kept)| {
            let is_entity = schema.structured_types[**id].kind == StructuredKind::Entity;
            is_entity && kept.level == Level::Leaf && schema.any_entity != Some(**id)
        });
        kept.map(|(id, _)| *id).collect()
    }

    /// The types of kept entity sets and collection-valued navigation properties.
    pub fn collections(&self, schema: &Schema) -> BTreeSet<StructuredId> {
        let roots = self.roots.keys().filter_map(|(container, index)| {
            match schema.containers[*container].children[*index].kind {
                ContainerChildKind::EntitySet { ty } => Some(ty),
                _ => None,
            }
        });
        let navigations = self.structured.values().flat_map(|k| k.navigations.keys());
        let navigations = navigations.map(|id| id.get(schema));
        let navigations = navigations.filter(|n| n.is_collection).map(|n| n.target);
        roots.chain(navigations).collect()
    }

    /// A text form for people: one line for each thing that is kept, with the reason.
    pub fn dump(&self, schema: &Schema) -> String {
        let mut out = String::new();
        let mut line = |what: &str, name: &dyn fmt::Display, note: &dyn fmt::Display| {
            out.push_str(&format!("{what:<16}{name}  ({note})\n"));
        };
        for ((container, index), reach) in &self.roots {
            let child = &schema.containers[*container].children[*index];
            line(
                "root",
                &format_args!("/{}", child.name),
                &format_args!("{reach:?}"),
            );
        }
        for (id, kept) in &self.structured {
            let ty = &schema.structured_types[*id];
            let what = format!("{:?} {:?}", ty.kind, kept.level).to_lowercase();
            line(&what, &ty.name, &kept.reason);
            for (navigation, reach) in &kept.navigations {
                let name = &navigation.get(schema).name;
                line("  navigation", name, &format_args!("{reach:?}"));
            }
            for (operation, reason) in &kept.operations {
                line("  operation", &schema.operations[*operation].name, reason);
            }
        }
        for (id, reason) in &self.imported {
            line("import of", &schema.operations[*id].name, reason);
        }
        for (id, reason) in &self.bases {
            line("base only", &schema.structured_types[*id].name, reason);
        }
        for (id, reason) in &self.enums {
            line("enum", &schema.enum_types[*id].name, reason);
        }
        for (id, reason) in &self.type_definitions {
            line(
                "type definition",
                &schema.type_definitions[*id].name,
                reason,
            );
        }
        out
    }
}

/// Selects what patterns match and what that needs.
///
/// A pattern that matches nothing is an error, with the nearest name as help.
pub fn select(schema: &Schema, request: &Request, diags: &mut Diagnostics) -> Selection {
    let expanded = |patterns: &[Pattern]| patterns.iter().map(|p| p.expanded(schema)).collect();
    let request = Request {
        include: expanded(&request.include),
        exclude: expanded(&request.exclude),
        leaf: expanded(&request.leaf),
    };
    walk::Walk::new(schema, &request).run(diags)
}
