//! The output of a build script for Cargo. The script runs in a separate process with the environment that Cargo would
//! set.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The path of the metadata. It is set in the process that acts as a build script.
const ACTS: &str = "CLIENTWRIGHT_ACTS_AS_BUILD_SCRIPT";

#[test]
fn acts_as_build_script() {
    if let Some(schema) = env::var_os(ACTS) {
        let report = clientwright::Builder::new(schema).generate();
        println!("emitted: {}", report.expect("valid metadata").summary);
    }
}

/// A package, removed at the end.
struct Package(PathBuf);

impl Package {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("clientwright-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("target/out")).expect("a folder");
        Self(folder)
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn run(&self, out_dir: &Path) -> String {
        self.run_on("schemas/main.xml", out_dir)
    }

    fn run_on(&self, schema: &str, out_dir: &Path) -> String {
        let output = Command::new(env::current_exe().expect("this program"))
            .args(["--exact", "--nocapture", "acts_as_build_script"])
            .env(ACTS, schema)
            .env("OUT_DIR", out_dir)
            .current_dir(&self.0)
            .output()
            .expect("the program starts");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{printed}");
        printed
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn document(reference: &str, namespace: &str, ty: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">{reference}<edmx:DataServices>\
         <Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"{ty}\"/>\
         </Schema></edmx:DataServices></edmx:Edmx>"
    )
}

const REFERENCE: &str =
    "<edmx:Reference Uri=\"extra.xml\"><edmx:Include Namespace=\"Extra\"/></edmx:Reference>";

fn watched(printed: &str) -> Vec<&str> {
    let lines = printed.lines();
    // The test harness prints a separate line before the first.
    lines
        .filter_map(|line| Some(line.split_once("cargo::rerun-if-changed=")?.1))
        .collect()
}

#[test]
fn a_referenced_file_that_is_missing_is_watched() {
    let package = Package::new("watched");
    package.file("schemas/main.xml", &document(REFERENCE, "Main", "a"));
    let out_dir = package.0.join("target/out");
    let printed = package.run(&out_dir);
    // Cargo treats a folder as changed when a file appears in it.
    assert_eq!(
        watched(&printed),
        ["schemas/main.xml", "schemas"],
        "{printed}"
    );
    assert!(
        printed.contains("complex types: 1 in, 1 emitted"),
        "{printed}"
    );
    package.file("schemas/extra.xml", &document("", "Extra", "b"));
    let printed = package.run(&out_dir);
    assert_eq!(watched(&printed), ["schemas/main.xml", "schemas/extra.xml"]);
    assert!(
        printed.contains("complex types: 2 in, 2 emitted"),
        "{printed}"
    );
}

/// Cargo would run the script at each build for a folder in which it builds. There the file itself is watched.
#[test]
fn a_folder_in_which_cargo_builds_is_not_watched() {
    let package = Package::new("built");
    package.file("schemas/main.xml", &document(REFERENCE, "Main", "a"));
    let out_dir = package.0.join("schemas/target");
    fs::create_dir_all(&out_dir).expect("a folder");
    let printed = package.run(&out_dir);
    assert_eq!(
        watched(&printed),
        ["schemas/main.xml", "schemas/extra.xml"],
        "{printed}"
    );
}

#[test]
fn folders_with_blanks_and_umlauts_are_watched_and_written_once() {
    let package = Package::new("das Grüne Haus");
    let schema = "meine Schemata/größe.xml";
    package.file(schema, &document(REFERENCE, "Main", "a"));
    package.file("meine Schemata/extra.xml", &document("", "Extra", "b"));
    let out_dir = package.0.join("target/ä b/out");
    fs::create_dir_all(&out_dir).expect("a folder");
    let printed = package.run_on(schema, &out_dir);
    assert_eq!(
        watched(&printed),
        [schema, "meine Schemata/extra.xml"],
        "{printed}"
    );
    let changed = || {
        let files = fs::read_dir(&out_dir).expect("a folder");
        let files = files.map(|file| file.expect("an entry"));
        let times =
            files.map(|file| (file.path(), file.metadata().and_then(|m| m.modified()).ok()));
        times.collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = changed();
    assert!(!before.is_empty());
    package.run_on(schema, &out_dir);
    assert_eq!(changed(), before);
}

#[test]
fn without_out_dir_the_output_has_to_be_named() {
    // Cargo sets it only for crates with a build script, which this one is not.
    assert!(env::var_os("OUT_DIR").is_none() || env::var_os(ACTS).is_some());
    if env::var_os(ACTS).is_some() {
        return;
    }
    let error = clientwright::Builder::new("schema.xml").generate();
    let error = error
        .expect_err("there is no place to write to")
        .to_string();
    assert!(
        error.contains("OUT_DIR") && error.contains("Builder::out"),
        "{error}"
    );
}
