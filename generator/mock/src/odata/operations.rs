//! Functions and actions. They have no implementation here: tests choose their responses, or let the mock make them up.

use clientwright_csdl::schema::{OperationId, OperationKind, Schema, StructuredId, Type};
use http::StatusCode;

use super::call::{Call, ok};
use super::made::Maker;
use super::problem::Problem;
use super::service::Service;
use super::text;
use crate::json::{Json, Members};
use crate::reply::Reply;
use crate::request::Received;

impl Service {
    /// What the mock responds to an operation for which no test has chosen a response.
    pub(super) fn operation(&self, call: &Call<'_>, id: OperationId) -> Result<Reply, Problem> {
        let method = method(&self.schema, id);
        if call.request.method != method {
            return Err(Problem::method(method.as_str()));
        }
        let operation = &self.schema.operations[id];
        if !self.makes_results {
            let kind = operation.kind.as_str();
            let name = &operation.name;
            return Err(Problem::unsupported(format!(
                "the {kind} {name}: a test chooses its response, as in `mock.on(Method::{method}, {:?})`",
                format!("/{}", call.segments.join("/"))
            )));
        }
        let Some(result) = &operation.return_type else {
            return Ok(Reply::new(StatusCode::NO_CONTENT));
        };
        let made = Maker::new(&self.schema).value(&result.ty);
        let context = match self.schema.type_name(result.ty.ty) {
            Some(name) if result.ty.is_collection => format!("Collection({name})"),
            Some(name) => name.to_string(),
            None => String::new(),
        };
        let context = Json::text(format!("{}/$metadata#{context}", call.url));
        let mut out = vec![("@odata.context".to_owned(), context)];
        match made {
            Json::Object(members) => out.extend(members),
            made => out.push(("value".to_owned(), made)),
        }
        Ok(ok(Json::Object(out)))
    }
}

/// The method of an operation.
fn method(schema: &Schema, operation: OperationId) -> http::Method {
    match schema.operations[operation].kind {
        OperationKind::Action => http::Method::POST,
        OperationKind::Function => http::Method::GET,
    }
}

/// An operation that is bound to a type, by its qualified name or, as services with a default namespace allow, without one.
pub(super) fn bound(
    schema: &Schema,
    name: &str,
    ty: StructuredId,
    is_collection: bool,
) -> Option<OperationId> {
    let is_bound = |id: &OperationId| {
        let operation = &schema.operations[*id];
        let binding = operation.binding_parameter().map(|it| &it.ty);
        binding.is_some_and(|binding| {
            let fits = match binding.ty {
                Type::Structured(to) => schema.derives_from(ty, to),
                _ => false,
            };
            fits && binding.is_collection == is_collection
        })
    };
    if name.contains('.') {
        let all = schema.find_operations(name);
        return all.iter().copied().find(is_bound);
    }
    let mut all = schema.operations.ids();
    all.find(|id| schema.operations[*id].name.name == name && is_bound(id))
}

/// The parameters of a request to an operation: of a function those in parentheses after its name, with their aliases replaced,
/// and query options; of an action the members of the body (OData Protocol 4.01, 11.5.3 and 11.5.4).
pub(crate) fn parameters(request: &Received, segments: &[String]) -> Result<Members, String> {
    if request.method == http::Method::POST {
        if request.body.is_empty() {
            return Ok(Members::new());
        }
        return match Json::read(&request.body) {
            Ok(Json::Object(members)) => Ok(members),
            Ok(other) => Err(format!(
                "the parameters are an object, not {}",
                other.kind()
            )),
            Err(error) => Err(format!("the parameters are no JSON: {error}")),
        };
    }
    let options = request.options();
    let (_, inner) = text::call(segments.last().map(String::as_str).unwrap_or_default());
    let mut parameters = Members::new();
    for part in text::split(inner.unwrap_or_default(), ',') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let alias = options.iter().find(|(known, _)| known == value);
        let value = alias.map_or(value, |(_, value)| value.as_str());
        parameters.push((name.to_owned(), literal(value)));
    }
    for (name, value) in options
        .iter()
        .filter(|(name, _)| !name.starts_with(['$', '@']))
    {
        parameters.push((name.clone(), literal(value)));
    }
    Ok(parameters)
}

/// A literal of a URL as JSON: texts lose their quotes, dates and the like are texts.
fn literal(text: &str) -> Json {
    match Json::read(text.as_bytes()) {
        // A text in double quotes is no literal, but that of a parameter that is JSON.
        Ok(json) => json,
        Err(_) => Json::Text(text::unquoted(text).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, query: Option<&str>) -> String {
        let request = Received {
            method: http::Method::GET,
            path: path.to_owned(),
            query: query.map(str::to_owned),
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
        };
        let read = parameters(&request, &request.segments()).expect("parameters");
        Json::Object(read).to_string()
    }

    #[test]
    fn parameters_of_functions_are_read_in_every_form() {
        for (path, query, expected) in [
            ("/f()", None, "{}"),
            ("/f", None, "{}"),
            (
                "/f(a=1,b='it''s, so',c=null,d=2026-01-02)",
                None,
                r#"{"a":1,"b":"it's, so","c":null,"d":"2026-01-02"}"#,
            ),
            ("/f(a=@p)", Some("@p=%5B1,2%5D"), r#"{"a":[1,2]}"#),
            ("/f", Some("a=true&$top=1"), r#"{"a":true}"#),
            ("/f(a=NS.Kind'x')", None, r#"{"a":"x"}"#),
            ("/f(a=duration'PT1S')", None, r#"{"a":"PT1S"}"#),
        ] {
            assert_eq!(read(path, query), expected, "{path}");
        }
    }
}
