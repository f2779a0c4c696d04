//! Scenarios of `type/model/inheritance/enum-discriminator`.

use crate::clients::type_model_inheritance_enum_discriminator as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModel(client) {
        same(&client.get_extensible_model().await?, r#"{"weight":10,"kind":"golden"}"#)?;
    }
    Type_Model_Inheritance_EnumDiscriminator_putExtensibleModel(client) {
        client.put_extensible_model(&json(r#"{"weight":10,"kind":"golden"}"#)?).await?;
    }
    Type_Model_Inheritance_EnumDiscriminator_getFixedModel(client) {
        same(&client.get_fixed_model().await?, r#"{"length":10,"kind":"cobra"}"#)?;
    }
    Type_Model_Inheritance_EnumDiscriminator_putFixedModel(client) {
        client.put_fixed_model(&json(r#"{"length":10,"kind":"cobra"}"#)?).await?;
    }
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModelMissingDiscriminator(client) {
        same(&client.get_extensible_model_missing_discriminator().await?, r#"{"weight":10}"#)?;
    }
    Type_Model_Inheritance_EnumDiscriminator_getExtensibleModelWrongDiscriminator(client) {
        same(&client.get_extensible_model_wrong_discriminator().await?, r#"{"weight":8,"kind":"wrongKind"}"#)?;
    }
    Type_Model_Inheritance_EnumDiscriminator_getFixedModelMissingDiscriminator(client) {
        same(&client.get_fixed_model_missing_discriminator().await?, r#"{"length":10}"#)?;
    }
    Type_Model_Inheritance_EnumDiscriminator_getFixedModelWrongDiscriminator(client) {
        same(&client.get_fixed_model_wrong_discriminator().await?, r#"{"length":8,"kind":"wrongKind"}"#)?;
    }
}
