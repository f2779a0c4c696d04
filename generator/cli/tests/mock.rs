//! The command `mock`: a process that serves until it is stopped.

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use common::Folder;

const ENTITIES: &str = r#"<EntityType Name="Pet"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Int32" Nullable="false"/><Property Name="weight" Type="Edm.Decimal" Scale="variable"/></EntityType>
    <EntityContainer Name="Service"><EntitySet Name="pets" EntityType="NS.Pet"/></EntityContainer>"#;

/// A running program, which is stopped when it is dropped.
struct Running {
    child: Child,
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(folder: &Folder, arguments: &[&str]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_clientwright"))
        .arg("mock")
        .args(arguments)
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut url = String::new();
    let out = child.stdout.take().expect("a pipe");
    BufReader::new(out).read_line(&mut url).expect("a line");
    let url = url.trim_end().to_owned();
    Running { child, url }
}

fn get(url: &str) -> String {
    let (host, path) = url["http://".len()..].split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("it listens");
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is read");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it responds");
    text
}

#[test]
fn entities_of_a_file_are_served() {
    let folder = Folder::new();
    folder.schema("a.xml", ENTITIES);
    folder.file(
        "seed.json",
        r#"{"/pets": [{"id": 7, "weight": 1.2345678901234567890}]}"#,
    );
    let arguments = [
        "--schema",
        "a.xml",
        "--base-path",
        "/v1",
        "--seed",
        "seed.json",
    ];
    let running = run(&folder, &arguments);
    assert!(running.url.ends_with("/v1"), "{}", running.url);
    let text = get(&format!("{}/pets/7", running.url));
    assert!(text.contains(r#""weight":1.2345678901234567890"#), "{text}");
}

#[test]
fn a_wrong_seed_is_reported_with_its_path() {
    let folder = Folder::new();
    folder.schema("a.xml", ENTITIES);
    folder.file("seed.json", r#"{"/pats": []}"#);
    let run = folder.run("mock --schema a.xml --seed seed.json");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("seed.json: /pats: "), "{}", run.stderr);
    assert!(run.stderr.contains("`pets`"), "{}", run.stderr);
    let run = folder.run("mock --schema a.xml --seed nothing.json");
    assert!(
        run.stderr.contains("nothing.json: cannot read"),
        "{}",
        run.stderr
    );
    let run = folder.run("mock --schema nothing.xml");
    assert!(
        run.code == Some(1) && run.stderr.contains("nothing.xml"),
        "{}",
        run.stderr
    );
}
