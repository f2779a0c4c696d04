//! What turns the description of a generated type into a value that can be read and written.
//!
//! The expansions are of the fewest lines that coherence allows; all that can be is in functions. What has no type parameter is
//! `#[inline]`: the compiler then makes it where it is called, and nothing of what is not.

/// Implements serde's traits for a type that implements [`Wire`](crate::Wire).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($type:ty) => {
        impl $crate::ser::Serialize for $type {
            fn serialize<S: $crate::ser::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::Wire::write(self, serializer)
            }
        }

        impl<'de> $crate::de::Deserialize<'de> for $type {
            fn deserialize<D: $crate::de::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// Implements [`Wire`](crate::Wire) by a codec of this crate, and serde's traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($type:ty, $codec:ty) => {
        impl $crate::Wire for $type {
            type Codec = $codec;
        }

        $crate::__serde!($type);
    };
}

/// The constant of an [`Object`](crate::Object) whose values always write their type.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_type {
    (typed) => {
        const WRITE_TYPE: bool = true;
    };
}

/// What [`object!`](macro@crate::object) makes of a table, once the references to the fields are put together.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        $type:ident, $name:literal, [$($typed:ident)?], [$($wire:literal)*], $bag:ident, $annotations:ident,
        $self:ident, $fields:expr, $fields_mut:expr
    ) => {
        impl $crate::Object for $type {
            const NAME: &'static str = $name;
            $($crate::__write_type!($typed);)?
            const FIELDS: &'static [&'static str] = &[$($wire),*];

            fn visit<'a, V: $crate::__private::Visit<'a>>(&'a $self, visitor: V) -> V::Output {
                visitor.visit($fields, &$self.$bag, &$self.$annotations)
            }

            fn visit_mut<'a, V: $crate::__private::VisitMut<'a>>(&'a mut $self, visitor: V) -> V::Output {
                visitor.visit($fields_mut, &mut $self.$bag, &mut $self.$annotations)
            }
        }

        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::copy(self)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::is_equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }

        $crate::__wire!($type, $crate::__private::AsObject);
    };
}

/// Makes a struct an [`Object`](crate::Object) and a value: [`Wire`](crate::Wire), serde, and `Debug`, which shows what is there
/// by the names on the wire.
///
/// The table has the wire name of the type and, for each field, its name and its wire name. `typed` means that values
/// always write their type ([`Object::WRITE_TYPE`](crate::Object::WRITE_TYPE)), `computed` that request bodies leave the
/// property out, `key` that updates do. The extra fields are called `additional_properties` and `odata` unless the end of the table
/// has others.
///
/// ```
/// use clientwright_values::{self as rt, from_json, to_json};
///
/// #[derive(Default)]
/// struct Task {
///     id: Option<String>,
///     order: Option<i32>,
///     additional_properties_: rt::PropertyBag,
///     odata: Option<Box<rt::Annotations>>,
/// }
///
/// rt::object! {
///     Task = "ns.task", typed;
///     id = "id" computed,
///     order = "executionSequence",
///     ; bag = additional_properties_, annotations = odata
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let task: Task = from_json(br#"{"executionSequence":2,"new":true}"#)?;
/// assert_eq!(task.order, Some(2));
/// assert_eq!(to_json(&task)?, br##"{"@odata.type":"#ns.task","executionSequence":2,"new":true}"##);
/// # Ok(())
/// # }
/// ```
///
/// The fields become tuples, which have at most 16 elements: the rows of a struct with more than 16 fields are in brackets, at
/// most 16 in each, and with more than 256 fields at most 16 of these brackets are in another pair. `object!(T)` implements the
/// traits of values for a type with an `impl Object` of its own.
#[macro_export]
macro_rules! object {
    ($type:ty) => {
        $crate::__wire!($type, $crate::__private::AsObject);
    };
    ($type:ident = $name:literal $(, $typed:ident)?; $($field:ident = $wire:literal $($kind:ident)?,)*) => {
        $crate::__object!(
            $type, $name, [$($typed)?], [$($wire)*], additional_properties, odata, self,
            ($($($crate::__private::$kind)?(&self.$field),)*),
            ($(&mut self.$field,)*)
        );
    };
    (
        $type:ident = $name:literal $(, $typed:ident)?; $($field:ident = $wire:literal $($kind:ident)?,)*
        ; bag = $bag:ident, annotations = $annotations:ident
    ) => {
        $crate::__object!(
            $type, $name, [$($typed)?], [$($wire)*], $bag, $annotations, self,
            ($($($crate::__private::$kind)?(&self.$field),)*),
            ($(&mut self.$field,)*)
        );
    };
    ($type:ident = $name:literal $(, $typed:ident)?; $([$($rows:tt)*])*) => {
        $crate::object!(
            $type = $name $(, $typed)?; $([$($rows)*])*
            ; bag = additional_properties, annotations = odata
        );
    };
    (
        $type:ident = $name:literal $(, $typed:ident)?; $([$($field:ident = $wire:literal $($kind:ident)?,)*])*
        ; bag = $bag:ident, annotations = $annotations:ident
    ) => {
        $crate::__object!(
            $type, $name, [$($typed)?], [$($($wire)*)*], $bag, $annotations, self,
            $crate::__private::Groups(($(($($($crate::__private::$kind)?(&self.$field),)*),)*)),
            $crate::__private::Groups(($(($(&mut self.$field,)*),)*))
        );
    };
    (
        $type:ident = $name:literal $(, $typed:ident)?;
        $([$([$($field:ident = $wire:literal $($kind:ident)?,)*])*])*
        ; bag = $bag:ident, annotations = $annotations:ident
    ) => {
        $crate::__object!(
            $type, $name, [$($typed)?], [$($($($wire)*)*)*], $bag, $annotations, self,
            $crate::__private::fields()
                $(.and($crate::__private::Groups(($(($($($crate::__private::$kind)?(&self.$field),)*),)*))))*,
            $crate::__private::fields()
                $(.and($crate::__private::Groups(($(($(&mut self.$field,)*),)*))))*
        );
    };
}

/// The place for the value of a record's field while the record is read, by a reference to the field that is never made.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    ($field:expr; required $($access:ident)?) => {
        $crate::__private::record::slot::required($field)
    };
    ($field:expr; required_nullable $($access:ident)?) => {
        $crate::__private::record::slot::required_nullable($field)
    };
    ($field:expr; optional_nullable $($access:ident)?) => {
        $crate::__private::record::slot::optional_nullable($field)
    };
    ($field:expr; three_valued $($access:ident)?) => {
        $crate::__private::record::slot::any($field)
    };
    ($field:expr; $($access:ident)?) => {
        $crate::__private::record::slot::any($field)
    };
}

/// A reference to a record's field, marked by each of the words.
#[doc(hidden)]
#[macro_export]
macro_rules! __marked {
    ($field:expr;) => { $field };
    ($field:expr; $word:ident $($words:ident)*) => {
        $crate::__marked!($crate::__private::record::$word($field); $($words)*)
    };
}

/// [`Record::set_null`](crate::record::Record::set_null) of a record that has a field for nulls.
#[doc(hidden)]
#[macro_export]
macro_rules! __set_null {
    ($self:ident, [], $($rows:tt)*) => {};
    ($self:ident, [$nulls:ident], $($field:ident = $wire:literal [$($word:ident)*],)*) => {
        fn set_null(&mut $self, property: &str) {
            $($crate::__set_null!(@ $self.$field, $self.$nulls, property, $wire, $($word)*);)*
        }
    };
    (@ $field:expr, $nulls:expr, $property:ident, $wire:literal, optional_nullable $($access:ident)?) => {
        if $property == $wire {
            $field = ::core::option::Option::None;
            $nulls.insert(<Self as $crate::record::Record>::FIELDS, $property);
        }
    };
    (@ $($other:tt)*) => {};
}

/// What [`record!`](macro@crate::record) makes of a table, once the references to the fields are put together. There is at
/// most one field for undeclared properties, and one for nulls.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $type:ident, $name:literal, [$($tag:literal: $value:literal)?], $self:ident,
        [$($field:ident = $wire:literal [$($word:ident)*],)*],
        [$($undeclared:ident)?], [$($nulls:ident)?], $fields:expr, $slots:expr, $values:pat
    ) => {
        impl $crate::record::Record for $type {
            const NAME: &'static str = $name;
            $(const TAG: ::core::option::Option<(&'static str, &'static str)> = ::core::option::Option::Some(($tag, $value));)?
            const FIELDS: &'static [&'static str] = &[$($wire),*];

            fn build<R: $crate::__private::record::Reader>(reader: R) -> ::core::result::Result<Self, R::Error> {
                let mut slots = $crate::__private::record::slot::empty($slots);
                let mut undeclared = $crate::__undeclared!($($undeclared)?);
                let mut nulls = $crate::record::Nulls::default();
                $crate::__private::record::Reader::fill(reader, &mut slots, &mut undeclared)?;
                let $values = $crate::__private::record::Slots::finish::<Self, R::Error>(slots, 0, &mut nulls)?;
                ::core::result::Result::Ok(Self {
                    $($field,)*
                    $($undeclared: undeclared,)?
                    $($nulls: nulls,)?
                })
            }

            fn visit<V: $crate::__private::record::Visit>(&$self, visitor: V) -> V::Output {
                visitor.visit($fields, $crate::__or!([$(&$self.$undeclared)?] &$crate::__private::record::Nothing),
                    $crate::__or!([$(&$self.$nulls)?] &$crate::record::Nulls::default()))
            }

            $crate::__set_null!($self, [$($nulls)?], $($field = $wire [$($word)*],)*);
        }

        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::record::debug(self, f)
            }
        }

        impl $crate::polymorphic::FromEntries for $type {
            fn from_entries<'de, A: $crate::de::MapAccess<'de>>(
                entries: $crate::polymorphic::Entries<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $crate::__private::record::from_entries(entries)
            }
        }

        $crate::__wire!($type, $crate::__private::record::AsRecord);
    };
}

/// A pattern for a list of values: each with all before it.
#[doc(hidden)]
#[macro_export]
macro_rules! __pairs {
    ([$before:pat]) => {
        $before
    };
    ([$before:pat] [$next:pat] $([$more:pat])*) => {
        $crate::__pairs!([($before, $next)] $([$more])*)
    };
}

/// The first expression, or the second where there is none.
#[doc(hidden)]
#[macro_export]
macro_rules! __or {
    ([$first:expr] $second:expr) => {
        $first
    };
    ([] $second:expr) => {
        $second
    };
}

/// Where a record without a field for undeclared properties leaves them.
#[doc(hidden)]
#[macro_export]
macro_rules! __undeclared {
    () => {
        $crate::__private::record::Nothing
    };
    ($undeclared:ident) => {
        ::core::default::Default::default()
    };
}

/// Makes a struct a [`Record`](crate::record::Record) and a value: [`Wire`](crate::Wire), serde, and `Debug`, which shows what is there by
/// the names on the wire.
///
/// The table has the name of the type in messages and, for each field, its name, its wire name, and its kind: `required`,
/// `required_nullable`, `optional_nullable` or `three_valued`; then `computed` (requests leave it out), `create_only` or `key`
/// (updates do), or `write_only` (`Debug` does not show it). A `tag` is a property without a field that is always written. The end
/// names the field for undeclared properties and that for [`Nulls`](crate::record::Nulls), if there are any.
///
/// ```
/// use clientwright_values::{self as rt, from_json, to_json, record::Record as _};
///
/// #[derive(Clone, PartialEq)]
/// struct Pet {
///     id: i64,
///     owner: Option<String>,
///     nick: Option<String>,
///     nulls: rt::record::Nulls,
/// }
///
/// rt::record! {
///     Pet = "Pet", tag = "kind": "pet";
///     id = "id" required,
///     owner = "owner",
///     nick = "nickName" optional_nullable,
///     ; undeclared = [], nulls = [nulls]
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let text = br#"{"kind":"pet","id":7,"nickName":null}"#;
/// let pet: Pet = from_json(text)?;
/// assert_eq!((pet.id, &pet.nick), (7, &None));
/// assert_eq!(to_json(&pet)?, text);
///
/// let error = from_json::<Pet>(b"{}").unwrap_err();
/// assert_eq!((error.type_name(), error.path()), (Some("Pet"), "id"));
/// # Ok(())
/// # }
/// ```
///
/// Rows are in brackets as those of [`object!`](macro@crate::object).
#[macro_export]
macro_rules! record {
    (
        $type:ident = $name:literal $(, tag = $tag:literal: $value:literal)?;
        $($field:ident = $wire:literal $($word:ident)*,)*
        ; undeclared = [$($undeclared:ident)?], nulls = [$($nulls:ident)?]
    ) => {
        $crate::__record!(
            $type, $name, [$($tag: $value)?], self, [$($field = $wire [$($word)*],)*],
            [$($undeclared)?], [$($nulls)?],
            ($($crate::__marked!(&self.$field; $($word)*),)*),
            |_record: &Self| ($($crate::__slot!(&_record.$field; $($word)*),)*),
            ($($field,)*)
        );
    };
    (
        $type:ident = $name:literal $(, tag = $tag:literal: $value:literal)?;
        $([$($field:ident = $wire:literal $($word:ident)*,)*])*
        ; undeclared = [$($undeclared:ident)?], nulls = [$($nulls:ident)?]
    ) => {
        $crate::__record!(
            $type, $name, [$($tag: $value)?], self, [$($($field = $wire [$($word)*],)*)*],
            [$($undeclared)?], [$($nulls)?],
            $crate::__private::Groups(($(($($crate::__marked!(&self.$field; $($word)*),)*),)*)),
            |_record: &Self| $crate::__private::Groups(($(($($crate::__slot!(&_record.$field; $($word)*),)*),)*)),
            ($(($($field,)*),)*)
        );
    };
    (
        $type:ident = $name:literal $(, tag = $tag:literal: $value:literal)?;
        $([$([$($field:ident = $wire:literal $($word:ident)*,)*])*])*
        ; undeclared = [$($undeclared:ident)?], nulls = [$($nulls:ident)?]
    ) => {
        $crate::__record!(
            $type, $name, [$($tag: $value)?], self, [$($($($field = $wire [$($word)*],)*)*)*],
            [$($undeclared)?], [$($nulls)?],
            $crate::__private::fields()
                $(.and($crate::__private::Groups(($(($($crate::__marked!(&self.$field; $($word)*),)*),)*))))*,
            |_record: &Self| $crate::__private::fields()
                $(.and($crate::__private::Groups(($(($($crate::__slot!(&_record.$field; $($word)*),)*),)*))))*,
            $crate::__pairs!([((), ())] $([($(($($field,)*),)*)])*)
        );
    };
}

/// Makes a [`Shaped`](crate::shape::Shaped) enum a value: [`Wire`](crate::Wire), serde, and use as a variant of an enum with a tag.
///
/// ```
/// use clientwright_values::shape::{AnyJson, Shape, Shaped};
/// use clientwright_values::{self as rt, Wire as _, de, ser};
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Id { Number(i64), Text(String), Other(AnyJson) }
///
/// impl Shaped for Id {
///     const NAME: &'static str = "Id";
///     const SHAPES: &'static [(Shape, usize)] = &[(Shape::Integer, 0), (Shape::Text, 1)];
///     // …
/// #   fn read<'de, D: de::Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error> {
/// #       match variant {
/// #           0 => i64::read(deserializer).map(Self::Number),
/// #           1 => String::read(deserializer).map(Self::Text),
/// #           _ => rt::Wire::read(deserializer).map(Self::Other),
/// #       }
/// #   }
/// #   fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
/// #       match self {
/// #           Self::Number(value) => value.write(serializer),
/// #           Self::Text(value) => value.write(serializer),
/// #           Self::Other(value) => value.write(serializer),
/// #       }
/// #   }
/// }
/// rt::shaped!(Id);
///
/// // It is a value as any other: of a property, of a collection.
/// #[derive(Clone, PartialEq)]
/// struct Order { id: Id, parts: Vec<Id> }
/// rt::record! { Order = "Order"; id = "id" required, parts = "parts" required, ; undeclared = [], nulls = [] }
///
/// let order: Order = rt::from_json(br#"{"id":7,"parts":["7",8]}"#)?;
/// assert_eq!(order.id, Id::Number(7));
/// assert_eq!(order.parts, [Id::Text("7".to_owned()), Id::Number(8)]);
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! shaped {
    ($type:ty) => {
        impl $crate::polymorphic::FromEntries for $type {
            fn from_entries<'de, A: $crate::de::MapAccess<'de>>(
                entries: $crate::polymorphic::Entries<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $crate::__private::shape::from_entries(entries)
            }
        }

        $crate::__wire!($type, $crate::__private::shape::AsShaped);
    };
}

/// Converts a derived object to its base: `From<Derived> for Base`. Properties that the base does not declare are
/// kept in its bag.
///
/// ```
/// # use clientwright_values as rt;
/// # #[derive(Default)]
/// # struct DirectoryObject { id: Option<String>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # #[derive(Default)]
/// # struct User { id: Option<String>, mail: Option<String>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { DirectoryObject = "ns.directoryObject"; id = "id", }
/// rt::object! { User = "ns.user", typed; id = "id", mail = "mail", }
/// rt::derived!(User: DirectoryObject);
///
/// let user = User { mail: Some("a@example.org".into()), ..User::default() };
/// let object = DirectoryObject::from(user.clone());
/// assert_eq!(object.additional_properties.get_raw("mail"), Some(r#""a@example.org""#));
/// assert_eq!(rt::to_json(&object).ok(), rt::to_json(&user).ok());
/// ```
#[macro_export]
macro_rules! derived {
    ($derived:ty: $base:ty) => {
        impl ::core::convert::From<$derived> for $base {
            #[inline]
            fn from(derived: $derived) -> Self {
                $crate::__private::upcast(&derived)
            }
        }
    };
}

/// Makes a [`Polymorphic`](crate::polymorphic::Polymorphic) enum a value: [`Wire`](crate::Wire), serde, and use as a variant of
/// another abstract type. See [`Polymorphic`](crate::polymorphic::Polymorphic) for how it reads and writes.
///
/// ```
/// # use clientwright_values as rt;
/// # use rt::{de, other::Other, polymorphic::{Entries, Polymorphic}, ser};
/// # #[derive(Default)]
/// # struct Image { width: Option<i32>, additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { Image = "ns.image", typed; width = "width", }
/// #[derive(Clone, Debug, PartialEq)]
/// enum Attachment { Image(Image), Other(Other) }
///
/// /// An abstract type whose derived type is abstract itself.
/// #[derive(Clone, Debug, PartialEq)]
/// enum Item { Attachment(Attachment), Other(Other) }
///
/// impl Polymorphic for Attachment {
///     const NAME: &'static str = "ns.attachment";
///     // …
/// #   fn read<'de, A: de::MapAccess<'de>>(name: &str, entries: Entries<'de, A>) -> Result<Self, A::Error> {
/// #       match name {
/// #           "ns.image" => entries.read().map(Self::Image),
/// #           _ => entries.read().map(Self::Other),
/// #       }
/// #   }
/// #   fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
/// #       match self {
/// #           Self::Image(value) => rt::wire::write(value, serializer),
/// #           Self::Other(value) => rt::wire::write(value, serializer),
/// #       }
/// #   }
/// }
/// rt::polymorphic!(Attachment);
///
/// impl Polymorphic for Item {
///     const NAME: &'static str = "ns.item";
///     fn read<'de, A: de::MapAccess<'de>>(name: &str, entries: Entries<'de, A>) -> Result<Self, A::Error> {
///         match name {
///             "ns.image" => entries.read().map(Self::Attachment),
///             _ => entries.read().map(Self::Other),
///         }
///     }
///     // …
/// #   fn write<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
/// #       match self {
/// #           Self::Attachment(value) => rt::wire::write(value, serializer),
/// #           Self::Other(value) => rt::wire::write(value, serializer),
/// #       }
/// #   }
/// }
/// rt::polymorphic!(Item);
///
/// let text = br##"{"@odata.type":"#ns.image","width":640}"##;
/// let item: Item = rt::from_json(text)?;
/// assert!(matches!(&item, Item::Attachment(Attachment::Image(image)) if image.width == Some(640)));
/// assert_eq!(rt::to_json(&item)?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! polymorphic {
    ($type:ty) => {
        impl $crate::polymorphic::FromEntries for $type {
            fn from_entries<'de, A: $crate::de::MapAccess<'de>>(
                entries: $crate::polymorphic::Entries<'de, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                $crate::__private::from_entries(entries)
            }
        }

        $crate::__wire!($type, $crate::__private::AsPolymorphic);
    };
}

/// Conversions from text that [`enumeration!`](macro@crate::enumeration) and [`flags!`](macro@crate::flags) share.
#[doc(hidden)]
#[macro_export]
macro_rules! __from_text {
    ($type:ty, $module:ident) => {
        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::__private::$module::from_text(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::__private::$module::from_text(&text)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            // Not `Self::Err`, which may be a member.
            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::__private::$module::from_text(text))
            }
        }

        impl $crate::wire::LiteralSource for $type {}

        impl $crate::wire::Literal for $type {
            #[inline]
            fn write_literal(
                &self,
                out: &mut ::std::string::String,
                enums: $crate::wire::EnumLiterals,
            ) {
                $crate::__private::$module::write_literal(self, out, enums);
            }
        }
    };
}

/// A member of an enumeration with a form of its own: its text, its number and its form.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    (text $text:literal) => {
        ($text, 0)
    };
    (number $number:literal) => {
        (::core::stringify!($number), $number)
    };
    (both $text:literal $number:literal) => {
        ($text, $number)
    };
    (@ text) => {
        $crate::enumeration::Form::Text
    };
    (@ number) => {
        $crate::enumeration::Form::Number
    };
    (@ both) => {
        $crate::enumeration::Form::TextWithNumber
    };
}

/// Makes an enum an [`Enumeration`](crate::enumeration::Enumeration) and a value: [`Wire`](crate::Wire),
/// [`Literal`](crate::wire::Literal), serde, `Debug`, `Display`, `Eq`, `Hash`, `Ord`, `AsRef<str>`, `FromStr`, `From<&str>`,
/// `From<String>`, and the methods `as_str`, `value` and `values`. The enum itself derives `Clone`.
///
/// The table gives the qualified name of the type, the variant for unknown values and, for each member, its variant, its text
/// and its number. See [`Enumeration`](crate::enumeration::Enumeration) for an example. By the rules of JSON Schema a member is
/// only a text or only a number; then a word gives the form of each:
///
/// ```
/// use clientwright_values::{self as rt, enumeration::UnknownValue};
///
/// #[derive(Clone)]
/// enum Level { Auto, Low, High, Unknown(UnknownValue) }
///
/// rt::enumeration! {
///     Level = "Level", Unknown;
///     Auto = text "auto",
///     Low = number -1,
///     High = both "high" 7,
/// }
///
/// assert_eq!(rt::to_json(&Level::values().to_vec())?, br#"["auto",-1,"high"]"#);
/// # Ok::<(), rt::json::EncodeError>(())
/// ```
#[macro_export]
macro_rules! enumeration {
    ($type:ident = $name:literal, $fallback:ident; $($member:ident = $text:literal $number:literal,)*) => {
        $crate::__enumeration!($type, $name, $fallback, [$($member)*], [$(($text, $number)),*], []);
    };
    ($type:ident = $name:literal, $fallback:ident; $($member:ident = $form:ident $wire:literal $($number:literal)?,)*) => {
        $crate::__enumeration!(
            $type, $name, $fallback, [$($member)*],
            [$($crate::__member!($form $wire $($number)?)),*], [[$($crate::__member!(@ $form)),*]]
        );
    };
}

/// What [`enumeration!`](macro@crate::enumeration) generates from a table.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($type:ident, $name:literal, $fallback:ident, [$($member:ident)*], $members:tt, [$($forms:tt)?]) => {
        impl $crate::enumeration::Enumeration for $type {
            const NAME: &'static str = $name;
            const MEMBERS: &'static [(&'static str, i64)] = &$members;
            $(const FORMS: &'static [$crate::enumeration::Form] = &$forms;)?
            const VALUES: &'static [Self] = &[$(Self::$member),*];
            const VARIANTS: &'static str = ::core::stringify!($($member)* $fallback);

            #[inline]
            fn unknown(&self) -> ::core::option::Option<&$crate::enumeration::UnknownValue> {
                match self {
                    Self::$fallback(value) => ::core::option::Option::Some(value),
                    _ => ::core::option::Option::None,
                }
            }

            #[inline]
            fn from_unknown(value: $crate::enumeration::UnknownValue) -> Self {
                Self::$fallback(value)
            }
        }

        impl $type {
            /// All declared members, in the order of declaration.
            #[must_use]
            #[inline]
            pub fn values() -> &'static [Self] {
                <Self as $crate::enumeration::Enumeration>::VALUES
            }

            /// The text on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::__private::enumeration::as_str(self)
            }

            /// The number of the member in the metadata, or the number that was read instead of a name.
            #[must_use]
            #[inline]
            pub fn value(&self) -> ::core::option::Option<i64> {
                $crate::__private::enumeration::value(self)
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::enumeration::debug(self, f)
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::enumeration::eq(self, other)
            }
        }

        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::enumeration::hash(self, state);
            }
        }

        impl ::core::cmp::PartialOrd for $type {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some($crate::__private::enumeration::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $type {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::__private::enumeration::cmp(self, other)
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                $crate::__private::enumeration::as_str(self)
            }
        }

        $crate::__wire!($type, $crate::__private::enumeration::AsEnumeration);
        $crate::__from_text!($type, enumeration);
    };
}

/// Makes a struct around a [`FlagSet`](crate::flags::FlagSet) a [`Flags`](crate::flags::Flags) type and a value:
/// [`Wire`](crate::Wire), [`Literal`](crate::wire::Literal), serde, `Debug`, `Display`, `Eq`, `Hash`, `|`, `|=`, `FromStr`,
/// `From<&str>`, `From<String>`, and the methods `values`, `contains`, `is_empty`, `iter`, `names`, `bits` and `without`.
///
/// The table gives the qualified name of the type and, for each member, its constant, its text and its number. See
/// [`Flags`](crate::flags::Flags) for how values are read and written; the methods are those of a set:
///
/// ```
/// use clientwright_values::{self as rt, flags::FlagSet, from_json};
///
/// #[derive(Clone, Default)]
/// struct Access(FlagSet);
///
/// impl Access {
///     const READ: Self = Self(FlagSet::from_bits(1));
///     const WRITE: Self = Self(FlagSet::from_bits(2));
///     const SHARE: Self = Self(FlagSet::from_bits(4));
/// }
///
/// rt::flags! {
///     Access = "ns.access";
///     READ = "read" 1,
///     WRITE = "write" 2,
///     SHARE = "share" 4,
/// }
///
/// let mut access = Access::READ | Access::SHARE;
/// access |= Access::WRITE;
/// let access = access.without(&Access::SHARE);
/// assert_eq!((access.bits(), access.to_string()), (3, "read,write".to_owned()));
/// assert!(access.iter().eq([Access::READ, Access::WRITE]));
/// assert_eq!(Access::from("write, read"), access);
/// assert!(!access.contains(&Access::SHARE) && Access::default().is_empty());
///
/// let newer: Access = from_json(br#""audit""#)?;
/// assert!(newer.names().eq(["audit"]) && newer.bits() == 0 && !newer.is_empty());
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
#[macro_export]
macro_rules! flags {
    ($type:ident = $name:literal; $($member:ident = $text:literal $number:literal,)*) => {
        impl $crate::flags::Flags for $type {
            const NAME: &'static str = $name;
            const MEMBERS: &'static [(&'static str, i64)] = &[$(($text, $number)),*];
            const VALUES: &'static [Self] = &[$(Self::$member),*];

            #[inline]
            fn from_set(set: $crate::flags::FlagSet) -> Self {
                Self(set)
            }

            #[inline]
            fn set(&self) -> &$crate::flags::FlagSet {
                &self.0
            }
        }

        impl $type {
            /// All declared members, in the order of declaration.
            #[must_use]
            #[inline]
            pub fn values() -> &'static [Self] {
                <Self as $crate::flags::Flags>::VALUES
            }

            /// The flags that are set, each as a value, in the order of [`names`](Self::names).
            #[inline]
            pub fn iter(&self) -> impl ::core::iter::Iterator<Item = Self> {
                $crate::__private::flags::iter(self)
            }

            /// Whether all of these flags are set.
            #[must_use]
            #[inline]
            pub fn contains(&self, flags: &Self) -> bool {
                $crate::flags::Flags::set(self).contains($crate::flags::Flags::set(flags))
            }

            /// Whether no flag is set.
            #[must_use]
            #[inline]
            pub fn is_empty(&self) -> bool {
                $crate::flags::Flags::set(self).is_empty()
            }

            /// The wire names of the flags that are set, those that this client does not know last.
            #[inline]
            pub fn names(&self) -> impl ::core::iter::Iterator<Item = ::std::borrow::Cow<'_, str>> {
                $crate::__private::flags::names(self)
            }

            /// The flags as a number, without those that this client does not know.
            #[must_use]
            #[inline]
            pub fn bits(&self) -> i64 {
                $crate::flags::Flags::set(self).bits()
            }

            /// The flags that are set here and not there.
            #[must_use]
            #[inline]
            pub fn without(&self, flags: &Self) -> Self {
                let mut set = ::core::clone::Clone::clone($crate::flags::Flags::set(self));
                set.remove($crate::flags::Flags::set(flags));
                $crate::flags::Flags::from_set(set)
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&$crate::__private::flags::text(self))
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&$crate::__private::flags::text(self), f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::flags::Flags::set(self) == $crate::flags::Flags::set(other)
            }
        }

        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash($crate::flags::Flags::set(self), state);
            }
        }

        impl ::core::ops::BitOrAssign for $type {
            #[inline]
            fn bitor_assign(&mut self, other: Self) {
                let mut set = ::core::clone::Clone::clone($crate::flags::Flags::set(self));
                set.insert($crate::flags::Flags::set(&other));
                *self = $crate::flags::Flags::from_set(set);
            }
        }

        impl ::core::ops::BitOr for $type {
            type Output = Self;

            #[inline]
            fn bitor(mut self, other: Self) -> Self {
                self |= other;
                self
            }
        }

        $crate::__wire!($type, $crate::__private::flags::AsFlags);
        $crate::__from_text!($type, flags);
    };
}
