//! Scenarios of `payload/pageable`. The build script has the paging rules.

use crate::clients::payload_pageable as m;
use crate::scenario::{same, scenarios};

/// All items of the two pages that every list here has.
const PETS: &str = r#"[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]"#;

scenarios! {
    |server| server.client();
    Payload_Pageable_ServerDrivenPagination_link(client) {
        same(&client.server_driven_pagination_link().collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_linkString(client) {
        same(&client.server_driven_pagination_link_string().collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_nestedLink(client) {
        same(&client.server_driven_pagination_nested_link().collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_AlternateInitialVerb_post(client) {
        same(&client.alternate_initial_verb_post(&m::ServerDrivenPaginationAlternateInitialVerbFilter::new("foo eq bar")).collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseBody(client) {
        same(&client.continuation_token_request_query_response_body().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseBody(client) {
        same(&client.continuation_token_request_header_response_body().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseHeader(client) {
        same(&client.continuation_token_request_query_response_header().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseHeader(client) {
        same(&client.continuation_token_request_header_response_header().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryNestedResponseBody(client) {
        same(&client.continuation_token_request_query_nested_response_body().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderNestedResponseBody(client) {
        same(&client.continuation_token_request_header_nested_response_body().foo("foo").bar("bar").collect_all().await?, PETS)?;
    }
    Payload_Pageable_PageSize_listWithoutContinuation(client) {
        same(&client.page_size_list_without_continuation().await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_PageSize_listWithPageSize(client) {
        same(&client.page_size_list_with_page_size().page_size(2).await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]}"#)?;
        same(&client.page_size_list_with_page_size().page_size(4).await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_XmlPagination_listWithContinuation(client) {
        same(&client.xml_pagination_list_with_continuation().collect_all().await?, PETS)?;
    }
    Payload_Pageable_XmlPagination_listWithNextLink(client) {
        same(&client.xml_pagination_list_with_next_link().collect_all().await?, PETS)?;
    }
}
