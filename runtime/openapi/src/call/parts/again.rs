//! The same call for another page.

use std::borrow::Cow;

use clientwright_values::__private as raw;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Method, Uri};
use url::Url;

use super::Parts;
use crate::error::Error;
use crate::to_json;
use crate::value::Value;

impl Parts {
    /// The same call once more.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when its body is a stream, which cannot be sent twice.
    pub(crate) fn again(&self) -> Result<Self, Error> {
        let body = self.body.as_ref().map(|body| {
            let refused = || Error::invalid("a body that is a stream cannot be sent for each page");
            body.try_clone().ok_or_else(refused)
        });
        Ok(Self {
            body: body.transpose()?,
            ..self.without_body()
        })
    }

    /// The same call without a body.
    pub(crate) fn without_body(&self) -> Self {
        Self {
            client: self.client.clone(),
            operation: self.operation,
            arguments: self.arguments.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: None,
            asked: self.asked,
            timeout: self.timeout,
            retry: self.retry.clone(),
            error: self.error.clone(),
        }
    }

    /// The text of an argument, if it is a text, a number or a Boolean.
    pub(crate) fn argument_text(&self, index: usize) -> Option<Cow<'_, str>> {
        match Value::read(self.arguments.get(index)?.as_deref()?) {
            Value::Text(text) => Some(text),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// Sets an argument to a text. Numbers are written as texts are.
    pub(crate) fn set_text(&mut self, index: usize, text: &str) {
        self.argument(index, to_json(&text.to_owned()));
    }

    /// The text of a member of the body.
    pub(crate) fn member_text(&self, path: &[&str]) -> Option<String> {
        let body = std::str::from_utf8(self.body.as_ref()?.as_bytes()?).ok()?;
        let mut json = body;
        for name in path {
            let members = raw::members(json)?;
            (_, json) = members.into_iter().find(|(of, _)| of == name)?;
        }
        match Value::read(json) {
            Value::Text(text) => Some(text.into_owned()),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// Sets a member of the body, which is JSON. `json` is its value.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] when the body is no JSON object.
    pub(crate) fn set_member(&mut self, path: &[&str], json: &str) -> Result<(), Error> {
        let body = match &self.body {
            Some(body) => body
                .as_bytes()
                .and_then(|body| std::str::from_utf8(body).ok()),
            None => Some("{}"),
        };
        let changed = body.and_then(|body| with_member(body.trim_ascii(), path, json));
        let refused = || Error::invalid("the body has no member for the token of the next page");
        self.body(changed.ok_or_else(refused)?.into());
        Ok(())
    }

    /// The origin that the call goes to.
    pub(crate) fn server(&self) -> Option<Url> {
        Url::parse(&self.client.address(self.operation).ok()?).ok()
    }

    /// Parses a link to another page: its origin must be that of the call, or one that the client admits.
    ///
    /// # Errors
    ///
    /// [`Error::Paging`].
    pub(crate) fn link(&self, link: &str) -> Result<Uri, Error> {
        let http = self.client.http();
        Ok(http.link_to(self.server().as_ref(), link)?)
    }

    /// Requests a link with the headers, the credentials and the options of the call, which has no body.
    pub(crate) async fn follow(mut self, link: &str) -> Result<clientwright_http::Response, Error> {
        if let Some(reason) = self.error {
            return Err(Error::invalid(reason));
        }
        for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
            self.headers.remove(name);
        }
        let uri = self.link(link)?;
        self.send_to(Method::GET, uri).await
    }
}

/// A JSON object with another value of a member, and with everything else as it was.
fn with_member(object: &str, path: &[&str], json: &str) -> Option<String> {
    let Some((name, rest)) = path.split_first() else {
        return Some(json.to_owned());
    };
    let object = if object == "null" { "{}" } else { object };
    let mut out = String::from("{");
    let mut push = |name: &str, json: &str| {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str(&serde_json::Value::from(name).to_string());
        out.push(':');
        out.push_str(json);
    };
    let mut is_set = false;
    for (of, value) in raw::members(object)? {
        if of == *name {
            push(name, &with_member(value, rest, json)?);
            is_set = true;
        } else {
            push(&of, value);
        }
    }
    if !is_set {
        push(name, &with_member("{}", rest, json)?);
    }
    out.push('}');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::with_member;

    #[test]
    fn members_are_set_and_others_are_kept() {
        for (object, path, expected) in [
            ("{}", &["a"][..], r#"{"a":1}"#),
            (r#"{"b":1.50,"a":null}"#, &["a"], r#"{"b":1.50,"a":1}"#),
            (
                r#"{"p":{"x":[1, 2]}}"#,
                &["p", "a"],
                r#"{"p":{"x":[1, 2],"a":1}}"#,
            ),
            (r#"{"p":null}"#, &["p", "a"], r#"{"p":{"a":1}}"#),
            ("{}", &["p\"", "a"], r#"{"p\"":{"a":1}}"#),
        ] {
            assert_eq!(
                with_member(object, path, "1").as_deref(),
                Some(expected),
                "{object}"
            );
        }
        assert_eq!(with_member("[1]", &["a"], "1"), None);
        assert_eq!(with_member(r#"{"p":3}"#, &["p", "a"], "1"), None);
    }
}
