//! Any text as metadata, through the whole pipeline.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::generate(data);
});
