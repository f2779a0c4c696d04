//! Scenarios of `authentication/noauth/union`.

use crate::clients::authentication_noauth_union as m;
use clientwright_openapi::client::Secret;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Authentication_Noauth_Union_validNoAuth(client) {
        client.valid_no_auth().await?;
    }
    Authentication_Noauth_Union_validToken(client) {
        let client = server.client::<m::Client>().scheme("OAuth2Auth", Secret::token("https://security.microsoft.com/.default")).build()?;
        client.valid_token().await?;
    }
}
