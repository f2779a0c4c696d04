//! Random valid metadata: every reference has a target, and the names are the most unusual that the standard allows.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A small random generator with a fixed sequence for each seed, so that a failure can be repeated.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts a sequence, which the seed determines.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // Small seeds differ in few bits; xorshift would need many steps to spread them.
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    /// True with the given probability in percent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Identifiers with a meaning in Rust, in the runtime, in generated code or in CSDL.
const NAMES: &[&str] = &[
    "item",
    "Item",
    "ITEM",
    "item_",
    "_item",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "async",
    "try",
    "gen",
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "From",
    "Into",
    "Iterator",
    "rt",
    "odata",
    "builders",
    "client",
    "Client",
    "id",
    "Id",
    "ID",
    "new",
    "get",
    "list",
    "count",
    "create",
    "update",
    "delete",
    "by_key",
    "path",
    "url",
    "größe",
    "名前",
    "商品",
    "ñandú",
    "Ελλάδα",
    "ß",
    "İ",
    "x1",
    "_1",
    "__",
    "a__b",
    "A_B",
    "aB",
    "AB",
    "FIELDS",
    "NAME",
    "unknown",
    "UnknownFutureValue",
    "unknownFutureValue",
    "Other",
    "true",
    "i32",
    "u8",
    "bool",
    "str",
    "core",
    "std",
    "alloc",
    "union",
    "dyn",
    "box",
    "set",
    "put",
    "additionalProperties",
    "additional_properties",
    "ItemItem",
    "ItemCollection",
    "Collection",
    "mark",
    "edm",
    "query",
    "value",
    "impl",
    "macro_rules",
    "main",
    "test",
    "derive",
    "fmt",
    "Debug",
    "PartialEq",
    "Send",
    "Sync",
    "Sized",
    "Fn",
    "Drop",
    "C",
    "T",
    "Full",
    "Property",
    "Navigation",
    "as_str",
    "filter",
    "expand",
    "select",
    "top",
    "skip",
    "A",
    "a",
    "Parameters",
];

const PRIMITIVES: &[&str] = &[
    "Edm.String",
    "Edm.Boolean",
    "Edm.Byte",
    "Edm.SByte",
    "Edm.Int16",
    "Edm.Int32",
    "Edm.Int64",
    "Edm.Single",
    "Edm.Double",
    "Edm.Decimal",
    "Edm.Date",
    "Edm.DateTimeOffset",
    "Edm.TimeOfDay",
    "Edm.Duration",
    "Edm.Guid",
    "Edm.Binary",
    "Edm.Untyped",
    "Edm.Stream",
    "Edm.GeographyPoint",
    "Edm.GeometryPolygon",
    "Edm.PrimitiveType",
    "Edm.ModelElementPath",
];

const KEYS: &[&str] = &[
    "Edm.String",
    "Edm.Int32",
    "Edm.Int64",
    "Edm.Guid",
    "Edm.Date",
    "Edm.Boolean",
    "Edm.Decimal",
    "Edm.DateTimeOffset",
];

/// Names that are used once.
#[derive(Default)]
struct Scope(BTreeSet<String>);

impl Scope {
    fn name(&mut self, random: &mut Random) -> String {
        let mut name = (*random.pick(NAMES)).to_owned();
        if random.chance(1) {
            name = name.repeat(60);
        }
        while !self.0.insert(name.clone()) {
            let more = random.pick(NAMES);
            name = format!("{name}{more}");
        }
        name
    }
}

/// A planned type: its qualified name, and the data that derived types need.
struct Structured {
    name: String,
    base: Option<usize>,
    has_key: bool,
}

struct Plan {
    namespaces: Vec<String>,
    entities: Vec<Structured>,
    complex: Vec<Structured>,
    enums: Vec<String>,
    definitions: Vec<String>,
    /// The schema elements of each namespace.
    bodies: Vec<String>,
}

/// A CSDL document with about the given number of types. It has no errors.
#[must_use]
pub fn metadata(random: &mut Random, types: usize) -> String {
    let mut plan = plan(random, types);
    for index in 0..plan.entities.len() {
        plan.structured(random, true, index);
    }
    for index in 0..plan.complex.len() {
        plan.structured(random, false, index);
    }
    plan.enumerations(random);
    plan.operations(random, types / 2);
    let mut text = String::from(
        "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<edmx:DataServices>\n",
    );
    for (namespace, body) in plan.namespaces.iter().zip(&plan.bodies) {
        add(
            &mut text,
            &format!(
                "<Schema Namespace=\"{namespace}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{body}</Schema>"
            ),
        );
    }
    text.push_str("</edmx:DataServices>\n</edmx:Edmx>\n");
    text
}

fn add(text: &mut String, line: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{line}");
}

/// Assigns all names first, so that any declaration can refer to any other.
fn plan(random: &mut Random, types: usize) -> Plan {
    let mut scope = Scope::default();
    let mut namespaces = vec![scope.name(random)];
    for _ in 0..random.below(4) {
        let name = match random.chance(60) {
            true => format!("{}.{}", random.pick(&namespaces), scope.name(random)),
            false => scope.name(random),
        };
        namespaces.push(name);
    }
    let mut scopes: Vec<Scope> = namespaces.iter().map(|_| Scope::default()).collect();
    let mut plan = Plan {
        bodies: vec![String::new(); namespaces.len()],
        namespaces,
        entities: Vec::new(),
        complex: Vec::new(),
        enums: Vec::new(),
        definitions: Vec::new(),
    };
    for _ in 0..types.max(4) {
        let at = random.below(scopes.len());
        let name = format!("{}.{}", plan.namespaces[at], scopes[at].name(random));
        let list = match random.below(10) {
            0..4 => &mut plan.entities,
            4..7 => &mut plan.complex,
            7 => {
                plan.definitions.push(name);
                continue;
            }
            _ => {
                plan.enums.push(name);
                continue;
            }
        };
        let base = Some(random.below(list.len())).filter(|_| !list.is_empty() && random.chance(40));
        let inherits_key = base.is_some_and(|base| list[base].has_key);
        let has_key = inherits_key || random.chance(80);
        list.push(Structured {
            name,
            base,
            has_key,
        });
    }
    plan
}

impl Plan {
    fn body(&mut self, name: &str) -> (&mut String, String) {
        let (namespace, simple) = name.rsplit_once('.').unwrap_or(("", name));
        let found = self.namespaces.iter().position(|n| n == namespace);
        (&mut self.bodies[found.unwrap_or(0)], simple.to_owned())
    }

    /// The name of a type that a property or parameter can have.
    fn value_type(&self, random: &mut Random) -> String {
        let complex: Vec<&String> = self.complex.iter().map(|t| &t.name).collect();
        let name = match random.below(6) {
            0 if !complex.is_empty() => (*random.pick(&complex)).clone(),
            1 if !self.enums.is_empty() => random.pick(&self.enums).clone(),
            2 if !self.definitions.is_empty() => random.pick(&self.definitions).clone(),
            _ => (*random.pick(PRIMITIVES)).to_owned(),
        };
        match random.chance(25) {
            true => format!("Collection({name})"),
            false => name,
        }
    }

    fn structured(&mut self, random: &mut Random, is_entity: bool, index: usize) {
        let list = if is_entity {
            &self.entities
        } else {
            &self.complex
        };
        let ty = &list[index];
        let inherits_key = ty.base.is_some_and(|base| list[base].has_key);
        let (name, has_key) = (ty.name.clone(), ty.has_key && !inherits_key);
        let base = ty.base.map(|base| list[base].name.clone());
        let mut scope = Scope::default();
        let mut members = String::new();
        if is_entity && has_key {
            let keys: Vec<String> = (0..1 + random.below(2))
                .map(|_| scope.name(random))
                .collect();
            let refs = keys
                .iter()
                .map(|key| format!("<PropertyRef Name=\"{key}\"/>"));
            add(
                &mut members,
                &format!("<Key>{}</Key>", refs.collect::<String>()),
            );
            for key in keys {
                let ty = match self.enums.is_empty() || random.chance(80) {
                    true => random.pick(KEYS),
                    false => random.pick(&self.enums).as_str(),
                };
                add(
                    &mut members,
                    &format!("<Property Name=\"{key}\" Type=\"{ty}\" Nullable=\"false\"/>"),
                );
            }
        }
        for _ in 0..random.below(7) {
            let property = scope.name(random);
            let ty = self.value_type(random);
            let nullable = random.pick(&["", " Nullable=\"false\"", " Nullable=\"true\""]);
            let note = random.pick(&[
                "",
                "",
                "<Annotation Term=\"Core.Computed\"/>",
                "<Annotation Term=\"Core.Immutable\"/>",
            ]);
            add(
                &mut members,
                &format!("<Property Name=\"{property}\" Type=\"{ty}\"{nullable}>{note}</Property>"),
            );
        }
        for _ in 0..random.below(4) {
            let navigation = scope.name(random);
            let any = String::from("Edm.EntityType");
            let targets: Vec<&String> = self
                .entities
                .iter()
                .map(|t| &t.name)
                .chain([&any])
                .collect();
            let target = random.pick(&targets);
            let ty = match random.chance(50) {
                true => format!("Collection({target})"),
                false => (*target).clone(),
            };
            let contained = random.pick(&["", " ContainsTarget=\"true\"", " Nullable=\"false\""]);
            add(
                &mut members,
                &format!("<NavigationProperty Name=\"{navigation}\" Type=\"{ty}\"{contained}/>"),
            );
        }
        let flags = ["Abstract", "OpenType", "HasStream"];
        let flags = flags.iter().take(if is_entity { 3 } else { 2 });
        let flags: String = flags
            .filter(|_| random.chance(20))
            .map(|flag| format!(" {flag}=\"true\""))
            .collect();
        let base = base
            .map(|base| format!(" BaseType=\"{base}\""))
            .unwrap_or_default();
        let element = if is_entity {
            "EntityType"
        } else {
            "ComplexType"
        };
        let (body, simple) = self.body(&name);
        add(
            body,
            &format!("<{element} Name=\"{simple}\"{base}{flags}>\n{members}</{element}>"),
        );
    }

    fn enumerations(&mut self, random: &mut Random) {
        for name in self.enums.clone() {
            let is_flags = random.chance(30);
            let mut scope = Scope::default();
            let mut members = String::new();
            for bit in 0..random.below(8) {
                let member = scope.name(random);
                let value = if is_flags { 1 << bit } else { bit };
                add(
                    &mut members,
                    &format!("<Member Name=\"{member}\" Value=\"{value}\"/>"),
                );
            }
            let ty = random.pick(&["Edm.Byte", "Edm.Int16", "Edm.Int32", "Edm.Int64"]);
            let (body, simple) = self.body(&name);
            add(
                body,
                &format!(
                    "<EnumType Name=\"{simple}\" UnderlyingType=\"{ty}\" IsFlags=\"{is_flags}\">\n{members}</EnumType>"
                ),
            );
        }
        for name in self.definitions.clone() {
            let ty = *random.pick(KEYS);
            let (body, simple) = self.body(&name);
            add(
                body,
                &format!("<TypeDefinition Name=\"{simple}\" UnderlyingType=\"{ty}\"/>"),
            );
        }
    }

    /// Operations with unique or shared names, imports, entity sets and singletons.
    fn operations(&mut self, random: &mut Random, count: usize) {
        let first = self.namespaces[0].clone();
        let mut children = String::new();
        let mut scope = Scope::default();
        for index in 0..self.entities.len() {
            let name = self.entities[index].name.clone();
            let child = scope.name(random);
            match random.below(4) {
                0 => {}
                1 => add(
                    &mut children,
                    &format!("<Singleton Name=\"{child}\" Type=\"{name}\"/>"),
                ),
                _ => add(
                    &mut children,
                    &format!("<EntitySet Name=\"{child}\" EntityType=\"{name}\"/>"),
                ),
            }
        }
        let mut unbound: BTreeSet<String> = BTreeSet::new();
        for index in 0..count {
            let name = *random.pick(NAMES);
            let is_function = random.chance(60);
            let is_bound = !self.entities.is_empty() && random.chance(70);
            let mut parameters = String::new();
            let mut scope = Scope::default();
            if is_bound {
                let it = random.pick(&self.entities).name.clone();
                let ty = match random.chance(40) {
                    true => format!("Collection({it})"),
                    false => it,
                };
                add(
                    &mut parameters,
                    &format!("<Parameter Name=\"{}\" Type=\"{ty}\"/>", scope.name(random)),
                );
            }
            // The number makes each overload unique.
            add(
                &mut parameters,
                &format!("<Parameter Name=\"p{index}\" Type=\"Edm.Int32\"/>"),
            );
            for _ in 0..random.below(4) {
                let ty = self.value_type(random);
                let note = random.pick(&["", "<Annotation Term=\"Core.OptionalParameter\"/>"]);
                add(
                    &mut parameters,
                    &format!(
                        "<Parameter Name=\"{}\" Type=\"{ty}\">{note}</Parameter>",
                        scope.name(random)
                    ),
                );
            }
            if is_function || random.chance(50) {
                let ty = self.value_type(random);
                add(&mut parameters, &format!("<ReturnType Type=\"{ty}\"/>"));
            }
            let element = if is_function { "Function" } else { "Action" };
            let (body, simple) = self.body(&format!("{first}.{name}"));
            add(
                body,
                &format!(
                    "<{element} Name=\"{simple}\" IsBound=\"{is_bound}\">\n{parameters}</{element}>"
                ),
            );
            if !is_bound && unbound.insert(format!("{element}{name}")) {
                let import = scope_free(&children, name);
                add(
                    &mut children,
                    &format!("<{element}Import Name=\"{import}\" {element}=\"{first}.{name}\"/>"),
                );
            }
        }
        let (body, _) = self.body(&format!("{first}.Container"));
        add(
            body,
            &format!("<EntityContainer Name=\"Container\">\n{children}</EntityContainer>"),
        );
    }
}

/// A free name for a child of the container.
fn scope_free(children: &str, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    while children.contains(&format!(" Name=\"{name}\"")) {
        name.push('X');
    }
    name
}
