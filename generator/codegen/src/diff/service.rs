//! The facts of what a description states of the service: addresses, security schemes, the protocol; and of each operation:
//! which credential it needs, its own address, its responses and its pages.
//!
//! Code compiles with another of them as before, but a program that runs may fail or read something else.

use clientwright_model::odata::Defaults;
use clientwright_model::{
    Call, Client, Framing, Item, NextPage, Operation, Package, PageFrom, PageTo, Paged, Protocol,
    Scheme, SchemeKind, Server, ServerVariable, Service, Status, Streaming,
};

use super::facts::{Fact, Key, List, Space};
use super::{Level, PartKind};

/// A part without a name in Rust.
fn fact(wire: String) -> Fact {
    Fact {
        removed: Level::Behaviour,
        ..Fact::new(PartKind::Service, "").wire(wire)
    }
}

/// Adds what a client knows of its service.
pub(super) fn client(list: &mut List<'_>, owner: &Key, item: &Client) {
    let mut add = |name: &str, wire: String| {
        list.add(Some(owner), Space::Service, name, fact(wire));
    };
    let described: &[Server] = match &item.protocol {
        Protocol::OData(defaults) => {
            add("protocol", protocol(defaults));
            &[]
        }
        Protocol::OpenApi(Service { servers, schemes }) => {
            for item in schemes {
                add(&format!("scheme {}", item.name), scheme(&item.kind));
            }
            servers.as_slice()
        }
    };
    match &item.base_url {
        Some(url) => add("server 0", url.clone()),
        // Callers choose an address by its number.
        None => {
            for (number, item) in described.iter().enumerate() {
                add(&format!("server {number}"), server(item));
            }
        }
    }
}

/// Adds what an operation of OpenAPI needs, and what it reads.
pub(super) fn operation(list: &mut List<'_>, owner: &Key, item: &Operation) {
    let Operation {
        // Parts of the request and of the signature.
        verb: _,
        path: _,
        is_placed: _,
        body: _,
        // A type, and the method `stream`.
        errors: _,
        paging: _,
        // Names of XML are not compared.
        xml: _,
        accept,
        stream,
        set,
        success,
        security,
        server: own,
    } = item;
    let needed = match security {
        None => "not stated".to_owned(),
        Some(alternatives) => self::security(&list.schemes, alternatives),
    };
    let at = own
        .as_ref()
        .map_or("that of the service".to_owned(), server);
    let mut read = match success.as_slice() {
        [] => "any success".to_owned(),
        some => joined(some.iter().map(status), ", "),
    };
    if !accept.is_empty() {
        read.push_str(&format!(" as {accept}"));
    }
    if let Some(Streaming { framing, end }) = stream {
        read.push_str(match framing {
            Framing::Events => ", a stream of events",
            Framing::Lines => ", a stream of lines",
            Framing::Sequence => ", a stream of JSON texts",
        });
        let ends = end.iter().map(|item| format!(" until {item}"));
        read.extend(ends);
    }
    let members = set.iter();
    read.extend(members.map(|(name, json)| format!(", with {name}: {json} in the body")));
    for (name, wire) in [("security", needed), ("server", at), ("responses", read)] {
        list.add(Some(owner), Space::Service, name, fact(wire));
    }
}

/// The security schemes of a package as operations name them, with their scopes.
pub(super) fn schemes(package: &Package) -> Vec<String> {
    let files = package.modules.values().flat_map(|module| &module.files);
    let mut services = files
        .flat_map(|file| &file.items)
        .filter_map(|item| match item {
            Item::Client(Client {
                protocol: Protocol::OpenApi(service),
                ..
            }) => Some(service),
            _ => None,
        });
    let schemes = services.next().map(|service| service.schemes.as_slice());
    let named = schemes.unwrap_or_default().iter().map(|scheme| {
        let Scheme { name, kind } = scheme;
        match kind {
            SchemeKind::OAuth2 { scopes, .. } if !scopes.is_empty() => format!("{name} ({scopes})"),
            _ => name.clone(),
        }
    });
    named.collect()
}

/// Alternatives of schemes: `key and token, or nothing`.
fn security(schemes: &[String], alternatives: &[Vec<usize>]) -> String {
    if alternatives.is_empty() {
        return "nothing".to_owned();
    }
    let named = alternatives.iter().map(|needed| {
        let names = needed.iter().filter_map(|number| schemes.get(*number));
        match needed.is_empty() {
            true => "nothing".to_owned(),
            false => joined(names.cloned(), " and "),
        }
    });
    joined(named, ", or ")
}

/// What a scheme asks for. Its scopes are those of operations.
fn scheme(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::KeyHeader(name) => format!("a key in the header {name}"),
        SchemeKind::KeyQuery(name) => format!("a key in the query option {name}"),
        SchemeKind::KeyCookie(name) => format!("a key in the cookie {name}"),
        SchemeKind::Basic => "a name and a password".to_owned(),
        SchemeKind::Bearer => "a token".to_owned(),
        SchemeKind::OAuth2 { token_url, .. } => format!("a token, also from {token_url}"),
        SchemeKind::MutualTls => "a certificate".to_owned(),
        SchemeKind::Authorization => "a header Authorization".to_owned(),
    }
}

/// An address with its variables: `https://{region}.example (region: eu of eu, us)`.
fn server(item: &Server) -> String {
    let Server { url, variables } = item;
    let variables = variables.iter().map(|variable| {
        let ServerVariable {
            name,
            default,
            values,
        } = variable;
        let of = match values.is_empty() {
            true => String::new(),
            false => format!(" of {}", values.join(", ")),
        };
        format!("{name}: {default}{of}")
    });
    match joined(variables, "; ") {
        none if none.is_empty() => url.clone(),
        some => format!("{url} ({some})"),
    }
}

/// The settings of OData that differ from those without annotations.
fn protocol(defaults: &Defaults) -> String {
    let Defaults {
        key_as_segment,
        default_namespace,
        unqualified_enum_literals,
        unknown_enum_members,
        batch_slash,
        return_representation,
    } = defaults;
    let set = [
        (*key_as_segment, "keys are segments"),
        (
            *unqualified_enum_literals,
            "literals of enumerations without a type",
        ),
        (
            *unknown_enum_members,
            "unknown members of enumerations are requested",
        ),
        (*batch_slash, "URLs of batches start with a slash"),
        (*return_representation, "changed entities are requested"),
    ];
    let set = set.into_iter().filter(|(is_set, _)| *is_set);
    let mut all: Vec<String> = set.map(|(_, text)| text.to_owned()).collect();
    let namespace = default_namespace.iter();
    all.extend(namespace.map(|name| format!("operations without {name}")));
    match all.is_empty() {
        true => "as without annotations".to_owned(),
        false => all.join(", "),
    }
}

/// How further pages are requested, in the words of the option `paging`.
pub(super) fn pages(call: &Call, item: &Paged) -> String {
    let Paged {
        // A part of the signature.
        item: _,
        items,
        next,
        more,
        total,
        pages,
        size,
    } = item;
    let parameter = |index: usize| {
        let parameter = call.parameters.get(index);
        parameter.map_or(String::new(), |parameter| parameter.wire_name.clone())
    };
    let from = |from: &PageFrom| match from {
        PageFrom::Body(path) => path.join("."),
        PageFrom::Header(name) => format!("header:{name}"),
        PageFrom::LastItem(path) => format!("last:{}", path.join(".")),
    };
    let to = |to: &PageTo| match to {
        PageTo::Parameter(index) => parameter(*index),
        PageTo::Body { path, is_number } => {
            let kind = if *is_number { "number" } else { "text" };
            format!("body:{} ({kind})", path.join("."))
        }
    };
    let mut text = match next {
        NextPage::Single => "one page".to_owned(),
        NextPage::LinkHeader => "link-header".to_owned(),
        NextPage::Link(link) => format!("link={}", from(link)),
        NextPage::Token {
            from: token,
            to: parameter,
        } => {
            format!("token={} parameter={}", from(token), to(parameter))
        }
        NextPage::Offset {
            to: parameter,
            first,
        } => {
            format!("offset={} first={first}", to(parameter))
        }
        NextPage::Number {
            to: parameter,
            first,
        } => {
            format!("page={} first={first}", to(parameter))
        }
    };
    let items = (!items.is_empty()).then_some(items);
    for (key, path) in [
        ("items", items),
        ("more", more.as_ref()),
        ("total", total.as_ref()),
        ("pages", pages.as_ref()),
    ] {
        if let Some(path) = path {
            text.push_str(&format!(" {key}={}", path.join(".")));
        }
    }
    if let Some((index, default)) = size {
        text.push_str(&format!(" size={}", parameter(*index)));
        let default = default.map(|number| format!(" ({number})"));
        text.extend(default);
    }
    text
}

fn status(of: &Status) -> String {
    match of {
        Status::Exactly(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn joined(texts: impl Iterator<Item = String>, with: &str) -> String {
    texts.collect::<Vec<_>>().join(with)
}
