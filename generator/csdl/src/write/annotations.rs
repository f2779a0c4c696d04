//! Annotations and expressions.

use super::Writer;
use super::types::FacetText;
use crate::schema::{
    Annotation, Expression, PathAnnotation, PathKind, PropertyValue, Record, TypeTest,
};
use crate::terms::DOCUMENTATION;

impl<'s> Writer<'s> {
    pub(super) fn annotations(&mut self, annotations: &'s [Annotation]) {
        for annotation in annotations {
            if self.keeps(annotation) {
                self.annotation(annotation);
            }
        }
    }

    /// Annotations whose target has no element, in one block for each target.
    pub(super) fn path_annotations(&mut self) {
        let schema = self.schema;
        let kept: Vec<&PathAnnotation> = schema
            .path_annotations
            .iter()
            .filter(|a| self.keeps(&a.annotation) && self.survivors.path(&a.target))
            .collect();
        for block in kept.chunk_by(|a, b| a.target.text == b.target.text) {
            let Some(first) = block.first() else {
                continue;
            };
            self.xml.open(
                "Annotations",
                &[("Target", Some(first.target.text.as_str()))],
            );
            for PathAnnotation { annotation, .. } in block {
                self.annotation(annotation);
            }
            self.xml.close("Annotations");
        }
    }

    fn keeps(&self, annotation: &Annotation) -> bool {
        let is_documentation = DOCUMENTATION.iter().any(|it| it.name == annotation.term);
        (self.options.descriptions || !is_documentation) && self.filter.annotation(annotation)
    }

    fn annotation(&mut self, annotation: &'s Annotation) {
        if let Some((namespace, _)) = annotation.term.rsplit_once('.')
            && !self.vocabularies.contains(namespace)
        {
            self.vocabularies.insert(namespace.to_owned());
        }
        let attributes = [
            ("Term", Some(annotation.term.as_str())),
            ("Qualifier", annotation.qualifier.as_deref()),
        ];
        self.with_value(
            "Annotation",
            &attributes,
            annotation.value.as_ref(),
            &annotation.annotations,
        );
    }

    /// An element with a value: as an attribute if that form exists, else as a child.
    fn with_value(
        &mut self,
        element: &str,
        attributes: &[super::xml::Attribute<'_>],
        value: Option<&'s Expression>,
        annotations: &'s [Annotation],
    ) {
        let constant = value.and_then(constant);
        let mut attributes = attributes.to_vec();
        attributes.extend(
            constant
                .as_ref()
                .map(|(name, text)| (*name, Some(text.as_str()))),
        );
        self.xml.open(element, &attributes);
        if let (Some(value), None) = (value, &constant) {
            self.expression(value);
        }
        self.annotations(annotations);
        self.xml.close(element);
    }

    fn expression(&mut self, expression: &'s Expression) {
        self.annotated_expression(expression, &[]);
    }

    fn annotated_expression(&mut self, expression: &'s Expression, annotations: &'s [Annotation]) {
        if let Some((name, text)) = constant(expression) {
            self.xml.text(name, &text);
            return;
        }
        match expression {
            Expression::Null => self.nested("Null", &[], &[], annotations),
            Expression::Collection(items) => self.nested("Collection", &[], items, annotations),
            Expression::Record(record) => self.record(record),
            Expression::Apply {
                function,
                arguments,
            } => {
                let attributes = [("Function", Some(function.as_str()))];
                self.nested("Apply", &attributes, arguments, annotations);
            }
            Expression::Cast(test) => self.type_test("Cast", test, annotations),
            Expression::IsOf(test) => self.type_test("IsOf", test, annotations),
            Expression::If(operands) => self.nested("If", &[], operands, annotations),
            Expression::Labeled(name, value) => {
                self.with_value(
                    "LabeledElement",
                    &[("Name", Some(name.as_str()))],
                    Some(value),
                    annotations,
                );
            }
            Expression::LabeledReference(name) => self.xml.text("LabeledElementReference", name),
            Expression::UrlRef(value) => {
                self.nested("UrlRef", &[], std::slice::from_ref(value), annotations);
            }
            Expression::Operator(name, operands) => self.nested(name, &[], operands, annotations),
            Expression::Annotated(value, annotations) => {
                self.annotated_expression(value, annotations);
            }
            // Constants and paths are handled above.
            _ => {}
        }
    }

    fn nested(
        &mut self,
        name: &str,
        attributes: &[super::xml::Attribute<'_>],
        operands: &'s [Expression],
        annotations: &'s [Annotation],
    ) {
        self.xml.open(name, attributes);
        for operand in operands {
            self.expression(operand);
        }
        self.annotations(annotations);
        self.xml.close(name);
    }

    fn type_test(&mut self, name: &str, test: &'s TypeTest, annotations: &'s [Annotation]) {
        let facets = FacetText::new(&test.facets);
        let mut attributes = vec![("Type", Some(test.ty.as_str()))];
        attributes.extend(facets.attributes());
        self.nested(
            name,
            &attributes,
            std::slice::from_ref(&test.value),
            annotations,
        );
    }

    fn record(&mut self, record: &'s Record) {
        self.xml.open("Record", &[("Type", record.ty.as_deref())]);
        for property in &record.properties {
            if self.options.descriptions || !is_description(property) {
                let attributes = [("Property", Some(property.name.as_str()))];
                self.with_value(
                    "PropertyValue",
                    &attributes,
                    property.value.as_ref(),
                    &property.annotations,
                );
            }
        }
        self.annotations(&record.annotations);
        self.xml.close("Record");
    }
}

fn is_description(property: &PropertyValue) -> bool {
    matches!(property.name.as_str(), "Description" | "LongDescription")
        && matches!(property.value, Some(Expression::String(_)))
}

/// Name and text of a constant or path; these have an attribute form and a plain element form.
fn constant(expression: &Expression) -> Option<(&'static str, String)> {
    Some(match expression {
        Expression::Binary(text) => ("Binary", text.clone()),
        Expression::Bool(value) => ("Bool", value.to_string()),
        Expression::Date(text) => ("Date", text.clone()),
        Expression::DateTimeOffset(text) => ("DateTimeOffset", text.clone()),
        Expression::Decimal(text) => ("Decimal", text.clone()),
        Expression::Duration(text) => ("Duration", text.clone()),
        Expression::EnumMember(members) => ("EnumMember", members.join(" ")),
        Expression::Float(value) => ("Float", float(*value)),
        Expression::Guid(text) => ("Guid", text.clone()),
        Expression::Int(value) => ("Int", value.to_string()),
        Expression::String(text) => ("String", text.clone()),
        Expression::TimeOfDay(text) => ("TimeOfDay", text.clone()),
        Expression::Path(path) => {
            let name = match path.kind {
                PathKind::Annotation => "AnnotationPath",
                PathKind::AnyProperty => "AnyPropertyPath",
                PathKind::ModelElement => "ModelElementPath",
                PathKind::NavigationProperty => "NavigationPropertyPath",
                PathKind::Property => "PropertyPath",
                PathKind::Value => "Path",
            };
            (name, path.text.clone())
        }
        _ => return None,
    })
}

/// CSDL XML 4.01, 14.3.8: the special values are `INF`, `-INF` and `NaN`.
fn float(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "INF" } else { "-INF" }.to_owned()
    } else {
        value.to_string()
    }
}
