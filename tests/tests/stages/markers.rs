//! Names of markers of restricted paths, in slices and with lock files.

use std::fs;
use std::path::Path;

use clientwright::{Options, generate, slice};

/// `me/things` and `users/{key}/things` have the same restriction, and so the same marker.
const SCHEMA: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="NS" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EntityType Name="user">
    <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/>
    <NavigationProperty Name="things" Type="Collection(NS.thing)" ContainsTarget="true"/>
  </EntityType>
  <EntityType Name="thing">
    <Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/>
  </EntityType>
  <EntityContainer Name="Container">
    <Singleton Name="me" Type="NS.user">RESTRICTED</Singleton>
    <EntitySet Name="users" EntityType="NS.user">RESTRICTED</EntitySet>
  </EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

const RESTRICTED: &str = r#"<Annotation Term="Org.OData.Capabilities.V1.NavigationRestrictions"><Record>
  <PropertyValue Property="RestrictedProperties"><Collection><Record>
    <PropertyValue Property="NavigationProperty" NavigationPropertyPath="things"/>
    <PropertyValue Property="IndexableByKey" Bool="false"/>
  </Record></Collection></PropertyValue>
</Record></Annotation>"#;

fn options(schema: &Path, include: &[&str]) -> Options {
    Options {
        schema: schema.to_path_buf(),
        include: include.iter().map(|&pattern| pattern.to_owned()).collect(),
        ..Options::default()
    }
}

#[test]
fn a_marker_keeps_its_name_in_a_slice_without_its_first_path() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [schema, part, lock] = ["a.xml", "part.xml", "names.lock"].map(|n| folder.path().join(n));
    fs::write(&schema, SCHEMA.replace("RESTRICTED", RESTRICTED)).expect("a file");
    let options = options(&schema, &["/users/**"]);
    let whole = generate(&options).expect("it is valid");
    let names = whole.lock.listed();
    assert!(
        names.contains("builders::UsersPath/things = MeThingsPath\n"),
        "{names}"
    );
    let slice = slice(&options).expect("it is valid");
    assert!(!slice.text.contains("Singleton"), "{}", slice.text);
    assert_eq!(slice.unsettled, ["builders::UsersPath/things"]);
    fs::write(&part, &slice.text).expect("a file");
    fs::write(&lock, slice.lock.to_string()).expect("a file");
    let with_lock = Options {
        schema: part,
        lock: Some(lock),
        ..options
    };
    let again = generate(&with_lock).expect("it is valid");
    assert!(whole.output == again.output);
}

#[test]
fn a_marker_keeps_its_locked_name_when_its_first_path_is_added() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [schema, lock] = ["a.xml", "names.lock"].map(|n| folder.path().join(n));
    let without_me = SCHEMA.replacen("RESTRICTED", "", 1);
    fs::write(&schema, without_me.replace("RESTRICTED", RESTRICTED)).expect("a file");
    let options = options(&schema, &["/**"]);
    let first = generate(&options).expect("it is valid").lock;
    let names = first.listed();
    assert!(
        names.contains("builders::UsersPath/things = UsersThingsPath\n"),
        "{names}"
    );
    fs::write(&lock, first.to_string()).expect("a file");
    fs::write(&schema, SCHEMA.replace("RESTRICTED", RESTRICTED)).expect("a file");
    let with_lock = Options {
        lock: Some(lock),
        ..options
    };
    let names = generate(&with_lock).expect("it is valid").lock.listed();
    for path in ["MePath", "UsersPath"] {
        let line = format!("builders::{path}/things = UsersThingsPath\n");
        assert!(names.contains(&line), "{names}");
    }
}
