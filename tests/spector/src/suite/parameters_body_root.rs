//! Scenarios of `parameters/body-root`.

use crate::clients::parameters_body_root as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Parameters_BodyRoot_nested(client) {
        client.nested(&json(r#"{"category":"widget","linkType":"hard","wasSuccessful":true}"#)?).await?;
    }
}
