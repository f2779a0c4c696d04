//! A stream in a batch.

use clientwright_compile_fail_tests::*;
use clientwright_odata::{Item, batch::Batch};

fn case(batch: &mut Batch, photo: Item<Author>) {
    let _ = batch.add(photo.stream("photo").download());
}

fn main() {}
