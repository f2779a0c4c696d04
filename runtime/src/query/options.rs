//! The query options of a request or of an expanded navigation property, without types.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::expand::ExpandItem;
use super::expr::{Expr, Logic};
use super::order::OrderItem;
use super::render::{Reason, render};
use crate::wire::EnumLiterals;

#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) filter: Option<Expr>,
    pub(crate) search: Option<String>,
    pub(crate) order_by: Vec<OrderItem>,
    pub(crate) top: Option<u64>,
    pub(crate) skip: Option<u64>,
    pub(crate) count: Option<bool>,
    pub(crate) levels: Option<Levels>,
    pub(crate) select: Vec<Cow<'static, str>>,
    pub(crate) expand: Vec<ExpandItem>,
}

pub(crate) use super::expand::Levels;

impl Options {
    /// Adds a condition to those that are there.
    pub(crate) fn filter(&mut self, condition: Expr) {
        self.filter = Some(match self.filter.take() {
            Some(before) => Expr::logic(Logic::And, before, condition),
            None => condition,
        });
    }

    /// The options with their values, not percent-encoded.
    ///
    /// # Errors
    ///
    /// When an expression cannot be written.
    pub(crate) fn render(
        &self,
        enums: EnumLiterals,
    ) -> Result<Vec<(&'static str, String)>, Reason> {
        let mut options = Vec::new();
        if let Some(filter) = &self.filter {
            let mut text = String::new();
            render(filter, enums, &mut text)?;
            options.push(("$filter", text));
        }
        if let Some(search) = &self.search {
            options.push(("$search", search.clone()));
        }
        if !self.order_by.is_empty() {
            let mut text = String::new();
            for (index, item) in self.order_by.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                render(&item.expr, enums, &mut text)?;
                if item.descending {
                    text.push_str(" desc");
                }
            }
            options.push(("$orderby", text));
        }
        if let Some(top) = self.top {
            options.push(("$top", top.to_string()));
        }
        if let Some(skip) = self.skip {
            options.push(("$skip", skip.to_string()));
        }
        if let Some(count) = self.count {
            options.push(("$count", count.to_string()));
        }
        if let Some(levels) = self.levels {
            options.push(("$levels", levels.to_string()));
        }
        if !self.select.is_empty() {
            options.push(("$select", self.select.join(",")));
        }
        if !self.expand.is_empty() {
            let mut text = String::new();
            for (index, item) in self.expand.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                render_expand(item, enums, &mut text)?;
            }
            options.push(("$expand", text));
        }
        Ok(options)
    }
}

/// `tasks($filter=…;$top=5)`
fn render_expand(item: &ExpandItem, enums: EnumLiterals, out: &mut String) -> Result<(), Reason> {
    out.push_str(item.name);
    let options = item.options.render(enums)?;
    for (index, (name, value)) in options.iter().enumerate() {
        let separator = if index == 0 { '(' } else { ';' };
        // Writing to a string does not fail.
        let _ = write!(out, "{separator}{name}={value}");
    }
    if !options.is_empty() {
        out.push(')');
    }
    Ok(())
}
