//! Restrictions of a path, read from annotations with terms of the Capabilities vocabulary and related ones.

mod below;

use clientwright_csdl::schema::{Annotation, Expression, Record};
use clientwright_csdl::terms;
use clientwright_diagnostics::source::FileId;

use clientwright_model::odata::Capabilities;

pub(crate) use below::Below;

/// The maximal number of segments of a path with restrictions, far more than services write. Each tail of a path may
/// become a marker, so that a longer path would cost far more than its text; [`crate::paths`] warns of it.
pub(crate) const MAX_SEGMENTS: usize = 16;

/// The restrictions of one path. `None`: no annotation applies.
///
/// Query options are ignored, because services annotate them wrongly (Graph denies `$select` on types that support it).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Restrictions {
    pub(crate) list: Option<bool>,
    pub(crate) get: Option<bool>,
    pub(crate) insert: Option<bool>,
    pub(crate) update: Option<bool>,
    pub(crate) methods: Option<Methods>,
    pub(crate) upsert: Option<bool>,
    pub(crate) delete: Option<bool>,
    /// Entities can be addressed by key.
    pub(crate) key: Option<bool>,
    /// `$ref` can be written. Always set for a step.
    pub(crate) reference: Option<bool>,
    /// The path is navigable.
    pub(crate) navigable: Option<bool>,
    /// The navigation properties of the target are navigable, unless `below` states otherwise.
    pub(crate) onward: Option<bool>,
    /// Qualified names of the derived types that the path can have.
    pub(crate) casts: Option<Vec<String>>,
    /// The collection can be narrowed to a derived type.
    pub(crate) narrow: Option<bool>,
    /// Qualified names of the operations that are explicitly bound to the path.
    pub(crate) operations: Option<Vec<String>>,
    /// Custom headers and query options of the service.
    pub(crate) customs: Vec<Custom>,
    /// Whether related entities can be created or changed in the same request. Used in docs only.
    pub(crate) deep: Deep,
    /// Restrictions of longer paths.
    pub(crate) below: Below,
}

/// `DeepInsertSupport` and `DeepUpdateSupport`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Deep {
    pub(crate) insert: Option<bool>,
    pub(crate) update: Option<bool>,
}

/// A custom header or query option of the service (`CustomHeaders`, `CustomQueryOptions`). Used in docs only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Custom {
    /// `header` or `query option`.
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) required: bool,
    /// The requests that it applies to, such as `when reading`; empty for an operation and for a whole service.
    pub(crate) when: &'static str,
    /// Values that the metadata gives as examples.
    pub(crate) examples: Vec<String>,
    /// Its description in the metadata, and the file of the description.
    pub(crate) description: Option<(String, FileId)>,
}

/// `UpdateMethod` of UpdateRestrictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Methods {
    pub(crate) patch: bool,
    pub(crate) put: bool,
}

/// The declaration whose annotations are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// An entity set or a singleton.
    Root,
    /// A navigation property, by its name.
    Navigation(&'a str),
}

impl Restrictions {
    pub(crate) fn read(annotations: &[Annotation], target: Target<'_>) -> Self {
        let mut all = Self::default();
        for annotation in annotations.iter().filter(|a| a.qualifier.is_none()) {
            all.take_annotation(annotation);
            if let Some(record) = navigation_restrictions(annotation) {
                all.take_navigation(record, target, annotation.span.file);
            }
        }
        all
    }

    /// These restrictions, with the more general ones for everything that they do not set.
    pub(crate) fn or(self, general: &Self) -> Self {
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

    /// The part that the runtime's `Allow` can express.
    pub(crate) fn capabilities(&self) -> Capabilities {
        Capabilities {
            list: self.list.unwrap_or(true),
            get: self.get.unwrap_or(true),
            insert: self.insert.unwrap_or(true),
            update: self.update.unwrap_or(true) && self.methods.is_none_or(|m| m.patch),
            delete: self.delete.unwrap_or(true),
            link: self.reference == Some(true),
        }
    }

    /// Whether the path needs a marker, because `Allow` cannot express its restrictions.
    pub(crate) fn need_marker(&self) -> bool {
        self.replaces()
            || self.upserts()
            || self.key == Some(false)
            || self.onward == Some(false)
            || self.casts.is_some()
            || self.narrow == Some(false)
            || self.operations.is_some()
            || !self.below.is_empty()
    }

    pub(crate) fn replaces(&self) -> bool {
        self.update != Some(false) && self.methods.is_some_and(|m| m.put)
    }

    pub(crate) fn upserts(&self) -> bool {
        self.update != Some(false) && self.upsert == Some(true)
    }

    fn take_annotation(&mut self, annotation: &Annotation) {
        let Some(term) = terms::find(&annotation.term) else {
            return;
        };
        match (term, &annotation.value) {
            (terms::INDEXABLE_BY_KEY, value) => {
                self.key = Some(*value != Some(Expression::Bool(false)));
            }
            (terms::DERIVED_TYPE_CONSTRAINT, value) => self.casts = texts(value.as_ref()),
            (terms::EXPLICIT_OPERATION_BINDINGS, value) => self.operations = texts(value.as_ref()),
            (_, Some(Expression::Record(record))) => {
                self.take_record(term.simple(), record, annotation.span.file);
            }
            (_, Some(Expression::Collection(entries))) => {
                self.customs.extend(custom_list(
                    term.simple(),
                    entries,
                    "",
                    annotation.span.file,
                ));
            }
            _ => {}
        }
    }

    /// A record that may be the value of an annotation or an entry of `RestrictedProperties`.
    fn take_record(&mut self, term: &str, record: &Record, file: FileId) {
        let when = match term {
            "DeepInsertSupport" => {
                self.deep.insert = record.bool("Supported").or(self.deep.insert);
                return;
            }
            "DeepUpdateSupport" => {
                self.deep.update = record.bool("Supported").or(self.deep.update);
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
                self.list = record.bool("Readable").or(self.list);
                let by_key = record.record("ReadByKeyRestrictions").and_then(|by_key| {
                    self.customs
                        .extend(customs(by_key, "when reading by key", file));
                    by_key.bool("Readable")
                });
                self.narrow = record.bool("TypecastSegmentSupported").or(self.narrow);
                self.get = by_key.or(record.bool("Readable")).or(self.get);
            }
            "InsertRestrictions" => {
                self.insert = record.bool("Insertable").or(self.insert);
            }
            "UpdateRestrictions" => {
                self.update = record.bool("Updatable").or(self.update);
                self.upsert = record.bool("Upsertable").or(self.upsert);
                self.methods = methods(record).or(self.methods);
            }
            "DeleteRestrictions" => {
                self.delete = record.bool("Deletable").or(self.delete);
            }
            _ => {}
        }
    }

    fn take_navigation(&mut self, record: &Record, target: Target<'_>, file: FileId) {
        self.reference = record.bool("Referenceable").or(self.reference);
        self.onward = navigability(record).or(self.onward);
        for (mut path, entry) in restricted(record) {
            if path.len() > MAX_SEGMENTS {
                continue;
            }
            let mut restrictions = Self {
                navigable: navigability(entry),
                key: entry.bool("IndexableByKey"),
                reference: entry.bool("Referenceable"),
                ..Self::default()
            };
            for property in &entry.properties {
                if let Some(Expression::Record(record)) = &property.value {
                    restrictions.take_record(&property.name, record, file);
                }
            }
            if let Target::Navigation(own) = target
                && (path.is_empty() || path[0] == own)
            {
                // A path in an annotation of a navigation property starts at the type that declares the property (CSDL
                // XML 4.01, 14.4.1.2). The first segment is therefore the property itself, which Graph sometimes omits.
                path.drain(..path.len().min(1));
                if path.is_empty() {
                    let below = std::mem::take(&mut self.below);
                    *self = restrictions.or(self);
                    self.below = below;
                    continue;
                }
            }
            // Restrictions that are used in docs only need no marker.
            restrictions.customs.clear();
            restrictions.deep = Deep::default();
            if !path.is_empty() && restrictions != Self::default() {
                self.below.add(&path, restrictions);
            }
        }
    }
}

/// The entries of `RestrictedProperties`, with their paths.
fn restricted(record: &Record) -> impl Iterator<Item = (Vec<String>, &Record)> {
    let entries = record.records("RestrictedProperties");
    entries.map(|entry| (path_of(entry.get("NavigationProperty")), entry))
}

/// The number of segments of the longest path in an annotation with `NavigationRestrictions`.
pub(crate) fn longest(annotation: &Annotation) -> usize {
    let record = navigation_restrictions(annotation);
    let paths = record.into_iter().flat_map(restricted);
    paths.map(|(path, _)| path.len()).max().unwrap_or_default()
}

/// The values of `NavigationType`: only `None` forbids something. `Single` restricts the length of paths, which no
/// builder knows.
fn navigability(record: &Record) -> Option<bool> {
    let members = record.members("Navigability")?;
    Some(!members.iter().any(|m| m.ends_with("/None")))
}

/// The custom headers and query options that a record of restrictions lists.
pub(crate) fn customs(record: &Record, when: &'static str, file: FileId) -> Vec<Custom> {
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
    let records = entries.iter().filter_map(Expression::as_record);
    let text = |record: &Record, name: &str| {
        let text = record.text(name).filter(|text| !text.trim().is_empty());
        text.map(str::to_owned)
    };
    let customs = records.filter_map(|entry| {
        let examples = entry.records("ExampleValues");
        let examples = examples.filter_map(|example| text(example, "Value"));
        let examples = examples.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(Custom {
            kind,
            name: text(entry, "Name")?,
            required: entry.bool("Required") == Some(true),
            when,
            examples: examples.collect(),
            description: text(entry, "Description").map(|text| (text, file)),
        })
    });
    customs.collect()
}

fn methods(record: &Record) -> Option<Methods> {
    let members = record.members("UpdateMethod")?;
    let has = |method: &str| members.iter().any(|m| m.rsplit('/').next() == Some(method));
    let methods = Methods {
        patch: has("PATCH"),
        put: has("PUT"),
    };
    (methods.patch || methods.put).then_some(methods)
}

fn navigation_restrictions(annotation: &Annotation) -> Option<&Record> {
    let is_meant = annotation.term == terms::NAVIGATION_RESTRICTIONS.name;
    annotation.value.as_ref().filter(|_| is_meant)?.as_record()
}

fn path_of(value: Option<&Expression>) -> Vec<String> {
    match value {
        Some(Expression::Path(path)) => split(&path.text),
        Some(Expression::String(path)) => split(path),
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

/// The segments of a path.
pub(crate) fn split(path: &str) -> Vec<String> {
    let segments = path.split('/').filter(|s| !s.is_empty());
    segments.map(str::to_owned).collect()
}
