//! Metadata whose types refer to each other in different forms, with values to test. Those of OpenAPI are in `described`.

use std::fmt::Write;

use clientwright_tests::random::Random;

/// Metadata or a description, and the values to use with the client generated from it.
pub(crate) struct Shape {
    pub(crate) input: Input,
    pub(crate) values: Vec<Value>,
}

/// The text that a client is generated from.
pub(crate) enum Input {
    Csdl(String),
    OpenApi(String),
}

/// A value of a type.
pub(crate) struct Value {
    /// The Rust type.
    pub(crate) ty: String,
    /// The expression that creates the value, with all types in scope.
    pub(crate) made: Option<String>,
    /// The value as JSON, as it is written. `None` if reading and writing would be too deep for the compiler: functions
    /// of more than 128 types would call each other.
    pub(crate) json: Option<String>,
    /// JSON of many levels. It has no other form then.
    pub(crate) deep: Option<Deep>,
}

/// JSON of many levels, which is written as it was read.
pub(crate) struct Deep {
    /// The text before and after all levels.
    pub(crate) around: (String, &'static str),
    /// The text before and after each level.
    pub(crate) level: (&'static str, &'static str),
    /// The text in the last level.
    pub(crate) inner: &'static str,
    /// The number of levels.
    pub(crate) count: usize,
    /// Whether it is read; `None` if an error is as good. Nothing may overflow the stack.
    pub(crate) is_read: Option<bool>,
}

impl Value {
    pub(crate) fn made(ty: impl Into<String>, made: impl Into<String>) -> Self {
        Self {
            ty: ty.into(),
            made: Some(made.into()),
            json: None,
            deep: None,
        }
    }

    pub(crate) fn written(self, json: impl Into<String>) -> Self {
        Self {
            json: Some(json.into()),
            ..self
        }
    }

    pub(crate) fn deep(ty: &str, deep: Deep) -> Self {
        Self {
            ty: ty.to_owned(),
            made: None,
            json: None,
            deep: Some(deep),
        }
    }
}

/// The largest number of synthetic types, each of which refers to all others directly or indirectly, that are read and
/// written.
const READ: usize = 120;

fn document(types: &str) -> Input {
    Input::Csdl(format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Deep" xmlns="http://docs.oasis-open.org/odata/ns/edm">
{types}<EntityContainer Name="Service"><EntitySet Name="Roots" EntityType="Deep.T0"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#
    ))
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

/// Each entity refers to the next one, every third as a collection.
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
    let (mut made, mut json) = (made(depth, ""), format!("{{\"id\":\"{depth}\"}}"));
    for index in (0..depth).rev() {
        (made, json) = match index % 3 == 2 {
            true => (format!("[{made}]"), format!("[{json}]")),
            false => (made, json),
        };
        made = self::made(index, &format!("next: Some({made}.into()),"));
        json = format!("{{\"id\":\"{index}\",\"next\":{json}}}");
    }
    let value = Value::made("T0", made);
    Shape {
        input: document(&types),
        values: vec![match count <= READ {
            true => value.written(json),
            false => value,
        }],
    }
}

/// An entity with its key.
fn made(index: usize, fields: &str) -> String {
    format!("T{index} {{ id: Some(\"{index}\".into()), {fields} ..T{index}::default() }}")
}

pub(crate) fn line(count: usize) -> Shape {
    row(count, false)
}

pub(crate) fn ring(count: usize) -> Shape {
    row(count, true)
}

/// Each entity refers to some others at random.
pub(crate) fn graph(count: usize, navigations: usize, seed: u64) -> Shape {
    let mut random = Random::new(seed);
    let mut all: Vec<Vec<(usize, bool)>> = Vec::new();
    for _ in 0..count {
        let navigations = 0..navigations;
        all.push(
            navigations
                .map(|_| (random.below(count), random.chance(50)))
                .collect(),
        );
    }
    let types = all.iter().enumerate().map(|(index, navigations)| {
        let properties = navigations.iter().enumerate();
        let properties: String = properties
            .map(|(at, (target, is_collection))| {
                navigation(&format!("n{at}"), *target, *is_collection)
            })
            .collect();
        entity(index, &properties)
    });
    let values = [0, count / 2, count - 1].map(|index| {
        let (made, json) = spread(&all, index, 4);
        let value = Value::made(format!("T{index}"), made);
        match count <= READ {
            true => value.written(json),
            false => value,
        }
    });
    Shape {
        input: document(&types.collect::<String>()),
        values: values.into(),
    }
}

/// An entity with all entities that it refers to, to some depth.
fn spread(all: &[Vec<(usize, bool)>], index: usize, steps: usize) -> (String, String) {
    let (mut fields, mut json) = (String::new(), format!("{{\"id\":\"{index}\""));
    for (at, (target, is_collection)) in all[index].iter().enumerate() {
        if steps > 0 {
            let (made, text) = spread(all, *target, steps - 1);
            let (made, text) = match is_collection {
                true => (format!("[{made}]"), format!("[{text}]")),
                false => (made, text),
            };
            let _ = write!(fields, "n{at}: Some({made}.into()),");
            let _ = write!(json, ",\"n{at}\":{text}");
        }
    }
    json.push('}');
    (made(index, &fields), json)
}

/// One type with many properties.
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
        input: document(&entity(0, &properties)),
        values: vec![
            Value::made("T0", "T0 { p0: Some(\"b\".into()), ..T0::default() }"),
            Value::made("T0", "T0::default()").written(format!(
                "{{\"id\":\"a\",\"p0\":\"b\",\"p100\":5,\"{last}\":{value}}}"
            )),
        ],
    }
}

/// An entity that contains a complex value, which contains another, and so on.
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
    let mut made = String::from("C100::default()");
    let mut json = String::from("{}");
    for index in (0..100).rev() {
        made = format!(
            "C{index} {{ x: Some({index}), value: Some({made}.into()), ..C{index}::default() }}"
        );
        json = format!("{{\"x\":{index},\"value\":{json}}}");
    }
    let made =
        format!("T0 {{ id: Some(\"a\".into()), value: Some({made}.into()), ..T0::default() }}");
    let value = Value::made("T0", made);
    Shape {
        input: document(&types),
        values: vec![match count <= READ {
            true => value.written(format!("{{\"id\":\"a\",\"value\":{json}}}")),
            false => value,
        }],
    }
}

/// Entities, complex and abstract types with random references to each other.
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
        // Some are abstract, and some of the others derive from an earlier type.
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
    let values = (0..entities).step_by(5).map(|index| {
        let value = Value::made(format!("T{index}"), made(index, ""));
        match count <= READ {
            true => value.written(format!("{{\"id\":\"{index}\"}}")),
            false => value,
        }
    });
    Shape {
        input: document(&types),
        values: values.collect(),
    }
}

fn complex_property(at: usize, ty: usize, is_collection: bool) -> String {
    match is_collection {
        true => format!("<Property Name=\"c{at}\" Type=\"Collection(Deep.C{ty})\"/>"),
        false => format!("<Property Name=\"c{at}\" Type=\"Deep.C{ty}\"/>"),
    }
}

/// Values of Dynamics CRM, whose types all derive from one and are sent with their type.
pub(crate) fn dynamics_crm() -> Vec<Value> {
    let typed = |name: &str, properties: &str| {
        format!("{{\"@odata.type\":\"#Microsoft.Dynamics.CRM.{name}\",{properties}}}")
    };
    let contact = typed("contact", "\"firstname\":\"Ann\"");
    let account = format!(
        "\"name\":\"Contoso\",\"primarycontactid\":{contact},\"contact_customer_accounts\":[{contact}]"
    );
    vec![
        Value::made(
            "Account",
            "Account { name: Some(\"Contoso\".into()), ..Account::default() }",
        )
        .written(typed("account", &account)),
        Value::made("Systemuser", "Systemuser::default()")
            .written(typed("systemuser", "\"fullname\":\"Ann\"")),
    ]
}
