//! Names that the user chose for parts of a description.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::naming::{names, scopes};
use clientwright_oas::api::{BodyId, OperationId, ParameterId, SchemaId};
use clientwright_oas::tree::NodeId;
use clientwright_oas::{Api, Found, TargetKind};

use crate::options::Options;
use crate::places::Places;
use crate::renames::Rename;

/// An entry of the option `rename`, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RenameId(usize);

/// Names of a description are chosen by the entries of the option.
pub(crate) type Naming = scopes::Naming<RenameId>;

/// One of the things of a description that are named together.
pub(crate) type Named = scopes::Named<RenameId>;

/// What an entry names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Declared {
    /// The type of a schema.
    Type(SchemaId),
    /// A property, by its schema and its name: YAML aliases make one schema of several properties.
    Property(SchemaId, String),
    /// A member of an enumeration, by the schema that lists it and by its value.
    Member(SchemaId, String),
    Operation(OperationId),
    /// A parameter of one operation.
    Argument(OperationId, ParameterId),
    /// A parameter of all operations that refer to it.
    Parameter(ParameterId),
    Body(BodyId),
    /// The group of a tag.
    Tag(String),
}

/// The start of a target that is a tag. A tag may have the name of a schema or an operation.
const TAG: &str = "tag:";

/// Chosen names by what they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renames {
    entries: Vec<Rename>,
    declared: BTreeMap<Declared, RenameId>,
}

impl Renames {
    /// Finds the targets of the option `rename`. A target that does not exist or has no name, an invalid name, and a
    /// second name for the same declaration are errors.
    pub(crate) fn new(
        api: &Api,
        options: &Options,
        places: &Places,
        diags: &mut Diagnostics,
    ) -> Self {
        let mut renames = Self::default();
        for (target, name) in &options.rename {
            let entry = places.pair("rename", target, format!("{target}={name}"));
            let declared = match declared(api, target) {
                Ok(declared) => declared,
                Err(problem) => {
                    diags.push(problem.report(api, &entry, target));
                    continue;
                }
            };
            if !names::is_identifier(name) {
                let message = format!("`{name}` cannot be a name in Rust");
                diags.push(entry.error(codes::NAME, message, ""));
                continue;
            }
            let id = RenameId(renames.entries.len());
            let mut others = declared.iter().filter_map(|one| renames.declared.get(one));
            if let Some(other) = others.next() {
                let other = &renames.entries[other.0].entry.text;
                let message = format!("`{other}` names the same part of the description");
                let help = "leave one of them out";
                diags.push(entry.error(codes::NAME, message, "").help(help));
                continue;
            }
            renames
                .declared
                .extend(declared.into_iter().map(|one| (one, id)));
            renames.entries.push(Rename {
                name: name.clone(),
                entry,
            });
        }
        renames
    }

    /// The chosen names.
    pub(crate) fn chosen(&self) -> BTreeMap<RenameId, String> {
        let entries = self.entries.iter().enumerate();
        entries
            .map(|(index, rename)| (RenameId(index), rename.name.clone()))
            .collect()
    }

    /// The entry for the type of a schema.
    pub(crate) fn of_type(&self, id: SchemaId) -> Option<RenameId> {
        self.declared.get(&Declared::Type(id)).copied()
    }

    /// The entry for a property with these schemas, one for each part of an `allOf` that declares it.
    pub(crate) fn of_property(&self, schemas: &[SchemaId], name: &str) -> Option<RenameId> {
        let mut all = schemas
            .iter()
            .map(|id| Declared::Property(*id, name.to_owned()));
        all.find_map(|property| self.declared.get(&property).copied())
    }

    /// The entry for a member of an enumeration that one of these schemas lists.
    pub(crate) fn of_member(&self, schemas: &[SchemaId], text: &str) -> Option<RenameId> {
        let mut all = schemas
            .iter()
            .map(|id| Declared::Member(*id, text.to_owned()));
        all.find_map(|member| self.declared.get(&member).copied())
    }

    /// The entry for an operation.
    pub(crate) fn of_operation(&self, id: OperationId) -> Option<RenameId> {
        self.declared.get(&Declared::Operation(id)).copied()
    }

    /// The entry for a parameter of an operation: one for that operation comes before one for all.
    pub(crate) fn of_parameter(&self, operation: OperationId, id: ParameterId) -> Option<RenameId> {
        let own = self.declared.get(&Declared::Argument(operation, id));
        own.or_else(|| self.declared.get(&Declared::Parameter(id)))
            .copied()
    }

    /// The entry for a body.
    pub(crate) fn of_body(&self, id: BodyId) -> Option<RenameId> {
        self.declared.get(&Declared::Body(id)).copied()
    }

    /// The entry for the group of a tag.
    pub(crate) fn of_tag(&self, tag: &str) -> Option<RenameId> {
        self.declared.get(&Declared::Tag(tag.to_owned())).copied()
    }

    /// An error for each entry whose name is taken, with the reason.
    pub(crate) fn clashes(&self, clashes: &BTreeMap<RenameId, String>) -> Vec<Diagnostic> {
        let errors = clashes.iter().map(|(id, message)| {
            let entry = &self.entries[id.0].entry;
            entry.error(codes::NAME, message.clone(), "")
        });
        errors.collect()
    }

    /// An error for each entry for a schema whose values need no type of their own. `used` are the entries for the others.
    pub(crate) fn without_type(&self, used: &BTreeSet<RenameId>) -> Vec<Diagnostic> {
        let all = self.declared.iter();
        let unused = all
            .filter(|(declared, id)| matches!(declared, Declared::Type(_)) && !used.contains(id));
        let errors = unused.map(|(_, id)| {
            let Rename { entry, .. } = &self.entries[id.0];
            let target = entry.text.rsplit_once('=').map_or("", |(target, _)| target);
            let message = format!("`{target}` has no name in Rust");
            let help = match target.rsplit_once("/properties/") {
                Some((owner, property)) => {
                    let owner = owner.strip_prefix("#/components/schemas/").unwrap_or(owner);
                    let owner = owner.strip_prefix("#/definitions/").unwrap_or(owner);
                    format!(
                        "its values need no type of their own; `{owner}/{property}` is the property"
                    )
                }
                None => "its values need no type of their own".to_owned(),
            };
            entry.error(codes::TARGET, message, "").help(help)
        });
        errors.collect()
    }
}

/// Why a target cannot have a chosen name.
enum Problem {
    Absent,
    Nameless,
}

impl Problem {
    fn report(&self, api: &Api, entry: &crate::places::Entry, target: &str) -> Diagnostic {
        match self {
            Self::Nameless => {
                let message = format!("`{target}` has no name in Rust");
                let help = "schemas, properties, members of enumerations, operations, parameters, bodies and tags have one";
                entry.error(codes::TARGET, message, "").help(help)
            }
            Self::Absent => {
                let message = format!("`{target}` is not in the description");
                let tags = api.tags.iter().map(|tag| format!("{TAG}{}", tag.name));
                let names = api.names(target).into_iter().chain(tags);
                let help = match Nearest::default().name(target, names) {
                    Some(near) => format!("a similar name exists: `{near}`"),
                    None => "targets are `Schema`, `Schema/property`, `Enumeration/member`, `operationId`, \
                             `operationId/parameter`, `GET /path`, `tag:name`, and JSON pointers such as \
                             `#/components/schemas/Pet`"
                        .to_owned(),
                };
                entry
                    .error(codes::TARGET, message, "does not exist")
                    .help(help)
            }
        }
    }
}

/// What a text names. Several operations if their paths refer to the same path item.
fn declared(api: &Api, text: &str) -> Result<Vec<Declared>, Problem> {
    if let Some(tag) = text.strip_prefix(TAG) {
        let is_tag = api.tags.iter().any(|known| &*known.name == tag);
        return match is_tag {
            true => Ok(vec![Declared::Tag(tag.to_owned())]),
            false => Err(Problem::Absent),
        };
    }
    let found = api.find(text).ok_or(Problem::Absent)?;
    let all = match found.kind {
        TargetKind::Component => types(api, found.node),
        TargetKind::Property => properties(api, found.node),
        TargetKind::Member => members(api, found.node),
        TargetKind::Operation => operations(api, found.node, text),
        TargetKind::Parameter => arguments(api, &found),
        TargetKind::Pointer => pointer(api, found.node),
    };
    match all.is_empty() {
        true => Err(Problem::Nameless),
        false => Ok(all),
    }
}

fn types(api: &Api, node: NodeId) -> Vec<Declared> {
    let schema = api.schema_at(node);
    schema.map(Declared::Type).into_iter().collect()
}

fn properties(api: &Api, node: NodeId) -> Vec<Declared> {
    let name = api.tree.steps(node).pop().unwrap_or_default();
    let schema = api.schema_at(node);
    let property = schema.map(|schema| Declared::Property(schema, name));
    property.into_iter().collect()
}

fn members(api: &Api, node: NodeId) -> Vec<Declared> {
    // `enum` is a list, `const` is the value itself.
    let above = std::iter::successors(api.tree.parent(node), |node| api.tree.parent(*node));
    let schema = above.take(2).find_map(|node| api.schema_at(node));
    let text = match api.value(node).as_text() {
        Some(text) => text.to_owned(),
        None => api.tree.scalar(node).unwrap_or_default().to_owned(),
    };
    let member = schema.map(|schema| Declared::Member(schema, text));
    member.into_iter().collect()
}

fn operations(api: &Api, node: NodeId, text: &str) -> Vec<Declared> {
    let path = text.split_once(' ').map(|(_, path)| path);
    let all = super::select::operations(api);
    let found = all.filter(|id| {
        let operation = &api.operations[*id];
        let template = &api.path_items[operation.path_item].path;
        let is_of_path = path.is_none_or(|path| path == &*template.text);
        operation.node == node && (is_of_path || operation.id.as_deref() == Some(text))
    });
    found.map(Declared::Operation).collect()
}

fn arguments(api: &Api, found: &Found) -> Vec<Declared> {
    let all = super::select::operations(api);
    let operations = all.filter(|id| Some(api.operations[*id].node) == found.operation);
    let arguments = operations.flat_map(|id| {
        let operation = &api.operations[id];
        let parameters = operation.parameters.iter();
        let own = parameters.filter(|parameter| api.parameters[**parameter].node == found.node);
        let own = own.map(move |parameter| Declared::Argument(id, *parameter));
        let body = operation.body;
        let body = body.filter(|body| api.bodies[*body].node == found.node);
        own.chain(body.map(Declared::Body))
    });
    arguments.collect()
}

fn pointer(api: &Api, node: NodeId) -> Vec<Declared> {
    let all = types(api, node)
        .into_iter()
        .chain(operations(api, node, ""));
    let parameters = api.parameters.iter();
    let parameters = parameters.filter(|(_, parameter)| parameter.node == node);
    let all = all.chain(parameters.map(|(id, _)| Declared::Parameter(id)));
    let bodies = api.bodies.iter().filter(|(_, body)| body.node == node);
    let all = all.chain(bodies.map(|(id, _)| Declared::Body(id)));
    let tags = api.tags.iter().filter(|tag| tag.node == Some(node));
    let mut all: Vec<Declared> = all
        .chain(tags.map(|tag| Declared::Tag(tag.name.to_string())))
        .collect();
    let in_list = api
        .tree
        .parent(node)
        .and_then(|list| api.tree.steps(list).pop());
    let is_constant = api
        .tree
        .steps(node)
        .last()
        .is_some_and(|step| step == "const");
    if all.is_empty() && (is_constant || in_list.is_some_and(|key| key == "enum")) {
        all = members(api, node);
    }
    all
}
