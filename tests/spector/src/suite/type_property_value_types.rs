//! Scenarios of `type/property/value-types`.

use crate::clients::type_property_value_types as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Property_ValueTypes_Boolean_get(client) {
        same(&client.boolean_get().await?, r#"{"property":true}"#)?;
    }
    Type_Property_ValueTypes_Boolean_put(client) {
        client.boolean_put(&json(r#"{"property":true}"#)?).await?;
    }
    Type_Property_ValueTypes_String_get(client) {
        same(&client.string_get().await?, r#"{"property":"hello"}"#)?;
    }
    Type_Property_ValueTypes_String_put(client) {
        client.string_put(&json(r#"{"property":"hello"}"#)?).await?;
    }
    Type_Property_ValueTypes_Bytes_get(client) {
        same(&client.bytes_get().await?, r#"{"property":"aGVsbG8sIHdvcmxkIQ=="}"#)?;
    }
    Type_Property_ValueTypes_Bytes_put(client) {
        client.bytes_put(&json(r#"{"property":"aGVsbG8sIHdvcmxkIQ=="}"#)?).await?;
    }
    Type_Property_ValueTypes_Int_get(client) {
        same(&client.int_get().await?, r#"{"property":42}"#)?;
    }
    Type_Property_ValueTypes_Int_put(client) {
        client.int_put(&json(r#"{"property":42}"#)?).await?;
    }
    Type_Property_ValueTypes_Float_get(client) {
        same(&client.float_get().await?, r#"{"property":43.125}"#)?;
    }
    Type_Property_ValueTypes_Float_put(client) {
        client.float_put(&json(r#"{"property":43.125}"#)?).await?;
    }
    Type_Property_ValueTypes_Decimal_get(client) {
        same(&client.decimal_get().await?, r#"{"property":0.33333}"#)?;
    }
    Type_Property_ValueTypes_Decimal_put(client) {
        client.decimal_put(&json(r#"{"property":0.33333}"#)?).await?;
    }
    Type_Property_ValueTypes_Decimal128_get(client) {
        same(&client.decimal128_get().await?, r#"{"property":0.33333}"#)?;
    }
    Type_Property_ValueTypes_Decimal128_put(client) {
        client.decimal128_put(&json(r#"{"property":0.33333}"#)?).await?;
    }
    Type_Property_ValueTypes_Datetime_get(client) {
        same(&client.datetime_get().await?, r#"{"property":"2022-08-26T18:38:00Z"}"#)?;
    }
    Type_Property_ValueTypes_Datetime_put(client) {
        client.datetime_put(&json(r#"{"property":"2022-08-26T18:38:00Z"}"#)?).await?;
    }
    Type_Property_ValueTypes_Duration_get(client) {
        same(&client.duration_get().await?, r#"{"property":"P123DT22H14M12.011S"}"#)?;
    }
    Type_Property_ValueTypes_Duration_put(client) {
        client.duration_put(&json(r#"{"property":"P123DT22H14M12.011S"}"#)?).await?;
    }
    Type_Property_ValueTypes_Enum_get(client) {
        same(&client.enum_get().await?, r#"{"property":"ValueOne"}"#)?;
    }
    Type_Property_ValueTypes_Enum_put(client) {
        client.enum_put(&json(r#"{"property":"ValueOne"}"#)?).await?;
    }
    Type_Property_ValueTypes_ExtensibleEnum_get(client) {
        same(&client.extensible_enum_get().await?, r#"{"property":"UnknownValue"}"#)?;
    }
    Type_Property_ValueTypes_ExtensibleEnum_put(client) {
        client.extensible_enum_put(&json(r#"{"property":"UnknownValue"}"#)?).await?;
    }
    Type_Property_ValueTypes_Model_get(client) {
        same(&client.model_get().await?, r#"{"property":{"property":"hello"}}"#)?;
    }
    Type_Property_ValueTypes_Model_put(client) {
        client.model_put(&json(r#"{"property":{"property":"hello"}}"#)?).await?;
    }
    Type_Property_ValueTypes_CollectionsString_get(client) {
        same(&client.collections_string_get().await?, r#"{"property":["hello","world"]}"#)?;
    }
    Type_Property_ValueTypes_CollectionsString_put(client) {
        client.collections_string_put(&json(r#"{"property":["hello","world"]}"#)?).await?;
    }
    Type_Property_ValueTypes_CollectionsInt_get(client) {
        same(&client.collections_int_get().await?, r#"{"property":[1,2]}"#)?;
    }
    Type_Property_ValueTypes_CollectionsInt_put(client) {
        client.collections_int_put(&json(r#"{"property":[1,2]}"#)?).await?;
    }
    Type_Property_ValueTypes_CollectionsModel_get(client) {
        same(&client.collections_model_get().await?, r#"{"property":[{"property":"hello"},{"property":"world"}]}"#)?;
    }
    Type_Property_ValueTypes_CollectionsModel_put(client) {
        client.collections_model_put(&json(r#"{"property":[{"property":"hello"},{"property":"world"}]}"#)?).await?;
    }
    Type_Property_ValueTypes_DictionaryString_get(client) {
        same(&client.dictionary_string_get().await?, r#"{"property":{"k1":"hello","k2":"world"}}"#)?;
    }
    Type_Property_ValueTypes_DictionaryString_put(client) {
        client.dictionary_string_put(&json(r#"{"property":{"k1":"hello","k2":"world"}}"#)?).await?;
    }
    Type_Property_ValueTypes_Never_get(client) {
        same(&client.never_get().await?, r#"{}"#)?;
    }
    Type_Property_ValueTypes_Never_put(client) {
        client.never_put(&json(r#"{}"#)?).await?;
    }
    Type_Property_ValueTypes_UnknownString_get(client) {
        same(&client.unknown_string_get().await?, r#"{"property":"hello"}"#)?;
    }
    Type_Property_ValueTypes_UnknownString_put(client) {
        client.unknown_string_put(&json(r#"{"property":"hello"}"#)?).await?;
    }
    Type_Property_ValueTypes_UnknownInt_get(client) {
        same(&client.unknown_int_get().await?, r#"{"property":42}"#)?;
    }
    Type_Property_ValueTypes_UnknownInt_put(client) {
        client.unknown_int_put(&json(r#"{"property":42}"#)?).await?;
    }
    Type_Property_ValueTypes_UnknownDict_get(client) {
        same(&client.unknown_dict_get().await?, r#"{"property":{"k1":"hello","k2":42}}"#)?;
    }
    Type_Property_ValueTypes_UnknownDict_put(client) {
        client.unknown_dict_put(&json(r#"{"property":{"k1":"hello","k2":42}}"#)?).await?;
    }
    Type_Property_ValueTypes_UnknownArray_get(client) {
        same(&client.unknown_array_get().await?, r#"{"property":["hello","world"]}"#)?;
    }
    Type_Property_ValueTypes_UnknownArray_put(client) {
        client.unknown_array_put(&json(r#"{"property":["hello","world"]}"#)?).await?;
    }
    Type_Property_ValueTypes_StringLiteral_get(client) {
        same(&client.string_literal_get().await?, r#"{"property":"hello"}"#)?;
    }
    Type_Property_ValueTypes_StringLiteral_put(client) {
        client.string_literal_put(&json(r#"{"property":"hello"}"#)?).await?;
    }
    Type_Property_ValueTypes_IntLiteral_get(client) {
        same(&client.int_literal_get().await?, r#"{"property":42}"#)?;
    }
    Type_Property_ValueTypes_IntLiteral_put(client) {
        client.int_literal_put(&json(r#"{"property":42}"#)?).await?;
    }
    Type_Property_ValueTypes_FloatLiteral_get(client) {
        same(&client.float_literal_get().await?, r#"{"property":43.125}"#)?;
    }
    Type_Property_ValueTypes_FloatLiteral_put(client) {
        client.float_literal_put(&json(r#"{"property":43.125}"#)?).await?;
    }
    Type_Property_ValueTypes_BooleanLiteral_get(client) {
        same(&client.boolean_literal_get().await?, r#"{"property":true}"#)?;
    }
    Type_Property_ValueTypes_BooleanLiteral_put(client) {
        client.boolean_literal_put(&json(r#"{"property":true}"#)?).await?;
    }
    Type_Property_ValueTypes_UnionStringLiteral_get(client) {
        same(&client.union_string_literal_get().await?, r#"{"property":"world"}"#)?;
    }
    Type_Property_ValueTypes_UnionStringLiteral_put(client) {
        client.union_string_literal_put(&json(r#"{"property":"world"}"#)?).await?;
    }
    Type_Property_ValueTypes_UnionIntLiteral_get(client) {
        same(&client.union_int_literal_get().await?, r#"{"property":42}"#)?;
    }
    Type_Property_ValueTypes_UnionIntLiteral_put(client) {
        client.union_int_literal_put(&json(r#"{"property":42}"#)?).await?;
    }
    Type_Property_ValueTypes_UnionFloatLiteral_get(client) {
        same(&client.union_float_literal_get().await?, r#"{"property":46.875}"#)?;
    }
    Type_Property_ValueTypes_UnionFloatLiteral_put(client) {
        client.union_float_literal_put(&json(r#"{"property":46.875}"#)?).await?;
    }
    Type_Property_ValueTypes_UnionEnumValue_get(client) {
        same(&client.union_enum_value_get().await?, r#"{"property":"value2"}"#)?;
    }
    Type_Property_ValueTypes_UnionEnumValue_put(client) {
        client.union_enum_value_put(&json(r#"{"property":"value2"}"#)?).await?;
    }
}
