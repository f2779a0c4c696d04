//! Operations with pages.

use clientwright_model::{
    Body, Content, Location, NextPage, Output, PageFrom, PageTo, Paged, Parameter, Ty,
};
use clientwright_oas::api::{self, OperationId, ParameterId};

use super::Lower;
use crate::openapi::paging::{From, Next, To};

impl Lower<'_> {
    /// How the pages of a call are requested, if it has any.
    pub(super) fn paging(
        &self,
        id: OperationId,
        parameters: &[Parameter],
        output: &Output,
        body: Option<&Body>,
    ) -> Option<Paged> {
        let plan = self.plans.get(&id)?;
        let Output::Json { .. } = output else {
            return None;
        };
        let index = |id: &ParameterId| self.index(*id, parameters);
        let to = |to: &To| match to {
            To::Parameter(id) => index(id).map(PageTo::Parameter),
            // Another media type of the same body has no member that could be set.
            To::Body { path, is_number } => {
                let is_json = body.is_some_and(|body| matches!(body.content, Content::Json(_)));
                is_json.then(|| PageTo::Body {
                    path: path.clone(),
                    is_number: *is_number,
                })
            }
        };
        let from = |from: &From| match from {
            From::Body(path) => PageFrom::Body(path.clone()),
            From::Header(name) => PageFrom::Header(name.clone()),
            From::LastItem(path) => PageFrom::LastItem(path.clone()),
        };
        let next = match &plan.next {
            Next::Single => NextPage::Single,
            Next::LinkHeader => NextPage::LinkHeader,
            Next::Link(link) => NextPage::Link(from(link)),
            Next::Token {
                from: token,
                to: at,
            } => NextPage::Token {
                from: from(token),
                to: to(at)?,
            },
            Next::Offset { to: at, first } => NextPage::Offset {
                to: to(at)?,
                first: *first,
            },
            Next::Number { to: at, first } => NextPage::Number {
                to: to(at)?,
                first: *first,
            },
        };
        let size = plan.size.as_ref();
        Some(Paged {
            item: plan
                .item
                .map_or(Ty::Well("AnyJson"), |schema| self.ty(schema)),
            items: plan.items.clone(),
            next,
            more: plan.more.clone(),
            total: plan.total.clone(),
            pages: plan.pages.clone(),
            size: size.and_then(|(id, default)| Some((index(id)?, *default))),
        })
    }

    /// The index of a parameter among those of a call.
    fn index(&self, id: ParameterId, parameters: &[Parameter]) -> Option<usize> {
        let wanted = &self.api.parameters[id];
        parameters.iter().position(|parameter| {
            let is_there = match wanted.location {
                api::Location::Query => matches!(parameter.location, Location::Query(_)),
                api::Location::Header => matches!(parameter.location, Location::Header(_)),
                api::Location::Cookie => matches!(parameter.location, Location::Cookie(_)),
                api::Location::Path | api::Location::QueryString => false,
            };
            is_there && parameter.wire_name == *wanted.name
        })
    }
}
