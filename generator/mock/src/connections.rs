//! Open connections. There is a limit for them, and when it is reached, those that have waited for a request for long have to go, so
//! that clients that send nothing do not keep others away.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{AbortHandle, yield_now};
use tokio::time::{Instant, timeout};

/// How many connections there may be, and how long requests may take to arrive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The most connections at a time.
    pub(crate) connections: usize,
    /// The longest time for the headers of a request, from the end of the one before it.
    pub(crate) headers: Duration,
    /// The longest time for a body.
    pub(crate) body: Duration,
    /// How long a connection may wait for its request before it can be ended in favour of a new one.
    pub(crate) patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            headers: Duration::from_secs(30),
            body: Duration::from_secs(30),
            patience: Duration::from_secs(1),
        }
    }
}

/// All connections of a server.
#[derive(Debug)]
pub(crate) struct Connections {
    limits: Limits,
    free: Arc<Semaphore>,
    /// The number of the last wait.
    last: AtomicU64,
    /// Connections that wait for a request, by the number of the wait: the first has waited longest.
    waiting: Mutex<BTreeMap<u64, Waiting>>,
}

#[derive(Debug)]
struct Waiting {
    since: Instant,
    task: AbortHandle,
}

impl Connections {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            free: Arc::new(Semaphore::new(limits.connections)),
            last: AtomicU64::new(0),
            waiting: Mutex::default(),
        })
    }

    /// Room for a connection, when there is any.
    pub(crate) async fn open(self: &Arc<Self>) -> Option<Arc<Connection>> {
        let permit = loop {
            let free = Arc::clone(&self.free).acquire_owned();
            if let Ok(permit) = timeout(self.patience(), free).await {
                break permit.ok()?;
            }
            // Requests that have arrived in the meantime are read first, and connections end.
            yield_now().await;
            match Arc::clone(&self.free).try_acquire_owned() {
                Ok(permit) => break permit,
                Err(_) => self.end_one(),
            }
        };
        Some(Arc::new(Connection {
            all: Arc::clone(self),
            task: OnceLock::new(),
            wait: AtomicU64::new(0),
            _permit: permit,
        }))
    }

    /// How long it takes until a connection has waited long enough.
    fn patience(&self) -> Duration {
        let waiting = self.waiting();
        let since = waiting.values().next().map(|first| first.since.elapsed());
        let patience = self.limits.patience;
        patience.saturating_sub(since.unwrap_or_default())
    }

    /// Ends the connection that has waited longest, if that is long enough.
    fn end_one(&self) {
        let mut waiting = self.waiting();
        let first = waiting.first_entry();
        if let Some(first) = first.filter(|it| it.get().since.elapsed() >= self.limits.patience) {
            first.remove().task.abort();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<u64, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open connection.
#[derive(Debug)]
pub(crate) struct Connection {
    all: Arc<Connections>,
    task: OnceLock<AbortHandle>,
    /// The number of its wait for a request, or of the last one.
    wait: AtomicU64,
    _permit: OwnedSemaphorePermit,
}

impl Connection {
    /// The task that serves it, which waits for a request from now on.
    pub(crate) fn served_by(&self, task: AbortHandle) {
        if self.task.set(task).is_ok() {
            self.wait();
        }
    }

    fn wait(&self) {
        let Some(task) = self.task.get() else { return };
        let number = self.all.last.fetch_add(1, Ordering::Relaxed) + 1;
        self.wait.store(number, Ordering::Relaxed);
        let waiting = Waiting {
            since: Instant::now(),
            task: task.clone(),
        };
        self.all.waiting().insert(number, waiting);
    }

    fn end_wait(&self) {
        let number = self.wait.load(Ordering::Relaxed);
        self.all.waiting().remove(&number);
    }

    /// A request has arrived. The connection waits for the next one when the result is dropped.
    pub(crate) fn work(self: &Arc<Self>) -> Working {
        self.end_wait();
        Working(Arc::clone(self))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.end_wait();
    }
}

/// A request that is responded to, whose connection must not end.
#[derive(Debug)]
pub(crate) struct Working(Arc<Connection>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;
    use crate::Mock;

    fn mock(limits: Limits) -> Mock {
        let description = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shop.csdl.xml");
        let mock = Mock::builder(description).limits(limits).start();
        mock.expect("it starts")
    }

    fn connect(mock: &Mock) -> TcpStream {
        let stream = TcpStream::connect(&mock.url()["http://".len()..]).expect("it listens");
        let time = Some(Duration::from_secs(20));
        stream.set_read_timeout(time).expect("a time");
        stream
    }

    fn send(stream: &mut TcpStream, text: &str) {
        stream.write_all(text.as_bytes()).expect("it is sent");
    }

    /// What is received until the connection ends.
    fn rest(stream: &mut TcpStream) -> String {
        let mut got = Vec::new();
        match stream.read_to_end(&mut got) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
            Err(error) => panic!("the connection does not end: {error}"),
        }
        String::from_utf8_lossy(&got).into_owned()
    }

    const GET: &str = "GET /Customers HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    #[test]
    fn a_request_has_a_time_to_arrive() {
        let mock = mock(Limits {
            headers: Duration::from_millis(200),
            body: Duration::from_millis(200),
            ..Limits::default()
        });
        let mut without_headers = connect(&mock);
        send(
            &mut without_headers,
            "GET /Customers HTTP/1.1\r\nHost: a\r\n",
        );
        let mut without_body = connect(&mock);
        let head = "POST /Customers HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
        send(&mut without_body, head);
        assert_eq!(rest(&mut without_headers), "");
        let got = rest(&mut without_body);
        assert!(got.starts_with("HTTP/1.1 408 "), "{got}");
        assert!(got.contains("not complete after 200ms"), "{got}");
    }

    #[test]
    fn connections_without_a_request_do_not_keep_others_away() {
        let mock = mock(Limits {
            connections: 4,
            patience: Duration::from_millis(100),
            ..Limits::default()
        });
        let slow = |head: &'static str| {
            let mut stream = connect(&mock);
            send(&mut stream, head);
            stream
        };
        // One of them has an unfinished body, and one nothing at all.
        let mut held = [
            slow("GET /Customers HTTP/1.1\r\nHost: a\r\n"),
            slow("POST /Customers HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"),
            slow(""),
            slow("GET /Customers HTTP/1.1\r\n"),
        ];
        for _ in 0..3 {
            let got = rest(&mut slow(GET));
            assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
        }
        // The one that has waited longest had to go, and the others did not.
        assert_eq!(rest(&mut held[0]), "");
        send(&mut held[3], "Host: a\r\nConnection: close\r\n\r\n");
        let got = rest(&mut held[3]);
        assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
    }

    #[test]
    fn a_connection_with_a_request_stays() {
        let mock = mock(Limits {
            connections: 1,
            patience: Duration::from_millis(50),
            ..Limits::default()
        });
        let mut first = connect(&mock);
        let slow = GET.replace("Host: a", "Host: a\r\nMock-Fault: slow=500");
        send(&mut first, &slow);
        let mut second = connect(&mock);
        send(&mut second, GET);
        for stream in [&mut first, &mut second] {
            let got = rest(stream);
            assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
        }
    }
}
