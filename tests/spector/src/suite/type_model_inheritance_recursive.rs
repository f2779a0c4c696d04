//! Scenarios of `type/model/inheritance/recursive`.

use crate::clients::type_model_inheritance_recursive as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Inheritance_Recursive_put(client) {
        client.put(&json(r#"{"level":0,"extension":[{"level":1,"extension":[{"level":2}]},{"level":1}]}"#)?).await?;
    }
    Type_Model_Inheritance_Recursive_get(client) {
        same(&client.get().await?, r#"{"level":0,"extension":[{"level":1,"extension":[{"level":2}]},{"level":1}]}"#)?;
    }
}
