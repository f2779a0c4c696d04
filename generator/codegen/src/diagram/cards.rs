//! The texts of a diagram: a card for each type, and the links between cards.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::text::visible;
use clientwright_model::Ty;

use super::types::{Kind, Relation, RelationKind, Row, Type, Types};
use super::{Drawing, DrawingNames, DrawingRows};

/// Longer names are cut.
const LONGEST_NAME: usize = 60;
/// Further rows of a card are counted only.
const MOST_ROWS: usize = 40;

/// A diagram, with all texts as they are shown. Formats only escape them.
#[derive(Clone, Debug, Default)]
pub(super) struct Cards {
    pub(super) cards: Vec<Card>,
    pub(super) links: Vec<Link>,
}

/// A type.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) kind: Kind,
    pub(super) title: String,
    /// What it is, and its other name.
    pub(super) subtitle: String,
    /// Its whole name in the description.
    pub(super) tooltip: String,
    pub(super) rows: Vec<String>,
}

/// A relation of two types.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) kind: RelationKind,
    pub(super) from: usize,
    /// The row of `from` that states it, if it is shown.
    pub(super) row: Option<usize>,
    pub(super) to: usize,
    /// The name of the property; empty for a base type.
    pub(super) label: String,
    pub(super) is_many: bool,
}

impl Cards {
    /// A title for readers that do not see the picture.
    pub(super) fn title(&self, roots: &[String]) -> String {
        let count = self.cards.len();
        let from = roots.iter().map(|root| shown(root)).collect::<Vec<_>>();
        match from.is_empty() {
            true => format!("{count} types and their relations"),
            false => format!(
                "{count} types and their relations, from {}",
                from.join(", ")
            ),
        }
    }
}

pub(super) fn cards(types: &Types, drawing: &Drawing) -> Cards {
    let titles = Titles::new(types, drawing.names);
    let mut made = Cards::default();
    for (index, ty) in types.all.iter().enumerate() {
        let (rows, places) = rows(types, &titles, ty, drawing);
        for relation in &ty.relations {
            let label = relation.row.and_then(|row| ty.rows.get(row));
            made.links.push(Link {
                kind: relation.kind,
                from: index,
                row: relation.row.and_then(|row| places.get(&row).copied()),
                to: relation.to,
                label: label.map(|row| titles.row(row)).unwrap_or_default(),
                is_many: relation.is_many,
            });
        }
        made.cards.push(Card {
            kind: ty.kind,
            title: titles.all[index].clone(),
            subtitle: subtitle(ty, &titles.all[index], drawing.names),
            tooltip: format!("{} {}", what(ty), visible(full_name(ty))),
            rows,
        });
    }
    made
}

/// The names of the types.
struct Titles {
    names: DrawingNames,
    all: Vec<String>,
}

impl Titles {
    /// Names that several types of the diagram share are qualified.
    fn new(types: &Types, names: DrawingNames) -> Self {
        let short = |ty: &Type| match (names, &ty.rust) {
            (DrawingNames::Rust, Some(path)) => path.name.clone(),
            _ => short_wire(full_name(ty)).to_owned(),
        };
        let long = |ty: &Type| match (names, &ty.rust) {
            (DrawingNames::Rust, Some(path)) => {
                let module = path.module.iter().chain([&path.name]);
                module.map(String::as_str).collect::<Vec<_>>().join("::")
            }
            _ => full_name(ty).to_owned(),
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for ty in &types.all {
            *counts.entry(short(ty)).or_default() += 1;
        }
        let all = types.all.iter().map(|ty| {
            let short = short(ty);
            match counts.get(&short) {
                Some(1) => shown(&short),
                _ => shown(&long(ty)),
            }
        });
        Self {
            names,
            all: all.collect(),
        }
    }

    fn row(&self, row: &Row) -> String {
        shown(match self.names {
            DrawingNames::Rust => &row.rust,
            DrawingNames::Wire => &row.wire,
        })
    }

    fn ty(&self, types: &Types, ty: &Ty) -> String {
        let of = |name: &str, inner: &Ty| format!("{name}<{}>", self.ty(types, inner));
        match ty {
            Ty::Builtin(name) | Ty::Well(name) => (*name).to_owned(),
            Ty::String => "String".to_owned(),
            Ty::Named(path) => match types.at(path) {
                Some(index) => self.all[index].clone(),
                None => shown(&path.name),
            },
            Ty::Option(inner) => of("Option", inner),
            Ty::Patch(inner) => of("Patch", inner),
            Ty::Vec(inner) | Ty::Many(inner) => of("Vec", inner),
            Ty::Map(inner) => format!("BTreeMap<String, {}>", self.ty(types, inner)),
            // A diagram shows what a value contains, not how it is stored.
            Ty::Boxed(inner) | Ty::One(inner) => self.ty(types, inner),
        }
    }
}

/// The rows that are shown, and the place of each row of the type among them.
fn rows(
    types: &Types,
    titles: &Titles,
    ty: &Type,
    drawing: &Drawing,
) -> (Vec<String>, BTreeMap<usize, usize>) {
    let linked: BTreeSet<usize> = ty.relations.iter().filter_map(|r| r.row).collect();
    let is_wanted = |row: &usize| match drawing.rows {
        DrawingRows::All => true,
        DrawingRows::Relations => linked.contains(row),
        DrawingRows::None => false,
    };
    let wanted = ty.rows.iter().enumerate().filter(|(row, _)| is_wanted(row));
    let wanted: Vec<(usize, &Row)> = wanted.collect();
    let most = match wanted.len() > MOST_ROWS {
        true => MOST_ROWS - 1,
        false => MOST_ROWS,
    };
    let mut texts = Vec::new();
    let mut places = BTreeMap::new();
    for (place, (row, content)) in wanted.iter().enumerate() {
        places.insert(*row, place.min(most));
        if place >= most {
            continue;
        }
        let name = titles.row(content);
        let is_many = |relation: &Relation| relation.row == Some(*row) && relation.is_many;
        texts.push(match (&content.ty, ty.kind) {
            // The line ends at the type, so that the row needs the name only.
            _ if drawing.rows == DrawingRows::Relations => match ty.relations.iter().any(is_many) {
                true => format!("{name} *"),
                false => name,
            },
            // A variant is mostly named as its type.
            (Some(of), Kind::Union) if titles.ty(types, of) == name => name,
            (Some(of), _) => format!("{name}: {}", titles.ty(types, of)),
            (None, _) => name,
        });
    }
    if wanted.len() > most {
        texts.push(format!("… {} more", wanted.len() - most));
    }
    (texts, places)
}

fn subtitle(ty: &Type, title: &str, names: DrawingNames) -> String {
    let other = match (names, &ty.rust, &ty.wire) {
        (DrawingNames::Rust, Some(_), Some(wire)) => Some(short_wire(wire)),
        (DrawingNames::Wire, Some(path), Some(_)) => Some(path.name.as_str()),
        _ => None,
    };
    let what = what(ty);
    match other.map(shown).filter(|other| other != title) {
        Some(other) => format!("{what} {other}"),
        None => what,
    }
}

fn what(ty: &Type) -> String {
    let kind = match ty.kind {
        Kind::Entity => "entity type",
        Kind::Complex => "complex type",
        Kind::Object => "object",
        Kind::Union => "union",
        Kind::Enumeration => "enumeration",
        Kind::Alias => "alias",
    };
    match ty.is_abstract {
        true => format!("abstract {kind}"),
        false => kind.to_owned(),
    }
}

fn full_name(ty: &Type) -> &str {
    let rust = ty.rust.as_ref().map(|path| path.name.as_str());
    ty.wire.as_deref().or(rust).unwrap_or_default()
}

/// The name without namespace, or the pointer without what all pointers start with.
fn short_wire(wire: &str) -> &str {
    match wire.strip_prefix('/') {
        Some(_) => wire.trim_start_matches("/components/schemas/"),
        None => wire.rsplit('.').next().unwrap_or(wire),
    }
}

/// A foreign name on one line, cut if it is long.
fn shown(name: &str) -> String {
    let name = visible(name);
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.into_owned(),
    }
}
