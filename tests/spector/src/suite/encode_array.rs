//! Scenarios of `encode/array`.

use crate::clients::encode_array as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Array_Property_commaDelimited(client) {
        same(&client.property_comma_delimited(&json(r#"{"value":"blue,red,green"}"#)?).await?, r#"{"value":"blue,red,green"}"#)?;
    }
    Encode_Array_Property_spaceDelimited(client) {
        same(&client.property_space_delimited(&json(r#"{"value":"blue red green"}"#)?).await?, r#"{"value":"blue red green"}"#)?;
    }
    Encode_Array_Property_pipeDelimited(client) {
        same(&client.property_pipe_delimited(&json(r#"{"value":"blue|red|green"}"#)?).await?, r#"{"value":"blue|red|green"}"#)?;
    }
    Encode_Array_Property_newlineDelimited(client) {
        same(&client.property_newline_delimited(&json(r#"{"value":"blue\nred\ngreen"}"#)?).await?, r#"{"value":"blue\nred\ngreen"}"#)?;
    }
    Encode_Array_Property_enumCommaDelimited(client) {
        same(&client.property_enum_comma_delimited(&json(r#"{"value":"blue,red,green"}"#)?).await?, r#"{"value":"blue,red,green"}"#)?;
    }
    Encode_Array_Property_enumSpaceDelimited(client) {
        same(&client.property_enum_space_delimited(&json(r#"{"value":"blue red green"}"#)?).await?, r#"{"value":"blue red green"}"#)?;
    }
    Encode_Array_Property_enumPipeDelimited(client) {
        same(&client.property_enum_pipe_delimited(&json(r#"{"value":"blue|red|green"}"#)?).await?, r#"{"value":"blue|red|green"}"#)?;
    }
    Encode_Array_Property_enumNewlineDelimited(client) {
        same(&client.property_enum_newline_delimited(&json(r#"{"value":"blue\nred\ngreen"}"#)?).await?, r#"{"value":"blue\nred\ngreen"}"#)?;
    }
    Encode_Array_Property_extensibleEnumCommaDelimited(client) {
        same(&client.property_extensible_enum_comma_delimited(&json(r#"{"value":"blue,red,green"}"#)?).await?, r#"{"value":"blue,red,green"}"#)?;
    }
    Encode_Array_Property_extensibleEnumSpaceDelimited(client) {
        same(&client.property_extensible_enum_space_delimited(&json(r#"{"value":"blue red green"}"#)?).await?, r#"{"value":"blue red green"}"#)?;
    }
    Encode_Array_Property_extensibleEnumPipeDelimited(client) {
        same(&client.property_extensible_enum_pipe_delimited(&json(r#"{"value":"blue|red|green"}"#)?).await?, r#"{"value":"blue|red|green"}"#)?;
    }
    Encode_Array_Property_extensibleEnumNewlineDelimited(client) {
        same(&client.property_extensible_enum_newline_delimited(&json(r#"{"value":"blue\nred\ngreen"}"#)?).await?, r#"{"value":"blue\nred\ngreen"}"#)?;
    }
}
