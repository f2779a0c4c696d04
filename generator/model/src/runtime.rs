//! The crates that generated code calls: one for each protocol.

/// The crate that generated code calls, under the name `rt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// `clientwright-odata`.
    #[default]
    OData,
    /// `clientwright-openapi`.
    OpenApi,
}

impl Runtime {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::OData, Self::OpenApi];

    /// Name of the package.
    pub const fn package(self) -> &'static str {
        match self {
            Self::OData => "clientwright-odata",
            Self::OpenApi => "clientwright-openapi",
        }
    }

    /// Name of the crate in Rust code.
    pub const fn crate_name(self) -> &'static str {
        match self {
            Self::OData => "clientwright_odata",
            Self::OpenApi => "clientwright_openapi",
        }
    }

    /// Name of its module with the [well-known types](crate::Ty::Well).
    pub const fn types(self) -> &'static str {
        match self {
            Self::OData => "edm",
            Self::OpenApi => "types",
        }
    }
}
