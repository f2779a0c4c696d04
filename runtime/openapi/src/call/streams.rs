//! Calls whose result is a stream.

use clientwright_http::Response as Answer;

use super::{Call, CallOutput, Received};
use crate::Body;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::response::Response;
use crate::stream::{Arriving, EventData, Events, Items, Source, begin};
use crate::wire::Wire;

/// The items of a response that is in memory.
fn whole(received: Received) -> Result<Source, Error> {
    let Received {
        response,
        operation,
        ..
    } = received;
    let Answer { body, .. } = &response;
    Source::of(response.with_body(Body::from(body.clone())), operation)
}

impl<T: Wire> CallOutput for Items<T> {
    const IS_STREAM: bool = true;

    fn read(received: Received) -> Result<Response<Self>, Error> {
        Ok(whole(received)?.response(Self::new))
    }

    fn begin(arriving: Arriving) -> BoxFuture<'static, Result<Response<Self>, Error>> {
        Box::pin(async move { Ok(begin(arriving).await?.response(Self::new)) })
    }
}

impl<T: EventData> CallOutput for Events<T> {
    const IS_STREAM: bool = true;

    fn read(received: Received) -> Result<Response<Self>, Error> {
        Ok(whole(received)?.response(Self::new))
    }

    fn begin(arriving: Arriving) -> BoxFuture<'static, Result<Response<Self>, Error>> {
        Box::pin(async move { Ok(begin(arriving).await?.response(Self::new)) })
    }
}

impl<T> Call<Events<T>> {
    /// The id of the last event that arrived, so that the service sends those after it (the header `Last-Event-ID`; WHATWG
    /// HTML, 9.2.4). [`Events::last_event_id`] has it.
    /// ```
    /// use clientwright_openapi::operation::{Framing, Operation, Segment, Streaming};
    /// use clientwright_openapi::stream::Events;
    /// use clientwright_openapi::{Body, Call, Client, Error};
    ///
    /// const WATCH: Operation = Operation {
    ///     path: &[Segment::Text("/log")],
    ///     accept: "text/event-stream",
    ///     stream: Some(Streaming { framing: Framing::Events, end: &[] }),
    ///     ..Operation::NONE
    /// };
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|request: http::Request<Body>| async move {
    /// #     assert_eq!(request.headers()["last-event-id"], "7");
    /// #     Ok::<_, std::io::Error>(http::Response::new(Body::from("id: 8\ndata: 80\n\n")))
    /// # });
    /// # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
    /// // The program has stored the id of the last event that it has handled, which was 7.
    /// let mut events: Events<u32> = Call::new(&client, &WATCH).last_event_id("7").await?;
    /// let event = events.next().await.expect("one more event")?;
    /// assert_eq!((event.id(), event.data), (Some("8"), 80));
    /// assert_eq!(events.last_event_id(), Some("8"));
    /// # Ok(()) }
    /// ```
    pub fn last_event_id(self, id: impl AsRef<str>) -> Self {
        // The header is UTF-8, which a header value made of a text is not.
        self.header("last-event-id", id.as_ref().as_bytes())
    }
}
