//! Pages: where it is known how further pages are requested, a response is the last page, so that clients come to an end.

use std::collections::HashSet;

use clientwright::paging::{From, Next, Plan, To};
use clientwright_oas::Api;
use clientwright_oas::api::{Location, SchemaId, Type, Value};
use http::header::{COOKIE, HeaderName, LINK};

use crate::json::{self, Json};
use crate::request::Received;

/// The last page of an operation.
pub(super) struct LastPage<'a> {
    api: &'a Api,
    plan: &'a Plan,
    /// Whether the request is for a page after the first one.
    is_later: bool,
}

impl<'a> LastPage<'a> {
    pub(super) fn new(api: &'a Api, plan: &'a Plan, request: &Received) -> Self {
        let (to, first) = match &plan.next {
            Next::Token { to, .. } => (Some(to), None),
            Next::Offset { to, first } | Next::Number { to, first } => (Some(to), Some(*first)),
            _ => (None, None),
        };
        let given = to.and_then(|to| given(api, to, request));
        let is_first = |given: &str| first.is_some_and(|first| given == first.to_string());
        Self {
            api,
            plan,
            is_later: given.is_some_and(|given| !is_first(&given)),
        }
    }

    /// Whether a header leads to the next page.
    pub(super) fn is_next(&self, name: &HeaderName) -> bool {
        match &self.plan.next {
            Next::LinkHeader => *name == LINK,
            Next::Link(From::Header(of))
            | Next::Token {
                from: From::Header(of),
                ..
            } => name.as_str().eq_ignore_ascii_case(of),
            _ => false,
        }
    }

    /// A body without what leads to the next page.
    pub(super) fn end(&self, schema: Option<SchemaId>, mut body: Json) -> Json {
        let plan = self.plan;
        if let Some((name, path)) = plan.more.as_deref().and_then(<[String]>::split_last)
            && let Some(Json::Object(members)) = member(&mut body, path)
        {
            json::set(members, name, Json::Bool(false));
        }
        let schemas: Vec<SchemaId> = schema.into_iter().collect();
        match &plan.next {
            Next::Link(From::Body(path))
            | Next::Token {
                from: From::Body(path),
                ..
            } => self.clear(&schemas, &mut body, path),
            Next::Link(From::LastItem(path)) => {
                let schemas: Vec<SchemaId> = plan.item.into_iter().collect();
                if let Some(Json::List(items)) = member(&mut body, &plan.items)
                    && let Some(last) = items.last_mut()
                {
                    self.clear(&schemas, last, path);
                }
            }
            // Every page with items has a next one, unless it states that there are no more.
            Next::Offset { .. }
            | Next::Number { .. }
            | Next::Token {
                from: From::LastItem(_),
                ..
            } if self.is_later && plan.more.is_none() => {
                if let Some(Json::List(items)) = member(&mut body, &plan.items) {
                    items.clear();
                }
            }
            _ => {}
        }
        body
    }

    /// Removes a member. One that is required is null or an empty text, which clients read as none; another one stays.
    fn clear(&self, schemas: &[SchemaId], value: &mut Json, path: &[String]) {
        let (Some((name, rest)), Json::Object(members)) = (path.split_first(), value) else {
            return;
        };
        let (is_required, schemas) = self.property(schemas, name);
        if !rest.is_empty() {
            if let Some((_, value)) = members.iter_mut().find(|(known, _)| known == name) {
                self.clear(&schemas, value, rest);
            }
            return;
        }
        if !is_required {
            members.retain(|(known, _)| known != name);
        } else if self.any(&schemas, Type::Null) {
            json::set(members, name, Json::Null);
        } else if self.any(&schemas, Type::String) {
            json::set(members, name, Json::text(""));
        }
    }

    /// Whether a property is required, and its schemas.
    fn property(&self, schemas: &[SchemaId], name: &str) -> (bool, Vec<SchemaId>) {
        let (mut is_required, mut found) = (false, Vec::new());
        for schema in self.parts(schemas) {
            let schema = &self.api.schemas[schema];
            is_required |= schema.required.iter().any(|known| **known == *name);
            let mut properties = schema.properties.iter();
            if let Some(property) = properties.find(|property| *property.name == *name) {
                is_required |= property.required;
                found.push(property.schema);
            }
        }
        (is_required, found)
    }

    /// Whether schemas allow a type.
    fn any(&self, schemas: &[SchemaId], ty: Type) -> bool {
        self.parts(schemas).into_iter().any(|schema| {
            let schema = &self.api.schemas[schema];
            let has_null = schema.nullable || schema.enumeration.contains(&Value::Null);
            schema.types.contains(ty) || (ty == Type::Null && has_null)
        })
    }

    /// Schemas with their parts and variants.
    fn parts(&self, schemas: &[SchemaId]) -> Vec<SchemaId> {
        let (mut open, mut seen) = (schemas.to_vec(), HashSet::new());
        let mut all = Vec::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                all.push(id);
                let schema = &self.api.schemas[id];
                let parts = [&schema.all_of, &schema.one_of, &schema.any_of];
                open.extend(parts.into_iter().flatten().chain(&schema.target));
            }
        }
        all
    }
}

/// What a request has for its page.
fn given(api: &Api, to: &To, request: &Received) -> Option<String> {
    match to {
        To::Parameter(id) => {
            let parameter = &api.parameters[*id];
            let name = &*parameter.name;
            match parameter.location {
                Location::Query => request.query_option(name),
                Location::Header => request.header(name).map(str::to_owned),
                Location::Cookie => {
                    let mut cookies = request.header(COOKIE.as_str())?.split(';');
                    cookies.find_map(|cookie| {
                        let (known, value) = cookie.trim().split_once('=')?;
                        (known == name).then(|| value.to_owned())
                    })
                }
                Location::Path | Location::QueryString => None,
            }
        }
        To::Body { path, .. } => {
            let mut body = Json::read(&request.body).ok()?;
            match member(&mut body, path)? {
                Json::Text(text) => Some(text.clone()),
                Json::Number(text) => Some(text.to_string()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The member at a path.
fn member<'j>(value: &'j mut Json, path: &[String]) -> Option<&'j mut Json> {
    let Some((name, rest)) = path.split_first() else {
        return Some(value);
    };
    let Json::Object(members) = value else {
        return None;
    };
    let (_, value) = members.iter_mut().find(|(known, _)| known == name)?;
    member(value, rest)
}
