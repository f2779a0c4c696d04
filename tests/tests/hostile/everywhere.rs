//! A hostile text in place of every text of a description: each run ends with code or with diagnostics, and in code the text is data.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use clientwright::{Builder, Generated, Options, generate};
use clientwright_tests::own_lock_file_changes_nothing;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use tempfile::TempDir;

use crate::places::{self, Place};
use crate::{hidden, rendered};

/// How a text is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Only the hostile text is left.
    Whole,
    /// It is after the text.
    After,
    /// A hostile text that may be a name is after the text.
    Name,
}

/// Ends of strings, comments, docs, code and HTML, format arguments, and characters that hide something.
pub(crate) fn hostile(mark: &str) -> String {
    format!(
        "{mark}\"'`}}])*/ \\ {{}} {{0}} \"# <script>alert('{mark}')</script> ]]> */\n\n    panic!();\n```\n\u{202e}\u{2028}\u{85}\u{9b}$(x)"
    )
}

/// As [`hostile`], without characters that names cannot have.
fn name(mark: &str) -> String {
    format!("{mark} \"'`)*\\ \"# <script>alert('{mark}') ]]> $(x)")
}

impl Change {
    fn of(self, text: &str, mark: &str) -> String {
        match self {
            Self::Whole => hostile(mark),
            Self::After => format!("{text}{}", hostile(mark)),
            Self::Name => format!("{text}{}", name(mark)),
        }
    }
}

/// Generates from variants of one description.
struct Trials {
    document: Value,
    /// The folder of the description.
    _folder: TempDir,
    options: Options,
    /// Files that were examined already.
    examined: HashSet<String>,
    /// The lock file without hostile texts.
    lock: String,
    /// How often the generator ran.
    runs: usize,
}

impl Trials {
    fn new(document: Value) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let options = Builder::new(folder.path().join("places.json"))
            .descriptions(true)
            .options()
            .clone();
        let options = Options {
            crate_name: Some("hostile-places".to_owned()),
            ..options
        };
        let mut trials = Self {
            document,
            _folder: folder,
            options,
            examined: HashSet::new(),
            lock: String::new(),
            runs: 0,
        };
        let document = trials.document.clone();
        let plain = trials.run(&document, &["no text"]).expect("it is valid");
        trials.lock = plain.lock.to_string();
        trials
    }

    /// Tries a change at each of these places, all in one run if that succeeds, else in halves. Returns the places at which it
    /// succeeds.
    fn try_all<'p>(&mut self, all: &'p [Place], change: Change) -> Vec<&'p Place> {
        let document = self.with(all, change);
        let pointers: Vec<&str> = all.iter().map(|place| place.pointer.as_str()).collect();
        if self.run(&document, &pointers).is_some() {
            return all.iter().collect();
        }
        match all.split_at(all.len() / 2) {
            ([], _) => Vec::new(),
            (before, after) => {
                let mut good = self.try_all(before, change);
                good.extend(self.try_all(after, change));
                good
            }
        }
    }

    /// The document with a change at these places.
    fn with(&self, all: &[Place], change: Change) -> Value {
        let marks = all.iter().enumerate();
        let texts = marks.map(|(index, place)| {
            let text = change.of(&place.text, &mark(index));
            (place.pointer.as_str(), text)
        });
        places::with(&self.document, &texts.collect())
    }

    /// Tries another name in place of each of these, as [`Trials::try_all`]. Returns for how many it succeeds.
    fn rename_all(&mut self, names: &[String]) -> usize {
        let all: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut document = self.document.clone();
        for (index, old) in all.iter().enumerate() {
            let new = format!("{old}{}", name(&mark(index)));
            document = places::renamed(&document, old, &new);
        }
        if self.run(&document, &all).is_some() {
            return names.len();
        }
        match names.split_at(names.len() / 2) {
            ([], _) => 0,
            (before, after) => self.rename_all(before) + self.rename_all(after),
        }
    }

    /// The names that are used more than once.
    fn names(&self) -> Vec<String> {
        let all = places::all(&self.document).into_iter();
        let all: BTreeSet<String> = all.map(|place| place.text).collect();
        let mut names: Vec<String> = all.into_iter().collect();
        names.retain(|name| places::uses(&self.document, name) > 1);
        names
    }

    /// Generates, and examines the result. `None` if the description is refused.
    fn run(&mut self, document: &Value, changed: &[&str]) -> Option<Generated> {
        self.runs += 1;
        let text = serde_json::to_string_pretty(document).expect("it is JSON");
        fs::write(&self.options.schema, text).expect("a file");
        let result = catch_unwind(AssertUnwindSafe(|| generate(&self.options)));
        let Ok(result) = result else {
            panic!("a panic for {changed:?}");
        };
        match result {
            Ok(generated) => {
                self.examine(&generated, changed);
                Some(generated)
            }
            Err(error) => {
                let said = error.render(false);
                assert!(!said.contains(hidden), "{changed:?}: {said:?}");
                assert!(!said.contains("gen-900"), "{changed:?}: {said}");
                for problem in error.located() {
                    let has_place = !problem.places.is_empty();
                    assert!(has_place, "{changed:?}: {problem:?} has no place");
                }
                None
            }
        }
    }

    fn examine(&mut self, generated: &Generated, changed: &[&str]) {
        let warnings = &generated.warnings;
        assert!(!warnings.contains(hidden), "{changed:?}: {warnings:?}");
        for (path, text) in &generated.output {
            if self.examined.contains(text) {
                continue;
            }
            let place = format!("{} for {changed:?}", path.display());
            assert!(!text.contains(hidden), "{place}");
            match path.extension().is_some_and(|end| end == "rs") {
                true => {
                    rendered::check(&place, text, &mut String::new());
                    is_data(&place, text);
                }
                false => {
                    let table = toml::from_str::<toml::Table>(text);
                    let table = table.unwrap_or_else(|error| panic!("{place}: {error}\n{text}"));
                    assert!(
                        !has_marked_key(&toml::Value::Table(table)),
                        "{place}: {text}"
                    );
                }
            }
            self.examined.insert(text.clone());
        }
        let lock = generated.lock.to_string();
        assert!(!lock.contains(hidden), "{changed:?}");
        if !self.lock.is_empty() && lock != self.lock {
            own_lock_file_changes_nothing(generated, &self.options);
        }
    }
}

/// The word that identifies the text of a place; names in Rust contain it unchanged.
fn mark(index: usize) -> String {
    format!("mark{index}x")
}

fn marks(text: &str) -> usize {
    let lower = text.to_lowercase();
    let mut starts = lower.match_indices("mark");
    let digits = |(at, _): &(usize, &str)| {
        let rest = lower[at + 4..].trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < lower.len() - at - 4 && rest.starts_with('x')
    };
    starts.by_ref().filter(digits).count()
}

/// Hostile texts are only in literals and, spelt as names, in identifiers. The file is Rust.
fn is_data(place: &str, text: &str) {
    if marks(text) == 0 {
        return;
    }
    if let Err(error) = syn::parse_file(text) {
        panic!("{place}: {error}\n{text}");
    }
    let tokens: TokenStream = text.parse().expect("a file of Rust is tokens");
    let mut inside = 0;
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Ident(ident) => inside += marks(&ident.to_string()),
                TokenTree::Literal(literal) => inside += marks(&literal.to_string()),
                TokenTree::Punct(_) => {}
            }
        }
    }
    assert_eq!(
        inside,
        marks(text),
        "{place}: a text is in a comment\n{text}"
    );
}

fn has_marked_key(value: &toml::Value) -> bool {
    match value {
        toml::Value::Table(table) => {
            let mut entries = table.iter();
            entries.any(|(key, value)| marks(key) > 0 || has_marked_key(value))
        }
        toml::Value::Array(items) => items.iter().any(has_marked_key),
        _ => false,
    }
}

/// One of how many places and names are tried: all by 1, as the gate does. Each kind of place is tried with each change anyway.
fn share() -> usize {
    let wanted = std::env::var("HOSTILE_SHARE").ok();
    wanted.map_or(8, |wanted| wanted.parse().expect("a number"))
}

/// The places that are tried with the change of this index: of each kind some, and at least one.
fn shared(all: &[Place], change: usize, share: usize) -> Vec<Place> {
    let mut kinds: BTreeMap<(&str, bool), Vec<&Place>> = BTreeMap::new();
    for place in all {
        kinds.entry(place.kind()).or_default().push(place);
    }
    let chosen = kinds.into_values().flat_map(|places| {
        let first = change.min(places.len() - 1) % share;
        places.into_iter().skip(first).step_by(share)
    });
    chosen.cloned().collect()
}

/// Tries all changes at the places of a description. `at_once` places are tried in one run.
fn everywhere(document: Value, at_once: usize) {
    let all = places::all(&document);
    let share = share();
    let mut trials = Trials::new(document);
    let (mut tried, mut good) = (BTreeSet::new(), BTreeSet::new());
    for (index, change) in [Change::Whole, Change::After, Change::Name]
        .into_iter()
        .enumerate()
    {
        let places = shared(&all, index, share);
        tried.extend(places.iter().map(|place| place.pointer.clone()));
        for some in places.chunks(at_once) {
            let accepted = trials.try_all(some, change).into_iter();
            good.extend(accepted.map(|place| place.pointer.clone()));
        }
    }
    let refused: Vec<&String> = tried.difference(&good).collect();
    let names: Vec<String> = trials.names().into_iter().step_by(share).collect();
    let mut renamed = 0;
    for some in names.chunks(at_once) {
        renamed += trials.rename_all(some);
    }
    let runs = trials.runs;
    let (count, of_names) = (tried.len(), names.len());
    println!(
        "{runs} runs, {count} places, {renamed} of {of_names} names, never accepted: {refused:#?}"
    );
    // Most places take any text; a description that is refused everywhere would test nothing.
    assert!(
        refused.len() * 4 < count,
        "{} of {count} places are refused",
        refused.len()
    );
    assert!(renamed * 2 > of_names, "{renamed} of {of_names} names");
}

#[test]
fn a_share_has_each_kind_of_place_with_each_change() {
    let all = places::openapi();
    let all = places::all(&all);
    let kinds: BTreeSet<_> = all.iter().map(Place::kind).collect();
    for share in [1, 3, 8, 1_000] {
        let mut tried = BTreeSet::new();
        for change in 0..3 {
            let some = shared(&all, change, share);
            let of_change: BTreeSet<_> = some.iter().map(Place::kind).collect();
            assert_eq!(of_change, kinds, "{change} of {share}");
            tried.extend(some.into_iter().map(|place| place.pointer));
        }
        // Each change starts at another place, so that a third of the places for each of the three are all.
        assert!((share <= 3) == (tried.len() == all.len()), "{share}");
    }
}

#[test]
fn texts_are_data_at_every_place_of_openapi() {
    everywhere(places::openapi(), 64);
}

#[test]
fn texts_are_data_at_every_place_of_swagger() {
    everywhere(places::swagger(), 64);
}
