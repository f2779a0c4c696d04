//! What is known of the types of a finished graph, so that unions of unions are looked at once.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::graph::Graph;
use super::nodes::{Field, Kind, TypeId};
use super::tags::texts;

/// The answers about properties of types.
type OfProperties<T> = RefCell<HashMap<(TypeId, String), T>>;

/// Answers that were given before, by type and property.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// The number of each field of a struct.
    fields: RefCell<HashMap<TypeId, HashMap<&'a str, usize>>>,
    objects: RefCell<HashMap<TypeId, bool>>,
    required: OfProperties<bool>,
    texts: OfProperties<Option<Vec<String>>>,
}

impl<'a> Graph<'a> {
    /// A field of a struct.
    pub(super) fn field_of(&self, ty: TypeId, name: &str) -> Option<&Field<'a>> {
        let ty = self.real(ty);
        let Kind::Struct(item) = &self.nodes[ty.0].kind else {
            return None;
        };
        let mut fields = self.known.fields.borrow_mut();
        let numbers = fields.entry(ty).or_insert_with(|| {
            let fields = item.fields.iter().enumerate();
            fields.map(|(number, field)| (field.name, number)).collect()
        });
        numbers.get(name).map(|number| &item.fields[*number])
    }

    /// Whether a type can be read from the entries of an object.
    pub(super) fn is_object(&self, ty: TypeId) -> bool {
        let ty = self.real(ty);
        match &self.nodes[ty.0].kind {
            Kind::Struct(_) => true,
            Kind::Union(union) => {
                if let Some(known) = self.known.objects.borrow().get(&ty) {
                    return *known;
                }
                // A union that contains itself through unions only is none.
                self.known.objects.borrow_mut().insert(ty, false);
                let mut variants = union.variants.iter();
                let is = union.variants.len() > 1 && variants.all(|v| self.is_object(v.ty));
                self.known.objects.borrow_mut().insert(ty, is);
                is
            }
            _ => false,
        }
    }

    /// Whether every value of a type has a property.
    pub(super) fn requires(&self, ty: TypeId, property: &str) -> bool {
        let ty = self.real(ty);
        match &self.nodes[ty.0].kind {
            Kind::Struct(_) => self
                .field_of(ty, property)
                .is_some_and(|field| field.required),
            Kind::Union(union) => {
                let key = (ty, property.to_owned());
                if let Some(known) = self.known.required.borrow().get(&key) {
                    return *known;
                }
                self.known.required.borrow_mut().insert(key.clone(), false);
                let mut variants = union.variants.iter();
                let requires = variants.all(|variant| self.requires(variant.ty, property));
                self.known.required.borrow_mut().insert(key, requires);
                requires
            }
            _ => false,
        }
    }

    /// The texts that a property may have, if it is always present with one of them.
    pub(super) fn texts_of(&self, ty: TypeId, property: &str) -> Option<Vec<String>> {
        let ty = self.real(ty);
        match &self.nodes[ty.0].kind {
            Kind::Struct(_) => texts(self, self.field_of(ty, property)?.value),
            Kind::Union(union) => {
                let key = (ty, property.to_owned());
                if let Some(known) = self.known.texts.borrow().get(&key) {
                    return known.clone();
                }
                self.known.texts.borrow_mut().insert(key.clone(), None);
                let mut all: Option<Vec<String>> = Some(Vec::new());
                let mut seen: BTreeSet<String> = BTreeSet::new();
                for variant in &union.variants {
                    let own = match variant.values.as_slice() {
                        [] => self.texts_of(variant.ty, property),
                        values => Some(values.iter().map(|value| (*value).to_owned()).collect()),
                    };
                    let Some((own, all)) = own.zip(all.as_mut()) else {
                        all = None;
                        break;
                    };
                    all.extend(own.into_iter().filter(|text| seen.insert(text.clone())));
                }
                self.known.texts.borrow_mut().insert(key, all.clone());
                all
            }
            _ => None,
        }
    }
}
