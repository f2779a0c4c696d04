//! Diagrams: what they show in each format, which texts they escape, and that boxes and lines of a picture do not overlap.

mod picture;

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clientwright::{Drawing, DrawingFormat, DrawingNames, DrawingRows, Options, diagram};
use picture::Picture;
use tempfile::TempDir;

const SHOP: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop.Sales" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="thing" Abstract="true"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityType Name="order" BaseType="Shop.Sales.thing">
    <Property Name="state" Type="Shop.Sales.state"/><Property Name="shipTo" Type="Shop.Sales.address"/>
    <NavigationProperty Name="lines" Type="Collection(Shop.Sales.line)" ContainsTarget="true"/>
    <NavigationProperty Name="customer" Type="Shop.Sales.party"/></EntityType>
  <EntityType Name="line" BaseType="Shop.Sales.thing">
    <Property Name="count" Type="Edm.Int32"/><NavigationProperty Name="replaces" Type="Shop.Sales.line"/></EntityType>
  <EntityType Name="party" BaseType="Shop.Sales.thing" Abstract="true">
    <Property Name="name" Type="Edm.String"/><Property Name="addresses" Type="Collection(Shop.Sales.address)"/></EntityType>
  <EntityType Name="person" BaseType="Shop.Sales.party"><Property Name="born" Type="Edm.Date"/></EntityType>
  <EntityType Name="company" BaseType="Shop.Sales.party"><NavigationProperty Name="contact" Type="Shop.Sales.person"/></EntityType>
  <ComplexType Name="address"><Property Name="city" Type="Edm.String"/><Property Name="code" Type="Shop.Sales.code"/></ComplexType>
  <TypeDefinition Name="code" UnderlyingType="Edm.String"/>
  <EnumType Name="state"><Member Name="open"/><Member Name="sent"/></EnumType>
  <EntityContainer Name="C"><EntitySet Name="orders" EntityType="Shop.Sales.order"/><EntitySet Name="people" EntityType="Shop.Sales.person"/>
    <EntitySet Name="companies" EntityType="Shop.Sales.company"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

const PETS: &str = r##"
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [name, home]
      properties:
        name: {type: string}
        species: {$ref: '#/components/schemas/Species'}
        home: {type: object, properties: {street: {type: string}, size: {enum: [small, large]}}}
        treatments: {type: array, items: {$ref: '#/components/schemas/Treatment'}}
        friends: {type: object, additionalProperties: {$ref: '#/components/schemas/Pet'}}
    Species: {type: string, enum: [cat, dog]}
    Treatment:
      oneOf: [{$ref: '#/components/schemas/CheckUp'}, {$ref: '#/components/schemas/Surgery'}]
      discriminator: {propertyName: kind}
    CheckUp: {type: object, required: [kind], properties: {kind: {type: string}, findings: {type: string}}}
    Surgery: {type: object, required: [kind], properties: {kind: {type: string}, minutes: {type: integer}}}
    Alone: {type: object, properties: {any: {}}}
"##;

/// A description in a folder of its own.
struct Input {
    options: Options,
    _folder: TempDir,
}

impl Input {
    fn new(name: &str, text: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let schema = folder.path().join(name);
        fs::write(&schema, text).expect("a file");
        Self {
            options: Options {
                schema,
                ..Options::default()
            },
            _folder: folder,
        }
    }

    fn shop() -> Self {
        Self::new("shop.csdl.xml", SHOP)
    }

    fn pets() -> Self {
        Self::new("pets.yaml", PETS)
    }

    fn draw(&self, drawing: &Drawing) -> String {
        diagram(&self.options, drawing).expect("a diagram")
    }
}

fn as_format(format: DrawingFormat) -> Drawing {
    Drawing {
        format,
        ..Drawing::default()
    }
}

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn metadata_is_drawn_in_each_format() {
    let shop = Input::shop();
    insta::assert_snapshot!("shop_mermaid", shop.draw(&Drawing::default()));
    insta::assert_snapshot!("shop_dot", shop.draw(&as_format(DrawingFormat::Dot)));
    insta::assert_snapshot!("shop_svg", shop.draw(&as_format(DrawingFormat::Svg)));
}

#[test]
fn descriptions_are_drawn_in_each_format() {
    let pets = Input::pets();
    insta::assert_snapshot!("pets_mermaid", pets.draw(&Drawing::default()));
    insta::assert_snapshot!("pets_dot", pets.draw(&as_format(DrawingFormat::Dot)));
    insta::assert_snapshot!("pets_svg", pets.draw(&as_format(DrawingFormat::Svg)));
}

#[test]
fn what_is_shown_is_chosen() {
    let shop = Input::shop();
    let mut text = String::new();
    let mut add = |what: &str, drawing: &Drawing| {
        text.push_str(&format!("== {what}\n{}\n", shop.draw(drawing)));
    };
    let near = Drawing {
        roots: names(&["Order"]),
        depth: Some(1),
        ..Drawing::default()
    };
    add("one relation from Order", &near);
    let hidden = Drawing {
        hidden: names(&["thing", "Shop.Sales.address"]),
        rows: DrawingRows::Relations,
        ..Drawing::default()
    };
    add("relations, without thing and address", &hidden);
    let wire = Drawing {
        roots: names(&["company", "line"]),
        rows: DrawingRows::None,
        names: DrawingNames::Wire,
        ..Drawing::default()
    };
    add("from company and line, by the names of the metadata", &wire);
    insta::assert_snapshot!(text);
}

#[test]
fn a_wrong_name_is_reported_with_a_near_one() {
    let drawing = Drawing {
        roots: names(&["Ordre"]),
        hidden: names(&["nothing.like.it"]),
        ..Drawing::default()
    };
    let shop = Input::shop();
    let error = diagram(&shop.options, &drawing).expect_err("there are no such types");
    let error = error.to_string();
    assert!(error.contains("`Order`"), "{error}");
    assert!(error.contains("`nothing.like.it`"), "{error}");
    assert!(error.contains("gen-003"), "{error}");
}

/// A name in Rust is that of the type, or its whole path; other texts that end with it name nothing.
#[test]
fn names_in_rust_are_whole_paths() {
    let parts = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop.Sales" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="part"/></Schema>
<Schema Namespace="Shop.Stock" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="part"/><ComplexType Name="place"/></Schema>
</edmx:DataServices></edmx:Edmx>"#;
    let input = Input::new("parts.xml", parts);
    let count = |root: &str| {
        let drawing = Drawing {
            roots: names(&[root]),
            ..Drawing::default()
        };
        let text = diagram(&input.options, &drawing).ok()?;
        Some(text.matches("    class ").count())
    };
    assert_eq!(count("Part"), Some(2));
    assert_eq!(count("shop::stock::Part"), Some(1));
    assert_eq!(count("shop::stock::Place"), Some(1));
    for wrong in [
        "shop::stockPart",
        "shop::stock::::Part",
        "shop::Place",
        "art",
    ] {
        assert_eq!(count(wrong), None, "{wrong}");
    }
}

/// A picture in Markdown is the picture.
#[test]
fn markdown_contains_the_picture() {
    let shop = Input::shop();
    let drawing = Drawing {
        title: Some("Orders [and](x) *more*".to_owned()),
        ..as_format(DrawingFormat::Markdown)
    };
    let text = shop.draw(&drawing);
    let parsed: Vec<_> = pulldown_cmark::Parser::new(&text).collect();
    let image = parsed.iter().find_map(|event| match event {
        pulldown_cmark::Event::Start(pulldown_cmark::Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    let data = image
        .expect("an image")
        .strip_prefix("data:image/svg+xml;base64,");
    let bytes = STANDARD.decode(data.expect("a picture")).expect("base64");
    let svg = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(
        Picture::read(&svg).texts.len(),
        Picture::read(&shop.draw(&as_format(DrawingFormat::Svg)))
            .texts
            .len()
    );
    let title: String = parsed
        .iter()
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    assert_eq!(title, "Orders [and](x) *more*");
}

/// The largest diagrams that are drawn take a second or two; larger ones are refused with a way out.
#[test]
fn size_is_limited() {
    let description = |types: usize, properties: usize| {
        let schema = |index: usize| {
            let property = |number: usize| {
                let to = (index * 7 + number * 13) % types;
                format!("p{number}: {{$ref: '#/components/schemas/T{to}'}}")
            };
            let properties: Vec<String> = (0..properties).map(property).collect();
            format!(
                "    T{index}: {{type: object, properties: {{{}}}}}\n",
                properties.join(", ")
            )
        };
        let schemas: String = (0..types).map(schema).collect();
        format!(
            "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        )
    };
    let refused = |types, properties, format| {
        let input = Input::new("a.yaml", &description(types, properties));
        let error = diagram(&input.options, &as_format(format)).map(|_| ());
        let error = error.expect_err("it is too large").to_string();
        assert!(
            error.contains("gen-075") && error.contains("--root"),
            "{error}"
        );
    };
    refused(100, 6, DrawingFormat::Mermaid);
    refused(401, 0, DrawingFormat::Svg);
    refused(300, 7, DrawingFormat::Svg);
    // Few enough types and relations, but too many places where lines pass columns.
    refused(390, 5, DrawingFormat::Svg);
    let large = Input::new("a.yaml", &description(120, 5));
    Picture::read(&large.draw(&as_format(DrawingFormat::Svg))).check();
    let dot = large.draw(&as_format(DrawingFormat::Dot));
    assert_eq!(dot.matches(" -> ").count(), 120 * 5);
}

/// Each type of a chain has a column of its own, and refers to the next, the first and the last type.
#[test]
fn chains_are_drawn() {
    let schema = |index: usize| {
        let to = |name: &str, to: usize| format!("{name}: {{$ref: '#/components/schemas/T{to}'}}");
        let properties = [
            to("next", (index + 1).min(199)),
            to("last", 199),
            to("first", 0),
        ];
        format!(
            "    T{index}: {{type: object, properties: {{{}}}}}\n",
            properties.join(", ")
        )
    };
    let schemas: String = (0..200).map(schema).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let input = Input::new("a.yaml", &text);
    Picture::read(&input.draw(&as_format(DrawingFormat::Svg))).check();
}

/// Foreign text is text in every format.
#[test]
fn hostile_names_are_text() {
    const NAMES: [&str; 8] = [
        "\"];<script>alert(1)</script>",
        "}\n  click t0 href \"javascript:alert(1)\"",
        "]]>&lt;!--",
        "{<|--}~x~ <<i>> $*",
        "%%{init: {'securityLevel': 'loose'}}%%",
        "\\\" shape=box URL=\"x",
        "a\u{202e}b\u{1b}[31m\u{ffff}\u{0}",
        "#quot; ] ( ) ` ${x} -- : note",
    ];
    let quoted = NAMES.map(|name| serde_json::to_string(name).expect("JSON"));
    let properties: Vec<String> = quoted
        .iter()
        .map(|name| format!("{name}: {{\"$ref\": \"#/components/schemas/Other\"}}"))
        .collect();
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{}}, \"components\": {{\"schemas\": {{\
         \"Odd\": {{\"type\": \"object\", \"properties\": {{{}}}}}, \"Other\": {{\"enum\": [{}]}}}}}}}}",
        properties.join(", "),
        quoted.join(", ")
    );
    let input = Input::new("odd.json", &text);
    let wire = |format| Drawing {
        names: DrawingNames::Wire,
        title: Some(NAMES.concat()),
        ..as_format(format)
    };
    let picture = Picture::read(&input.draw(&wire(DrawingFormat::Svg)));
    picture.check();
    for name in [
        "\"];<script>alert(1)</script>",
        "]]>&lt;!--",
        "{<|--}~x~ <<i>> $*",
    ] {
        assert!(
            picture.texts.iter().any(|text| text.starts_with(name)),
            "{name}: {:?}",
            picture.texts
        );
    }
    // Markdown contains the same picture.
    let markdown = input.draw(&wire(DrawingFormat::Markdown));
    let is_html = |event: &pulldown_cmark::Event<'_>| {
        use pulldown_cmark::Event::{Html, InlineHtml};
        matches!(event, Html(_) | InlineHtml(_))
    };
    assert!(!pulldown_cmark::Parser::new(&markdown).any(|event| is_html(&event)));
    let paragraphs = pulldown_cmark::Parser::new(&markdown).filter(|event| {
        matches!(
            event,
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph)
        )
    });
    assert_eq!(paragraphs.count(), 1, "{markdown}");

    let mermaid = input.draw(&wire(DrawingFormat::Mermaid));
    let inside = |line: &str| line.starts_with("        ") && !line.starts_with("        <<");
    for line in mermaid.lines().filter(|line| inside(line)) {
        let is_plain = |c: char| c.is_alphanumeric() || !c.is_ascii() || " _./-,[]:".contains(c);
        assert!(line.chars().all(is_plain), "{line}");
    }
    assert!(!mermaid.contains("click t0 href \""), "{mermaid}");
    assert!(!mermaid.contains("%%"), "{mermaid}");
    insta::assert_snapshot!("hostile_dot", input.draw(&wire(DrawingFormat::Dot)));
    insta::assert_snapshot!("hostile_mermaid", mermaid);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The options of a golden case.
fn case(folder: &Path) -> Options {
    let text = fs::read_to_string(folder.join("options.toml")).expect("options");
    let options: Options = toml::from_str(&text).expect("valid options");
    let mut inputs = fs::read_dir(folder).expect("a folder");
    let is_input = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("schema.")
    };
    let input = inputs.find_map(|entry| Some(entry.expect("an entry").path()).filter(is_input));
    Options {
        schema: input.expect("an input"),
        ..options
    }
}

/// The modules of the committed crates.
fn committed() -> Vec<Options> {
    let text = fs::read_to_string(root().join("codegen.toml")).expect("a configuration");
    let mut table: toml::Table = toml::from_str(&text).expect("TOML");
    let modules = table.remove("module").expect("modules");
    let modules: Vec<Options> = modules.try_into().expect("valid options");
    modules
        .into_iter()
        .map(|options| options.relative_to(&root()))
        .collect()
}

/// Both committed crates, and every golden case.
#[test]
fn pictures_have_no_overlaps() {
    let cases = fs::read_dir(root().join("tests/cases")).expect("a folder");
    let mut folders: Vec<PathBuf> = cases.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let cases = folders.iter().map(|folder| case(folder));
    let mut drawn = 0;
    for options in cases.chain(committed()) {
        let Ok(svg) = diagram(&options, &as_format(DrawingFormat::Svg)) else {
            continue;
        };
        Picture::read(&svg).check();
        drawn += 1;
    }
    assert!(drawn > 100, "{drawn}");
}
