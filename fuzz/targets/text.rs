//! Any text as a primitive value, and as a string in a filter.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::text(data);
});
