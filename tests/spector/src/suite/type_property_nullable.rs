//! Scenarios of `type/property/nullable`.

use crate::clients::type_property_nullable as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Property_Nullable_String_getNonNull(client) {
        same(&client.string_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":"hello"}"#)?;
    }
    Type_Property_Nullable_String_getNull(client) {
        same(&client.string_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_String_patchNonNull(client) {
        client.string_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":"hello"}"#)?).await?;
    }
    Type_Property_Nullable_String_patchNull(client) {
        client.string_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_Bytes_getNonNull(client) {
        same(&client.bytes_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":"aGVsbG8sIHdvcmxkIQ=="}"#)?;
    }
    Type_Property_Nullable_Bytes_getNull(client) {
        same(&client.bytes_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_Bytes_patchNonNull(client) {
        client.bytes_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":"aGVsbG8sIHdvcmxkIQ=="}"#)?).await?;
    }
    Type_Property_Nullable_Bytes_patchNull(client) {
        client.bytes_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_Datetime_getNonNull(client) {
        same(&client.datetime_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":"2022-08-26T18:38:00Z"}"#)?;
    }
    Type_Property_Nullable_Datetime_getNull(client) {
        same(&client.datetime_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_Datetime_patchNonNull(client) {
        client.datetime_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":"2022-08-26T18:38:00Z"}"#)?).await?;
    }
    Type_Property_Nullable_Datetime_patchNull(client) {
        client.datetime_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_Duration_getNonNull(client) {
        same(&client.duration_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":"P123DT22H14M12.011S"}"#)?;
    }
    Type_Property_Nullable_Duration_getNull(client) {
        same(&client.duration_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_Duration_patchNonNull(client) {
        client.duration_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":"P123DT22H14M12.011S"}"#)?).await?;
    }
    Type_Property_Nullable_Duration_patchNull(client) {
        client.duration_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsByte_getNonNull(client) {
        same(&client.collections_byte_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":["aGVsbG8sIHdvcmxkIQ==","aGVsbG8sIHdvcmxkIQ=="]}"#)?;
    }
    Type_Property_Nullable_CollectionsByte_getNull(client) {
        same(&client.collections_byte_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_CollectionsByte_patchNonNull(client) {
        client.collections_byte_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":["aGVsbG8sIHdvcmxkIQ==","aGVsbG8sIHdvcmxkIQ=="]}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsByte_patchNull(client) {
        client.collections_byte_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsModel_getNonNull(client) {
        same(&client.collections_model_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":[{"property":"hello"},{"property":"world"}]}"#)?;
    }
    Type_Property_Nullable_CollectionsModel_getNull(client) {
        same(&client.collections_model_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_CollectionsModel_patchNonNull(client) {
        client.collections_model_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":[{"property":"hello"},{"property":"world"}]}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsModel_patchNull(client) {
        client.collections_model_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsString_getNonNull(client) {
        same(&client.collections_string_get_non_null().await?, r#"{"requiredProperty":"foo","nullableProperty":["hello","world"]}"#)?;
    }
    Type_Property_Nullable_CollectionsString_getNull(client) {
        same(&client.collections_string_get_null().await?, r#"{"requiredProperty":"foo","nullableProperty":null}"#)?;
    }
    Type_Property_Nullable_CollectionsString_patchNonNull(client) {
        client.collections_string_patch_non_null(&json(r#"{"requiredProperty":"foo","nullableProperty":["hello","world"]}"#)?).await?;
    }
    Type_Property_Nullable_CollectionsString_patchNull(client) {
        client.collections_string_patch_null(&json(r#"{"requiredProperty":"foo","nullableProperty":null}"#)?).await?;
    }
}
