//! Metadata in several files: the target of `edmx:Reference` is read only from the folder of the referencing file.

mod common;

use common::Folder;

const EDM: &str = "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"";

/// A document with references and one schema.
fn document(references: &str, namespace: &str, body: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n{references}\n\
         <edmx:DataServices>\n<Schema Namespace=\"{namespace}\" {EDM}>\n{body}\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

fn include(uri: &str, namespace: &str, alias: &str) -> String {
    format!(
        "<edmx:Reference Uri=\"{uri}\"><edmx:Include Namespace=\"{namespace}\" Alias=\"{alias}\"/></edmx:Reference>\n"
    )
}

fn property(name: &str, ty: &str) -> String {
    format!("<ComplexType Name=\"{name}\"><Property Name=\"p\" Type=\"{ty}\"/></ComplexType>")
}

#[test]
fn references_are_followed_over_several_levels_and_around() {
    let folder = Folder::new();
    // a → b → sub/c → a and b: a cycle, one file by two paths, and a name with a space.
    folder.file(
        "a.xml",
        &document(
            &include("b%20b.xml?v=1", "B", "bee"),
            "A",
            &property("One", "bee.Two"),
        ),
    );
    let further = include("./sub/../sub/c.xml", "C", "sea") + &include("sub/c.xml", "C", "sea");
    folder.file(
        "b b.xml",
        &document(&further, "B", &property("Two", "sea.Three")),
    );
    let back = include("../a.xml", "A", "x") + &include("../b b.xml", "B", "y");
    folder.file(
        "sub/c.xml",
        &document(&back, "C", &property("Three", "x.One")),
    );
    let run = folder.run("generate --schema a.xml --out out");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("complex types: 3 in, 3 emitted")
            || run.stdout.contains("complex types: 3 in, 3 emitted"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
}

#[test]
fn a_base_and_an_absolute_url_refer_to_local_copies() {
    let folder = Folder::new();
    let root = "<edmx:Edmx Version=\"4.0\" xml:base=\"parts/index.xml\"";
    let references = include("b.xml", "B", "b")
        + &include("https://example.org/metadata/c.xml", "C", "c")
            .replace("<edmx:Reference", "<edmx:Reference xml:base=\"other/\"")
        // The forms of Redfish and SAP: a path on the host of the document.
        + &include("/metadata/v1/d.xml", "D", "d");
    let body = property("One", "b.Two") + &property("Four", "c.Three") + &property("Six", "d.Five");
    let text = document(&references, "A", &body).replace("<edmx:Edmx Version=\"4.01\"", root);
    folder.file("a.xml", &text);
    folder.file(
        "parts/b.xml",
        &document("", "B", &property("Two", "Edm.Int32")),
    );
    folder.file("c.xml", &document("", "C", &property("Three", "Edm.Int32")));
    folder.file("d.xml", &document("", "D", &property("Five", "Edm.Int32")));
    let run = folder.run("generate --schema a.xml --out out");
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}

#[test]
fn missing_files_are_reported() {
    let folder = Folder::new();
    let references = include("gone.xml", "Gone", "g")
        + &include("https://example.org/far.xml", "Far", "f")
        + &include("core.xml", "Org.OData.Core.V1", "Core")
        + "<edmx:Reference Uri=\"https://example.org/notes.xml\"><edmx:IncludeAnnotations TermNamespace=\"Notes\"/></edmx:Reference>";
    folder.file(
        "a.xml",
        &document(&references, "A", &property("One", "f.Two")),
    );
    let run = folder.run("generate --schema a.xml --out out");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}

/// Metadata is untrusted: only files in its folder may be read and shown in diagnostics. Each form in which services
/// write a reference finds the file there.
#[test]
fn each_form_of_a_reference_finds_the_local_file() {
    for (uri, file) in [
        ("b%20c.xml", "b c.xml"),
        ("b c.xml", "b c.xml"),
        ("./b.xml", "b.xml"),
        ("sub/../b.xml", "b.xml"),
        ("sub/b.xml", "sub/b.xml"),
        ("https://example.org/schemas/b.xml", "b.xml"),
        ("/redfish/v1/$metadata/b.xml?x=1#f", "b.xml"),
        ("sub\\b.xml", "sub/b.xml"),
        (".\\b.xml", "b.xml"),
        ("C:\\schemas\\b.xml", "b.xml"),
    ] {
        let folder = Folder::new();
        let text = document(&include(uri, "B", "b"), "A", &property("One", "b.Two"));
        folder.file("a.xml", &text);
        folder.file(file, &document("", "B", &property("Two", "Edm.Int32")));
        let run = folder.run("generate --schema a.xml --out out");
        assert_eq!(run.code, Some(0), "{uri}: {}", run.stderr);
    }
}

#[test]
fn files_elsewhere_are_not_read() {
    let folder = Folder::new();
    folder.file("secret.xml", "TOKEN");
    let secret = folder.path().join("secret.xml");
    let secret = secret.display();
    for uri in [
        "../secret.xml".to_owned(),
        "sub/../../secret.xml".to_owned(),
        "..%2Fsecret.xml".to_owned(),
        "a%2F..%2F..%2Fsecret.xml".to_owned(),
        "..\\secret.xml".to_owned(),
        secret.to_string(),
        format!("file://{secret}"),
    ] {
        let text = document(&include(&uri, "S", "s"), "A", &property("One", "Edm.Int32"));
        folder.file("metadata/a.xml", &text);
        let run = folder.run("generate --schema metadata/a.xml --out out --verbose");
        assert!(!run.stderr.contains("TOKEN"), "{uri}: {}", run.stderr);
        assert!(!run.stderr.contains("secret.xml:"), "{uri}: {}", run.stderr);
        // Types of a document on a host are reported where they are used.
        let is_told = run.stderr.contains("csdl-038");
        assert!(
            is_told || uri.contains('/') && !uri.contains(".."),
            "{uri}: {}",
            run.stderr
        );
    }
}

/// A link in the folder of the metadata must not give access to a file outside of it.
#[cfg(unix)]
#[test]
fn links_to_files_elsewhere_are_not_followed() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new();
    let two = document("", "B", &property("Two", "Edm.Int32"));
    folder.file("elsewhere/b.xml", &two);
    folder.file("metadata/real/b.xml", &two);
    let link = |to: &str, name: &str| {
        symlink(to, folder.path().join("metadata").join(name)).expect("a link");
    };
    link("../elsewhere/b.xml", "file.xml");
    link("../elsewhere", "folder");
    link("real/b.xml", "inside.xml");
    for (uri, is_read) in [
        ("file.xml", false),
        ("folder/b.xml", false),
        ("inside.xml", true),
    ] {
        let text = document(&include(uri, "B", "b"), "A", &property("One", "b.Two"));
        folder.file("metadata/a.xml", &text);
        let run = folder.run("generate --schema metadata/a.xml --out out --verbose");
        assert_eq!(run.code == Some(0), is_read, "{uri}: {}", run.stderr);
        let is_told = run.stderr.contains("csdl-038");
        assert_eq!(is_told, !is_read, "{uri}: {}", run.stderr);
        let help = "a link to a file outside of the folder is not followed";
        assert_eq!(run.stderr.contains(help), !is_read, "{}", run.stderr);
    }
}

/// CSDL XML 4.01, 4.3: only annotations that match the filters apply.
#[test]
fn annotations_are_included_by_term_qualifier_and_target() {
    let notes = |namespace: &str, filters: &str| {
        let folder = Folder::new();
        let core = include("core.xml", "Org.OData.Core.V1", "Core");
        let reference = format!("<edmx:Reference Uri=\"notes.xml\">{filters}</edmx:Reference>\n");
        let other =
            "<edmx:Reference Uri=\"b.xml\"><edmx:Include Namespace=\"B\"/></edmx:Reference>\n";
        folder.file(
            "a.xml",
            &document(
                &(core.clone() + &reference + other),
                "A",
                &property("One", "Edm.Int32"),
            ),
        );
        folder.file("b.xml", &document("", "B", &property("Two", "Edm.Int32")));
        let block = |target: &str| {
            format!(
                "<Annotations Target=\"{target}\"><Annotation Term=\"Core.Description\" String=\"plain\"/>\
                 <Annotation Term=\"Core.Description\" Qualifier=\"tablet\" String=\"small\"/>\
                 <Annotation Term=\"{namespace}.Hint\" String=\"hint\"/></Annotations>"
            )
        };
        let body = format!(
            "<Term Name=\"Hint\" Type=\"Edm.String\"/>{}{}",
            block("A.One"),
            block("B.Two/p")
        );
        folder.file("notes.xml", &document(&core, namespace, &body));
        let run = folder.run("slice --schema a.xml --descriptions --out slice.xml");
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        let text = std::fs::read_to_string(folder.path().join("slice.xml")).expect("a slice");
        ["plain", "small", "hint"].map(|value| text.matches(&format!("String=\"{value}\"")).count())
    };
    assert_eq!(notes("N", ""), [2, 2, 2]);
    let filter = |attributes: &str| format!("<edmx:IncludeAnnotations {attributes}/>");
    let core = "TermNamespace=\"Org.OData.Core.V1\"";
    assert_eq!(notes("N", &filter(core)), [2, 2, 0]);
    assert_eq!(
        notes("N", &filter(&format!("{core} TargetNamespace=\"B\""))),
        [1, 1, 0]
    );
    assert_eq!(
        notes("N", &filter(&format!("{core} Qualifier=\"tablet\""))),
        [0, 2, 0]
    );
    let both = filter(&format!(
        "{core} TargetNamespace=\"A\" Qualifier=\"tablet\""
    )) + &filter("TermNamespace=\"N\" TargetNamespace=\"B\"");
    assert_eq!(notes("N", &both), [0, 1, 1]);
}
