//! Rendered expressions, read back by a parser that knows nothing of the renderer: whatever the tree, sensible or not,
//! operators, parentheses and variables must mean in the text what they mean in the tree, in every reading of OData.

#[path = "../../tests/grammar/mod.rs"]
mod grammar;

use super::expr::{Binary, Expr, List, Logic, Root, Variable};
use super::render::{Context, render};
use crate::wire::EnumLiterals;
use clientwright_values::__private::LiteralText;
use grammar::{READINGS, Reading, Tree, leaf, node, option};

fn parse(text: &str, reading: Reading) -> Tree {
    option("$filter", text, reading).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What a literal of the tests below is read as.
fn literal(text: &str) -> Tree {
    match text.strip_prefix('\'') {
        Some(quoted) => {
            let inner = quoted.strip_suffix('\'').unwrap();
            leaf(format!("string {}", inner.replace("''", "'")))
        }
        None => leaf(format!("number {text}")),
    }
}

/// The tree of an expression. Variables are numbered by the depth at which they are bound.
fn tree(expr: &Expr, scope: &mut Vec<Variable>) -> Tree {
    match expr {
        Expr::Literal(value) => literal(value.get(EnumLiterals::Qualified)),
        Expr::Word(word) => leaf(&**word),
        Expr::Raw(text) => parse(text, Reading::Specification),
        Expr::Path { root, segments } => {
            let root = match root {
                Root::Implicit => None,
                Root::It => Some("$it".to_owned()),
                Root::This => Some("$this".to_owned()),
                Root::Variable(id) => Some(format!(
                    "#{}",
                    scope.iter().position(|other| other == id).unwrap()
                )),
                Root::Service { .. } => unreachable!("not made here"),
            };
            let parts: Vec<String> = root
                .into_iter()
                .chain(segments.iter().map(|name| name.to_string()))
                .collect();
            leaf(format!("path {}", parts.join("/")))
        }
        Expr::Logic(logic, operands) => {
            let name = if *logic == Logic::And { "and" } else { "or" };
            node(
                name,
                operands
                    .iter()
                    .map(|operand| tree(operand, scope))
                    .collect(),
            )
        }
        Expr::Not(operand) => node("not", vec![tree(operand, scope)]),
        Expr::Negate(operand) => node("-", vec![tree(operand, scope)]),
        Expr::Binary(operator, left, right) => {
            node(operator.word(), vec![tree(left, scope), tree(right, scope)])
        }
        Expr::In(operand, list) => {
            let operand = tree(operand, scope);
            let items = match list {
                List::Items(items) => items,
                List::Collection(collection) => {
                    return node("in collection", vec![operand, tree(collection, scope)]);
                }
            };
            node(
                "in",
                [operand]
                    .into_iter()
                    .chain(items.iter().map(|item| tree(item, scope)))
                    .collect(),
            )
        }
        Expr::Call(name, arguments) => node(
            format!("{name}()"),
            arguments
                .iter()
                .map(|argument| tree(argument, scope))
                .collect(),
        ),
        Expr::Lambda {
            path,
            all,
            predicate,
        } => {
            let mut children = vec![tree(path, scope)];
            if let Some((variable, predicate)) = predicate {
                scope.push(*variable);
                children.push(tree(predicate, scope));
                scope.pop();
            }
            node(if *all { "all" } else { "any" }, children)
        }
        Expr::Case(pairs) => {
            let parts = pairs
                .iter()
                .flat_map(|(condition, value)| [condition, value]);
            node("case()", parts.map(|part| tree(part, scope)).collect())
        }
        Expr::CountWhere(path, condition) => {
            let Tree(path, _) = tree(path, scope);
            // Elements of an `any` around it are not known inside of the parentheses.
            let condition = tree(condition, &mut Vec::new());
            let option = node("$filter", vec![condition]);
            node("count of", vec![leaf(path + "/$count"), option])
        }
        other => unreachable!("{other:?} is not made here"),
    }
}

/// Random trees, the same in every run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Any tree, sensible or not: the renderer does not know types either.
    fn expr(&mut self, depth: usize, scope: &mut Vec<Variable>) -> Expr {
        if depth == 0 {
            return self.leaf(scope);
        }
        let next = depth - 1;
        match self.below(19) {
            0..=1 => self.leaf(scope),
            2..=4 => {
                let logic = self.pick(&[Logic::And, Logic::Or]);
                let left = self.expr(next, scope);
                Expr::logic(logic, left, self.expr(next, scope))
            }
            5..=6 => Expr::Not(Box::new(self.expr(next, scope))),
            7 => Expr::Negate(Box::new(self.expr(next, scope))),
            8..=11 => {
                use Binary::{Add, Div, DivBy, Eq, Ge, Gt, Has, Le, Lt, Mod, Mul, Ne, Sub};
                let operator =
                    self.pick(&[Eq, Ne, Gt, Ge, Lt, Le, Has, Add, Sub, Mul, Div, DivBy, Mod]);
                let left = self.expr(next, scope);
                Expr::binary(operator, left, self.expr(next, scope))
            }
            12 => {
                let operand = self.expr(next, scope);
                let items = (0..=self.below(3)).map(|_| self.expr(next, scope));
                Expr::In(Box::new(operand), List::Items(items.collect()))
            }
            13 => {
                let (name, arguments) = self.pick(&[("contains", 2), ("tolower", 1), ("now", 0)]);
                Expr::Call(
                    name,
                    (0..arguments).map(|_| self.expr(next, scope)).collect(),
                )
            }
            14 => Expr::Raw(
                self.pick(&["a eq 1 or b eq 2", "x", "not c", "p and q"])
                    .into(),
            ),
            15 => {
                let pairs = (0..=self.below(2))
                    .map(|_| (self.expr(next, scope), self.expr(next, scope)))
                    .collect();
                Expr::Case(pairs)
            }
            16 => {
                let path = Box::new(self.path(scope));
                Expr::CountWhere(path, Box::new(self.expr(next, &mut Vec::new())))
            }
            17 => {
                let operand = Box::new(self.expr(next, scope));
                Expr::In(operand, List::Collection(Box::new(self.path(scope))))
            }
            _ => {
                let path = Box::new(self.path(scope));
                if self.below(4) == 0 {
                    return Expr::Lambda {
                        path,
                        all: false,
                        predicate: None,
                    };
                }
                let variable = Variable::fresh();
                scope.push(variable);
                let predicate = Some((variable, Box::new(self.expr(next, scope))));
                scope.pop();
                Expr::Lambda {
                    path,
                    all: self.below(2) == 0,
                    predicate,
                }
            }
        }
    }

    fn leaf(&mut self, scope: &[Variable]) -> Expr {
        match self.below(6) {
            0 => Expr::word(self.pick(&["true", "false", "null"])),
            1 => Expr::Literal(LiteralText::new(&self.pick(&[0, 7, -3]))),
            2 => Expr::Literal(LiteralText::new(&self.pick(&[1.5, f64::NEG_INFINITY]))),
            3 => Expr::Literal(LiteralText::string(self.pick(&[
                "",
                "'",
                "O'Neil",
                "a or b",
                "x) and (y",
                "''",
            ]))),
            _ => self.path(scope),
        }
    }

    fn path(&mut self, scope: &[Variable]) -> Expr {
        let names = [
            "a",
            "b",
            "c",
            "INFO",
            "displayName",
            "not_",
            "any",
            "eq1",
            "NS.derived",
        ];
        let mut segments: Vec<_> = (0..=self.below(3))
            .map(|_| self.pick(&names).into())
            .collect();
        let root = if scope.is_empty() || self.below(2) == 0 {
            Root::Implicit
        } else {
            Root::Variable(self.pick(scope))
        };
        if root != Root::Implicit && self.below(2) == 0 {
            segments.clear();
        }
        Expr::Path { root, segments }
    }
}

fn text(expr: &Expr) -> String {
    let mut out = String::new();
    render(expr, &mut Context::new(EnumLiterals::Qualified), &mut out).unwrap();
    out
}

#[test]
fn rendered_trees_come_back_as_they_were() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..20_000 {
        let expr = random.expr(1 + round % 6, &mut Vec::new());
        let text = text(&expr);
        let expected = tree(&expr, &mut Vec::new());
        for reading in READINGS {
            assert_eq!(parse(&text, reading), expected, "{text}");
        }
    }
}

#[test]
fn the_parser_distinguishes_trees() {
    for (left, right) in [
        ("a or b and c", "(a or b) and c"),
        ("not a and b", "not (a and b)"),
        ("a sub b sub c", "a sub (b sub c)"),
        ("x/any(a:a eq 1)", "x/any(a:b eq 1)"),
        ("-a add b", "-(a add b)"),
    ] {
        assert_ne!(
            parse(left, Reading::Specification),
            parse(right, Reading::Specification),
            "{left}"
        );
    }
    assert_eq!(
        parse("not (a)", Reading::Specification),
        parse("not a", Reading::OneLevel)
    );
}

#[test]
fn no_more_parentheses_than_needed() {
    let path = |name: &'static str| Expr::path(vec![name.into()]);
    let one = || Expr::Literal(LiteralText::new(&1));
    let eq = |name| Expr::binary(Binary::Eq, path(name), one());
    let or = |left, right| Expr::logic(Logic::Or, left, right);
    let and = |left, right| Expr::logic(Logic::And, left, right);
    let not = |operand| Expr::Not(Box::new(operand));
    for (expr, expected) in [
        (
            and(or(eq("a"), eq("b")), eq("c")),
            "(a eq 1 or b eq 1) and c eq 1",
        ),
        (
            or(and(eq("a"), eq("b")), eq("c")),
            "a eq 1 and b eq 1 or c eq 1",
        ),
        (
            and(eq("a"), and(eq("b"), eq("c"))),
            "a eq 1 and b eq 1 and c eq 1",
        ),
        (not(and(eq("a"), eq("b"))), "not (a eq 1 and b eq 1)"),
        (not(eq("a")), "not (a eq 1)"),
        (
            not(Expr::Call("contains", vec![path("a"), path("b")])),
            "not contains(a,b)",
        ),
        (and(not(path("a")), path("b")), "not a and b"),
        (not(not(path("a"))), "not (not a)"),
        (
            Expr::binary(
                Binary::Mul,
                Expr::binary(Binary::Add, path("a"), path("b")),
                one(),
            ),
            "(a add b) mul 1",
        ),
        (
            Expr::binary(
                Binary::Sub,
                Expr::binary(Binary::Sub, path("a"), path("b")),
                one(),
            ),
            "a sub b sub 1",
        ),
        (
            Expr::binary(
                Binary::Sub,
                path("a"),
                Expr::binary(Binary::Sub, path("b"), one()),
            ),
            "a sub (b sub 1)",
        ),
        (
            Expr::binary(Binary::Eq, eq("a"), Expr::word("true")),
            "(a eq 1) eq true",
        ),
        (Expr::Negate(Box::new(path("INF"))), "-(INF)"),
    ] {
        assert_eq!(text(&expr), expected);
    }
}

#[test]
fn variables_avoid_properties_and_each_other() {
    let (outer, inner) = (Variable::fresh(), Variable::fresh());
    let of = |variable, name: &'static str| Expr::root(Root::Variable(variable)).step(name);
    let body = Expr::Lambda {
        path: Box::new(of(outer, "children")),
        all: true,
        predicate: Some((
            inner,
            Box::new(Expr::binary(Binary::Eq, of(inner, "a"), of(outer, "c"))),
        )),
    };
    let expr = Expr::Lambda {
        path: Box::new(Expr::path(vec!["b".into()])),
        all: false,
        predicate: Some((outer, Box::new(body))),
    };
    assert_eq!(text(&expr), "b/any(d:d/children/all(e:e/a eq d/c))");
}

#[test]
fn a_long_chain_is_no_deep_tree() {
    let mut chain = Expr::word("false");
    for _ in 0..200_000 {
        chain = Expr::logic(Logic::Or, chain, Expr::word("true"));
    }
    assert!(text(&chain).len() > 1_000_000);
}
