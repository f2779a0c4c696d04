//! The files on the disk after concurrent runs, after killed runs, and next to files of other runs.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::Folder;

/// Metadata with many types, so that writing takes some time. Each type has a property of the given name.
fn many(types: usize, property: &str) -> String {
    let mut body = String::new();
    for number in 0..types {
        body.push_str(&format!(
            "<ComplexType Name=\"T{number}\"><Property Name=\"{property}\" Type=\"Edm.String\"/></ComplexType>\n"
        ));
    }
    body
}

fn program(folder: &Folder, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientwright"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Folders that runs write into before they replace the output.
fn temporaries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.path());
    let is_temporary = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(".clientwright")
    };
    names.filter(is_temporary).collect()
}

#[test]
fn runs_at_the_same_time_take_turns() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(60, "first"));
    folder.schema("b.xml", &many(70, "second"));
    for schema in ["a", "b"] {
        let run = folder.run(&format!(
            "generate --schema {schema}.xml --out alone/{schema}"
        ));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let runs = (0..24).map(|number| {
        let schema = if number % 2 == 0 { "a" } else { "b" };
        program(
            &folder,
            &format!("generate --schema {schema}.xml --out out"),
        )
        .spawn()
        .expect("the program starts")
    });
    let runs: Vec<_> = runs.collect();
    for run in runs {
        let done = run.wait_with_output().expect("the program ends");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{said}");
    }
    // All files are of one input.
    let out = folder.tree("out");
    assert!(out == folder.tree("alone/a") || out == folder.tree("alone/b"));
    assert!(temporaries(&folder.path().join("out")).is_empty());
}

/// Kills runs at many moments. After each, the next command finds the old files or the new ones.
#[test]
fn a_killed_run_is_finished_or_undone_by_the_next_command() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(150, "first"));
    folder.schema("b.xml", &many(200, "second"));
    for schema in ["a", "b"] {
        folder.run(&format!(
            "generate --schema {schema}.xml --out alone/{schema} --lock alone/{schema}.lock"
        ));
    }
    let (old, new) = (folder.tree("alone/a"), folder.tree("alone/b"));
    let (old_lock, new_lock) = (text(&folder, "alone/a.lock"), text(&folder, "alone/b.lock"));
    let whole = duration_of(&folder);
    for step in 0..16_u32 {
        let _ = fs::remove_dir_all(folder.path().join("out"));
        let _ = fs::remove_file(folder.path().join("names.lock"));
        let run = folder.run("generate --schema a.xml --out out --lock names.lock");
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        // The lock file contains names; the second input adds some.
        let mut run = program(
            &folder,
            "generate --schema b.xml --out out --lock names.lock",
        )
        .spawn()
        .expect("the program starts");
        std::thread::sleep(whole * step / 16);
        // SIGKILL on Unix: the process cannot clean up.
        let _ = run.kill();
        let _ = run.wait_with_output();
        let checked = folder.run("check --schema b.xml --out out --lock names.lock");
        let (out, lock) = (rust_files(&folder), text(&folder, "names.lock"));
        let is_old = out == old && lock == old_lock;
        let is_new = out == new && lock.lines().count() > old_lock.lines().count();
        assert!(
            is_old || is_new,
            "mixed after step {step}: {}",
            checked.stderr
        );
        assert_eq!(is_new, checked.code == Some(0), "{}", checked.stderr);
        // Every temporary of the killed run is reported, then removed.
        let left = temporaries(&folder.path().join("out")).len() + temporaries(folder.path()).len();
        assert_eq!(
            checked.stderr.matches("[gen-049]").count(),
            left,
            "{}",
            checked.stderr
        );
        let again = folder.run("generate --schema b.xml --out out --lock names.lock");
        assert_eq!(again.code, Some(0), "{}", again.stderr);
        assert!(folder.tree("out") == new);
        assert!(temporaries(folder.path()).is_empty());
    }
    assert!(new_lock.lines().count() > old_lock.lines().count());
}

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap_or_default()
}

/// The generated files, without temporaries.
fn rust_files(folder: &Folder) -> Vec<(PathBuf, String)> {
    let mut files = folder.tree("out");
    files.retain(|(path, _)| !path.starts_with(".") && path.components().count() == 1);
    files
}

/// How long the run that is to be killed takes.
fn duration_of(folder: &Folder) -> Duration {
    folder.run("generate --schema a.xml --out warm");
    let start = std::time::Instant::now();
    folder.run("generate --schema b.xml --out warm");
    start.elapsed()
}

#[test]
fn temporary_files_of_a_killed_run_are_reported_and_then_removed() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(3, "p"));
    folder.run("generate --schema a.xml --out out");
    folder.file(
        "out/.clientwright-77-0/new/t0.rs",
        "// @generated by clientwright. Half of",
    );
    let check = folder.run("check --schema a.xml --out out");
    assert_eq!(check.code, Some(1));
    assert!(check.stderr.contains("gen-049"), "{}", check.stderr);
    assert!(
        check.stderr.contains("out/.clientwright-77-0"),
        "{}",
        check.stderr
    );
    assert_eq!(
        folder.run("generate --schema a.xml --out out").code,
        Some(0)
    );
    assert!(temporaries(&folder.path().join("out")).is_empty());
    assert_eq!(folder.run("check --schema a.xml --out out").code, Some(0));
}

/// A checkout with `core.autocrlf` has other line ends and the same content.
#[test]
fn line_ends_of_a_checkout_make_nothing_stale() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(3, "p"));
    let all = "--schema a.xml --out out --crate shop --lock names.lock";
    assert_eq!(folder.run(&format!("generate {all}")).code, Some(0));
    let files = folder.tree("out").into_iter();
    let files = files.map(|(path, text)| (format!("out/{}", path.display()), text));
    let lock = ("names.lock".to_owned(), text(&folder, "names.lock"));
    for (name, text) in files.chain([lock]) {
        folder.file(&name, &text.replace('\n', "\r\n"));
    }
    let check = folder.run(&format!("check {all}"));
    assert_eq!(check.code, Some(0), "{}", check.stderr);
    let run = folder.run(&format!("generate {all}"));
    assert!(run.stdout.contains("files: 0 written"), "{}", run.stdout);
    // A change in the text is found with these line ends too, also one in the middle of a line.
    let lib = text(&folder, "out/src/lib.rs");
    folder.file("out/src/lib.rs", &lib.replacen("mod t0", "mod t0\r", 1));
    assert_eq!(folder.run(&format!("check {all}")).code, Some(1));
}

/// Every file below `out`, with the time of its last change.
fn times(folder: &Folder, out: &str) -> Vec<(PathBuf, std::time::SystemTime)> {
    let changed = |path: &Path| fs::metadata(path).and_then(|m| m.modified());
    let files = folder.tree(out).into_iter();
    let files = files.map(|(path, _)| {
        let changed = changed(&folder.path().join(out).join(&path)).expect("a file");
        (path, changed)
    });
    files.collect()
}

#[test]
fn a_second_run_into_folders_with_blanks_and_umlauts_touches_nothing() {
    let folder = Folder::new();
    folder.schema("meine Daten/schöne shop.xml", &many(40, "p"));
    folder.schema("a.xml", &many(40, "p"));
    for more in ["", "--crate shop", "--layout single-file"] {
        let (plain, odd) = match more.contains("single") {
            true => ("plain/one.rs", "das Grüne Haus/o ne.rs"),
            false => ("plain/tree", "das Grüne Haus/ür ad"),
        };
        let more: Vec<&str> = more.split_whitespace().collect();
        let generate = |schema: &str, out: &str, command: &str| {
            let run =
                folder.run_with(&[&[command, "--schema", schema, "--out", out], &*more].concat());
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            run.stdout
        };
        generate("a.xml", plain, "generate");
        let odd_schema = "meine Daten/schöne shop.xml";
        generate(odd_schema, odd, "generate");
        let parent = |out: &str| out.split('/').next().expect("a folder").to_owned();
        let texts = |out: &str| {
            let files = folder.tree(&parent(out)).into_iter();
            files.map(|(_, text)| text).collect::<Vec<_>>()
        };
        assert!(!texts(odd).is_empty());
        assert!(texts(plain) == texts(odd), "{more:?}");
        let before = times(&folder, &parent(odd));
        generate(odd_schema, odd, "check");
        let said = generate(odd_schema, odd, "generate");
        assert!(said.contains("files: 0 written"), "{said}");
        assert_eq!(times(&folder, &parent(odd)), before);
        for out in [plain, odd] {
            fs::remove_dir_all(folder.path().join(parent(out))).expect("a folder");
        }
    }
}

#[test]
fn files_of_other_runs_stay() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(2, "p"));
    folder.schema("b.xml", &many(3, "p"));
    for (out, more) in [
        ("src/single.rs", "--layout single-file"),
        ("src/tree", ""),
        ("src/whole", "--crate whole"),
    ] {
        let run = folder.run(&format!("generate --schema b.xml --out {out} {more}"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let before = folder.tree("src");
    let run = folder.run("generate --schema a.xml --out src");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("0 removed"), "{}", run.stdout);
    let after = folder.tree("src");
    assert!(before.iter().all(|file| after.contains(file)));
    // A namespace of this run has the same folder as another run.
    let reference =
        "<edmx:Reference Uri=\"c.xml\"><edmx:Include Namespace=\"Tree\"/></edmx:Reference>";
    let with_reference = format!("{reference}<edmx:DataServices>");
    let first = text(&folder, "a.xml");
    folder.file("c.xml", &first.replace("\"NS\"", "\"Tree\""));
    folder.file(
        "d.xml",
        &first.replace("<edmx:DataServices>", &with_reference),
    );
    let run = folder.run("generate --schema d.xml --out src");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stderr.contains("belongs to another module"),
        "{}",
        run.stderr
    );
    assert_eq!(folder.tree("src"), after);
}

#[test]
fn a_module_that_cannot_be_mounted_gives_a_warning() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(1, "p"));
    folder.file("Cargo.toml", "[package]\nname = \"shop\"\n");
    let run = folder.run("generate --schema a.xml --out src --verbose");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("gen-050"), "{}", run.stderr);
    assert!(run.stderr.contains("mod client;"), "{}", run.stderr);
    let run = folder.run("generate --schema a.xml --out src/client --verbose");
    assert_eq!(run.stderr, "");
    let run = folder.run("generate --schema a.xml --out src --allow gen-050");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_whole_crate_is_a_workspace_of_its_own_or_a_member() {
    let folder = Folder::new();
    folder.schema("a.xml", &many(1, "p"));
    let manifest = || text(&folder, "crates/shop/Cargo.toml");
    let generate = |more: &str| {
        let run = folder.run(&format!(
            "generate --schema a.xml --crate shop --out crates/shop --verbose {more}"
        ));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stderr
    };
    assert_eq!(generate(""), "");
    assert!(manifest().contains("\n[workspace]\n"), "{}", manifest());
    folder.file("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n");
    let said = generate("");
    assert!(
        said.contains("gen-051") && said.contains("workspace = false"),
        "{said}"
    );
    assert!(manifest().contains("\n[workspace]\n"), "{}", manifest());
    assert_eq!(generate("--workspace true"), "");
    assert_eq!(generate("--workspace false"), "");
    assert!(!manifest().contains("\n[workspace]\n"), "{}", manifest());
    // Cargo then treats it as a member, which it does not otherwise.
    folder.file("crates/shop/src/lib.rs", "");
    let metadata = Command::new(env!("CARGO"))
        .args(["locate-project", "--workspace", "--message-format", "plain"])
        .current_dir(folder.path().join("crates/shop"))
        .output()
        .expect("cargo starts");
    let found = String::from_utf8_lossy(&metadata.stdout).into_owned();
    assert!(!found.contains("crates"), "{found}");
    let run = folder.run("generate --schema a.xml --out plain --workspace false");
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("only a whole crate has a manifest"),
        "{}",
        run.stderr
    );
}

/// A description that is not committed would be lost.
#[test]
fn no_result_takes_the_place_of_an_input() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"<ComplexType Name="T"/>"#);
    let config = "[[module]]\nschema = \"a.xml\"\nout = \"src\"\nlock = \"names.lock\"\n";
    folder.file("codegen.toml", config);
    let first = folder.run("generate");
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    let before = folder.tree("");
    for arguments in [
        "graph --out a.xml",
        "graph --out codegen.toml",
        "graph --out src/../names.lock",
        "explore --out a.xml",
        "explore --out ./names.lock",
        "slice --schema a.xml --out a.xml",
        "slice --schema a.xml --overlay names.lock --out names.lock",
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(1), "{arguments}: {}", run.stdout);
        let message = "error[gen-012]: the output would overwrite a file that this run reads";
        assert!(run.stderr.contains(message), "{arguments}: {}", run.stderr);
        assert_eq!(folder.tree(""), before, "{arguments}");
    }
}
