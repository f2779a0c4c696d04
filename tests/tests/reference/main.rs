//! Tests that need reference data, which is not part of this repository: the whole metadata of Graph and two pages of
//! its documentation. If a file is absent, `cargo test` reports the tests that need it as ignored.

mod changes;
mod code;
mod metadata;
mod openapi;
mod page;
mod pages;
mod slices;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clientwright_tests::reference;
use libtest_mimic::{Arguments, Completion, Trial};

const V1: &str = "graph-v1.0.csdl.xml";
const BETA: &str = "graph-beta.csdl.xml";

const PAGES: &[&str] = &[
    "docs/taskReport.beta.md",
    "docs/taskProcessingResult.beta.md",
];

fn main() -> ExitCode {
    let mut trials = vec![
        trial(
            "v1_has_the_documented_counts_and_no_errors",
            &[V1],
            metadata::v1_has_the_documented_counts_and_no_errors,
        ),
        trial("beta_has_no_errors", &[BETA], metadata::beta_has_no_errors),
        trial(
            "facts_only_leaves_out_descriptions",
            &[V1],
            metadata::facts_only_leaves_out_descriptions,
        ),
        trial("page_properties", PAGES, pages::properties),
        trial("page_relationships", PAGES, pages::relationships),
        trial("page_methods", PAGES, pages::methods),
        trial(
            "page_values_of_the_status",
            PAGES,
            pages::values_of_the_status,
        ),
        trial(
            "differences_from_the_page_are_listed",
            PAGES,
            pages::differences_from_the_page_are_listed,
        ),
    ];
    for (version, file) in [("v1.0", &[V1]), ("beta", &[BETA])] {
        let mut each = |name: &str, test: fn(&str)| {
            trials.push(trial(&format!("{name}::{version}"), file, move || {
                test(version)
            }));
        };
        each("writing_loses_nothing", metadata::writing_loses_nothing);
        each(
            "slices_contain_the_whole_namespace",
            slices::slices_contain_the_whole_namespace,
        );
        each(
            "whole_file_gives_the_code_of_its_slice",
            slices::whole_file_gives_the_code_of_its_slice,
        );
    }
    for file in openapi::FILES {
        let name = format!("openapi_generates_and_accounts_for_everything::{file}");
        trials.push(trial(&name, std::slice::from_ref(file), || {
            openapi::generates_and_accounts_for_everything(file);
        }));
    }
    for file in changes::FILES {
        let name = format!("scripted_edits_have_their_levels::{file}");
        trials.push(trial(&name, std::slice::from_ref(file), || {
            changes::scripted_edits_have_their_levels(file);
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// A test that is ignored if a required file is absent.
fn trial(name: &str, files: &'static [&str], test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || {
        if let Some(file) = files.iter().find(|file| reference(file).is_none()) {
            let reason = format!("reference data absent ({file})");
            return Ok(Completion::ignored_with(reason));
        }
        test();
        Ok(Completion::Completed)
    })
}

/// The path of a file that the test requires.
fn path(name: &str) -> PathBuf {
    reference(name).expect("the list of tests names the file")
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).expect("a file of the reference data is text")
}
