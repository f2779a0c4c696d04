//! Values of expressions for one entity.

use std::cmp::Ordering;

use clientwright_csdl::schema::{Member, NavigationId, Schema, StructuredId, Type};

use super::filter::{Comparison, Expression};
use super::functions;
use super::problem::Problem;
use super::query::Order;
use super::store::Store;
use super::value::Value;
use super::work::Work;
use crate::json::{self, Json, Members};

/// What an expression is evaluated for: an entity, or a value in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    Entity {
        place: &'a str,
        ty: StructuredId,
        members: &'a Members,
    },
    Value {
        json: &'a Json,
        ty: Option<Type>,
    },
}

const NULL: &Json = &Json::Null;

impl<'a> Row<'a> {
    /// No value, of a type.
    pub(super) fn nothing(ty: StructuredId) -> Self {
        Self::Value {
            json: NULL,
            ty: Some(Type::Structured(ty)),
        }
    }

    /// A value whose type is not known.
    pub(super) fn untyped(json: &'a Json) -> Self {
        Self::Value { json, ty: None }
    }

    /// The members of an entity or an object.
    pub(super) fn members(&self) -> Option<&'a Members> {
        match *self {
            Self::Entity { members, .. } => Some(members),
            Self::Value {
                json: Json::Object(members),
                ..
            } => Some(members),
            Self::Value { .. } => None,
        }
    }

    /// An entity of the store.
    pub(super) fn entity(store: &'a Store, place: &'a str) -> Option<Self> {
        let entity = store.get(place)?;
        Some(Self::Entity {
            place,
            ty: entity.ty,
            members: &entity.members,
        })
    }
}

/// What names in an expression mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) schema: &'a Schema,
    pub(super) store: &'a Store,
    work: &'a Work,
    row: Row<'a>,
    /// The variable of a lambda, and the scope around it.
    outer: Option<(&'a str, &'a Scope<'a>)>,
}

/// What a path leads to.
enum Found<'a> {
    /// Null, with the declared type of the value.
    Null(Option<Type>),
    Row(Row<'a>),
    /// The items of a collection, and one without a value, of their type.
    Rows(Vec<Row<'a>>, Row<'a>),
}

impl<'a> Scope<'a> {
    pub(super) fn new(schema: &'a Schema, store: &'a Store, work: &'a Work, row: Row<'a>) -> Self {
        Self {
            schema,
            store,
            work,
            row,
            outer: None,
        }
    }

    /// Whether a condition holds. Null does not (OData Protocol 4.01, 11.2.6.1).
    pub(super) fn holds(&self, condition: &Expression) -> Result<bool, Problem> {
        match self.value(condition)? {
            Value::Bool(holds) => Ok(holds),
            Value::Null => Ok(false),
            _ => Err(Problem::bad("a condition is not a boolean")),
        }
    }

    /// The values that rows are ordered by.
    pub(super) fn keys(&self, order: &[Order]) -> Result<Vec<Value>, Problem> {
        let keys = order.iter().map(|(expression, _)| self.value(expression));
        keys.collect()
    }

    /// What a path leads to, as it is stored.
    pub(super) fn json(&self, path: &[String]) -> Result<Json, Problem> {
        match self.find(path)? {
            Found::Null(_) => Ok(Json::Null),
            Found::Row(Row::Value { json, .. }) => Ok(json.clone()),
            Found::Row(Row::Entity { .. }) | Found::Rows(..) => {
                let path = path.join("/");
                Err(Problem::unsupported(format!("groups by `{path}`")))
            }
        }
    }

    pub(super) fn value(&self, expression: &Expression) -> Result<Value, Problem> {
        self.work.spend(1)?;
        Ok(match expression {
            Expression::Literal(value) => value.clone(),
            Expression::Path(path) => match self.find(path)? {
                Found::Null(_) => Value::Null,
                Found::Row(Row::Value { json, ty }) => Value::of(self.schema, json, ty)?,
                // An entity is only compared with null.
                Found::Row(Row::Entity { .. }) => Value::Entity,
                Found::Rows(..) => {
                    let path = path.join("/");
                    return Err(Problem::bad(format!("`{path}` is a collection")));
                }
            },
            Expression::Count(path) => Value::count(self.rows(path)?.0.len()),
            Expression::Compare(operator, left, right) => {
                Value::Bool(self.compare(*operator, left, right)?)
            }
            Expression::Has(left, right) => {
                let (flags, flag) = (self.value(left)?, self.value(right)?);
                self.check_member(left, &flags, &flag)?;
                flags.has(flag, self.schema)?
            }
            Expression::Arithmetic(operator, left, right) => {
                functions::arithmetic(*operator, self.value(left)?, self.value(right)?)?
            }
            Expression::IsOf(path, ty) => Value::Bool(self.is_of(path, ty)?),
            Expression::In(left, items) => {
                let mut found = false;
                for item in items {
                    found |= self.compare(Comparison::Eq, left, item)?;
                }
                Value::Bool(found)
            }
            // Three-valued logic: false wins over null in `and`, true in `or`.
            Expression::And(left, right) => self.logic(left, right, false)?,
            Expression::Or(left, right) => self.logic(left, right, true)?,
            Expression::Not(inner) => match self.value(inner)? {
                Value::Bool(value) => Value::Bool(!value),
                Value::Null => Value::Null,
                _ => return Err(Problem::bad("`not` is for booleans")),
            },
            Expression::Call(function, arguments) => {
                let arguments = arguments.iter().map(|argument| self.value(argument));
                function.call(&arguments.collect::<Result<Vec<_>, _>>()?)?
            }
            Expression::Lambda {
                path,
                is_all,
                variable,
                condition,
            } => {
                let (rows, model) = self.rows(path)?;
                let inner = |row| Scope {
                    row,
                    outer: Some((variable, self)),
                    ..*self
                };
                if let Some(condition) = condition {
                    // Names are checked even if there is no item.
                    inner(model).value(condition)?;
                }
                let mut result = *is_all;
                for row in rows {
                    let holds = match condition {
                        Some(condition) => inner(row).holds(condition)?,
                        None => true,
                    };
                    if holds != *is_all {
                        result = !*is_all;
                    }
                }
                Value::Bool(result)
            }
        })
    }

    fn logic(&self, left: &Expression, right: &Expression, wins: bool) -> Result<Value, Problem> {
        let (left, right) = (self.value(left)?, self.value(right)?);
        match (left, right) {
            (Value::Bool(a), Value::Bool(b)) => Ok(Value::Bool(if wins { a || b } else { a && b })),
            (Value::Bool(known), Value::Null) | (Value::Null, Value::Bool(known)) => {
                Ok(match known == wins {
                    true => Value::Bool(wins),
                    false => Value::Null,
                })
            }
            (Value::Null, Value::Null) => Ok(Value::Null),
            _ => Err(Problem::bad("`and` and `or` are for booleans")),
        }
    }

    fn compare(
        &self,
        operator: Comparison,
        of_left: &Expression,
        of_right: &Expression,
    ) -> Result<bool, Problem> {
        let (left, right) = (self.value(of_left)?, self.value(of_right)?);
        self.check_member(of_left, &left, &right)?;
        self.check_member(of_right, &right, &left)?;
        let are_null = left == Value::Null && right == Value::Null;
        let ordering = left.compare(right, self.schema)?;
        Ok(match (operator, ordering) {
            (Comparison::Eq, None) => are_null,
            (Comparison::Ne, None) => !are_null,
            (_, None) => false,
            (Comparison::Eq, Some(ordering)) => ordering == Ordering::Equal,
            (Comparison::Ne, Some(ordering)) => ordering != Ordering::Equal,
            (Comparison::Gt, Some(ordering)) => ordering == Ordering::Greater,
            (Comparison::Ge, Some(ordering)) => ordering != Ordering::Less,
            (Comparison::Lt, Some(ordering)) => ordering == Ordering::Less,
            (Comparison::Le, Some(ordering)) => ordering != Ordering::Greater,
        })
    }

    /// Checks a text that is compared with an enumeration. A null has its type from the path only, so that misspelt members are
    /// found even where no entity has a value.
    fn check_member(&self, of: &Expression, value: &Value, text: &Value) -> Result<(), Problem> {
        if let (Expression::Path(path), Value::Null, Value::Text(_)) = (of, value, text)
            && let Found::Null(Some(Type::Enum(id))) = self.find(path)?
        {
            return text.check_member(self.schema, id);
        }
        Ok(())
    }

    /// Whether what a path leads to has a type (OData URL Conventions 4.01, 5.1.1.11.2). Types of values are the declared ones.
    fn is_of(&self, path: &[String], name: &str) -> Result<bool, Problem> {
        let Some(wanted) = self.schema.find_structured(name) else {
            return Err(Problem::unsupported(format!("`isof` with {name}")));
        };
        let found = match path.is_empty() {
            true => Found::Row(self.row),
            false => self.find(path)?,
        };
        Ok(match found {
            Found::Row(Row::Entity { ty, .. }) => self.schema.derives_from(ty, wanted),
            Found::Null(_)
            | Found::Row(Row::Value {
                json: Json::Null, ..
            }) => false,
            _ => return Err(Problem::unsupported("`isof` of values")),
        })
    }

    /// The items of a collection, and one without a value.
    fn rows(&self, path: &[String]) -> Result<(Vec<Row<'a>>, Row<'a>), Problem> {
        match self.find(path)? {
            Found::Rows(rows, model) => Ok((rows, model)),
            Found::Null(_) => Ok((
                Vec::new(),
                Row::Value {
                    json: NULL,
                    ty: None,
                },
            )),
            Found::Row(_) => {
                let path = path.join("/");
                Err(Problem::bad(format!("`{path}` is no collection")))
            }
        }
    }

    fn find(&self, path: &[String]) -> Result<Found<'a>, Problem> {
        let (first, rest) = path
            .split_first()
            .map_or(("", path), |(f, r)| (f.as_str(), r));
        let mut scope = *self;
        loop {
            match scope.outer {
                Some((variable, _)) if variable == first => return self.follow(scope.row, rest),
                Some((_, outer)) => scope = *outer,
                None if first == "$it" => return self.follow(scope.row, rest),
                None => break,
            }
        }
        // A name without a variable is a property of the entity.
        self.follow(scope.row, path)
    }

    /// Follows a path from a row. Without values it goes on by types, so that names are checked even where there is nothing.
    fn follow(&self, mut row: Row<'a>, path: &[String]) -> Result<Found<'a>, Problem> {
        self.work.spend(path.len())?;
        for (at, segment) in path.iter().enumerate() {
            let is_last = at + 1 == path.len();
            let ty = match row {
                Row::Entity { ty, .. } => Some(ty),
                Row::Value {
                    ty: Some(Type::Structured(ty)),
                    ..
                } => Some(ty),
                Row::Value { .. } => None,
            };
            if segment.contains('.')
                && let Some(cast) = self.schema.find_structured(segment)
            {
                row = match row {
                    Row::Entity { ty, .. } if self.schema.derives_from(ty, cast) => row,
                    Row::Value { json, .. } if *json != Json::Null => {
                        return Err(Problem::unsupported("casts of complex values"));
                    }
                    _ => Row::nothing(cast),
                };
                continue;
            }
            let value = match row {
                Row::Entity { members, .. } => json::get(members, segment),
                Row::Value { json, .. } => json.get(segment),
            };
            let json = value.unwrap_or(NULL);
            let member = ty.and_then(|ty| self.schema.find_member(ty, segment));
            row = match (member, ty) {
                (Some(Member::Property(id)), _) => {
                    let declared = &id.get(self.schema).ty;
                    let ty = Some(declared.ty);
                    if declared.is_collection {
                        let items = match json {
                            Json::List(items) => items.as_slice(),
                            _ => &[],
                        };
                        self.work.spend(items.len())?;
                        let rows = items.iter().map(|json| Row::Value { json, ty });
                        let model = Row::Value { json: NULL, ty };
                        return only_last(is_last, Found::Rows(rows.collect(), model));
                    }
                    Row::Value { json, ty }
                }
                (Some(Member::Navigation(id)), _) => match self.related(row, id)? {
                    Found::Row(related) => related,
                    found => return only_last(is_last, found),
                },
                (None, Some(ty)) if !self.schema.structured_types[ty].is_open => {
                    // A property of a derived type needs a cast in the path.
                    let name = &self.schema.structured_types[ty].name;
                    return Err(Problem::bad(format!("{name} has no property `{segment}`")));
                }
                (None, None)
                    if *json == Json::Null
                        && !matches!(
                            row,
                            Row::Value {
                                json: Json::Object(_),
                                ..
                            }
                        ) =>
                {
                    return Ok(Found::Null(None));
                }
                (None, _) => Row::Value { json, ty: None },
            };
        }
        Ok(match row {
            Row::Value {
                json: Json::Null,
                ty,
            } => Found::Null(ty),
            row => Found::Row(row),
        })
    }

    /// The entities that a navigation property leads to.
    fn related(&self, row: Row<'a>, id: NavigationId) -> Result<Found<'a>, Problem> {
        let property = id.get(self.schema);
        let model = Row::nothing(property.target);
        let places = match row {
            Row::Entity { place, .. } => {
                let at = format!("{place}/{}", property.name);
                self.store.related(&at, property.is_collection)
            }
            Row::Value {
                json: Json::Null, ..
            } => Vec::new(),
            Row::Value { .. } => {
                return Err(Problem::unsupported("navigation from complex values"));
            }
        };
        self.work.spend(places.len())?;
        let store = self.store;
        let mut rows = places
            .into_iter()
            .filter_map(|place| Row::entity(store, place));
        Ok(match property.is_collection {
            true => Found::Rows(rows.collect(), model),
            false => Found::Row(rows.next().unwrap_or(model)),
        })
    }
}

/// Nothing can follow a collection in a path.
fn only_last(is_last: bool, found: Found<'_>) -> Result<Found<'_>, Problem> {
    match (is_last, &found) {
        (false, Found::Rows(..)) => Err(Problem::bad("a path goes through a collection")),
        _ => Ok(found),
    }
}
