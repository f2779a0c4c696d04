//! Scenarios of `versioning/returnTypeChangedFrom`.

use crate::clients::versioning_returntypechangedfrom as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_ReturnTypeChangedFrom_test(client) {
        same(&client.test(&json(r#""test""#)?).await?, r#""test""#)?;
    }
}
