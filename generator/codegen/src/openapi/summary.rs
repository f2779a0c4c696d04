//! The summary of a run over a description: each operation, parameter, body, response and schema is counted, and the
//! reasons why some are missing or reduced are listed.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_oas::Api;
use clientwright_oas::api::OperationId;
use clientwright_oas::tree::NodeId;

use super::select::Selection;
use super::{Loss, LossKind};
use crate::summary::{Count, OUTSIDE, Summary};

/// Compares a description with its selection and with what is not in the package.
pub(crate) fn summarize(api: &Api, selection: &Selection, losses: &[Loss]) -> Summary {
    let read = api.reduced.iter().map(|reduced| Loss {
        node: reduced.node,
        kind: match reduced.is_left_out {
            true => LossKind::LeftOut,
            false => LossKind::Reduced,
        },
        reason: reduced.reason.clone(),
    });
    let losses: Vec<Loss> = read.chain(losses.iter().cloned()).collect();
    let counter = Counter::new(api, selection, &losses);
    let mut counts = vec![
        counter.operations(),
        counter.parts(
            ("parameters", UNUSED),
            api.parameters.iter().map(|(_, it)| it.node),
            selection
                .parameters
                .iter()
                .map(|id| api.parameters[*id].node),
        ),
        counter.parts(
            ("bodies", UNUSED),
            api.bodies.iter().map(|(_, it)| it.node),
            selection.bodies.iter().map(|id| api.bodies[*id].node),
        ),
        counter.parts(
            ("responses", UNUSED),
            api.responses.iter().map(|(_, it)| it.node),
            selection.responses.iter().map(|id| api.responses[*id].node),
        ),
        counter.parts(
            ("headers", UNUSED),
            api.headers.iter().map(|(_, it)| it.node),
            selection.headers.iter().map(|id| api.headers[*id].node),
        ),
    ];
    let components: BTreeSet<_> = api.components.schemas.iter().map(|(_, id)| *id).collect();
    let node = |id| api.schemas[id].node;
    counts.push(counter.parts(
        ("component schemas", OUTSIDE),
        components.iter().map(|id| node(*id)),
        selection.components.keys().map(|id| node(*id)),
    ));
    let inline = || api.schemas.ids().filter(|id| !components.contains(id));
    counts.push(counter.parts(
        ("schemas without a key", UNUSED),
        inline().map(node),
        inline().filter(|id| selection.keeps(*id)).map(node),
    ));
    Summary {
        counts,
        reduced: listed(api, &losses, LossKind::Reduced),
        left_out: listed(api, &losses, LossKind::LeftOut),
        ..Summary::default()
    }
}

/// Why parts without a name of their own are not kept.
const UNUSED: &str = "that nothing kept uses";

struct Counter<'a> {
    api: &'a Api,
    selection: &'a Selection,
    left_out: BTreeSet<NodeId>,
    reduced: BTreeSet<NodeId>,
}

impl<'a> Counter<'a> {
    fn new(api: &'a Api, selection: &'a Selection, losses: &[Loss]) -> Self {
        let of = |kind| {
            let losses = losses.iter().filter(move |loss| loss.kind == kind);
            losses.map(|loss| loss.node).collect()
        };
        Self {
            api,
            selection,
            left_out: of(LossKind::LeftOut),
            reduced: of(LossKind::Reduced),
        }
    }

    /// The operations of paths, and those of webhooks and callbacks, which are received.
    fn operations(&self) -> Count {
        let node = |id: &OperationId| self.api.operations[*id].node;
        let Selection {
            operations,
            received,
            ..
        } = self.selection;
        let mut count = self.parts(
            ("operations", OUTSIDE),
            self.api.operations.iter().map(|(_, it)| it.node),
            operations.keys().chain(received.keys()).map(node),
        );
        let note = "of them webhooks and callbacks, which are received";
        count.notes.insert(0, (received.len(), note));
        count
    }

    /// Counts the parts of one kind by their nodes. The second text says why the others are not kept.
    fn parts(
        &self,
        (what, outside): (&'static str, &'static str),
        all: impl Iterator<Item = NodeId>,
        kept: impl Iterator<Item = NodeId>,
    ) -> Count {
        let (all, kept) = (all.collect::<Vec<_>>(), kept.collect::<Vec<_>>());
        let of = |of: &[NodeId], nodes: &BTreeSet<NodeId>| {
            let found = of.iter().filter(|it| nodes.contains(it));
            found.count()
        };
        let left_out = of(&all, &self.left_out);
        let left_out_of_kept = of(&kept, &self.left_out);
        let emitted = kept.len() - left_out_of_kept;
        Count {
            what,
            total: all.len(),
            emitted,
            notes: vec![
                (of(&kept, &self.reduced), "of them reduced"),
                (left_out, "left out"),
                (all.len() - emitted - left_out, outside),
            ],
        }
    }
}

/// One text for each reason: the number of places, and the first of them.
fn listed(api: &Api, losses: &[Loss], kind: LossKind) -> Vec<String> {
    let mut by_reason: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
    for loss in losses.iter().filter(|loss| loss.kind == kind) {
        by_reason.entry(&loss.reason).or_default().push(loss.node);
    }
    let by_reason = by_reason.into_iter();
    let texts = by_reason.map(|(reason, nodes)| {
        let first = api.tree.pointer(nodes[0]);
        match nodes.len() {
            1 => format!("{reason} (#{first})"),
            count => format!("{count} × {reason} (first #{first})"),
        }
    });
    texts.collect()
}
