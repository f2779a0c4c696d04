//! Any text as metadata: names, and writing it again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::resolve(data);
});
