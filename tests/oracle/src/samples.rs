//! The program that reads values into generated types, and writes them again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use clientwright::ExampleVariant;
use clientwright_oracle::program::{Program, rust};

use crate::row::{Kind, Sample};

/// What the program said of a sample.
pub(crate) enum Outcome {
    /// It is written as it was read, for unions with the name of the variant; or it is refused as it should be.
    Same(Option<String>),
    /// It cannot be read, it is written differently, or it is not refused as it should be.
    Wrong(String),
}

/// Generates a client in a folder and a program beside it, and runs the program with the samples.
pub(crate) fn run(
    name: &str,
    file: &Path,
    folder: &Path,
    samples: &[Sample],
    unions: &BTreeMap<String, Vec<ExampleVariant>>,
) -> Result<Vec<Outcome>, String> {
    fs::create_dir_all(folder.join("src")).map_err(|error| error.to_string())?;
    for (index, sample) in samples.iter().enumerate() {
        fs::write(folder.join(format!("src/{index}.json")), &sample.json)
            .map_err(|error| error.to_string())?;
    }
    let program = Program {
        name,
        file,
        folder,
        verb: "reads",
        code: &code(samples, unions),
    };
    let done = Command::new(program.build()?)
        .output()
        .map_err(|error| error.to_string())?;
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
            "{} of {} samples: {said}{}",
            outcomes.len(),
            samples.len(),
            String::from_utf8_lossy(&done.stderr)
        )),
    }
}

fn code(samples: &[Sample], unions: &BTreeMap<String, Vec<ExampleVariant>>) -> String {
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

/// Reads an item of a list that lacks a property.
fn refuse<T: Wire>(json: &str, ty: &str, property: &str) {
    let error = match from_json::<Vec<T>>(format!("[{json}]").as_bytes()) {
        Ok(_) => return println!("wrong\tit can be read without {property:?}"),
        Err(error) => error,
    };
    let places = [format!("[0].{property}"), format!("[0][{}]", Value::from(property))];
    let is_right = places.iter().any(|place| place == error.path())
        && error.type_name() == Some(ty)
        && error.message().starts_with("missing property at line ");
    match is_right {
        true => println!("same\t"),
        false => println!("wrong\tthe error without {property:?} is {}", error.to_string().replace('\n', " ")),
    }
}

fn main() {
"#,
    );
    for (index, sample) in samples.iter().enumerate() {
        if let Kind::Without(property) = &sample.kind {
            let name = sample.ty.rsplit("::").next().unwrap_or_default();
            let _ = writeln!(
                code,
                "    refuse::<{}>(include_str!(\"../{index}.json\"), {name:?}, {property:?});",
                rust(&sample.ty)
            );
            continue;
        }
        let variant = match unions.get(&sample.ty) {
            None => "|_| \"\"".to_owned(),
            Some(variants) => {
                let ty = rust(&sample.ty);
                let names = variants.iter().map(|variant| &variant.name);
                let arms = names.map(|name| format!("{ty}::{name}(..) => {name:?}, "));
                format!("|it| match it {{ {}_ => \"-\" }}", arms.collect::<String>())
            }
        };
        let _ = writeln!(
            code,
            "    read::<{}>(include_str!(\"../{index}.json\"), {variant});",
            rust(&sample.ty)
        );
    }
    code.push_str("}\n");
    code
}
