//! Scenarios of `routes`.

use crate::clients::routes as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Routes_InInterface(client) {
        client.in_interface_fixed().await?;
    }
    Routes_fixed(client) {
        client.fixed().await?;
    }
    Routes_PathParameters_templateOnly(client) {
        client.path_parameters_template_only("a").await?;
    }
    Routes_PathParameters_explicit(client) {
        client.path_parameters_explicit("a").await?;
    }
    Routes_PathParameters_annotationOnly(client) {
        client.path_parameters_annotation_only("a").await?;
    }
    Routes_PathParameters_ReservedExpansion_template(client) {
        client.reserved_expansion_template("foo/bar baz").await?;
    }
    Routes_PathParameters_ReservedExpansion_annotation(client) {
        client.reserved_expansion_annotation("foo/bar baz").await?;
    }
    Routes_PathParameters_SimpleExpansion_Standard_primitive(client) {
        client.standard_primitive("a").await?;
    }
    Routes_PathParameters_SimpleExpansion_Standard_array(client) {
        client.standard_array(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_SimpleExpansion_Standard_record(client) {
        client.standard_record(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_SimpleExpansion_Explode_primitive(client) {
        client.explode_primitive("a").await?;
    }
    Routes_PathParameters_SimpleExpansion_Explode_array(client) {
        client.explode_array(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_SimpleExpansion_Explode_record(client) {
        client.explode_record(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_PathExpansion_Standard_primitive(client) {
        client.standard_primitive_2("a").await?;
    }
    Routes_PathParameters_PathExpansion_Standard_array(client) {
        client.standard_array_2(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_PathExpansion_Standard_record(client) {
        client.standard_record_2(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_PathExpansion_Explode_primitive(client) {
        client.explode_primitive_2("a").await?;
    }
    Routes_PathParameters_LabelExpansion_Standard_primitive(client) {
        client.standard_primitive_3("a").await?;
    }
    Routes_PathParameters_LabelExpansion_Standard_array(client) {
        client.standard_array_3(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_LabelExpansion_Standard_record(client) {
        client.standard_record_3(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_LabelExpansion_Explode_primitive(client) {
        client.explode_primitive_3("a").await?;
    }
    Routes_PathParameters_LabelExpansion_Explode_array(client) {
        client.explode_array_3(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_LabelExpansion_Explode_record(client) {
        client.explode_record_3(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_MatrixExpansion_Standard_primitive(client) {
        client.standard_primitive_4("a").await?;
    }
    Routes_PathParameters_MatrixExpansion_Standard_array(client) {
        client.standard_array_4(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_MatrixExpansion_Standard_record(client) {
        client.standard_record_4(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_PathParameters_MatrixExpansion_Explode_primitive(client) {
        client.explode_primitive_4("a").await?;
    }
    Routes_PathParameters_MatrixExpansion_Explode_array(client) {
        client.explode_array_4(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_PathParameters_MatrixExpansion_Explode_record(client) {
        client.explode_record_4(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_QueryParameters_templateOnly(client) {
        client.query_parameters_template_only("a").await?;
    }
    Routes_QueryParameters_explicit(client) {
        client.query_parameters_explicit("a").await?;
    }
    Routes_QueryParameters_annotationOnly(client) {
        client.query_parameters_annotation_only("a").await?;
    }
    Routes_QueryParameters_QueryExpansion_Standard_primitive(client) {
        client.standard_primitive_5("a").await?;
    }
    Routes_QueryParameters_QueryExpansion_Standard_array(client) {
        client.standard_array_5(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_QueryParameters_QueryExpansion_Standard_record(client) {
        client.standard_record_5(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_QueryParameters_QueryExpansion_Explode_primitive(client) {
        client.explode_primitive_5("a").await?;
    }
    Routes_QueryParameters_QueryExpansion_Explode_array(client) {
        client.explode_array_5(vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_QueryParameters_QueryExpansion_Explode_record(client) {
        client.explode_record_5(json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_QueryParameters_QueryExpansion_Explode_model(client) {
        client.explode_model(json::<m::ExpandParameters>(r#"{"field":"status","value":"active"}"#)?).await?;
    }
    Routes_QueryParameters_QueryContinuation_Standard_primitive(client) {
        client.standard_primitive_6(json::<m::StandardPrimitive6Fixed>(r#""true""#)?, "a").await?;
    }
    Routes_QueryParameters_QueryContinuation_Standard_array(client) {
        client.standard_array_6(json::<m::StandardArray6Fixed>(r#""true""#)?, vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_QueryParameters_QueryContinuation_Standard_record(client) {
        client.standard_record_6(json::<m::StandardRecord6Fixed>(r#""true""#)?, json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
    Routes_QueryParameters_QueryContinuation_Explode_primitive(client) {
        client.explode_primitive_6(json::<m::ExplodePrimitive6Fixed>(r#""true""#)?, "a").await?;
    }
    Routes_QueryParameters_QueryContinuation_Explode_array(client) {
        client.explode_array_6(json::<m::ExplodeArray6Fixed>(r#""true""#)?, vec!["a".to_owned(), "b".to_owned()]).await?;
    }
    Routes_QueryParameters_QueryContinuation_Explode_record(client) {
        client.explode_record_6(m::ExplodeRecord6Fixed::True, json::<std::collections::BTreeMap<String, i32>>(r#"{"a":1,"b":2}"#)?).await?;
    }
}
