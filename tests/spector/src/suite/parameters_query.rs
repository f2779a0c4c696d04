//! Scenarios of `parameters/query`.

use crate::clients::parameters_query as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Parameters_Query_Constant_post(client) {
        client.constant_post(json::<m::ConstantPostQueryParam>(r#""constantValue""#)?).await?;
    }
    Parameters_Query_SpecialChar_dollarSign(client) {
        client.special_char_dollar_sign("status eq 'active'").await?;
    }
}
