//! What stages of the generator may do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clientwright_tests::root;

/// Words in code that uses the disk or the environment.
const OUTSIDE: [&str; 9] = [
    "fs::",
    "File::open",
    ".is_file()",
    ".is_dir()",
    ".exists()",
    "canonicalize(",
    "path::absolute(",
    "env::var",
    "current_dir(",
];

/// The modules of the generator that do, each with its purpose.
const USERS: [&str; 10] = [
    // The stages that read and write.
    "codegen/src/load/beside.rs",
    "codegen/src/load/documents.rs",
    "codegen/src/load/references.rs",
    "emit/src/input.rs",
    "emit/src/write.rs",
    "emit/src/write/exclusive.rs",
    "emit/src/write/transaction.rs",
    // The existing files at the paths of outputs.
    "codegen/src/apart.rs",
    "codegen/src/validate.rs",
    // `OUT_DIR`, and whether the lock file is there.
    "codegen/src/builder.rs",
];

/// The code of a module, without comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let text = text.split("#[cfg(test)]\nmod tests {").next();
    let lines = text.unwrap_or_default().lines();
    let code = lines.filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The sources of the crates of the generator, without the program, by their paths in `generator`.
fn libraries() -> Vec<(String, String)> {
    let generator = root().join("generator");
    let mut found = Vec::new();
    for name in ["diagnostics", "csdl", "openapi", "model", "emit", "codegen"] {
        sources(&generator.join(name).join("src"), &mut found);
    }
    let named = found.into_iter().map(|path| {
        let name = path.strip_prefix(&generator).expect("it is below");
        (name.to_string_lossy().replace('\\', "/"), code(&path))
    });
    named.collect()
}

#[test]
fn only_loading_and_writing_touch_the_disk() {
    let asking = libraries().into_iter().filter(|(name, code)| {
        let is_tool = name.ends_with("/testing.rs");
        !is_tool && OUTSIDE.iter().any(|word| code.contains(word))
    });
    let asking: BTreeSet<String> = asking.map(|(name, _)| name).collect();
    let allowed: BTreeSet<String> = USERS.map(str::to_owned).into();
    assert_eq!(asking, allowed);
}

/// Emission is given every name and cannot fail.
#[test]
fn emission_decides_no_name_and_reports_nothing() {
    let mut count = 0;
    for (name, code) in libraries() {
        if !name.starts_with("emit/src/emit") {
            continue;
        }
        count += 1;
        for word in ["naming", "Diagnostic", "RefCell"] {
            assert!(!code.contains(word), "`{word}` in {name}");
        }
    }
    assert!(count > 5, "{count} modules of emission");
}
