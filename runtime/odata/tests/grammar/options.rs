//! Query options, at the top and inside of expansions and selections.

use super::{Parsed, Parser, Tree, leaf, node};

/// The content of the parentheses of an expanded or selected property.
const COUNT: &[&str] = &["$filter", "$search"];
const REF: &[&str] = &["$filter", "$search", "$orderby", "$skip", "$top", "$count"];
const EXPAND: &[&str] = &[
    "$filter", "$search", "$orderby", "$skip", "$top", "$count", "$select", "$expand", "$compute",
    "$levels",
];
const SELECT: &[&str] = &[
    "$filter", "$search", "$orderby", "$skip", "$top", "$count", "$select", "$compute",
];

impl Parser<'_> {
    /// The value of an option.
    pub(super) fn option(&mut self, name: &str) -> Parsed {
        if name.starts_with('@') {
            return self.or();
        }
        match name {
            "$filter" => self.or(),
            "$search" => self.search(),
            "$orderby" => Ok(node("$orderby", self.list(Self::order)?)),
            "$select" => Ok(node("$select", self.list(Self::selected)?)),
            "$expand" => Ok(node("$expand", self.list(Self::expanded)?)),
            "$compute" => Ok(node("$compute", self.list(Self::computed)?)),
            "$apply" => self.apply(),
            "$top" | "$skip" => self.digits(),
            "$index" => {
                let sign = if self.eat("-") { "-" } else { "" };
                let Tree(digits, _) = self.digits()?;
                Ok(leaf(format!("{sign}{digits}")))
            }
            "$levels" if self.eat("max") => Ok(leaf("max")),
            "$levels" if self.rest().starts_with('0') => Err(self.expected("a level from 1")),
            "$levels" => self.digits(),
            "$count" if self.eat("true") => Ok(leaf("true")),
            "$count" if self.eat("false") => Ok(leaf("false")),
            "$format" | "$skiptoken" | "$deltatoken" | "$id" | "$schemaversion" => {
                match self.take(|_| true) {
                    "" => Err(self.expected("a value")),
                    value => Ok(leaf(value)),
                }
            }
            _ => Err(format!("{name}={} is no option", self.rest())),
        }
    }

    fn digits(&mut self) -> Parsed {
        match self.take(|c| c.is_ascii_digit()) {
            "" => Err(self.expected("digits")),
            digits => Ok(leaf(digits)),
        }
    }

    fn order(&mut self) -> Parsed {
        let value = self.or()?;
        Ok(if self.eat(" desc") {
            node("desc", vec![value])
        } else {
            self.eat(" asc");
            node("asc", vec![value])
        })
    }

    pub(super) fn computed(&mut self) -> Parsed {
        let value = self.or()?;
        self.expect(" as ")?;
        Ok(node(format!("as {}", self.identifier()?), vec![value]))
    }

    fn selected(&mut self) -> Parsed {
        if self.eat("*") {
            return Ok(leaf("*"));
        }
        let mut path = self.qualified()?.to_owned();
        if self.eat(".*") {
            return Ok(leaf(path + ".*"));
        }
        while self.eat("/") {
            path = format!("{path}/{}", self.qualified()?);
        }
        let options = self.inside(SELECT)?;
        Ok(node(path, options))
    }

    fn expanded(&mut self) -> Parsed {
        if self.eat("*") {
            let form = if self.eat("/$ref") { "*/$ref" } else { "*" };
            return Ok(node(form, self.inside(&["$levels"])?));
        }
        let mut path = self.qualified()?.to_owned();
        while self.eat("/") {
            if self.eat("$ref") {
                return Ok(node(path + "/$ref", self.inside(REF)?));
            }
            if self.eat("$count") {
                return Ok(node(path + "/$count", self.inside(COUNT)?));
            }
            path = format!("{path}/{}", self.qualified()?);
        }
        Ok(node(path, self.inside(EXPAND)?))
    }

    /// Options in parentheses, with semicolons between them.
    pub(super) fn inside(&mut self, allowed: &[&str]) -> Result<Vec<Tree>, String> {
        let mut options = Vec::new();
        if !self.eat("(") {
            return Ok(options);
        }
        loop {
            let name = self.take(|c| c == '$' || c == '@' || c.is_alphanumeric());
            if !allowed.contains(&name) && !name.starts_with('@') {
                return Err(self.expected(&format!("one of {allowed:?} and not {name}")));
            }
            if options.iter().any(|Tree(other, _)| other == name) {
                return Err(format!("{name} is repeated in {}", self.text));
            }
            self.expect("=")?;
            // The names of lambda variables end at the option.
            let scope = std::mem::take(&mut self.scope);
            let value = self.option(name)?;
            self.scope = scope;
            options.push(node(name, vec![value]));
            if self.eat(")") {
                return Ok(options);
            }
            self.expect(";")?;
        }
    }
}
