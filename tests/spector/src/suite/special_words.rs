//! Scenarios of `special-words`.

use crate::clients::special_words as m;
use crate::scenario::{json, same, scenarios};

scenarios! {
    |server| server.client();
    SpecialWords_ModelProperties_sameAsModel(client) {
        client.model_properties_same_as_model(&json(r#"{"SameAsModel":"ok"}"#)?).await?;
    }
    SpecialWords_ModelProperties_dictMethods(client) {
        client.model_properties_dict_methods(&json(r#"{"keys":"ok","items":"ok","values":"ok","popitem":"ok","clear":"ok","update":"ok","setdefault":"ok","pop":"ok","get":"ok","copy":"ok"}"#)?).await?;
    }
    SpecialWords_ModelProperties_withList(client) {
        client.model_properties_with_list(&json(r#"{"list":"ok"}"#)?).await?;
    }
    SpecialWords_Models_and(client) {
        client.models_with_and(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_as(client) {
        client.models_with_as(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_assert(client) {
        client.models_with_assert(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_async(client) {
        client.models_with_async(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_await(client) {
        client.models_with_await(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_break(client) {
        client.models_with_break(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_class(client) {
        client.models_with_class(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_constructor(client) {
        client.models_with_constructor(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_continue(client) {
        client.models_with_continue(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_def(client) {
        client.models_with_def(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_del(client) {
        client.models_with_del(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_elif(client) {
        client.models_with_elif(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_else(client) {
        client.models_with_else(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_except(client) {
        client.models_with_except(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_exec(client) {
        client.models_with_exec(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_finally(client) {
        client.models_with_finally(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_for(client) {
        client.models_with_for(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_from(client) {
        client.models_with_from(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_global(client) {
        client.models_with_global(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_if(client) {
        client.models_with_if(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_import(client) {
        client.models_with_import(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_in(client) {
        client.models_with_in(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_is(client) {
        client.models_with_is(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_lambda(client) {
        client.models_with_lambda(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_not(client) {
        client.models_with_not(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_or(client) {
        client.models_with_or(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_pass(client) {
        client.models_with_pass(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_raise(client) {
        client.models_with_raise(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_return(client) {
        client.models_with_return(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_try(client) {
        client.models_with_try(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_while(client) {
        client.models_with_while(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_with(client) {
        client.models_with_with(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Models_yield(client) {
        client.models_with_yield(&json(r#"{"name":"ok"}"#)?).await?;
    }
    SpecialWords_Operations_and(client) {
        client.operations_and().await?;
    }
    SpecialWords_Operations_as(client) {
        client.operations_as().await?;
    }
    SpecialWords_Operations_assert(client) {
        client.operations_assert().await?;
    }
    SpecialWords_Operations_async(client) {
        client.operations_async().await?;
    }
    SpecialWords_Operations_await(client) {
        client.operations_await().await?;
    }
    SpecialWords_Operations_break(client) {
        client.operations_break().await?;
    }
    SpecialWords_Operations_class(client) {
        client.operations_class().await?;
    }
    SpecialWords_Operations_constructor(client) {
        client.operations_constructor().await?;
    }
    SpecialWords_Operations_continue(client) {
        client.operations_continue().await?;
    }
    SpecialWords_Operations_def(client) {
        client.operations_def().await?;
    }
    SpecialWords_Operations_del(client) {
        client.operations_del().await?;
    }
    SpecialWords_Operations_elif(client) {
        client.operations_elif().await?;
    }
    SpecialWords_Operations_else(client) {
        client.operations_else().await?;
    }
    SpecialWords_Operations_except(client) {
        client.operations_except().await?;
    }
    SpecialWords_Operations_exec(client) {
        client.operations_exec().await?;
    }
    SpecialWords_Operations_finally(client) {
        client.operations_finally().await?;
    }
    SpecialWords_Operations_for(client) {
        client.operations_for().await?;
    }
    SpecialWords_Operations_from(client) {
        client.operations_from().await?;
    }
    SpecialWords_Operations_global(client) {
        client.operations_global().await?;
    }
    SpecialWords_Operations_if(client) {
        client.operations_if().await?;
    }
    SpecialWords_Operations_import(client) {
        client.operations_import().await?;
    }
    SpecialWords_Operations_in(client) {
        client.operations_in().await?;
    }
    SpecialWords_Operations_is(client) {
        client.operations_is().await?;
    }
    SpecialWords_Operations_lambda(client) {
        client.operations_lambda().await?;
    }
    SpecialWords_Operations_not(client) {
        client.operations_not().await?;
    }
    SpecialWords_Operations_or(client) {
        client.operations_or().await?;
    }
    SpecialWords_Operations_pass(client) {
        client.operations_pass().await?;
    }
    SpecialWords_Operations_raise(client) {
        client.operations_raise().await?;
    }
    SpecialWords_Operations_return(client) {
        client.operations_return().await?;
    }
    SpecialWords_Operations_try(client) {
        client.operations_try().await?;
    }
    SpecialWords_Operations_while(client) {
        client.operations_while().await?;
    }
    SpecialWords_Operations_with(client) {
        client.operations_with().await?;
    }
    SpecialWords_Operations_yield(client) {
        client.operations_yield().await?;
    }
    SpecialWords_Parameters_and(client) {
        client.parameters_with_and("ok").await?;
    }
    SpecialWords_Parameters_as(client) {
        client.parameters_with_as("ok").await?;
    }
    SpecialWords_Parameters_assert(client) {
        client.parameters_with_assert("ok").await?;
    }
    SpecialWords_Parameters_async(client) {
        client.parameters_with_async("ok").await?;
    }
    SpecialWords_Parameters_await(client) {
        client.parameters_with_await("ok").await?;
    }
    SpecialWords_Parameters_break(client) {
        client.parameters_with_break("ok").await?;
    }
    SpecialWords_Parameters_class(client) {
        client.parameters_with_class("ok").await?;
    }
    SpecialWords_Parameters_constructor(client) {
        client.parameters_with_constructor("ok").await?;
    }
    SpecialWords_Parameters_continue(client) {
        client.parameters_with_continue("ok").await?;
    }
    SpecialWords_Parameters_def(client) {
        client.parameters_with_def("ok").await?;
    }
    SpecialWords_Parameters_del(client) {
        client.parameters_with_del("ok").await?;
    }
    SpecialWords_Parameters_elif(client) {
        client.parameters_with_elif("ok").await?;
    }
    SpecialWords_Parameters_else(client) {
        client.parameters_with_else("ok").await?;
    }
    SpecialWords_Parameters_except(client) {
        client.parameters_with_except("ok").await?;
    }
    SpecialWords_Parameters_exec(client) {
        client.parameters_with_exec("ok").await?;
    }
    SpecialWords_Parameters_finally(client) {
        client.parameters_with_finally("ok").await?;
    }
    SpecialWords_Parameters_for(client) {
        client.parameters_with_for("ok").await?;
    }
    SpecialWords_Parameters_from(client) {
        client.parameters_with_from("ok").await?;
    }
    SpecialWords_Parameters_global(client) {
        client.parameters_with_global("ok").await?;
    }
    SpecialWords_Parameters_if(client) {
        client.parameters_with_if("ok").await?;
    }
    SpecialWords_Parameters_import(client) {
        client.parameters_with_import("ok").await?;
    }
    SpecialWords_Parameters_in(client) {
        client.parameters_with_in("ok").await?;
    }
    SpecialWords_Parameters_is(client) {
        client.parameters_with_is("ok").await?;
    }
    SpecialWords_Parameters_lambda(client) {
        client.parameters_with_lambda("ok").await?;
    }
    SpecialWords_Parameters_not(client) {
        client.parameters_with_not("ok").await?;
    }
    SpecialWords_Parameters_or(client) {
        client.parameters_with_or("ok").await?;
    }
    SpecialWords_Parameters_pass(client) {
        client.parameters_with_pass("ok").await?;
    }
    SpecialWords_Parameters_raise(client) {
        client.parameters_with_raise("ok").await?;
    }
    SpecialWords_Parameters_return(client) {
        client.parameters_with_return("ok").await?;
    }
    SpecialWords_Parameters_try(client) {
        client.parameters_with_try("ok").await?;
    }
    SpecialWords_Parameters_while(client) {
        client.parameters_with_while("ok").await?;
    }
    SpecialWords_Parameters_with(client) {
        client.parameters_with_with("ok").await?;
    }
    SpecialWords_Parameters_yield(client) {
        client.parameters_with_yield("ok").await?;
    }
    SpecialWords_Parameters_cancellationToken(client) {
        client.parameters_with_cancellation_token("ok").await?;
    }
    SpecialWords_ReservedOperationBodyParams_withItems(client) {
        client.reserved_operation_body_params_with_items(&json(r#"{"items":["item"]}"#)?).await?;
    }
    SpecialWords_ExtensibleStrings_putExtensibleStringValue(client) {
        same(&client.extensible_strings_put_extensible_string_value(&json(r#""class""#)?).await?, r#""class""#)?;
    }
}
