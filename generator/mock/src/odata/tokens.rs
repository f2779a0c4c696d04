//! The words and literals of expressions (OData ABNF 4.01, `primitiveLiteral`).

use super::number::Number;
use super::primitive;
use super::problem::Problem;
use super::text;
use super::value::Value;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    Colon,
    /// The sign of an expression.
    Minus,
    /// A name, a path or a word.
    Word(String),
    Literal(Value),
}

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_number = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_digit())
                || text == "INF"
                || text.starts_with("INF ")
                || text.starts_with("INF)")
        };
        let is_sign = c == '-' && !is_number(&rest[1..]);
        let single = match c {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            ',' => Some(Token::Comma),
            ':' => Some(Token::Colon),
            '-' if is_sign => Some(Token::Minus),
            _ => None,
        };
        if let Some(token) = single {
            tokens.push(token);
            rest = &rest[1..];
        } else if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
        } else if c == '\'' {
            let (literal, after) = quoted(rest)?;
            tokens.push(Token::Literal(Value::Text(literal)));
            rest = after;
        } else {
            let is_number = c.is_ascii_digit() || c == '-' || c == '+';
            let is_part = |c: char| {
                c.is_alphanumeric() || "_./$@-".contains(c) || (is_number && ":+".contains(c))
            };
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            if end == 0 {
                return Err(Problem::bad(format!("unexpected `{c}` in an expression")));
            }
            let (word, after) = rest.split_at(end);
            rest = after;
            if after.starts_with('\'') {
                let (literal, after) = quoted(after)?;
                tokens.push(Token::Literal(prefixed(word, literal)?));
                rest = after;
            } else {
                tokens.push(word_or_literal(word, is_number)?);
            }
        }
    }
    Ok(tokens)
}

/// A text in quotes, and what follows it.
fn quoted(text: &str) -> Result<(String, &str), Problem> {
    let mut at = 1;
    loop {
        let end = text.get(at..).and_then(|rest| rest.find('\''));
        let end = at + end.ok_or_else(|| Problem::bad("a quote is missing"))?;
        match text[end + 1..].starts_with('\'') {
            true => at = end + 2,
            false => {
                let literal = text::unquoted(&text[..=end]).into_owned();
                return Ok((literal, &text[end + 1..]));
            }
        }
    }
}

/// A text in quotes with a word before it: `duration'PT1H'`, `NS.Kind'member'`.
fn prefixed(word: &str, literal: String) -> Result<Value, Problem> {
    match word {
        "duration" => {
            let read = primitive::read(&literal).map(Value::Span);
            read.ok_or_else(|| Problem::bad(format!("`{literal}` is no duration")))
        }
        // The member alone says what is meant.
        _ if word.contains('.') => Ok(Value::Text(literal)),
        _ => Err(Problem::unsupported(format!("`{word}` in expressions"))),
    }
}

fn word_or_literal(word: &str, is_number: bool) -> Result<Token, Problem> {
    let value = match word {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => match primitive::guid(word) {
            Some(guid) => Value::Guid(guid),
            None => {
                let number = Number::read(word).map(Value::Number);
                let is_word = !is_number && !matches!(word, "INF" | "NaN");
                if is_word {
                    return Ok(Token::Word(word.to_owned()));
                }
                let instant = || primitive::read(word).map(Value::Instant);
                let day = || primitive::read(word).map(Value::Day);
                let clock = || primitive::read(word).map(Value::Clock);
                let read = number.or_else(instant).or_else(day).or_else(clock);
                read.ok_or_else(|| Problem::bad(format!("`{word}` is no literal")))?
            }
        },
    };
    Ok(Token::Literal(value))
}
