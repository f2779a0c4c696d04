//! Operations of OpenAPI whose results come in pages.

use super::Ty;

/// How further pages of the result of an [`Operation`](super::Operation) are requested, with the type of the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged {
    /// The type of an item.
    pub item: Ty,
    /// The names of the members that lead to the items; empty if the body is the list.
    pub items: Vec<String>,
    /// How the next page is requested.
    pub next: NextPage,
    /// The member that is false on the last page.
    pub more: Option<Vec<String>>,
    /// The member with the number of all items.
    pub total: Option<Vec<String>>,
    /// The member with the number of all pages.
    pub pages: Option<Vec<String>>,
    /// The parameter with the number of items that a page may have, by its index in
    /// [`Call::parameters`](super::Call::parameters), and its default.
    pub size: Option<(usize, Option<u64>)>,
}

/// How the next page is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// There is no other page.
    Single,
    /// By the header `Link` with the relation type `next` (RFC 8288).
    LinkHeader,
    /// By a link.
    Link(PageFrom),
    /// By the same call with a token.
    Token {
        /// Where the response has it.
        from: PageFrom,
        /// Where the next request has it.
        to: PageTo,
    },
    /// By the same call with the number of items before the page.
    Offset {
        /// Where the request has it.
        to: PageTo,
        /// The number for the first page.
        first: u64,
    },
    /// By the same call with the number of the page.
    Number {
        /// Where the request has it.
        to: PageTo,
        /// The number of the first page.
        first: u64,
    },
}

/// Where a response has what identifies the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFrom {
    /// In the body, by the names of members.
    Body(Vec<String>),
    /// In a header of this name, in lower case.
    Header(String),
    /// In the last item of the page.
    LastItem(Vec<String>),
}

/// Where a request has what identifies its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageTo {
    /// In a parameter, by its index in [`Call::parameters`](super::Call::parameters).
    Parameter(usize),
    /// In a member of the body, which is JSON.
    Body {
        /// The names of members.
        path: Vec<String>,
        /// Whether it is a number, and not a text.
        is_number: bool,
    },
}
