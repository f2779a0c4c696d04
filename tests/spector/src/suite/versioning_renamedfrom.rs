//! Scenarios of `versioning/renamedFrom`.

use crate::clients::versioning_renamedfrom as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.endpoint().server_variable("version", "v2");
    Versioning_RenamedFrom_newOp(client) {
        same(&client.new_op("bar", &json(r#"{"newProp":"foo","enumProp":"newEnumMember","unionProp":10}"#)?).await?, r#"{"newProp":"foo","enumProp":"newEnumMember","unionProp":10}"#)?;
    }
    Versioning_RenamedFrom_NewInterface(client) {
        same(&client.new_interface_new_op_in_new_interface(&json(r#"{"newProp":"foo","enumProp":"newEnumMember","unionProp":10}"#)?).await?, r#"{"newProp":"foo","enumProp":"newEnumMember","unionProp":10}"#)?;
    }
}
