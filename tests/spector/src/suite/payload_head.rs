//! Scenarios of `payload/head`.

use crate::clients::payload_head as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Payload_Head_contentTypeHeaderInResponse(client) {
        client.content_type_header_in_response().await?;
    }
}
