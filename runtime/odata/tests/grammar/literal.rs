//! Literals (OData ABNF 4.01, 7). Each reads as much as it can from the start of a text, and returns the rest.

/// The literals that begin with a digit, a sign or a hexadecimal letter: the name of what it is, and its length. The
/// longest that can be read is the one.
pub(super) fn plain(text: &str) -> Option<(&'static str, usize)> {
    let candidates = [
        ("number", number(text)),
        ("guid", guid(text)),
        ("date", date(text)),
        ("time", time(text)),
        ("dateTime", date_time(text)),
    ];
    candidates
        .into_iter()
        .filter_map(|(kind, rest)| Some((kind, text.len() - rest?.len())))
        .max_by_key(|(_, length)| *length)
}

fn digits(text: &str, least: usize, most: usize) -> Option<&str> {
    let end = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    (end >= least).then(|| &text[end..])
}

fn sign(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

pub(super) fn number(text: &str) -> Option<&str> {
    for word in ["NaN", "-INF", "INF"] {
        if let Some(rest) = text.strip_prefix(word) {
            let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || "_/.".contains(c));
            return ends.then_some(rest);
        }
    }
    let mut rest = digits(sign(text), 1, usize::MAX)?;
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = digits(fraction, 1, usize::MAX)?;
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        rest = digits(sign(exponent), 1, usize::MAX)?;
    }
    Some(rest)
}

fn guid(text: &str) -> Option<&str> {
    let mut rest = text;
    for (index, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if index > 0 {
            rest = rest.strip_prefix('-')?;
        }
        let part = rest.get(..length)?;
        part.bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then_some(())?;
        rest = &rest[length..];
    }
    Some(rest)
}

/// Two digits up to a number.
fn two(text: &str, least: u32, most: u32) -> Option<&str> {
    let number: u32 = text
        .get(..2)
        .filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()?;
    (least..=most).contains(&number).then(|| &text[2..])
}

fn date(text: &str) -> Option<&str> {
    let year = text.strip_prefix('-').unwrap_or(text);
    let rest = digits(year, 4, usize::MAX)?;
    // More than four digits do not begin with zero.
    if year.len() - rest.len() > 4 && year.starts_with('0') {
        return None;
    }
    let rest = two(rest.strip_prefix('-')?, 1, 12)?;
    two(rest.strip_prefix('-')?, 1, 31)
}

fn time(text: &str) -> Option<&str> {
    let rest = two(text, 0, 23)?;
    let rest = two(rest.strip_prefix(':')?, 0, 59)?;
    let Some(seconds) = rest.strip_prefix(':') else {
        return Some(rest);
    };
    let rest = two(seconds, 0, 60)?;
    match rest.strip_prefix('.') {
        Some(fraction) => digits(fraction, 1, 12),
        None => Some(rest),
    }
}

fn date_time(text: &str) -> Option<&str> {
    let rest = time(date(text)?.strip_prefix('T')?)?;
    if let Some(rest) = rest.strip_prefix('Z') {
        return Some(rest);
    }
    let rest = two(rest.strip_prefix(['+', '-'])?, 0, 23)?;
    two(rest.strip_prefix(':')?, 0, 59)
}

/// Whether the text in the quotes is right for the word before them.
pub(super) fn quoted(prefix: &str, text: &str) -> bool {
    match prefix {
        "duration" => duration(text),
        "binary" => binary(text),
        "geography" | "geometry" => geo(text),
        // A qualified enumeration: members or numbers.
        _ => text.split(',').all(|member| {
            let name = member.starts_with(|c: char| c.is_alphabetic() || c == '_')
                && member.chars().all(|c| c.is_alphanumeric() || c == '_');
            name || digits(sign(member), 1, 19) == Some("")
        }),
    }
}

fn duration(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (days, clock) = match text.split_once('T') {
        Some((days, clock)) => (days, Some(clock)),
        None => (text, None),
    };
    let days_are_right = days.is_empty() || digits(days, 1, usize::MAX) == Some("D");
    let Some(mut clock) = clock else {
        return days_are_right && !days.is_empty();
    };
    let any = !clock.is_empty();
    for unit in ["H", "M", "S"] {
        let mut rest = digits(clock, 1, usize::MAX);
        if unit == "S"
            && let Some(fraction) = rest.and_then(|rest| rest.strip_prefix('.'))
        {
            rest = digits(fraction, 1, usize::MAX);
        }
        if let Some(after) = rest.and_then(|rest| rest.strip_prefix(unit)) {
            clock = after;
        }
    }
    days_are_right && any && clock.is_empty()
}

fn binary(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    let right = bare
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let expected = (4 - bare.len() % 4) % 4;
    right && bare.len() % 4 != 1 && (padding == 0 || padding == expected)
}

fn geo(text: &str) -> bool {
    let Some(text) = text.strip_prefix("SRID=") else {
        return false;
    };
    digits(text, 1, 5)
        .and_then(|rest| rest.strip_prefix(';'))
        .and_then(shape)
        == Some("")
}

fn shape(text: &str) -> Option<&str> {
    type Data = fn(&str) -> Option<&str>;
    let kinds: [(&str, Data); 7] = [
        ("Point", |text| list(text, position, 1, 1)),
        ("LineString", |text| list(text, position, 2, usize::MAX)),
        ("Polygon", polygon),
        ("MultiPoint", |text| {
            list(text, |text| list(text, position, 1, 1), 0, usize::MAX)
        }),
        ("MultiLineString", |text| {
            list(
                text,
                |text| list(text, position, 2, usize::MAX),
                0,
                usize::MAX,
            )
        }),
        ("MultiPolygon", |text| list(text, polygon, 0, usize::MAX)),
        ("Collection", |text| list(text, shape, 1, usize::MAX)),
    ];
    kinds.into_iter().find_map(|(name, data)| {
        let rest = text.strip_prefix(name)?;
        rest.starts_with('(').then(|| data(rest))?
    })
}

fn polygon(text: &str) -> Option<&str> {
    list(
        text,
        |text| list(text, position, 1, usize::MAX),
        1,
        usize::MAX,
    )
}

fn position(text: &str) -> Option<&str> {
    let mut rest = number(text)?;
    let mut more = 0;
    while let Some(next) = rest.strip_prefix(' ') {
        rest = number(next)?;
        more += 1;
    }
    (1..=3).contains(&more).then_some(rest)
}

fn list(
    text: &str,
    item: impl Fn(&str) -> Option<&str>,
    least: usize,
    most: usize,
) -> Option<&str> {
    let mut rest = text.strip_prefix('(')?;
    let mut count = 0;
    while !rest.starts_with(')') {
        if count > 0 {
            rest = rest.strip_prefix(',')?;
        }
        rest = item(rest)?;
        count += 1;
    }
    (least..=most).contains(&count).then(|| &rest[1..])
}
