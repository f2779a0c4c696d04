//! The page and its data for small descriptions of both kinds.

use std::fs;

use clientwright_explore::{Options, explore, explored};

const SHOP: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EnumType Name="state"><Member Name="open" Value="0"/><Member Name="paid" Value="1"/></EnumType>
<EntityType Name="order"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.Int32" Nullable="false"/><Property Name="state" Type="Shop.state" Nullable="false"/>
  <NavigationProperty Name="lines" Type="Collection(Shop.line)" ContainsTarget="true"/></EntityType>
<EntityType Name="rush" BaseType="Shop.order"><Property Name="due" Type="Edm.Date"/></EntityType>
<EntityType Name="line"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<ComplexType Name="unused"/>
<Action Name="cancel" IsBound="true"><Parameter Name="order" Type="Shop.order"/><Parameter Name="reason" Type="Edm.String"/></Action>
<EntityContainer Name="Shop"><EntitySet Name="orders" EntityType="Shop.order">
  <Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation>
</EntitySet></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

const PETS: &str = r##"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "servers": [{"url": "https://pets.example/v1"}],
"security": [{"key": []}], "paths": {"/pets/{petId}": {"get": {"operationId": "getPet", "tags": ["pets"], "summary": "Reads a pet.",
  "parameters": [{"name": "petId", "in": "path", "required": true, "schema": {"type": "integer"}},
    {"name": "fields", "in": "query", "schema": {"type": "string"}}],
  "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}},
  "put": {"operationId": "setPet", "tags": ["pets"],
  "parameters": [{"name": "petId", "in": "path", "required": true, "schema": {"type": "integer"}}],
  "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
  "responses": {"204": {"description": ""}}}},
  "/owners": {"get": {"operationId": "listOwners", "tags": ["owners"], "responses": {"204": {"description": ""}}}}},
"components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
  "schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"},
    "kind": {"type": "string", "enum": ["cat", "dog"]}}}}}}"##;

/// Runs a function on the options for a description.
fn with<T>(name: &str, text: &str, include: &[&str], run: impl FnOnce(&Options) -> T) -> T {
    let folder = tempfile::tempdir().expect("a folder");
    let schema = folder.path().join(name);
    fs::write(&schema, text).expect("a file");
    run(&Options {
        schema,
        include: include.iter().map(|&pattern| pattern.to_owned()).collect(),
        out: "src/service".into(),
        ..Options::default()
    })
}

fn data(name: &str, text: &str, include: &[&str]) -> serde_json::Value {
    let json = with(name, text, include, |options| {
        explored(options).expect("a valid description")
    });
    serde_json::from_str(&json).expect("JSON")
}

#[test]
fn the_data_of_metadata() {
    let data = data("shop.csdl.xml", SHOP, &["/orders/**"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&data).expect("JSON"));
}

#[test]
fn the_data_of_a_description() {
    let data = data("pets.json", PETS, &["tag:pets"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&data).expect("JSON"));
}

/// What is not selected is in the data, with the pattern that excludes it.
#[test]
fn what_is_not_selected_has_a_reason() {
    let unselected = |include: &[&str], exclude: &[&str], leaf: &[&str]| -> Vec<String> {
        let more = r#"<EntitySet Name="lines" EntityType="Shop.line"/></EntityContainer>"#;
        let text = SHOP.replace("</EntityContainer>", more);
        let json = with("shop.csdl.xml", &text, include, |options| {
            let own = |patterns: &[&str]| patterns.iter().map(|&p| p.to_owned()).collect();
            let options = Options {
                exclude: own(exclude),
                leaf: own(leaf),
                ..options.clone()
            };
            explored(&options).expect("a valid description")
        });
        let data: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let list = data["unselected"].as_array().cloned().unwrap_or_default();
        let line = |segment: &serde_json::Value| {
            let text = |key: &str| segment[key].as_str().unwrap_or("-").to_owned();
            let of = segment["of"].as_u64().map(|of| {
                let of = usize::try_from(of).expect("it is small");
                data["types"][of]["wire"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            });
            let of = of.unwrap_or_else(|| "service".to_owned());
            [
                of,
                text("what"),
                text("name"),
                text("target"),
                text("excluded"),
            ]
            .join(" | ")
        };
        list.iter().map(line).collect()
    };
    assert_eq!(
        unselected(&["/orders/**"], &["/orders/lines", "Shop.cancel"], &[]),
        [
            "service | entity set | lines | Collection(Shop.line) | -",
            "Shop.order | navigation property | lines | Collection(Shop.line) | excluded by `/orders/lines`",
            "Shop.order | action | Shop.cancel | - | excluded by `Shop.cancel`",
        ]
    );
    assert_eq!(
        unselected(&[], &["Shop.line"], &[]),
        [
            "service | entity set | lines | Collection(Shop.line) | Shop.line is excluded by `Shop.line`",
            "Shop.order | navigation property | lines | Collection(Shop.line) | Shop.line is excluded by `Shop.line`",
            "Shop.rush | navigation property | lines | Collection(Shop.line) | Shop.line is excluded by `Shop.line`",
        ]
    );
    assert_eq!(
        unselected(&["/orders/**"], &[], &["Shop.order"]),
        [
            "service | entity set | lines | Collection(Shop.line) | -",
            "Shop.order | navigation property | lines | Collection(Shop.line) | Shop.order is a leaf by `Shop.order`",
            "Shop.order | action | Shop.cancel | - | Shop.order is a leaf by `Shop.order`",
        ]
    );
}

/// The URL of a function has its optional parameters only with them.
#[test]
fn optional_parameters_of_a_function_are_in_its_url() {
    let function = r#"<Function Name="rank" IsBound="true"><Parameter Name="order" Type="Shop.order"/>
        <Parameter Name="top" Type="Edm.Int32" Nullable="false"/>
        <Parameter Name="by" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.OptionalParameter"><Record/></Annotation></Parameter>
        <ReturnType Type="Edm.Int32"/></Function><Action"#;
    let text = SHOP.replacen("<Action", function, 1);
    let data = data("shop.csdl.xml", &text, &["/orders/**"]);
    let builders = data["builders"].as_array().expect("a list");
    let mut calls = builders
        .iter()
        .flat_map(|builder| builder["calls"].as_array().into_iter().flatten());
    let call = calls
        .find(|call| call["method"] == "rank")
        .expect("a function");
    let url = |key: &str| -> String {
        let pieces = call[key].as_array().expect("pieces").iter();
        let text = |piece: &serde_json::Value| match piece["v"].as_str() {
            Some(name) => format!("{{{name}}}"),
            None => piece.as_str().unwrap_or_default().to_owned(),
        };
        pieces.map(text).collect()
    };
    assert_eq!(url("url"), "/Shop.rank(top={top})");
    assert_eq!(url("url_with"), "/Shop.rank(top={top},by='{by}')");
}

/// The query options that paths do not allow, by the annotations of entity sets and of navigation properties.
#[test]
fn query_options_are_those_that_paths_allow() {
    let restricted = |text: &str| -> Vec<String> {
        let data = data("shop.csdl.xml", text, &["/orders/**"]);
        let builders = data["builders"].as_array().expect("a list");
        let links = builders
            .iter()
            .flat_map(|builder| builder["links"].as_array().into_iter().flatten());
        let lines = links.filter_map(|link| {
            let (own, below) = (link.get("denied"), link.get("below"));
            let line =
                [own, below].map(|part| part.map_or_else(|| "-".to_owned(), |p| p.to_string()));
            (own.is_some() || below.is_some()).then(|| {
                format!(
                    "{} {}",
                    link["method"].as_str().unwrap_or_default(),
                    line.join(" ")
                )
            })
        });
        lines.collect()
    };
    assert_eq!(restricted(SHOP), Vec::<String>::new());
    let of = |term: &str, value: &str| {
        format!(
            r#"<Annotation Term="Org.OData.Capabilities.V1.{term}"><Record>{value}</Record></Annotation>"#
        )
    };
    let set = of(
        "FilterRestrictions",
        r#"<PropertyValue Property="Filterable" Bool="false"/>"#,
    ) + &of(
        "SortRestrictions",
        r#"<PropertyValue Property="NonSortableProperties"><Collection><PropertyPath>state</PropertyPath></Collection></PropertyValue>"#,
    ) + &of(
        "SelectSupport",
        r#"<PropertyValue Property="Supported" Bool="true"/>"#,
    ) + &of(
        "NavigationRestrictions",
        r#"<PropertyValue Property="RestrictedProperties"><Collection><Record>
            <PropertyValue Property="NavigationProperty" NavigationPropertyPath="lines"/><PropertyValue Property="TopSupported" Bool="true"/>
            <PropertyValue Property="SelectSupport"><Record><PropertyValue Property="Supported" Bool="false"/></Record></PropertyValue>
            </Record></Collection></PropertyValue>"#,
    );
    let lines = r#"<Annotation Term="Org.OData.Capabilities.V1.TopSupported" Bool="false"/>"#
        .to_owned()
        + &of(
            "ExpandRestrictions",
            r#"<PropertyValue Property="Expandable" Bool="false"/>"#,
        );
    let property = r#"Type="Collection(Shop.line)" ContainsTarget="true""#;
    let text = SHOP
        .replace("</EntitySet>", &format!("{set}</EntitySet>"))
        .replace(
            &format!("{property}/>"),
            &format!("{property}>{lines}</NavigationProperty>"),
        );
    assert_eq!(
        restricted(&text),
        [
            r#"orders {"filter":["*"],"orderby":["state"]} {"lines":{"select":["*"],"top":[]}}"#,
            r#"lines {"expand":["*"],"top":["*"]} -"#,
        ]
    );
}

/// Credentials of OData are those that the metadata states.
#[test]
fn credentials_of_metadata() {
    let schemes = |records: &str| {
        let annotation = format!(
            r#"<Annotation Term="Org.OData.Authorization.V1.Authorizations"><Collection>{records}</Collection></Annotation></EntityContainer>"#
        );
        let text = SHOP.replace("</EntityContainer>", &annotation);
        data("shop.csdl.xml", &text, &[])["schemes"].to_string()
    };
    assert_eq!(schemes(""), "[]");
    let key = r#"<Record Type="Org.OData.Authorization.V1.ApiKey"><PropertyValue Property="Name" String="key"/>
        <PropertyValue Property="KeyName" String="X-Key"/>
        <PropertyValue Property="Location" EnumMember="Org.OData.Authorization.V1.KeyLocation/Header"/></Record>"#;
    assert_eq!(schemes(key), r#"[{"kind":"header","name":"X-Key"}]"#);
    let basic = r#"<Record Type="Org.OData.Authorization.V1.Http"><PropertyValue Property="Name" String="basic"/>
        <PropertyValue Property="Scheme" String="Basic"/></Record>"#;
    assert_eq!(schemes(basic), r#"[{"kind":"basic"}]"#);
}

/// A path that does not allow a key has no place for one of its entities.
#[test]
fn places_are_those_that_paths_allow() {
    let builders = |text: &str| -> Vec<String> {
        let data = data("shop.csdl.xml", text, &["/orders/**"]);
        let places = data["places"].as_array().expect("a list");
        let builder = |place: &serde_json::Value| {
            let index = place["builder"].as_u64().expect("an index");
            data["builders"][usize::try_from(index).expect("it is small")]["rust"].to_string()
        };
        places.iter().map(builder).collect()
    };
    let item = "\"crate::builders::OrderItem\"".to_owned();
    assert!(builders(SHOP).contains(&item), "{:?}", builders(SHOP));
    let without_key =
        r#"<Annotation Term="Org.OData.Capabilities.V1.IndexableByKey" Bool="false"/></EntitySet>"#;
    let text = SHOP.replace("</EntitySet>", without_key);
    assert!(!builders(&text).is_empty());
    assert!(!builders(&text).contains(&item), "{:?}", builders(&text));
}

/// A text that is markup, a script, an end of the data, and a line break of JavaScript.
const HOSTILE: &str = "</script><img src=x onerror=alert(1)>&amp;\u{2028}{{script}}<!--";

#[test]
fn texts_of_a_description_are_no_markup() {
    let text = PETS
        .replace("Reads a pet.", HOSTILE)
        .replace(
            "https://pets.example/v1",
            &format!("https://pets.example/{HOSTILE}"),
        )
        .replace("X-Key", "X-</script><b>")
        .replace("\"cat\"", &format!("\"{HOSTILE}\""));
    let page = with("pets.json", &text, &[], |options| {
        explore(options).expect("a valid description")
    });
    assert_eq!(
        page.matches("<script").count(),
        2,
        "the data and the scripts"
    );
    assert_eq!(page.matches("</script").count(), 2);
    for mark in ["<img", "<b>", "<!--", "\u{2028}"] {
        assert!(!page.contains(mark), "{mark}");
    }
    // The data has the texts as they are.
    let (_, rest) = page.split_once("id=\"data\">").expect("the data");
    let (json, _) = rest.split_once("</script>").expect("its end");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(data["base"], format!("https://pets.example/{HOSTILE}"));
    assert_eq!(data["schemes"][0]["name"], "X-</script><b>");
    let types = data["types"].as_array().expect("a list");
    let mut members = types
        .iter()
        .flat_map(|ty| ty["members"].as_array().into_iter().flatten());
    assert!(members.any(|member| member["wire"] == HOSTILE));
}

#[test]
fn the_page_is_whole_and_always_the_same() {
    let make = || {
        with("shop.csdl.xml", SHOP, &[], |options| {
            explore(options).expect("valid metadata")
        })
    };
    let page = make();
    assert_eq!(page, make());
    assert!(
        page.contains("default-src 'none'; script-src 'sha256-"),
        "a policy"
    );
    assert!(!page.contains("{{"), "a place of the template is left");
    for outside in ["src=", "http-equiv=\"refresh\"", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn problems_are_those_of_generating() {
    let error = with("shop.csdl.xml", SHOP, &["/nothing/**"], |options| {
        explore(options).expect_err("no path has this name")
    });
    assert_eq!(error.located()[0].code, "gen-001");
}

/// Metadata with a chain of entity types, each with a way to the next one and to the first one.
fn chain(length: usize) -> String {
    let types = (0..length).map(|at| {
        let next = (at + 1) % length;
        format!(
            "<EntityType Name=\"t{at:04}\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.Int32\" Nullable=\"false\"/>\
             <NavigationProperty Name=\"next\" Type=\"Collection(NS.t{next:04})\"/><NavigationProperty Name=\"first\" Type=\"NS.t0000\"/></EntityType>"
        )
    });
    let types: String = types.collect();
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{types}\
         <EntityContainer Name=\"C\"><EntitySet Name=\"all\" EntityType=\"NS.t0000\"/></EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"
    )
}

#[test]
fn the_page_grows_as_its_input_does() {
    let size = |length| {
        let json = with("chain.xml", &chain(length), &[], |options| {
            explored(options).expect("valid metadata")
        });
        json.len() as f64
    };
    let (small, large) = (size(100), size(400));
    assert!(
        large / small < 4.4,
        "{small} bytes, then {large} bytes for four times the types"
    );
}
