//! Random metadata through the whole pipeline; the compiler checks one large example.

use std::fs;

use clientwright::{Layout, Options, generate, slice};
use clientwright_tests::random::{Random, metadata};

/// The output of `build.rs` for metadata of about 150 types: compiling this file is the test.
#[allow(unreachable_pub, reason = "a test has no one to export to")]
pub mod large {
    include!(concat!(env!("OUT_DIR"), "/random.rs"));
}

#[test]
fn random_metadata_gives_code_that_parses() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let size = 4 + random.below(30);
        let text = metadata(&mut random, size);
        fs::write(&schema, &text).expect("a file");
        let options = Options {
            schema: schema.clone(),
            layout: *random.pick(&[Layout::Tree, Layout::SingleFile]),
            ..Options::default()
        };
        // The formatter checks that the tokens parse.
        let generated = generate(&options).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{text}"));
        assert!(!generated.output.is_empty(), "seed {seed}");

        // Every declaration is emitted, or counted as omitted.
        for count in &generated.summary.counts {
            let said: usize = count.notes.iter().map(|(n, _)| n).sum();
            assert!(
                count.total - count.emitted <= said,
                "seed {seed}: {}",
                generated.summary
            );
        }

        // A slice that is written and read again gives the same code.
        if seed % 4 == 0 {
            fs::write(&schema, slice(&options).expect("a slice").text).expect("a file");
            let again = generate(&options).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
            assert!(again.output == generated.output, "seed {seed}\n{text}");
        }
    }
}
