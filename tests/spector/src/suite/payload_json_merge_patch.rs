//! Scenarios of `payload/json-merge-patch`.

use crate::clients::payload_json_merge_patch as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Payload_JsonMergePatch_createResource(client) {
        same(&client.create_resource(&json(r#"{"name":"Madge","description":"desc","map":{"key":{"name":"InnerMadge","description":"innerDesc"}},"array":[{"name":"InnerMadge","description":"innerDesc"}],"intValue":1,"floatValue":1.25,"innerModel":{"name":"InnerMadge","description":"innerDesc"},"intArray":[1,2,3]}"#)?).await?, r#"{"name":"Madge","description":"desc","map":{"key":{"name":"InnerMadge","description":"innerDesc"}},"array":[{"name":"InnerMadge","description":"innerDesc"}],"intValue":1,"floatValue":1.25,"innerModel":{"name":"InnerMadge","description":"innerDesc"},"intArray":[1,2,3]}"#)?;
    }
    Payload_JsonMergePatch_updateResource(client) {
        same(&client.update_resource(&json(r#"{"description":null,"map":{"key":{"description":null},"key2":null},"array":null,"intValue":null,"floatValue":null,"innerModel":null,"intArray":null}"#)?).await?, r#"{"name":"Madge","map":{"key":{"name":"InnerMadge"}}}"#)?;
    }
    Payload_JsonMergePatch_updateOptionalResource(client) {
        same(&client.update_optional_resource().body(&json(r#"{"description":null,"map":{"key":{"description":null},"key2":null},"array":null,"intValue":null,"floatValue":null,"innerModel":null,"intArray":null}"#)?).await?, r#"{"name":"Madge","map":{"key":{"name":"InnerMadge"}}}"#)?;
    }
}
