//! URLs: their parts, and percent-decoding (RFC 3986; OData URL conventions 4.01, 2).

use super::{Parser, Reading, Tree, in_every_reading, leaf, node};

/// The segments of a URL, and its query options by name.
pub type Url = (Vec<Tree>, Vec<(String, Tree)>);

/// Reads a URL below a service root: its segments, and its query options by name.
///
/// # Errors
///
/// What is wrong where.
pub fn url(url: &str, root: &str) -> Result<Url, String> {
    let relative = url
        .strip_prefix(root)
        .ok_or_else(|| format!("{url} is not below {root}"))?;
    let (path, options) = match relative.split_once('?') {
        Some((path, options)) => (path, query(options)?),
        None => (relative, Vec::new()),
    };
    let segments = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(segment)
        .collect::<Result<_, _>>()?;
    Ok((segments, options))
}

/// Reads the query of a URL, without its question mark: each option with what it means.
///
/// # Errors
///
/// What is wrong where.
pub fn query(query: &str) -> Result<Vec<(String, Tree)>, String> {
    let mut options = Vec::new();
    for option in query.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let (name, value) = (decode(name, "/?")?, decode(value, "/?")?);
        if name.starts_with(['$', '@']) && options.iter().any(|(other, _)| *other == name) {
            return Err(format!("{name} is repeated"));
        }
        let tree = if name.starts_with(['$', '@']) {
            in_every_reading(&name, &value)?
        } else {
            leaf(value)
        };
        options.push((name, tree));
    }
    // Every alias that is used has a value.
    for (name, tree) in &options {
        for alias in aliases(tree) {
            if !options.iter().any(|(other, _)| *other == alias) {
                return Err(format!("{name} uses {alias}, which has no value"));
            }
        }
    }
    Ok(options)
}

fn aliases(tree: &Tree) -> Vec<&str> {
    let own = tree
        .0
        .strip_prefix("path ")
        .filter(|path| path.starts_with('@'));
    let own = own.map(|path| path.split('/').next().unwrap_or(path));
    own.into_iter()
        .chain(tree.1.iter().flat_map(aliases))
        .collect()
}

/// A name, a key, or a name with a key or parameters in parentheses.
fn segment(text: &str) -> Result<Tree, String> {
    let text = decode(text, "")?;
    let mut parser = Parser::new(&text, Reading::Specification);
    let call = (|| {
        let name = parser.qualified().ok()?;
        parser.eat("(").then_some(())?;
        let mut children = Vec::new();
        while !parser.eat(")") {
            if !children.is_empty() {
                parser.eat(",").then_some(())?;
            }
            let start = parser.at;
            children.push(match parser.identifier() {
                Ok(name) if parser.eat("=") => node(name, vec![parser.or().ok()?]),
                _ => {
                    parser.at = start;
                    parser.or().ok()?
                }
            });
        }
        parser.end().ok()?;
        Some(node(format!("{name}()"), children))
    })();
    // Keys as segments are any text.
    Ok(call.unwrap_or_else(|| leaf(text.clone())))
}

/// `pchar` and what `more` has, percent-decoded. A `+` must be encoded, since servers read it as a blank.
fn decode(text: &str, more: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*,;=:@".contains(&byte);
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (Some(high), Some(low)) = (digit(), digit()) else {
                    return Err(format!("a bare % in {text}"));
                };
                u8::try_from(high * 16 + low).map_err(|error| error.to_string())?
            }
            _ if plain || more.as_bytes().contains(&byte) => byte,
            _ => return Err(format!("{:?} is not encoded in {text}", char::from(byte))),
        });
    }
    String::from_utf8(bytes).map_err(|error| format!("{text}: {error}"))
}
