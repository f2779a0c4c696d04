//! Each hostile text at each place of a description: every crate has another text at each place, so that as many crates as there
//! are texts have them all.

use std::collections::BTreeMap;
use std::fs;

use clientwright::{Builder, Options, Output, generate};
use serde_json::Value;
use tempfile::TempDir;

use crate::places::{self, Place};
use crate::texts::{self, NAMES};
use crate::{crates, everywhere};

/// The texts in the order in which they are dealt.
fn dealt() -> Vec<String> {
    let mut all = texts::all();
    all.push(everywhere::hostile(&texts::mark(all.len())));
    all
}

/// What a place takes in addition to, or instead of, its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// Any text instead.
    Instead,
    /// Any text after its own.
    After,
    /// A name after its own.
    Name,
}

impl Takes {
    /// The text of a place in one of the crates. `index` is that of the place.
    fn text(self, place: &Place, index: usize, number: usize, all: &[String]) -> String {
        let (own, other) = (&place.text, &all[(index + number) % all.len()]);
        match self {
            Self::Instead => other.clone(),
            Self::After => format!("{own}{other}"),
            Self::Name => format!("{own} {}", NAMES[(index + number) % NAMES.len()]),
        }
    }
}

/// The keys of objects whose own keys are names. All other keys are words of the format: with another one, a part of the description
/// would only be unknown.
const NAMED: &[&str] = &[
    "$defs",
    "additionalOperations",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "security",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// How much code there is.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    /// How many public items, fields and methods.
    public: usize,
    /// How many of them are raw JSON.
    raw: usize,
}

impl Extent {
    fn of(output: &Output) -> Self {
        let count = |what: &str| output.values().map(|text| text.matches(what).count()).sum();
        Self {
            public: count("pub "),
            raw: count("AnyJson"),
        }
    }
}

/// Descriptions from which a crate is made.
struct Dealer {
    document: Value,
    places: Vec<Place>,
    /// What the places take; `None` if with another text there is an error or less code, as with that of `type`.
    takes: Vec<Option<Takes>>,
    /// The extent of the code without hostile texts.
    extent: Extent,
    folder: TempDir,
    options: Options,
}

impl Dealer {
    fn new(document: Value) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let options = Builder::new(folder.path().join("places.json"))
            .descriptions(true)
            .options()
            .clone();
        let places = places::all(&document);
        let mut dealer = Self {
            takes: vec![None; places.len()],
            extent: Extent::default(),
            document,
            places,
            folder,
            options,
        };
        let plain = dealer.generated(&dealer.document).expect("it is valid");
        dealer.extent = plain;
        let all = [everywhere::hostile("mark0x")];
        for takes in [Takes::Instead, Takes::After, Takes::Name] {
            // Keys of one object must differ.
            let open = dealer.places.iter().enumerate().filter(|(index, place)| {
                let (kind, is_key) = place.kind();
                let is_open = match is_key {
                    true => NAMED.contains(&kind) && takes != Takes::Instead,
                    false => true,
                };
                dealer.takes[*index].is_none() && is_open
            });
            let open: Vec<_> = open
                .map(|(index, place)| (index, takes.text(place, index, 0, &all)))
                .collect();
            for (index, _) in dealer.accepted(&open) {
                dealer.takes[index] = Some(takes);
            }
        }
        dealer
    }

    fn with(&self, texts: &[(usize, String)]) -> Value {
        let texts = texts.iter();
        let texts = texts.map(|(at, text)| (self.places[*at].pointer.as_str(), text.clone()));
        let texts: BTreeMap<&str, String> = texts.collect();
        places::with(&self.document, &texts)
    }

    /// Whether the description generates, and not less than without hostile texts.
    fn is_accepted(&self, document: &Value) -> bool {
        self.generated(document).is_some_and(|extent| {
            extent.public >= self.extent.public && extent.raw <= self.extent.raw
        })
    }

    fn generated(&self, document: &Value) -> Option<Extent> {
        let text = serde_json::to_string_pretty(document).expect("it is JSON");
        fs::write(&self.options.schema, text).expect("a file");
        let generated = generate(&self.options).ok()?;
        Some(Extent::of(&generated.output))
    }

    /// The texts that are accepted together, all that are accepted beside those before them.
    fn accepted(&self, texts: &[(usize, String)]) -> Vec<(usize, String)> {
        let mut good = Vec::new();
        let with = |texts: &[(usize, String)]| self.with(texts);
        self.add(&mut good, texts, &with);
        good
    }

    fn add<T: Clone>(&self, good: &mut Vec<T>, more: &[T], with: &dyn Fn(&[T]) -> Value) {
        let before = good.len();
        good.extend_from_slice(more);
        if more.is_empty() || self.is_accepted(&with(good)) {
            return;
        }
        good.truncate(before);
        if more.len() > 1 {
            let (first, second) = more.split_at(more.len() / 2);
            self.add(good, first, with);
            self.add(good, second, with);
        }
    }

    /// The description of one crate, with the places that have another text, and the number of names that are others.
    fn deal(&self, number: usize) -> (Value, Vec<usize>, usize) {
        let all = dealt();
        let places = self.places.iter().enumerate().zip(&self.takes);
        let texts = places.filter_map(|((index, place), takes)| {
            let takes = (*takes)?;
            Some((index, takes.text(place, index, number, &all)))
        });
        let good = self.accepted(&texts.collect::<Vec<_>>());
        let document = self.with(&good);
        let mut names: Vec<_> = self.places.iter().map(|place| &place.text).collect();
        names.sort();
        names.dedup();
        names.retain(|name| places::uses(&document, name) > 1);
        let renamed: Vec<_> = names.into_iter().enumerate().collect();
        let with = |renamed: &[(usize, &String)]| {
            let mut document = document.clone();
            for (index, name) in renamed {
                let other = format!("{name} {}", NAMES[(index + number) % NAMES.len()]);
                document = places::renamed(&document, name, &other);
            }
            document
        };
        let mut accepted = Vec::new();
        self.add(&mut accepted, &renamed, &with);
        let places = good.into_iter().map(|(index, _)| index);
        (with(&accepted), places.collect(), accepted.len())
    }

    /// Builds the crates with these numbers.
    fn build(&self, name: &str, runtime: &str, numbers: impl Iterator<Item = usize>) {
        let mut seen = vec![0_usize; self.places.len()];
        let (mut names, mut count, mut shown) = (0, 0, 0);
        for number in numbers {
            let (document, places, renamed) = self.deal(number);
            assert!(self.is_accepted(&document), "{name} {number}");
            for index in places {
                seen[index] += 1;
            }
            names += renamed;
            count += 1;
            let name = format!("hostile-{name}-{number}");
            shown += crates::builds(&name, runtime, self.folder.path(), &self.options).shown;
        }
        let (texts, some) = (seen.iter().sum::<usize>(), seen.iter().filter(|n| **n > 0));
        let some = some.count();
        let all = seen.iter().filter(|n| **n == count).count();
        println!(
            "{name}: {count} crates, {texts} texts at {some} of {} places, all of them at {all}; {names} names; {shown} shown",
            self.places.len()
        );
        assert!(
            some * 3 > self.places.len(),
            "{name}: too few places have a text"
        );
        assert!(
            all * 10 > some * 9,
            "{name}: most places have not all texts"
        );
    }
}

/// The numbers of the crates: all, or as many as `HOSTILE_CRATES` says.
fn numbers() -> impl Iterator<Item = usize> {
    let wanted = std::env::var("HOSTILE_CRATES").ok();
    let wanted = wanted.map(|wanted| wanted.parse().expect("a number"));
    (0..dealt().len()).take(wanted.unwrap_or(usize::MAX))
}

#[test]
#[ignore = "builds crates; .ci/full runs it"]
fn every_text_at_every_place_of_openapi_builds() {
    Dealer::new(places::openapi()).build("openapi", "runtime/openapi", numbers());
}

#[test]
#[ignore = "builds crates; .ci/full runs it"]
fn every_text_at_every_place_of_swagger_builds() {
    Dealer::new(places::swagger()).build("swagger", "runtime/openapi", numbers());
}
