//! Metadata is untrusted: a run with any metadata ends with code that parses or with diagnostics, never with a panic.

use std::fs;
use std::path::Path;

use clientwright::{Generated, Layout, Options, generate};
use clientwright_tests::fuzzing::{self, Outcome};
use clientwright_tests::random::Random;
use clientwright_tests::{cases, root};

/// Names with a meaning in Rust, in the runtime or in CSDL.
const NAMES: &[&str] = &[
    "self",
    "Self",
    "crate",
    "_",
    "__",
    "1",
    "a b",
    "",
    "Option",
    "Vec",
    "rt",
    "odata",
    "type",
    "Err",
    "new",
    "id",
    "größe",
    "名前",
    "r#x",
    "a.b",
    "Edm.String",
    "Edm.Untyped",
    "Collection(Edm.Int32)",
    "true",
    "false",
    "99999999999999999999",
    "-1",
    "Shop",
    "builders",
    "Other",
    "UnknownFutureValue",
    "*/",
    "\\",
    "${x}",
    "&quot;",
    "&#0;",
    "&lt;",
];

/// Replaces the values of some attributes.
fn replace_values(text: &str, random: &mut Random) -> String {
    let mut parts: Vec<String> = text.split('"').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        // Every second part is between quotes.
        let at = random.below(parts.len() / 2) * 2 + 1;
        if at < parts.len() {
            let from_elsewhere = random.below(parts.len() / 2) * 2 + 1;
            parts[at] = match random.below(2) {
                0 => NAMES[random.below(NAMES.len())].to_owned(),
                _ => parts.get(from_elsewhere).cloned().unwrap_or_default(),
            };
        }
    }
    parts.join("\"")
}

/// Moves, repeats or drops lines, most of which are whole elements.
fn shuffle_lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..=random.below(2) {
        if lines.is_empty() {
            break;
        }
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(3) {
            0 => lines.swap(from, to),
            1 => lines.insert(to, lines[from]),
            _ => {
                lines.remove(from);
            }
        }
    }
    lines.join("\n")
}

/// Copies the files that the metadata of a case refers to.
fn copy_parts(case: &Path, folder: &Path) {
    let Ok(parts) = fs::read_dir(case.join("parts")) else {
        return;
    };
    fs::create_dir_all(folder.join("parts")).expect("a folder");
    for part in parts {
        let part = part.expect("a readable entry");
        let to = folder.join("parts").join(part.file_name());
        fs::copy(part.path(), to).expect("a file");
    }
}

#[test]
fn no_metadata_makes_the_generator_panic() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    let mut random = Random::new(0);
    let (mut generated, mut refused) = (0, 0);
    for case in cases() {
        let text = fs::read_to_string(&case.options.schema).expect("a case has a schema");
        copy_parts(&case.folder, folder.path());
        for round in 0..runs("FUZZ_SCHEMAS", 20) {
            let mutated = match round % 3 {
                0 => shuffle_lines(&text, &mut random),
                _ => replace_values(&text, &mut random),
            };
            fs::write(&schema, &mutated).expect("a file");
            let options = Options {
                schema: schema.clone(),
                ..case.options.clone()
            };
            match std::panic::catch_unwind(|| fuzzing::generate_from(&options)) {
                Ok(Outcome::Accepted) => generated += 1,
                Ok(Outcome::Rejected) => refused += 1,
                Err(_) => panic!("the generator panicked on\n{mutated}"),
            }
        }
    }
    // Both outcomes must be frequent, or the mutations test nothing.
    assert!(generated > 100, "{generated} generated, {refused} refused");
    assert!(refused > 100, "{generated} generated, {refused} refused");
}

/// Generates from one schema `NS` with this body; the error is the text of the diagnostics.
fn run(body: &str) -> Result<Generated, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    let text = format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{body}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    );
    fs::write(&schema, text).expect("a file");
    let options = Options {
        schema,
        layout: Layout::SingleFile,
        ..Options::default()
    };
    generate(&options).map_err(|error| error.to_string())
}

/// The code of [`run`].
fn outcome(body: &str) -> Result<String, String> {
    Ok(run(body)?.output.into_values().collect())
}

fn refused(body: &str, code: &str) {
    let said = outcome(body).expect_err(code);
    assert!(said.contains(code), "{said}");
}

#[test]
fn too_deep_nesting_is_an_error() {
    let annotation = |depth: usize| {
        let (open, close) = ("<Collection>".repeat(depth), "</Collection>".repeat(depth));
        format!(
            "<ComplexType Name=\"A\"><Annotation Term=\"NS.T\">{open}{close}</Annotation></ComplexType>"
        )
    };
    outcome(&annotation(100)).expect("a depth below the limit");
    refused(&annotation(100_000), "csdl-006");
    let chain: String = (1..2_000)
        .map(|n| format!("<ComplexType Name=\"T{n}\" BaseType=\"NS.T{}\"><Property Name=\"p{n}\" Type=\"Edm.Int32\"/></ComplexType>", n - 1))
        .collect();
    refused(&format!("<ComplexType Name=\"T0\"/>{chain}"), "csdl-006");
}

#[test]
fn long_chains_and_cycles_of_values_are_generated() {
    // Each type contains the next by value, and the last contains the first.
    let count = 3_000;
    let ring: String = (0..count)
        .map(|n| format!("<ComplexType Name=\"T{n}\"><Property Name=\"next\" Type=\"NS.T{}\"/></ComplexType>", (n + 1) % count))
        .collect();
    let code = outcome(&ring).expect("a cycle is legal");
    assert!(
        code.contains("Option<rt::One<super::T"),
        "nothing breaks the cycle"
    );
}

const ENTITY: &str = "<EntityType Name=\"E\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/>\
    <NavigationProperty Name=\"a\" Type=\"NS.E\"/><NavigationProperty Name=\"b\" Type=\"NS.E\"/></EntityType>";

#[test]
fn chains_of_containers_are_limited() {
    let chain = |count: usize| {
        let containers = (0..count).map(|n| {
            let extends = match n {
                0 => String::new(),
                n => format!("Extends=\"NS.C{}\"", n - 1),
            };
            format!("<EntityContainer Name=\"C{n}\" {extends}><EntitySet Name=\"s{n}\" EntityType=\"NS.E\"/></EntityContainer>")
        });
        format!("{ENTITY}{}", containers.collect::<String>())
    };
    // Each client has the sets of all containers before it.
    let code = outcome(&chain(21)).expect("a chain of containers is legal");
    assert_eq!(code.matches("The entity set").count(), 21 * 22 / 2);
    assert!(code.len() < 100_000, "{} bytes", code.len());
    for count in [22, 1_000] {
        refused(&chain(count), "csdl-006");
    }
}

/// Restrictions of paths, in an annotation of the navigation property `a` of [`ENTITY`].
fn restricted(paths: impl Iterator<Item = String>) -> String {
    let entries = paths.map(|path| {
        format!(
            "<Record><PropertyValue Property=\"NavigationProperty\" NavigationPropertyPath=\"{path}\"/>\
             <PropertyValue Property=\"IndexableByKey\" Bool=\"false\"/></Record>"
        )
    });
    let entries: String = entries.collect();
    format!(
        "{ENTITY}<Annotations Target=\"NS.E/a\"><Annotation Term=\"Org.OData.Capabilities.V1.NavigationRestrictions\"><Record>\
         <PropertyValue Property=\"RestrictedProperties\"><Collection>{entries}</Collection></PropertyValue></Record></Annotation>\
         </Annotations><EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"NS.E\"/></EntityContainer>"
    )
}

#[test]
fn long_restricted_paths_are_ignored_with_a_warning() {
    let path = |segments: usize| vec!["a"; segments].join("/");
    let heard = run(&restricted([path(16)].into_iter())).expect("legal");
    assert!(!heard.warnings.contains("gen-008"), "{}", heard.warnings);
    let code: String = heard.output.into_values().collect();
    assert!(code.contains("EAAAPath"), "no marker for a/a/a");
    for segments in [17, 1_500] {
        let ignored = run(&restricted([path(segments)].into_iter())).expect("legal");
        assert!(ignored.warnings.contains("warning[gen-008]"), "{segments}");
        assert!(
            ignored.warnings.contains("schema.csdl.xml:1:"),
            "{}",
            ignored.warnings
        );
        let code: String = ignored.output.into_values().collect();
        assert!(!code.contains("EAAPath"), "a marker for what is ignored");
    }
}

/// Many of one construct, and the output for them: twice as many constructs give about twice as much output.
#[test]
fn output_grows_with_the_metadata_and_no_faster() {
    fn many(count: usize, one: impl Fn(usize) -> String) -> String {
        (0..count).map(one).collect()
    }
    type Metadata = fn(usize) -> String;
    let table: [(&str, Metadata); 6] = [
        ("restricted paths", |count| {
            // Few common ends, with two letters.
            let step = |bits: usize| move |at: usize| if bits >> at & 1 == 0 { "a" } else { "b" };
            let path = |n: usize| (0..16).map(step(n * 40_503)).collect::<Vec<_>>().join("/");
            restricted((0..count).map(path))
        }),
        ("containers", |count| {
            let container = |n| {
                format!(
                    "<EntityContainer Name=\"C{n}\"><EntitySet Name=\"s{n}\" EntityType=\"NS.E\"/></EntityContainer>"
                )
            };
            format!("{ENTITY}{}", many(count, container))
        }),
        ("aliases", |count| {
            let schema = |n| {
                format!(
                    "</Schema><Schema Namespace=\"N{n}\" Alias=\"A{n}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"T\"/>"
                )
            };
            many(count, schema)
        }),
        ("namespaces", |count| {
            let schema = |n| {
                format!(
                    "</Schema><Schema Namespace=\"NS.N{n}.M\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><ComplexType Name=\"T\"/>"
                )
            };
            format!("<ComplexType Name=\"T\"/>{}", many(count, schema))
        }),
        ("bindings", |count| {
            let set = |n| {
                format!(
                    "<EntitySet Name=\"s{n}\" EntityType=\"NS.E\"><NavigationPropertyBinding Path=\"a\" Target=\"s{n}\"/>\
                     <NavigationPropertyBinding Path=\"b\" Target=\"NS.C/s0\"/></EntitySet>"
                )
            };
            format!(
                "{ENTITY}<EntityContainer Name=\"C\">{}</EntityContainer>",
                many(count, set)
            )
        }),
        ("overloads", |count| {
            let overload = |n| {
                format!(
                    "<Function Name=\"f\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.E\"/>\
                     <Parameter Name=\"p{n}\" Type=\"Edm.String\"/><ReturnType Type=\"Edm.String\"/></Function>"
                )
            };
            format!(
                "{ENTITY}{}<EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"NS.E\"/></EntityContainer>",
                many(count, overload)
            )
        }),
    ];
    for (what, metadata) in table {
        let bytes = |count| outcome(&metadata(count)).expect(what).len();
        let (once, twice) = (bytes(40), bytes(80));
        assert!(twice > once, "{what} make no output");
        assert!(twice * 10 < once * 23, "{what}: {once} bytes, then {twice}");
    }
}

#[test]
fn numbers_out_of_range_are_reported() {
    let huge = "9".repeat(400);
    for attributes in ["MaxLength", "Precision", "Scale"] {
        let property = format!(
            "<ComplexType Name=\"A\"><Property Name=\"p\" Type=\"Edm.Decimal\" {attributes}=\"{huge}\"/></ComplexType>"
        );
        // No client depends on a facet.
        let generated = run(&property).expect("a facet that is left out");
        assert!(
            generated.warnings.contains("warning[csdl-051]"),
            "{attributes}"
        );
    }
    for value in [huge.as_str(), "-9223372036854775809", "1e3", "0x10", "١"] {
        let member = format!(
            "<EnumType Name=\"E\" UnderlyingType=\"Edm.Int64\"><Member Name=\"m\" Value=\"{value}\"/></EnumType>"
        );
        refused(&member, "csdl-019");
    }
}

/// Names without any character of an identifier, or very long ones.
#[test]
fn unusual_names_become_valid_identifiers() {
    let long = "x".repeat(20_000);
    let dotted = format!("a{}", ".b".repeat(2_000));
    for name in [
        "1", "123", "_", "____", "-", "a b", "…", "🦀", "\u{301}", "\u{200b}", &long, &dotted,
        "a\u{0}b", "'", "r#type", "//", "*/", "{}", "#[x]",
    ] {
        let name = name.replace('&', "&amp;");
        let result = outcome(&format!(
            "<ComplexType Name=\"{name}\"><Property Name=\"{name}\" Type=\"Edm.String\"/></ComplexType>\
             <EnumType Name=\"E{name}\"><Member Name=\"{name}\"/></EnumType>\
             <EntityType Name=\"T\"><Key><PropertyRef Name=\"{name}\"/></Key><Property Name=\"{name}\" Type=\"Edm.String\"/>\
             <NavigationProperty Name=\"n{name}\" Type=\"NS.T\"/></EntityType>\
             <Action Name=\"{name}\" IsBound=\"true\"><Parameter Name=\"it\" Type=\"NS.T\"/><Parameter Name=\"{name}\" Type=\"Edm.String\"/></Action>\
             <EntityContainer Name=\"{name}\"><EntitySet Name=\"{name}\" EntityType=\"NS.T\"/></EntityContainer>"
        ));
        if let Err(said) = result {
            assert!(said.contains("error[csdl-"), "{said}");
        }
    }
}

/// Cuts, repeats, swaps and overwrites bytes.
fn mutate_bytes(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(3) {
        let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
        let (from, to) = (from.min(to), from.max(to).min(from + 40));
        match random.below(5) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].to_vec();
                let at = random.below(bytes.len());
                bytes.splice(at..at, part);
            }
            2 if !bytes.is_empty() => bytes[from] = *random.pick(b"\0\"'<>&{}[]:,-+.0E9TZ/\\\xff"),
            3 => bytes.truncate(bytes.len().saturating_sub(random.below(30))),
            _ => {
                let at = random.below(other.len());
                let part = &other[at..(at + 30).min(other.len())];
                bytes.splice(from..from, part.iter().copied());
            }
        }
    }
    bytes
}

/// How often an entry point runs: the usual number, or the number in an environment variable. `.ci/run` sets a larger one, and
/// `.ci/full` the largest if there is no fuzzer.
fn runs(variable: &str, usual: usize) -> usize {
    let wanted = std::env::var(variable).ok();
    wanted.map_or(usual, |wanted| wanted.parse().expect("a number"))
}

/// Runs a fuzz entry point with mutated seeds. Both outcomes must occur.
fn run_mutated(entry: fn(&[u8]) -> Outcome, seeds: &[Vec<u8>], rounds: usize) {
    let mut random = Random::new(7);
    let (mut accepted, mut rejected) = (0, 0);
    for round in 0..rounds {
        let seed = &seeds[round % seeds.len()];
        let other = random.pick::<Vec<u8>>(seeds);
        let bytes = match round < seeds.len() {
            true => seed.clone(),
            false => mutate_bytes(seed, other, &mut random),
        };
        match std::panic::catch_unwind(|| entry(&bytes)) {
            Ok(Outcome::Accepted) => accepted += 1,
            Ok(Outcome::Rejected) => rejected += 1,
            Err(_) => panic!("a panic on {:?}", String::from_utf8_lossy(&bytes)),
        }
    }
    assert!(
        accepted > 0 && rejected > 0,
        "{accepted} accepted, {rejected} rejected"
    );
}

/// The inputs of the golden cases.
fn schemas(is_openapi: bool) -> Vec<Vec<u8>> {
    let read = |case: clientwright_tests::Case| fs::read(case.options.schema).expect("a schema");
    let cases = cases().into_iter();
    let wanted = cases.filter(|case| case.is_openapi() == is_openapi);
    wanted.map(read).collect()
}

#[test]
fn descriptions_with_any_byte_changed_are_read_or_rejected() {
    run_mutated(fuzzing::describe, &schemas(true), runs("FUZZ_PARSE", 1_000));
}

#[test]
fn descriptions_with_any_byte_changed_make_code_or_diagnostics() {
    run_mutated(
        fuzzing::generate,
        &schemas(true),
        runs("FUZZ_PIPELINE", 240),
    );
}

#[test]
fn metadata_with_any_byte_changed_is_parsed_or_rejected() {
    run_mutated(fuzzing::parse, &schemas(false), runs("FUZZ_PARSE", 1_000));
}

#[test]
fn metadata_with_any_byte_changed_is_written_as_it_was_read() {
    run_mutated(fuzzing::resolve, &schemas(false), runs("FUZZ_OTHER", 600));
}

#[test]
fn metadata_with_any_byte_changed_makes_code_or_diagnostics() {
    let patterns = ["\0/**\n-NS.*", "\0Shop.*\n/orders/{id}/**", ""];
    let with = |(index, mut schema): (usize, Vec<u8>)| {
        schema.extend(patterns[index % patterns.len()].bytes());
        schema
    };
    let seeds: Vec<Vec<u8>> = schemas(false).into_iter().enumerate().map(with).collect();
    run_mutated(fuzzing::generate, &seeds, runs("FUZZ_PIPELINE", 240));
}

const VALUES: &[&str] = &[
    r##"{"@odata.context":"c","id":"a","category":"joiner,leaver","isEnabled":true,"createdDateTime":"2026-01-31T10:00:00.1234567Z","executionConditions":{"@odata.type":"#microsoft.graph.identityGovernance.triggerAndScopeBasedConditions","scope":{"rule":"x"}},"tasks":[{"arguments":[{"name":"n","value":null}],"executionSequence":3}],"more":[1.5e3,{"deep":null}]}"##,
    r#"{"id":"r","failedUsersCount":3,"processingStatus":"completedWithErrors","processingStatus@odata.type":"x","runId":null}"#,
    r#"["2026-01-31T10:00Z",null,"9999-12-31T23:59:59.9999999+14:00","-0001-02-28T00:00:00Z"]"#,
    r#"["P1DT2H3.5S","-P3D","P10675199DT2H48M5.4775807S","PT0S"]"#,
    r#"[1.10,"2E-3",-0,12345678901234567890.123456789,"1E+400"]"#,
    r#"[9223372036854775807,"-9223372036854775808","INF",0.1,"NaN",-0.0]"#,
    r#"["AQID","","_-8","/+8="]"#,
];

#[test]
fn values_are_read_and_written_or_rejected() {
    let seeds: Vec<Vec<u8>> = VALUES.iter().map(|v| v.as_bytes().to_vec()).collect();
    run_mutated(fuzzing::decode, &seeds, runs("FUZZ_OTHER", 8_000));
}

#[test]
fn any_response_ends_a_request() {
    let bodies = [
        r#"{"value":[{"id":"a"},{"id":"b"}],"@odata.nextLink":"https://example.org/v1/workflows?$skiptoken=2"}"#,
        r#"{"error":{"code":"x","message":"y","details":[{"code":"z","target":"t"}],"innererror":{"request-id":"r"}}}"#,
        r#"{"responses":[{"id":"1","status":200,"headers":{"content-type":"application/json"},"body":{"id":"a"}},{"id":"2","status":429,"headers":{"retry-after":"1"}}]}"#,
        r#"{"id":"a","@odata.etag":"W/\"1\""}"#,
        "17",
        "<html><body>no</body></html>",
        "",
    ];
    let mut seeds = Vec::new();
    for request in 0..7_u8 {
        for (index, body) in bodies.iter().enumerate() {
            let head = [request, u8::try_from(index).expect("few"), request / 2];
            seeds.push([&head[..], body.as_bytes()].concat());
        }
    }
    run_mutated(fuzzing::response, &seeds, runs("FUZZ_OTHER", 8_000));
}

#[test]
fn any_stream_has_the_same_items_wherever_it_is_cut() {
    let bodies = [
        "\u{feff}data: {\"n\":1}\r\nid: 7\r\n\r\n: note\nevent: a\ndata: x\rdata: y\r\rretry: 10\ndata\n\ndata: [DONE]\n\n",
        "{\"n\":1}\n\n\"x\"\r\n{\"n\":[3,\"\\\"\"]}\n[DONE]\n4",
        "\u{1e}{\"n\":1}\n\u{1e}{\"n\":\n\u{1e}\u{1e}\"y\\\"\"\n12\u{1e}true\u{1e}[1,\n2]\n",
    ];
    let mut seeds = Vec::new();
    for (format, body) in bodies.iter().enumerate() {
        for size in [0, 1, 6] {
            let head = [u8::try_from(format).expect("few"), size];
            seeds.push([&head[..], body.as_bytes()].concat());
        }
    }
    run_mutated(fuzzing::stream, &seeds, runs("FUZZ_OTHER", 8_000));
}

#[test]
fn any_text_is_a_value_or_rejected_and_can_be_in_a_filter() {
    let mut seeds: Vec<Vec<u8>> = [
        "2026-01-31",
        "-0044-03-15",
        "23:59:59.9999999",
        "2026-01-31T10:00:00+01:00",
        "-P1DT2H3M4.5S",
        "-12.340E+5",
        "AQID",
        "O'Neil & Söhne 100% a+b/c#d",
        "' or 1 eq 1 or '",
        "%27",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    seeds.extend(NAMES.iter().map(|name| name.as_bytes().to_vec()));
    run_mutated(fuzzing::text, &seeds, runs("FUZZ_OTHER", 8_000));
}

/// Each target in `fuzz/` calls one entry point, and each entry point has a target.
#[test]
fn each_entry_point_has_a_fuzz_target() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("a manifest");
    for entry in [
        "parse", "describe", "resolve", "generate", "decode", "response", "text",
    ] {
        assert!(manifest.contains(&format!("name = \"{entry}\"")), "{entry}");
        let target = root().join(format!("fuzz/targets/{entry}.rs"));
        let target = fs::read_to_string(target).expect("a target");
        assert!(
            target.contains(&format!("fuzzing::{entry}(data)")),
            "{entry}"
        );
    }
}
