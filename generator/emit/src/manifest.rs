//! The manifest of a whole crate, and the files next to its sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::text::is_hidden;
use clientwright_model::Runtime;

use crate::format::Output;
use crate::header::HEADER;

/// The features of each runtime crate, all of which a generated crate forwards. A test compares them with the manifests.
const RUNTIME_FEATURES: [&str; 11] = [
    "azure_identity",
    "bigdecimal",
    "chrono",
    "gzip",
    "http2",
    "jiff",
    "reqwest",
    "reqwest-client",
    "rust_decimal",
    "tokio",
    "tracing",
];

/// The features that only the runtime crate of OpenAPI has.
const OPENAPI_FEATURES: [&str; 1] = ["xml"];

/// The default features of each runtime crate, which a generated crate also turns on by default.
const DEFAULT_FEATURES: [&str; 2] = ["reqwest", "tracing"];

/// Features, each with the features that it turns on.
type Features = BTreeMap<String, Vec<String>>;

/// Settings of the manifest of a whole crate.
#[derive(Clone, Debug)]
pub struct Manifest<'a> {
    /// Name of the package.
    pub name: &'a str,
    /// The crate that the code calls.
    pub runtime: Runtime,
    /// Folder of the runtime crate, relative to the generated crate; `None` for the registry.
    pub runtime_path: Option<PathBuf>,
    /// `false` for a member of another workspace. Otherwise the crate is a workspace of its own.
    pub workspace: Option<bool>,
}

/// Wraps a tree into a crate: manifest, formatter settings, and the tree as its sources.
pub fn whole_crate(manifest: &Manifest<'_>, tree: Output, features: &Features) -> Output {
    let header = HEADER.replace("//", "#");
    let path = match &manifest.runtime_path {
        Some(path) => format!("path = {}, ", string(&path.display().to_string())),
        None => String::new(),
    };
    let version = env!("CARGO_PKG_VERSION");
    let features: String = all_features(manifest.runtime, features)
        .iter()
        .map(|(name, turned_on)| {
            let turned_on: Vec<String> = turned_on.iter().map(|f| string(f)).collect();
            format!("{} = [{}]\n", string(name), turned_on.join(", "))
        })
        .collect();
    let name = string(manifest.name);
    let runtime = manifest.runtime.package();
    let workspace = match manifest.workspace {
        Some(false) => "",
        _ => {
            "\n# A crate of its own, also when it lies inside another workspace. A member of one is generated with \
             `workspace = false`.\n[workspace]\n"
        }
    };
    let text = format!(
        "{header}\n[package]\nname = {name}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{}\"\n\n\
         [dependencies]\n{runtime} = {{ version = \"{version}\", {path}default-features = false }}\n\n\
         [features]\n{features}{workspace}",
        env!("CARGO_PKG_RUST_VERSION"),
    );
    // The output is formatted already, and not by rustfmt.
    let rustfmt = format!("{header}\ndisable_all_formatting = true\n");
    let mut output: Output = tree
        .into_iter()
        .map(|(path, text)| (Path::new("src").join(path), text))
        .collect();
    output.insert(PathBuf::from("Cargo.toml"), text);
    output.insert(PathBuf::from("rustfmt.toml"), rustfmt);
    output
}

/// A basic string of TOML 1.0. Rust's `Debug` does not write one: it escapes combining marks in another form.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The features of the roots of the service, and those of the runtime. If a root has the same name as a feature of the
/// runtime, the latter is called `runtime-…`: names of roots have no hyphen.
fn all_features(runtime: Runtime, roots: &Features) -> Features {
    let own_name = |feature: &str| match roots.contains_key(feature) {
        true => format!("runtime-{feature}"),
        false => feature.to_owned(),
    };
    let mut all = roots.clone();
    let of_openapi = match runtime {
        Runtime::OData => &[][..],
        Runtime::OpenApi => &OPENAPI_FEATURES,
    };
    for feature in RUNTIME_FEATURES.iter().chain(of_openapi) {
        let forwarded = vec![format!("{}/{feature}", runtime.package())];
        all.insert(own_name(feature), forwarded);
    }
    let default = all.entry("default".to_owned()).or_default();
    default.extend(DEFAULT_FEATURES.map(own_name));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_toml() {
        assert_eq!(string("a/b-c"), r#""a/b-c""#);
        assert_eq!(string("a\"\\\n\u{202e}"), r#""a\"\\\U0000000A\U0000202E""#);
        // A vowel sign of Devanagari.
        assert_eq!(string("कु"), "\"कु\"");
    }

    #[test]
    fn a_root_keeps_its_name_beside_a_feature_of_the_runtime() {
        let mut roots = Features::default();
        roots.insert("tracing".to_owned(), Vec::new());
        let all = all_features(Runtime::OData, &roots);
        assert_eq!(all["tracing"], Vec::<String>::new());
        assert_eq!(all["runtime-tracing"], ["clientwright-odata/tracing"]);
        assert_eq!(all["default"], ["reqwest", "runtime-tracing"]);
        assert_eq!(all["gzip"], ["clientwright-odata/gzip"]);
    }
}
