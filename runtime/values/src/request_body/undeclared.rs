//! Undeclared data in a request.

use super::key::{is_response_only, may_contain_left_out};
use crate::raw::{self, AsIs};
use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, SerializeSeq, Serializer};

/// Writes a [`Json`](raw::Json) unchanged, but without the keys that requests leave out, at every depth.
pub(super) fn write<T: Serialize + ?Sized, S: Serializer>(
    json: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if !may_contain_left_out(json) {
        return json.serialize(serializer);
    }
    let text = serde_json::to_string(json).map_err(S::Error::custom)?;
    Filtered(&text).serialize(serializer)
}

/// JSON without the keys that requests leave out. It is no deeper than values are that are read.
struct Filtered<'a>(&'a str);

impl Serialize for Filtered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(members) = raw::members(self.0) {
            let mut map = serializer.serialize_map(None)?;
            for (key, json) in members {
                if !is_response_only(&key) {
                    map.serialize_entry(&key, &Filtered(json))?;
                }
            }
            return map.end();
        }
        match raw::items(self.0) {
            Some(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for json in items {
                    seq.serialize_element(&Filtered(json))?;
                }
                seq.end()
            }
            None => AsIs(self.0).serialize(serializer),
        }
    }
}
