//! What annotations say of a path, read from the Capabilities vocabulary and its neighbours.

mod below;

use clientwright_csdl::schema::{Annotation, Expression, Record};
use clientwright_diagnostics::source::FileId;

use clientwright_model::Capabilities;

pub(super) use below::Below;

const CAPABILITIES: &str = "Org.OData.Capabilities.V1.";

/// How many segments a path may have that restrictions speak of, far more than services write. Each tail of a path may become
/// a marker, so that a longer one would cost far more than its text; [`super::paths`] warns of it.
pub(super) const MAX_SEGMENTS: usize = 16;

/// What annotations say of one path. `None`: they are silent.
///
/// Query options are not looked at: services get those annotations wrong (Graph denies `$select` on types that take it).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Restrictions {
    pub(super) list: Option<bool>,
    pub(super) get: Option<bool>,
    pub(super) insert: Option<bool>,
    pub(super) update: Option<bool>,
    pub(super) methods: Option<Methods>,
    pub(super) upsert: Option<bool>,
    pub(super) delete: Option<bool>,
    /// Entities can be addressed by key.
    pub(super) key: Option<bool>,
    /// `$ref` can be written. Always said of a step.
    pub(super) reference: Option<bool>,
    /// The path itself can be taken.
    pub(super) navigable: Option<bool>,
    /// The navigation properties of what is found here can be taken, unless `below` says otherwise.
    pub(super) onward: Option<bool>,
    /// Qualified names of the derived types that are found here.
    pub(super) casts: Option<Vec<String>>,
    /// The collection can be narrowed to a derived type.
    pub(super) narrow: Option<bool>,
    /// Qualified names of the operations that are bound here explicitly.
    pub(super) operations: Option<Vec<String>>,
    /// Headers and query options of the service's own.
    pub(super) customs: Vec<Custom>,
    /// Related entities can be created, and changed, along with one. It only goes into docs.
    pub(super) deep: Deep,
    /// Restrictions of longer paths.
    pub(super) below: Below,
}

/// `DeepInsertSupport` and `DeepUpdateSupport`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Deep {
    pub(super) insert: Option<bool>,
    pub(super) update: Option<bool>,
}

/// A header or query option of the service's own (`CustomHeaders`, `CustomQueryOptions`). It only goes into docs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Custom {
    /// `header` or `query option`.
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) required: bool,
    /// Words for what it belongs to, such as `when reading`; empty for an operation and for all of a service.
    pub(super) when: &'static str,
    /// Values that the metadata gives as examples.
    pub(super) examples: Vec<String>,
    /// What the metadata says of it, and the file that says so.
    pub(super) description: Option<(String, FileId)>,
}

/// `UpdateMethod` of UpdateRestrictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Methods {
    pub(super) patch: bool,
    pub(super) put: bool,
}

/// Whose annotations are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// An entity set or a singleton.
    Root,
    /// A navigation property, by its name.
    Navigation(&'a str),
}

impl Restrictions {
    pub(super) fn read(annotations: &[Annotation], target: Target<'_>) -> Self {
        let mut all = Self::default();
        for annotation in annotations.iter().filter(|a| a.qualifier.is_none()) {
            all.take_annotation(annotation);
            if let Some(record) = record_of(annotation, "NavigationRestrictions") {
                all.take_navigation(record, target, annotation.span.file);
            }
        }
        all
    }

    /// These where they say something, else the more general ones.
    pub(super) fn or(self, general: &Self) -> Self {
        let below = self.below.or(&general.below);
        let mut customs = self.customs;
        for custom in &general.customs {
            let same =
                |c: &Custom| (c.kind, &c.name, c.when) == (custom.kind, &custom.name, custom.when);
            if !customs.iter().any(same) {
                customs.push(custom.clone());
            }
        }
        Self {
            list: self.list.or(general.list),
            get: self.get.or(general.get),
            insert: self.insert.or(general.insert),
            update: self.update.or(general.update),
            methods: self.methods.or(general.methods),
            upsert: self.upsert.or(general.upsert),
            delete: self.delete.or(general.delete),
            key: self.key.or(general.key),
            reference: self.reference.or(general.reference),
            navigable: self.navigable.or(general.navigable),
            onward: self.onward.or(general.onward),
            casts: self.casts.or_else(|| general.casts.clone()),
            narrow: self.narrow.or(general.narrow),
            operations: self.operations.or_else(|| general.operations.clone()),
            customs,
            deep: Deep {
                insert: self.deep.insert.or(general.deep.insert),
                update: self.deep.update.or(general.deep.update),
            },
            below,
        }
    }

    /// The part that the runtime's `Allow` can say.
    pub(super) fn capabilities(&self) -> Capabilities {
        Capabilities {
            list: self.list.unwrap_or(true),
            get: self.get.unwrap_or(true),
            insert: self.insert.unwrap_or(true),
            update: self.update.unwrap_or(true) && self.methods.is_none_or(|m| m.patch),
            delete: self.delete.unwrap_or(true),
            link: self.reference == Some(true),
        }
    }

    /// Whether the path needs a marker of its own: something is said that `Allow` has no word for.
    pub(super) fn need_marker(&self) -> bool {
        self.replaces()
            || self.upserts()
            || self.key == Some(false)
            || self.onward == Some(false)
            || self.casts.is_some()
            || self.narrow == Some(false)
            || self.operations.is_some()
            || !self.below.is_empty()
    }

    pub(super) fn replaces(&self) -> bool {
        self.update != Some(false) && self.methods.is_some_and(|m| m.put)
    }

    pub(super) fn upserts(&self) -> bool {
        self.update != Some(false) && self.upsert == Some(true)
    }

    fn take_annotation(&mut self, annotation: &Annotation) {
        match annotation.term.as_str() {
            "Org.OData.Capabilities.V1.IndexableByKey" => {
                self.key = Some(!matches!(annotation.value, Some(Expression::Bool(false))));
            }
            "Org.OData.Validation.V1.DerivedTypeConstraint" => {
                self.casts = texts(annotation.value.as_ref());
            }
            "Org.OData.Core.V1.ExplicitOperationBindings" => {
                self.operations = texts(annotation.value.as_ref());
            }
            term => match (term.strip_prefix(CAPABILITIES), &annotation.value) {
                (Some(term), Some(Expression::Record(record))) => {
                    self.take_record(term, record, annotation.span.file);
                }
                (Some(list), Some(Expression::Collection(entries))) => {
                    self.customs
                        .extend(custom_list(list, entries, "", annotation.span.file));
                }
                _ => {}
            },
        }
    }

    /// One of the records that stand as annotations and inside of `RestrictedProperties` alike.
    fn take_record(&mut self, term: &str, record: &Record, file: FileId) {
        let when = match term {
            "DeepInsertSupport" => {
                self.deep.insert = record.get_bool("Supported").or(self.deep.insert);
                return;
            }
            "DeepUpdateSupport" => {
                self.deep.update = record.get_bool("Supported").or(self.deep.update);
                return;
            }
            "ReadRestrictions" => "when reading",
            "InsertRestrictions" => "when creating",
            "UpdateRestrictions" => "when updating",
            "DeleteRestrictions" => "when deleting",
            _ => return,
        };
        self.customs.extend(customs(record, when, file));
        match term {
            "ReadRestrictions" => {
                self.list = record.get_bool("Readable").or(self.list);
                let by_key = match record.get("ReadByKeyRestrictions") {
                    Some(Expression::Record(by_key)) => {
                        self.customs
                            .extend(customs(by_key, "when reading by key", file));
                        by_key.get_bool("Readable")
                    }
                    _ => None,
                };
                self.narrow = record.get_bool("TypecastSegmentSupported").or(self.narrow);
                self.get = by_key.or(record.get_bool("Readable")).or(self.get);
            }
            "InsertRestrictions" => {
                self.insert = record.get_bool("Insertable").or(self.insert);
            }
            "UpdateRestrictions" => {
                self.update = record.get_bool("Updatable").or(self.update);
                self.upsert = record.get_bool("Upsertable").or(self.upsert);
                self.methods = methods(record).or(self.methods);
            }
            "DeleteRestrictions" => {
                self.delete = record.get_bool("Deletable").or(self.delete);
            }
            _ => {}
        }
    }

    fn take_navigation(&mut self, record: &Record, target: Target<'_>, file: FileId) {
        self.reference = record.get_bool("Referenceable").or(self.reference);
        self.onward = navigability(record).or(self.onward);
        for (mut path, entry) in restricted(record) {
            if path.len() > MAX_SEGMENTS {
                continue;
            }
            let mut said = Self {
                navigable: navigability(entry),
                key: entry.get_bool("IndexableByKey"),
                reference: entry.get_bool("Referenceable"),
                ..Self::default()
            };
            for property in &entry.properties {
                if let Some(Expression::Record(record)) = &property.value {
                    said.take_record(&property.name, record, file);
                }
            }
            if let Target::Navigation(own) = target
                && (path.is_empty() || path[0] == own)
            {
                // A path in an annotation of a navigation property starts at the type that declares the property (CSDL
                // XML 4.01, 14.4.1.2), so that the property itself comes first; Graph leaves it out as well.
                path.drain(..path.len().min(1));
                if path.is_empty() {
                    let below = std::mem::take(&mut self.below);
                    *self = said.or(self);
                    self.below = below;
                    continue;
                }
            }
            // What only goes into docs is not worth a marker.
            said.customs.clear();
            said.deep = Deep::default();
            if !path.is_empty() && said != Self::default() {
                self.below.add(&path, said);
            }
        }
    }
}

/// The entries of `RestrictedProperties`, with their paths.
fn restricted(record: &Record) -> impl Iterator<Item = (Vec<String>, &Record)> {
    let entries = match record.get("RestrictedProperties") {
        Some(Expression::Collection(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|entry| match entry {
        Expression::Record(entry) => Some((path_of(entry.get("NavigationProperty")), entry)),
        _ => None,
    })
}

/// The longest path of which an annotation says something, if it is one of `NavigationRestrictions`; in segments.
pub(super) fn longest(annotation: &Annotation) -> usize {
    let record = record_of(annotation, "NavigationRestrictions");
    let paths = record.into_iter().flat_map(restricted);
    paths.map(|(path, _)| path.len()).max().unwrap_or_default()
}

/// Of `NavigationType`, only `None` forbids something: `Single` is about paths that no builder can see the length of.
fn navigability(record: &Record) -> Option<bool> {
    match record.get("Navigability") {
        Some(Expression::EnumMember(members)) => {
            Some(!members.iter().any(|m| m.ends_with("/None")))
        }
        _ => None,
    }
}

/// The headers and query options of the service's own that a record of restrictions lists.
pub(super) fn customs(record: &Record, when: &'static str, file: FileId) -> Vec<Custom> {
    let lists = record.properties.iter();
    let lists = lists.map(|list| match &list.value {
        Some(Expression::Collection(entries)) => custom_list(&list.name, entries, when, file),
        _ => Vec::new(),
    });
    lists.flatten().collect()
}

fn custom_list(
    list: &str,
    entries: &[Expression],
    when: &'static str,
    file: FileId,
) -> Vec<Custom> {
    let kind = match list {
        "CustomHeaders" => "header",
        "CustomQueryOptions" => "query option",
        _ => return Vec::new(),
    };
    let records = entries.iter().filter_map(|entry| match entry {
        Expression::Record(record) => Some(record),
        _ => None,
    });
    let text = |record: &Record, name: &str| match record.get(name) {
        Some(Expression::String(text)) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    let customs = records.filter_map(|entry| {
        let examples = match entry.get("ExampleValues") {
            Some(Expression::Collection(examples)) => examples.as_slice(),
            _ => &[],
        };
        let examples = examples.iter().filter_map(|example| match example {
            Expression::Record(example) => text(example, "Value"),
            _ => None,
        });
        let examples = examples.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(Custom {
            kind,
            name: text(entry, "Name")?,
            required: entry.get_bool("Required") == Some(true),
            when,
            examples: examples.collect(),
            description: text(entry, "Description").map(|text| (text, file)),
        })
    });
    customs.collect()
}

fn methods(record: &Record) -> Option<Methods> {
    let Some(Expression::EnumMember(members)) = record.get("UpdateMethod") else {
        return None;
    };
    let has = |method: &str| members.iter().any(|m| m.rsplit('/').next() == Some(method));
    let methods = Methods {
        patch: has("PATCH"),
        put: has("PUT"),
    };
    (methods.patch || methods.put).then_some(methods)
}

fn record_of<'a>(annotation: &'a Annotation, term: &str) -> Option<&'a Record> {
    match &annotation.value {
        Some(Expression::Record(record))
            if annotation.term.strip_prefix(CAPABILITIES) == Some(term) =>
        {
            Some(record)
        }
        _ => None,
    }
}

fn path_of(value: Option<&Expression>) -> Vec<String> {
    match value {
        Some(Expression::Path(path)) => super::paths::split(&path.text),
        Some(Expression::String(path)) => super::paths::split(path),
        _ => Vec::new(),
    }
}

fn texts(value: Option<&Expression>) -> Option<Vec<String>> {
    match value {
        Some(Expression::Collection(items)) => {
            let texts = items.iter().filter_map(|item| match item {
                Expression::String(text) => Some(text.trim().to_owned()),
                Expression::Path(path) => Some(path.text.trim().to_owned()),
                _ => None,
            });
            Some(texts.collect())
        }
        _ => None,
    }
}
