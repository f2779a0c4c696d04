//! Types of key properties, and alternate keys.

use crate::schema::Primitive;
use crate::testing::{read, structured};

/// An alternate key of `NS.E` from these records.
fn alternately(records: &str) -> (crate::schema::Schema, String) {
    read(&format!(
        "<ComplexType Name=\"C\"><Property Name=\"code\" Type=\"Edm.Int32\"/></ComplexType>\n\
         <EntityType Name=\"B\"><Property Name=\"c\" Type=\"NS.C\"/></EntityType>\n\
         <EntityType Name=\"E\" BaseType=\"NS.B\"><Property Name=\"ssn\" Type=\"Edm.String\"/></EntityType>\n\
         <Annotations Target=\"NS.E\"><Annotation Term=\"Core.AlternateKeys\"><Collection>{records}</Collection></Annotation></Annotations>"
    ))
}

fn reference(name: &str, alias: Option<&str>) -> String {
    let alias =
        alias.map(|alias| format!("<PropertyValue Property=\"Alias\" String=\"{alias}\"/>"));
    format!(
        "<Record><PropertyValue Property=\"Name\" PropertyPath=\"{name}\"/>{}</Record>",
        alias.unwrap_or_default()
    )
}

fn alternate_key(parts: &[String]) -> String {
    format!(
        "<Record><PropertyValue Property=\"Key\"><Collection>{}</Collection></PropertyValue></Record>",
        parts.concat()
    )
}

/// Dynamics 365 has them with the term that preceded that of Core.
#[test]
fn alternate_keys_are_known_by_their_older_term() {
    let key = alternate_key(&[reference("ssn", None)]);
    let (schema, said) = read(&format!(
        "<EntityType Name=\"E\"><Property Name=\"ssn\" Type=\"Edm.String\"/>\
         <Annotation Term=\"OData.Community.Keys.V1.AlternateKeys\"><Collection>{key}</Collection></Annotation></EntityType>"
    ));
    assert_eq!(structured(&schema, "E").alternate_keys.len(), 1, "{said}");
}

#[test]
fn alternate_keys_have_paths_aliases_and_types() {
    let first = alternate_key(&[reference("ssn", None)]);
    let second = alternate_key(&[
        reference("c/code", Some("code")),
        reference("ssn", Some("number")),
    ]);
    let (schema, _) = alternately(&(first + &second));
    let shown: Vec<Vec<String>> = structured(&schema, "E")
        .alternate_keys
        .iter()
        .map(|key| {
            let properties = key.properties.iter();
            let shown = properties.map(|p| format!("{:?} {:?} {:?}", p.path, p.alias, p.ty.ty));
            shown.collect()
        })
        .collect();
    assert_eq!(
        shown,
        [
            vec![r#"["ssn"] Some("ssn") Primitive(String)"#],
            vec![
                r#"["c", "code"] Some("code") Primitive(Int32)"#,
                r#"["ssn"] Some("number") Primitive(String)"#
            ]
        ]
    );
    assert!(structured(&schema, "B").alternate_keys.is_empty());
}

#[test]
fn alternate_keys_that_cannot_be_used_are_reported() {
    let bad = [
        alternate_key(&[reference("nothing", None)]),
        alternate_key(&[reference("c", None)]),
        alternate_key(&[reference("c/code", None)]),
        alternate_key(&[reference("ssn", Some("a")), reference("c/code", Some("a"))]),
        alternate_key(&[]),
        "<String>ssn</String>".to_owned(),
    ];
    let (schema, said) = alternately(&bad.concat());
    assert!(structured(&schema, "E").alternate_keys.is_empty());
    let labels = [
        "`nothing` does not exist",
        "`c` cannot be part of a key",
        "path `c/code` without an alias",
        "two properties are called `a`",
        "a key without properties",
        "expected a record with a collection `Key`",
    ];
    for label in labels {
        assert!(said.contains(label), "{label}\n{said}");
    }
    assert_eq!(said.matches("warning[csdl-018]").count(), labels.len());
}

/// CSDL XML 4.01, 6.5: streams and geometry values have no literal that a key could be written with.
#[test]
fn key_properties_have_values_that_a_url_can_contain() {
    let key = |ty: &str| {
        let alternate = alternate_key(&[reference("place", None)]);
        read(&format!(
            "<TypeDefinition Name=\"Place\" UnderlyingType=\"{ty}\"/>\n\
             <EntityType Name=\"A\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"{ty}\"/></EntityType>\n\
             <EntityType Name=\"B\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"NS.Place\"/></EntityType>\n\
             <EntityType Name=\"C\"><Property Name=\"place\" Type=\"NS.Place\"/>\
             <Annotation Term=\"Core.AlternateKeys\"><Collection>{alternate}</Collection></Annotation></EntityType>"
        ))
    };
    for primitive in Primitive::ALL {
        let has_literal = !matches!(
            primitive.name(),
            "Stream" | "PrimitiveType" | "ComplexType" | "EntityType" | "Untyped"
        ) && !primitive.is_geo();
        let can_be_defined = !matches!(
            primitive.name(),
            "PrimitiveType" | "ComplexType" | "EntityType" | "Untyped"
        ) && !primitive.name().ends_with("Path");
        let (schema, said) = key(&primitive.to_string());
        let keys = |name: &str| structured(&schema, name).key.len();
        let errors = said.matches("error[csdl-018]").count();
        let warnings = said.matches("warning[csdl-018]").count();
        // A definition of another type has been reported, and has untyped values.
        let is_defined = can_be_defined && has_literal;
        let expected = usize::from(!has_literal) + usize::from(!is_defined);
        assert_eq!(errors, expected, "{primitive}\n{said}");
        assert_eq!(warnings, usize::from(!is_defined), "{primitive}\n{said}");
        assert_eq!(keys("A"), usize::from(has_literal), "{primitive}");
    }
}
