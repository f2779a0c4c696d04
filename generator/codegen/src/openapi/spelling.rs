//! All names of a description, so that none looks like another in generated code.

use std::borrow::Cow;

use clientwright_model::naming::names::{self, Case};
use clientwright_oas::Api;
use clientwright_oas::api::Part;

/// The names of a description, in its order, and the words of those that names of items are put together from. Nothing if all
/// names are ASCII: such names never look alike.
pub(super) fn names(api: &Api) -> Vec<Cow<'_, str>> {
    let mut whole: Vec<&str> = Vec::new();
    let mut parted: Vec<&str> = api.tags.iter().map(|tag| &*tag.name).collect();
    parted.extend(api.operations.iter().filter_map(|(_, o)| o.id.as_deref()));
    for (_, item) in api.path_items.iter() {
        parted.extend(item.path.parts.iter().map(|part| match part {
            Part::Text(text) | Part::Name(text) => &**text,
        }));
    }
    let components = &api.components;
    whole.extend(components.schemas.iter().map(|(key, _)| &**key));
    whole.extend(components.parameters.iter().map(|(key, _)| &**key));
    whole.extend(components.headers.iter().map(|(key, _)| &**key));
    whole.extend(components.bodies.iter().map(|(key, _)| &**key));
    whole.extend(components.responses.iter().map(|(key, _)| &**key));
    whole.extend(api.parameters.iter().map(|(_, parameter)| &*parameter.name));
    for (_, schema) in api.schemas.iter() {
        whole.extend(schema.properties.iter().map(|property| &*property.name));
        whole.extend(schema.title.as_deref());
        whole.extend(
            schema
                .enumeration
                .iter()
                .filter_map(|value| value.as_text()),
        );
        whole.extend(schema.constant.as_deref().and_then(|value| value.as_text()));
        if let Some(hints) = &schema.enum_hints {
            whole.extend(hints.names.iter().map(|name| &**name));
            whole.extend(hints.name.as_deref());
        }
    }
    if whole.iter().chain(&parted).all(|name| name.is_ascii()) {
        return Vec::new();
    }
    let words = parted.iter().flat_map(|name| {
        let spelt = names::spell(name, Case::Snake);
        let words = spelt.split('_').map(str::to_owned);
        words.collect::<Vec<_>>()
    });
    let words: Vec<Cow<'_, str>> = words.map(Cow::Owned).collect();
    let whole = whole.into_iter().chain(parted).map(Cow::Borrowed);
    whole.chain(words).collect()
}
