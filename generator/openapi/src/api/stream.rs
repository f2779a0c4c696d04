//! Media types that are streams of items, and rules of a user for them.

use super::{
    Api, MediaType, Operation, OperationId, ResponseId, SchemaId, Status, StatusResponse, Verb,
    essence,
};

/// How the items of a sequential media type are told apart (OpenAPI 3.2, 4.14.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// A JSON value in each line.
    Lines,
    /// JSON values with a record separator before each (RFC 7464).
    Sequence,
}

impl Framing {
    /// That of a media type. `None`: it is not sequential.
    pub fn of(media_type: &str) -> Option<Self> {
        let essence = essence(media_type);
        let subtype = essence.strip_prefix("application/");
        let subtype = subtype.map(|subtype| subtype.strip_prefix("x-").unwrap_or(subtype));
        match (essence.as_str(), subtype) {
            ("text/event-stream", _) => Some(Self::Events),
            (_, Some("jsonl" | "ndjson" | "json-lines" | "jsonlines")) => Some(Self::Lines),
            (_, Some("json-seq")) => Some(Self::Sequence),
            _ => None,
        }
    }
}

/// What rules of a user say about a stream. A description says nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamRules {
    /// Items that are the end of the stream.
    pub end: Vec<Box<str>>,
    /// The types of the data of events, by the name of the event.
    pub events: Vec<(Box<str>, SchemaId)>,
}

impl Operation {
    /// The responses that are a success: those with a status 2xx, or `default` if it is the only one.
    pub fn successes(&self) -> Vec<StatusResponse> {
        let is_success = |status: Status| match status {
            Status::Exact(code) => (200..300).contains(&code),
            Status::Range(digit) => digit == 2,
            Status::Default => self.responses.len() == 1,
        };
        let responses = self.responses.iter().copied();
        responses.filter(|it| is_success(it.status)).collect()
    }
}

impl Api {
    /// Changes the sequential media types of the successful responses of an operation, and of no other one: what several
    /// operations refer to is copied before. Returns how many there are.
    pub fn edit_streams(&mut self, id: OperationId, edit: &mut dyn FnMut(&mut MediaType)) -> usize {
        let is_stream = |media: &MediaType| Framing::of(&media.name).is_some();
        let mut count = 0;
        for success in self.operations[id].successes() {
            if self.responses[success.response]
                .content
                .iter()
                .any(is_stream)
            {
                let own = self.own_response(id, success);
                let content = self.responses.get_mut(own).content.iter_mut();
                for media in content.filter(|media| is_stream(media)) {
                    edit(media);
                    count += 1;
                }
            }
        }
        count
    }

    /// Gives the first successful response of an operation events whose data is of a type. `false`: it has none.
    pub fn add_events(&mut self, id: OperationId, item: SchemaId) -> bool {
        let operation = &self.operations[id];
        let first = operation.successes().into_iter().min_by_key(|it| it.status);
        let Some(first) = first.filter(|_| operation.verb != Verb::Head) else {
            return false;
        };
        let own = self.own_response(id, first);
        let own = self.responses.get_mut(own);
        let node = own.node;
        own.content.push(MediaType {
            node,
            name: "text/event-stream".into(),
            schema: Some(item),
            item_schema: None,
            stream: StreamRules::default(),
            encoding: Vec::new(),
            prefix_encoding: Vec::new(),
            item_encoding: None,
            examples: Vec::new(),
        });
        true
    }

    /// States the member of the body that makes the service answer with a stream.
    pub fn set_stream_switch(&mut self, id: OperationId, member: &str) {
        self.operations.get_mut(id).stream_switch = Some(member.into());
    }

    /// The response of one operation: a copy if others refer to it, too.
    fn own_response(&mut self, id: OperationId, of: StatusResponse) -> ResponseId {
        let is_component = self
            .components
            .responses
            .iter()
            .any(|(_, it)| *it == of.response);
        let all = self.operations.iter();
        let users = all.flat_map(|(_, operation)| &operation.responses);
        let users = users.filter(|it| it.response == of.response).count();
        if !is_component && users == 1 {
            return of.response;
        }
        let own = self.responses[of.response].clone();
        let own = self.responses.push(own);
        let responses = &mut self.operations.get_mut(id).responses;
        for response in responses.iter_mut().filter(|it| **it == of) {
            response.response = own;
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::Framing;

    #[test]
    fn sequential_media_types() {
        for (name, framing) in [
            ("text/event-stream; charset=utf-8", Some(Framing::Events)),
            ("application/jsonl", Some(Framing::Lines)),
            ("Application/X-NDJSON", Some(Framing::Lines)),
            ("application/json-lines", Some(Framing::Lines)),
            ("application/json-seq", Some(Framing::Sequence)),
            ("application/json", None),
            ("multipart/mixed", None),
            ("application/x-json", None),
        ] {
            assert_eq!(Framing::of(name), framing, "{name}");
        }
    }
}
