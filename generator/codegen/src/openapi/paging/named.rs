//! What rules name in requests and responses: members, headers, parameters.

use clientwright_diagnostics::nearest::Nearest;
use clientwright_oas::api::{Location, ParameterId, Response, SchemaId, Shape, Type};
use clientwright_oas::tree::NodeId;

use super::plan::{Planner, Problem};
use super::rule::{Source, Target};
use super::{From, To};
use crate::openapi::calls::media::Kind;
use crate::openapi::values::{items, members, types};

/// The types of a token.
pub(super) const TOKENS: &[Type] = &[Type::String, Type::Integer, Type::Number];

impl<'a> Planner<'a> {
    /// A name, or names with dots between them, if there is no member with such a name.
    pub(super) fn split(&self, body: SchemaId, name: &str) -> Vec<String> {
        let is_member = members(self.api, body).iter().any(|(of, _)| *of == name);
        match is_member {
            true => vec![name.to_owned()],
            false => name.split('.').map(str::to_owned).collect(),
        }
    }

    pub(super) fn page(&self) -> Result<(&'a Response, SchemaId), Problem> {
        self.page.ok_or_else(|| {
            let message = "it has no response of success with one type of JSON or XML".to_owned();
            self.problem(message, self.operation.node, "this operation")
        })
    }

    /// Where the items are, and their schema.
    pub(super) fn list(
        &self,
        response: &Response,
        body: SchemaId,
        path: Option<&[String]>,
    ) -> Result<(Vec<String>, Option<SchemaId>), Problem> {
        if let Some(path) = path {
            let schema = self.member(response.node, body, path, &[Type::Array])?;
            let item = schema.and_then(|schema| items(self.api, schema)).flatten();
            return Ok((path.to_vec(), item));
        }
        if let Some(item) = items(self.api, body) {
            return Ok((Vec::new(), item));
        }
        let lists = members(self.api, body).into_iter();
        let lists = lists.filter_map(|(name, schema)| Some((name, items(self.api, schema)?)));
        let lists: Vec<(&str, Option<SchemaId>)> = lists.collect();
        let message = match lists.as_slice() {
            [(name, item)] => return Ok((vec![(*name).to_owned()], *item)),
            [] => "the response has no list of items".to_owned(),
            several => {
                let names: Vec<String> = several
                    .iter()
                    .map(|(name, _)| format!("`{name}`"))
                    .collect();
                format!("the response has several lists: {}", names.join(", "))
            }
        };
        let mut problem = self.problem(message, response.node, "this response");
        problem.help = Some("name the list with `items=…`, with dots between names".to_owned());
        Err(problem)
    }

    /// The schema of a member. `None`: an object on the way declares no members at all.
    pub(super) fn member(
        &self,
        place: NodeId,
        body: SchemaId,
        path: &[String],
        allowed: &[Type],
    ) -> Result<Option<SchemaId>, Problem> {
        let mut schema = body;
        for name in path {
            let all = members(self.api, schema);
            if all.is_empty() && types(self.api, schema).iter().all(|ty| ty == Type::Object) {
                return Ok(None);
            }
            let Some((_, found)) = all.iter().find(|(of, _)| of == name) else {
                let message = format!("there is no member `{}`", path.join("."));
                let mut problem = self.problem(message, place, "not in this body");
                let near = Nearest::default().name(name, all.iter().map(|(name, _)| *name));
                problem.help = Some(match near {
                    Some(near) => format!("a member with a similar name exists: `{near}`"),
                    None => "an overlay can add what the description lacks".to_owned(),
                });
                return Err(problem);
            };
            schema = *found;
        }
        let found = types(self.api, schema);
        let fits = found.is_empty() || allowed.iter().any(|ty| found.contains(*ty));
        if !fits {
            let name = |types: &mut dyn Iterator<Item = Type>| {
                let names: Vec<&str> = types.map(Type::name).collect();
                names.join(" or ")
            };
            let (is, expected) = (name(&mut found.iter()), name(&mut allowed.iter().copied()));
            let message = format!("`{}` has the type {is}, and not {expected}", path.join("."));
            return Err(self.problem(message, self.api.schemas[schema].node, "declared here"));
        }
        Ok(Some(schema))
    }

    pub(super) fn from(
        &self,
        response: &Response,
        body: SchemaId,
        item: Option<SchemaId>,
        source: &Source,
        allowed: &[Type],
    ) -> Result<From, Problem> {
        match source {
            Source::Body(path) => {
                self.member(response.node, body, path, allowed)?;
                Ok(From::Body(path.clone()))
            }
            Source::LastItem(path) => {
                if let Some(item) = item {
                    self.member(response.node, item, path, allowed)?;
                }
                Ok(From::LastItem(path.clone()))
            }
            Source::Header(name) => {
                let mut headers = response.headers.iter();
                if headers.any(|(of, _)| of.eq_ignore_ascii_case(name)) {
                    return Ok(From::Header(name.clone()));
                }
                let message = format!("the response does not declare the header `{name}`");
                let mut problem = self.problem(message, response.node, "this response");
                let names = response.headers.iter().map(|(name, _)| &**name);
                problem.help = Some(match Nearest::default().name(name, names) {
                    Some(near) => format!("a header with a similar name exists: `{near}`"),
                    None => "an overlay can add what the description lacks".to_owned(),
                });
                Err(problem)
            }
        }
    }

    /// A place in the request, with its schema.
    pub(super) fn to(&self, target: &Target) -> Result<(To, Option<SchemaId>), Problem> {
        match target {
            Target::Body(path) => self.to_body(path),
            Target::Parameter(location, name) => {
                let (id, schema) = self.parameter(location.as_deref(), name)?;
                Ok((To::Parameter(id), schema))
            }
        }
    }

    fn to_body(&self, path: &[String]) -> Result<(To, Option<SchemaId>), Problem> {
        let body = self.operation.body.map(|body| &self.api.bodies[body]);
        let mut content = body.into_iter().flat_map(|body| &body.content);
        let json = content.find(|media| Kind::of(&media.name) == Kind::Json);
        let Some((body, media)) = body.zip(json) else {
            let message = "it has no body in JSON".to_owned();
            return Err(self.problem(message, self.operation.node, "this operation"));
        };
        let schema = match media.schema {
            Some(schema) => self.member(body.node, schema, path, TOKENS)?,
            None => None,
        };
        let types = schema
            .map(|schema| types(self.api, schema))
            .unwrap_or_default();
        let to = To::Body {
            path: path.to_vec(),
            is_number: !types.is_empty() && !types.contains(Type::String),
        };
        Ok((to, schema))
    }

    fn parameter(
        &self,
        location: Option<&str>,
        name: &str,
    ) -> Result<(ParameterId, Option<SchemaId>), Problem> {
        let all = self.operation.parameters.iter().copied();
        let all = all
            .map(|id| (id, &self.api.parameters[id]))
            .filter(|(_, parameter)| {
                let of = match parameter.location {
                    Location::Query => "query",
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                    Location::Path | Location::QueryString => return false,
                };
                location.is_none_or(|location| location == of)
            });
        let all: Vec<_> = all.collect();
        if let Some((id, parameter)) = all.iter().find(|(_, parameter)| *parameter.name == *name) {
            let schema = match &parameter.shape {
                Shape::Schema { schema, .. } => *schema,
                Shape::Content(media) => media.schema,
            };
            return Ok((*id, schema));
        }
        let message = format!("there is no parameter `{name}`");
        let mut problem = self.problem(message, self.operation.node, "this operation");
        let names = all.iter().map(|(_, parameter)| &*parameter.name);
        problem.help = Some(match Nearest::default().name(name, names) {
            Some(near) => format!("a parameter with a similar name exists: `{near}`"),
            None => {
                "`body:name` is a member of the body; an overlay can add a parameter".to_owned()
            }
        });
        Err(problem)
    }
}
