//! Values of abstract types, distinguished by `@odata.type`.

use clientwright_odata::{Object as _, from_json, to_json};
use msgraph_lifecycle_workflows::v1_0::identity_governance::{
    ActivationScope, ActivationTaskScopeType, CustomTaskExtensionCalloutData, Run,
    TriggerAndScopeBasedConditions, Workflow, WorkflowExecutionConditions as Conditions,
    WorkflowExecutionTrigger as Trigger,
};
use msgraph_lifecycle_workflows::v1_0::{DirectoryObject, SubjectSet, User};

use super::{exact, round_trip};

const NAMESPACE: &str = "microsoft.graph.identityGovernance";

fn conditions(text: &str) -> Conditions {
    let json =
        format!(r##"{{"@odata.type":"#{NAMESPACE}.workflow","executionConditions":{text}}}"##);
    exact::<Workflow>(&json).execution_conditions.unwrap()
}

fn based(conditions: Conditions) -> TriggerAndScopeBasedConditions {
    match conditions {
        Conditions::TriggerAndScopeBasedConditions(based) => based,
        other => panic!("{other:?}"),
    }
}

#[test]
fn execution_conditions_with_trigger_and_scope() {
    let text = format!(
        r##"{{"@odata.type":"#{NAMESPACE}.triggerAndScopeBasedConditions","scope":{{"@odata.type":"#{NAMESPACE}.ruleBasedSubjectSet","rule":"(country eq 'NO')"}},"trigger":{{"@odata.type":"#{NAMESPACE}.timeBasedAttributeTrigger","offsetInDays":-3,"timeBasedAttribute":"employeeHireDate"}}}}"##
    );
    let based = based(conditions(&text));
    let Some(SubjectSet::RuleBasedSubjectSet(scope)) = based.scope else {
        panic!("{:?}", based.scope)
    };
    assert_eq!(scope.rule.as_deref(), Some("(country eq 'NO')"));
    let Some(Trigger::TimeBasedAttributeTrigger(trigger)) = based.trigger else {
        panic!("{:?}", based.trigger)
    };
    assert_eq!(trigger.offset_in_days, Some(-3));
}

#[test]
fn the_type_in_another_case() {
    for key in ["@odata.type", "@OData.Type", "@type", "@TYPE"] {
        for name in [
            format!("#{NAMESPACE}.onDemandExecutionOnly"),
            format!("#{}.ONDEMANDEXECUTIONONLY", NAMESPACE.to_uppercase()),
        ] {
            for text in [
                format!(r#"{{"{key}":"{name}","new":1}}"#),
                format!(r#"{{"new":1,"{key}":"{name}"}}"#),
            ] {
                let read: Conditions = from_json(text.as_bytes()).unwrap();
                let Conditions::OnDemandExecutionOnly(read) = read else {
                    panic!("{text}: {read:?}")
                };
                assert_eq!(read.additional_properties.len(), 1, "{text}");
                // It is written once.
                let written = String::from_utf8(to_json(&read).unwrap()).unwrap();
                assert_eq!(
                    written.to_lowercase().matches("type\"").count(),
                    1,
                    "{written}"
                );
            }
        }
    }
}

#[test]
fn a_type_without_properties() {
    let read = conditions(&format!(
        r##"{{"@odata.type":"#{NAMESPACE}.onDemandExecutionOnly"}}"##
    ));
    assert!(
        matches!(read, Conditions::OnDemandExecutionOnly(_)),
        "{read:?}"
    );
}

#[test]
fn every_trigger() {
    for (name, properties) in [
        (
            "attributeChangeTrigger",
            r#""triggerAttributes":[{"name":"department"}]"#,
        ),
        ("membershipChangeTrigger", r#""changeType":"add""#),
        ("timeBasedAttributeTrigger", r#""offsetInDays":0"#),
        ("userInactivityTrigger", r#""inactivityPeriodInDays":30"#),
    ] {
        let read: Trigger = exact(&format!(
            r##"{{"@odata.type":"#{NAMESPACE}.{name}",{properties}}}"##
        ));
        assert!(!matches!(read, Trigger::Other(_)), "{read:?}");
    }
}

#[test]
fn activated_on_scope() {
    for (name, properties) in [
        ("activateGroupScope", r#""group":{"id":"g"}"#),
        (
            "activateProcessingResultScope",
            r#""taskScope":"failedTasks","processingResults":[{"id":"p"}]"#,
        ),
        ("activateRunScope", r#""run":{"id":"r"}"#),
        ("activateUserScope", r#""users":[{"id":"u"}]"#),
    ] {
        let json = format!(
            r##"{{"id":"r","activatedOnScope":{{"@odata.type":"#{NAMESPACE}.{name}",{properties}}}}}"##
        );
        let (run, _) = round_trip::<Run>(&json);
        let scope = run.activated_on_scope.unwrap();
        match &scope {
            ActivationScope::ActivateGroupScope(scope) => {
                assert_eq!(scope.group.as_ref().unwrap().id.as_deref(), Some("g"));
            }
            ActivationScope::ActivateProcessingResultScope(scope) => {
                assert_eq!(scope.task_scope, Some(ActivationTaskScopeType::FailedTasks));
            }
            ActivationScope::ActivateRunScope(scope) => {
                assert_eq!(scope.run.as_ref().unwrap().id.as_deref(), Some("r"));
            }
            ActivationScope::ActivateUserScope(scope) => {
                assert_eq!(scope.users.as_ref().unwrap()[0].id.as_deref(), Some("u"));
            }
            other => panic!("{other:?}"),
        }
        let written = String::from_utf8(to_json(&scope).unwrap()).unwrap();
        let start = format!(r##"{{"@odata.type":"#{NAMESPACE}.{name}","##);
        assert!(written.starts_with(&start), "{written}");
    }
}

/// With and without `#`, as a URL, in the short spelling of 4.01, and in any position.
#[test]
fn every_form_of_the_type_name() {
    let parts = |annotation: &str| {
        let (inner, outer) = (
            format!(r#""{annotation}membershipChangeTrigger""#),
            format!(r#""{annotation}triggerAndScopeBasedConditions""#),
        );
        [
            format!(r#"{{{outer},"trigger":{{{inner},"changeType":"add"}},"x":1}}"#),
            format!(r#"{{"x":1,"trigger":{{"changeType":"add",{inner}}},{outer}}}"#),
            format!(
                r#"{{"@odata.etag":"e","x":1,{outer},"trigger":{{"@a.b":1,"changeType":"add",{inner}}}}}"#
            ),
        ]
    };
    for annotation in [
        format!(r##"@odata.type":"#{NAMESPACE}."##),
        format!(r#"@odata.type":"{NAMESPACE}."#),
        format!(r#"@odata.type":"https://graph.microsoft.com/v1.0/$metadata#{NAMESPACE}."#),
        format!(r##"@type":"#{NAMESPACE}."##),
    ] {
        for json in parts(&annotation) {
            let (read, written) = round_trip::<Conditions>(&json);
            let based = based(read.clone());
            assert_eq!(based.additional_properties.get("x"), Ok(Some(1)), "{json}");
            let Some(Trigger::MembershipChangeTrigger(trigger)) = based.trigger else {
                panic!("{json}")
            };
            assert!(trigger.change_type.is_some());
            // All forms give the same value.
            assert_eq!(exact::<Conditions>(&written), read, "{json}");
        }
    }
}

/// The alias of a schema is also valid in the name of the type.
#[test]
fn by_alias() {
    let (read, written) =
        round_trip::<SubjectSet>(r#"{"groupId":"g","@odata.type":"graph.groupMembers"}"#);
    let SubjectSet::GroupMembers(members) = &read else {
        panic!("{read:?}")
    };
    assert_eq!(members.group_id.as_deref(), Some("g"));
    assert_eq!(exact::<SubjectSet>(&written), read);
}

#[test]
fn a_derived_type_that_is_not_known_keeps_everything() {
    let text = format!(
        r##"{{"@odata.type":"#{NAMESPACE}.phaseOfTheMoon","@odata.etag":"e","phase":"full","at":["a",{{"b":null}}],"at@c.d":1}}"##
    );
    let Conditions::Other(other) = conditions(&text) else {
        panic!()
    };
    assert_eq!(other.type_name(), format!("{NAMESPACE}.phaseOfTheMoon"));
    assert_eq!(other.get_raw("phase"), Some("\"full\""));
    // Also with the type at the end, and without a type.
    exact::<Conditions>(&format!(
        r##"{{"phase":"new","@odata.type":"#{NAMESPACE}.phaseOfTheMoon"}}"##
    ));
    exact::<Conditions>(r#"{"phase":"new"}"#);
    exact::<Conditions>("{}");
}

#[test]
fn a_new_derived_type_is_read_as_its_base() {
    // `directoryObject` is concrete: values of derived types are read as this type, and nothing is lost.
    let text = r##"{"@odata.type":"#microsoft.graph.user","id":"u","displayName":"Ada"}"##;
    let object: DirectoryObject = exact(text);
    assert!(object.is::<User>());
    let user: User = object.downcast().unwrap();
    assert_eq!(user.display_name.as_deref(), Some("Ada"));
    assert_eq!(to_json(&user).unwrap(), text.as_bytes());
}

#[test]
fn errors_name_the_path_also_after_a_late_type() {
    let json = format!(
        r##"{{"executionConditions":{{"trigger":{{"offsetInDays":"x","@odata.type":"#{NAMESPACE}.timeBasedAttributeTrigger"}},"@odata.type":"#{NAMESPACE}.triggerAndScopeBasedConditions"}}}}"##
    );
    let error = from_json::<Workflow>(json.as_bytes()).unwrap_err();
    assert_eq!(
        error.path(),
        "executionConditions.trigger.offsetInDays",
        "{error}"
    );
}

/// The body of a request that the service sends; no path reaches this type.
#[test]
fn the_request_body_of_a_custom_extension() {
    let text = format!(
        r##"{{"@odata.type":"#{NAMESPACE}.customTaskExtensionCalloutData","subject":{{"id":"u","displayName":"Ada"}},"task":{{"id":"t"}},"taskProcessingresult":{{"id":"p"}},"workflow":{{"@odata.type":"#{NAMESPACE}.workflow","id":"w","version":3}}}}"##
    );
    let data: CustomTaskExtensionCalloutData = from_json(text.as_bytes()).unwrap();
    let name = data
        .subject
        .as_ref()
        .and_then(|user| user.display_name.as_deref());
    assert_eq!(name, Some("Ada"));
    assert_eq!(
        data.workflow.as_ref().and_then(|workflow| workflow.version),
        Some(3)
    );
    let result = data.task_processingresult.as_ref();
    assert_eq!(result.and_then(|result| result.id.as_deref()), Some("p"));
    assert!(data.additional_properties.is_empty());
}
