//! `graph`, and the diagrams of a `codegen.toml`.

mod common;

use std::fs;
use std::path::Path;

use common::Folder;

const SHOP: &str = r#"<EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.Int32" Nullable="false"/><Property Name="state" Type="NS.state"/>
  <NavigationProperty Name="lines" Type="Collection(NS.line)" ContainsTarget="true"/></EntityType>
<EntityType Name="line"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/></EntityType>
<EnumType Name="state"><Member Name="open"/></EnumType>
<EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/></EntityContainer>"#;

fn folder(diagrams: &str) -> Folder {
    let folder = Folder::new();
    folder.schema("service.xml", SHOP);
    folder.file(
        "codegen.toml",
        &format!("[[module]]\nschema = \"service.xml\"\nout = \"src/shop\"\n{diagrams}"),
    );
    folder
}

#[test]
fn the_extension_decides_about_the_format() {
    let folder = folder("");
    for (arguments, start) in [
        ("graph", "classDiagram\n"),
        ("graph --format dot", "digraph types {\n"),
        ("graph --format svg", "<svg "),
        ("graph --format markdown", "![3 types"),
    ] {
        let run = folder.run(arguments);
        assert_eq!(
            (run.code, run.stderr.as_str()),
            (Some(0), ""),
            "{arguments}"
        );
        assert!(run.stdout.starts_with(start), "{arguments}: {}", run.stdout);
    }
    for (name, start) in [
        ("a.mmd", "classDiagram\n"),
        ("a.gv", "digraph types {\n"),
        ("a.svg", "<svg "),
        ("a.md", "!["),
    ] {
        let run = folder.run(&format!(
            "graph --out {name} --root Order --depth 1 --hide Line"
        ));
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), ""),
            "{}",
            run.stderr
        );
        let text = fs::read_to_string(folder.path().join(name)).expect("a file");
        assert!(text.starts_with(start), "{name}: {text}");
    }
    let run = folder.run("graph --out a.mmd --root NS.order --properties none --names wire");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = fs::read_to_string(folder.path().join("a.mmd")).expect("a file");
    assert!(
        text.contains("[\"order\"]") && !text.contains("id"),
        "{text}"
    );
}

/// `--format` decides about a file with another extension.
#[test]
fn an_unknown_extension_is_an_error() {
    let known = "`.mmd`, `.mermaid`, `.dot`, `.gv`, `.svg`, `.md`";
    let here = folder("");
    for name in ["a.puml", "types", "a.SVG"] {
        let run = here.run(&format!("graph --out {name}"));
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        let message =
            format!("the extension of `{name}` means no format: use one of {known}, or `--format`");
        assert!(run.stderr.contains(&message), "{}", run.stderr);
        assert!(!here.path().join(name).exists(), "{name}");
    }
    let run = here.run("graph --out a.txt --format dot");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = fs::read_to_string(here.path().join("a.txt")).expect("a file");
    assert!(text.starts_with("digraph types {\n"), "{text}");

    let configured = folder("[[diagram]]\nout = \"types.puml\"\n");
    let run = configured.run("generate");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let message =
        format!("the extension of `types.puml` means no format: use one of {known}, or `format`");
    assert!(run.stderr.contains(&message), "{}", run.stderr);
    let configured = folder("[[diagram]]\nout = \"types.puml\"\nformat = \"mermaid\"\n");
    let run = configured.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn wrong_arguments_are_refused() {
    let folder = folder("");
    assert_eq!(folder.run("graph --depth 1").code, Some(2));
    let run = folder.run("graph --root Ordre");
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("a similar name exists: `Order`"),
        "{}",
        run.stderr
    );
}

/// The preset hides warnings beside the errors of a run, as for the other commands.
#[test]
fn the_preset_hides_warnings() {
    let folder = Folder::new();
    folder.schema(
        "service.xml",
        r#"<EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.Int32" Nullable="false"/><Property Name="state" Type="NS.Missing"/></EntityType>
<Action Name="cancel" IsBound="true" EntitySetPath="order"><Parameter Name="order" Type="NS.order"/></Action>
<EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/></EntityContainer>"#,
    );
    for (preset, is_shown) in [("standard", true), ("graph", false)] {
        let run = folder.run(&format!("graph --schema service.xml --preset {preset}"));
        assert_eq!(run.code, Some(1), "{preset}");
        assert!(run.stderr.contains("error[csdl-"), "{}", run.stderr);
        let shown = run.stderr.contains("warning[csdl-032]");
        assert_eq!(shown, is_shown, "{preset}: {}", run.stderr);
    }
}

/// `generate` writes the diagrams of a configuration, and `check` finds those that are stale.
#[test]
fn diagrams_are_generated_with_the_code() {
    let folder = folder(
        "[[diagram]]\nout = \"docs/types.svg\"\ntitle = \"Orders\"\n\n\
         [[diagram]]\nmodule = \"src/shop\"\nout = \"docs/types.mmd\"\nroot = [\"Order\"]\ndepth = 1\nhide = [\"state\"]\n\
         properties = \"relations\"\nnames = \"wire\"\n",
    );
    let run = folder.run("check");
    assert_eq!(run.code, Some(1));
    for stale in ["stale: docs/types.svg", "stale: docs/types.mmd"] {
        assert!(run.stderr.contains(stale), "{}", run.stderr);
    }
    let run = folder.run("generate");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let (svg, mermaid) = (read("docs/types.svg"), read("docs/types.mmd"));
    assert!(svg.starts_with("<!-- @generated by clientwright"), "{svg}");
    assert!(svg.contains("<title>Orders</title>"), "{svg}");
    insta::assert_snapshot!(mermaid);
    assert_eq!(folder.run("check").code, Some(0));
    assert!(folder.run("generate").stdout.contains("0 written"));

    folder.file("docs/types.svg", &svg.replace("Order", "Odder"));
    let run = folder.run("check --diff");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("Odder"), "{}", run.stderr);
    assert_eq!(folder.run("generate").code, Some(0));
    assert_eq!(read("docs/types.svg"), svg);

    // A file of somebody else is kept.
    folder.file("docs/types.svg", "<svg/>\n");
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("gen-021"), "{}", run.stderr);
    assert_eq!(read("docs/types.svg"), "<svg/>\n");
}

#[test]
fn wrong_diagrams_of_a_configuration_are_reported() {
    for (diagram, message) in [
        (
            "[[diagram]]\nout = \"src/shop/a.svg\"\n",
            "in the folder of the module",
        ),
        (
            "[[diagram]]\nout = \"a.svg\"\nmodule = \"src/other\"\n",
            "needs `module`",
        ),
        (
            "[[diagram]]\nout = \"a.svg\"\n[[diagram]]\nout = \"a.svg\"\n",
            "the same file: `a.svg`",
        ),
        (
            "[[diagram]]\nout = \"a.svg\"\nroots = [\"Order\"]\n",
            "a similar name is valid here: `root`",
        ),
        ("[[diagram]]\nroot = [\"Order\"]\n", "a diagram needs `out`"),
        (
            "[[diagram]]\nout = \"a.svg\"\ndepth = 1\n",
            "`depth` needs `root`",
        ),
        (
            "[[diagram]]\nout = \"a.svg\"\nroot = [\"Ordre\"]\n",
            "a similar name exists: `Order`",
        ),
    ] {
        let folder = folder(diagram);
        let run = folder.run("generate");
        assert_eq!(run.code, Some(1), "{diagram}");
        assert!(run.stderr.contains(message), "{diagram}: {}", run.stderr);
        assert!(!folder.path().join("src").exists(), "{diagram}");
    }
}

/// The diagrams of this repository are those that its `codegen.toml` gives.
#[test]
fn committed_diagrams_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let run = Folder::at(root).run("check");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
