//! Scenarios of `payload/multipart`.

use crate::clients::payload_multipart as m;
use clientwright_openapi::multipart::Part;
use crate::scenario::{asset, json, scenarios};

scenarios! {
    |server| server.client();
    Payload_MultiPart_FormData_basic(client) {
        client.form_data_basic(m::builders::FormDataBasicForm::new("123", Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_withWireName(client) {
        client.form_data_with_wire_name(m::builders::FormDataWithWireNameForm::new("123", Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_optionalParts(client) {
        client.form_data_optional_parts(m::builders::FormDataOptionalPartsForm::new().id("123")).await?;
        client.form_data_optional_parts(m::builders::FormDataOptionalPartsForm::new().profile_image(Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
        client.form_data_optional_parts(m::builders::FormDataOptionalPartsForm::new().id("123").profile_image(Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_fileArrayAndBasic(client) {
        client.form_data_file_array_and_basic(m::builders::FormDataFileArrayAndBasicForm::new("123", json::<m::Address>(r#"{"city":"X"}"#)?, Part::new(asset("image.jpg")?).file_name("image.jpg"), [Part::new(asset("image.png")?).file_name("image.png"), Part::new(asset("image.png")?).file_name("image.png")])).await?;
    }
    Payload_MultiPart_FormData_jsonPart(client) {
        client.form_data_json_part(m::builders::FormDataJsonPartForm::new(json::<m::Address>(r#"{"city":"X"}"#)?, Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_binaryArrayParts(client) {
        client.form_data_binary_array_parts(m::builders::FormDataBinaryArrayPartsForm::new("123", [Part::new(asset("image.png")?).file_name("image.png"), Part::new(asset("image.png")?).file_name("image.png")])).await?;
    }
    Payload_MultiPart_FormData_multiBinaryParts(client) {
        client.form_data_multi_binary_parts(m::builders::FormDataMultiBinaryPartsForm::new(Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
        client.form_data_multi_binary_parts(m::builders::FormDataMultiBinaryPartsForm::new(Part::new(asset("image.jpg")?).file_name("image.jpg")).picture(Part::new(asset("image.png")?).file_name("image.png"))).await?;
    }
    Payload_MultiPart_FormData_checkFileNameAndContentType(client) {
        client.form_data_check_file_name_and_content_type(m::builders::FormDataCheckFileNameAndContentTypeForm::new("123", Part::new(asset("image.jpg")?).file_name("hello.jpg").content_type("image/jpg"))).await?;
    }
    Payload_MultiPart_FormData_anonymousModel(client) {
        client.form_data_anonymous_model(m::builders::FormDataAnonymousModelForm::new(Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_HttpParts_ContentType_imageJpegContentType(client) {
        client.content_type_image_jpeg_content_type(m::builders::ContentTypeImageJpegContentTypeForm::new(Part::new(asset("image.jpg")?).file_name("hello.jpg"))).await?;
    }
    Payload_MultiPart_FormData_HttpParts_ContentType_requiredContentType(client) {
        client.content_type_required_content_type(m::builders::ContentTypeRequiredContentTypeForm::new(Part::new(asset("image.jpg")?).file_name("image.jpg").content_type("application/octet-stream"))).await?;
    }
    Payload_MultiPart_FormData_HttpParts_ContentType_optionalContentType(client) {
        client.content_type_optional_content_type(m::builders::ContentTypeOptionalContentTypeForm::new(Part::new(asset("image.jpg")?).file_name("image.jpg"))).await?;
    }
    Payload_MultiPart_FormData_HttpParts_jsonArrayAndFileArray(client) {
        client.http_parts_json_array_and_file_array(m::builders::HttpPartsJsonArrayAndFileArrayForm::new("123", json::<m::Address>(r#"{"city":"X"}"#)?, Part::new(asset("image.jpg")?).file_name("image.jpg").content_type("application/octet-stream"), json::<Vec<m::Address>>(r#"[{"city":"Y"},{"city":"Z"}]"#)?, [Part::new(asset("image.png")?).file_name("image.png").content_type("application/octet-stream"), Part::new(asset("image.png")?).file_name("image.png").content_type("application/octet-stream")])).await?;
    }
    Payload_MultiPart_FormData_HttpParts_NonString_float(client) {
        client.non_string_float(m::builders::NonStringFloatForm::new(0.5)).await?;
    }
    Payload_MultiPart_FormData_File_uploadFileSpecificContentType(client) {
        client.file_upload_file_specific_content_type(m::builders::FileUploadFileSpecificContentTypeForm::new(Part::new(asset("image.png")?).file_name("image.png"))).await?;
    }
    Payload_MultiPart_FormData_File_uploadFileRequiredFilename(client) {
        client.file_upload_file_required_filename(m::builders::FileUploadFileRequiredFilenameForm::new(Part::new(asset("image.png")?).file_name("image.png").content_type("image/png"))).await?;
    }
    Payload_MultiPart_FormData_File_uploadFileArray(client) {
        client.file_upload_file_array(m::builders::FileUploadFileArrayForm::new([Part::new(asset("image.png")?).file_name("image.png"), Part::new(asset("image.png")?).file_name("image.png")])).await?;
    }
}
