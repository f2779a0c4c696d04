//! JSON values of the description.

/// A JSON value, with numbers as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number: its source text, such as `1.0` or `08012`. [`Value::json`] writes it as JSON.
    Number(Box<str>),
    /// A text.
    Text(Box<str>),
    /// An array.
    Array(Vec<Value>),
    /// An object, in document order.
    Object(Vec<(Box<str>, Value)>),
}

impl Value {
    /// The text of a [`Value::Text`].
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
