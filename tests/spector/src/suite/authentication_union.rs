//! Scenarios of `authentication/union`.

use crate::clients::authentication_union as m;
use clientwright_openapi::client::Secret;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Authentication_Union_validKey(client) {
        let client = server.client::<m::Client>().scheme("ApiKeyAuth", Secret::key("valid-key")).build()?;
        client.valid_key().await?;
    }
    Authentication_Union_validToken(client) {
        let client = server.client::<m::Client>().scheme("OAuth2Auth", Secret::token("https://security.microsoft.com/.default")).build()?;
        client.valid_token().await?;
    }
}
