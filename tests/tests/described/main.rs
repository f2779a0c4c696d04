//! OpenAPI descriptions after reports about other generators: each folder in `described/` has an input, what is right about it in
//! `expect.md`, and the outcome of a run as a reviewed snapshot. Each folder is a test, which also generates a second time with the
//! lock file of the first run.
//!
//! The code of every description that generates is part of this test, so that the compiler checks it. That its values read and
//! write what `expect.md` says has a test for some folders only: those in the modules beside this file.
#![deny(warnings)]

mod patches;
mod texts;
mod unions;
mod values;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clientwright::{Options, generate};
use clientwright_tests::{folders, own_lock_file_changes_nothing, root};
use libtest_mimic::{Arguments, Trial};

/// The generated code of all descriptions, one module each.
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "some are only compiled, and have no texts"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/described.rs"));
}

fn main() -> ExitCode {
    let trials = folders("described").into_iter().map(|name| {
        Trial::test(name.replace('-', "_"), move || {
            outcome(&name);
            Ok(())
        })
    });
    let values: [(&str, fn()); 12] = [
        ("entries_of_maps", patches::entries_of_maps),
        ("tags_of_variants", unions::tags_of_variants),
        ("line_ends", texts::line_ends),
        ("order", texts::order),
        ("other_files", texts::other_files),
        ("json_pointers", values::json_pointers),
        ("ids_and_anchors", values::ids_and_anchors),
        ("digits_of_others", values::digits_of_others),
        ("webhooks", values::webhooks),
        ("merged_objects", values::merged_objects),
        ("texts_of_json", values::texts_of_json),
        (
            "properties_without_a_schema",
            values::properties_without_a_schema,
        ),
    ];
    let values = values.into_iter().map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    });
    let trials = trials.chain(values).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Compares the summary and the diagnostics of each input of a case with the snapshot.
fn outcome(name: &str) {
    // Relative, so that snapshots contain no absolute paths; tests run in the folder of their crate.
    let folder = Path::new("described").join(name);
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("a readable entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.starts_with("input"))
        .collect();
    inputs.sort();
    let own = fs::read_to_string(folder.join("options.toml")).unwrap_or_default();
    let own: Options = toml::from_str(&own).expect("the options are valid");
    let texts = inputs.into_iter().map(|input| {
        let options = Options {
            schema: folder.join(&input),
            ..own.clone()
        };
        match generate(&options) {
            Ok(generated) => {
                own_lock_file_changes_nothing(&generated, &options);
                format!(
                    "{input}: generated\n\n{}\n{}",
                    generated.summary, generated.warnings
                )
            }
            Err(error) => format!("{input}: refused\n\n{}", error.render(false)),
        }
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    insta::with_settings!({
        snapshot_path => root().join("tests").join(&folder),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("outcome", text);
    });
}
