//! Futures that are `Send` wherever threads exist.

use std::future::Future;
use std::pin::Pin;

/// Any error that a transport or a token provider may fail with.
///
/// Every error type becomes one by `?`; its own type is found again by `downcast_ref`. The transport of a client may fail with
/// it, so that a layer can have errors of its own:
///
/// ```
/// use clientwright_http::{Body, BoxError, Client, Error, Request};
/// use http::{Method, Response};
///
/// /// What an exercise of failures returns in place of a response.
/// #[derive(Debug)]
/// struct Unplugged;
///
/// impl std::fmt::Display for Unplugged {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         f.write_str("the cable is unplugged")
///     }
/// }
///
/// impl std::error::Error for Unplugged {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// let service = tower::service_fn(|_| async { Err::<Response<Body>, BoxError>(Unplugged.into()) });
/// let client = Client::builder()
///     .base_url("https://services.example.com")
///     .service(service)
///     .retry(clientwright_http::RetryPolicy::none())
///     .build()?;
/// let url = client.uri(&client.url("pets")?)?;
/// match client.send(Request::new(Method::GET, url)).await {
///     Err(Error::Transport(error)) => assert!(error.get_ref().is::<Unplugged>()),
///     other => panic!("{other:?}"),
/// }
/// # Ok(()) }
/// ```
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A boxed future: `Send` on every target but wasm32, where the futures of a browser are not.
///
/// The methods of [`TokenProvider`](crate::auth::TokenProvider), [`Timer`](crate::timer::Timer) and
/// [`PageSource`](crate::paging::PageSource) return one, so that these traits can be used without the type of what implements them:
///
/// ```
/// use clientwright_http::auth::{AccessToken, TokenProvider};
/// use clientwright_http::{BoxError, BoxFuture};
///
/// /// The token that another program keeps up to date in a file.
/// struct TokenFile(std::path::PathBuf);
///
/// impl TokenProvider for TokenFile {
///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
///         Box::pin(async move {
///             let text = std::fs::read_to_string(&self.0)?;
///             Ok(AccessToken::new(text.trim_end()))
///         })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let providers: [Box<dyn TokenProvider>; 1] = [Box::new(TokenFile("no/such/file".into()))];
/// let error = providers[0].token().await.unwrap_err();
/// assert!(error.is::<std::io::Error>());
/// # }
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future: `Send` on every target but wasm32, where the futures of a browser are not.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send` on every target but wasm32, where every type has it. All types that are `Send` implement it.
///
/// The interfaces of this crate require it in place of `Send`; so do functions that are generic over a transport and are also
/// compiled for browsers:
///
/// ```
/// use clientwright_http::{Body, BoxError, Client, Error, MaybeSend};
/// use http::{Request, Response};
/// use tower::Service;
///
/// /// The client of a program over a transport of its target.
/// fn client<T>(transport: T) -> Result<Client, Error>
/// where
///     T: Service<Request<Body>, Response = Response<Body>> + Clone + MaybeSend + 'static,
///     T::Error: Into<BoxError>,
///     T::Future: MaybeSend,
/// {
///     Client::builder().base_url("https://services.example.com").service(transport).build()
/// }
///
/// # fn main() -> Result<(), Error> {
/// let transport = tower::service_fn(|_| async { Ok::<_, std::io::Error>(Response::new(Body::empty())) });
/// assert_eq!(client(transport)?.base_url().host_str(), Some("services.example.com"));
/// # Ok(()) }
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Send` on every target but wasm32, where every type has it.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync` on every target but wasm32, where every type has it. All types that are `Sync` implement it.
///
/// With [`MaybeSend`] it is what a [`TokenProvider`](crate::auth::TokenProvider) must be. A provider around any other one:
///
/// ```
/// use clientwright_http::auth::{AccessToken, StaticToken, TokenProvider};
/// use clientwright_http::{BoxError, BoxFuture, MaybeSend, MaybeSync};
///
/// /// Calls a function with each error of a provider.
/// struct Reported<P, F>(P, F);
///
/// impl<P: TokenProvider, F: Fn(&BoxError) + MaybeSend + MaybeSync> TokenProvider for Reported<P, F> {
///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
///         Box::pin(async move { self.0.token().await.inspect_err(&self.1) })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), BoxError> {
/// let tokens = Reported(StaticToken::new("t"), |error: &BoxError| eprintln!("no token: {error}"));
/// assert_eq!(tokens.token().await?.secret(), "t");
/// # Ok(()) }
/// ```
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// `Sync` on every target but wasm32, where every type has it.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSync {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSync for T {}
