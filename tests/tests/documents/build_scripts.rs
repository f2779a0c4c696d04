//! Build scripts run in a separate process, with the folder and the environment that Cargo would set.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use clientwright_tests::root;
use tempfile::TempDir;

/// Set in the process that acts as a build script.
const ACTS: &str = "DOCUMENTS_ACT_AS_BUILD_SCRIPT";

mod readme {
    crate::example!("readme-1-in-a-build-script");

    #[test]
    fn acts_as_build_script() {
        if std::env::var_os(super::ACTS).is_some() {
            main().unwrap();
        }
    }
}

mod guide {
    crate::example!("guide-in-a-build-script");

    #[test]
    fn acts_as_build_script() {
        if std::env::var_os(super::ACTS).is_some() {
            main().unwrap();
        }
    }
}

/// Runs one of the scripts, and returns what it printed and what it wrote.
fn run(script: &str, schema: &Path, name: &str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("schemas")).unwrap();
    fs::copy(schema, folder.path().join("schemas").join(name)).unwrap();
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg(format!("build_scripts::{script}::acts_as_build_script"))
        .env(ACTS, "1")
        .env("OUT_DIR", folder.path())
        .current_dir(folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("1 passed"), "{printed}");
    let written = fs::read_to_string(folder.path().join("client.rs")).unwrap();
    (printed, written)
}

#[test]
fn the_script_of_the_readme_writes_what_the_readme_mounts() {
    let name = "lifecycle-workflows.v1.0.csdl.xml";
    let (printed, written) = run("readme", &root().join("schemas").join(name), name);
    assert!(
        printed.contains(&format!("cargo::rerun-if-changed=schemas/{name}")),
        "{printed}"
    );
    assert!(written == include_str!(concat!(env!("OUT_DIR"), "/client.rs")));
}

#[test]
fn the_script_of_the_guide_prints_its_summary() {
    let shop = root().join("tests/documents/shop.csdl.xml");
    let (printed, written) = run("guide", &shop, "service.csdl.xml");
    assert!(printed.contains("entity types: "), "{printed}");
    assert!(written.contains("https://example.org/odata"));
    assert!(!written.contains("struct Traveller"));
}
