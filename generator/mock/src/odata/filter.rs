//! Expressions of `$filter` and `$orderby`, as a tree. What the mock cannot evaluate is refused here, so that no result is
//! wrong.

use super::problem::Problem;
use super::text;
use super::value::{self, Value};

/// How deep an expression may be.
const DEEPEST: usize = 50;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Literal(Value),
    Path(Vec<String>),
    /// The number of items of a collection.
    Count(Vec<String>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    In(Box<Expression>, Vec<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Call(Function, Vec<Expression>),
    /// Whether any item fits, or all items do.
    Lambda {
        path: Vec<String>,
        is_all: bool,
        variable: String,
        condition: Option<Box<Expression>>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Function {
    Contains,
    StartsWith,
    EndsWith,
    ToLower,
    ToUpper,
    Trim,
    Length,
    IndexOf,
    Concat,
    Substring,
}

impl Function {
    const ALL: &'static [(&'static str, Self, usize)] = &[
        ("contains", Self::Contains, 2),
        ("startswith", Self::StartsWith, 2),
        ("endswith", Self::EndsWith, 2),
        ("tolower", Self::ToLower, 1),
        ("toupper", Self::ToUpper, 1),
        ("trim", Self::Trim, 1),
        ("length", Self::Length, 1),
        ("indexof", Self::IndexOf, 2),
        ("concat", Self::Concat, 2),
        ("substring", Self::Substring, 2),
        ("substring", Self::Substring, 3),
    ];
}

/// Reads an expression.
pub(super) fn read(text: &str) -> Result<Expression, Problem> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let expression = reader.either()?;
    match reader.peek() {
        None => Ok(expression),
        Some(Token::Word(word)) if OTHERS.contains(&word.as_str()) => Err(other(word)),
        Some(token) => Err(unexpected(token)),
    }
}

/// Operators that are not evaluated.
const OTHERS: &[&str] = &["has", "add", "sub", "mul", "div", "divby", "mod"];

fn other(name: &str) -> Problem {
    Problem::unsupported(format!("`{name}` in expressions"))
}

fn unexpected(token: &Token) -> Problem {
    Problem::bad(format!("unexpected {token:?} in an expression"))
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Comma,
    Colon,
    /// A name, a path or a word.
    Word(String),
    Literal(Value),
}

fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let single = match c {
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            ',' => Some(Token::Comma),
            ':' => Some(Token::Colon),
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
                // `NS.Kind'member'`: the member alone says what is meant.
                if !word.contains('.') {
                    return Err(other(word));
                }
                let (literal, after) = quoted(after)?;
                tokens.push(Token::Literal(Value::Text(literal)));
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

fn word_or_literal(word: &str, is_number: bool) -> Result<Token, Problem> {
    let is_guid = word.len() == 36
        && word.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && word.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    let value = match word {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "INF" | "-INF" | "NaN" => Value::Number(word.to_owned()),
        _ if is_guid => Value::Guid(word.to_ascii_lowercase()),
        _ if !is_number => return Ok(Token::Word(word.to_owned())),
        _ => {
            let number = || {
                let is_number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
                let digits = word.chars().any(|c| c.is_ascii_digit());
                (digits && word.chars().all(is_number)).then(|| Value::Number(word.to_owned()))
            };
            let instant = value::instant(word).map(Value::Instant);
            let day = || value::day(word).map(Value::Day);
            let clock = || value::clock(word).map(Value::Clock);
            let read = instant.or_else(day).or_else(clock).or_else(number);
            read.ok_or_else(|| Problem::bad(format!("`{word}` is no literal")))?
        }
    };
    Ok(Token::Literal(value))
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is_next(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    fn is_word(&mut self, word: &str) -> bool {
        let is_next = matches!(self.peek(), Some(Token::Word(next)) if next == word);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, token: &Token) -> Result<(), Problem> {
        match self.is_next(token) {
            true => Ok(()),
            false => Err(match self.peek() {
                Some(token) => unexpected(token),
                None => Problem::bad("an expression ends too early"),
            }),
        }
    }

    fn either(&mut self) -> Result<Expression, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Problem::unsupported("expressions this deep"));
        }
        let mut left = self.both()?;
        while self.is_word("or") {
            left = Expression::Or(Box::new(left), Box::new(self.both()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn both(&mut self) -> Result<Expression, Problem> {
        let mut left = self.comparison()?;
        while self.is_word("and") {
            left = Expression::And(Box::new(left), Box::new(self.comparison()?));
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Result<Expression, Problem> {
        let left = self.unary()?;
        let Some(Token::Word(word)) = self.peek() else {
            return Ok(left);
        };
        let operator = match word.as_str() {
            "eq" => Comparison::Eq,
            "ne" => Comparison::Ne,
            "gt" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "lt" => Comparison::Lt,
            "le" => Comparison::Le,
            "in" => {
                self.at += 1;
                self.expect(&Token::Open)?;
                let items = self.list()?;
                return Ok(Expression::In(Box::new(left), items));
            }
            _ => return Ok(left),
        };
        self.at += 1;
        let right = self.unary()?;
        Ok(Expression::Compare(
            operator,
            Box::new(left),
            Box::new(right),
        ))
    }

    /// Expressions with commas between them, up to the closing parenthesis.
    fn list(&mut self) -> Result<Vec<Expression>, Problem> {
        let mut items = vec![self.either()?];
        while self.is_next(&Token::Comma) {
            items.push(self.either()?);
        }
        self.expect(&Token::Close)?;
        Ok(items)
    }

    fn unary(&mut self) -> Result<Expression, Problem> {
        let mut is_negated = false;
        while self.is_word("not") {
            is_negated = !is_negated;
        }
        let expression = self.primary()?;
        Ok(match is_negated {
            true => Expression::Not(Box::new(expression)),
            false => expression,
        })
    }

    fn primary(&mut self) -> Result<Expression, Problem> {
        if self.is_next(&Token::Open) {
            let inner = self.either()?;
            self.expect(&Token::Close)?;
            return Ok(inner);
        }
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Literal(value)) => Ok(Expression::Literal(value)),
            Some(Token::Word(word)) if self.is_next(&Token::Open) => self.call(&word),
            Some(Token::Word(word)) => path(&word),
            Some(token) => Err(unexpected(&token)),
            None => Err(Problem::bad("an expression ends too early")),
        }
    }

    /// A function or a lambda, after its opening parenthesis.
    fn call(&mut self, word: &str) -> Result<Expression, Problem> {
        let lambda = word.rsplit_once('/');
        if let Some((path, name @ ("any" | "all"))) = lambda {
            return self.lambda(path, name == "all");
        }
        let mut known = Function::ALL.iter().filter(|(name, ..)| *name == word);
        if known.clone().next().is_none() {
            return Err(other(word));
        }
        let arguments = self.list()?;
        match known.find(|(.., count)| *count == arguments.len()) {
            Some((_, function, _)) => Ok(Expression::Call(*function, arguments)),
            None => {
                let count = arguments.len();
                Err(Problem::bad(format!(
                    "`{word}` does not have {count} arguments"
                )))
            }
        }
    }

    fn lambda(&mut self, path: &str, is_all: bool) -> Result<Expression, Problem> {
        let path = segments(path)?;
        if !is_all && self.is_next(&Token::Close) {
            let (variable, condition) = (String::new(), None);
            return Ok(Expression::Lambda {
                path,
                is_all,
                variable,
                condition,
            });
        }
        let Some(Token::Word(variable)) = self.peek().cloned() else {
            return Err(Problem::bad("a lambda starts with its variable"));
        };
        self.at += 1;
        self.expect(&Token::Colon)?;
        let condition = Some(Box::new(self.either()?));
        self.expect(&Token::Close)?;
        Ok(Expression::Lambda {
            path,
            is_all,
            variable,
            condition,
        })
    }
}

/// A path to a property, or to the number of items.
fn path(word: &str) -> Result<Expression, Problem> {
    if let Some(collection) = word.strip_suffix("/$count") {
        return Ok(Expression::Count(segments(collection)?));
    }
    Ok(Expression::Path(segments(word)?))
}

fn segments(path: &str) -> Result<Vec<String>, Problem> {
    let segments: Vec<String> = path.split('/').map(str::to_owned).collect();
    for (at, segment) in segments.iter().enumerate() {
        let is_it = at == 0 && segment == "$it";
        if segment.starts_with(['$', '@', '-']) && !is_it {
            return Err(other(segment));
        }
        if segment.is_empty() {
            return Err(Problem::bad(format!("`{path}` is no path")));
        }
    }
    Ok(segments)
}
