//! The samples of a description, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright::{Examples, Options, examples};
use clientwright_oracle::judge::{self, Judge, Named, Verdict};
use clientwright_oracle::{document, made};
use serde_json::Value;

use crate::samples::{self, Outcome};
use crate::unions::misfit;

/// A value, and the type to read it into.
pub(crate) struct Sample {
    /// The place of the example that has it.
    pub(crate) pointer: String,
    /// The place of its schema.
    pub(crate) schema: String,
    pub(crate) ty: String,
    pub(crate) json: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A whole example, which is valid.
    Whole,
    /// A valid value for a component or a union.
    Part,
    /// A value that is invalid because it lacks this property.
    Without(String),
}

/// What the table has of a description.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) examples: usize,
    pub(crate) valid: usize,
    pub(crate) invalid: usize,
    pub(crate) unknown: usize,
    pub(crate) same: usize,
    pub(crate) parts: usize,
    pub(crate) parts_same: usize,
    /// Unions, and those of which a value was read.
    pub(crate) unions: usize,
    pub(crate) unions_read: usize,
    pub(crate) variants: usize,
    pub(crate) variants_same: usize,
    pub(crate) lacking: usize,
    pub(crate) refused: usize,
    pub(crate) exceptions: Vec<String>,
}

/// How many required properties of a component are left out, each from another value.
const LEFT_OUT: usize = 3;

/// Reads all samples of a description.
pub(crate) fn row(name: &str, file: &Path, folder: &Path) -> Result<Row, String> {
    let options = Options {
        schema: file.to_owned(),
        crate_name: Some("described".to_owned()),
        out: folder.to_owned(),
        ..Options::default()
    };
    let described = examples(&options).map_err(|error| error.to_string())?;
    let document = judge::converted(&document(file)?);
    let registry = judge::registry(&document);
    let judge = Judge::new(&document, &registry);

    let mut row = Row {
        examples: described.examples.len(),
        unions: described.unions.len(),
        ..Row::default()
    };
    let mut gathered = Gathered {
        document: &document,
        described: &described,
        judge: &judge,
        whole: Vec::new(),
        parts: BTreeMap::new(),
    };
    gathered.examples(&mut row);
    gathered.made();
    gathered.lacking();
    let mut samples = gathered.whole;
    samples.extend(gathered.parts.into_values());
    if samples.is_empty() {
        return Ok(row);
    }
    let outcomes = samples::run(name, file, folder, &samples, &described.unions)?;
    let mut read: BTreeSet<&str> = BTreeSet::new();
    for (sample, outcome) in samples.iter().zip(outcomes) {
        let (all, same) = match sample.kind {
            Kind::Whole => (&mut 0, &mut row.same),
            Kind::Part => (&mut row.parts, &mut row.parts_same),
            Kind::Without(_) => (&mut row.lacking, &mut row.refused),
        };
        *all += 1;
        let why = match outcome {
            Outcome::Wrong(why) => Some(why),
            Outcome::Same(variant) => {
                *same += 1;
                let misfit = variant.and_then(|variant| {
                    read.insert(&sample.ty);
                    row.variants += 1;
                    let misfit = misfit(&judge, sample, &variant, &described);
                    row.variants_same += usize::from(misfit.is_none());
                    misfit
                });
                misfit
            }
        };
        let at = match sample.kind {
            Kind::Whole => sample.pointer.clone(),
            _ => format!("{} in {}", sample.schema, sample.pointer),
        };
        let exception = why.map(|why| format!("{at}: {}: {why}: {}", sample.ty, sample.json));
        row.exceptions.extend(exception);
    }
    row.unions_read = read.len();
    Ok(row)
}

struct Gathered<'a> {
    document: &'a Value,
    described: &'a Examples,
    judge: &'a Judge<'a>,
    whole: Vec<Sample>,
    /// By schema, text and kind, so that each is read once.
    parts: BTreeMap<(String, String, Kind), Sample>,
}

impl Gathered<'_> {
    /// The valid examples of the description, and what is inside of them.
    fn examples(&mut self, row: &mut Row) {
        for example in &self.described.examples {
            // A text of JSON Schema's validator is a Rust string; a number that it cannot hold is not judged.
            let Ok(value) = serde_json::from_str::<Value>(&example.json) else {
                row.unknown += 1;
                continue;
            };
            // An example that is JSON inside of a text counts once it is parsed.
            let inside = value
                .as_str()
                .and_then(|text| serde_json::from_str::<Value>(text).ok());
            let inside = inside.filter(|value| value.is_object() || value.is_array());
            let judge = self.judge;
            let value = match judge.verdict(&example.schema, &value) {
                Verdict::Valid => value,
                Verdict::Unknown => {
                    row.unknown += 1;
                    continue;
                }
                Verdict::Invalid => match inside.filter(|it| judge.is_valid(&example.schema, it)) {
                    Some(inside) => inside,
                    None => {
                        row.invalid += 1;
                        continue;
                    }
                },
            };
            row.valid += 1;
            for (schema, part) in judge.parts(&example.schema, &value) {
                self.part(&example.pointer, &schema, part);
            }
            self.whole.push(Sample {
                pointer: example.pointer.clone(),
                schema: example.schema.clone(),
                ty: example.ty.clone(),
                json: value.to_string(),
                kind: Kind::Whole,
            });
        }
    }

    /// Adds a valid value of a component or a union.
    fn part(&mut self, pointer: &str, schema: &str, value: &Value) {
        let component = self.described.components.get(schema);
        // The type of a union has no null: that is an `Option` around it.
        let union = || {
            self.described
                .inline_unions
                .get(schema)
                .filter(|_| !value.is_null())
        };
        let Some(ty) = component.or_else(union) else {
            return;
        };
        self.add(pointer, schema, ty, value, Kind::Part);
    }

    fn add(&mut self, pointer: &str, schema: &str, ty: &str, value: &Value, kind: Kind) {
        let json = value.to_string();
        let key = (schema.to_owned(), json.clone(), kind.clone());
        self.parts.entry(key).or_insert_with(|| Sample {
            pointer: pointer.to_owned(),
            schema: schema.to_owned(),
            ty: ty.to_owned(),
            json,
            kind,
        });
    }

    /// Values made for each component and each union: of a union, one for each alternative.
    fn made(&mut self) {
        let (described, judge) = (self.described, self.judge);
        let all = described.components.iter().chain(&described.inline_unions);
        for (schema, ty) in all {
            let variants = described.unions.get(ty).into_iter().flatten();
            let variants: Vec<&String> = variants.flat_map(|variant| &variant.schemas).collect();
            let mut places = vec![judge.placed(schema)];
            places.extend(judge.alternatives(schema));
            places.sort();
            places.dedup();
            for place in places {
                for value in made::values(self.document, &place) {
                    // A value of a base alone is valid by its schema, but is none of its variants.
                    let is_variant = || variants.iter().any(|it| judge.is_valid(it, &value));
                    if self.is_of(schema, &value) && (variants.is_empty() || is_variant()) {
                        self.part("made", schema, &value);
                    }
                }
            }
            for variant in variants {
                self.made_of(schema, variant);
            }
        }
    }

    /// Whether a made value is valid, also by the schema that a discriminator names for it.
    fn is_of(&self, schema: &str, value: &Value) -> bool {
        let named = match self.judge.named(schema, value) {
            Named::Schema(target) => self.judge.is_valid(&target, value),
            Named::Nothing | Named::Unstated => true,
        };
        named && self.judge.is_valid(schema, value)
    }

    /// Values made for a variant of a union, with each value that the discriminator has for it.
    fn made_of(&mut self, schema: &str, variant: &str) {
        let judge = self.judge;
        let discriminator = judge.discriminator(schema);
        let (property, mapping) = discriminator.unwrap_or_default();
        let names = mapping.into_iter().filter(|(_, target)| target == variant);
        let names: Vec<String> = names.map(|(name, _)| name).collect();
        for value in made::values(self.document, &judge.placed(variant)) {
            let mut values = vec![value.clone()];
            values.extend(names.iter().filter_map(|name| {
                let mut tagged = value.clone();
                let members = tagged.as_object_mut()?;
                members.insert(property.to_owned(), Value::from(name.as_str()));
                Some(tagged)
            }));
            for value in values {
                if self.is_of(schema, &value) && judge.is_valid(variant, &value) {
                    self.part("made", schema, &value);
                }
            }
        }
    }

    /// Values of components without a property. Where the schema allows that, they are values like others.
    fn lacking(&mut self) {
        let (described, judge) = (self.described, self.judge);
        let objects = self.parts.values().filter_map(|sample| {
            let required = described.required.get(&sample.ty)?;
            let is_component = described.components.contains_key(&sample.schema);
            let value = serde_json::from_str::<Value>(&sample.json).ok()?;
            is_component.then(|| (sample.schema.clone(), sample.ty.clone(), required, value))
        });
        let objects: Vec<_> = objects.collect();
        let mut count: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (schema, ty, required, value) in &objects {
            for property in required.iter() {
                let count = count.entry((schema, property)).or_default();
                let has = value.get(property).is_some();
                let is_chosen = required.iter().take(LEFT_OUT).any(|it| it == property);
                if !has || !is_chosen || *count > 0 {
                    continue;
                }
                *count += 1;
                let mut without = value.clone();
                let members = without.as_object_mut();
                members.and_then(|members| members.remove(property));
                let kind = match judge.verdict(schema, &without) {
                    Verdict::Valid => Kind::Part,
                    Verdict::Invalid => Kind::Without(property.clone()),
                    Verdict::Unknown => continue,
                };
                self.add("made", schema, ty, &without, kind);
            }
        }
    }
}
