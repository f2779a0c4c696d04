//! Why something is selected, and what is: for people, with the names of the description and of the generated code.

mod chain;
mod find;
mod path;
mod tree;
mod unselected;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_csdl::schema::StructuredKind;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::naming::lock::Scope;

use crate::error::Error;
use crate::generate::{Input, OData, OpenApi, Stage, Stages, stages};
use crate::openapi::select as openapi;
use crate::options::Options;
use crate::select::Reason;

pub use chain::{Chain, ChainStep};
pub use tree::{Tree, TreeEntry};
pub use unselected::Unselected;

/// A type or operation of the description.
#[derive(Clone, Debug)]
struct Declared {
    /// What it is, such as `entity type`.
    kind: &'static str,
    /// Another name, such as the id of an operation.
    alias: Option<String>,
    /// Why it is selected; `None` if it is not.
    step: Option<Step>,
    /// Which pattern excludes it, if it is not selected.
    excluded: Option<String>,
}

/// One step towards a pattern.
#[derive(Clone, Debug)]
struct Step {
    reason: String,
    /// What is one step closer, by its name in the description.
    next: Option<String>,
}

/// All types and operations of a description, by name.
type All = BTreeMap<String, Declared>;

/// Why a type, property or operation is in the client: the chain from it to the pattern that selects it.
///
/// The name is that of the description or of the generated code: `NS.Type`, `NS.Type/property`, `Type`, `Type::field`, a path of
/// OData such as `/orders/customer`, `GET /pets`, an `operationId`, `Pets::list`.
///
/// # Errors
///
/// All problems of the input, or that there is no such name.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("clientwright-why-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let schema = folder.join("pets.json");
/// # std::fs::write(&schema, r##"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {},
/// #   "components": {"schemas": {"Name": {"type": "object"}, "Pet": {"type": "object",
/// #   "properties": {"name": {"$ref": "#/components/schemas/Name"}}}}}}"##)?;
/// // A description with the schema `Pet`, which contains the schema `Name`.
/// let options = clientwright::Options { schema, include: vec!["Pet".to_owned()], ..Default::default() };
/// let text = clientwright::why(&options, "Name")?.to_string();
/// assert_eq!(text, "Name: schema `Name`\n  part of Pet\nPet: schema `Pet`\n  matches `Pet`\n");
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
pub fn why(options: &Options, name: &str) -> Result<Chain, Error> {
    let made = stages(
        options,
        Stage::Name,
        &mut Diagnostics::allowing(options.allowed()),
    )?;
    let all = all(&made);
    let found = find::find(&made.lock, &all, name).or_else(|| path::find(&made, name));
    let Some(found) = found else {
        let near = Nearest::default().name(name, find::names(&made.lock, &all));
        let message = format!("`{name}` is no type, property or operation of the description");
        let place = options.schema.display().to_string();
        let problem = Diagnostic::error_in(codes::TARGET, message, place);
        let problem = match near {
            Some(near) => problem.help(format!("a similar name exists: `{near}`")),
            None => problem.help("`clientwright tree` prints all names"),
        };
        let mut diags = Diagnostics::new();
        diags.push(problem);
        return Err(Error::new(made.run.sources, diags));
    };
    let mut chain = Chain::default();
    let mut next = Some(found.name);
    let mut seen = BTreeSet::new();
    while let Some(name) = next.take() {
        let Some(declared) = all.get(&name).filter(|_| seen.insert(name.clone())) else {
            break;
        };
        let rust = made.lock.get(&Scope::Types, &name);
        next = declared.step.as_ref().and_then(|step| step.next.clone());
        chain.steps.push(ChainStep {
            name,
            what: declared.kind,
            id: declared.alias.clone(),
            rust: rust.map(str::to_owned),
            member_of: None,
            is_selected: declared.step.is_some(),
            reason: declared.step.as_ref().map(|step| step.reason.clone()),
            excluded: declared.excluded.clone(),
        });
    }
    if let Some(mut member) = found.member {
        if member.is_selected {
            // It is selected with what it is a part of.
            member.is_selected = chain.steps.first().is_none_or(|step| step.is_selected);
        } else {
            // What has it is selected without it.
            chain.steps.clear();
        }
        chain.steps.insert(0, member);
    }
    Ok(chain)
}

/// The paths, operations and types of a description, and whether each is selected.
///
/// # Errors
///
/// All problems of the input.
pub fn selected(options: &Options) -> Result<Tree, Error> {
    let mut diags = Diagnostics::allowing(options.allowed());
    Ok(stages(options, Stage::Name, &mut diags)?.tree())
}

impl Stages {
    /// The paths, operations and types of the description, and whether each is selected, if selection has run.
    pub fn tree(&self) -> Tree {
        tree::tree(self, &all(self))
    }
}

fn all(made: &Stages) -> All {
    match &made.input {
        Input::OData(input) => of_odata(input),
        Input::OpenApi(input) => of_openapi(input),
    }
}

fn of_odata(input: &OData) -> All {
    let (schema, selection) = (&input.schema, &input.selection);
    let excluded = &selection.excluded;
    let mut all = All::new();
    let mut add = |name: String, kind, reason: Option<&Reason>, excluded: Option<String>| {
        let declared = Declared {
            kind,
            alias: None,
            step: reason.map(step),
            excluded: excluded.filter(|_| reason.is_none()),
        };
        // Of several overloads, one that is selected.
        match all.get(&name) {
            Some(Declared { step: Some(_), .. }) => {}
            _ => {
                all.insert(name, declared);
            }
        }
    };
    for (id, ty) in schema.structured_types.iter() {
        let kind = match ty.kind {
            StructuredKind::Entity => "entity type",
            StructuredKind::Complex => "complex type",
        };
        let kept = selection.structured.get(&id).map(|kept| &kept.reason);
        let reason = kept.or_else(|| selection.bases.get(&id));
        let excluded = excluded.types.get(&id).map(|p| unselected::by(p));
        add(ty.name.to_string(), kind, reason, excluded);
    }
    for (id, ty) in schema.enum_types.iter() {
        let reason = selection.enums.get(&id);
        let excluded = excluded.enums.get(&id).map(|p| unselected::by(p));
        add(ty.name.to_string(), "enumeration type", reason, excluded);
    }
    for (id, ty) in schema.type_definitions.iter() {
        let reason = selection.type_definitions.get(&id);
        let excluded = excluded.definitions.get(&id).map(|p| unselected::by(p));
        add(ty.name.to_string(), "type definition", reason, excluded);
    }
    let operations = selection.operations();
    let excluded = unselected::operations(input);
    for (id, operation) in schema.operations.iter() {
        let reason = operations.get(&id).copied();
        let excluded = excluded.get(&id).map(|p| unselected::by(p));
        add(operation.name.to_string(), "operation", reason, excluded);
    }
    all
}

fn step(reason: &Reason) -> Step {
    let next = match reason {
        Reason::Everything | Reason::Pattern(_) | Reason::Path(_) => None,
        Reason::Property(member) | Reason::Navigation(member) => {
            member.rsplit_once('/').map(|(owner, _)| owner.to_owned())
        }
        Reason::Derived(name) | Reason::Operation(name) => Some(name.clone()),
    };
    Step {
        reason: reason.to_string(),
        next,
    }
}

fn of_openapi(input: &OpenApi) -> All {
    let (api, selection) = (&input.api, &input.selection);
    let keys: BTreeMap<_, &str> = openapi::keys(api);
    let step = |reason: &openapi::Reason| {
        let next = match reason {
            openapi::Reason::Everything | openapi::Reason::Pattern(_) => None,
            openapi::Reason::Operation(id) => Some(openapi::address(api, *id)),
            openapi::Reason::Schema(id) | openapi::Reason::Extends(id) => {
                keys.get(id).map(|key| (*key).to_owned())
            }
        };
        Step {
            reason: openapi::text(api, &keys, reason),
            next,
        }
    };
    let mut all = All::new();
    for id in openapi::operations(api).chain(openapi::webhooks(api)) {
        let called = selection
            .operations
            .get(&id)
            .map(|reason| ("operation", reason));
        let received = selection
            .received
            .get(&id)
            .map(|reason| ("webhook", reason));
        let found = called.or(received);
        let declared = Declared {
            kind: found.map_or("operation", |(kind, _)| kind),
            alias: api.operations[id].id.as_ref().map(ToString::to_string),
            step: found.map(|(_, reason)| step(reason)),
            excluded: selection
                .excluded_operations
                .get(&id)
                .map(|p| unselected::by(p)),
        };
        all.insert(openapi::address(api, id), declared);
    }
    for (key, id) in &api.components.schemas {
        let declared = Declared {
            kind: "schema",
            alias: None,
            step: selection.components.get(id).map(step),
            excluded: selection.excluded.get(id).map(|p| unselected::by(p)),
        };
        all.insert(key.to_string(), declared);
    }
    all
}
