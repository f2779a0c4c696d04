//! A client in a separate crate, and a program that uses it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::Options;
use clientwright_tests::root;

use crate::shapes::{Deep, Input, Shape, Value};

/// A program that uses a generated client.
pub(crate) struct Consumer {
    folder: PathBuf,
}

/// The runtime of a client.
#[derive(Clone, Copy)]
struct Runtime {
    /// Its crate.
    name: &'static str,
    /// Its folder.
    folder: &'static str,
}

const ODATA: Runtime = Runtime {
    name: "clientwright-odata",
    folder: "runtime/odata",
};
const OPENAPI: Runtime = Runtime {
    name: "clientwright-openapi",
    folder: "runtime/openapi",
};

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("deep-types")
}

impl Consumer {
    /// With synthetic metadata, or a synthetic description.
    pub(crate) fn of(name: &str, shape: &Shape) -> Self {
        let (text, end, runtime) = match &shape.input {
            Input::Csdl(text) => (text, "csdl.xml", ODATA),
            Input::OpenApi(text) => (text, "openapi.json", OPENAPI),
        };
        let schema = scratch().join(format!("{name}.{end}"));
        fs::create_dir_all(scratch()).unwrap();
        fs::write(&schema, text).unwrap();
        Self::new(name, &schema, &shape.values, runtime)
    }

    /// As [`Consumer::of`], in a new folder, so that everything is compiled.
    pub(crate) fn new_of(name: &str, shape: &Shape) -> Self {
        let folder = scratch().join(name);
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
        Self::of(name, shape)
    }

    /// With metadata from a file.
    pub(crate) fn of_file(name: &str, schema: &Path, values: &[Value]) -> Self {
        Self::new(name, schema, values, ODATA)
    }

    fn new(name: &str, schema: &Path, values: &[Value], runtime: Runtime) -> Self {
        let folder = scratch().join(name);
        let client = folder.join("client");
        let options = Options {
            schema: schema.to_owned(),
            out: client.clone(),
            crate_name: Some(format!("client-{name}")),
            runtime_path: Some(root().join(runtime.folder)),
            ..Options::default()
        };
        let generated = clientwright::generate(&options).unwrap();
        generated.write(&client).unwrap();
        // It is a member of the workspace of the consumer, not a workspace itself.
        let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap();
        fs::write(
            client.join("Cargo.toml"),
            manifest.replace("\n[workspace]\n", "\n"),
        )
        .unwrap();
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest_of(name, runtime)).unwrap();
        fs::write(folder.join("src/main.rs"), program(name, values, runtime)).unwrap();
        // The versions of the repository.
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self { folder }
    }

    /// Builds and runs the program.
    pub(crate) fn builds_and_runs(&self) {
        self.runs(&mut self.cargo());
    }

    /// Builds and runs the program, and returns the CPU seconds of the compiler for the client and for the program. It is ended
    /// if it takes more than `most` for one of them.
    pub(crate) fn costs(&self, most: Option<f64>) -> [f64; 2] {
        let measured = self.folder.join("measured");
        fs::write(&measured, "").unwrap();
        let mut cargo = self.cargo();
        // Only for the members of the workspace: the dependencies may be compiled already.
        let compiler = root().join("tests/tests/deep_types/rustc");
        cargo.env("RUSTC_WORKSPACE_WRAPPER", compiler);
        cargo.env("MEASURED", &measured);
        if let Some(most) = most {
            cargo.env("LIMIT", most.ceil().to_string());
        }
        self.runs(&mut cargo);
        let text = fs::read_to_string(&measured).unwrap();
        ["client_", "consumer_"].map(|of| {
            let line = text.lines().find(|line| line.starts_with(of)).unwrap();
            let seconds = line.split(' ').skip(1).map(str::parse::<f64>);
            seconds.map(Result::unwrap).sum()
        })
    }

    fn cargo(&self) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["run", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", scratch().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        cargo
    }

    fn runs(&self, cargo: &mut Command) {
        let done = cargo.output().unwrap();
        let complaint = String::from_utf8_lossy(&done.stderr);
        let complaint: String = complaint.chars().take(4_000).collect();
        assert!(
            done.status.success(),
            "{}: {complaint}",
            self.folder.display()
        );
    }
}

fn manifest_of(name: &str, runtime: Runtime) -> String {
    let Runtime {
        name: of_runtime,
        folder,
    } = runtime;
    let folder = root().join(folder);
    format!(
        "[workspace]\n[package]\nname = \"consumer-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client-{name} = {{ path = \"client\", default-features = false }}\n\
         {of_runtime} = {{ path = {folder:?}, default-features = false }}\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"rt-multi-thread\"] }}\n"
    )
}

/// Typical uses of values, with concrete types: for a type parameter the compiler would only check its bounds.
fn program(name: &str, values: &[Value], runtime: Runtime) -> String {
    let client = name.replace('-', "_");
    let mut code = format!("#![allow(unused)]\nuse client_{client}::*;\n");
    let _ = writeln!(code, "use {} as runtime;", runtime.name.replace('-', "_"));
    code.push_str(
        r##"
macro_rules! moved_and_compared {
    ($value:expr) => {{
        let value = $value;
        let copy = value.clone();
        assert!(copy == value);
        let shown = format!("{value:?}");
        let spawned = tokio::spawn(async move { copy });
        let back = spawned.await.expect("it comes back");
        let unwound = std::panic::catch_unwind(move || back).expect("nothing panics");
        assert_eq!(format!("{unwound:?}"), shown);
        assert!(unwound == value);
        unwound
    }};
}

macro_rules! read_and_written {
    ($type:ty, $json:expr) => {{
        let json: &str = $json;
        let value: $type = runtime::from_json(json.as_bytes()).expect("it is read");
        let value = moved_and_compared!(value);
        let text = runtime::to_json(&value).expect("it is written");
        assert_eq!(String::from_utf8(text).as_deref(), Ok(json));
        let body = runtime::to_request_json(&value).expect("it is written");
        assert!(!body.is_empty());
    }};
}

// A value that is too deep may be an error, but nothing may overflow the stack.
macro_rules! survived {
    ($type:ty, $around:expr, $level:expr, $inner:expr, $count:expr, $is_read:expr) => {{
        let ((start, end), (before, after), inner, count) = ($around, $level, $inner, $count);
        let json = format!("{start}{}{inner}{}{end}", before.repeat(count), after.repeat(count));
        let read = runtime::from_json::<$type>(json.as_bytes());
        let is_read: Option<bool> = $is_read;
        assert!(is_read.is_none_or(|is_read| is_read == read.is_ok()), "{count} levels of {before}");
        match read {
            Ok(value) => {
                let spaces = json.replace('[', "[ ");
                let other = runtime::from_json::<$type>(spaces.as_bytes()).expect("it is read again");
                let _ = value == other;
                let value = moved_and_compared!(value);
                assert_eq!(runtime::to_json(&value).expect("it is written"), json.as_bytes());
                let _ = runtime::to_request_json(&other);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }};
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().build().expect("a runtime");
    runtime.block_on(async {
"##,
    );
    for value in values {
        if let Some(made) = &value.made {
            let _ = writeln!(code, "        moved_and_compared!({made});");
        }
        if let Some(deep) = &value.deep {
            let (
                Deep {
                    around,
                    level,
                    inner,
                    ..
                },
                ty,
            ) = (deep, &value.ty);
            let (count, is_read) = (deep.count, deep.is_read);
            let _ = writeln!(
                code,
                "        survived!({ty}, {around:?}, {level:?}, {inner:?}, {count}, {is_read:?});"
            );
        }
        if let Some(json) = &value.json {
            let _ = writeln!(code, "        read_and_written!({}, {json:?});", value.ty);
        }
    }
    code.push_str("    });\n}\n");
    code
}
