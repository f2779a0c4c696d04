//! The generated client against a mock of the service, for what SAP CAP does not support.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use clientwright_mock::Mock;
use clientwright_odata::layer::CsrfLayer;
use clientwright_odata::page::Delta;
use clientwright_odata::query::Compute;
use clientwright_server_tests::{LifecycleWorkflowsClient, Tasks, Users, Workflows};
use http::StatusCode;

fn mock() -> Mock {
    let mock = Mock::builder("metadata.csdl.xml")
        .page_size(2)
        .start()
        .unwrap();
    let users: Vec<Users> = (1..=5).map(user).collect();
    mock.seed("/Users", &users).unwrap();
    mock
}

fn user(number: i32) -> Users {
    Users {
        user_name: Some(format!("u{number}")),
        display_name: Some(format!("User {number}")),
        level: Some(number),
        ..Users::default()
    }
}

fn client(mock: &Mock) -> LifecycleWorkflowsClient {
    let builder = LifecycleWorkflowsClient::builder().base_url(mock.url());
    builder.build().unwrap()
}

fn names(users: &[Users]) -> Vec<&str> {
    let names = users.iter().map(|user| user.user_name.as_deref().unwrap());
    names.collect()
}

#[tokio::test]
async fn values_are_computed() {
    let mock = mock();
    let users = client(&mock).users();
    let found = users.list().filter(Users::LEVEL.mul(2).sub(1).gt(6));
    assert_eq!(names(&found.collect_all().await.unwrap()), ["u4", "u5"]);
    let found = users.list().filter(Users::LEVEL.modulo(2).eq(0));
    assert_eq!(names(&found.collect_all().await.unwrap()), ["u2", "u4"]);
    let twice = Compute::parse("level mul 2 as twice,length(displayName) as size").unwrap();
    let user = users.by_key("u3").get().compute(twice).await.unwrap();
    assert_eq!(
        user.additional_properties.get::<i64>("twice").unwrap(),
        Some(6)
    );
    assert_eq!(
        user.additional_properties.get::<i64>("size").unwrap(),
        Some(6)
    );
}

#[tokio::test]
async fn a_query_that_is_too_long_for_a_url_is_posted() {
    let mock = mock();
    let builder = LifecycleWorkflowsClient::builder().base_url(mock.url());
    let service = builder.query_by_post(100).build().unwrap();
    let wanted = (2..50).map(|number| format!("u{number}"));
    let list = service.users().list().filter(Users::USER_NAME.in_(wanted));
    let found = list.collect_all().await.unwrap();
    assert_eq!(names(&found), ["u2", "u3", "u4", "u5"]);
    assert!(mock.requests()[0].line().starts_with("POST /Users/$query"));
}

#[tokio::test]
async fn changes_are_tracked() {
    let mock = mock();
    let service = client(&mock);
    let list = service.users().list().filter(Users::LEVEL.gt(1));
    let mut page = list.track_changes().await.unwrap();
    let mut seen = names(&page.items).len();
    while let Some(next) = page.next().await.unwrap() {
        seen += next.items.len();
        page = next;
    }
    assert_eq!(seen, 4);
    let link = page.delta_link.unwrap().to_string();

    let users = service.users();
    users.create(&user(6)).await.unwrap();
    users
        .by_key("u2")
        .update()
        .set(Users::DEPARTMENT, "Sales")
        .await
        .unwrap();
    users
        .by_key("u3")
        .update()
        .set(Users::LEVEL, 0)
        .await
        .unwrap();
    users.by_key("u4").delete().await.unwrap();
    let changes = service.client().page::<Delta<Users>>(link).await.unwrap();
    let mut found = Vec::new();
    for change in &changes.items {
        found.push(match change {
            Delta::Changed(user) => format!("changed {}", user.user_name.as_deref().unwrap()),
            Delta::Removed(removed) => {
                let id = removed.id.as_deref().unwrap().rsplit('/').next().unwrap();
                format!("{} {id}", removed.reason.as_deref().unwrap())
            }
            other => panic!("{other:?}"),
        });
    }
    found.sort();
    assert_eq!(
        found,
        [
            "changed Users('u3')",
            "changed u2",
            "changed u6",
            "deleted Users('u4')"
        ]
    );
    let link = changes.delta_link.unwrap().to_string();
    let changes = service.client().page::<Delta<Users>>(link).await.unwrap();
    assert_eq!(changes.items.len(), 0);
}

#[tokio::test]
async fn references_are_set_and_removed() {
    let mock = mock();
    let service = client(&mock);
    let new = Workflows {
        display_name: Some("New".into()),
        ..Workflows::default()
    };
    let created = service
        .workflows()
        .create(&new)
        .await
        .unwrap()
        .into_entity()
        .unwrap();
    let workflow = service.workflows().id(created.id.unwrap());
    let owner = workflow.owner();
    owner.set_link(&service.users().by_key("u1")).await.unwrap();
    assert_eq!(
        workflow.get().await.unwrap().owner_user_name.as_deref(),
        Some("u1")
    );
    assert!(owner.link().await.unwrap().url.ends_with("/Users('u1')"));
    owner.unlink().await.unwrap();
    assert_eq!(workflow.get().await.unwrap().owner_user_name, None);
}

#[tokio::test]
async fn expansions_are_counted_and_repeated() {
    let mock = mock();
    let service = client(&mock);
    let tasks = vec![
        Tasks {
            position: Some(1),
            ..Tasks::default()
        },
        Tasks {
            position: Some(2),
            ..Tasks::default()
        },
    ];
    let new = Workflows {
        display_name: Some("New".into()),
        tasks: Some(tasks.into()),
        ..Workflows::default()
    };
    service.workflows().create(&new).await.unwrap();
    let read = service
        .workflows()
        .list()
        .expand(Workflows::TASKS.count_only())
        .await
        .unwrap();
    let annotations = read.items[0].odata.as_ref().unwrap();
    assert_eq!(annotations.count_of("tasks"), Some(2));
    let deep = Workflows::TASKS
        .filter(Tasks::POSITION.gt(1))
        .expand(Tasks::WORKFLOW);
    let read = service.workflows().list().expand(deep).await.unwrap();
    let tasks = read.items[0].tasks.as_ref().unwrap();
    let [task] = &tasks[..] else {
        panic!("{tasks:?}")
    };
    assert_eq!(
        task.workflow.as_ref().unwrap().display_name.as_deref(),
        Some("New")
    );
}

#[tokio::test]
async fn changes_need_a_token_where_the_service_wants_one() {
    let builder = Mock::builder("metadata.csdl.xml").csrf_tokens(true);
    let mock = builder.start().unwrap();
    let refused = client(&mock).users().create(&user(1)).await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::FORBIDDEN));
    let builder = LifecycleWorkflowsClient::builder().base_url(mock.url());
    let layer = CsrfLayer::new(mock.url()).unwrap();
    let service = builder.layer(layer).build().unwrap();
    service.users().create(&user(1)).await.unwrap();
    service.users().by_key("u1").delete().await.unwrap();
    // One request for the token, for both changes.
    let requests = mock.requests();
    let fetches = requests
        .iter()
        .filter(|it| it.header("x-csrf-token") == Some("Fetch"));
    assert_eq!(fetches.count(), 1);
}

#[tokio::test]
async fn results_of_operations_are_made_up_on_request() {
    let builder = Mock::builder("metadata.csdl.xml").made_up_results(true);
    let mock = builder.start().unwrap();
    let service = client(&mock);
    assert_eq!(service.echo().text("a").await.unwrap(), "text");
    let users = service.users_above().level(1).await.unwrap();
    assert_eq!(users.items[0].level, Some(1));
    service.reset().await.unwrap();
    assert!(client(&self::mock()).echo().text("a").await.is_err());
}
