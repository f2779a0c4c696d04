//! Targets of entries: what `NS.Type/property` and the like stand for in the documents.

use odata_csdl::syntax::{Document, Operation, Schema, SchemaElement, StructuredType};

use crate::similar::nearest;

/// A target, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target<'t> {
    namespace: &'t str,
    /// `*` stands for the namespace itself.
    name: &'t str,
    /// Parameter types of one overload.
    overload: Option<Vec<&'t str>>,
    member: Option<&'t str>,
}

/// An element of a schema, by its place in the documents.
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
    Returned,
    Child(usize),
}

/// What a target stands for.
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
    /// Takes a target apart; `None` when it is none.
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

    /// Everything that the target stands for. Types come before operations of the same name, unless an overload is asked
    /// for.
    pub(crate) fn find(&self, documents: &[Document]) -> Vec<Found> {
        if self.name == "*" {
            let mut schemas = documents.iter().flat_map(|d| &d.schemas);
            let schema = schemas.find(|s| is_called(s, self.namespace));
            return schema
                .map(|s| Found::Namespace(s.namespace.value.clone()))
                .into_iter()
                .collect();
        }
        let (operations, others): (Vec<_>, Vec<_>) = elements(documents)
            .filter(|(_, schema, element)| {
                is_called(schema, self.namespace) && name(element) == self.name
            })
            .map(|(place, _, element)| (place, element))
            .partition(|(_, element)| matches!(element, SchemaElement::Operation(_)));
        let all = |elements: Vec<(ElementPlace, &SchemaElement)>| -> Vec<Found> {
            let elements = elements.into_iter();
            let found = elements.filter_map(|(place, e)| match self.member {
                None => Some(Found::Element(place)),
                Some(member) => Some(Found::Part(place, part(e, member)?)),
            });
            found.collect()
        };
        let found = match self.overload {
            None => all(others),
            Some(_) => Vec::new(),
        };
        if !found.is_empty() {
            return found;
        }
        let overloads = operations.into_iter().filter(|(_, e)| match e {
            SchemaElement::Operation(operation) => self.is_overload(operation, documents),
            _ => false,
        });
        all(overloads.collect())
    }

    /// Whether an operation has the parameter types of the target; for actions that of the binding parameter will do
    /// (CSDL XML 4.01, 14.2.2).
    fn is_overload(&self, operation: &Operation, documents: &[Document]) -> bool {
        let Some(wanted) = &self.overload else {
            return true;
        };
        let wanted = wanted.iter().map(|ty| qualify_use(documents, ty));
        let fits = |count: usize| {
            let types = operation.parameters.iter().take(count);
            types
                .map(|p| qualify_use(documents, p.ty.name.as_str()))
                .eq(wanted.clone())
        };
        fits(usize::MAX) || (!operation.is_function && fits(usize::from(operation.is_bound)))
    }
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

fn is_called(schema: &Schema, namespace: &str) -> bool {
    let alias = schema.alias.as_ref().map(|a| a.as_str());
    schema.namespace.as_str() == namespace || alias == Some(namespace)
}

/// Name of an element without its namespace.
pub(crate) fn name(element: &SchemaElement) -> &str {
    match element {
        SchemaElement::Structured(e) => e.name.as_str(),
        SchemaElement::Enum(e) => e.name.as_str(),
        SchemaElement::TypeDefinition(e) => e.name.as_str(),
        SchemaElement::Operation(e) => e.name.as_str(),
        SchemaElement::Container(e) => e.name.as_str(),
        SchemaElement::Term(e) => e.name.as_str(),
    }
}

/// A qualified name with its alias expanded.
pub(crate) fn qualify(documents: &[Document], text: &str) -> String {
    let text = text.trim();
    let schemas = || documents.iter().flat_map(|d| &d.schemas);
    let qualified = text.rsplit_once('.').and_then(|(alias, name)| {
        let schema = schemas().find(|s| is_called(s, alias))?;
        Some(format!("{}.{name}", schema.namespace.value))
    });
    qualified.unwrap_or_else(|| text.to_owned())
}

/// A type as in a `Type` attribute, with aliases expanded.
fn qualify_use(documents: &[Document], text: &str) -> String {
    let text = text.trim();
    match item_of(text) {
        Some(item) => format!("Collection({})", qualify(documents, item)),
        None => qualify(documents, text),
    }
}

/// The item type of `Collection(…)`.
pub(crate) fn item_of(text: &str) -> Option<&str> {
    text.trim().strip_prefix("Collection(")?.strip_suffix(')')
}

fn part(element: &SchemaElement, wanted: &str) -> Option<Part> {
    parts(element)
        .into_iter()
        .find(|(name, _)| *name == wanted)
        .map(|(_, part)| part)
}

/// The parts of an element by name.
fn parts(element: &SchemaElement) -> Vec<(&str, Part)> {
    match element {
        SchemaElement::Structured(ty) => properties(ty).collect(),
        SchemaElement::Enum(ty) => {
            let members = ty.members.iter().enumerate();
            members
                .map(|(i, m)| (m.name.as_str(), Part::Member(i)))
                .collect()
        }
        SchemaElement::Operation(operation) => {
            let parameters = operation.parameters.iter().enumerate();
            let parameters = parameters.map(|(i, p)| (p.name.as_str(), Part::Parameter(i)));
            let returned = operation.return_type.iter();
            parameters
                .chain(returned.map(|_| ("$ReturnType", Part::Returned)))
                .collect()
        }
        SchemaElement::Container(container) => {
            let children = container.children.iter().enumerate();
            children
                .map(|(i, c)| (c.name.as_str(), Part::Child(i)))
                .collect()
        }
        SchemaElement::TypeDefinition(_) | SchemaElement::Term(_) => Vec::new(),
    }
}

fn properties(ty: &StructuredType) -> impl Iterator<Item = (&str, Part)> {
    let structural = ty.properties.iter().enumerate();
    let structural = structural.map(|(i, p)| (p.name.as_str(), Part::Property(i)));
    let navigations = ty.navigation_properties.iter().enumerate();
    structural.chain(navigations.map(|(i, p)| (p.name.as_str(), Part::Navigation(i))))
}

/// What the user may have meant by a target that leads nowhere.
pub(crate) fn suggest(documents: &[Document], text: &str) -> Option<String> {
    let form =
        "a target is written `NS.Type`, `NS.Type/property`, `NS.operation` or `NS.Container/child`";
    let Some(target) = Target::parse(text) else {
        return Some(form.to_owned());
    };
    let called = format!("{}.{}", target.namespace, target.name);
    let wanted = qualify(documents, &called);
    let owners: Vec<_> = elements(documents)
        .filter(|(_, s, e)| format!("{}.{}", s.namespace.value, name(e)) == wanted)
        .collect();
    if let (Some(member), false) = (target.member, owners.is_empty()) {
        if let Some(base) = owners.iter().find_map(|(_, _, e)| match e {
            SchemaElement::Structured(ty) => declaring_base(documents, ty, member),
            _ => None,
        }) {
            return Some(format!("it is inherited: `{base}/{member}`"));
        }
        let names = owners.iter().flat_map(|(_, _, e)| parts(e));
        let best = nearest(member, names.map(|(name, _)| name.to_owned()))?;
        return Some(format!("a similar target exists: `{wanted}/{best}`"));
    }
    if !owners.is_empty() {
        return Some("no overload has these parameter types".to_owned());
    }
    let names = elements(documents).map(|(_, s, e)| format!("{}.{}", s.namespace.value, name(e)));
    let best = nearest(&wanted, names)?;
    let member = target.member.map(|m| format!("/{m}")).unwrap_or_default();
    Some(format!("a similar target exists: `{best}{member}`"))
}

/// The base type that declares a property.
fn declaring_base(documents: &[Document], ty: &StructuredType, member: &str) -> Option<String> {
    let mut next = ty.base_type.as_ref();
    // As many steps as there are types: a cycle is for the resolver to report.
    for _ in 0..elements(documents).count() {
        let base = qualify(documents, next?.as_str());
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
}
