//! Where Microsoft Graph is.

/// A cloud of Microsoft's, each with a Graph of its own: another host, another place to get tokens from, and not
/// necessarily the same features.
///
/// ```
/// # fn main() -> Result<(), msgraph_lifecycle_workflows::clientwright_odata::Error> {
/// use msgraph_lifecycle_workflows::Cloud;
/// use msgraph_lifecycle_workflows::v1_0::GraphClient;
///
/// let graph = GraphClient::builder().base_url(Cloud::China.v1_0()).bearer_token("token").build()?;
/// assert_eq!(graph.client().base_url(), "https://microsoftgraph.chinacloudapi.cn/v1.0/");
/// assert_eq!(Cloud::China.scope(), "https://microsoftgraph.chinacloudapi.cn/.default");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cloud {
    /// The global cloud, also of the US government's GCC: `graph.microsoft.com`.
    #[default]
    Global,
    /// The US government's, L4 (GCC High): `graph.microsoft.us`.
    UsGovernment,
    /// The US Department of Defense's, L5: `dod-graph.microsoft.us`.
    UsDepartmentOfDefense,
    /// China's, run by 21Vianet: `microsoftgraph.chinacloudapi.cn`.
    China,
}

macro_rules! addresses {
    ($($(#[$docs:meta])* $name:ident: $path:literal;)+) => {
        impl Cloud {
            $($(#[$docs])*
            pub const fn $name(self) -> &'static str {
                match self {
                    Self::Global => concat!("https://graph.microsoft.com", $path),
                    Self::UsGovernment => concat!("https://graph.microsoft.us", $path),
                    Self::UsDepartmentOfDefense => concat!("https://dod-graph.microsoft.us", $path),
                    Self::China => concat!("https://microsoftgraph.chinacloudapi.cn", $path),
                }
            })+
        }
    };
}
addresses! {
    /// The service root of v1.0, for `base_url`.
    v1_0: "/v1.0";
    /// The service root of beta, for `base_url`.
    beta: "/beta";
    /// The scope to ask tokens for.
    scope: "/.default";
}
