//! Reads responses as values.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use clientwright_values::__private::context;
use http::StatusCode;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use crate::error::{Error, RawResponse};
use crate::from_json;
use crate::json::DecodeError;
use crate::request::Origin;
use crate::response::Response;
use crate::success::{Fault, object_fault, only_error};
use crate::tolerant::Reader;
use crate::wire::{Codec, Seed, Wire};

impl RawResponse {
    /// The body as the value itself.
    pub(crate) fn decode<T: Wire>(self, origin: &Origin) -> Result<Response<T>, Error> {
        if self.is_empty() {
            return Err(self.no_content());
        }
        match object_fault::<T>(&self, &origin.uri) {
            Some(fault) => Err(self.fault(fault)),
            None => self.with(origin, Reader::read),
        }
    }

    /// The body as the value itself, `None` when there is no body, or null.
    pub(crate) fn decode_optional<T: Wire>(
        self,
        origin: &Origin,
    ) -> Result<Response<Option<T>>, Error> {
        if self.is_empty() {
            return Ok(Response::new(self.status, self.0.headers, None));
        }
        match object_fault::<T>(&self, &origin.uri) {
            Some(Fault::Null) => Ok(Response::new(self.status, self.0.headers, None)),
            Some(fault) => Err(self.fault(fault)),
            None => self.with(origin, |reader, body| reader.read(body).map(Some)),
        }
    }

    /// The body as the result of an operation: an object as it is, anything else in the member `value`. No content is
    /// null, and so is what 4.0 services and older ones write for it.
    pub(crate) fn decode_result<T: Wire>(self, origin: &Origin) -> Result<Response<T>, Error> {
        // `Client::request` with a type that takes any JSON returns the whole response.
        if T::IS_OBJECT || origin.by_hand && T::Codec::IS_ANY {
            return match object_fault::<T>(&self, &origin.uri) {
                _ if self.is_empty() => self.decode_null(),
                Some(Fault::Null) if !T::Codec::IS_ANY => self.decode_null(),
                Some(Fault::Null) | None => self.with(origin, Reader::read),
                Some(fault) => Err(self.fault(fault)),
            };
        }
        if self.is_empty() {
            return self.decode_null();
        }
        if let Some(error) = only_error(&self.body) {
            return Err(self.odata(error));
        }
        let mut next_link = None;
        let result = self.with(origin, |reader, body| match reader.read(body)? {
            Wrapped::Value(value, link) => {
                next_link = link;
                Ok(value)
            }
            Wrapped::Null => from_json(b"null"),
            // A bare value, from a service that does not wrap it.
            Wrapped::Missing => reader.read(body),
        })?;
        match next_link {
            // The other pages would be lost silently.
            Some(link) => Err(Error::paging(
                &link,
                "the response is the first page of a longer collection; read it with `list()`",
            )),
            None => Ok(result),
        }
    }

    /// Protocol 4.01, 11.5.4.1 and 11.5.5.1: a null result is 204. Only nullable types read null.
    fn decode_null<T: Wire>(self) -> Result<Response<T>, Error> {
        match from_json(b"null") {
            Ok(null) => Ok(Response::new(self.status, self.0.headers, null)),
            Err(_) => Err(self.no_content()),
        }
    }

    /// The body as a number of items: its plain text (Protocol 4.01, 11.2.10), or JSON as some services send it, the
    /// number or its text, alone or in the member `value`.
    pub(crate) fn decode_count(self, origin: &Origin) -> Result<Response<u64>, Error> {
        self.with(origin, |_, body| {
            let text = String::from_utf8_lossy(body);
            let digits = text.trim_start_matches('\u{FEFF}').trim();
            digits.parse().or_else(|error| {
                let json = match from_json(digits.as_bytes()) {
                    Ok(Wrapped::Missing) => from_json::<i64>(digits.as_bytes()).ok(),
                    Ok(Wrapped::Value(count, _)) => Some(count),
                    Ok(Wrapped::Null) | Err(_) => None,
                };
                json.and_then(|count| count.try_into().ok()).ok_or_else(|| {
                    let start: String = digits.chars().take(40).collect();
                    DecodeError::from_text(&format!("{start:?} is no count of items: {error}"))
                })
            })
        })
    }

    /// The body without changes.
    pub(crate) fn into_bytes(self) -> Response<Bytes> {
        Response::new(self.status, self.0.headers, self.0.body)
    }

    /// Accepts any body except an OData error and a web page, which mean that the request was not carried out.
    pub(crate) fn ignore(self) -> Result<Response<()>, Error> {
        if let Some(error) = only_error(&self.body) {
            return Err(self.odata(error));
        }
        if self.is_web_page() {
            return Err(self.undecodable(DecodeError::from_text("no content was expected")));
        }
        Ok(Response::new(self.status, self.0.headers, ()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.status == StatusCode::NO_CONTENT || self.body.iter().all(u8::is_ascii_whitespace)
    }

    pub(crate) fn with<T>(
        self,
        origin: &Origin,
        read: impl FnOnce(&mut Reader, &[u8]) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error> {
        let mut reader = Reader::new(&origin.client);
        match read(&mut reader, &self.body) {
            Ok(value) => {
                let response = Response::new(self.status, self.0.headers, value);
                Ok(response.with_mended(reader.mended))
            }
            Err(error) => Err(self.undecodable(error)),
        }
    }
}

/// The result of an operation that is no object (OData JSON 4.01, 11 and 14).
#[derive(Clone, Debug, PartialEq)]
enum Wrapped<T> {
    /// With the link to further items, where it is a page of a collection.
    Value(T, Option<String>),
    Null,
    /// There is no member `value`.
    Missing,
}

impl<T: Wire> Wire for Wrapped<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for Wrapped<T> {
    type NonNull = Self;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrappedVisitor(PhantomData))
    }

    fn write<S: serde::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Self::Value(value, _) => value.write(serializer),
            Self::Null | Self::Missing => serializer.serialize_none(),
        }
    }
}

struct WrappedVisitor<T>(PhantomData<T>);

/// Values without a wrapper are read again as the expected type.
macro_rules! missing {
    ($($method:ident($($type:ty)?)),+ $(,)?) => {$(
        fn $method<E: serde::de::Error>(self $(, _: $type)?) -> Result<Wrapped<T>, E> {
            Ok(Wrapped::Missing)
        }
    )+};
}

impl<'de, T: Wire> Visitor<'de> for WrappedVisitor<T> {
    type Value = Wrapped<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a result")
    }

    missing!(
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_f64(f64),
        visit_str(&str),
        visit_unit()
    );

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Wrapped<T>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Wrapped::Missing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wrapped<T>, A::Error> {
        let mut result = Wrapped::Missing;
        // The outer `Option` is whether the member was read, null or not.
        let mut next_link: Option<Option<String>> = None;
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "value" => {
                    if matches!(result, Wrapped::Value(..)) {
                        return Err(context::at_property(
                            "",
                            "value",
                            A::Error::custom("duplicate property"),
                        ));
                    }
                    let value = map.next_value_seed(Seed::new());
                    let value = value.map_err(|error| context::at_property("", "value", error))?;
                    result = Wrapped::Value(value, None);
                }
                "@odata.null" | "@null" | "odata.null" => {
                    if map.next_value::<bool>()? && matches!(result, Wrapped::Missing) {
                        result = Wrapped::Null;
                    }
                }
                "@odata.nextLink" | "@nextLink" if next_link.is_some() => {
                    let error = A::Error::custom("duplicate property");
                    return Err(context::at_property("", &name, error));
                }
                "@odata.nextLink" | "@nextLink" => next_link = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Wrapped::Value(_, link) = &mut result {
            *link = next_link.flatten();
        }
        Ok(result)
    }
}
