//! Rules of the user for streams: what a description does not say. Each is checked against the description.

use std::collections::BTreeMap;

use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::nearest::Nearest;
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{Framing, OperationId, SchemaId};

use crate::openapi::calls::media::Kind;
use crate::openapi::select::{self, Pattern};
use crate::openapi::values;
use crate::options::Options;
use crate::places::{Entry, Places};

/// Applies the rules of the options, types before what needs them.
pub(crate) fn apply(api: &mut Api, options: &Options, places: &Places, diags: &mut Diagnostics) {
    let mut rules = Rules { api, diags };
    let all =
        |option: &'static str, table: &BTreeMap<String, String>| -> Vec<(Entry, String, String)> {
            let entries = table.iter().map(|(target, value)| {
                let entry = places.pair(option, target, format!("{target}={value}"));
                (entry, target.clone(), value.clone())
            });
            entries.collect()
        };
    for (entry, pattern, schema) in all("stream-item", &options.stream_item) {
        rules.item(&entry, &pattern, &schema);
    }
    for (entry, target, schema) in all("stream-event", &options.stream_event) {
        rules.event(&entry, &target, &schema);
    }
    for (entry, pattern, end) in all("stream-end", &options.stream_end) {
        rules.end(&entry, &pattern, &end);
    }
    for (entry, pattern, member) in all("stream-switch", &options.stream_switch) {
        rules.switch(&entry, &pattern, &member);
    }
}

struct Rules<'a> {
    api: &'a mut Api,
    diags: &'a mut Diagnostics,
}

impl Rules<'_> {
    /// The operations that a pattern matches; none has a diagnostic.
    fn operations(&mut self, entry: &Entry, pattern: &str) -> Vec<OperationId> {
        let found = select::matching(self.api, &Pattern::new(pattern));
        found.unwrap_or_else(|help| {
            let message = format!("{} pattern `{pattern}` matches no operation", entry.option);
            let error = entry.error(codes::UNUSED_PATTERN, message, "matches no operation");
            self.diags.push(match help {
                Some(help) => error.help(help),
                None => {
                    error.help("an example: `operation:watchPets`, `tag:pets` or `GET /pets/**`")
                }
            });
            Vec::new()
        })
    }

    fn schema(&mut self, entry: &Entry, text: &str) -> Option<SchemaId> {
        let key = text.strip_prefix("#/components/schemas/").unwrap_or(text);
        let mut schemas = self.api.components.schemas.iter();
        let found = schemas.find(|(name, _)| **name == *key).map(|(_, id)| *id);
        if found.is_none() {
            let message = format!("the description has no schema `{key}`");
            let error = entry.error(codes::TARGET, message, "does not exist");
            let keys = self.api.components.schemas.iter().map(|(key, _)| &**key);
            let near = Nearest::default().name(key, keys);
            self.diags.push(match near {
                Some(near) => error.help(format!("a schema with a similar name exists: `{near}`")),
                None => error.help("name a schema of `components`, such as `Pet`"),
            });
        }
        found
    }

    fn wrong(&mut self, entry: &Entry, message: String, help: &str) {
        let error = entry.error(codes::OPTION, message, "");
        self.diags.push(error.help(help));
    }

    fn no_stream(&mut self, entry: &Entry, pattern: &str) {
        let message =
            format!("no operation that `{pattern}` matches has a response that is a stream");
        let help = "`stream-item` names the type of the items of a stream that the description does not declare";
        self.wrong(entry, message, help);
    }

    fn item(&mut self, entry: &Entry, pattern: &str, schema: &str) {
        let Some(schema) = self.schema(entry, schema) else {
            return;
        };
        for id in self.operations(entry, pattern) {
            let count = self.api.edit_streams(id, &mut |media| {
                // Of events the schema is that of the data.
                let is_data = Framing::of(&media.name) == Some(Framing::Events);
                media.schema = is_data.then_some(schema);
                media.item_schema = (!is_data).then_some(schema);
            });
            if count == 0 && !self.api.add_events(id, schema) {
                let address = select::address(self.api, id);
                let message = format!("`{address}` has no successful response with a body");
                self.wrong(entry, message, "name operations whose response is a stream");
            }
        }
    }

    fn event(&mut self, entry: &Entry, target: &str, schema: &str) {
        let Some((pattern, event)) = target
            .rsplit_once('/')
            .filter(|(_, event)| !event.is_empty())
        else {
            let message = format!("`{target}` has no name of an event");
            self.wrong(
                entry,
                message,
                "write operation and event, such as `watchPets/pet.made`",
            );
            return;
        };
        let operations = self.operations(entry, pattern);
        let Some(schema) = self.schema(entry, schema) else {
            return;
        };
        if operations.is_empty() {
            return;
        }
        let (mut named, mut unnamed) = (0, 0);
        for id in operations {
            self.api.edit_streams(id, &mut |media| {
                if Framing::of(&media.name) == Some(Framing::Events) {
                    media.stream.events.push((event.into(), schema));
                    named += 1;
                } else {
                    unnamed += 1;
                }
            });
        }
        match (named, unnamed) {
            (0, 0) => self.no_stream(entry, pattern),
            (0, _) => {
                let message = format!("the items of `{pattern}` have no names: they are no events");
                self.wrong(
                    entry,
                    message,
                    "only `text/event-stream` has names of events",
                );
            }
            _ => {}
        }
    }

    fn end(&mut self, entry: &Entry, pattern: &str, end: &str) {
        let operations = self.operations(entry, pattern);
        if operations.is_empty() {
            return;
        }
        let mut count = 0;
        for id in operations {
            count += self
                .api
                .edit_streams(id, &mut |media| media.stream.end.push(end.into()));
        }
        if count == 0 {
            self.no_stream(entry, pattern);
        }
    }

    fn switch(&mut self, entry: &Entry, pattern: &str, member: &str) {
        let operations = self.operations(entry, pattern);
        let has_stream = |id: &OperationId| {
            !super::results(self.api, &self.api.operations[*id])
                .streams
                .is_empty()
        };
        let streams: Vec<OperationId> = operations.iter().copied().filter(has_stream).collect();
        if streams.is_empty() && !operations.is_empty() {
            self.no_stream(entry, pattern);
        }
        for id in streams {
            match self.member(id, member) {
                Ok(()) => self.api.set_stream_switch(id, member),
                Err(help) => {
                    let address = select::address(self.api, id);
                    let message = format!("the body of `{address}` has no property `{member}`");
                    self.wrong(entry, message, &help);
                }
            }
        }
    }

    /// Whether the JSON of a body may have a member. `Err`: a way out.
    fn member(&self, id: OperationId, member: &str) -> Result<(), String> {
        let operation = &self.api.operations[id];
        let content = operation.body.map(|body| &self.api.bodies[body].content);
        let mut content = content.into_iter().flatten();
        let Some(media) = content.find(|media| Kind::of(&media.name) == Kind::Json) else {
            return Err("the switch is a member of a body in JSON, and there is none".to_owned());
        };
        let Some(schema) = media.schema else {
            return Ok(());
        };
        let names: Vec<&str> = values::members(self.api, schema)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        if values::is_open(self.api, schema) || names.contains(&member) {
            return Ok(());
        }
        Err(match Nearest::default().name(member, names) {
            Some(near) => format!("a property with a similar name exists: `{near}`"),
            None => "name the property that makes the service answer with a stream".to_owned(),
        })
    }
}
