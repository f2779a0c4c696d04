//! The value of a property that should be there.

use super::Object;
use super::fields::{Content, Fields, Visit};
use crate::annotations::Annotations;
use crate::bag::PropertyBag;
use std::any::{Any, type_name};
use thiserror::Error;

/// A property without a value, where one was required; see [`Object::require`].
///
/// `Display` names the property and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("`{property}` of `{type_name}` {reason}")]
pub struct MissingPropertyError {
    type_name: &'static str,
    property: &'static str,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
enum Reason {
    #[error("has no value: it is null or was not requested")]
    NoValue,
    #[error("is not declared")]
    NotDeclared,
    #[error("is not of the type `{0}`")]
    OtherType(&'static str),
}

impl MissingPropertyError {
    /// The qualified name of the type that declares the property.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The name of the property in the metadata.
    #[must_use]
    pub fn property(&self) -> &'static str {
        self.property
    }
}

pub(super) fn require<'a, T: Object, V: Any>(
    object: &'a T,
    property: &'static str,
) -> Result<&'a V, MissingPropertyError> {
    let index = T::FIELDS.iter().position(|name| *name == property);
    let found = index.and_then(|index| object.visit(Find(index)));
    let value = match found {
        // Only constants that are written without the generator can be wrong.
        None => Err(Reason::NotDeclared),
        Some(None) => Err(Reason::NoValue),
        Some(Some(value)) => {
            let value = value.downcast_ref::<V>();
            value.ok_or(Reason::OtherType(type_name::<V>()))
        }
    };
    value.map_err(|reason| MissingPropertyError {
        type_name: T::NAME,
        property,
        reason,
    })
}

/// Finds the field at an index.
struct Find(usize);

impl<'a> Visit<'a> for Find {
    type Output = Option<Content<'a>>;

    fn visit<F: Fields + 'a>(
        mut self,
        fields: F,
        _: &'a PropertyBag,
        _: &'a Option<Box<Annotations>>,
    ) -> Self::Output {
        fields.find(&mut self.0)
    }
}
