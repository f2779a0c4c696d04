//! Scenarios of `encode/bytes`.

use crate::clients::encode_bytes as m;
use crate::scenario::{asset, equal, json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Bytes_Query_default(client) {
        client.query_default(json::<clientwright_openapi::types::Binary>(r#""dGVzdA==""#)?).await?;
    }
    Encode_Bytes_Query_base64(client) {
        client.query_base64(json::<clientwright_openapi::types::Binary>(r#""dGVzdA==""#)?).await?;
    }
    Encode_Bytes_Query_base64url(client) {
        client.query_base64url(json::<clientwright_openapi::types::Binary>(r#""dGVzdA""#)?).await?;
    }
    Encode_Bytes_Query_base64urlArray(client) {
        client.query_base64url_array(json::<Vec<clientwright_openapi::types::Binary>>(r#"["dGVzdA","dGVzdA"]"#)?).await?;
    }
    Encode_Bytes_Property_default(client) {
        same(&client.property_default(&json(r#"{"value":"dGVzdA=="}"#)?).await?, r#"{"value":"dGVzdA=="}"#)?;
    }
    Encode_Bytes_Property_base64(client) {
        same(&client.property_base64(&json(r#"{"value":"dGVzdA=="}"#)?).await?, r#"{"value":"dGVzdA=="}"#)?;
    }
    Encode_Bytes_Property_base64url(client) {
        same(&client.property_base64url(&json(r#"{"value":"dGVzdA"}"#)?).await?, r#"{"value":"dGVzdA"}"#)?;
    }
    Encode_Bytes_Property_base64urlArray(client) {
        same(&client.property_base64url_array(&json(r#"{"value":["dGVzdA","dGVzdA"]}"#)?).await?, r#"{"value":["dGVzdA","dGVzdA"]}"#)?;
    }
    Encode_Bytes_Header_default(client) {
        client.header_default(json::<clientwright_openapi::types::Binary>(r#""dGVzdA==""#)?).await?;
    }
    Encode_Bytes_Header_base64(client) {
        client.header_base64(json::<clientwright_openapi::types::Binary>(r#""dGVzdA==""#)?).await?;
    }
    Encode_Bytes_Header_base64url(client) {
        client.header_base64url(json::<clientwright_openapi::types::Binary>(r#""dGVzdA""#)?).await?;
    }
    Encode_Bytes_Header_base64urlArray(client) {
        client.header_base64url_array(json::<Vec<clientwright_openapi::types::Binary>>(r#"["dGVzdA","dGVzdA"]"#)?).await?;
    }
    Encode_Bytes_RequestBody_default(client) {
        client.request_body_default(asset("image.png")?).await?;
    }
    Encode_Bytes_RequestBody_base64(client) {
        client.request_body_base64(&json(r#""dGVzdA==""#)?).await?;
    }
    Encode_Bytes_RequestBody_base64url(client) {
        client.request_body_base64url(&json(r#""dGVzdA""#)?).await?;
    }
    Encode_Bytes_RequestBody_customContentType(client) {
        client.request_body_custom_content_type(asset("image.png")?).await?;
    }
    Encode_Bytes_RequestBody_octetStream(client) {
        client.request_body_octet_stream(asset("image.png")?).await?;
    }
    Encode_Bytes_ResponseBody_default(client) {
        equal(&client.response_body_default().await?, &asset("image.png")?)?;
    }
    Encode_Bytes_ResponseBody_base64(client) {
        same(&client.response_body_base64().await?, r#""dGVzdA==""#)?;
    }
    Encode_Bytes_ResponseBody_base64url(client) {
        same(&client.response_body_base64url().await?, r#""dGVzdA""#)?;
    }
    Encode_Bytes_ResponseBody_customContentType(client) {
        equal(&client.response_body_custom_content_type().await?, &asset("image.png")?)?;
    }
    Encode_Bytes_ResponseBody_octetStream(client) {
        equal(&client.response_body_octet_stream().await?, &asset("image.png")?)?;
    }
}
