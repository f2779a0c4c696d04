// Included by the examples of the documentation, in which it stands for the client that is tested.

/// Sends a request with a JSON body to a mock, and returns the status and the body of the response.
fn ask(mock: &clientwright_mock::Mock, method: &str, path: &str, body: &str) -> (u16, String) {
    let (head, body) = exchange(mock, method, path, body);
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.expect("a status"), body)
}

/// Sends a request without a body, and returns the headers of the response, a line for each.
fn headers(mock: &clientwright_mock::Mock, method: &str, path: &str) -> String {
    exchange(mock, method, path, "").0
}

fn exchange(mock: &clientwright_mock::Mock, method: &str, path: &str, body: &str) -> (String, String) {
    use std::io::{Read as _, Write as _};

    let url = &mock.url()["http://".len()..];
    let (host, base) = url.split_once('/').map_or((url, String::new()), |(host, base)| (host, format!("/{base}")));
    let length = body.len();
    let request = format!(
        "{method} {base}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut connection = std::net::TcpStream::connect(host).expect("the mock listens");
    // The mock may respond and close the connection before it has read everything.
    let _ = connection.write_all(request.as_bytes());
    let mut response = Vec::new();
    let _ = connection.read_to_end(&mut response);
    let response = String::from_utf8_lossy(&response);
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or((&response, ""));
    (head.to_owned(), body.to_owned())
}
