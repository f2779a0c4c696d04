//! Scenarios of `payload/media-type`.

use crate::clients::payload_media_type as m;
use crate::scenario::{equal, json, same, scenarios};

scenarios! {
    |server| server.client();
    Payload_MediaType_StringBody_sendAsText(client) {
        client.string_body_send_as_text("{cat}").await?;
    }
    Payload_MediaType_StringBody_getAsText(client) {
        equal(&client.string_body_get_as_text().await?, &r#"{cat}"#.into())?;
    }
    Payload_MediaType_StringBody_sendAsJson(client) {
        client.string_body_send_as_json(&json(r#""foo""#)?).await?;
    }
    Payload_MediaType_StringBody_getAsJson(client) {
        same(&client.string_body_get_as_json().await?, r#""foo""#)?;
    }
}
