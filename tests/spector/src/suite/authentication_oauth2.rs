//! Scenarios of `authentication/oauth2`.

use crate::clients::authentication_oauth2 as m;
use clientwright_openapi::client::Secret;
use crate::scenario::{refused, scenarios};

scenarios! {
    |server| server.client();
    Authentication_OAuth2_valid(client) {
        let client = server.client::<m::Client>().scheme("OAuth2Auth", Secret::token("https://security.microsoft.com/.default")).build()?;
        client.valid().await?;
    }
    Authentication_OAuth2_invalid(client) {
        let client = server.client::<m::Client>().scheme("OAuth2Auth", Secret::token("https://security.microsoft.com/.default")).build()?;
        refused(client.invalid().await, 403)?;
    }
}
