//! Values as forms: pairs in a URL's encoding, and parts.

use clientwright_oas::api::{MediaType, essence};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::xml::plain;
use crate::json::Json;

/// What is between the parts of a form.
const BOUNDARY: &str = "mock-boundary";

/// The media type and the text of a form. The error says why there is none.
pub(super) fn form(
    media: &MediaType,
    name: &str,
    value: &Json,
) -> Result<(String, String), String> {
    let Json::Object(members) = value else {
        return Err(format!(
            "a form is made of an object, not of {}",
            value.kind()
        ));
    };
    if media
        .encoding
        .iter()
        .any(|(_, encoding)| encoding.style.is_some())
    {
        return Err("the mock makes no forms whose `encoding` has a style".to_owned());
    }
    let mut pairs = Vec::new();
    for (key, value) in members {
        match value {
            Json::Null => {}
            // A pair, or a part, for each item.
            Json::List(items) => pairs.extend(items.iter().map(|item| (key.as_str(), item))),
            value => pairs.push((key.as_str(), value)),
        }
    }
    match essence(name).as_str() {
        "application/x-www-form-urlencoded" => {
            let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            let pairs = pairs
                .into_iter()
                .map(|(key, value)| format!("{}={}", encode(key), encode(&plain(value))));
            Ok((name.to_owned(), pairs.collect::<Vec<_>>().join("&")))
        }
        "multipart/form-data" => {
            let mut text = String::new();
            for (key, value) in pairs {
                let key = key.replace('"', "%22").replace(['\r', '\n'], " ");
                let kind = match value {
                    Json::Object(_) => "Content-Type: application/json\r\n",
                    _ => "",
                };
                let value = plain(value);
                text.push_str(&format!(
                    "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n{kind}\r\n{value}\r\n"
                ));
            }
            text.push_str(&format!("--{BOUNDARY}--\r\n"));
            let media = format!("multipart/form-data; boundary={BOUNDARY}");
            Ok((media, text))
        }
        other => Err(format!(
            "the mock makes no {other}: a test chooses the response"
        )),
    }
}
