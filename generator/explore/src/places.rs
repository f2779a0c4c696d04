//! The places that steps from the client lead to, each once, by a shortest way.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::builders::Builder;
use crate::permits::Permit;

/// A builder at a path.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    /// The builder, by its index.
    builder: usize,
    /// What the path allows, by its index.
    #[serde(skip_serializing_if = "Option::is_none")]
    permit: Option<usize>,
    /// The place before it, and the step from there: its number among those of the builder, with those of the path behind the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<(usize, usize)>,
}

/// All places. The client is the first one; without one there are none.
pub(crate) fn all(builders: &[Builder], permits: &[Permit]) -> Vec<Place> {
    let mut places = Vec::new();
    if builders.first().is_none_or(|first| first.kind != "client") {
        return places;
    }
    let mut seen = BTreeSet::from([(0, None)]);
    places.push(Place {
        builder: 0,
        permit: None,
        via: None,
    });
    let mut at = 0;
    while let Some(place) = places.get(at) {
        let (builder, permit) = (&builders[place.builder], place.permit);
        let marker = permit.filter(|permit| permits[*permit].marker.is_some());
        let by_path = builder.by.iter().filter(|by| by.permit == marker);
        let links = builder.own.links.iter();
        let links = links.chain(by_path.flat_map(|by| &by.methods.links));
        for (number, link) in links.enumerate() {
            let is_allowed = permit.is_none_or(|permit| permits[permit].has(&link.needs));
            let next = (link.to, link.permit.or(permit));
            if is_allowed && seen.insert(next) {
                places.push(Place {
                    builder: next.0,
                    permit: next.1,
                    via: Some((at, number)),
                });
            }
        }
        at += 1;
    }
    places
}
