//! The chain from a name to the pattern that selects it.

use std::fmt;

/// Why something is selected: a step for each thing on the way from it to a pattern.
///
/// As text it has two lines for each step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chain {
    /// The steps; the first one is what was asked for.
    pub steps: Vec<ChainStep>,
}

/// One step of a [`Chain`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChainStep {
    /// Its name in the description, such as `NS.Type`, `NS.Type/property` or `GET /pets`.
    pub name: String,
    /// What it is, such as `entity type`, `operation` or `field`.
    pub what: &'static str,
    /// Another name in the description: the id of an operation.
    pub id: Option<String>,
    /// Its name in the generated code.
    pub rust: Option<String>,
    /// The type or builder that it belongs to in the generated code, if it is a member.
    pub member_of: Option<String>,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Why it is selected. `None` if it is not, and for a member, which is selected with the next step.
    pub reason: Option<String>,
    /// Which pattern excludes it, such as `` excluded by `/users` ``. `None` if it is selected, or if no pattern matches it.
    pub excluded: Option<String>,
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            write!(f, "{}: {}", step.name, step.what)?;
            if let Some(id) = &step.id {
                write!(f, " {id}")?;
            }
            if let Some(rust) = &step.rust {
                write!(f, " `{rust}`")?;
            }
            if let Some(owner) = &step.member_of {
                write!(f, " of `{owner}`")?;
            }
            f.write_str("\n")?;
            let is_last = index + 1 == self.steps.len();
            match &step.reason {
                Some(reason) => writeln!(f, "  {reason}")?,
                None if is_last && !step.is_selected => match &step.excluded {
                    Some(excluded) => writeln!(f, "  not selected: {excluded}")?,
                    None => f.write_str(
                        "  not selected: no pattern matches it, and nothing that is selected needs it\n",
                    )?,
                },
                None => {}
            }
        }
        Ok(())
    }
}
