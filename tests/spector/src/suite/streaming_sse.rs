//! Scenarios of `streaming/sse`.

use std::time::Duration;

use clientwright_openapi::stream::{EventData, Events};
use clientwright_openapi::{Call, Error};
use futures_util::{StreamExt as _, TryStreamExt as _};
use m::builders::{
    DataWithEnvelopeEvent, DataWithoutEnvelopeEvent, NamedReceiveEvent, RetrieveStreamEvent,
};

use crate::clients::streaming_sse as m;
use crate::scenario::{Failure, all, equal, json, same, scenarios};

/// The data of all events.
async fn data<T: EventData + 'static>(call: Call<Events<T>>) -> Result<Vec<T>, Error> {
    let events = call.await?;
    events.map_ok(|event| event.into_data()).try_collect().await
}

/// The only event, with the stream after its end.
async fn only(
    call: Call<Events<m::ProtocolProtocolInfo>>,
    message: &str,
) -> Result<Events<m::ProtocolProtocolInfo>, Failure> {
    let mut events = call.await?;
    let event = events.next().await.ok_or("no event")??;
    equal(&event.name(), &"message")?;
    equal(&event.id(), &events.last_event_id())?;
    same(&event.into_data(), &format!(r#"{{"message":"{message}"}}"#))?;
    match events.next().await {
        None => Ok(events),
        Some(_) => Err("more than one event".into()),
    }
}

scenarios! {
    |server| server.client();
    Streaming_Sse_Unnamed_receive(client) {
        let events = client.unnamed_receive().await?;
        let data = events.map(|event| event.map(|event| event.into_data()));
        all(data, &[r#"{"desc":"one"}"#, r#"{"desc":"two"}"#, r#"{"desc":"three"}"#]).await?;
    }
    Streaming_Sse_Named_receive(client) {
        let expected = [
            NamedReceiveEvent::ResponseCreated(json(r#"{"id":"resp_1"}"#)?),
            NamedReceiveEvent::ResponseDelta(json(r#"{"delta":"Hello"}"#)?),
            NamedReceiveEvent::ResponseDelta(json(r#"{"delta":" world"}"#)?),
        ];
        equal(&data(client.named_receive()).await?.as_slice(), &expected.as_slice())?;
    }
    Streaming_Sse_Retrieve_stream(client) {
        let expected = [
            RetrieveStreamEvent::PartialResult(json(r#"{"text":"partial one"}"#)?),
            RetrieveStreamEvent::PartialResult(json(r#"{"text":"partial two"}"#)?),
            RetrieveStreamEvent::FinalResult(json(r#"{"references":["doc1","doc2"]}"#)?),
        ];
        let call = client.retrieve_stream(&json(r#"{"query":"what is typespec?"}"#)?);
        equal(&data(call).await?.as_slice(), &expected.as_slice())?;
    }
    Streaming_Sse_Protocol_Data_withEnvelope(client) {
        let expected = [DataWithEnvelopeEvent::WithEnvelope("hello".to_owned())];
        equal(&data(client.data_with_envelope()).await?.as_slice(), &expected.as_slice())?;
    }
    Streaming_Sse_Protocol_Data_withoutEnvelope(client) {
        let whole = json(r#"{"metadata":{"source":"test"},"contents":"world"}"#)?;
        let expected = [DataWithoutEnvelopeEvent::WithoutEnvelope(whole)];
        equal(&data(client.data_without_envelope()).await?.as_slice(), &expected.as_slice())?;
    }
    Streaming_Sse_Protocol_id(client) {
        equal(&only(client.protocol_id(), "hello").await?.last_event_id(), &Some("event-1"))?;
    }
    Streaming_Sse_Protocol_invalidId(client) {
        equal(&only(client.protocol_invalid_id(), "hello").await?.last_event_id(), &None)?;
    }
    Streaming_Sse_Protocol_retry(client) {
        let expected = Some(Duration::from_secs(1));
        equal(&only(client.protocol_retry(), "hello").await?.retry(), &expected)?;
    }
    Streaming_Sse_Protocol_invalidRetry(client) {
        equal(&only(client.protocol_invalid_retry(), "hello").await?.retry(), &None)?;
    }
    Streaming_Sse_Protocol_reconnect(client) {
        let events = only(client.protocol_reconnect(), "hello").await?;
        let id = events.last_event_id().ok_or("no id")?;
        let call = client.protocol_reconnect().last_event_id(id);
        equal(&only(call, "world").await?.last_event_id(), &Some("event-2"))?;
    }
}
