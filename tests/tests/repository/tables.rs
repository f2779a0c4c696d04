//! The tables of the documents name files and tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clientwright_tests::{folders, root};

/// The rows of all tables in a Markdown text, as cells, without header rows and rules.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut rows = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_header = lines
            .get(index + 1)
            .is_some_and(|next| next.starts_with("|---"));
        if line.starts_with('|') && !line.starts_with("|---") && !is_header {
            rows.push(line.trim_matches('|').split(" | ").map(str::trim).collect());
        }
    }
    rows
}

/// The texts between back quotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The names of all functions in the Rust files of a folder and its subfolders.
fn functions(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            functions(&path, names);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a text");
            let after = text.split("fn ").skip(1);
            names.extend(after.filter_map(|rest| {
                let end = rest.find(['(', '<'])?;
                Some(rest[..end].to_owned())
            }));
        }
    }
}

#[test]
fn every_trap_has_a_case_and_a_test() {
    let readme = include_str!("../../cases/README.md");
    let cases = [folders("cases"), folders("diagnostics")].concat();
    let mut tests = BTreeSet::new();
    functions(&root().join("tests/tests"), &mut tests);
    let rows = rows(readme);
    assert!(rows.len() > 40, "{} rows", rows.len());
    for row in rows {
        for name in row[1].split(", ") {
            assert!(cases.iter().any(|case| case == name), "no case {name}");
        }
        if let Some(cell) = row.get(2) {
            assert!(!quoted(cell).is_empty(), "{row:?} has no test");
            for name in quoted(cell) {
                assert!(tests.contains(name), "no test {name}");
            }
        }
    }
}

/// The table of examples has each crate, and the README their number.
#[test]
fn every_example_is_listed_and_counted() {
    let folder = root().join("examples");
    let crates: BTreeSet<String> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.join("Cargo.toml").is_file())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    let table = fs::read_to_string(folder.join("README.md")).expect("a text");
    let rows = rows(&table);
    let listed = rows.iter().flat_map(|row| quoted(row[0]));
    assert_eq!(listed.map(str::to_owned).collect::<BTreeSet<_>>(), crates);
    let numbers = ["eleven", "twelve", "thirteen", "fourteen", "fifteen"];
    let number = numbers[crates.len() - 11];
    let readme = fs::read_to_string(root().join("README.md")).expect("a text");
    let line = format!("[examples/](examples/README.md): {number} programs");
    assert!(readme.contains(&line), "{line}");
}

#[test]
fn every_description_has_a_test() {
    let readme = include_str!("../../described/README.md");
    let mut tests = BTreeSet::from(["outcomes".to_owned()]);
    functions(&root().join("tests/tests"), &mut tests);
    let rows = rows(readme);
    let listed: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(listed, folders("described"));
    for row in &rows {
        assert!(!quoted(row[1]).is_empty(), "{row:?} has no test");
        for name in quoted(row[1]) {
            assert!(tests.contains(name), "no test {name}");
        }
    }
}

#[test]
fn every_part_of_a_call_has_a_test() {
    let mut generated = BTreeSet::new();
    functions(&root().join("tests/tests"), &mut generated);
    let mut runtime = BTreeSet::new();
    functions(&root().join("runtime/openapi"), &mut runtime);
    let rows = rows(include_str!("../../../docs/openapi/calls.md"));
    assert!(rows.len() > 40, "{} rows", rows.len());
    for row in rows {
        let tests = [row.get(1), row.get(2)].map(|cell| cell.map_or(Vec::new(), |it| quoted(it)));
        assert!(!tests.concat().is_empty(), "{row:?} has no test");
        for (names, known) in tests.iter().zip([&generated, &runtime]) {
            for name in names {
                assert!(known.contains(*name), "no test {name} in {row:?}");
            }
        }
    }
}

#[test]
fn every_clause_names_code_and_tests_that_exist() {
    let text = include_str!("../../../docs/csdl-clauses.md");
    let mut tests = BTreeSet::new();
    for folder in [
        "generator/csdl",
        "generator/codegen",
        "generator/cli/tests",
        "tests/tests",
    ] {
        functions(&root().join(folder), &mut tests);
    }
    let source = |name: &str| {
        let (folder, name) = match name.strip_prefix("codegen/") {
            Some(name) => ("generator/codegen/src", name),
            None => ("generator/csdl/src", name),
        };
        root().join(folder).join(format!("{name}.rs")).is_file()
    };
    let cases = [folders("cases"), folders("diagnostics")].concat();
    let rows = rows(text);
    assert!(rows.len() > 50, "{} rows", rows.len());
    for row in rows {
        assert_eq!(row.len(), 6, "{row:?}");
        for name in quoted(row[2]).into_iter().chain(quoted(row[3])) {
            assert!(source(name), "no module {name} in {row:?}");
        }
        assert!(row[5].contains(['`', '(']), "{row:?} names no test");
        for name in quoted(row[5]) {
            assert!(tests.contains(name), "no test {name} in {row:?}");
        }
        for part in row[5].split('(').skip(1) {
            let name = part.split(')').next().unwrap_or_default();
            assert!(
                cases.iter().any(|case| case == name),
                "no case {name} in {row:?}"
            );
        }
    }
}

/// Qualified terms are constants in one module, so that the compiler finds a typing error in one of them.
#[test]
fn terms_are_constants() {
    let csdl = root().join("generator/csdl/src");
    let allowed = ["terms.rs", "vocabularies.rs", "vocabularies/types.rs"];
    let mut allowed = allowed.map(|file| csdl.join(file)).to_vec();
    // Terms that a service obeys at run time, and that do not affect generated code.
    allowed.push(root().join("generator/mock/src/odata/terms.rs"));
    let mut literals = Vec::new();
    let mut open = vec![root().join("generator")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("a readable entry").path();
            let name = path
                .file_name()
                .and_then(|n| n.to_str())
                .unwrap_or_default();
            if path.is_dir() && !["benches", "tests", "target"].contains(&name) {
                open.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" && !allowed.contains(&path) {
                let text = fs::read_to_string(&path).expect("a text");
                let found = text.lines().filter(|line| line.contains("\"Org.OData"));
                literals.extend(found.map(|line| format!("{}: {}", path.display(), line.trim())));
            }
        }
    }
    assert_eq!(literals, Vec::<String>::new());
}

/// Each module of a crate is named in the part of the code map about that crate.
#[test]
fn the_code_map_names_every_module() {
    let map = include_str!("../../../ARCHITECTURE.md");
    let mut missing = Vec::new();
    for part in map.split("\n### `").skip(1) {
        let folder = part.split('`').next().unwrap_or_default();
        let Ok(entries) = fs::read_dir(root().join(folder).join("src")) else {
            continue;
        };
        // A line may name a module with its parent: `request::message`.
        let named: BTreeSet<&str> = part
            .split("\n## ")
            .next()
            .into_iter()
            .flat_map(|part| part.split('`').step_by(2))
            .flat_map(|text| text.split([':', '/']))
            .collect();
        for entry in entries {
            let path = entry.expect("a readable entry").path();
            let module = path.file_stem().unwrap_or_default().to_string_lossy();
            if !path.is_file() || ["lib", "main", "testing", "tests"].contains(&&*module) {
                continue;
            }
            if !named.contains(&*module) {
                missing.push(format!("{folder}: {module}"));
            }
        }
    }
    missing.sort();
    assert!(missing.is_empty(), "not in ARCHITECTURE.md: {missing:#?}");
}
