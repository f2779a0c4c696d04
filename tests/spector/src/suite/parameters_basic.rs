//! Scenarios of `parameters/basic`.

use crate::clients::parameters_basic as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Parameters_Basic_ExplicitBody_simple(client) {
        client.explicit_body_simple(&json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Basic_ImplicitBody_simple(client) {
        client.implicit_body_simple(&json(r#"{"name":"foo"}"#)?).await?;
    }
}
