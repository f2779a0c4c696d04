//! Scenarios of `type/model/usage`.

use crate::clients::type_model_usage as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Usage_input(client) {
        client.input(&json(r#"{"requiredProp":"example-value"}"#)?).await?;
    }
    Type_Model_Usage_output(client) {
        same(&client.output().await?, r#"{"requiredProp":"example-value"}"#)?;
    }
    Type_Model_Usage_inputAndOutput(client) {
        same(&client.input_and_output(&json(r#"{"requiredProp":"example-value"}"#)?).await?, r#"{"requiredProp":"example-value"}"#)?;
    }
}
