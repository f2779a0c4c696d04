//! Scenarios of `versioning/madeOptional`.

use crate::clients::versioning_madeoptional as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_MadeOptional_test(client) {
        same(&client.test(&json(r#"{"prop":"foo"}"#)?).await?, r#"{"prop":"foo"}"#)?;
    }
}
