//! The keys of an object that was read: those that occur twice, and merge keys.

use std::collections::{HashMap, HashSet};

use clientwright_diagnostics::Diagnostic;

use super::{Builder, Entry, Open, Refused, Shape};
use crate::codes;

impl Builder<'_> {
    /// Reports keys that occur twice among the entries from a position, and removes all but the first of each.
    pub(super) fn report_duplicates(&mut self, from: usize) {
        let tree = &*self.tree;
        let entries = &self.entries[from..];
        let key = |entry: &Entry| tree.text(entry.key);
        let mut found = Vec::new();
        if entries.len() <= 12 {
            for (at, entry) in entries.iter().enumerate() {
                let earlier = entries[..at].iter().find(|e| key(e) == key(entry));
                found.extend(earlier.map(|earlier| (at, earlier.span)));
            }
        } else {
            let mut seen = HashMap::with_capacity(entries.len());
            for (at, entry) in entries.iter().enumerate() {
                let first = seen.entry(key(entry)).or_insert(entry.span);
                if *first != entry.span {
                    found.push((at, *first));
                }
            }
        }
        for &(at, first) in &found {
            let entry = self.entries[from + at];
            let name = self.tree.text(entry.key);
            let message = format!("the key `{name}` occurs twice");
            let error = Diagnostic::error(codes::DUPLICATE_KEY, message);
            let error = error.at(entry.span, "").also(first, "the first one");
            self.diags
                .push(error.help("remove or rename one of the two"));
        }
        if !found.is_empty() {
            let mut at = 0;
            let mut duplicates = found.iter().map(|(at, _)| *at).peekable();
            let kept = self.entries.split_off(from).into_iter().filter(|_| {
                let is_duplicate = duplicates.next_if_eq(&at).is_some();
                at += 1;
                !is_duplicate
            });
            self.entries.extend(kept);
        }
    }

    /// Replaces merge keys by the entries of the objects that they refer to, unless the object has the same key itself.
    pub(super) fn merge(&mut self, open: &Open) -> Result<(), Refused> {
        let own = &self.entries[open.first..];
        let at = open
            .merge
            .and_then(|span| own.iter().position(|entry| entry.span == span));
        let Some(at) = at.map(|at| open.first + at) else {
            return Ok(());
        };
        let merge = self.entries[at];
        let tree = &*self.tree;
        let node = tree.node(merge.value);
        let objects = match node.shape {
            Shape::Array => tree.items(merge.value),
            _ => std::slice::from_ref(&merge.value),
        };
        if let Some(wrong) = objects
            .iter()
            .find(|id| tree.node(**id).shape != Shape::Object)
        {
            let span = tree.span(*wrong);
            let message = "a merge key whose value is neither an object nor a list of objects";
            let error = Diagnostic::error(codes::BAD_KEY, message).at(merge.span, "");
            self.diags
                .push(error.also(span, "").help("quote `<<` if it is a name"));
            return Err(Refused);
        }
        let mut merged: Vec<Entry> = Vec::new();
        let total = objects.iter().map(|id| tree.entries(*id).len()).sum();
        let Some(left) = self.merges_left.checked_sub(total) else {
            let place = merge.span.start as usize..merge.span.end as usize;
            let message = "merge keys add too many entries";
            return Err(self.refuse(codes::ALIAS, message, place));
        };
        self.merges_left = left;
        let own = self.entries[open.first..].iter();
        let mut seen: HashSet<&str> = own.map(|entry| tree.text(entry.key)).collect();
        for entry in objects.iter().flat_map(|id| tree.entries(*id)) {
            if seen.insert(tree.text(entry.key)) {
                merged.push(*entry);
            }
        }
        self.entries.splice(at..=at, merged);
        Ok(())
    }
}
