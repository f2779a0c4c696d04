//! Scenarios of `serialization/encoded-name/json`.

use crate::clients::serialization_encoded_name_json as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Serialization_EncodedName_Json_Property_send(client) {
        client.property_send(&json(r#"{"wireName":true}"#)?).await?;
    }
    Serialization_EncodedName_Json_Property_get(client) {
        same(&client.property_get().await?, r#"{"wireName":true}"#)?;
    }
}
