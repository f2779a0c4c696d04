//! Scenarios of `type/scalar`.

use crate::clients::type_scalar as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Scalar_String_get(client) {
        same(&client.string_get().await?, r#""test""#)?;
    }
    Type_Scalar_String_put(client) {
        client.string_put(&json(r#""test""#)?).await?;
    }
    Type_Scalar_Boolean_get(client) {
        same(&client.boolean_get().await?, r#"true"#)?;
    }
    Type_Scalar_Boolean_put(client) {
        client.boolean_put(&json(r#"true"#)?).await?;
    }
    Type_Scalar_Unknown_get(client) {
        same(&client.unknown_get().await?, r#""test""#)?;
    }
    Type_Scalar_Unknown_put(client) {
        client.unknown_put(&json(r#""test""#)?).await?;
    }
    Type_Scalar_DecimalType_responseBody(client) {
        same(&client.decimal_type_response_body().await?, r#"0.33333"#)?;
    }
    Type_Scalar_Decimal128Type_responseBody(client) {
        same(&client.decimal128_type_response_body().await?, r#"0.33333"#)?;
    }
    Type_Scalar_DecimalType_requestBody(client) {
        client.decimal_type_request_body(&json(r#"0.33333"#)?).await?;
    }
    Type_Scalar_Decimal128Type_requestBody(client) {
        client.decimal128_type_request_body(&json(r#"0.33333"#)?).await?;
    }
    Type_Scalar_DecimalType_requestParameter(client) {
        client.decimal_type_request_parameter(json::<clientwright_openapi::types::Decimal>(r#""0.33333""#)?).await?;
    }
    Type_Scalar_Decimal128Type_requestParameter(client) {
        client.decimal128_type_request_parameter(json::<clientwright_openapi::types::Decimal>(r#""0.33333""#)?).await?;
    }
    Type_Scalar_DecimalVerify_prepareVerify(client) {
        same(&client.decimal_verify_prepare_verify().await?, r#"[0.1,0.1,0.1]"#)?;
    }
    Type_Scalar_Decimal128Verify_prepareVerify(client) {
        same(&client.decimal128_verify_prepare_verify().await?, r#"[0.1,0.1,0.1]"#)?;
    }
    Type_Scalar_DecimalVerify_verify(client) {
        client.decimal_verify_verify(&json(r#"0.3"#)?).await?;
    }
    Type_Scalar_Decimal128Verify_verify(client) {
        client.decimal128_verify_verify(&json(r#"0.3"#)?).await?;
    }
}
