//! The query options of a request or of an expanded navigation property, without types.

use std::fmt::Write as _;

use super::compute::{Apply, ComputeItem, IntoCompute};
use super::expand::{Expand, ExpandItem, Levels};
use super::expr::{Expr, Logic, Name};
use super::expression::IntoFilter;
use super::order::{IntoOrder, OrderItem};
use super::render::{Context, Reason, render};
use super::search::Search;
use super::select::Select;
use crate::wire::EnumLiterals;

#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) apply: Option<Apply>,
    pub(crate) compute: Vec<ComputeItem>,
    pub(crate) filter: Option<Expr>,
    pub(crate) search: Option<Search>,
    pub(crate) order_by: Vec<OrderItem>,
    pub(crate) top: Option<u64>,
    pub(crate) skip: Option<u64>,
    pub(crate) count: Option<bool>,
    pub(crate) index: Option<i64>,
    pub(crate) levels: Option<Levels>,
    pub(crate) select: Vec<Name>,
    pub(crate) expand: Vec<ExpandItem>,
    pub(crate) format: Option<String>,
}

impl Options {
    /// Adds a condition to those that are there.
    pub(crate) fn filter<O>(&mut self, condition: impl IntoFilter<O>) {
        let condition = condition.into_filter().into_expr();
        self.filter = Some(match self.filter.take() {
            Some(before) => Expr::logic(Logic::And, before, condition),
            None => condition,
        });
    }

    pub(crate) fn select<O>(&mut self, properties: impl Select<O>) {
        let mut items = Vec::new();
        properties.append_to(&mut items);
        self.select.extend(items.into_iter().map(|item| item.name));
    }

    pub(crate) fn expand<O>(&mut self, properties: impl Expand<O>) {
        let mut items = Vec::new();
        properties.append_to(&mut items);
        self.expand.extend(items.into_iter().map(|item| item.item));
    }

    pub(crate) fn order_by<O>(&mut self, order: impl IntoOrder<O>) {
        let mut items = Vec::new();
        order.append_to(&mut items);
        self.order_by
            .extend(items.into_iter().map(|item| item.item));
    }

    pub(crate) fn compute<O>(&mut self, values: impl IntoCompute<O>) {
        let mut items = Vec::new();
        values.append_to(&mut items);
        self.compute.extend(items.into_iter().map(|item| item.item));
    }

    /// Passes each option with its value to a function, parameter aliases last; not percent-encoded.
    ///
    /// # Errors
    ///
    /// When an expression cannot be written.
    pub(crate) fn render(
        &self,
        enums: EnumLiterals,
        mut option: impl FnMut(&str, &str) -> Result<(), Reason>,
    ) -> Result<(), Reason> {
        let mut context = Context::new(enums);
        let mut value = String::new();
        self.each(&mut context, &mut value, |name, value| option(name, value))?;
        for (name, value) in &context.aliases {
            option(name, value)?;
        }
        Ok(())
    }

    /// The same without the aliases, which are collected in the context. `value` is a buffer.
    fn each(
        &self,
        context: &mut Context,
        value: &mut String,
        mut option: impl FnMut(&'static str, &str) -> Result<(), Reason>,
    ) -> Result<(), Reason> {
        if let Some(apply) = &self.apply {
            option("$apply", &apply.0)?;
        }
        let mut items =
            |name, written: &dyn Fn(&mut Context, &mut String) -> Result<(), Reason>| {
                value.clear();
                written(context, value)?;
                if value.is_empty() {
                    return Ok(());
                }
                option(name, value)
            };
        items("$compute", &|context, out| {
            separated(&self.compute, out, |item, out| item.render(context, out))
        })?;
        items("$filter", &|context, out| match &self.filter {
            Some(filter) => render(filter, context, out),
            None => Ok(()),
        })?;
        items("$search", &|_, out| show(self.search.as_ref(), out))?;
        items("$orderby", &|context, out| {
            separated(&self.order_by, out, |item, out| item.render(context, out))
        })?;
        items("$top", &|_, out| show(self.top, out))?;
        items("$skip", &|_, out| show(self.skip, out))?;
        items("$count", &|_, out| show(self.count, out))?;
        items("$index", &|_, out| show(self.index, out))?;
        items("$levels", &|_, out| match self.levels {
            Some(Levels::Depth(0)) => Err("an expansion has at least one level".into()),
            levels => show(levels, out),
        })?;
        items("$select", &|_, out| {
            separated(&self.select, out, |name, out| {
                out.push_str(name);
                Ok(())
            })
        })?;
        items("$expand", &|context, out| {
            separated(&self.expand, out, |item, out| item.render(context, out))
        })?;
        if let Some(format) = &self.format {
            option("$format", format)?;
        }
        Ok(())
    }

    /// `($filter=…;$top=5)`, or nothing when there are no options.
    pub(super) fn render_inside(
        &self,
        context: &mut Context,
        out: &mut String,
    ) -> Result<(), Reason> {
        let mut separator = '(';
        self.each(context, &mut String::new(), |name, value| {
            let _ = write!(out, "{separator}{name}={value}");
            separator = ';';
            Ok(())
        })?;
        if separator == ';' {
            out.push(')');
        }
        Ok(())
    }
}

fn separated<T>(
    items: &[T],
    out: &mut String,
    mut write: impl FnMut(&T, &mut String) -> Result<(), Reason>,
) -> Result<(), Reason> {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out)?;
    }
    Ok(())
}

fn show(value: Option<impl std::fmt::Display>, out: &mut String) -> Result<(), Reason> {
    if let Some(value) = value {
        // Writing to a string does not fail.
        let _ = write!(out, "{value}");
    }
    Ok(())
}
