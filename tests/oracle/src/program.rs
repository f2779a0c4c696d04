//! A program that reads values into generated types, and writes them again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clientwright::{Options, generate};

use crate::Sample;

/// What the program said of a sample.
pub(crate) enum Outcome {
    /// It is written as it was read, for unions with the name of the variant.
    Same(Option<String>),
    /// It cannot be read, or it is written differently.
    Wrong(String),
}

/// Generates a client in a folder and a program beside it, and runs the program with the samples.
pub(crate) fn run(
    name: &str,
    file: &Path,
    folder: &Path,
    samples: &[Sample],
    unions: &BTreeMap<String, Vec<(String, String)>>,
) -> Result<Vec<Outcome>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let runtime = root.join("runtime/openapi");
    let client = folder.join("client");
    let options = Options {
        schema: file.to_owned(),
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
    fs::create_dir_all(folder.join("src")).map_err(|error| error.to_string())?;
    let dependencies = format!(
        "[workspace]\n[package]\nname = \"reads-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ package = \"client-{name}\", path = \"client\", default-features = false }}\n\
         clientwright-openapi = {{ path = {runtime:?}, default-features = false }}\nserde_json = \"1\"\n"
    );
    write(folder.join("Cargo.toml"), &dependencies)?;
    write(folder.join("src/main.rs"), &code(samples, unions))?;
    // The versions of the repository.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(|error| error.to_string())?;
    for (index, sample) in samples.iter().enumerate() {
        write(folder.join(format!("src/{index}.json")), &sample.json)?;
    }
    let target = folder.parent().unwrap_or(folder).join("target");
    let done = Command::new(env::var("CARGO").as_deref().unwrap_or("cargo"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .map_err(|error| error.to_string())?;
    if !done.status.success() {
        let complaint = String::from_utf8_lossy(&done.stderr);
        return Err(complaint.chars().take(4_000).collect());
    }
    let said = String::from_utf8_lossy(&done.stdout);
    let outcomes = said.lines().map(|line| match line.split_once('\t') {
        Some(("same", "")) => Outcome::Same(None),
        Some(("same", variant)) => Outcome::Same(Some(variant.to_owned())),
        Some((_, why)) => Outcome::Wrong(why.to_owned()),
        None => Outcome::Wrong(line.to_owned()),
    });
    let outcomes: Vec<Outcome> = outcomes.collect();
    match outcomes.len() == samples.len() {
        true => Ok(outcomes),
        false => Err(format!(
            "{} of {} samples: {said}",
            outcomes.len(),
            samples.len()
        )),
    }
}

fn code(samples: &[Sample], unions: &BTreeMap<String, Vec<(String, String)>>) -> String {
    let rust = |ty: &str| {
        ty.replace("crate::", "client::")
            .replace("rt::", "clientwright_openapi::")
    };
    let mut code = String::from(
        r#"use clientwright_openapi::{Wire, from_json, to_json};
use serde_json::Value;

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn read<T: Wire>(json: &str, variant: fn(&T) -> &'static str) {
    let value: T = match from_json(json.as_bytes()) {
        Ok(value) => value,
        Err(error) => return println!("wrong\tit cannot be read: {}", error.to_string().replace('\n', " ")),
    };
    let written = to_json(&value).expect("it is written");
    let (before, after): (Value, Value) = (serde_json::from_str(json).unwrap(), serde_json::from_slice(&written).unwrap());
    match same(&before, &after) {
        true => println!("same\t{}", variant(&value)),
        false => println!("wrong\tit is written as {after}"),
    }
}

fn main() {
"#,
    );
    for (index, sample) in samples.iter().enumerate() {
        let variant = match unions.get(&sample.ty) {
            None => "|_| \"\"".to_owned(),
            Some(variants) => {
                let ty = rust(&sample.ty);
                let arms = variants
                    .iter()
                    .map(|(name, _)| format!("{ty}::{name}(..) => {name:?}, "));
                format!("|it| match it {{ {}_ => \"-\" }}", arms.collect::<String>())
            }
        };
        let _ = writeln!(
            code,
            "    read::<{}>(include_str!(\"{index}.json\"), {variant});",
            rust(&sample.ty)
        );
    }
    code.push_str("}\n");
    code
}
