//! Lowering of the client: entity sets, singletons and imports.

use clientwright_csdl::schema::{ContainerChild, ContainerChildKind, ContainerId, StructuredId};
use clientwright_csdl::terms::{self, Annotated};
use clientwright_model::odata::{Defaults, Navigation};
use clientwright_model::{self as model, Client, Docs, Markdown, Protocol, markdown};

use super::builders::number;
use super::{DocsBuilder, Lower, code};
use crate::capabilities::{Restrictions, Target};
use crate::name::{ChildId, ClientNames};
use crate::paths::Step;
use crate::select::Reach;

impl Lower<'_> {
    /// One client for each container with kept children.
    pub(super) fn clients(&self) -> impl Iterator<Item = (ContainerId, Client)> {
        let clients = self.names.clients.iter();
        clients.map(|names| (names.container, self.client(names)))
    }

    fn client(&self, names: &ClientNames) -> Client {
        let child =
            |(container, index): ChildId| &self.schema.containers[container].children[index];
        let steps = names.roots.iter().filter_map(|&(at, ref method)| {
            let reach = *self.selection.roots.get(&at)?;
            let step = self.paths.root(at.0, at.1);
            let child = child(at);
            let (ContainerChildKind::EntitySet { ty } | ContainerChildKind::Singleton { ty, .. }) =
                child.kind
            else {
                return None;
            };
            Some(self.root(child, ty, method.clone(), (step, reach)))
        });
        let imports = names.imports.iter().filter(|(at, operation, _)| {
            self.selection.roots.contains_key(at) && self.selection.imported.contains_key(operation)
        });
        let calls = imports.map(|&(at, operation, ref method)| {
            self.call(operation, method.clone(), Some(&child(at).name))
        });
        Client {
            docs: self.client_docs(names.container),
            name: names.name.clone(),
            gated: self.settings.features_per_root,
            steps: steps.collect(),
            calls: calls.collect(),
            base_url: self.settings.base_url.clone(),
            protocol: Protocol::OData(Defaults {
                key_as_segment: self.settings.defaults.key_as_segment
                    || names.lineage.iter().any(|c| {
                        let annotations = &self.schema.containers[*c].annotations;
                        annotations.tag(terms::KEY_AS_SEGMENT_SUPPORTED)
                    }),
                ..self.settings.defaults.clone()
            }),
        }
    }

    fn root(
        &self,
        child: &ContainerChild,
        ty: StructuredId,
        method: String,
        (step, reach): (&Step, Reach),
    ) -> model::Step {
        let is_collection = matches!(child.kind, ContainerChildKind::EntitySet { .. });
        let what = if is_collection {
            "entity set"
        } else {
            "singleton"
        };
        let may_be_absent = match child.kind {
            ContainerChildKind::Singleton { nullable, .. } => nullable,
            _ => true,
        };
        let type_name = code(&self.schema.structured_types[ty].name.to_string());
        let fact = markdown!("The ", what, " ", code(&child.name), " of ", type_name, ".");
        let docs =
            DocsBuilder::annotated(&self.settings.docs, &child.annotations, Markdown::default())
                .paragraph(fact);
        model::Step {
            method,
            docs: docs
                .paragraph(self.leaf_note(ty))
                .restrictions(&self.settings.docs, &step.restrictions)
                .build(),
            target: model::Target::Entities(Navigation {
                wire_name: child.name.clone(),
                number: number(is_collection),
                builder: self.builder(ty, number(is_collection)),
                permit: self.permit(step, reach, ty, may_be_absent),
            }),
        }
    }

    fn client_docs(&self, id: ContainerId) -> Docs {
        let container = &self.schema.containers[id];
        let fact = markdown!(
            "Client for the service ",
            code(&container.name.to_string()),
            "."
        );
        let mut docs =
            DocsBuilder::annotated(&self.settings.docs, &container.annotations, fact.clone())
                .paragraph_unless_first(fact);
        docs = docs.paragraph(markdown!(
            "Cheap to clone: clones share connections and settings."
        ));
        if let Some(url) = &self.settings.base_url {
            docs = docs.quoted(&format!("Uses {url} unless another URL is set."));
        }
        let restrictions = Restrictions::read(&container.annotations, Target::Root);
        docs.restrictions(&self.settings.docs, &restrictions)
            .build()
    }
}
