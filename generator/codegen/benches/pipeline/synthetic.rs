//! A synthetic service of any size, with the number of declarations of each kind in the proportions of Graph v1.0, and
//! no text from it.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

/// For one size: entity types, complex types, enumeration types, operations and entity sets in each of the schemas.
const SCHEMAS: usize = 10;
const ENTITIES: usize = 118;
const COMPLEX: usize = 178;
const ENUMS: usize = 86;
const OPERATIONS: usize = 118;
const SETS: usize = 7;

/// The metadata of a service `factor` times as large as Graph, written to the folder of temporary files.
pub(crate) fn file(factor: usize) -> PathBuf {
    let path = env::temp_dir().join(format!("clientwright-synthetic-{factor}.csdl.xml"));
    let text = text(factor);
    if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
        fs::write(&path, text).unwrap();
    }
    path
}

fn text(factor: usize) -> String {
    let mut out = String::from(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>"#,
    );
    for schema in 0..SCHEMAS * factor {
        let namespace = format!("made.up{schema}");
        write!(
            out,
            r#"<Schema Namespace="{namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">"#
        )
        .unwrap();
        enums(&mut out);
        complex_types(&mut out, &namespace);
        entity_types(&mut out, &namespace);
        operations(&mut out, &namespace);
        if schema == 0 {
            container(&mut out, factor);
        }
        out.push_str("</Schema>\n");
    }
    out.push_str("</edmx:DataServices></edmx:Edmx>\n");
    out
}

fn enums(out: &mut String) {
    for number in 0..ENUMS {
        let flags = if number % 13 == 0 {
            r#" IsFlags="true""#
        } else {
            ""
        };
        writeln!(out, r#"<EnumType Name="state{number}"{flags}>"#).unwrap();
        for member in 0..6 {
            writeln!(
                out,
                r#"<Member Name="value{member}" Value="{}"/>"#,
                1 << member
            )
            .unwrap();
        }
        out.push_str("</EnumType>\n");
    }
}

/// Every fourth type derives from the previous one; every tenth is abstract.
fn complex_types(out: &mut String, namespace: &str) {
    for number in 0..COMPLEX {
        let base = match number % 4 {
            3 => format!(r#" BaseType="{namespace}.detail{}""#, number - 1),
            _ => String::new(),
        };
        let is_abstract = if number % 10 == 2 {
            r#" Abstract="true""#
        } else {
            ""
        };
        writeln!(
            out,
            r#"<ComplexType Name="detail{number}"{base}{is_abstract}>"#
        )
        .unwrap();
        properties(out, namespace, number, 3);
        out.push_str("</ComplexType>\n");
    }
}

/// All derive from an abstract root with the key, as in Graph; every fifth through another type.
fn entity_types(out: &mut String, namespace: &str) {
    writeln!(
        out,
        r#"<EntityType Name="root" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>"#
    )
    .unwrap();
    for number in 0..ENTITIES {
        let base = match number % 5 {
            4 => format!("thing{}", number - 1),
            _ => "root".to_owned(),
        };
        writeln!(
            out,
            r#"<EntityType Name="thing{number}" BaseType="{namespace}.{base}">"#
        )
        .unwrap();
        properties(out, namespace, number, 5);
        let (one, many) = ((number * 7 + 1) % ENTITIES, (number * 11 + 3) % ENTITIES);
        if number % 5 == 0 {
            writeln!(
                out,
                r#"<NavigationProperty Name="owner{number}" Type="{namespace}.thing{one}"/>"#
            )
            .unwrap();
        }
        writeln!(
            out,
            r#"<NavigationProperty Name="parts{number}" Type="Collection({namespace}.thing{many})" ContainsTarget="true"/>"#
        )
        .unwrap();
        out.push_str("</EntityType>\n");
    }
}

fn properties(out: &mut String, namespace: &str, number: usize, count: usize) {
    for property in 0..count {
        let name = format!("property{number}x{property}");
        let ty = match (number + property) % 8 {
            0 | 1 => "Edm.String".to_owned(),
            2 => "Edm.Boolean".to_owned(),
            3 => "Edm.DateTimeOffset".to_owned(),
            4 => "Edm.Int32".to_owned(),
            5 => format!("{namespace}.state{}", number % ENUMS),
            6 => format!("{namespace}.detail{}", (number * 3 + 4) % COMPLEX),
            _ => "Collection(Edm.String)".to_owned(),
        };
        let annotation = r#"<Annotation Term="Org.OData.Core.V1.Description" String="What the property says, in the words of somebody who knew it well."/>"#;
        match property % 2 {
            0 => writeln!(out, r#"<Property Name="{name}" Type="{ty}"/>"#).unwrap(),
            _ => writeln!(
                out,
                r#"<Property Name="{name}" Type="{ty}">{annotation}</Property>"#
            )
            .unwrap(),
        }
    }
}

fn operations(out: &mut String, namespace: &str) {
    for number in 0..OPERATIONS {
        let binding = format!(
            r#"<Parameter Name="bindingParameter" Type="{namespace}.thing{}"/>"#,
            number % ENTITIES
        );
        let parameters = format!(
            r#"<Parameter Name="first" Type="Edm.String"/><Parameter Name="second" Type="{namespace}.detail{}"/>"#,
            number % COMPLEX
        );
        match number % 4 {
            0 => writeln!(
                out,
                r#"<Function Name="calculate{number}" IsBound="true">{binding}<Parameter Name="first" Type="Edm.String" Nullable="false"/><ReturnType Type="Collection({namespace}.thing{})"/></Function>"#,
                (number * 5) % ENTITIES
            ),
            _ => writeln!(
                out,
                r#"<Action Name="perform{number}" IsBound="true">{binding}{parameters}<ReturnType Type="Edm.String"/></Action>"#
            ),
        }
        .unwrap();
    }
}

fn container(out: &mut String, factor: usize) {
    out.push_str(r#"<EntityContainer Name="service">"#);
    for schema in 0..SCHEMAS * factor {
        for set in 0..SETS {
            writeln!(
                out,
                r#"<EntitySet Name="things{schema}x{set}" EntityType="made.up{schema}.thing{}"/>"#,
                set * 16
            )
            .unwrap();
        }
    }
    out.push_str("</EntityContainer>\n");
}
