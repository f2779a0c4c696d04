//! Metadata is not to be trusted: whatever it holds, a run ends with code that parses or with diagnostics, never with a
//! panic.

use std::fs;
use std::path::Path;

use odata_codegen::{Options, generate};
use odata_codegen_tests::cases;

/// Small and always the same, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit")
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() % end.max(1)
    }
}

/// Names that have a meaning somewhere on the way: in Rust, in the runtime, in CSDL.
const NAMES: &[&str] = &[
    "self",
    "Self",
    "crate",
    "_",
    "__",
    "1",
    "a b",
    "",
    "Option",
    "Vec",
    "rt",
    "odata",
    "type",
    "Err",
    "new",
    "id",
    "größe",
    "名前",
    "r#x",
    "a.b",
    "Edm.String",
    "Edm.Untyped",
    "Collection(Edm.Int32)",
    "true",
    "false",
    "99999999999999999999",
    "-1",
    "Shop",
    "builders",
    "Other",
    "UnknownFutureValue",
    "*/",
    "\\",
    "${x}",
    "&quot;",
    "&#0;",
    "&lt;",
];

/// Replaces the values of some attributes.
fn replace_values(text: &str, random: &mut Random) -> String {
    let mut parts: Vec<String> = text.split('"').map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        // Every second part lies between quotes.
        let at = random.below(parts.len() / 2) * 2 + 1;
        if at < parts.len() {
            let from_elsewhere = random.below(parts.len() / 2) * 2 + 1;
            parts[at] = match random.below(2) {
                0 => NAMES[random.below(NAMES.len())].to_owned(),
                _ => parts.get(from_elsewhere).cloned().unwrap_or_default(),
            };
        }
    }
    parts.join("\"")
}

/// Moves, repeats or drops lines, most of which are whole elements.
fn shuffle_lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..=random.below(2) {
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(3) {
            0 => lines.swap(from, to),
            1 => lines.insert(to, lines[from]),
            _ => {
                lines.remove(from);
            }
        }
    }
    lines.join("\n")
}

/// Brings along what the metadata of a case refers to.
fn copy_parts(case: &Path, folder: &Path) {
    let Ok(parts) = fs::read_dir(case.join("parts")) else {
        return;
    };
    fs::create_dir_all(folder.join("parts")).expect("a folder");
    for part in parts {
        let part = part.expect("a readable entry");
        let to = folder.join("parts").join(part.file_name());
        fs::copy(part.path(), to).expect("a file");
    }
}

#[test]
fn no_metadata_makes_the_generator_panic() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema = folder.path().join("schema.csdl.xml");
    let mut random = Random(0x5eed_0da7_ac0d_e9e4);
    let (mut generated, mut refused) = (0, 0);
    for case in cases() {
        let text = fs::read_to_string(&case.options.schema).expect("a case has a schema");
        copy_parts(&case.folder, folder.path());
        for round in 0..150 {
            let mutated = match round % 3 {
                0 => shuffle_lines(&text, &mut random),
                _ => replace_values(&text, &mut random),
            };
            fs::write(&schema, &mutated).expect("a file");
            let options = Options {
                schema: schema.clone(),
                ..case.options.clone()
            };
            let result = std::panic::catch_unwind(|| generate(&options));
            match result {
                Ok(Ok(_)) => generated += 1,
                Ok(Err(error)) => {
                    let text = error.to_string();
                    assert!(
                        text.contains("error["),
                        "an error without a diagnostic: {text}"
                    );
                    assert!(!text.contains("gen-900"), "{text}\n{mutated}");
                    refused += 1;
                }
                Err(_) => panic!("the generator panicked on\n{mutated}"),
            }
        }
    }
    // Both outcomes must be common, or the mutations test nothing.
    assert!(generated > 300, "{generated} generated, {refused} refused");
    assert!(refused > 300, "{generated} generated, {refused} refused");
}
