//! A parser of filters; see the module above.

use super::{Tree, leaf, node};

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reading {
    /// `has` and `in` bind as tightly as paths, relations more tightly than equalities.
    Specification,
    /// All comparisons are of one level, from left to right.
    OneLevel,
}

pub(super) fn parse(text: &str, reading: Reading) -> Tree {
    let mut parser = Parser {
        text,
        at: 0,
        reading,
        scope: Vec::new(),
    };
    let tree = parser.or();
    assert_eq!(
        parser.at,
        text.len(),
        "{} is left of {text}",
        &text[parser.at..]
    );
    tree
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    reading: Reading,
    scope: Vec<String>,
}

impl<'a> Parser<'a> {
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

    fn expect(&mut self, token: &str) {
        assert!(
            self.eat(token),
            "{token} expected at {} of {}",
            self.rest(),
            self.text
        );
    }

    /// One of the operators, between blanks.
    fn operator(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words
            .iter()
            .copied()
            .find(|word| self.eat(&format!(" {word} ")))
    }

    fn left(&mut self, words: &[&'static str], operand: fn(&mut Self) -> Tree) -> Tree {
        let mut tree = operand(self);
        while let Some(word) = self.operator(words) {
            let right = operand(self);
            tree = node(word, vec![tree, right]);
        }
        tree
    }

    fn or(&mut self) -> Tree {
        self.left(&["or"], Self::and)
    }

    fn and(&mut self) -> Tree {
        self.left(&["and"], Self::comparison)
    }

    fn comparison(&mut self) -> Tree {
        if self.reading == Reading::Specification {
            return self.left(&["eq", "ne"], Self::relation);
        }
        let mut tree = self.additive();
        loop {
            if let Some(word) = self.operator(&["eq", "ne", "gt", "ge", "lt", "le", "has"]) {
                let right = self.additive();
                tree = node(word, vec![tree, right]);
            } else if self.eat(" in ") {
                tree = self.list(tree);
            } else {
                return tree;
            }
        }
    }

    fn relation(&mut self) -> Tree {
        self.left(&["gt", "ge", "lt", "le"], Self::additive)
    }

    fn additive(&mut self) -> Tree {
        self.left(&["add", "sub"], Self::multiplicative)
    }

    fn multiplicative(&mut self) -> Tree {
        self.left(&["mul", "divby", "div", "mod"], Self::unary)
    }

    fn unary(&mut self) -> Tree {
        if self.eat("not ") {
            return node("not", vec![self.unary()]);
        }
        let negated = self.rest().strip_prefix('-');
        if let Some(after) = negated
            && !after.starts_with(|next: char| next.is_ascii_digit())
            && !after.starts_with("INF")
        {
            self.at += 1;
            return node("-", vec![self.unary()]);
        }
        let mut tree = self.primary();
        while self.reading == Reading::Specification {
            if self.eat(" has ") {
                let right = self.primary();
                tree = node("has", vec![tree, right]);
            } else if self.eat(" in ") {
                tree = self.list(tree);
            } else {
                break;
            }
        }
        tree
    }

    fn list(&mut self, operand: Tree) -> Tree {
        self.expect("(");
        let mut children = vec![operand];
        children.extend(self.arguments());
        node("in", children)
    }

    fn arguments(&mut self) -> Vec<Tree> {
        let mut arguments = Vec::new();
        while !self.eat(")") {
            if !arguments.is_empty() {
                self.expect(",");
            }
            arguments.push(self.or());
        }
        arguments
    }

    fn primary(&mut self) -> Tree {
        if self.eat("(") {
            let tree = self.or();
            self.expect(")");
            return tree;
        }
        if self.rest().starts_with('\'') {
            return leaf(self.quoted());
        }
        let word = self.word();
        if self.rest().starts_with('\'') {
            let quoted = self.quoted();
            return leaf(format!("{word}{quoted}"));
        }
        if self.eat("(") {
            let arguments = self.arguments();
            return node(&format!("{word}()"), arguments);
        }
        if matches!(word, "true" | "false" | "null" | "-INF")
            || word.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        {
            return leaf(word);
        }
        self.path(word)
    }

    fn path(&mut self, first: &str) -> Tree {
        let mut path = match self.scope.iter().rposition(|name| name == first) {
            Some(depth) => format!("#{depth}"),
            None => first.to_owned(),
        };
        while self.eat("/") {
            if self.eat("any()") {
                return node("any", vec![leaf(format!("path {path}"))]);
            }
            let all = self.eat("all(");
            if all || self.eat("any(") {
                let variable = self.word().to_owned();
                assert!(
                    !self.scope.contains(&variable),
                    "{variable} is bound twice in {}",
                    self.text
                );
                self.scope.push(variable);
                self.expect(":");
                let predicate = self.or();
                self.scope.pop();
                self.expect(")");
                return node(
                    if all { "all" } else { "any" },
                    vec![leaf(format!("path {path}")), predicate],
                );
            }
            path = format!("{path}/{}", self.word());
        }
        leaf(format!("path {path}"))
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || "$_.-".contains(c)))
            .unwrap_or(rest.len());
        assert!(end > 0, "a word expected at {rest} of {}", self.text);
        self.at += end;
        &rest[..end]
    }

    fn quoted(&mut self) -> &'a str {
        let rest = self.rest();
        let mut end = 1;
        loop {
            end += rest[end..].find('\'').unwrap() + 1;
            if !rest[end..].starts_with('\'') {
                break;
            }
            end += 1;
        }
        self.at += end;
        &rest[..end]
    }
}
