use insta::assert_snapshot;

use super::{Everything, Filter, WriteOptions, write};
use crate::schema::{Annotation, Schema, StructuredId};
use crate::testing::read_all;

const SAMPLE: &str = include_str!("../../tests/rich.xml");

fn sample() -> Schema {
    let (schema, said) = read_all(&[SAMPLE.to_owned()], &[]);
    assert_eq!(said, "");
    schema
}

#[test]
fn every_construct_survives() {
    let schema = sample();
    let all = WriteOptions { descriptions: true };
    let text = write(&schema, &Everything, all);
    assert_snapshot!(text);
    let (again, said) = read_all(std::slice::from_ref(&text), &[]);
    assert_eq!(said, "");
    assert_eq!(write(&again, &Everything, all), text);
}

struct Without(StructuredId);

impl Filter for Without {
    fn structured(&self, id: StructuredId) -> bool {
        id != self.0
    }
    fn annotation(&self, _: &Annotation) -> bool {
        false
    }
}

#[test]
fn references_to_removed_declarations_are_removed() {
    let schema = sample();
    let find = |name: &str| {
        schema
            .structured_types
            .iter()
            .find(|(_, t)| t.name.name == name)
            .unwrap()
            .0
    };
    let text = write(&schema, &Without(find("Category")), WriteOptions::default());
    assert_snapshot!(text);
    assert_eq!(read_all(&[text], &[]).1, "");
}

#[test]
fn descriptions_are_left_out() {
    let text = write(&sample(), &Everything, WriteOptions::default());
    assert!(!text.contains("Core.V1.Description") && !text.contains("words"));
}
