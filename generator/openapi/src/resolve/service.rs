//! Info, servers, tags and security.

use std::collections::HashSet;

use clientwright_diagnostics::{Diagnostic, Severity};

use super::Resolver;
use crate::api::{
    ExternalDocs, Flow, FlowKind, Info, Location, Part, Requirement, Scheme, SchemeId, SchemeKind,
    Server, ServerVariable, Tag, Template, Version,
};
use crate::codes;
use crate::tree::{Kind, NodeId};

impl Resolver<'_> {
    pub(super) fn info(&mut self, node: NodeId) -> Info {
        let mut info = Info::default();
        if !self.object(node, "info") {
            return info;
        }
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "title" => info.title = self.text(value, "title").unwrap_or_default(),
                "version" => info.version = self.text(value, "version").unwrap_or_default(),
                "summary" => info.summary = self.text(value, "summary"),
                "description" => info.description = self.text(value, "description"),
                "termsOfService" => info.terms = self.text(value, "termsOfService"),
                _ => {
                    let known = [
                        "title",
                        "version",
                        "summary",
                        "description",
                        "termsOfService",
                        "contact",
                        "license",
                    ];
                    self.unknown(node, entry, &known);
                }
            }
        }
        info
    }

    /// An External Documentation Object; `None` if it has no `url`.
    pub(super) fn external_docs(&mut self, node: NodeId) -> Option<Box<ExternalDocs>> {
        if !self.object(node, "externalDocs") {
            return None;
        }
        let (mut url, mut description) = (None, None);
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            match self.api.tree.key(&entry) {
                "url" => url = self.text(entry.value, "url"),
                "description" => description = self.text(entry.value, "description"),
                _ => self.unknown(node, entry, &["url", "description"]),
            }
        }
        url.map(|url| Box::new(ExternalDocs { url, description }))
    }

    pub(super) fn servers(&mut self, node: NodeId) -> Vec<Server> {
        let items = self.array_items(node, "servers");
        items
            .filter_map(|at| self.server(self.api.tree.item(at)))
            .collect()
    }

    /// The server of a description that names none (OpenAPI 3.2, 4.1.1).
    pub(super) fn default_server() -> Server {
        Server {
            node: None,
            url: Template {
                text: "/".into(),
                parts: vec![Part::Text("/".into())],
            },
            name: None,
            description: None,
            variables: Vec::new(),
        }
    }

    fn server(&mut self, node: NodeId) -> Option<Server> {
        if !self.object(node, "servers") {
            return None;
        }
        let mut server = Self::default_server();
        server.node = Some(node);
        let (mut url, mut variables) = (None, Vec::new());
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "url" => url = self.text(value, "url").map(|url| (url, value)),
                "name" => server.name = self.text(value, "name"),
                "description" => server.description = self.text(value, "description"),
                "variables" => {
                    for at in self.object_entries(value, "variables") {
                        let entry = self.api.tree.entry(at);
                        let name = self.api.tree.key(&entry).into();
                        variables.extend(self.server_variable(name, entry.value));
                    }
                }
                _ => self.unknown(node, entry, &["url", "name", "description", "variables"]),
            }
        }
        let Some((url, place)) = url else {
            self.warn(
                codes::MISSING,
                "a server without `url`, which is left out",
                node,
            );
            return None;
        };
        let span = self.span(place);
        server.url = self.template(url, span);
        let parts = server.url.parts.iter();
        let names: HashSet<&str> = parts
            .filter_map(|part| match part {
                Part::Name(name) => Some(&**name),
                Part::Text(_) => None,
            })
            .collect();
        variables.retain(|variable: &ServerVariable| names.contains(&*variable.name));
        for part in &server.url.parts {
            if let Part::Name(name) = part
                && !variables.iter().any(|variable| variable.name == *name)
            {
                let message = format!(
                    "`variables` does not declare `{name}`; users of the client have to set the base address"
                );
                let warning = Diagnostic::warning(codes::SERVER, message).at(span, "");
                self.diags.push(warning);
            }
        }
        server.variables = variables;
        Some(server)
    }

    fn server_variable(&mut self, name: Box<str>, node: NodeId) -> Option<ServerVariable> {
        if !self.object(node, "variables") {
            return None;
        }
        let (mut default, mut allowed, mut description) = (None, Vec::new(), None);
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "default" => default = self.text(value, "default"),
                "enum" => allowed = self.texts(value, "enum"),
                "description" => description = self.text(value, "description"),
                _ => self.unknown(node, entry, &["default", "enum", "description"]),
            }
        }
        if default.is_none() {
            let message = format!("the server variable `{name}` has no `default`");
            self.warn(codes::SERVER, message, node);
        }
        let default = default
            .or_else(|| allowed.first().cloned())
            .unwrap_or_default();
        Some(ServerVariable {
            name,
            default,
            allowed,
            description,
        })
    }

    /// `tags` of the description, then those that only operations name.
    pub(super) fn tags(&mut self, node: Option<NodeId>) {
        let mut seen = HashSet::new();
        let items = node.filter(|node| self.array(*node, "tags"));
        let items = items.map_or(0..0, |node| self.api.tree.item_range(node));
        for at in items {
            let node = self.api.tree.item(at);
            // Some descriptions have a list of names.
            if let Kind::Text(name) = self.api.tree.kind(node) {
                let name = Box::<str>::from(name);
                if seen.insert(name.clone()) {
                    self.api.tags.push(tag(Some(node), name));
                }
                continue;
            }
            if !self.object(node, "tags") {
                continue;
            }
            let mut found = tag(Some(node), Box::default());
            for at in self.api.tree.entry_range(node) {
                let entry = self.api.tree.entry(at);
                let value = entry.value;
                match self.api.tree.key(&entry) {
                    "name" => found.name = self.text(value, "name").unwrap_or_default(),
                    "summary" => found.summary = self.text(value, "summary"),
                    "description" => found.description = self.text(value, "description"),
                    "parent" => found.parent = self.text(value, "parent"),
                    "externalDocs" => found.external_docs = self.external_docs(value),
                    _ => {
                        let known = [
                            "name",
                            "summary",
                            "description",
                            "externalDocs",
                            "parent",
                            "kind",
                        ];
                        self.unknown(node, entry, &known);
                    }
                }
            }
            if seen.insert(found.name.clone()) {
                self.api.tags.push(found);
            }
        }
        let operations = self.api.operations.iter();
        let used = operations.flat_map(|(_, operation)| &operation.tags);
        let used: Vec<Box<str>> = used
            .filter(|tag| seen.insert((*tag).clone()))
            .cloned()
            .collect();
        self.api
            .tags
            .extend(used.into_iter().map(|name| tag(None, name)));
    }

    /// A list of Security Requirement Objects; `None` if it is not one.
    pub(super) fn requirements(&mut self, node: NodeId) -> Option<Vec<Requirement>> {
        if !self.array(node, "security") {
            return None;
        }
        let mut requirements = Vec::new();
        for at in self.api.tree.item_range(node) {
            let item = self.api.tree.item(at);
            if self.object(item, "security") {
                requirements.extend(self.requirement(item));
            }
        }
        Some(requirements)
    }

    fn requirement(&mut self, node: NodeId) -> Option<Requirement> {
        let mut requirement = Vec::new();
        for at in self.api.tree.entry_range(node) {
            let entry = self.api.tree.entry(at);
            let name = self.api.tree.key(&entry);
            if name.starts_with("x-") && !self.schemes.contains_key(name) {
                continue;
            }
            let Some(scheme) = self.schemes.get(name).copied() else {
                let message =
                    format!("no security scheme is called `{name}`; this alternative is left out");
                let near = self.nearest.name(
                    name,
                    self.schemes
                        .keys()
                        .map(|key| &**key)
                        .collect::<std::collections::BTreeSet<_>>(),
                );
                let help = match near {
                    Some(near) => format!("a scheme with a similar name exists: `{near}`"),
                    None => "declare it in `components` under `securitySchemes`".to_owned(),
                };
                self.warn_once(codes::SECURITY, &message, &help, entry.span);
                return None;
            };
            let scopes = self.texts(entry.value, "security");
            requirement.push((scheme, scopes));
        }
        Some(requirement)
    }

    pub(super) fn scheme(&mut self, key: &str, node: NodeId) -> Option<SchemeId> {
        let object = self.follow(node, "securitySchemes", Severity::Warning)?;
        let (mut ty, mut name, mut place, mut scheme, mut format, mut url) =
            (None, None, None, None, None, None);
        let (mut description, mut deprecated, mut flows) = (None, false, Vec::new());
        for at in self.api.tree.entry_range(object) {
            let entry = self.api.tree.entry(at);
            let value = entry.value;
            match self.api.tree.key(&entry) {
                "type" => ty = self.text(value, "type"),
                "name" => name = self.text(value, "name"),
                "in" => place = self.text(value, "in"),
                "scheme" => scheme = self.text(value, "scheme"),
                "bearerFormat" => format = self.text(value, "bearerFormat"),
                "openIdConnectUrl" => url = self.text(value, "openIdConnectUrl"),
                "description" => description = self.text(value, "description"),
                "deprecated" => deprecated = self.flag(value, "deprecated"),
                "flows" => flows = self.flows(value),
                _ => {}
            }
        }
        let kind = match (ty.as_deref(), name) {
            (Some("apiKey"), Some(name)) => {
                let location = match place.as_deref() {
                    Some("query") => Some(Location::Query),
                    Some("header") => Some(Location::Header),
                    Some("cookie") => Some(Location::Cookie),
                    _ => None,
                };
                location.map(|location| SchemeKind::ApiKey { location, name })
            }
            (Some("basic"), _) => Some(SchemeKind::Http {
                scheme: "basic".into(),
                bearer_format: None,
            }),
            (Some("http"), _) => scheme.map(|scheme| SchemeKind::Http {
                scheme: scheme.to_ascii_lowercase().into(),
                bearer_format: format,
            }),
            (Some("oauth2"), _) => {
                if self.api.version == Version::V2_0 {
                    flows.extend(self.swagger_flow(object));
                }
                Some(SchemeKind::OAuth2(flows))
            }
            (Some("openIdConnect"), _) => Some(SchemeKind::OpenIdConnect(url.unwrap_or_default())),
            (Some("mutualTLS"), _) => Some(SchemeKind::MutualTls),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| {
            let message = format!("the security scheme `{key}` is incomplete or of an unknown type; the client does not send it");
            self.reduce(codes::SECURITY, message, object);
            SchemeKind::Unknown(ty.unwrap_or_default())
        });
        Some(self.api.schemes.push(Scheme {
            node: object,
            key: key.into(),
            kind,
            description,
            deprecated,
        }))
    }

    fn flows(&mut self, node: NodeId) -> Vec<Flow> {
        let mut flows = Vec::new();
        for at in self.object_entries(node, "flows") {
            let entry = self.api.tree.entry(at);
            let kind = match self.api.tree.key(&entry) {
                "implicit" => FlowKind::Implicit,
                "password" => FlowKind::Password,
                "clientCredentials" => FlowKind::ClientCredentials,
                "authorizationCode" => FlowKind::AuthorizationCode,
                "deviceAuthorization" => FlowKind::DeviceAuthorization,
                _ => continue,
            };
            flows.push(self.flow(kind, entry.value));
        }
        flows
    }

    fn swagger_flow(&mut self, node: NodeId) -> Option<Flow> {
        let kind = match self.text_at(node, "flow")? {
            "implicit" => FlowKind::Implicit,
            "password" => FlowKind::Password,
            "application" => FlowKind::ClientCredentials,
            "accessCode" => FlowKind::AuthorizationCode,
            _ => return None,
        };
        Some(self.flow(kind, node))
    }

    fn flow(&mut self, kind: FlowKind, node: NodeId) -> Flow {
        let text = |key| self.text_at(node, key).map(Box::from);
        let scopes = self.api.tree.get(node, "scopes");
        let scopes = scopes.map_or(&[][..], |scopes| self.api.tree.entries(scopes));
        let scope = |entry: &crate::tree::Entry| {
            let description = self.api.tree.scalar(entry.value).unwrap_or_default();
            (self.api.tree.key(entry).into(), description.into())
        };
        Flow {
            kind,
            authorization_url: text("authorizationUrl").or_else(|| text("deviceAuthorizationUrl")),
            token_url: text("tokenUrl"),
            refresh_url: text("refreshUrl"),
            scopes: scopes.iter().map(scope).collect(),
        }
    }
}

fn tag(node: Option<NodeId>, name: Box<str>) -> Tag {
    Tag {
        node,
        name,
        summary: None,
        description: None,
        parent: None,
        external_docs: None,
    }
}
