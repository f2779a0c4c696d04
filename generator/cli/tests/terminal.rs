//! The program on a terminal and a closed pipe, and with inputs that are not regular files.

mod common;

use std::io;
use std::process::{Command, Stdio};

use common::Folder;

const BROKEN: &str =
    r#"<ComplexType Name="a"><Property Name="p" Type="NS.missing"/></ComplexType>"#;

fn program(folder: &Folder, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientwright"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder.path())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

#[test]
fn problems_are_in_colour_if_requested() {
    let folder = Folder::new();
    folder.schema("a.xml", BROKEN);
    let colored = |flags: &str, variables: &[&str]| {
        let mut command = program(
            &folder,
            &format!("generate --schema a.xml --out out {flags}"),
        );
        variables.iter().for_each(|name| {
            command.env(name, "1");
        });
        let output = command.output().expect("the program starts");
        let text = String::from_utf8(output.stderr).expect("text");
        assert!(text.contains("NS.missing"), "{text}");
        text.contains('\u{1b}')
    };
    // Standard error is a pipe here.
    assert!(!colored("", &[]));
    assert!(!colored("--color auto", &[]));
    assert!(colored("--color always", &[]));
    assert!(
        colored("--color=always", &["NO_COLOR"]),
        "an explicit setting takes precedence"
    );
    assert!(colored("", &["CLICOLOR_FORCE"]));
    assert!(!colored("", &["CLICOLOR_FORCE", "NO_COLOR"]));
    assert!(!colored("--color never", &["CLICOLOR_FORCE"]));
    let wrong = folder.run("generate --color sometimes");
    assert_eq!(wrong.code, Some(2));
}

#[test]
fn warnings_are_in_colour_too() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"<ComplexType Name="a" Odd="1"/>"#);
    let run = folder.run("generate --schema a.xml --out out --verbose --color always");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("\u{1b}["), "{}", run.stderr);
}

/// `clientwright … | head -1`: the reader closes the pipe early.
#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"<ComplexType Name="a"/>"#);
    folder.schema("broken.xml", BROKEN);
    for (arguments, code) in [
        ("generate --schema a.xml --out out", 0),
        ("check --schema a.xml --out out", 0),
        ("slice --schema a.xml", 0),
        ("dump --stage schema --schema a.xml", 0),
        ("--help", 0),
        ("generate --schema broken.xml --out none", 1),
        ("generate --nonsense", 2),
    ] {
        let closed = || {
            let (reader, writer) = io::pipe().expect("a pipe");
            drop(reader);
            Stdio::from(writer)
        };
        let run = program(&folder, arguments)
            .stdout(closed())
            .output()
            .expect("the program starts");
        assert_eq!(run.status.code(), Some(code), "{arguments}");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(
            !said.contains("panicked") && !said.contains("pipe"),
            "{said}"
        );
        let status = program(&folder, arguments)
            .stdout(closed())
            .stderr(closed())
            .status()
            .expect("the program starts");
        assert_eq!(status.code(), Some(code), "{arguments}");
    }
    // The output is written.
    assert!(folder.path().join("out/mod.rs").is_file());
}

/// Reading a FIFO waits for a writer, and `/dev/zero` never ends.
#[cfg(unix)]
#[test]
fn inputs_that_are_not_regular_files_are_rejected() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"<ComplexType Name="a"/>"#);
    let made = Command::new("mkfifo")
        .arg(folder.path().join("fifo"))
        .status();
    assert!(made.expect("mkfifo is there").success());
    for input in ["fifo", "/dev/zero"] {
        for arguments in [
            format!("generate --out out --schema {input}"),
            format!("generate --out out --schema a.xml --overlay {input}"),
            format!("generate --out out --schema a.xml --lock {input}"),
            format!("generate --config {input}"),
        ] {
            let run = folder.run(&arguments);
            assert_eq!(run.code, Some(1), "{arguments}: {}", run.stderr);
            let reason = "this is a FIFO, a socket or a device, not a file";
            assert!(run.stderr.contains(reason), "{arguments}: {}", run.stderr);
        }
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn metadata_without_a_schema_gives_no_empty_client() {
    let folder = Folder::new();
    let edmx = "http://docs.oasis-open.org/odata/ns/edmx";
    let empty = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"{edmx}\"><edmx:DataServices/></edmx:Edmx>"
    );
    folder.file("empty.xml", &empty);
    folder.schema("a.xml", r#"<ComplexType Name="a"/>"#);
    for arguments in ["--schema empty.xml", "--schema a.xml --overlay empty.xml"] {
        let run = folder.run(&format!("generate --out out {arguments}"));
        assert_eq!(run.code, Some(1));
        assert!(run.stderr.starts_with("error[csdl-044]"), "{}", run.stderr);
        assert!(run.stderr.contains("empty.xml:1:1"), "{}", run.stderr);
    }
    assert!(!folder.path().join("out").exists());
}

/// Errors in declarations that no generated code needs are warnings, and do not use up the corrections of the errors
/// that are shown.
#[test]
fn an_error_after_many_harmless_ones_names_its_correction() {
    let folder = Folder::new();
    let property = |n| format!(r#"<Property Name="p{n}" Type="NS.missing{n}"/>"#);
    let properties: String = (0..150).map(property).collect();
    folder.schema(
        "a.xml",
        &format!(
            r#"<ComplexType Name="a">{properties}</ComplexType>
            <ComplexType Name="b"><Property Name="p" Type="NS.missing"/></ComplexType>"#
        ),
    );
    let run = folder.run("generate --schema a.xml --out out --include NS.b");
    assert_eq!(run.stderr.matches("error[").count(), 1);
    let removal = r#"`remove = ["NS.b/p"]` leaves it out"#;
    assert!(run.stderr.contains(removal), "{}", run.stderr);
}

#[test]
fn a_hundred_problems_are_shown() {
    let folder = Folder::new();
    let property = |n| format!(r#"<Property Name="p{n}" Type="NS.missing{n}" Odd="1"/>"#);
    let properties: String = (0..250).map(property).collect();
    folder.schema(
        "a.xml",
        &format!(r#"<ComplexType Name="a">{properties}</ComplexType>"#),
    );
    let run = folder.run("generate --schema a.xml --out out");
    assert_eq!(run.stderr.matches("error[").count(), 100);
    assert_eq!(run.stderr.matches("warning[").count(), 0);
    let last = "\n400 more problems are not shown: 150 errors, 250 warnings\n\nFor more about a problem, try";
    assert!(run.stderr.contains(last), "{}", run.stderr);
}
