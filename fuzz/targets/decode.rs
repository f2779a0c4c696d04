//! Any bytes as JSON of typed values.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::decode(data);
});
