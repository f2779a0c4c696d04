//! Patterns that match nothing.

use clientwright_csdl::schema::StructuredId;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes::UNUSED_PATTERN;

use super::pattern::Pattern;
use super::walk::{Walk, names_of};

impl Walk<'_> {
    /// Reports every pattern that matched nothing, with the nearest name as help.
    pub(super) fn report_unused(&self, diags: &mut Diagnostics) {
        let all = self.request.include.iter().map(|p| ("include", p));
        let all = all.chain(self.request.exclude.iter().map(|p| ("exclude", p)));
        let all = all.chain(self.request.leaf.iter().map(|p| ("leaf", p)));
        for (what, pattern) in all {
            if self.used.contains(&pattern.to_string()) {
                continue;
            }
            let message = format!("{what} pattern `{pattern}` matches nothing");
            let mut diagnostic = match pattern.span() {
                Some(span) => {
                    Diagnostic::error(UNUSED_PATTERN, message).at(span, "matches nothing")
                }
                None => {
                    Diagnostic::error_in(UNUSED_PATTERN, message, format!("--{what} {pattern}"))
                }
            };
            if let Some(help) = self.suggest(what, pattern) {
                diagnostic = diagnostic.help(help);
            }
            diags.push(diagnostic);
        }
    }

    fn suggest(&self, what: &str, pattern: &Pattern) -> Option<String> {
        if self.nearest.is_spent() {
            return None;
        }
        if !pattern.is_path() {
            return self.suggest_name(what, pattern);
        }
        let mut at: Option<StructuredId> = None;
        let mut path = String::new();
        for name in pattern.literal_prefix() {
            let here: Vec<(String, Option<StructuredId>)> = match at {
                None if path.is_empty() => self
                    .roots()
                    .into_iter()
                    .map(|(_, name, ty)| (name.to_owned(), ty))
                    .collect(),
                None => return None,
                Some(ty) => {
                    let navigations = self.schema.navigation_properties(ty).into_iter();
                    let navigations = navigations.map(|id| id.get(self.schema));
                    let operations = self.operations_on(ty).into_iter();
                    let operations = operations.map(|id| names_of(self.schema, id).simple);
                    let derived = self.schema.descendants(ty).into_iter();
                    let derived = derived
                        .map(|ty| (self.schema.structured_types[ty].name.to_string(), Some(ty)));
                    navigations
                        .map(|n| (n.name.clone(), Some(n.target)))
                        .chain(operations.map(|name| (name.to_owned(), None)))
                        .chain(derived)
                        .collect()
                }
            };
            match here.iter().find(|(n, _)| n == name) {
                Some((_, ty)) => {
                    at = *ty;
                    path = format!("{path}/{name}");
                }
                None => {
                    let best = self.nearest.name(name, here.into_iter().map(|(n, _)| n))?;
                    return Some(format!(
                        "a path with a similar name exists: `{path}/{best}`"
                    ));
                }
            }
        }
        None
    }
}
