//! The value of a property that another type declares.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Annotations, Object as _, PropertyBag};

#[derive(Default)]
struct Shelf {
    name: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}

clientwright_odata::object! {
    Shelf = "ns.shelf";
    name = "name",
}

fn case(shelf: Shelf) {
    let _ = shelf.require(Author::NAME);
}

fn main() {}
