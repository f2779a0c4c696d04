//! Scenarios of `type/file`.

use crate::clients::type_file as m;
use crate::scenario::{asset, equal, json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_File_Body_uploadFileSpecificContentType(client) {
        client.body_upload_file_specific_content_type(asset("image.png")?).await?;
    }
    Type_File_Body_uploadFileJsonContentType(client) {
        client.body_upload_file_json_content_type(&json(r#"{"message":"test file content"}"#)?).await?;
    }
    Type_File_Body_downloadFileJsonContentType(client) {
        same(&client.body_download_file_json_content_type().await?, r#"{"message":"test file content"}"#)?;
    }
    Type_File_Body_downloadFileSpecificContentType(client) {
        equal(&client.body_download_file_specific_content_type().await?, &asset("image.png")?)?;
    }
    Type_File_Body_uploadFileMultipleContentTypes(client) {
        client.body_upload_file_multiple_content_types(asset("image.png")?).await?;
    }
    Type_File_Body_downloadFileMultipleContentTypes(client) {
        equal(&client.body_download_file_multiple_content_types().await?, &asset("image.png")?)?;
    }
    Type_File_Body_uploadFileDefaultContentType(client) {
        client.body_upload_file_default_content_type(asset("image.png")?).header("content-type", "image/png").await?;
    }
    Type_File_Body_downloadFileDefaultContentType(client) {
        equal(&client.body_download_file_default_content_type().await?, &asset("image.png")?)?;
    }
}
