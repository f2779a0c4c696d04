//! What responses have of entities: selected and computed properties, and expanded entities.

use clientwright_csdl::schema::{Member, NavigationProperty, StructuredId};

use super::eval::Row;
use super::filter::Expression;
use super::problem::Problem;
use super::query::{Expand, Form, Wanted};
use super::read::{Paging, Reader};
use super::store::Entity;
use crate::json::{self, Json, Members};

/// The most entities of a response: expanded entities can be there many times.
pub(super) const ENTITIES: usize = 100_000;

impl<'r> Reader<'r> {
    /// An entity of the store.
    pub(super) fn entity<'o>(
        &self,
        place: &'r str,
        declared: StructuredId,
        wanted: impl Into<Wanted<'o>>,
    ) -> Result<Members, Problem> {
        let left = self.left.get();
        if left == 0 {
            return Err(Problem::unsupported(format!(
                "a response with more than {ENTITIES} entities"
            )));
        }
        self.left.set(left - 1);
        match self.store.get(place) {
            Some(entity) => self.shaped(place, entity, declared, wanted),
            None => Err(Problem::missing(format!("there is no {place}"))),
        }
    }

    /// An entity with the properties and related entities that options ask for.
    pub(super) fn shaped<'o>(
        &self,
        place: &str,
        entity: &Entity,
        declared: StructuredId,
        wanted: impl Into<Wanted<'o>>,
    ) -> Result<Members, Problem> {
        let Wanted { options, again } = wanted.into();
        let paths = options.select.as_ref().map_or(0, Vec::len);
        self.work
            .spend(1 + paths + options.compute.len() + options.expand.len())?;
        let mut out = Members::new();
        if entity.ty != declared {
            let name = &self.schema.structured_types[entity.ty].name;
            out.push(("@odata.type".to_owned(), Json::text(format!("#{name}"))));
        }
        out.push(("@odata.etag".to_owned(), Json::text(entity.etag())));
        match &options.select {
            None => out.extend(entity.members.iter().cloned()),
            Some(paths) => self.selected(entity, paths, &options.compute, &mut out)?,
        }
        self.describe_streams(place, entity.ty, &mut out);
        let row = Row::Entity {
            place,
            ty: entity.ty,
            members: &entity.members,
        };
        for (name, expression) in &options.compute {
            let is_selected = |paths: &Vec<Vec<String>>| {
                paths
                    .iter()
                    .any(|path| path == &[name.as_str()] || path == &["*"])
            };
            if options.select.as_ref().is_none_or(is_selected) {
                let value = self.scope(row).value(expression)?;
                json::set(&mut out, name, value.json(self.schema));
            }
        }
        let own = options
            .expand
            .iter()
            .map(|item| (item, item.options.levels));
        for (item, levels) in own.chain(again) {
            if let Some(cast) = &item.cast {
                let cast = self.schema.find_structured(cast);
                if !cast.is_some_and(|cast| self.schema.derives_from(entity.ty, cast)) {
                    continue;
                }
            }
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
                self.expanded(property, &places, item, levels, &mut out)?;
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
        property: &NavigationProperty,
        places: &[&'r str],
        item: &Expand,
        levels: usize,
        out: &mut Members,
    ) -> Result<(), Problem> {
        let (name, ty) = (&property.name, property.target);
        // One level less each time (OData URL Conventions 4.01, 5.1.3.1).
        let wanted = Wanted {
            options: &item.options,
            again: (levels > 1).then(|| (item, levels - 1)),
        };
        let options = wanted.options;
        if wanted.again.is_some() && !options.apply.is_empty() {
            return Err(Problem::unsupported("`$levels` with `$apply`"));
        }
        if !property.is_collection {
            let value = match places.first() {
                Some(place) if item.form == Form::References => self.reference(place),
                Some(place) => Json::Object(self.entity(place, ty, wanted)?),
                None => Json::Null,
            };
            out.push((name.to_owned(), value));
            return Ok(());
        }
        let limits = Paging {
            size: None,
            top_is_size: false,
        };
        let count = |count: usize| (format!("{name}@odata.count"), Json::count(count));
        let items = match item.form {
            Form::Count => {
                out.push(count(self.fitting(places, ty, options)?.len()));
                return Ok(());
            }
            Form::References => {
                let fitting = self.fitting(places, ty, options)?;
                let references = fitting.into_iter().map(|place| self.reference(place));
                references.collect()
            }
            Form::Entities => {
                let page = self.page(places, ty, wanted, limits)?;
                if options.count {
                    out.push(count(page.count));
                }
                page.items
            }
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
        computed: &[(String, Expression)],
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
                None if computed.iter().any(|(name, _)| name == first) => continue,
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
