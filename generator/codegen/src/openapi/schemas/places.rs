//! Where schemas stand: the owner of each, and the step that leads to it. Names of types without a key follow from it.

use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::{
    Additional, MediaType, Operation, OperationId, ParameterId, ResponseId, Schema, SchemaId,
    Shape, Status, Value,
};

/// What a schema belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    /// A component schema, by its index.
    Component(usize),
    /// A shared parameter, header, body or response, or a whole file, by its number in [`Places::shared`].
    Shared(usize),
    /// An operation.
    Operation(OperationId),
    /// None of these, such as a schema in `$defs` of a file that is only referred to.
    Other,
}

/// The step from the schema around, or from the owner.
#[derive(Clone, Debug)]
enum Step {
    /// The schema of a component.
    Root,
    /// The name of a property, a parameter or a role such as `Body`.
    Word(Box<str>),
    /// An item of an array, or a value of a map.
    Item,
    /// A variant of a union.
    Variant,
    /// A member of `allOf`.
    Part,
}

#[derive(Clone, Debug)]
struct Place {
    owner: Owner,
    parent: Option<SchemaId>,
    step: Step,
}

/// The places of all schemas.
#[derive(Debug, Default)]
pub(crate) struct Places {
    places: Vec<Option<Place>>,
    /// The names of shared parameters, headers, bodies and responses, and of whole files.
    pub(crate) shared: Vec<String>,
}

impl Places {
    pub(crate) fn new(api: &Api) -> Self {
        let mut walk = Walk {
            api,
            places: Self {
                places: vec![None; api.schemas.len()],
                shared: Vec::new(),
            },
        };
        for (index, (_, id)) in api.components.schemas.iter().enumerate() {
            walk.schema(*id, None, Owner::Component(index), Step::Root);
        }
        // What a component only refers to, and is no component, is the component: a schema of another file.
        for (index, (_, id)) in api.components.schemas.iter().enumerate() {
            if api.schemas[*id].target.is_some() {
                walk.schema(api.target(*id), None, Owner::Component(index), Step::Root);
            }
        }
        walk.files();
        walk.shared();
        for (id, operation) in api.operations.iter() {
            walk.operation(id, operation);
        }
        walk.places
    }

    /// What a schema belongs to.
    pub(crate) fn owner(&self, id: SchemaId) -> Owner {
        let place = self.places[id.index()].as_ref();
        place.map_or(Owner::Other, |place| place.owner)
    }

    /// Whether a schema is that of a component.
    pub(crate) fn component(&self, id: SchemaId) -> Option<usize> {
        match self.places[id.index()].as_ref()? {
            Place {
                owner: Owner::Component(index),
                step: Step::Root,
                ..
            } => Some(*index),
            _ => None,
        }
    }

    /// The words from the owner to a schema, in upper camel case.
    pub(crate) fn words(&self, api: &Api, id: SchemaId) -> Vec<String> {
        let Some(place) = &self.places[id.index()] else {
            let last = api.tree.steps(api.schemas[id].node).pop();
            return vec![names::spell(&last.unwrap_or_default(), Case::Camel)];
        };
        let mut words = place
            .parent
            .map_or_else(Vec::new, |parent| self.words(api, parent));
        match &place.step {
            Step::Root | Step::Part => {}
            Step::Word(word) => words.push(names::spell(word, Case::Camel)),
            Step::Item => match words.pop() {
                Some(word) => words.push(singular(&word)),
                None => words.push("Item".to_owned()),
            },
            Step::Variant => words.push(variant_word(api, id)),
        }
        words
    }
}

/// The word for a variant of a union: its title, a constant, its only property, or its JSON type; its number in the list if it has
/// none of these.
pub(crate) fn variant_word(api: &Api, id: SchemaId) -> String {
    let camel = |text: &str| names::spell(text, Case::Camel);
    let schema = &api.schemas[id];
    if let Some(title) = &schema.title {
        return camel(title);
    }
    if let Some(text) = constant(schema) {
        return camel(text);
    }
    let members = std::iter::once(schema).chain(schema.all_of.iter().map(|id| &api.schemas[*id]));
    let mut properties = members.flat_map(|schema| &schema.properties);
    let of_property = properties
        .clone()
        .find_map(|property| constant(&api.schemas[api.target(property.schema)]));
    if let Some(text) = of_property {
        return camel(text);
    }
    if let (Some(only), None) = (properties.next(), properties.next()) {
        return camel(&only.name);
    }
    match schema.types.only() {
        Some(ty) => camel(ty.name()),
        None if !schema.properties.is_empty() => "Object".to_owned(),
        None => {
            let step = api.tree.last_step(schema.node).unwrap_or_default();
            match step.parse::<usize>() {
                Ok(index) => format!("Variant{}", index + 1),
                Err(_) => camel(&step),
            }
        }
    }
}

/// The name of a schema that is a whole file: that of the file, or of its folder for an `index` file.
fn file_name(path: &str) -> String {
    let mut steps = path.rsplit('/');
    let file = steps.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = steps.next().filter(|_| stem == "index");
    names::spell(folder.unwrap_or(stem), Case::Camel)
}

/// The only text that a schema allows.
pub(super) fn constant(schema: &Schema) -> Option<&str> {
    match (&schema.constant, schema.enumeration.as_slice()) {
        (Some(value), _) => value.as_text(),
        (None, [Value::Text(text)]) => Some(text),
        _ => None,
    }
}

/// The singular of an English word; the word with `Item` if it is none.
fn singular(word: &str) -> String {
    for (end, with) in [
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
    ] {
        if let Some(stem) = word.strip_suffix(end).filter(|stem| stem.len() > 1) {
            return format!("{stem}{with}");
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => format!("{word}Item"),
    }
}

struct Walk<'a> {
    api: &'a Api,
    places: Places,
}

impl Walk<'_> {
    fn schema(&mut self, id: SchemaId, parent: Option<SchemaId>, owner: Owner, step: Step) {
        let place = &mut self.places.places[id.index()];
        if place.is_some() {
            return;
        }
        *place = Some(Place {
            owner,
            parent,
            step,
        });
        let schema = &self.api.schemas[id];
        let mut child = |child, step| self.schema(child, Some(id), owner, step);
        for property in &schema.properties {
            child(property.schema, Step::Word(property.name.clone()));
        }
        for part in &schema.all_of {
            child(*part, Step::Part);
        }
        for variant in schema.one_of.iter().chain(&schema.any_of) {
            child(*variant, Step::Variant);
        }
        let inner = schema.items.iter().chain(&schema.prefix_items);
        let inner = inner.chain(schema.pattern_properties.iter().map(|(_, id)| id));
        for item in inner {
            child(*item, Step::Item);
        }
        // What a text contains is called as the text: the data of events.
        schema
            .content_schema
            .into_iter()
            .for_each(|id| child(id, Step::Part));
        for additional in [schema.additional, schema.unevaluated] {
            if let Additional::Schema(value) = additional {
                child(value, Step::Item);
            }
        }
        for condition in [schema.then_schema, schema.else_schema] {
            condition.into_iter().for_each(|id| child(id, Step::Part));
        }
    }

    /// Whole files that are schemas are called as the file.
    fn files(&mut self) {
        for (root, path) in &self.api.files {
            if let Some(id) = self.api.schema_at(*root) {
                self.places.shared.push(file_name(path));
                let owner = Owner::Shared(self.places.shared.len() - 1);
                self.schema(id, None, owner, Step::Root);
            }
        }
    }

    fn shared(&mut self) {
        let components = &self.api.components;
        for (key, id) in &components.parameters {
            let owner = self.owner(key, "Parameter");
            self.shape(&self.api.parameters[*id].shape, owner, Step::Root);
        }
        for (key, id) in &components.headers {
            let owner = self.owner(key, "Header");
            self.shape(&self.api.headers[*id].shape, owner, Step::Root);
        }
        for (key, id) in &components.bodies {
            let owner = self.owner(key, "Body");
            self.content(&self.api.bodies[*id].content, owner, &Step::Root);
        }
        for (key, id) in &components.responses {
            let owner = self.owner(key, "Response");
            self.response(*id, owner, &Step::Root);
        }
    }

    fn owner(&mut self, key: &str, kind: &str) -> Owner {
        let name = names::spell(key, Case::Camel);
        let name = match name.ends_with(kind) {
            true => name,
            false => format!("{name}{kind}"),
        };
        self.places.shared.push(name);
        Owner::Shared(self.places.shared.len() - 1)
    }

    fn operation(&mut self, id: OperationId, operation: &Operation) {
        let owner = Owner::Operation(id);
        for parameter in &operation.parameters {
            self.parameter(*parameter, owner);
        }
        if let Some(body) = operation.body {
            let content = &self.api.bodies[body].content;
            self.content(content, owner, &Step::Word("body".into()));
        }
        let is_success = |status| matches!(status, Status::Exact(200..=299) | Status::Range(2));
        let success = operation.responses.iter().map(|r| r.status);
        let success = success.filter(|status| is_success(*status)).min();
        for response in &operation.responses {
            let word = match response.status {
                status if Some(status) == success => "response".to_owned(),
                Status::Exact(status) => format!("status{status}"),
                Status::Range(digit) => format!("status{digit}xx"),
                Status::Default if success.is_none() => "response".to_owned(),
                Status::Default => "error".to_owned(),
            };
            self.response(response.response, owner, &Step::Word(word.into()));
        }
    }

    fn parameter(&mut self, id: ParameterId, owner: Owner) {
        let parameter = &self.api.parameters[id];
        self.shape(&parameter.shape, owner, Step::Word(parameter.name.clone()));
    }

    fn response(&mut self, id: ResponseId, owner: Owner, step: &Step) {
        let response = &self.api.responses[id];
        self.content(&response.content, owner, step);
        for (name, header) in &response.headers {
            let shape = &self.api.headers[*header].shape;
            self.shape(shape, owner, Step::Word(name.clone()));
        }
    }

    fn shape(&mut self, shape: &Shape, owner: Owner, step: Step) {
        match shape {
            Shape::Schema { schema, .. } => {
                if let Some(id) = schema {
                    self.schema(*id, None, owner, step);
                }
            }
            Shape::Content(media) => {
                self.content(std::slice::from_ref(media.as_ref()), owner, &step);
            }
        }
    }

    fn content(&mut self, content: &[MediaType], owner: Owner, step: &Step) {
        for media in content {
            for id in [media.schema, media.item_schema].into_iter().flatten() {
                self.schema(id, None, owner, step.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{file_name, singular};

    #[test]
    fn whole_files_are_called_as_the_file_or_its_folder() {
        for (path, name) in [
            ("Pet.yaml", "Pet"),
            ("schemas/pet-owner.v2.json", "PetOwnerV2"),
            ("schemas/pet/index.yaml", "Pet"),
            ("index.yaml", "Index"),
            ("a#b", "AB"),
        ] {
            assert_eq!(file_name(path), name);
        }
    }

    #[test]
    fn words_for_items_are_singular() {
        for (word, item) in [
            ("Labels", "Label"),
            ("Repositories", "Repository"),
            ("Addresses", "Address"),
            ("Boxes", "Box"),
            ("Status", "StatusItem"),
            ("Data", "DataItem"),
            ("Analysis", "AnalysisItem"),
            ("S", "SItem"),
        ] {
            assert_eq!(singular(word), item);
        }
    }
}
