//! The HTTP client: no redirects of its own, no cookies, no errors for statuses.

use std::time::Duration;

use ureq::Agent;

/// An agent for one kind of address. A proxy of the environment is used, but not for loopback addresses.
pub(crate) fn agent(timeout: Duration, is_loopback: bool) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(timeout))
        .timeout_connect(Some(timeout.min(Duration::from_secs(30))))
        .user_agent(concat!("clientwright/", env!("CARGO_PKG_VERSION")));
    #[cfg(feature = "tls")]
    let config = config.tls_config(tls());
    let config = match is_loopback {
        true => config.proxy(None),
        false => config,
    };
    config.build().new_agent()
}

/// Certificates are those of the platform, which companies add their own to.
#[cfg(feature = "tls")]
fn tls() -> ureq::tls::TlsConfig {
    use std::sync::Arc;

    use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

    TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}
