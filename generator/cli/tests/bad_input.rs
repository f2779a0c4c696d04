//! Bad input: every problem with its place, all in one run, exit code 1, nothing written.

mod common;

use common::{Folder, Run};

/// Generates into `out`, which must not be created.
fn fails(folder: &Folder, arguments: &str) -> Run {
    let run = folder.run(&format!("generate --out out {arguments}"));
    assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(!folder.path().join("out").exists(), "something was written");
    run
}

#[test]
fn truncated_xml() {
    let folder = Folder::new();
    folder.file(
        "a.xml",
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n  <edmx:DataServices>\n    <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n      <ComplexType Name=\"a\">\n        <Property Na",
    );
    insta::assert_snapshot!(fails(&folder, "--schema a.xml").failure());
}

#[test]
fn login_page_in_place_of_metadata() {
    let folder = Folder::new();
    folder.file(
        "a.xml",
        "<!DOCTYPE html>\n<html><head><title>Sign in</title><meta charset=utf-8></head><body>Please sign in<br></body></html>\n",
    );
    insta::assert_snapshot!(fails(&folder, "--schema a.xml").failure());
}

#[test]
fn many_problems_in_one_run() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <ComplexType Name="address">
        <Property Name="city" Type="NS.Citty"/>
        <Property Name="street" Type="Edm.Sting"/>
      </ComplexType>
      <ComplexType Name="City"/>
      <EnumType Name="address"><Member Name="a"/></EnumType>
      <ComplexType Name="x" BaseType="NS.y"/>
      <ComplexType Name="y" BaseType="NS.z"/>
      <ComplexType Name="z" BaseType="NS.x"/>"#,
    );
    let arguments = "--schema a.xml --include NS.adress --client-name class";
    insta::assert_snapshot!(fails(&folder, arguments).failure());
}

#[test]
fn pattern_that_matches_nothing() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <EntityType Name="flow"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <NavigationProperty Name="tasks" Type="Collection(NS.flow)" ContainsTarget="true"/></EntityType>
      <EntityContainer Name="C"><EntitySet Name="flows" EntityType="NS.flow"/></EntityContainer>"#,
    );
    let run = fails(
        &folder,
        "--schema a.xml --include /flow/** --include /flows/{id}/task --include NS.flwo --exclude /nothing/like/this",
    );
    insta::assert_snapshot!(run.failure());
}

#[test]
fn missing_file_and_unreadable_text() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("latin1.xml"), b"<a b=\"\xe4\"/>").expect("a file");
    insta::assert_snapshot!(fails(&folder, "--schema missing.xml --overlay latin1.xml").failure());
}

#[test]
fn overlay_that_no_longer_matches() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file(
        "overlay.xml",
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Overlay" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<Annotations Target="NS.adress"><Annotation Term="Org.OData.Core.V1.Description" String="Where."/></Annotations>
<Annotations Target="NS.address"><Annotation Term="Org.OData.Core.V1.Descripton" String="Where."/></Annotations>
</Schema></edmx:DataServices></edmx:Edmx>"#,
    );
    insta::assert_snapshot!(fails(&folder, "--schema a.xml --overlay overlay.xml").failure());
}

/// A folder that no user can create: a file has its path.
#[test]
fn folder_that_cannot_be_written() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file("taken", "a file");
    folder.file("there/a file", "");
    let said = [
        "taken/out",
        "taken",
        "there --layout single-file",
        "taken/out --lock there",
    ]
    .map(|out| {
        let run = folder.run(&format!("generate --schema a.xml --out {out}"));
        assert_eq!(run.code, Some(1));
        run.failure()
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn one_folder_that_cannot_be_written_stops_all_modules() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file("taken", "a file");
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"out\"\n\n[[module]]\nschema = \"a.xml\"\nout = \"taken/out\"\n",
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(!folder.path().join("out").exists(), "something was written");
}

#[test]
fn option_values_that_are_not_valid() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    let run = folder.run_with(&[
        "generate",
        "--schema",
        "a.xml",
        "--out",
        "out",
        "--client-name",
        "my client",
        "--base-url",
        "nowhere",
        "--crate",
        "My Crate!",
        "--runtime-path",
        "missing",
        "--allow",
        "csdl-005",
        "--allow",
        "csdl-0333",
    ]);
    assert_eq!(run.code, Some(1));
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"out\"\nallow = [\"csdl-031\", \"csdl-005\", \"csdl-0333\"]\n\
         client-name = \"my client\"\n\"base-url\" = \"nowhere\"\nlayout = \"single-file\"\ncrate = \"My Crate!\"\n\
         runtime-path = \"missing\"\n\n\
         [[module]]\nschema = \"a.xml\"\nout = \"other\"\nfeatures-per-root = true\n",
    );
    let configured = folder.run("generate");
    assert_eq!(configured.code, Some(1));
    insta::assert_snapshot!(format!("{}\n{}", run.failure(), configured.failure()));
}

#[test]
fn modules_in_one_place_and_nothing_selected() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"out\"\n\n[[module]]\nschema = \"a.xml\"\nout = \"out/b\"\n",
    );
    let nested = folder.run("generate");
    assert_eq!(nested.code, Some(1));
    let empty = folder.run("generate --schema a.xml --out out --exclude NS.*");
    assert_eq!(empty.code, Some(1));
    insta::assert_snapshot!(format!("{}\n{}", nested.failure(), empty.failure()));
}

/// A lock file must not overwrite generated code, nor code a lock file.
#[test]
fn lock_files_with_the_path_of_other_files() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    let nothing_written = || {
        let is_there = |name: &str| folder.path().join(name).exists();
        assert!(!["o", "p", "x"].into_iter().any(is_there));
    };
    let mut shown = String::new();
    for arguments in [
        "generate --schema a.xml --lock o/mod.rs --out o",
        "check --schema a.xml --lock p/../o/address.rs --out ./o",
        "generate --schema a.xml --lock o --out o",
        "generate --schema a.xml --lock x --out x --layout single-file",
        "slice --schema a.xml --lock x --out ./x",
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(1), "{arguments}: {}", run.stderr);
        nothing_written();
        shown.push_str(&run.failure());
    }
    let module = |out: &str, lock: &str| {
        format!("[[module]]\nschema = \"a.xml\"\nout = \"{out}\"\nlock = \"{lock}\"\n\n")
    };
    for (first, second) in [("p/address.rs", "o.lock"), ("o.lock", "./o.lock")] {
        let modules = module("o", first) + &module("p", second);
        folder.file("codegen.toml", &modules);
        let run = folder.run("generate");
        assert_eq!(run.code, Some(1), "{first}: {}", run.stderr);
        nothing_written();
        shown.push_str(&run.failure());
    }
    insta::assert_snapshot!(shown);
    // A lock file next to generated files has its own path.
    folder.file(
        "codegen.toml",
        &(module("o", "p/o.lock") + &module("p", "o/p.lock")),
    );
    for command in ["generate", "check"] {
        let run = folder.run(command);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file("out/mod.rs", "// mine\n");
    folder.file("out/other.rs", "// mine as well\n");
    let run = folder.run("generate --schema a.xml --out out");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
    assert_eq!(folder.tree("out").len(), 2, "something was written");
}

#[test]
fn wrong_configuration() {
    let folder = Folder::new();
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nprest = \"graph\"\n",
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}

#[test]
fn all_mistakes_of_a_configuration() {
    let folder = Folder::new();
    folder.file(
        "codegen.toml",
        r#"modul = 1
[[module]]
schema = "a.xml"
out = "out"
preset = "grpah"
include = "/x"
layuot = "tree"
"a`, expected `b" = 1
[[module]]
schema = "b.json"
out = 3
missing = "untypd"
descriptions = "yes"
rename = { "a/b" = 1, "c" = "d" }
"#,
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
    folder.file("codegen.toml", "[[module]]\nschema = a.xml\nout = [\n");
    let run = folder.run("check");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("codegen.toml:2:"), "{}", run.stderr);
}

#[test]
fn module_in_single_brackets() {
    let folder = Folder::new();
    folder.file(
        "codegen.toml",
        "# A service.\n[module]\nschema = \"a.xml\"\nout = \"out\"\n",
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stderr.contains("a module starts with `[[module]]`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("codegen.toml:2:1"), "{}", run.stderr);
}

#[test]
fn pattern_of_the_configuration_that_matches_nothing() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file(
        "codegen.toml",
        "[[module]]\nschema = \"a.xml\"\nout = \"out\"\ninclude = [\n    \"NS.address\",\n    \"NS.adress\",\n]\n",
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let folder = Folder::new();
    for arguments in [
        "",
        "generate --schema a.xml",
        "generate --out out",
        "generate --schema a.xml --out out --runtime-path x",
        "generate --schema a.xml --out out --preset nonsense",
        "generate --config codegen.toml --schema a.xml --out out",
        "check --allow csdl-031",
        "slice --out a.xml",
        "dump --stage schema --include /a",
        "dump --stage schema --schema a.xml --module out",
        "polish",
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        // Each message names `--help`.
        assert!(
            run.stderr.contains("--help") || run.stderr.contains("Usage:"),
            "{arguments}: {}",
            run.stderr
        );
    }
}

/// Everything that can be wrong with a rename or a correction, each with its place in the file.
#[test]
fn corrections_and_renames_that_are_not_valid() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <EntityType Name="base" Abstract="true"><Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String"/></EntityType>
      <EntityType Name="order" BaseType="NS.base"><Property Name="place" Type="NS.address"/>
        <Property Name="total" Type="Edm.String"/></EntityType>
      <ComplexType Name="address"/><TypeDefinition Name="code" UnderlyingType="Edm.String"/>
      <Action Name="close" IsBound="true"><Parameter Name="o" Type="NS.order"/></Action>
      <EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/></EntityContainer>"#,
    );
    folder.file(
        "codegen.toml",
        r#"[[module]]
schema = "a.xml"
out = "out"
remove = ["NS.address", "NS.base/id", "NS.adress", "NS.code/$UnderlyingType"]

[module.retype]
"NS.order/totl" = "Edm.Decimal"
"NS.order/total" = "Edm.Decimall"
"NS.order" = "Edm.String"

[module.nullable]
"NS.order/id" = false
"order/total" = true

[module.rename]
"NS.order/total" = "1st"
"NS.oder" = "Order"
"NS.close(Edm.String)" = "shut"
"NS.*" = "a::builders"
"NS.close/o" = "order"
"#,
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}

#[test]
fn renames_that_clash() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String"/><Property Name="total" Type="Edm.String"/>
        <NavigationProperty Name="next" Type="NS.order"/></EntityType>
      <ComplexType Name="address"/><ComplexType Name="place"/>
      <EntityContainer Name="C"><EntitySet Name="orders" EntityType="NS.order"/></EntityContainer>"#,
    );
    folder.file(
        "codegen.toml",
        r#"[[module]]
schema = "a.xml"
out = "out"

[module.rename]
"NS.order/total" = "id"
"NS.order/next" = "get"
"NS.address" = "Place"
"#,
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}

#[test]
fn lock_file_that_is_not_valid() {
    let folder = Folder::new();
    folder.schema("a.xml", r#"      <ComplexType Name="address"/>"#);
    folder.file(
        "names.lock",
        "# @generated by clientwright\nversion = 1\nNS.address\n\n[tyes]\n\n[types]\nNS.a = not a name\nNS.b\nNS.b = C\n\n\
         [fields NS.a]\nx = same\ny = same\n",
    );
    let run = fails(&folder, "--schema a.xml --lock names.lock");
    folder.file("names.lock", "mine\n");
    let foreign = fails(&folder, "--schema a.xml --lock names.lock");
    insta::assert_snapshot!(format!("{}\n{}", run.failure(), foreign.failure()));
}

#[test]
fn corrections_by_flags_that_are_not_valid() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <ComplexType Name="address"><Property Name="city" Type="Edm.String"/></ComplexType>"#,
    );
    let run = fails(
        &folder,
        "--schema a.xml --retype NS.address/city=NS.Citty --remove NS.adress --rename NS.address/cty=town",
    );
    insta::assert_snapshot!(run.failure());
}

/// For each kind of name that a pattern can match, a name that is nearly right.
#[test]
fn patterns_by_name_that_match_nothing() {
    let folder = Folder::new();
    folder.schema(
        "a.xml",
        r#"      <EntityType Name="flow"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <NavigationProperty Name="tasks" Type="Collection(NS.flow)"/></EntityType>
      <Action Name="restart" IsBound="true"><Parameter Name="f" Type="NS.flow"/></Action>
      <EntityContainer Name="C"><EntitySet Name="flows" EntityType="NS.flow"/></EntityContainer>"#,
    );
    let run = fails(
        &folder,
        "--schema a.xml --include flows/** --include flows --include NS.flow/task --include NS.restrat --exclude NS.flow/id \
         --leaf NS.flwo --leaf NS.restart",
    );
    insta::assert_snapshot!(run.failure());
}

#[test]
fn paging_rules_that_are_not_valid() {
    let folder = Folder::new();
    folder.file(
        "openapi.yaml",
        r##"openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: https://example.org}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {"200": {$ref: '#/components/responses/Pets'}}
  /visits:
    get:
      operationId: listVisits
      tags: [pets]
      responses: {"200": {$ref: '#/components/responses/Pets'}}
  /owners:
    get:
      operationId: listOwners
      responses: {"200": {$ref: '#/components/responses/Pets'}}
  /keys:
    get:
      operationId: listKeys
      responses: {"200": {$ref: '#/components/responses/Pets'}}
  /notes:
    get:
      operationId: listNotes
      responses: {"200": {$ref: '#/components/responses/Pets'}}
  /logs:
    get:
      operationId: listLogs
      responses: {"200": {description: a text, content: {text/plain: {}}}}
  /search:
    post:
      operationId: search
      responses: {"200": {$ref: '#/components/responses/Pets'}}
components:
  responses:
    Pets:
      description: ok
      headers: {X-Next: {schema: {type: string}}}
      content:
        application/json:
          schema:
            type: object
            properties:
              data: {type: array, items: {type: string}}
              page: {type: object, properties: {next: {type: string}}}
              tags: {type: array, items: {type: string}}
"##,
    );
    folder.file(
        "codegen.toml",
        r#"[[module]]
schema = "openapi.yaml"
out = "out"

[module.paging]
"listPets" = "token=page.nxt parameter=after items=data"
"listVisits" = "token=page.next parameter=after items=data"
"operation:listOwners" = "link=header:X-Nxt items=data"
"listKeys" = "link=page items=data"
"GET /notes" = "link-header"
"listLogs" = "link-header"
"search" = "token=page.next parameter=body:start items=data"
"/**" = "offset=skip"
"tag:pets" = "link=page.next items=data cursor=x"
"listCats" = "none"
"#,
    );
    let run = folder.run("generate");
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.failure());
}
