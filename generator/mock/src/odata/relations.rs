//! What entities are related: by navigation properties and their partners (CSDL XML 4.01, 8.4), and by foreign keys, which are
//! properties whose values say it (8.5).

use clientwright_csdl::schema::{NavigationId, OnDeleteAction, Schema, Step, StructuredId};

use super::keys;
use super::store::Store;
use super::target::{Bound, Collection};
use super::text;
use super::walk;
use crate::json::{self, Json, Members};

/// A navigation property with foreign keys.
struct Relation {
    navigation: NavigationId,
    bound: Bound,
    /// The property here, and the one that it has the value of.
    pairs: Vec<(String, String)>,
}

/// The relations of the entities of an entity set: single-valued navigation properties whose foreign keys are the whole key of the target.
fn relations(schema: &Schema, ty: StructuredId, place: &str) -> Vec<Relation> {
    let navigations = schema.navigation_properties(ty).into_iter();
    let relations = navigations.filter_map(|navigation| {
        let property = navigation.get(schema);
        if property.is_collection || property.referential_constraints.is_empty() {
            return None;
        }
        let bound = walk::bound_at(schema, place, navigation)?;
        let pairs = property.referential_constraints.iter().map(|constraint| {
            let own = last(&constraint.property.route.as_ref()?.steps, schema)?;
            let of = last(
                &constraint.referenced_property.route.as_ref()?.steps,
                schema,
            )?;
            Some((own, of))
        });
        let pairs: Vec<(String, String)> = pairs.collect::<Option<_>>()?;
        let keys = schema.key(property.target);
        let is_key = keys.len() == pairs.len()
            && keys.iter().all(|key| match key.path.as_slice() {
                [name] => pairs.iter().any(|(_, of)| of == name),
                _ => false,
            });
        is_key.then_some(Relation {
            navigation,
            bound,
            pairs,
        })
    });
    relations.collect()
}

fn last(steps: &[Step], schema: &Schema) -> Option<String> {
    match steps {
        [Step::Property(id)] => Some(id.get(schema).name.clone()),
        _ => None,
    }
}

/// Sets the foreign keys of a new entity by the entity that it is created for.
pub(super) fn prefill(
    schema: &Schema,
    store: &Store,
    collection: &Collection,
    ty: StructuredId,
    members: &mut Members,
) {
    let partner = collection.navigation.and_then(|id| partner(schema, id));
    let (Some(partner), Some(owner)) = (partner, owner(schema, collection)) else {
        return;
    };
    let (Some(bound), Some(owner)) = (&collection.bound, store.get(&owner)) else {
        return;
    };
    let mut all = relations(schema, ty, &bound.place).into_iter();
    let found = all.find(|relation| relation.navigation == partner);
    for (own, of) in found.into_iter().flat_map(|relation| relation.pairs) {
        if matches!(json::get(members, &own), None | Some(Json::Null))
            && let Some(value) = json::get(&owner.members, &of)
        {
            json::set(members, &own, value.clone());
        }
    }
}

/// The place of the entity whose navigation property leads to a collection.
pub(super) fn owner(schema: &Schema, collection: &Collection) -> Option<String> {
    let name = &collection.navigation?.get(schema).name;
    let owner = collection.place.strip_suffix(name.as_str())?;
    Some(owner.strip_suffix('/')?.to_owned())
}

/// The navigation property that leads back, if the metadata names it on both sides, or on one of them alone.
pub(super) fn partner(schema: &Schema, id: NavigationId) -> Option<NavigationId> {
    let other = one_way(schema, id)?;
    (one_way(schema, other) == Some(id)).then_some(other)
}

fn one_way(schema: &Schema, id: NavigationId) -> Option<NavigationId> {
    let property = id.get(schema);
    if property.partner.is_some() {
        return stated(schema, id);
    }
    let others = schema.navigation_properties(property.target).into_iter();
    let mut others = others.filter(|other| stated(schema, *other) == Some(id));
    let first = others.next()?;
    others.next().is_none().then_some(first)
}

/// The partner that a property itself names. One in a complex value is none here.
fn stated(schema: &Schema, id: NavigationId) -> Option<NavigationId> {
    let route = id.get(schema).partner.as_ref()?.route.as_ref()?;
    let mut steps = route
        .steps
        .iter()
        .filter(|step| !matches!(step, Step::Cast(_)));
    match (steps.next(), steps.next()) {
        (Some(Step::Navigation(id)), None) => Some(*id),
        _ => None,
    }
}

/// The partner of a navigation property, if it contains the entities that have the property: only their owner is related to them.
pub(super) fn container(schema: &Schema, id: NavigationId) -> Option<NavigationId> {
    partner(schema, id).filter(|partner| partner.get(schema).contains_target)
}

/// Whether a navigation property contains a place.
pub(super) fn contains(at: &str, place: &str) -> bool {
    let key = place.strip_prefix(at);
    key.is_some_and(|key| key.is_empty() || key.starts_with('('))
}

/// Relates two entities: by the navigation property of one, its partner, and the foreign keys of both.
pub(super) fn join(
    schema: &Schema,
    store: &mut Store,
    place: &str,
    id: NavigationId,
    target: &str,
) {
    let property = id.get(schema);
    let at = format!("{place}/{}", property.name);
    if !property.is_collection {
        for old in others(store, &at, target) {
            unlink(schema, store, place, id, &old);
        }
    }
    link(store, &at, target);
    if let Some(back) = partner(schema, id) {
        let property = back.get(schema);
        let at = format!("{target}/{}", property.name);
        if !property.is_collection {
            for old in others(store, &at, place) {
                part(schema, store, &old, id, target);
            }
        }
        link(store, &at, place);
        set_keys(schema, store, target, back, Some(place));
    }
    set_keys(schema, store, place, id, Some(target));
}

/// Ends the relation of two entities.
pub(super) fn part(
    schema: &Schema,
    store: &mut Store,
    place: &str,
    id: NavigationId,
    target: &str,
) {
    unlink(schema, store, place, id, target);
    set_keys(schema, store, place, id, None);
}

/// What a navigation property refers to, without one place.
fn others(store: &Store, at: &str, place: &str) -> Vec<String> {
    let all = store.linked(at).unwrap_or_default().iter();
    all.filter(|known| *known != place).cloned().collect()
}

/// Lets a navigation property refer to a place. What it contains needs no reference.
fn link(store: &mut Store, at: &str, target: &str) {
    if !contains(at, target) || store.linked(at).is_some() {
        store.link(at, target);
    }
}

/// Ends the relation of two entities, but leaves the foreign keys of the first one.
fn unlink(schema: &Schema, store: &mut Store, place: &str, id: NavigationId, target: &str) {
    store.unlink(&format!("{place}/{}", id.get(schema).name), Some(target));
    if let Some(back) = partner(schema, id) {
        store.unlink(&format!("{target}/{}", back.get(schema).name), Some(place));
        set_keys(schema, store, target, back, None);
    }
}

/// Relates an entity to what its foreign keys say. Where it has none, they are set by what it is related to.
pub(super) fn follow_keys(schema: &Schema, store: &mut Store, place: &str) {
    let Some(entity) = store.get(place).cloned() else {
        return;
    };
    for relation in relations(schema, entity.ty, place) {
        let property = relation.navigation.get(schema);
        let at = format!("{place}/{}", property.name);
        let known = store.linked(&at).and_then(<[String]>::first).cloned();
        let values = relation.pairs.iter().map(|(own, of)| {
            let value = json::get(&entity.members, own)?;
            Some((of.clone(), value.clone()))
        });
        let Some(mut key) = values.collect::<Option<Members>>() else {
            if let Some(known) = known {
                set_keys(schema, store, place, relation.navigation, Some(&known));
            }
            continue;
        };
        let target = match key.iter().any(|(_, value)| *value == Json::Null) {
            true => None,
            false => keys::of_entity(schema, property.target, &mut key, || 0)
                .ok()
                .map(|key| format!("{}{key}", relation.bound.place)),
        };
        if target == known {
            continue;
        }
        if let Some(known) = known {
            unlink(schema, store, place, relation.navigation, &known);
        }
        if let Some(target) = target {
            join(schema, store, place, relation.navigation, &target);
        }
    }
}

/// Sets the foreign keys of an entity by what its navigation property refers to now.
fn set_keys(
    schema: &Schema,
    store: &mut Store,
    place: &str,
    navigation: NavigationId,
    target: Option<&str>,
) {
    if navigation.get(schema).referential_constraints.is_empty() {
        return;
    }
    let Some(entity) = store.get(place).cloned() else {
        return;
    };
    let mut all = relations(schema, entity.ty, place).into_iter();
    let Some(relation) = all.find(|it| it.navigation == navigation) else {
        return;
    };
    let known = target.and_then(|target| store.get(target)).cloned();
    let of_target = match (known, target) {
        (Some(known), _) => known.members,
        // A seed may refer to an entity that follows.
        (None, Some(target)) => {
            let last = text::split(target, '/').pop().unwrap_or_default();
            let key = text::call(last).1.unwrap_or_default();
            keys::members(schema, navigation.get(schema).target, &format!("({key})"))
        }
        (None, None) => Members::new(),
    };
    let mut members = entity.members.clone();
    for (own, of) in &relation.pairs {
        let value = json::get(&of_target, of).cloned().unwrap_or(Json::Null);
        json::set(&mut members, own, value);
    }
    if members != entity.members {
        // The entity exists, so that there is room for it.
        let _ = store.put(place, entity.ty, members);
        follow_keys(schema, store, place);
    }
}

/// Removes an entity, and the related ones that are deleted with it.
pub(super) fn remove(schema: &Schema, store: &mut Store, place: &str) {
    let mut open = vec![place.to_owned()];
    while let Some(place) = open.pop() {
        let Some(entity) = store.get(&place) else {
            continue;
        };
        for navigation in schema.navigation_properties(entity.ty) {
            let property = navigation.get(schema);
            let cascades = property.on_delete.as_ref();
            if cascades.is_some_and(|it| it.action == OnDeleteAction::Cascade) {
                let at = format!("{place}/{}", property.name);
                let related = store.related(&at, property.is_collection).into_iter();
                open.extend(related.map(str::to_owned));
            }
        }
        store.remove(&place);
    }
}
