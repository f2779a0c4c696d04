//! Paths in metadata, resolved by the same rules everywhere.

use super::{
    Annotation, ChildId, Member, NavigationId, OperationId, PropertyId, Schema, StructuredId, Type,
};

/// A path in metadata, with its resolved segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementPath {
    /// The path with aliases expanded.
    pub text: String,
    /// The resolved path; `None` if it does not exist, which has been reported.
    pub route: Option<Route>,
}

/// The start of a path, and its segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The first part of the path, or the type that it is relative to.
    pub start: Start,
    /// The further segments.
    pub steps: Vec<Step>,
}

/// The start of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Start {
    /// An entity type or complex type.
    Type(StructuredId),
    /// A child of an entity container.
    Child(ChildId),
    /// A parameter or the return type of an operation.
    Operation(OperationId),
}

/// A segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A type cast.
    Cast(Type),
    /// A structural property.
    Property(PropertyId),
    /// A navigation property.
    Navigation(NavigationId),
}

/// An annotation whose target is not an element of the schema.
#[derive(Clone, Debug)]
pub struct PathAnnotation {
    /// The target path.
    pub target: ElementPath,
    /// The annotation.
    pub annotation: Annotation,
}

impl ElementPath {
    /// The navigation property at the end of the path, with or without a cast after it.
    pub fn navigation(&self) -> Option<NavigationId> {
        let steps = self.route.as_ref()?.steps.iter().rev();
        let mut properties = steps.filter(|step| !matches!(step, Step::Cast(_)));
        match properties.next()? {
            Step::Navigation(id) => Some(*id),
            Step::Cast(_) | Step::Property(_) => None,
        }
    }

    /// The child of an entity container, if the path has no further segments.
    pub fn child(&self) -> Option<ChildId> {
        match self.route.as_ref()? {
            Route {
                start: Start::Child(child),
                steps,
            } if steps.is_empty() => Some(*child),
            _ => None,
        }
    }
}

/// A position on a path, from which segments are resolved one by one (CSDL XML 4.01, 14.4.1).
///
/// - A segment with a dot that is the name of a type, alias or not, is a cast to this type, whether or not it derives from the
///   type before.
/// - Any other segment is a property, inherited or not, of the type here. After a cast it may also be one of the type before
///   the cast: Graph casts to the type of the next property, where it should cast to the one that has the
///   property (`identity/NS.conditionalAccessRoot/conditionalAccess`).
/// - A property without a structured type has no members.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    here: Option<StructuredId>,
    before_cast: Option<StructuredId>,
}

impl Walk {
    /// Starts at a type; after `None` nothing is known.
    pub fn from(start: Option<StructuredId>) -> Self {
        Self {
            here: start,
            before_cast: None,
        }
    }

    /// The structured type at this position, if it has one.
    pub fn here(&self) -> Option<StructuredId> {
        self.here
    }

    /// Resolves a segment; `None` if it does not exist.
    pub fn step(&mut self, schema: &Schema, segment: &str) -> Option<Step> {
        if segment.contains('.')
            && let Some(ty) = schema.find_type(segment)
        {
            self.before_cast = self.here;
            self.here = structured(ty);
            return Some(Step::Cast(ty));
        }
        let find = |ty: StructuredId| schema.find_member(ty, segment);
        let here = self.here.and_then(find);
        let member = here.or_else(|| self.before_cast.and_then(find))?;
        self.before_cast = None;
        Some(match member {
            Member::Property(id) => {
                self.here = structured(id.get(schema).ty.ty);
                Step::Property(id)
            }
            Member::Navigation(id) => {
                self.here = Some(id.get(schema).target);
                Step::Navigation(id)
            }
        })
    }

    /// Resolves all segments; `None` if one of them does not exist.
    pub fn steps<'s>(
        &mut self,
        schema: &Schema,
        segments: impl IntoIterator<Item = &'s str>,
    ) -> Option<Vec<Step>> {
        let segments = segments.into_iter();
        segments.map(|segment| self.step(schema, segment)).collect()
    }
}

fn structured(ty: Type) -> Option<StructuredId> {
    match ty {
        Type::Structured(id) => Some(id),
        _ => None,
    }
}

impl Schema {
    /// Resolves the segments of a path from a type; `None` if it does not exist. See [`Walk`] for the rules.
    pub fn follow(&self, start: StructuredId, path: &str) -> Option<Vec<Step>> {
        Walk::from(Some(start)).steps(self, path.split('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::clean;

    fn sample() -> Schema {
        clean(
            r#"<EntityType Name="base"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/>
                 <NavigationProperty Name="owner" Type="NS.person"/></EntityType>
               <EntityType Name="order" BaseType="NS.base">
                 <Property Name="address" Type="NS.address"/><NavigationProperty Name="customer" Type="NS.person"/></EntityType>
               <EntityType Name="bulk" BaseType="self.order"><NavigationProperty Name="lines" Type="Collection(NS.order)"/></EntityType>
               <EntityType Name="person" BaseType="NS.base"><Property Name="kind" Type="NS.kind"/></EntityType>
               <ComplexType Name="address"><NavigationProperty Name="city" Type="NS.person"/></ComplexType>
               <EnumType Name="kind"/>"#,
        )
    }

    /// The targets of a path, in words.
    fn walked(schema: &Schema, start: &str, path: &str) -> Option<String> {
        let start = schema.find_structured(start).unwrap();
        let words = schema
            .follow(start, path)?
            .into_iter()
            .map(|step| match step {
                Step::Cast(ty) => format!("as {}", schema.type_name(ty).unwrap().name),
                Step::Property(id) => {
                    let owner = &schema.structured_types[id.declaring].name.name;
                    format!("{owner}.{}", id.get(schema).name)
                }
                Step::Navigation(id) => {
                    let owner = &schema.structured_types[id.declaring].name.name;
                    format!("{owner}>{}", id.get(schema).name)
                }
            });
        Some(words.collect::<Vec<_>>().join(" "))
    }

    fn check(start: &str, path: &str, expected: Option<&str>) {
        assert_eq!(
            walked(&sample(), start, path).as_deref(),
            expected,
            "{path}"
        );
    }

    #[test]
    fn properties_are_those_of_the_type_and_its_bases() {
        check(
            "NS.bulk",
            "customer/owner",
            Some("order>customer base>owner"),
        );
        check(
            "NS.order",
            "address/city",
            Some("order.address address>city"),
        );
        check("NS.order", "lines", None);
        check("NS.order", "nothing", None);
        check("NS.order", "customer//owner", None);
    }

    #[test]
    fn casts_may_be_first_in_the_middle_and_last() {
        check("NS.order", "NS.bulk/lines", Some("as bulk bulk>lines"));
        check(
            "NS.base",
            "NS.order/customer/NS.person/owner",
            Some("as order order>customer as person base>owner"),
        );
        check("NS.bulk", "lines/NS.bulk", Some("bulk>lines as bulk"));
        check("NS.order", "NS.nothing/customer", None);
    }

    #[test]
    fn casts_and_their_qualifiers_may_be_aliases() {
        check("self.order", "self.bulk/lines", Some("as bulk bulk>lines"));
    }

    #[test]
    fn a_property_of_the_type_before_a_cast_that_does_not_match_is_found() {
        check(
            "NS.order",
            "NS.person/customer",
            Some("as person order>customer"),
        );
        check(
            "NS.bulk",
            "lines/NS.person/customer",
            Some("bulk>lines as person order>customer"),
        );
        // Only directly after the cast.
        check("NS.order", "NS.person/owner/customer", None);
    }

    #[test]
    fn primitive_values_have_no_members() {
        check("NS.person", "id", Some("base.id"));
        check("NS.person", "id/owner", None);
        check("NS.person", "kind/NS.kind", Some("person.kind as kind"));
        check("NS.person", "kind/NS.kind/owner", None);
    }
}
