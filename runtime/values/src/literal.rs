//! Literals of keys and filters, before it is known which client will write them.

use crate::binary::Binary;
use crate::decimal::Decimal;
use crate::json::to_request_json;
use crate::time::{Date, DateTimeOffset, Duration, TimeOfDay};
use crate::wire::{EnumLiterals, Literal, Wire};
use std::borrow::Cow;

/// A literal in each dialect, not yet percent-encoded.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralText {
    unqualified: String,
    /// Where it differs: enumerations.
    qualified: Option<String>,
}

#[doc(hidden)]
impl LiteralText {
    /// The literal of a value.
    pub fn new(value: &impl Literal) -> Self {
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

    /// The literal of a text.
    pub fn string(text: &str) -> Self {
        let mut unqualified = String::with_capacity(text.len() + 2);
        crate::wire::write_string_literal(text, &mut unqualified);
        Self {
            unqualified,
            qualified: None,
        }
    }

    /// The literal in a dialect.
    pub fn get(&self, enums: EnumLiterals) -> &str {
        match (enums, &self.qualified) {
            (EnumLiterals::Qualified, Some(qualified)) => qualified,
            _ => &self.unqualified,
        }
    }

    /// Without prefix and quotes, as a key is written in a path segment (OData URL conventions 4.01, 4.3.6).
    pub fn bare(&self) -> String {
        let text = &self.unqualified;
        match (text.find('\''), text.strip_suffix('\'')) {
            (Some(open), Some(inner)) if open < inner.len() => inner[open + 1..].replace("''", "'"),
            _ => text.clone(),
        }
    }
}

/// The value of a key property: what [`literal`] makes. Two are equal if they are the same text in URLs.
///
/// A list of them can have values of several types:
///
/// ```
/// use clientwright_values::wire::KeyLiteral;
/// use clientwright_values::literal;
///
/// /// The key of an order, from the parts of a command line such as `A-7 3`.
/// fn key(words: &str) -> Option<Vec<(&'static str, KeyLiteral)>> {
///     let (id, number) = words.split_once(' ')?;
///     Some(vec![("orderId", literal(id)), ("number", literal(number.parse::<i32>().ok()?))])
/// }
///
/// assert_eq!(key("A-7 3"), Some(vec![("orderId", literal("A-7")), ("number", literal(3))]));
/// assert_ne!(literal("3"), literal(3)); // `'3'` and `3`
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLiteral(#[doc(hidden)] pub LiteralText);

/// The value of a key property, for requests of a single entity.
///
/// ```
/// # use clientwright_values::literal;
/// let key = [("orderId", literal("A-7")), ("number", literal(3))];
/// ```
pub fn literal<V: IntoKey>(value: V) -> KeyLiteral {
    value.into_key()
}

/// What can be the value of a key property: every [`Literal`], and `&str`.
///
/// ```
/// use clientwright_values::wire::{IntoKey, KeyLiteral};
/// use clientwright_values::{Uuid, literal};
///
/// /// The key of an account: by its number, its name or its id.
/// fn account(tenant: &str, key: impl IntoKey) -> [(&'static str, KeyLiteral); 2] {
///     [("tenant", literal(tenant)), ("account", literal(key))]
/// }
///
/// assert_eq!(account("t", "main"), account("t", String::from("main")));
/// assert_ne!(account("t", Uuid::nil()), account("t", Uuid::nil().to_string()));
/// ```
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

/// A value type by which results can be ordered: primitive types and enumerations. Collections, complex values and
/// entities have no order; their properties and sizes do.
///
/// ```
/// use clientwright_values::time::Date;
/// use clientwright_values::wire::Sortable;
/// use std::marker::PhantomData;
///
/// /// A column of a table, with values of the type `V`.
/// struct Column<V>(&'static str, PhantomData<V>);
///
/// impl<V: Sortable> Column<V> {
///     /// The option `$orderby` for a click on the head of the column.
///     fn newest_first(&self) -> String {
///         format!("{} desc", self.0)
///     }
/// }
///
/// const DUE: Column<Date> = Column("dueDate", PhantomData);
/// const TAGS: Column<Vec<String>> = Column("tags", PhantomData);
/// assert_eq!(DUE.newest_first(), "dueDate desc");
/// # let _ = TAGS.0;
/// // `TAGS.newest_first()` does not compile.
/// ```
///
/// OData Part 2, URL Conventions 4.01, 5.1.5 (`$orderby`).
#[diagnostic::on_unimplemented(
    message = "results cannot be ordered by values of type `{Self}`",
    note = "order by a property of it, or by the `size()` of a collection"
)]
pub trait Sortable {}

// The compiler's message for a collection is about orders, not about literals.
#[diagnostic::do_not_recommend]
impl<V: Literal> Sortable for V {}
impl Sortable for serde_json::Value {}

/// The form of a value in an expression of a URL.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub enum LiteralForm {
    /// As a literal.
    Literal(LiteralText),
    /// As other text that is the same for each client: JSON, well-known text of a shape.
    Word(String),
    /// Not at all, for this reason.
    None(&'static str),
}

impl LiteralForm {
    fn of<V: Literal>(value: &V) -> Self {
        Self::Literal(LiteralText::new(value))
    }

    /// A collection of values, as JSON (OData ABNF 4.01, `arrayOrObject`).
    fn collection<V: Wire>(values: &[V]) -> Self {
        let json = values
            .iter()
            .map(|value| String::from_utf8(to_request_json(value).ok()?).ok())
            .collect::<Option<Vec<_>>>();
        match json {
            Some(json) => Self::Word(format!("[{}]", json.join(","))),
            None => Self::None("a value that is not JSON"),
        }
    }
}

/// A type whose values can be literals; without methods.
///
/// [`IntoLiteral`] has a parameter, so that any crate could implement it for any type. This trait has none: for the types of
/// another crate only that crate can implement it, which lets the crate of a protocol have operands of its own.
///
/// Whoever implements [`Literal`] by hand implements it too:
///
/// ```
/// use clientwright_values::wire::{Codec, EnumLiterals, Literal, LiteralSource, Wire};
/// use clientwright_values::{de, literal, ser};
///
/// /// The number of an order, which no other text can take the place of.
/// #[derive(Clone, Debug, PartialEq)]
/// struct OrderId(String);
///
/// impl Wire for OrderId {
///     type Codec = Self;
/// }
///
/// impl Codec<Self> for OrderId {
///     type NonNull = Self;
///     fn read<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
///         <String as Wire>::read(deserializer).map(Self)
///     }
///
///     fn write<S: ser::Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
///         value.0.write(serializer)
///     }
/// }
///
/// impl LiteralSource for OrderId {}
///
/// impl Literal for OrderId {
///     fn write_literal(&self, out: &mut String, enums: EnumLiterals) {
///         self.0.write_literal(out, enums);
///     }
/// }
///
/// assert_eq!(literal(OrderId("A-7".to_owned())), literal("A-7"));
/// ```
pub trait LiteralSource {}

impl<T: ?Sized> LiteralSource for &T {}
impl<T> LiteralSource for Option<T> {}
impl<T> LiteralSource for Vec<T> {}
impl<T, const N: usize> LiteralSource for [T; N] {}

macro_rules! sources {
    ($($(#[$attribute:meta])* $type:ty),+ $(,)?) => {$(
        $(#[$attribute])*
        impl LiteralSource for $type {}
    )+};
}
sources!(
    bool,
    u8,
    i8,
    i16,
    i32,
    i64,
    u16,
    u32,
    u64,
    f32,
    f64,
    String,
    Cow<'_, str>,
    uuid::Uuid,
    Binary,
    Date,
    DateTimeOffset,
    Decimal,
    Duration,
    TimeOfDay,
    crate::net::Ip,
    crate::net::Ipv4,
    crate::net::Ipv6,
    crate::time::FullTime,
    crate::time::IsoDuration,
    time::OffsetDateTime,
    std::time::SystemTime,
    time::Date,
    time::Time,
    time::Duration,
    std::time::Duration,
    #[cfg(feature = "chrono")]
    chrono::NaiveTime,
    #[cfg(feature = "chrono")]
    chrono::TimeDelta,
    #[cfg(feature = "jiff")]
    jiff::Timestamp,
    #[cfg(feature = "jiff")]
    jiff::SignedDuration,
    #[cfg(feature = "rust_decimal")]
    rust_decimal::Decimal,
);

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> LiteralSource for chrono::DateTime<Z> {}

/// A value that can be passed where an expression needs one of type `V`.
///
/// Integers and floating-point numbers can be used for every number type; text is a `&str`, a `String`
/// or a `Cow<str>`; dates and times are also those of the crates `time` and `std`, and of `chrono` and `jiff` with the
/// features of these names; collections are arrays, slices and vectors.
#[doc(hidden)]
pub trait IntoLiteral<V>: LiteralSource {
    /// The literal.
    fn into_literal(self) -> LiteralForm;
}

impl<V: Literal> IntoLiteral<V> for V {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::of(&self)
    }
}

impl<V: Literal> IntoLiteral<V> for &V {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::of(self)
    }
}

impl IntoLiteral<String> for &str {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::Literal(LiteralText::string(self))
    }
}

impl IntoLiteral<String> for Cow<'_, str> {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::Literal(LiteralText::string(&self))
    }
}

/// Values of other types that become an Edm type without loss.
macro_rules! converted {
    ($($(#[$attribute:meta])* $from:ty => $to:ty),+ $(,)?) => {$(
        $(#[$attribute])*
        impl IntoLiteral<$to> for $from {
                    fn into_literal(self) -> LiteralForm {
                LiteralForm::of(&<$to>::from(self))
            }
        }
    )+};
}
converted!(
    time::OffsetDateTime => DateTimeOffset,
    std::time::SystemTime => DateTimeOffset,
    time::Date => Date,
    time::Time => TimeOfDay,
    time::Duration => Duration,
    std::time::Duration => Duration,
    Vec<u8> => Binary,
    &[u8] => Binary,
    // One integer type for each of these, so that a number without a suffix is of that type.
    i64 => Decimal,
    i32 => f64,
    #[cfg(feature = "chrono")]
    chrono::NaiveTime => TimeOfDay,
    #[cfg(feature = "chrono")]
    chrono::TimeDelta => Duration,
    #[cfg(feature = "jiff")]
    jiff::Timestamp => DateTimeOffset,
    #[cfg(feature = "jiff")]
    jiff::SignedDuration => Duration,
    #[cfg(feature = "rust_decimal")]
    rust_decimal::Decimal => Decimal,
);

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> IntoLiteral<DateTimeOffset> for chrono::DateTime<Z> {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::of(&DateTimeOffset::from(self))
    }
}

/// Numbers of other types whose own text is a literal of the expected type.
macro_rules! written {
    ($($from:ty => $to:ty),+ $(,)?) => {$(
        impl IntoLiteral<$to> for $from {
                    fn into_literal(self) -> LiteralForm {
                LiteralForm::of(&self)
            }
        }
    )+};
}
written!(i32 => f32, f64 => Decimal);

impl<E: Wire, T: Into<E>> IntoLiteral<Vec<E>> for Vec<T> {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::collection(&self.into_iter().map(Into::into).collect::<Vec<E>>())
    }
}

impl<E: Wire, T: Into<E>, const N: usize> IntoLiteral<Vec<E>> for [T; N] {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::collection(&self.map(Into::into))
    }
}

impl<E: Wire, T: Into<E> + Clone> IntoLiteral<Vec<E>> for &[T] {
    fn into_literal(self) -> LiteralForm {
        LiteralForm::collection(&self.iter().cloned().map(Into::into).collect::<Vec<E>>())
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
