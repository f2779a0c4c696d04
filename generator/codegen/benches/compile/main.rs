//! The cost of compiling generated code: `cargo bench -p clientwright --bench compile`.
//!
//! Two crates are written for each case: the output of `generate --crate`, and a twin with the same structs and enums
//! that derives `Serialize` and `Deserialize` instead (`twin`). The twin has neither builders nor constants, drops
//! undeclared properties and keeps no annotations, so that the comparison favours it. Each crate is checked and built
//! twice without incremental compilation; the first run compiles the dependencies, the second is measured.
//!
//! CPU seconds are user and system time of cargo and all its child processes. The peak is that of the largest process,
//! which is rustc. Nothing is asserted. Words after `--` select cases by name and step: `-- slice`, `-- "Graph v1.0"
//! check`. Building the twin of the whole of Graph takes several minutes and 10 GB.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark has no callers, and may stop at any error"
)]

#[cfg(unix)]
mod twin;

#[cfg(not(unix))]
fn main() {
    println!("skipped: what a process used is asked of the kernel in a way that only Unix has");
}

#[cfg(unix)]
fn main() {
    unix::main();
}

#[cfg(unix)]
mod unix {
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::{env, fs};

    use clientwright::{Options, Preset};
    use clientwright_diagnostics::Diagnostics;
    use nix::sys::resource::{UsageWho, getrusage};

    use super::twin;

    const STEPS: [&str; 2] = ["check", "build"];

    struct Case {
        name: &'static str,
        schema: PathBuf,
        include: &'static [&'static str],
    }

    pub(crate) fn main() {
        let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
        if let [flag, step, folder] = &arguments[..]
            && flag == "--measure"
        {
            return measure(step, Path::new(folder));
        }
        let named = |words: &[&str]| arguments.iter().any(|it| words.contains(&it.as_str()));
        let steps = STEPS.iter().filter(|step| named(&[step]) || !named(&STEPS));
        let steps: Vec<_> = steps.copied().collect();
        let names = cases().map(|case| case.name);
        println!(
            "{:<14}{:<8}{:>22}{:>22}{:>8}",
            "", "", "generated", "derive twin", "ratio"
        );
        for case in cases() {
            if named(&names) && !named(&[case.name]) {
                continue;
            }
            if !case.schema.exists() {
                println!("{:<14}skipped: reference data absent", case.name);
                continue;
            }
            let (ours, derived) = write(&case);
            for step in &steps {
                let (ours, our_peak) = run(step, &ours);
                let (derived, derived_peak) = run(step, &derived);
                println!(
                    "{:<14}{step:<8}{ours:>10.1} s {our_peak:>6.2} GB{derived:>11.1} s {derived_peak:>6.2} GB{:>8.2}",
                    case.name,
                    derived / ours,
                );
            }
        }
    }

    fn cases() -> [Case; 2] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        [
            Case {
                name: "slice",
                schema: root.join("schemas/lifecycle-workflows.v1.0.csdl.xml"),
                include: &["/identityGovernance/lifecycleWorkflows/**"],
            },
            Case {
                name: "Graph v1.0",
                schema: root.join("../shared/data/graph-v1.0.csdl.xml"),
                include: &[],
            },
        ]
    }

    fn scratch() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-compile")
    }

    /// Writes the generated crate and its twin.
    fn write(case: &Case) -> (PathBuf, PathBuf) {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/odata");
        let runtime = runtime.canonicalize().unwrap();
        let folder = scratch().join(case.name.replace(' ', "-"));
        let (ours, derived) = (folder.join("generated"), folder.join("twin"));
        let options = Options {
            schema: case.schema.clone(),
            preset: Preset::Graph,
            include: case.include.iter().map(|&it| it.to_owned()).collect(),
            out: ours.clone(),
            crate_name: Some("bench-generated".to_owned()),
            runtime_path: Some(runtime.clone()),
            ..Options::default()
        };
        let generated = clientwright::generate(&options).unwrap();
        generated.write(&ours).unwrap();
        let stages = clientwright::stages(
            &options,
            clientwright::Stage::Lower,
            &mut Diagnostics::new(),
        )
        .unwrap();
        twin::write(&stages.package, &runtime, &derived);
        (ours, derived)
    }

    /// CPU seconds and gigabytes of one step, with the dependencies compiled before.
    fn run(step: &str, folder: &Path) -> (f64, f64) {
        cargo(step, folder);
        let source = folder.join("src/lib.rs");
        let text = fs::read_to_string(&source).unwrap();
        fs::write(&source, text).unwrap();
        // A separate process, because the kernel adds up the usage of all children of a process.
        let child = Command::new(env::current_exe().unwrap())
            .args(["--measure", step])
            .arg(folder)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&child.stderr);
        assert!(child.status.success(), "{}: {complaint}", folder.display());
        let text = String::from_utf8(child.stdout).unwrap();
        let mut numbers = text.split_whitespace().map(|it| it.parse().unwrap());
        (numbers.next().unwrap(), numbers.next().unwrap())
    }

    fn measure(step: &str, folder: &Path) {
        cargo(step, folder);
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
        let seconds = [usage.user_time(), usage.system_time()]
            .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6);
        // Linux counts in kilobytes, macOS in bytes.
        let unit = if cfg!(target_os = "macos") { 1.0 } else { 1e3 };
        let gigabytes = usage.max_rss() as f64 * unit / 1e9;
        println!("{} {gigabytes}", seconds[0] + seconds[1]);
    }

    fn cargo(step: &str, folder: &Path) {
        let status = Command::new(env!("CARGO"))
            .args([step, "--quiet"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", scratch().join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .status()
            .unwrap();
        assert!(status.success(), "{step} of {}", folder.display());
    }
}
