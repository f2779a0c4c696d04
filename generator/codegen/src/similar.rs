//! Names that the user may have meant.

/// How many suggestions one part of a run computes. Each compares with every name, so that options full of unknown names
/// would otherwise cost quadratic time.
pub(crate) const BUDGET: usize = 64;

/// The candidate nearest to a name, if any is near enough to be meant.
pub(crate) fn nearest(wanted: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    candidates
        .map(|c| (strsim::jaro_winkler(wanted, &c), c))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, c)| c)
}
