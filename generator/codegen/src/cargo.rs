//! Lines in a build script's output that Cargo reads. A line feed in foreign text would start another line, which could
//! be an instruction to Cargo, such as another linker.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

use clientwright_diagnostics::text::visible;

/// Prints a warning for Cargo.
pub(crate) fn warn(text: &impl Display) {
    print(&warning(&text.to_string()));
}

/// Prints a file; Cargo runs the script again when it changes.
pub(crate) fn watch(path: &Path) {
    if let Some(line) = rerun(path) {
        print(&line);
    }
}

/// Prints a line. An error is ignored: Cargo closed the pipe, and no one reads the line.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn warning(text: &str) -> String {
    format!("cargo::warning={}", visible(text))
}

/// The path without escapes, because Cargo reads it. For a path with line breaks, Cargo watches the parent folder.
fn rerun(path: &Path) -> Option<String> {
    let fits = |path: &&Path| !path.to_string_lossy().contains(['\n', '\r']);
    let watched = path.ancestors().find(fits)?;
    let watched = match watched.as_os_str().is_empty() {
        true => Path::new("."),
        false => watched,
    };
    Some(format!("cargo::rerun-if-changed={}", watched.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_feed_gives_no_instruction() {
        let text = "a\ncargo::rustc-link-arg=-x\r\u{85}\u{2028}cargo:x\u{1b}[2J\u{202e}";
        let line = warning(text);
        assert_eq!(line.lines().count(), 1);
        assert_eq!(
            line,
            r"cargo::warning=a\ncargo::rustc-link-arg=-x\r\u{85}\u{2028}cargo:x\u{1b}[2J\u{202e}"
        );
    }

    #[test]
    fn a_file_with_a_line_feed_is_watched_with_its_folder() {
        let rerun = |path: &str| rerun(Path::new(path));
        let expected = |path: &str| Some(format!("cargo::rerun-if-changed={path}"));
        assert_eq!(rerun("a/b.xml"), expected("a/b.xml"));
        assert_eq!(rerun("a/b\ncargo::rustc-cfg=x"), expected("a"));
        assert_eq!(rerun("b\r.xml"), expected("."));
        assert_eq!(rerun("größe \u{202e}.xml"), expected("größe \u{202e}.xml"));
    }
}
