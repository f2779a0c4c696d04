//! Calls whose result is a stream, and bodies that are streams.

use clientwright_model::naming::names::{self, Case};
use clientwright_model::{
    Docs, EventVariant, Events, Framing, Item, Markdown, Output, Streaming, Ty, TypePath, markdown,
};
use clientwright_oas::api::{self, MediaType};

use super::results::{Result, status};
use super::{LossKind, Lower};
use crate::openapi::schemas::Mode;
use crate::openapi::streams::{self, Data, Results, Stream, StreamItem};

/// The variant for all other events.
const OTHER: &str = "Other";

impl Lower<'_> {
    /// The result of the method that ends in a stream. `event` is for the enum of the data of events.
    ///
    /// All media types with the same items are accepted; the response says which one it has. The items of others are another
    /// type, so that they are reported.
    pub(super) fn stream(&mut self, results: &Results, event: TypePath) -> Option<Result> {
        let api = self.api;
        let contents = results
            .streams
            .iter()
            .map(|it| &api.responses[it.response].content);
        let all = contents.flatten();
        let all = all.filter_map(|media| Some((media, streams::of(api, media)?)));
        let all: Vec<(&MediaType, Stream)> = all.collect();
        let (_, first) = all.first()?;
        let is_events = first.framing == api::Framing::Events;
        let mut accept: Vec<String> = Vec::new();
        for (media, stream) in &all {
            if !streams::same_items(self.api, stream, first) {
                let reason =
                    "streams of other items than those of the first media type are not read";
                self.lose(media.node, LossKind::LeftOut, reason);
            } else if !accept.iter().any(|name| **name == *media.name) {
                accept.push(media.name.to_string());
            }
        }
        let (output, item) = match (&first.item, is_events) {
            (StreamItem::One(data), true) => {
                let (ty, is_text) = self.data(*data);
                (Output::Events { ty, is_text }, None)
            }
            (StreamItem::One(data), false) => (Output::Items(self.data(*data).0), None),
            (StreamItem::ByName(cases), _) => {
                let item = self.events(&event.name, cases);
                let ty = Ty::Named(event);
                let is_text = false;
                (Output::Events { ty, is_text }, Some(item))
            }
        };
        Some(Result {
            output,
            accept: accept.join(", "),
            success: results.streams.iter().map(|it| status(it.status)).collect(),
            item,
            xml: Vec::new(),
            stream: Some(Streaming {
                framing: match first.framing {
                    api::Framing::Events => Framing::Events,
                    api::Framing::Lines => Framing::Lines,
                    api::Framing::Sequence => Framing::Sequence,
                },
                end: first.end.clone(),
            }),
        })
    }

    /// The type of data, and whether it is a text.
    fn data(&self, data: Data) -> (Ty, bool) {
        match data {
            Data::Json(None) => (Ty::Well("AnyJson"), false),
            Data::Json(Some(schema)) => (self.ty(schema), false),
            Data::Text(schema) => {
                let ty = schema.map(|schema| self.ty(schema));
                // A date or a number in a text is one, too; null is none.
                let ty = match ty {
                    Some(Ty::Option(ty)) => *ty,
                    Some(ty) => ty,
                    None => Ty::String,
                };
                (ty, true)
            }
        }
    }

    fn events(&self, name: &str, cases: &[(String, Data)]) -> Item {
        let wanted = cases.iter().map(|(event, _)| {
            let name = names::spell(event, Case::Camel);
            match name == OTHER {
                true => format!("{name}_"),
                false => name,
            }
        });
        let variants = names::distinct_of(wanted.collect(), &[OTHER]);
        let variants = variants
            .into_iter()
            .zip(cases)
            .map(|(name, (event, data))| {
                let (ty, is_text) = self.data(*data);
                let docs = markdown!("The event ", Markdown::code(event), ".");
                EventVariant {
                    name,
                    docs: Docs::new(&[docs], None),
                    event: event.clone(),
                    ty,
                    is_text,
                }
            });
        let docs = markdown!("The data of an event, by its name.");
        Item::Events(Events {
            name: name.to_owned(),
            docs: Docs::new(&[docs], None),
            variants: variants.collect(),
            fallback: OTHER.to_owned(),
        })
    }

    /// The type of the values of a body that is a stream of JSON values.
    pub(super) fn sent_items(&self, media: &MediaType, mode: Mode) -> Option<Ty> {
        let stream = streams::of(self.api, media)?;
        match stream.item {
            StreamItem::One(Data::Json(schema)) if stream.framing != api::Framing::Events => {
                let typed = |schema| self.types.ty(schema, mode);
                Some(schema.map_or(Ty::Well("AnyJson"), typed))
            }
            // Clients do not send events.
            _ => None,
        }
    }
}
