//! Types and arguments as text, as far as code depends on them.

use clientwright_model::odata::{Builder, Key, KeyValue, Navigation, Number};
use clientwright_model::{
    Access, Call, ConstantKind, Content, Location, Output, Parameter, PartContent, Presence,
    Request, Segment, Ty, TypePath,
};

/// A path such as `model::Pet`.
pub(super) fn path(of: &TypePath) -> String {
    let mut text = of.module.join("::");
    if !text.is_empty() {
        text.push_str("::");
    }
    text + &of.name
}

pub(super) fn ty(of: &Ty) -> String {
    let of_one = |name: &str, inner: &Ty| format!("{name}<{}>", ty(inner));
    match of {
        Ty::Builtin(name) | Ty::Well(name) => (*name).to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Named(of) => path(of),
        Ty::Option(inner) => of_one("Option", inner),
        Ty::Patch(inner) => of_one("Patch", inner),
        Ty::Vec(inner) => of_one("Vec", inner),
        Ty::Map(inner) => format!("BTreeMap<String, {}>", ty(inner)),
        Ty::Boxed(inner) => of_one("Box", inner),
        Ty::One(inner) => of_one("One", inner),
        Ty::Many(inner) => of_one("Many", inner),
    }
}

/// The type of a property constant.
pub(super) fn constant(kind: &ConstantKind) -> String {
    match kind {
        ConstantKind::Property {
            ty: value,
            nullable,
            access,
        } => {
            let mark = match (access, nullable) {
                (Access::ReadWrite | Access::WriteOnly, true) => "",
                (Access::ReadWrite | Access::WriteOnly, false) => ", Required",
                (Access::ReadOnly, _) => ", Computed",
                (Access::CreateOnly, _) => ", Immutable",
                (Access::Key, _) => ", Key",
            };
            format!("Property<{}{mark}>", ty(value))
        }
        ConstantKind::Navigation(target) => format!("Navigation<{}>", path(target)),
        ConstantKind::NavigationCollection(target) => {
            format!("NavigationCollection<{}>", path(target))
        }
        ConstantKind::Null => "NullProperty".to_owned(),
    }
}

/// The builder of a step.
pub(super) fn navigation(of: &Navigation) -> String {
    let (Builder::Resource(builder) | Builder::Leaf(builder)) = &of.builder;
    let kind = match (&of.builder, of.number) {
        (Builder::Resource(_), _) => return path(builder),
        (Builder::Leaf(_), Number::One) => "Item",
        (Builder::Leaf(_), Number::Many) => "Collection",
    };
    format!("{kind}<{}>", path(builder))
}

/// The method of a key.
pub(super) fn key(of: &Key) -> String {
    let parts = of.parts.iter().map(|part| match &part.value {
        KeyValue::Text => "text".to_owned(),
        KeyValue::Into(value) => ty(value),
    });
    let parts: Vec<String> = parts.collect();
    format!("({}) -> {}", parts.join(", "), path(&of.item))
}

/// The method of a call: the types of its arguments, in order, and of its result.
pub(super) fn call(of: &Call) -> String {
    let has_path = matches!(&of.request, Request::Operation(operation) if operation.is_placed);
    let is_placed = |of: &&Parameter| has_path && matches!(of.location, Location::Path(_));
    let arguments = of.required().filter(|parameter| !is_placed(parameter));
    let mut arguments: Vec<String> = arguments.map(argument).collect();
    if let Request::Operation(operation) = &of.request
        && let Some(body) = operation.body.as_ref().filter(|body| body.is_required)
    {
        arguments.push(content(&body.content));
    }
    format!("({}) -> {}", arguments.join(", "), output(&of.output))
}

/// The type of an argument.
pub(super) fn argument(of: &Parameter) -> String {
    match of.presence {
        Presence::Required | Presence::Optional => ty(&of.ty),
        Presence::RequiredNullable | Presence::OptionalNullable | Presence::ThreeValued => {
            format!("Option<{}>", ty(&of.ty))
        }
    }
}

/// The type of a body.
pub(super) fn content(of: &Content) -> String {
    match of {
        Content::Json(value) | Content::Form { ty: value, .. } | Content::Xml(value, _) => {
            format!("&{}", ty(value))
        }
        Content::Items(value) => format!("SendItems<{}>", ty(value)),
        Content::Text => "String".to_owned(),
        Content::Bytes => "Body".to_owned(),
        Content::BytesOf(_) => "text, Body".to_owned(),
        Content::Multipart(None) => "Form".to_owned(),
        Content::Multipart(Some(form)) => path(form),
    }
}

/// The type of a part of a form.
pub(super) fn part(of: &PartContent) -> String {
    match of {
        PartContent::Value { ty: value, .. } => ty(value),
        PartContent::File { is_list: false, .. } => "Part".to_owned(),
        PartContent::File { is_list: true, .. } => "Vec<Part>".to_owned(),
    }
}

/// The type of a result.
pub(super) fn output(of: &Output) -> String {
    match of {
        Output::Empty => "()".to_owned(),
        Output::Bytes => "Bytes".to_owned(),
        Output::Text(value) => ty(value),
        Output::ByStatus(outcomes) => path(outcomes),
        Output::Items(value) => format!("Items<{}>", ty(value)),
        Output::Events { ty: value, .. } => format!("Events<{}>", ty(value)),
        Output::Json {
            ty: value,
            resource,
        } => composed(ty(value), resource.as_ref()),
        Output::Pages { item, resource, .. } => {
            composed(format!("List<{}>", ty(item)), resource.as_ref())
        }
    }
}

fn composed(text: String, resource: Option<&TypePath>) -> String {
    match resource {
        Some(resource) => format!("Composed<{text}, {}>", path(resource)),
        None => text,
    }
}

/// What a request is called on the wire.
pub(super) fn request(of: &Call) -> String {
    let segment = |segment: &Segment| match segment {
        Segment::Fixed(name) => name.clone(),
        Segment::Qualified { namespace, name } => format!("{namespace}.{name}"),
    };
    let mut text = match &of.request {
        Request::Function(name) => format!("GET {}", segment(name)),
        Request::Action(name) => format!("POST {}", segment(name)),
        Request::Operation(operation) => {
            let parts = operation.path.iter().map(|part| match part {
                clientwright_model::PathPart::Text(text) => text.clone(),
                clientwright_model::PathPart::Parameter(index) => {
                    let name = of.parameters.get(*index).map(|p| p.wire_name.as_str());
                    format!("{{{}}}", name.unwrap_or_default())
                }
            });
            let mut text = format!("{} {}", operation.verb, parts.collect::<String>());
            if let Some(body) = &operation.body {
                text.push_str(&format!(", body {}", body.media_type));
            }
            text
        }
    };
    for parameter in of.required() {
        text.push_str(&format!(", {}", place(parameter)));
    }
    text
}

/// Name and place of a parameter on the wire, such as `since in query (form, exploded)`.
pub(super) fn place(of: &Parameter) -> String {
    let name = &of.wire_name;
    let (place, style) = match of.location {
        Location::Arguments => return name.clone(),
        Location::Body => return format!("{name} in body"),
        Location::Path(style) => ("path", style),
        Location::Query(style) => ("query", style),
        Location::QueryString(style) => ("query string", style),
        Location::Header(style) => ("header", style),
        Location::Cookie(style) => ("cookie", style),
    };
    let kind = format!("{:?}", style.kind).to_lowercase();
    let mut text = format!("{name} in {place} ({kind}");
    for (is_set, word) in [
        (style.explode, ", exploded"),
        (style.reserved, ", reserved"),
    ] {
        if is_set {
            text.push_str(word);
        }
    }
    text + ")"
}
