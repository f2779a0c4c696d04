//! Scenarios of `type/union`.

use crate::clients::type_union as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Union_StringsOnly_get(client) {
        same(&client.strings_only_get().await?, r#"{"prop":"b"}"#)?;
    }
    Type_Union_StringsOnly_send(client) {
        client.strings_only_send(&json(r#"{"prop":"b"}"#)?).await?;
    }
    Type_Union_StringExtensible_get(client) {
        same(&client.string_extensible_get().await?, r#"{"prop":"custom"}"#)?;
    }
    Type_Union_StringExtensible_send(client) {
        client.string_extensible_send(&json(r#"{"prop":"custom"}"#)?).await?;
    }
    Type_Union_StringExtensibleNamed_get(client) {
        same(&client.string_extensible_named_get().await?, r#"{"prop":"custom"}"#)?;
    }
    Type_Union_StringExtensibleNamed_send(client) {
        client.string_extensible_named_send(&json(r#"{"prop":"custom"}"#)?).await?;
    }
    Type_Union_IntsOnly_get(client) {
        same(&client.ints_only_get().await?, r#"{"prop":2}"#)?;
    }
    Type_Union_IntsOnly_send(client) {
        client.ints_only_send(&json(r#"{"prop":2}"#)?).await?;
    }
    Type_Union_FloatsOnly_get(client) {
        same(&client.floats_only_get().await?, r#"{"prop":2.2}"#)?;
    }
    Type_Union_FloatsOnly_send(client) {
        client.floats_only_send(&json(r#"{"prop":2.2}"#)?).await?;
    }
    Type_Union_ModelsOnly_get(client) {
        same(&client.models_only_get().await?, r#"{"prop":{"name":"test"}}"#)?;
    }
    Type_Union_ModelsOnly_send(client) {
        client.models_only_send(&json(r#"{"prop":{"name":"test"}}"#)?).await?;
    }
    Type_Union_EnumsOnly_get(client) {
        same(&client.enums_only_get().await?, r#"{"prop":{"lr":"right","ud":"up"}}"#)?;
    }
    Type_Union_EnumsOnly_send(client) {
        client.enums_only_send(&json(r#"{"prop":{"lr":"right","ud":"up"}}"#)?).await?;
    }
    Type_Union_StringAndArray_get(client) {
        same(&client.string_and_array_get().await?, r#"{"prop":{"string":"test","array":["test1","test2"]}}"#)?;
    }
    Type_Union_StringAndArray_send(client) {
        client.string_and_array_send(&json(r#"{"prop":{"string":"test","array":["test1","test2"]}}"#)?).await?;
    }
    Type_Union_MixedLiterals_get(client) {
        same(&client.mixed_literals_get().await?, r#"{"prop":{"stringLiteral":"a","intLiteral":2,"floatLiteral":3.3,"booleanLiteral":true}}"#)?;
    }
    Type_Union_MixedLiterals_send(client) {
        client.mixed_literals_send(&json(r#"{"prop":{"stringLiteral":"a","intLiteral":2,"floatLiteral":3.3,"booleanLiteral":true}}"#)?).await?;
    }
    Type_Union_MixedTypes_get(client) {
        same(&client.mixed_types_get().await?, r#"{"prop":{"model":{"name":"test"},"literal":"a","int":2,"boolean":true,"array":[{"name":"test"},"a",2,true]}}"#)?;
    }
    Type_Union_MixedTypes_send(client) {
        client.mixed_types_send(&json(r#"{"prop":{"model":{"name":"test"},"literal":"a","int":2,"boolean":true,"array":[{"name":"test"},"a",2,true]}}"#)?).await?;
    }
}
