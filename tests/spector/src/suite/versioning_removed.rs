//! Scenarios of `versioning/removed`.

use crate::clients::versioning_removed as m;
use crate::clients::{versioning_removed_v1 as v1, versioning_removed_v2preview as v2preview};
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_Removed_v2(client) {
        same(&client.v2(&json(r#"{"prop":"foo","enumProp":"enumMemberV2","unionProp":"bar"}"#)?).await?, r#"{"prop":"foo","enumProp":"enumMemberV2","unionProp":"bar"}"#)?;
    }
    Versioning_Removed_modelV3(client) {
        let server = server.endpoint::<v1::Client>().server_variable("version", "v1");
        let body = r#"{"id":"123","enumProp":"enumMemberV1"}"#;
        same(&server.build()?.model_v3(&json(body)?).await?, body)?;
    }
    Versioning_Removed_modelV3_V2(client) {
        let server = server.endpoint::<m::Client>().server_variable("version", "v2");
        let body = r#"{"id":"123","enumProp":"enumMemberV1"}"#;
        same(&server.build()?.model_v3(&json(body)?).await?, body)?;
    }
    Versioning_Removed_modelV3_V2preview(client) {
        let server = server.endpoint::<v2preview::Client>().server_variable("version", "v2preview");
        let body = r#"{"id":"123"}"#;
        same(&server.build()?.model_v3(&json(body)?).await?, body)?;
    }
}
