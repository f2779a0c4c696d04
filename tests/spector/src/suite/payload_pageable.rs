//! Scenarios of `payload/pageable`.

use crate::clients::payload_pageable as m;
use crate::scenario::{same, scenarios};

scenarios! {
    |server| server.client();
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseBody(client) {
        let page = client.continuation_token_request_query_response_body().foo("foo").bar("bar").await?;
        same(&page, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}],"nextToken":"page2"}"#)?;
        let token = page.next_token.ok_or("no token")?;
        same(&client.continuation_token_request_query_response_body().foo("foo").bar("bar").token(token).await?, r#"{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseBody(client) {
        let page = client.continuation_token_request_header_response_body().foo("foo").bar("bar").await?;
        same(&page, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}],"nextToken":"page2"}"#)?;
        let token = page.next_token.ok_or("no token")?;
        same(&client.continuation_token_request_header_response_body().foo("foo").bar("bar").token(token).await?, r#"{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryResponseHeader(client) {
        let page = client.continuation_token_request_query_response_header().foo("foo").bar("bar").send().await?;
        let token = page.headers().get("next-token").ok_or("no token")?.to_str()?.to_owned();
        same(&page.into_body(), r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]}"#)?;
        same(&client.continuation_token_request_query_response_header().foo("foo").bar("bar").token(token).await?, r#"{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderResponseHeader(client) {
        let page = client.continuation_token_request_header_response_header().foo("foo").bar("bar").send().await?;
        let token = page.headers().get("next-token").ok_or("no token")?.to_str()?.to_owned();
        same(&page.into_body(), r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]}"#)?;
        same(&client.continuation_token_request_header_response_header().foo("foo").bar("bar").token(token).await?, r#"{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_PageSize_listWithoutContinuation(client) {
        same(&client.page_size_list_without_continuation().await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_PageSize_listWithPageSize(client) {
        same(&client.page_size_list_with_page_size().page_size(2).await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]}"#)?;
        same(&client.page_size_list_with_page_size().page_size(4).await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"},{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestQueryNestedResponseBody(client) {
        let page = client.continuation_token_request_query_nested_response_body().foo("foo").bar("bar").await?;
        same(&page, r#"{"nestedItems":{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]},"nestedNext":{"nextToken":"page2"}}"#)?;
        let token = page.nested_next.and_then(|it| it.next_token).ok_or("no token")?;
        same(&client.continuation_token_request_query_nested_response_body().foo("foo").bar("bar").token(token).await?, r#"{"nestedItems":{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}}"#)?;
    }
    Payload_Pageable_ServerDrivenPagination_ContinuationToken_requestHeaderNestedResponseBody(client) {
        let page = client.continuation_token_request_header_nested_response_body().foo("foo").bar("bar").await?;
        same(&page, r#"{"nestedItems":{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}]},"nestedNext":{"nextToken":"page2"}}"#)?;
        let token = page.nested_next.and_then(|it| it.next_token).ok_or("no token")?;
        same(&client.continuation_token_request_header_nested_response_body().foo("foo").bar("bar").token(token).await?, r#"{"nestedItems":{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}}"#)?;
    }
    Payload_Pageable_XmlPagination_listWithContinuation(client) {
        same(&client.xml_pagination_list_with_continuation().await?, r#"{"pets":[{"id":"1","name":"dog"},{"id":"2","name":"cat"}],"nextMarker":"page2"}"#)?;
        same(&client.xml_pagination_list_with_continuation().marker("page2").await?, r#"{"pets":[{"id":"3","name":"bird"},{"id":"4","name":"fish"}]}"#)?;
    }
}
