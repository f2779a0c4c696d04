//! A parser of OData's URL grammar, written for tests from the OASIS ABNF of 4.01 and the tables of the URL
//! conventions.
//!
//! It shares no code with what writes URLs, and reads strictly: what is not in the grammar is an error. Its result is a
//! [`Tree`] that can be compared with the tree that should have been written. Where readers of OData differ, a text is
//! read in each of the [`Reading`]s, and must mean the same in all of them.
//!
//! Tests of other crates include this folder by `#[path]`.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "each test that includes this uses a part of it"
)]

mod apply;
mod expression;
mod literal;
mod options;
mod search;
mod url;

pub use url::{Url, query, url};

/// What was read: a name with its operands.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree(pub String, pub Vec<Tree>);

pub fn leaf(text: impl Into<String>) -> Tree {
    Tree(text.into(), Vec::new())
}

/// `and` and `or` are associative: nesting does not count.
pub fn node(name: impl Into<String>, children: Vec<Tree>) -> Tree {
    let name = name.into();
    let flat = children.into_iter().flat_map(|child| match name.as_str() {
        "and" | "or" | "AND" | "OR" if child.0 == name => child.1,
        _ => vec![child],
    });
    Tree(name.clone(), flat.collect())
}

/// How operators bind where readers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// `has` and `in` bind as tightly as paths, relations more tightly than equalities; in searches, NOT before AND
    /// before OR (URL conventions 4.01, 5.1.1.17 and 5.1.8.1).
    Specification,
    /// All comparisons are of one level, from left to right; in searches, an operator takes all that follows, as the
    /// rules of the ABNF do.
    OneLevel,
}

pub const READINGS: [Reading; 2] = [Reading::Specification, Reading::OneLevel];

/// Reads the value of an option, which is not percent-encoded any more.
///
/// # Errors
///
/// What was expected where.
pub fn option(name: &str, value: &str, reading: Reading) -> Result<Tree, String> {
    let mut parser = Parser::new(value, reading);
    let tree = parser.option(name)?;
    parser.end()?;
    Ok(tree)
}

/// Reads an option in all readings, which must agree.
///
/// # Errors
///
/// What was expected where, or that the readings differ.
pub fn in_every_reading(name: &str, value: &str) -> Result<Tree, String> {
    let tree = option(name, value, Reading::Specification)?;
    let other = option(name, value, Reading::OneLevel)?;
    if tree == other {
        Ok(tree)
    } else {
        Err(format!(
            "{name}={value} can be read as {tree:?} and as {other:?}"
        ))
    }
}

type Parsed = Result<Tree, String>;

/// A place in a text, and how to go on from there.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    reading: Reading,
    /// Lambda variables, outermost first.
    scope: Vec<String>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, reading: Reading) -> Self {
        Self {
            text,
            at: 0,
            reading,
            scope: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}`")))
        }
    }

    fn expected(&self, what: &str) -> String {
        format!("{what} expected at `{}` of `{}`", self.rest(), self.text)
    }

    fn end(&self) -> Result<(), String> {
        if self.rest().is_empty() {
            Ok(())
        } else {
            Err(self.expected("the end"))
        }
    }

    /// As many characters as meet a condition.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// `odataIdentifier`
    fn identifier(&mut self) -> Result<&'a str, String> {
        let start = self.rest();
        if !start.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return Err(self.expected("a name"));
        }
        let name = self.take(|c| c.is_alphanumeric() || c == '_');
        if name.chars().count() > 128 {
            return Err(format!("{name} is too long for a name"));
        }
        Ok(name)
    }

    /// Identifiers with dots between them.
    fn qualified(&mut self) -> Result<&'a str, String> {
        let start = self.at;
        self.identifier()?;
        while self.rest().starts_with('.') {
            self.at += 1;
            self.identifier()?;
        }
        Ok(&self.text[start..self.at])
    }

    /// Items with commas between them, at least one.
    fn list(&mut self, item: impl Fn(&mut Self) -> Parsed) -> Result<Vec<Tree>, String> {
        let mut items = vec![item(self)?];
        while self.eat(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }
}
