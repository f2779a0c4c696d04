//! The page about pages of OpenAPI clients.

/// The client of the golden case `openapi-paging`.
mod kennel {
    #![allow(dead_code, unreachable_pub, reason = "the examples use a part of it")]
    include!(concat!(env!("OUT_DIR"), "/documents/kennel.rs"));
}

mod calls {
    use super::kennel;

    crate::example!("paging-calls");

    #[tokio::test]
    async fn pages_are_read_to_the_end() {
        let two = || {
            crate::Mock::new()
                .respond(200, &[], super::FIRST)
                .respond(200, &[], super::LAST)
        };
        let mock = two();
        assert_eq!(
            names(&super::kennel(&mock)).await.unwrap(),
            ["Rex", "Mia", "Tom"]
        );
        assert_eq!(super::lines(&mock), ["GET /pets", "GET /pets?after=b"]);
        assert_eq!(all(&super::kennel(&two())).await.unwrap().len(), 3);
    }
}

mod positions {
    use super::kennel;

    crate::example!("paging-calls-2");

    #[tokio::test]
    async fn a_list_goes_on_where_it_was_left() {
        let mock =
            crate::Mock::new()
                .respond(200, &[], super::FIRST)
                .respond(200, &[], super::LAST);
        let client = super::kennel(&mock);
        let saved = one_page(&client, None).await.unwrap();
        assert_eq!(saved.as_deref(), Some("b"));
        assert_eq!(one_page(&client, saved).await.unwrap(), None);
        assert_eq!(super::lines(&mock), ["GET /pets", "GET /pets?after=b"]);
    }
}

use kennel::KennelClient;

const FIRST: &str = r#"{"data":[{"name":"Rex"},{"name":"Mia"}],"page":{"next":"b"}}"#;
const LAST: &str = r#"{"data":[{"name":"Tom"}],"page":{"next":null}}"#;

fn kennel(mock: &crate::Mock) -> KennelClient {
    let builder = KennelClient::builder().service(mock.service());
    builder.build().unwrap()
}

fn lines(mock: &crate::Mock) -> Vec<String> {
    mock.received()
        .iter()
        .map(|request| request.line())
        .collect()
}

/// The rules of the page are those of the golden case, which the compiler checks.
#[test]
fn the_rules_are_those_of_the_golden_case() {
    let read = |path| std::fs::read_to_string(clientwright_tests::root().join(path)).unwrap();
    let options = read("tests/cases/openapi-paging/options.toml");
    let (_, rules) = options.split_once("[paging]").unwrap();
    assert!(read("docs/openapi/paging.md").contains(&format!("[module.paging]{rules}```")));
}
