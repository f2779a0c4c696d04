//! Calls: the method in Rust, and the request on the wire.

pub(crate) mod entities;
mod operations;

use std::collections::BTreeMap;

use clientwright::model::odata::Defaults;
use clientwright::model::{
    Call as ModelCall, Client, Form, Item, Output, Package, Parameter, Presence, Protocol, Request,
    Runtime, Segment, Ty,
};
use serde::Serialize;

use crate::pieces::{self, Piece};
use crate::text::{Text, is_false};
use crate::types;

/// A method that sends a request.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Call {
    /// The name of the method.
    pub(crate) method: String,
    /// The code after the builder, with the names of arguments.
    pub(crate) code: Vec<Piece>,
    /// The arguments of a function around the code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) arguments: Vec<Argument>,
    /// Methods of the returned call, each with one argument.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) optional: Vec<Argument>,
    pub(crate) verb: String,
    /// The path after that of the builder, or after the address of the service if it is `whole`.
    pub(crate) url: Vec<Piece>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) whole: bool,
    /// The path with optional parameters, if they are a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url_with: Option<Vec<Piece>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Body>,
    /// The type of the result.
    pub(crate) result: String,
    /// The type of declared errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<String>,
    /// Its name in the description.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) wire: String,
    /// Credentials, by their indices in the schemes of the page. `None`: the first of the schemes, else a bearer token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) security: Option<Vec<usize>>,
    /// The header `Accept`, if it is not JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accept: Option<String>,
    /// The capability of the path that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) needs: Option<&'static str>,
    /// The query options that it takes, by their names without `$`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) query: &'static [&'static str],
    /// The kind of builder that has it, if only one has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<&'static str>,
    #[serde(flatten)]
    pub(crate) text: Text,
}

/// A value that a call sends.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Argument {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    /// Its name on the wire; empty for a body.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) wire: String,
    /// Where the request has it.
    pub(crate) place: &'static str,
    #[serde(flatten)]
    pub(crate) text: Text,
}

/// The body of a request.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Body {
    pub(crate) kind: &'static str,
    /// The header `Content-Type`; empty if the caller chooses it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) media: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) ty: Option<String>,
    /// The parts of a form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<Part>,
    /// Whether it may be left out.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) optional: bool,
}

/// A part of a form.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) wire: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) file: bool,
}

/// What is the same for all calls of a package.
#[derive(Debug)]
pub(crate) struct Context<'p> {
    pub(crate) runtime: Runtime,
    defaults: Option<&'p Defaults>,
    /// Forms by their paths.
    pub(crate) forms: BTreeMap<String, &'p Form>,
}

impl<'p> Context<'p> {
    pub(crate) fn new(package: &'p Package) -> Self {
        let mut context = Self {
            runtime: package.runtime,
            defaults: None,
            forms: BTreeMap::new(),
        };
        for (path, item) in types::paths(package) {
            match item {
                Item::Form(form) => drop(context.forms.insert(path.text(), form)),
                Item::Client(Client {
                    protocol: Protocol::OData(defaults),
                    ..
                }) => context.defaults = Some(defaults),
                _ => {}
            }
        }
        // Of several forms the first one is shown.
        for (path, item) in types::paths(package) {
            if let Item::FormChoice(choice) = item
                && let Some(first) = choice.variants.first()
            {
                let form = types::beside(&path, &first.form).text();
                if let Some(form) = context.forms.get(&form).copied() {
                    context.forms.insert(path.text(), form);
                }
            }
        }
        context
    }

    /// Whether keys are segments of their own.
    pub(crate) fn key_as_segment(&self) -> bool {
        self.defaults
            .is_some_and(|defaults| defaults.key_as_segment)
    }

    fn segment(&self, segment: &Segment) -> String {
        let default = self.defaults.and_then(|d| d.default_namespace.as_deref());
        match segment {
            Segment::Fixed(name) => name.clone(),
            Segment::Qualified { namespace, name } if default == Some(namespace.as_str()) => {
                name.clone()
            }
            Segment::Qualified { namespace, name } => format!("{namespace}.{name}"),
        }
    }
}

/// A call of the model.
pub(crate) fn call(context: &Context<'_>, item: &ModelCall) -> Call {
    let base = Call {
        method: item.method.clone(),
        result: output(context.runtime, &item.output),
        text: (&item.docs).into(),
        ..Call::default()
    };
    match &item.request {
        Request::Operation(operation) => operations::call(context, item, operation, base),
        Request::Function(segment) => bound(context, item, segment, true, base),
        Request::Action(segment) => bound(context, item, segment, false, base),
    }
}

/// A function or an action of OData.
fn bound(
    context: &Context<'_>,
    item: &ModelCall,
    segment: &Segment,
    is_function: bool,
    base: Call,
) -> Call {
    let name = context.segment(segment);
    let place = if is_function { "url" } else { "body" };
    let argument = |of: &Parameter| Argument {
        name: of.name.clone(),
        ty: match of.presence {
            Presence::RequiredNullable => of.ty.clone().option().text(context.runtime),
            _ => of.ty.text(context.runtime),
        },
        wire: of.wire_name.clone(),
        place,
        text: (&of.docs).into(),
    };
    let body = (!is_function && !item.parameters.is_empty()).then(|| Body {
        kind: "members",
        media: "application/json".to_owned(),
        optional: item.required().next().is_none(),
        ..Body::default()
    });
    Call {
        code: pieces::method(&item.method, item.required().map(|p| p.name.as_str())),
        arguments: item.required().map(argument).collect(),
        optional: item.optional().map(argument).collect(),
        verb: if is_function { "GET" } else { "POST" }.to_owned(),
        url: match is_function {
            true => function_url(&name, item.required()),
            false => vec![Piece::text(format!("/{name}"))],
        },
        url_with: (is_function && item.optional().next().is_some())
            .then(|| function_url(&name, item.required().chain(item.optional()))),
        body,
        wire: name,
        ..base
    }
}

/// `/name(a=…,b=@b)?@b=…`: values that are no literals are JSON in the query (OData URL Conventions 4.01, 4.5.1).
fn function_url<'p>(name: &str, parameters: impl Iterator<Item = &'p Parameter>) -> Vec<Piece> {
    let mut url = vec![Piece::text(format!("/{name}("))];
    let mut query = Vec::new();
    for (at, parameter) in parameters.enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let wire = &parameter.wire_name;
        url.push(Piece::text(format!("{comma}{wire}=")));
        match &parameter.ty {
            Ty::Vec(_) | Ty::One(_) | Ty::Many(_) | Ty::Map(_) => {
                url.push(Piece::text(format!("@{wire}")));
                let mark = if query.is_empty() { "?" } else { "&" };
                query.push(Piece::text(format!("{mark}@{wire}=")));
                query.push(Piece::value(wire));
            }
            ty => literal(&mut url, ty == &Ty::String, wire),
        }
    }
    url.push(Piece::text(")"));
    url.extend(query);
    url
}

/// A value as a literal: texts have quotes.
pub(crate) fn literal(url: &mut Vec<Piece>, is_text: bool, name: &str) {
    let quote = || is_text.then(|| Piece::text("'"));
    url.extend(quote());
    url.push(Piece::value(name));
    url.extend(quote());
}

/// The type of a result that is awaited.
pub(crate) fn output(runtime: Runtime, output: &Output) -> String {
    match output {
        Output::Empty => "()".to_owned(),
        Output::Bytes if runtime == Runtime::OData => "rt::request::Bytes".to_owned(),
        Output::Bytes => "rt::Bytes".to_owned(),
        Output::Text(ty) | Output::Json { ty, .. } => ty.text(runtime),
        Output::ByStatus(outcomes) => outcomes.text(),
        Output::Items(ty) => format!("rt::stream::Items<{}>", ty.text(runtime)),
        Output::Events { ty, .. } => format!("rt::stream::Events<{}>", ty.text(runtime)),
        Output::Pages { item, .. } if runtime == Runtime::OData => {
            format!("rt::Page<{}>", item.text(runtime))
        }
        Output::Pages { item, .. } => format!("Vec<{}>", item.text(runtime)),
    }
}
