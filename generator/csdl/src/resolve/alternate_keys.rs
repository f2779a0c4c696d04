//! Alternate keys of entity types (`Core.AlternateKeys`).

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::Resolver;
use super::keys::Broken;
use crate::codes;
use crate::schema::{
    AlternateKey, Annotation, Expression, KeyProperty, PathKind, Record, StructuredId,
    StructuredKind,
};
use crate::terms::{ALTERNATE_KEYS, COMMUNITY_ALTERNATE_KEYS};

/// Whether an annotation declares alternate keys.
pub(super) fn declares_keys(annotation: &Annotation) -> bool {
    let terms = [ALTERNATE_KEYS, COMMUNITY_ALTERNATE_KEYS];
    terms.iter().any(|term| annotation.term == term.name)
}

/// The reason why a key cannot be used, with its place.
struct Wrong {
    span: Span,
    label: String,
}

impl Wrong {
    fn at(span: Span, label: &str) -> Self {
        let label = label.to_owned();
        Self { span, label }
    }
}

impl Resolver<'_, '_> {
    pub(super) fn alternate_keys(&mut self) {
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for id in ids {
            let ty = &self.schema.structured_types[id];
            if ty.kind != StructuredKind::Entity {
                continue;
            }
            let found: Vec<Annotation> = ty
                .annotations
                .iter()
                .filter(|a| declares_keys(a))
                .cloned()
                .collect();
            for annotation in found {
                let keys = self.keys_of(id, &annotation);
                self.schema
                    .structured_types
                    .get_mut(id)
                    .alternate_keys
                    .extend(keys);
            }
        }
    }

    /// A collection of `Core.AlternateKey` records.
    fn keys_of(&mut self, id: StructuredId, annotation: &Annotation) -> Vec<AlternateKey> {
        let Some(Expression::Collection(records)) = &annotation.value else {
            self.not_a_key(Wrong::at(
                annotation.span,
                "expected a collection of records",
            ));
            return Vec::new();
        };
        let mut keys = Vec::with_capacity(records.len());
        for record in records {
            match self.alternate_key(id, annotation, record) {
                Ok(key) => keys.push(key),
                Err(wrong) => self.not_a_key(wrong),
            }
        }
        keys
    }

    fn alternate_key(
        &self,
        id: StructuredId,
        annotation: &Annotation,
        record: &Expression,
    ) -> Result<AlternateKey, Wrong> {
        let wrong = |label: &str| Wrong::at(annotation.span, label);
        let parts = match record {
            Expression::Record(record) => record.get("Key"),
            _ => None,
        };
        let Some(Expression::Collection(parts)) = parts else {
            return Err(wrong("expected a record with a collection `Key`"));
        };
        let mut properties: Vec<KeyProperty> = Vec::with_capacity(parts.len());
        for part in parts {
            let Expression::Record(part) = part else {
                return Err(wrong("expected records in `Key`"));
            };
            let property = self.alternate_key_property(id, annotation, part)?;
            if properties.iter().any(|p| p.alias == property.alias) {
                let alias = property.alias.unwrap_or_default();
                return Err(wrong(&format!("two properties are called `{alias}`")));
            }
            properties.push(property);
        }
        match properties.is_empty() {
            true => Err(wrong("a key without properties")),
            false => Ok(AlternateKey {
                properties,
                span: annotation.span,
            }),
        }
    }

    /// A `Core.PropertyRef` record.
    fn alternate_key_property(
        &self,
        id: StructuredId,
        annotation: &Annotation,
        part: &Record,
    ) -> Result<KeyProperty, Wrong> {
        let (path, span) = match part.get("Name") {
            Some(Expression::Path(path)) if path.kind != PathKind::Annotation => {
                (&path.text, path.span)
            }
            // Not allowed by the vocabulary, but services write it.
            Some(Expression::String(path)) => (path, annotation.span),
            _ => {
                let label = "expected a property path as `Name`";
                return Err(Wrong::at(annotation.span, label));
            }
        };
        let wrong = |label: String| Wrong { span, label };
        let alias = match part.get("Alias") {
            Some(Expression::String(alias)) if !alias.trim().is_empty() => Some(alias.trim()),
            _ => None,
        };
        let path: Vec<String> = path.split('/').map(|s| s.trim().to_owned()).collect();
        let ty = self.key_type(id, &path).map_err(|broken| match broken {
            Broken::Missing(_, name) => wrong(format!("`{name}` does not exist")),
            Broken::NoKey => wrong(format!("`{}` cannot be part of a key", path.join("/"))),
        })?;
        let alias = match (alias, path.as_slice()) {
            (Some(alias), _) => alias.to_owned(),
            (None, [name]) => name.clone(),
            (None, _) => {
                let label = format!("path `{}` without an alias", path.join("/"));
                return Err(wrong(label));
            }
        };
        Ok(KeyProperty {
            path,
            alias: Some(alias),
            ty,
            span,
        })
    }

    fn not_a_key(&mut self, wrong: Wrong) {
        let message = "an alternate key that cannot be used is left out";
        self.diags
            .push(Diagnostic::warning(codes::BAD_KEY, message).at(wrong.span, wrong.label));
    }
}
