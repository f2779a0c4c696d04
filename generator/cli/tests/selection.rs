//! `why` and `tree`: what is selected, and the reasons.

mod common;

use common::Folder;

const SHOP: &str = r#"<EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String"/><Property Name="shipTo" Type="NS.address"/>
  <NavigationProperty Name="lines" Type="Collection(NS.line)" ContainsTarget="true"/></EntityType>
<EntityType Name="line"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
  <NavigationProperty Name="order" Type="NS.order"/></EntityType>
<ComplexType Name="address"><Property Name="kind" Type="NS.kind"/></ComplexType>
<EnumType Name="kind"><Member Name="home"/></EnumType>
<ComplexType Name="unused"/>
<Action Name="ship" IsBound="true"><Parameter Name="o" Type="NS.order"/></Action>
<EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/><EntitySet Name="others" EntityType="NS.line"/></EntityContainer>"#;
const PETS: &str = r##"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"},
  "paths": {
    "/pets": {"get": {"operationId": "listPets", "tags": ["pets"], "responses": {"200": {"description": "All.",
      "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}}},
    "/owners": {"get": {"operationId": "listOwners", "tags": ["owners"], "responses": {"204": {"description": "None."}}}}
  },
  "components": {"schemas": {
    "Pet": {"type": "object", "properties": {"kind": {"enum": ["cat", "dog"]}, "name": {"$ref": "#/components/schemas/Name"}}},
    "Name": {"type": "object"}, "Other": {"type": "object"}}}}"##;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.schema("a.xml", SHOP);
    folder.file("b.json", PETS);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"src/shop\"\ninclude = [\"/orders/**\"]\n\n\
         [[module]]\nschema = \"b.json\"\nout = \"src/pets\"\ninclude = [\"tag:pets\"]\n",
    );
    folder
}

#[test]
fn chains_from_names_to_patterns() {
    let folder = folder();
    let mut shown = String::new();
    for (module, names) in [
        (
            "shop",
            [
                "NS.kind",
                "Kind",
                "Order::ship_to",
                "NS.order/shipTo",
                "Kind::Home",
                "OrderItem::ship",
                "NS.unused",
            ],
        ),
        (
            "pets",
            [
                "Name",
                "Pet::name",
                "PetKind",
                "listPets",
                "Pets::list",
                "GET /owners",
                "Other",
            ],
        ),
    ] {
        for name in names {
            let run = folder.run_with(&["why", name, "--module", module]);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}");
            shown.push_str(&format!(
                "$ clientwright why {name:?} --module {module}\n{}\n",
                run.stdout
            ));
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn chains_of_paths_and_of_members_that_are_not_selected() {
    let folder = folder();
    let mut shown = String::new();
    for name in [
        "/orders",
        "/orders/{id}/lines",
        "/orders('7')/lines/order",
        "/others",
        "NS.order/lines",
        "NS.line/order",
        "NS.unused/none",
    ] {
        let run = folder.run_with(&[
            "why",
            name,
            "--schema",
            "a.xml",
            "--include",
            "/orders",
            "--exclude",
            "NS.line/order",
        ]);
        shown.push_str(&format!(
            "$ clientwright why {name:?}\n{}{}\n",
            run.stdout, run.stderr
        ));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn names_that_do_not_exist() {
    let folder = folder();
    let run = folder.run("why NS.kindd --module shop");
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("a similar name exists: `NS.kind`"),
        "{}",
        run.stderr
    );
    assert_eq!(
        folder.run("why NS.kind").code,
        Some(2),
        "there are two modules"
    );
    let flags = folder.run("why Name --schema b.json --include Pet");
    assert!(
        flags.stdout.ends_with("  matches `Pet`\n"),
        "{}",
        flags.stdout
    );
}

#[test]
fn trees_with_marks() {
    let folder = folder();
    let shown = ["shop", "pets"].map(|module| {
        let run = folder.run(&format!("tree --module {module}"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        run.stdout
    });
    insta::assert_snapshot!(shown.join("\n--------\n\n"));
}

/// What a pattern excludes has that pattern as the reason, in both commands.
#[test]
fn exclusions_name_the_pattern() {
    let folder = folder();
    let mut shown = String::new();
    for (schema, pattern, name) in [
        ("a.xml", "/orders/lines", ""),
        ("a.xml", "NS.line", "NS.line"),
        ("a.xml", "NS.kind", "NS.kind"),
        ("a.xml", "NS.ship", "NS.ship"),
        ("b.json", "tag:owners", "GET /owners"),
        ("b.json", "schema:Name", "Name"),
    ] {
        let why = (!name.is_empty()).then(|| format!("why {name}"));
        for command in ["tree".to_owned()].into_iter().chain(why) {
            let mut words: Vec<&str> = command.splitn(2, ' ').collect();
            words.extend(["--schema", schema, "--exclude", pattern]);
            let run = folder.run_with(&words);
            let excluded = run
                .stdout
                .lines()
                .filter(|line| line.contains("excluded by"));
            let lines: String = excluded
                .map(|line| format!("  {}\n", line.trim()))
                .collect();
            shown.push_str(&format!("{command} --exclude {pattern}\n{lines}"));
        }
    }
    insta::assert_snapshot!(shown);
}

/// `check --diff` shows what would change, shortened, as text and as a message.
#[test]
fn stale_files_are_compared() {
    let folder = folder();
    assert_eq!(folder.run("generate -q").code, Some(0));
    assert_eq!(folder.run("check -q --diff").code, Some(0));
    folder.file("b.json", &PETS.replace("\"dog\"", "\"bird\""));
    let run = folder.run("check -q --diff");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
    let json = folder.run("check -q --diff --message-format json").stdout;
    assert!(json.contains("\"diff\":\"  "), "{json}");
    let many: Vec<String> = (0..200).map(|n| format!("\"m{n}\"")).collect();
    folder.file("b.json", &PETS.replace("\"dog\"", &many.join(", ")));
    let long = folder.run("check -q --diff").stderr;
    assert!(long.contains(" more lines\n"), "{long}");
    assert!(long.lines().count() < 200, "{long}");
}
