//! Expressions of `$filter`, `$orderby`, `$compute` and `$apply`, as a tree. What the mock cannot evaluate is refused here, so that
//! no result is wrong.

use std::collections::BTreeMap;
use std::rc::Rc;

use clientwright_values::time::DateTimeOffset;

use super::functions::Function;
use super::number::Arithmetic;
use super::problem::Problem;
use super::tokens::{Token, tokens};
use super::value::Value;

/// How deep an expression may be.
const DEEPEST: usize = 50;
/// How many expressions may be in one: aliases can repeat others.
const LARGEST: usize = 10_000;
/// How many of them an operator of arithmetic costs: each is one level of the tree, which is evaluated by recursion.
const LEVEL: usize = 100;

/// How many bytes of an alias cost as much as an expression.
const ALIASED: usize = 100;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Literal(Value),
    Path(Vec<String>),
    /// The number of items of a collection.
    Count(Vec<String>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Has(Box<Expression>, Box<Expression>),
    In(Box<Expression>, Vec<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
    /// Whether the value of a path, or the entity itself, has a type.
    IsOf(Vec<String>, String),
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

/// What names stand for: texts of parameter aliases, and expressions of `$compute`.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) aliases: Rc<BTreeMap<String, String>>,
    pub(super) computed: BTreeMap<String, Computed>,
}

/// An expression that others can use by a name. What it is made of counts for them as if it was written there.
#[derive(Clone, Debug)]
pub(super) struct Computed {
    pub(super) expression: Expression,
    size: usize,
    depth: usize,
}

/// How much of an expression was read.
#[derive(Debug)]
struct Extent {
    /// How many more expressions may be read.
    left: usize,
    /// How deep the deepest one is.
    deepest: usize,
}

/// Reads an expression.
pub(super) fn read(text: &str, names: &Names) -> Result<Expression, Problem> {
    computed(text, names).map(|computed| computed.expression)
}

/// Reads an expression that gets a name.
pub(super) fn computed(text: &str, names: &Names) -> Result<Computed, Problem> {
    let mut extent = Extent {
        left: LARGEST,
        deepest: 0,
    };
    let expression = nested(text, names, 0, &mut extent)?;
    Ok(Computed {
        expression,
        size: LARGEST - extent.left,
        depth: extent.deepest,
    })
}

fn nested(
    text: &str,
    names: &Names,
    depth: usize,
    extent: &mut Extent,
) -> Result<Expression, Problem> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        depth,
        names,
        extent,
    };
    let expression = reader.either()?;
    match reader.peek() {
        None => Ok(expression),
        Some(token) => Err(unexpected(token)),
    }
}

fn other(name: &str) -> Problem {
    Problem::unsupported(format!("`{name}` in expressions"))
}

fn unexpected(token: &Token) -> Problem {
    Problem::bad(format!("unexpected {token:?} in an expression"))
}

struct Reader<'r> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    names: &'r Names,
    extent: &'r mut Extent,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is_next(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    /// The meaning of the next word, if it is one of these.
    fn one_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let Some(Token::Word(next)) = self.peek() else {
            return None;
        };
        let found = words.iter().find(|(word, _)| word == next);
        let found = found.map(|(_, meaning)| *meaning);
        self.at += usize::from(found.is_some());
        found
    }

    fn is_word(&mut self, word: &str) -> bool {
        self.one_of(&[(word, ())]).is_some()
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
        self.reach(self.depth)?;
        let first = self.both()?;
        let mut others = Vec::new();
        while self.is_word("or") {
            others.push(self.both()?);
        }
        self.depth -= 1;
        Ok(balanced(first, others, Expression::Or))
    }

    fn both(&mut self) -> Result<Expression, Problem> {
        let first = self.comparison()?;
        let mut others = Vec::new();
        while self.is_word("and") {
            others.push(self.comparison()?);
        }
        Ok(balanced(first, others, Expression::And))
    }

    fn comparison(&mut self) -> Result<Expression, Problem> {
        const OPERATORS: &[(&str, Comparison)] = &[
            ("eq", Comparison::Eq),
            ("ne", Comparison::Ne),
            ("gt", Comparison::Gt),
            ("ge", Comparison::Ge),
            ("lt", Comparison::Lt),
            ("le", Comparison::Le),
        ];
        let left = Box::new(self.sum()?);
        if self.is_word("in") {
            self.expect(&Token::Open)?;
            return Ok(Expression::In(left, self.list()?));
        }
        if self.is_word("has") {
            return Ok(Expression::Has(left, Box::new(self.sum()?)));
        }
        match self.one_of(OPERATORS) {
            Some(operator) => Ok(Expression::Compare(operator, left, Box::new(self.sum()?))),
            None => Ok(*left),
        }
    }

    fn sum(&mut self) -> Result<Expression, Problem> {
        const OPERATORS: &[(&str, Arithmetic)] =
            &[("add", Arithmetic::Add), ("sub", Arithmetic::Sub)];
        let mut left = self.product()?;
        while let Some(operator) = self.one_of(OPERATORS) {
            self.spend(LEVEL)?;
            let right = self.product()?;
            left = Expression::Arithmetic(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, Problem> {
        const OPERATORS: &[(&str, Arithmetic)] = &[
            ("mul", Arithmetic::Mul),
            ("div", Arithmetic::Div),
            ("divby", Arithmetic::DivBy),
            ("mod", Arithmetic::Mod),
        ];
        let mut left = self.unary()?;
        while let Some(operator) = self.one_of(OPERATORS) {
            self.spend(LEVEL)?;
            let right = self.unary()?;
            left = Expression::Arithmetic(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
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
        let has_sign = self.is_next(&Token::Minus);
        let mut expression = self.primary()?;
        if has_sign {
            let zero = Expression::Literal(Value::count(0));
            expression =
                Expression::Arithmetic(Arithmetic::Sub, Box::new(zero), Box::new(expression));
        }
        Ok(match is_negated {
            true => Expression::Not(Box::new(expression)),
            false => expression,
        })
    }

    /// Fails if the expression is too deep.
    fn reach(&mut self, depth: usize) -> Result<(), Problem> {
        self.extent.deepest = self.extent.deepest.max(depth);
        match depth > DEEPEST {
            true => Err(Problem::unsupported("expressions this deep")),
            false => Ok(()),
        }
    }

    /// Fails if the expression is too large.
    fn spend(&mut self, size: usize) -> Result<(), Problem> {
        self.extent.left = self.extent.left.saturating_sub(size);
        match self.extent.left {
            0 => Err(Problem::unsupported("expressions this large")),
            _ => Ok(()),
        }
    }

    fn primary(&mut self) -> Result<Expression, Problem> {
        self.spend(1)?;
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
            Some(Token::Word(word)) if word.starts_with('@') => self.alias(&word),
            Some(Token::Word(word)) => match self.names.computed.get(&word) {
                Some(computed) => {
                    self.spend(computed.size)?;
                    self.reach(self.depth.saturating_add(computed.depth))?;
                    Ok(computed.expression.clone())
                }
                None => path(&word),
            },
            Some(token) => Err(unexpected(&token)),
            None => Err(Problem::bad("an expression ends too early")),
        }
    }

    /// A parameter alias (OData URL Conventions 4.01, 5.3); one without a value is null.
    fn alias(&mut self, name: &str) -> Result<Expression, Problem> {
        match self.names.aliases.get(name) {
            Some(text) => {
                // Each use reads the text again, and keeps its literals.
                self.spend(text.len() / ALIASED)?;
                nested(text, self.names, self.depth, self.extent)
            }
            None => Ok(Expression::Literal(Value::Null)),
        }
    }

    /// A function or a lambda, after its opening parenthesis.
    fn call(&mut self, word: &str) -> Result<Expression, Problem> {
        let lambda = word.rsplit_once('/');
        if let Some((path, name @ ("any" | "all"))) = lambda {
            return self.lambda(path, name == "all");
        }
        if word == "now" {
            self.expect(&Token::Close)?;
            // One point in time for the whole request.
            let now = DateTimeOffset::from(std::time::SystemTime::now());
            return Ok(Expression::Literal(Value::Instant(now)));
        }
        if word == "isof" {
            return self.is_of();
        }
        let Some(counts) = Function::counts(word) else {
            return Err(other(word));
        };
        let arguments = match self.is_next(&Token::Close) {
            true => Vec::new(),
            false => self.list()?,
        };
        match counts.iter().find(|(count, _)| *count == arguments.len()) {
            Some((_, function)) => Ok(Expression::Call(*function, arguments)),
            None => {
                let count = arguments.len();
                Err(Problem::bad(format!(
                    "`{word}` does not have {count} arguments"
                )))
            }
        }
    }

    /// `isof(NS.Type)` or `isof(path,NS.Type)`, after the parenthesis.
    fn is_of(&mut self) -> Result<Expression, Problem> {
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.peek().cloned() {
            self.at += 1;
            words.push(word);
            if !self.is_next(&Token::Comma) {
                break;
            }
        }
        self.expect(&Token::Close)?;
        match words.as_slice() {
            [ty] => Ok(Expression::IsOf(Vec::new(), ty.clone())),
            [path, ty] => Ok(Expression::IsOf(segments(path)?, ty.clone())),
            _ => Err(Problem::bad("`isof` has a type, and a path before it")),
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

/// Joins operands of an associative operator so that the tree is as deep as its logarithm: a chain of thousands would not fit on a stack.
fn balanced(
    first: Expression,
    mut others: Vec<Expression>,
    join: fn(Box<Expression>, Box<Expression>) -> Expression,
) -> Expression {
    let mut right = others.split_off(others.len() / 2).into_iter();
    let Some(middle) = right.next() else {
        return first;
    };
    let left = balanced(first, others, join);
    join(
        Box::new(left),
        Box::new(balanced(middle, right.collect(), join)),
    )
}

/// A path to a property, or to the number of items.
fn path(word: &str) -> Result<Expression, Problem> {
    if let Some(collection) = word.strip_suffix("/$count") {
        return Ok(Expression::Count(segments(collection)?));
    }
    Ok(Expression::Path(segments(word)?))
}

/// The segments of a path in an expression.
pub(super) fn segments(path: &str) -> Result<Vec<String>, Problem> {
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
