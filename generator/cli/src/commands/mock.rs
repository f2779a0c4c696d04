//! `mock`: serves a description on this machine.
//!
//! The flags are always there, so that help, completions and man pages do not depend on how the program was built. What listens is
//! the crate `clientwright-mock`, which only the feature `mock` adds.

use super::one;
use crate::arguments::Serve;
use crate::output::Failure;

#[cfg(feature = "mock")]
pub(crate) fn mock(command: &Serve) -> Result<(), Failure> {
    use std::collections::BTreeMap;

    use clientwright_diagnostics::text::visible;
    use serde_json::value::RawValue;

    use crate::output;

    let problem = |text: String| Failure::Problems(format!("error: {}", visible(&text)));
    let options = one(&command.of)?;
    let builder = clientwright_mock::Mock::builder(options.schema.clone())
        .options(options)
        .base_path(command.base_path.clone())
        .port(command.port)
        // There is no test that could choose them.
        .made_up_results(true);
    let builder = match command.page_size {
        Some(size) => builder.page_size(size),
        None => builder,
    };
    let mock = builder.start().map_err(|error| match error {
        clientwright_mock::Error::Description(error) => Failure::from(error),
        other => problem(other.to_string()),
    })?;
    if let Some(path) = &command.seed {
        let place = path.display();
        let text = clientwright::read_text(path);
        let text = text.map_err(|error| problem(format!("{place}: cannot read: {error}")))?;
        // Raw values keep all digits of numbers.
        let seeds: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(&text).map_err(|error| problem(format!("{place}: {error}")))?;
        for (to, value) in &seeds {
            let seeded = mock.seed(to, value);
            seeded.map_err(|error| problem(format!("{place}: {error}")))?;
        }
    }
    output::lines(&format!("{}\n", mock.url()))?;
    mock.wait();
    Ok(())
}

#[cfg(not(feature = "mock"))]
pub(crate) fn mock(command: &Serve) -> Result<(), Failure> {
    let Serve {
        of,
        port,
        base_path,
        page_size,
        seed,
    } = command;
    let _ = (port, base_path, page_size, seed);
    // A wrong command line is wrong with every feature.
    one(of)?;
    let text = "error: this program was built without the feature `mock`\n = help: install it with `cargo install --locked \
                clientwright-cli --features mock`";
    Err(Failure::Problems(text.to_owned()))
}
