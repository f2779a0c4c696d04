//! Which properties of a record are null that may also be absent.

use std::fmt;
use std::marker::PhantomData;

/// A bit for each property of a record: whether it was null when the record was read, or was set to null.
///
/// It counts only while the property's field is `None`. [`Record::with_null`](super::Record::with_null) sets it.
///
/// ```
/// use clientwright_values::record::Nulls;
/// use clientwright_values::{self as rt, from_json};
///
/// #[derive(Clone, PartialEq)]
/// struct Pet { nick: Option<String>, nulls: Nulls }
/// rt::record! { Pet = "Pet"; nick = "nickName" optional_nullable, ; undeclared = [], nulls = [nulls] }
///
/// let (absent, null): (Pet, Pet) = (from_json(b"{}")?, from_json(br#"{"nickName":null}"#)?);
/// assert_eq!(absent.nick, null.nick);
/// assert!(absent.nulls.is_empty() && !null.nulls.is_empty());
/// assert_ne!(absent, null);
/// # Ok::<(), rt::json::DecodeError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Nulls {
    first: u64,
    /// From the 65th property on; only few types have as many.
    others: Option<Box<[u64]>>,
}

impl Nulls {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.others.is_none()
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        let (word, bit) = (index / 64, 1_u64 << (index % 64));
        let word = match word.checked_sub(1) {
            None => Some(&self.first),
            Some(word) => self.others.as_deref().and_then(|others| others.get(word)),
        };
        word.is_some_and(|word| word & bit != 0)
    }

    /// Adds a property by its place in the table of names; a name that is not there changes nothing.
    #[doc(hidden)]
    #[cold]
    pub fn insert(&mut self, fields: &[&str], property: &str) {
        let Some(index) = fields.iter().position(|field| *field == property) else {
            return;
        };
        self.insert_at(index);
    }

    #[cold]
    pub(super) fn insert_at(&mut self, index: usize) {
        let (word, bit) = (index / 64, 1_u64 << (index % 64));
        match word.checked_sub(1) {
            None => self.first |= bit,
            Some(word) => {
                let mut others = self.others.take().unwrap_or_default().into_vec();
                others.resize(others.len().max(word + 1), 0);
                if let Some(others) = others.get_mut(word) {
                    *others |= bit;
                }
                self.others = Some(others.into());
            }
        }
    }
}

impl fmt::Debug for Nulls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self.others.as_deref().unwrap_or_default();
        let len = 64 * (1 + others.len());
        f.debug_set()
            .entries((0..len).filter(|index| self.contains(*index)))
            .finish()
    }
}

/// A property of `Owner` that may be null and may be absent. Generated types have a constant for each.
///
/// ```
/// use clientwright_values::record::{NullProperty, Record};
/// # use clientwright_values::{self as rt, record::Nulls};
/// # #[derive(Clone, PartialEq)]
/// # struct Pet { nick: Option<String>, tag: Option<i32>, nulls: Nulls }
/// # rt::record! { Pet = "Pet"; nick = "nickName" optional_nullable, tag = "tag" optional_nullable,
/// #     ; undeclared = [], nulls = [nulls] }
///
/// impl Pet {
///     const NICK: NullProperty<Self> = NullProperty::new("nickName");
///     const TAG: NullProperty<Self> = NullProperty::new("tag");
/// }
///
/// /// A record without the values that a user has deleted in a form.
/// fn without<T: Record>(record: T, deleted: &[NullProperty<T>]) -> T {
///     deleted.iter().fold(record, |record, property| record.with_null(*property))
/// }
///
/// let pet: Pet = rt::from_json(br#"{"nickName":"Rex","tag":5}"#)?;
/// assert_eq!(rt::to_json(&without(pet.clone(), &[Pet::NICK]))?, br#"{"nickName":null,"tag":5}"#);
/// assert_eq!(rt::to_json(&without(pet, &[Pet::NICK, Pet::TAG]))?, br#"{"nickName":null,"tag":null}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct NullProperty<Owner> {
    name: &'static str,
    owner: PhantomData<fn(Owner)>,
}

impl<Owner> NullProperty<Owner> {
    /// The property of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            owner: PhantomData,
        }
    }

    /// Its name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<Owner> Clone for NullProperty<Owner> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Owner> Copy for NullProperty<Owner> {}

impl<Owner> fmt::Debug for NullProperty<Owner> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NullProperty").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Nulls;

    #[test]
    fn nulls_have_no_end() {
        let names: Vec<String> = (0..200).map(|index| format!("p{index}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut nulls = Nulls::default();
        assert!(nulls.is_empty());
        for name in ["p0", "p63", "p64", "p199", "other"] {
            nulls.insert(&names, name);
        }
        assert_eq!(format!("{nulls:?}"), "{0, 63, 64, 199}");
        assert!(!nulls.is_empty());
    }
}
