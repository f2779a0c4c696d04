//! Letters of names, as rustc and its lints see them.
//!
//! Rustc compares identifiers in NFC and warns of three things that a user of generated code could not mend: letters that
//! identifiers should not have (`uncommon_codepoints`), identifiers that look like others (`confusable_idents`), and scripts of
//! which only letters are used that look like Latin ones (`mixed_script_confusables`). These lints look at the whole crate, and only
//! its root can allow them. Names therefore do not trip them. The crate `unicode-security` is what rustc itself asks; its
//! version is fixed, since names must not change with an update.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile, is_potential_mixed_script_confusable_char};

use super::names::{self, Case};

/// A name in NFC, with letters that identifiers may have, and without letters that only seem to be Latin.
pub fn readable(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let common = common(name);
    let latin = latin(&common);
    let lower = latin.to_lowercase();
    // Readers cannot tell such a name from a Latin one, which the user's own code may contain.
    match lower.is_ascii() || !looks_ascii(&lower) {
        true => latin,
        false => lower.chars().map(|c| lookalike(c).unwrap_or(c)).collect(),
    }
}

/// A text in NFC, in which letters that identifiers should not have are replaced: by what they are compatible with (`º` by
/// `o`), by their base letter, or by their number.
pub fn common(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        let is_fine = |c: char| c.is_ascii() || c.identifier_allowed();
        if is_fine(c) || !c.is_alphanumeric() {
            out.push(c);
            continue;
        }
        let compatible: String = std::iter::once(c).nfkc().collect();
        let base = c.nfd().next().filter(char::is_ascii_alphanumeric);
        if compatible.chars().all(is_fine) {
            out.push_str(&compatible);
        } else if let Some(base) = base {
            out.push(base);
        } else {
            out.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    out.nfc().collect()
}

/// Replaces letters of other scripts that look like Latin ones by those, where they stand beside a Latin letter and with no
/// other letter of their script: `Сode` with a Cyrillic `С` is a typing error, or meant to deceive.
fn latin(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = letters.clone();
    let mut start = 0;
    while start < letters.len() {
        let is_other = |c: &char| !c.is_ascii() && c.is_alphabetic();
        let length = letters[start..].iter().take_while(|c| is_other(c)).count();
        let end = start + length;
        let run = &letters[start..end];
        let touches = |at: Option<usize>| {
            let c = at.and_then(|at| letters.get(at));
            c.is_some_and(char::is_ascii_alphabetic)
        };
        let mixes = touches(start.checked_sub(1)) || touches(Some(end));
        if length > 0 && mixes && run.iter().all(|c| seems_latin(*c)) {
            for (at, c) in run.iter().enumerate() {
                out[start + at] = lookalike(*c).unwrap_or(*c);
            }
        }
        start = end.max(start + 1);
    }
    out.into_iter().collect()
}

/// Whether a letter of another script looks like a Latin one.
fn seems_latin(c: char) -> bool {
    is_potential_mixed_script_confusable_char(c) && lookalike(c).is_some() && !is_latin(c)
}

fn is_latin(c: char) -> bool {
    AugmentedScriptSet::for_char(c) == AugmentedScriptSet::for_char('a')
}

/// The ASCII letter that a letter looks like.
fn lookalike(c: char) -> Option<char> {
    let mut text = [0; 4];
    let mut all = skeleton(c.encode_utf8(&mut text));
    match (all.next(), all.next()) {
        (Some(one), None) if one.is_ascii_alphanumeric() => Some(one),
        _ => None,
    }
}

fn looks_ascii(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii() || lookalike(c).is_some())
}

/// Identifiers that look like others of the same metadata, and what takes their place.
#[derive(Clone, Debug, Default)]
pub struct Lookalikes {
    replaced: BTreeMap<String, String>,
}

/// Identifiers that generated code has whatever the metadata says, besides those of one letter.
const FIXED: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Debug",
    "Default",
    "From",
    "Into",
    "None",
    "Ok",
    "Option",
    "Other",
    "PartialEq",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
    "builders",
    "client",
    "crate",
    "fn",
    "id",
    "mod",
    "new",
    "odata",
    "rt",
    "self",
    "super",
];

impl Lookalikes {
    /// Compares all names of the metadata, selected or not, in each spelling that they may have.
    pub fn new(names: &[&str]) -> Self {
        if names.iter().all(|name| name.is_ascii()) {
            return Self::default();
        }
        let one_letter = ('a'..='z').chain('A'..='Z').map(String::from);
        let fixed = FIXED.iter().map(|name| (*name).to_owned());
        let mut owners: BTreeMap<String, String> = one_letter
            .chain(fixed)
            .map(|name| (look_of(&name), name))
            .collect();
        let spellings = |name: &str| {
            [Case::Camel, Case::Snake, Case::Shouty].map(|case| names::spell(name, case))
        };
        // Names in ASCII never change, so that the other name does.
        let (ascii, other): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| name.is_ascii());
        for spelt in ascii.into_iter().flat_map(spellings) {
            owners.entry(look_of(&spelt)).or_insert(spelt);
        }
        let mut replaced = BTreeMap::new();
        for name in other {
            let spelt = spellings(name);
            // A letter and its capital may look alike too, as `ß` and `ẞ` do.
            let is_taken = |name: &String| {
                let look = look_of(name);
                let owner = owners.get(&look).filter(|owner| *owner != name);
                owner.is_some() || spelt.iter().any(|s| s != name && look_of(s) == look)
            };
            if spelt.iter().any(is_taken) {
                let ascii = spellings(&in_ascii(&readable(name)));
                replaced.extend(spelt.into_iter().zip(ascii));
            } else {
                owners.extend(spelt.into_iter().map(|name| (look_of(&name), name)));
            }
        }
        Self { replaced }
    }

    /// The identifier that takes the place of one that looks like another; itself where it does not.
    pub fn resolve(&self, name: String) -> String {
        match self.replaced.get(&name) {
            Some(ascii) => ascii.clone(),
            None => name,
        }
    }
}

/// What a name looks like: equal for names that rustc takes for confusable.
fn look_of(name: &str) -> String {
    skeleton(name).collect()
}

/// A name without other letters than ASCII.
fn in_ascii(name: &str) -> String {
    let spell = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("u{:x}", u32::from(c)),
    };
    name.chars().map(spell).collect()
}

/// A letter for each script of which some identifiers have letters, but only such that look like Latin ones. An identifier with
/// that letter tells rustc that the script is meant.
pub fn letters_to_add<'t>(identifiers: impl Iterator<Item = &'t str>) -> Vec<char> {
    // The script as one of its letters, since sets of scripts have no order.
    let mut suspicious: Vec<(AugmentedScriptSet, char)> = Vec::new();
    let mut seen = BTreeSet::new();
    let letters = identifiers.flat_map(str::chars);
    for c in letters.filter(|c| !c.is_ascii()) {
        seen.insert(c);
    }
    for &c in &seen {
        let script = AugmentedScriptSet::for_char(c);
        if !is_latin(c) && !script.is_all() && !suspicious.iter().any(|(s, _)| *s == script) {
            suspicious.push((script, c));
        }
    }
    let is_clear =
        |c: char| c.identifier_allowed() && !is_potential_mixed_script_confusable_char(c);
    suspicious.retain(|(script, _)| {
        !seen
            .iter()
            .any(|c| is_clear(*c) && AugmentedScriptSet::for_char(*c) == *script)
    });
    let added = suspicious.iter().filter_map(|(script, near)| {
        // Letters of a script stand together.
        let after = u32::from(*near)..=u32::from(*near) + 0x200;
        let before = (u32::from(*near).saturating_sub(0x200)..u32::from(*near)).rev();
        after.chain(before).filter_map(char::from_u32).find(|c| {
            let is_lower = c.is_alphabetic() && c.to_lowercase().eq([*c]);
            is_lower && is_clear(*c) && AugmentedScriptSet::for_char(*c) == *script && is_itself(*c)
        })
    });
    added.collect()
}

/// Whether a letter looks like no other.
fn is_itself(c: char) -> bool {
    let mut text = [0; 4];
    skeleton(c.encode_utf8(&mut text)).eq(c.nfd())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_identifiers_should_not_have_are_replaced() {
        for (name, readable_name) in [
            ("größe", "größe"),
            ("Nº", "No"),
            ("ﬁeld", "field"),
            ("Ｏｒｄｅｒ", "Order"),
            ("m²", "m2"),
            ("𐌰", "u10330"),
            ("価格", "価格"),
            // Composed and not.
            ("cafe\u{301}", "café"),
            // A Cyrillic letter beside Latin ones, and a name that only seems to be Latin.
            ("\u{421}ode", "Code"),
            ("\u{440}", "p"),
            ("\u{41d}\u{43e}\u{43c}\u{435}\u{440}", "Номер"),
            (
                "Catalog_\u{421}\u{443}\u{43c}\u{43c}\u{430}",
                "Catalog_Сумма",
            ),
        ] {
            assert_eq!(readable(name), readable_name);
        }
    }

    #[test]
    fn scripts_that_seem_latin_get_a_letter_of_their_own() {
        let added = |names: &[&str]| letters_to_add(names.iter().copied());
        assert!(added(&["order", "größe", "価格"]).is_empty());
        assert!(added(&["ВЕС", "вес"]).is_empty());
        let cyrillic = added(&["ВЕС"]);
        assert_eq!(cyrillic.len(), 1);
        assert!(added(&["ВЕС", &cyrillic[0].to_string()]).is_empty());
    }
}
