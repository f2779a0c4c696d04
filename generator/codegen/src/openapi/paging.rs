//! Which operations have results in pages, and how further pages are requested.
//!
//! A rule of the options decides. Without one, it is the extension `x-ms-pageable`, and without that a header `Link` that the
//! response of a `GET` declares. Everything is checked against the description: what a rule names and the description does not
//! have is an error; what an extension names so is a warning, and the operation has no pages.

mod named;
mod plan;
mod rule;

use std::collections::BTreeMap;

use clientwright_diagnostics::Diagnostics;
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{OperationId, ParameterId, SchemaId};

use super::select::{self, Pattern, Selection};
use crate::places::Entry;
use plan::Planner;
use rule::Rule;

/// The operations with pages.
#[doc(hidden)]
pub type Plans = BTreeMap<OperationId, Plan>;

/// A rule of the options.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The operations that it is for.
    pub(crate) pattern: Pattern,
    /// The rule.
    pub(crate) text: String,
    /// Its place.
    pub(crate) entry: Entry,
}

/// How the pages of an operation are requested.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The names of the members that lead to the items.
    pub items: Vec<String>,
    /// The schema of an item; `None` for any JSON.
    pub item: Option<SchemaId>,
    /// How the next page is requested.
    pub next: Next,
    /// The member that is false on the last page.
    pub more: Option<Vec<String>>,
    /// The member with the number of all items.
    pub total: Option<Vec<String>>,
    /// The member with the number of all pages.
    pub pages: Option<Vec<String>>,
    /// The parameter with the number of items that a page may have, with its default.
    pub size: Option<(ParameterId, Option<u64>)>,
}

/// How the next page is requested.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// There is none.
    Single,
    /// By the header `Link`.
    LinkHeader,
    /// By a link.
    Link(From),
    /// By the same call with a token.
    Token {
        /// Where the response has the token.
        from: From,
        /// Where the request has it.
        to: To,
    },
    /// By the same call with the number of items before the page.
    Offset {
        /// Where the request has the number.
        to: To,
        /// The number of the first page.
        first: u64,
    },
    /// By the same call with the number of the page.
    Number {
        /// Where the request has the number.
        to: To,
        /// The number of the first page.
        first: u64,
    },
}

/// Where a response has what identifies the next page.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum From {
    /// In a member of the body.
    Body(Vec<String>),
    /// In a header.
    Header(String),
    /// In a member of the last item.
    LastItem(Vec<String>),
}

/// Where a request has what identifies its page.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum To {
    /// In a parameter.
    Parameter(ParameterId),
    /// In a member of the body.
    Body {
        /// The names that lead to the member.
        path: Vec<String>,
        /// Whether it is a number.
        is_number: bool,
    },
}

/// Finds the operations with pages. Every rule must fit the operations that its pattern names; one with a wildcard need fit only
/// one of them.
pub(crate) fn find(
    api: &Api,
    selection: &Selection,
    rules: &[Wanted],
    diags: &mut Diagnostics,
) -> Plans {
    let mut plans = Plans::new();
    // The rule of each operation, with whether its pattern has no wildcard.
    let mut ruled: BTreeMap<OperationId, (bool, &Wanted)> = BTreeMap::new();
    for wanted in rules {
        let rule = match rule::parse(&wanted.text) {
            Ok(rule) => rule,
            Err(problem) => {
                let error = wanted.entry.error(codes::PAGING, problem.message, "");
                diags.push(error.help(problem.help));
                continue;
            }
        };
        let operations = select::of_pattern(api, "paging", &wanted.pattern, diags);
        let is_exact = wanted.pattern.is_exact() && operations.len() == 1;
        let (mut fits, mut problem) = (false, None);
        for id in operations {
            let planned = match plan(api, id, &rule, wanted) {
                Ok(planned) => planned,
                Err(error) => {
                    problem = problem.or(Some(error));
                    continue;
                }
            };
            fits = true;
            match ruled.get(&id) {
                // A pattern for the operation alone takes precedence over one for several.
                Some((true, _)) if !is_exact => continue,
                Some((other_exact, other)) if *other_exact == is_exact => {
                    diags.push(twice(api, id, wanted, other));
                    continue;
                }
                _ => {}
            }
            ruled.insert(id, (is_exact, wanted));
            plans.remove(&id);
            plans.extend(planned.map(|plan| (id, plan)));
        }
        // Of the operations that a wildcard matches, most have no pages.
        problem
            .filter(|_| !fits)
            .into_iter()
            .for_each(|problem| diags.push(*problem));
    }
    for id in select::operations(api) {
        if !ruled.contains_key(&id) {
            // Names do not depend on the selection, but what is left out has no warnings.
            let is_selected = selection.operations.contains_key(&id);
            let mut ignored = Diagnostics::new();
            let diags = if is_selected {
                &mut *diags
            } else {
                &mut ignored
            };
            let plan = Planner::new(api, id).stated(diags);
            plans.extend(plan.map(|plan| (id, plan)));
        }
    }
    plans
}

/// The plan of an operation by a rule; nothing if the rule says that it has no pages.
fn plan(
    api: &Api,
    id: OperationId,
    rule: &Rule,
    wanted: &Wanted,
) -> Result<Option<Plan>, Box<clientwright_diagnostics::Diagnostic>> {
    if *rule == Rule::None {
        return Ok(None);
    }
    let planner = Planner::new(api, id);
    planner.ruled(rule).map(Some).map_err(|problem| {
        let message = format!("`{}`: {}", select::address(api, id), problem.message);
        let error = wanted.entry.error(codes::PAGING, message, "");
        let error = error.also(api.tree.span(problem.node), problem.label);
        Box::new(match problem.help {
            Some(help) => error.help(help),
            None => error,
        })
    })
}

fn twice(
    api: &Api,
    id: OperationId,
    wanted: &Wanted,
    other: &Wanted,
) -> clientwright_diagnostics::Diagnostic {
    let address = select::address(api, id);
    let message = format!(
        "two rules are for `{address}`: `{}` and `{}`",
        other.pattern, wanted.pattern
    );
    let error = wanted.entry.error(codes::PAGING, message, "");
    let error = match other.entry.span {
        Some(span) => error.also(span, "the other rule"),
        None => error,
    };
    error.help("a rule for the operation alone takes precedence over patterns with `*`")
}
