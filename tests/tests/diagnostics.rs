//! Diagnostics of metadata with errors or unusual constructs: each folder in `diagnostics/` has a small file and a
//! reviewed snapshot. If there is an error, nothing is generated. Each folder is a test.

use std::path::Path;
use std::process::ExitCode;

use clientwright::{Options, generate};
use clientwright_tests::{folders, input, root};
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let trials = folders("diagnostics").into_iter().map(|name| {
        Trial::test(name.replace('-', "_"), move || {
            diagnosed(&name);
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn diagnosed(name: &str) {
    // Relative, so that snapshots contain no absolute paths; tests run in the folder of their crate.
    let folder = Path::new("diagnostics").join(name);
    // Options are rare here: what is wrong is in the input, or in what options say of it.
    let text = std::fs::read_to_string(folder.join("options.toml")).unwrap_or_default();
    let options: Options = toml::from_str(&text).expect("options.toml is valid");
    let options = Options {
        schema: input(&folder),
        ..options
    };
    let text = match generate(&options) {
        Ok(generated) => format!("generated, with warnings\n\n{}", generated.warnings),
        Err(error) => format!("refused\n\n{}", error.render(false)),
    };
    insta::with_settings!({
        snapshot_path => root().join("tests").join(folder),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("diagnostics", text);
    });
}
