//! Presets: defaults for kinds of services, as a table.

use clientwright_model::odata::Defaults;

use crate::options::{Options, Preset};

/// The options and settings of a preset.
struct Row {
    preset: Preset,
    /// The option `base-url`.
    base_url: Option<&'static str>,
    /// The option `client-name`; derived from the container if absent.
    client_name: Option<&'static str>,
    /// The option `descriptions`.
    descriptions: bool,
    /// Keys are path segments of their own.
    key_as_segment: bool,
    /// URLs omit this namespace before names of operations.
    default_namespace: Option<&'static str>,
    /// Enumeration literals in URLs have no type name.
    unqualified_enum_literals: bool,
    /// `Prefer: include-unknown-enum-members` is sent.
    unknown_enum_members: bool,
    /// URLs in a batch start with a slash.
    batch_slash: bool,
    /// `Prefer: return=representation` is sent with requests that change an entity.
    return_representation: bool,
    /// Codes of warnings about what the service publishes, which its users cannot change and which affect nothing that is generated.
    allow: &'static [&'static str],
}

/// One row for each preset, in the order of [`Preset`].
const TABLE: [Row; 3] = [
    STANDARD,
    Row {
        preset: Preset::Graph,
        base_url: Some("https://graph.microsoft.com/v1.0"),
        client_name: Some("GraphClient"),
        // The descriptions of Graph belong to its owner. A slice omits them, and must give the same docs as the whole
        // file.
        descriptions: false,
        key_as_segment: true,
        default_namespace: Some("microsoft.graph"),
        unqualified_enum_literals: true,
        unknown_enum_members: true,
        batch_slash: true,
        return_representation: false,
        // Six actions of version 1.0, and six of beta, have an `EntitySetPath` and return nothing.
        allow: &["csdl-032"],
    },
    Row {
        preset: Preset::Dataverse,
        client_name: Some("DataverseClient"),
        return_representation: true,
        ..STANDARD
    },
];

/// The defaults of the OData standard.
const STANDARD: Row = Row {
    preset: Preset::Standard,
    base_url: None,
    client_name: None,
    descriptions: true,
    key_as_segment: false,
    default_namespace: None,
    unqualified_enum_literals: false,
    unknown_enum_members: false,
    batch_slash: false,
    return_representation: false,
    allow: &[],
};

fn row(preset: Preset) -> &'static Row {
    let row = TABLE.iter().find(|row| row.preset == preset);
    row.unwrap_or(&STANDARD)
}

impl Options {
    /// Whether descriptions of the metadata become docs: the option, or the value of the preset.
    ///
    /// ```
    /// use clientwright::{Options, Preset};
    ///
    /// let graph = Options { preset: Preset::Graph, ..Options::default() };
    /// assert!(!graph.takes_descriptions());
    /// assert!(Options { descriptions: Some(true), ..graph }.takes_descriptions());
    /// ```
    pub fn takes_descriptions(&self) -> bool {
        let preset = row(self.preset).descriptions;
        self.descriptions.unwrap_or(preset)
    }

    /// Name of the client: the option, or the value of the preset. `None` means that it is derived from the metadata.
    pub(crate) fn client_name(&self) -> Option<String> {
        let preset = row(self.preset).client_name;
        self.client_name.clone().or(preset.map(str::to_owned))
    }

    /// URL of the service: the option, or the value of the preset.
    pub(crate) fn base_url(&self) -> Option<String> {
        let preset = row(self.preset).base_url;
        self.base_url.clone().or(preset.map(str::to_owned))
    }

    /// The codes of warnings to hide, such as `csdl-031`: those of the preset, then those of the option. The functions of this crate that
    /// take options hide them; [`stages`](crate::stages) leaves it to the caller:
    ///
    /// ```
    /// use clientwright::{Options, Preset, Stage, stages};
    /// use clientwright::Diagnostics;
    ///
    /// # fn main() -> Result<(), clientwright::Error> {
    /// let options = Options {
    ///     schema: "tests/docs/shop.csdl.xml".into(),
    ///     preset: Preset::Graph,
    ///     allow: vec!["csdl-031".to_owned()],
    ///     ..Options::default()
    /// };
    /// assert_eq!(options.allowed().collect::<Vec<_>>(), ["csdl-032", "csdl-031"]);
    /// let mut problems = Diagnostics::allowing(options.allowed());
    /// stages(&options, Stage::Resolve, &mut problems)?;
    /// assert_eq!(problems.warning_count(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn allowed(&self) -> impl Iterator<Item = &str> {
        let preset = row(self.preset).allow.iter().copied();
        preset.chain(self.allow.iter().map(String::as_str))
    }

    /// Protocol settings of the preset.
    pub(crate) fn defaults(&self) -> Defaults {
        let row = row(self.preset);
        Defaults {
            key_as_segment: row.key_as_segment,
            default_namespace: row.default_namespace.map(str::to_owned),
            unqualified_enum_literals: row.unqualified_enum_literals,
            unknown_enum_members: row.unknown_enum_members,
            batch_slash: row.batch_slash,
            return_representation: row.return_representation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_its_row() {
        for preset in [Preset::Standard, Preset::Graph, Preset::Dataverse] {
            assert_eq!(row(preset).preset, preset);
        }
        assert_eq!(TABLE.len(), 3);
    }

    #[test]
    fn options_win_over_the_preset() {
        let graph = Options {
            preset: Preset::Graph,
            ..Options::default()
        };
        assert!(!graph.takes_descriptions());
        assert_eq!(graph.client_name().as_deref(), Some("GraphClient"));
        let own = Options {
            base_url: Some("https://example.org/".to_owned()),
            client_name: Some("ShopClient".to_owned()),
            descriptions: Some(true),
            allow: vec!["csdl-031".to_owned()],
            ..graph
        };
        assert_eq!(own.allowed().collect::<Vec<_>>(), ["csdl-032", "csdl-031"]);
        assert!(own.takes_descriptions());
        assert_eq!(own.client_name().as_deref(), Some("ShopClient"));
        assert_eq!(own.base_url().as_deref(), Some("https://example.org/"));
        assert!(own.defaults().batch_slash);
    }
}
