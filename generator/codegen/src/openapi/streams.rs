//! Media types that are streams: how their items are told apart, and what each item is.

pub(crate) mod rules;

use clientwright_oas::Api;
use clientwright_oas::api::{
    Framing, MediaType, Operation, Property, Schema, SchemaId, StatusResponse, Type, Types, Value,
    Verb,
};

/// A text that says that a stream is over, wherever a description has it as the only data of an event: the convention of many
/// services.
const DONE: &str = "[DONE]";

/// How deep unions of events are followed. More is not an event, but a type that contains itself.
const DEEPEST: usize = 16;

/// What a media type that is a stream contains.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stream {
    /// How the items are told apart.
    pub(crate) framing: Framing,
    /// What each item is.
    pub(crate) item: StreamItem,
    /// The items that are the end of the stream.
    pub(crate) end: Vec<String>,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StreamItem {
    /// The same for all.
    One(Data),
    /// What the name of the event says.
    ByName(Vec<(String, Data)>),
}

/// The data of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// JSON of a schema, or of any form.
    Json(Option<SchemaId>),
    /// A text of a schema, or any text.
    Text(Option<SchemaId>),
}

impl Data {
    pub(crate) fn schema(self) -> Option<SchemaId> {
        match self {
            Self::Json(schema) | Self::Text(schema) => schema,
        }
    }
}

impl Stream {
    /// The schemas of items.
    pub(crate) fn schemas(&self) -> Vec<SchemaId> {
        match &self.item {
            StreamItem::One(data) => data.schema().into_iter().collect(),
            StreamItem::ByName(cases) => {
                let schemas = cases.iter().filter_map(|(_, data)| data.schema());
                schemas.collect()
            }
        }
    }
}

/// What a media type contains, if it is a stream of items. A text in lines is none: such a schema describes the body as a whole.
pub(crate) fn of(api: &Api, media: &MediaType) -> Option<Stream> {
    let framing = Framing::of(&media.name)?;
    let (schema, is_item) = item_schema(api, media);
    let rules = &media.stream;
    let mut end: Vec<String> = rules.end.iter().map(|end| end.to_string()).collect();
    if framing != Framing::Events {
        let is_whole = |schema| !is_item && is_text(api, schema);
        let item = StreamItem::One(Data::Json(schema));
        let is_stream = schema.is_none_or(|schema| !is_whole(schema));
        return is_stream.then_some(Stream { framing, item, end });
    }
    let mut item = match schema.and_then(|schema| events(api, schema, is_item)) {
        Some(cases) => by_name(api, cases, &mut end),
        None => StreamItem::One(schema.map_or(Data::Text(None), |schema| data(api, schema))),
    };
    if !rules.events.is_empty() {
        let mut cases = match item {
            StreamItem::ByName(cases) => cases,
            // Events without a name are called `message` (WHATWG HTML, 9.2.6).
            StreamItem::One(data) if data.schema().is_some() => vec![("message".to_owned(), data)],
            StreamItem::One(_) => Vec::new(),
        };
        let is_new = |name: &str| !rules.events.iter().any(|(event, _)| **event == *name);
        cases.retain(|(name, _)| is_new(name));
        let of_rules = rules.events.iter();
        let of_rules = of_rules.map(|(event, schema)| (event.to_string(), data(api, *schema)));
        cases.splice(0..0, of_rules);
        item = StreamItem::ByName(cases);
    }
    Some(Stream { framing, item, end })
}

/// The schema of each item, and whether it is that of the item in the sense of OpenAPI 3.2, where an event is an object with its
/// fields. Before 3.2 the schema of a stream is that of the data.
fn item_schema(api: &Api, media: &MediaType) -> (Option<SchemaId>, bool) {
    if media.item_schema.is_some() {
        return (media.item_schema, true);
    }
    let Some(schema) = media.schema else {
        return (None, false);
    };
    let of = &api.schemas[api.target(schema)];
    match (of.types.only(), of.items) {
        // OpenAPI 3.2, 4.14.4: the schema is that of an array of all items.
        (Some(Type::Array), items) => (items, true),
        _ => (Some(schema), false),
    }
}

fn is_text(api: &Api, schema: SchemaId) -> bool {
    api.schemas[api.target(schema)].types.only() == Some(Type::String)
}

/// What data is that a schema describes as it is: a text is no JSON.
fn data(api: &Api, schema: SchemaId) -> Data {
    match is_text(api, schema) {
        true => Data::Text(Some(schema)),
        false => Data::Json(Some(schema)),
    }
}

/// An event that a description declares: the constant of its name, and its data.
struct Case {
    name: Option<String>,
    data: CaseData,
}

enum CaseData {
    Data(Data),
    /// This text.
    Constant(String),
}

/// The events that a schema describes: an object with the fields of an event, or a union of such objects. `None`: it is something
/// else. A schema that is not certain to be that of an event must name all events and have data for each.
fn events(api: &Api, schema: SchemaId, is_item: bool) -> Option<Vec<Case>> {
    let mut cases = Vec::new();
    let mut walk = Walk {
        api,
        path: Vec::new(),
        cases: &mut cases,
    };
    walk.follow(schema, &Fields::default())?;
    let is_certain = is_item || cases.iter().all(|case| case.name.is_some());
    (is_certain && !cases.is_empty()).then_some(cases)
}

/// The properties `event` and `data`, as far as they are known.
#[derive(Clone, Default)]
struct Fields {
    event: Vec<SchemaId>,
    data: Vec<SchemaId>,
}

struct Walk<'a> {
    api: &'a Api,
    /// The schemas around.
    path: Vec<SchemaId>,
    cases: &'a mut Vec<Case>,
}

impl Walk<'_> {
    fn follow(&mut self, schema: SchemaId, around: &Fields) -> Option<()> {
        let id = self.api.target(schema);
        if self.path.contains(&id) || self.path.len() >= DEEPEST {
            return None;
        }
        let schema = &self.api.schemas[id];
        let may_be_object =
            schema.types == Types::default() || schema.types.only() == Some(Type::Object);
        if !may_be_object || !self.own(&schema.properties) {
            return None;
        }
        self.path.push(id);
        let mut fields = around.clone();
        self.add(&mut fields, schema)?;
        let variants: Vec<SchemaId> = schema
            .one_of
            .iter()
            .chain(&schema.any_of)
            .copied()
            .collect();
        let is_done = match variants.is_empty() {
            true => self.case(&fields),
            false => variants
                .into_iter()
                .try_for_each(|id| self.follow(id, &fields)),
        };
        self.path.pop();
        is_done
    }

    /// Whether all properties are fields of an event.
    fn own(&self, properties: &[Property]) -> bool {
        let fields = ["event", "data", "id", "retry", "comment"];
        properties.iter().all(|it| fields.contains(&&*it.name))
    }

    /// Adds the fields of a schema, and of the parts of its `allOf`.
    fn add(&self, fields: &mut Fields, schema: &Schema) -> Option<()> {
        let parts = schema
            .all_of
            .iter()
            .map(|id| &self.api.schemas[self.api.target(*id)]);
        for part in std::iter::once(schema).chain(parts) {
            if !self.own(&part.properties) {
                return None;
            }
            for property in &part.properties {
                match &*property.name {
                    "event" => fields.event.push(property.schema),
                    "data" => fields.data.push(property.schema),
                    _ => {}
                }
            }
        }
        Some(())
    }

    fn case(&mut self, fields: &Fields) -> Option<()> {
        let mut names = fields.event.iter().filter_map(|id| constant(self.api, *id));
        let name = names.next_back();
        // What is said last is said in the variant.
        let mut all = fields.data.iter().rev().copied().peekable();
        let plain = *all.peek()?;
        let said = all.find_map(|id| self.data(id));
        let data = said.unwrap_or_else(|| CaseData::Data(data(self.api, plain)));
        self.cases.push(Case { name, data });
        Some(())
    }

    /// The data, if a schema says more than that it is a text.
    fn data(&self, id: SchemaId) -> Option<CaseData> {
        if let Some(text) = constant(self.api, id) {
            return Some(CaseData::Constant(text));
        }
        let schema = &self.api.schemas[self.api.target(id)];
        let media_type = schema.content_media_type.as_deref();
        let is_json = media_type.is_none_or(|name| name.contains("json"));
        match (schema.content_schema, media_type) {
            (Some(content), _) if is_json => Some(CaseData::Data(Data::Json(Some(content)))),
            (Some(content), _) => Some(CaseData::Data(match is_text(self.api, content) {
                true => Data::Text(Some(content)),
                false => Data::Text(None),
            })),
            (None, Some(_)) if is_json => Some(CaseData::Data(Data::Json(None))),
            (None, Some(_)) => Some(CaseData::Data(Data::Text(None))),
            (None, None) => None,
        }
    }
}

/// The only text that a schema allows.
fn constant(api: &Api, schema: SchemaId) -> Option<String> {
    let schema = &api.schemas[api.target(schema)];
    let text = match (&schema.constant, schema.enumeration.as_slice()) {
        (Some(value), _) => value.as_text(),
        (None, [Value::Text(text)]) => Some(&**text),
        _ => None,
    };
    text.map(str::to_owned)
}

/// The items of declared events. The convention for the end of a stream is no item.
fn by_name(api: &Api, cases: Vec<Case>, end: &mut Vec<String>) -> StreamItem {
    let mut named: Vec<(String, Data)> = Vec::new();
    for Case { name, data } in cases {
        let data = match data {
            CaseData::Constant(text) if text == DONE => {
                end.push(text);
                continue;
            }
            CaseData::Constant(_) => Data::Text(None),
            CaseData::Data(data) => data,
        };
        let name = name.unwrap_or_else(|| "message".to_owned());
        match named.iter_mut().find(|(known, _)| *known == name) {
            None => named.push((name, data)),
            Some((_, known)) if same(api, *known, data) => {}
            // Several types for one name: JSON of any form, or any text.
            Some((_, known)) => {
                *known = match (*known, data) {
                    (Data::Json(_), Data::Json(_)) => Data::Json(None),
                    _ => Data::Text(None),
                }
            }
        }
    }
    end.dedup();
    match named.as_slice() {
        [] => StreamItem::One(Data::Text(None)),
        [(name, data)] if name == "message" => StreamItem::One(*data),
        _ => StreamItem::ByName(named),
    }
}

/// Whether the items of two streams have the same type.
pub(crate) fn same_items(api: &Api, a: &Stream, b: &Stream) -> bool {
    let is_events = |stream: &Stream| stream.framing == Framing::Events;
    is_events(a) == is_events(b)
        && match (&a.item, &b.item) {
            (StreamItem::One(a), StreamItem::One(b)) => same(api, *a, *b),
            (a, b) => a == b,
        }
}

fn same(api: &Api, a: Data, b: Data) -> bool {
    let target = |data: Data| data.schema().map(|schema| api.target(schema));
    matches!(a, Data::Json(_)) == matches!(b, Data::Json(_)) && target(a) == target(b)
}

/// The responses of an operation that are a success, by what is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Results {
    /// Those that are read as a whole, also those without a body.
    pub(crate) whole: Vec<StatusResponse>,
    /// Those that are streams, and those without a body. Empty if there is no stream.
    pub(crate) streams: Vec<StatusResponse>,
}

impl Results {
    /// Whether the operation has a method for each of these: one that reads the response as a whole, one that ends in a stream.
    pub(crate) fn methods(&self) -> Vec<bool> {
        match (self.streams.is_empty(), self.whole.is_empty()) {
            (true, _) => vec![false],
            (false, true) => vec![true],
            (false, false) => vec![false, true],
        }
    }
}

/// Tells the successful responses of an operation apart.
pub(crate) fn results(api: &Api, operation: &Operation) -> Results {
    let all = operation.successes();
    let is_stream = |media: &MediaType| of(api, media).is_some();
    let content = |it: &StatusResponse| &api.responses[it.response].content;
    let has_stream = |it: &StatusResponse| content(it).iter().any(is_stream);
    let has_whole = |it: &StatusResponse| !content(it).iter().all(is_stream);
    let is_empty = |it: &StatusResponse| content(it).is_empty();
    if operation.verb == Verb::Head || !all.iter().any(has_stream) {
        return Results {
            whole: all,
            streams: Vec::new(),
        };
    }
    let streams = all
        .iter()
        .copied()
        .filter(|it| has_stream(it) || is_empty(it));
    let whole = all
        .iter()
        .copied()
        .filter(|it| has_whole(it) || is_empty(it));
    Results {
        streams: streams.collect(),
        whole: match all.iter().any(has_whole) {
            true => whole.collect(),
            false => Vec::new(),
        },
    }
}
