//! A package built in code, with constructs that no OData metadata is lowered to.

use clientwright::model::{
    Access, Alias, Constant, ConstantKind, Discriminator, Docs, Enumeration, Field, File, Item,
    Member, Module, Package, Presence, Shape, Struct, StructKind, TextWithNumber, Ty, TypePath,
    Undeclared, Union, Variant, WireValue, WrittenTag, markdown,
};

pub(crate) fn package() -> Package {
    let items = vec![
        pet(),
        patch(),
        receipt(),
        cat(),
        dog(),
        animal(),
        guest(),
        circle(),
        square(),
        figure(),
        event(),
        input(),
        mood(),
        level(),
        choice(),
        alias(),
        wide(),
    ];
    let files = items.into_iter().map(|item| {
        let name = item.name().to_lowercase();
        File::new(name, vec![item])
    });
    let root = Module {
        files: files.collect(),
        ..Module::default()
    };
    Package {
        modules: [(Vec::new(), root)].into(),
        ..Package::default()
    }
}

// ---- structs ----

fn pet() -> Item {
    let mut pet = structure(
        "Pet",
        vec![
            field("id", I64, Presence::Required).with(Access::Key),
            field("name", Ty::String, Presence::Required),
            field("owner", Ty::String, Presence::RequiredNullable),
            field("level", named("Level"), Presence::Required),
            field("tag", Ty::String, Presence::Optional),
            field("nickName", Ty::String, Presence::OptionalNullable),
            field("weight", Ty::Builtin("f64"), Presence::OptionalNullable),
            field("secret", Ty::String, Presence::Optional).with(Access::WriteOnly),
            field("seen", I64, Presence::Optional).with(Access::ReadOnly),
            field("breed", Ty::String, Presence::Optional).with(Access::CreateOnly),
            field("mood", named("Mood"), Presence::Optional),
            field("labels", named("Labels"), Presence::Optional),
            field("parts", I64.option().vec(), Presence::Optional),
            field("names", Ty::String.vec(), Presence::Optional),
            field("price", Ty::Well("Decimal"), Presence::Optional),
            field(
                "parent",
                Ty::Boxed(Box::new(named("Pet"))),
                Presence::Optional,
            ),
        ],
        Undeclared::Bag("additional_properties".to_owned()),
    );
    for (name, wire_name) in [("NICK_NAME", "nickName"), ("WEIGHT", "weight")] {
        pet.constants.push(Constant {
            name: name.to_owned(),
            wire_name: wire_name.to_owned(),
            docs: Docs::default(),
            kind: ConstantKind::Null,
        });
    }
    Item::Struct(pet)
}

fn patch() -> Item {
    Item::Struct(structure(
        "PetPatch",
        vec![
            field("name", Ty::String, Presence::ThreeValued),
            field("owner", named("Animal"), Presence::ThreeValued),
            field("parts", I64.vec(), Presence::ThreeValued),
        ],
        Undeclared::Skipped,
    ))
}

/// Only the service creates one.
fn receipt() -> Item {
    Item::Struct(structure(
        "Receipt",
        vec![
            field("number", I64, Presence::Required).with(Access::ReadOnly),
            field("paid", Ty::Builtin("bool"), Presence::Required),
        ],
        Undeclared::Skipped,
    ))
}

fn cat() -> Item {
    let cat = structure(
        "Cat",
        vec![field("lives", Ty::Builtin("i32"), Presence::Required)],
        Undeclared::Bag("more".to_owned()),
    );
    tagged(cat, "petType", "cat")
}

fn dog() -> Item {
    let dog = structure(
        "Dog",
        vec![field("bark", Ty::String, Presence::Optional)],
        Undeclared::Map("tricks".to_owned(), I64),
    );
    tagged(dog, "petType", "dog")
}

fn circle() -> Item {
    let fields = vec![field("radius", Ty::Builtin("f64"), Presence::Required)];
    let undeclared = Undeclared::Bag("more".to_owned());
    Item::Struct(structure("Circle", fields, undeclared))
}

fn square() -> Item {
    let fields = vec![
        field("side", Ty::Builtin("f64"), Presence::Required),
        field("unit", Ty::String, Presence::Optional),
    ];
    Item::Struct(structure("Square", fields, Undeclared::Skipped))
}

/// More fields than a tuple of the runtime has.
fn wide() -> Item {
    let presence = |index| match index % 2 {
        0 => Presence::Required,
        _ => Presence::OptionalNullable,
    };
    let fields = (0..20).map(|index| field(&format!("p{index}"), I64, presence(index)));
    let wide = structure("Wide", fields.collect(), Undeclared::Skipped);
    Item::Struct(wide)
}

// ---- enums of types ----

fn animal() -> Item {
    let values = [("cat", 0), ("kitten", 0), ("dog", 1)];
    let discriminator = Discriminator::Property {
        name: "petType".to_owned(),
        values: values.map(|(text, of)| (text.to_owned(), of)).into(),
        default: None,
    };
    let variants = vec![variant("Cat", named("Cat")), variant("Dog", named("Dog"))];
    Item::Union(union("Animal", variants, discriminator))
}

fn figure() -> Item {
    let shapes = vec![
        (object(&["radius"], &[("kind", "circle")], None), 0),
        (
            object(
                &["side"],
                &[],
                Some(&["event", "$type", "side", "unit", "kind"]),
            ),
            1,
        ),
    ];
    let variants = vec![
        variant("Circle", named("Circle")),
        variant("Square", named("Square")),
    ];
    Item::Union(union("Figure", variants, Discriminator::Shape(shapes)))
}

/// A union with a variant for all other values of the property.
fn guest() -> Item {
    let discriminator = Discriminator::Property {
        name: "petType".to_owned(),
        values: vec![("cat".to_owned(), 0)],
        default: Some(1),
    };
    let variants = vec![
        variant("Cat", named("Cat")),
        variant("Any", named("Circle")),
    ];
    Item::Union(union("Guest", variants, discriminator))
}

/// A union of unions.
fn event() -> Item {
    let values = [("pet", 0), ("figure", 1)];
    let discriminator = Discriminator::Property {
        name: "event".to_owned(),
        values: values.map(|(text, of)| (text.to_owned(), of)).into(),
        default: None,
    };
    let variants = vec![
        variant("Pet", named("Animal")),
        variant("Figure", named("Figure")),
    ];
    Item::Union(union("Event", variants, discriminator))
}

fn input() -> Item {
    let items = |shape| Shape::Array(Some(Box::new(shape)));
    let shapes = vec![
        (Shape::Boolean, 0),
        (Shape::Integer, 1),
        (Shape::Number, 2),
        (Shape::String, 3),
        (items(Shape::Integer), 4),
        (Shape::Array(None), 5),
        (object(&[], &[], None), 6),
    ];
    let variants = vec![
        variant("Switch", Ty::Builtin("bool")),
        variant("Count", I64),
        variant("Share", Ty::Builtin("f64")),
        variant("Text", Ty::String),
        variant("Tokens", I64.vec()),
        variant("Texts", Ty::String.vec()),
        variant("Limits", Ty::Map(Box::new(I64))),
    ];
    Item::Union(union("Input", variants, Discriminator::Shape(shapes)))
}

// ---- enums of values, and the alias ----

fn mood() -> Item {
    let text = |text: &str| WireValue::Text(text.to_owned());
    enumeration("Mood", vec![("Happy", text("happy")), ("One", text("1"))])
}

fn level() -> Item {
    enumeration(
        "Level",
        vec![
            ("Low", WireValue::Number(1)),
            ("High", WireValue::Number(-2)),
        ],
    )
}

fn choice() -> Item {
    let both = TextWithNumber {
        text: "both".to_owned(),
        number: 7,
    };
    enumeration(
        "Choice",
        vec![
            ("Auto", WireValue::Text("auto".to_owned())),
            ("Three", WireValue::Number(3)),
            ("Both", WireValue::TextWithNumber(both)),
        ],
    )
}

fn alias() -> Item {
    Item::Alias(Alias {
        name: "Labels".to_owned(),
        docs: Docs::default(),
        wire_name: "Labels".to_owned(),
        ty: Ty::Map(Box::new(Ty::String)),
    })
}

// ---- parts ----

const I64: Ty = Ty::Builtin("i64");

fn named(name: &str) -> Ty {
    Ty::Named(TypePath {
        module: Vec::new(),
        name: name.to_owned(),
    })
}

fn structure(name: &str, fields: Vec<Field>, undeclared: Undeclared) -> Struct {
    let nullable = |field: &Field| field.presence == Presence::OptionalNullable;
    let nulls = fields.iter().any(nullable).then(|| "nulls".to_owned());
    Struct {
        name: name.to_owned(),
        docs: Docs::default(),
        wire_name: name.to_owned(),
        fields,
        kind: StructKind::Record {
            undeclared,
            tag: None,
            nulls,
        },
        constants: Vec::new(),
    }
}

fn field(wire_name: &str, ty: Ty, presence: Presence) -> Field {
    let name = match wire_name {
        "nickName" => "nick_name",
        other => other,
    };
    Field {
        name: name.to_owned(),
        wire_name: wire_name.to_owned(),
        docs: Docs::default(),
        ty,
        presence,
        access: Access::ReadWrite,
    }
}

trait With {
    fn with(self, access: Access) -> Self;
}

impl With for Field {
    fn with(self, access: Access) -> Self {
        Self { access, ..self }
    }
}

fn tagged(mut item: Struct, property: &str, value: &str) -> Item {
    if let StructKind::Record { tag, .. } = &mut item.kind {
        *tag = Some(WrittenTag {
            property: property.to_owned(),
            value: value.to_owned(),
        });
    }
    Item::Struct(item)
}

fn union(name: &str, variants: Vec<Variant>, discriminator: Discriminator) -> Union {
    Union {
        name: name.to_owned(),
        docs: Docs::default(),
        wire_name: name.to_owned(),
        variants,
        discriminator,
        fallback: "Other".to_owned(),
        fallback_docs: Docs::new(&[markdown!("Anything else.")], None),
        constants: Vec::new(),
    }
}

fn variant(name: &str, ty: Ty) -> Variant {
    Variant {
        name: name.to_owned(),
        ty,
        tag: None,
        docs: Docs::default(),
    }
}

fn object(required: &[&str], constants: &[(&str, &str)], declared: Option<&[&str]>) -> Shape {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let member = |(name, text): &(&str, &str)| ((*name).to_owned(), Shape::Texts(owned(&[text])));
    Shape::Object {
        required: owned(required),
        members: constants.iter().map(member).collect(),
        declared: declared.map(owned),
    }
}

fn enumeration(name: &str, members: Vec<(&str, WireValue)>) -> Item {
    let members = members.into_iter().map(|(name, wire)| Member {
        name: name.to_owned(),
        wire,
        docs: Docs::default(),
    });
    Item::Enumeration(Enumeration {
        name: name.to_owned(),
        docs: Docs::default(),
        wire_name: name.to_owned(),
        members: members.collect(),
        fallback: "Unknown".to_owned(),
        fallback_docs: Docs::default(),
    })
}
