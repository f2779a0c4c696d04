//! `fetch`, against a scripted server on loopback.

mod common;
#[path = "../../fetch/tests/hostile/server.rs"]
#[allow(dead_code, reason = "the tests of the other crate use the rest")]
mod server;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::messages::{messages, properties, strict};
use common::{Folder, Run};
use serde_json::{Value, json};
use server::{Server, reply};

/// Metadata that includes other documents.
fn metadata(references: &[&str]) -> String {
    let includes: String = references
        .iter()
        .map(|uri| {
            format!("<edmx:Reference Uri=\"{uri}\"><edmx:Include Namespace=\"Common\"/></edmx:Reference>\n")
        })
        .collect();
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n{includes}<edmx:DataServices>\n\
         <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n\
         <EntityType Name=\"order\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\n\
         <EntityType Name=\"customer\"><Key><PropertyRef Name=\"id\"/></Key>\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>\n\
         <EntityContainer Name=\"Shop\"><EntitySet Name=\"orders\" EntityType=\"NS.order\"/>\
         <EntitySet Name=\"customers\" EntityType=\"NS.customer\"/></EntityContainer>\n\
         </Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

const COMMON: &str = "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
                      <Schema Namespace=\"Common\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\
                      <ComplexType Name=\"address\"/></Schema></edmx:DataServices></edmx:Edmx>";
const OPENAPI: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet: {$ref: 'parts/pet.yaml'}
    Odd: {$ref: '../secret.yaml'}
    Far: {$ref: 'https://example.org/far.yaml'}
";

/// Output and files, without what differs in each run.
fn shown(run: &Run, folder: &Folder, servers: &[&Server]) -> String {
    let mut text = format!("exit code {:?}\n{}{}", run.code, run.stdout, run.stderr);
    let files = folder.tree("");
    // A text with the address of a server differs in each run, and so does its hash: the first one of its origin.
    let has_address = |origin: &Path| {
        let described = origin.to_string_lossy().replace(".origin.toml", "");
        let mut known = files.iter();
        let found = known.find(|(path, _)| *path == Path::new(&described));
        let mut addresses = servers.iter().map(|server| server.address.to_string());
        found.is_some_and(|(_, content)| addresses.any(|address| content.contains(&address)))
    };
    for (path, content) in &files {
        let shown = path.display().to_string().replace('\\', "/");
        text.push_str(&format!("\n=== {shown}\n"));
        if !shown.ends_with(".toml") {
            text.push_str(&format!("({} bytes)\n", content.len()));
            continue;
        }
        let mut is_masked = has_address(path);
        for line in content.lines() {
            let line = match line.split_once(" = ") {
                Some(("fetched", _)) => "fetched = (now)",
                Some(("sha256", _)) if is_masked => {
                    is_masked = false;
                    "sha256 = (64 digits)"
                }
                _ => line,
            };
            text.push_str(line);
            text.push('\n');
        }
    }
    for (number, server) in servers.iter().enumerate() {
        text = text.replace(&server.address.to_string(), &format!("server-{number}"));
    }
    text
}

/// A server with a text for each path; every text has an `ETag`.
fn serve(texts: &[(&'static str, String)]) -> Server {
    let texts = texts.to_vec();
    Server::start(move |path, head| {
        let text = texts.iter().find(|(known, _)| *known == path);
        let Some((_, text)) = text else {
            return reply("404 Not Found", &[], "");
        };
        let tag = format!("\"{}\"", text.len());
        let head = head.to_ascii_lowercase();
        match head.contains(&format!("if-none-match: {tag}")) {
            true => reply("304 Not Modified", &[("ETag", &tag)], ""),
            false => reply("200 OK", &[("ETag", &tag)], text),
        }
    })
}

#[test]
fn metadata_is_fetched_with_its_documents() {
    let far = serve(&[("/common/far.xml", COMMON.to_owned())]);
    let main = metadata(&[
        "common/base.xml",
        &far.url("/common/far.xml"),
        "../outside.xml",
        "build.rs",
        ".hidden.xml",
    ]);
    let server = serve(&[
        ("/v1/$metadata", main),
        ("/v1/common/base.xml", COMMON.to_owned()),
        ("/outside.xml", COMMON.to_owned()),
        ("/v1/build.rs", COMMON.to_owned()),
        ("/v1/.hidden.xml", COMMON.to_owned()),
    ]);
    let folder = Folder::new();
    let url = server.url("/v1/$metadata");
    let run = folder.run(&format!("fetch {url}"));
    insta::assert_snapshot!("metadata", shown(&run, &folder, &[&server, &far]));
    assert!(far.requests().is_empty());

    // What the user allows is fetched too, and what is known is requested with a condition.
    let run = folder.run(&format!("fetch {url} --allow {}", far.url("/common/")));
    insta::assert_snapshot!("metadata_allowed", shown(&run, &folder, &[&server, &far]));

    let before = folder.tree("");
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"schemas/service.csdl.xml\"\nout = \"src/shop\"\n",
    );
    let run = folder.run(&format!("fetch --allow {}", far.url("/common/")));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("unchanged"), "{}", run.stdout);
    fs::remove_file(folder.path().join("codegen.toml")).expect("a file");
    assert!(folder.tree("") == before);
    let last = server.requests();
    assert!(last[last.len() - 2].contains("if-none-match"), "{last:?}");
}

/// The messages are those of the text, and fit their schema.
#[test]
fn results_are_messages() {
    let server = serve(&[
        ("/v1/$metadata", metadata(&["../outside.xml", "base.xml"])),
        ("/v1/base.xml", COMMON.to_owned()),
    ]);
    let folder = Folder::new();
    let fetch = |more: &str| {
        let url = server.url("/v1/$metadata");
        let run = folder.run(&format!("fetch {url} --message-format json {more}"));
        messages(&run)
    };
    let of = |messages: &[Value], key: &str, value: &str| -> Vec<Value> {
        let of_kind = messages.iter().filter(|m| m[key] == value);
        of_kind.cloned().collect()
    };
    let first = fetch("");
    let written = of(&first, "status", "written");
    let paths: Vec<&str> = written.iter().filter_map(|m| m["path"].as_str()).collect();
    let main = "schemas/service.csdl.xml";
    let origin = format!("{main}.origin.toml");
    assert_eq!(paths, [main, "schemas/base.xml", &origin]);
    let warned = of(&first, "code", "gen-071");
    assert_eq!(warned.len(), 1, "{first:?}");
    let fetched = of(&first, "kind", "fetched");
    let url = server.url("/v1/$metadata");
    let expected =
        json!({"kind": "fetched", "url": url, "out": main, "input": "odata", "changed": true});
    assert_eq!(fetched, [expected]);
    let mut declared = properties(strict()["$defs"]["fetched"].as_object().expect("a schema"));
    let mut used: Vec<String> = fetched[0]
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    declared.sort();
    used.sort();
    assert_eq!(declared, used);

    let again = fetch("");
    assert!(of(&again, "kind", "file").is_empty(), "{again:?}");
    assert_eq!(of(&again, "kind", "fetched")[0]["changed"], false);
    assert_eq!(fetch("--quiet").len(), 2, "the warning and the end");
    let refused = folder.run(&format!(
        "fetch {} --message-format json",
        server.url("/no.json")
    ));
    assert_eq!(refused.code, Some(1));
    assert_eq!(messages(&refused)[0]["code"], "gen-071");
}

/// `--verbose` prints each request.
#[test]
fn requests_are_printed() {
    let server = serve(&[
        ("/v1/$metadata", metadata(&["base.xml"])),
        ("/v1/base.xml", COMMON.to_owned()),
    ]);
    let folder = Folder::new();
    let fetch = || folder.run(&format!("fetch -v {}", server.url("/v1/$metadata")));
    let (main, base) = (server.url("/v1/$metadata"), server.url("/v1/base.xml"));
    let sizes = (metadata(&["base.xml"]).len(), COMMON.len());
    let run = fetch();
    assert_eq!(
        run.stderr,
        format!(
            "GET {main}: {} bytes\nGET {base}: {} bytes\n",
            sizes.0, sizes.1
        )
    );
    assert_eq!(
        fetch().stderr,
        format!("GET {main}: unchanged\nGET {base}: unchanged\n")
    );
}

#[test]
fn descriptions_are_fetched_with_their_files() {
    let server = serve(&[
        ("/api/openapi.yaml?v=1", OPENAPI.to_owned()),
        (
            "/api/parts/pet.yaml",
            "type: object\nproperties: {owner: {$ref: 'owner.yaml'}}\n".to_owned(),
        ),
        ("/api/parts/owner.yaml", "type: string\n".to_owned()),
        ("/secret.yaml", "type: string\n".to_owned()),
    ]);
    let folder = Folder::new();
    let run = folder.run(&format!(
        "fetch {} --out api/pets.yaml",
        server.url("/api/openapi.yaml?v=1")
    ));
    insta::assert_snapshot!("description", shown(&run, &folder, &[&server]));
    let asked = server.requests();
    assert!(
        !asked.iter().any(|head| head.contains("secret")),
        "{asked:?}"
    );
}

/// Nothing is written when the server sends something else.
#[test]
fn what_is_no_description_is_refused() {
    let server = Server::start(|path, _| match path {
        "/page.xml" => reply(
            "200 OK",
            &[("Content-Type", "application/xml")],
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html><html/>",
        ),
        "/login.json" => reply("302 Found", &[("Location", "/page.xml")], ""),
        "/data.json" => reply("200 OK", &[], "{\"data\": []}"),
        "/feed.xml" => reply("200 OK", &[], "<feed/>"),
        "/image.xml" => reply(
            "200 OK",
            &[("Content-Type", "image/png")],
            [0x89, b'P', 0xff],
        ),
        "/wide.xml" => reply("200 OK", &[], [0xff, 0xfe, b'<', 0]),
        "/empty.yaml" => reply("200 OK", &[], ""),
        _ => reply("401 Unauthorized", &[], ""),
    });
    let folder = Folder::new();
    let mut text = String::new();
    for path in [
        "/page.xml",
        "/login.json",
        "/data.json",
        "/feed.xml",
        "/image.xml",
        "/wide.xml",
        "/empty.yaml",
        "/denied.json",
    ] {
        let run = folder.run(&format!("fetch {}", server.url(path)));
        assert_eq!(run.code, Some(1), "{path}: {}", run.stdout);
        text.push_str(&format!("$ clientwright fetch {path}\n{}\n", run.stderr));
    }
    for url in [
        "http://example.org/a.json",
        "file:///a.json",
        "https://me:secret@example.org/a.json",
        "a.json",
    ] {
        let run = folder.run(&format!("fetch {url}"));
        assert_eq!(run.code, Some(1), "{url}: {}", run.stdout);
        let output = run.stderr.replace("(os error", "(error");
        assert!(!output.contains("secret"), "{output}");
        text.push_str(&format!("$ clientwright fetch {url}\n{output}\n").replace(":secret", ""));
    }
    let text = text.replace(&server.address.to_string(), "server");
    insta::assert_snapshot!("refused", text);
    assert!(folder.tree("").is_empty());
    assert_eq!(
        folder.run(&format!("fetch {}", server.url("/"))).code,
        Some(2),
        "a name is needed"
    );
    assert_eq!(
        folder
            .run("fetch https://example.org/a.json --token-env CLIENTWRIGHT_NO_SUCH")
            .code,
        Some(2)
    );
}

#[test]
fn edited_files_are_kept() {
    let server = serve(&[
        ("/$metadata", metadata(&["base.xml"])),
        ("/base.xml", COMMON.to_owned()),
    ]);
    let folder = Folder::new();
    let fetch = |more: &str| {
        folder.run(&format!(
            "fetch {} --out a.xml {more}",
            server.url("/$metadata")
        ))
    };
    folder.file("base.xml", "mine");
    let run = fetch("");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stderr.contains("was not fetched"), "{}", run.stderr);
    assert_eq!(folder.tree("").len(), 1, "all or nothing");
    assert_eq!(fetch("--force").code, Some(0));
    folder.file("a.xml", "<edmx:Edmx/>");
    let run = fetch("");
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("was changed after it was fetched"),
        "{}",
        run.stderr
    );
    assert_eq!(fetch("--force").code, Some(0));
    assert_eq!(fetch("").code, Some(0));
}

#[test]
fn a_slice_of_the_configuration_is_written() {
    let server = serve(&[
        ("/$metadata", metadata(&["base.xml"])),
        ("/base.xml", COMMON.to_owned()),
    ]);
    let folder = Folder::new();
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"schemas/service.csdl.xml\"\ninclude = [\"/orders/**\"]\nlock = \"schemas/shop.lock\"\nout = \"src/shop\"\n",
    );
    let run = folder.run(&format!("fetch {} --slice", server.url("/$metadata")));
    insta::assert_snapshot!("slice", shown(&run, &folder, &[&server]));
    let slice = fs::read_to_string(folder.path().join("schemas/service.csdl.xml")).expect("a file");
    assert!(
        slice.contains("order") && !slice.contains("customer"),
        "{slice}"
    );
    assert_eq!(folder.run("generate -q").code, Some(0));
    let run = folder.run("fetch --slice");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("unchanged"), "{}", run.stdout);
}

/// Credentials are in requests to their origin, and nowhere else.
#[test]
fn credentials_are_in_no_file() {
    let server = serve(&[("/$metadata", metadata(&[]))]);
    let folder = Folder::new();
    let output = Command::new(env!("CARGO_BIN_EXE_clientwright"))
        .args([
            "fetch",
            &server.url("/$metadata"),
            "--token-env",
            "SHOP_TOKEN",
            "--header",
            "X-Key: key-1",
        ])
        .env("SHOP_TOKEN", "token-1")
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let head = &server.requests()[0];
    assert!(
        head.contains("bearer token-1") && head.contains("x-key: key-1"),
        "{head}"
    );
    let mut all: String = folder.tree("").into_iter().map(|(_, text)| text).collect();
    all.push_str(&String::from_utf8_lossy(&output.stdout));
    all.push_str(&String::from_utf8_lossy(&output.stderr));
    assert!(!all.contains("token-1") && !all.contains("key-1"), "{all}");

    // Descriptions of several servers do not share them.
    let other = serve(&[("/$metadata", metadata(&[]))]);
    folder.run(&format!("fetch {} --out b.xml", other.url("/$metadata")));
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"schemas/service.csdl.xml\"\nout = \"a\"\n[[module]]\nschema = \"b.xml\"\nout = \"b\"\n",
    );
    let run = folder.run_with(&["fetch", "--header", "X-Key: key-1"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert_eq!(folder.run("fetch").code, Some(0));
}

/// A link in the folder of the description does not lead a server out of it.
#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let server = serve(&[
        ("/$metadata", metadata(&["link/base.xml"])),
        ("/link/base.xml", COMMON.to_owned()),
    ]);
    let (folder, outside) = (Folder::new(), Folder::new());
    std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).expect("a link");
    let run = folder.run(&format!("fetch {} --out a.xml", server.url("/$metadata")));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("a link leads out"), "{}", run.stderr);
    assert!(outside.tree("").is_empty());
}
