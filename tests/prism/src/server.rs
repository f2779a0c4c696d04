//! The mock server.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::time::Time;

/// A server that runs until this is dropped.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    pub(crate) url: String,
}

impl Server {
    /// Starts the mock server of a description on loopback and a free port.
    pub(crate) fn start(
        (node, prism): (&Path, &Path),
        file: &Path,
        log: &Path,
        time: &mut Time,
    ) -> Result<Self, String> {
        let say = |error: std::io::Error| error.to_string();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .map_err(say)?
            .port();
        let output = File::create(log).map_err(say)?;
        let child = Command::new(node)
            .arg(prism)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .arg(file)
            .stdin(Stdio::null())
            .stderr(output.try_clone().map_err(say)?)
            .stdout(output)
            .spawn()
            .map_err(say)?;
        let mut server = Self {
            child,
            log: log.to_owned(),
            url: format!("http://127.0.0.1:{port}"),
        };
        let limit = time.for_start();
        let started = time.wait(limit, || {
            if server.output().contains("Prism is listening") {
                return Some(Ok(()));
            }
            match server.child.try_wait() {
                Ok(None) => None,
                Ok(Some(status)) => Some(Err(format!("ended with {status}"))),
                Err(error) => Some(Err(format!("has no status: {error}"))),
            }
        });
        let fault = match started {
            Some(Ok(())) => return Ok(server),
            Some(Err(fault)) => fault,
            None => format!("did not start within {} s", limit.as_secs()),
        };
        Err(format!("the server {fault}; {}", server.said()))
    }

    /// The end of what the server wrote, for messages.
    pub(crate) fn said(&self) -> String {
        match self.output().trim() {
            "" => "it wrote nothing".to_owned(),
            output => format!("it wrote:\n{}", end(output, 3_000)),
        }
    }

    fn output(&self) -> String {
        // The file exists since the start; a character may still be incomplete.
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The last characters of a text.
fn end(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().nth(count.saturating_sub(1));
    &text[from.map_or(0, |(index, _)| index)..]
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// Starts a shell script in the place of the mock server.
    fn start(name: &str, script: &str, time: &mut Time) -> (Result<Server, String>, PathBuf) {
        let folder = std::env::temp_dir().join(format!("prism-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("server.sh");
        fs::write(&path, script).expect("a script");
        let server = (Path::new("/bin/sh"), path.as_path());
        let log = folder.join("prism.log");
        (
            Server::start(server, Path::new("a.json"), &log, time),
            folder,
        )
    }

    #[test]
    fn a_server_that_never_listens_is_ended_and_its_output_reported() {
        let mut time = Time::of(Duration::from_secs(1), Duration::from_secs(60));
        let begin = Instant::now();
        let script = "echo $$ > \"$(dirname \"$0\")/id\"; echo downloading a.json; exec sleep 600";
        let (server, folder) = start("silent", script, &mut time);
        let message = server.err().expect("an error");
        assert_eq!(
            message,
            "the server did not start within 1 s; it wrote:\ndownloading a.json"
        );
        assert!(begin.elapsed() < Duration::from_secs(30));
        let id = fs::read_to_string(folder.join("id")).expect("the id of the process");
        assert!(!Path::new("/proc").join(id.trim()).exists());
        fs::remove_dir_all(folder).expect("the folder");
    }

    #[test]
    fn a_server_that_ends_is_reported_at_once() {
        let mut time = Time::of(Duration::from_secs(600), Duration::from_secs(600));
        let (server, folder) = start("broken", "echo cannot read \"$7\" >&2; exit 3", &mut time);
        let message = server.err().expect("an error");
        assert_eq!(
            message,
            "the server ended with exit status: 3; it wrote:\ncannot read a.json"
        );
        fs::remove_dir_all(folder).expect("the folder");
    }

    #[test]
    fn a_server_that_listens_runs_until_it_is_dropped() {
        let mut time = Time::of(Duration::from_secs(60), Duration::from_secs(60));
        let script = "echo \"Prism is listening on $6\"; exec sleep 600";
        let (server, folder) = start("running", script, &mut time);
        let server = server.expect("a server");
        let id = server.child.id().to_string();
        let port = server.said();
        let port = port.rsplit(' ').next().expect("a port");
        assert_eq!(server.url, format!("http://127.0.0.1:{port}"));
        assert!(Path::new("/proc").join(&id).exists());
        drop(server);
        assert!(!Path::new("/proc").join(&id).exists());
        fs::remove_dir_all(folder).expect("the folder");
    }

    #[test]
    fn ends_of_texts() {
        assert_eq!(end("añb", 2), "ñb");
        assert_eq!(end("añb", 9), "añb");
        assert_eq!(end("", 9), "");
    }
}
