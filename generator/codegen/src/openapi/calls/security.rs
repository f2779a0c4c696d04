//! Security: the schemes of a client, and the alternatives of each operation.

use std::collections::{BTreeSet, HashMap};

use clientwright_model::{Scheme, SchemeKind};
use clientwright_oas::Api;
use clientwright_oas::api::{self, FlowKind, Location, Operation, SchemeId};

use super::{Loss, LossKind};
use crate::openapi::select::Selection;

/// The schemes of a client by their number. One by which clients can get tokens for themselves is there once for each list of
/// scopes that operations need.
pub(super) struct Schemes {
    all: Vec<(SchemeId, String)>,
    numbers: HashMap<(SchemeId, String), usize>,
    /// Whether any operation of the description states what it needs.
    is_stated: bool,
}

impl Schemes {
    /// Numbers the schemes of a description, and reports those that the runtime does not know.
    pub(super) fn new(api: &Api, selection: &Selection, losses: &mut Vec<Loss>) -> Self {
        let mut of_schemes: HashMap<SchemeId, Vec<&[Box<str>]>> = HashMap::new();
        // What the description states for all operations counts once.
        let mut general = api.security.as_deref();
        for id in selection.operations.keys() {
            let own = api.operations[*id].security.as_deref();
            for (id, scopes) in own
                .or_else(|| general.take())
                .into_iter()
                .flatten()
                .flatten()
            {
                of_schemes.entry(*id).or_default().push(scopes);
            }
        }
        let mut all = Vec::new();
        for (_, id) in &api.components.schemes {
            let scheme = &api.schemes[*id];
            let needed = of_schemes.remove(id).unwrap_or_default();
            if token_url(&scheme.kind).is_none() {
                all.push((*id, String::new()));
                let reason = reduced(&scheme.kind).filter(|_| !needed.is_empty());
                losses.extend(reason.map(|reason| Loss {
                    node: scheme.node,
                    kind: LossKind::Reduced,
                    reason: reason.to_owned(),
                }));
                continue;
            }
            let first = all.len();
            let mut seen = BTreeSet::new();
            for scopes in needed {
                let scopes = join(scopes);
                if seen.insert(scopes.clone()) {
                    all.push((*id, scopes));
                }
            }
            if all.len() == first {
                all.push((*id, String::new()));
            }
        }
        let mut operations = api.operations.iter();
        let mut numbers = HashMap::new();
        for (number, scheme) in all.iter().enumerate() {
            numbers.entry(scheme.clone()).or_insert(number);
        }
        Self {
            all,
            numbers,
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
        self.numbers.get(&(id, scopes)).copied()
    }
}

/// What an operation states, or the description for it.
fn stated<'a>(api: &'a Api, operation: &'a Operation) -> Option<&'a [api::Requirement]> {
    operation.security.as_deref().or(api.security.as_deref())
}

/// Scopes as a token endpoint takes them (RFC 6749, 3.3), each once.
fn join(scopes: &[Box<str>]) -> String {
    let mut seen = BTreeSet::new();
    let all = scopes.iter().map(AsRef::as_ref);
    let all: Vec<&str> = all.filter(|scope| seen.insert(*scope)).collect();
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
