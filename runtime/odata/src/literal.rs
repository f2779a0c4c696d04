//! Literals of keys and filters, before it is known which client will write them.

use crate::wire::{EnumLiterals, Literal};

/// A literal in each dialect, not yet percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LiteralText {
    unqualified: String,
    /// Where it differs: enumerations.
    qualified: Option<String>,
}

impl LiteralText {
    pub(crate) fn new(value: &impl Literal) -> Self {
        let render = |enums| {
            let mut out = String::new();
            value.write_literal(&mut out, enums);
            out
        };
        let unqualified = render(EnumLiterals::Unqualified);
        // Only what is quoted can be an enumeration value.
        let qualified = unqualified
            .starts_with('\'')
            .then(|| render(EnumLiterals::Qualified));
        Self {
            qualified: qualified.filter(|text| *text != unqualified),
            unqualified,
        }
    }

    pub(crate) fn string(text: &str) -> Self {
        let mut unqualified = String::with_capacity(text.len() + 2);
        crate::wire::write_string_literal(text, &mut unqualified);
        Self {
            unqualified,
            qualified: None,
        }
    }

    pub(crate) fn get(&self, enums: EnumLiterals) -> &str {
        match (enums, &self.qualified) {
            (EnumLiterals::Qualified, Some(qualified)) => qualified,
            _ => &self.unqualified,
        }
    }

    /// Without prefix and quotes, as a key stands in a path segment (OData URL conventions 4.01, 4.3.6).
    pub(crate) fn bare(&self) -> String {
        let text = &self.unqualified;
        match (text.find('\''), text.strip_suffix('\'')) {
            (Some(open), Some(inner)) if open < inner.len() => inner[open + 1..].replace("''", "'"),
            _ => text.clone(),
        }
    }
}

/// The value of a key property: what [`literal`] makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLiteral(pub(crate) LiteralText);

/// The value of a key property, for [`Collection::key`](crate::Collection::key).
///
/// ```
/// # use clientwright_odata::{Collection, Item, literal};
/// # fn example<T>(lines: &Collection<T>, order: &str) -> Item<T> {
/// lines.key(&[("orderId", literal(order)), ("number", literal(3))])
/// # }
/// ```
pub fn literal<V: IntoKey>(value: V) -> KeyLiteral {
    value.into_key()
}

/// What can be the value of a key property: every [`Literal`], and `&str`.
pub trait IntoKey {
    /// The value, ready for any client.
    fn into_key(self) -> KeyLiteral;
}

impl<T: Literal> IntoKey for T {
    fn into_key(self) -> KeyLiteral {
        KeyLiteral(LiteralText::new(&self))
    }
}

impl IntoKey for &str {
    fn into_key(self) -> KeyLiteral {
        KeyLiteral(LiteralText::string(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_keys_have_no_quotes() {
        assert_eq!(LiteralText::string("O'Neil").bare(), "O'Neil");
        assert_eq!(LiteralText::string("''").bare(), "''");
        assert_eq!(LiteralText::string("'").bare(), "'");
        assert_eq!(LiteralText::string("").bare(), "");
        assert_eq!(LiteralText::new(&5).bare(), "5");
        let duration = LiteralText {
            unqualified: "duration'PT1S'".to_owned(),
            qualified: None,
        };
        assert_eq!(duration.bare(), "PT1S");
    }
}
