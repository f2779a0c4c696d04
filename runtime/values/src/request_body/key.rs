//! Which keys a request leaves out.

use serde::Serialize;
use serde::de::value::Error as ProbeError;
use serde::ser::{Impossible, SerializeStruct, Serializer};

const DECLARED: &str = "$clientwright_values::private::Declared";

/// The key of a declared property, which is never left out for its name.
pub(crate) struct Declared(pub(crate) &'static str);

impl Serialize for Declared {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(DECLARED, self.0)
    }
}

const COMPUTED: &str = "$clientwright_values::private::Computed";

/// The key of a property that the service computes (`Org.OData.Core.V1.Computed`).
pub(crate) struct Computed(pub(crate) &'static str);

impl Serialize for Computed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(COMPUTED, self.0)
    }
}

const KEY: &str = "$clientwright_values::private::Key";

/// The key of a property that is part of the entity's key.
pub(crate) struct KeyName(pub(crate) &'static str);

impl Serialize for KeyName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(KEY, self.0)
    }
}

/// Whether a key is left out of an update: as [`is_left_out`], or as part of the entity's key.
pub(super) fn is_left_out_of_update<K: Serialize + ?Sized>(key: &K) -> bool {
    key.serialize(Probe::KeyOfUpdate).unwrap_or(false)
}

/// Whether a key is that of a Computed property, or of control information that only a service may send.
pub(super) fn is_left_out<K: Serialize + ?Sized>(key: &K) -> bool {
    key.serialize(Probe::Key).unwrap_or(false)
}

/// Whether a key is that of a Computed property.
pub(super) fn is_computed<K: Serialize + ?Sized>(key: &K) -> bool {
    key.serialize(Probe::Computed).unwrap_or(false)
}

/// Whether a [`Json`](crate::raw::Json) may have such keys inside.
pub(super) fn may_contain_left_out<T: Serialize + ?Sized>(json: &T) -> bool {
    json.serialize(Probe::Json).unwrap_or(true)
}

pub(super) fn is_response_only(key: &str) -> bool {
    // OData JSON 4.01, 18: the operations that the service offers.
    if key.starts_with('#') {
        return true;
    }
    let Some(term) = key.rfind('@').and_then(|at| key.get(at + 1..)) else {
        return false;
    };
    // OData JSON 4.01, 4.6: annotations about the response that contained it, and about places chosen by the service.
    matches!(
        term.strip_prefix("odata.").unwrap_or(term),
        "context"
            | "metadataEtag"
            | "etag"
            | "count"
            | "nextLink"
            | "deltaLink"
            | "readLink"
            | "editLink"
            | "navigationLink"
            | "associationLink"
            | "mediaReadLink"
            | "mediaEditLink"
            | "mediaEtag"
    )
}

/// Looks at a text without writing it anywhere.
#[derive(Clone, Copy)]
enum Probe {
    /// Reads from a key whether it is left out. Keys that are no strings are none of ours.
    Key,
    /// The same, for the properties of an entity that is updated.
    KeyOfUpdate,
    /// Reads from a key whether it is that of a Computed property.
    Computed,
    /// Reads from JSON that is written as it is whether it may have keys that are left out.
    Json,
}

macro_rules! never {
    ($($method:ident: $type:ty),+ $(,)?) => {$(
        fn $method(self, _: $type) -> Result<bool, ProbeError> {
            Ok(false)
        }
    )+};
}

impl Serializer for Probe {
    type Ok = bool;
    type Error = ProbeError;
    type SerializeSeq = Impossible<bool, ProbeError>;
    type SerializeTuple = Impossible<bool, ProbeError>;
    type SerializeTupleStruct = Impossible<bool, ProbeError>;
    type SerializeTupleVariant = Impossible<bool, ProbeError>;
    type SerializeMap = Impossible<bool, ProbeError>;
    type SerializeStruct = InJson;
    type SerializeStructVariant = Impossible<bool, ProbeError>;

    never! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_str(self, key: &str) -> Result<bool, ProbeError> {
        Ok(match self {
            Self::Key | Self::KeyOfUpdate => is_response_only(key),
            Self::Computed => false,
            Self::Json => key.contains('@') || key.contains('#'),
        })
    }

    fn serialize_none(self) -> Result<bool, ProbeError> {
        Ok(false)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<bool, ProbeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<bool, ProbeError> {
        Ok(false)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<bool, ProbeError> {
        Ok(false)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<bool, ProbeError> {
        match (name, self) {
            (COMPUTED, _) | (KEY, Self::KeyOfUpdate) => Ok(true),
            (DECLARED | KEY, _) => Ok(false),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<bool, ProbeError> {
        Ok(false)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, ProbeError> {
        Err(no_key())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, ProbeError> {
        Err(no_key())
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, ProbeError> {
        Err(no_key())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, ProbeError> {
        Err(no_key())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, ProbeError> {
        Err(no_key())
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, ProbeError> {
        match self {
            Self::Key | Self::KeyOfUpdate | Self::Computed => Err(no_key()),
            Self::Json => Ok(InJson(false)),
        }
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, ProbeError> {
        Err(no_key())
    }
}

/// Raw JSON is a struct with one field, the text.
struct InJson(bool);

impl SerializeStruct for InJson {
    type Ok = bool;
    type Error = ProbeError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _: &'static str,
        text: &T,
    ) -> Result<(), ProbeError> {
        self.0 |= text.serialize(Probe::Json)?;
        Ok(())
    }

    fn end(self) -> Result<bool, ProbeError> {
        Ok(self.0)
    }
}

fn no_key() -> ProbeError {
    serde::ser::Error::custom("not a key")
}

#[cfg(test)]
mod tests {
    use super::{Computed, Declared, KeyName, is_left_out, is_left_out_of_update};

    #[test]
    fn a_declared_property_is_kept_whatever_its_name_is() {
        let (name, key) = ("a@odata.etag", "id");
        assert!(is_left_out(name) && !is_left_out(&Declared(name)));
        assert!(is_left_out(&Computed(name)) && !is_left_out(&KeyName(key)));
        assert!(is_left_out_of_update(&KeyName(key)) && !is_left_out_of_update(&Declared(key)));
    }

    #[test]
    fn annotations_about_a_response_are_left_out() {
        for key in [
            "@odata.context",
            "@etag",
            "tasks@odata.nextLink",
            "tasks@count",
            "@odata.editLink",
            "task@odata.navigationLink",
            "photo@odata.mediaReadLink",
            "#ns.approve",
        ] {
            assert!(is_left_out(key), "{key}");
        }
        for key in [
            "count",
            "nextLink",
            "@odata.type",
            "@odata.id",
            "@id",
            "tasks@delta",
            "manager@odata.bind",
            "photo@mediaContentType",
            "@org.example.count",
        ] {
            assert!(!is_left_out(key), "{key}");
        }
    }
}
