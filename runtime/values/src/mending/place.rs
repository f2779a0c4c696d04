//! Places in a JSON text by the paths of errors.

use std::borrow::Cow;

use crate::annotations::is_control;
use crate::raw::{items, members};

/// A value in a text.
pub(super) struct Place<'a> {
    /// The value as it is written.
    pub(super) json: &'a str,
    steps: Vec<Step<'a>>,
}

enum Step<'a> {
    Item,
    Property {
        name: Cow<'a, str>,
        /// The type annotation of the object.
        of: Option<&'a str>,
    },
}

type Members<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// The type annotation of an object: JSON.
fn type_of<'a>(members: &Members<'a>) -> Option<&'a str> {
    let member = members
        .iter()
        .find(|(name, _)| is_control(name, "", "type"));
    member.map(|(_, json)| *json)
}

impl<'a> Place<'a> {
    /// The value at a path, such as `value[3].task.executionSequence`.
    pub(super) fn find(text: &'a str, path: &str) -> Option<Self> {
        let (mut json, mut rest, mut steps) = (text, path, Vec::new());
        while !rest.is_empty() {
            if let Some(members) = members(json) {
                rest = rest.strip_prefix('.').unwrap_or(rest);
                // Names can have dots and brackets.
                let is_next = |name: &str| {
                    let after = rest.strip_prefix(name);
                    after.is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
                };
                let named = members.iter().filter(|(name, _)| is_next(name));
                let (name, value) = named.max_by_key(|(name, _)| name.len())?;
                json = value;
                rest = rest.get(name.len()..)?;
                steps.push(Step::Property {
                    name: name.clone(),
                    of: type_of(&members),
                });
            } else {
                let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
                json = items(json)?.get(index.parse::<usize>().ok()?)?;
                rest = after;
                steps.push(Step::Item);
            }
        }
        Some(Self { json, steps })
    }

    /// The value and later values of the same property, with their paths, which may have other indexes. The
    /// objects on these paths have the same types, so the same declarations apply to all of them.
    pub(super) fn alike(&self, text: &'a str) -> Vec<(String, &'a str)> {
        let mut all = Vec::new();
        collect(text, &self.steps, String::new(), &mut all);
        let start = offset(text, self.json);
        all.retain(|(_, json)| offset(text, json) >= start);
        all
    }
}

fn collect<'a>(json: &'a str, steps: &[Step<'_>], path: String, all: &mut Vec<(String, &'a str)>) {
    let Some((step, steps)) = steps.split_first() else {
        all.push((path, json));
        return;
    };
    match step {
        Step::Item => {
            let items = items(json).unwrap_or_default().into_iter().enumerate();
            for (index, item) in items {
                collect(item, steps, format!("{path}[{index}]"), all);
            }
        }
        Step::Property { name, of } => {
            let members = members(json).unwrap_or_default();
            if type_of(&members) != *of {
                return;
            }
            if let Some((_, value)) = members.iter().find(|(member, _)| member == name) {
                let dot = if path.is_empty() { "" } else { "." };
                collect(value, steps, format!("{path}{dot}{name}"), all);
            }
        }
    }
}

/// Where a part of a text begins.
pub(super) fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_path() {
        let text = r#"{"value":[{"a":1},{"a.b":{"c[0]":[5,6]},"a":2}],"x@odata.count":"7"}"#;
        for (path, json) in [
            ("value[0].a", Some("1")),
            ("value[1].a", Some("2")),
            ("value[1].a.b.c[0][1]", Some("6")),
            ("x@odata.count", Some("\"7\"")),
            ("", Some(text)),
            ("value[2]", None),
            ("value.a", None),
            ("val", None),
            ("value[x]", None),
        ] {
            let found = Place::find(text, path).map(|place| place.json);
            assert_eq!(found, json, "{path}");
        }
    }

    #[test]
    fn alike_is_what_has_the_same_types() {
        let text = r##"{"rows":[{"n":"0"},{"n":"1","@odata.type":"#a"},{"n":"2"},{},{"n":"3","@type":"#b"},{"n":"4"}]}"##;
        let paths = |path| {
            let place = Place::find(text, path).unwrap();
            let alike = place.alike(text).into_iter();
            alike.map(|(path, _)| path).collect::<Vec<_>>()
        };
        assert_eq!(paths("rows[2].n"), ["rows[2].n", "rows[5].n"]);
        assert_eq!(paths("rows[1].n"), ["rows[1].n"]);
    }
}
