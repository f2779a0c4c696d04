//! Security: the schemes of a client, and the alternatives of each operation.

use clientwright_model::{Scheme, SchemeKind};
use clientwright_oas::Api;
use clientwright_oas::api::{self, FlowKind, Location, Operation, SchemeId};

use super::{Loss, LossKind};
use crate::openapi::select::Selection;

/// The schemes of a client by their number. One by which clients can get tokens for themselves is there once for each list of
/// scopes that operations need.
pub(super) struct Schemes {
    all: Vec<(SchemeId, String)>,
    /// Whether any operation of the description states what it needs.
    is_stated: bool,
}

impl Schemes {
    /// Numbers the schemes of a description, and reports those that the runtime does not know.
    pub(super) fn new(api: &Api, selection: &Selection, losses: &mut Vec<Loss>) -> Self {
        let kept = selection.operations.keys();
        let requirements: Vec<&api::Requirement> = kept
            .flat_map(|id| stated(api, &api.operations[*id]).unwrap_or_default())
            .collect();
        let mut all = Vec::new();
        for (_, id) in &api.components.schemes {
            let scheme = &api.schemes[*id];
            let needed = requirements.iter().copied().flatten();
            let mut needed = needed.filter(|(of, _)| of == id);
            if token_url(&scheme.kind).is_none() {
                all.push((*id, String::new()));
                let reason = reduced(&scheme.kind).filter(|_| needed.next().is_some());
                losses.extend(reason.map(|reason| Loss {
                    node: scheme.node,
                    kind: LossKind::Reduced,
                    reason: reason.to_owned(),
                }));
                continue;
            }
            let first = all.len();
            for (_, scopes) in needed {
                let scopes = join(scopes);
                if !all[first..].iter().any(|(_, known)| *known == scopes) {
                    all.push((*id, scopes));
                }
            }
            if all.len() == first {
                all.push((*id, String::new()));
            }
        }
        let mut operations = api.operations.iter();
        Self {
            all,
            is_stated: operations.any(|(_, operation)| operation.security.is_some()),
        }
    }

    /// The schemes as the client has them.
    pub(super) fn of_client(&self, api: &Api) -> Vec<Scheme> {
        let schemes = self.all.iter().map(|(id, scopes)| {
            let scheme = &api.schemes[*id];
            let components = api.components.schemes.iter();
            let mut keys = components.filter(|(_, of)| of == id);
            Scheme {
                name: keys.next().map_or(&scheme.key, |(key, _)| key).to_string(),
                kind: kind(&scheme.kind, scopes),
            }
        });
        schemes.collect()
    }

    /// The alternatives of schemes that an operation needs.
    pub(super) fn of(&self, api: &Api, operation: &Operation) -> Option<Vec<Vec<usize>>> {
        if let Some(requirements) = stated(api, operation) {
            let alternatives = requirements.iter().map(|schemes| {
                let numbers = schemes.iter();
                numbers
                    .filter_map(|(id, scopes)| self.number(api, *id, scopes))
                    .collect()
            });
            return Some(alternatives.collect());
        }
        // Many descriptions declare schemes and never refer to them.
        match self.is_stated || self.all.is_empty() {
            true => None,
            false => Some((0..self.all.len()).map(|number| vec![number]).collect()),
        }
    }

    fn number(&self, api: &Api, id: SchemeId, scopes: &[Box<str>]) -> Option<usize> {
        let scopes = match token_url(&api.schemes[id].kind) {
            Some(_) => join(scopes),
            None => String::new(),
        };
        let mut all = self.all.iter();
        all.position(|(of, known)| *of == id && *known == scopes)
    }
}

/// What an operation states, or the description for it.
fn stated<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a [api::Requirement]> {
    operation.security.as_deref().or(api.security.as_deref())
}

/// Scopes as a token endpoint takes them (RFC 6749, 3.3), each once.
fn join(scopes: &[Box<str>]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for scope in scopes {
        if !all.contains(&&**scope) {
            all.push(scope);
        }
    }
    all.join(" ")
}

/// The token endpoint of the flow by which clients get tokens for themselves.
fn token_url(kind: &api::SchemeKind) -> Option<&str> {
    let api::SchemeKind::OAuth2(flows) = kind else {
        return None;
    };
    let mut flows = flows.iter();
    let flow = flows.find(|flow| flow.kind == FlowKind::ClientCredentials)?;
    flow.token_url.as_deref()
}

fn kind(kind: &api::SchemeKind, scopes: &str) -> SchemeKind {
    match kind {
        api::SchemeKind::ApiKey { location, name } => {
            let name = name.to_string();
            match location {
                Location::Query | Location::QueryString => SchemeKind::KeyQuery(name),
                Location::Cookie => SchemeKind::KeyCookie(name),
                // A path cannot contain a key: the parser reports it.
                Location::Header | Location::Path => SchemeKind::KeyHeader(name),
            }
        }
        api::SchemeKind::Http { scheme, .. } => match &**scheme {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            _ => SchemeKind::Authorization,
        },
        api::SchemeKind::OAuth2(_) => match token_url(kind) {
            Some(url) => SchemeKind::OAuth2 {
                token_url: url.trim().to_owned(),
                scopes: scopes.to_owned(),
            },
            None => SchemeKind::Bearer,
        },
        api::SchemeKind::OpenIdConnect(_) => SchemeKind::Bearer,
        api::SchemeKind::MutualTls => SchemeKind::MutualTls,
        api::SchemeKind::Unknown(_) => SchemeKind::Authorization,
    }
}

/// What the caller has to do for a scheme. `None`: the runtime does it.
fn reduced(kind: &api::SchemeKind) -> Option<&'static str> {
    match kind {
        api::SchemeKind::Http { scheme, .. } if !matches!(&**scheme, "basic" | "bearer") => {
            Some("the caller gives the whole header `Authorization` of the scheme")
        }
        api::SchemeKind::MutualTls => Some("certificates of clients belong to the transport"),
        _ => None,
    }
}
