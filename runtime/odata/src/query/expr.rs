//! The expression tree of all typed expressions.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_values::__private::LiteralText;

/// A name in an expression: of a property, a type, an alias.
pub(crate) type Name = Cow<'static, str>;

/// An expression (OData URL conventions 4.01, 5.1.1). Typed code builds it; nothing in it is text of a URL yet but
/// [`Raw`](Self::Raw).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Literal(LiteralText),
    /// `true`, `false`, `null`, a number that is a type's own text: what no dialect changes.
    Word(Name),
    Path {
        root: Root,
        segments: Vec<Name>,
    },
    /// Two or more operands.
    Logic(Logic, Vec<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    In(Box<Expr>, List),
    Call(&'static str, Vec<Expr>),
    /// `case(condition:value,…)`; at least one pair.
    Case(Vec<(Expr, Expr)>),
    /// `path/any(v:predicate)`; no predicate only for `any`.
    Lambda {
        path: Box<Expr>,
        all: bool,
        predicate: Option<(Variable, Box<Expr>)>,
    },
    /// `path/$count($filter=…)`: the condition is about an element.
    CountWhere(Box<Expr>, Box<Expr>),
    /// A name whose value is sent as a query option of its own.
    Alias(Name, Box<Expr>),
    /// As the caller wrote it.
    Raw(Box<str>),
    /// What has no text, and why.
    Invalid(Cow<'static, str>),
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Root {
    /// The entity: nothing is written.
    Implicit,
    Variable(Variable),
    It,
    This,
    /// `$root/name(key)`; a singleton has no key.
    Service {
        name: Name,
        key: Vec<(Name, LiteralText)>,
    },
}

/// The right side of `in`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum List {
    /// At least one.
    Items(Vec<Expr>),
    Collection(Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logic {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
    Add,
    Sub,
    Mul,
    Div,
    DivBy,
    Mod,
}

impl Binary {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ne => "ne",
            Self::Gt => "gt",
            Self::Ge => "ge",
            Self::Lt => "lt",
            Self::Le => "le",
            Self::Has => "has",
            Self::Add => "add",
            Self::Sub => "sub",
            Self::Mul => "mul",
            Self::Div => "div",
            Self::DivBy => "divby",
            Self::Mod => "mod",
        }
    }
}

/// The identity of a lambda variable. It gets its name when the expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variable(usize);

impl Variable {
    pub(crate) fn fresh() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

impl Expr {
    pub(crate) const fn word(word: &'static str) -> Self {
        Self::Word(Cow::Borrowed(word))
    }

    /// A path from the entity.
    pub(crate) fn path(segments: Vec<Name>) -> Self {
        Self::Path {
            root: Root::Implicit,
            segments,
        }
    }

    /// A path that has only a beginning.
    pub(crate) const fn root(root: Root) -> Self {
        Self::Path {
            root,
            segments: Vec::new(),
        }
    }

    /// One more step on a path. Steps are only offered on paths; anything else is left as it is.
    pub(crate) fn step(mut self, name: impl Into<Name>) -> Self {
        if let Self::Path { segments, .. } = &mut self {
            segments.push(name.into());
        }
        self
    }

    /// Further steps on a path.
    pub(crate) fn steps(mut self, names: impl IntoIterator<Item = Name>) -> Self {
        if let Self::Path { segments, .. } = &mut self {
            segments.extend(names);
        }
        self
    }

    /// `and` and `or` are associative: one level contains all operands, so that a long chain is not a deep tree.
    pub(crate) fn logic(logic: Logic, left: Self, right: Self) -> Self {
        let mut operands = match left {
            Self::Logic(inner, operands) if inner == logic => operands,
            other => vec![other],
        };
        match right {
            Self::Logic(inner, more) if inner == logic => operands.extend(more),
            other => operands.push(other),
        }
        Self::Logic(logic, operands)
    }

    pub(crate) fn binary(operator: Binary, left: Self, right: Self) -> Self {
        Self::Binary(operator, Box::new(left), Box::new(right))
    }
}
