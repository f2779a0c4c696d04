//! Schemas and everything that has a qualified name, except containers.

use std::collections::HashMap;

use clientwright_diagnostics::source::Span;

use super::Writer;
use crate::schema::{
    ContainerId, EnumId, Facets, MaxLength, OperationId, OperationKind, Primitive, Scale,
    StructuredId, StructuredKind, Type, TypeDefinitionId, TypeRef,
};

/// A child of a schema.
#[derive(Clone, Copy)]
enum Item {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
    Operation(OperationId),
    Term(usize),
    Container(ContainerId),
}

const TRUE: Option<&str> = Some("true");

impl<'s> Writer<'s> {
    pub(super) fn schemas(&mut self) {
        let schema = self.schema;
        let mut items = self.items();
        let last = schema.namespaces.len().saturating_sub(1);
        for (index, namespace) in schema.namespaces.iter().enumerate() {
            let attributes = [
                ("Namespace", Some(namespace.name.as_str())),
                ("Alias", namespace.alias.as_deref()),
                ("xmlns", Some(super::EDM)),
            ];
            self.xml.open("Schema", &attributes);
            let mut items = items.remove(namespace.name.as_str()).unwrap_or_default();
            items.sort_by_key(|(span, _)| *span);
            for (_, item) in items {
                self.item(item);
            }
            self.annotations(&namespace.annotations);
            if index == last {
                self.path_annotations();
            }
            self.xml.close("Schema");
        }
    }

    /// Everything that is kept, by namespace.
    fn items(&self) -> HashMap<&'s str, Vec<(Span, Item)>> {
        let schema = self.schema;
        let mut items: HashMap<&str, Vec<(Span, Item)>> = HashMap::new();
        let mut add =
            |namespace: &'s str, span, item| items.entry(namespace).or_default().push((span, item));
        for (id, ty) in schema.structured_types.iter() {
            if self.filter.structured(id) {
                add(&ty.name.namespace, ty.span, Item::Structured(id));
            }
        }
        for (id, ty) in schema.enum_types.iter() {
            if self.filter.enum_type(id) {
                add(&ty.name.namespace, ty.span, Item::Enum(id));
            }
        }
        for (id, ty) in schema.type_definitions.iter() {
            if self.filter.type_definition(id) {
                add(&ty.name.namespace, ty.span, Item::Definition(id));
            }
        }
        for (id, operation) in schema.operations.iter() {
            if self.survivors.operation(id) {
                add(
                    &operation.name.namespace,
                    operation.span,
                    Item::Operation(id),
                );
            }
        }
        for (index, term) in schema.terms.iter().enumerate() {
            if self.filter.term(index) && self.survivors.ty(term.ty.ty) {
                add(&term.name.namespace, term.span, Item::Term(index));
            }
        }
        for (id, container) in schema.containers.iter() {
            add(
                &container.name.namespace,
                container.span,
                Item::Container(id),
            );
        }
        items
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Structured(id) => self.structured(id),
            Item::Enum(id) => self.enum_type(id),
            Item::Definition(id) => self.definition(id),
            Item::Operation(id) => self.operation(id),
            Item::Term(index) => self.term(index),
            Item::Container(id) => self.container(id),
        }
    }

    fn structured(&mut self, id: StructuredId) {
        let schema = self.schema;
        let ty = &schema.structured_types[id];
        let base = ty.base.filter(|&base| self.filter.structured(base));
        let base_name = base.map(|base| schema.structured_types[base].name.to_string());
        let inherits = |flag: fn(&crate::schema::StructuredType) -> bool| {
            base.is_some_and(|base| flag(&schema.structured_types[base]))
        };
        let element = match ty.kind {
            StructuredKind::Entity => "EntityType",
            StructuredKind::Complex => "ComplexType",
        };
        let attributes = [
            ("Name", Some(ty.name.name.as_str())),
            ("BaseType", base_name.as_deref()),
            ("Abstract", TRUE.filter(|_| ty.is_abstract)),
            (
                "OpenType",
                TRUE.filter(|_| ty.is_open && !inherits(|base| base.is_open)),
            ),
            (
                "HasStream",
                TRUE.filter(|_| ty.has_stream && !inherits(|base| base.has_stream)),
            ),
        ];
        self.xml.open(element, &attributes);
        self.key(id);
        for index in 0..ty.properties.len() {
            if self.survivors.property(id, index) {
                let property = &ty.properties[index];
                let name = ("Name", Some(property.name.as_str()));
                let default = ("DefaultValue", property.default_value.as_deref());
                self.open_typed("Property", &[name], &property.ty, &[default]);
                self.annotations(&property.annotations);
                self.xml.close("Property");
            }
        }
        for index in 0..ty.navigation_properties.len() {
            if self.survivors.navigation(id, index) {
                self.navigation(id, index);
            }
        }
        self.annotations(&ty.annotations);
        self.xml.close(element);
    }

    fn key(&mut self, id: StructuredId) {
        let key = &self.schema.structured_types[id].key;
        if key.is_empty() {
            return;
        }
        self.xml.open("Key", &[]);
        for property in key {
            let path = property.path.join("/");
            if self.survivors.text(id, &path) {
                let attributes = [
                    ("Name", Some(path.as_str())),
                    ("Alias", property.alias.as_deref()),
                ];
                self.xml.leaf("PropertyRef", &attributes);
            }
        }
        self.xml.close("Key");
    }

    fn navigation(&mut self, id: StructuredId, index: usize) {
        let navigation = &self.schema.structured_types[id].navigation_properties[index];
        let target = navigation.target;
        let ty = self.type_name(Type::Structured(target), navigation.is_collection);
        let attributes = [
            ("Name", Some(navigation.name.as_str())),
            ("Type", Some(ty.as_str())),
            ("Nullable", Some("false").filter(|_| !navigation.nullable)),
            ("Partner", self.kept_path(navigation.partner.as_ref())),
            (
                "ContainsTarget",
                TRUE.filter(|_| navigation.contains_target),
            ),
        ];
        self.xml.open("NavigationProperty", &attributes);
        for constraint in &navigation.referential_constraints {
            let property = self.kept_path(Some(&constraint.property));
            let referenced = self.kept_path(Some(&constraint.referenced_property));
            if property.is_some() && referenced.is_some() {
                let attributes = [("Property", property), ("ReferencedProperty", referenced)];
                self.xml.open("ReferentialConstraint", &attributes);
                self.annotations(&constraint.annotations);
                self.xml.close("ReferentialConstraint");
            }
        }
        if let Some(on_delete) = &navigation.on_delete {
            self.xml
                .open("OnDelete", &[("Action", Some(on_delete.action.name()))]);
            self.annotations(&on_delete.annotations);
            self.xml.close("OnDelete");
        }
        self.annotations(&navigation.annotations);
        self.xml.close("NavigationProperty");
    }

    fn enum_type(&mut self, id: EnumId) {
        let ty = &self.schema.enum_types[id];
        let underlying = ty.underlying.to_string();
        let attributes = [
            ("Name", Some(ty.name.name.as_str())),
            (
                "UnderlyingType",
                Some(underlying.as_str()).filter(|_| ty.underlying != Primitive::Int32),
            ),
            ("IsFlags", TRUE.filter(|_| ty.is_flags)),
        ];
        self.xml.open("EnumType", &attributes);
        for member in &ty.members {
            let value = member.value.to_string();
            let attributes = [
                ("Name", Some(member.name.as_str())),
                ("Value", Some(value.as_str())),
            ];
            self.xml.open("Member", &attributes);
            self.annotations(&member.annotations);
            self.xml.close("Member");
        }
        self.annotations(&ty.annotations);
        self.xml.close("EnumType");
    }

    fn definition(&mut self, id: TypeDefinitionId) {
        let definition = &self.schema.type_definitions[id];
        let underlying = definition.underlying.to_string();
        let facets = FacetText::new(&definition.facets);
        let mut attributes = vec![
            ("Name", Some(definition.name.name.as_str())),
            ("UnderlyingType", Some(underlying.as_str())),
        ];
        attributes.extend(facets.attributes());
        self.xml.open("TypeDefinition", &attributes);
        self.annotations(&definition.annotations);
        self.xml.close("TypeDefinition");
    }

    fn operation(&mut self, id: OperationId) {
        let operation = &self.schema.operations[id];
        let element = match operation.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
        };
        let attributes = [
            ("Name", Some(operation.name.name.as_str())),
            ("IsBound", TRUE.filter(|_| operation.is_bound)),
            (
                "EntitySetPath",
                operation
                    .entity_set_path
                    .as_ref()
                    .map(|path| path.text.as_str()),
            ),
            ("IsComposable", TRUE.filter(|_| operation.is_composable)),
        ];
        self.xml.open(element, &attributes);
        for parameter in &operation.parameters {
            let name = ("Name", Some(parameter.name.as_str()));
            self.open_typed("Parameter", &[name], &parameter.ty, &[]);
            self.annotations(&parameter.annotations);
            self.xml.close("Parameter");
        }
        if let Some(return_type) = &operation.return_type {
            self.open_typed("ReturnType", &[], &return_type.ty, &[]);
            self.annotations(&return_type.annotations);
            self.xml.close("ReturnType");
        }
        self.annotations(&operation.annotations);
        self.xml.close(element);
    }

    fn term(&mut self, index: usize) {
        let term = &self.schema.terms[index];
        let applies_to = term.applies_to.join(" ");
        let name = ("Name", Some(term.name.name.as_str()));
        let more = [
            ("BaseTerm", term.base_term.as_deref()),
            ("DefaultValue", term.default_value.as_deref()),
            (
                "AppliesTo",
                Some(applies_to.as_str()).filter(|s| !s.is_empty()),
            ),
        ];
        self.open_typed("Term", &[name], &term.ty, &more);
        self.annotations(&term.annotations);
        self.xml.close("Term");
    }

    /// Opens an element with `Type`, `Nullable` and facets between other attributes.
    fn open_typed(
        &mut self,
        element: &str,
        before: &[super::xml::Attribute<'_>],
        ty: &TypeRef,
        after: &[super::xml::Attribute<'_>],
    ) {
        let name = self.type_name(ty.ty, ty.is_collection);
        let facets = FacetText::new(&ty.facets);
        let mut attributes = before.to_vec();
        attributes.push(("Type", Some(name.as_str())));
        attributes.push((
            "Nullable",
            ty.nullable.map(|n| if n { "true" } else { "false" }),
        ));
        attributes.extend(facets.attributes());
        attributes.extend(after);
        self.xml.open(element, &attributes);
    }

    pub(super) fn type_name(&self, ty: Type, is_collection: bool) -> String {
        let name = match ty {
            Type::Primitive(primitive) => primitive.to_string(),
            Type::Structured(id) => self.schema.structured_types[id].name.to_string(),
            Type::Enum(id) => self.schema.enum_types[id].name.to_string(),
            Type::Definition(id) => self.schema.type_definitions[id].name.to_string(),
        };
        match is_collection {
            true => format!("Collection({name})"),
            false => name,
        }
    }
}

/// Facets as attribute values.
pub(super) struct FacetText<'a> {
    max_length: Option<String>,
    precision: Option<String>,
    scale: Option<String>,
    unicode: Option<&'static str>,
    srid: Option<&'a str>,
}

impl<'a> FacetText<'a> {
    pub(super) fn new(facets: &'a Facets) -> Self {
        Self {
            max_length: facets.max_length.map(|length| match length {
                MaxLength::Limit(n) => n.to_string(),
                MaxLength::Max => "max".to_owned(),
            }),
            precision: facets.precision.map(|n| n.to_string()),
            scale: facets.scale.map(|scale| match scale {
                Scale::Fixed(n) => n.to_string(),
                Scale::Variable => "variable".to_owned(),
                Scale::Floating => "floating".to_owned(),
            }),
            unicode: facets.unicode.map(|u| if u { "true" } else { "false" }),
            srid: facets.srid.as_deref(),
        }
    }

    pub(super) fn attributes(&self) -> [super::xml::Attribute<'_>; 5] {
        [
            ("MaxLength", self.max_length.as_deref()),
            ("Precision", self.precision.as_deref()),
            ("Scale", self.scale.as_deref()),
            ("Unicode", self.unicode),
            ("SRID", self.srid),
        ]
    }
}
