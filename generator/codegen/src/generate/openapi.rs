//! The stages of OpenAPI: from documents to the package.

use std::path::Path;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::{FileId, SourceMap};
use clientwright_model::Package;
use clientwright_model::naming::lock::Lock;
use clientwright_oas::{Api, Document, Filter};

use super::odata::nothing_selected;
use super::{Run, Stage};
use crate::correct::Corrections;
use crate::load::{Beside, Texts};
use crate::openapi::bounds::Bounds;
use crate::openapi::paging::{self, Plans, Wanted};
use crate::openapi::renames::Renames;
use crate::openapi::select::{self, Pattern, Request, Selection};
use crate::openapi::{self, Loss, NameOptions, Settings, needed, summary};
use crate::options::Options;
use crate::places::Places;
use crate::summary::Summary;

/// The results of the stages of OpenAPI. Empty after formatting, which needs the memory.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct OpenApi {
    /// The main document, with corrections if that stage ran. `None` after resolution, because no later stage reads it.
    pub document: Option<Document>,
    /// The description.
    pub api: Api,
    /// The selection.
    pub selection: Selection,
    /// The operations with pages.
    #[doc(hidden)]
    pub plans: Plans,
    losses: Vec<Loss>,
    overlays: Vec<FileId>,
    corrections: Corrections,
}

impl OpenApi {
    /// Reads the main document, and the texts of the overlays.
    pub(super) fn load(
        texts: &mut Texts,
        main: FileId,
        options: &Options,
        diags: &mut Diagnostics,
    ) -> Self {
        let overlays = options.overlays.iter();
        Self {
            document: clientwright_oas::parse(&texts.sources, main, diags),
            overlays: overlays
                .filter_map(|path| texts.read(path, diags))
                .collect(),
            ..Self::default()
        }
    }

    /// The stages from correction to lowering, up to the last one. `None` if a stage failed.
    pub(super) fn run(
        &mut self,
        options: &Options,
        last: Stage,
        run: &mut Run,
        lock: &mut Lock,
        package: &mut Package,
        diags: &mut Diagnostics,
    ) -> Option<()> {
        // correct: document → document
        if let Some(document) = &mut self.document {
            let (overlays, sources) = (&self.overlays, &mut run.sources);
            self.corrections =
                openapi::correct::correct(document, overlays, options, &run.places, sources, diags);
        }
        if last == Stage::Correct {
            return Some(());
        }

        // resolve: document → description. The files that references name are loaded here, because only resolution
        // finds them.
        let document = self.document.take()?;
        let home = options.schema.parent().unwrap_or(Path::new(""));
        let mut beside = Beside::new(home);
        let api = clientwright_oas::resolve(document, &mut run.sources, &mut beside, diags);
        run.files.append(&mut beside.files);
        run.missing_files.append(&mut beside.missing);
        self.api = api?;
        self.corrections.retyped +=
            openapi::correct::formats(&mut self.api, options, &run.places, diags);
        openapi::streams::rules::apply(&mut self.api, options, &run.places, diags);
        openapi::schemas::apply_rules(&mut self.api, options, &run.places, diags);
        // Nothing in a description applies to other places, so that there is nothing to bind.
        if last <= Stage::Bind {
            return Some(());
        }

        // Each later stage would take as long as the client is large.
        let bounds = Bounds::new(&self.api);
        bounds.operations(&self.api);
        if bounds.report(&self.api, diags) {
            return Some(());
        }

        // select: description → selection
        let before = diags.error_count();
        let request = request(options, &run.places);
        self.selection = select::select(&self.api, &request, diags);
        // A pattern without a match may be misspelt, so that everything counts as needed.
        if diags.error_count() == before {
            needed::judge(&self.api, &self.selection, diags);
        }
        let rules = rules(options, &run.places);
        self.plans = paging::find(&self.api, &self.selection, &rules, diags);
        if !diags.has_errors() && self.selection.is_empty() && !options.exclude.is_empty() {
            diags.push(nothing_selected(options));
        }
        if last == Stage::Select || diags.has_errors() {
            return Some(());
        }

        // name: description and selection → names
        let renames = Renames::new(&self.api, options, &run.places, diags);
        let wanted = NameOptions {
            renames: &renames,
            locked: &run.locked,
            lock_name: options.lock_name(),
            client_name: options.client_name(),
            descriptions: options.takes_descriptions(),
            placement: options.placement,
            plans: &self.plans,
            bounds: &bounds,
        };
        let mut names = openapi::name(&self.api, &self.selection, &wanted, diags);
        *lock = std::mem::take(&mut names.lock);
        if bounds.report(&self.api, diags) || last == Stage::Name {
            return Some(());
        }

        // lower: description, selection and names → package
        let settings = Settings {
            descriptions: options.takes_descriptions(),
            about: options.about.clone(),
            base_url: options.base_url(),
            features_per_root: options.features_per_root,
        };
        let lowered = openapi::lower(
            &self.api,
            &self.selection,
            &self.plans,
            names,
            &settings,
            diags,
        );
        *package = lowered.package;
        self.losses = lowered.losses;
        Some(())
    }

    /// The selected part as a description, and the wire names for which generating from it would give other Rust names.
    pub(crate) fn slice(&self, options: &Options, places: &Places) -> (String, Vec<String>) {
        let filter = Filter {
            operation: &|id| {
                self.selection.operations.contains_key(&id)
                    || self.selection.received.contains_key(&id)
            },
            schema: &|id| self.selection.components.contains_key(&id),
            descriptions: options.descriptions == Some(true),
        };
        let text = clientwright_oas::write(&self.api, &filter);
        let rules = rules(options, places);
        let names = |api: &Api, selection: &Selection| {
            let plans = paging::find(api, selection, &rules, &mut Diagnostics::new());
            let bounds = Bounds::new(api);
            let plain = NameOptions {
                renames: &Renames::default(),
                locked: &Lock::default(),
                lock_name: String::new(),
                client_name: options.client_name(),
                descriptions: options.takes_descriptions(),
                placement: options.placement,
                plans: &plans,
                bounds: &bounds,
            };
            openapi::name(api, selection, &plain, &mut Diagnostics::new()).lock
        };
        let before = names(&self.api, &self.selection);
        let mut sources = SourceMap::new();
        let file = sources.add("slice", text.as_str());
        let mut diags = Diagnostics::new();
        let home = options.schema.parent().unwrap_or(Path::new(""));
        let document = clientwright_oas::parse(&sources, file, &mut diags);
        let read = |document| {
            clientwright_oas::resolve(document, &mut sources, &mut Beside::new(home), &mut diags)
        };
        let Some(mut api) = document.and_then(read) else {
            return (text, Vec::new());
        };
        openapi::streams::rules::apply(&mut api, options, places, &mut Diagnostics::new());
        let selection = select::select(&api, &request(options, places), &mut Diagnostics::new());
        let after = names(&api, &selection);
        let differing = after.differing(&before).map(str::to_owned).collect();
        (text, differing)
    }

    /// Counts of the description and of the selection.
    pub(super) fn summarize(&self) -> Summary {
        Summary {
            corrections: self.corrections,
            ..summary::summarize(&self.api, &self.selection, &self.losses)
        }
    }
}

/// The paging rules of the options.
fn rules(options: &Options, places: &Places) -> Vec<Wanted> {
    let rules = options.paging.iter().map(|(pattern, text)| {
        let entry = places.pair("paging", pattern, format!("{pattern}={text}"));
        Wanted {
            pattern: Pattern::new(pattern).at(entry.span),
            text: text.clone(),
            entry,
        }
    });
    rules.collect()
}

fn request(options: &Options, places: &Places) -> Request {
    let patterns = |option, texts: &[String]| {
        let patterns = texts.iter().map(|text| {
            let place = places.entry(option, text).span;
            Pattern::new(text).at(place)
        });
        patterns.collect()
    };
    Request {
        include: patterns("include", &options.include),
        exclude: patterns("exclude", &options.exclude),
    }
}
