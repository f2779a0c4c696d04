//! Any text as metadata: names are resolved, and the schema is written again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::resolve(data);
});
