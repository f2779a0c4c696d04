//! Scenarios of `encode/duration`.

use clientwright_openapi::types::IsoDuration;

use crate::clients::encode_duration as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Duration_Property_default(client) {
        same(&client.property_default(&json(r#"{"value":"P40D"}"#)?).await?, r#"{"value":"P40D"}"#)?;
    }
    Encode_Duration_Property_floatSeconds(client) {
        same(&client.property_float_seconds(&json(r#"{"value":35.625}"#)?).await?, r#"{"value":35.625}"#)?;
    }
    Encode_Duration_Property_float64Seconds(client) {
        same(&client.property_float64_seconds(&json(r#"{"value":35.625}"#)?).await?, r#"{"value":35.625}"#)?;
    }
    Encode_Duration_Property_int32Seconds(client) {
        same(&client.property_int32_seconds(&json(r#"{"value":36}"#)?).await?, r#"{"value":36}"#)?;
    }
    Encode_Duration_Property_iso8601(client) {
        same(&client.property_iso8601(&json(r#"{"value":"P40D"}"#)?).await?, r#"{"value":"P40D"}"#)?;
    }
    Encode_Duration_Property_floatSecondsArray(client) {
        same(&client.property_float_seconds_array(&json(r#"{"value":[35.625,46.75]}"#)?).await?, r#"{"value":[35.625,46.75]}"#)?;
    }
    Encode_Duration_Property_int32Milliseconds(client) {
        same(&client.property_int32_milliseconds(&json(r#"{"value":36000}"#)?).await?, r#"{"value":36000}"#)?;
    }
    Encode_Duration_Property_floatMilliseconds(client) {
        same(&client.property_float_milliseconds(&json(r#"{"value":35625}"#)?).await?, r#"{"value":35625}"#)?;
    }
    Encode_Duration_Property_float64Milliseconds(client) {
        same(&client.property_float64_milliseconds(&json(r#"{"value":35625}"#)?).await?, r#"{"value":35625}"#)?;
    }
    Encode_Duration_Property_floatMillisecondsArray(client) {
        same(&client.property_float_milliseconds_array(&json(r#"{"value":[35625,46750]}"#)?).await?, r#"{"value":[35625,46750]}"#)?;
    }
    Encode_Duration_Property_int32SecondsLargerUnit(client) {
        same(&client.property_int32_seconds_larger_unit(&json(r#"{"value":120}"#)?).await?, r#"{"value":120}"#)?;
    }
    Encode_Duration_Property_floatSecondsLargerUnit(client) {
        same(&client.property_float_seconds_larger_unit(&json(r#"{"value":150}"#)?).await?, r#"{"value":150}"#)?;
    }
    Encode_Duration_Property_int32MillisecondsLargerUnit(client) {
        same(&client.property_int32_milliseconds_larger_unit(&json(r#"{"value":180000}"#)?).await?, r#"{"value":180000}"#)?;
    }
    Encode_Duration_Property_floatMillisecondsLargerUnit(client) {
        same(&client.property_float_milliseconds_larger_unit(&json(r#"{"value":210000}"#)?).await?, r#"{"value":210000}"#)?;
    }
    Encode_Duration_Query_default(client) {
        client.query_default(json::<IsoDuration>(r#""P40D""#)?).await?;
    }
    Encode_Duration_Query_iso8601(client) {
        client.query_iso8601(json::<IsoDuration>(r#""P40D""#)?).await?;
    }
    Encode_Duration_Query_int32Seconds(client) {
        client.query_int32_seconds(36).await?;
    }
    Encode_Duration_Query_int32SecondsArray(client) {
        client.query_int32_seconds_array(json::<Vec<i32>>(r#"[36,47]"#)?).await?;
    }
    Encode_Duration_Query_floatSeconds(client) {
        client.query_float_seconds(35.625).await?;
    }
    Encode_Duration_Query_float64Seconds(client) {
        client.query_float64_seconds(35.625).await?;
    }
    Encode_Duration_Query_int32Milliseconds(client) {
        client.query_int32_milliseconds(36000).await?;
    }
    Encode_Duration_Query_floatMilliseconds(client) {
        client.query_float_milliseconds(35625.0).await?;
    }
    Encode_Duration_Query_float64Milliseconds(client) {
        client.query_float64_milliseconds(35625.0).await?;
    }
    Encode_Duration_Query_int32MillisecondsArray(client) {
        client.query_int32_milliseconds_array(json::<Vec<i32>>(r#"[36000,47000]"#)?).await?;
    }
    Encode_Duration_Query_int32SecondsLargerUnit(client) {
        client.query_int32_seconds_larger_unit(120).await?;
    }
    Encode_Duration_Query_floatSecondsLargerUnit(client) {
        client.query_float_seconds_larger_unit(150.0).await?;
    }
    Encode_Duration_Query_int32MillisecondsLargerUnit(client) {
        client.query_int32_milliseconds_larger_unit(180000).await?;
    }
    Encode_Duration_Query_floatMillisecondsLargerUnit(client) {
        client.query_float_milliseconds_larger_unit(210000.0).await?;
    }
    Encode_Duration_Header_default(client) {
        client.header_default(json::<IsoDuration>(r#""P40D""#)?).await?;
    }
    Encode_Duration_Header_iso8601(client) {
        client.header_iso8601(json::<IsoDuration>(r#""P40D""#)?).await?;
    }
    Encode_Duration_Header_int32Seconds(client) {
        client.header_int32_seconds(36).await?;
    }
    Encode_Duration_Header_floatSeconds(client) {
        client.header_float_seconds(35.625).await?;
    }
    Encode_Duration_Header_float64Seconds(client) {
        client.header_float64_seconds(35.625).await?;
    }
    Encode_Duration_Header_iso8601Array(client) {
        client.header_iso8601_array(json::<Vec<IsoDuration>>(r#"["P40D","P50D"]"#)?).await?;
    }
    Encode_Duration_Header_int32Milliseconds(client) {
        client.header_int32_milliseconds(36000).await?;
    }
    Encode_Duration_Header_floatMilliseconds(client) {
        client.header_float_milliseconds(35625.0).await?;
    }
    Encode_Duration_Header_float64Milliseconds(client) {
        client.header_float64_milliseconds(35625.0).await?;
    }
    Encode_Duration_Header_int32MillisecondsArray(client) {
        client.header_int32_milliseconds_array(json::<Vec<i32>>(r#"[36000,47000]"#)?).await?;
    }
    Encode_Duration_Header_int32SecondsLargerUnit(client) {
        client.header_int32_seconds_larger_unit(120).await?;
    }
    Encode_Duration_Header_floatSecondsLargerUnit(client) {
        client.header_float_seconds_larger_unit(150.0).await?;
    }
    Encode_Duration_Header_int32MillisecondsLargerUnit(client) {
        client.header_int32_milliseconds_larger_unit(180000).await?;
    }
    Encode_Duration_Header_floatMillisecondsLargerUnit(client) {
        client.header_float_milliseconds_larger_unit(210000.0).await?;
    }
    Encode_Duration_Lossy_intSeconds(client) {
        client.lossy_int_seconds(36).await?;
    }
    Encode_Duration_Lossy_intMilliseconds(client) {
        client.lossy_int_milliseconds(36250).await?;
    }
}
