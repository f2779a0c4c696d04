//! Scenarios of `response/status-code-range`.

use crate::clients::response_status_code_range as m;
use crate::scenario::{refused, scenarios};

scenarios! {
    |server| server.client();
    Response_StatusCodeRange_errorResponseStatusCodeInRange(client) {
        refused(client.error_response_status_code_in_range().await, 494)?;
    }
    Response_StatusCodeRange_errorResponseStatusCode404(client) {
        refused(client.error_response_status_code404().await, 404)?;
    }
}
