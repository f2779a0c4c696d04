//! Scenarios of `authentication/http/custom`.

use crate::clients::authentication_http_custom as m;
use clientwright_openapi::client::Secret;
use crate::scenario::{refused, scenarios};

scenarios! {
    |server| server.client();
    Authentication_Http_Custom_valid(client) {
        let client = server.client::<m::Client>().scheme("http", Secret::key("SharedAccessKey valid-key")).build()?;
        client.valid().await?;
    }
    Authentication_Http_Custom_invalid(client) {
        let client = server.client::<m::Client>().scheme("http", Secret::key("SharedAccessKey invalid-key")).build()?;
        refused(client.invalid().await, 403)?;
    }
}
