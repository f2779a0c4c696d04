//! Errors of operations: an enum for the bodies that the description declares for failing statuses (OpenAPI 3.1,
//! 4.8.16).

use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    Docs, ErrorVariant, Errors, ErrorsKind, Item, Markdown, Output, TypePath, XmlDocument, markdown,
};
use clientwright_oas::api::{self, OperationId};

use super::media::{self, Kind};
use super::{Lower, Status, results};
use crate::openapi::select;

/// The variant for all other errors.
const OTHER: &str = "Other";

/// The errors of an operation.
#[derive(Default)]
pub(super) struct Declared {
    /// The enum, if a body is declared.
    pub(super) errors: Option<TypePath>,
    /// Its definition.
    pub(super) item: Option<Item>,
    /// How bodies in XML are read.
    pub(super) xml: Vec<(Status, XmlDocument)>,
}

impl Lower<'_> {
    /// The errors of an operation. Operations of one group whose errors are equal have one enum, and each of them has a
    /// name for it, so that a difference in a later description changes no name.
    pub(super) fn errors(&mut self, id: OperationId, group: usize, at: TypePath) -> Declared {
        let operation = &self.api.operations[id];
        // RFC 9110, 9.3.2: a response to `HEAD` has no content.
        if operation.verb == api::Verb::Head {
            return Declared::default();
        }
        let failures = failures(operation);
        let mut variants: Vec<ErrorVariant> = Vec::new();
        for failure in &failures {
            variants.extend(self.variants(failure));
        }
        if variants.iter().all(|it| it.output == Output::Empty) {
            return Declared::default();
        }
        variants.sort_by_key(|variant| variant.status);
        let wanted = variants.iter().map(|it| it.name.clone()).collect();
        for (variant, name) in variants
            .iter_mut()
            .zip(names::distinct_of(wanted, &[OTHER]))
        {
            variant.name = name;
        }
        let address = Markdown::code(&select::address(self.api, id));
        let docs = Docs::new(
            &[markdown!("The errors of ", address, ", by status.")],
            None,
        );
        let key = (group, format!("{variants:?}"));
        let kind = match self.known_errors.get(&key) {
            Some(same) => ErrorsKind::SameAs(same.clone()),
            None => {
                self.known_errors.insert(key, at.clone());
                ErrorsKind::Enum(variants)
            }
        };
        Declared {
            item: Some(Item::Errors(Errors {
                name: at.name.clone(),
                docs,
                kind,
            })),
            errors: Some(at),
            xml: self.documents(&failures),
        }
    }

    /// The variants of a status: one for each type that it has in some media type.
    fn variants(&mut self, failure: &api::StatusResponse) -> Vec<ErrorVariant> {
        let response = &self.api.responses[failure.response];
        let status = results::status(failure.status);
        let name = results::variant(status);
        let mut content: Vec<&api::MediaType> = response.content.iter().collect();
        content.sort_by_key(|media| Kind::of(&media.name));
        let mut variants: Vec<ErrorVariant> = Vec::new();
        for media in content {
            let output = Output::from(self.content_of(media, Kind::of(&media.name)));
            let essence = api::essence(&media.name);
            if let Some(known) = variants.iter_mut().find(|known| known.output == output) {
                known.media.push(essence);
                continue;
            }
            let suffix = match variants.is_empty() {
                true => String::new(),
                false => names::spell(&media::suffix(&media.name), Case::Camel),
            };
            variants.push(ErrorVariant {
                name: format!("{name}{suffix}"),
                status,
                media: vec![essence],
                output,
            });
        }
        match variants.as_mut_slice() {
            [] => variants.push(ErrorVariant {
                name,
                status,
                media: Vec::new(),
                output: Output::Empty,
            }),
            [only] => only.media.clear(),
            _ => {}
        }
        variants
    }
}

/// The responses of failure. Redirects are none: they are not followed, and their bodies are for people. A `default` that
/// stands alone is for failures too.
fn failures(operation: &api::Operation) -> Vec<api::StatusResponse> {
    let is_failure = |status: api::Status| match status {
        api::Status::Exact(code) => code == 304 || code >= 400,
        api::Status::Range(digit) => digit >= 4,
        api::Status::Default => true,
    };
    let all = operation.responses.iter().copied();
    all.filter(|response| is_failure(response.status)).collect()
}
