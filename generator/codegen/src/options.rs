//! Options. Build scripts, `codegen.toml` and command-line flags are all read into this type.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clientwright_emit::format::Layout;
use serde::Deserialize;

/// A bundle of defaults for a kind of service.
///
/// ```
/// use clientwright::{Options, Preset, generate};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let code = |preset| {
///     let options = Options { schema: "tests/docs/shop.csdl.xml".into(), preset, ..Options::default() };
///     generate(&options).map(|generated| generated.output.into_values().collect::<String>())
/// };
/// assert!(code(Preset::Standard)?.contains("struct ShopClient"));
/// assert!(code(Preset::Graph)?.contains("struct GraphClient"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// The OData standard: keys in parentheses, qualified operations and enumeration literals.
    #[default]
    Standard,
    /// Microsoft Graph: keys as segments, `microsoft.graph` as default namespace, unqualified enumeration literals,
    /// `Prefer: include-unknown-enum-members`; descriptions come from overlays only.
    Graph,
    /// Microsoft Dataverse (Dynamics 365): the standard with `Prefer: return=representation`. Without it, the service
    /// responds to creation and updates without content.
    Dataverse,
}

/// How types that the metadata uses and no document declares are treated.
///
/// ```
/// use clientwright::{Missing, Options, generate};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let schema = folder.path().join("shop.csdl.xml");
/// # std::fs::write(&schema, std::fs::read_to_string("tests/docs/shop.csdl.xml")?.replace("Edm.Double", "Common.money"))?;
/// // The property `total` has the type `Common.money`, which is in a file that the service does not publish.
/// let options = Options { schema, ..Options::default() };
/// assert!(generate(&options).is_err());
/// let untyped = generate(&Options { missing: Missing::Untyped, ..options })?;
/// assert_eq!(untyped.summary.untyped.len(), 1);
/// assert!(untyped.summary.untyped[0].contains("Common.money"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// A missing type is an error if generated code needs it, and a warning otherwise.
    #[default]
    Error,
    /// A missing type is a warning, and its values are untyped: `Edm.Untyped` for values, `Edm.EntityType` for
    /// entities. A type whose base type is missing has its own properties, and is open.
    Untyped,
}

/// Where the calls of an OpenAPI description are.
///
/// ```
/// use clientwright::{Options, Placement, generate};
///
/// # fn main() -> Result<(), clientwright::Error> {
/// let code = |placement| {
///     let options = Options { schema: "tests/docs/pets.yaml".into(), placement, ..Options::default() };
///     generate(&options).map(|generated| generated.output.into_values().collect::<String>())
/// };
/// let (by_tag, by_path) = (code(Placement::Tag)?, code(Placement::Path)?);
/// assert!(by_tag.contains("fn get(") && !by_tag.contains("fn by_id(")); // client.pets().get(42)
/// assert!(by_path.contains("fn by_id(")); // client.pets().by_id(42).get()
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// Calls are methods of the group of their first tag: `client.pets().get_by_id(42)`.
    #[default]
    Tag,
    /// Calls are methods of a builder for their path: `client.pets().by_id(42).get()`.
    Path,
}

/// The places of options, so that a problem with an entry can be shown there.
///
/// ```
/// use clientwright::{Options, Origin, generate};
///
/// // A tool with a configuration file of its own.
/// let text = "keep /ordres\n";
/// let origin = Origin {
///     name: "shop.conf".to_owned(),
///     text: text.to_owned(),
///     places: [(("include".to_owned(), "/ordres".to_owned()), 5..12)].into(),
/// };
/// let options = Options {
///     schema: "tests/docs/shop.csdl.xml".into(),
///     include: vec!["/ordres".to_owned()],
///     origin: Some(origin),
///     ..Options::default()
/// };
/// let error = generate(&options).expect_err("the pattern matches nothing");
/// let place = &error.located()[0].places[0];
/// assert_eq!((place.file.as_str(), place.range.map(|range| range.from.column)), ("shop.conf", Some(6)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Name of the configuration file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Byte ranges, by the key of the option and an entry: the pattern of a list, the target of a table, or nothing for
    /// the option itself.
    pub places: BTreeMap<(String, String), Range<usize>>,
}

/// Options of one generated module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {
    /// The metadata document.
    pub schema: PathBuf,
    /// Documents with annotations that correct or describe the metadata.
    pub overlays: Vec<PathBuf>,
    /// Defaults for a kind of service.
    pub preset: Preset,
    /// Patterns of declarations to keep; everything if empty.
    pub include: Vec<String>,
    /// Patterns of declarations to exclude.
    pub exclude: Vec<String>,
    /// Patterns of types that are kept without navigation and builder.
    pub leaf: Vec<String>,
    /// Rust names by target: `NS.Type`, `NS.Type/property`, `NS.Enum/member`, `NS.operation`, `NS.operation/parameter`,
    /// `NS.Container/child`, or `NS.*` for the module of a namespace. Of OpenAPI: `Schema`, `Schema/property`,
    /// `Schema/member`, `operationId`, `VERB /path`, `operationId/parameter`, `tag:name`, or a JSON pointer.
    pub rename: BTreeMap<String, String>,
    /// Types, such as `Edm.Decimal` or `Collection(NS.Type)`, by target: `NS.Type/property`, `NS.operation/parameter`,
    /// `NS.operation/$ReturnType`, `NS.Type/$BaseType`, `NS.Type/$UnderlyingType`, `NS.Container/child`,
    /// `NS.Container/$Extends`. Of OpenAPI: types of JSON Schema, keys of schemas or schemas in one line, by target: `Schema`,
    /// `Schema/property`, `operationId/parameter`, a JSON pointer, or `format:name`.
    pub retype: BTreeMap<String, String>,
    /// Whether null is allowed, by the same targets as in `retype`.
    pub nullable: BTreeMap<String, bool>,
    /// Declarations that the service does not have, by name: types, terms, properties, members of enumerations,
    /// operations and their parameters, children of a container, and `$BaseType`, `$Key` and the like.
    pub remove: Vec<String>,
    /// Paging rules, such as `token=page.next parameter=after items=data`, by a pattern of operations. For OpenAPI only.
    pub paging: BTreeMap<String, String>,
    /// The type of each item of a stream, by a pattern of operations: the key of a schema.
    pub stream_item: BTreeMap<String, String>,
    /// The type of the data of events, by a pattern of operations, a slash and the name of the event: the key of a schema.
    pub stream_event: BTreeMap<String, String>,
    /// The item that is the end of a stream, such as `[DONE]`, by a pattern of operations.
    pub stream_end: BTreeMap<String, String>,
    /// The member of the body that makes the response a stream, by a pattern of operations.
    pub stream_switch: BTreeMap<String, String>,
    /// What tells the variants of a union apart, such as `property=kind Dog=dog` or `order=Dog,Cat`, by a schema. For OpenAPI only.
    pub variants: BTreeMap<String, String>,
    /// How missing types are treated.
    pub missing: Missing,
    /// The lock file of names. It is read if it exists, and written by the program.
    pub lock: Option<PathBuf>,
    /// Codes of warnings that are not shown, such as `csdl-031`.
    pub allow: Vec<String>,
    /// The output path: a folder, or a file with [`Layout::SingleFile`].
    pub out: PathBuf,
    /// Tree or single file.
    pub layout: Layout,
    /// Service root that the client uses unless another one is set.
    pub base_url: Option<String>,
    /// Name of the client struct.
    pub client_name: Option<String>,
    /// Whether descriptions in the metadata itself become docs.
    pub descriptions: Option<bool>,
    /// Where calls of OpenAPI are.
    pub placement: Placement,
    /// A paragraph for the docs of the root module.
    pub about: Option<String>,
    /// Name of a whole crate to generate around the module.
    #[serde(rename = "crate")]
    pub crate_name: Option<String>,
    /// Path of the runtime crate in the manifest of a whole crate; the registry if absent.
    pub runtime_path: Option<PathBuf>,
    /// Whether each root of the service is a feature of a whole crate: of OData each entity set, singleton and import, of
    /// OpenAPI each group and each operation without a group.
    pub features_per_root: bool,
    /// Whether the manifest of a whole crate has a `[workspace]` of its own. The default is yes.
    pub workspace: Option<bool>,
    /// The configuration file with these options, if any.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

impl Options {
    /// Resolves relative paths against a folder, as in `codegen.toml`: of the description, the overlays, the lock file, the output and the
    /// runtime. Absolute ones stay.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use clientwright::Options;
    ///
    /// let options = Options { schema: "schemas/shop.csdl.xml".into(), out: "/tmp/shop".into(), ..Options::default() };
    /// let options = options.relative_to(Path::new("/srv/shop"));
    /// assert_eq!(options.schema, Path::new("/srv/shop/schemas/shop.csdl.xml"));
    /// assert_eq!(options.out, Path::new("/tmp/shop"));
    /// ```
    pub fn relative_to(mut self, folder: &Path) -> Self {
        self.schema = folder.join(&self.schema);
        self.out = folder.join(&self.out);
        for overlay in &mut self.overlays {
            *overlay = folder.join(&overlay);
        }
        for path in [&mut self.runtime_path, &mut self.lock]
            .into_iter()
            .flatten()
        {
            *path = folder.join(&path);
        }
        self
    }

    /// The lock file, for messages; empty without one.
    pub(crate) fn lock_name(&self) -> String {
        let lock = self.lock.as_ref();
        lock.map_or_else(String::new, |path| path.display().to_string())
    }
}
