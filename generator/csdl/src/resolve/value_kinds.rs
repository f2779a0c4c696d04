//! Kinds of annotation values, for terms that change what is generated: a value of another kind has no effect, and without
//! a word nobody would know.

use super::{Doc, Resolver};
use crate::codes;
use crate::syntax::{Expression, ExpressionKind};

/// What a term or a property of its record asks for.
#[derive(Clone, Copy)]
enum Wanted {
    Boolean,
    Text,
    Members,
    Record,
}

/// The terms (OData Vocabularies 4.0).
const TERMS: &[(&str, Wanted)] = &[
    ("Org.OData.Core.V1.Computed", Wanted::Boolean),
    ("Org.OData.Core.V1.Immutable", Wanted::Boolean),
    ("Org.OData.Core.V1.Description", Wanted::Text),
    ("Org.OData.Core.V1.LongDescription", Wanted::Text),
    ("Org.OData.Core.V1.Permissions", Wanted::Members),
    (
        "Org.OData.Capabilities.V1.InsertRestrictions",
        Wanted::Record,
    ),
    (
        "Org.OData.Capabilities.V1.UpdateRestrictions",
        Wanted::Record,
    ),
    (
        "Org.OData.Capabilities.V1.DeleteRestrictions",
        Wanted::Record,
    ),
    ("Org.OData.Capabilities.V1.ReadRestrictions", Wanted::Record),
    (
        "Org.OData.Capabilities.V1.NavigationRestrictions",
        Wanted::Record,
    ),
    (
        "Org.OData.Capabilities.V1.KeyAsSegmentSupported",
        Wanted::Boolean,
    ),
    ("Org.OData.Capabilities.V1.IndexableByKey", Wanted::Boolean),
];

/// Properties of the restrictions that are Booleans, at whatever depth.
const BOOLEANS: &[&str] = &[
    "Insertable",
    "Updatable",
    "Upsertable",
    "Deletable",
    "Readable",
    "Referenceable",
    "IndexableByKey",
    "TypecastSegmentSupported",
];

impl Resolver<'_, '_> {
    /// Complains of a value that its term cannot use: an error in an overlay, which is written for its effect.
    pub(super) fn check_kind(&mut self, doc: Doc, term: &str, value: &Expression) {
        let Some((_, wanted)) = TERMS.iter().find(|(known, _)| *known == term) else {
            return;
        };
        let mut found = Vec::new();
        misfits(value, *wanted, &mut found);
        for (value, wanted) in found {
            let what = match wanted {
                Wanted::Boolean => "`Bool`",
                Wanted::Text => "`String`",
                Wanted::Members => "`EnumMember`",
                Wanted::Record => "`Record`",
            };
            let message = format!("a value of `{term}` has no effect");
            let draft = self.draft_by_effect(doc, codes::VALUE_KIND, message);
            self.diags
                .push(draft.at(value.span, format!("expected {what}")));
        }
    }
}

/// Collects values of the wrong kind, deep down. The depth is that of the XML, which the parser bounds.
fn misfits<'e>(value: &'e Expression, wanted: Wanted, found: &mut Vec<(&'e Expression, Wanted)>) {
    if !fits(&value.kind, wanted) {
        found.push((value, wanted));
        return;
    }
    let ExpressionKind::Record(record) = &value.kind else {
        return;
    };
    for property in &record.properties {
        let Some(value) = &property.value else {
            continue;
        };
        match &value.kind {
            _ if BOOLEANS.contains(&property.name.as_str()) => {
                misfits(value, Wanted::Boolean, found);
            }
            ExpressionKind::Collection(items) => {
                let is_record = |item: &&Expression| matches!(item.kind, ExpressionKind::Record(_));
                let records = items.iter().filter(is_record);
                records.for_each(|record| misfits(record, Wanted::Record, found));
            }
            ExpressionKind::Record(_) => misfits(value, Wanted::Record, found),
            _ => {}
        }
    }
}

/// Whether a constant is of the kind. What is evaluated may come to anything.
fn fits(value: &ExpressionKind, wanted: Wanted) -> bool {
    use ExpressionKind as E;
    match value {
        E::Path(..)
        | E::Null
        | E::Apply { .. }
        | E::Cast(_)
        | E::IsOf(_)
        | E::If(_)
        | E::Labeled { .. }
        | E::LabeledReference(_)
        | E::Operator(..) => true,
        E::Bool(_) => matches!(wanted, Wanted::Boolean),
        E::String(_) => matches!(wanted, Wanted::Text),
        E::EnumMember(_) => matches!(wanted, Wanted::Members),
        E::Record(_) => matches!(wanted, Wanted::Record),
        _ => false,
    }
}
