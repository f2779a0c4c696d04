//! The plan of one operation: a rule or an extension, checked against the description.

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{
    Location, Operation, OperationId, ParameterId, Response, SchemaId, Shape, Type, Verb,
};
use clientwright_oas::tree::{Kind as Node, NodeId};

use super::rule::{self, Rule, Source, Target};
use super::{From, Next, Plan, To};
use crate::openapi::calls::media::{self, Kind};
use crate::openapi::values::{default, items, members, start, types};

/// Why a rule does not fit an operation.
pub(super) struct Problem {
    pub(super) message: String,
    /// The part of the description that does not have what the rule names.
    pub(super) node: NodeId,
    pub(super) label: &'static str,
    pub(super) help: Option<String>,
}

pub(super) struct Planner<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// The response of success with the pages, and the schema of its body.
    page: Option<(&'a Response, SchemaId)>,
}

const TEXTS: &[Type] = &[Type::String];
const TOKENS: &[Type] = &[Type::String, Type::Integer, Type::Number];
const NUMBERS: &[Type] = &[Type::Integer, Type::Number];
const FLAGS: &[Type] = &[Type::Boolean];

impl<'a> Planner<'a> {
    pub(super) fn new(api: &'a Api, id: OperationId) -> Self {
        let operation = &api.operations[id];
        Self {
            api,
            operation,
            page: page(api, operation),
        }
    }

    /// The plan of a rule.
    pub(super) fn ruled(&self, rule: &Rule) -> Result<Plan, Problem> {
        let Rule::Paged(rule) = rule else {
            return Err(self.problem("the rule has no pages".to_owned(), self.operation.node, ""));
        };
        let (response, body) = self.page()?;
        let (items, item) = self.list(response, body, rule.items.as_deref())?;
        let from = |source: &Source, allowed| self.from(response, body, item, source, allowed);
        let member = |path: &Option<Vec<String>>, allowed| {
            let checked = path.as_ref().map(|path| {
                self.member(response.node, body, path, allowed)?;
                Ok(path.clone())
            });
            checked.transpose()
        };
        let number = |target: &Target, otherwise| {
            let (to, schema) = self.to(target)?;
            let stated = schema.and_then(|schema| start(self.api, schema));
            Ok((to, rule.first.or(stated).unwrap_or(otherwise)))
        };
        let next = match &rule.next {
            rule::Next::LinkHeader => Next::LinkHeader,
            rule::Next::Link(source) => Next::Link(from(source, TEXTS)?),
            rule::Next::Token { from: source, to } => Next::Token {
                from: from(source, TOKENS)?,
                to: self.to(to)?.0,
            },
            rule::Next::Offset(target) => {
                let (to, first) = number(target, 0)?;
                Next::Offset { to, first }
            }
            rule::Next::Number(target) => {
                let (to, first) = number(target, 1)?;
                Next::Number { to, first }
            }
        };
        let size = rule.size.as_ref().map(|target| match self.to(target)? {
            (To::Parameter(id), schema) => {
                Ok((id, schema.and_then(|schema| default(self.api, schema))))
            }
            (To::Body { .. }, _) => {
                let message = "`size` names a parameter, and not a member of the body".to_owned();
                Err(self.problem(message, self.operation.node, ""))
            }
        });
        Ok(Plan {
            items,
            item,
            next,
            more: member(&rule.more, FLAGS)?,
            total: member(&rule.total, NUMBERS)?,
            pages: member(&rule.pages, NUMBERS)?,
            size: size.transpose()?,
        })
    }

    /// What the description itself states: `x-ms-pageable`, or a header `Link`.
    pub(super) fn stated(&self, diags: &mut Diagnostics) -> Option<Plan> {
        let extension = self.api.extension(self.operation.node, "x-ms-pageable");
        if let Some(node) =
            extension.filter(|node| !matches!(self.api.tree.kind(*node), Node::Null))
        {
            let plan = self.pageable(node);
            let warn = |problem: Problem| {
                let message = format!("`x-ms-pageable`: {}", problem.message);
                let span = self.api.tree.span(node);
                let warning = Diagnostic::warning(codes::PAGEABLE, message).at(span, "");
                diags.push(warning.also(self.api.tree.span(problem.node), problem.label));
            };
            return plan.map_err(warn).ok();
        }
        let (response, body) = self.page?;
        let mut headers = response.headers.iter();
        let has_link = headers.any(|(name, _)| name.eq_ignore_ascii_case("link"));
        if self.operation.verb != Verb::Get || !has_link {
            return None;
        }
        let (items, item) = self.list(response, body, None).ok()?;
        Some(Plan {
            items,
            item,
            next: Next::LinkHeader,
            more: None,
            total: None,
            pages: None,
            size: None,
        })
    }

    /// `x-ms-pageable` of AutoRest: `nextLinkName` is null for a single page, `itemName` is `value` if it is absent.
    fn pageable(&self, node: NodeId) -> Result<Plan, Problem> {
        let (response, body) = self.page()?;
        let text = |key| {
            let value = self.api.extension(node, key)?;
            match self.api.tree.kind(value) {
                Node::Text(text) => Some(text),
                _ => None,
            }
        };
        let is_list = items(self.api, body).is_some();
        let path = match (text("itemName"), is_list) {
            (None, true) => None,
            (name, _) => Some(self.split(body, name.unwrap_or("value"))),
        };
        let (items, item) = self.list(response, body, path.as_deref())?;
        let next = match text("nextLinkName") {
            Some(name) => {
                let path = self.split(body, name);
                self.member(response.node, body, &path, TEXTS)?;
                Next::Link(From::Body(path))
            }
            None => Next::Single,
        };
        if let Some(name) = text("operationName")
            && self.api.operation(name).is_none()
        {
            let message = format!("there is no operation `{name}`");
            return Err(self.problem(message, node, ""));
        }
        Ok(Plan {
            items,
            item,
            next,
            more: None,
            total: None,
            pages: None,
            size: None,
        })
    }

    /// A name, or names with dots between them, if there is no member with such a name.
    fn split(&self, body: SchemaId, name: &str) -> Vec<String> {
        let is_member = members(self.api, body).iter().any(|(of, _)| *of == name);
        match is_member {
            true => vec![name.to_owned()],
            false => name.split('.').map(str::to_owned).collect(),
        }
    }

    fn page(&self) -> Result<(&'a Response, SchemaId), Problem> {
        self.page.ok_or_else(|| {
            let message = "it has no response of success with one type of JSON or XML".to_owned();
            self.problem(message, self.operation.node, "this operation")
        })
    }

    /// Where the items are, and their schema.
    fn list(
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
    fn member(
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

    fn from(
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
    fn to(&self, target: &Target) -> Result<(To, Option<SchemaId>), Problem> {
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

    fn problem(&self, message: String, node: NodeId, label: &'static str) -> Problem {
        Problem {
            message,
            node,
            label,
            help: None,
        }
    }
}

/// The response of success with a body that is JSON or XML, if all such responses have one type.
fn page<'a>(api: &'a Api, operation: &Operation) -> Option<(&'a Response, SchemaId)> {
    let mut found: Option<(&Response, SchemaId)> = None;
    for entry in operation.successes() {
        let response = &api.responses[entry.response];
        let Some((media, kind)) = media::whole(api, response) else {
            continue;
        };
        let schema = media
            .schema
            .filter(|_| matches!(kind, Kind::Json | Kind::Xml))?;
        match found {
            Some((_, other)) if api.target(other) != api.target(schema) => return None,
            Some(_) => {}
            None => found = Some((response, schema)),
        }
    }
    found
}
