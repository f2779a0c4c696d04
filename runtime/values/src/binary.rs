//! `Edm.Binary`

use crate::text::{FromText, ParseError};
use crate::wire::{Argument, Codec, EnumLiterals, Literal, Wire, literal_argument, serde_by_wire};
use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde::de::Deserializer;
use serde::ser::Serializer;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
const URL_SAFE_NO_PAD: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG.with_encode_padding(false));
const STANDARD_NO_PAD: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, CONFIG.with_encode_padding(false));

/// Bytes; base64 on the wire.
///
/// The standard requires the URL-safe alphabet (`-`, `_`), in which bytes of the application are written. Both
/// alphabets are read, padding is optional, and a value that was read is written in its own alphabet and padding.
/// Services on Microsoft's OData library, Graph among them, accept the other alphabet (`+`, `/`) only:
/// [`with_standard_alphabet`](Self::with_standard_alphabet) selects that. Equality is by bytes.
///
/// ```
/// use clientwright_values::binary::Binary;
/// let binary = Binary::from(vec![251, 255]);
/// assert_eq!(clientwright_values::to_json(&binary)?, br#""-_8=""#);
/// assert_eq!(clientwright_values::to_json(&binary.with_standard_alphabet())?, br#""+/8=""#);
/// assert_eq!(&*clientwright_values::from_json::<Binary>(br#""-_8""#)?, [251, 255]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1; RFC 4648, 5.
#[derive(Clone, Default)]
pub struct Binary {
    bytes: Vec<u8>,
    standard_alphabet: bool,
    no_padding: bool,
}

impl Binary {
    /// The same bytes, written with `+` and `/`.
    #[must_use]
    pub fn with_standard_alphabet(mut self) -> Self {
        self.standard_alphabet = true;
        self
    }

    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn engine(&self) -> GeneralPurpose {
        match (self.standard_alphabet, self.no_padding) {
            (false, false) => URL_SAFE,
            (false, true) => URL_SAFE_NO_PAD,
            (true, false) => STANDARD,
            (true, true) => STANDARD_NO_PAD,
        }
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            ..Self::default()
        }
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<const N: usize> From<[u8; N]> for Binary {
    fn from(bytes: [u8; N]) -> Self {
        bytes.to_vec().into()
    }
}

impl PartialEq for Binary {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Binary {}

impl Hash for Binary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl FromStr for Binary {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let standard_alphabet = text.contains(['+', '/']);
        let engine = if standard_alphabet {
            STANDARD
        } else {
            URL_SAFE
        };
        let bytes = engine
            .decode(text)
            .map_err(|_| ParseError::new("binary", text, "base64"))?;
        Ok(Self {
            bytes,
            standard_alphabet,
            no_padding: !text.len().is_multiple_of(4),
        })
    }
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.engine().encode(&self.bytes))
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.engine().encode(&self.bytes), f)
    }
}

impl Wire for Binary {
    type Codec = Self;
}

impl Codec<Self> for Binary {
    type NonNull = Self;

    const TYPE: crate::wire::TypeName = crate::wire::TypeName::Value("Edm.Binary");

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(FromText::<Self>::new("base64 text"))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.engine().encode(&value.bytes))
    }

    fn argument(value: &Self, enums: EnumLiterals) -> Argument {
        literal_argument(value, enums)
    }
}

/// Always URL-safe: OData ABNF 4.01, `binary`.
impl Literal for Binary {
    fn write_literal(&self, out: &mut String, _: EnumLiterals) {
        out.push_str("binary'");
        URL_SAFE.encode_string(&self.bytes, out);
        out.push('\'');
    }
}

serde_by_wire!(Binary);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{from_json, to_json};

    #[test]
    fn round_trips_byte_for_byte() {
        for text in [
            "", "-_8=", "-_8", "+/8=", "+/8", "AAAA", "AA==", "AA", "T0RhdGE",
        ] {
            let json = format!("\"{text}\"");
            let value: Binary = from_json(json.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(to_json(&value).unwrap()).unwrap(), json);
            assert_eq!(serde_json::from_str::<Binary>(&json).unwrap(), value);
        }
        assert_eq!("-_8".parse::<Binary>().unwrap(), "+/8=".parse().unwrap());
    }

    #[test]
    fn rejects() {
        for json in ["\"A\"", "\"+_8=\"", "\"AA AA\"", "\"AA=A\"", "5", "[1]"] {
            assert!(from_json::<Binary>(json.as_bytes()).is_err(), "{json}");
        }
    }

    #[test]
    fn literal() {
        let mut out = String::new();
        "+/8"
            .parse::<Binary>()
            .unwrap()
            .write_literal(&mut out, EnumLiterals::Qualified);
        assert_eq!(out, "binary'-_8='");
    }
}
