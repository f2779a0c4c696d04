//! Letters of names, as rustc and its lints treat them.
//!
//! Rustc compares identifiers in NFC and warns of three things that a user of generated code could not fix: letters
//! that identifiers should not have (`uncommon_codepoints`), identifiers that look like others (`confusable_idents`),
//! and scripts of which a crate uses only letters that look like Latin ones (`mixed_script_confusables`). These lints
//! check the whole crate, and only its root can allow them. Names are therefore chosen so that the lints do not fire.
//! Rustc itself uses the crate `unicode-security`. Its version is fixed here, because names must not change with an
//! update.

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
    // Readers cannot distinguish such a name from a Latin one, which the user's own code may contain.
    match lower.is_ascii() || !looks_ascii(&lower) {
        true => latin,
        false => lower.chars().map(|c| lookalike(c).unwrap_or(c)).collect(),
    }
}

/// A text in NFC without letters that identifiers should not have. Each is replaced by its compatible letter (`º` by
/// `o`), its base letter, or its number.
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

/// Replaces letters of other scripts that look like Latin ones, where they are next to a Latin letter and the word has
/// no other letter of their script: `Сode` with a Cyrillic `С` is a typing error or an attempt to deceive.
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

/// Identifiers that look like others of the same metadata, and their replacements.
#[derive(Clone, Debug, Default)]
pub struct Lookalikes {
    replaced: BTreeMap<String, String>,
}

/// Identifiers that generated code has for any metadata, except those of one letter.
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
    /// Compares all names of the metadata, selected or not, in each spelling that they may get.
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
        // Names in ASCII never change; the other name does.
        let (ascii, other): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| name.is_ascii());
        for spelt in ascii.into_iter().flat_map(spellings) {
            owners.entry(look_of(&spelt)).or_insert(spelt);
        }
        let mut replaced = BTreeMap::new();
        for name in other {
            let spelt = spellings(name);
            // A letter and its capital may look alike too, such as `ß` and `ẞ`.
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

    /// The identifier that replaces one that looks like another; the identifier itself if none does.
    pub fn resolve(&self, name: String) -> String {
        match self.replaced.get(&name) {
            Some(ascii) => ascii.clone(),
            None => name,
        }
    }
}

/// The skeleton of a name: equal for names that rustc considers confusable.
fn look_of(name: &str) -> String {
    skeleton(name).collect()
}

/// A name without letters outside ASCII.
fn in_ascii(name: &str) -> String {
    let spell = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => format!("u{:x}", u32::from(c)),
    };
    name.chars().map(spell).collect()
}

/// A letter for each script of which the identifiers only use letters that look like Latin ones. An identifier with
/// this letter states to rustc that the script is intended.
pub fn letters_to_add<'t>(identifiers: impl Iterator<Item = &'t str>) -> Vec<char> {
    // A script is represented by one of its letters, because sets of scripts have no order.
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
        // The letters of a script are contiguous.
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
            // A Cyrillic letter next to Latin ones, and a name that only looks Latin.
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
