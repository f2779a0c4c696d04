//! Upload and download of bytes.

use bytes::Bytes;
use clientwright_server_tests::Attachments;
use futures_util::TryStreamExt as _;
use http::StatusCode;

use crate::service;

#[tokio::test]
async fn upload_and_download() {
    let attachments = service().attachments();
    let created = attachments
        .create(&Attachments {
            file_name: Some("a.bin".into()),
            media_type: Some("image/png".into()),
            ..Attachments::default()
        })
        .await
        .unwrap()
        .into_entity()
        .unwrap();
    let attachment = attachments.id(created.id.unwrap());
    let sent: Vec<u8> = (0..300_000_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    attachment
        .content()
        .upload("image/png", sent.clone())
        .await
        .unwrap();

    let mut download = attachment.content().download().await.unwrap();
    assert_eq!(download.status(), StatusCode::OK);
    assert_eq!(download.content_type(), Some("image/png"));
    let mut received = Vec::new();
    while let Some(bytes) = download.try_next().await.unwrap() {
        let bytes: Bytes = bytes;
        received.extend_from_slice(&bytes);
    }
    assert!(received == sent, "{} bytes came back", received.len());

    attachment.content().delete().await.unwrap();
    let error = attachment.content().download().await.err();
    // Then the service has no content.
    assert!(error.is_none_or(|error| error.is_not_found()));
}
