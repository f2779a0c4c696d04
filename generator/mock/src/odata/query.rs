//! System query options (OData URL Conventions 4.01, 5).

use super::filter::{self, Expression};
use super::problem::Problem;
use super::text;

/// How deep `$expand` may be.
const DEEPEST: usize = 10;

/// The options of a request, or of an item of `$expand`.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) filter: Option<Expression>,
    /// Expressions, and whether the order is descending.
    pub(super) order: Vec<(Expression, bool)>,
    /// Paths of properties; `None` is all of them.
    pub(super) select: Option<Vec<Vec<String>>>,
    pub(super) expand: Vec<Expand>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
    /// Where a page starts, in the links that the mock makes.
    pub(super) token: usize,
    /// The names of the options that only collections have.
    pub(super) of_collections: Vec<String>,
}

/// An item of `$expand`.
#[derive(Clone, Debug)]
pub(super) struct Expand {
    /// The navigation property; `*` is all of them.
    pub(super) name: String,
    /// Only references to the entities.
    pub(super) references: bool,
    pub(super) options: Options,
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
    nested(options, 0)
}

fn nested<'o>(
    options: impl IntoIterator<Item = (&'o str, &'o str)>,
    depth: usize,
) -> Result<Options, Problem> {
    if depth > DEEPEST {
        return Err(Problem::unsupported("`$expand` this deep"));
    }
    let mut read = Options::default();
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in options {
        if name.starts_with('$') && seen.contains(&name) {
            return Err(Problem::bad(format!("`{name}` occurs twice")));
        }
        seen.push(name);
        let wrong = || Problem::bad(format!("`{value}` is no value of `{name}`"));
        let is_of_entities = matches!(name, "$select" | "$expand" | "$format");
        if name.starts_with('$') && !is_of_entities {
            read.of_collections.push(name.to_owned());
        }
        match name {
            "$filter" => read.filter = Some(filter::read(value)?),
            "$orderby" => read.order = order(value)?,
            "$select" => {
                let items = text::split(value, ',');
                let paths = items
                    .iter()
                    .map(|item| item.split('/').map(str::to_owned).collect());
                read.select = Some(paths.collect());
            }
            "$expand" => read.expand = expand(value, depth)?,
            "$top" => read.top = Some(value.parse().map_err(|_| wrong())?),
            "$skip" => read.skip = value.parse().map_err(|_| wrong())?,
            "$skiptoken" => read.token = value.parse().map_err(|_| wrong())?,
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

fn order(value: &str) -> Result<Vec<(Expression, bool)>, Problem> {
    let items = text::split(value, ',');
    let read = |item: &&str| {
        let (text, descending) = match item.strip_suffix(" desc") {
            Some(text) => (text, true),
            None => (item.strip_suffix(" asc").unwrap_or(item), false),
        };
        Ok((filter::read(text)?, descending))
    };
    items.iter().map(read).collect()
}

fn expand(value: &str, depth: usize) -> Result<Vec<Expand>, Problem> {
    let items = text::split(value, ',');
    let read = |item: &&str| {
        let (path, inner) = text::call(item);
        let (name, references) = match path.strip_suffix("/$ref") {
            Some(name) => (name, true),
            None => (path, false),
        };
        if name.contains('/') {
            return Err(Problem::unsupported(format!(
                "the path `{name}` in `$expand`"
            )));
        }
        let inner = text::split(inner.unwrap_or_default(), ';');
        let inner = inner
            .iter()
            .map(|option| option.split_once('=').unwrap_or((option, "")));
        Ok(Expand {
            name: name.to_owned(),
            references,
            options: nested(inner, depth + 1)?,
        })
    };
    items.iter().map(read).collect()
}
