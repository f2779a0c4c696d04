//! Items that tell rustc which scripts are used on purpose.
//!
//! The lint `mixed_script_confusables` warns of a script of which a crate uses only letters that look like Latin ones. Whether
//! it does depends on all identifiers together, and the lint can be allowed at the root of a crate only, which is the user's. An
//! identifier with another letter of the script settles it.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use clientwright_model::Package;
use clientwright_model::naming::letters;

/// The items for a package whose files have these texts; empty for most.
pub(super) fn items<'t>(package: &Package, texts: impl Iterator<Item = &'t String>) -> String {
    let mut identifiers = BTreeSet::new();
    for (path, module) in &package.modules {
        identifiers.extend(path.iter().cloned());
        identifiers.extend(module.files.iter().map(|file| file.name.clone()));
    }
    for text in texts.filter(|text| !text.is_ascii()) {
        // Docs and strings are skipped, because only identifiers count.
        if let Ok(tokens) = text.parse() {
            collect(tokens, &mut identifiers);
        }
    }
    identifiers.retain(|identifier| !identifier.is_ascii());
    let letters = letters::letters_to_add(identifiers.iter().map(String::as_str));
    let items = letters.into_iter().map(|letter| {
        format!(
            "\n/// Tells the compiler that this script is meant: all its other letters here look like Latin ones.\n\
             #[allow(dead_code)]\nfn script_{letter}() {{}}\n"
        )
    });
    items.collect()
}

fn collect(tokens: TokenStream, identifiers: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => collect(group.stream(), identifiers),
            TokenTree::Ident(ident) => {
                identifiers.insert(ident.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
