//! A stream in a batch.

use odata_compile_fail_tests::*;
use odata_runtime::{Batch, Item};

fn case(batch: &mut Batch, photo: Item<Author>) {
    let _ = batch.add(photo.stream("photo").download());
}

fn main() {}
