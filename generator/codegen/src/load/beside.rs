//! Loading of the files that an OpenAPI description refers to.

use std::io;
use std::path::{Path, PathBuf};

use clientwright_emit::input;
use clientwright_oas::{Loaded, Loader};

use super::references::leads_out;

/// Reads files in the folder of the main document and below it.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    home: PathBuf,
    /// Every file that was read.
    pub(crate) files: Vec<PathBuf>,
    /// Files that do not exist.
    pub(crate) missing: Vec<PathBuf>,
}

impl Beside {
    pub(crate) fn new(home: &Path) -> Self {
        Self {
            home: home.to_path_buf(),
            ..Self::default()
        }
    }
}

impl Loader for Beside {
    fn load(&mut self, path: &str) -> Result<Loaded, String> {
        let file = self.home.join(path);
        if !file.is_file() {
            self.missing.push(file);
            return Err("there is no such file".to_owned());
        }
        if leads_out(&self.home, &file) {
            return Err("it is outside of the folder of the main document".to_owned());
        }
        let text = match input::read_text(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err("it is not UTF-8".to_owned());
            }
            Err(error) => return Err(format!("it cannot be read: {error}")),
        };
        let name = file.display().to_string();
        self.files.push(file);
        Ok(Loaded { name, text })
    }
}
