//! Scenarios of `authentication/api-key`.

use crate::clients::authentication_api_key as m;
use clientwright_openapi::client::Secret;
use crate::scenario::{equal, refused, scenarios};

scenarios! {
    |server| server.client();
    Authentication_ApiKey_invalid(client) {
        let client = server.client::<m::Client>().scheme("ApiKeyAuth", Secret::key("invalid-key")).build()?;
        let error = refused(client.invalid().await, 403)?;
        equal(&error.decode::<m::InvalidAuth>().map(|it| it.error), &Some("invalid-api-key".to_owned()))?;
    }
    Authentication_ApiKey_valid(client) {
        let client = server.client::<m::Client>().scheme("ApiKeyAuth", Secret::key("valid-key")).build()?;
        client.valid().await?;
    }
}
