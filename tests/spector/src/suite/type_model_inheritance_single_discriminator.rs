//! Scenarios of `type/model/inheritance/single-discriminator`.

use crate::clients::type_model_inheritance_single_discriminator as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Inheritance_SingleDiscriminator_getModel(client) {
        same(&client.get_model().await?, r#"{"wingspan":1,"kind":"sparrow"}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_putModel(client) {
        client.put_model(&json(r#"{"wingspan":1,"kind":"sparrow"}"#)?).await?;
    }
    Type_Model_Inheritance_SingleDiscriminator_getRecursiveModel(client) {
        same(&client.get_recursive_model().await?, r#"{"wingspan":5,"kind":"eagle","partner":{"wingspan":2,"kind":"goose"},"friends":[{"wingspan":2,"kind":"seagull"}],"hate":{"key3":{"wingspan":1,"kind":"sparrow"}}}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_putRecursiveModel(client) {
        client.put_recursive_model(&json(r#"{"wingspan":5,"kind":"eagle","partner":{"wingspan":2,"kind":"goose"},"friends":[{"wingspan":2,"kind":"seagull"}],"hate":{"key3":{"wingspan":1,"kind":"sparrow"}}}"#)?).await?;
    }
    Type_Model_Inheritance_SingleDiscriminator_getMissingDiscriminator(client) {
        same(&client.get_missing_discriminator().await?, r#"{"wingspan":1}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_getWrongDiscriminator(client) {
        same(&client.get_wrong_discriminator().await?, r#"{"wingspan":1,"kind":"wrongKind"}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_getLegacyModel(client) {
        same(&client.get_legacy_model().await?, r#"{"size":20,"kind":"t-rex"}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_getNoSubtypesModel(client) {
        same(&client.get_no_subtypes_model().await?, r#"{"kind":"salmon","size":10}"#)?;
    }
    Type_Model_Inheritance_SingleDiscriminator_putNoSubtypesModel(client) {
        client.put_no_subtypes_model(&json(r#"{"kind":"salmon","size":10}"#)?).await?;
    }
}
