//! Scenarios of `response/status-code-range`.

use crate::clients::response_status_code_range as m;
use crate::scenario::{equal, failed, scenarios};
use m::builders::{ErrorResponseStatusCode404Error, ErrorResponseStatusCodeInRangeError};

scenarios! {
    |server| server.client();
    Response_StatusCodeRange_errorResponseStatusCodeInRange(client) {
        match client.error_response_status_code_in_range().await.map_err(From::from) {
            Err(ErrorResponseStatusCodeInRangeError::Status4xx(error)) => {
                equal(&error.status().as_u16(), &494)?;
                equal(&error.code.as_str(), &"request-header-too-large")?;
            }
            other => Err(failed(format!("{other:?}")))?,
        }
    }
    Response_StatusCodeRange_errorResponseStatusCode404(client) {
        match client.error_response_status_code404().await.map_err(From::from) {
            Err(ErrorResponseStatusCode404Error::Status404(error)) => {
                equal(&error.resource_id.as_str(), &"resource1")?;
            }
            other => Err(failed(format!("{other:?}")))?,
        }
    }
}
