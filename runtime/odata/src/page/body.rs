//! The body of a page, read in one pass (OData JSON 4.01, 12 to 15).

use std::fmt;
use std::marker::PhantomData;

use clientwright_values::__private::{Text, context, duplicate, push};
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::PropertyBag;
use crate::wire::{AsWire, Codec, Seed, Wire};

/// Items are read straight into their vector, wherever `value` is among the annotations.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageBody<T> {
    pub(super) items: Vec<T>,
    pub(super) next_link: Option<String>,
    pub(super) delta_link: Option<String>,
    pub(super) count: Option<u64>,
    pub(super) annotations: PropertyBag,
}

impl<T: Wire> Wire for PageBody<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for PageBody<T> {
    type NonNull = Self;

    const IS_OBJECT: bool = true;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PageVisitor(PhantomData))
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("value", &AsWire(&value.items))?;
        map.end()
    }
}

struct PageVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for PageVisitor<T> {
    type Value = PageBody<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the items of a collection in `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PageBody<T>, A::Error> {
        let mut items: Option<Vec<T>> = None;
        // The outer `Option` is whether the member was read, null or not.
        let mut next_link: Option<Option<String>> = None;
        let mut delta_link: Option<Option<String>> = None;
        let mut count: Option<Option<u64>> = None;
        let mut annotations = PropertyBag::new();
        while let Some(name) = map.next_key::<String>()? {
            // The short names are those of OData 4.01.
            let at = |error| context::at_property("", &name, error);
            // Both names of an annotation are one member.
            let is_duplicate = match name.as_str() {
                "value" => items.is_some(),
                "@odata.nextLink" | "@nextLink" => next_link.is_some(),
                "@odata.deltaLink" | "@deltaLink" => delta_link.is_some(),
                "@odata.count" | "@count" => count.is_some(),
                _ => false,
            };
            if is_duplicate {
                return Err(at(A::Error::custom("duplicate property")));
            }
            match name.as_str() {
                "value" => {
                    let read: Option<Vec<T>> = map.next_value_seed(Seed::new()).map_err(at)?;
                    items = Some(read.unwrap_or_default());
                }
                "@odata.nextLink" | "@nextLink" => {
                    next_link = Some(map.next_value().map_err(at)?);
                }
                "@odata.deltaLink" | "@deltaLink" => {
                    delta_link = Some(map.next_value().map_err(at)?);
                }
                "@odata.count" | "@count" => {
                    // A string under IEEE754Compatible (JSON 4.01, 3.2), which reading an Int64 takes care of.
                    let read: Option<i64> = map.next_value_seed(Seed::new()).map_err(at)?;
                    let read = read.map(u64::try_from).transpose();
                    count = Some(read.map_err(|error| at(A::Error::custom(error)))?);
                }
                _ => {
                    let json = map.next_value_seed(Text).map_err(at)?;
                    push(&mut annotations, &name, &json);
                }
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field("value"))?;
        if let Some(name) = duplicate(&annotations) {
            let error = A::Error::custom("duplicate property");
            return Err(context::at_property("", name, error));
        }
        Ok(PageBody {
            items,
            next_link: next_link.flatten(),
            delta_link: delta_link.flatten(),
            count: count.flatten(),
            annotations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_json;

    #[test]
    fn order_does_not_matter_and_nothing_is_lost() {
        let page: PageBody<i32> = from_json(
            br#"{"@odata.count":"3","@odata.nextLink":"next","value":[1,2],"@odata.context":"c","tips":{"a":1}}"#,
        )
        .unwrap();
        assert_eq!(page.items, [1, 2]);
        assert_eq!(
            (page.count, page.next_link.as_deref()),
            (Some(3), Some("next"))
        );
        assert_eq!(
            page.annotations
                .iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>(),
            ["@odata.context", "tips"]
        );
        let page: PageBody<i32> =
            from_json(br#"{"value":[],"@nextLink":"n","@deltaLink":"d","@count":0}"#).unwrap();
        assert_eq!(page.delta_link.as_deref(), Some("d"));
        assert_eq!(page.count, Some(0));
    }

    #[test]
    fn errors_have_places() {
        let error = from_json::<PageBody<i32>>(br#"{"value":[1,"x"]}"#)
            .err()
            .unwrap();
        assert_eq!(error.path(), "value[1]");
        let error = from_json::<PageBody<i32>>(br#"{"@odata.nextLink":"x"}"#)
            .err()
            .unwrap();
        assert!(
            error.to_string().contains("missing field `value`"),
            "{error}"
        );
        assert!(from_json::<PageBody<i32>>(br#"{"value":[],"@odata.count":-1}"#).is_err());
        assert!(from_json::<PageBody<i32>>(br#"{"value":[],"value":[1]}"#).is_err());
        assert!(from_json::<PageBody<i32>>(b"[1]").is_err());
    }

    #[test]
    fn a_repeated_member_is_an_error() {
        for (first, second) in [
            (r#""@odata.nextLink":"a""#, r#""@odata.nextLink":"b""#),
            (r#""@odata.nextLink":"a""#, r#""@nextLink":"a""#),
            (r#""@nextLink":null"#, r#""@odata.nextLink":"a""#),
            (r#""@odata.deltaLink":"a""#, r#""@odata.deltaLink":"b""#),
            (r#""@deltaLink":"a""#, r#""@odata.deltaLink":null"#),
            (r#""@odata.count":1"#, r#""@count":2"#),
        ] {
            let text = format!(r#"{{{first},"value":[1],{second}}}"#);
            let error = from_json::<PageBody<i32>>(text.as_bytes()).unwrap_err();
            let name = second.split('"').nth(1).unwrap();
            assert_eq!(error.path(), name, "{text}");
            assert!(error.message().starts_with("duplicate property"), "{error}");
        }
    }
}
