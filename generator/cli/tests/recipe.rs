//! The recipe `examples/ci/update.sh`, with a server for the description and a bare repository as the remote.

#![cfg(unix)]

mod common;
#[path = "../../fetch/tests/hostile/server.rs"]
#[allow(dead_code, reason = "the tests of the other crate use the rest")]
mod server;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use common::Folder;
use server::{Server, reply};

const PETS: &str = r#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {},
    "components": {"schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}}}"#;

/// A repository with a fetched description and its code, a remote, and a server with the description.
struct Project {
    folder: Folder,
    text: Arc<Mutex<Option<String>>>,
    /// The command that opens a change.
    open: &'static str,
}

/// A run of the recipe.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    /// Title and branches of the change, if the command to open it was run.
    opened: Option<String>,
    report: Option<String>,
}

impl Project {
    fn new() -> Self {
        Self::with("schemas/pets.json")
    }

    /// The path of the description is relative to the folder of `codegen.toml`.
    fn with(schema: &str) -> Self {
        Self::of(schema, PETS, "Pet")
    }

    /// A project with the path and the text of its description, and the schema that is generated.
    fn of(schema: &str, text: &str, name: &str) -> Self {
        let text = Arc::new(Mutex::new(Some(text.to_owned())));
        let served = Arc::clone(&text);
        let server = Server::start(move |_, _| match &*served.lock().expect("no panic") {
            Some(text) => reply("200 OK", &[], text),
            None => reply("500 Internal Server Error", &[], ""),
        });
        let folder = Folder::new();
        let project = Self {
            folder,
            text,
            // Beside the working tree, which has to be clean.
            open: "printf '%s\\n' \"$TITLE\" \"$BASE\" \"$BRANCH\" > ../../opened; cp \"$REPORT\" ../../report.md",
        };
        let root = project.folder.path();
        project.git(root, &["init", "-q", "--bare", "-b", "main", "remote.git"]);
        project.git(root, &["clone", "-q", "remote.git", "work"]);
        project.git(&project.work(), &["switch", "-q", "-c", "main"]);
        let config = format!(
            "[[module]]\nschema = \"{schema}\"\nout = \"src/pets\"\ninclude = [\"schema:{name}\"]\n"
        );
        project.folder.file("work/service/codegen.toml", &config);
        let folder = Folder::at(project.service());
        let url = server.url("/pets.json").to_string();
        for arguments in [vec!["fetch", &url, "--out", schema], vec!["generate"]] {
            let run = folder.run_with(&arguments);
            assert_eq!(run.code, Some(0), "{}", run.stderr);
        }
        project.commit("Add the client");
        project.git(&project.work(), &["push", "-q", "origin", "main"]);
        project
    }

    fn work(&self) -> std::path::PathBuf {
        self.folder.path().join("work")
    }

    /// The folder of `codegen.toml`, which is not the top of the repository.
    fn service(&self) -> std::path::PathBuf {
        self.work().join("service")
    }

    fn serve(&self, text: Option<&str>) {
        *self.text.lock().expect("no panic") = text.map(str::to_owned);
    }

    fn output(&self, folder: &Path, program: &str, arguments: &[&str]) -> Output {
        let names = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "A"));
        let mails = ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "a@example.org"));
        Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .envs(names.into_iter().chain(mails))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("CLIENTWRIGHT", env!("CARGO_BIN_EXE_clientwright"))
            .env("OPEN", self.open)
            .output()
            .expect("it starts")
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.output(folder, "git", arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {errors}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn commit(&self, title: &str) {
        self.git(&self.work(), &["add", "--all"]);
        self.git(&self.work(), &["commit", "-q", "-m", title]);
    }

    fn remote(&self, arguments: &[&str]) -> String {
        self.git(&self.folder.path().join("remote.git"), arguments)
    }

    fn branches(&self) -> String {
        self.remote(&["branch", "--format", "%(refname:short)"])
    }

    fn update(&self) -> Run {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ci/update.sh");
        let script = script.to_string_lossy().into_owned();
        let output = self.output(&self.service(), "sh", &[&script, "--quiet"]);
        let taken = |name: &str| {
            let path = self.folder.path().join(name);
            let text = fs::read_to_string(&path).ok();
            text.inspect(|_| fs::remove_file(&path).expect("a file"))
        };
        Run {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            opened: taken("opened"),
            report: taken("report.md"),
        }
    }
}

#[test]
fn a_changed_description_opens_a_change() {
    let project = Project::new();
    let run = project.update();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stdout.contains("no description has changed"),
        "{}",
        run.stdout
    );
    assert!(run.opened.is_none());
    assert_eq!(project.branches(), "main");

    let changed = PETS
        .replace("\"name\"", "\"called\"")
        .replace("\"string\"", "\"integer\"");
    project.serve(Some(&changed));
    let run = project.update();
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let opened = run.opened.expect("a change was opened");
    assert_eq!(
        opened,
        "Update the description and the generated client (breaking)\nmain\nclientwright/main\n"
    );
    insta::assert_snapshot!("report", run.report.expect("a report"));
    assert_eq!(project.branches(), "clientwright/main\nmain");
    let files = project.remote(&["diff", "--name-only", "main", "clientwright/main"]);
    insta::assert_snapshot!("files", files);
    let code = project.remote(&["show", "clientwright/main:service/src/pets/pet.rs"]);
    assert!(code.contains("pub called:"), "{code}");
    let message = project.remote(&["log", "-1", "--format=%B", "clientwright/main"]);
    assert!(
        message.contains("property Pet::name") || message.contains("`Pet::name`"),
        "{message}"
    );
    // The branch that it runs on is as before.
    assert_eq!(project.git(&project.work(), &["status", "--porcelain"]), "");
    assert_eq!(
        project.git(&project.work(), &["log", "--format=%s"]),
        "Add the client"
    );

    // The same change is not opened twice; another one replaces it.
    let before = project.remote(&["rev-parse", "clientwright/main"]);
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(0), None), "{}", run.stderr);
    assert_eq!(project.remote(&["rev-parse", "clientwright/main"]), before);
    project.serve(Some(&PETS.replace(
        "{\"type\": \"string\"}",
        "{\"type\": \"string\"}, \"age\": {\"type\": \"integer\"}",
    )));
    let run = project.update();
    let opened = run.opened.expect("a change was opened");
    assert!(
        opened.starts_with("Update the description and the generated client\n"),
        "{opened}"
    );
    let count = project.remote(&["rev-list", "--count", "main..clientwright/main"]);
    assert_eq!(count, "1");
}

#[test]
fn a_failed_step_commits_nothing() {
    let project = Project::new();
    project.serve(None);
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(1), None), "{}", run.stderr);
    assert!(run.stderr.contains("gen-071"), "{}", run.stderr);
    assert_eq!(project.branches(), "main");
    assert_eq!(project.git(&project.work(), &["status", "--porcelain"]), "");

    // Nothing matches the pattern of the module.
    project.serve(Some(&PETS.replace("\"Pet\"", "\"Animal\"")));
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(1), None), "{}", run.stderr);
    assert!(run.stderr.contains("gen-001"), "{}", run.stderr);
    let message = "error: a step failed; its changes to the working tree were taken back\n";
    assert!(run.stderr.ends_with(message), "{}", run.stderr);
    assert_eq!(project.branches(), "main");
    assert_eq!(project.git(&project.work(), &["status", "--porcelain"]), "");
    // The next run starts from there.
    project.serve(Some(&PETS.replace("\"name\"", "\"called\"")));
    let run = project.update();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.opened.is_some());
    assert_eq!(
        project.git(&project.work(), &["log", "--format=%s"]),
        "Add the client"
    );
}

#[test]
fn a_change_that_cannot_be_opened_is_tried_again() {
    let mut project = Project::new();
    project.serve(Some(&PETS.replace("\"name\"", "\"called\"")));
    let open = std::mem::replace(&mut project.open, "exit 3");
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(1), None), "{}", run.stderr);
    assert_eq!(project.branches(), "main");
    project.open = open;
    let run = project.update();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.opened.is_some());
    assert_eq!(project.branches(), "clientwright/main\nmain");
}

#[test]
fn changes_of_the_user_are_not_committed() {
    let project = Project::new();
    project.serve(Some(&PETS.replace("\"name\"", "\"called\"")));
    project.folder.file("work/notes.txt", "mine");
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(1), None), "{}", run.stderr);
    assert!(
        run.stderr.contains("the working tree has changes"),
        "{}",
        run.stderr
    );
    assert_eq!(project.branches(), "main");
}

#[test]
fn descriptions_anywhere_in_the_repository_are_compared() {
    for schema in ["../schemas/pets.json", "größe/-pets.json", "pets.json"] {
        let project = Project::with(schema);
        project.serve(Some(&PETS.replace("\"name\"", "\"called\"")));
        let run = project.update();
        assert_eq!(run.code, Some(0), "{schema}: {}", run.stderr);
        let opened = run.opened.expect("a change was opened");
        assert!(opened.contains("(breaking)"), "{schema}: {opened}");
        let report = run.report.expect("a report");
        let from = format!("From `HEAD:./{schema}` to `{schema}`: 1 breaking");
        assert!(report.contains(&from), "{schema}: {report}");
    }
}

#[test]
fn names_in_any_language_are_reported() {
    let text = PETS
        .replace("\"Pet\"", "\"Tierärztin\"")
        .replace("\"name\"", "\"größe\"");
    let project = Project::of("schemas/動物 und Größe.json", &text, "Tierärztin");
    project.serve(Some(&text.replace("größe", "länge")));
    let run = project.update();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let opened = run.opened.expect("a change was opened");
    assert!(opened.contains("(breaking)"), "{opened}");
    let report = run.report.expect("a report");
    let from =
        "From `HEAD:./schemas/動物 und Größe.json` to `schemas/動物 und Größe.json`: 1 breaking";
    assert!(report.contains(from), "{report}");
    assert!(
        report.contains("größe") && report.contains("länge"),
        "{report}"
    );
}

#[test]
fn a_commit_without_a_branch_needs_the_name_of_one() {
    let project = Project::new();
    project.git(&project.work(), &["checkout", "-q", "--detach"]);
    let run = project.update();
    assert_eq!((run.code, run.opened), (Some(1), None), "{}", run.stdout);
    let message = "error: no branch is checked out; BASE has to name the one to update\n";
    assert_eq!(run.stderr, message);
}
