//! Reading, creating, updating, deleting.

use clientwright_odata::Error;
use clientwright_odata::edm::Guid;
use clientwright_odata::request::Return;
use clientwright_server_tests::{TaskReports, TaskResults, Tasks, Users, Workflows};
use http::StatusCode;

use crate::of_cap::OfCap;
use crate::{LEAVERS, ODD, REPORT, leavers, new_workflow, service};

#[tokio::test]
async fn get_one() {
    let workflow = leavers().get().await.unwrap();
    assert_eq!(workflow.id, Some(LEAVERS));
    assert_eq!(workflow.display_name.as_deref(), Some("Leavers"));
    assert_eq!(workflow.tasks, None);
    assert!(workflow.additional_properties.is_empty());
}

#[tokio::test]
async fn get_by_a_key_of_two_parts() {
    let result = service()
        .task_results()
        .by_key(REPORT, 2)
        .get()
        .await
        .unwrap();
    assert_eq!(result.subject_user_name.as_deref(), Some("user0002"));
    let by_path = leavers().reports().id(REPORT).results().by_key(REPORT, 2);
    let mut read = by_path.get().await.unwrap();
    // Everything except the context, which is relative to the request URL.
    read.odata.clone_from(&result.odata);
    assert_eq!(read, result);
}

#[tokio::test]
async fn get_through_navigation_to_one() {
    let owner = leavers().owner().get().await.unwrap();
    assert_eq!(owner.user_name.as_deref(), Some("user0001"));
}

#[tokio::test]
async fn a_key_with_every_character() {
    // No slash: the framework of the service treats it as the end of a segment, encoded or not.
    let key = "O'Neil & Söhne 100% a+b#c?d=e;f,g(h)";
    let users = service().users();
    let user = Users {
        user_name: Some(key.into()),
        display_name: Some(ODD.into()),
        level: Some(-1),
        ..Users::default()
    };
    assert_eq!(
        users
            .create(&user)
            .await
            .unwrap()
            .into_entity()
            .unwrap()
            .user_name
            .as_deref(),
        Some(key)
    );
    let read = users.by_key(key).get().await.unwrap();
    assert_eq!(read.user_name.as_deref(), Some(key));
    assert_eq!(read.display_name.as_deref(), Some(ODD));
    users.by_key(key).delete().await.unwrap();
    assert!(users.by_key(key).get().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn singleton() {
    let settings = service().settings().get().await.unwrap();
    assert_eq!(settings.retention_days, Some(30));
}

#[tokio::test]
async fn create_returns_the_location() {
    let request = Workflows {
        display_name: Some("New".into()),
        ..Workflows::default()
    };
    let created = service().workflows().create(&request).send().await.unwrap();
    assert_eq!(created.status(), StatusCode::CREATED);
    let location = created.location().unwrap().to_owned();
    let workflow = created.into_body().into_entity().unwrap();
    assert!(
        location.contains(&workflow.id.unwrap().to_string()),
        "{location}"
    );
    // The service sets the default values of its model.
    assert_eq!(workflow.is_enabled, Some(false));
}

#[tokio::test]
async fn deep_insert() {
    let report = Guid::from_u128(rand());
    let request = Workflows {
        display_name: Some("Deep".into()),
        tasks: Some(
            [
                Tasks {
                    position: Some(1),
                    display_name: Some("One".into()),
                    ..Tasks::default()
                },
                Tasks {
                    position: Some(2),
                    continue_on_error: Some(true),
                    ..Tasks::default()
                },
            ]
            .into(),
        ),
        reports: Some(
            [TaskReports {
                id: Some(report),
                run_id: Some("r".into()),
                results: Some(
                    [TaskResults {
                        number: Some(7),
                        failure_reason: Some(ODD.into()),
                        ..TaskResults::default()
                    }]
                    .into(),
                ),
                ..TaskReports::default()
            }]
            .into(),
        ),
        ..Workflows::default()
    };
    let created = service().workflows().create(&request).await.unwrap();
    let created = created.into_entity().unwrap();
    let workflow = service().workflows().id(created.id.unwrap());
    let read = workflow
        .get()
        .expand(Workflows::TASKS.order_by(Tasks::POSITION))
        .expand(Workflows::REPORTS.expand(TaskReports::RESULTS))
        .await
        .unwrap();
    let tasks = read.tasks.unwrap();
    assert_eq!(tasks.len(), 2);
    assert_eq!(tasks[0].display_name.as_deref(), Some("One"));
    assert_eq!(tasks[1].continue_on_error, Some(true));
    let result = &read.reports.unwrap()[0].results.as_ref().unwrap()[0].clone();
    assert_eq!(
        (result.number, result.failure_reason.as_deref()),
        (Some(7), Some(ODD))
    );
}

#[tokio::test]
async fn update_distinguishes_unset_null_and_value() {
    let (workflow, before) = new_workflow("Update").await;
    let etag = before
        .odata
        .as_ref()
        .and_then(|odata| odata.etag())
        .unwrap();
    let after = workflow
        .update()
        .set(Workflows::DISPLAY_NAME, ODD)
        .set_null(Workflows::DESCRIPTION)
        .if_match(etag)
        .returning(Return::Representation)
        .await
        .unwrap()
        .into_entity()
        .expect("the request asks for the entity");
    assert_eq!(after.display_name.as_deref(), Some(ODD));
    assert_eq!(after.description, None);
    assert_eq!(after.version, Some(1));
}

#[tokio::test]
async fn a_created_entity_is_bound_to_existing_ones() {
    let service = service();
    let created = service
        .workflows()
        .create_with()
        .set(Workflows::DISPLAY_NAME, "Bound")
        .set_null(Workflows::CATEGORY)
        .insert(
            Workflows::TASKS,
            vec![Tasks {
                position: Some(1),
                ..Tasks::default()
            }],
        )
        .bind(Workflows::OWNER, &service.users().by_key("user0005"))
        .await
        .unwrap()
        .into_entity()
        .unwrap();
    let workflow = service.workflows().id(created.id.unwrap());
    assert_eq!(workflow.owner().get().await.unwrap().level, Some(5));
    assert_eq!(workflow.tasks().count().await.unwrap(), 1);

    workflow
        .update()
        .bind(Workflows::OWNER, &service.users().by_key("user0006"))
        .if_match_of(&created)
        .await
        .unwrap();
    assert_eq!(workflow.owner().get().await.unwrap().level, Some(6));
    // There is no owner any more. This is not an error for a request that expects an optional entity.
    workflow
        .update()
        .set_null(Workflows::OWNER_USER_NAME)
        .if_match("*")
        .await
        .unwrap();
    assert_eq!(workflow.owner().get().optional().await.unwrap(), None);
}

#[tokio::test]
async fn delete() {
    let (workflow, _) = new_workflow("Delete").await;
    workflow.delete().if_match("*").await.unwrap();
    let error = workflow.get().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn not_found_is_recognized() {
    let error = service().users().by_key("nobody").get().await.unwrap_err();
    assert!(error.is_not_found());
    assert!(matches!(error, Error::OData(_)), "{error:?}");
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    let code = match OfCap::StatusAsCode.holds() {
        true => "404",
        false => "NotFound",
    };
    assert_eq!(error.code(), Some(code));
}

#[tokio::test]
async fn a_rejected_value_has_a_message() {
    let workflows = service().workflows();
    let error = workflows.create(&Workflows::default()).await.unwrap_err();
    let Error::OData(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.status(), StatusCode::BAD_REQUEST);
    assert_eq!(error.target(), Some("displayName"), "{error:?}");

    let (workflow, _) = new_workflow("Refused").await;
    let error = workflow
        .update()
        .set(Workflows::VERSION, 1001)
        .if_match("*")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("between 0 and 1000"), "{error}");
}

/// A number that no other test uses.
pub(crate) fn rand() -> u128 {
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    let half = || u128::from(RandomState::new().build_hasher().finish());
    half() << 64 | half()
}
