//! OpenAPI: from a resolved description to the package.

pub(crate) mod bounds;
mod calls;
pub(crate) mod correct;
pub(crate) mod needed;
pub(crate) mod operations;
pub mod paging;
mod paths;
pub(crate) mod renames;
pub(crate) mod schemas;
pub(crate) mod select;
mod spelling;
pub(crate) mod streams;
pub(crate) mod summary;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_model::naming::lock::Lock;
use clientwright_model::naming::{file_names, names};
use clientwright_model::{Docs, Markdown, Module, Package, Runtime, features, markdown, scripts};
use clientwright_oas::Api;
use clientwright_oas::tree::NodeId;

use crate::options::Placement;
use crate::tree;
use bounds::Bounds;
use operations::OperationNames;
use paging::Plans;
use paths::PathNames;
use renames::{Naming, Renames};
use schemas::Types;
use select::Selection;

/// Options of the user for naming.
#[derive(Clone, Debug)]
pub(crate) struct NameOptions<'a> {
    /// Names that the user chose.
    pub(crate) renames: &'a Renames,
    /// Locked names.
    pub(crate) locked: &'a Lock,
    /// The lock file, for messages.
    pub(crate) lock_name: String,
    /// Name of the client; derived from the title of the description if absent.
    pub(crate) client_name: Option<String>,
    /// Whether summaries and descriptions become docs.
    pub(crate) descriptions: bool,
    /// Where calls are.
    pub(crate) placement: Placement,
    /// The operations with pages, whose calls have more methods.
    pub(crate) plans: &'a Plans,
    /// How large the client may be.
    pub(crate) bounds: &'a Bounds,
}

/// Options of the user for lowering.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Whether summaries and descriptions become docs.
    pub(crate) descriptions: bool,
    /// A paragraph for the docs of the root module.
    pub(crate) about: Option<String>,
    /// URL of the service, instead of the first server of the description.
    pub(crate) base_url: Option<String>,
    /// Whether each root of the service has a feature: each group of the client, and each of its own operations.
    pub(crate) features_per_root: bool,
}

/// The names of the selection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    /// The names for the lock file.
    pub(crate) lock: Lock,
    /// The types. Their items are made here, because the names of fields depend on what a type contains.
    pub(crate) types: Types,
    /// Groups and operations.
    pub(crate) operations: OperationNames,
    /// The places of calls by path; `None` if they are in groups by tag.
    paths: Option<PathNames>,
}

/// The package, and what it does not contain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lowered {
    pub(crate) package: Package,
    pub(crate) losses: Vec<Loss>,
}

/// A selected part of the description that the package does not contain, or not as it is described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// The part.
    pub(crate) node: NodeId,
    /// What happens to it.
    pub(crate) kind: LossKind,
    /// Why, in a few words that fit several places: `tuples are not supported`.
    pub(crate) reason: String,
}

/// What happens to a [`Loss`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LossKind {
    /// It is not in the package.
    LeftOut,
    /// Its values are raw JSON, raw text, or of a wider type.
    Reduced,
}

/// The items of each private module, by the path of its parent module and its name.
pub(crate) type Files = tree::Files;

/// Names the selection.
///
/// **Architecture Invariant:** the selection decides which parts are named, but not their names.
pub(crate) fn name(
    api: &Api,
    selection: &Selection,
    options: &NameOptions<'_>,
    diags: &mut Diagnostics,
) -> Names {
    let renames = options.renames;
    let spelt = spelling::names(api);
    let spelt: Vec<&str> = spelt.iter().map(AsRef::as_ref).collect();
    let mut naming = Naming::new(renames.chosen(), options.locked.clone(), &spelt);
    let operations = operations::name(
        operations::Input {
            api,
            renames,
            plans: options.plans,
        },
        options.client_name.as_deref(),
        &mut naming,
    );
    let input = schemas::Input {
        api,
        selection,
        operations: &operations.places(api),
        reserved: &operations.reserved(),
        renames,
        descriptions: options.descriptions,
        plans: options.plans,
        bounds: options.bounds,
    };
    let paths = (options.placement == Placement::Path)
        .then(|| paths::name(api, renames, &operations, &mut naming));
    let types = schemas::types(&input, &mut naming, diags);
    let given = naming.finish();
    diags.extend(renames.clashes(&given.clashes));
    diags.extend(renames.without_type(&types.renamed));
    for change in given.changes {
        let message = format!("a name changes: {change}");
        let place = options.lock_name.as_str();
        diags.push(Diagnostic::warning_in(codes::NAME_CHANGES, message, place));
    }
    Names {
        lock: given.lock,
        types,
        operations,
        paths,
    }
}

/// Lowers the selection.
///
/// **Architecture Invariant:** every decision about the generated code is made here or in naming; later stages only
/// write the package.
pub(crate) fn lower(
    api: &Api,
    selection: &Selection,
    plans: &Plans,
    names: Names,
    settings: &Settings,
    diags: &mut Diagnostics,
) -> Lowered {
    let _ = diags;
    let Names {
        mut types,
        operations,
        paths,
        ..
    } = names;
    let mut files = std::mem::take(&mut types.files);
    let mut losses = std::mem::take(&mut types.losses);
    calls::lower(
        api,
        selection,
        &calls::Decided {
            pages: plans,
            operations: &operations,
            paths: paths.as_ref(),
        },
        &types,
        settings,
        &mut files,
        &mut losses,
    );
    Lowered {
        package: package(api, files, &operations.received, settings),
        losses,
    }
}

/// The package with all files.
fn package(api: &Api, files: Files, received: &str, settings: &Settings) -> Package {
    let mut modules: BTreeMap<Vec<String>, Module> = tree::modules(files);
    modules.values_mut().for_each(rename_files);
    for (path, module) in &mut modules {
        module.builders = names::BUILDERS.to_owned();
        module.docs = match path.as_slice() {
            [only] if *only == *received => Docs::new(
                &[markdown!(
                    "What the service sends by webhooks and callbacks."
                )],
                None,
            ),
            path => module_docs(api, path, settings),
        };
        let builders = markdown!("Groups of calls, and calls with optional parameters.");
        module.builders_docs = Docs::new(&[builders], None);
    }
    file_names::assign(&mut modules);
    let mut package = Package {
        modules,
        runtime: Runtime::OpenApi,
        ..Package::default()
    };
    scripts::assign(&mut package);
    if settings.features_per_root {
        features::assign(&mut package);
    }
    package
}

/// Renames private modules that have the name of another item: of a module of a group, or of a type in lower case.
fn rename_files(module: &mut Module) {
    let items = module.files.iter().flat_map(|file| &file.items);
    let mut taken: BTreeSet<String> = items.map(|item| item.name().to_owned()).collect();
    taken.extend(module.children.iter().cloned());
    taken.extend(names::OF_EACH_MODULE.map(str::to_owned));
    for file in &mut module.files {
        file.name = names::out_of_the_way(&file.name, |name| taken.contains(name));
        taken.insert(file.name.clone());
    }
}

/// Docs of the root, which name the service, and of the module of a tag.
fn module_docs(api: &Api, path: &[String], settings: &Settings) -> Docs {
    if !path.is_empty() {
        return Docs::new(&[markdown!("Operations of a tag, and their types.")], None);
    }
    let title = Markdown::words(&api.info.title);
    let mut paragraphs = vec![match title.is_empty() {
        true => markdown!("Types and calls of the service."),
        false => markdown!("Types and calls of ", title, "."),
    }];
    let description = api.info.description.as_deref();
    let description = description.filter(|_| settings.descriptions);
    for text in description.into_iter().chain(settings.about.as_deref()) {
        paragraphs.extend(Markdown::paragraphs(text));
    }
    Docs::new(&paragraphs, None)
}
