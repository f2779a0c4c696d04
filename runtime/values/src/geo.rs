//! Types whose values are JSON of a form that this crate does not look into: GeoJSON and streams.

mod literal;

use crate::wire::{Codec, Wire, serde_by_wire};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

macro_rules! geo {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type(serde_json::Map<String, Value>);

        impl $type {
            /// A value from a GeoJSON object; `None` where the JSON is none or has no `type`.
            #[must_use]
            pub fn from_geo_json(value: Value) -> Option<Self> {
                match value {
                    Value::Object(map) if map.get("type").is_some_and(Value::is_string) => Some(Self(map)),
                    _ => None,
                }
            }

            /// The GeoJSON type: `Point`, `LineString`, `Polygon`, `MultiPoint`, `MultiLineString`, `MultiPolygon` or
            /// `GeometryCollection`.
            #[must_use]
            pub fn kind(&self) -> &str {
                self.get("type").and_then(Value::as_str).unwrap_or_default()
            }

            /// The positions, longitude (or x) first; a collection has none.
            #[must_use]
            pub fn coordinates(&self) -> Option<&Value> {
                self.get("coordinates")
            }

            /// A member of the GeoJSON object.
            #[must_use]
            pub fn get(&self, member: &str) -> Option<&Value> {
                self.0.get(member)
            }

            /// The GeoJSON object.
            #[must_use]
            pub fn into_geo_json(self) -> Value {
                Value::Object(self.0)
            }
        }

        impl Wire for $type {
            type Codec = Self;
        }

        impl Codec<Self> for $type {
            type NonNull = Self;

            const TYPE: crate::wire::TypeName =
                crate::wire::TypeName::Value(concat!("Edm.", stringify!($type)));

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::from_geo_json(Value::deserialize(deserializer)?)
                    .ok_or_else(|| D::Error::custom("invalid geo value, expected a GeoJSON object with a type"))
            }

            fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
                value.0.serialize(serializer)
            }
        }

        serde_by_wire!($type);
    };
}

geo! {
    /// A place or shape on the globe: GeoJSON, kept as it is.
    ///
    /// ```
    /// use clientwright_values::geo::Geography;
    /// let place: Geography = clientwright_values::from_json(br#"{"type":"Point","coordinates":[142.1,64.1]}"#)?;
    /// assert_eq!(place.kind(), "Point");
    /// assert_eq!(place.coordinates().unwrap()[0], 142.1);
    /// # Ok::<(), clientwright_values::json::DecodeError>(())
    /// ```
    ///
    /// OData JSON Format 4.01, 7.1; RFC 7946. All `Edm.Geography…` types.
    Geography
}

geo! {
    /// A point or shape on a plane: GeoJSON, kept as it is.
    ///
    /// ```
    /// use clientwright_values::geo::Geometry;
    /// let shape: Geometry = clientwright_values::from_json(br#"{"type":"Point","coordinates":[1,2]}"#)?;
    /// assert_eq!(shape.kind(), "Point");
    /// # Ok::<(), clientwright_values::json::DecodeError>(())
    /// ```
    ///
    /// OData JSON Format 4.01, 7.1; RFC 7946. All `Edm.Geometry…` types.
    Geometry
}

/// The value of a stream property, where the service sends it along: JSON for a JSON media type, text for a text one,
/// else base64url.
///
/// Most services do not: then there are only links, which are in [`Annotations`](crate::Annotations)
/// (`media_read_link_of`), and the property is absent.
///
/// ```
/// use clientwright_values::geo::Stream;
/// let stream: Stream = clientwright_values::from_json(br#""SGVsbG8""#)?;
/// assert_eq!(stream.bytes().as_deref(), Some(b"Hello".as_slice()));
/// # Ok::<(), clientwright_values::json::DecodeError>(())
/// ```
///
/// OData JSON Format 4.01, 9.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream(pub Value);

impl Stream {
    /// The bytes, where the value is base64 text. Text of a text media type may look the same: the annotation
    /// `mediaContentType` distinguishes them.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        self.0
            .as_str()?
            .parse()
            .ok()
            .map(crate::binary::Binary::into_bytes)
    }
}

impl Wire for Stream {
    type Codec = Self;
}

impl Codec<Self> for Stream {
    type NonNull = Self;

    const TYPE: crate::wire::TypeName = crate::wire::TypeName::Value("Edm.Stream");

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        value.0.serialize(serializer)
    }
}

serde_by_wire!(Stream);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn geo_json_is_kept() {
        let text = r#"{"coordinates":[[1,2],[3,4.5]],"crs":{"properties":{"name":"EPSG:4326"},"type":"name"},"type":"LineString"}"#;
        let geo: Geometry = crate::from_json(text.as_bytes()).unwrap();
        assert_eq!(crate::to_json(&geo).unwrap(), text.as_bytes());
        assert!(geo.get("crs").is_some());
        for text in ["5", "[]", "{}", "{\"type\":1}", "\"POINT(1 2)\""] {
            let error = crate::from_json::<Geography>(text.as_bytes())
                .unwrap_err()
                .to_string();
            assert!(error.contains("expected a GeoJSON object"), "{error}");
        }
    }
}
