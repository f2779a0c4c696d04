//! The mock server.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Map, Value};

/// A server that runs until this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
}

impl Server {
    /// Starts the mock server of a description on loopback and a free port.
    pub(crate) fn start(
        node: &Path,
        prism: &Path,
        file: &Path,
        log: &Path,
    ) -> Result<Self, String> {
        let say = |error: std::io::Error| error.to_string();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(say)?
            .port();
        let output = File::create(log).map_err(say)?;
        let child = Command::new(node)
            .arg(prism)
            .args([
                "mock",
                "--errors",
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
            ])
            .arg(file)
            .stdin(Stdio::null())
            .stderr(output.try_clone().map_err(say)?)
            .stdout(output)
            .spawn()
            .map_err(say)?;
        let mut server = Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
        };
        // Large descriptions take a minute on a busy machine.
        for _ in 0..1_500 {
            let said = fs::read_to_string(log).unwrap_or_default();
            if said.contains("Prism is listening") {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait().map_err(say)? {
                return Err(format!("the server ended with {status}: {said}"));
            }
            sleep(Duration::from_millis(200));
        }
        Err("the server is not up after five minutes".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The file that is served: the description itself, or, if it refers to what does not exist, a copy without those references. Prism
/// does not start otherwise, even if they are in extensions.
pub(crate) fn file(file: &Path, document: &Value, folder: &Path) -> Result<PathBuf, String> {
    let mut copy = document.clone();
    let parent = file.parent().unwrap_or(file);
    if !remove_dangling(&mut copy, document, parent) {
        return Ok(file.to_owned());
    }
    let path = folder.join("description.json");
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    fs::write(&path, copy.to_string()).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Empties objects that refer to what does not exist. Returns whether there are any.
fn remove_dangling(value: &mut Value, document: &Value, folder: &Path) -> bool {
    let target = value.get("$ref").and_then(Value::as_str);
    if target.is_some_and(|target| is_dangling(target, document, folder)) {
        *value = Value::Object(Map::new());
        return true;
    }
    let mut found = false;
    match value {
        Value::Array(items) => {
            for item in items {
                found |= remove_dangling(item, document, folder);
            }
        }
        Value::Object(members) => {
            for member in members.values_mut() {
                found |= remove_dangling(member, document, folder);
            }
        }
        _ => {}
    }
    found
}

/// Whether a reference leads to a file that does not exist, or to a place that this document does not have.
fn is_dangling(target: &str, document: &Value, folder: &Path) -> bool {
    match target.split_once('#') {
        // Pointers with percent-encoding are taken for good.
        Some(("", pointer)) => {
            pointer.starts_with('/')
                && !pointer.contains('%')
                && document.pointer(pointer).is_none()
        }
        Some((file, _)) => !file.contains("://") && !folder.join(file).exists(),
        None => !target.contains("://") && !folder.join(target).exists(),
    }
}
