//! The whole metadata of Graph: every construct is read, and writing loses nothing.

use std::collections::BTreeMap;

use clientwright_csdl::schema::{OperationKind, Schema, StructuredKind};
use clientwright_csdl::{Everything, WriteOptions, parse, resolve, write};
use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostics, Severity};

use crate::{BETA, V1, read};

fn resolved(name: &str, text: String) -> (Schema, Diagnostics, SourceMap) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let mut diags = Diagnostics::new();
    let document = parse(&sources, file, &mut diags).expect("the reference files are well-formed");
    let schema = resolve(&[document], &[], &sources, &mut diags);
    (schema, diags, sources)
}

/// Number of diagnostics for each code, after checking that there are no errors.
fn warnings(diags: &Diagnostics, sources: &SourceMap) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for diagnostic in diags {
        assert_eq!(
            diagnostic.severity,
            Severity::Warning,
            "{}",
            diagnostic.render(sources, false)
        );
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    codes
}

pub(crate) fn v1_has_the_documented_counts_and_no_errors() {
    let (schema, diags, sources) = resolved(V1, read(V1));
    let kind = |kind| {
        schema
            .structured_types
            .iter()
            .filter(|(_, t)| t.kind == kind)
            .count()
    };
    assert_eq!(kind(StructuredKind::Entity), 1182);
    assert_eq!(kind(StructuredKind::Complex), 1780);
    let enums: Vec<_> = schema.enum_types.iter().map(|(_, e)| e).collect();
    assert_eq!(enums.len(), 861);
    assert_eq!(enums.iter().filter(|e| e.is_flags).count(), 64);
    assert_eq!(enums.iter().filter(|e| e.members.is_empty()).count(), 2);
    let sentinel = |e: &&&clientwright_csdl::schema::EnumType| {
        e.members.iter().any(|m| m.name == "unknownFutureValue")
    };
    assert_eq!(enums.iter().filter(sentinel).count(), 629);
    let operations = |kind| {
        schema
            .operations
            .iter()
            .filter(|(_, o)| o.kind == kind)
            .count()
    };
    assert_eq!(operations(OperationKind::Action), 857);
    assert_eq!(operations(OperationKind::Function), 324);
    let children: Vec<_> = schema
        .containers
        .iter()
        .flat_map(|(_, c)| &c.children)
        .collect();
    assert_eq!(children.len(), 40 + 30);
    let types = || schema.structured_types.iter().map(|(_, t)| t);
    assert_eq!(
        types()
            .map(|t| t.navigation_properties.len())
            .sum::<usize>(),
        1432
    );
    assert_eq!(types().map(|t| t.properties.len()).sum::<usize>(), 10528);
    assert_eq!(schema.namespaces.len(), 11);
    let expected = [
        ("csdl-018", 2),
        ("csdl-030", 6),
        ("csdl-031", 3),
        ("csdl-032", 6),
        ("csdl-035", 11),
        ("csdl-040", 2),
    ];
    assert_eq!(warnings(&diags, &sources), BTreeMap::from(expected));
}

pub(crate) fn beta_has_no_errors() {
    let (schema, diags, sources) = resolved(BETA, read(BETA));
    assert_eq!(schema.namespaces.len(), 6);
    let expected = [
        ("csdl-018", 5),
        ("csdl-031", 2),
        ("csdl-032", 6),
        ("csdl-035", 6),
    ];
    assert_eq!(warnings(&diags, &sources), BTreeMap::from(expected));
}

pub(crate) fn writing_loses_nothing(version: &str) {
    let name = &format!("graph-{version}.csdl.xml");
    let (mut schema, before, _) = resolved(name, read(name));
    let stays = ["csdl-018", "csdl-032", "csdl-040"];
    let mut expected = BTreeMap::new();
    for diagnostic in before.iter().filter(|d| stays.contains(&d.code)) {
        *expected.entry(diagnostic.code).or_insert(0) += 1;
    }
    let written = write(&schema, &Everything, WriteOptions { descriptions: true });
    let (mut again, diags, sources) = resolved("written.xml", written.clone());
    // As inline annotations, each has its target, and every vocabulary is referenced.
    assert_eq!(warnings(&diags, &sources), expected);
    assert!(written == write(&again, &Everything, WriteOptions { descriptions: true }));
    // Each vocabulary has a separate reference after writing.
    schema.references.clear();
    again.references.clear();
    assert!(
        dump(&schema) == dump(&again),
        "{name} differs after writing"
    );
}

pub(crate) fn facts_only_leaves_out_descriptions() {
    let (schema, ..) = resolved(V1, read(V1));
    let written = write(&schema, &Everything, WriteOptions::default());
    assert!(!written.contains("V1.Description") && !written.contains("V1.LongDescription"));
    assert!(!written.contains("Property=\"Description\""));
    assert!(written.contains("Org.OData.Core.V1.Revisions"));
    assert!(written.len() < 3_000_000);
}

/// The schema as text, without spans.
fn dump(schema: &Schema) -> String {
    let debug = format!("{schema:?}");
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug.as_str();
    while let Some(at) = rest.find("span: ") {
        let (before, after) = rest.split_at(at + "span: ".len());
        out.push_str(before);
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    }
    out.push_str(rest);
    out
}
