//! Scenarios of `type/property/additional-properties`.

use crate::clients::type_property_additional_properties as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Property_AdditionalProperties_ExtendsUnknown_get(client) {
        same(&client.extends_unknown_get().await?, r#"{"name":"ExtendsUnknownAdditionalProperties","prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsUnknown_put(client) {
        client.extends_unknown_put(&json(r#"{"name":"ExtendsUnknownAdditionalProperties","prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsUnknownDerived_get(client) {
        same(&client.extends_unknown_derived_get().await?, r#"{"name":"ExtendsUnknownAdditionalProperties","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsUnknownDerived_put(client) {
        client.extends_unknown_derived_put(&json(r#"{"name":"ExtendsUnknownAdditionalProperties","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_get(client) {
        same(&client.extends_unknown_discriminated_get().await?, r#"{"kind":"derived","name":"Derived","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated_put(client) {
        client.extends_unknown_discriminated_put(&json(r#"{"kind":"derived","name":"Derived","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsUnknown_get(client) {
        same(&client.is_unknown_get().await?, r#"{"name":"IsUnknownAdditionalProperties","prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_IsUnknown_put(client) {
        client.is_unknown_put(&json(r#"{"name":"IsUnknownAdditionalProperties","prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsUnknownDerived_get(client) {
        same(&client.is_unknown_derived_get().await?, r#"{"name":"IsUnknownAdditionalProperties","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_IsUnknownDerived_put(client) {
        client.is_unknown_derived_put(&json(r#"{"name":"IsUnknownAdditionalProperties","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsUnknownDiscriminated_get(client) {
        same(&client.is_unknown_discriminated_get().await?, r#"{"kind":"derived","name":"Derived","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_IsUnknownDiscriminated_put(client) {
        client.is_unknown_discriminated_put(&json(r#"{"kind":"derived","name":"Derived","index":314,"age":2.71875,"prop1":32,"prop2":true,"prop3":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsString_get(client) {
        same(&client.extends_string_get().await?, r#"{"name":"ExtendsStringAdditionalProperties","prop":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsString_put(client) {
        client.extends_string_put(&json(r#"{"name":"ExtendsStringAdditionalProperties","prop":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsString_get(client) {
        same(&client.is_string_get().await?, r#"{"name":"IsStringAdditionalProperties","prop":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_IsString_put(client) {
        client.is_string_put(&json(r#"{"name":"IsStringAdditionalProperties","prop":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsFloat_get(client) {
        same(&client.extends_float_get().await?, r#"{"id":43.125,"prop":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsFloat_put(client) {
        client.extends_float_put(&json(r#"{"id":43.125,"prop":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsFloat_get(client) {
        same(&client.is_float_get().await?, r#"{"id":43.125,"prop":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_IsFloat_put(client) {
        client.is_float_put(&json(r#"{"id":43.125,"prop":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsModel_get(client) {
        same(&client.extends_model_get().await?, r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsModel_put(client) {
        client.extends_model_put(&json(r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsModel_get(client) {
        same(&client.is_model_get().await?, r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?;
    }
    Type_Property_AdditionalProperties_IsModel_put(client) {
        client.is_model_put(&json(r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsModelArray_get(client) {
        same(&client.extends_model_array_get().await?, r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsModelArray_put(client) {
        client.extends_model_array_put(&json(r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?).await?;
    }
    Type_Property_AdditionalProperties_IsModelArray_get(client) {
        same(&client.is_model_array_get().await?, r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?;
    }
    Type_Property_AdditionalProperties_IsModelArray_put(client) {
        client.is_model_array_put(&json(r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadString_get(client) {
        same(&client.spread_string_get().await?, r#"{"name":"SpreadSpringRecord","prop":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadString_put(client) {
        client.spread_string_put(&json(r#"{"name":"SpreadSpringRecord","prop":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadFloat_get(client) {
        same(&client.spread_float_get().await?, r#"{"id":43.125,"prop":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadFloat_put(client) {
        client.spread_float_put(&json(r#"{"id":43.125,"prop":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadModel_get(client) {
        same(&client.spread_model_get().await?, r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadModel_put(client) {
        client.spread_model_put(&json(r#"{"knownProp":{"state":"ok"},"prop":{"state":"ok"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadModelArray_get(client) {
        same(&client.spread_model_array_get().await?, r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadModelArray_put(client) {
        client.spread_model_array_put(&json(r#"{"knownProp":[{"state":"ok"},{"state":"ok"}],"prop":[{"state":"ok"},{"state":"ok"}]}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentString_get(client) {
        same(&client.spread_different_string_get().await?, r#"{"id":43.125,"prop":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentString_put(client) {
        client.spread_different_string_put(&json(r#"{"id":43.125,"prop":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentFloat_get(client) {
        same(&client.spread_different_float_get().await?, r#"{"name":"abc","prop":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentFloat_put(client) {
        client.spread_different_float_put(&json(r#"{"name":"abc","prop":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentModel_get(client) {
        same(&client.spread_different_model_get().await?, r#"{"knownProp":"abc","prop":{"state":"ok"}}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentModel_put(client) {
        client.spread_different_model_put(&json(r#"{"knownProp":"abc","prop":{"state":"ok"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentModelArray_get(client) {
        same(&client.spread_different_model_array_get().await?, r#"{"knownProp":"abc","prop":[{"state":"ok"},{"state":"ok"}]}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadDifferentModelArray_put(client) {
        client.spread_different_model_array_put(&json(r#"{"knownProp":"abc","prop":[{"state":"ok"},{"state":"ok"}]}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_get(client) {
        same(&client.extends_different_spread_string_get().await?, r#"{"id":43.125,"prop":"abc","derivedProp":"abc"}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadString_put(client) {
        client.extends_different_spread_string_put(&json(r#"{"id":43.125,"prop":"abc","derivedProp":"abc"}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_get(client) {
        same(&client.extends_different_spread_float_get().await?, r#"{"name":"abc","prop":43.125,"derivedProp":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat_put(client) {
        client.extends_different_spread_float_put(&json(r#"{"name":"abc","prop":43.125,"derivedProp":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_get(client) {
        same(&client.extends_different_spread_model_get().await?, r#"{"knownProp":"abc","prop":{"state":"ok"},"derivedProp":{"state":"ok"}}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel_put(client) {
        client.extends_different_spread_model_put(&json(r#"{"knownProp":"abc","prop":{"state":"ok"},"derivedProp":{"state":"ok"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_get(client) {
        same(&client.extends_different_spread_model_array_get().await?, r#"{"knownProp":"abc","prop":[{"state":"ok"},{"state":"ok"}],"derivedProp":[{"state":"ok"},{"state":"ok"}]}"#)?;
    }
    Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray_put(client) {
        client.extends_different_spread_model_array_put(&json(r#"{"knownProp":"abc","prop":[{"state":"ok"},{"state":"ok"}],"derivedProp":[{"state":"ok"},{"state":"ok"}]}"#)?).await?;
    }
    Type_Property_AdditionalProperties_MultipleSpread_get(client) {
        same(&client.multiple_spread_get().await?, r#"{"flag":true,"prop1":"abc","prop2":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_MultipleSpread_put(client) {
        client.multiple_spread_put(&json(r#"{"flag":true,"prop1":"abc","prop2":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadRecordUnion_get(client) {
        same(&client.spread_record_union_get().await?, r#"{"flag":true,"prop1":"abc","prop2":43.125}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadRecordUnion_put(client) {
        client.spread_record_union_put(&json(r#"{"flag":true,"prop1":"abc","prop2":43.125}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_get(client) {
        same(&client.spread_record_non_discriminated_union_get().await?, r#"{"name":"abc","prop1":{"kind":"kind0","fooProp":"abc"},"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion_put(client) {
        client.spread_record_non_discriminated_union_put(&json(r#"{"name":"abc","prop1":{"kind":"kind0","fooProp":"abc"},"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_get(client) {
        same(&client.spread_record_non_discriminated_union2_get().await?, r#"{"name":"abc","prop1":{"kind":"kind1","start":"2021-01-01T00:00:00Z"},"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2_put(client) {
        client.spread_record_non_discriminated_union2_put(&json(r#"{"name":"abc","prop1":{"kind":"kind1","start":"2021-01-01T00:00:00Z"},"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?).await?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_get(client) {
        same(&client.spread_record_non_discriminated_union3_get().await?, r#"{"name":"abc","prop1":[{"kind":"kind1","start":"2021-01-01T00:00:00Z"},{"kind":"kind1","start":"2021-01-01T00:00:00Z"}],"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?;
    }
    Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3_put(client) {
        client.spread_record_non_discriminated_union3_put(&json(r#"{"name":"abc","prop1":[{"kind":"kind1","start":"2021-01-01T00:00:00Z"},{"kind":"kind1","start":"2021-01-01T00:00:00Z"}],"prop2":{"kind":"kind1","start":"2021-01-01T00:00:00Z","end":"2021-01-02T00:00:00Z"}}"#)?).await?;
    }
}
