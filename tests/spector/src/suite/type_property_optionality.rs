//! Scenarios of `type/property/optionality`.

use crate::clients::type_property_optionality as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Property_Optional_String_getDefault(client) {
        same(&client.string_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_String_putDefault(client) {
        client.string_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_String_getAll(client) {
        same(&client.string_get_all().await?, r#"{"property":"hello"}"#)?;
    }
    Type_Property_Optional_String_putAll(client) {
        client.string_put_all(&json(r#"{"property":"hello"}"#)?).await?;
    }
    Type_Property_Optional_Bytes_getDefault(client) {
        same(&client.bytes_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_Bytes_putDefault(client) {
        client.bytes_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_Bytes_getAll(client) {
        same(&client.bytes_get_all().await?, r#"{"property":"aGVsbG8sIHdvcmxkIQ=="}"#)?;
    }
    Type_Property_Optional_Bytes_putAll(client) {
        client.bytes_put_all(&json(r#"{"property":"aGVsbG8sIHdvcmxkIQ=="}"#)?).await?;
    }
    Type_Property_Optional_Datetime_getDefault(client) {
        same(&client.datetime_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_Datetime_putDefault(client) {
        client.datetime_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_Datetime_getAll(client) {
        same(&client.datetime_get_all().await?, r#"{"property":"2022-08-26T18:38:00Z"}"#)?;
    }
    Type_Property_Optional_Datetime_putAll(client) {
        client.datetime_put_all(&json(r#"{"property":"2022-08-26T18:38:00Z"}"#)?).await?;
    }
    Type_Property_Optional_Duration_getDefault(client) {
        same(&client.duration_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_Duration_putDefault(client) {
        client.duration_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_Duration_getAll(client) {
        same(&client.duration_get_all().await?, r#"{"property":"P123DT22H14M12.011S"}"#)?;
    }
    Type_Property_Optional_Duration_putAll(client) {
        client.duration_put_all(&json(r#"{"property":"P123DT22H14M12.011S"}"#)?).await?;
    }
    Type_Property_Optional_PlainDate_getDefault(client) {
        same(&client.plain_date_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_PlainDate_putDefault(client) {
        client.plain_date_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_PlainDate_getAll(client) {
        same(&client.plain_date_get_all().await?, r#"{"property":"2022-12-12"}"#)?;
    }
    Type_Property_Optional_PlainDate_putAll(client) {
        client.plain_date_put_all(&json(r#"{"property":"2022-12-12"}"#)?).await?;
    }
    Type_Property_Optional_PlainTime_getDefault(client) {
        same(&client.plain_time_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_PlainTime_putDefault(client) {
        client.plain_time_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_PlainTime_getAll(client) {
        same(&client.plain_time_get_all().await?, r#"{"property":"13:06:12"}"#)?;
    }
    Type_Property_Optional_PlainTime_putAll(client) {
        client.plain_time_put_all(&json(r#"{"property":"13:06:12"}"#)?).await?;
    }
    Type_Property_Optional_CollectionsByte_getDefault(client) {
        same(&client.collections_byte_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_CollectionsByte_putDefault(client) {
        client.collections_byte_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_CollectionsByte_getAll(client) {
        same(&client.collections_byte_get_all().await?, r#"{"property":["aGVsbG8sIHdvcmxkIQ==","aGVsbG8sIHdvcmxkIQ=="]}"#)?;
    }
    Type_Property_Optional_CollectionsByte_putAll(client) {
        client.collections_byte_put_all(&json(r#"{"property":["aGVsbG8sIHdvcmxkIQ==","aGVsbG8sIHdvcmxkIQ=="]}"#)?).await?;
    }
    Type_Property_Optional_CollectionsModel_getDefault(client) {
        same(&client.collections_model_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_CollectionsModel_putDefault(client) {
        client.collections_model_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_CollectionsModel_getAll(client) {
        same(&client.collections_model_get_all().await?, r#"{"property":[{"property":"hello"},{"property":"world"}]}"#)?;
    }
    Type_Property_Optional_CollectionsModel_putAll(client) {
        client.collections_model_put_all(&json(r#"{"property":[{"property":"hello"},{"property":"world"}]}"#)?).await?;
    }
    Type_Property_Optional_StringLiteral_getDefault(client) {
        same(&client.string_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_StringLiteral_putDefault(client) {
        client.string_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_StringLiteral_getAll(client) {
        same(&client.string_literal_get_all().await?, r#"{"property":"hello"}"#)?;
    }
    Type_Property_Optional_StringLiteral_putAll(client) {
        client.string_literal_put_all(&json(r#"{"property":"hello"}"#)?).await?;
    }
    Type_Property_Optional_IntLiteral_getDefault(client) {
        same(&client.int_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_IntLiteral_putDefault(client) {
        client.int_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_IntLiteral_getAll(client) {
        same(&client.int_literal_get_all().await?, r#"{"property":1}"#)?;
    }
    Type_Property_Optional_IntLiteral_putAll(client) {
        client.int_literal_put_all(&json(r#"{"property":1}"#)?).await?;
    }
    Type_Property_Optional_FloatLiteral_getDefault(client) {
        same(&client.float_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_FloatLiteral_putDefault(client) {
        client.float_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_FloatLiteral_getAll(client) {
        same(&client.float_literal_get_all().await?, r#"{"property":1.25}"#)?;
    }
    Type_Property_Optional_FloatLiteral_putAll(client) {
        client.float_literal_put_all(&json(r#"{"property":1.25}"#)?).await?;
    }
    Type_Property_Optional_BooleanLiteral_getDefault(client) {
        same(&client.boolean_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_BooleanLiteral_putDefault(client) {
        client.boolean_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_BooleanLiteral_getAll(client) {
        same(&client.boolean_literal_get_all().await?, r#"{"property":true}"#)?;
    }
    Type_Property_Optional_BooleanLiteral_putAll(client) {
        client.boolean_literal_put_all(&json(r#"{"property":true}"#)?).await?;
    }
    Type_Property_Optional_UnionStringLiteral_getDefault(client) {
        same(&client.union_string_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_UnionStringLiteral_putDefault(client) {
        client.union_string_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_UnionStringLiteral_getAll(client) {
        same(&client.union_string_literal_get_all().await?, r#"{"property":"world"}"#)?;
    }
    Type_Property_Optional_UnionStringLiteral_putAll(client) {
        client.union_string_literal_put_all(&json(r#"{"property":"world"}"#)?).await?;
    }
    Type_Property_Optional_UnionIntLiteral_getDefault(client) {
        same(&client.union_int_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_UnionIntLiteral_putDefault(client) {
        client.union_int_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_UnionIntLiteral_getAll(client) {
        same(&client.union_int_literal_get_all().await?, r#"{"property":2}"#)?;
    }
    Type_Property_Optional_UnionIntLiteral_putAll(client) {
        client.union_int_literal_put_all(&json(r#"{"property":2}"#)?).await?;
    }
    Type_Property_Optional_UnionFloatLiteral_getDefault(client) {
        same(&client.union_float_literal_get_default().await?, r#"{}"#)?;
    }
    Type_Property_Optional_UnionFloatLiteral_putDefault(client) {
        client.union_float_literal_put_default(&json(r#"{}"#)?).await?;
    }
    Type_Property_Optional_UnionFloatLiteral_getAll(client) {
        same(&client.union_float_literal_get_all().await?, r#"{"property":2.375}"#)?;
    }
    Type_Property_Optional_UnionFloatLiteral_putAll(client) {
        client.union_float_literal_put_all(&json(r#"{"property":2.375}"#)?).await?;
    }
    Type_Property_Optional_RequiredAndOptional_getRequiredOnly(client) {
        same(&client.required_and_optional_get_required_only().await?, r#"{"requiredProperty":42}"#)?;
    }
    Type_Property_Optional_RequiredAndOptional_putRequiredOnly(client) {
        client.required_and_optional_put_required_only(&json(r#"{"requiredProperty":42}"#)?).await?;
    }
    Type_Property_Optional_RequiredAndOptional_getAll(client) {
        same(&client.required_and_optional_get_all().await?, r#"{"optionalProperty":"hello","requiredProperty":42}"#)?;
    }
    Type_Property_Optional_RequiredAndOptional_putAll(client) {
        client.required_and_optional_put_all(&json(r#"{"optionalProperty":"hello","requiredProperty":42}"#)?).await?;
    }
}
