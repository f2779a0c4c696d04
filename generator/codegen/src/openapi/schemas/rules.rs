//! Rules of the user for unions: the property that tells variants apart, or the order in which they are tried. Each is checked
//! against the description.

mod union;

use std::collections::BTreeMap;

use clientwright_diagnostics::source::Span;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::SchemaId;

use crate::options::Options;
use crate::places::Places;
use union::Union;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    /// `property=event Made=made,created Gone=*`: a property, with the values of variants.
    Property(String, Vec<(String, Vec<String>)>),
    /// `order=Dog,Cat`: the variants that are tried first.
    Order(Vec<String>),
}

/// What is wrong with a rule.
struct Problem {
    code: &'static str,
    message: String,
    help: String,
    /// The union in the description, if its variants matter.
    union: Option<Span>,
}

impl Problem {
    fn new(message: String, help: impl Into<String>) -> Self {
        Self {
            code: codes::OPTION,
            message,
            help: help.into(),
            union: None,
        }
    }
}

/// The value of a variant that has all values that no other variant has.
const OTHERS: &str = "*";
const FORMS: &str = "a rule is `order=Dog,Cat`, or `property=kind Dog=dog,puppy Cat=cat`";

/// Applies the rules of the options.
pub(crate) fn apply(api: &mut Api, options: &Options, places: &Places, diags: &mut Diagnostics) {
    let mut ruled: BTreeMap<SchemaId, &str> = BTreeMap::new();
    for (target, text) in &options.variants {
        let done = parse(text).and_then(|rule| {
            let union = Union::find(api, target)?;
            if let Some(other) = ruled.insert(union.id, target) {
                let message = format!("`{other}` and `{target}` are the same union");
                return Err(Problem::new(message, "leave one of the rules out"));
            }
            match rule {
                Rule::Property(property, values) => {
                    let discriminator = union.discriminator(api, &property, &values)?;
                    api.set_discriminator(union.id, discriminator);
                }
                Rule::Order(names) => {
                    let order = union.order(&names)?;
                    api.set_preferred(union.id, order);
                }
            }
            Ok(())
        });
        if let Err(problem) = done {
            let entry = places.pair("variants", target, format!("{target}={text}"));
            let label = match problem.code == codes::TARGET {
                true => "does not exist",
                false => "",
            };
            let mut error: Diagnostic = entry.error(problem.code, problem.message, label);
            if let Some(union) = problem.union {
                error = error.also(union, "the union");
            }
            diags.push(error.help(problem.help));
        }
    }
}

fn parse(text: &str) -> Result<Rule, Problem> {
    let list = |text: &str| -> Vec<String> { text.split(',').map(str::to_owned).collect() };
    let mut words = text.split_whitespace().map(|word| word.split_once('='));
    let first = words.next().flatten();
    let (key, value) = first
        .filter(|(_, value)| !value.is_empty())
        .ok_or_else(|| {
            let message = format!("`{text}` is no rule for the variants of a union");
            Problem::new(message, FORMS)
        })?;
    let others: Vec<Option<(&str, &str)>> = words.collect();
    match key {
        "order" if others.is_empty() => Ok(Rule::Order(list(value))),
        "order" => {
            let message = "a rule with `order` has nothing else".to_owned();
            Err(Problem::new(message, FORMS))
        }
        "property" => {
            let values = others.into_iter().map(|pair| {
                let pair = pair.filter(|(_, values)| !values.is_empty());
                let (variant, values) = pair.ok_or_else(|| {
                    let message = "a variant in a rule has no value".to_owned();
                    Problem::new(message, FORMS)
                })?;
                Ok((variant.to_owned(), list(values)))
            });
            Ok(Rule::Property(
                value.to_owned(),
                values.collect::<Result<_, Problem>>()?,
            ))
        }
        _ => {
            let message = format!("a rule for the variants of a union has no `{key}`");
            Err(Problem::new(message, FORMS))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Rule, parse};

    #[test]
    fn rules_are_read() {
        let text = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let rule = |text| parse(text).map_err(|problem| problem.message);
        assert_eq!(
            rule("order=Dog,Cat"),
            Ok(Rule::Order(text(&["Dog", "Cat"])))
        );
        let values = vec![
            ("Dog".to_owned(), text(&["dog", "puppy"])),
            ("Cat".to_owned(), text(&["*"])),
        ];
        assert_eq!(
            rule(" property=kind  Dog=dog,puppy Cat=*"),
            Ok(Rule::Property("kind".to_owned(), values))
        );
        assert_eq!(
            rule("property=kind"),
            Ok(Rule::Property("kind".to_owned(), Vec::new()))
        );
        for wrong in [
            "",
            "order",
            "order=",
            "order=A B=b",
            "by=kind",
            "property=kind Dog",
            "property=kind Dog=",
        ] {
            assert!(rule(wrong).is_err(), "{wrong}");
        }
    }
}
