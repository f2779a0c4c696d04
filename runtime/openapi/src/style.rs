//! Values of parameters in their styles (OpenAPI 3.1, 4.8.12.4; RFC 6570).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::operation::{Kind, Style};
use crate::value::Value;

/// How deep an object of the style `deepObject` may be nested.
const DEEPEST: usize = 64;

/// Everything but the unreserved characters (RFC 3986, 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` leaves as it is in a query: the reserved characters that end neither the value nor the query.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// What `allowReserved` leaves as it is in a path: all but `?`, `#` and brackets, which no segment of a path has. A `/` is left,
/// because parameters have the keyword for values of several segments.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.add(b'?').remove(b'&').remove(b'+').remove(b'=');

/// How characters of values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// All but the unreserved characters are percent-encoded.
    Unreserved,
    /// Reserved characters are left as they are, and so is what is percent-encoded.
    Reserved,
    /// The same in a path.
    ReservedInPath,
    /// As they are.
    Raw,
    /// As in the body of a form: a space is `+` (URL Standard, 5.2).
    Form,
}

impl Encoding {
    pub(crate) fn of(style: Style) -> Self {
        match style.reserved {
            true => Self::Reserved,
            false => Self::Unreserved,
        }
    }

    /// The encoding of a value in a path.
    pub(crate) fn in_path(style: Style) -> Self {
        match style.reserved {
            true => Self::ReservedInPath,
            false => Self::Unreserved,
        }
    }

    pub(crate) fn write(self, out: &mut String, text: &str) {
        match self {
            Self::Unreserved => out.extend(utf8_percent_encode(text, UNRESERVED)),
            Self::Raw => out.push_str(text),
            Self::Reserved => reserved(out, text, RESERVED),
            Self::ReservedInPath => reserved(out, text, RESERVED_IN_PATH),
            Self::Form => {
                for (index, part) in text.split(' ').enumerate() {
                    if index > 0 {
                        out.push('+');
                    }
                    out.extend(utf8_percent_encode(part, UNRESERVED));
                }
            }
        }
    }

    /// A delimiter that is not allowed in a URL as it is.
    fn delimiter(self, plain: &'static str, encoded: &'static str) -> &'static str {
        match self {
            Self::Raw => plain,
            _ => encoded,
        }
    }
}

/// RFC 6570, 3.2.3: triplets of percent-encoding are left as they are.
fn reserved(out: &mut String, text: &str, encoded: &'static AsciiSet) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.extend(utf8_percent_encode(&rest[..at], encoded));
        let is_triplet = matches!(
            rest.as_bytes()[at..],
            [_, high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()
        );
        match is_triplet {
            true => out.push('%'),
            false => out.push_str("%25"),
        }
        rest = &rest[at + 1..];
    }
    out.extend(utf8_percent_encode(rest, encoded));
}

/// The items that have a value: RFC 6570 leaves out undefined ones (2.4.2).
fn items<'a>(items: &[&'a str]) -> Vec<Cow<'a, str>> {
    items.iter().filter_map(|item| Value::inner(item)).collect()
}

/// The items that have a value, as they are written. Lists among them are written in the style of items.
fn written_items(encoding: Encoding, style: Style, items: &[&str]) -> Vec<String> {
    let written = items.iter().filter_map(|json| {
        let mut out = String::new();
        match (style.items, Value::read(json)) {
            (Some(kind), Value::List(list)) => {
                let texts = self::items(&list);
                let between = between(encoding, kind);
                join(&mut out, encoding, between, texts.iter().map(Cow::as_ref));
            }
            _ => encoding.write(&mut out, &Value::inner(json)?),
        }
        Some(out)
    });
    written.collect()
}

/// What stands between items of a style.
fn between(encoding: Encoding, kind: Kind) -> &'static str {
    match kind {
        Kind::SpaceDelimited => encoding.delimiter(" ", "%20"),
        Kind::PipeDelimited => encoding.delimiter("|", "%7C"),
        Kind::TabDelimited => encoding.delimiter("\t", "%09"),
        _ => ",",
    }
}

/// The members that have a value.
fn members<'a, 'b>(members: &'b [(Cow<'a, str>, &'a str)]) -> Vec<(&'b str, Cow<'a, str>)> {
    let with_value = members
        .iter()
        .filter_map(|(name, json)| Some((name.as_ref(), Value::inner(json)?)));
    with_value.collect()
}

/// Appends texts with something between them.
fn join<'a>(
    out: &mut String,
    encoding: Encoding,
    between: &str,
    texts: impl IntoIterator<Item = &'a str>,
) {
    for (index, text) in texts.into_iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        encoding.write(out, text);
    }
}

/// Appends `name=value` for each member, or names and values alternately.
fn join_members(
    out: &mut String,
    encoding: Encoding,
    between: &str,
    explode: bool,
    members: &[(&str, Cow<'_, str>)],
) {
    for (index, (name, value)) in members.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        encoding.write(out, name);
        out.push_str(if explode { "=" } else { between });
        encoding.write(out, value);
    }
}

/// Appends a value without its name: the styles of paths and headers. `false`: there is nothing to write.
pub(crate) fn value(
    out: &mut String,
    encoding: Encoding,
    style: Style,
    name: &str,
    json: &str,
) -> bool {
    if style.kind == Kind::Json {
        encoding.write(out, json);
        return true;
    }
    let explode = style.explode;
    let (start, between) = match (style.kind, explode) {
        (Kind::Label, true) => (".", "."),
        (Kind::Label, false) => (".", ","),
        (Kind::Matrix, true) => (";", ";"),
        (Kind::Matrix, false) => (";", ","),
        _ => ("", ","),
    };
    let is_matrix = style.kind == Kind::Matrix;
    let named = |out: &mut String, is_empty: bool| {
        if is_matrix {
            encoding.write(out, name);
            if !is_empty {
                out.push('=');
            }
        }
    };
    match Value::read(json) {
        Value::Null => return false,
        Value::Text(text) => {
            out.push_str(start);
            named(out, text.is_empty());
            encoding.write(out, &text);
        }
        Value::List(list) => {
            let texts = written_items(encoding, style, &list);
            if texts.is_empty() {
                return false;
            }
            out.push_str(start);
            if is_matrix && explode {
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        out.push_str(between);
                    }
                    named(out, text.is_empty());
                    out.push_str(text);
                }
            } else {
                named(out, false);
                out.push_str(&texts.join(between));
            }
        }
        Value::Object(object) => {
            let members = members(&object);
            if members.is_empty() {
                return false;
            }
            out.push_str(start);
            if !explode {
                named(out, false);
            }
            join_members(out, encoding, between, explode, &members);
        }
    }
    true
}

/// Pairs of names and values: a query, cookies, the body of a form.
pub(crate) struct Pairs<'a> {
    pub(crate) out: &'a mut String,
    pub(crate) between: &'static str,
}

impl Pairs<'_> {
    /// Appends `name=`.
    fn name(&mut self, encoding: Encoding, name: &str) {
        if !self.out.is_empty() {
            self.out.push_str(self.between);
        }
        // `allowReserved` is about values.
        match encoding {
            Encoding::Reserved => Encoding::Unreserved.write(self.out, name),
            _ => encoding.write(self.out, name),
        }
        self.out.push('=');
    }

    /// The query as a whole: an object as the body of a form, anything else as JSON.
    pub(crate) fn whole(&mut self, style: Style, json: &str) {
        if !self.out.is_empty() {
            self.out.push_str(self.between);
        }
        match Value::read(json) {
            Value::Object(object) if style.kind != Kind::Json => {
                let members = members(&object);
                join_members(self.out, Encoding::Form, self.between, true, &members);
            }
            _ => Encoding::Unreserved.write(self.out, json),
        }
    }

    /// The members of an object as the body of a form. `styles` are those of members that have one.
    ///
    /// # Errors
    ///
    /// A reason that names the member: it is nested too deeply.
    pub(crate) fn form(&mut self, json: &str, styles: &[(&str, Style)]) -> Result<(), String> {
        let Value::Object(members) = Value::read(json) else {
            return Ok(());
        };
        for (name, json) in &members {
            if let Some((_, style)) = styles.iter().find(|(of, _)| of == name) {
                self.push(Encoding::of(*style), *style, name, json)
                    .map_err(|reason| format!("body: `{name}`: {reason}"))?;
                continue;
            }
            match Value::read(json) {
                Value::Null => {}
                Value::Text(text) => self.pair(Encoding::Form, name, &text),
                Value::Object(_) => self.pair(Encoding::Form, name, json),
                Value::List(list) => {
                    let texts = items(&list);
                    texts
                        .iter()
                        .for_each(|text| self.pair(Encoding::Form, name, text));
                }
            }
        }
        Ok(())
    }

    fn pair(&mut self, encoding: Encoding, name: &str, value: &str) {
        self.name(encoding, name);
        encoding.write(self.out, value);
    }

    /// Appends a value with its name.
    ///
    /// # Errors
    ///
    /// A reason: the value is nested too deeply.
    pub(crate) fn push(
        &mut self,
        encoding: Encoding,
        style: Style,
        name: &str,
        json: &str,
    ) -> Result<(), String> {
        let between = match style.kind {
            Kind::Json if json == "null" => return Ok(()),
            Kind::Json => {
                self.pair(encoding, name, json);
                return Ok(());
            }
            Kind::DeepObject => return self.deep(encoding, name, json, 0),
            kind => between(encoding, kind),
        };
        match Value::read(json) {
            Value::Null => {}
            Value::Text(text) => self.pair(encoding, name, &text),
            Value::List(list) => {
                let texts = written_items(encoding, style, &list);
                if style.explode {
                    for text in &texts {
                        self.name(encoding, name);
                        self.out.push_str(text);
                    }
                } else if !texts.is_empty() {
                    self.name(encoding, name);
                    self.out.push_str(&texts.join(between));
                }
            }
            Value::Object(object) => {
                let members = members(&object);
                if style.explode {
                    let mut pairs = members.iter();
                    pairs.try_for_each(|(name, text)| {
                        self.pair(encoding, name, text);
                        Ok::<(), String>(())
                    })?;
                } else if !members.is_empty() {
                    self.name(encoding, name);
                    join_members(self.out, encoding, between, false, &members);
                }
            }
        }
        Ok(())
    }

    /// `name[member]=value`. Objects inside add brackets, lists repeat the name: what most servers read.
    fn deep(
        &mut self,
        encoding: Encoding,
        name: &str,
        json: &str,
        depth: usize,
    ) -> Result<(), String> {
        if depth > DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} levels deep"));
        }
        match Value::read(json) {
            Value::Null => Ok(()),
            Value::Text(text) => {
                self.pair(encoding, name, &text);
                Ok(())
            }
            Value::List(list) => {
                let mut list = list.iter();
                list.try_for_each(|item| self.deep(encoding, name, item, depth + 1))
            }
            Value::Object(object) => object.iter().try_for_each(|(member, json)| {
                self.deep(encoding, &format!("{name}[{member}]"), json, depth + 1)
            }),
        }
    }
}
