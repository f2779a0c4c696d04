//! Metadata whose types lead to each other in a certain way, with values to try.

use std::fmt::Write;

use odata_codegen_tests::random::Random;

/// Metadata, and what is done with the client that is made of it.
pub(crate) struct Shape {
    pub(crate) metadata: String,
    pub(crate) values: Vec<Value>,
}

/// A value of a type.
pub(crate) struct Value {
    /// The Rust type.
    pub(crate) ty: String,
    /// The value as JSON, in the form in which it is written.
    pub(crate) json: String,
}

impl Value {
    fn new(ty: impl Into<String>, json: impl Into<String>) -> Self {
        let (ty, json) = (ty.into(), json.into());
        Self { ty, json }
    }
}

fn document(types: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Deep" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{types}<EntityContainer Name="Service"><EntitySet Name="Roots" EntityType="Deep.T0"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#
    )
}

fn entity(index: usize, properties: &str) -> String {
    format!(
        "<EntityType Name=\"T{index}\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\" \
         Nullable=\"false\"/>{properties}</EntityType>\n"
    )
}

fn navigation(name: &str, target: usize, is_collection: bool) -> String {
    let target = match is_collection {
        true => format!("Collection(Deep.T{target})"),
        false => format!("Deep.T{target}"),
    };
    format!("<NavigationProperty Name=\"{name}\" Type=\"{target}\" ContainsTarget=\"true\"/>")
}

/// Each entity leads to the next, every third time to many of them.
fn row(count: usize, is_ring: bool) -> Shape {
    let types: String = (0..count)
        .map(|index| match index + 1 == count && !is_ring {
            true => entity(index, ""),
            false => entity(
                index,
                &navigation("next", (index + 1) % count, index % 3 == 2),
            ),
        })
        .collect();
    let depth = 40.min(count - 1);
    let json = (0..depth).rfold(format!("{{\"id\":\"{depth}\"}}"), |next, index| {
        match index % 3 == 2 {
            true => format!("{{\"id\":\"{index}\",\"next\":[{next}]}}"),
            false => format!("{{\"id\":\"{index}\",\"next\":{next}}}"),
        }
    });
    Shape {
        metadata: document(&types),
        values: vec![Value::new("T0", json)],
    }
}

pub(crate) fn line(count: usize) -> Shape {
    row(count, false)
}

pub(crate) fn ring(count: usize) -> Shape {
    row(count, true)
}

/// Each entity leads to some others, whichever they are.
pub(crate) fn graph(count: usize, navigations: usize, seed: u64) -> Shape {
    let mut random = Random::new(seed);
    let types: String = (0..count)
        .map(|index| {
            let properties: String = (0..navigations)
                .map(|at| navigation(&format!("n{at}"), random.below(count), random.chance(50)))
                .collect();
            entity(index, &properties)
        })
        .collect();
    Shape {
        metadata: document(&types),
        values: [0, count / 2, count - 1]
            .map(|index| Value::new(format!("T{index}"), r#"{"id":"a"}"#))
            .into(),
    }
}

/// One type of many properties.
pub(crate) fn wide(count: usize) -> Shape {
    let properties: String = (0..count - 1)
        .map(|index| {
            let ty = ["Edm.String", "Edm.Int32", "Edm.DateTimeOffset"][index % 3];
            format!("<Property Name=\"p{index}\" Type=\"{ty}\"/>")
        })
        .collect();
    let last = format!("p{}", count - 2);
    let value = ["\"x\"", "7", "\"2026-01-01T00:00:00Z\""][(count - 2) % 3];
    Shape {
        metadata: document(&entity(0, &properties)),
        values: vec![Value::new(
            "T0",
            format!("{{\"id\":\"a\",\"p0\":\"b\",\"p1000\":5,\"{last}\":{value}}}"),
        )],
    }
}

/// An entity that holds a complex value, that holds another, and so on.
pub(crate) fn nested(count: usize) -> Shape {
    let mut types = entity(0, "<Property Name=\"value\" Type=\"Deep.C0\"/>");
    for index in 0..count {
        let _ = write!(
            types,
            "<ComplexType Name=\"C{index}\"><Property Name=\"x\" Type=\"Edm.Int32\"/>"
        );
        if index + 1 < count {
            let _ = write!(
                types,
                "<Property Name=\"value\" Type=\"Deep.C{}\"/>",
                index + 1
            );
        }
        types.push_str("</ComplexType>\n");
    }
    let json = (0..100.min(count)).rfold(String::from("{\"x\":1}"), |inner, index| {
        format!("{{\"x\":{index},\"value\":{inner}}}")
    });
    let json = match count > 100 {
        true => json,
        false => String::from("{\"x\":1}"),
    };
    Shape {
        metadata: document(&types),
        values: vec![
            Value::new("T0", format!("{{\"id\":\"a\",\"value\":{json}}}")),
            Value::new("C1", "{\"x\":1}"),
        ],
    }
}

/// Entities, complex and abstract types that refer to each other in all ways, whichever they are.
pub(crate) fn random(seed: u64, count: usize) -> Shape {
    let mut random = Random::new(seed);
    let (entities, complex) = (count / 2, count - count / 2);
    let mut types = String::new();
    for index in 0..entities {
        let mut properties = String::new();
        for at in 0..random.below(6) {
            let is_collection = random.chance(40);
            properties += &navigation(&format!("n{at}"), random.below(entities), is_collection);
        }
        for at in 0..random.below(4) {
            properties += &complex_property(at, random.below(complex), random.chance(40));
        }
        types += &entity(index, &properties);
    }
    for index in 0..complex {
        // Some are abstract, and some of the others derive from an earlier one.
        let is_abstract = index % 9 == 0;
        let base = match index > 0 && random.chance(30) {
            true => format!(" BaseType=\"Deep.C{}\"", random.below(index)),
            false => String::new(),
        };
        let _ = write!(
            types,
            "<ComplexType Name=\"C{index}\" Abstract=\"{is_abstract}\"{base}><Property Name=\"x{index}\" Type=\"Edm.Int32\"/>"
        );
        for at in 0..random.below(4) {
            types += &complex_property(index * 10 + at, random.below(complex), random.chance(40));
        }
        if random.chance(20) {
            types += &navigation(
                &format!("n{index}"),
                random.below(entities),
                random.chance(50),
            );
        }
        types.push_str("</ComplexType>\n");
    }
    let values = (0..entities)
        .step_by(5)
        .map(|index| Value::new(format!("T{index}"), r#"{"id":"a"}"#));
    Shape {
        metadata: document(&types),
        values: values.collect(),
    }
}

fn complex_property(at: usize, ty: usize, is_collection: bool) -> String {
    match is_collection {
        true => format!("<Property Name=\"c{at}\" Type=\"Collection(Deep.C{ty})\"/>"),
        false => format!("<Property Name=\"c{at}\" Type=\"Deep.C{ty}\"/>"),
    }
}

/// Values of Dynamics CRM: what most apps use of it.
pub(crate) fn dynamics_crm() -> Vec<Value> {
    let kept = "\"name\":\"Contoso\",\"accountnumber\":\"A 1\"";
    vec![
        Value::new("Account", format!("{{{kept}}}")),
        Value::new("Contact", "{\"firstname\":\"Ann\"}"),
        Value::new("Systemuser", "{\"fullname\":\"Ann\"}"),
    ]
}
