//! Scenarios of `special-headers/conditional-request`.

use crate::clients::special_headers_conditional_request as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    SpecialHeaders_ConditionalRequest_postIfUnmodifiedSince(client) {
        client.post_if_unmodified_since().if_unmodified_since("Fri, 26 Aug 2022 14:38:00 GMT").await?;
    }
    SpecialHeaders_ConditionalRequest_headIfModifiedSince(client) {
        client.head_if_modified_since().if_modified_since("Fri, 26 Aug 2022 14:38:00 GMT").await?;
    }
    SpecialHeaders_ConditionalRequest_postIfMatch(client) {
        client.post_if_match().if_match("\"valid\"").await?;
    }
    SpecialHeaders_ConditionalRequest_postIfNoneMatch(client) {
        client.post_if_none_match().if_none_match("\"invalid\"").await?;
    }
}
