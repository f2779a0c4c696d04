//! Letters that tell rustc which scripts are used on purpose.
//!
//! The lint `mixed_script_confusables` warns of a script of which a crate uses only letters that look like Latin ones. Whether
//! it does depends on all identifiers together, and the lint can be allowed at the root of a crate only, which is the user's. An
//! identifier with another letter of the script settles it.

use std::collections::BTreeSet;

use crate::naming::letters;
use crate::visit::{self, Visit};
use crate::{Package, TypePath};

/// Decides which letters the package needs; none for most.
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

/// Identifiers with letters outside of ASCII.
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
