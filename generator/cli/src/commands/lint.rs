//! `lint`: the warnings of all modules, and nothing is written.

use clientwright::Options;

use super::{NO_SCHEMA, run};
use crate::arguments::Lint;
use crate::config;
use crate::messages;
use crate::output::{self, Failure};

pub(crate) fn lint(command: &Lint) -> Result<(), Failure> {
    let generated = run(&modules(command)?)?;
    if command.messages.is_json() {
        for generated in generated.iter().filter(|_| !command.quiet) {
            messages::diagnostics(&generated.located_warnings)?;
        }
        let is_clean = generated
            .iter()
            .all(|generated| generated.warned.is_empty());
        return match is_clean || !command.deny_warnings {
            true => Ok(()),
            false => Err(Failure::Reported),
        };
    }
    let mut text = String::new();
    for generated in generated.iter().filter(|_| !command.quiet) {
        if !generated.warned.is_empty() {
            text.push_str(generated.colored_warnings.trim_end());
            text.push_str("\n\n");
        }
    }
    let warned = generated.iter().flat_map(|generated| &generated.warned);
    let number = match warned.map(|w| w.count).sum::<usize>() {
        0 if command.quiet => return Ok(()),
        0 => return output::lines("no warnings\n"),
        1 => "1 warning".to_owned(),
        all => format!("{all} warnings"),
    };
    match command.deny_warnings {
        true => Err(Failure::Problems(format!("{text}error: {number}"))),
        false if command.quiet => Ok(()),
        false => {
            output::problems(&format!("{text}{number}"));
            Ok(())
        }
    }
}

/// The modules that flags or the configuration file describe; what is written has no influence on warnings of the input.
fn modules(command: &Lint) -> Result<Vec<Options>, Failure> {
    let Some(schema) = command.input.schema.clone() else {
        if command.input.is_given() || !command.allow.is_empty() {
            return Err(Failure::Usage(NO_SCHEMA.to_owned()));
        }
        return Ok(config::read(&config::path(command.config.as_deref()))?);
    };
    Ok(vec![Options {
        allow: command.allow.clone(),
        ..command.input.options(schema)
    }])
}
