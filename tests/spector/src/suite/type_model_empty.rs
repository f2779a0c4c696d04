//! Scenarios of `type/model/empty`.

use crate::clients::type_model_empty as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Empty_putEmpty(client) {
        client.put_empty(&json(r#"{}"#)?).await?;
    }
    Type_Model_Empty_getEmpty(client) {
        same(&client.get_empty().await?, r#"{}"#)?;
    }
    Type_Model_Empty_postRoundTripEmpty(client) {
        same(&client.post_round_trip_empty(&json(r#"{}"#)?).await?, r#"{}"#)?;
    }
}
