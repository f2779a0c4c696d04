//! Media types: what a request accepts, and what bodies of each look like.

use clientwright_oas::Api;
use clientwright_oas::api::{Framing, MediaType, essence};

use super::forms;
use super::made::{Maker, of_value};
use super::pages::LastPage;
use super::xml;
use crate::json::Json;
use crate::sample;

/// Whether a media type, or a range of them, contains another one.
pub(super) fn is_in(range: &str, name: &str) -> bool {
    let (range, name) = (essence(range), essence(name));
    match range.split_once('/') {
        Some(("*", "*")) => true,
        Some((of, "*")) => name.split_once('/').is_some_and(|(known, _)| known == of),
        _ => range == name,
    }
}

fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Which of several media types a request accepts most: JSON first if it has no preference.
pub(super) fn accepted<'m>(accept: &str, content: &'m [MediaType]) -> Option<&'m MediaType> {
    let accept = if accept.trim().is_empty() {
        "*/*"
    } else {
        accept
    };
    let mut ranges: Vec<(f32, &str)> = Vec::new();
    for range in accept.split(',') {
        let quality = range
            .split(';')
            .find_map(|part| part.trim().strip_prefix("q="));
        let quality = quality.and_then(|text| text.parse().ok()).unwrap_or(1.0);
        if quality > 0.0 {
            ranges.push((quality, range));
        }
    }
    // Stable: of equal ones, the first of the request.
    ranges.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    ranges.iter().find_map(|(_, range)| {
        // The description may declare a range, too.
        let fits = |media: &&MediaType| is_in(range, &media.name) || is_in(&media.name, range);
        let mut json = content.iter().filter(|media| is_json(&media.name));
        json.find(fits).or_else(|| content.iter().find(fits))
    })
}

/// A media type and a body; the error says why there is none. An example that the request names stays as it is, also if it has a
/// next page.
pub(super) fn body(
    api: &Api,
    media: &MediaType,
    example: Option<&str>,
    last: Option<&LastPage<'_>>,
) -> Result<(String, Vec<u8>), String> {
    let name = &*media.name;
    let sent = match essence(name).as_str() {
        range if range.contains('*') => "application/json".to_owned(),
        _ => name.to_owned(),
    };
    let given = match example {
        Some(wanted) => {
            let found = media.examples.iter().find(|it| &*it.name == wanted);
            let names: Vec<&str> = media.examples.iter().map(|it| &*it.name).collect();
            let none = || {
                format!(
                    "no example is called `{wanted}`; known are: {}",
                    names.join(", ")
                )
            };
            Some(found.ok_or_else(none)?)
        }
        None => media.examples.first(),
    };
    let given = given.map(|example| of_value(&api.value(example.value)));
    let last = last.filter(|_| example.is_none());
    let ended = |value| match last {
        Some(last) => last.end(media.schema, value),
        None => value,
    };
    let maker = Maker::new(api);
    let kind = essence(&sent);
    if let Some(framing) = Framing::of(&sent) {
        if let Some(Json::Text(text)) = given {
            return Ok((sent, text.into_bytes()));
        }
        let schema = media.item_schema.or(media.schema);
        let item = given.or_else(|| schema.and_then(|schema| maker.value(schema)));
        let item = item.unwrap_or(Json::Null);
        let text = match (framing, item) {
            // The members of an event are those of the format.
            (Framing::Events, item @ Json::Object(_)) if item.get("data").is_some() => event(&item),
            (Framing::Events, item) => format!("data: {item}\n\n"),
            (Framing::Sequence, item) => format!("\u{1e}{item}\n"),
            (Framing::Lines, item) => format!("{item}\n"),
        };
        return Ok((sent, text.into_bytes()));
    }
    if is_json(&sent) {
        let made = || {
            media
                .schema
                .map_or(Some(Json::Null), |schema| maker.value(schema))
        };
        let value = given
            .map(|given| as_declared(api, media, given))
            .or_else(made);
        let none = || "no value can be made of the schema, because it contains itself".to_owned();
        let value = ended(value.ok_or_else(none)?);
        return Ok((sent, value.to_string().into_bytes()));
    }
    // An example is often the text of the body itself.
    if let Some(Json::Text(text)) = given {
        return Ok((sent, text.into_bytes()));
    }
    let is_given = given.is_some();
    let value = given.or_else(|| media.schema.and_then(|schema| maker.value(schema)));
    let is_xml = kind.ends_with("/xml") || kind.ends_with("+xml");
    let is_form = kind.starts_with("multipart/") || kind.ends_with("form-urlencoded");
    match (value, media.schema) {
        (Some(value), Some(schema)) if is_xml => {
            let text = xml::document(api, schema, &ended(value));
            let none = || "the root element of the XML has no name".to_owned();
            Ok((sent, text.ok_or_else(none)?.into_bytes()))
        }
        (Some(value), _) if is_form => {
            let (sent, text) = forms::form(media, &sent, &value)?;
            Ok((sent, text.into_bytes()))
        }
        (None, _) | (_, None) if is_xml || is_form => Err(format!(
            "no value can be made of the schema for {kind}: a test chooses the response"
        )),
        (Some(Json::Text(text)), _) => Ok((sent, text.into_bytes())),
        (Some(value), _) if is_given => Ok((sent, value.to_string().into_bytes())),
        _ => Ok((sent, sample::TEXT.into())),
    }
}

/// An example of a JSON body may be a text that is JSON.
fn as_declared(api: &Api, media: &MediaType, given: Json) -> Json {
    use clientwright_oas::api::Type;
    let Json::Text(text) = &given else {
        return given;
    };
    let is_text = media.schema.is_none_or(|schema| {
        let schema = &api.schemas[api.target(schema)];
        schema.types.is_empty() || schema.types.contains(Type::String)
    });
    match Json::read(text.as_bytes()) {
        Ok(read) if !is_text => read,
        _ => given,
    }
}

/// An event with the fields of the format.
fn event(item: &Json) -> String {
    let mut text = String::new();
    for name in ["event", "id", "retry", "data"] {
        let value = match item.get(name) {
            Some(Json::Text(value)) => value.clone(),
            Some(value) => value.to_string(),
            None => continue,
        };
        for line in value.lines() {
            text.push_str(&format!("{name}: {line}\n"));
        }
    }
    text.push('\n');
    text
}
