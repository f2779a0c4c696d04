//! `$apply` (OData Extension for Data Aggregation 4.0): `filter`, `search`, `compute`, `groupby`, `aggregate`, `orderby`, `top`,
//! `skip` and `identity`. Other transformations are refused.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::eval::{Row, Scope};
use super::filter::{self, Expression, Names};
use super::functions;
use super::number::Arithmetic;
use super::problem::Problem;
use super::query::{self, Order};
use super::read::Reader;
use super::search::Search;
use super::text;
use super::value::Value;
use crate::json::{self, Json, Members};

/// A step of `$apply`.
#[derive(Clone, Debug)]
pub(super) enum Transformation {
    Filter(Expression),
    Search(Search),
    Compute(Vec<(String, Expression)>),
    Order(Vec<Order>),
    Top(usize),
    Skip(usize),
    Group {
        by: Vec<Vec<String>>,
        aggregates: Vec<Aggregate>,
    },
}

/// A value of many rows.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    name: String,
    /// The value of each row; `None` counts the rows.
    value: Option<Expression>,
    method: Method,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Method {
    Sum,
    Min,
    Max,
    Average,
    CountDistinct,
    Count,
}

/// Reads the text of the option.
pub(super) fn read(text: &str, names: &Names) -> Result<Vec<Transformation>, Problem> {
    let steps = text::split(text, '/').into_iter();
    let steps = steps.filter(|step| *step != "identity");
    steps.map(|step| transformation(step, names)).collect()
}

fn transformation(text: &str, names: &Names) -> Result<Transformation, Problem> {
    let unknown = || Problem::unsupported(format!("`{text}` in `$apply`"));
    let (name, inner) = text::call(text);
    let inner = inner.ok_or_else(unknown)?;
    let number = || inner.trim().parse().map_err(|_| unknown());
    Ok(match name {
        "filter" => Transformation::Filter(filter::read(inner, names)?),
        "search" => Transformation::Search(Search::read(inner)?),
        "compute" => Transformation::Compute(query::computed(inner, names)?.0),
        "orderby" => Transformation::Order(query::order(inner, names)?),
        "top" => Transformation::Top(number()?),
        "skip" => Transformation::Skip(number()?),
        "aggregate" => Transformation::Group {
            by: Vec::new(),
            aggregates: aggregates(inner, names)?,
        },
        "groupby" => {
            let parts = text::split(inner, ',');
            let (by, rest) = parts.split_first().ok_or_else(unknown)?;
            let by = by.strip_prefix('(').and_then(|by| by.strip_suffix(')'));
            let by = text::split(by.ok_or_else(unknown)?, ',').into_iter();
            let aggregates = match rest {
                [] => Vec::new(),
                [rest] => match text::call(rest) {
                    ("aggregate", Some(inner)) => aggregates(inner, names)?,
                    _ => return Err(unknown()),
                },
                _ => return Err(unknown()),
            };
            Transformation::Group {
                by: by.map(filter::segments).collect::<Result<_, _>>()?,
                aggregates,
            }
        }
        _ => return Err(unknown()),
    })
}

fn aggregates(text: &str, names: &Names) -> Result<Vec<Aggregate>, Problem> {
    let read = |item: &str| {
        let (of, name) = query::named(item)?;
        let name = name.to_owned();
        if of == "$count" {
            return Ok(Aggregate {
                name,
                value: None,
                method: Method::Count,
            });
        }
        let unknown = || Problem::unsupported(format!("`{item}` in `$apply`"));
        let (value, method) = of.rsplit_once(" with ").ok_or_else(unknown)?;
        let method = match method.trim() {
            "sum" => Method::Sum,
            "min" => Method::Min,
            "max" => Method::Max,
            "average" => Method::Average,
            "countdistinct" => Method::CountDistinct,
            _ => return Err(unknown()),
        };
        Ok(Aggregate {
            name,
            value: Some(filter::read(value, names)?),
            method,
        })
    };
    text::split(text, ',').into_iter().map(read).collect()
}

/// What a step leaves: some of the rows, or others.
enum Left {
    Rows(Vec<usize>),
    Objects(Vec<Members>),
}

impl<'r> Reader<'r> {
    /// The rows that all steps leave of entities, as objects.
    pub(super) fn applied(
        &self,
        mut rows: Vec<Row<'r>>,
        steps: &[Transformation],
    ) -> Result<Vec<Members>, Problem> {
        let mut steps = steps.iter();
        let mut objects = loop {
            let Some(step) = steps.next() else {
                break rows.iter().filter_map(Row::members).cloned().collect();
            };
            match self.step(&rows, step)? {
                Left::Rows(left) => rows = left.into_iter().map(|at| rows[at]).collect(),
                Left::Objects(objects) => break objects,
            }
        };
        for step in steps {
            let members = objects.iter().map(|object| object.len());
            self.work.spend(members.sum())?;
            let values: Vec<Json> = objects.into_iter().map(Json::Object).collect();
            let rows: Vec<Row<'_>> = values.iter().map(Row::untyped).collect();
            objects = match self.step(&rows, step)? {
                Left::Rows(left) => {
                    let left = left.into_iter().filter_map(|at| rows[at].members());
                    left.cloned().collect()
                }
                Left::Objects(objects) => objects,
            };
        }
        Ok(objects)
    }

    fn step(&self, rows: &[Row<'_>], step: &Transformation) -> Result<Left, Problem> {
        self.work.spend(rows.len())?;
        let scope = |at: usize| self.scope(rows[at]);
        let all = 0..rows.len();
        Ok(match step {
            Transformation::Filter(filter) => {
                let mut left = Vec::new();
                for at in all {
                    if scope(at).holds(filter)? {
                        left.push(at);
                    }
                }
                Left::Rows(left)
            }
            Transformation::Search(search) => {
                let mut left = Vec::new();
                for at in all {
                    if self.is_found(search, rows[at])? {
                        left.push(at);
                    }
                }
                Left::Rows(left)
            }
            Transformation::Order(order) => {
                let mut keyed = Vec::new();
                for at in all {
                    keyed.push((at, scope(at).keys(order)?));
                }
                Left::Rows(self.sorted(keyed, order)?)
            }
            Transformation::Top(count) => Left::Rows(all.take(*count).collect()),
            Transformation::Skip(count) => Left::Rows(all.skip(*count).collect()),
            Transformation::Compute(computed) => {
                let mut objects = Vec::new();
                for at in all {
                    let mut object = rows[at].members().cloned().unwrap_or_default();
                    for (name, expression) in computed {
                        let value = scope(at).value(expression)?.json(self.schema);
                        json::set(&mut object, name, value);
                    }
                    objects.push(object);
                }
                Left::Objects(objects)
            }
            Transformation::Group { by, aggregates } => {
                let mut groups: Vec<(Vec<Json>, Vec<usize>)> = Vec::new();
                let mut known: BTreeMap<String, usize> = BTreeMap::new();
                for at in all {
                    let values = by.iter().map(|path| scope(at).json(path));
                    let values = values.collect::<Result<Vec<_>, _>>()?;
                    let text = Json::List(values.clone()).to_string();
                    let group = *known.entry(text).or_insert(groups.len());
                    match groups.get_mut(group) {
                        Some((_, rows)) => rows.push(at),
                        None => groups.push((values, vec![at])),
                    }
                }
                // Without groups, all rows are one, also if there is none.
                if by.is_empty() && groups.is_empty() {
                    groups.push((Vec::new(), Vec::new()));
                }
                let mut objects = Vec::new();
                for (values, rows) in groups {
                    let mut object = Members::new();
                    for (path, value) in by.iter().zip(values) {
                        put(&mut object, path, value);
                    }
                    for aggregate in aggregates {
                        let scopes: Vec<Scope<'_>> = rows.iter().map(|at| scope(*at)).collect();
                        let value = self.aggregate(aggregate, &scopes)?;
                        json::set(&mut object, &aggregate.name, value);
                    }
                    objects.push(object);
                }
                Left::Objects(objects)
            }
        })
    }

    fn aggregate(&self, aggregate: &Aggregate, rows: &[Scope<'_>]) -> Result<Json, Problem> {
        self.work.spend(rows.len())?;
        let Some(expression) = &aggregate.value else {
            return Ok(Json::count(rows.len()));
        };
        // Null is no value of an aggregate.
        let mut values = Vec::new();
        for row in rows {
            match row.value(expression)? {
                Value::Null => {}
                value => values.push(value),
            }
        }
        if aggregate.method == Method::CountDistinct {
            let texts = values
                .iter()
                .map(|value| value.json(self.schema).to_string());
            return Ok(Json::count(texts.collect::<BTreeSet<_>>().len()));
        }
        let count = values.len();
        let mut values = values.into_iter();
        let Some(mut result) = values.next() else {
            return Ok(Json::Null);
        };
        for value in values {
            let is_extreme = |wanted: Ordering| {
                let ordering = value.clone().compare(result.clone(), self.schema)?;
                Ok::<_, Problem>(ordering == Some(wanted))
            };
            let is_next = match aggregate.method {
                Method::Min => is_extreme(Ordering::Less)?,
                Method::Max => is_extreme(Ordering::Greater)?,
                _ => {
                    result = functions::arithmetic(Arithmetic::Add, result, value)?;
                    continue;
                }
            };
            if is_next {
                result = value;
            }
        }
        if aggregate.method == Method::Average {
            result = functions::arithmetic(Arithmetic::DivBy, result, Value::count(count))?;
        }
        Ok(result.json(self.schema))
    }
}

/// Sets a member at the end of a path.
fn put(object: &mut Members, path: &[String], value: Json) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        return json::set(object, first, value);
    }
    if !object.iter().any(|(name, _)| name == first) {
        object.push((first.clone(), Json::Object(Members::new())));
    }
    let inner = object.iter_mut().find(|(name, _)| name == first);
    if let Some((_, Json::Object(inner))) = inner {
        put(inner, rest, value);
    }
}
