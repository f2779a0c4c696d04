//! Paging rules as texts: `token=page.next parameter=after items=data`.

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// `none`: the operation has no pages.
    None,
    Paged(Box<Paged>),
}

/// A rule for an operation with pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paged {
    pub(super) next: Next,
    pub(super) items: Option<Vec<String>>,
    pub(super) more: Option<Vec<String>>,
    pub(super) total: Option<Vec<String>>,
    pub(super) pages: Option<Vec<String>>,
    /// The name of a parameter.
    pub(super) size: Option<Target>,
    pub(super) first: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    LinkHeader,
    Link(Source),
    Token { from: Source, to: Target },
    Offset(Target),
    Number(Target),
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Body(Vec<String>),
    Header(String),
    LastItem(Vec<String>),
}

/// A place in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A parameter by its name, and by its location if that is stated.
    Parameter(Option<String>, String),
    Body(Vec<String>),
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: &'static str,
}

const FORMS: &str = "a rule is `link-header`, `link=…`, `token=… parameter=…`, `offset=…`, `page=…` or `none`, with `items=…` \
                     and what else the pages state";
const KEYS: &str = "the keys are `items`, `link`, `token`, `parameter`, `offset`, `page`, `first`, `size`, `more`, `total` and \
                    `pages`";

/// Reads a rule.
pub(super) fn parse(text: &str) -> Result<Rule, Problem> {
    let problem = |message: String, help| Err(Problem { message, help });
    let mut entries: Vec<(&str, &str)> = Vec::new();
    for word in text.split_whitespace() {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let is_flag = matches!(key, "none" | "link-header");
        let is_known = is_flag
            || matches!(
                key,
                "items"
                    | "link"
                    | "token"
                    | "parameter"
                    | "offset"
                    | "page"
                    | "first"
                    | "size"
                    | "more"
                    | "total"
                    | "pages"
            );
        if !is_known {
            return problem(format!("a paging rule has no `{key}`"), KEYS);
        }
        if is_flag != value.is_empty() {
            let what = if is_flag {
                "has no value"
            } else {
                "needs a value"
            };
            return problem(format!("`{key}` in a paging rule {what}"), FORMS);
        }
        if entries.iter().any(|(other, _)| *other == key) {
            return problem(format!("`{key}` is in the paging rule twice"), FORMS);
        }
        entries.push((key, value));
    }
    let take = |entries: &mut Vec<(&str, &str)>, wanted: &str| {
        let at = entries.iter().position(|(key, _)| *key == wanted)?;
        Some(entries.remove(at).1.to_owned())
    };
    if entries == [("none", "")] {
        return Ok(Rule::None);
    }
    let kinds = ["none", "link-header", "link", "token", "offset", "page"];
    let given = entries
        .iter()
        .filter(|(key, _)| kinds.contains(key))
        .count();
    if given != 1 || entries.iter().any(|(key, _)| *key == "none") {
        let message = match given {
            0 => "the paging rule does not say how the next page is requested",
            1 => "a paging rule with `none` has nothing else",
            _ => "the paging rule says more than once how the next page is requested",
        };
        return problem(message.to_owned(), FORMS);
    }
    let next = if take(&mut entries, "link-header").is_some() {
        Next::LinkHeader
    } else if let Some(link) = take(&mut entries, "link") {
        Next::Link(source(&link))
    } else if let Some(token) = take(&mut entries, "token") {
        let Some(parameter) = take(&mut entries, "parameter") else {
            let help = "an example: `token=page.next parameter=after`";
            return problem(
                "`token` in a paging rule needs `parameter`".to_owned(),
                help,
            );
        };
        Next::Token {
            from: source(&token),
            to: target(&parameter),
        }
    } else if let Some(offset) = take(&mut entries, "offset") {
        Next::Offset(target(&offset))
    } else {
        Next::Number(target(&take(&mut entries, "page").unwrap_or_default()))
    };
    let first = match take(&mut entries, "first").map(|text| text.parse::<u64>()) {
        None => None,
        Some(Ok(first)) => Some(first),
        Some(Err(_)) => return problem("`first` in a paging rule is no number".to_owned(), FORMS),
    };
    let mut place = |key| take(&mut entries, key).map(|text| path(&text));
    let paged = Paged {
        items: place("items"),
        more: place("more"),
        total: place("total"),
        pages: place("pages"),
        size: take(&mut entries, "size").map(|name| target(&name)),
        first,
        next,
    };
    let counts = matches!(paged.next, Next::Offset(_) | Next::Number(_));
    let idle = [
        ("first", paged.first.is_some() && !counts),
        ("size", paged.size.is_some() && !counts),
        (
            "total",
            paged.total.is_some() && !matches!(paged.next, Next::Offset(_)),
        ),
        (
            "pages",
            paged.pages.is_some() && !matches!(paged.next, Next::Number(_)),
        ),
        (
            "parameter",
            entries.iter().any(|(key, _)| *key == "parameter"),
        ),
    ];
    if let Some((key, _)) = idle.iter().find(|(_, is_idle)| *is_idle) {
        let help = "`parameter` goes with `token`, `total` with `offset`, `pages` with `page`, `first` and `size` with both";
        return problem(format!("`{key}` has no meaning in this paging rule"), help);
    }
    Ok(Rule::Paged(Box::new(paged)))
}

fn source(text: &str) -> Source {
    if let Some(name) = text.strip_prefix("header:") {
        return Source::Header(name.to_ascii_lowercase());
    }
    match text.strip_prefix("last:") {
        Some(text) => Source::LastItem(path(text)),
        None => Source::Body(path(text)),
    }
}

fn target(text: &str) -> Target {
    match text.split_once(':') {
        Some(("body", text)) => Target::Body(path(text)),
        Some((location @ ("query" | "header" | "cookie"), name)) => {
            Target::Parameter(Some(location.to_owned()), name.to_owned())
        }
        _ => Target::Parameter(None, text.to_owned()),
    }
}

/// The names of members: a JSON pointer, or names with dots between them.
fn path(text: &str) -> Vec<String> {
    match text.strip_prefix('/') {
        Some(pointer) => {
            let names = pointer.split('/');
            // RFC 6901, 4: in this order.
            names
                .map(|name| name.replace("~1", "/").replace("~0", "~"))
                .collect()
        }
        None => text.split('.').map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn rules_are_read() {
        let Ok(Rule::Paged(rule)) =
            parse(" token=page.next parameter=query:after  items=/a~1b/c more=more ")
        else {
            panic!("it is a rule");
        };
        assert_eq!(rule.items, Some(words("a/b c")));
        assert_eq!(rule.more, Some(words("more")));
        let to = Target::Parameter(Some("query".to_owned()), "after".to_owned());
        let from = Source::Body(words("page next"));
        assert_eq!(rule.next, Next::Token { from, to });
        assert_eq!(parse("none"), Ok(Rule::None));
        for text in [
            "link-header",
            "link=header:X-Next",
            "token=last:id parameter=body:start.after more=has_more",
            "offset=skip total=total size=limit first=0",
            "page=page pages=pages",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_rule_is_reported() {
        for (text, message) in [
            ("", "does not say how"),
            ("items=a", "does not say how"),
            ("link=a page=b", "more than once"),
            ("none items=a", "has nothing else"),
            ("token=a", "needs `parameter`"),
            ("link=a parameter=b", "no meaning"),
            ("link=a total=b", "no meaning"),
            ("offset=a pages=b", "no meaning"),
            ("page=a first=x", "no number"),
            ("link=a link=b", "twice"),
            ("link", "needs a value"),
            ("link-header=x", "has no value"),
            ("cursor=a", "has no `cursor`"),
        ] {
            let problem = parse(text).unwrap_err();
            assert!(problem.message.contains(message), "{text}: {problem:?}");
        }
    }
}
