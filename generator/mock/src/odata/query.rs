//! System query options (OData URL Conventions 4.01, 5).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::apply::{self, Transformation};
use super::filter::{self, Expression, Names};
use super::problem::Problem;
use super::search::Search;
use super::text;

/// How deep `$expand` may be.
const DEEPEST: usize = 10;

/// The options of a request, or of an item of `$expand`.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) apply: Vec<Transformation>,
    pub(super) filter: Option<Expression>,
    pub(super) search: Option<Search>,
    /// Expressions, and whether the order is descending.
    pub(super) order: Vec<Order>,
    /// Expressions with the names of their results.
    pub(super) compute: Vec<(String, Expression)>,
    /// Paths of properties; `None` is all of them.
    pub(super) select: Option<Vec<Vec<String>>>,
    pub(super) expand: Vec<Expand>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
    /// Where a page starts, in the links that the mock makes.
    pub(super) token: usize,
    /// The number of the change after which changes are listed, in the links that the mock makes.
    pub(super) since: Option<u64>,
    /// How often a navigation property is expanded below itself.
    pub(super) levels: usize,
    /// The names of the options that only collections have.
    pub(super) of_collections: Vec<String>,
}

/// An expression, and whether the order by it is descending.
pub(super) type Order = (Expression, bool);

/// An item of `$expand`.
#[derive(Clone, Debug)]
pub(super) struct Expand {
    /// The type that has the navigation property, if the item names it.
    pub(super) cast: Option<String>,
    /// The navigation property; `*` is all of them.
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) options: Options,
}

/// What a response has of entities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'o> {
    pub(super) options: &'o Options,
    /// The item of `$expand` with `$levels` that the entities are expanded by, and how many levels are left.
    pub(super) again: Option<(&'o Expand, usize)>,
}

impl<'o> From<&'o Options> for Wanted<'o> {
    fn from(options: &'o Options) -> Self {
        Self {
            options,
            again: None,
        }
    }
}

/// What is there of expanded entities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Entities,
    References,
    /// Only their number.
    Count,
}

/// Names that are options without a dollar sign in OData 4.01. The mock reads them with one only.
const WITHOUT_DOLLAR: &[&str] = &[
    "filter",
    "orderby",
    "select",
    "expand",
    "top",
    "skip",
    "count",
    "search",
    "apply",
    "compute",
    "skiptoken",
];

/// Reads options. Those that the mock does not know are refused, custom ones are ignored.
pub(super) fn read<'o>(
    options: impl IntoIterator<Item = (&'o str, &'o str)>,
) -> Result<Options, Problem> {
    let options: Vec<(&str, &str)> = options.into_iter().collect();
    let aliases = options.iter().filter(|(name, _)| name.starts_with('@'));
    let aliases = aliases.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let names = Names {
        aliases: Rc::new(aliases.collect()),
        computed: BTreeMap::new(),
    };
    nested(&options, &names, 0)
}

fn nested(options: &[(&str, &str)], names: &Names, depth: usize) -> Result<Options, Problem> {
    if depth > DEEPEST {
        return Err(Problem::unsupported("`$expand` this deep"));
    }
    let mut read = Options::default();
    // Other options use the names that `$compute` gives.
    let mut names = Names {
        aliases: Rc::clone(&names.aliases),
        computed: BTreeMap::new(),
    };
    for (_, value) in options.iter().filter(|(name, _)| *name == "$compute") {
        (read.compute, names) = computed(value, &names)?;
    }
    let names = &names;
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in options.iter().copied() {
        if name.starts_with('$') && seen.contains(&name) {
            return Err(Problem::bad(format!("`{name}` occurs twice")));
        }
        seen.push(name);
        let wrong = || Problem::bad(format!("`{value}` is no value of `{name}`"));
        let is_of_entities = matches!(
            name,
            "$select" | "$expand" | "$format" | "$compute" | "$levels"
        );
        if name.starts_with('$') && !is_of_entities {
            read.of_collections.push(name.to_owned());
        }
        match name {
            "$apply" => read.apply = apply::read(value, names)?,
            "$filter" => read.filter = Some(filter::read(value, names)?),
            "$search" => read.search = Some(Search::read(value)?),
            "$orderby" => read.order = order(value, names)?,
            "$compute" => {}
            "$select" => {
                let items = text::split(value, ',');
                let paths = items
                    .iter()
                    .map(|item| item.split('/').map(str::to_owned).collect());
                read.select = Some(paths.collect());
            }
            "$expand" => read.expand = expand(value, names, depth)?,
            "$levels" if depth > 0 => {
                read.levels = match value {
                    "max" => DEEPEST,
                    _ => value.parse().ok().filter(|it| *it > 0).ok_or_else(wrong)?,
                };
                if read.levels > DEEPEST {
                    return Err(Problem::unsupported(format!("`$levels={value}`")));
                }
            }
            "$top" => read.top = Some(value.parse().map_err(|_| wrong())?),
            "$skip" => read.skip = value.parse().map_err(|_| wrong())?,
            "$skiptoken" => read.token = value.parse().map_err(|_| wrong())?,
            "$deltatoken" => read.since = Some(value.parse().map_err(|_| wrong())?),
            "$count" => read.count = value.parse().map_err(|_| wrong())?,
            "$format" if value.contains("json") => {}
            _ if name.starts_with('$') => return Err(Problem::unsupported(format!("`{name}`"))),
            _ if WITHOUT_DOLLAR.contains(&name) => {
                return Err(Problem::unsupported(format!(
                    "`{name}` without a dollar sign"
                )));
            }
            _ => {}
        }
    }
    Ok(read)
}

/// The items of `$orderby`.
pub(super) fn order(value: &str, names: &Names) -> Result<Vec<Order>, Problem> {
    let items = text::split(value, ',');
    let read = |item: &&str| {
        let (text, descending) = match item.strip_suffix(" desc") {
            Some(text) => (text, true),
            None => (item.strip_suffix(" asc").unwrap_or(item), false),
        };
        Ok((filter::read(text, names)?, descending))
    };
    items.iter().map(read).collect()
}

/// The items of `$compute`: `expression as name`, and the names with those of the items.
pub(super) fn computed(
    value: &str,
    names: &Names,
) -> Result<(Vec<(String, Expression)>, Names), Problem> {
    let mut known = names.clone();
    let mut all = Vec::new();
    for item in text::split(value, ',') {
        let (expression, name) = named(item)?;
        let computed = filter::computed(expression, &known)?;
        all.push((name.to_owned(), computed.expression.clone()));
        // A later item may use the name of an earlier one.
        known.computed.insert(name.to_owned(), computed);
    }
    Ok((all, known))
}

/// `text as name`
pub(super) fn named(item: &str) -> Result<(&str, &str), Problem> {
    let found = item.rsplit_once(" as ");
    let found = found.map(|(text, name)| (text.trim(), name.trim()));
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    found
        .filter(|(_, name)| is_name(name))
        .ok_or_else(|| Problem::bad(format!("`{item}` has no `as` with a name")))
}

fn expand(value: &str, names: &Names, depth: usize) -> Result<Vec<Expand>, Problem> {
    let items = text::split(value, ',');
    let read = |item: &&str| {
        let (path, inner) = text::call(item);
        let (path, form) = match (path.strip_suffix("/$ref"), path.strip_suffix("/$count")) {
            (Some(path), _) => (path, Form::References),
            (None, Some(path)) => (path, Form::Count),
            (None, None) => (path, Form::Entities),
        };
        let (cast, name) = match path.split_once('/') {
            Some((cast, name)) if cast.contains('.') => (Some(cast.to_owned()), name),
            _ => (None, path),
        };
        if name.contains('/') {
            return Err(Problem::unsupported(format!(
                "the path `{path}` in `$expand`"
            )));
        }
        let inner = text::split(inner.unwrap_or_default(), ';');
        let inner = inner
            .iter()
            .map(|option| option.split_once('=').unwrap_or((option, "")));
        let inner: Vec<(&str, &str)> = inner.collect();
        Ok(Expand {
            cast,
            name: name.to_owned(),
            form,
            options: nested(&inner, names, depth + 1)?,
        })
    };
    items.iter().map(read).collect()
}
