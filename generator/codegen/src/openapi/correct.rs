//! Overlays and corrections of a description, applied before references are resolved.

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::source::{FileId, SourceMap, Span};
use clientwright_model::codes;
use clientwright_oas::api::Type;
use clientwright_oas::{Api, Document, Target};

use crate::correct::{Corrections, on_command_line};
use crate::options::Options;
use crate::places::{Entry, Places};

/// Before the name of a format, as a target of `retype`: all schemas with the format.
const FORMAT: &str = "format:";

/// Applies the overlays, then the corrections of the options, and counts these. Each entry without a match is an error.
pub(crate) fn correct(
    document: &mut Document,
    overlays: &[FileId],
    options: &Options,
    places: &Places,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> Corrections {
    for file in overlays {
        clientwright_oas::overlay(document, sources, *file, diags);
    }
    let mut done = Corrections::default();
    let mut span = |entry: &Entry, value: &str| {
        let on_command_line = || on_command_line(entry, value, sources);
        entry.span.unwrap_or_else(on_command_line)
    };
    for (text, ty) in &options.retype {
        if text.starts_with(FORMAT) {
            continue;
        }
        let entry = places.pair("retype", text, format!("{text}={ty}"));
        if let Some(target) = find(document, &entry, text, diags) {
            document.retype(&target, ty, span(&entry, ty), diags);
            done.retyped += 1;
        }
    }
    for (text, nullable) in &options.nullable {
        let value = nullable.to_string();
        let entry = places.pair("nullable", text, format!("{text}={value}"));
        if let Some(target) = find(document, &entry, text, diags) {
            let place: Span = span(&entry, &value);
            document.nullable(&target, *nullable, place, diags);
            done.nullable += 1;
        }
    }
    // All are found before the first is removed, so that their order does not matter.
    let mut removals = Vec::new();
    for text in &options.remove {
        let entry = places.entry("remove", text);
        removals.extend(find(document, &entry, text, diags));
    }
    done.removed = removals.len();
    document.remove(&removals);
    done
}

/// Applies the corrections of whole formats, to a description whose references are resolved: the schemas of all its files. Returns how many
/// schemas there were.
pub(crate) fn formats(
    api: &mut Api,
    options: &Options,
    places: &Places,
    diags: &mut Diagnostics,
) -> usize {
    let mut count = 0;
    for (text, ty) in &options.retype {
        let Some(format) = text.strip_prefix(FORMAT) else {
            continue;
        };
        let entry = places.pair("retype", text, format!("{text}={ty}"));
        let Some(ty) = Type::ALL.iter().find(|known| known.name() == ty) else {
            let message = format!("`{ty}` is no type of JSON Schema");
            let error = entry.error(codes::TARGET, message, "not a type");
            diags.push(error.help("the types with formats are `string`, `integer` and `number`"));
            continue;
        };
        let found = api.remove_format(format, *ty);
        if found == 0 {
            let message = format!(
                "no schema of the type `{}` has the format `{format}`",
                ty.name()
            );
            let error = entry.error(codes::TARGET, message, "does not exist");
            diags.push(match Nearest::default().name(format, api.formats()) {
                Some(near) => error.help(format!("a similar format exists: `{FORMAT}{near}`")),
                None => error,
            });
        }
        count += found;
    }
    count
}

fn find(document: &Document, entry: &Entry, text: &str, diags: &mut Diagnostics) -> Option<Target> {
    let target = document.target(text);
    if target.is_none() {
        let message = format!("`{text}` is not in the description");
        let error = entry.error(codes::TARGET, message, "does not exist");
        let near = Nearest::default().name(text, document.names(text));
        diags.push(match near {
            Some(near) => error.help(format!("a similar name exists: `{near}`")),
            None => error.help(
                "targets are `Schema`, `Schema/property`, `Enumeration/member`, `operationId`, `operationId/parameter`, \
                 `GET /path`, and JSON pointers such as `#/components/schemas/Pet`",
            ),
        });
    }
    target
}
