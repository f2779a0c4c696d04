//! Scenarios of `payload/content-negotiation`.

use crate::clients::payload_content_negotiation as m;
use crate::scenario::{asset, equal, refused, scenarios};

scenarios! {
    |server| server.client();
    Payload_ContentNegotiation_SameBody(client) {
        let call = || client.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg();
        equal(&call().accept_png().await?, &asset("image.png")?)?;
        equal(&call().accept_jpeg().await?, &asset("image.jpg")?)?;
        refused(call().request().header("accept", "wrongAccept").await, 400)?;
    }
    Payload_ContentNegotiation_DifferentBody(client) {
        let call = || client.different_body_get_avatar_as_png_different_body_get_avatar_as_json();
        equal(&call().accept_png().await?, &asset("image.png")?)?;
        equal(&call().await?.content.as_ref(), &&*asset("image.png")?)?;
        refused(call().request().header("accept", "wrongAccept").await, 400)?;
    }
}
