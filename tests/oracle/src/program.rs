//! Programs that use a generated client.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::{Options, generate};

/// What all programs depend on, so that those of one description share a build of its client. The transport has no TLS, which takes much
/// less time to compile than the default one.
const DEPENDENCIES: &str = "\
    http = \"1\"\n\
    hyper-util = { version = \"0.1\", default-features = false, features = [\"client-legacy\", \"http1\", \"tokio\"] }\n\
    serde_json = \"1\"\n\
    tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// A program to be built with a client.
pub struct Program<'a> {
    /// The name of the description.
    pub name: &'a str,
    /// The description.
    pub file: &'a Path,
    /// The folder of all programs of the description. Its parent has the target.
    pub folder: &'a Path,
    /// What the program does, as a part of its name.
    pub verb: &'a str,
    /// The text of the program. The client is the crate `client`.
    pub code: &'a str,
}

impl Program<'_> {
    /// Generates the client, and builds the program.
    ///
    /// # Errors
    ///
    /// What the generator or the compiler reports.
    pub fn build(&self) -> Result<PathBuf, String> {
        let Self {
            name, folder, verb, ..
        } = self;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root.canonicalize().map_err(|error| error.to_string())?;
        let runtime = root.join("runtime/openapi");
        let client = folder.join("client");
        let options = Options {
            schema: self.file.to_owned(),
            out: client.clone(),
            crate_name: Some(format!("client-{name}")),
            runtime_path: Some(runtime.clone()),
            ..Options::default()
        };
        let generated = generate(&options).map_err(|error| error.to_string())?;
        generated
            .write(&client)
            .map_err(|error| error.to_string())?;
        let write =
            |path: PathBuf, text: &str| fs::write(path, text).map_err(|error| error.to_string());
        // It is a member of the workspace of the program, not a workspace itself.
        let manifest = client.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
        write(manifest, &text.replace("\n[workspace]\n", "\n"))?;
        fs::create_dir_all(folder.join("src/bin")).map_err(|error| error.to_string())?;
        let manifest = format!(
            "[workspace]\n[package]\nname = \"uses-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             client = {{ package = \"client-{name}\", path = \"client\", default-features = false }}\n\
             clientwright-openapi = {{ path = {runtime:?}, default-features = false, features = [\"xml\"] }}\n{DEPENDENCIES}"
        );
        write(folder.join("Cargo.toml"), &manifest)?;
        let bin = format!("{verb}-{name}");
        write(folder.join("src/bin").join(format!("{bin}.rs")), self.code)?;
        // The versions of the repository.
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
            .map_err(|error| error.to_string())?;
        let target = folder.parent().unwrap_or(folder).join("target");
        // The compiler starts in another folder.
        let target = std::path::absolute(target).map_err(|error| error.to_string())?;
        let done = Command::new(env::var("CARGO").as_deref().unwrap_or("cargo"))
            .args(["build", "--quiet", "--offline", "--bin", &bin])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output()
            .map_err(|error| error.to_string())?;
        if !done.status.success() {
            let complaint = String::from_utf8_lossy(&done.stderr);
            return Err(complaint.chars().take(4_000).collect());
        }
        Ok(target.join("debug").join(bin))
    }
}

/// A type of the generator as the program writes it.
pub fn rust(ty: &str) -> String {
    let mut code = String::new();
    for path in ty.split_inclusive(['<', ',', ' ']) {
        match (path.strip_prefix("crate::"), path.strip_prefix("rt::")) {
            (Some(rest), _) => code.push_str(&format!("client::{rest}")),
            (_, Some(rest)) => code.push_str(&format!("clientwright_openapi::{rest}")),
            _ => code.push_str(path),
        }
    }
    code
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_of_modules_that_end_with_the_name_of_the_runtime() {
        assert_eq!(
            super::rust("Option<BTreeMap<String, crate::art::rt::One<rt::AnyJson>>>"),
            "Option<BTreeMap<String, client::art::rt::One<clientwright_openapi::AnyJson>>>"
        );
    }
}
