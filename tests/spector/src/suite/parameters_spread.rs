//! Scenarios of `parameters/spread`.

use crate::clients::parameters_spread as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Parameters_Spread_Model_spreadAsRequestBody(client) {
        client.model_spread_as_request_body(&json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Model_spreadCompositeRequestOnlyWithBody(client) {
        client.model_spread_composite_request_only_with_body(&json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Model_spreadCompositeRequestWithoutBody(client) {
        client.model_spread_composite_request_without_body("foo", "bar").await?;
    }
    Parameters_Spread_Model_spreadCompositeRequest(client) {
        client.model_spread_composite_request("foo", "bar", &json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Model_spreadCompositeRequestMix(client) {
        client.model_spread_composite_request_mix("foo", "bar", &json(r#"{"prop":"foo"}"#)?).await?;
    }
    Parameters_Spread_Alias_spreadAsRequestBody(client) {
        client.alias_spread_as_request_body(&json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Alias_spreadAsRequestParameter(client) {
        client.alias_spread_as_request_parameter("1", "bar", &json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Alias_spreadWithMultipleParameters(client) {
        client.alias_spread_with_multiple_parameters("1", "bar", &json(r#"{"requiredString":"foo","optionalInt":1,"requiredIntList":[1,2],"optionalStringList":["foo","bar"]}"#)?).await?;
    }
    Parameters_Spread_Alias_spreadParameterWithInnerModel(client) {
        client.alias_spread_parameter_with_inner_model("1", "bar", &json(r#"{"name":"foo"}"#)?).await?;
    }
    Parameters_Spread_Alias_spreadParameterWithInnerAlias(client) {
        client.alias_spread_parameter_with_inner_alias("1", "bar", &json(r#"{"name":"foo","age":1}"#)?).await?;
    }
}
