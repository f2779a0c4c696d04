//! The facts of types of values, and of calls.

use clientwright_model::{
    Access, Call, Constant, Enumeration, Field, Flags, Presence, Request, Struct, StructKind, Ty,
    Undeclared, Union,
};

use super::facts::{Fact, Key, List, Space};
use super::{PartKind, service, signature};

pub(super) fn structure(list: &mut List<'_>, path: &str, item: &Struct) {
    let fact = Fact::new(PartKind::Type, "struct").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact.wire(item.wire_name.clone()));
    for field in &item.fields {
        let fact = Fact::new(PartKind::Property, signature::ty(&field.rust_ty()));
        let fact = fact.wire(wire(&field.wire_name, field.presence, field.access));
        list.add(
            Some(&owner),
            Space::Field,
            &field.name,
            fact.docs(&field.docs),
        );
    }
    constructors(list, &owner, item);
    match &item.kind {
        StructKind::Object {
            bag,
            annotations,
            bases,
            ..
        } => {
            extra(list, &owner, bag, "PropertyBag");
            extra(list, &owner, annotations, "Option<Box<Annotations>>");
            for base in bases {
                let base = format!("Into<{}>", signature::path(base));
                let fact = Fact::new(PartKind::Type, "");
                list.add(Some(&owner), Space::Trait, &base, fact);
            }
        }
        StructKind::Record {
            undeclared, nulls, ..
        } => {
            match undeclared {
                Undeclared::Bag(name) => extra(list, &owner, name, "PropertyBag"),
                Undeclared::Map(name, ty) => {
                    let ty = signature::ty(&Ty::Map(Box::new(ty.clone())));
                    extra(list, &owner, name, &ty);
                }
                Undeclared::Skipped => {}
            }
            if let Some(name) = nulls {
                extra(list, &owner, name, "Nulls");
            }
        }
    }
    constants(list, &owner, &item.constants, &item.fields);
}

/// What is read and sent of a property.
fn wire(name: &str, presence: Presence, access: Access) -> String {
    let presence = match presence {
        Presence::Required => ", required",
        Presence::RequiredNullable => ", required or null",
        Presence::Optional => "",
        Presence::OptionalNullable => ", may be null",
        Presence::ThreeValued => ", null removes it",
    };
    let access = match access {
        Access::ReadWrite => "",
        Access::ReadOnly => ", read-only",
        Access::WriteOnly => ", write-only",
        Access::CreateOnly => ", set once",
        Access::Key => ", key",
    };
    format!("{name}{presence}{access}")
}

fn extra(list: &mut List<'_>, owner: &Key, name: &str, ty: &str) {
    let fact = Fact::new(PartKind::Property, ty);
    list.add(Some(owner), Space::Field, name, fact);
}

/// `new` and `Default`: there is one of them, or none if only the service makes values.
fn constructors(list: &mut List<'_>, owner: &Key, item: &Struct) {
    let is_object = matches!(item.kind, StructKind::Object { .. });
    if is_object || item.required().next().is_none() {
        let fact = Fact::new(PartKind::Type, "");
        list.add(Some(owner), Space::Trait, "Default", fact);
    }
    let mut required = item.required().peekable();
    if required.peek().is_none() || required.any(|field| field.access == Access::ReadOnly) {
        return;
    }
    let arguments = item.required().map(|field| signature::ty(&field.rust_ty()));
    let new = format!("({})", arguments.collect::<Vec<_>>().join(", "));
    let fact = Fact::new(PartKind::Type, new);
    list.add(Some(owner), Space::Method, "new", fact);
}

/// A constant belongs to the field of its property, if there is one.
fn constants(list: &mut List<'_>, owner: &Key, constants: &[Constant], fields: &[Field]) {
    for constant in constants {
        let field = fields.iter().find(|f| f.wire_name == constant.wire_name);
        let field = field.map(|field| Key {
            owner: owner.path(),
            marker: None,
            space: Space::Field,
            name: field.name.clone(),
        });
        let fact = Fact::new(PartKind::Property, signature::constant(&constant.kind));
        let fact = fact.wire(constant.wire_name.clone()).docs(&constant.docs);
        let key = Key {
            owner: owner.path(),
            marker: None,
            space: Space::Constant,
            name: constant.name.clone(),
        };
        list.put(key, Some(field.as_ref().unwrap_or(owner)), fact);
    }
}

pub(super) fn union(list: &mut List<'_>, path: &str, item: &Union) {
    let fact = Fact::new(PartKind::Type, "enum").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact.wire(item.wire_name.clone()));
    for (index, variant) in item.variants.iter().enumerate() {
        let values: Vec<&str> = item.discriminator.values_of(index).collect();
        let fact = Fact::new(PartKind::Variant, signature::ty(&variant.ty));
        let fact = fact.wire(values.join(", ")).docs(&variant.docs);
        list.add(Some(&owner), Space::Type, &variant.name, fact);
    }
    let kept = match item.discriminator {
        clientwright_model::Discriminator::Shape(_) => "AnyJson",
        _ => "Other",
    };
    let fact = Fact::new(PartKind::Variant, kept).docs(&item.fallback_docs);
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
    constants(list, &owner, &item.constants, &[]);
}

pub(super) fn enumeration(list: &mut List<'_>, path: &str, item: &Enumeration) {
    let fact = Fact::new(PartKind::Type, "enumeration").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact.wire(item.wire_name.clone()));
    for member in &item.members {
        let fact = Fact::new(PartKind::Member, "").wire(member.wire.text());
        list.add(
            Some(&owner),
            Space::Type,
            &member.name,
            fact.docs(&member.docs),
        );
    }
    let fact = Fact::new(PartKind::Member, "other values").docs(&item.fallback_docs);
    list.add(Some(&owner), Space::Type, &item.fallback, fact);
}

pub(super) fn flags(list: &mut List<'_>, path: &str, item: &Flags) {
    let fact = Fact::new(PartKind::Type, "flags").docs(&item.docs);
    let owner = list.add(None, Space::Type, path, fact.wire(item.wire_name.clone()));
    for member in &item.members {
        let wire = format!("{} = {}", member.wire.text, member.wire.number);
        let fact = Fact::new(PartKind::Member, "").wire(wire);
        list.add(
            Some(&owner),
            Space::Constant,
            &member.name,
            fact.docs(&member.docs),
        );
    }
}

/// The method of a call, and the methods of its builder for optional parameters.
pub(super) fn call(list: &mut List<'_>, owner: &Key, marker: Option<&str>, item: &Call) {
    let fact = Fact::new(PartKind::Operation, signature::call(item));
    let fact = fact.wire(signature::request(item)).docs(&item.docs);
    let key = Key::method(owner, marker, &item.method);
    let owner = list.put(key, Some(owner), fact);
    for parameter in item.optional() {
        let fact = Fact::new(PartKind::Operation, signature::argument(parameter));
        let fact = fact.wire(signature::place(parameter)).docs(&parameter.docs);
        list.add(Some(&owner), Space::Method, &parameter.name, fact);
    }
    let Request::Operation(operation) = &item.request else {
        return;
    };
    service::operation(list, &owner, operation);
    if let Some(body) = operation.body.as_ref().filter(|body| !body.is_required) {
        let fact = Fact::new(PartKind::Operation, signature::content(&body.content));
        let fact = fact.wire(body.media_type.clone()).docs(&body.docs);
        list.add(Some(&owner), Space::Method, &body.name, fact);
    }
    // `pages` and `collect_all` come and go with it.
    if let Some(paging) = &operation.paging {
        let items = format!("Items<{}>", signature::ty(&paging.item));
        let fact = Fact::new(PartKind::Operation, items).wire(service::pages(item, paging));
        list.add(Some(&owner), Space::Method, "stream", fact);
    }
}
