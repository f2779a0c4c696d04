//! A walk over an item: all identifiers of its code, and all generated types that it refers to.

use super::odata::{Builder, KeyValue, Permit};
use super::{
    Call, Constant, ConstantKind, Content, ErrorsKind, Item, Output, PartContent, ReceivedBody,
    Request, Step, Struct, StructKind, Subgroup, Target, Ty, TypePath, Undeclared, Union,
};

/// Receives the parts of an item.
pub(crate) trait Visit {
    /// An identifier.
    fn name(&mut self, name: &str);
    /// A generated type.
    fn reference(&mut self, to: &TypePath);
}

/// Passes the parts of an item to a visitor.
pub(crate) fn item(item: &Item, to: &mut impl Visit) {
    to.name(item.name());
    match item {
        Item::Struct(item) => structure(item, to),
        Item::Union(item) => union(item, to),
        Item::Enumeration(item) => {
            item.members.iter().for_each(|member| to.name(&member.name));
            to.name(&item.fallback);
        }
        Item::Flags(item) => item.members.iter().for_each(|member| to.name(&member.name)),
        Item::Alias(item) => ty(&item.ty, to),
        Item::Resource(item) => {
            item.steps.iter().for_each(|s| step(s, to));
            item.calls.iter().for_each(|c| call(c, to));
            entities(&item.entities, to);
        }
        Item::Group(item) => {
            item.groups.iter().for_each(|step| {
                to.name(&step.method);
                group(&step.target, to);
            });
            item.calls.iter().for_each(|c| call(c, to));
        }
        Item::CallBuilder(item) => {
            call(&item.call, to);
            for accept in &item.accepts {
                to.name(&accept.method);
                output(&accept.output, to);
            }
        }
        Item::Outcomes(item) => {
            for variant in &item.variants {
                to.name(&variant.name);
                output(&variant.output, to);
            }
            to.name(&item.fallback);
        }
        Item::Errors(item) => match &item.kind {
            ErrorsKind::Enum(variants) => {
                for variant in variants {
                    to.name(&variant.name);
                    output(&variant.output, to);
                }
            }
            ErrorsKind::SameAs(other) => to.reference(other),
        },
        Item::Header(item) => ty(&item.ty, to),
        Item::Events(item) => {
            for variant in &item.variants {
                to.name(&variant.name);
                ty(&variant.ty, to);
            }
            to.name(&item.fallback);
        }
        Item::Form(item) => {
            for part in &item.parts {
                to.name(&part.name);
                if let PartContent::Value { ty: value, .. } = &part.content {
                    ty(value, to);
                }
            }
        }
        Item::FormChoice(item) => {
            let variants = item.variants.iter();
            variants.for_each(|variant| to.name(&variant.name));
            to.name(&item.fallback);
        }
        Item::Received(item) => {
            for variant in &item.variants {
                to.name(&variant.name);
                if let ReceivedBody::Json(body) = &variant.body {
                    ty(body, to);
                }
            }
            to.name(&item.fallback);
        }
        Item::Path(item) => item.casts.iter().flatten().for_each(|ty| to.reference(ty)),
        Item::Client(item) => {
            item.steps.iter().for_each(|s| step(s, to));
            item.calls.iter().for_each(|c| call(c, to));
        }
    }
}

fn structure(item: &Struct, to: &mut impl Visit) {
    for field in &item.fields {
        to.name(&field.name);
        ty(&field.ty, to);
    }
    match &item.kind {
        StructKind::Object {
            bag,
            annotations,
            bases,
            ..
        } => {
            to.name(bag);
            to.name(annotations);
            bases.iter().for_each(|base| to.reference(base));
        }
        StructKind::Record {
            undeclared, nulls, ..
        } => {
            let names = undeclared.field().into_iter().chain(nulls);
            names.for_each(|name| to.name(name));
            if let Undeclared::Map(_, values) = undeclared {
                ty(values, to);
            }
        }
    }
    constants(&item.constants, to);
}

fn union(item: &Union, to: &mut impl Visit) {
    for variant in &item.variants {
        to.name(&variant.name);
        ty(&variant.ty, to);
    }
    to.name(&item.fallback);
    constants(&item.constants, to);
}

fn constants(constants: &[Constant], to: &mut impl Visit) {
    for constant in constants {
        to.name(&constant.name);
        match &constant.kind {
            ConstantKind::Property { ty: value, .. } => ty(value, to),
            ConstantKind::Navigation(target) | ConstantKind::NavigationCollection(target) => {
                to.reference(target);
            }
            ConstantKind::Null => {}
        }
    }
}

fn entities(entities: &super::odata::Entities, to: &mut impl Visit) {
    to.reference(&entities.entity);
    for key in &entities.keys {
        to.name(&key.method);
        to.reference(&key.item);
        for part in &key.parts {
            to.name(&part.name);
            if let KeyValue::Into(value) = &part.value {
                ty(value, to);
            }
        }
    }
    entities.streams.iter().for_each(|s| to.name(&s.method));
    for cast in &entities.casts {
        to.name(&cast.method);
        to.reference(&cast.target);
        cast.condition.iter().for_each(|ty| to.reference(ty));
    }
    for methods in &entities.by_path {
        methods.marker.iter().for_each(|ty| to.reference(ty));
        methods.steps.iter().for_each(|s| step(s, to));
        methods.calls.iter().for_each(|c| call(c, to));
    }
}

/// A method that returns another builder.
pub(crate) fn step(step: &Step, to: &mut impl Visit) {
    to.name(&step.method);
    match &step.target {
        Target::Group(target) => group(target, to),
        Target::Entities(navigation) => {
            let (Builder::Resource(ty) | Builder::Leaf(ty)) = &navigation.builder;
            to.reference(ty);
            if let Permit::Path(marker) = &navigation.permit {
                to.reference(marker);
            }
        }
    }
}

fn group(target: &Subgroup, to: &mut impl Visit) {
    to.reference(&target.group);
    for value in target.path.iter().flat_map(|path| &path.values) {
        to.name(&value.name);
        ty(&value.ty, to);
    }
}

/// A method that sends a request.
pub(crate) fn call(call: &Call, to: &mut impl Visit) {
    to.name(&call.method);
    for parameter in &call.parameters {
        to.name(&parameter.name);
        ty(&parameter.ty, to);
    }
    call.builder
        .iter()
        .for_each(|builder| to.reference(builder));
    output(&call.output, to);
    if let Request::Operation(operation) = &call.request {
        operation.errors.iter().for_each(|it| to.reference(it));
    }
    if let Request::Operation(operation) = &call.request
        && let Some(paging) = &operation.paging
    {
        ty(&paging.item, to);
    }
    if let Request::Operation(operation) = &call.request
        && let Some(body) = &operation.body
    {
        to.name(&body.name);
        match &body.content {
            Content::Json(value)
            | Content::Form { ty: value, .. }
            | Content::Xml(value, _)
            | Content::Items(value) => ty(value, to),
            Content::Multipart(form) => form.iter().for_each(|form| to.reference(form)),
            Content::BytesOf(argument) => to.name(argument),
            Content::Text | Content::Bytes => {}
        }
    }
}

fn output(of: &Output, to: &mut impl Visit) {
    match of {
        Output::Json {
            ty: value,
            resource,
        }
        | Output::Pages {
            item: value,
            resource,
            ..
        } => {
            ty(value, to);
            resource.iter().for_each(|resource| to.reference(resource));
        }
        Output::Text(value) | Output::Items(value) | Output::Events { ty: value, .. } => {
            ty(value, to);
        }
        Output::ByStatus(outcomes) => to.reference(outcomes),
        Output::Empty | Output::Bytes => {}
    }
}

fn ty(of: &Ty, to: &mut impl Visit) {
    match of {
        Ty::Named(path) => to.reference(path),
        Ty::Option(inner)
        | Ty::Patch(inner)
        | Ty::Vec(inner)
        | Ty::Map(inner)
        | Ty::Boxed(inner)
        | Ty::One(inner)
        | Ty::Many(inner) => ty(inner, to),
        Ty::Builtin(_) | Ty::String | Ty::Well(_) => {}
    }
}

/// The generated types that an item refers to.
#[derive(Debug, Default)]
pub(crate) struct References(pub(crate) std::collections::BTreeSet<TypePath>);

impl Visit for References {
    fn name(&mut self, _: &str) {}

    fn reference(&mut self, to: &TypePath) {
        if !self.0.contains(to) {
            self.0.insert(to.clone());
        }
    }
}
