//! The stages of OData: from documents to the package.

use clientwright_csdl::schema::Schema;
use clientwright_diagnostics::source::FileId;
use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::naming::lock::Lock;
use clientwright_model::{Package, codes};

use super::{Run, Stage};
use crate::bound;
use crate::correct::{self, Corrections};
use crate::load::{self, Documents, Texts};
use crate::lower::{self, DocsPolicy, Settings};
use crate::name::{self, NameOptions};
use crate::needed;
use crate::options::Options;
use crate::paths::Paths;
use crate::places::Places;
use crate::renames::Renames;
use crate::resolve;
use crate::select::{self, Pattern, Request, Selection};
use crate::summary::Summary;

/// The results of the stages of OData. Empty after formatting, which needs the memory.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct OData {
    /// The documents, with corrections if that stage ran. Empty after selection, because no later stage reads them.
    pub documents: Documents,
    /// The schema.
    pub schema: Schema,
    /// The selection.
    pub selection: Selection,
    /// The sources that are overlays.
    overlays: Vec<FileId>,
    corrections: Corrections,
    /// Names that the user chose.
    renames: Renames,
    /// Messages about missing types whose values are untyped.
    untyped: Vec<String>,
}

impl OData {
    /// Reads the documents. `main` is the text of the main one.
    pub(super) fn load(
        texts: &mut Texts,
        main: Option<FileId>,
        options: &Options,
        diags: &mut Diagnostics,
    ) -> Self {
        let documents = load::documents(texts, main, options, diags);
        Self {
            overlays: documents.overlay_files(),
            documents,
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
        // correct: documents → documents
        let documents = std::mem::take(&mut self.documents);
        let (documents, corrections) =
            correct::correct(documents, options, &run.places, &mut run.sources, diags);
        self.corrections = corrections;
        self.documents = documents;
        if last == Stage::Correct {
            return Some(());
        }

        // resolve: documents → schema
        self.schema = resolve::resolve(&self.documents, &run.sources, diags);
        if last == Stage::Resolve {
            return Some(());
        }

        // bind: schema → schema
        self.schema = bound::bind(std::mem::take(&mut self.schema));
        if last == Stage::Bind {
            return Some(());
        }

        // select: schema → selection
        self.renames = Renames::new(&self.documents, &self.schema, options, &run.places, diags);
        // Patterns are also matched with a schema that has errors, so that one run reports both. Without a schema they
        // cannot be matched.
        if diags.has_errors() && self.schema.namespaces.is_empty() {
            return None;
        }
        let before = diags.error_count();
        let request = request(options, &run.places);
        self.selection = select::select(&self.schema, &request, diags);

        // judge: errors by the selection. A pattern without a match may be misspelt, so that everything counts as
        // needed.
        let selected = (diags.error_count() == before).then_some(&self.selection);
        let documents = std::mem::take(&mut self.documents);
        self.untyped = needed::judge(documents, &self.schema, selected, options.missing, diags);
        if !diags.has_errors() && self.selection.is_empty() && !options.exclude.is_empty() {
            diags.push(nothing_selected(options));
        }
        if last == Stage::Select || diags.has_errors() {
            return Some(());
        }

        // restrict: schema → paths
        let paths = Paths::new(&self.schema, diags);

        // name: schema, selection and paths → names
        let wanted = NameOptions {
            renames: &self.renames,
            locked: &run.locked,
            lock_name: options.lock_name(),
            client_name: options.client_name(),
        };
        let mut names = name::name(&self.schema, &self.selection, &paths, &wanted, diags);
        *lock = std::mem::take(&mut names.lock);
        if last == Stage::Name {
            return Some(());
        }

        // lower: schema, selection, paths and names → package
        let settings = self.settings(options);
        *package = lower::lower(&self.schema, &self.selection, &paths, &names, &settings);
        Some(())
    }

    /// Counts of the metadata and of the selection.
    pub(super) fn summarize(&self) -> Summary {
        Summary::new(&self.schema, &self.selection, self.corrections)
            .with_untyped(self.untyped.clone())
    }

    fn settings(&self, options: &Options) -> Settings {
        Settings {
            docs: DocsPolicy {
                metadata: options.takes_descriptions(),
                overlays: self.overlays.clone(),
            },
            about: options.about.clone(),
            base_url: options.base_url(),
            defaults: options.defaults(),
            features_per_root: options.features_per_root,
        }
    }
}

pub(super) fn nothing_selected(options: &Options) -> Diagnostic {
    let message = "the patterns leave nothing to generate";
    let place = options.schema.display().to_string();
    Diagnostic::error_in(codes::NOTHING_SELECTED, message, place)
}

/// Options of the selection.
pub(crate) fn request(options: &Options, places: &Places) -> Request {
    let patterns = |option, texts: &[String]| {
        let patterns = texts.iter().map(|text| {
            let pattern = Pattern::new(text);
            match places.entry(option, text).span {
                Some(span) => pattern.at(span),
                None => pattern,
            }
        });
        patterns.collect()
    };
    Request {
        include: patterns("include", &options.include),
        exclude: patterns("exclude", &options.exclude),
        leaf: patterns("leaf", &options.leaf),
    }
}
