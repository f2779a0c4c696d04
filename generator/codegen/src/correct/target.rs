//! Targets of entries: finds the declarations that match `NS.Type/property` and the like in the documents.

use clientwright_csdl::aliases::Aliases;
use clientwright_csdl::syntax::{
    ContainerChildKind, Document, Operation, Schema, SchemaElement, StructuredType, Text,
};

use clientwright_diagnostics::nearest::Nearest;

/// Finds the declarations that match targets. A qualifier may be an alias of any document, by the rules of the
/// metadata.
#[derive(Clone, Debug)]
pub(crate) struct Targets {
    aliases: Aliases,
    nearest: Nearest,
}

/// A parsed target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target<'t> {
    namespace: &'t str,
    /// `*` means the namespace itself, `?` each element without a name.
    name: &'t str,
    /// Parameter types of one overload.
    overload: Option<Vec<&'t str>>,
    member: Option<&'t str>,
}

/// An element of a schema, by its indices in the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ElementPlace {
    pub(crate) document: usize,
    pub(crate) schema: usize,
    pub(crate) element: usize,
}

/// A part of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Property(usize),
    Navigation(usize),
    Member(usize),
    Parameter(usize),
    Returned(usize),
    Child(usize),
    Base,
    Key(usize),
    Underlying,
    Extends,
}

/// A declaration that matches a target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    Namespace(String),
    Element(ElementPlace),
    Part(ElementPlace, Part),
}

impl ElementPlace {
    pub(crate) fn get(self, documents: &[Document]) -> &SchemaElement {
        &documents[self.document].schemas[self.schema].elements[self.element]
    }

    pub(crate) fn get_mut(self, documents: &mut [Document]) -> &mut SchemaElement {
        &mut documents[self.document].schemas[self.schema].elements[self.element]
    }
}

impl<'t> Target<'t> {
    /// Parses a target; `None` if it is invalid.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let (head, overload, rest) = match text.split_once('(') {
            Some((head, rest)) => {
                // Types may be `Collection(…)`: the list ends at the last parenthesis.
                let (types, rest) = rest.rsplit_once(')')?;
                let types = types.split(',').map(str::trim).filter(|t| !t.is_empty());
                (head, Some(types.collect()), rest)
            }
            None => match text.split_once('/') {
                Some((head, _)) => (head, None, &text[head.len()..]),
                None => (text, None, ""),
            },
        };
        let member = match rest {
            "" => None,
            rest => Some(rest.strip_prefix('/').filter(|m| !m.is_empty())?),
        };
        let (namespace, name) = head.rsplit_once('.')?;
        let target = Self {
            namespace,
            name,
            overload,
            member,
        };
        Some(target).filter(|t| !t.name.is_empty() && (t.name != "*" || t.member.is_none()))
    }

    /// All declarations that match the target. Types come before operations of the same name, unless the target names
    /// an overload or `everything` is set.
    fn find(&self, targets: &Targets, documents: &[Document], everything: bool) -> Vec<Found> {
        let namespace = targets.namespace(documents, self.namespace, self.name);
        if self.name == "*" {
            let mut schemas = documents.iter().flat_map(|d| &d.schemas);
            let schema = schemas.find(|s| is_named(&s.namespace, namespace));
            return schema
                .map(|s| Found::Namespace(s.namespace.value.clone()))
                .into_iter()
                .collect();
        }
        let (operations, others): (Vec<_>, Vec<_>) = elements(documents)
            .filter(|(_, schema, element)| {
                is_named(&schema.namespace, namespace) && is_named(element.name(), self.name)
            })
            .map(|(place, _, element)| (place, element))
            .partition(|(_, element)| matches!(element, SchemaElement::Operation(_)));
        let all = |elements: Vec<(ElementPlace, &SchemaElement)>| -> Vec<Found> {
            let elements = elements.into_iter();
            let found = elements.flat_map(|(place, e)| match self.member {
                None => vec![Found::Element(place)],
                Some(member) => parts(e)
                    .into_iter()
                    .filter(|(name, _)| is_member(name, member))
                    .map(|(_, part)| Found::Part(place, part))
                    .collect(),
            });
            found.collect()
        };
        let mut found = match self.overload {
            None => all(others),
            Some(_) => Vec::new(),
        };
        if !found.is_empty() && !everything {
            return found;
        }
        let overloads = operations.into_iter().filter(|(_, e)| match e {
            SchemaElement::Operation(operation) => self.is_overload(operation, targets, documents),
            _ => false,
        });
        found.extend(all(overloads.collect()));
        found.sort();
        found
    }

    /// Whether an operation has the parameter types of the target; for actions, that of the binding parameter is enough
    /// (CSDL XML 4.01, 14.2.2).
    fn is_overload(
        &self,
        operation: &Operation,
        targets: &Targets,
        documents: &[Document],
    ) -> bool {
        let Some(wanted) = &self.overload else {
            return true;
        };
        let wanted = wanted.iter().map(|ty| targets.qualify_use(documents, ty));
        let fits = |count: usize| {
            let types = operation.parameters.iter().take(count);
            types
                .map(|p| targets.qualify_use(documents, p.ty.name.as_str()))
                .eq(wanted.clone())
        };
        fits(usize::MAX) || (!operation.is_function && fits(usize::from(operation.is_bound)))
    }
}

impl Targets {
    /// Reads the aliases of documents, the main one first.
    pub(crate) fn new(documents: &[Document]) -> Self {
        let mut aliases = Aliases::default();
        for document in documents {
            aliases.extend(&Aliases::of(document));
        }
        Self {
            aliases,
            nearest: Nearest::default(),
        }
    }

    /// The namespace of the qualifier of a name.
    fn namespace<'t>(&'t self, documents: &[Document], qualifier: &'t str, name: &str) -> &'t str {
        let schemas = || documents.iter().flat_map(|d| &d.schemas);
        self.aliases.namespace(
            qualifier,
            |text| schemas().any(|s| s.namespace.as_str() == text),
            |namespace| {
                let mut declared =
                    elements(documents).filter(|(_, s, _)| s.namespace.as_str() == namespace);
                declared.any(|(_, _, element)| element.name().as_str() == name)
            },
        )
    }

    /// All declarations that match a target: `NS.Type/property`, and if several have the name, one of them by its kind
    /// or its position, as in `NS.Status (ComplexType)` and `NS.Type/property (2)`.
    pub(crate) fn find(&self, documents: &[Document], text: &str) -> Vec<Found> {
        let find = |text, everything| match Target::parse(text) {
            Some(target) => target.find(self, documents, everything),
            None => Vec::new(),
        };
        // The target without a selector comes first, because a name may end in parentheses. Types take precedence over
        // operations of the same name; elements without a name have no such order, so that all of them match.
        let plain = find(text, text.trim_end().ends_with(".?"));
        match Selector::split(text) {
            Some((target, selector)) if plain.is_empty() => {
                selector.choose(documents, find(target, true))
            }
            _ => plain,
        }
    }

    /// All declarations with a name, of every kind.
    pub(crate) fn all(&self, documents: &[Document], text: &str) -> Vec<Found> {
        let target = Target::parse(text);
        target.map_or_else(Vec::new, |target| target.find(self, documents, true))
    }

    /// A qualified name with its alias expanded.
    pub(crate) fn qualify(&self, documents: &[Document], text: &str) -> String {
        let text = text.trim();
        match text.rsplit_once('.') {
            Some((qualifier, name)) => {
                format!("{}.{name}", self.namespace(documents, qualifier, name))
            }
            None => text.to_owned(),
        }
    }

    /// A type as written in a `Type` attribute, with aliases expanded.
    fn qualify_use(&self, documents: &[Document], text: &str) -> String {
        match item_of(text) {
            Some(item) => format!("Collection({})", self.qualify(documents, item)),
            None => self.qualify(documents, text),
        }
    }

    /// A suggestion for a target that does not exist.
    pub(crate) fn suggest(&self, documents: &[Document], text: &str) -> Option<String> {
        let form = "a target is written `NS.Type`, `NS.Type/property`, `NS.operation` or `NS.Container/child`";
        let text = Selector::split(text).map_or(text, |(target, _)| target);
        let Some(target) = Target::parse(text) else {
            return Some(form.to_owned());
        };
        if self.nearest.is_spent() {
            return None;
        }
        let called = format!("{}.{}", target.namespace, target.name);
        let wanted = self.qualify(documents, &called);
        let owners: Vec<_> = elements(documents)
            .filter(|(_, s, e)| format!("{}.{}", s.namespace.value, name(e)) == wanted)
            .collect();
        if let (Some(member), false) = (target.member, owners.is_empty()) {
            if let Some(base) = owners.iter().find_map(|(_, _, e)| match e {
                SchemaElement::Structured(ty) => self.declaring_base(documents, ty, member),
                _ => None,
            }) {
                return Some(format!("it is inherited: `{base}/{member}`"));
            }
            let names = owners.iter().flat_map(|(_, _, e)| parts(e));
            let best = self.nearest.name(member, names.map(|(name, _)| name))?;
            return Some(format!("a similar target exists: `{wanted}/{best}`"));
        }
        if !owners.is_empty() {
            return Some("no overload has these parameter types".to_owned());
        }
        let namespace = self.namespace(documents, target.namespace, target.name);
        let names = elements(documents).map(|(_, s, e)| (s.namespace.as_str(), name(e)));
        let (namespace, name) =
            self.nearest
                .qualified((namespace, target.name), names, |names| *names)?;
        let member = target.member.map(|m| format!("/{m}")).unwrap_or_default();
        Some(format!(
            "a similar target exists: `{namespace}.{name}{member}`"
        ))
    }

    /// The base type that declares a property.
    fn declaring_base(
        &self,
        documents: &[Document],
        ty: &StructuredType,
        member: &str,
    ) -> Option<String> {
        let mut next = ty.base_type.as_ref();
        // At most as many steps as there are types: the resolver reports cycles.
        for _ in 0..elements(documents).count() {
            let base = self.qualify(documents, next?.as_str());
            let found = elements(documents).find_map(|(_, s, e)| match e {
                SchemaElement::Structured(ty)
                    if format!("{}.{}", s.namespace.value, ty.name.value) == base =>
                {
                    Some(ty)
                }
                _ => None,
            })?;
            if properties(found).any(|(name, _)| name == member) {
                return Some(base);
            }
            next = found.base_type.as_ref();
        }
        None
    }
}

/// Selects one of several declarations with the same name.
enum Selector<'t> {
    /// The name of its element in CSDL XML.
    Kind(&'t str),
    /// Its position among them in document order, from 1.
    Position(usize),
}

impl<'t> Selector<'t> {
    /// Splits the selector from the end of a target.
    fn split(text: &'t str) -> Option<(&'t str, Self)> {
        let (target, selector) = text.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
        let selector = match selector.parse() {
            Ok(position) => Self::Position(position),
            Err(_) => Self::Kind(selector),
        };
        Some((target, selector))
    }

    fn choose(&self, documents: &[Document], found: Vec<Found>) -> Vec<Found> {
        match self {
            Self::Position(position) => {
                let nth = position
                    .checked_sub(1)
                    .and_then(|n| found.into_iter().nth(n));
                nth.into_iter().collect()
            }
            Self::Kind(wanted) => {
                let is_wanted = |f: &Found| kind(documents, f) == Some(*wanted);
                found.into_iter().filter(is_wanted).collect()
            }
        }
    }
}

/// The name of the XML element of a declaration.
pub(crate) fn kind(documents: &[Document], found: &Found) -> Option<&'static str> {
    let (place, part) = match found {
        Found::Namespace(_) => return None,
        Found::Element(place) => (place, None),
        Found::Part(place, part) => (place, Some(*part)),
    };
    let element = place.get(documents);
    Some(match (element, part) {
        (SchemaElement::Structured(ty), None) if ty.is_entity => "EntityType",
        (SchemaElement::Structured(_), None) => "ComplexType",
        (SchemaElement::Enum(_), None) => "EnumType",
        (SchemaElement::TypeDefinition(_), None) => "TypeDefinition",
        (SchemaElement::Operation(operation), None) if operation.is_function => "Function",
        (SchemaElement::Operation(_), None) => "Action",
        (SchemaElement::Container(_), None) => "EntityContainer",
        (SchemaElement::Term(_), None) => "Term",
        (SchemaElement::Container(container), Some(Part::Child(index))) => {
            match container.children[index].kind {
                ContainerChildKind::EntitySet(_) => "EntitySet",
                ContainerChildKind::Singleton { .. } => "Singleton",
                ContainerChildKind::ActionImport { .. } => "ActionImport",
                ContainerChildKind::FunctionImport { .. } => "FunctionImport",
            }
        }
        (_, Some(Part::Property(_))) => "Property",
        (_, Some(Part::Navigation(_))) => "NavigationProperty",
        (_, Some(Part::Member(_))) => "Member",
        (_, Some(Part::Parameter(_))) => "Parameter",
        _ => return None,
    })
}

/// All elements of all schemas.
pub(crate) fn elements(
    documents: &[Document],
) -> impl Iterator<Item = (ElementPlace, &Schema, &SchemaElement)> {
    documents.iter().enumerate().flat_map(|(document, d)| {
        d.schemas.iter().enumerate().flat_map(move |(schema, s)| {
            s.elements.iter().enumerate().map(move |(element, e)| {
                let place = ElementPlace {
                    document,
                    schema,
                    element,
                };
                (place, s, e)
            })
        })
    })
}

/// Whether a name is the wanted one; `?` matches a missing name.
fn is_named(name: &Text, wanted: &str) -> bool {
    name.as_str() == wanted || (wanted == "?" && name.is_missing())
}

fn is_member(name: &str, wanted: &str) -> bool {
    name == wanted || (wanted == "?" && name.is_empty())
}

/// Name of an element without its namespace.
pub(crate) fn name(element: &SchemaElement) -> &str {
    element.name().as_str()
}

/// The item type of `Collection(…)`.
pub(crate) fn item_of(text: &str) -> Option<&str> {
    text.trim().strip_prefix("Collection(")?.strip_suffix(')')
}

/// The parts of an element by name. Parts without a name have their names of CSDL JSON.
pub(crate) fn parts(element: &SchemaElement) -> Vec<(&str, Part)> {
    match element {
        SchemaElement::Structured(ty) => {
            let base = ty.base_type.iter().map(|_| ("$BaseType", Part::Base));
            let keys = (0..ty.keys.len()).map(|i| ("$Key", Part::Key(i)));
            properties(ty).chain(base).chain(keys).collect()
        }
        SchemaElement::Enum(ty) => {
            let members = ty.members.iter().enumerate();
            let members = members.map(|(i, m)| (m.name.as_str(), Part::Member(i)));
            let underlying = ty.underlying_type.iter();
            members
                .chain(underlying.map(|_| ("$UnderlyingType", Part::Underlying)))
                .collect()
        }
        SchemaElement::Operation(operation) => {
            let parameters = operation.parameters.iter().enumerate();
            let parameters = parameters.map(|(i, p)| (p.name.as_str(), Part::Parameter(i)));
            let returned = 0..operation.return_types.len();
            parameters
                .chain(returned.map(|i| ("$ReturnType", Part::Returned(i))))
                .collect()
        }
        SchemaElement::Container(container) => {
            let children = container.children.iter().enumerate();
            let children = children.map(|(i, c)| (c.name.as_str(), Part::Child(i)));
            let extends = container.extends.iter();
            children
                .chain(extends.map(|_| ("$Extends", Part::Extends)))
                .collect()
        }
        SchemaElement::TypeDefinition(_) => vec![("$UnderlyingType", Part::Underlying)],
        SchemaElement::Term(_) => Vec::new(),
    }
}

/// The name of a part in targets; empty if it is missing.
pub(crate) fn name_of(element: &SchemaElement, part: Part) -> &str {
    match (element, part) {
        (SchemaElement::Structured(ty), Part::Property(i)) => ty.properties[i].name.as_str(),
        (SchemaElement::Structured(ty), Part::Navigation(i)) => {
            ty.navigation_properties[i].name.as_str()
        }
        (SchemaElement::Enum(ty), Part::Member(i)) => ty.members[i].name.as_str(),
        (SchemaElement::Operation(op), Part::Parameter(i)) => op.parameters[i].name.as_str(),
        (SchemaElement::Container(container), Part::Child(i)) => {
            container.children[i].name.as_str()
        }
        (_, Part::Base) => "$BaseType",
        (_, Part::Key(_)) => "$Key",
        (_, Part::Underlying) => "$UnderlyingType",
        (_, Part::Extends) => "$Extends",
        (_, Part::Returned(_)) => "$ReturnType",
        _ => "",
    }
}

fn properties(ty: &StructuredType) -> impl Iterator<Item = (&str, Part)> {
    let structural = ty.properties.iter().enumerate();
    let structural = structural.map(|(i, p)| (p.name.as_str(), Part::Property(i)));
    let navigations = ty.navigation_properties.iter().enumerate();
    structural.chain(navigations.map(|(i, p)| (p.name.as_str(), Part::Navigation(i))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_apart() {
        let target =
            |text| Target::parse(text).map(|t| (t.namespace, t.name, t.overload.clone(), t.member));
        assert_eq!(target("A.B.c"), Some(("A.B", "c", None, None)));
        assert_eq!(target("A.B.c/d"), Some(("A.B", "c", None, Some("d"))));
        assert_eq!(
            target("A.f(A.c, Collection(Edm.String))/d"),
            Some((
                "A",
                "f",
                Some(vec!["A.c", "Collection(Edm.String)"]),
                Some("d")
            ))
        );
        assert_eq!(target("A.f()"), Some(("A", "f", Some(Vec::new()), None)));
        assert_eq!(target("A.*"), Some(("A", "*", None, None)));
        for wrong in ["", "c", "A.", "A.c/", "A.f(x", "A.f(x)y", "A.*/x", "/a/b"] {
            assert_eq!(target(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn qualifiers_are_aliases_as_in_metadata() {
        let main = r#"
            <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
              <edmx:Reference Uri="b.xml">
                <edmx:Include Namespace="Long.B" Alias="b"/><edmx:Include Namespace="Long.C" Alias="b"/>
              </edmx:Reference>
              <edmx:DataServices>
                <Schema Namespace="Long.A" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
                  <ComplexType Name="one"/>
                </Schema>
                <Schema Namespace="Long.B" xmlns="http://docs.oasis-open.org/odata/ns/edm">
                  <ComplexType Name="two"/>
                </Schema>
                <Schema Namespace="Long.C" xmlns="http://docs.oasis-open.org/odata/ns/edm">
                  <ComplexType Name="three"/>
                </Schema>
              </edmx:DataServices>
            </edmx:Edmx>"#;
        let mut sources = clientwright_diagnostics::source::SourceMap::new();
        let file = sources.add("main.xml", main);
        let mut diags = clientwright_diagnostics::Diagnostics::new();
        let documents: Vec<Document> = clientwright_csdl::parse(&sources, file, &mut diags)
            .into_iter()
            .collect();
        let targets = Targets::new(&documents);
        // Of an included namespace, and of two namespaces of which the second declares the type.
        for target in ["Long.B.two", "Self.one", "b.two", "b.three"] {
            assert_eq!(targets.find(&documents, target).len(), 1, "{target}");
        }
        assert!(targets.find(&documents, "c.two").is_empty());
        let help = targets.suggest(&documents, "b.tow").unwrap();
        assert_eq!(help, "a similar target exists: `Long.B.two`");
    }
}
