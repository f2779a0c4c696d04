//! Measuring in separate processes, whose memory is not that of earlier runs.

use std::process::Command;
use std::{env, fs};

/// Runs this program with `--measure` and these arguments, and returns the numbers that it prints.
pub(crate) fn in_process(arguments: &[&str]) -> Vec<f64> {
    let child = Command::new(env::current_exe().unwrap())
        .arg("--measure")
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(child.stdout).unwrap();
    assert!(
        child.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&child.stderr)
    );
    text.split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect()
}

/// The peak of the memory of this process in megabytes; 0 if the kernel does not report it.
pub(crate) fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
