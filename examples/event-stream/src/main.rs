//! Reads a stream of events as they come, and goes on after the last one when the connection is lost.
//!
//! ```text
//! cargo run -- https://news.example.com
//! ```

/// The generated client.
pub mod news {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use clientwright_openapi::Error;
use news::NewsClient;
use news::builders::WatchNewsEvent;

/// What was seen, and the id of the last event. A program stores the id.
#[derive(Debug, Default)]
struct Reader {
    lines: Vec<String>,
    last: Option<String>,
}

impl Reader {
    /// Reads until the service ends the stream, or the connection breaks. The next call goes on after the last event.
    async fn read(&mut self, client: &NewsClient) -> Result<(), Error> {
        let mut call = client.watch_news();
        if let Some(id) = &self.last {
            call = call.last_event_id(id);
        }
        let mut events = call.await?;
        while let Some(event) = events.next().await {
            let line = match event {
                Ok(event) => match event.into_data() {
                    WatchNewsEvent::Price(price) => format!("{}: {}", price.symbol, price.price),
                    WatchNewsEvent::Headline(text) => text,
                    // Events that a newer version of the service sends.
                    WatchNewsEvent::Other(event) => format!("({})", event.name()),
                },
                // One event is not of its type; the stream goes on.
                Err(Error::Decode(error)) => format!("cannot read: {}", error.error()),
                Err(error) => {
                    self.last = events.last_event_id().map(str::to_owned);
                    return Err(error);
                }
            };
            self.lines.push(line);
        }
        self.last = events.last_event_id().map(str::to_owned);
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a service")?;
    let client = NewsClient::builder().base_url(url).build()?;
    let mut reader = Reader::default();
    reader.read(&client).await?;
    println!("{}", reader.lines.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::{Method, Mock};

    use super::*;

    const FIRST: &str = "event: price\nid: 1\ndata: {\"symbol\": \"ABC\", \"price\": 1.5}\n\n\
                         event: price\nid: 2\ndata: {\"symbol\": 1}\n\n\
                         event: weather\nid: 3\ndata: rain\n\n";
    const SECOND: &str = "event: headline\nid: 4\ndata: Done\n\n";

    #[tokio::test]
    async fn a_second_call_goes_on_after_the_last_event() -> Result<(), Box<dyn std::error::Error>>
    {
        let mock = Mock::start("news.openapi.yaml")?;
        mock.on(Method::GET, "/news")
            .times(1)
            .bytes(200, "text/event-stream", FIRST)?;
        mock.on(Method::GET, "/news")
            .times(1)
            .bytes(200, "text/event-stream", SECOND)?;
        let client = NewsClient::builder().base_url(mock.url()).build()?;

        let mut reader = Reader::default();
        reader.read(&client).await?;
        assert_eq!(reader.lines.len(), 3);
        assert_eq!(reader.lines[0], "ABC: 1.5");
        assert!(
            reader.lines[1].starts_with("cannot read: "),
            "{:?}",
            reader.lines
        );
        assert_eq!(reader.lines[2], "(weather)");
        assert_eq!(reader.last.as_deref(), Some("3"));

        reader.read(&client).await?;
        assert_eq!(reader.lines[3], "Done");
        let requests = mock.requests();
        assert_eq!(requests[0].header("last-event-id"), None);
        assert_eq!(requests[1].header("last-event-id"), Some("3"));
        Ok(())
    }
}
