//! Finds invalid options before anything is read.

use std::path::{Component, Path, PathBuf};

use clientwright_csdl::codes as csdl;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::Layout;
use clientwright_model::Runtime;
use clientwright_model::naming::names;
use clientwright_oas::codes as openapi;

use crate::codes;
use crate::options::{Missing, Options, Placement, Preset};
use crate::places::{Entry, Places};

/// Names of crates that every crate has, and of the dependency of a generated crate.
const TAKEN_CRATES: [&str; 7] = [
    "alloc",
    "core",
    "proc_macro",
    "std",
    "test",
    Runtime::OData.crate_name(),
    Runtime::OpenApi.crate_name(),
];

/// Reports every option with an invalid value, and every one that has no meaning for the kind of input.
pub(crate) fn validate(
    options: &Options,
    runtime: Runtime,
    places: &Places,
    diags: &mut Diagnostics,
) {
    diags.extend(match runtime {
        Runtime::OpenApi => only_odata(options, places),
        Runtime::OData => only_openapi(options, places),
    });
    if runtime == Runtime::OData && options.placement == Placement::Path {
        let message = "`placement` is an option for OpenAPI descriptions only".to_owned();
        let error = places
            .option("placement", "path")
            .error(codes::OPTION, message, "");
        diags.push(error.help("leave it out: calls of OData are at their paths"));
    }
    let mut wrong = |entry: Entry, message: String, help: &str| {
        diags.push(entry.error(codes::OPTION, message, "").help(help));
    };
    if let Some(name) = &options.client_name {
        let is_type = name.starts_with(|c: char| c.is_uppercase()) && name != "Self";
        if !is_type || !names::is_identifier(name) {
            let message = format!("`{name}` cannot be the name of a struct");
            let entry = places.option("client-name", name);
            wrong(entry, message, "an example: `ShopClient`");
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
            let entry = places.option("base-url", url);
            wrong(entry, message, "an example: `https://example.org/odata/v4`");
        }
    }
    if let Some(name) = &options.crate_name {
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let rest = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        let identifier = name.replace('-', "_");
        let is_name = starts && rest && names::is_identifier(&identifier);
        if !is_name || TAKEN_CRATES.contains(&identifier.as_str()) {
            let message = format!("`{name}` cannot be the name of a crate");
            let entry = places.option("crate", name);
            wrong(entry, message, "an example: `shop-client`");
        }
        if options.layout == Layout::SingleFile {
            let message = "a whole crate is a tree of files".to_owned();
            let entry = places.option("layout", "single-file");
            wrong(entry, message, "leave out `single-file`, or `crate`");
        }
    }
    if options.features_per_root && options.crate_name.is_none() {
        let message = "features are those of a whole crate".to_owned();
        let entry = places.option("features-per-root", "");
        wrong(entry, message, "name a crate with `crate`");
    }
    if let Some(path) = &options.runtime_path
        && !path.join("Cargo.toml").is_file()
    {
        let path = path.display().to_string();
        let message = format!("`{path}` contains no crate");
        let help = format!(
            "name the folder with the Cargo.toml of {}",
            runtime.package()
        );
        wrong(places.option("runtime-path", &path), message, &help);
    }
    if options.workspace.is_some() && options.crate_name.is_none() {
        let message = "only a whole crate has a manifest".to_owned();
        let entry = places.option("workspace", "");
        wrong(entry, message, "name a crate with `crate`");
    }
    for code in &options.allow {
        if let Some((message, help)) = not_a_warning(code) {
            wrong(places.entry("allow", code), message, &help);
        }
    }
}

/// An error for each option that only OpenAPI has.
fn only_openapi(options: &Options, places: &Places) -> Vec<Diagnostic> {
    let tables = [
        ("paging", &options.paging),
        ("stream-item", &options.stream_item),
        ("stream-event", &options.stream_event),
        ("stream-end", &options.stream_end),
        ("stream-switch", &options.stream_switch),
        ("variants", &options.variants),
    ];
    let entries = tables.into_iter().flat_map(|(option, table)| {
        let entries = table.iter();
        entries.map(move |(target, value)| places.pair(option, target, format!("{target}={value}")))
    });
    let wrong = |entry: Entry| {
        let message = format!(
            "`{}` is an option for OpenAPI descriptions only",
            entry.option
        );
        entry.error(codes::OPTION, message, "").help("leave it out")
    };
    entries.map(wrong).collect()
}

/// An error for each option that only OData has.
fn only_odata(options: &Options, places: &Places) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut wrong = |entry: Entry, help: &str| {
        let message = format!("`{}` is an option for OData metadata only", entry.option);
        found.push(entry.error(codes::OPTION, message, "").help(help));
    };
    match options.preset {
        Preset::Standard => {}
        Preset::Graph => wrong(places.option("preset", "graph"), "leave it out"),
        Preset::Dataverse => wrong(places.option("preset", "dataverse"), "leave it out"),
    }
    for pattern in &options.leaf {
        let help = "`exclude` makes the values of a schema raw JSON";
        wrong(places.entry("leaf", pattern), help);
    }
    if options.missing == Missing::Untyped {
        let help = "leave it out: a reference to nothing is always raw JSON, with a warning";
        wrong(places.option("missing", "untyped"), help);
    }
    found
}

/// Warns of outputs that do not work at their path.
pub(crate) fn warn(options: &Options, diags: &mut Diagnostics) {
    if options.out.as_os_str().is_empty() {
        return;
    }
    let Ok(out) = std::path::absolute(&options.out) else {
        return;
    };
    let out = normal(&out);
    let place = options.out.display().to_string();
    if options.crate_name.is_some() {
        let above = out.ancestors().skip(1);
        let mut above = above.map(|folder| folder.join("Cargo.toml"));
        if options.workspace.is_none()
            && let Some(manifest) = above.find(|manifest| is_workspace(manifest))
        {
            let message = format!(
                "the crate has a `[workspace]` of its own, and `{}` is a workspace",
                manifest.display()
            );
            let help = "make it a member with `workspace = false` and an entry in `members` there, or keep it apart with \
                        `workspace = true`, and with an entry in `exclude` where `members` has a pattern for it";
            diags.push(Diagnostic::warning_in(codes::WORKSPACE, message, place).help(help));
        }
    } else if options.layout == Layout::Tree && is_source_root(&out) {
        let message = "`mod.rs` cannot be mounted here: this folder is the top of a crate";
        let help = "take a folder below, such as `src/client`, and mount it with `mod client;`";
        diags.push(Diagnostic::warning_in(codes::UNMOUNTABLE, message, place).help(help));
    }
}

fn is_workspace(manifest: &Path) -> bool {
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    text.lines().any(|line| {
        let line = line.trim();
        line.starts_with("[workspace]") || line.starts_with("[workspace.")
    })
}

/// Whether a folder contains the modules of the crate root, where a file `mod.rs` has no effect.
fn is_source_root(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_file();
    let is_src = folder.ends_with("src");
    let beside = folder.parent().map(|folder| folder.join("Cargo.toml"));
    has("lib.rs") || has("main.rs") || (is_src && beside.is_some_and(|manifest| manifest.is_file()))
}

/// The problem with a code that is to be silenced, and a suggestion.
fn not_a_warning(code: &str) -> Option<(String, String)> {
    let warnings = || {
        let inputs = csdl::WARNINGS.iter().chain(openapi::WARNINGS);
        inputs.chain(codes::WARNINGS)
    };
    if warnings().any(|known| *known == code) {
        return None;
    }
    let of_inputs = || csdl::ALL.iter().chain(openapi::ALL);
    if of_inputs().any(|(known, _)| *known == code) {
        let message = format!("`{code}` is an error, which cannot be silenced");
        return Some((message, "only warnings can be allowed".to_owned()));
    }
    let help = match Nearest::default().name(code, warnings()) {
        Some(near) => format!("a warning with a similar code exists: `{near}`"),
        None => "an example: `csdl-031`".to_owned(),
    };
    Some((format!("there is no warning `{code}`"), help))
}

/// The path of the runtime in the manifest of the generated crate: relative to that crate, unless the option is an
/// absolute path.
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

/// Removes `.` and `..` from an absolute path without access to the disk.
pub(crate) fn normal(path: &Path) -> PathBuf {
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
        validate(&options, Runtime::OData, &Places::default(), &mut diags);
        assert_eq!(diags.error_count(), 5);
        for name in ["class", "Self", "1a", "", "self", "_"] {
            let mut diags = Diagnostics::new();
            let client_name = Some(name.to_owned());
            validate(
                &Options {
                    client_name,
                    ..Options::default()
                },
                Runtime::OData,
                &Places::default(),
                &mut diags,
            );
            assert_eq!(diags.error_count(), 1, "{name}");
        }
    }

    #[test]
    fn crates_have_names_that_their_users_can_write() {
        let errors = |name: &str| {
            let mut diags = Diagnostics::new();
            let crate_name = Some(name.to_owned());
            let options = Options {
                crate_name,
                ..Options::default()
            };
            validate(&options, Runtime::OData, &Places::default(), &mut diags);
            diags.error_count()
        };
        for name in [
            "clientwright-odata",
            "clientwright_odata",
            "clientwright-openapi",
            "self",
            "crate",
            "Self",
            "fn",
            "gen",
            "core",
            "std",
            "alloc",
            "proc-macro",
            "test",
            "",
            "1a",
        ] {
            assert_eq!(errors(name), 1, "{name}");
        }
        for name in [
            "shop",
            "shop-client",
            "clientwright-odata-2",
            "union",
            "Shop_1",
        ] {
            assert_eq!(errors(name), 0, "{name}");
        }
    }

    #[test]
    fn options_of_one_input_are_errors_for_the_other() {
        let options = Options {
            preset: Preset::Graph,
            leaf: vec!["NS.a".to_owned(), "NS.b".to_owned()],
            missing: Missing::Untyped,
            placement: Placement::Path,
            ..Options::default()
        };
        for (runtime, expected) in [(Runtime::OData, 1), (Runtime::OpenApi, 4)] {
            let mut diags = Diagnostics::new();
            validate(&options, runtime, &Places::default(), &mut diags);
            assert_eq!(diags.error_count(), expected, "{runtime:?}");
        }
    }

    #[test]
    fn only_warnings_are_silenced() {
        for code in ["csdl-031", "csdl-018", "gen-006"] {
            assert_eq!(not_a_warning(code), None, "{code}");
        }
        let said = |code| not_a_warning(code).expect("it is none").0;
        assert_eq!(
            said("csdl-005"),
            "`csdl-005` is an error, which cannot be silenced"
        );
        assert_eq!(said("csdl-099"), "there is no warning `csdl-099`");
        assert_eq!(said("unused"), "there is no warning `unused`");
    }
}
