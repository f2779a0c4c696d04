//! Scenarios of `type/model/visibility`.

use crate::clients::type_model_visibility as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Visibility_putReadOnlyModel(client) {
        let body = client.put_read_only_model(&json("{}")?).await?;
        same(&body, r#"{"optionalNullableIntList":[1,2,3],"optionalStringRecord":{"k1":"value1","k2":"value2"}}"#)?;
    }
    Type_Model_Visibility_headModel(client) {
        client.head_model(123, &json("{}")?).await?;
    }
    Type_Model_Visibility_getModel(client) {
        same(&client.get_model(123, &json("{}")?).await?, r#"{"readProp":"abc"}"#)?;
    }
    Type_Model_Visibility_putModel(client) {
        client.put_model(&json(r#"{"createProp":["foo","bar"],"updateProp":[1,2]}"#)?).await?;
    }
    Type_Model_Visibility_patchModel(client) {
        client.patch_model(&json(r#"{"updateProp":[1,2]}"#)?).await?;
    }
    Type_Model_Visibility_postModel(client) {
        client.post_model(&json(r#"{"createProp":["foo","bar"]}"#)?).await?;
    }
    Type_Model_Visibility_deleteModel(client) {
        client.delete_model(&json(r#"{"deleteProp":true}"#)?).await?;
    }
}
