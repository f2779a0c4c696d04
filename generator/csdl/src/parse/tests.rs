use insta::assert_snapshot;

use crate::testing::{complaints, read_all, schema, services, structured};

#[test]
fn recognizes_files_that_are_not_metadata() {
    let samples = [
        "",
        "\u{feff}  \n",
        "{\"$Version\": \"4.0\"}",
        "{\n  \"openapi\": \"3.1.0\", \"error\": 1}",
        "# An API.\nopenapi: 3.1.0\n",
        "{\"@odata.context\": \"$metadata\", \"value\": []}",
        "{\"error\": {\"code\": \"401\"}}",
        "[]",
        "<!DOCTYPE html>\n<html><head></head></html>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"></html>",
        "plain text",
        "<service xmlns=\"http://www.w3.org/2007/app\"/>",
        "<Edmx Version=\"4.0\"/>",
        "<edmx:Edmx Version=\"1.0\" xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\"/>",
        "<edmx:Edmx Version=\"3.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"/>",
    ];
    assert_snapshot!(samples.map(complaints).concat());
}

#[test]
fn reports_where_xml_is_not_well_formed() {
    let samples = [
        "<a><b></a>".to_owned(),
        "<a></a></b>".to_owned(),
        "<a/><b/>".to_owned(),
        "<a>text &nbsp; text</a>".to_owned(),
        "<a b=c/>".to_owned(),
        "<a b/>".to_owned(),
        "<!-- never closed".to_owned(),
        schema("<ComplexType Name=\"A\">\n<Property Name=\"a").to_owned(),
        schema("<ComplexType Name=\"A\" Name=\"B\"/>"),
        schema("<ComplexType Name=\"A & B\"/>"),
    ];
    assert_snapshot!(samples.map(|text| complaints(&text)).concat());
}

#[test]
fn reports_which_element_is_open_at_the_end() {
    let text = schema("<ComplexType Name=\"A\">\n<Property Name=\"a\" Type=\"Edm.String\"/>");
    let cut = text.find("</Schema>").unwrap();
    assert_snapshot!(complaints(&text[..cut]));
}

#[test]
fn goes_on_after_a_missing_attribute() {
    let text = schema(
        "<ComplexType/>\n<ComplexType Name=\"A\">\n<Property Name=\"a\"/>\n<Property Type=\"Edm.String\"/>\n</ComplexType>",
    );
    assert_snapshot!(complaints(&text));
}

#[test]
fn warns_about_unknown_markup_of_csdl_only() {
    let text = schema(
        "<ComplexType Name=\"A\" Colour=\"red\" x:shade=\"dark\" xmlns:x=\"urn:x\">\n<Proprety/>\n<x:note>n</x:note>\n</ComplexType>",
    );
    assert_snapshot!(complaints(&text));
}

#[test]
fn stops_at_a_depth_without_overflow() {
    let deep = "<Collection>".repeat(50_000) + &"</Collection>".repeat(50_000);
    let text = complaints(&schema(&format!(
        "<Annotation Term=\"self.T\">{deep}</Annotation><Term Name=\"T\" Type=\"Edm.String\"/>"
    )));
    assert!(text.contains("error[csdl-006]: elements are nested more than 128 deep"));
    assert_eq!(text.matches("csdl-006").count(), 1);
}

#[test]
fn accepts_any_prefix_a_mark_and_a_declaration() {
    let text = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
        <x:Edmx Version=\"4.01\" xmlns:x=\"http://docs.oasis-open.org/odata/ns/edmx\" xmlns:e=\"http://docs.oasis-open.org/odata/ns/edm\">\
        <x:DataServices><e:Schema Namespace=\"NS\"><e:ComplexType Name=\"A\"/></e:Schema></x:DataServices></x:Edmx>";
    let (schema, said) = crate::testing::read_all(&[text.to_owned()], &[]);
    assert_eq!(said, "");
    assert_eq!(schema.structured_types.len(), 1);
}

#[test]
fn rejects_schemas_of_old_versions() {
    let text = services(
        "<Schema Namespace=\"NS\" xmlns=\"http://schemas.microsoft.com/ado/2009/11/edm\"/>",
    );
    assert_snapshot!(complaints(&text));
}

#[test]
fn expands_references_and_keeps_strings() {
    let schema = crate::testing::clean(
        "<Annotation Term=\"self.T\"><String> a &lt;&#x42;&amp;\r\nc </String></Annotation>\n\
         <Annotation Term=\"self.T\" Qualifier=\"q\" String=\"d&quot;&#10;e\"/>\n<Term Name=\"T\" Type=\"Edm.String\"/>",
    );
    let values: Vec<_> = schema.namespaces[0]
        .annotations
        .iter()
        .map(|a| a.value.clone().unwrap())
        .collect();
    use crate::schema::Expression::String;
    assert_eq!(
        values,
        [String(" a <B&\nc ".into()), String("d\"\ne".into())]
    );
}

#[test]
fn errors_in_declarations_that_no_client_needs_are_warnings() {
    let annotation = |value: &str| format!("<Annotation Term=\"Core.Computed\"{value}\n");
    let text = schema(&format!(
        "<ComplexType Name=\"A\" OpenType=\"TRUE\">\n\
         <Property Name=\"a\" Type=\"Edm.String\" Nullable=\"False\" Unicode=\"perhaps\">\n{}{}{}{}</Property>\n</ComplexType>\n\
         <Annotations><Annotation Term=\"Core.Computed\"/></Annotations>\n<Term Name=\"t\"/>\n\
         <EntityContainer Name=\"C\"><EntitySet Name=\"s\" EntityType=\"NS.E\" IncludeInServiceDocument=\"maybe\"/>\n\
         <ActionImport Name=\"i\"/></EntityContainer>",
        annotation("><Or><Bool>true</Bool><Bool>true</Bool><Bool>true</Bool></Or></Annotation>"),
        annotation(" Bool=\"true\" String=\"x\"/>"),
        annotation(" Bool=\"maybe\"/>"),
        "<Annotation Bool=\"true\"/>\n",
    ));
    let (schema, said) = read_all(&[text], &[]);
    let ty = structured(&schema, "A");
    assert!(ty.is_open);
    assert_eq!(ty.properties[0].ty.nullable, Some(false));
    // Without its value, the annotation would have the default value, `true`.
    assert!(ty.properties[0].annotations.is_empty());
    assert_snapshot!(said);
}

#[test]
fn a_boolean_that_affects_the_client_must_be_valid() {
    let text = schema(
        "<EntityType Name=\"A\" Abstract=\"yes\">\n<Property Name=\"a\" Type=\"Edm.String\" Nullable=\"no\"/>\n\
         <NavigationProperty Name=\"n\" Type=\"NS.A\" ContainsTarget=\"\"/>\n</EntityType>",
    );
    assert_snapshot!(complaints(&text));
}
