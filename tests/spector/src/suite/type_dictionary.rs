//! Scenarios of `type/dictionary`.

use crate::clients::type_dictionary as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Dictionary_Int32Value_get(client) {
        same(&client.int32_value_get().await?, r#"{"k1":1,"k2":2}"#)?;
    }
    Type_Dictionary_Int32Value_put(client) {
        client.int32_value_put(&json(r#"{"k1":1,"k2":2}"#)?).await?;
    }
    Type_Dictionary_Int64Value_get(client) {
        same(&client.int64_value_get().await?, r#"{"k1":9007199254740991,"k2":-9007199254740991}"#)?;
    }
    Type_Dictionary_Int64Value_put(client) {
        client.int64_value_put(&json(r#"{"k1":9007199254740991,"k2":-9007199254740991}"#)?).await?;
    }
    Type_Dictionary_BooleanValue_get(client) {
        same(&client.boolean_value_get().await?, r#"{"k1":true,"k2":false}"#)?;
    }
    Type_Dictionary_BooleanValue_put(client) {
        client.boolean_value_put(&json(r#"{"k1":true,"k2":false}"#)?).await?;
    }
    Type_Dictionary_StringValue_get(client) {
        same(&client.string_value_get().await?, r#"{"k1":"hello","k2":""}"#)?;
    }
    Type_Dictionary_StringValue_put(client) {
        client.string_value_put(&json(r#"{"k1":"hello","k2":""}"#)?).await?;
    }
    Type_Dictionary_Float32Value_get(client) {
        same(&client.float32_value_get().await?, r#"{"k1":43.125}"#)?;
    }
    Type_Dictionary_Float32Value_put(client) {
        client.float32_value_put(&json(r#"{"k1":43.125}"#)?).await?;
    }
    Type_Dictionary_DatetimeValue_get(client) {
        same(&client.datetime_value_get().await?, r#"{"k1":"2022-08-26T18:38:00Z"}"#)?;
    }
    Type_Dictionary_DatetimeValue_put(client) {
        client.datetime_value_put(&json(r#"{"k1":"2022-08-26T18:38:00Z"}"#)?).await?;
    }
    Type_Dictionary_DurationValue_get(client) {
        same(&client.duration_value_get().await?, r#"{"k1":"P123DT22H14M12.011S"}"#)?;
    }
    Type_Dictionary_DurationValue_put(client) {
        client.duration_value_put(&json(r#"{"k1":"P123DT22H14M12.011S"}"#)?).await?;
    }
    Type_Dictionary_UnknownValue_get(client) {
        same(&client.unknown_value_get().await?, r#"{"k1":1,"k2":"hello","k3":null}"#)?;
    }
    Type_Dictionary_UnknownValue_put(client) {
        client.unknown_value_put(&json(r#"{"k1":1,"k2":"hello","k3":null}"#)?).await?;
    }
    Type_Dictionary_ModelValue_get(client) {
        same(&client.model_value_get().await?, r#"{"k1":{"property":"hello"},"k2":{"property":"world"}}"#)?;
    }
    Type_Dictionary_ModelValue_put(client) {
        client.model_value_put(&json(r#"{"k1":{"property":"hello"},"k2":{"property":"world"}}"#)?).await?;
    }
    Type_Dictionary_RecursiveModelValue_get(client) {
        same(&client.recursive_model_value_get().await?, r#"{"k1":{"property":"hello","children":{}},"k2":{"property":"world","children":{"k2.1":{"property":"inner world"}}}}"#)?;
    }
    Type_Dictionary_RecursiveModelValue_put(client) {
        client.recursive_model_value_put(&json(r#"{"k1":{"property":"hello","children":{}},"k2":{"property":"world","children":{"k2.1":{"property":"inner world"}}}}"#)?).await?;
    }
    Type_Dictionary_NullableFloatValue_get(client) {
        same(&client.nullable_float_value_get().await?, r#"{"k1":1.25,"k2":0.5,"k3":null}"#)?;
    }
    Type_Dictionary_NullableFloatValue_put(client) {
        client.nullable_float_value_put(&json(r#"{"k1":1.25,"k2":0.5,"k3":null}"#)?).await?;
    }
}
