//! Places in the paths of a service: what builders of calls by path consist of.

use crate::client::Client;
use crate::wire::Wire;
use clientwright_values::__private::text_json;

/// A place in the paths of a service: the client, and the values in the path so far.
///
/// ```
/// use clientwright_openapi::operation::{Location, Operation, Parameter, Segment, Style};
/// use clientwright_openapi::resource::Path;
/// use clientwright_openapi::{Call, Client, Error};
///
/// const GET_PET: Operation = Operation {
///     path: &[Segment::Text("/pets/"), Segment::Parameter(0)],
///     parameters: &[Parameter("petId", Location::Path(Style::SIMPLE))],
///     ..Operation::NONE
/// };
///
/// # fn example(client: &Client) -> Result<(), Error> {
/// let pet = Path::root(client).value(&42);
/// let call: Call<serde_json::Value> = Call::at(&pet, &GET_PET);
/// assert!(call.url()?.path().ends_with("/pets/42"));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Path {
    client: Client,
    /// The JSON of each value, or why there is none. Each operation writes it in the style that it states.
    values: Vec<Result<Vec<u8>, String>>,
}

impl Path {
    /// The place above all paths.
    pub fn root(client: &Client) -> Self {
        Self {
            client: client.clone(),
            values: Vec::new(),
        }
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The place with the next value of the path. A value that cannot be written fails the calls below.
    pub fn value<V: Wire>(mut self, value: &V) -> Self {
        self.values
            .push(text_json(value).map_err(|error| error.to_string()));
        self
    }

    /// The JSON of the values, in the order of the path.
    pub(crate) fn values(&self) -> &[Result<Vec<u8>, String>] {
        &self.values
    }
}
