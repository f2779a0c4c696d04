//! Reads responses of services that break the rules of OData JSON in known ways, if a client is tolerant. See decision
//! 033.

use clientwright_values::__private::{mended_in_item, read_tolerantly};

use crate::client::Client;
use crate::from_json;
use crate::json::DecodeError;
use crate::wire::Wire;
use clientwright_values::mend::Mended;

/// Reads the JSON of one response, and collects repaired values.
pub(crate) struct Reader {
    tolerant: bool,
    pub(crate) mended: Vec<Mended>,
}

impl Reader {
    pub(crate) fn new(client: &Client) -> Self {
        Self {
            tolerant: client.dialect().tolerant,
            mended: Vec::new(),
        }
    }

    /// Reads a value from the whole of a text.
    pub(crate) fn read<T: Wire>(&mut self, json: &[u8]) -> Result<T, DecodeError> {
        self.read_part(json, None)
    }

    /// Reads an item of a page. The paths of repaired values are those on the page; that of an error is not.
    pub(crate) fn read_item<T: Wire>(
        &mut self,
        index: usize,
        json: &[u8],
    ) -> Result<T, DecodeError> {
        self.read_part(json, Some(index))
    }

    fn read_part<T: Wire>(&mut self, json: &[u8], item: Option<usize>) -> Result<T, DecodeError> {
        if !self.tolerant {
            return from_json(json);
        }
        let (value, mended) = read_tolerantly(json)?;
        for value in mended {
            self.keep(match item {
                Some(index) => mended_in_item(value, index),
                None => value,
            });
        }
        Ok(value)
    }

    fn keep(&mut self, value: Mended) {
        #[cfg(feature = "tracing")]
        tracing::debug!(
            target: "clientwright_odata",
            path = value.path(),
            r#type = value.type_name(),
            mending = ?value.mending(),
            "a value of a response was repaired",
        );
        self.mended.push(value);
    }
}
