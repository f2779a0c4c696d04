//! The terms that affect generated code, and access to their annotations (OData Vocabularies 4.0).

use crate::schema::{Annotation, Expression, Record};

/// Namespace of the Core vocabulary.
pub const CORE: &str = "Org.OData.Core.V1";
/// Namespace of the Capabilities vocabulary.
pub const CAPABILITIES: &str = "Org.OData.Capabilities.V1";
/// Namespace of the Authorization vocabulary, which does not affect generated code.
pub const AUTHORIZATION: &str = "Org.OData.Authorization.V1";

/// The kind of value of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Boolean; true if the annotation has no value (`Core.Tag`).
    Tag,
    /// A string.
    Text,
    /// Members of an enumeration.
    Members,
    /// A record.
    Record,
    /// A collection.
    Collection,
    /// Any value: only the presence of the annotation counts.
    Any,
}

/// A term of a well-known vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// The qualified name.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
}

impl KnownTerm {
    /// The name without the namespace.
    pub fn simple(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
}

/// The terms whose values only document a declaration: a client works the same without them.
pub const DOCUMENTATION: [KnownTerm; 3] = [DESCRIPTION, LONG_DESCRIPTION, LINKS];

macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $constant:ident = $kind:ident $name:literal;)+) => {
        $($(#[doc = $doc])+ pub const $constant: KnownTerm = KnownTerm { name: $name, kind: Kind::$kind };)+
        /// Every term of this module.
        pub const ALL: &[KnownTerm] = &[$($constant),+];
    };
}

terms! {
    /// `Core.Description`: a text for people.
    DESCRIPTION = Text "Org.OData.Core.V1.Description";
    /// `Core.LongDescription`: a longer text for people.
    LONG_DESCRIPTION = Text "Org.OData.Core.V1.LongDescription";
    /// `Core.Links`: addresses of what belongs to the element, such as its reference.
    LINKS = Collection "Org.OData.Core.V1.Links";
    /// `Core.Revisions`: versions and deprecations.
    REVISIONS = Collection "Org.OData.Core.V1.Revisions";
    /// `Core.Computed`: the service sets the value.
    COMPUTED = Tag "Org.OData.Core.V1.Computed";
    /// `Core.Immutable`: the value is set on creation only.
    IMMUTABLE = Tag "Org.OData.Core.V1.Immutable";
    /// `Core.Permissions`: whether a property can be read and written.
    PERMISSIONS = Members "Org.OData.Core.V1.Permissions";
    /// `Core.MediaType`: the media type of a stream.
    MEDIA_TYPE = Text "Org.OData.Core.V1.MediaType";
    /// `Core.AcceptableMediaTypes`: the media types that a stream accepts.
    ACCEPTABLE_MEDIA_TYPES = Collection "Org.OData.Core.V1.AcceptableMediaTypes";
    /// `Core.AlternateKeys`: other sets of properties that identify entities.
    ALTERNATE_KEYS = Collection "Org.OData.Core.V1.AlternateKeys";
    /// The forerunner of [`ALTERNATE_KEYS`], of the same form, which Dynamics 365 uses.
    COMMUNITY_ALTERNATE_KEYS = Collection "OData.Community.Keys.V1.AlternateKeys";
    /// `Core.OptionalParameter`: callers may leave the parameter out.
    OPTIONAL_PARAMETER = Any "Org.OData.Core.V1.OptionalParameter";
    /// `Core.RequiresExplicitBinding`: the operation is bound only where `ExplicitOperationBindings` names it.
    REQUIRES_EXPLICIT_BINDING = Tag "Org.OData.Core.V1.RequiresExplicitBinding";
    /// `Core.ExplicitOperationBindings`: operations that are bound to this very element.
    EXPLICIT_OPERATION_BINDINGS = Collection "Org.OData.Core.V1.ExplicitOperationBindings";
    /// `Capabilities.InsertRestrictions`: restrictions of creating entities.
    INSERT_RESTRICTIONS = Record "Org.OData.Capabilities.V1.InsertRestrictions";
    /// `Capabilities.UpdateRestrictions`: restrictions of changing entities.
    UPDATE_RESTRICTIONS = Record "Org.OData.Capabilities.V1.UpdateRestrictions";
    /// `Capabilities.DeleteRestrictions`: restrictions of deleting entities.
    DELETE_RESTRICTIONS = Record "Org.OData.Capabilities.V1.DeleteRestrictions";
    /// `Capabilities.ReadRestrictions`: restrictions of reading entities.
    READ_RESTRICTIONS = Record "Org.OData.Capabilities.V1.ReadRestrictions";
    /// `Capabilities.NavigationRestrictions`: restrictions of navigation properties, and of the paths after them.
    NAVIGATION_RESTRICTIONS = Record "Org.OData.Capabilities.V1.NavigationRestrictions";
    /// `Capabilities.OperationRestrictions`: headers and query options of an operation.
    OPERATION_RESTRICTIONS = Record "Org.OData.Capabilities.V1.OperationRestrictions";
    /// `Capabilities.DeepInsertSupport`: whether related entities are created along with one.
    DEEP_INSERT_SUPPORT = Record "Org.OData.Capabilities.V1.DeepInsertSupport";
    /// `Capabilities.DeepUpdateSupport`: whether related entities are changed along with one.
    DEEP_UPDATE_SUPPORT = Record "Org.OData.Capabilities.V1.DeepUpdateSupport";
    /// `Capabilities.CustomHeaders`: headers of the service's own.
    CUSTOM_HEADERS = Collection "Org.OData.Capabilities.V1.CustomHeaders";
    /// `Capabilities.CustomQueryOptions`: query options of the service's own.
    CUSTOM_QUERY_OPTIONS = Collection "Org.OData.Capabilities.V1.CustomQueryOptions";
    /// `Capabilities.KeyAsSegmentSupported`: keys may be path segments.
    KEY_AS_SEGMENT_SUPPORTED = Tag "Org.OData.Capabilities.V1.KeyAsSegmentSupported";
    /// `Capabilities.IndexableByKey`: entities of a collection can be addressed by key.
    INDEXABLE_BY_KEY = Tag "Org.OData.Capabilities.V1.IndexableByKey";
    /// `Validation.DerivedTypeConstraint`: the derived types that values can have.
    DERIVED_TYPE_CONSTRAINT = Collection "Org.OData.Validation.V1.DerivedTypeConstraint";
}

/// The term of a qualified name.
pub fn find(name: &str) -> Option<KnownTerm> {
    ALL.iter().copied().find(|term| term.name == name)
}

/// The values of annotations with known terms. Annotations with a qualifier are for special uses, and are ignored.
///
/// A value of another kind than the term's, and one that depends on data, such as a path, is ignored.
pub trait Annotated {
    /// The annotation with a term.
    fn find(&self, term: KnownTerm) -> Option<&Annotation>;

    /// Whether a tag is set: applied without a value, or with `true`.
    fn tag(&self, term: KnownTerm) -> bool {
        let found = self.find(term);
        found.is_some_and(|a| matches!(a.value, None | Some(Expression::Bool(true))))
    }

    /// Whether a term is applied, with any value but `false`.
    fn applied(&self, term: KnownTerm) -> bool {
        let found = self.find(term);
        found.is_some_and(|a| !matches!(a.value, Some(Expression::Bool(false))))
    }

    /// The value, if there is one.
    fn value(&self, term: KnownTerm) -> Option<&Expression> {
        self.find(term)?.value.as_ref()
    }

    /// The value of a term that takes a string.
    fn text(&self, term: KnownTerm) -> Option<&str> {
        self.value(term)?.as_text()
    }

    /// The value of a term that takes members of an enumeration, fully qualified.
    fn members(&self, term: KnownTerm) -> Option<&[String]> {
        self.value(term)?.as_members()
    }

    /// The value of a term that takes a record.
    fn record(&self, term: KnownTerm) -> Option<&Record> {
        self.value(term)?.as_record()
    }

    /// The value of a term that takes a collection.
    fn items(&self, term: KnownTerm) -> Option<&[Expression]> {
        self.value(term)?.as_items()
    }
}

impl Annotated for [Annotation] {
    fn find(&self, term: KnownTerm) -> Option<&Annotation> {
        self.iter().find(|a| a.is(term))
    }
}

impl Annotation {
    /// Whether this is the annotation with a term, without a qualifier.
    pub fn is(&self, term: KnownTerm) -> bool {
        self.qualifier.is_none() && self.term == term.name
    }
}

impl Expression {
    /// The value of a Boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an enumeration value, fully qualified.
    pub fn as_members(&self) -> Option<&[String]> {
        match self {
            Self::EnumMember(members) => Some(members),
            _ => None,
        }
    }

    /// A record.
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The items of a collection.
    pub fn as_items(&self) -> Option<&[Expression]> {
        match self {
            Self::Collection(items) => Some(items),
            _ => None,
        }
    }
}

impl Record {
    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Expression> {
        let mut properties = self.properties.iter();
        properties.find(|p| p.name == name)?.value.as_ref()
    }

    /// The value of a property that is a constant Boolean.
    pub fn bool(&self, name: &str) -> Option<bool> {
        self.get(name)?.as_bool()
    }

    /// The value of a property that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// The value of a property that is a record.
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.get(name)?.as_record()
    }

    /// The value of a property that has members of an enumeration, fully qualified.
    pub fn members(&self, name: &str) -> Option<&[String]> {
        self.get(name)?.as_members()
    }

    /// The items of a property that is a collection; none where it is not.
    pub fn items(&self, name: &str) -> &[Expression] {
        let items = self.get(name).and_then(Expression::as_items);
        items.unwrap_or_default()
    }

    /// The records of a property that is a collection.
    pub fn records(&self, name: &str) -> impl Iterator<Item = &Record> {
        self.items(name).iter().filter_map(Expression::as_record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{read, structured};

    #[test]
    fn accessors_return_only_values_of_their_kind() {
        let (schema, _) = read(
            r#"<ComplexType Name="A">
                <Annotation Term="Core.Computed"/>
                <Annotation Term="Core.Immutable" Bool="false"/>
                <Annotation Term="Core.Description" String="d"/>
                <Annotation Term="Core.LongDescription" Bool="true"/>
                <Annotation Term="Core.MediaType" Qualifier="q" String="text/plain"/>
                <Annotation Term="Core.OptionalParameter"><Record>
                  <PropertyValue Property="DefaultValue" String="1"/></Record></Annotation>
                <Annotation Term="Core.Permissions" EnumMember="Core.Permission/Read"/>
                <Annotation Term="Capabilities.InsertRestrictions"><Record>
                  <PropertyValue Property="Insertable" Bool="false"/></Record></Annotation>
               </ComplexType>"#,
        );
        let said = structured(&schema, "A").annotations.as_slice();
        assert!(said.tag(COMPUTED));
        assert!(!said.tag(IMMUTABLE));
        assert!(said.applied(OPTIONAL_PARAMETER) && !said.tag(OPTIONAL_PARAMETER));
        assert!(said.applied(COMPUTED) && !said.applied(IMMUTABLE));
        assert!(!said.tag(KEY_AS_SEGMENT_SUPPORTED));
        assert_eq!(said.text(DESCRIPTION), Some("d"));
        assert_eq!(said.text(LONG_DESCRIPTION), None);
        assert_eq!(said.text(MEDIA_TYPE), None);
        let read = ["Org.OData.Core.V1.Permission/Read".to_owned()];
        assert_eq!(said.members(PERMISSIONS), Some(read.as_slice()));
        let insert = said.record(INSERT_RESTRICTIONS).unwrap();
        assert_eq!(insert.bool("Insertable"), Some(false));
        assert_eq!(said.items(INSERT_RESTRICTIONS), None);
    }

    #[test]
    fn names_are_those_of_vocabularies() {
        for term in ALL {
            let (namespace, name) = term.name.rsplit_once('.').unwrap();
            assert!(crate::vocabularies::is_known(namespace), "{namespace}");
            assert_eq!(term.simple(), name);
            assert_eq!(find(term.name), Some(*term));
        }
        assert_eq!(find("Org.OData.Core.V1.Nothing"), None);
    }
}
