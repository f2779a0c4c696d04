//! Collections: which entities fit the options of a request, and in which order.

use std::cell::Cell;
use std::cmp::Ordering;

use clientwright_csdl::schema::{Schema, StructuredId};

use super::eval::{Row, Scope};
use super::problem::Problem;
use super::query::{Options, Order, Wanted};
use super::search::Search;
use super::store::Store;
use super::value::Value;
use super::work::Work;
use crate::json::{Json, Members};

/// What responses are made from.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    pub(super) schema: &'r Schema,
    pub(super) store: &'r Store,
    /// The URL of the root.
    pub(super) url: &'r str,
    pub(super) work: &'r Work,
    /// How many more entities the response may have.
    pub(super) left: Cell<usize>,
}

/// A part of a collection.
#[derive(Debug)]
pub(super) struct Page {
    /// All entities that fit the filter.
    pub(super) count: usize,
    pub(super) items: Vec<Json>,
    /// The token of the next page.
    pub(super) next: Option<usize>,
}

/// How a collection is cut into pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paging {
    /// The most entities of a page.
    pub(super) size: Option<usize>,
    /// Whether `$top` is the size of a page, and not a limit.
    pub(super) top_is_size: bool,
}

impl<'r> Reader<'r> {
    /// What names in an expression mean for a row.
    pub(super) fn scope<'a>(&self, row: Row<'a>) -> Scope<'a>
    where
        'r: 'a,
    {
        Scope::new(self.schema, self.store, self.work, row)
    }

    /// The places of a collection whose entities fit a type and the options, in order.
    pub(super) fn fitting(
        &self,
        places: &[&'r str],
        ty: StructuredId,
        options: &Options,
    ) -> Result<Vec<&'r str>, Problem> {
        // Names are checked even if there is no entity.
        let model = self.scope(Row::nothing(ty));
        let orders = options.order.iter().map(|(expression, _)| expression);
        for expression in options.filter.iter().chain(orders) {
            model.value(expression)?;
        }
        self.work.spend(places.len())?;
        let mut rows = Vec::new();
        for place in places {
            let Some(row) = Row::entity(self.store, place) else {
                continue;
            };
            let is_of_type =
                matches!(row, Row::Entity { ty: own, .. } if self.schema.derives_from(own, ty));
            if is_of_type && self.is_fitting(row, options)? {
                rows.push((*place, self.scope(row).keys(&options.order)?));
            }
        }
        self.sorted(rows, &options.order)
    }

    /// Whether a row fits the filter and the search.
    fn is_fitting(&self, row: Row<'_>, options: &Options) -> Result<bool, Problem> {
        if let Some(search) = &options.search
            && !self.is_found(search, row)?
        {
            return Ok(false);
        }
        match &options.filter {
            Some(filter) => self.scope(row).holds(filter),
            None => Ok(true),
        }
    }

    /// Whether a row is found by a search.
    pub(super) fn is_found(&self, search: &Search, row: Row<'_>) -> Result<bool, Problem> {
        self.work.spend(search.size())?;
        Ok(match row {
            Row::Entity { ty, members, .. } => search.fits(self.schema, ty, members),
            Row::Value { .. } => row
                .members()
                .is_some_and(|members| search.fits_object(members)),
        })
    }

    /// Rows in the order of their keys. Rows with equal keys stay as they are.
    pub(super) fn sorted<T>(
        &self,
        mut rows: Vec<(T, Vec<Value>)>,
        order: &[Order],
    ) -> Result<Vec<T>, Problem> {
        let mut failed = None;
        rows.sort_by(|(_, a), (_, b)| {
            for ((a, b), (_, descending)) in a.iter().zip(b).zip(order) {
                let ordering = self.order(a, b).unwrap_or_else(|problem| {
                    failed = Some(problem);
                    Ordering::Equal
                });
                if ordering != Ordering::Equal {
                    return match descending {
                        true => ordering.reverse(),
                        false => ordering,
                    };
                }
            }
            Ordering::Equal
        });
        match failed {
            Some(problem) => Err(problem),
            None => Ok(rows.into_iter().map(|(row, _)| row).collect()),
        }
    }

    /// Null comes first (OData Protocol 4.01, 11.2.6.2).
    fn order(&self, a: &Value, b: &Value) -> Result<Ordering, Problem> {
        match (a, b) {
            (Value::Null, Value::Null) => Ok(Ordering::Equal),
            (Value::Null, _) => Ok(Ordering::Less),
            (_, Value::Null) => Ok(Ordering::Greater),
            _ => {
                let ordering = a.clone().compare(b.clone(), self.schema)?;
                Ok(ordering.unwrap_or(Ordering::Equal))
            }
        }
    }

    /// A page of a collection.
    pub(super) fn page<'o>(
        &self,
        places: &[&'r str],
        ty: StructuredId,
        wanted: impl Into<Wanted<'o>>,
        paging: Paging,
    ) -> Result<Page, Problem> {
        let wanted = wanted.into();
        let options = wanted.options;
        if !options.apply.is_empty() {
            let objects = self.objects(places, ty, options)?;
            return cut(objects, options, paging, |object| Ok(Json::Object(object)));
        }
        let fitting = self.fitting(places, ty, options)?;
        cut(fitting, options, paging, |place| {
            self.entity(place, ty, wanted).map(Json::Object)
        })
    }

    /// What `$apply` makes of a collection, with the other options applied to its result (OData Extension for Data Aggregation
    /// 4.0, 3).
    fn objects(
        &self,
        places: &[&'r str],
        ty: StructuredId,
        options: &Options,
    ) -> Result<Vec<Members>, Problem> {
        if !options.expand.is_empty() || !options.compute.is_empty() {
            return Err(Problem::unsupported(
                "`$expand` and `$compute` with `$apply`",
            ));
        }
        let fitting = self.fitting(places, ty, &Options::default())?;
        let rows = fitting
            .iter()
            .filter_map(|place| Row::entity(self.store, place));
        let objects = self.applied(rows.collect(), &options.apply)?;
        let mut rows = Vec::new();
        for object in objects {
            let value = Json::Object(object);
            let row = Row::untyped(&value);
            if self.is_fitting(row, options)? {
                let keys = self.scope(row).keys(&options.order)?;
                let mut members = row.members().cloned().unwrap_or_default();
                if let Some(paths) = &options.select {
                    let is_selected = |name: &str| {
                        paths.iter().any(
                            |path| matches!(path.as_slice(), [only] if only == name || only == "*"),
                        )
                    };
                    members.retain(|(name, _)| is_selected(name));
                }
                rows.push((members, keys));
            }
        }
        self.sorted(rows, &options.order)
    }
}

/// The part of rows that a page has.
fn cut<T>(
    rows: Vec<T>,
    options: &Options,
    paging: Paging,
    shape: impl Fn(T) -> Result<Json, Problem>,
) -> Result<Page, Problem> {
    let count = rows.len();
    let mut left = count.saturating_sub(options.skip);
    let mut size = paging.size;
    match options.top {
        Some(top) if paging.top_is_size && top > 0 => {
            size = Some(size.map_or(top, |size| size.min(top)));
        }
        Some(top) => left = left.min(top),
        None => {}
    }
    let start = options.token.min(left);
    let end = size.map_or(left, |size| start.saturating_add(size).min(left));
    let rows = rows.into_iter().skip(options.skip.saturating_add(start));
    let items = rows.take(end - start).map(shape);
    Ok(Page {
        count,
        items: items.collect::<Result<_, _>>()?,
        next: (end < left).then_some(end),
    })
}
