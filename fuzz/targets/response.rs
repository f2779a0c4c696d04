//! Any response of a server, to each kind of request.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    clientwright_tests::fuzzing::response(data);
});
