//! A scenario, and what its program needs.

use std::fmt::Display;
use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use clientwright_openapi::client::Service;
use clientwright_openapi::{ClientBuilder, Wire};
use futures_util::{Stream, TryStreamExt as _};
use serde_json::Value;

/// Why a scenario did not pass on the side of the client.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// The program of a scenario that runs.
pub(crate) type Run = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// A folder of descriptions.
pub(crate) struct Folder {
    /// Its path.
    pub(crate) name: &'static str,
    /// The names of its scenarios in the server.
    pub(crate) scenarios: &'static [&'static str],
    /// The scenarios that are called.
    pub(crate) programs: &'static [Scenario],
}

/// A scenario of the server, with the program that calls it.
pub(crate) struct Scenario {
    /// Its name in the server.
    pub(crate) name: &'static str,
    /// Calls it.
    pub(crate) run: fn(Server) -> Run,
}

/// The mock server.
#[derive(Clone)]
pub(crate) struct Server {
    /// Scheme, host and port.
    pub(crate) url: String,
}

impl Server {
    /// A client of a description whose server is this one.
    pub(crate) fn client<S: Service>(&self) -> ClientBuilder<S> {
        ClientBuilder::new().base_url(&self.url)
    }

    /// A client of a description whose servers have the variable `endpoint`.
    pub(crate) fn endpoint<S: Service>(&self) -> ClientBuilder<S> {
        ClientBuilder::new().server_variable("endpoint", &self.url)
    }
}

/// Declares the scenarios of a folder: how a client is built, and the program of each.
macro_rules! scenarios {
    (|$server:ident| $client:expr; $($name:ident($it:ident) $program:block)*) => {
        pub(crate) const SCENARIOS: &[$crate::scenario::Scenario] = &[$(
            $crate::scenario::Scenario {
                name: stringify!($name),
                run: |$server| Box::pin(async move {
                    #[allow(unused_variables, reason = "some build their own")]
                    let $it: m::Client = $client.build()?;
                    $program
                    Ok(())
                }),
            },
        )*];
    };
}
pub(crate) use scenarios;

/// A value of a generated type, from the JSON that the server expects.
pub(crate) fn json<T: Wire>(text: &str) -> Result<T, Failure> {
    Ok(clientwright_openapi::from_json(text.as_bytes())?)
}

/// A file that the server sends and expects, from the folder in the variable `SPECTOR_ASSETS`.
pub(crate) fn asset(name: &str) -> Result<Bytes, Failure> {
    let folder = std::env::var_os("SPECTOR_ASSETS").ok_or("SPECTOR_ASSETS is not set")?;
    Ok(std::fs::read(std::path::Path::new(&folder).join(name))?.into())
}

/// Whether a value is written as the JSON that the server sent.
pub(crate) fn same<T: Wire>(value: &T, expected: &str) -> Result<(), Failure> {
    let found: Value = serde_json::from_slice(&clientwright_openapi::to_json(value)?)?;
    let expected: Value = serde_json::from_str(expected)?;
    if agree(&found, &expected) {
        Ok(())
    } else {
        Err(format!("decoded as {found}, expected {expected}").into())
    }
}

/// Whether two values are equal as JSON, for which 1 and 1.0 are the same number.
fn agree(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) => {
            found == expected || found.as_f64() == expected.as_f64()
        }
        (Value::Array(found), Value::Array(expected)) => {
            let mut pairs = found.iter().zip(expected);
            found.len() == expected.len() && pairs.all(|(found, expected)| agree(found, expected))
        }
        (Value::Object(found), Value::Object(expected)) => {
            let has =
                |(name, value): (&String, _)| found.get(name).is_some_and(|it| agree(it, value));
            found.len() == expected.len() && expected.iter().all(has)
        }
        _ => found == expected,
    }
}

/// Whether the items of a stream are written as the JSON that the server sent.
pub(crate) async fn all<T: Wire>(
    items: impl Stream<Item = Result<T, clientwright_openapi::Error>>,
    expected: &[&str],
) -> Result<(), Failure> {
    let items: Vec<T> = items.try_collect().await?;
    equal(&items.len(), &expected.len())?;
    let mut pairs = items.iter().zip(expected);
    pairs.try_for_each(|(item, expected)| same(item, expected))
}

/// Whether two values are equal.
pub(crate) fn equal<T: PartialEq + std::fmt::Debug>(
    found: &T,
    expected: &T,
) -> Result<(), Failure> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{found:?} instead of {expected:?}").into())
    }
}

/// Whether a call failed with a status.
pub(crate) fn refused<T>(
    result: Result<T, clientwright_openapi::Error>,
    status: u16,
) -> Result<clientwright_openapi::Error, Failure> {
    match result {
        Ok(_) => Err("the call did not fail".into()),
        Err(error) if error.response().map(|it| it.status.as_u16()) == Some(status) => Ok(error),
        Err(error) => Err(failed(error)),
    }
}

/// An error as a failure.
pub(crate) fn failed(error: impl Display) -> Failure {
    error.to_string().into()
}
