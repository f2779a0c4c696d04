//! A small model like generated code, for the cases in `cases`.

use clientwright_odata::{Navigation, NavigationCollection, Property, mark};

/// A book.
#[derive(Debug)]
pub struct Book;

impl Book {
    /// Set on creation.
    pub const ID: Property<Self, String, mark::Key> = Property::new("id");
    /// Never null.
    pub const PAGES: Property<Self, i32, mark::Required> = Property::new("pages");
    /// May be null.
    pub const COMMENT: Property<Self, String> = Property::new("comment");
    /// Set by the service.
    pub const CHANGED: Property<Self, String, mark::Computed> = Property::new("changed");
    /// Set on creation.
    pub const ORIGIN: Property<Self, String, mark::Immutable> = Property::new("origin");
    /// A collection.
    pub const TAGS: Property<Self, Vec<String>> = Property::new("tags");
    /// One.
    pub const OWNER: Navigation<Self, Author> = Navigation::new("owner");
    /// Many.
    pub const AUTHORS: NavigationCollection<Self, Author> = NavigationCollection::new("authors");
}

/// The author of a book.
#[derive(Debug)]
pub struct Author;

impl Author {
    /// May be null.
    pub const NAME: Property<Self, String> = Property::new("name");
}
