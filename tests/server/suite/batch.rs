//! Several requests in one, in the forms that the service accepts: JSON, change sets, dependencies.

use clientwright_server_tests::{Tasks, Users, Workflows};
use http::StatusCode;

use crate::{LEAVERS, ODD, leavers, new_workflow, service};

#[tokio::test]
async fn results_are_typed_and_fail_alone() {
    let service = service();
    let mut batch = service.client().batch();
    let workflow = batch.add(leavers().get().expand(Workflows::OWNER));
    let users = batch.add(
        service
            .users()
            .list()
            .filter(Users::DEPARTMENT.eq(ODD))
            .filter(Users::LEVEL.ge(0)),
    );
    let count = batch.add(service.users().count().filter(Users::LEVEL.eq(3)));
    let missing = batch.add(service.users().by_key("nobody").get());
    let echo = batch.add(service.echo().text(ODD).request());
    let mut responses = batch.send().await.unwrap();

    let workflow = responses.take(workflow).unwrap();
    assert_eq!(workflow.id, Some(LEAVERS));
    assert_eq!(workflow.cost.unwrap().to_string(), "1234.500");
    assert_eq!(
        workflow.owner.unwrap().user_name.as_deref(),
        Some("user0001")
    );
    let users = responses.take(users).unwrap();
    assert_eq!(users.items.len(), 100);
    let next = users.next().await.unwrap().unwrap();
    assert_eq!(next.items[0].user_name.as_deref(), Some("user0200"));
    assert_eq!(responses.take(count).unwrap(), 100);
    assert!(responses.take(missing).unwrap_err().is_not_found());
    assert_eq!(responses.take(echo).unwrap(), ODD);
}

#[tokio::test]
async fn more_than_one_batch() {
    let service = service();
    let mut batch = service.client().batch();
    let names: Vec<_> = (0..45).map(|number| format!("user{number:04}")).collect();
    let tickets: Vec<_> = names
        .iter()
        .map(|name| batch.add(service.users().by_key(name).get()))
        .collect();
    let mut responses = batch.send().await.unwrap();
    for (ticket, name) in tickets.into_iter().zip(names) {
        assert_eq!(responses.take(ticket).unwrap().user_name, Some(name));
    }
}

/// A query that is too long for a URL is sent in a batch; the service does not support `/$query`.
#[tokio::test]
async fn a_long_query() {
    let service = service();
    let names = (0..1000)
        .step_by(10)
        .map(|number| format!("user{number:04}"));
    let list = service.users().list().filter(Users::USER_NAME.in_(names));
    assert!(list.url().unwrap().to_string().len() > 1_500);
    let mut batch = service.client().batch();
    let users = batch.add(list);
    let users = batch.send().await.unwrap().take(users).unwrap();
    assert_eq!(users.items.len(), 100);
}

#[tokio::test]
async fn a_change_set_is_applied_completely_or_not_at_all() {
    let (workflow, _) = new_workflow("Change set").await;
    let service = service();
    let tasks = |position: Option<i32>| {
        let task = Tasks {
            position,
            ..Tasks::default()
        };
        workflow.tasks().create(&task)
    };

    let mut batch = service.client().batch();
    let [one, two] = batch.change_set(|set| [set.add(tasks(Some(1))), set.add(tasks(Some(2)))]);
    let after = batch.add_after([one.id(), two.id()], workflow.tasks().count());
    let mut responses = batch.send().await.unwrap();
    assert_eq!(
        responses.take_response(one).unwrap().status(),
        StatusCode::CREATED
    );
    let two = responses.take(two).unwrap().try_into_entity().unwrap();
    assert_eq!(two.position, Some(2));
    assert_eq!(responses.take(after).unwrap(), 2);

    // The second is rejected because it has no position, so that the first is not created either.
    let mut batch = service.client().batch();
    let [three, bad] = batch.change_set(|set| [set.add(tasks(Some(3))), set.add(tasks(None))]);
    let after = batch.add_after([three.id()], workflow.tasks().count());
    let mut responses = batch.send().await.unwrap();
    assert!(responses.take(bad).is_err());
    assert!(responses.take(three).is_err());
    assert_eq!(
        responses.take(after).unwrap_err().status(),
        Some(StatusCode::FAILED_DEPENDENCY)
    );
    assert_eq!(workflow.tasks().count().await.unwrap(), 2);
}
