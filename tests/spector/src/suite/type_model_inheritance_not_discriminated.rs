//! Scenarios of `type/model/inheritance/not-discriminated`.

use crate::clients::type_model_inheritance_not_discriminated as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Inheritance_NotDiscriminated_postValid(client) {
        client.post_valid(&json(r#"{"name":"abc","age":32,"smart":true}"#)?).await?;
    }
    Type_Model_Inheritance_NotDiscriminated_getValid(client) {
        same(&client.get_valid().await?, r#"{"name":"abc","age":32,"smart":true}"#)?;
    }
    Type_Model_Inheritance_NotDiscriminated_putValid(client) {
        same(&client.put_valid(&json(r#"{"name":"abc","age":32,"smart":true}"#)?).await?, r#"{"name":"abc","age":32,"smart":true}"#)?;
    }
}
