//! The program that calls every operation of a description.

use std::fmt::Write;

use clientwright::model::{
    Body, Content, Form, Parameter, PartContent, Request, Scheme, SchemeKind, Ty,
};
use clientwright::{ExampleCall, Examples, type_text};
use clientwright_oracle::program::rust;
use serde_json::{Value, json};

use crate::values::Values;

const HEAD: &str = r#"#![allow(deprecated, unused_mut, clippy::all)]
use std::future::Future;
use std::pin::Pin;

use clientwright_openapi::client::Secret;
use clientwright_openapi::multipart::Part;
use clientwright_openapi::retry::RetryPolicy;
use clientwright_openapi::{Error, Response, Wire};

type Seen = (u16, String);
type Run = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Result<Seen, Error>> + 'a>>;

fn json<T: Wire>(text: &str) -> Result<T, Error> {
    Ok(clientwright_openapi::from_json(text.as_bytes())?)
}

fn violations(of: &http::HeaderMap) -> String {
    let header = of.get("sl-violations").and_then(|value| value.to_str().ok());
    header.unwrap_or_default().to_owned()
}

fn seen<R>(response: Response<R>) -> Seen {
    (response.status().as_u16(), violations(response.headers()))
}

/// Prints number, kind of outcome, status, violations, message and body, with tabs between them.
fn line(number: usize, result: Result<Seen, Error>) {
    let plain = |text: String| text.replace(['\t', '\n', '\r'], " ");
    match result {
        Ok((status, violations)) => println!("{number}\tok\t{status}\t{}\t\t", plain(violations)),
        Err(error) => {
            let kind = match &error {
                Error::Status(_) => "status",
                Error::Redirect(_) => "redirect",
                Error::Decode(_) => "decode",
                Error::NoContent(_) => "no content",
                Error::Undeclared(_) => "undeclared",
                _ => "unsent",
            };
            let status = error.status().map_or(0, |it| it.as_u16());
            let violations = error.headers().map(violations).unwrap_or_default();
            let body = error.body().map(|body| String::from_utf8_lossy(body).chars().take(600).collect::<String>());
            let body = body.unwrap_or_default();
            println!("{number}\t{kind}\t{status}\t{}\t{}\t{}", plain(violations), plain(error.to_string()), plain(body));
        }
    }
}
"#;

/// The program, with the calls in their order.
pub(crate) fn code(described: &Examples, values: &Values<'_>) -> String {
    let mut code = String::from(HEAD);
    let client = rust(&described.client);
    let _ = writeln!(code, "\ntype Client = {client};\n");
    for (index, call) in described.calls.iter().enumerate() {
        let _ = writeln!(
            code,
            "// {}\nasync fn call_{index}(client: &Client) -> Result<Seen, Error> {{\n    let mut call = {};",
            call.operation.replace(['\n', '\r'], " "),
            begun(call, values)
        );
        for set in setters(call, values) {
            let _ = writeln!(code, "    call = call{set};");
        }
        code.push_str("    Ok(seen(call.send().await?))\n}\n\n");
    }
    let _ = writeln!(code, "const CALLS: &[Run] = &[");
    for index in 0..described.calls.len() {
        let _ = writeln!(code, "    |client| Box::pin(call_{index}(client)),");
    }
    let secrets: String = described
        .service
        .schemes
        .iter()
        .filter_map(secret)
        .collect();
    let _ = writeln!(
        code,
        r#"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {{
    let url = std::env::args().nth(1).expect("a URL");
    let transport = hyper_util::client::legacy::Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    let client = Client::builder().base_url(url).service(transport).retry(RetryPolicy::none()){secrets}
        .timeout(std::time::Duration::from_secs(60)).build()?;
    for (number, run) in CALLS.iter().enumerate() {{
        line(number, run(&client).await);
    }}
    Ok(())
}}"#
    );
    code
}

/// The credential for a security scheme.
fn secret(scheme: &Scheme) -> Option<String> {
    let secret = match &scheme.kind {
        SchemeKind::KeyHeader(_) | SchemeKind::KeyQuery(_) | SchemeKind::KeyCookie(_) => {
            "key(\"key\")"
        }
        SchemeKind::Authorization => "key(\"Custom key\")",
        SchemeKind::Basic => "basic(\"user\", \"password\")",
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => "token(\"token\")",
        SchemeKind::MutualTls => return None,
    };
    Some(format!(".scheme({:?}, Secret::{secret})", scheme.name))
}

fn body(call: &ExampleCall) -> Option<&Body> {
    match &call.call.request {
        Request::Operation(operation) => operation.body.as_ref(),
        Request::Function(_) | Request::Action(_) => None,
    }
}

/// The method with what it requires.
fn begun(call: &ExampleCall, values: &Values<'_>) -> String {
    let parameters = call.call.parameters.iter().zip(&call.parameters);
    let required = parameters.filter(|(parameter, _)| parameter.presence.is_required());
    let mut arguments: Vec<String> = required
        .map(|(parameter, schema)| {
            let value = schema.as_ref().and_then(|schema| values.value(schema));
            argument(parameter, &value.unwrap_or_else(|| json!("text")))
        })
        .collect();
    let body = body(call).filter(|body| body.is_required);
    arguments.extend(body.map(|body| content(call, body, values)));
    let group = call.group.iter().map(|group| format!(".{group}()"));
    let group: String = group.collect();
    format!(
        "client{group}.{}({})",
        call.call.method,
        arguments.join(", ")
    )
}

/// The methods for what is optional, with their arguments.
fn setters(call: &ExampleCall, values: &Values<'_>) -> Vec<String> {
    let parameters = call.call.parameters.iter().zip(&call.parameters);
    let optional = parameters.filter(|(parameter, _)| !parameter.presence.is_required());
    let set = optional.filter_map(|(parameter, schema)| {
        let value = values.value(schema.as_ref()?)?;
        Some(format!(
            ".{}({})",
            parameter.name,
            argument(parameter, &value)
        ))
    });
    let body = body(call).filter(|body| !body.is_required);
    let body = body.map(|body| format!(".{}({})", body.name, content(call, body, values)));
    set.chain(body).collect()
}

fn argument(parameter: &Parameter, value: &Value) -> String {
    read(&parameter.ty, value)
}

fn read(ty: &Ty, value: &Value) -> String {
    format!("json::<{}>({:?})?", rust(&type_text(ty)), value.to_string())
}

/// The arguments for the body.
fn content(call: &ExampleCall, body: &Body, values: &Values<'_>) -> String {
    let value = call.body.as_ref().and_then(|schema| values.value(schema));
    let text = || match &value {
        Some(Value::String(text)) => format!("{text:?}"),
        Some(value) => format!("{:?}", value.to_string()),
        None => "\"text\"".to_owned(),
    };
    match &body.content {
        Content::Json(ty) | Content::Form { ty, .. } | Content::Xml(ty, _) => {
            let value = value.clone().unwrap_or_else(|| json!({}));
            format!("&{}", read(ty, &value))
        }
        Content::Items(ty) => {
            // The schema of the body is that of an item, if it has one.
            let item = value.clone().unwrap_or_else(|| json!({}));
            format!("vec![{}]", read(ty, &item))
        }
        Content::Text | Content::Bytes => text(),
        Content::BytesOf(_) => {
            let is_image = body.media_type.starts_with("image/");
            let media_type = if is_image {
                "image/png"
            } else {
                "application/octet-stream"
            };
            format!("{media_type:?}, {}", text())
        }
        Content::Multipart(Some(path)) => {
            let ty = rust(&type_text(&Ty::Named(path.clone())));
            let value = value.unwrap_or_else(|| json!({}));
            // The first one whose parts the value has.
            let fits = |form: &&Form| {
                let mut required = form.parts.iter().filter(|part| part.is_required);
                let mut constants = form.constants.iter();
                required.all(|part| value.get(&part.wire_name).is_some())
                    && constants.all(|(name, text)| value[name] == **text)
            };
            let form = call.forms.iter().find(fits).or(call.forms.first());
            let Some(form) = form else {
                return format!("{ty}::new()");
            };
            let of = ty.rsplit_once("::").map_or("", |(module, _)| module);
            parts(&format!("{of}::{}", form.name), form, &value)
        }
        Content::Multipart(None) => {
            let form = "clientwright_openapi::multipart::Form::new()";
            format!("{form}.part(\"file\", Part::new(\"text\"))")
        }
    }
}

/// A body of several parts.
fn parts(ty: &str, form: &Form, value: &Value) -> String {
    let part = |content: &PartContent, value: Option<&Value>| match content {
        PartContent::Value { ty, .. } => Some(read(ty, value?)),
        PartContent::File { is_list, .. } => {
            let file = "Part::new(\"text\").file_name(\"a.txt\")";
            Some(match is_list {
                true => format!("[{file}]"),
                false => file.to_owned(),
            })
        }
    };
    let required = form.parts.iter().filter(|part| part.is_required);
    let arguments = required.map(|of| {
        let value = value.get(&of.wire_name).cloned().unwrap_or(json!("text"));
        part(&of.content, Some(&value)).unwrap_or_default()
    });
    let arguments: Vec<String> = arguments.collect();
    let optional = form.parts.iter().filter(|part| !part.is_required);
    let setters = optional.filter_map(|of| {
        let argument = part(&of.content, value.get(&of.wire_name))?;
        Some(format!(".{}({argument})", of.name))
    });
    format!(
        "{ty}::new({}){}",
        arguments.join(", "),
        setters.collect::<String>()
    )
}
