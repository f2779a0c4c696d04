//! Expressions (OData ABNF 4.01, 4; URL conventions 4.01, 5.1.1).

use super::{Parsed, Parser, Reading, Tree, leaf, literal, node};

/// The functions of the specification, with the numbers of arguments that they take.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("ceiling", 1, 1),
    ("concat", 2, 2),
    ("contains", 2, 2),
    ("date", 1, 1),
    ("day", 1, 1),
    ("endswith", 2, 2),
    ("floor", 1, 1),
    ("fractionalseconds", 1, 1),
    ("geo.distance", 2, 2),
    ("geo.intersects", 2, 2),
    ("geo.length", 1, 1),
    ("hassubsequence", 2, 2),
    ("hassubset", 2, 2),
    ("hour", 1, 1),
    ("indexof", 2, 2),
    ("length", 1, 1),
    ("matchesPattern", 2, 2),
    ("maxdatetime", 0, 0),
    ("mindatetime", 0, 0),
    ("minute", 1, 1),
    ("month", 1, 1),
    ("now", 0, 0),
    ("round", 1, 1),
    ("second", 1, 1),
    ("startswith", 2, 2),
    ("substring", 2, 3),
    ("time", 1, 1),
    ("tolower", 1, 1),
    ("totaloffsetminutes", 1, 1),
    ("totalseconds", 1, 1),
    ("toupper", 1, 1),
    ("trim", 1, 1),
    ("year", 1, 1),
];

impl Parser<'_> {
    /// One of the operators, between blanks.
    fn operator(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words
            .iter()
            .copied()
            .find(|word| self.eat(&format!(" {word} ")))
    }

    fn left(&mut self, words: &[&'static str], operand: fn(&mut Self) -> Parsed) -> Parsed {
        let mut tree = operand(self)?;
        while let Some(word) = self.operator(words) {
            tree = node(word, vec![tree, operand(self)?]);
        }
        Ok(tree)
    }

    /// `commonExpr`
    pub(super) fn or(&mut self) -> Parsed {
        self.left(&["or"], Self::and)
    }

    fn and(&mut self) -> Parsed {
        self.left(&["and"], Self::comparison)
    }

    fn comparison(&mut self) -> Parsed {
        if self.reading == Reading::Specification {
            return self.left(&["eq", "ne"], Self::relation);
        }
        let mut tree = self.additive()?;
        loop {
            if let Some(word) = self.operator(&["eq", "ne", "gt", "ge", "lt", "le", "has"]) {
                tree = node(word, vec![tree, self.additive()?]);
            } else if self.eat(" in ") {
                tree = self.members(tree)?;
            } else {
                return Ok(tree);
            }
        }
    }

    fn relation(&mut self) -> Parsed {
        self.left(&["gt", "ge", "lt", "le"], Self::additive)
    }

    fn additive(&mut self) -> Parsed {
        self.left(&["add", "sub"], Self::multiplicative)
    }

    fn multiplicative(&mut self) -> Parsed {
        self.left(&["mul", "divby", "div", "mod"], Self::unary)
    }

    fn unary(&mut self) -> Parsed {
        if self.eat("not ") {
            return Ok(node("not", vec![self.unary()?]));
        }
        if self.rest().starts_with('-') && literal::plain(self.rest()).is_none() {
            self.at += 1;
            return Ok(node("-", vec![self.unary()?]));
        }
        let mut tree = self.primary()?;
        while self.reading == Reading::Specification {
            if self.eat(" has ") {
                tree = node("has", vec![tree, self.primary()?]);
            } else if self.eat(" in ") {
                tree = self.members(tree)?;
            } else {
                break;
            }
        }
        Ok(tree)
    }

    /// The right side of `in`: a list in parentheses, or a collection.
    fn members(&mut self, operand: Tree) -> Parsed {
        if !self.eat("(") {
            let collection = self.primary()?;
            return Ok(node("in collection", vec![operand, collection]));
        }
        let mut children = vec![operand];
        children.extend(self.list(Self::or)?);
        self.expect(")")?;
        Ok(node("in", children))
    }

    fn arguments(&mut self) -> Result<Vec<Tree>, String> {
        if self.eat(")") {
            return Ok(Vec::new());
        }
        let arguments = self.list(Self::or)?;
        self.expect(")")?;
        Ok(arguments)
    }

    fn primary(&mut self) -> Parsed {
        let rest = self.rest();
        if self.eat("(") {
            let tree = self.or()?;
            self.expect(")")?;
            return Ok(tree);
        }
        if rest.starts_with('\'') {
            return Ok(leaf(format!("string {}", self.quoted()?)));
        }
        if rest.starts_with(['[', '{']) {
            return self.json();
        }
        if let Some((kind, length)) = literal::plain(rest) {
            let text = &rest[..length];
            if rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                return Err(self.expected("a literal"));
            }
            self.at += length;
            return Ok(leaf(format!("{kind} {text}")));
        }
        if self.eat("@") {
            let name = format!("@{}", self.identifier()?);
            return self.path(name, Vec::new());
        }
        for root in ["$it", "$this"] {
            if self.eat(root) {
                return self.path(root.to_owned(), Vec::new());
            }
        }
        if self.eat("$root/") {
            return self.root();
        }
        let word = self.qualified()?.to_owned();
        if self.rest().starts_with('\'') {
            let text = self.quoted()?;
            let is_enumeration = word.contains('.');
            let known = ["duration", "binary", "geography", "geometry"].contains(&word.as_str());
            if (is_enumeration || known) && literal::quoted(&word, &text) {
                return Ok(leaf(format!("{word} {text}")));
            }
            return Err(format!("{word}'{text}' is no literal"));
        }
        if self.eat("(") {
            return self.call(&word);
        }
        if matches!(word.as_str(), "true" | "false" | "null") && !self.rest().starts_with('/') {
            return Ok(leaf(word));
        }
        let first = match self.scope.iter().rposition(|name| *name == word) {
            Some(depth) => format!("#{depth}"),
            None => word,
        };
        self.path(first, Vec::new())
    }

    fn call(&mut self, name: &str) -> Parsed {
        let name = name.to_owned();
        match name.as_str() {
            "case" => {
                let mut children = Vec::new();
                loop {
                    children.push(self.or()?);
                    self.expect(":")?;
                    children.push(self.or()?);
                    if self.eat(")") {
                        return Ok(node("case()", children));
                    }
                    self.expect(",")?;
                }
            }
            "cast" | "isof" => {
                let mut children = vec![self.typed_or_expression()?];
                if self.eat(",") {
                    children.push(self.type_name()?);
                } else if !children[0].0.starts_with("type ") {
                    return Err(self.expected("a type"));
                }
                self.expect(")")?;
                return Ok(node(format!("{name}()"), children));
            }
            _ => {}
        }
        let arguments = self.arguments()?;
        match FUNCTIONS.iter().find(|(known, ..)| *known == name) {
            Some((_, least, most)) if (*least..=*most).contains(&arguments.len()) => {
                Ok(node(format!("{name}()"), arguments))
            }
            Some(_) => Err(format!(
                "{name} does not take {} arguments",
                arguments.len()
            )),
            // A function of the service.
            None if name.contains('.') => Ok(node(format!("{name}()"), arguments)),
            None => Err(format!("{name} is no function")),
        }
    }

    /// The first argument of `cast` and `isof`: a type only where nothing comes after it.
    fn typed_or_expression(&mut self) -> Parsed {
        let start = self.at;
        if let Ok(name) = self.type_name()
            && self.rest().starts_with(')')
        {
            return Ok(name);
        }
        self.at = start;
        self.or()
    }

    fn type_name(&mut self) -> Parsed {
        let name = self.qualified()?;
        if name == "Collection" {
            self.expect("(")?;
            let item = self.qualified()?.to_owned();
            self.expect(")")?;
            return Ok(leaf(format!("type Collection({item})")));
        }
        Ok(leaf(format!("type {name}")))
    }

    /// `$root/name(key)/…`
    fn root(&mut self) -> Parsed {
        let mut path = format!("$root/{}", self.identifier()?);
        let mut keys = Vec::new();
        if self.eat("(") {
            let mut names = Vec::new();
            loop {
                let start = self.at;
                match self.identifier() {
                    Ok(name) if self.eat("=") => names.push(name),
                    _ => self.at = start,
                }
                keys.push(self.primary()?);
                if self.eat(")") {
                    break;
                }
                self.expect(",")?;
            }
            if !names.is_empty() && names.len() != keys.len() || names.is_empty() && keys.len() > 1
            {
                return Err(format!("a key with and without names in {}", self.text));
            }
            path = format!("{path}({})", names.join(","));
        }
        self.path(path, keys)
    }

    /// The steps after the first one.
    fn path(&mut self, first: String, keys: Vec<Tree>) -> Parsed {
        let mut path = format!("path {first}");
        while self.eat("/") {
            let all = self.eat("all(");
            if all || self.eat("any(") {
                let collection = node(path, keys);
                return self.lambda(collection, all);
            }
            if self.eat("$count") {
                path += "/$count";
                if self.rest().starts_with('(') {
                    let mut children = vec![node(path, keys)];
                    children.extend(self.inside(&["$filter", "$search"])?);
                    return Ok(node("count of", children));
                }
                break;
            }
            path = format!("{path}/{}", self.qualified()?);
        }
        Ok(node(path, keys))
    }

    fn lambda(&mut self, collection: Tree, all: bool) -> Parsed {
        let name = if all { "all" } else { "any" };
        if !all && self.eat(")") {
            return Ok(node(name, vec![collection]));
        }
        let variable = self.identifier()?.to_owned();
        if self.scope.contains(&variable) {
            return Err(format!("{variable} is bound twice in {}", self.text));
        }
        self.expect(":")?;
        self.scope.push(variable);
        let predicate = self.or()?;
        self.scope.pop();
        self.expect(")")?;
        Ok(node(name, vec![collection, predicate]))
    }

    /// The text between single quotes, with doubled ones as one.
    fn quoted(&mut self) -> Result<String, String> {
        self.expect("'")?;
        let mut text = String::new();
        loop {
            text += self.take(|c| c != '\'');
            self.expect("'")?;
            if !self.eat("'") {
                return Ok(text);
            }
            text.push('\'');
        }
    }

    /// `arrayOrObject`, which may have expressions in it.
    fn json(&mut self) -> Parsed {
        if self.eat("[") {
            if self.eat("]") {
                return Ok(leaf("array"));
            }
            let items = self.list(Self::json_value)?;
            self.expect("]")?;
            return Ok(node("array", items));
        }
        self.expect("{")?;
        if self.eat("}") {
            return Ok(leaf("object"));
        }
        let members = self.list(|parser| {
            let Tree(name, _) = parser.json_string()?;
            parser.expect(":")?;
            Ok(node(name, vec![parser.json_value()?]))
        })?;
        self.expect("}")?;
        Ok(node("object", members))
    }

    fn json_value(&mut self) -> Parsed {
        match self.rest().as_bytes().first() {
            Some(b'"') => self.json_string(),
            Some(b'[' | b'{') => self.json(),
            _ => self.or(),
        }
    }

    fn json_string(&mut self) -> Parsed {
        self.expect("\"")?;
        let mut text = String::new();
        loop {
            text += self.take(|c| c != '"' && c != '\\');
            if self.eat("\"") {
                return Ok(leaf(format!("json {text}")));
            }
            self.expect("\\")?;
            let escaped = self
                .rest()
                .chars()
                .next()
                .ok_or_else(|| self.expected("more"))?;
            self.at += escaped.len_utf8();
            text.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = self.rest().get(..4).unwrap_or_default();
                    let code = u32::from_str_radix(digits, 16)
                        .ok()
                        .and_then(char::from_u32);
                    self.at += digits.len();
                    code.ok_or_else(|| self.expected("a code point"))?
                }
                _ => return Err(self.expected("an escape")),
            });
        }
    }
}
