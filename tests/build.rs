//! Makes one module of the generated code in all golden snapshots, so that rustc judges each of them.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let cases = Path::new("cases");
    println!("cargo::rerun-if-changed=cases");
    let mut folders: Vec<_> = fs::read_dir(cases)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::file_name);
    let mut code = String::new();
    for folder in folders {
        let Ok(snapshot) = fs::read_to_string(folder.path().join("generated.snap")) else {
            continue;
        };
        // A snapshot starts with its own header, between two lines of dashes.
        let text = snapshot.splitn(3, "---\n").nth(2).unwrap_or_default();
        let module = folder.file_name().to_string_lossy().replace('-', "_");
        writeln!(code, "pub mod {module} {{\n{text}\n}}").map_err(io::Error::other)?;
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(Path::new(&out).join("goldens.rs"), code)
}
