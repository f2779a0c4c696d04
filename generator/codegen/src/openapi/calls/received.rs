//! Webhooks and callbacks: enums of what the service sends.

use std::collections::BTreeMap;

use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    Docs, Item, Markdown, Received, ReceivedBody, ReceivedVariant, Ty, markdown,
};
use clientwright_oas::Api;
use clientwright_oas::api::OperationId;

use super::media::{Kind, best, is_file};
use super::{Loss, LossKind, Settings, Types};
use crate::openapi::schemas::body_mode;
use crate::openapi::select::{self, Selection};

/// The variant for all other names.
const OTHER: &str = "Other";

/// The enums of the webhooks and of the callbacks of a selection.
pub(super) fn items(
    api: &Api,
    selection: &Selection,
    types: &Types,
    settings: &Settings,
    losses: &mut Vec<Loss>,
) -> Vec<Item> {
    let webhooks = api.webhooks.iter().flat_map(|(name, item)| {
        let operations = api.path_items[*item].operations.iter();
        operations.map(|id| (name.to_string(), *id))
    });
    let mut lower = Lower {
        api,
        types,
        settings,
        losses,
    };
    let is_kept = |(_, id): &(String, OperationId)| selection.received.contains_key(id);
    let webhooks: Vec<(String, OperationId)> = webhooks.filter(is_kept).collect();
    let callbacks = callbacks(api).into_iter().filter(is_kept).collect();
    let webhooks = lower.item(
        "Webhook",
        markdown!("What the service sends by webhooks."),
        webhooks,
    );
    let callbacks = lower.item(
        "Callback",
        markdown!("What the service sends by callbacks, to addresses that calls gave it."),
        callbacks,
    );
    webhooks.into_iter().chain(callbacks).collect()
}

/// The operations of all callbacks by their names; those of several operations with one name have the operation in front.
fn callbacks(api: &Api) -> Vec<(String, OperationId)> {
    let mut all = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in select::operations(api) {
        for (name, callback) in &api.operations[id].callbacks {
            *counts.entry(name).or_default() += 1;
            for item in &api.callbacks[*callback].items {
                let operations = api.path_items[*item].operations.iter();
                all.extend(operations.map(|of| (id, &**name, *of)));
            }
        }
    }
    let named = all.into_iter().map(|(owner, name, id)| {
        let text = match (&api.operations[owner].id, counts[name]) {
            (_, 1) => name.to_owned(),
            (Some(owner), _) => format!("{owner}.{name}"),
            (None, _) => format!("{}.{name}", select::address(api, owner)),
        };
        (text, id)
    });
    named.collect()
}

struct Lower<'a> {
    api: &'a Api,
    types: &'a Types,
    settings: &'a Settings,
    losses: &'a mut Vec<Loss>,
}

impl Lower<'_> {
    fn item(
        &mut self,
        name: &str,
        about: Markdown,
        received: Vec<(String, OperationId)>,
    ) -> Option<Item> {
        let mut kept: Vec<(String, OperationId)> = Vec::new();
        for (name, id) in received {
            if kept.iter().any(|(known, _)| *known == name) {
                self.lose(id, LossKind::LeftOut, "another body has the same name");
                continue;
            }
            kept.push((name, id));
        }
        let wanted = kept.iter().map(|(name, _)| {
            let name = names::spell(name, Case::Camel);
            match name == OTHER {
                true => format!("{name}_"),
                false => name,
            }
        });
        let variants = names::distinct_of(wanted.collect(), &[OTHER]);
        let variants: Vec<ReceivedVariant> = variants
            .into_iter()
            .zip(kept)
            .map(|(variant, (wire_name, id))| ReceivedVariant {
                name: variant,
                docs: self.docs(&wire_name, id),
                wire_name,
                body: self.body(id),
            })
            .collect();
        let parse = markdown!("`parse` reads a body by the name that the description has for it.");
        (!variants.is_empty()).then(|| {
            Item::Received(Received {
                name: name.to_owned(),
                docs: Docs::new(&[about, parse], None),
                variants,
                fallback: OTHER.to_owned(),
            })
        })
    }

    fn body(&mut self, id: OperationId) -> ReceivedBody {
        let operation = &self.api.operations[id];
        let Some(body) = operation.body.map(|body| &self.api.bodies[body]) else {
            return ReceivedBody::Empty;
        };
        let Some((media, kind)) = best(&body.content) else {
            return ReceivedBody::Empty;
        };
        if kind != Kind::Json || is_file(self.api, media) {
            self.lose(id, LossKind::Reduced, "it is received as bytes");
            return ReceivedBody::Bytes;
        }
        let ty = media.schema.map_or(Ty::Well("AnyJson"), |schema| {
            self.types.ty(schema, body_mode(operation, media))
        });
        ReceivedBody::Json(match (body.required, ty) {
            (true, ty) | (false, ty @ (Ty::Option(_) | Ty::Well("AnyJson"))) => ty,
            (false, ty) => ty.option(),
        })
    }

    fn docs(&self, name: &str, id: OperationId) -> Docs {
        let operation = &self.api.operations[id];
        let mut paragraphs = vec![markdown!(Markdown::code(name), ".")];
        if self.settings.descriptions {
            let text = operation.description.as_deref();
            let text = text.or(operation.summary.as_deref());
            paragraphs.extend(text.map(Markdown::paragraphs).unwrap_or_default());
        }
        let parameters = operation.parameters.iter();
        let parameters: Vec<Markdown> = parameters
            .map(|id| Markdown::code(&self.api.parameters[*id].name))
            .collect();
        if !parameters.is_empty() {
            let parameters = Markdown::join(&parameters, ", ");
            paragraphs.push(markdown!("Requests have the parameters ", parameters, "."));
        }
        let note = markdown!("The description says that it is deprecated.");
        Docs::new(&paragraphs, operation.deprecated.then_some(note))
    }

    fn lose(&mut self, id: OperationId, kind: LossKind, reason: &str) {
        self.losses.push(Loss {
            node: self.api.operations[id].node,
            kind,
            reason: reason.to_owned(),
        });
    }
}
