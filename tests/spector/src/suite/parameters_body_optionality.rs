//! Scenarios of `parameters/body-optionality`.

use crate::clients::parameters_body_optionality as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Parameters_BodyOptionality_requiredExplicit(client) {
        client.required_explicit(&json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_BodyOptionality_OptionalExplicit(client) {
        client.optional_explicit_set().body(&json(r#"{"name":"foo"}"#)?).await?;
        client.optional_explicit_omit().await?;
    }
    Parameters_BodyOptionality_requiredImplicit(client) {
        client.required_implicit(&json(r#"{"name":"foo"}"#)?).await?;
    }
}
