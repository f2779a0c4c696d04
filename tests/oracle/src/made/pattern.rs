//! Texts that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text that is tried.
const LONGEST: usize = 400;

/// A short text that matches a pattern, of at least this many characters. `None`: the pattern has parts that are no regular language,
/// such as looking ahead.
pub(super) fn text(pattern: &str, least: usize) -> Option<String> {
    // ECMA-262 and this crate agree on what most descriptions use.
    let parsed = regex_syntax::parse(pattern).ok()?;
    let texts = (0..LONGEST).map(|copies| {
        let mut text = String::new();
        write(&parsed, copies, &mut text);
        text
    });
    let mut texts = texts.take_while(|text| text.len() <= LONGEST * 4);
    texts.find(|text| text.chars().count() >= least.max(1))
}

/// Writes a match, with so many copies of what may be repeated, or as many as there may be.
fn write(part: &Hir, copies: usize, text: &mut String) {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repeated) => {
            let most = repeated.max.unwrap_or(u32::MAX);
            let wanted = u32::try_from(copies).unwrap_or(u32::MAX).min(most);
            for _ in 0..wanted.max(repeated.min).min(LONGEST as u32) {
                write(&repeated.sub, copies, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, copies, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, copies, text)),
        HirKind::Alternation(parts) => {
            if let Some(first) = parts.first() {
                write(first, copies, text);
            }
        }
    }
}

/// A character of a class: a plain one if there is one.
fn member(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .map(|r| (r.start(), r.end()))
            .collect(),
        Class::Bytes(class) => {
            let ranges = class.ranges().iter();
            ranges.map(|r| (r.start().into(), r.end().into())).collect()
        }
    };
    let has = |wanted: &char| {
        ranges
            .iter()
            .any(|(first, last)| (first..=last).contains(&wanted))
    };
    let plain = ['a', 'A', '1', '-', '_', '.', '/'].into_iter().find(has);
    plain.or(ranges.first().map(|(first, _)| *first))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_match() {
        for (pattern, least, expected) in [
            ("^VA[0-9a-fA-F]{3}$", 0, "VAaaa"),
            ("^[a-z]+$", 3, "aaa"),
            ("^(en|de)?-\\d*x", 0, "-x"),
            ("[^/]", 0, "a"),
        ] {
            assert_eq!(text(pattern, least).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(text("^(?!a)b$", 0), None);
    }
}
