//! Warnings about schemas whose types are not what they describe, and the same for the summary.

use std::collections::HashSet;

use clientwright_diagnostics::{Diagnostic, Diagnostics};
use clientwright_model::codes;
use clientwright_oas::Api;
use clientwright_oas::api::{Schema, SchemaId, Type};

use super::items::Ambiguity;
use super::nodes::{Problem, ProblemKind};
use super::wrappers::wrapped;
use crate::openapi::select::Selection;
use crate::openapi::{Loss, LossKind};

pub(super) fn report(
    api: &Api,
    selection: &Selection,
    problems: &[Problem],
    ambiguities: &[Ambiguity],
    diags: &mut Diagnostics,
) -> Vec<Loss> {
    let mut losses = Vec::new();
    let mut seen = HashSet::new();
    for problem in problems {
        // A schema may have several types: of patches, and as the base of others.
        if !seen.insert((problem.node, problem.kind)) {
            continue;
        }
        let kept = api.schema_at(problem.node);
        if kept.is_some_and(|id| !selection.keeps(id)) {
            continue;
        }
        let (message, reason) = text(problem.kind);
        if let Some(reason) = reason {
            losses.push(Loss {
                node: problem.node,
                kind: LossKind::Reduced,
                reason: reason.to_owned(),
            });
        }
        let Some((message, label, help)) = message else {
            continue;
        };
        let help = match problem.kind {
            ProblemKind::WithoutSchema | ProblemKind::Forbidden | ProblemKind::PatternAsName => {
                format!("{help} `#{}`", api.tree.pointer(problem.node))
            }
            _ => help.to_owned(),
        };
        let mut warning = Diagnostic::warning(codes::SCHEMA, message)
            .at(api.tree.span(problem.node), label)
            .help(help);
        if let Some(also) = problem.also {
            warning = warning.also(api.tree.span(also), "the other one");
        }
        diags.push(warning);
    }
    for (_, schema) in api.schemas.iter().filter(|(id, _)| selection.keeps(*id)) {
        if let Some(target) = vain_null(api, schema) {
            let message = "`null` in `type` never holds, because the schema of `$ref` forbids it";
            let label = match wrapped(api, schema) {
                Some(_) => "is read as nullable, which is probably meant",
                None => "no value is null",
            };
            let warning = Diagnostic::warning(codes::SCHEMA, message)
                .at(api.tree.span(schema.node), label)
                .also(api.tree.span(api.schemas[target].node), "allows no null")
                .help("write `anyOf` with `$ref` and `type: 'null'`, or remove `null`");
            diags.push(warning);
        }
    }
    for ambiguity in ambiguities {
        let node = api.schemas[ambiguity.schema].node;
        let (a, b) = &ambiguity.variants;
        let message = format!("nothing tells the variants `{a}` and `{b}` apart");
        let warning = Diagnostic::warning(codes::AMBIGUOUS, message)
            .at(
                api.tree.span(node),
                "the first one that a value fits is used",
            )
            .help("give the variants a property with a constant or a `discriminator`, which an overlay can, or state what decides in `variants`");
        diags.push(warning);
        losses.push(Loss {
            node,
            kind: LossKind::Reduced,
            reason: "the variants of a union cannot be told apart".to_owned(),
        });
    }
    losses
}

/// The schema of `$ref` beside a `type` with null, if it states types without null.
fn vain_null(api: &Api, schema: &Schema) -> Option<SchemaId> {
    let target = api.target(schema.target?);
    let types = api.schemas[target].types;
    let forbids = !types.is_empty() && !types.contains(Type::Null) && !api.schemas[target].nullable;
    (schema.types.contains(Type::Null) && forbids).then_some(target)
}

type Message = (&'static str, &'static str, &'static str);

/// The warning, if there is one, and the reason for the summary.
fn text(kind: ProblemKind) -> (Option<Message>, Option<&'static str>) {
    match kind {
        ProblemKind::Conflict => (
            Some((
                "the schemas of `allOf` exclude each other",
                "no value is of this type and of the other",
                "the values are raw JSON; correct one of the types",
            )),
            Some("the schemas of `allOf` exclude each other"),
        ),
        ProblemKind::Closed => (
            Some((
                "the schemas of `allOf` forbid each other's properties",
                "allows only its own properties",
                "all properties are generated; remove `additionalProperties: false`",
            )),
            None,
        ),
        ProblemKind::Members => (
            Some((
                "the members of the enumeration are not of its type",
                "the members are texts",
                "the type follows the members; correct `type`",
            )),
            None,
        ),
        ProblemKind::Repeated => (
            Some((
                "a member of the enumeration occurs twice",
                "here",
                "one variant is generated for it",
            )),
            None,
        ),
        ProblemKind::Endless => (
            Some((
                "the type has no finite value, because it requires itself",
                "every value contains another one",
                "make one of the properties optional",
            )),
            None,
        ),
        ProblemKind::Deep => (
            Some((
                "too many arrays and maps inside of each other",
                "its items are read as raw JSON",
                "describe the items by an object",
            )),
            Some("too many arrays and maps are inside of each other"),
        ),
        ProblemKind::Tuple => (None, Some("the items of a tuple have several types")),
        ProblemKind::Never => (None, Some("the schema allows no value")),
        ProblemKind::WithoutSchema => (
            Some((
                "a required property has no schema",
                "its values are any JSON",
                "declare it by an overlay, or take it out of `required` by `remove` with the target",
            )),
            None,
        ),
        ProblemKind::Forbidden => (
            Some((
                "a required property is forbidden, because no schema declares it and others are not allowed",
                "is left out",
                "declare it by an overlay, or take it out of `required` by `remove` with the target",
            )),
            Some("a required property is forbidden"),
        ),
        ProblemKind::PatternAsName => (
            Some((
                "the name of a required property seems to be a pattern",
                "a property of exactly this name is required",
                "take it out of `required` by `remove` with the target",
            )),
            None,
        ),
        ProblemKind::Patterns => (None, Some("several schemas for properties without a name")),
        ProblemKind::NoUnion => (
            Some((
                "the rule for the variants of the union has no effect",
                "its alternatives are one type",
                "remove the entry of `variants`",
            )),
            None,
        ),
        ProblemKind::SecondUnion => (None, Some("a second `oneOf` or `anyOf` is not checked")),
        ProblemKind::MixedMembers => (None, Some("the members of `enum` have several types")),
        ProblemKind::Constant => (None, Some("the constant is an array or an object")),
    }
}
