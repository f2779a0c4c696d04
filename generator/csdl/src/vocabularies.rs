//! Well-known vocabularies, whose documents need not be loaded.

use clientwright_diagnostics::nearest::{Nearest, distance};

mod types;

pub(crate) use types::type_names;
pub use types::type_of;

/// Namespace, usual alias and published document of the OASIS vocabularies (OData Vocabularies 4.0).
const KNOWN: &[(&str, &str)] = &[
    ("Org.OData.Aggregation.V1", "Aggregation"),
    ("Org.OData.Authorization.V1", "Authorization"),
    ("Org.OData.Authorization.V1", "Auth"),
    ("Org.OData.Capabilities.V1", "Capabilities"),
    ("Org.OData.Core.V1", "Core"),
    ("Org.OData.JSON.V1", "JSON"),
    ("Org.OData.Measures.V1", "Measures"),
    ("Org.OData.Publisher.V1", "Publisher"),
    ("Org.OData.Repeatability.V1", "Repeatability"),
    ("Org.OData.Temporal.V1", "Temporal"),
    ("Org.OData.Validation.V1", "Validation"),
];

/// The namespace of the usual alias of a well-known vocabulary: `Core` is `Org.OData.Core.V1`.
pub fn namespace_of_alias(alias: &str) -> Option<&'static str> {
    let (namespace, _) = KNOWN.iter().find(|(_, known)| *known == alias)?;
    Some(namespace)
}

/// Whether a namespace is that of a well-known vocabulary, whose document need not be loaded.
pub fn is_known(namespace: &str) -> bool {
    let known = ["Org.OData.", "OData.Community.", "com.sap.vocabularies."];
    known.iter().any(|prefix| namespace.starts_with(prefix))
}

/// Terms of the Core vocabulary (OData Vocabularies 4.0), which overlays mostly use.
const CORE: &[&str] = &[
    "AcceptableMediaTypes",
    "AdditionalProperties",
    "AlternateKeys",
    "AnyStructure",
    "AppliesViaContainer",
    "AutoExpand",
    "AutoExpandReferences",
    "Computed",
    "ComputedDefaultValue",
    "ContentDisposition",
    "ContentID",
    "ConventionalIDs",
    "DataModificationException",
    "DefaultNamespace",
    "DereferenceableIDs",
    "Description",
    "Example",
    "ExplicitOperationBindings",
    "GeometryFeature",
    "Immutable",
    "IsDelta",
    "IsLanguageDependent",
    "IsMediaType",
    "IsURL",
    "Links",
    "LongDescription",
    "MayImplement",
    "MediaType",
    "Messages",
    "ODataVersions",
    "OperationAvailable",
    "OptimisticConcurrency",
    "OptionalParameter",
    "Ordered",
    "Permissions",
    "PositionalInsert",
    "RequiresExplicitBinding",
    "RequiresType",
    "ResourceException",
    "ResourcePath",
    "Revisions",
    "SchemaVersion",
    "SymbolicName",
    "ValueException",
];

/// The Core term that an unknown name probably means. A name that resembles none may be of a newer version.
pub fn misspelt_core_term(name: &str) -> Option<&'static str> {
    if CORE.contains(&name) {
        return None;
    }
    let known = Nearest::default().name(name, CORE)?;
    distance(name, known).filter(|distance| *distance <= 2)?;
    Some(known)
}

/// The URL of the document of an OASIS vocabulary; `None` for other namespaces.
pub fn uri(namespace: &str) -> Option<String> {
    KNOWN.iter().find(|(known, _)| *known == namespace)?;
    Some(format!(
        "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{namespace}.xml"
    ))
}
