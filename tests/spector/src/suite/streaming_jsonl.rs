//! Scenarios of `streaming/jsonl`. The description has only a text for the lines; a rule in `build.rs` names the type of those that
//! are received.

use crate::clients::streaming_jsonl as m;
use crate::scenario::{all, scenarios};

scenarios! {
    |server| server.client();
    Streaming_Jsonl_Basic_send(client) {
        // The server compares bytes, with a space after each colon.
        client.basic_send("{\"desc\": \"one\"}\n{\"desc\": \"two\"}\n{\"desc\": \"three\"}").await?;
    }
    Streaming_Jsonl_Basic_receive(client) {
        let items = client.basic_receive().await?;
        all(items, &[r#"{"desc":"one"}"#, r#"{"desc":"two"}"#, r#"{"desc":"three"}"#]).await?;
    }
}
