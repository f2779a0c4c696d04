//! Compares two lists of facts.

use super::facts::{Fact, Facts, Key};
use super::{Change, Level, What};

/// The changes from one list to another, the most severe first.
pub(super) fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, fact) in old {
        match new.get(key) {
            Some(now) => changes.extend(changed(key, fact, now)),
            // What belongs to something that is gone is gone with it.
            None if is_orphan(fact, new) => {}
            None if is_included(key, fact, new) => {}
            None => changes.push(Change {
                level: fact.removed,
                kind: fact.kind,
                path: key.path(),
                what: What::Removed,
                old: fact.shown().to_owned(),
                new: String::new(),
            }),
        }
    }
    for (key, fact) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        if is_orphan(fact, old) || is_included(key, fact, old) {
            continue;
        }
        changes.push(Change {
            level: fact.added,
            kind: fact.kind,
            path: key.path(),
            what: What::Added,
            old: String::new(),
            new: fact.shown().to_owned(),
        });
    }
    changes.sort_by(|a, b| {
        let order = |change: &Change| (change.path.clone(), change.kind, change.what);
        b.level.cmp(&a.level).then_with(|| order(a).cmp(&order(b)))
    });
    changes
}

/// Whether the part that a fact belongs to is not in a list, so that the change of that part says enough.
fn is_orphan(fact: &Fact, in_list: &Facts) -> bool {
    let owner = fact.owner.as_ref();
    owner.is_some_and(|owner| !in_list.contains_key(owner))
}

/// Whether another list has a part that includes this one: the cast to every type.
fn is_included(key: &Key, fact: &Fact, in_list: &Facts) -> bool {
    let general = key.general().filter(|general| general != key);
    let general = general.and_then(|key| in_list.get(&key));
    general.is_some_and(|general| general.signature == fact.signature)
}

/// The change between two facts with the same key.
fn changed(key: &Key, old: &Fact, new: &Fact) -> Option<Change> {
    let change = |level, what, before: &str, now: &str| Change {
        level,
        kind: new.kind,
        path: key.path(),
        what,
        old: before.to_owned(),
        new: now.to_owned(),
    };
    if old.signature != new.signature {
        let (before, now) = (&old.signature, &new.signature);
        return Some(change(Level::Breaking, What::Changed, before, now));
    }
    if old.wire != new.wire {
        return Some(change(Level::Behaviour, What::Wire, &old.wire, &new.wire));
    }
    (old.docs != new.docs).then(|| change(Level::Cosmetic, What::Docs, "", ""))
}
