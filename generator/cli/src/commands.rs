//! The commands of the program.

mod diff;
pub(crate) mod explain;
mod graph;
mod lint;
mod mock;
mod revision;
mod stale;

use std::path::Path;

use clientwright::{Changes, Error, Generated, Options, Warned, codes};
use clientwright_diagnostics::text::{visible, visible_lines};

use crate::arguments::{Check, Dump, Explore, Generate, OneModule, Slice, Tree, Why};
use crate::config::{self, Configuration};
use crate::flags::Input;
use crate::messages::{self, Status};
use crate::output::{self, Failure};

pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use graph::graph;
pub(crate) use lint::lint;
pub(crate) use mock::mock;

const NO_SCHEMA: &str = "flags that describe a module require --schema";

/// What flags or the configuration file describe.
fn configuration(command: &Generate) -> Result<Configuration, Failure> {
    let Some(schema) = command.input.schema.clone() else {
        if command.input.is_given() || command.output.is_given() {
            return Err(Failure::Usage(NO_SCHEMA.to_owned()));
        }
        return Ok(config::read_all(&config::path(command.config.as_deref()))?);
    };
    let Some(out) = command.output.out.clone() else {
        return Err(Failure::Usage("--schema requires --out".to_owned()));
    };
    if command.output.runtime_path.is_some() && command.output.crate_name.is_none() {
        return Err(Failure::Usage("--runtime-path requires --crate".to_owned()));
    }
    let options = command.input.options(schema);
    Ok(Configuration {
        modules: vec![command.output.add_to(options, out)],
        diagrams: Vec::new(),
    })
}

/// Runs the pipeline for all modules, and reports the problems of all of them together.
fn run(modules: &[Options]) -> Result<Vec<Generated>, Failure> {
    all(modules.iter().map(clientwright::generate))
}

/// Runs the pipeline for all modules, and draws their diagrams.
fn run_and_draw(configuration: &Configuration) -> Result<Vec<Generated>, Failure> {
    let modules = &configuration.modules;
    let generated = run(modules)?.into_iter().zip(modules).enumerate();
    all(generated.map(|(index, (generated, options))| {
        let diagrams = configuration.diagrams.iter();
        let others = graph::files(options, diagrams.filter(|diagram| diagram.module == index))?;
        Ok(Generated {
            others,
            ..generated
        })
    }))
}

/// All results, or all problems.
fn all<T>(results: impl Iterator<Item = Result<T, Error>>) -> Result<Vec<T>, Failure> {
    let mut done = Vec::new();
    let mut errors = Vec::new();
    for result in results {
        match result {
            Ok(result) => done.push(result),
            Err(error) => errors.push(error),
        }
    }
    match errors.is_empty() {
        true => Ok(done),
        false => Err(Failure::Diagnosed(errors)),
    }
}

pub(crate) fn generate(command: &Generate) -> Result<(), Failure> {
    let configuration = configuration(command)?;
    let generated = run_and_draw(&configuration)?;
    let modules = configuration.modules;
    for generated in &generated {
        warn(command, generated)?;
    }
    let outputs: Vec<(&Generated, &Options)> = generated.iter().zip(&modules).collect();
    let changes = clientwright::write_all(&outputs)?;
    for ((options, generated), changes) in modules.iter().zip(&generated).zip(changes) {
        if command.messages.is_json() {
            messages::files(&changes, Status::Written, Status::Removed)?;
        }
        if !command.quiet {
            report(command, options, generated, &changes)?;
        }
    }
    Ok(())
}

/// Prints the result for a module.
fn report(
    command: &Generate,
    options: &Options,
    generated: &Generated,
    changes: &Changes,
) -> Result<(), Failure> {
    if command.messages.is_json() {
        return messages::module(options, generated, changes);
    }
    let (from, to) = (options.schema.display(), options.out.display());
    let mut text = format!("{from} -> {to}\n");
    for line in generated.summary.to_string().lines() {
        text.push_str(&format!("  {line}\n"));
    }
    if let Some(lock) = &options.lock {
        let (all, gone) = (generated.lock.len(), generated.retired_names);
        let lock = lock.display();
        text.push_str(&format!(
            "  names: {all} in {lock}, {gone} of removed declarations\n"
        ));
    }
    text.push_str(&format!(
        "  files: {} written, {} unchanged, {} removed\n",
        changes.written.len(),
        changes.unchanged,
        changes.removed.len()
    ));
    output::lines(&text)
}

pub(crate) fn check(check: &Check) -> Result<(), Failure> {
    let command = &check.generate;
    let configuration = configuration(command)?;
    let mut stale = String::new();
    let generated = run_and_draw(&configuration)?;
    let modules = configuration.modules;
    for generated in &generated {
        warn(command, generated)?;
    }
    let outputs: Vec<(&Generated, &Options)> = generated.iter().zip(&modules).collect();
    let mut is_stale = false;
    let changes = clientwright::compare_all(&outputs)?;
    for ((options, generated), changes) in modules.iter().zip(&generated).zip(&changes) {
        is_stale |= !changes.is_empty();
        let shown = check.diff.then_some((generated, options));
        if command.messages.is_json() {
            stale::messages(changes, shown)?;
            if !command.quiet {
                messages::module(options, generated, changes)?;
            }
            continue;
        }
        stale.push_str(&stale::lines(changes, shown));
        if changes.is_empty() && !command.quiet {
            output::lines(&format!(
                "{}: up to date ({} files)\n",
                options.out.display(),
                changes.unchanged
            ))?;
        }
    }
    match is_stale {
        false => Ok(()),
        true => Err(command.messages.failure(|| {
            format!(
                "{}help: run `clientwright generate` and commit the result",
                visible_lines(&stale)
            )
        })),
    }
}

/// Shows the warnings, or their number for each code.
fn warn(command: &Generate, generated: &Generated) -> Result<(), Failure> {
    if command.quiet {
        return Ok(());
    }
    if command.messages.is_json() {
        return messages::diagnostics(&generated.located_warnings);
    }
    if command.verbose && !generated.warned.is_empty() {
        // The blank line between two modules.
        output::problems(&format!("{}\n", generated.colored_warnings.trim_end()));
        return Ok(());
    }
    let of_code = |w: &Warned| format!("{} of {}", w.count, w.code);
    let counts: Vec<String> = generated.warned.iter().map(of_code).collect();
    match generated.warned.iter().map(|w| w.count).sum::<usize>() {
        0 => {}
        1 => output::problems(&format!(
            "1 warning, {} (--verbose shows it)",
            generated.warned[0].code
        )),
        all => output::problems(&format!(
            "{all} warnings: {} (--verbose shows them)",
            counts.join(", ")
        )),
    }
    Ok(())
}

fn options(input: &Input) -> Result<Options, Failure> {
    match &input.schema {
        Some(schema) => Ok(input.options(schema.clone())),
        None => Err(Failure::Usage("--schema is required".to_owned())),
    }
}

pub(crate) fn slice(command: &Slice) -> Result<(), Failure> {
    let is_json = command.messages.is_json();
    if is_json && command.out.is_none() {
        let message = "--message-format json requires --out, because the slice would be on standard output too";
        return Err(Failure::Usage(message.to_owned()));
    }
    let options = Options {
        descriptions: Some(command.descriptions),
        ..options(&command.input)?
    };
    if let Some(out) = &command.out {
        clientwright::keep_inputs(&options, out)?;
    }
    let sliced = clientwright::slice(&options)?;
    let lock = sliced.lock.to_string();
    let lock = options.lock.as_deref().map(|path| (path, lock.as_str()));
    let text = command.out.as_deref();
    let text = text.map(|path| (path, sliced.text.as_str()));
    let files: Vec<(&Path, &str)> = lock.into_iter().chain(text).collect();
    clientwright::replace(&files)?;
    if let Some(first) = sliced.unsettled.first().filter(|_| !command.quiet) {
        let count = sliced.unsettled.len();
        let message = format!(
            "{count} names, such as that of `{}`, clash with what is not in the slice",
            visible(first)
        );
        let help = "write a lock file with --lock, and generate from the slice with it";
        let code = codes::UNSETTLED;
        match is_json {
            true => messages::warning(code, &message, &[help.to_owned()])?,
            false => output::problems(&format!("warning[{code}]: {message}\n = help: {help}")),
        }
    }
    if is_json {
        for (path, _) in &files {
            messages::file(Status::Written, path, None)?;
        }
    }
    match &command.out {
        Some(_) if command.quiet => {}
        Some(path) if is_json => messages::slice(&options, path, files.len(), &sliced.summary)?,
        Some(path) => {
            let mut text = format!("{} -> {}\n", options.schema.display(), path.display());
            for line in sliced.summary.to_string().lines() {
                text.push_str(&format!("  {line}\n"));
            }
            output::lines(&text)?;
        }
        None => output::data(&sliced.text)?,
    }
    Ok(())
}

pub(crate) fn dump(command: &Dump) -> Result<(), Failure> {
    let options = one(&command.of)?;
    let text = clientwright::dump(&options, command.stage.stage())?;
    output::lines(&text)
}

pub(crate) fn why(command: &Why) -> Result<(), Failure> {
    let chain = clientwright::why(&one(&command.of)?, &command.name)?;
    match command.messages.is_json() {
        true => messages::chain(&chain),
        false => output::lines(&chain.to_string()),
    }
}

pub(crate) fn tree(command: &Tree) -> Result<(), Failure> {
    let tree = clientwright::selected(&one(&command.of)?)?;
    match command.messages.is_json() {
        true => messages::tree(&tree),
        false => output::lines(&tree.to_string()),
    }
}

pub(crate) fn explore(command: &Explore) -> Result<(), Failure> {
    let options = one(&command.of)?;
    if let Some(out) = &command.out {
        clientwright::keep_inputs(&options, out)?;
    }
    let page = clientwright_explore::explore(&options)?;
    let Some(path) = &command.out else {
        return output::data(&page);
    };
    clientwright::replace(&[(path, &page)])?;
    let (from, to) = (options.schema.display(), path.display());
    output::lines(&format!("{from} -> {to}\n"))
}

/// The module that flags describe, or the one of the configuration file that is asked for.
fn one(command: &OneModule) -> Result<Options, Failure> {
    if let Some(schema) = &command.input.schema {
        return Ok(command.input.options(schema.clone()));
    }
    if command.input.is_given() {
        return Err(Failure::Usage(NO_SCHEMA.to_owned()));
    }
    let path = config::path(command.config.as_deref());
    let modules = config::read(&path)?;
    only(&modules, command.module.as_deref(), &path)
}

/// The module whose `out` is asked for, or the only one.
fn only(modules: &[Options], out: Option<&Path>, path: &Path) -> Result<Options, Failure> {
    let is_meant = |options: &Options| out.is_none_or(|out| options.out.ends_with(out));
    let mut meant: Vec<&Options> = modules.iter().filter(|m| is_meant(m)).collect();
    if let (Some(options), true) = (meant.pop(), meant.is_empty()) {
        return Ok(options.clone());
    }
    let all: Vec<String> = modules
        .iter()
        .map(|options| format!("`{}`", options.out.display()))
        .collect();
    Err(Failure::Usage(format!(
        "--module has to name one of the modules of {}: {}",
        path.display(),
        all.join(", ")
    )))
}
