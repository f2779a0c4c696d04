//! What only metadata states about types: base types, the properties that a type itself declares, and containment.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{Schema, StructuredId, StructuredKind};

use super::types::{Kind, Relation, RelationKind, Row, Type, Types};
use crate::generate::OData;

/// Adds it to the types of the package, and the types that are only inherited from.
pub(super) fn add(types: &mut Types, input: &OData) {
    let (schema, selection) = (&input.schema, &input.selection);
    let by_name: BTreeMap<String, usize> = types
        .all
        .iter()
        .enumerate()
        .filter_map(|(index, ty)| Some((ty.wire.clone()?, index)))
        .collect();
    let ids = selection.structured.keys().chain(selection.bases.keys());
    let mut indices: BTreeMap<StructuredId, usize> = BTreeMap::new();
    for &id in ids {
        let declared = &schema.structured_types[id];
        let name = declared.name.to_string();
        let index = by_name.get(&name).copied();
        let index = index.unwrap_or_else(|| types.add(Type::inherited_from(name)));
        let ty = &mut types.all[index];
        ty.is_abstract = declared.is_abstract;
        ty.kind = match declared.kind {
            StructuredKind::Entity => Kind::Entity,
            StructuredKind::Complex => Kind::Complex,
        };
        indices.insert(id, index);
    }
    let rows = sources(types, schema, &indices);
    for (&id, &index) in &indices {
        let of_source = rows.get(&id).map(Vec::as_slice).unwrap_or_default();
        declare(types, schema, id, index, of_source);
        let base = schema.structured_types[id].base;
        if let Some(&to) = base.and_then(|base| indices.get(&base)) {
            types.all[index].relations.push(Relation {
                kind: RelationKind::Base,
                row: None,
                to,
                is_many: false,
            });
        }
    }
}

/// Rows among which are those of each type. A type that is only inherited from has no item, and so they are those of a derived type.
fn sources(
    types: &Types,
    schema: &Schema,
    indices: &BTreeMap<StructuredId, usize>,
) -> BTreeMap<StructuredId, Vec<Row>> {
    let is_generated = |index: usize| types.all[index].rust.is_some();
    let generated = || indices.iter().filter(|(_, index)| is_generated(**index));
    let mut sources: BTreeMap<StructuredId, usize> =
        generated().map(|(&id, &index)| (id, index)).collect();
    for (&id, &index) in generated() {
        for base in schema.bases(id).skip(1) {
            // The bases of a type that has a source have one.
            if sources.contains_key(&base) || !indices.contains_key(&base) {
                break;
            }
            sources.insert(base, index);
        }
    }
    let rows = sources.into_iter();
    rows.map(|(id, index)| (id, types.all[index].rows.clone()))
        .collect()
}

/// Gives a type the rows of the properties that it declares itself, and its navigation properties their kind.
fn declare(types: &mut Types, schema: &Schema, id: StructuredId, index: usize, rows: &[Row]) {
    let declared = &schema.structured_types[id];
    let by_wire: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.wire.as_str(), row)).collect();
    let names = declared.member_names();
    let own = names.filter_map(|name| by_wire.get(name).map(|row| (*row).clone()));
    types.set_rows(index, own.collect());
    let navigations = declared.navigation_properties.iter();
    let contains: BTreeMap<&str, bool> = navigations
        .map(|navigation| (navigation.name.as_str(), navigation.contains_target))
        .collect();
    let ty = &mut types.all[index];
    for relation in &mut ty.relations {
        let row = relation.row.and_then(|row| ty.rows.get(row));
        match row.and_then(|row| contains.get(row.wire.as_str())) {
            Some(true) => relation.kind = RelationKind::Contains,
            Some(false) => relation.kind = RelationKind::Refers,
            None => {}
        }
    }
}
