//! The recipe of `docs/decisions/024-no-blocking-facade.md`.

use clientwright_odata::{Client, Collection};

use crate::contract::Task;
use crate::script::Script;

/// Runs a request to its end.
fn wait<R: IntoFuture>(request: R) -> R::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .expect("tokio starts")
        .block_on(async { request.await })
}

#[test]
fn a_program_without_async() {
    let script = Script::new()
        .json(
            200,
            r#"{"value":[{"id":"1"}],"@odata.nextLink":"tasks?p=2"}"#,
        )
        .json(200, r#"{"value":[{"id":"2"}]}"#)
        .json(201, r#"{"id":"3"}"#);
    let client = script.client(Client::builder().base_url("https://host"));
    let tasks = Collection::<Task>::root(&client, "tasks");
    assert_eq!(wait(tasks.list().collect_all()).unwrap().len(), 2);
    let created = wait(tasks.create(&Task::default())).unwrap();
    assert_eq!(created.entity().unwrap().id.as_deref(), Some("3"));
}
