//! Scenarios of `payload/xml`.

use crate::clients::payload_xml as m;
use crate::scenario::{json, refused, same, scenarios};

scenarios! {
    |server| server.client();
    Payload_Xml_ModelWithDatetimeValue_get(client) {
        same(&client.model_with_datetime_value_get().await?, r#"{"rfc3339":"2022-08-26T18:38:00.000Z","rfc7231":"Fri, 26 Aug 2022 14:38:00 GMT"}"#)?;
    }
    Payload_Xml_ModelWithDatetimeValue_put(client) {
        client.model_with_datetime_value_put(&json(r#"{"rfc3339":"2022-08-26T18:38:00.000Z","rfc7231":"Fri, 26 Aug 2022 14:38:00 GMT"}"#)?).await?;
    }
    Payload_Xml_SimpleModelValue_get(client) {
        same(&client.simple_model_value_get().await?, r#"{"name":"foo","age":123}"#)?;
    }
    Payload_Xml_SimpleModelValue_put(client) {
        client.simple_model_value_put(&json(r#"{"name":"foo","age":123}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedPropertyValue_get(client) {
        same(&client.model_with_renamed_property_value_get().await?, r#"{"title":"foo","author":"bar"}"#)?;
    }
    Payload_Xml_ModelWithRenamedPropertyValue_put(client) {
        client.model_with_renamed_property_value_put(&json(r#"{"title":"foo","author":"bar"}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedFieldsValue_get(client) {
        same(&client.model_with_renamed_fields_value_get().await?, r#"{"inputData":{"name":"foo","age":123},"outputData":{"name":"bar","age":456}}"#)?;
    }
    Payload_Xml_ModelWithRenamedFieldsValue_put(client) {
        client.model_with_renamed_fields_value_put(&json(r#"{"inputData":{"name":"foo","age":123},"outputData":{"name":"bar","age":456}}"#)?).await?;
    }
    Payload_Xml_ModelWithNestedModelValue_get(client) {
        same(&client.model_with_nested_model_value_get().await?, r#"{"nested":{"name":"foo","age":123}}"#)?;
    }
    Payload_Xml_ModelWithNestedModelValue_put(client) {
        client.model_with_nested_model_value_put(&json(r#"{"nested":{"name":"foo","age":123}}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedNestedModelValue_get(client) {
        same(&client.model_with_renamed_nested_model_value_get().await?, r#"{"author":{"name":"foo"}}"#)?;
    }
    Payload_Xml_ModelWithRenamedNestedModelValue_put(client) {
        client.model_with_renamed_nested_model_value_put(&json(r#"{"author":{"name":"foo"}}"#)?).await?;
    }
    Payload_Xml_ModelWithSimpleArraysValue_get(client) {
        same(&client.model_with_simple_arrays_value_get().await?, r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?;
    }
    Payload_Xml_ModelWithSimpleArraysValue_put(client) {
        client.model_with_simple_arrays_value_put(&json(r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?).await?;
    }
    Payload_Xml_ModelWithArrayOfModelValue_get(client) {
        same(&client.model_with_array_of_model_value_get().await?, r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?;
    }
    Payload_Xml_ModelWithArrayOfModelValue_put(client) {
        client.model_with_array_of_model_value_put(&json(r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?).await?;
    }
    Payload_Xml_ModelWithEmptyArrayValue_get(client) {
        same(&client.model_with_empty_array_value_get().await?, r#"{"items":[]}"#)?;
    }
    Payload_Xml_ModelWithEmptyArrayValue_put(client) {
        client.model_with_empty_array_value_put(&json(r#"{"items":[]}"#)?).await?;
    }
    Payload_Xml_ModelWithTextValue_get(client) {
        same(&client.model_with_text_value_get().await?, r#"{"language":"foo","content":"\n  This is some text.\n"}"#)?;
    }
    Payload_Xml_ModelWithTextValue_put(client) {
        client.model_with_text_value_put(&json(r#"{"language":"foo","content":"\n  This is some text.\n"}"#)?).await?;
    }
    Payload_Xml_ModelWithUnwrappedArrayValue_get(client) {
        same(&client.model_with_unwrapped_array_value_get().await?, r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?;
    }
    Payload_Xml_ModelWithUnwrappedArrayValue_put(client) {
        client.model_with_unwrapped_array_value_put(&json(r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedArraysValue_get(client) {
        same(&client.model_with_renamed_arrays_value_get().await?, r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?;
    }
    Payload_Xml_ModelWithRenamedArraysValue_put(client) {
        client.model_with_renamed_arrays_value_put(&json(r#"{"colors":["red","green","blue"],"counts":[1,2]}"#)?).await?;
    }
    Payload_Xml_ModelWithWrappedPrimitiveCustomItemNamesValue_get(client) {
        same(&client.model_with_wrapped_primitive_custom_item_names_value_get().await?, r#"{"tags":["fiction","classic"]}"#)?;
    }
    Payload_Xml_ModelWithWrappedPrimitiveCustomItemNamesValue_put(client) {
        client.model_with_wrapped_primitive_custom_item_names_value_put(&json(r#"{"tags":["fiction","classic"]}"#)?).await?;
    }
    Payload_Xml_ModelWithUnwrappedModelArrayValue_get(client) {
        same(&client.model_with_unwrapped_model_array_value_get().await?, r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?;
    }
    Payload_Xml_ModelWithUnwrappedModelArrayValue_put(client) {
        client.model_with_unwrapped_model_array_value_put(&json(r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedWrappedModelArrayValue_get(client) {
        same(&client.model_with_renamed_wrapped_model_array_value_get().await?, r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?;
    }
    Payload_Xml_ModelWithRenamedWrappedModelArrayValue_put(client) {
        client.model_with_renamed_wrapped_model_array_value_put(&json(r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedUnwrappedModelArrayValue_get(client) {
        same(&client.model_with_renamed_unwrapped_model_array_value_get().await?, r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?;
    }
    Payload_Xml_ModelWithRenamedUnwrappedModelArrayValue_put(client) {
        client.model_with_renamed_unwrapped_model_array_value_put(&json(r#"{"items":[{"name":"foo","age":123},{"name":"bar","age":456}]}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedWrappedAndItemModelArrayValue_get(client) {
        same(&client.model_with_renamed_wrapped_and_item_model_array_value_get().await?, r#"{"books":[{"title":"The Great Gatsby"},{"title":"Les Miserables"}]}"#)?;
    }
    Payload_Xml_ModelWithRenamedWrappedAndItemModelArrayValue_put(client) {
        client.model_with_renamed_wrapped_and_item_model_array_value_put(&json(r#"{"books":[{"title":"The Great Gatsby"},{"title":"Les Miserables"}]}"#)?).await?;
    }
    Payload_Xml_ModelWithAttributesValue_get(client) {
        same(&client.model_with_attributes_value_get().await?, r#"{"id1":123,"id2":"foo","enabled":true}"#)?;
    }
    Payload_Xml_ModelWithAttributesValue_put(client) {
        client.model_with_attributes_value_put(&json(r#"{"id1":123,"id2":"foo","enabled":true}"#)?).await?;
    }
    Payload_Xml_ModelWithRenamedAttributeValue_get(client) {
        same(&client.model_with_renamed_attribute_value_get().await?, r#"{"id":123,"title":"The Great Gatsby","author":"F. Scott Fitzgerald"}"#)?;
    }
    Payload_Xml_ModelWithRenamedAttributeValue_put(client) {
        client.model_with_renamed_attribute_value_put(&json(r#"{"id":123,"title":"The Great Gatsby","author":"F. Scott Fitzgerald"}"#)?).await?;
    }
    Payload_Xml_ModelWithNamespaceValue_get(client) {
        same(&client.model_with_namespace_value_get().await?, r#"{"id":123,"title":"The Great Gatsby"}"#)?;
    }
    Payload_Xml_ModelWithNamespaceValue_put(client) {
        client.model_with_namespace_value_put(&json(r#"{"id":123,"title":"The Great Gatsby"}"#)?).await?;
    }
    Payload_Xml_ModelWithNamespaceOnPropertiesValue_get(client) {
        same(&client.model_with_namespace_on_properties_value_get().await?, r#"{"id":123,"title":"The Great Gatsby","author":"F. Scott Fitzgerald"}"#)?;
    }
    Payload_Xml_ModelWithNamespaceOnPropertiesValue_put(client) {
        client.model_with_namespace_on_properties_value_put(&json(r#"{"id":123,"title":"The Great Gatsby","author":"F. Scott Fitzgerald"}"#)?).await?;
    }
    Payload_Xml_ModelWithOptionalFieldValue_get(client) {
        same(&client.model_with_optional_field_value_get().await?, r#"{"item":"widget"}"#)?;
    }
    Payload_Xml_ModelWithOptionalFieldValue_put(client) {
        client.model_with_optional_field_value_put(&json(r#"{"item":"widget"}"#)?).await?;
    }
    Payload_Xml_ModelWithDictionaryValue_get(client) {
        same(&client.model_with_dictionary_value_get().await?, r#"{"metadata":{"Color":"blue","Count":"123","Enabled":"false"}}"#)?;
    }
    Payload_Xml_ModelWithDictionaryValue_put(client) {
        client.model_with_dictionary_value_put(&json(r#"{"metadata":{"Color":"blue","Count":"123","Enabled":"false"}}"#)?).await?;
    }
    Payload_Xml_ModelWithEncodedNamesValue_get(client) {
        same(&client.model_with_encoded_names_value_get().await?, r#"{"modelData":{"name":"foo","age":123},"colors":["red","green","blue"]}"#)?;
    }
    Payload_Xml_ModelWithEncodedNamesValue_put(client) {
        client.model_with_encoded_names_value_put(&json(r#"{"modelData":{"name":"foo","age":123},"colors":["red","green","blue"]}"#)?).await?;
    }
    Payload_Xml_ModelWithEnumValue_get(client) {
        same(&client.model_with_enum_value_get().await?, r#"{"status":"success"}"#)?;
    }
    Payload_Xml_ModelWithEnumValue_put(client) {
        client.model_with_enum_value_put(&json(r#"{"status":"success"}"#)?).await?;
    }
    Payload_Xml_XmlErrorValue_get(client) {
        refused(client.xml_error_value_get().await, 400)?;
    }
}
