//! What has changed since (OData protocol 4.01, 11.3; JSON 4.01, 15).

use std::borrow::Cow;
use std::fmt;

use clientwright_values::__private as raw;
use clientwright_values::__private::is_control;
use clientwright_values::__private::string_content;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Error as _, Serializer};

use crate::wire::{Codec, TypeName, Wire};

/// One entry of a delta response: the item type of a list of changes.
///
/// ```
/// # use clientwright_odata::{Client, Error, Page, page::Delta, wire::Wire};
/// # async fn example<User: Wire + std::fmt::Debug + 'static>(client: Client, saved: String) -> Result<(), Error> {
/// let page: Page<Delta<User>> = client.page(saved).await?;
/// for entry in page.items {
///     match entry {
///         Delta::Changed(user) => println!("new or changed: {user:?}"),
///         Delta::Removed(removed) => println!("removed: {:?}", removed.entity),
///         _ => {}
///     }
/// }
/// println!("for later changes: {:?}", page.delta_link);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Delta<T> {
    /// An entity that is new or has changed, with the properties that the service sends.
    Changed(T),
    /// An entity that was removed.
    Removed(Box<Removed<T>>),
    /// A link that is new.
    LinkAdded(DeltaLink),
    /// A link that was removed.
    LinkRemoved(DeltaLink),
}

/// An entity that was removed, or that no longer belongs to the list (OData JSON 4.01, 15).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Removed<T> {
    /// `deleted`, or `changed` when it only no longer belongs to the list.
    pub reason: Option<String>,
    /// Its id: `@odata.id`, or `id` of a 4.0 entry, which are URLs. Services that send the key instead have it in
    /// `entity`.
    pub id: Option<String>,
    /// The properties that came with it, most often the key; `None` in 4.0's form, which has none.
    pub entity: Option<T>,
}

/// A link between two entities, which was added or removed (OData JSON 4.01, 15).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeltaLink {
    /// The id of the entity whose navigation property it is.
    pub source: String,
    /// The navigation property.
    pub relationship: String,
    /// The id of the related entity; `None` where a link to one has been removed.
    pub target: Option<String>,
}

/// The members that determine the kind of an entry, wherever they are.
#[derive(Default)]
struct Signs {
    removed: bool,
    reason: Option<String>,
    context: Option<String>,
    control_id: Option<String>,
    id: Option<String>,
    source: Option<String>,
    relationship: Option<String>,
    target: Option<String>,
}

impl<T: Wire> Wire for Delta<T> {
    type Codec = Self;
}

impl<T: Wire> Codec<Self> for Delta<T> {
    type NonNull = Self;

    const TYPE: TypeName = T::TYPE;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = raw::read(deserializer)?;
        let signs: Signs = serde_json::from_str(&raw).map_err(D::Error::custom)?;
        // Not `from_json`: its error is a path, but the reader of the page needs the parts of one.
        let entity =
            || T::read(&mut serde_json::Deserializer::from_str(&raw)).map_err(D::Error::custom);
        // JSON 4.0, 15.4 to 15.6: the context states the kind.
        let kind = signs
            .context
            .as_deref()
            .and_then(|text| text.rsplit('/').next());
        let link = DeltaLink {
            source: signs.source.unwrap_or_default(),
            relationship: signs.relationship.unwrap_or_default(),
            target: signs.target,
        };
        Ok(match kind {
            Some("$deletedEntity") => Self::Removed(Box::new(Removed {
                reason: signs.reason,
                id: signs.id,
                entity: None,
            })),
            Some("$link") => Self::LinkAdded(link),
            Some("$deletedLink") => Self::LinkRemoved(link),
            _ if signs.removed => Self::Removed(Box::new(Removed {
                reason: signs.reason,
                id: signs.control_id,
                entity: Some(entity()?),
            })),
            _ => Self::Changed(entity()?),
        })
    }

    fn write<S: Serializer>(value: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Self::Changed(entity) => entity.write(serializer),
            // Delta payloads as requests are not supported.
            _ => Err(S::Error::custom("an entry of a delta response is not sent")),
        }
    }
}

/// The content of a JSON text that is a string.
fn string(json: &str) -> Option<String> {
    string_content(json).map(Cow::into_owned)
}

impl<'de> serde::Deserialize<'de> for Signs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Signs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry of a delta response")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Signs, A::Error> {
                let mut signs = Signs::default();
                while let Some(name) = map.next_key_seed(raw::Str)? {
                    let slot = match &*name {
                        "id" => &mut signs.id,
                        "reason" => &mut signs.reason,
                        "source" => &mut signs.source,
                        "relationship" => &mut signs.relationship,
                        "target" => &mut signs.target,
                        name if is_control(name, "", "context") => &mut signs.context,
                        name if is_control(name, "", "id") => &mut signs.control_id,
                        name if is_control(name, "", "removed") => {
                            let removed = map.next_value_seed(raw::Text)?;
                            signs.removed = true;
                            let members = raw::members(&removed).unwrap_or_default();
                            let reason = members.iter().find(|(name, _)| name == "reason");
                            signs.reason = reason.and_then(|(_, json)| string(json));
                            continue;
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    // An entity may have properties of these names, of any type.
                    if let Some(text) = string(&map.next_value_seed(raw::Text)?) {
                        *slot = Some(text);
                    }
                }
                Ok(signs)
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_json;
    use serde_json::{Value, json};

    fn read(value: &Value) -> Delta<Value> {
        from_json(value.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn removed_in_both_forms() {
        for name in ["@removed", "@odata.removed"] {
            let entry = json!({"id": "1", name: {"reason": "changed"}});
            let Delta::Removed(removed) = read(&entry) else {
                panic!("{entry}")
            };
            assert_eq!(removed.reason.as_deref(), Some("changed"));
            assert_eq!(removed.entity.as_ref().unwrap()["id"], "1");
            assert_eq!(removed.id, None);
        }
        let Delta::Removed(removed) = read(&json!({"@removed": {}, "@id": "users('1')"})) else {
            panic!()
        };
        assert_eq!(
            (removed.reason, removed.id.as_deref()),
            (None, Some("users('1')"))
        );
        let entry = json!({"@odata.context": "https://h/$metadata#users/$deletedEntity",
            "id": "https://h/users('1')", "reason": "deleted"});
        let Delta::Removed(removed) = read(&entry) else {
            panic!("{entry}")
        };
        assert_eq!(removed.id.as_deref(), Some("https://h/users('1')"));
        assert_eq!(
            (removed.reason.as_deref(), removed.entity),
            (Some("deleted"), None)
        );
    }

    #[test]
    fn links_and_entities() {
        let link = |kind: &str| {
            json!({"source": "groups('1')", "relationship": "members", "target": "users('2')",
                "@context": format!("#groups/{kind}")})
        };
        let expected = DeltaLink {
            source: "groups('1')".into(),
            relationship: "members".into(),
            target: Some("users('2')".into()),
        };
        assert_eq!(read(&link("$link")), Delta::LinkAdded(expected.clone()));
        assert_eq!(read(&link("$deletedLink")), Delta::LinkRemoved(expected));
        // An entity whose properties are called so.
        let entity = json!({"id": 5, "reason": null, "source": {"a": 1}, "@odata.context": "#users/$entity"});
        assert_eq!(read(&entity), Delta::Changed(entity));
        let error = from_json::<Delta<i32>>(br#"{"id":"1"}"#).unwrap_err();
        assert!(error.to_string().contains("invalid type"), "{error}");
    }
}
