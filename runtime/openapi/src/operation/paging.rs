//! How further pages of the result of an operation are requested: the table.

/// The names of the members that lead to a value in an object; empty for the value as a whole.
pub type Path = &'static [&'static str];

/// How further pages of the result of an operation are requested. Generated code writes it with `..Paging::NONE`.
///
/// ```
/// use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
/// use clientwright_openapi::paging::{Next, Paging, To};
/// use clientwright_openapi::{Body, Call, Client, Error};
///
/// // GET /pets?offset=…&limit=…, with {"pets": […], "total": 3}
/// const LIST_PETS: Operation = Operation {
///     path: &[Segment::Text("/pets")],
///     parameters: &[
///         Parameter("offset", Location::Query(Style::FORM)),
///         Parameter("limit", Location::Query(Style::FORM)),
///     ],
///     paging: Some(&Paging {
///         items: &["pets"],
///         next: Next::Offset { to: To::Parameter(0), first: 0 },
///         total: Some(&["total"]),
///         size: Some((1, Some(50))), // without a limit the service sends 50
///         ..Paging::NONE
///     }),
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = match request.uri().query() {
/// #         Some("limit=2") => r#"{"pets":["Rex","Mia"],"total":3}"#,
/// #         Some("offset=2&limit=2") => r#"{"pets":["Tom"],"total":3}"#,
/// #         other => panic!("{other:?}"),
/// #     };
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let call: Call<serde_json::Value> = Call::new(&client, &LIST_PETS).argument(1, &2);
/// assert_eq!(call.pages::<String>().collect_all().await?, ["Rex", "Mia", "Tom"]); // two requests
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Paging {
    /// Where the items of a page are in its body. Null, and nothing at all, are no items.
    pub items: Path,
    /// How the next page is requested.
    pub next: Next,
    /// Where the body states whether there are more pages: `false` ends the list.
    pub more: Option<Path>,
    /// Where the body states the number of all items. With [`Next::Offset`], the list ends there.
    pub total: Option<Path>,
    /// Where the body states the number of all pages. With [`Next::Number`], the list ends there.
    pub pages: Option<Path>,
    /// The parameter with the number of items that a page may have, and that number if it is absent. With
    /// [`Next::Offset`] and [`Next::Number`], a page with fewer items is the last one.
    pub size: Option<(usize, Option<u64>)>,
    /// Makes every use end with `..Paging::NONE`, so that further fields are no breaking change.
    #[doc(hidden)]
    pub and: (),
}

impl Paging {
    /// A single page, whose body is a list.
    pub const NONE: Self = Self {
        items: &[],
        next: Next::Single,
        more: None,
        total: None,
        pages: None,
        size: None,
        and: (),
    };
}

/// How the next page is requested.
///
/// ```
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::paging::{Next, Page, Paging};
/// use clientwright_openapi::{Body, Call, Client, Error};
/// use futures_util::TryStreamExt as _;
///
/// // GET /pets, whose body is a list, with a header `Link: </pets?page=2>; rel="next"`
/// const LIST_PETS: Operation = Operation {
///     path: &[Segment::Text("/pets")],
///     paging: Some(&Paging { next: Next::LinkHeader, ..Paging::NONE }),
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let response = match request.uri().query() {
/// #         None => http::Response::builder().header("link", "</pets?page=2>; rel=\"next\"").body(Body::from("[1,2]")),
/// #         _ => http::Response::builder().body(Body::from("[3]")),
/// #     };
/// #     Ok::<_, std::io::Error>(response.expect("a response"))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let call: Call<Vec<i64>> = Call::new(&client, &LIST_PETS);
/// let page: Page<i64> = call.pages().try_next().await?.expect("a page");
/// assert_eq!(page.position(), Some("https://pets.example.com/pets?page=2"));
/// assert_eq!(page.next().await?.expect("one more").items, [3]);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// There is no other page.
    Single,
    /// By the header `Link` with the relation type `next` (RFC 8288). Without one, the page is the last one.
    LinkHeader,
    /// By a link. An empty one and null are the same as none: the page is the last one.
    Link(From),
    /// By the same call with a token. An empty one and null are the same as none: the page is the last one.
    Token {
        /// Where the response has the token.
        from: From,
        /// Where the next request has it.
        to: To,
    },
    /// By the same call with the number of items before the page. A page without items is the last one.
    Offset {
        /// Where the request has the number.
        to: To,
        /// The number for the first page, unless the caller sets another one.
        first: u64,
    },
    /// By the same call with the number of the page. A page without items is the last one.
    Number {
        /// Where the request has the number.
        to: To,
        /// The number of the first page, unless the caller sets another one.
        first: u64,
    },
}

/// Where a response has what identifies the next page.
///
/// ```
/// use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
/// use clientwright_openapi::paging::{From, Next, Paging, To};
/// use clientwright_openapi::{Body, Call, Client, Error};
/// use futures_util::TryStreamExt as _;
///
/// // GET /pets?after=…, with [{"id": …}, …]: the next page is after the last item.
/// const LIST_PETS: Operation = Operation {
///     path: &[Segment::Text("/pets")],
///     parameters: &[Parameter("after", Location::Query(Style::FORM))],
///     paging: Some(&Paging {
///         next: Next::Token { from: From::LastItem(&["id"]), to: To::Parameter(0) },
///         ..Paging::NONE
///     }),
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = match request.uri().query() {
/// #         None => r#"[{"id":3},{"id":7}]"#,
/// #         Some("after=7") => r#"[{"id":8}]"#,
/// #         Some("after=8") => "[]",
/// #         other => panic!("{other:?}"),
/// #     };
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let mut pages = Call::<serde_json::Value>::new(&client, &LIST_PETS).pages::<serde_json::Value>();
/// pages.try_next().await?;
/// assert_eq!(pages.position(), Some("7"));
/// let rest: Vec<_> = pages.try_collect().await?; // a page with an item, and an empty one
/// assert_eq!(rest[0].items, [serde_json::json!({"id": 8})]);
/// assert_eq!(rest.len(), 2);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum From {
    /// In the body.
    Body(Path),
    /// In a header of this name, in lower case.
    Header(&'static str),
    /// In the last item of the page.
    LastItem(Path),
}

/// Where a request has what identifies its page.
///
/// ```
/// use clientwright_openapi::operation::{Operation, Segment};
/// use clientwright_openapi::paging::{From, Next, Paging, To};
/// use clientwright_openapi::{Body, Call, Client, Error};
/// use serde_json::json;
///
/// // POST /pets/search with {"kind": …, "cursor": …}, and {"found": […], "cursor": …} as the response
/// const SEARCH: Operation = Operation {
///     method: "POST",
///     path: &[Segment::Text("/pets/search")],
///     paging: Some(&Paging {
///         items: &["found"],
///         next: Next::Token { from: From::Body(&["cursor"]), to: To::Body(&["cursor"]) },
///         ..Paging::NONE
///     }),
///     ..Operation::NONE
/// };
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|request: http::Request<Body>| async move {
/// #     let body = match request.body().as_bytes() {
/// #         Some(br#"{"kind":"dog"}"#) => r#"{"found":["Rex"],"cursor":"c2"}"#,
/// #         Some(br#"{"kind":"dog","cursor":"c2"}"#) => r#"{"found":["Tom"],"cursor":null}"#,
/// #         other => panic!("{other:?}"),
/// #     };
/// #     Ok::<_, std::io::Error>(http::Response::new(Body::from(body)))
/// # });
/// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
/// let call: Call<serde_json::Value> = Call::new(&client, &SEARCH).json(&json!({"kind": "dog"}));
/// assert_eq!(call.pages::<String>().collect_all().await?, ["Rex", "Tom"]);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum To {
    /// In the parameter with this number.
    Parameter(usize),
    /// In the body, which is JSON, as a text.
    Body(Path),
    /// In the body, which is JSON, as a number.
    BodyNumber(Path),
}
