//! Names of files and folders: a name that every file system accepts, for each module.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::Module;
use crate::hash;

/// The longest name in bytes, without a suffix. File systems end at 255 bytes, and some that encrypt at 143.
const LONGEST: usize = 100;

/// Reserved names: devices of DOS, which Windows rejects with any extension, so that git cannot check them out there,
/// and names with a meaning for Cargo.
const RESERVED: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    "main", "lib", "bin", "target",
];

/// Assigns a name to each file and folder of the tree.
pub fn assign(modules: &mut BTreeMap<Vec<String>, Module>) {
    let mut taken: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
    let mut give = |folder: &[String], module: &str| {
        let taken = taken.entry(folder.to_vec()).or_default();
        let name = stem(module);
        // Two long names may have the same beginning and, by chance, the same hash.
        let numbered = (2u64..).map(|number| format!("{name}_{number}"));
        let mut free = std::iter::once(name.clone()).chain(numbered);
        let free = free.find(|name| !taken.contains(name));
        let free = free.expect("numbers do not run out");
        taken.insert(free.clone());
        free
    };
    for (path, module) in modules {
        if let Some((last, above)) = path.split_last() {
            module.folder = give(above, last);
        }
        for file in &mut module.files {
            file.stem = give(path, &file.name);
        }
    }
}

/// A name for the file or folder of a module. The names of different modules differ without regard to case, except
/// where hashes are equal.
fn stem(module: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if RESERVED.contains(&module.trim_end_matches('_')) {
        return format!("{module}_");
    }
    if module.chars().all(is_plain) && module.len() <= LONGEST && !ends_in_hash(module) {
        return module.to_owned();
    }
    // File systems may compose or decompose letters outside ASCII.
    let mut out = String::new();
    for c in module.chars() {
        let base = c.nfd().next().filter(char::is_ascii_alphanumeric);
        let text = match base.or(is_plain(c).then_some(c)) {
            Some(base) => base.to_ascii_lowercase().to_string(),
            None => format!("u{:x}", u32::from(c)),
        };
        if out.len() + text.len() > LONGEST {
            break;
        }
        out.push_str(&text);
    }
    format!("{out}_{:08x}", hash::stable(module.as_bytes()) >> 32)
}

/// Whether a name has the form of a name with a hash.
fn ends_in_hash(name: &str) -> bool {
    let hash = name.rsplit_once('_').map_or("", |(_, hash)| hash);
    hash.len() == 8 && hash.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stay() {
        for name in ["order", "type_", "v1_0", "console", "com10", "_1st"] {
            assert_eq!(stem(name), name);
        }
    }

    #[test]
    fn names_that_mean_something_elsewhere_are_moved_aside() {
        assert_eq!(stem("con"), "con_");
        assert_eq!(stem("con_"), "con__");
        assert_eq!(stem("lpt9"), "lpt9_");
        assert_eq!(stem("main"), "main_");
        assert_eq!(stem("bin"), "bin_");
    }

    #[test]
    fn other_letters_and_long_names_end_in_a_hash() {
        assert_eq!(stem("übersicht"), "ubersicht_95bc2b68");
        let names = ["ä", "ue4", "u\u{e4}", "a", "A", "a_95bc2b68"];
        let stems: BTreeSet<String> = names.iter().map(|name| stem(name)).collect();
        assert_eq!(stems.len(), names.len());
        let long = "世".repeat(128);
        assert!(stem(&long).len() <= LONGEST + 9, "{}", stem(&long));
        assert_ne!(stem(&long), stem(&format!("{long}界")));
        assert!(stem(&"a".repeat(128)).len() <= LONGEST + 9);
    }
}
