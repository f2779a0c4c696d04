//! Any text as an OpenAPI description, as JSON or YAML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::describe(data);
});
