//! The plan of one operation: a rule or an extension, checked against the description.

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{Operation, OperationId, Response, SchemaId, Type, Verb};
use clientwright_oas::tree::{Kind as Node, NodeId};

use super::named::TOKENS;
use super::rule::{self, Rule, Source, Target};
use super::{From, Next, Plan, To};
use crate::openapi::calls::media::{self, Kind};
use crate::openapi::values::{default, items, start};

/// Why a rule does not fit an operation.
pub(super) struct Problem {
    pub(super) message: String,
    /// The part of the description that does not have what the rule names.
    pub(super) node: NodeId,
    pub(super) label: &'static str,
    pub(super) help: Option<String>,
}

pub(super) struct Planner<'a> {
    pub(super) api: &'a Api,
    pub(super) operation: &'a Operation,
    /// The response of success with the pages, and the schema of its body.
    pub(super) page: Option<(&'a Response, SchemaId)>,
}

const TEXTS: &[Type] = &[Type::String];
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

    pub(super) fn problem(&self, message: String, node: NodeId, label: &'static str) -> Problem {
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
