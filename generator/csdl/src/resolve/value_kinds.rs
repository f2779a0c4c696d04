//! Kinds of annotation values, for terms that affect generated code: a value of another kind has no effect, which is
//! reported.

use super::{Doc, Resolver};
use crate::codes;
use crate::syntax::{Expression, ExpressionKind};
use crate::terms::{self, Kind};

/// Boolean properties of the restrictions, at any depth.
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
    /// Reports a value that its term cannot use: an error in an overlay, which is written for its effect.
    pub(super) fn check_kind(&mut self, doc: Doc, term: &str, value: &Expression) {
        let Some(known) = terms::find(term) else {
            return;
        };
        let mut found = Vec::new();
        misfits(value, known.kind, &mut found);
        for (value, kind) in found {
            let what = match kind {
                Kind::Tag => "`Bool`",
                Kind::Text => "`String`",
                Kind::Members => "`EnumMember`",
                Kind::Record => "`Record`",
                // The code that reads them reports errors.
                Kind::Collection | Kind::Any => continue,
            };
            let message = format!("a value of `{term}` has no effect");
            let draft = self.draft_by_effect(doc, codes::VALUE_KIND, message);
            self.diags
                .push(draft.at(value.span, format!("expected {what}")));
        }
    }
}

/// Collects values of the wrong kind at all levels. The depth is that of the XML, which the parser limits.
fn misfits<'e>(value: &'e Expression, kind: Kind, found: &mut Vec<(&'e Expression, Kind)>) {
    if !fits(&value.kind, kind) {
        found.push((value, kind));
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
                misfits(value, Kind::Tag, found);
            }
            ExpressionKind::Collection(items) => {
                let is_record = |item: &&Expression| matches!(item.kind, ExpressionKind::Record(_));
                let records = items.iter().filter(is_record);
                records.for_each(|record| misfits(record, Kind::Record, found));
            }
            ExpressionKind::Record(_) => misfits(value, Kind::Record, found),
            _ => {}
        }
    }
}

/// Whether a constant has the kind. The result of other expressions is unknown.
fn fits(value: &ExpressionKind, kind: Kind) -> bool {
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
        E::Bool(_) => matches!(kind, Kind::Tag),
        E::String(_) => matches!(kind, Kind::Text),
        E::EnumMember(_) => matches!(kind, Kind::Members),
        E::Record(_) => matches!(kind, Kind::Record),
        _ => false,
    }
}
