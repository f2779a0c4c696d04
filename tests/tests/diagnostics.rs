//! What is said of metadata that is wrong or odd: a small file each in `diagnostics/`, with what it gives as a reviewed
//! snapshot. Where there is an error, nothing is generated.

use std::fs;
use std::path::{Path, PathBuf};

use clientwright::{Options, generate};

#[test]
fn every_file_is_told_of_as_reviewed() {
    // Relative, so that no path of a machine gets into the snapshots; tests run in the folder of their crate.
    let mut folders: Vec<PathBuf> = fs::read_dir("diagnostics")
        .expect("tests/diagnostics is there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 10, "{folders:?}");
    for folder in folders {
        let options = Options {
            schema: folder.join("schema.csdl.xml"),
            ..Options::default()
        };
        let text = match generate(&options) {
            Ok(generated) => format!("generated, with warnings\n\n{}", generated.warnings),
            Err(error) => format!("refused\n\n{}", error.render(false)),
        };
        insta::with_settings!({
            snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("diagnostics", text);
        });
    }
}
