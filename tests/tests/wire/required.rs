//! Values of properties that should be there.

use std::error::Error as _;

use clientwright_odata::{Error, Object as _, Property, from_json};
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    Task, TaskProcessingResult, TaskReport, Workflow,
};
use msgraph_lifecycle_workflows::v1_0::{KeyValuePair, User};

#[test]
fn values_of_every_kind_of_property() {
    let text = br#"{
        "id": "r", "failedUsersCount": 3, "processingStatus": "failed",
        "task": {"id": "t", "arguments": [{"name": "a", "value": "b"}]},
        "taskProcessingResults": [{"id": "p"}]
    }"#;
    let report: TaskReport = from_json(text).unwrap();
    // In the order of the request, not of the metadata.
    assert_eq!(report.require(TaskReport::FAILED_USERS_COUNT), Ok(&3));
    let status = report.require(TaskReport::PROCESSING_STATUS).unwrap();
    assert_eq!(status.as_str(), "failed");
    // A key, a navigation property, one of many, a collection of complex values.
    assert_eq!(report.require(TaskReport::ID).unwrap(), "r");
    let task: &Task = report.require(TaskReport::TASK).unwrap();
    let arguments: &Vec<KeyValuePair> = task.require(Task::ARGUMENTS).unwrap();
    assert_eq!(arguments[0].require(KeyValuePair::VALUE).unwrap(), "b");
    let results: &Vec<TaskProcessingResult> =
        report.require(TaskReport::TASK_PROCESSING_RESULTS).unwrap();
    assert_eq!(results[0].require(TaskProcessingResult::ID).unwrap(), "p");
}

#[test]
fn fields_of_wide_types() {
    let empty = User::default();
    for name in User::FIELDS {
        // The first and the last field of each tuple are found, and no other instead of them.
        let error = empty.require(Property::<User, String>::new(name));
        let text = error.unwrap_err().to_string();
        assert!(text.ends_with("was not requested"), "{name}: {text}");
    }
    let user = User {
        display_name: Some("a".to_owned()),
        user_type: Some("Guest".to_owned()),
        ..User::default()
    };
    assert_eq!(user.require(User::DISPLAY_NAME).unwrap(), "a");
    assert_eq!(user.require(User::USER_TYPE).unwrap(), "Guest");
    assert!(user.require(User::MAIL).is_err());
}

#[test]
fn errors_name_type_and_property() {
    fn id(report: &TaskReport) -> Result<&str, Error> {
        Ok(report.require(TaskReport::ID)?)
    }
    let error = id(&TaskReport::default()).unwrap_err();
    assert!(matches!(error, Error::MissingProperty(_)));
    assert_eq!(
        error.to_string(),
        "`id` of `microsoft.graph.identityGovernance.taskReport` has no value: it is null or was not requested"
    );
    assert!(error.source().is_none());
    let null: Workflow = from_json(br#"{"displayName": null}"#).unwrap();
    let error = null.require(Workflow::DISPLAY_NAME).unwrap_err();
    assert_eq!(
        (error.type_name(), error.property()),
        ("microsoft.graph.identityGovernance.workflow", "displayName")
    );

    // Constants that are written without the generator may be wrong.
    let report = TaskReport {
        id: Some("r".to_owned()),
        ..TaskReport::default()
    };
    let number = report.require(Property::<TaskReport, i32>::new("id"));
    assert_eq!(
        number.unwrap_err().to_string(),
        "`id` of `microsoft.graph.identityGovernance.taskReport` is not of the type `i32`"
    );
    let other = report.require(Property::<TaskReport, i32>::new("size"));
    assert_eq!(
        other.unwrap_err().to_string(),
        "`size` of `microsoft.graph.identityGovernance.taskReport` is not declared"
    );
}
