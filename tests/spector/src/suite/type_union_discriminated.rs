//! Scenarios of `type/union/discriminated`.

use crate::clients::type_union_discriminated as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Union_Discriminated_Envelope_Object_Default_get(client) {
        same(&client.default_get().await?, r#"{"kind":"cat","value":{"name":"Whiskers","meow":true}}"#)?;
    }
    Type_Union_Discriminated_Envelope_Object_Default_put(client) {
        same(&client.default_put(&json(r#"{"kind":"cat","value":{"name":"Whiskers","meow":true}}"#)?).await?, r#"{"kind":"cat","value":{"name":"Whiskers","meow":true}}"#)?;
    }
    Type_Union_Discriminated_Envelope_Object_CustomProperties_get(client) {
        same(&client.custom_properties_get().await?, r#"{"petType":"cat","petData":{"name":"Whiskers","meow":true}}"#)?;
    }
    Type_Union_Discriminated_Envelope_Object_CustomProperties_put(client) {
        same(&client.custom_properties_put(&json(r#"{"petType":"cat","petData":{"name":"Whiskers","meow":true}}"#)?).await?, r#"{"petType":"cat","petData":{"name":"Whiskers","meow":true}}"#)?;
    }
    Type_Union_Discriminated_NoEnvelope_Default_get(client) {
        same(&client.default_get_2().await?, r#"{"kind":"cat","name":"Whiskers","meow":true}"#)?;
    }
    Type_Union_Discriminated_NoEnvelope_Default_put(client) {
        same(&client.default_put_2(&json(r#"{"kind":"cat","name":"Whiskers","meow":true}"#)?).await?, r#"{"kind":"cat","name":"Whiskers","meow":true}"#)?;
    }
    Type_Union_Discriminated_NoEnvelope_CustomDiscriminator_get(client) {
        same(&client.custom_discriminator_get().await?, r#"{"type":"cat","name":"Whiskers","meow":true}"#)?;
    }
    Type_Union_Discriminated_NoEnvelope_CustomDiscriminator_put(client) {
        same(&client.custom_discriminator_put(&json(r#"{"type":"cat","name":"Whiskers","meow":true}"#)?).await?, r#"{"type":"cat","name":"Whiskers","meow":true}"#)?;
    }
}
