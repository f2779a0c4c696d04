//! Letters that state to rustc which scripts are intended.
//!
//! The lint `mixed_script_confusables` warns of a script of which a crate uses only letters that look like Latin ones.
//! This depends on all identifiers together, and only the root of a crate, which belongs to the user, can allow the
//! lint. An identifier with another letter of the script prevents the warning.

use std::collections::BTreeSet;

use crate::naming::letters;
use crate::visit::{self, Visit};
use crate::{Package, TypePath};

/// Decides which letters the package needs; most packages need none.
pub fn assign(package: &mut Package) {
    let mut identifiers = Identifiers::default();
    for (path, module) in &package.modules {
        path.iter().for_each(|segment| identifiers.name(segment));
        for file in &module.files {
            identifiers.name(&file.name);
            for item in &file.items {
                visit::item(item, &mut identifiers);
            }
        }
    }
    let identifiers = identifiers.0.iter().map(String::as_str);
    package.letters = letters::letters_to_add(identifiers);
}

/// Identifiers with letters outside ASCII.
#[derive(Default)]
struct Identifiers(BTreeSet<String>);

impl Visit for Identifiers {
    fn name(&mut self, name: &str) {
        if !name.is_ascii() && !self.0.contains(name) {
            self.0.insert(name.to_owned());
        }
    }

    fn reference(&mut self, _: &TypePath) {}
}
