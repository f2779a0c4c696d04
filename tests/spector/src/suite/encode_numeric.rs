//! Scenarios of `encode/numeric`.

use crate::clients::encode_numeric as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Numeric_Property_safeintAsString(client) {
        same(&client.property_safeint_as_string(&json(r#"{"value":"10000000000"}"#)?).await?, r#"{"value":"10000000000"}"#)?;
    }
    Encode_Numeric_Property_uint32AsStringOptional(client) {
        same(&client.property_uint32_as_string_optional(&json(r#"{"value":"1"}"#)?).await?, r#"{"value":"1"}"#)?;
    }
    Encode_Numeric_Property_uint8AsString(client) {
        same(&client.property_uint8_as_string(&json(r#"{"value":"255"}"#)?).await?, r#"{"value":"255"}"#)?;
    }
}
