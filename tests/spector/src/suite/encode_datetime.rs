//! Scenarios of `encode/datetime`.

use crate::clients::encode_datetime as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Datetime_Query_default(client) {
        client.query_default(json::<clientwright_openapi::types::DateTimeOffset>(r#""2022-08-26T18:38:00.000Z""#)?).await?;
    }
    Encode_Datetime_Query_rfc3339(client) {
        client.query_rfc3339(json::<clientwright_openapi::types::DateTimeOffset>(r#""2022-08-26T18:38:00.000Z""#)?).await?;
    }
    Encode_Datetime_Query_rfc7231(client) {
        client.query_rfc7231("Fri, 26 Aug 2022 14:38:00 GMT").await?;
    }
    Encode_Datetime_Query_unixTimestamp(client) {
        client.query_unix_timestamp(1686566864).await?;
    }
    Encode_Datetime_Query_unixTimestampArray(client) {
        client.query_unix_timestamp_array(json::<Vec<i64>>(r#"[1686566864,1686734256]"#)?).await?;
    }
    Encode_Datetime_Property_default(client) {
        same(&client.property_default(&json(r#"{"value":"2022-08-26T18:38:00.000Z"}"#)?).await?, r#"{"value":"2022-08-26T18:38:00.000Z"}"#)?;
    }
    Encode_Datetime_Property_rfc3339(client) {
        same(&client.property_rfc3339(&json(r#"{"value":"2022-08-26T18:38:00.000Z"}"#)?).await?, r#"{"value":"2022-08-26T18:38:00.000Z"}"#)?;
    }
    Encode_Datetime_Property_rfc7231(client) {
        same(&client.property_rfc7231(&json(r#"{"value":"Fri, 26 Aug 2022 14:38:00 GMT"}"#)?).await?, r#"{"value":"Fri, 26 Aug 2022 14:38:00 GMT"}"#)?;
    }
    Encode_Datetime_Property_unixTimestamp(client) {
        same(&client.property_unix_timestamp(&json(r#"{"value":1686566864}"#)?).await?, r#"{"value":1686566864}"#)?;
    }
    Encode_Datetime_Property_unixTimestampArray(client) {
        same(&client.property_unix_timestamp_array(&json(r#"{"value":[1686566864,1686734256]}"#)?).await?, r#"{"value":[1686566864,1686734256]}"#)?;
    }
    Encode_Datetime_Header_default(client) {
        client.header_default("Fri, 26 Aug 2022 14:38:00 GMT").await?;
    }
    Encode_Datetime_Header_rfc3339(client) {
        client.header_rfc3339(json::<clientwright_openapi::types::DateTimeOffset>(r#""2022-08-26T18:38:00.000Z""#)?).await?;
    }
    Encode_Datetime_Header_rfc7231(client) {
        client.header_rfc7231("Fri, 26 Aug 2022 14:38:00 GMT").await?;
    }
    Encode_Datetime_Header_unixTimestamp(client) {
        client.header_unix_timestamp(1686566864).await?;
    }
    Encode_Datetime_Header_unixTimestampArray(client) {
        client.header_unix_timestamp_array(json::<Vec<i64>>(r#"[1686566864,1686734256]"#)?).await?;
    }
    Encode_Datetime_ResponseHeader_default(client) {
        client.response_header_default().await?;
    }
    Encode_Datetime_ResponseHeader_rfc3339(client) {
        client.response_header_rfc3339().await?;
    }
    Encode_Datetime_ResponseHeader_rfc7231(client) {
        client.response_header_rfc7231().await?;
    }
    Encode_Datetime_ResponseHeader_unixTimestamp(client) {
        client.response_header_unix_timestamp().await?;
    }
}
