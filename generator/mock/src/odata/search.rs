//! `$search` (OData URL Conventions 4.01, 5.1.8). What matches is up to a service: here, a text property that contains the word or
//! phrase, in letters of either case.

use clientwright_csdl::schema::{Primitive, Schema, StructuredId, Type};

use super::problem::Problem;
use crate::json::{self, Json, Members};

/// How deep an expression may be.
const DEEPEST: usize = 50;

/// What is searched.
#[derive(Clone, Debug)]
pub(super) enum Search {
    /// In lower case.
    Word(String),
    Not(Box<Search>),
    And(Vec<Search>),
    Or(Vec<Search>),
}

impl Search {
    /// Reads the text of the option.
    pub(super) fn read(text: &str) -> Result<Self, Problem> {
        let mut reader = Reader {
            words: words(text)?,
            at: 0,
            depth: 0,
        };
        let search = reader.either()?;
        match reader.next() {
            None => Ok(search),
            Some(word) => Err(Problem::bad(format!("unexpected {word:?} in `$search`"))),
        }
    }

    /// How many words and operators it has.
    pub(super) fn size(&self) -> usize {
        1 + match self {
            Self::Word(_) => 0,
            Self::Not(inner) => inner.size(),
            Self::And(parts) | Self::Or(parts) => parts.iter().map(Self::size).sum(),
        }
    }

    /// Whether the texts of an entity fit.
    pub(super) fn fits(&self, schema: &Schema, ty: StructuredId, members: &Members) -> bool {
        let mut texts = Vec::new();
        collect(schema, ty, members, &mut texts);
        self.is_in(&texts)
    }

    /// Whether the texts of an object without a type fit.
    pub(super) fn fits_object(&self, members: &Members) -> bool {
        let texts = members.iter().filter_map(|(_, value)| value.as_text());
        let texts: Vec<String> = texts.map(str::to_lowercase).collect();
        self.is_in(&texts)
    }

    fn is_in(&self, texts: &[String]) -> bool {
        match self {
            Self::Word(word) => texts.iter().any(|text| text.contains(word)),
            Self::Not(inner) => !inner.is_in(texts),
            Self::And(all) => all.iter().all(|part| part.is_in(texts)),
            Self::Or(any) => any.iter().any(|part| part.is_in(texts)),
        }
    }
}

/// The texts of properties of the type `Edm.String`, in lower case.
fn collect(schema: &Schema, ty: StructuredId, members: &Members, texts: &mut Vec<String>) {
    for (_, property) in schema.properties(ty) {
        let Some(value) = json::get(members, &property.name) else {
            continue;
        };
        let items = match value {
            Json::List(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for item in items {
            match (item, property.ty.ty) {
                (Json::Text(text), Type::Primitive(Primitive::String)) => {
                    texts.push(text.to_lowercase());
                }
                (Json::Object(inner), Type::Structured(ty)) => collect(schema, ty, inner, texts),
                _ => {}
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Open,
    Close,
    And,
    Or,
    Not,
    Text(String),
}

fn words(text: &str) -> Result<Vec<Word>, Problem> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let after = match c {
            '(' | ')' => {
                words.push(if c == '(' { Word::Open } else { Word::Close });
                &rest[1..]
            }
            '"' => {
                let (phrase, after) = phrase(&rest[1..])?;
                words.push(Word::Text(phrase.to_lowercase()));
                after
            }
            _ => {
                let is_end = |c: char| c.is_whitespace() || "()\"".contains(c);
                let (word, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
                words.push(match word {
                    "AND" => Word::And,
                    "OR" => Word::Or,
                    "NOT" => Word::Not,
                    _ => Word::Text(word.to_lowercase()),
                });
                after
            }
        };
        rest = after.trim_start();
    }
    Ok(words)
}

/// A phrase up to its closing quote, in which a backslash escapes the next character.
fn phrase(text: &str) -> Result<(String, &str), Problem> {
    let mut phrase = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((phrase, &text[at + 1..])),
            '\\' => phrase.extend(chars.next().map(|(_, c)| c)),
            c => phrase.push(c),
        }
    }
    Err(Problem::bad("a quote is missing in `$search`"))
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.peek().cloned();
        self.at += 1;
        word
    }

    fn is_next(&mut self, word: &Word) -> bool {
        let is_next = self.peek() == Some(word);
        self.at += usize::from(is_next);
        is_next
    }

    fn either(&mut self) -> Result<Search, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Problem::unsupported("`$search` this deep"));
        }
        let mut any = vec![self.both()?];
        while self.is_next(&Word::Or) {
            any.push(self.both()?);
        }
        self.depth -= 1;
        Ok(Search::Or(any))
    }

    /// Words next to each other are meant together.
    fn both(&mut self) -> Result<Search, Problem> {
        let mut all = vec![self.one()?];
        while self.is_next(&Word::And)
            || matches!(self.peek(), Some(Word::Text(_) | Word::Open | Word::Not))
        {
            all.push(self.one()?);
        }
        Ok(Search::And(all))
    }

    fn one(&mut self) -> Result<Search, Problem> {
        let mut is_negated = false;
        while self.is_next(&Word::Not) {
            is_negated = !is_negated;
        }
        let one = match self.next() {
            Some(Word::Text(word)) => Search::Word(word),
            Some(Word::Open) => {
                let inner = self.either()?;
                match self.is_next(&Word::Close) {
                    true => inner,
                    false => return Err(Problem::bad("a parenthesis is missing in `$search`")),
                }
            }
            Some(word) => return Err(Problem::bad(format!("unexpected {word:?} in `$search`"))),
            None => return Err(Problem::bad("`$search` ends too early")),
        };
        Ok(match is_negated {
            true => Search::Not(Box::new(one)),
            false => one,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_operators_are_understood() {
        let texts = ["user 123".to_owned(), "sales".to_owned()];
        for (search, expected) in [
            ("User 123", true),
            ("\"user 123\"", true),
            ("\"123 user\"", false),
            ("user AND 124", false),
            ("user 124", false),
            ("124 OR sales", true),
            ("NOT 124", true),
            ("user NOT sales", false),
            ("NOT (124 OR 123)", false),
            ("NOT (124 OR 125) AND SALES", true),
        ] {
            let read = Search::read(search).expect("it is a search");
            assert_eq!(read.is_in(&texts), expected, "{search}");
        }
        for wrong in ["", "\"a", "a OR", "(a", "a)", "AND"] {
            assert!(Search::read(wrong).is_err(), "{wrong}");
        }
        assert!(Search::read(&"(".repeat(100_000)).is_err());
    }
}
