//! The query language: the text next to each expression, and the result of an independent parser.

use clientwright_odata::{Filter, request::List};
use msgraph_lifecycle_workflows::v1_0::GraphClient;
use msgraph_lifecycle_workflows::v1_0::identity_governance::TaskReport;
use percent_encoding::percent_decode_str;

use crate::{example, grammar};

#[test]
fn conditions() {
    let check = |filter: Filter<TaskReport>, text: &str| {
        assert_eq!(filter.to_string(), text);
        grammar::in_every_reading("$filter", text).unwrap();
    };
    example!(statements "guide-queries");
}

#[test]
fn other_options() -> Result<(), Box<dyn std::error::Error>> {
    let graph = GraphClient::builder().bearer_token("x").build()?;
    let check = |request: List<TaskReport>, text: &str| {
        let url = request.url().unwrap();
        let query = url.query().unwrap();
        grammar::query(query).unwrap();
        let decoded = percent_decode_str(query).decode_utf8().unwrap();
        assert_eq!(decoded, text);
    };
    example!(statements "guide-queries-2");
    Ok(())
}
