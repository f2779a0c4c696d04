//! The build-script interface.

use std::env;
use std::path::{Path, PathBuf};

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_emit::format::Layout;
use clientwright_emit::write::Changes;
use clientwright_model::codes;

use crate::cargo;
use crate::error::Error;
use crate::generate::{Generated, generate};
use crate::options::{Missing, Options, Placement, Preset};
use crate::summary::Summary;

/// Generates code from a build script, or from any program.
///
/// In a build script, two lines are enough. The code is written to one file, `client.rs` in `OUT_DIR`, and Cargo runs
/// the script again when a file that was read changes:
///
/// ```no_run
/// fn main() -> Result<(), clientwright::Error> {
///     clientwright::Builder::new("schemas/service.csdl.xml").generate()?;
///     Ok(())
/// }
/// ```
///
/// The crate includes the file in a module, with `include!(concat!(env!("OUT_DIR"), "/client.rs"));`, and needs
/// `clientwright-odata` as a dependency, or `clientwright-openapi` for an OpenAPI description.
///
/// Each option has a flag of the program and a key in `codegen.toml` with the same name. Some of them, for metadata of OData:
///
/// ```no_run
/// # fn main() -> Result<(), clientwright::Error> {
/// use clientwright::{Builder, Missing, Preset};
///
/// let report = Builder::new("schemas/shop.csdl.xml")
///     .preset(Preset::Standard)
///     .overlay("schemas/shop.overlay.xml") // annotations that the service does not publish
///     .include("/orders/**") // what is generated …
///     .exclude("/orders/history") // … without this,
///     .leaf("Shop.customer") // and this without navigation
///     .rename("Shop.order", "Purchase")
///     .retype("Shop.order/total", "Edm.Decimal")
///     .nullable("Shop.order/note", true)
///     .remove("Shop.order/internal")
///     .missing(Missing::Untyped)
///     .allow("gen-001")
///     .lock("schemas/shop.lock") // names stay as they are
///     .client_name("ShopClient")
///     .base_url("https://shop.example/odata")
///     .about("The orders of the shop.")
///     .descriptions(false)
///     .out("src/shop.rs")
///     .generate()?;
/// println!("{} files changed", report.changes.written.len());
/// # Ok(())
/// # }
/// ```
///
/// Those of OpenAPI descriptions:
///
/// ```no_run
/// # fn main() -> Result<(), clientwright::Error> {
/// clientwright::Builder::new("schemas/assistant.yaml")
///     .include("tag:messages")
///     .paging("GET /messages", "token=page.next parameter=after items=data")
///     .stream_item("GET /log", "LogLine") // each line of the response
///     .stream_event("createMessage/message.made", "Message") // the events with this name
///     .stream_end("createMessage", "[DONE]") // the event after the last one
///     .stream_switch("createMessage", "stream") // the member of the body that requests events
///     .variants("Part", "property=kind TextPart=text ImagePart=image") // what tells variants apart
///     .generate()?;
/// # Ok(())
/// # }
/// ```
///
/// A whole crate in place of a file, with a feature for each root of the service:
///
/// ```no_run
/// # fn main() -> Result<(), clientwright::Error> {
/// use clientwright::{Builder, Options};
///
/// let options = Options { schema: "schemas/shop.csdl.xml".into(), ..Options::default() };
/// Builder::from_options(options)
///     .crate_name("shop-client")
///     .features_per_root(true)
///     .runtime_path("../clientwright/runtime/odata")
///     .workspace(true)
///     .out("shop-client")
///     .generate()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "nothing is generated until `generate` is called"]
pub struct Builder {
    options: Options,
}

/// The result of [`Builder::generate`].
///
/// ```
/// use clientwright::{Builder, Layout, Report};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let shop = Builder::new("tests/docs/shop.csdl.xml").layout(Layout::SingleFile).out(folder.join("shop.rs"));
/// let report: Report = shop.clone().generate()?;
/// assert_eq!(report.changes.written, [folder.join("shop.rs")]);
/// assert_eq!(report.warnings, "");
/// // The second run writes nothing.
/// assert!(shop.generate()?.changes.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The summary: what the metadata declares, what is emitted, and the reasons for the difference.
    pub summary: Summary,
    /// Files that were written or removed.
    pub changes: Changes,
    /// Warnings, rendered with their source lines.
    pub warnings: String,
}

impl Builder {
    /// Creates a builder for the metadata of an OData service (CSDL XML) or an OpenAPI description (JSON or YAML).
    /// Relative paths are relative to the current folder, which
    /// for a build script is that of its package.
    pub fn new(schema: impl Into<PathBuf>) -> Self {
        Self {
            options: Options {
                schema: schema.into(),
                ..Options::default()
            },
        }
    }

    /// Creates a builder from options.
    pub fn from_options(options: Options) -> Self {
        Self { options }
    }

    /// The current options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Adds a document with annotations that correct or describe the metadata, or an overlay of an OpenAPI description.
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.overlays.push(path.into());
        self
    }

    /// Sets the defaults for a kind of service: [`Preset::Standard`] if this is not called.
    pub fn preset(mut self, preset: Preset) -> Self {
        self.options.preset = preset;
        self
    }

    /// Keeps declarations that match a pattern, a path such as `/users/**` or type names such as `NS.Type` or `NS.*`.
    /// Without a pattern, everything is kept. For an OpenAPI description, names are those of operations, tags and
    /// schemas: `operation:listPets`, `tag:pets`, `schema:Pet*`; paths may have a verb, as in `GET /pets/**`.
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.options.include.push(pattern.into());
        self
    }

    /// Excludes declarations that match a pattern. Values of an excluded type are untyped.
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.options.exclude.push(pattern.into());
        self
    }

    /// Keeps types that match a pattern such as `NS.Type` as leaves only: structural properties, no navigation, no builder.
    /// OData only.
    pub fn leaf(mut self, pattern: impl Into<String>) -> Self {
        self.options.leaf.push(pattern.into());
        self
    }

    /// Sets the Rust name of a target: `NS.Type`, `NS.Type/property`, `NS.Enum/member`, `NS.operation` (all overloads,
    /// or one by its parameter types as in `NS.operation(NS.Type,Edm.String)`), `NS.operation/parameter`,
    /// `NS.Container/child`, `NS.Container` for the client, or `NS.*` for the module of a namespace, whose name may be
    /// a path such as `sales::archive`. For an OpenAPI description: `Pet`, `Pet/name`, `listPets`, `listPets/limit`,
    /// `tag:pets` or a JSON pointer.
    pub fn rename(mut self, target: impl Into<String>, name: impl Into<String>) -> Self {
        self.options.rename.insert(target.into(), name.into());
        self
    }

    /// Corrects a type of the metadata. The target is `NS.Type/property`, `NS.operation/parameter`,
    /// `NS.operation/$ReturnType`, `NS.Type/$BaseType`, `NS.Type/$UnderlyingType` or `NS.Container/child`; the type is
    /// written as in metadata, such as `Edm.Decimal` or `Collection(NS.Type)`. Of an OpenAPI description the target is `Pet`, `Pet/name`,
    /// `listPets/limit`, a JSON pointer, or `format:date-time` for all schemas of a type with that format; the type is `string`, `Pet` or a schema in one line.
    pub fn retype(mut self, target: impl Into<String>, ty: impl Into<String>) -> Self {
        self.options.retype.insert(target.into(), ty.into());
        self
    }

    /// Corrects whether null is allowed; the targets are those of [`Builder::retype`].
    pub fn nullable(mut self, target: impl Into<String>, nullable: bool) -> Self {
        self.options.nullable.insert(target.into(), nullable);
        self
    }

    /// Removes a declaration that the service does not have: `NS.Type`, `NS.Term`, `NS.Type/property`,
    /// `NS.Type/$BaseType`, `NS.Type/$Key`, `NS.Enum/member`, `NS.operation`, `NS.operation/parameter`,
    /// `NS.Container/child`, `NS.Container/$Extends`, or `NS.*` for a whole namespace. A remaining reference to it is
    /// an error.
    ///
    /// If several declarations have one name, `NS.Status (ComplexType)` is the one of that kind and `NS.Status (2)` the
    /// second in the metadata. `?` matches a missing name.
    pub fn remove(mut self, target: impl Into<String>) -> Self {
        self.options.remove.push(target.into());
        self
    }

    /// Adds a paging rule for the operations that a pattern matches: how further pages of their results are requested, such
    /// as `token=page.next parameter=after items=data`. OpenAPI only; see the guide for all forms of rules.
    pub fn paging(mut self, pattern: impl Into<String>, rule: impl Into<String>) -> Self {
        self.options.paging.insert(pattern.into(), rule.into());
        self
    }

    /// Sets the type of each item of a stream: of the data of each event, or of each line. The target is a pattern of
    /// operations as for [`Builder::include`], the type the key of a schema. Operations whose description declares no
    /// stream get a method that asks for `text/event-stream`. OpenAPI only.
    pub fn stream_item(mut self, target: impl Into<String>, schema: impl Into<String>) -> Self {
        self.options
            .stream_item
            .insert(target.into(), schema.into());
        self
    }

    /// Sets the type of the data of events with a name. The target is a pattern of operations, a slash and the name of
    /// the event, such as `watchPets/pet.made`; the type is the key of a schema. OpenAPI only.
    pub fn stream_event(mut self, target: impl Into<String>, schema: impl Into<String>) -> Self {
        self.options
            .stream_event
            .insert(target.into(), schema.into());
        self
    }

    /// Sets the item that is the end of a stream, such as `[DONE]`. The target is a pattern of operations. OpenAPI only.
    pub fn stream_end(mut self, target: impl Into<String>, end: impl Into<String>) -> Self {
        self.options.stream_end.insert(target.into(), end.into());
        self
    }

    /// Sets the member of the body that makes the response a stream: the method that returns the stream sends it as
    /// `true`. The target is a pattern of operations. OpenAPI only.
    pub fn stream_switch(mut self, target: impl Into<String>, member: impl Into<String>) -> Self {
        self.options
            .stream_switch
            .insert(target.into(), member.into());
        self
    }

    /// Sets what tells the variants of a union apart: `order=Dog,Cat`, or `property=kind Dog=dog,puppy Cat=cat`. The target is
    /// the schema of the union, such as `Pet`, `Shop/animal` or a JSON pointer. OpenAPI only; see the guide.
    pub fn variants(mut self, target: impl Into<String>, rule: impl Into<String>) -> Self {
        self.options.variants.insert(target.into(), rule.into());
        self
    }

    /// Sets how types are treated that the metadata uses and no document declares: an error by default. OData only.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.options.missing = missing;
        self
    }

    /// Sets the lock file of names that the program `clientwright` writes, so that new metadata renames nothing. It is read and must exist. A build script
    /// never writes it, because it must not change committed files.
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.lock = Some(path.into());
        self
    }

    /// Hides warnings of a code, such as `csdl-031`. Errors cannot be hidden.
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.options.allow.push(code.into());
        self
    }

    /// Sets the output path: a folder for [`Layout::Tree`], a file for [`Layout::SingleFile`]. The default is the file
    /// `client.rs` in `OUT_DIR`, for both layouts.
    pub fn out(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.out = path.into();
        self
    }

    /// Sets the layout: a tree with a file for each type, or one file for `include!`.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.options.layout = layout;
        self
    }

    /// Sets the service root that the client uses unless another one is set.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.options.base_url = Some(url.into());
        self
    }

    /// Sets the name of the client struct.
    pub fn client_name(mut self, name: impl Into<String>) -> Self {
        self.options.client_name = Some(name.into());
        self
    }

    /// Sets whether descriptions in the metadata itself become docs; the default is yes, except for [`Preset::Graph`].
    pub fn descriptions(mut self, take: bool) -> Self {
        self.options.descriptions = Some(take);
        self
    }

    /// Adds a paragraph to the docs of the root module.
    pub fn about(mut self, text: impl Into<String>) -> Self {
        self.options.about = Some(text.into());
        self
    }

    /// Generates a whole crate with this name instead of a module.
    pub fn crate_name(mut self, name: impl Into<String>) -> Self {
        self.options.crate_name = Some(name.into());
        self
    }

    /// Where the calls of an OpenAPI description are: in the group of their tag (`client.pets().get_by_id(42)`), which is the
    /// default, or in a builder for their path (`client.pets().by_id(42).get()`).
    ///
    /// ```
    /// clientwright::Builder::new("schemas/shop.yaml").placement(clientwright::Placement::Path);
    /// ```
    pub fn placement(mut self, placement: Placement) -> Self {
        self.options.placement = placement;
        self
    }

    /// Generates a feature of a whole crate for each root of the service, so that users compile only what they need. Roots
    /// are the entity sets, singletons and imports of OData, and the groups of OpenAPI, with each operation without a group.
    pub fn features_per_root(mut self, take: bool) -> Self {
        self.options.features_per_root = take;
        self
    }

    /// Sets whether the manifest of a whole crate has a `[workspace]` of its own, so that it can be inside another
    /// workspace without being a member. The default is yes. A member of a workspace must not have one.
    pub fn workspace(mut self, own: bool) -> Self {
        self.options.workspace = Some(own);
        self
    }

    /// Sets the path of the runtime crate, `clientwright-odata` or `clientwright-openapi`, in the manifest of a whole crate. By
    /// default the manifest names the registry.
    pub fn runtime_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.options.runtime_path = Some(path.into());
        self
    }

    /// Generates the code and writes it.
    ///
    /// # Errors
    ///
    /// All problems of the input in one run, each with its place; or files that cannot be written. Then nothing is
    /// written. Outside a build script there is no `OUT_DIR`, and [`Builder::out`] is required.
    pub fn generate(mut self) -> Result<Report, Error> {
        let out_dir = env::var_os("OUT_DIR").map(PathBuf::from);
        if self.options.out.as_os_str().is_empty() {
            let folder = out_dir.as_deref().ok_or_else(no_out_dir)?;
            self.options.out = folder.join("client.rs");
            self.options.layout = Layout::SingleFile;
        }
        let in_build_script = out_dir.is_some();
        let generated = match self.options.lock.as_deref().filter(|path| !path.is_file()) {
            Some(path) => Err(missing_lock(path)),
            None => generate(&self.options),
        };
        if let Some(out_dir) = &out_dir {
            rerun_if_changed(&self.options, out_dir, generated.as_ref().ok());
        }
        let generated = generated?;
        if in_build_script {
            // Cargo shows every line of a script; the report contains all warnings.
            for warned in &generated.warned {
                cargo::warn(warned);
            }
        }
        let changes = generated.write(&self.options.out)?;
        Ok(Report {
            summary: generated.summary,
            changes,
            warnings: generated.warnings,
        })
    }
}

fn no_out_dir() -> Error {
    let message = "`out` is not set, and there is no OUT_DIR outside of a build script";
    let problem = Diagnostic::error_in(codes::OPTION, message, "Builder")
        .help("set the output with `Builder::out`");
    let mut diags = Diagnostics::new();
    diags.push(problem);
    Error::new(SourceMap::new(), diags)
}

/// Only the program creates a lock file. If a missing one were ignored, names would change when the file is first
/// needed.
fn missing_lock(path: &Path) -> Error {
    let place = path.display().to_string();
    let problem = Diagnostic::error_in(codes::UNREADABLE, "there is no such lock file", place)
        .help("`clientwright generate --lock FILE`, or `slice` with it, writes one");
    let mut diags = Diagnostics::new();
    diags.push(problem);
    Error::new(SourceMap::new(), diags)
}

/// Prints the files that Cargo has to watch; after an error, at least those that the options name.
fn rerun_if_changed(options: &Options, out_dir: &Path, generated: Option<&Generated>) {
    let named = || {
        let input = std::iter::once(&options.schema).chain(&options.overlays);
        input.chain(&options.lock)
    };
    let mut watched: Vec<PathBuf> = match generated {
        Some(generated) => generated.files.clone(),
        None => named().cloned().collect(),
    };
    let missing = generated.into_iter().flat_map(|g| &g.missing_files);
    watched.extend(missing.filter_map(|file| watch_for(file, out_dir)));
    watched.dedup();
    for path in watched {
        cargo::watch(&path);
    }
}

/// The path that Cargo has to watch to notice a new file: the folder in which it would appear.
///
/// If a watched file does not exist, Cargo runs the script at each build. It also does if it watches a folder in which
/// it builds. In such a folder the file itself is watched.
fn watch_for(file: &Path, out_dir: &Path) -> Option<PathBuf> {
    let folder = file.ancestors().skip(1).find(|folder| {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        folder.is_dir()
    })?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let built_there = match (folder.canonicalize(), out_dir.canonicalize()) {
        (Ok(folder), Ok(out_dir)) => out_dir.starts_with(folder),
        _ => true,
    };
    Some(match built_there {
        true => file.to_path_buf(),
        false => folder.to_path_buf(),
    })
}
