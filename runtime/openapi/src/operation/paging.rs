//! How further pages of the result of an operation are requested: the table.

/// The names of the members that lead to a value in an object; empty for the value as a whole.
pub type Path = &'static [&'static str];

/// How further pages of the result of an operation are requested. Generated code writes it with `..Paging::NONE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Paging {
    /// Where the items of a page are in its body. Null, and nothing at all, are no items.
    pub items: Path,
    /// How the next page is requested.
    pub next: Next,
    /// Where the body states whether there are more pages: `false` ends the list.
    pub more: Option<Path>,
    /// Where the body states the number of all items. With [`Next::Offset`], the list ends there.
    pub total: Option<Path>,
    /// Where the body states the number of all pages. With [`Next::Number`], the list ends there.
    pub pages: Option<Path>,
    /// The parameter with the number of items that a page may have, and that number if it is absent. With
    /// [`Next::Offset`] and [`Next::Number`], a page with fewer items is the last one.
    pub size: Option<(usize, Option<u64>)>,
    /// Makes every use end with `..Paging::NONE`, so that further fields are no breaking change.
    #[doc(hidden)]
    pub and: (),
}

impl Paging {
    /// A single page, whose body is a list.
    pub const NONE: Self = Self {
        items: &[],
        next: Next::Single,
        more: None,
        total: None,
        pages: None,
        size: None,
        and: (),
    };
}

/// How the next page is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// There is no other page.
    Single,
    /// By the header `Link` with the relation type `next` (RFC 8288). Without one, the page is the last one.
    LinkHeader,
    /// By a link. An empty one and null are the same as none: the page is the last one.
    Link(From),
    /// By the same call with a token. An empty one and null are the same as none: the page is the last one.
    Token {
        /// Where the response has the token.
        from: From,
        /// Where the next request has it.
        to: To,
    },
    /// By the same call with the number of items before the page. A page without items is the last one.
    Offset {
        /// Where the request has the number.
        to: To,
        /// The number for the first page, unless the caller sets another one.
        first: u64,
    },
    /// By the same call with the number of the page. A page without items is the last one.
    Number {
        /// Where the request has the number.
        to: To,
        /// The number of the first page, unless the caller sets another one.
        first: u64,
    },
}

/// Where a response has what identifies the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum From {
    /// In the body.
    Body(Path),
    /// In a header of this name, in lower case.
    Header(&'static str),
    /// In the last item of the page.
    LastItem(Path),
}

/// Where a request has what identifies its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum To {
    /// In the parameter with this number.
    Parameter(usize),
    /// In the body, which is JSON, as a text.
    Body(Path),
    /// In the body, which is JSON, as a number.
    BodyNumber(Path),
}
