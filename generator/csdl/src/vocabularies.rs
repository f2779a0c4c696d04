//! The vocabularies that every OData tool knows, so that nobody has to load them.

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

/// The namespace behind the usual alias of a well-known vocabulary: `Core` is `Org.OData.Core.V1`.
pub fn namespace_of_alias(alias: &str) -> Option<&'static str> {
    let (namespace, _) = KNOWN.iter().find(|(_, known)| *known == alias)?;
    Some(namespace)
}

/// Whether a namespace is that of a well-known vocabulary, whose document need not be loaded.
pub fn is_known(namespace: &str) -> bool {
    namespace.starts_with("Org.OData.")
}

/// Where the document of an OASIS vocabulary is published; `None` for other namespaces.
pub fn uri(namespace: &str) -> Option<String> {
    KNOWN.iter().find(|(known, _)| *known == namespace)?;
    Some(format!(
        "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{namespace}.xml"
    ))
}
