//! Builders of calls by path.

use clientwright_model::naming::names;
use clientwright_model::{
    Appended, Call, Docs, Group, Item, Markdown, Parameter, PathPart, PathValue, Request, Step,
    Subgroup, Target, Ty, TypePath, markdown,
};

use crate::openapi::Files;
use crate::openapi::paths::{PathNames, PlaceName};

/// The calls of each place, and the types of the values in their paths.
pub(super) struct Places<'a> {
    names: &'a PathNames,
    calls: Vec<Vec<Call>>,
    /// The values of the last segment of each place, by the calls at or below it.
    values: Vec<Vec<Option<Ty>>>,
    parents: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(names: &'a PathNames) -> Self {
        let places = &names.places;
        let mut parents = vec![0; places.len()];
        for (index, place) in places.iter().enumerate() {
            for below in &place.below {
                parents[*below] = index;
            }
        }
        Self {
            names,
            calls: vec![Vec::new(); places.len()],
            values: places.iter().map(|p| vec![None; p.values.len()]).collect(),
            parents,
        }
    }

    /// Adds a call to a place.
    pub(super) fn add(&mut self, place: usize, call: Call) {
        if let Request::Operation(operation) = &call.request {
            let values = operation.path.iter().filter_map(|part| match part {
                PathPart::Parameter(index) => call.parameters.get(*index),
                PathPart::Text(_) => None,
            });
            let values: Vec<&Parameter> = values.collect();
            let mut at = place;
            while at != 0 {
                let before = self.names.places[at].values_before;
                for (known, value) in self.values[at].iter_mut().zip(values.iter().skip(before)) {
                    *known = Some(match known.take() {
                        None => value.ty.clone(),
                        Some(ty) if ty == value.ty => ty,
                        // Each operation has a type of its own for the value: any text can be sent.
                        Some(_) => Ty::String,
                    });
                }
                at = self.parents[at];
            }
        }
        self.calls[place].push(call);
    }

    /// Whether a call is at a place or below it.
    fn is_used(&self) -> Vec<bool> {
        let mut used: Vec<bool> = self.calls.iter().map(|calls| !calls.is_empty()).collect();
        // A place comes after the one above it.
        for index in (1..used.len()).rev() {
            used[self.parents[index]] |= used[index];
        }
        used
    }

    /// The calls of the client, its steps, and the files of all builders.
    pub(super) fn finish(mut self, files: &mut Files) -> (Vec<Call>, Vec<Step>) {
        let used = self.is_used();
        let of_client = std::mem::take(&mut self.calls[0]);
        let steps = |place: &PlaceName| -> Vec<Step<Subgroup>> {
            let below = place.below.iter().filter(|below| used[**below]);
            below.map(|below| self.step(*below)).collect()
        };
        let of_root = steps(&self.names.places[0]).into_iter().map(|step| Step {
            method: step.method,
            docs: step.docs,
            target: Target::Group(step.target),
        });
        let of_root = of_root.collect();
        for (index, place) in self.names.places.iter().enumerate().skip(1) {
            if !used[index] {
                continue;
            }
            let group = Item::Group(Group {
                name: place.name.clone(),
                docs: docs(place),
                groups: steps(place),
                calls: self.calls[index].clone(),
                has_path: true,
            });
            let file = (Vec::new(), place.file.clone());
            files.entry(file).or_default().push(group);
        }
        (of_client, of_root)
    }

    fn step(&self, index: usize) -> Step<Subgroup> {
        let place = &self.names.places[index];
        let values = place.values.iter().zip(&self.values[index]);
        let values = values.map(|(name, ty)| PathValue {
            name: name.clone(),
            ty: ty.clone().unwrap_or(Ty::String),
        });
        Step {
            method: place.method.clone(),
            docs: docs(place),
            target: Subgroup {
                group: TypePath {
                    module: vec![names::BUILDERS.to_owned()],
                    name: place.name.clone(),
                },
                path: Some(Appended {
                    segments: Vec::new(),
                    values: values.collect(),
                }),
            },
        }
    }
}

fn docs(place: &PlaceName) -> Docs {
    let path = Markdown::code(&place.path);
    Docs::new(&[markdown!("The path ", path, ".")], None)
}
