//! Scenarios of `special-headers/repeatability`.

use crate::clients::special_headers_repeatability as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    SpecialHeaders_Repeatability_immediateSuccess(client) {
        client.immediate_success("2378d9bc-1726-11ee-be56-0242ac120002", "Tue, 15 Nov 2022 12:45:26 GMT").await?;
    }
}
