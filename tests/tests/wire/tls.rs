//! TLS, with a certificate that only a client with the matching root trusts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clientwright_odata::{Error, retry::RetryPolicy, transport::ReqwestTransport};
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::mock::{Mock, WORKFLOWS, workflow};

/// The root of a server for `localhost`, and a certificate issued by it.
struct Server {
    roots: RootCertStore,
    config: Arc<ServerConfig>,
}

fn server() -> Server {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let key = signing_key.serialize_der().try_into().unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    Server {
        roots,
        config: Arc::new(config),
    }
}

/// A transport that trusts a root of the caller, as in the docs of [`ReqwestTransport`].
fn trusting(roots: RootCertStore) -> ReqwestTransport {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    client.into()
}

/// Serves over TLS on a free port, and returns the service root.
async fn listen(mock: &Mock, config: Arc<ServerConfig>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let (mock, origin) = (mock.clone(), root.clone());
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(config);
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust the certificate closes the connection here.
            if let Ok(stream) = acceptor.accept(stream).await {
                mock.respond_on(stream, origin.clone()).await;
            }
        }
    });
    format!("{root}/v1.0")
}

fn builder(root: String) -> clientwright_odata::ClientBuilder<GraphClient> {
    GraphClient::builder()
        .base_url(root)
        .bearer_token("secret")
        .retry(RetryPolicy::none())
        .timeout(Duration::from_secs(30))
}

#[tokio::test]
async fn a_custom_root_certificate_is_trusted() {
    let mock = Mock::new().json(r#"{"id": "7"}"#);
    let server = server();
    let root = listen(&mock, server.config).await;
    let graph = builder(root)
        .service(trusting(server.roots))
        .build()
        .unwrap();
    let read = workflow(&graph, "7").get().await.unwrap();
    assert_eq!(read.id.as_deref(), Some("7"));
    let received = mock.received_once();
    assert_eq!(received.target, format!("{WORKFLOWS}/7"));
    assert_eq!(received.header("authorization"), Some("Bearer secret"));
}

#[tokio::test]
async fn no_token_is_sent_to_an_unknown_certificate() {
    let mock = Mock::new().json(r#"{"id": "7"}"#);
    let stranger = server();
    let root = listen(&mock, stranger.config).await;
    // Neither the certificates of the platform nor another root match it.
    let others = [None, Some(trusting(server().roots))];
    for transport in others {
        let builder = builder(root.clone());
        let graph = match transport {
            Some(transport) => builder.service(transport).build().unwrap(),
            // A machine without any trusted certificate has no default transport.
            None => match builder.build() {
                Ok(graph) => graph,
                Err(_) => continue,
            },
        };
        let start = Instant::now();
        let error = workflow(&graph, "7").get().await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert!(!error.is_timeout(), "{error:?}");
        assert!(start.elapsed() < Duration::from_secs(20));
        let mut text = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            text = format!("{text}: {error}");
            source = error.source();
        }
        assert!(text.contains("certificate"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
    assert!(mock.received().is_empty(), "a request was sent");
}

/// Features are combined over a program: the features of reqwest that the runtime needs must not break another client
/// of the program, which this crate has with `default-features = false`.
#[test]
fn a_reqwest_client_without_tls_needs_no_provider() {
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    drop(reqwest::Client::new());
    drop(reqwest::Client::builder().build().unwrap());
}
