//! Scenarios of `type/model/inheritance/nested-discriminator`.

use crate::clients::type_model_inheritance_nested_discriminator as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    Type_Model_Inheritance_NestedDiscriminator_getModel(client) {
        same(&client.get_model().await?, r#"{"age":1,"kind":"shark","sharktype":"goblin"}"#)?;
    }
    Type_Model_Inheritance_NestedDiscriminator_putModel(client) {
        client.put_model(&json(r#"{"age":1,"kind":"shark","sharktype":"goblin"}"#)?).await?;
    }
    Type_Model_Inheritance_NestedDiscriminator_getRecursiveModel(client) {
        same(&client.get_recursive_model().await?, r#"{"age":1,"kind":"salmon","partner":{"age":2,"kind":"shark","sharktype":"saw"},"friends":[{"age":2,"kind":"salmon","partner":{"age":3,"kind":"salmon"},"hate":{"key1":{"age":4,"kind":"salmon"},"key2":{"age":2,"kind":"shark","sharktype":"goblin"}}},{"age":3,"kind":"shark","sharktype":"goblin"}],"hate":{"key3":{"age":3,"kind":"shark","sharktype":"saw"},"key4":{"age":2,"kind":"salmon","friends":[{"age":1,"kind":"salmon"},{"age":4,"kind":"shark","sharktype":"goblin"}]}}}"#)?;
    }
    Type_Model_Inheritance_NestedDiscriminator_putRecursiveModel(client) {
        client.put_recursive_model(&json(r#"{"age":1,"kind":"salmon","partner":{"age":2,"kind":"shark","sharktype":"saw"},"friends":[{"age":2,"kind":"salmon","partner":{"age":3,"kind":"salmon"},"hate":{"key1":{"age":4,"kind":"salmon"},"key2":{"age":2,"kind":"shark","sharktype":"goblin"}}},{"age":3,"kind":"shark","sharktype":"goblin"}],"hate":{"key3":{"age":3,"kind":"shark","sharktype":"saw"},"key4":{"age":2,"kind":"salmon","friends":[{"age":1,"kind":"salmon"},{"age":4,"kind":"shark","sharktype":"goblin"}]}}}"#)?).await?;
    }
    Type_Model_Inheritance_NestedDiscriminator_getMissingDiscriminator(client) {
        same(&client.get_missing_discriminator().await?, r#"{"age":1}"#)?;
    }
    Type_Model_Inheritance_NestedDiscriminator_getWrongDiscriminator(client) {
        same(&client.get_wrong_discriminator().await?, r#"{"age":1,"kind":"wrongKind"}"#)?;
    }
}
