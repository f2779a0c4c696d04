//! What users expect of a program on the command line, whatever the command.

mod common;

use std::fs;
use std::process::Command;

use common::{Folder, Run};

const CONFIG: &str = "[[module]]\nschema = \"a.xml\"\nout = \"src/shop\"\n";
const ODD: &str = r#"<ComplexType Name="a" Odd="1"/>"#;
const DESCRIPTION: &str = r#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {},
    "components": {"schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}}}"#;

const COMMANDS: [&str; 16] = [
    "fetch",
    "init",
    "generate",
    "check",
    "lint",
    "diff",
    "explain",
    "slice",
    "why",
    "tree",
    "explore",
    "graph",
    "dump",
    "mock",
    "completions",
    "man",
];

/// The codegen.toml of a folder above is used, for both kinds of input, and gives the same files.
#[test]
fn the_nearest_configuration_is_found() {
    let here = Folder::new();
    here.schema("a.xml", ODD);
    here.file("b.json", DESCRIPTION);
    let both = format!("{CONFIG}[[module]]\nschema = \"b.json\"\nout = \"src/pets\"\n");
    here.file("codegen.toml", &both);
    let run = here.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let written = here.tree("src");
    assert!(written.len() > 3);

    here.file("deep/down/notes.txt", "");
    let below = Folder::at(here.path().join("deep/down"));
    for arguments in ["check", "generate"] {
        let run = below.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    assert_eq!(written, here.tree("src"));
    assert_eq!(fs::read_dir(below.path()).expect("a folder").count(), 1);
    let dump = below.run("dump --stage names --module src/shop");
    assert_eq!(dump.code, Some(0), "{}", dump.stderr);

    // A nearer one takes precedence, also if it is wrong.
    here.file("deep/codegen.toml", "");
    let run = below.run("check");
    assert_eq!(run.code, Some(1));
    let place = "../codegen.toml:1:1";
    assert!(run.stderr.contains(place), "{}", run.stderr);
}

/// Without a configuration the message is about the current folder.
#[test]
fn a_missing_configuration_is_reported() {
    let run = Folder::new().run("check");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("codegen.toml"), "{}", run.stderr);
    assert!(!run.stderr.contains(".."), "{}", run.stderr);
    assert!(run.stderr.contains("or below it"), "{}", run.stderr);
}

#[test]
fn quiet_leaves_errors() {
    let folder = Folder::new();
    folder.schema("a.xml", ODD);
    folder.file("codegen.toml", CONFIG);
    let silent = |arguments: &str| {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(
            (run.stdout.as_str(), run.stderr.as_str()),
            ("", ""),
            "{arguments}"
        );
    };
    silent("generate --quiet");
    silent("check -q");
    silent("lint -q");
    silent("slice -q --schema a.xml --out slice.xml");
    assert!(folder.path().join("slice.xml").is_file());
    assert!(folder.run("slice -q --schema a.xml").stdout.contains("NS"));

    fs::remove_file(folder.path().join("src/shop/mod.rs")).expect("a file");
    let stale = folder.run("check -q");
    assert_eq!(stale.code, Some(1));
    assert!(
        stale.stderr.contains("stale: src/shop/mod.rs"),
        "{}",
        stale.stderr
    );
    assert_eq!(folder.run("check -q -v").code, Some(2));
    assert_eq!(folder.run("lint -q -v").code, Some(2));
    let denied = folder.run("lint -q --deny-warnings");
    let outcome = (denied.code, denied.stderr.as_str());
    assert_eq!(outcome, (Some(1), "error: 1 warning\n"));
    let json = folder.run("lint -q --message-format json");
    assert_eq!(json.stdout, "{\"kind\":\"end\",\"success\":true}\n");
    let verbose = folder.run("generate -v");
    assert!(verbose.stderr.contains("a.xml:"), "{}", verbose.stderr);
}

/// `lint` prints everything without it, so help does not offer it there.
#[test]
fn lint_accepts_verbose() {
    let folder = Folder::new();
    folder.schema("a.xml", ODD);
    folder.file("codegen.toml", CONFIG);
    let [plain, verbose] = ["lint", "lint -v"].map(|line| folder.run(line));
    assert_eq!((plain.code, verbose.code), (Some(0), Some(0)));
    assert!(plain.stderr.contains("a.xml:"), "{}", plain.stderr);
    assert_eq!(plain.stderr, verbose.stderr);
}

/// `--verbose` is offered only where it prints more. Requests of `fetch` have a test of their own.
#[test]
fn verbose_prints_more_where_it_is_offered() {
    let folder = Folder::new();
    folder.schema("a.xml", ODD);
    folder.schema(
        "b.xml",
        r#"<ComplexType Name="b"><Property Name="c" Type="NS.Missing"/></ComplexType>"#,
    );
    folder.file("codegen.toml", CONFIG);
    folder.file(
        "Cargo.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    folder.file("src/main.rs", "fn main() {}\n");
    let mut offered = Vec::new();
    for command in COMMANDS {
        let help = folder.run(&format!("{command} --help")).stdout;
        if !help.contains("--verbose") || command == "fetch" {
            continue;
        }
        offered.push(command);
        let line = match command {
            "init" => "init b.xml --dry-run",
            other => other,
        };
        let (short, long) = (folder.run(line), folder.run(&format!("{line} --verbose")));
        let size = |run: &Run| run.stdout.len() + run.stderr.len();
        assert_eq!(short.code, Some(0), "{line}: {}", short.stderr);
        assert_eq!(long.code, Some(0), "{line}: {}", long.stderr);
        assert!(size(&long) > size(&short), "{line}: {}", long.stderr);
        assert!(long.stderr.contains(".xml:"), "{line}: {}", long.stderr);
    }
    assert_eq!(offered, ["init", "generate", "check"]);
}

#[test]
fn completions_know_every_command_and_flag() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = folder.run(&format!("completions {shell}"));
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        for word in COMMANDS
            .into_iter()
            .chain(["features-per-root", "single-file"])
        {
            // The script of elvish has no values of flags.
            if shell == "elvish" && word == "single-file" {
                continue;
            }
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(folder.run("completions cmd").code, Some(2));
}

#[test]
fn every_command_has_a_man_page() {
    let folder = Folder::new();
    let main = folder.run("man");
    assert_eq!(main.code, Some(0), "{}", main.stderr);
    assert!(
        main.stdout.contains(".TH clientwright 1"),
        "{}",
        main.stdout
    );
    let listed = main.stdout.matches("clientwright\\-").count();
    // The last one is `help`.
    assert_eq!(listed, COMMANDS.len() + 1, "{}", main.stdout);
    for command in COMMANDS {
        let reference = format!("clientwright\\-{command}(1)");
        assert!(
            main.stdout.contains(&reference),
            "{reference}: {}",
            main.stdout
        );
        let page = folder.run(&format!("man {command}")).stdout;
        assert!(
            page.contains(&format!(".TH clientwright-{command} 1")),
            "{page}"
        );
        assert!(page.contains("Examples:"), "{page}");
        assert!(page.contains("\\-\\-color"), "{page}");
    }
    let wrong = folder.run("man generat");
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("generate, check"), "{}", wrong.stderr);
}

/// Cargo passes the name of the subcommand before the other arguments.
#[test]
fn the_program_is_a_subcommand_of_cargo() {
    let folder = Folder::new();
    folder.schema("a.xml", ODD);
    folder.file("codegen.toml", CONFIG);
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-clientwright"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    };
    let generated = run(&["clientwright", "generate"]);
    assert_eq!(generated.code, Some(0), "{}", generated.stderr);
    assert_eq!(folder.run("check").code, Some(0));
    assert_eq!(run(&["check"]).code, Some(0), "started without Cargo");
    let help = run(&["clientwright", "check", "--help"]).stdout;
    assert!(help.contains("Usage: cargo clientwright check"), "{help}");
    let help = folder.run("check --help").stdout;
    assert!(help.contains("Usage: clientwright check"), "{help}");
}

/// Without its feature `mock` is there, too.
#[cfg(not(feature = "mock"))]
#[test]
fn mock_names_its_feature() {
    let folder = Folder::new();
    folder.file("b.json", DESCRIPTION);
    let run = folder.run("mock --schema b.json");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("--features mock"), "{}", run.stderr);
}

/// Without its feature `fetch` is there, and states what is missing.
#[cfg(not(feature = "fetch"))]
#[test]
fn fetch_names_its_feature() {
    let folder = Folder::new();
    let run = folder.run("fetch https://example.org/openapi.yaml");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("--features fetch"), "{}", run.stderr);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}
