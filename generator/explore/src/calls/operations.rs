//! Operations of OpenAPI.

use clientwright::model::{
    Body as ModelBody, Call as ModelCall, Content, Location, Operation, Parameter, PartContent,
    PathPart, Ty, TypePath,
};

use super::{Argument, Body, Call, Context, Part};
use crate::pieces::{self, Piece};

/// The code and the request of an operation.
pub(crate) fn call(
    context: &Context<'_>,
    item: &ModelCall,
    operation: &Operation,
    base: Call,
) -> Call {
    let is_placed =
        |of: &&Parameter| operation.is_placed && matches!(of.location, Location::Path(_));
    let mut arguments: Vec<Argument> = item
        .required()
        .filter(|parameter| !is_placed(parameter))
        .map(|parameter| argument(context, parameter))
        .collect();
    let mut optional: Vec<Argument> = item.optional().map(|p| argument(context, p)).collect();
    if let Some(body) = &operation.body {
        match body.is_required {
            true => arguments.extend(body_arguments(context, body)),
            // A method with the media type as another argument is not shown.
            false if !matches!(body.content, Content::BytesOf(_)) => {
                optional.extend(body_arguments(context, body));
            }
            false => {}
        }
    }
    let url: Vec<Piece> = operation.path.iter().map(|part| path(item, part)).collect();
    let template = url.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Value { v } => format!("{{{v}}}"),
    });
    let mut alternatives = operation.security.iter().flatten();
    Call {
        code: pieces::method(&item.method, arguments.iter().map(|a| a.name.as_str())),
        verb: operation.verb.clone(),
        wire: template.collect(),
        url,
        whole: true,
        body: operation
            .body
            .as_ref()
            .map(|body| self::body(context, body)),
        errors: operation.errors.as_ref().map(TypePath::text),
        // Of several alternatives, the first one.
        security: Some(alternatives.next().cloned().unwrap_or_default()),
        accept: (operation.accept != "application/json").then(|| operation.accept.clone()),
        arguments,
        optional,
        ..base
    }
}

fn path(item: &ModelCall, part: &PathPart) -> Piece {
    match part {
        PathPart::Text(text) => Piece::text(text),
        PathPart::Parameter(at) => {
            let parameter = item.parameters.get(*at);
            Piece::value(parameter.map(|p| p.wire_name.as_str()).unwrap_or_default())
        }
    }
}

fn argument(context: &Context<'_>, item: &Parameter) -> Argument {
    let place = match item.location {
        Location::Path(_) | Location::Arguments => "path",
        Location::Query(_) => "query",
        Location::QueryString(_) => "query string",
        Location::Header(_) => "header",
        Location::Cookie(_) => "cookie",
        Location::Body => "body",
    };
    Argument {
        name: item.name.clone(),
        ty: item.ty.text(context.runtime),
        wire: item.wire_name.clone(),
        place,
        text: (&item.docs).into(),
    }
}

/// The arguments for a body.
fn body_arguments(context: &Context<'_>, item: &ModelBody) -> Vec<Argument> {
    let of = |name: &str, ty: String| Argument {
        name: name.to_owned(),
        ty,
        place: "body",
        text: (&item.docs).into(),
        ..Argument::default()
    };
    let text = |ty: &Ty| ty.text(context.runtime);
    let one = |ty: String| vec![of(&item.name, ty)];
    match &item.content {
        Content::Json(ty) | Content::Form { ty, .. } | Content::Xml(ty, _) => {
            one(format!("&{}", text(ty)))
        }
        Content::Text => one("String".to_owned()),
        Content::Items(ty) => one(format!("rt::stream::SendItems<{}>", text(ty))),
        Content::Bytes => one("rt::Body".to_owned()),
        Content::BytesOf(media) => vec![
            of(media, "&str".to_owned()),
            of(&item.name, "rt::Body".to_owned()),
        ],
        Content::Multipart(None) => one("rt::multipart::Form".to_owned()),
        Content::Multipart(Some(form)) => one(form.text()),
    }
}

fn body(context: &Context<'_>, item: &ModelBody) -> Body {
    let text = |ty: &Ty| Some(ty.text(context.runtime));
    let (kind, ty) = match &item.content {
        Content::Json(ty) => ("json", text(ty)),
        Content::Form { ty, .. } => ("form", text(ty)),
        Content::Xml(ty, _) => ("file", text(ty)),
        Content::Items(_) | Content::Bytes | Content::BytesOf(_) => ("file", None),
        Content::Text => ("text", None),
        Content::Multipart(_) => ("multipart", None),
    };
    let form = match &item.content {
        Content::Multipart(Some(path)) => context.forms.get(&path.text()),
        _ => None,
    };
    let constants = form.iter().flat_map(|form| &form.constants);
    let constants = constants.map(|(name, _)| Part {
        wire: name.clone(),
        file: false,
    });
    let parts = form.iter().flat_map(|form| &form.parts);
    let parts = parts.filter(|part| part.is_required).map(|part| Part {
        wire: part.wire_name.clone(),
        file: matches!(part.content, PartContent::File { .. }),
    });
    Body {
        kind,
        media: item.media_type.clone(),
        ty,
        parts: constants.chain(parts).collect(),
        optional: !item.is_required,
    }
}
