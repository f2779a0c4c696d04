//! Expressions as text, with no more parentheses than every service needs (OData URL conventions 4.01, 5.1.1.17).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::expr::{Binary, Expr, List, Logic, Name, Root, Variable};
use crate::wire::EnumLiterals;

/// The precedence of an expression, lowest first.
///
/// The specification has `has` and `in` with the paths, relations above equalities, and the ABNF another order again;
/// OData libraries differ in the same places. So comparisons of all kinds are one level here, they are never operands
/// of each other without parentheses, and the operands of `has` and `in` are primary. That is right in every reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Raw,
    Or,
    And,
    Comparison,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

/// Why something cannot be written.
pub(crate) type Reason = Cow<'static, str>;

/// What is the same for everything in one URL.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) enums: EnumLiterals,
    /// The parameter aliases that were met, with `@`, and their values.
    pub(crate) aliases: Vec<(String, String)>,
}

impl Context {
    pub(crate) const fn new(enums: EnumLiterals) -> Self {
        Self {
            enums,
            aliases: Vec::new(),
        }
    }

    fn alias(&mut self, name: &str, value: &Expr) -> Result<(), Reason> {
        let mut text = String::new();
        render(value, self, &mut text)?;
        match self.aliases.iter().find(|(known, _)| known == name) {
            None => self.aliases.push((name.to_owned(), text)),
            Some((_, known)) if *known == text => {}
            Some(_) => return Err(format!("the parameter alias {name} has two values").into()),
        }
        Ok(())
    }
}

/// Writes the expression, not yet percent-encoded.
///
/// # Errors
///
/// When a lambda variable is used outside of its `any` or `all`, an alias has no proper name or two values, or a part
/// has no text.
pub(crate) fn render(expr: &Expr, context: &mut Context, out: &mut String) -> Result<(), Reason> {
    Renderer {
        context,
        taken: None,
        root: expr,
        scope: Vec::new(),
        out,
    }
    .write(expr, Level::Raw)
}

struct Renderer<'a> {
    context: &'a mut Context,
    /// Property names and the words of raw text, which a variable must not hide. Collected when there is a variable.
    taken: Option<BTreeSet<&'a str>>,
    root: &'a Expr,
    /// The variables that are in scope, outermost first.
    scope: Vec<(Variable, Cow<'static, str>)>,
    out: &'a mut String,
}

impl Renderer<'_> {
    fn write(&mut self, expr: &Expr, needed: Level) -> Result<(), Reason> {
        if level(expr) < needed {
            self.out.push('(');
            self.write(expr, Level::Raw)?;
            self.out.push(')');
            return Ok(());
        }
        match expr {
            Expr::Literal(literal) => self.out.push_str(literal.get(self.context.enums)),
            Expr::Word(word) => self.out.push_str(word),
            Expr::Raw(text) => self.out.push_str(text),
            Expr::Invalid(reason) => return Err(reason.clone()),
            Expr::Path { root, segments } => self.write_path(root, segments)?,
            Expr::Logic(logic, operands) => self.write_logic(*logic, operands)?,
            Expr::Not(operand) => {
                self.out.push_str("not ");
                self.write(operand, Level::Primary)?;
            }
            Expr::Negate(operand) => self.write_negated(operand)?,
            Expr::Binary(operator, left, right) => self.write_binary(*operator, left, right)?,
            Expr::In(operand, List::Items(values)) => {
                self.write(operand, Level::Primary)?;
                self.out.push_str(" in (");
                self.write_list(values)?;
                self.out.push(')');
            }
            Expr::In(operand, List::Collection(collection)) => {
                self.write(operand, Level::Primary)?;
                self.out.push_str(" in ");
                self.write(collection, Level::Primary)?;
            }
            Expr::Call(name, arguments) => {
                self.out.push_str(name);
                self.out.push('(');
                self.write_list(arguments)?;
                self.out.push(')');
            }
            Expr::Case(pairs) => self.write_case(pairs)?,
            Expr::Lambda {
                path,
                all,
                predicate,
            } => {
                self.write(path, Level::Primary)?;
                self.out.push_str(if *all { "/all(" } else { "/any(" });
                if let Some((variable, predicate)) = predicate {
                    self.write_predicate(*variable, predicate)?;
                }
                self.out.push(')');
            }
            Expr::CountWhere(path, condition) => {
                self.write(path, Level::Primary)?;
                self.out.push_str("/$count($filter=");
                self.write(condition, Level::Raw)?;
                self.out.push(')');
            }
            Expr::Alias(name, value) => {
                if !is_identifier(name) {
                    return Err(format!("{name:?} cannot be the name of a parameter alias").into());
                }
                let start = self.out.len();
                self.out.push('@');
                self.out.push_str(name);
                self.context
                    .alias(self.out.get(start..).unwrap_or_default(), value)?;
            }
        }
        Ok(())
    }

    fn write_path(&mut self, root: &Root, segments: &[Name]) -> Result<(), Reason> {
        let mut separate = true;
        match root {
            Root::Implicit => separate = false,
            Root::It => self.out.push_str("$it"),
            Root::This => self.out.push_str("$this"),
            Root::Variable(variable) => {
                let name = self.scope.iter().find(|(id, _)| id == variable);
                let (_, name) =
                    name.ok_or("a lambda variable is used outside of its `any` or `all`")?;
                self.out.push_str(name);
            }
            Root::Service { name, key } => {
                self.out.push_str("$root/");
                self.out.push_str(name);
                for (index, (name, value)) in key.iter().enumerate() {
                    self.out.push(if index == 0 { '(' } else { ',' });
                    if key.len() > 1 {
                        self.out.push_str(name);
                        self.out.push('=');
                    }
                    self.out.push_str(value.get(self.context.enums));
                }
                if !key.is_empty() {
                    self.out.push(')');
                }
            }
        }
        for segment in segments {
            if separate {
                self.out.push('/');
            }
            self.out.push_str(segment);
            separate = true;
        }
        Ok(())
    }

    fn write_logic(&mut self, logic: Logic, operands: &[Expr]) -> Result<(), Reason> {
        let (word, needed) = match logic {
            Logic::And => (" and ", Level::And),
            Logic::Or => (" or ", Level::Or),
        };
        for (index, operand) in operands.iter().enumerate() {
            if index > 0 {
                self.out.push_str(word);
            }
            self.write(operand, needed)?;
        }
        Ok(())
    }

    fn write_negated(&mut self, operand: &Expr) -> Result<(), Reason> {
        // `-5` and `-INF` are literals: parentheses keep the operator one.
        let plain = match operand {
            Expr::Path { segments, .. } => segments.first().is_none_or(|name| *name != "INF"),
            Expr::Call(..) => true,
            _ => false,
        };
        self.out.push_str(if plain { "-" } else { "-(" });
        self.write(operand, if plain { Level::Primary } else { Level::Or })?;
        self.out.push_str(if plain { "" } else { ")" });
        Ok(())
    }

    fn write_binary(&mut self, operator: Binary, left: &Expr, right: &Expr) -> Result<(), Reason> {
        // Arithmetic is left-associative: `a sub b sub c` is `(a sub b) sub c`.
        let (left_needed, right_needed) = match operator {
            Binary::Eq | Binary::Ne | Binary::Gt | Binary::Ge | Binary::Lt | Binary::Le => {
                (Level::Additive, Level::Additive)
            }
            Binary::Has => (Level::Primary, Level::Primary),
            Binary::Add | Binary::Sub => (Level::Additive, Level::Multiplicative),
            Binary::Mul | Binary::Div | Binary::DivBy | Binary::Mod => {
                (Level::Multiplicative, Level::Unary)
            }
        };
        self.write(left, left_needed)?;
        self.out.push(' ');
        self.out.push_str(operator.word());
        self.out.push(' ');
        self.write(right, right_needed)
    }

    fn write_list(&mut self, items: &[Expr]) -> Result<(), Reason> {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.write(item, Level::Or)?;
        }
        Ok(())
    }

    fn write_case(&mut self, pairs: &[(Expr, Expr)]) -> Result<(), Reason> {
        for (index, (condition, value)) in pairs.iter().enumerate() {
            self.out.push_str(if index == 0 { "case(" } else { "," });
            let start = self.out.len();
            self.write(condition, Level::Or)?;
            // `gt 10:20` could be read as a comparison with a time of day.
            if self.out.ends_with(|last: char| last.is_ascii_digit()) {
                self.out.insert(start, '(');
                self.out.push(')');
            }
            self.out.push(':');
            self.write(value, Level::Or)?;
        }
        self.out.push(')');
        Ok(())
    }

    fn write_predicate(&mut self, variable: Variable, predicate: &Expr) -> Result<(), Reason> {
        let name = self.fresh_name();
        self.out.push_str(&name);
        self.out.push(':');
        self.scope.push((variable, name));
        let written = self.write(predicate, Level::Raw);
        self.scope.pop();
        written
    }

    /// The first of `a`, `b`, … `z`, `v1`, `v2`, … that is neither a variable in scope nor a property of the
    /// expression.
    fn fresh_name(&mut self) -> Cow<'static, str> {
        const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
        let taken = self.taken.get_or_insert_with(|| {
            let mut names = BTreeSet::new();
            collect_names(self.root, &mut names);
            names
        });
        let free =
            |name: &str| !taken.contains(name) && self.scope.iter().all(|(_, used)| used != name);
        let letter = (0..LETTERS.len())
            .map(|at| &LETTERS[at..=at])
            .find(|name| free(name))
            .map(Cow::Borrowed);
        let numbered = || {
            (1_usize..)
                .map(|number| format!("v{number}"))
                .find(|name| free(name))
                .map(Cow::Owned)
        };
        letter
            .or_else(numbered)
            .unwrap_or(Cow::Borrowed("variable"))
    }
}

fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Raw(_) => Level::Raw,
        Expr::Logic(Logic::Or, _) => Level::Or,
        Expr::Logic(Logic::And, _) => Level::And,
        Expr::In(..) => Level::Comparison,
        Expr::Binary(operator, ..) => match operator {
            Binary::Add | Binary::Sub => Level::Additive,
            Binary::Mul | Binary::Div | Binary::DivBy | Binary::Mod => Level::Multiplicative,
            _ => Level::Comparison,
        },
        Expr::Not(_) | Expr::Negate(_) => Level::Unary,
        Expr::Literal(_)
        | Expr::Word(_)
        | Expr::Path { .. }
        | Expr::Call(..)
        | Expr::Case(_)
        | Expr::Lambda { .. }
        | Expr::CountWhere(..)
        | Expr::Alias(..)
        | Expr::Invalid(_) => Level::Primary,
    }
}

fn collect_names<'a>(expr: &'a Expr, names: &mut BTreeSet<&'a str>) {
    match expr {
        Expr::Path { segments, .. } => names.extend(segments.iter().map(|name| &**name)),
        Expr::Raw(text) => names.extend(text.split(|c: char| !c.is_alphanumeric() && c != '_')),
        Expr::Not(operand) | Expr::Negate(operand) => collect_names(operand, names),
        Expr::Binary(_, left, right) | Expr::CountWhere(left, right) => {
            collect_names(left, names);
            collect_names(right, names);
        }
        Expr::In(operand, list) => {
            collect_names(operand, names);
            match list {
                List::Items(items) => items.iter().for_each(|item| collect_names(item, names)),
                List::Collection(collection) => collect_names(collection, names),
            }
        }
        Expr::Logic(_, items) | Expr::Call(_, items) => {
            items.iter().for_each(|item| collect_names(item, names))
        }
        Expr::Case(pairs) => {
            for (condition, value) in pairs {
                collect_names(condition, names);
                collect_names(value, names);
            }
        }
        Expr::Lambda {
            path, predicate, ..
        } => {
            collect_names(path, names);
            if let Some((_, predicate)) = predicate {
                collect_names(predicate, names);
            }
        }
        // The value of an alias is written elsewhere, and has no variables of this expression.
        Expr::Literal(_) | Expr::Word(_) | Expr::Alias(..) | Expr::Invalid(_) => {}
    }
}

/// OData ABNF 4.01, `odataIdentifier`, in ASCII.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
