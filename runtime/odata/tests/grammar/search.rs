//! `$search`

use super::{Parsed, Parser, Reading, leaf, node};

impl Parser<'_> {
    pub(super) fn search(&mut self) -> Parsed {
        match self.reading {
            Reading::Specification => self.search_or(),
            Reading::OneLevel => self.search_flat(),
        }
    }

    fn search_or(&mut self) -> Parsed {
        let mut tree = self.search_and()?;
        while self.eat(" OR ") {
            tree = node("OR", vec![tree, self.search_and()?]);
        }
        Ok(tree)
    }

    fn search_and(&mut self) -> Parsed {
        let mut tree = self.search_not()?;
        loop {
            if self.rest().starts_with(" OR ") || !self.eat(" ") {
                return Ok(tree);
            }
            // AND may be left out.
            self.eat("AND ");
            tree = node("AND", vec![tree, self.search_not()?]);
        }
    }

    fn search_not(&mut self) -> Parsed {
        if self.eat("NOT ") {
            return Ok(node("NOT", vec![self.search_not()?]));
        }
        self.search_operand(Self::search_or)
    }

    /// The rule `searchExpr` as the ABNF has it.
    fn search_flat(&mut self) -> Parsed {
        let left = if self.eat("NOT ") {
            node("NOT", vec![self.search_flat()?])
        } else {
            self.search_operand(Self::search_flat)?
        };
        if self.eat(" OR ") {
            return Ok(node("OR", vec![left, self.search_flat()?]));
        }
        if self.eat(" ") {
            self.eat("AND ");
            return Ok(node("AND", vec![left, self.search_flat()?]));
        }
        Ok(left)
    }

    fn search_operand(&mut self, inner: fn(&mut Self) -> Parsed) -> Parsed {
        if self.eat("(") {
            let tree = inner(self)?;
            self.expect(")")?;
            return Ok(tree);
        }
        if self.eat("\"") {
            let mut phrase = String::new();
            loop {
                match self.rest().chars().next() {
                    Some('"') => break,
                    Some('\\') => {
                        self.at += 1;
                        match self.rest().chars().next() {
                            Some(escaped @ ('"' | '\\')) => phrase.push(escaped),
                            _ => return Err(self.expected("an escaped character")),
                        }
                        self.at += 1;
                    }
                    Some(other) => {
                        phrase.push(other);
                        self.at += other.len_utf8();
                    }
                    None => return Err(self.expected("a quote")),
                }
            }
            if phrase.is_empty() {
                return Err(self.expected("a phrase"));
            }
            self.at += 1;
            return Ok(leaf(format!("text {phrase}")));
        }
        let word = self.take(|c| c.is_alphanumeric() || "-._~!*+,:@/?$='".contains(c));
        match word {
            "" | "AND" | "OR" | "NOT" => Err(self.expected("a word")),
            word if word.starts_with('\'') => Err(self.expected("a word")),
            word => Ok(leaf(format!("text {word}"))),
        }
    }
}
