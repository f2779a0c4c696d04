//! The expression tree behind all typed expressions.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::literal::LiteralText;

/// An expression (OData URL conventions 4.01, 5.1.1). Typed code builds it; nothing in it is text of a URL yet but
/// [`Raw`](Self::Raw).
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    Literal(LiteralText),
    /// `true`, `false`, `null`: what no dialect changes.
    Word(&'static str),
    /// From the entity, or from a lambda variable.
    Path {
        variable: Option<Variable>,
        segments: Vec<&'static str>,
    },
    /// Two or more operands.
    Logic(Logic, Vec<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    Call(&'static str, Vec<Expr>),
    /// `path/any(v:predicate)`; no predicate only for `any`.
    Lambda {
        path: Box<Expr>,
        all: bool,
        predicate: Option<(Variable, Box<Expr>)>,
    },
    /// As the caller wrote it.
    Raw(Box<str>),
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
    pub(crate) fn path(segments: Vec<&'static str>) -> Self {
        Self::Path {
            variable: None,
            segments,
        }
    }

    /// One more step on a path. Steps are only offered on paths; anything else is left as it is.
    pub(crate) fn step(mut self, name: &'static str) -> Self {
        if let Self::Path { segments, .. } = &mut self {
            segments.push(name);
        }
        self
    }

    /// `and` and `or` are associative: one level holds them all, so that a long chain is not a deep tree.
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
