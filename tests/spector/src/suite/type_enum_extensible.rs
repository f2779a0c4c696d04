//! Scenarios of `type/enum/extensible`.

use crate::clients::type_enum_extensible as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Enum_Extensible_String_getKnownValue(client) {
        same(&client.string_get_known_value().await?, r#""Monday""#)?;
    }
    Type_Enum_Extensible_String_putKnownValue(client) {
        client.string_put_known_value(&json(r#""Monday""#)?).await?;
    }
    Type_Enum_Extensible_String_getUnknownValue(client) {
        same(&client.string_get_unknown_value().await?, r#""Weekend""#)?;
    }
    Type_Enum_Extensible_String_putUnknownValue(client) {
        client.string_put_unknown_value(&json(r#""Weekend""#)?).await?;
    }
}
