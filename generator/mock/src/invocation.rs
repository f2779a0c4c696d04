//! A request that a test responds to.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::json::{self, Json};
use crate::making;
use crate::odata;
use crate::request::Received;

/// What a test stores and reads.
pub(crate) trait Entities: fmt::Debug {
    /// Stores what a test seeds.
    fn seed(&self, path: &str, value: Json) -> Result<(), Error>;
    /// The stored entities at a path.
    fn entities(&self, path: &str) -> Result<Vec<Json>, Error>;
}

/// Stores a value that is written as JSON first.
pub(crate) fn seed<T: Serialize + ?Sized>(
    to: &dyn Entities,
    path: &str,
    value: &T,
) -> Result<(), Error> {
    let value = making::json(value)?;
    let value = Json::read(&value).map_err(|error| Error::Value(error.to_string()))?;
    to.seed(path, value)
}

/// The stored entities at a path, read as a type.
pub(crate) fn entities<T: DeserializeOwned>(
    of: &dyn Entities,
    path: &str,
) -> Result<Vec<T>, Error> {
    let entities = of.entities(path)?;
    let read = |json: &Json| {
        let value = serde_json::from_str(&json.to_string());
        value.map_err(|error| Error::Value(error.to_string()))
    };
    entities.iter().map(read).collect()
}

/// A request for which a test makes the response: see [`On::reply_with`](crate::On::reply_with). It gives access to the entities
/// of the mock, as [`Mock`](crate::Mock) does.
/// In this example `ask` sends a request, as the client of a test does, and returns the status and the body of the response:
///
/// ```
/// use clientwright_mock::{Error, Invocation, Method, Mock, Reply};
/// use serde_json::{Value, json};
///
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/ask.rs"));
/// /// What the service does for the action `Shop.Rename`, which is bound to a customer.
/// fn rename(call: &Invocation<'_>) -> Result<Reply, Error> {
///     let Some(name) = call.parameter::<String>("name")? else {
///         return Reply::error(400, "NoName", "a customer needs a name");
///     };
///     let customer = call.bound_to(); // such as `/Customers(1)`
///     let mut stored: Vec<Value> = call.entities(&customer)?;
///     stored[0]["Name"] = json!(name);
///     call.seed(&customer, &stored[0])?;
///     Reply::json(200, &stored[0])
/// }
///
/// # fn main() -> Result<(), Error> {
/// let mock = Mock::start("tests/shop.csdl.xml")?;
/// mock.seed("/Customers", &json!({"Id": 1, "Name": "Ada", "Tags": ["a"]}))?;
/// mock.on(Method::POST, "/Customers(*)/Shop.Rename").reply_with(rename);
///
/// assert_eq!(ask(&mock, "POST", "/Customers(1)/Shop.Rename", "{}").0, 400);
/// assert_eq!(ask(&mock, "POST", "/Customers(1)/Shop.Rename", r#"{"name":"Eve"}"#).0, 200);
/// let stored: Vec<Value> = mock.entities("/Customers")?;
/// assert_eq!((&stored[0]["Name"], &stored[0]["Tags"]), (&json!("Eve"), &json!(["a"])));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Invocation<'i> {
    pub(crate) stored: &'i dyn Entities,
    pub(crate) request: &'i Received,
    /// The segments below the root, decoded.
    pub(crate) segments: &'i [String],
}

impl Invocation<'_> {
    /// The request.
    pub fn request(&self) -> &Received {
        self.request
    }

    /// The segments of the path below the root, decoded, such as `["pets", "7"]`.
    pub fn segments(&self) -> &[String] {
        self.segments
    }

    /// The path of what a bound operation is called on, such as `/Orders(7)`: the path of the request without its last segment.
    pub fn bound_to(&self) -> String {
        let last = self.segments.len().saturating_sub(1);
        let segments = self.segments.iter().take(last);
        let encoded = segments.map(|segment| segment.replace('%', "%25").replace('/', "%2F"));
        encoded.map(|segment| format!("/{segment}")).collect()
    }

    /// OData: a parameter of the function or action, `None` if it is missing or null. Dates, GUIDs and the like are read from
    /// texts, as in JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] if the parameters cannot be read, or the value is none of this type.
    pub fn parameter<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let all = odata::parameters(self.request, self.segments).map_err(Error::Value)?;
        let Some(value) = json::get(&all, name) else {
            return Ok(None);
        };
        let read = serde_json::from_str(&value.to_string());
        read.map_err(|error| Error::Value(format!("the parameter `{name}`: {error}")))
    }

    /// OData: stores entities; see [`Mock::seed`](crate::Mock::seed).
    ///
    /// # Errors
    ///
    /// [`Error::Seed`] if the path or the value does not fit the metadata.
    pub fn seed<T: Serialize + ?Sized>(&self, path: &str, value: &T) -> Result<(), Error> {
        seed(self.stored, path, value)
    }

    /// OData: the stored entities of a collection, or the one entity; see [`Mock::entities`](crate::Mock::entities).
    ///
    /// # Errors
    ///
    /// [`Error::Seed`] if the path is that of no entities, [`Error::Value`] if one cannot be read as this type.
    pub fn entities<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Error> {
        entities(self.stored, path)
    }
}
