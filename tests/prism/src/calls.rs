//! The run of the program that makes the calls.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::server::Server;
use crate::time::Time;

/// What the program wrote: a line for each call, and an error if it has one.
pub(crate) struct Calls {
    pub(crate) lines: String,
    pub(crate) error: String,
}

/// Runs the program to its end, or ends it when no time is left.
pub(crate) fn run(
    mut program: Command,
    server: &Server,
    folder: &Path,
    time: &mut Time,
) -> Result<Calls, String> {
    let say = |error: std::io::Error| error.to_string();
    // Files, since a pipe that nobody reads blocks the program.
    let (lines, error) = (folder.join("calls.log"), folder.join("calls.error.log"));
    let mut child = program
        .arg(&server.url)
        .stdin(Stdio::null())
        .stdout(File::create(&lines).map_err(say)?)
        .stderr(File::create(&error).map_err(say)?)
        .spawn()
        .map_err(say)?;
    let limit = time.for_calls();
    let ended = time.wait(limit, || child.try_wait().transpose());
    // It may have ended already.
    let _ = child.kill();
    let _ = child.wait();
    let read = |path: &Path| {
        let bytes = fs::read(path).map_err(say)?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let lines = read(&lines)?;
    match ended {
        Some(status) => {
            status.map_err(say)?;
            Ok(Calls {
                lines,
                error: read(&error)?,
            })
        }
        None => Err(format!(
            "the calls did not end within {} s, {} were made; of the server, {}",
            limit.as_secs(),
            lines.lines().count(),
            server.said()
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;

    /// Runs a shell script in the place of the program.
    fn run_script(name: &str, script: &str, time: &mut Time) -> Result<Calls, String> {
        let folder = std::env::temp_dir().join(format!("prism-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let file = |name: &str, text: &str| -> PathBuf {
            let path = folder.join(name);
            fs::write(&path, text).expect("a file");
            path
        };
        let listening = file("server.sh", "echo Prism is listening; exec sleep 600");
        let mut program = Command::new("/bin/sh");
        program.arg(file("program.sh", script));
        let server = (Path::new("/bin/sh"), listening.as_path());
        let log = folder.join("prism.log");
        let server = Server::start(server, Path::new("a.json"), &log, time).expect("a server");
        let result = run(program, &server, &folder, time);
        drop(server);
        fs::remove_dir_all(folder).expect("the folder");
        result
    }

    #[test]
    fn calls_that_do_not_end_are_ended_and_reported_with_the_output_of_the_server() {
        let mut time = Time::of(Duration::from_secs(60), Duration::from_secs(3));
        let result = run_script("endless", "echo 0; exec sleep 600", &mut time);
        let message = result.err().expect("an error");
        assert!(
            message.contains("1 were made; of the server, it wrote:\nPrism is listening"),
            "{message}"
        );
        assert_eq!(time.for_calls(), Duration::ZERO);
    }

    #[test]
    fn more_output_than_a_pipe_takes() {
        let mut time = Time::of(Duration::from_secs(60), Duration::from_secs(60));
        let script =
            "i=0; while [ $i -lt 9000 ]; do echo 0123456789; i=$((i + 1)); done; echo no port >&2";
        let calls = run_script("long", script, &mut time).expect("calls");
        assert_eq!(calls.lines.lines().count(), 9_000);
        assert_eq!(calls.error, "no port\n");
    }
}
