//! Inheritance: cycles, derived types, inherited flags, redeclared properties.

use std::collections::{BTreeSet, HashMap};

use clientwright_diagnostics::Diagnostic;
use clientwright_diagnostics::source::Span;

use super::Resolver;
use crate::codes;
use crate::schema::StructuredId;

/// The maximum number of base types of a type; the deepest types of Graph have five.
const MAX_BASES: usize = 100;

impl Resolver<'_, '_> {
    pub(super) fn inherit(&mut self) {
        self.break_cycles();
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        for &id in &ids {
            if let Some(base) = self.schema.structured_types[id].base {
                self.schema.structured_types.get_mut(base).derived.push(id);
            }
        }
        let mut inherited = HashMap::new();
        let types = &self.schema.structured_types;
        let roots = ids.iter().rev();
        let roots = roots.filter(|id| types[**id].base.is_none());
        let mut roots: Vec<StructuredId> = roots.copied().collect();
        let mut cut = BTreeSet::new();
        // A type that was cut from a chain is the root of the types derived from it.
        while let Some(id) = roots.pop() {
            let further = self.walk(id, &mut inherited);
            roots.extend(&further);
            cut.extend(further);
        }
        if !cut.is_empty() {
            for &id in &ids {
                let derived = &mut self.schema.structured_types.get_mut(id).derived;
                derived.retain(|derived| !cut.contains(derived));
            }
        }
    }

    /// Reports each cycle once and cuts it at its first type in document order.
    fn break_cycles(&mut self) {
        const UNSEEN: u32 = 0;
        let ids: Vec<StructuredId> = self.schema.structured_types.ids().collect();
        // The number of the walk that visited each type first.
        let mut seen = vec![UNSEEN; ids.len()];
        for (walk, &start) in (1..).zip(&ids) {
            let mut path = Vec::new();
            let mut next = Some(start);
            while let Some(id) = next {
                if seen[id.index()] == walk {
                    self.report_cycle(&path, id);
                    break;
                }
                if seen[id.index()] != UNSEEN {
                    break;
                }
                seen[id.index()] = walk;
                path.push(id);
                next = self.schema.structured_types[id].base;
            }
        }
    }

    fn report_cycle(&mut self, path: &[StructuredId], entry: StructuredId) {
        let start = path.iter().position(|&id| id == entry).unwrap_or(0);
        let cycle = &path[start..];
        let Some(first) = cycle.iter().min().copied() else {
            return;
        };
        let turn = cycle.iter().position(|&id| id == first).unwrap_or(0);
        let types = &self.schema.structured_types;
        let order: Vec<StructuredId> = cycle[turn..]
            .iter()
            .chain(&cycle[..turn])
            .copied()
            .collect();
        let name = |id: &StructuredId| format!("`{}`", types[*id].name);
        let shown: Vec<String> = order.iter().take(8).map(name).collect();
        let more = if order.len() > shown.len() {
            " → …"
        } else {
            ""
        };
        let message = format!("{} derives from itself", name(&first));
        let mut diagnostic =
            Diagnostic::error(codes::CYCLE, message).at(types[first].name_span, "");
        for id in order.iter().skip(1).take(shown.len() - 1) {
            diagnostic = diagnostic.also(types[*id].name_span, "part of the cycle");
        }
        let help = format!(
            "the bases go {}{more} → {}",
            shown.join(" → "),
            name(&first)
        );
        self.diags.push(diagnostic.help(help));
        self.schema.structured_types.get_mut(first).base = None;
    }

    /// Visits a type and all types derived from it, with the properties inherited at each; returns the types at which
    /// chains were cut.
    fn walk(
        &mut self,
        root: StructuredId,
        inherited: &mut HashMap<String, Vec<Span>>,
    ) -> Vec<StructuredId> {
        let mut cut = Vec::new();
        enum Step {
            /// With the number of its base types.
            Enter(StructuredId, usize),
            Leave(StructuredId),
        }
        let mut steps = vec![Step::Enter(root, 0)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id, depth) if depth > MAX_BASES => {
                    self.too_deep(id);
                    cut.push(id);
                }
                Step::Enter(id, depth) => {
                    let ty = &self.schema.structured_types[id];
                    if let Some(base) = ty.base {
                        let base = &self.schema.structured_types[base];
                        let (is_open, has_stream) = (base.is_open, base.has_stream);
                        let ty = self.schema.structured_types.get_mut(id);
                        ty.is_open |= is_open;
                        ty.has_stream |= has_stream;
                    }
                    let has_derived = !self.schema.structured_types[id].derived.is_empty();
                    self.enter(id, has_derived, inherited);
                    if has_derived {
                        steps.push(Step::Leave(id));
                        let derived = self.schema.structured_types[id].derived.iter().rev();
                        steps.extend(derived.map(|&id| Step::Enter(id, depth + 1)));
                    }
                }
                Step::Leave(id) => {
                    for (name, _) in self.member_names(id) {
                        if let Some(stack) = inherited.get_mut(&name) {
                            stack.pop();
                        }
                    }
                }
            }
        }
        cut
    }

    /// Cuts a chain of base types that is too long. Each type repeats the properties of all its bases, so that the
    /// output would grow with the square of its length.
    fn too_deep(&mut self, id: StructuredId) {
        let ty = self.schema.structured_types.get_mut(id);
        ty.base = None;
        let message = format!("`{}` derives from more than {MAX_BASES} types", ty.name);
        let place = ty.name_span;
        self.diags
            .push(Diagnostic::error(codes::TOO_DEEP, message).at(place, ""));
    }

    fn enter(
        &mut self,
        id: StructuredId,
        has_derived: bool,
        inherited: &mut HashMap<String, Vec<Span>>,
    ) {
        if inherited.is_empty() && !has_derived {
            return;
        }
        for (name, span) in self.member_names(id) {
            if let Some(first) = inherited.get(&name).and_then(|stack| stack.last()) {
                // CSDL XML 4.01, 7: a derived type must not declare a property that it inherits.
                let owner = &self.schema.structured_types[id].name;
                let message =
                    format!("`{owner}` declares the property `{name}`, which it inherits");
                self.diags.push(
                    Diagnostic::warning(codes::REDECLARED_PROPERTY, message)
                        .at(span, "declared again here")
                        .also(*first, "inherited from here"),
                );
            }
            if has_derived {
                inherited.entry(name).or_default().push(span);
            }
        }
    }

    fn member_names(&self, id: StructuredId) -> Vec<(String, Span)> {
        let ty = &self.schema.structured_types[id];
        let properties = ty.properties.iter().map(|p| (&p.name, p.name_span));
        let navigations = ty.navigation_properties.iter();
        let navigations = navigations.map(|n| (&n.name, n.name_span));
        let all = properties.chain(navigations);
        all.map(|(name, span)| (name.clone(), span)).collect()
    }
}
