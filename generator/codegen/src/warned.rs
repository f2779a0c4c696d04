//! Warnings in few lines: one for each code, with a count.

use std::collections::BTreeMap;
use std::fmt;

use clientwright_diagnostics::source::SourceMap;
use clientwright_diagnostics::{Diagnostics, Severity};

/// The warnings of one code: see [`Generated::warned`](crate::Generated::warned).
///
/// ```
/// use clientwright::{Options, Warned, generate};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let schema = folder.path().join("shop.csdl.xml");
/// # let text = std::fs::read_to_string("tests/docs/shop.csdl.xml")?;
/// # std::fs::write(&schema, text.replace("<Action Name", "<Actoin Name=\"a\"/><Actoin Name=\"b\"/><Action Name"))?;
/// // Metadata with two elements `Actoin`, which is no element of CSDL.
/// let generated = generate(&Options { schema, ..Options::default() })?;
/// let warned: &Warned = &generated.warned[0];
/// assert_eq!(warned.count, 2);
/// assert!(warned.to_string().ends_with(&format!("(and 1 more of {})", warned.code)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warned {
    /// The code, such as `csdl-031`.
    pub code: &'static str,
    /// The number of warnings.
    pub count: usize,
    /// The first of them in one line: `warning[csdl-031]: what is wrong --> file:line:column`.
    pub first: String,
}

/// One line: the first warning, and the number of others with its code.
impl fmt::Display for Warned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.first)?;
        match self.count {
            0 | 1 => Ok(()),
            count => write!(f, " (and {} more of {})", count - 1, self.code),
        }
    }
}

/// Counts warnings, in the order of their codes.
pub(crate) fn warned(diags: &Diagnostics, sources: &SourceMap) -> Vec<Warned> {
    let mut by_code: BTreeMap<&'static str, Warned> = BTreeMap::new();
    for warning in diags.sorted() {
        if warning.severity != Severity::Warning {
            continue;
        }
        let entry = by_code.entry(warning.code).or_insert_with(|| {
            let text = warning.render(sources, false);
            // Message and place are the first two lines of the rendered text.
            let lines: Vec<&str> = text.lines().take(2).map(str::trim_start).collect();
            Warned {
                code: warning.code,
                count: 0,
                first: lines.join(" "),
            }
        });
        entry.count += 1;
    }
    by_code.into_values().collect()
}
