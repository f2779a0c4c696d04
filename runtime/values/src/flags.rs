//! Enumerations whose members combine (`IsFlags="true"`).
//!
//! [`Flags`] lets functions be written for all of them, by their [`FlagSet`]s:
//!
//! ```
//! use clientwright_values::flags::{FlagSet, Flags};
//! use clientwright_values::{self as rt, from_json, to_json};
//!
//! /// The flags with these turned over, as a list of check boxes does it.
//! fn toggled<F: Flags>(flags: &F, these: &F) -> F {
//!     let (mut set, these) = (flags.set().clone(), these.set());
//!     match set.contains(these) {
//!         true => set.remove(these),
//!         false => set.insert(these),
//!     }
//!     F::from_set(set)
//! }
//!
//! #[derive(Clone, Default)]
//! struct Access(FlagSet);
//!
//! impl Access {
//!     const READ: Self = Self(FlagSet::from_bits(1));
//!     const WRITE: Self = Self(FlagSet::from_bits(2));
//! }
//! rt::flags! { Access = "ns.access"; READ = "read" 1, WRITE = "write" 2, }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let access: Access = from_json(br#""read,audit""#)?;
//! let access = toggled(&access, &Access::WRITE);
//! assert_eq!(to_json(&access)?, br#""read,write,audit""#);
//! let access = toggled(&access, &Access::READ);
//! assert_eq!(to_json(&access)?, br#""write,audit""#);
//! # Ok(()) }
//! ```

pub(crate) mod codec;

use crate::enumeration::{find, locate};
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A flags enumeration as the generator emits it; [`flags!`](macro@crate::flags) implements it from a table.
///
/// ```
/// use clientwright_values::{self as rt, flags::FlagSet};
///
/// #[derive(Clone, Default)]
/// pub struct Category(FlagSet);
///
/// impl Category {
///     pub const JOINER: Self = Self(FlagSet::from_bits(1));
///     pub const LEAVER: Self = Self(FlagSet::from_bits(2));
/// }
///
/// rt::flags! {
///     Category = "ns.category";
///     JOINER = "joiner" 1,
///     LEAVER = "leaver" 2,
/// }
///
/// let read: Category = rt::from_json(br#""leaver,joiner,new""#)?;
/// assert!(read.contains(&(Category::JOINER | Category::LEAVER)));
/// assert_eq!(read.names().collect::<Vec<_>>(), ["joiner", "leaver", "new"]);
/// assert_eq!(read.iter().next(), Some(Category::JOINER));
/// assert_eq!(rt::to_json(&read)?, br#""leaver,joiner,new""#);
/// assert_eq!((Category::LEAVER | Category::JOINER).to_string(), "joiner,leaver");
/// assert_eq!(Category::values(), [Category::JOINER, Category::LEAVER]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// OData JSON Format 4.01, 7.1; OData CSDL 4.01, 10.2.
pub trait Flags: Clone + 'static {
    /// The qualified name.
    const NAME: &'static str;

    /// Wire names and values of the declared members, the sentinel included.
    const MEMBERS: &'static [(&'static str, i64)];

    /// The declared members, in the order of [`MEMBERS`](Self::MEMBERS).
    const VALUES: &'static [Self];

    /// Wraps a set.
    fn from_set(set: FlagSet) -> Self;

    /// The set.
    fn set(&self) -> &FlagSet;
}

/// A set of flags that loses nothing: names that the client does not know are members too. Text with the declared names is
/// written back as it was read (`"leaver,joiner,new"`) until the set is changed. Names in another case and numbers are read
/// as the members that they mean, and are written by the declared names; a number with bits that have no name stays a
/// number. Equality is by set.
#[derive(Clone, Default)]
pub struct FlagSet {
    bits: i64,
    /// Names that are no member, in the order they were read; no name twice.
    unknown: Vec<Box<str>>,
    read: Read,
}

/// How the set was written, if it was read and not changed since.
#[derive(Clone, Default)]
enum Read {
    #[default]
    Nowhere,
    Text(Box<str>),
    Number,
}

impl FlagSet {
    /// The set of the flags that are set in a number.
    #[must_use]
    pub const fn from_bits(bits: i64) -> Self {
        Self {
            bits,
            unknown: Vec::new(),
            read: Read::Nowhere,
        }
    }

    /// The flags as a number; names that the client does not know have no bit.
    #[must_use]
    pub const fn bits(&self) -> i64 {
        self.bits
    }

    /// Whether no flag is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == 0 && self.unknown.is_empty()
    }

    /// Whether all flags of another set are in this one.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.bits & other.bits == other.bits
            && other.unknown.iter().all(|name| self.unknown.contains(name))
    }

    /// Adds the flags of another set. The set stays as it was read when it has them all.
    pub fn insert(&mut self, other: &Self) {
        if self.contains(other) {
            return;
        }
        self.bits |= other.bits;
        for name in &other.unknown {
            if !self.unknown.contains(name) {
                self.unknown.push(name.clone());
            }
        }
        self.read = Read::Nowhere;
    }

    /// Takes away the flags of another set.
    pub fn remove(&mut self, other: &Self) {
        let bits = self.bits & !other.bits;
        let before = self.unknown.len();
        self.unknown.retain(|name| !other.unknown.contains(name));
        if bits != self.bits || before != self.unknown.len() {
            self.bits = bits;
            self.read = Read::Nowhere;
        }
    }

    fn parse(members: &'static [(&'static str, i64)], text: &str) -> Self {
        let mut set = Self::default();
        // Whether the text has each member by its declared name.
        let mut declared = true;
        // The input decides how many names there are.
        let mut seen = HashSet::new();
        let trimmed = text.split(',').map(str::trim);
        for name in trimmed.filter(|name| !name.is_empty()) {
            if let Some((_, bits)) = find(members, name).and_then(|index| members.get(index)) {
                set.bits |= bits;
            } else if let Ok(bits) = name.parse::<i64>() {
                declared = false;
                set.bits |= bits;
            } else if let Some((_, bits)) = locate(members, name).and_then(|at| members.get(at)) {
                declared = false;
                set.bits |= bits;
            } else if seen.insert(name) {
                set.unknown.push(name.into());
            }
        }
        if declared || set.has_nameless_bits(members) {
            set.read = Read::Text(text.into());
        }
        set
    }

    fn from_number(members: &'static [(&'static str, i64)], bits: i64) -> Self {
        let mut set = Self::from_bits(bits);
        if set.has_nameless_bits(members) {
            set.read = Read::Number;
        }
        set
    }

    /// Whether the bits cannot be written by names.
    fn has_nameless_bits(&self, members: &'static [(&'static str, i64)]) -> bool {
        let (names, rest) = self.names_of(members);
        rest != 0 || names.is_empty()
    }

    /// Names for the bits, and the bits that have none.
    fn names_of(&self, members: &'static [(&'static str, i64)]) -> (Vec<&'static str>, i64) {
        if let Some((name, _)) = members.iter().find(|(_, value)| *value == self.bits) {
            // One name for the whole set, such as `none` or `all`; or no flag, and no name for that.
            return (vec![name], 0);
        }
        let mut rest = self.bits;
        let mut names = Vec::new();
        // Single flags first; members that combine several only name what is then left.
        for single in [true, false] {
            for (name, value) in members {
                let is_single = value.count_ones() == 1;
                if is_single == single && self.bits & value == *value && rest & value != 0 {
                    names.push(*name);
                    rest &= !value;
                }
            }
        }
        (names, rest)
    }

    /// The set as text, as it was read or in the order of declaration.
    fn text(&self, members: &'static [(&'static str, i64)]) -> String {
        if let Read::Text(text) = &self.read {
            return text.to_string();
        }
        if self.bits == 0 && !self.unknown.is_empty() {
            return self.unknown.join(",");
        }
        let (names, rest) = self.names_of(members);
        let mut parts: Vec<String> = names.into_iter().map(ToOwned::to_owned).collect();
        if rest != 0 && self.unknown.is_empty() {
            // .NET services take a number or names, not both.
            return self.bits.to_string();
        }
        if rest != 0 {
            parts.push(rest.to_string());
        }
        parts.extend(self.unknown.iter().map(ToString::to_string));
        if parts.is_empty() {
            "0".to_owned()
        } else {
            parts.join(",")
        }
    }
}

/// By set: the order and spelling on the wire do not matter.
impl PartialEq for FlagSet {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
            && self.unknown.len() == other.unknown.len()
            && other.unknown.iter().all(|name| self.unknown.contains(name))
    }
}

impl Eq for FlagSet {}

impl Hash for FlagSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
        let mut unknown: Vec<_> = self.unknown.iter().collect();
        unknown.sort_unstable();
        unknown.hash(state);
    }
}

impl fmt::Debug for FlagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#b}", self.bits)?;
        self.unknown
            .iter()
            .try_for_each(|name| write!(f, " | {name}"))
    }
}
