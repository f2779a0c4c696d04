//! Names: from the spelling of the metadata to that of Rust, without clashes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::letters;
use crate::Runtime;

/// A kind of Rust name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Types and variants.
    Camel,
    /// Fields, methods, parameters and modules.
    Snake,
    /// Constants.
    Shouty,
}

/// Spells a wire name as a Rust name, without regard to other names.
pub fn spell(wire_name: &str, case: Case) -> String {
    let wire_name = letters::readable(&unescaped(wire_name));
    let words = match case {
        Case::Camel => wire_name.to_upper_camel_case(),
        Case::Snake => wire_name.to_snake_case(),
        Case::Shouty => wire_name.to_shouty_snake_case(),
    };
    // Names should be identifiers, but metadata is untrusted. Changing the case of a letter may give one that
    // identifiers should not have.
    let mut name: String = letters::common(&words)
        .chars()
        .map(|c| if is_continue(c) { c } else { '_' })
        .collect();
    if name.chars().all(|c| c == '_') {
        name = match case {
            Case::Camel => "Unnamed".to_owned(),
            Case::Snake => "unnamed".to_owned(),
            Case::Shouty => "UNNAMED".to_owned(),
        };
    }
    if !name.chars().next().is_some_and(is_start) {
        name.insert(0, '_');
    }
    if is_keyword(&name) {
        name.push('_');
    }
    name
}

/// Undoes .NET's `XmlConvert.EncodeName`, which Business Central and Dynamics apply to captions: `Purchase_x0020_Order`
/// becomes `Purchase Order`.
///
/// Only characters that need an escape are decoded. Letters need none: `_xFACE_` stays. A name that would lose all
/// letters and digits stays too, except one of blanks only, which becomes `Blank`.
fn unescaped(wire_name: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = wire_name;
    while let Some(at) = rest.find("_x") {
        let escape = rest.get(at + 2..at + 7).and_then(|e| e.strip_suffix('_'));
        let is_hex = |c: char| c.is_ascii_digit() || ('A'..='F').contains(&c);
        let character = escape
            .filter(|digits| digits.chars().all(is_hex))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32)
            .filter(|c| !c.is_alphabetic());
        let end = at + character.map_or(2, |_| 7);
        out.push_str(&rest[..character.map_or(end, |_| at)]);
        out.extend(character);
        rest = &rest[end..];
    }
    out.push_str(rest);
    if out == wire_name {
        return Cow::Borrowed(wire_name);
    }
    match out.contains(char::is_alphanumeric) {
        true => Cow::Owned(out),
        false if out.trim().is_empty() => Cow::Borrowed("Blank"),
        false => Cow::Borrowed(wire_name),
    }
}

/// Whether rustc accepts the character at the start of an identifier, according to the parser of `syn`.
fn is_start(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && parses(&c.to_string()))
}

fn is_continue(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && parses(&format!("a{c}")))
}

fn parses(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Keywords of every edition, with the reserved ones (reference, 2.1). `union`, `raw` and the like may be names.
fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "as" | "break"
            | "const"
            | "continue"
            | "crate"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "Self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
            | "async"
            | "await"
            | "dyn"
            | "abstract"
            | "become"
            | "box"
            | "do"
            | "final"
            | "gen"
            | "macro"
            | "override"
            | "priv"
            | "try"
            | "typeof"
            | "unsized"
            | "virtual"
            | "yield"
    )
}

/// Whether rustc accepts a text as a name, without `r#` before it.
pub fn is_identifier(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(is_start);
    starts && text.chars().all(is_continue) && !is_keyword(text) && text.contains(|c| c != '_')
}

/// The names that one thing may get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The spelling of its wire name.
    pub wanted: String,
    /// Its locked name.
    pub locked: Option<String>,
    /// The name that the user chose for it.
    pub chosen: Option<String>,
}

impl Claim {
    fn new(wanted: String) -> Self {
        Self {
            wanted,
            ..Self::default()
        }
    }
}

/// Assigns distinct names to the things of a list.
///
/// A name that only one thing wants is assigned first, so that a clash never changes a name that is not part of it. Of
/// the things that want the same name, the first gets it and the others are numbered from 2, in document order.
pub fn distinct<'a>(
    wire_names: impl IntoIterator<Item = &'a str>,
    case: Case,
    reserved: &[&str],
) -> Vec<String> {
    let wanted: Vec<String> = wire_names.into_iter().map(|w| spell(w, case)).collect();
    distinct_of(wanted, reserved)
}

/// As [`distinct`], for names that are already spelt.
pub fn distinct_of(wanted: Vec<String>, reserved: &[&str]) -> Vec<String> {
    let claims: Vec<Claim> = wanted.into_iter().map(Claim::new).collect();
    settle(&claims, &BTreeSet::new(), reserved).names
}

/// The result of [`settle`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// A name for each claim.
    pub names: Vec<String>,
    /// Claims whose chosen name is taken, each with the claim that has it; `None` for a reserved name.
    pub clashes: Vec<(usize, Option<usize>)>,
}

/// As [`distinct`], with chosen names first and locked names next. `retired` are the names of removed declarations.
pub fn settle(claims: &[Claim], retired: &BTreeSet<String>, reserved: &[&str]) -> Settled {
    let mut settled: Vec<Option<String>> = vec![None; claims.len()];
    let mut clashes = Vec::new();
    // The claim that has a name; `None` for a reserved name.
    let mut owners: BTreeMap<&str, Option<usize>> = reserved.iter().map(|r| (*r, None)).collect();
    for (index, claim) in claims.iter().enumerate() {
        let Some(name) = &claim.chosen else { continue };
        match owners.get(name.as_str()) {
            Some(owner) => clashes.push((index, *owner)),
            None => {
                owners.insert(name, Some(index));
                settled[index] = Some(name.clone());
            }
        }
    }
    for (index, claim) in claims.iter().enumerate() {
        if claim.chosen.is_some() {
            continue;
        }
        let name = claim.locked.as_ref().unwrap_or(&claim.wanted);
        match owners.get(name.as_str()) {
            // The user has to resolve a chosen name that another thing has.
            Some(Some(owner)) if claims[*owner].chosen.is_some() => {
                clashes.push((*owner, Some(index)));
            }
            Some(_) => {}
            None if claim.locked.is_some() => {
                owners.insert(name, Some(index));
                settled[index] = Some(name.clone());
            }
            None => {}
        }
    }
    let mut wanting: BTreeMap<&str, usize> = BTreeMap::new();
    for (claim, _) in claims.iter().zip(&settled).filter(|(_, s)| s.is_none()) {
        *wanting.entry(&claim.wanted).or_default() += 1;
    }
    let is_free = |name: &str| !owners.contains_key(name) && !retired.contains(name);
    let alone = |name: &str| wanting.get(name) == Some(&1) && is_free(name);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    taken.extend(wanting.keys().filter(|name| alone(name)));
    let mut given: BTreeSet<String> = BTreeSet::new();
    // The number at which the search continues: a number that is taken for one claim is taken for the next one too.
    let mut numbers: BTreeMap<&str, _> = BTreeMap::new();
    let names = claims.iter().zip(settled).map(|(claim, settled)| {
        let wanted = claim.wanted.as_str();
        settled.unwrap_or_else(|| match alone(wanted) {
            true => wanted.to_owned(),
            false => {
                let is_free = |n: &str| is_free(n) && !taken.contains(n) && !given.contains(n);
                let numbers = numbers.entry(wanted).or_insert_with(|| numbered(wanted));
                let free = numbers.find(|n| is_free(n));
                let free = free.expect("numbers do not run out");
                given.insert(free.clone());
                free
            }
        })
    });
    Settled {
        names: names.collect(),
        clashes,
    }
}

fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    // A digit at the end would read as part of the number.
    let gap = if name.ends_with(|c: char| c.is_ascii_digit()) {
        "_"
    } else {
        ""
    };
    std::iter::once(name.to_owned()).chain((2u64..).map(move |n| format!("{name}{gap}{n}")))
}

/// A name for something without a wire name, distinct from the names of a list.
pub fn extra(name: &str, taken: &[String]) -> String {
    out_of_the_way(name, |name| taken.iter().any(|taken| taken == name))
}

/// As [`extra`], for callers that know which names are taken.
pub fn out_of_the_way(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = name.to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    name
}

/// The Rust module path of a namespace; relative to the root namespace if it is below that.
pub fn module_path(namespace: &str, root: &str) -> Vec<String> {
    let relative = match namespace.strip_prefix(root) {
        Some("") => return Vec::new(),
        Some(rest) if rest.starts_with('.') => &rest[1..],
        _ => namespace,
    };
    let segments: Vec<&str> = relative.splitn(DEEPEST, '.').collect();
    let segments = segments.into_iter().enumerate();
    let path = segments.map(|(depth, segment)| match spell(segment, Case::Snake) {
        name if is_taken(&name, depth) => format!("{name}_"),
        name => name,
    });
    path.collect()
}

/// The maximal depth of modules. Each level adds to the depth of macro expansions, which rustc limits to 128. The parts
/// of a namespace below that depth become one name.
const DEEPEST: usize = 32;

/// Whether generated code already uses the name in a module at this depth: each module has its builders and the
/// attribute `rustfmt::skip`, and the top of a crate exports the runtime.
pub fn is_taken(module: &str, depth: usize) -> bool {
    let is_runtime = |module| Runtime::ALL.iter().any(|r| r.crate_name() == module);
    OF_EACH_MODULE.contains(&module) || (depth == 0 && is_runtime(module))
}

/// The name of the method for an alternate key with these parts.
pub fn by_parts(wire_names: &[String]) -> String {
    let parts = wire_names.iter().map(|part| spell(part, Case::Snake));
    format!("by_{}", parts.collect::<Vec<_>>().join("_and_"))
}

/// Names of the standard prelude that generated code uses.
pub const PRELUDE: &[&str] = &[
    "AsRef", "Box", "From", "Into", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// Name of the module that exports the request builders of a namespace.
pub const BUILDERS: &str = "builders";

/// Names that no item of a module can have. In a module with an item `rustfmt`, the attribute `rustfmt::skip` would
/// refer to that item.
pub const OF_EACH_MODULE: [&str; 2] = [BUILDERS, "rustfmt"];

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(names: &[&str]) -> Vec<String> {
        distinct(names.iter().copied(), Case::Snake, &[])
    }

    #[test]
    fn keywords_and_odd_names_become_identifiers() {
        assert_eq!(
            fields(&["type", "self", "package"]),
            ["type_", "self_", "package"]
        );
        assert_eq!(spell("self", Case::Camel), "Self_");
        assert_eq!(spell("5GHz", Case::Camel), "_5gHz");
        assert_eq!(spell("_", Case::Snake), "unnamed");
        assert_eq!(spell("a-b c", Case::Snake), "a_b_c");
        assert_eq!(spell("größe", Case::Snake), "größe");
        assert_eq!(spell("", Case::Camel), "Unnamed");
        assert_eq!(spell("😀", Case::Snake), "unnamed");
    }

    #[test]
    fn escapes_of_xml_names_are_read_back() {
        for (wire_name, name) in [
            ("Purchase_x0020_Order", "purchase_order"),
            ("Non_x002D_Inventory", "non_inventory"),
            ("_x0031_st_Date", "_1st_date"),
            ("_x0025__x0020_Done", "done"),
            ("_x0020_", "blank"),
            // Text that is not an escape, an escape that is not needed, or one that would leave nothing.
            ("_xFACE_id", "x_face_id"),
            ("a_x00", "a_x00"),
            ("_x002D_", "x002_d"),
            ("_xD83D_", "x_d83d"),
            ("_x00é0_", "x00é0"),
            ("_x_x0020_y", "x_y"),
        ] {
            assert_eq!(spell(wire_name, Case::Snake), name, "{wire_name}");
        }
    }

    #[test]
    fn a_clash_changes_neither_the_first_name_nor_other_names() {
        assert_eq!(fields(&["solution", "Solution"]), ["solution", "solution2"]);
        assert_eq!(
            fields(&["solution", "Solution", "solution2"]),
            ["solution", "solution3", "solution2"]
        );
        assert_eq!(fields(&["a1", "A1"]), ["a1", "a1_2"]);
    }

    fn claim(wanted: &str, locked: &str, chosen: &str) -> Claim {
        let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        Claim {
            wanted: wanted.to_owned(),
            locked: some(locked),
            chosen: some(chosen),
        }
    }

    #[test]
    fn a_locked_name_stays_with_its_declaration() {
        // `Solution` is first now, but `solution` is locked.
        let claims = [claim("solution", "", ""), claim("solution", "solution", "")];
        let settled = settle(&claims, &BTreeSet::new(), &[]);
        assert_eq!(settled.names, ["solution2", "solution"]);
        // The thing with this name was removed: no other gets the name.
        let retired = BTreeSet::from(["solution".to_owned()]);
        assert_eq!(settle(&claims[..1], &retired, &[]).names, ["solution2"]);
        // A locked name that became reserved changes.
        let claims = [claim("get_action", "get", "")];
        let settled = settle(&claims, &BTreeSet::new(), &["get"]);
        assert_eq!(settled.names, ["get_action"]);
    }

    #[test]
    fn a_chosen_name_is_assigned_or_reported() {
        let swap = [claim("a", "a", "b"), claim("b", "b", "a")];
        let settled = settle(&swap, &BTreeSet::new(), &[]);
        assert_eq!(settled.names, ["b", "a"]);
        assert!(settled.clashes.is_empty());
        let settled = settle(
            &[claim("b", "", ""), claim("a", "", "b")],
            &BTreeSet::new(),
            &[],
        );
        assert_eq!(settled.clashes, [(1, Some(0))]);
        let settled = settle(&[claim("a", "", "get")], &BTreeSet::new(), &["get"]);
        assert_eq!(settled.clashes, [(0, None)]);
    }

    #[test]
    fn identifiers_are_distinguished_from_other_text() {
        for good in ["a", "A", "größe", "_1", "kind_"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in [
            "", "_", "__", "1a", "a-b", "type", "Self", "r#type", "a b", "a::b",
        ] {
            assert!(!is_identifier(bad), "{bad}");
        }
    }

    #[test]
    fn reserved_names_are_left_alone() {
        assert_eq!(distinct(["get", "x"], Case::Snake, &["get"]), ["get2", "x"]);
    }

    #[test]
    fn namespaces_become_paths_below_the_root() {
        assert!(module_path("microsoft.graph", "microsoft.graph").is_empty());
        assert_eq!(
            module_path("microsoft.graph.identityGovernance", "microsoft.graph"),
            ["identity_governance"]
        );
        assert_eq!(
            module_path("microsoft.graphite", "microsoft.graph"),
            ["microsoft", "graphite"]
        );
        assert_eq!(module_path("A.Builders", "A"), ["builders_"]);
        assert_eq!(
            module_path("A.b.Rustfmt", "A"),
            ["b".to_owned(), "rustfmt_".to_owned()]
        );
        assert_eq!(
            module_path("ClientwrightOdata.ClientwrightOdata", "A"),
            ["clientwright_odata_", "clientwright_odata"]
        );
        let deep = module_path(&["n"; 40].join("."), "A");
        assert_eq!(deep.len(), 32);
        assert_eq!(deep[31], ["n"; 9].join("_"));
    }
}
