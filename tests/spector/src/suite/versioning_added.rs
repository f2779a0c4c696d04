//! Scenarios of `versioning/added`.

use crate::clients::versioning_added as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_Added_v1(client) {
        same(&client.v1("bar", &json(r#"{"prop":"foo","enumProp":"enumMemberV2","unionProp":10}"#)?).await?, r#"{"prop":"foo","enumProp":"enumMemberV2","unionProp":10}"#)?;
    }
    Versioning_Added_v2(client) {
        same(&client.v2(&json(r#"{"prop":"foo","enumProp":"enumMember","unionProp":"bar"}"#)?).await?, r#"{"prop":"foo","enumProp":"enumMember","unionProp":"bar"}"#)?;
    }
    Versioning_Added_InterfaceV2(client) {
        same(&client.interface_v2_v2_in_interface(&json(r#"{"prop":"foo","enumProp":"enumMember","unionProp":"bar"}"#)?).await?, r#"{"prop":"foo","enumProp":"enumMember","unionProp":"bar"}"#)?;
    }
}
