//! What tells the variants of a union apart: the values of one property, or a table of shapes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use clientwright_model::{Discriminator, Shape};

use super::graph::Graph;
use super::nodes::{Kind, Reference, TypeId, Undeclared, Union, Variant};
use super::tags::{explicit, inferred, properties, texts};

/// How the variants of a union are told apart.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) discriminator: Discriminator,
    /// Pairs of variants that nothing tells apart.
    pub(super) ambiguous: Vec<(usize, usize)>,
}

/// How many comparisons of two variants a table may need.
const COMPARISONS: usize = 100_000;

/// How deep shapes of properties are compared.
const DEPTH: usize = 2;

pub(super) fn decide(graph: &Graph<'_>, variants: &[Variant<'_>], union: &Union<'_>) -> Decision {
    // The client is rejected anyway if it would be too large.
    if graph.bounds.is_spent() {
        return Decision {
            discriminator: Discriminator::Shape(Vec::new()),
            ambiguous: Vec::new(),
        };
    }
    let preferred = union.preferred.iter().filter_map(|id| {
        let mut all = variants.iter();
        all.position(|variant| variant.schemas.contains(id))
    });
    let preferred: Vec<usize> = preferred.collect();
    if !preferred.is_empty() {
        return table(graph, variants, &preferred);
    }
    let tag = union.tag.as_ref();
    let by_property = match tag {
        Some(tag) => explicit(graph, variants, tag),
        None => inferred(graph, variants),
    };
    if let Some(discriminator) = by_property {
        return Decision {
            discriminator,
            ambiguous: Vec::new(),
        };
    }
    table(graph, variants, &[])
}

/// As [`decide`], without regard to a single property.
pub(super) fn decide_by_shape(graph: &Graph<'_>, variants: &[Variant<'_>]) -> Discriminator {
    table(graph, variants, &[]).discriminator
}

/// A row of the table, with what orders it.
struct Row {
    shape: Shape,
    variant: usize,
}

/// The table of shapes. The `preferred` variants come first, and are not compared with others.
fn table(graph: &Graph<'_>, variants: &[Variant<'_>], preferred: &[usize]) -> Decision {
    // What many objects have in common tells nothing.
    let telling = telling(graph, variants);
    let mut rows: Vec<Row> = Vec::new();
    for (variant, of) in variants.iter().enumerate() {
        let shape = shape_of(graph, of.ty, Some(&telling), DEPTH);
        rows.push(Row { shape, variant });
    }
    let mut ambiguous = Vec::new();
    let mut unclear: BTreeSet<usize> = BTreeSet::new();
    let is_preferred = |row: &&Row| preferred.contains(&row.variant);
    let (mut first, mut rows): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|row| is_preferred(&row));
    first.sort_by_key(|row| preferred.iter().position(|variant| *variant == row.variant));
    let mut known: BTreeSet<usize> = BTreeSet::new();
    for (at, a) in rows.iter().enumerate() {
        // The more variants there are, the fewer each is compared with; none of a real service has as many.
        let compared = COMPARISONS / rows.len();
        let later = rows[at + 1..].iter().take(compared);
        let is_last = at + 1 + compared >= rows.len();
        if !is_last {
            unclear.insert(a.variant);
        }
        for b in later {
            if accepts(&a.shape, &b.shape) && accepts(&b.shape, &a.shape) {
                unclear.extend([a.variant, b.variant]);
                // One warning for each variant.
                if known.contains(&b.variant) {
                    continue;
                }
                let (first, second) = (variants[a.variant].ty, variants[b.variant].ty);
                if !declared_differ(graph, first, second) {
                    known.insert(b.variant);
                    ambiguous.push((a.variant, b.variant));
                }
            }
        }
    }
    // First those that declare all that a value has; the others may have more than they declare.
    let first = first.into_iter().map(|row| (row.shape, row.variant));
    let mut all: Vec<(Shape, usize)> = first.collect();
    let mut strict: Vec<(usize, Shape, usize)> = Vec::new();
    for row in rows.iter().filter(|row| unclear.contains(&row.variant)) {
        let names: Vec<String> = properties(graph, variants[row.variant].ty)
            .into_iter()
            .map(str::to_owned)
            .collect();
        if let Shape::Object {
            required, members, ..
        } = &row.shape
        {
            let count = names.len();
            let shape = Shape::Object {
                required: required.clone(),
                members: members.clone(),
                declared: Some(names),
            };
            strict.push((count, shape, row.variant));
        }
    }
    strict.sort_by_key(|(count, ..)| *count);
    all.extend(
        strict
            .into_iter()
            .map(|(_, shape, variant)| (shape, variant)),
    );
    rows.sort_by_key(|row| order(&row.shape));
    all.extend(rows.into_iter().map(|row| (row.shape, row.variant)));
    all.dedup();
    Decision {
        discriminator: Discriminator::Shape(all),
        ambiguous,
    }
}

/// The place of a shape in the table: what says more comes first.
fn order(shape: &Shape) -> (u8, std::cmp::Reverse<usize>) {
    let (kind, count) = match shape {
        Shape::Null | Shape::Boolean | Shape::Literal(_) | Shape::Texts(_) => (0, 0),
        Shape::Integer => (1, 0),
        Shape::Number => (2, 0),
        Shape::String => (3, 0),
        Shape::Array(Some(_)) => (4, 0),
        Shape::Array(None) => (5, 0),
        Shape::Object {
            required,
            members,
            declared,
        } => {
            let closed = usize::from(declared.is_some());
            (6, 4 * required.len() + 2 * members.len() + closed)
        }
        Shape::AnyOf(_) => (7, 0),
        Shape::Any => (8, 0),
    };
    (kind, std::cmp::Reverse(count))
}

/// The properties whose shape differs between objects.
fn telling(graph: &Graph<'_>, variants: &[Variant<'_>]) -> BTreeSet<String> {
    let mut shapes: BTreeMap<&str, Vec<Shape>> = BTreeMap::new();
    let mut seen: HashSet<(&str, Reference)> = HashSet::new();
    for variant in variants {
        let Kind::Struct(item) = graph.kind(variant.ty) else {
            continue;
        };
        for field in &item.fields {
            // A type has the same shape everywhere.
            if !seen.insert((field.name, field.value)) {
                continue;
            }
            let shape = value_shape(graph, field.value, DEPTH - 1);
            shapes.entry(field.name).or_default().push(shape);
        }
    }
    let differs = |all: &[Shape]| all.iter().any(|shape| *shape != all[0]);
    let telling = shapes.into_iter().filter(|(_, all)| differs(all));
    telling.map(|(name, _)| name.to_owned()).collect()
}

/// The shape of a property or item.
fn value_shape(graph: &Graph<'_>, value: Reference, depth: usize) -> Shape {
    let shape = match texts(graph, value) {
        Some(texts) => {
            graph.spend(value.ty, texts.len());
            Shape::Texts(texts)
        }
        None => shape_of(graph, value.ty, None, depth),
    };
    match (value.nullable || graph.is_null(value.ty), shape) {
        (_, Shape::Any) => Shape::Any,
        (true, shape) => Shape::AnyOf(vec![Shape::Null, shape]),
        (false, shape) => shape,
    }
}

/// The shape of a type. Of objects only the `telling` properties, or those with constants, are part of it.
fn shape_of(
    graph: &Graph<'_>,
    ty: TypeId,
    telling: Option<&BTreeSet<String>>,
    depth: usize,
) -> Shape {
    let real = graph.real(ty);
    // The client is rejected anyway if it would be too large.
    if graph.bounds.is_spent() {
        return Shape::Any;
    }
    let literals = graph.literals(ty);
    graph.spend(real, literals.len());
    if !literals.is_empty() {
        let mut each = literals.iter().map(|text| Shape::Literal(text.clone()));
        return match literals.len() {
            1 => each.next().unwrap_or(Shape::Any),
            _ => Shape::AnyOf(each.collect()),
        };
    }
    match &graph.nodes[real.0].kind {
        Kind::Pending | Kind::Same(_) | Kind::Any => Shape::Any,
        Kind::Scalar(ty) => scalar(ty),
        Kind::Enumeration(item) => match item.members.first() {
            Some(clientwright_oas::api::Value::Number(_)) => Shape::Integer,
            _ => Shape::String,
        },
        Kind::Array(item) => match value_shape(graph, *item, depth.saturating_sub(1)) {
            Shape::Any | Shape::AnyOf(_) => Shape::Array(None),
            _ if depth == 0 => Shape::Array(None),
            Shape::Texts(_) => Shape::Array(Some(Box::new(Shape::String))),
            shape => Shape::Array(Some(Box::new(shape))),
        },
        Kind::Map(_) => Shape::Object {
            required: Vec::new(),
            members: Vec::new(),
            declared: None,
        },
        Kind::Struct(_) if depth == 0 => Shape::Object {
            required: Vec::new(),
            members: Vec::new(),
            declared: None,
        },
        Kind::Struct(item) => {
            graph.spend(real, item.fields.len());
            let required = item.fields.iter().filter(|f| f.required && !f.write_only);
            let members = item.fields.iter().filter_map(|field| {
                let shape = value_shape(graph, field.value, depth - 1);
                let is_constant = match &shape {
                    Shape::Literal(_) => true,
                    Shape::Texts(texts) => texts.len() == 1 || telling.is_none(),
                    _ => false,
                };
                let tells = is_constant || telling.is_some_and(|t| t.contains(field.name));
                (tells && shape != Shape::Any).then(|| (field.name.to_owned(), shape))
            });
            let declared = item.fields.iter().map(|field| field.name.to_owned());
            let required: Vec<String> = required.map(|field| field.name.to_owned()).collect();
            let members: Vec<(String, Shape)> = members.collect();
            let declared: Option<Vec<String>> =
                (item.undeclared == Undeclared::Forbidden).then(|| declared.collect());
            let object = |required| Shape::Object {
                required,
                members: members.clone(),
                declared: declared.clone(),
            };
            if item.either.is_empty() {
                return object(required);
            }
            // Each alternative of such a struct has its own required properties.
            let each = item.either.iter().map(|own| {
                let own = own.iter().map(|name| (*name).to_owned());
                let all: BTreeSet<String> = required.iter().cloned().chain(own).collect();
                object(all.into_iter().collect())
            });
            Shape::AnyOf(each.collect())
        }
        Kind::Union(_) if depth == 0 => Shape::Any,
        Kind::Union(union) => {
            let each = union.variants.iter();
            Shape::AnyOf(
                each.map(|v| shape_of(graph, v.ty, None, depth - 1))
                    .collect(),
            )
        }
    }
}

fn scalar(ty: &clientwright_model::Ty) -> Shape {
    use clientwright_model::Ty;
    match ty {
        Ty::Builtin("bool") => Shape::Boolean,
        Ty::Builtin("f64") | Ty::Well("Decimal") => Shape::Number,
        Ty::Builtin(_) => Shape::Integer,
        _ => Shape::String,
    }
}

/// Whether values that are meant to be of one shape are accepted by another.
fn accepts(by: &Shape, of: &Shape) -> bool {
    match (by, of) {
        (Shape::Any, _) | (_, Shape::Any) => true,
        (Shape::AnyOf(shapes), of) => shapes.iter().any(|by| accepts(by, of)),
        (by, Shape::AnyOf(shapes)) => shapes.iter().any(|of| accepts(by, of)),
        (Shape::Number, Shape::Integer | Shape::Number) => true,
        (Shape::Number | Shape::Integer, Shape::Literal(text)) => {
            text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        }
        (Shape::Boolean, Shape::Literal(text)) => matches!(text.as_str(), "true" | "false"),
        (Shape::String, Shape::Texts(_)) => true,
        (Shape::Texts(a), Shape::Texts(b)) => b.iter().any(|text| a.contains(text)),
        (Shape::Texts(_), Shape::String) => true,
        (Shape::Array(None), Shape::Array(_)) | (Shape::Array(_), Shape::Array(None)) => true,
        (Shape::Array(Some(a)), Shape::Array(Some(b))) => accepts(a, b),
        (
            Shape::Object {
                required,
                members,
                declared,
            },
            Shape::Object {
                required: has,
                members: values,
                ..
            },
        ) => {
            let has: BTreeSet<&String> = has.iter().collect();
            required.iter().all(|name| has.contains(name))
                && members.iter().all(|(name, shape)| {
                    let value = values.iter().find(|(of, _)| of == name);
                    match (value, has.contains(name)) {
                        (Some((_, value)), true) => accepts(shape, value),
                        _ => true,
                    }
                })
                && declared
                    .as_ref()
                    .is_none_or(|declared| has.iter().all(|name| declared.contains(*name)))
        }
        (by, of) => by == of,
    }
}

/// Whether each of two types declares a property that the other one does not declare.
fn declared_differ(graph: &Graph<'_>, a: TypeId, b: TypeId) -> bool {
    let names = |ty| properties(graph, ty).into_iter().collect::<HashSet<&str>>();
    let (a, b) = (names(a), names(b));
    !a.is_subset(&b) && !b.is_subset(&a)
}
