//! Scenarios of `type/enum/fixed`.

use crate::clients::type_enum_fixed as m;
use crate::scenario::{json, refused, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Enum_Fixed_String_getKnownValue(client) {
        same(&client.string_get_known_value().await?, r#""Monday""#)?;
    }
    Type_Enum_Fixed_String_putKnownValue(client) {
        client.string_put_known_value(&json(r#""Monday""#)?).await?;
    }
    Type_Enum_Fixed_String_putUnknownValue(client) {
        refused(client.string_put_unknown_value(&json(r#""Weekend""#)?).await, 500)?;
    }
}
