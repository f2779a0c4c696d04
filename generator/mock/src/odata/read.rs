//! Responses with entities.

use std::cmp::Ordering;

use clientwright_csdl::schema::{Member, Schema, StructuredId};

use super::eval::{Row, Scope};
use super::filter::Expression;
use super::problem::Problem;
use super::query::{Expand, Options};
use super::store::{Entity, Store};
use super::value::Value;
use crate::json::{self, Json, Members};

/// What responses are made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'r> {
    pub(super) schema: &'r Schema,
    pub(super) store: &'r Store,
    /// The URL of the root.
    pub(super) url: &'r str,
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
    /// The places of a collection whose entities fit a type and a filter, in order.
    pub(super) fn fitting(
        &self,
        places: &[&'r str],
        ty: StructuredId,
        options: &Options,
    ) -> Result<Vec<&'r str>, Problem> {
        // Names are checked even if there is no entity.
        let model = Scope::new(self.schema, self.store, Row::nothing(ty));
        let orders = options.order.iter().map(|(expression, _)| expression);
        for expression in options.filter.iter().chain(orders) {
            model.value(expression)?;
        }
        let mut rows: Vec<(&'r str, Vec<Value>)> = Vec::new();
        for place in places {
            let Some(entity) = self.store.get(place) else {
                continue;
            };
            let Some(row) = Row::entity(self.store, place) else {
                continue;
            };
            let scope = Scope::new(self.schema, self.store, row);
            let holds = |filter: &Expression| scope.holds(filter);
            if !self.schema.derives_from(entity.ty, ty)
                || !options.filter.as_ref().map_or(Ok(true), holds)?
            {
                continue;
            }
            let keys = options
                .order
                .iter()
                .map(|(expression, _)| scope.value(expression));
            rows.push((place, keys.collect::<Result<_, _>>()?));
        }
        let mut failed = None;
        rows.sort_by(|(_, a), (_, b)| {
            let orders = a.iter().zip(b).zip(&options.order);
            for ((a, b), (_, descending)) in orders {
                let ordering = match self.order(a, b) {
                    Ok(ordering) => ordering,
                    Err(problem) => {
                        failed = Some(problem);
                        Ordering::Equal
                    }
                };
                let ordering = if *descending {
                    ordering.reverse()
                } else {
                    ordering
                };
                if ordering != Ordering::Equal {
                    return ordering;
                }
            }
            Ordering::Equal
        });
        match failed {
            Some(problem) => Err(problem),
            None => Ok(rows.into_iter().map(|(place, _)| place).collect()),
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
    pub(super) fn page(
        &self,
        places: &[&'r str],
        ty: StructuredId,
        options: &Options,
        paging: Paging,
    ) -> Result<Page, Problem> {
        let fitting = self.fitting(places, ty, options)?;
        let count = fitting.len();
        let mut left: Vec<&str> = fitting.into_iter().skip(options.skip).collect();
        let mut size = paging.size;
        match options.top {
            Some(top) if paging.top_is_size && top > 0 => {
                size = Some(size.map_or(top, |size| size.min(top)));
            }
            Some(top) => left.truncate(top),
            None => {}
        }
        let start = options.token.min(left.len());
        let end = size.map_or(left.len(), |size| {
            start.saturating_add(size).min(left.len())
        });
        let items = left[start..end].iter();
        let items = items.map(|place| self.entity(place, ty, options).map(Json::Object));
        Ok(Page {
            count,
            items: items.collect::<Result<_, _>>()?,
            next: (end < left.len()).then_some(end),
        })
    }

    /// An entity of the store.
    pub(super) fn entity(
        &self,
        place: &'r str,
        declared: StructuredId,
        options: &Options,
    ) -> Result<Members, Problem> {
        match self.store.get(place) {
            Some(entity) => self.shaped(place, entity, declared, options),
            None => Err(Problem::missing(format!("there is no {place}"))),
        }
    }

    /// An entity with the properties and related entities that options ask for.
    pub(super) fn shaped(
        &self,
        place: &str,
        entity: &Entity,
        declared: StructuredId,
        options: &Options,
    ) -> Result<Members, Problem> {
        let mut out = Members::new();
        if entity.ty != declared {
            let name = &self.schema.structured_types[entity.ty].name;
            out.push(("@odata.type".to_owned(), Json::text(format!("#{name}"))));
        }
        out.push(("@odata.etag".to_owned(), Json::text(entity.etag())));
        match &options.select {
            None => out.extend(entity.members.iter().cloned()),
            Some(paths) => self.selected(entity, paths, &mut out)?,
        }
        for item in &options.expand {
            let navigations = self.schema.navigation_properties(entity.ty);
            let mut named = navigations
                .into_iter()
                .filter(|id| item.name == "*" || id.get(self.schema).name == item.name);
            let Some(first) = named.next() else {
                // A property of a derived type is there for some entities only.
                let mut types = self.schema.descendants(declared).into_iter();
                let is_derived = types.any(|ty| {
                    let member = self.schema.declared_member(ty, &item.name);
                    matches!(member, Some(Member::Navigation(_)))
                });
                match is_derived || item.name == "*" {
                    true => continue,
                    false => return Err(self.no_navigation(entity.ty, &item.name)),
                }
            };
            for id in [first].into_iter().chain(named) {
                let property = id.get(self.schema);
                let at = format!("{place}/{}", property.name);
                let places = self.store.related(&at, property.is_collection);
                self.expanded(
                    property.is_collection,
                    &property.name,
                    property.target,
                    &places,
                    item,
                    &mut out,
                )?;
            }
        }
        Ok(out)
    }

    fn no_navigation(&self, ty: StructuredId, name: &str) -> Problem {
        let ty = &self.schema.structured_types[ty].name;
        Problem::bad(format!("{ty} has no navigation property `{name}`"))
    }

    fn expanded(
        &self,
        is_collection: bool,
        name: &str,
        ty: StructuredId,
        places: &[&'r str],
        item: &Expand,
        out: &mut Members,
    ) -> Result<(), Problem> {
        if !is_collection {
            let value = match places.first() {
                Some(place) if item.references => self.reference(place),
                Some(place) => Json::Object(self.entity(place, ty, &item.options)?),
                None => Json::Null,
            };
            out.push((name.to_owned(), value));
            return Ok(());
        }
        let limits = Paging {
            size: None,
            top_is_size: false,
        };
        let page = self.page(places, ty, &item.options, limits)?;
        if item.options.count {
            out.push((format!("{name}@odata.count"), Json::count(page.count)));
        }
        let items = match item.references {
            true => {
                let fitting = self.fitting(places, ty, &item.options)?;
                fitting
                    .into_iter()
                    .map(|place| self.reference(place))
                    .collect()
            }
            false => page.items,
        };
        out.push((name.to_owned(), Json::List(items)));
        Ok(())
    }

    /// A reference to an entity.
    pub(super) fn reference(&self, place: &str) -> Json {
        let url = Json::text(self.url_of(place));
        Json::Object(vec![("@odata.id".to_owned(), url)])
    }

    /// The URL of a place.
    pub(super) fn url_of(&self, place: &str) -> String {
        use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
        // What is not allowed in a path, and what would end one.
        const PATH: &AsciiSet = &CONTROLS
            .add(b' ')
            .add(b'"')
            .add(b'#')
            .add(b'%')
            .add(b'<')
            .add(b'>')
            .add(b'?')
            .add(b'[')
            .add(b'\\')
            .add(b']')
            .add(b'^')
            .add(b'`')
            .add(b'{')
            .add(b'|')
            .add(b'}');
        let mut url = self.url.to_owned();
        let mut is_quoted = false;
        url.push('/');
        for part in place.split_inclusive(['/', '\'']) {
            let encoded = utf8_percent_encode(part, PATH).to_string();
            // A slash in a key is no separator.
            match is_quoted {
                true => url.push_str(&encoded.replace('/', "%2F")),
                false => url.push_str(&encoded),
            }
            is_quoted ^= part.ends_with('\'');
        }
        url
    }

    fn selected(
        &self,
        entity: &Entity,
        paths: &[Vec<String>],
        out: &mut Members,
    ) -> Result<(), Problem> {
        let is_open = self.schema.structured_types[entity.ty].is_open;
        for path in paths {
            let Some((first, rest)) = path.split_first() else {
                continue;
            };
            // A cast before the property.
            let (first, rest) = match (first.contains('.'), rest.split_first()) {
                (true, Some((first, rest))) => (first, rest),
                (true, None) => continue,
                (false, _) => (first, rest),
            };
            if first == "*" {
                for (name, value) in &entity.members {
                    json::set(out, name, value.clone());
                }
                continue;
            }
            match self.schema.find_member(entity.ty, first) {
                Some(Member::Navigation(_)) => continue,
                Some(Member::Property(_)) => {}
                None if is_open => {}
                None if path[0].contains('.') => continue,
                None => {
                    let ty = &self.schema.structured_types[entity.ty].name;
                    return Err(Problem::bad(format!("{ty} has no property `{first}`")));
                }
            }
            for (name, value) in &entity.members {
                let (of, _) = name.split_once('@').unwrap_or((name, ""));
                if of != first {
                    continue;
                }
                match rest {
                    [] => json::set(out, name, value.clone()),
                    _ => pick(out, name, value, rest),
                }
            }
        }
        Ok(())
    }
}

/// Adds one member of a complex value.
fn pick(out: &mut Members, name: &str, value: &Json, path: &[String]) {
    let (Json::Object(members), Some((first, rest))) = (value, path.split_first()) else {
        return json::set(out, name, value.clone());
    };
    if !out.iter().any(|(known, _)| known == name) {
        out.push((name.to_owned(), Json::Object(Members::new())));
    }
    let inner = out.iter_mut().find(|(known, _)| known == name);
    if let (Some((_, Json::Object(inner))), Some(value)) = (inner, json::get(members, first)) {
        match rest {
            [] => json::set(inner, first, value.clone()),
            _ => pick(inner, first, value, rest),
        }
    }
}
