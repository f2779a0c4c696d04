//! Foreign keys: properties whose values say which entities are related (CSDL XML 4.01, 8.5).

use clientwright_csdl::schema::{NavigationId, OnDeleteAction, Schema, Step, StructuredId};

use super::keys;
use super::store::Store;
use super::target::{Bound, Collection};
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
    let Some((partner, owner)) = partner(schema, collection) else {
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

/// The navigation property that leads back from the entities of a collection, and the place of the entity that it leads to.
pub(super) fn partner(schema: &Schema, collection: &Collection) -> Option<(NavigationId, String)> {
    let property = collection.navigation?.get(schema);
    let partner = property.partner.as_ref()?.navigation()?;
    let owner = collection.place.strip_suffix(&property.name)?;
    Some((partner, owner.strip_suffix('/')?.to_owned()))
}

/// Lets the navigation properties of an entity, and their partners, refer to what its foreign keys say.
pub(super) fn follow_keys(schema: &Schema, store: &mut Store, place: &str) {
    let Some(entity) = store.get(place).cloned() else {
        return;
    };
    for relation in relations(schema, entity.ty, place) {
        let property = relation.navigation.get(schema);
        let at = format!("{place}/{}", property.name);
        let partner = property
            .partner
            .as_ref()
            .and_then(|partner| partner.navigation());
        let partner = partner.map(|partner| partner.get(schema).name.as_str());
        for old in store.places(&at).to_vec() {
            if let Some(partner) = partner {
                store.unlink(&format!("{old}/{partner}"), Some(place));
            }
        }
        store.unlink(&at, None);
        let values = relation.pairs.iter().map(|(own, of)| {
            let value = json::get(&entity.members, own)?;
            (*value != Json::Null).then(|| (of.clone(), value.clone()))
        });
        let Some(mut key) = values.collect::<Option<Members>>() else {
            continue;
        };
        let Ok(key) = keys::of_entity(schema, property.target, &mut key, || 0) else {
            continue;
        };
        let target = format!("{}{key}", relation.bound.place);
        store.link(&at, &target);
        if let Some(partner) = partner {
            store.link(&format!("{target}/{partner}"), place);
        }
    }
}

/// Sets the foreign keys of an entity by what its navigation property refers to now.
pub(super) fn set_keys(
    schema: &Schema,
    store: &mut Store,
    place: &str,
    navigation: NavigationId,
    target: Option<&str>,
) {
    let Some(entity) = store.get(place).cloned() else {
        return;
    };
    let mut all = relations(schema, entity.ty, place).into_iter();
    let Some(relation) = all.find(|it| it.navigation == navigation) else {
        return;
    };
    let target = target.and_then(|target| store.get(target)).cloned();
    let mut members = entity.members;
    for (own, of) in &relation.pairs {
        let value = target
            .as_ref()
            .and_then(|target| json::get(&target.members, of));
        json::set(&mut members, own, value.cloned().unwrap_or(Json::Null));
    }
    // The entity exists, so that there is room for it.
    let _ = store.put(place, entity.ty, members);
    follow_keys(schema, store, place);
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
