//! `$search` (OData URL conventions 4.01, 5.1.8).

use std::fmt;

/// A search expression: words and phrases, put together by `AND`, `OR` and `NOT`.
///
/// Text becomes a word where it can be one, else a phrase in quotes, so that what a user typed is looked for and never
/// read as an operator.
///
/// ```
/// use clientwright_odata::query::Search;
/// assert_eq!(Search::text("mail").to_string(), "mail");
/// assert_eq!(Search::text("displayName:Leavers").to_string(), r#""displayName:Leavers""#);
/// assert_eq!(Search::text("NOT").to_string(), r#""NOT""#);
/// let search = Search::text("bike").or("new car").and(!Search::text("red"));
/// assert_eq!(search.to_string(), r#"(bike OR "new car") AND NOT red"#);
/// // The language of one service.
/// let search = Search::raw("title:bike NEAR red").and("new");
/// assert_eq!(search.to_string(), "(title:bike NEAR red) AND new");
/// ```
///
/// An empty text is no phrase, and services reject it. The service decides what a word matches, and whether it supports
/// operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search(Node);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Text(String),
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Raw(String),
}

impl Search {
    /// A text to look for.
    pub fn text(text: impl Into<String>) -> Self {
        Self(Node::Text(text.into()))
    }

    /// A search expression in the service's own language, not percent-encoded. Nothing checks it; inside another
    /// expression it is in parentheses.
    pub fn raw(expression: impl Into<String>) -> Self {
        Self(Node::Raw(expression.into()))
    }

    /// Both: `a AND b`.
    pub fn and(self, other: impl Into<Self>) -> Self {
        Self(Node::And(Box::new(self.0), Box::new(other.into().0)))
    }

    /// At least one: `a OR b`.
    pub fn or(self, other: impl Into<Self>) -> Self {
        Self(Node::Or(Box::new(self.0), Box::new(other.into().0)))
    }
}

/// What does not match: `NOT a`.
impl std::ops::Not for Search {
    type Output = Self;

    fn not(self) -> Self {
        Self(Node::Not(Box::new(self.0)))
    }
}

impl From<&str> for Search {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Search {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, true, f)
    }
}

/// Writes a node; `last` means that nothing follows it, or only a parenthesis.
fn write(node: &Node, last: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match node {
        Node::Text(text) => write_text(text, f),
        Node::Raw(text) => f.write_str(text),
        Node::Not(operand) => {
            f.write_str("NOT ")?;
            write_operand(operand, false, last, f)
        }
        // The specification has AND before OR; the ABNF has neither, and takes all that follows a NOT into its operand.
        // Parentheses are right in both readings: only chains of one operator, and a NOT at the end, need none.
        Node::And(left, right) => {
            write_operand(left, matches!(**left, Node::And(..)), false, f)?;
            f.write_str(" AND ")?;
            write_operand(right, last && matches!(**right, Node::Not(_)), last, f)
        }
        Node::Or(left, right) => {
            write_operand(left, matches!(**left, Node::Or(..)), false, f)?;
            f.write_str(" OR ")?;
            write_operand(right, last && matches!(**right, Node::Not(_)), last, f)
        }
    }
}

fn write_operand(node: &Node, bare: bool, last: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if bare || matches!(node, Node::Text(_)) {
        return write(node, last, f);
    }
    f.write_str("(")?;
    write(node, true, f)?;
    f.write_str(")")
}

fn write_text(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let is_word = text.starts_with(char::is_alphanumeric)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-._~".contains(c))
        && !matches!(text, "AND" | "OR" | "NOT");
    if is_word {
        return f.write_str(text);
    }
    f.write_str("\"")?;
    for part in text.split_inclusive(['"', '\\']) {
        match part.char_indices().next_back() {
            Some((end, last @ ('"' | '\\'))) => {
                write!(f, "{}\\{last}", part.get(..end).unwrap_or_default())?;
            }
            _ => f.write_str(part)?,
        }
    }
    f.write_str("\"")
}
