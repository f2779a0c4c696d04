//! Scenarios of `payload/content-negotiation`.

use crate::clients::payload_content_negotiation as m;
use http_body_util::BodyExt as _;
use crate::scenario::{asset, equal, failed, refused, scenarios};

scenarios! {
    |server| server.client();
    Payload_ContentNegotiation_SameBody(client) {
        let call = || client.same_body_get_avatar_as_png_same_body_get_avatar_as_jpeg();
        equal(&call().header("accept", "image/png").await?, &asset("image.png")?)?;
        equal(&call().header("accept", "image/jpeg").await?, &asset("image.jpg")?)?;
        refused(call().header("accept", "wrongAccept").await, 400)?;
    }
    Payload_ContentNegotiation_DifferentBody(client) {
        let call = || client.different_body_get_avatar_as_png_different_body_get_avatar_as_json();
        let response = call().header("accept", "image/png").stream().await?;
        equal(&response.body.collect().await.map_err(failed)?.to_bytes(), &asset("image.png")?)?;
        let image = call().header("accept", "application/json").await?;
        equal(&image.content.as_ref(), &&*asset("image.png")?)?;
        refused(call().header("accept", "wrongAccept").await, 400)?;
    }
}
