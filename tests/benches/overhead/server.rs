//! The server of the benchmark, in a process of its own: gives the same response to every request of a kind.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The argument by which the benchmark starts itself as the server.
pub(crate) const ARGUMENT: &str = "serve";

const TASK: &str =
    r#"{"@odata.context":"$metadata#tasks/$entity","id":"7","displayName":"Remove licences"}"#;
const PET: &str = r#"{"id":7,"name":"Rex","species":"dog"}"#;

/// The process of the server, which ends with this value.
pub(crate) struct Server {
    /// The address of the service.
    pub(crate) root: String,
    process: Child,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut address).unwrap();
        Self {
            root: format!("http://{}/v1", address.trim()),
            process,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server ends when its input does.
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}

/// Serves until the input ends.
pub(crate) fn run() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    std::thread::spawn(|| {
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
        std::process::exit(0);
    });
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
}

/// Each request is a head without a body, and arrives in one piece on loopback.
async fn serve(mut stream: TcpStream) {
    let response = |body: &str| {
        let length = body.len();
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    let (task, pet) = (response(TASK), response(PET));
    let mut head = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut head).await {
        assert!(head[..length].ends_with(b"\r\n\r\n"));
        let response = match head.starts_with(b"GET /v1/pets/") {
            true => &pet,
            false => &task,
        };
        stream.write_all(response.as_bytes()).await.unwrap();
    }
}
