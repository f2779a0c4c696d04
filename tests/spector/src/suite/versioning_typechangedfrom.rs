//! Scenarios of `versioning/typeChangedFrom`.

use crate::clients::versioning_typechangedfrom as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_TypeChangedFrom_test(client) {
        same(&client.test("baz", &json(r#"{"prop":"foo","changedProp":"bar"}"#)?).await?, r#"{"prop":"foo","changedProp":"bar"}"#)?;
    }
}
