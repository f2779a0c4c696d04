//! Paths below the service root (OData URL conventions 4.01, 4).

use http::Uri;

use crate::client::{Client, KeyStyle};
use crate::encode;
use crate::error::Error;
use crate::wire::KeyLiteral;

/// A path below the root of a client's service. Generated code calls operations on it.
///
/// What cannot be written as a path is kept and fails the request that is made of it.
///
/// ```
/// use clientwright_odata::{Client, resource::Path};
/// # use clientwright_odata::{Body, Error};
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
///
/// let count = Path::root(&client).segment("me").segment("a/b c").function("ns", "count").call::<i64>();
/// assert_eq!(count.url()?, "https://example.com/me/a%2Fb%20c/ns.count()");
/// assert!(Path::root(&client).segment("..").action("ns", "reset").call::<()>().url().is_err());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Path {
    client: Client,
    /// Relative to the service root, percent-encoded.
    path: String,
    /// Parameter aliases of functions on the way, percent-encoded.
    query: String,
    /// How many of them there are. They number the aliases, so that each has a name of its own in the whole URL.
    aliases: usize,
    error: Option<Box<str>>,
}

impl Path {
    /// The service root.
    pub fn root(client: &Client) -> Self {
        Self {
            client: client.clone(),
            path: String::new(),
            query: String::new(),
            aliases: 0,
            error: None,
        }
    }

    /// The client whose service it belongs to.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Appends the name of an entity set, a singleton or a property, not percent-encoded. An empty one, `.` and `..` fail
    /// the request.
    pub fn segment(mut self, name: &str) -> Self {
        self.push_segment("name", name);
        self
    }

    /// Appends a key: names with their values in the order of the metadata.
    pub(crate) fn key(mut self, key: &[(&str, KeyLiteral)]) -> Self {
        match (key, self.client.dialect().key_style) {
            ([(_, value)], KeyStyle::Segment) => self.push_segment("key", &value.0.bare()),
            ([(_, value)], KeyStyle::Parentheses) => self.push_parentheses([(None, value)]),
            (values, _) => {
                self.push_parentheses(values.iter().map(|(name, value)| (Some(*name), value)))
            }
        }
        self
    }

    /// Appends an alternate key.
    pub(crate) fn alternate_key(mut self, key: &[(&str, KeyLiteral)]) -> Self {
        self.push_parentheses(key.iter().map(|(name, value)| (Some(*name), value)));
        self
    }

    /// Appends `$count`.
    pub(crate) fn count(mut self) -> Self {
        self.path.push_str("/$count");
        self
    }

    /// Appends `$ref`.
    pub(crate) fn link(mut self) -> Self {
        self.path.push_str("/$ref");
        self
    }

    /// Appends `$value`.
    pub(crate) fn value(mut self) -> Self {
        self.path.push_str("/$value");
        self
    }

    /// Appends text that is percent-encoded already.
    pub(crate) fn push_encoded(&mut self, text: &str) {
        self.path.push_str(text);
    }

    /// Appends a parameter alias to the query, and returns its name.
    pub(crate) fn push_alias(&mut self, json: &str) -> String {
        self.aliases += 1;
        let name = format!("@p{}", self.aliases);
        encode::query(&mut self.query, &name, json);
        name
    }

    /// Whether a function on the way has a parameter with this alias.
    pub(crate) fn has_alias(&self, name: &str) -> bool {
        name.strip_prefix("@p")
            .and_then(|number| number.parse().ok())
            .is_some_and(|number: usize| (1..=self.aliases).contains(&number))
    }

    pub(crate) fn fail(&mut self, reason: impl Into<Box<str>>) {
        self.error.get_or_insert_with(|| reason.into());
    }

    /// The URI with this query after the path's own.
    pub(crate) fn uri(&self, query: &str) -> Result<Uri, Error> {
        if let Some(reason) = &self.error {
            return Err(Error::invalid(&**reason));
        }
        let root = self.client.base_url();
        let mut uri = String::with_capacity(
            root.len() + self.path.len() + self.query.len() + query.len() + 2,
        );
        uri.push_str(root);
        uri.push_str(&self.path);
        for (first, part) in [(true, self.query.as_str()), (self.query.is_empty(), query)] {
            if !part.is_empty() {
                uri.push(if first { '?' } else { '&' });
                uri.push_str(part);
            }
        }
        Uri::try_from(uri).map_err(|error| Error::invalid(format!("URL: {error}")))
    }

    fn push_segment(&mut self, what: &str, text: &str) {
        // RFC 3986, 5.2.4 and 3.3: encoding does not keep these from being taken away or collapsed on the way.
        if matches!(text, "" | "." | "..") {
            self.fail(format!("the {what} {text:?} cannot be a path segment"));
            return;
        }
        self.push_slash();
        encode::segment(&mut self.path, text);
    }

    fn push_parentheses<'a>(
        &mut self,
        values: impl IntoIterator<Item = (Option<&'a str>, &'a KeyLiteral)>,
    ) {
        let enums = self.client.dialect().enum_literals;
        let mut separator = '(';
        for (name, value) in values {
            self.path.push(separator);
            separator = ',';
            if let Some(name) = name {
                encode::segment(&mut self.path, name);
                self.path.push('=');
            }
            encode::literal(&mut self.path, value.0.get(enums));
        }
        if separator == '(' {
            self.fail("a key needs at least one value");
            return;
        }
        self.path.push(')');
    }

    pub(crate) fn push_operation(&mut self, namespace: &str, name: &str) {
        self.push_slash();
        if !namespace.is_empty()
            && self.client.dialect().default_namespace.as_deref() != Some(namespace)
        {
            encode::segment(&mut self.path, namespace);
            self.path.push('.');
        }
        encode::segment(&mut self.path, name);
    }

    fn push_slash(&mut self) {
        if !self.path.is_empty() {
            self.path.push('/');
        }
    }
}
