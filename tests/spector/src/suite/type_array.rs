//! Scenarios of `type/array`.

use crate::clients::type_array as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Array_Int32Value_get(client) {
        same(&client.int32_value_get().await?, r#"[1,2]"#)?;
    }
    Type_Array_Int32Value_put(client) {
        client.int32_value_put(&json(r#"[1,2]"#)?).await?;
    }
    Type_Array_Int64Value_get(client) {
        same(&client.int64_value_get().await?, r#"[9007199254740991,-9007199254740991]"#)?;
    }
    Type_Array_Int64Value_put(client) {
        client.int64_value_put(&json(r#"[9007199254740991,-9007199254740991]"#)?).await?;
    }
    Type_Array_BooleanValue_get(client) {
        same(&client.boolean_value_get().await?, r#"[true,false]"#)?;
    }
    Type_Array_BooleanValue_put(client) {
        client.boolean_value_put(&json(r#"[true,false]"#)?).await?;
    }
    Type_Array_StringValue_get(client) {
        same(&client.string_value_get().await?, r#"["hello",""]"#)?;
    }
    Type_Array_StringValue_put(client) {
        client.string_value_put(&json(r#"["hello",""]"#)?).await?;
    }
    Type_Array_Float32Value_get(client) {
        same(&client.float32_value_get().await?, r#"[43.125]"#)?;
    }
    Type_Array_Float32Value_put(client) {
        client.float32_value_put(&json(r#"[43.125]"#)?).await?;
    }
    Type_Array_DatetimeValue_get(client) {
        same(&client.datetime_value_get().await?, r#"["2022-08-26T18:38:00Z"]"#)?;
    }
    Type_Array_DatetimeValue_put(client) {
        client.datetime_value_put(&json(r#"["2022-08-26T18:38:00Z"]"#)?).await?;
    }
    Type_Array_DurationValue_get(client) {
        same(&client.duration_value_get().await?, r#"["P123DT22H14M12.011S"]"#)?;
    }
    Type_Array_DurationValue_put(client) {
        client.duration_value_put(&json(r#"["P123DT22H14M12.011S"]"#)?).await?;
    }
    Type_Array_UnknownValue_get(client) {
        same(&client.unknown_value_get().await?, r#"[1,"hello",null]"#)?;
    }
    Type_Array_UnknownValue_put(client) {
        client.unknown_value_put(&json(r#"[1,"hello",null]"#)?).await?;
    }
    Type_Array_ModelValue_get(client) {
        same(&client.model_value_get().await?, r#"[{"property":"hello"},{"property":"world"}]"#)?;
    }
    Type_Array_ModelValue_put(client) {
        client.model_value_put(&json(r#"[{"property":"hello"},{"property":"world"}]"#)?).await?;
    }
    Type_Array_NullableFloatValue_get(client) {
        same(&client.nullable_float_value_get().await?, r#"[1.25,null,3]"#)?;
    }
    Type_Array_NullableFloatValue_put(client) {
        client.nullable_float_value_put(&json(r#"[1.25,null,3]"#)?).await?;
    }
    Type_Array_NullableBooleanValue_get(client) {
        same(&client.nullable_boolean_value_get().await?, r#"[true,null,false]"#)?;
    }
    Type_Array_NullableBooleanValue_put(client) {
        client.nullable_boolean_value_put(&json(r#"[true,null,false]"#)?).await?;
    }
    Type_Array_NullableInt32Value_get(client) {
        same(&client.nullable_int32_value_get().await?, r#"[1,null,3]"#)?;
    }
    Type_Array_NullableInt32Value_put(client) {
        client.nullable_int32_value_put(&json(r#"[1,null,3]"#)?).await?;
    }
    Type_Array_NullableStringValue_get(client) {
        same(&client.nullable_string_value_get().await?, r#"["hello",null,"world"]"#)?;
    }
    Type_Array_NullableStringValue_put(client) {
        client.nullable_string_value_put(&json(r#"["hello",null,"world"]"#)?).await?;
    }
    Type_Array_NullableModelValue_get(client) {
        same(&client.nullable_model_value_get().await?, r#"[{"property":"hello"},null,{"property":"world"}]"#)?;
    }
    Type_Array_NullableModelValue_put(client) {
        client.nullable_model_value_put(&json(r#"[{"property":"hello"},null,{"property":"world"}]"#)?).await?;
    }
}
