//! Scenarios of `response/body-or-no-content`.

use crate::clients::response_body_or_no_content as m;
use crate::scenario::{equal, same, scenarios};

scenarios! {
    |server| server.client();
    Response_BodyOrNoContent_getBody(client) {
        same(&client.get_body().await?, r#"{"content":"hello"}"#)?;
    }
    Response_BodyOrNoContent_getNoContent(client) {
        equal(&client.get_no_content().await?.is_none(), &true)?;
    }
}
