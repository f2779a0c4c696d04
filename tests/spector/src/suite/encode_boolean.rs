//! Scenarios of `encode/boolean`.

use crate::clients::encode_boolean as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Encode_Boolean_Property_trueLower(client) {
        same(&client.property_true_lower(&json(r#"{"value":"true"}"#)?).await?, r#"{"value":"true"}"#)?;
    }
    Encode_Boolean_Property_falseLower(client) {
        same(&client.property_false_lower(&json(r#"{"value":"false"}"#)?).await?, r#"{"value":"false"}"#)?;
    }
    Encode_Boolean_Property_trueUpper(client) {
        same(&client.property_true_upper(&json(r#"{"value":"true"}"#)?).await?, r#"{"value":"TRUE"}"#)?;
    }
    Encode_Boolean_Property_falseMixed(client) {
        same(&client.property_false_mixed(&json(r#"{"value":"false"}"#)?).await?, r#"{"value":"FaLsE"}"#)?;
    }
}
