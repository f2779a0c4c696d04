//! Options that cannot mean anything, found before anything is read.

use std::path::{Component, Path, PathBuf};

use odata_csdl::diagnostics::{Diagnostic, Diagnostics};

use crate::codes;
use crate::options::{Layout, Options};

/// Reports every option with a value that it cannot have.
pub(crate) fn validate(options: &Options, diags: &mut Diagnostics) {
    let mut wrong = |option: &str, message: String, help: &str| {
        diags.push(Diagnostic::error_in(codes::OPTION, message, option).help(help));
    };
    if let Some(name) = &options.client_name {
        let is_type = name.starts_with(|c: char| c.is_uppercase()) && name != "Self";
        if !is_type || syn::parse_str::<syn::Ident>(name).is_err() {
            let message = format!("`{name}` cannot be the name of a struct");
            wrong("client-name", message, "an example: `ShopClient`");
        }
    }
    if let Some(url) = &options.base_url {
        let authority = ["https://", "http://"]
            .iter()
            .find_map(|scheme| url.strip_prefix(scheme));
        let is_url = authority.is_some_and(|rest| {
            !rest.is_empty() && !rest.starts_with('/') && !url.contains(char::is_whitespace)
        });
        if !is_url {
            let message = format!("`{url}` is not the URL of a service");
            wrong(
                "base-url",
                message,
                "an example: `https://example.org/odata/v4`",
            );
        }
    }
    if let Some(name) = &options.crate_name {
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let rest = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if !starts || !rest {
            let message = format!("`{name}` cannot be the name of a crate");
            wrong("crate", message, "an example: `shop-client`");
        }
        if options.layout == Layout::SingleFile {
            let message = "a whole crate is a tree of files".to_owned();
            wrong("layout", message, "leave out `single-file`, or `crate`");
        }
    }
    if options.features_per_root && options.crate_name.is_none() {
        let message = "features are those of a whole crate".to_owned();
        wrong("features-per-root", message, "name a crate with `crate`");
    }
    if let Some(path) = &options.runtime_path
        && !path.join("Cargo.toml").is_file()
    {
        let message = format!("`{}` holds no crate", path.display());
        wrong(
            "runtime-path",
            message,
            "name the folder with the Cargo.toml of odata-runtime",
        );
    }
}

/// The path of the runtime as the manifest of the generated crate writes it: relative to that crate, unless it was given
/// as an absolute path.
pub(crate) fn runtime_path(options: &Options) -> Option<PathBuf> {
    let path = options.runtime_path.as_deref()?;
    if path.is_absolute() {
        return Some(path.to_path_buf());
    }
    let (Ok(to), Ok(from)) = (std::path::absolute(path), std::path::absolute(&options.out)) else {
        return Some(path.to_path_buf());
    };
    Some(relative(&normal(&to), &normal(&from)))
}

/// Takes `.` and `..` out of an absolute path without asking the disk.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn relative(to: &Path, from: &Path) -> PathBuf {
    let shared = to
        .components()
        .zip(from.components())
        .take_while(|(a, b)| a == b)
        .count();
    let ups = from.components().skip(shared).map(|_| Component::ParentDir);
    ups.chain(to.components().skip(shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_from_the_crate() {
        let path = |to, from| relative(&normal(Path::new(to)), &normal(Path::new(from)));
        assert_eq!(path("/a/runtime", "/a/b/made"), Path::new("../../runtime"));
        assert_eq!(
            path("/a/./b/../runtime", "/a/made"),
            Path::new("../runtime")
        );
        assert_eq!(path("/a/made/rt", "/a/made"), Path::new("rt"));
    }

    #[test]
    fn each_wrong_option_is_reported() {
        let options = Options {
            client_name: Some("my client".to_owned()),
            base_url: Some("not a url".to_owned()),
            crate_name: Some("My Crate!".to_owned()),
            layout: Layout::SingleFile,
            runtime_path: Some(PathBuf::from("/no/such/folder")),
            ..Options::default()
        };
        let mut diags = Diagnostics::new();
        validate(&options, &mut diags);
        assert_eq!(diags.error_count(), 5);
        for name in ["class", "Self", "1a", "", "self", "_"] {
            let mut diags = Diagnostics::new();
            let client_name = Some(name.to_owned());
            validate(
                &Options {
                    client_name,
                    ..Options::default()
                },
                &mut diags,
            );
            assert_eq!(diags.error_count(), 1, "{name}");
        }
    }
}
