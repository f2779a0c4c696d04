//! Generated types, read and written. Run it also with `--features __test-arbitrary-precision`.

#![allow(
    clippy::unwrap_used,
    reason = "also in helpers of tests a panic is intended"
)]

#[path = "generated/model.rs"]
#[allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::match_single_binding,
    reason = "as emitted"
)]
mod model;

use clientwright_values::{
    Object, PropertyBag, Wire,
    wire::{Argument, EnumLiterals, Literal},
};
use clientwright_values::{from_json, to_json, to_request_json};
use model::*;
use serde_json::{Value, json};

fn text<T: Wire>(value: &T) -> String {
    String::from_utf8(to_json(value).unwrap()).unwrap()
}

fn request<T: Wire>(value: &T) -> String {
    String::from_utf8(to_request_json(value).unwrap()).unwrap()
}

fn read<T: Wire>(json: &str) -> T {
    from_json(json.as_bytes()).unwrap()
}

fn error<T: Wire + std::fmt::Debug>(json: &str) -> String {
    from_json::<T>(json.as_bytes()).unwrap_err().to_string()
}

/// What is read is written back byte for byte, by `Wire` and by serde.
#[track_caller]
fn round_trip<T>(json: &str) -> T
where
    T: Wire + serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let value: T = read(json);
    assert_eq!(text(&value), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
    assert_eq!(serde_json::from_slice::<T>(json.as_bytes()).unwrap(), value);
    assert_eq!(
        serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(),
        value
    );
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    let tree: Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), tree);
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), value);
    value
}

const REPORT: &str = concat!(
    r##"{"@odata.context":"https://host/$metadata#taskReports/$entity","@odata.type":"#microsoft.graph.identityGovernance.taskReport","##,
    r##""@odata.etag":"W/\"1\"","@ns.term":{"a":[1]},"id":"O'Neil","failedUsersCount":-3,"processingStatus":"inProgress","##,
    r##""startedDateTime":"2022-08-24T01:13:44.5200000Z","tags@odata.type":"#Collection(String)","tags":["a","b"],"##,
    r##""odd":["x",null],"big":-9007199254740993,"share":0.5,"price":12.5,"##,
    r##""task":{"executionSequence":1,"additionalProperties":"declared","category":"leaver,joiner","new":{"deep":[null,1.5]}},"##,
    r##""tasks@odata.context":"c","tasks@odata.count":1,"tasks":[{"@odata.etag":"2","executionSequence":2}],"##,
    r##""undeclared@ns.term":true,"undeclared":"u","another":null,"elsewhere@ns.term":0}"##
);

#[test]
fn objects_lose_nothing() {
    let report: TaskReport = round_trip(REPORT);
    assert_eq!(report.big, Some(-9_007_199_254_740_993));
    assert_eq!(report.odd, Some(vec![Some("x".into()), None]));
    let task = report.task.as_ref().unwrap();
    assert_eq!(task.additional_properties.as_deref(), Some("declared"));
    assert_eq!(
        task.additional_properties_.get("new"),
        Ok(Some(json!({"deep": [null, 1.5]})))
    );
    assert_eq!(
        report.additional_properties.get_raw("another"),
        Some("null")
    );
    let odata = report.odata.as_deref().unwrap();
    assert_eq!(odata.etag(), Some("W/\"1\""));
    assert_eq!(odata.count_of("tasks"), Some(1));
    assert_eq!(odata.get("@ns.term"), Ok(Some(json!({"a": [1]}))));
    assert!(report.is::<TaskReport>());
    assert!(!report.is::<Task>());
}

#[test]
fn requests_leave_out_what_only_services_send() {
    assert_eq!(
        request(&read::<TaskReport>(REPORT)),
        concat!(
            r##"{"@odata.type":"#microsoft.graph.identityGovernance.taskReport","@ns.term":{"a":[1]},"id":"O'Neil","##,
            r##""processingStatus":"inProgress","startedDateTime":"2022-08-24T01:13:44.5200000Z","##,
            r##""tags@odata.type":"#Collection(String)","tags":["a","b"],"odd":["x",null],"big":-9007199254740993,"##,
            r##""share":0.5,"price":12.5,"task":{"executionSequence":1,"additionalProperties":"declared","##,
            r##""category":"leaver,joiner","new":{"deep":[null,1.5]}},"tasks":[{"executionSequence":2}],"##,
            r##""undeclared@ns.term":true,"undeclared":"u","another":null,"elsewhere@ns.term":0}"##
        )
    );
    let computed = r#"{"task":{"created":"2022-08-24T01:13:44Z"},"tasks":[{"created":"2022-08-24T01:13:44Z"}]}"#;
    let report: TaskReport = round_trip(computed);
    assert_eq!(request(&report), r#"{"task":{},"tasks":[{}]}"#);
    assert_eq!(
        request(&vec![Some(report)]),
        r#"[{"task":{},"tasks":[{}]}]"#
    );
}

#[test]
fn null_and_absent_are_alike() {
    let report: TaskReport = read(r#"{"id":null,"tags":null,"task":null,"failedUsersCount":null}"#);
    assert_eq!(report, TaskReport::default());
    assert_eq!(text(&report), "{}");
    assert!(report.odata.is_none());
}

#[test]
fn order_of_keys_does_not_matter() {
    let report: TaskReport =
        read(r#"{"price":1,"x":1,"tags":[],"id":"a","big":"5","@etag":"e","share":"-INF"}"#);
    assert_eq!(
        text(&report),
        r#"{"@etag":"e","id":"a","tags":[],"big":5,"share":"-INF","price":1,"x":1}"#
    );
    assert_eq!(report.odata.unwrap().etag(), Some("e"));
}

#[test]
fn struct_update_syntax() {
    let task = Task {
        execution_sequence: Some(1),
        ..Default::default()
    };
    assert_eq!(text(&task), r#"{"executionSequence":1}"#);
    let mut bag = PropertyBag::new();
    bag.insert("extra", "x");
    let task = Task {
        additional_properties_: bag,
        ..task
    };
    assert_eq!(text(&task), r#"{"executionSequence":1,"extra":"x"}"#);
}

#[test]
fn errors_name_the_place() {
    assert_eq!(
        error::<TaskReport>(r#"{"failedUsersCount":"x"}"#),
        "failedUsersCount: invalid type: string \"x\", expected i32 at line 1 column 23 (in microsoft.graph.identityGovernance.taskReport)"
    );
    assert_eq!(
        serde_json::from_str::<TaskReport>(r#"{"failedUsersCount":"x"}"#)
            .unwrap_err()
            .to_string(),
        "microsoft.graph.identityGovernance.taskReport.failedUsersCount: invalid type: string \"x\", expected i32 at line 1 column 23"
    );
    let deep = from_json::<Vec<TaskReport>>(br#"[{},{"tasks":[{},{},{"executionSequence":1.5}]}]"#)
        .unwrap_err();
    assert_eq!(deep.path(), "[1].tasks[2].executionSequence");
    assert_eq!(
        deep.type_name(),
        Some("microsoft.graph.identityGovernance.task")
    );
    assert_eq!(
        deep.message(),
        "invalid type: floating point `1.5`, expected i32 at line 1 column 44"
    );
    assert_eq!(
        error::<Task>("[]"),
        "invalid type: sequence, expected an object of type microsoft.graph.identityGovernance.task at line 1 column 0"
    );
    assert!(
        error::<Task>(r#"{"created":"tomorrow"}"#)
            .starts_with("created: invalid date and time `tomorrow`, expected")
    );
    assert!(
        error::<Task>(r#"{"created":5}"#)
            .starts_with("created: invalid type: integer `5`, expected a date and time")
    );
    assert!(error::<Task>(r#"{"x":[1,}"#).starts_with("x: expected value"));
    assert!(error::<Task>(r#"{"category":true}"#).starts_with(
        "category: invalid type: boolean `true`, expected members of microsoft.graph.identityGovernance.lifecycleTaskCategory"
    ));
    for truncated in 0..REPORT.len() {
        if let Some(start) = REPORT.get(..truncated) {
            error::<TaskReport>(start);
        }
    }
}

#[test]
fn duplicates_are_errors() {
    for (json, path) in [
        (
            r#"{"executionSequence":1,"executionSequence":1}"#,
            "executionSequence",
        ),
        (
            r#"{"executionSequence":null,"created":null,"executionSequence":1}"#,
            "executionSequence",
        ),
        (r#"{"x":1,"y":2,"x":1}"#, "x"),
        (r#"{"@odata.etag":"1","@odata.etag":"1"}"#, "@odata.etag"),
        (r#"{"x@odata.count":1,"x@odata.count":1}"#, "x@odata.count"),
    ] {
        let error = from_json::<Task>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(error.message().starts_with("duplicate property"), "{error}");
        assert_eq!(
            error.type_name(),
            Some("microsoft.graph.identityGovernance.task")
        );
    }
}

const TRIGGER: &str = "microsoft.graph.identityGovernance.triggerAndScopeBasedConditions";

#[test]
fn derived_types_by_name() {
    for type_text in [
        format!("#{TRIGGER}"),
        TRIGGER.to_owned(),
        "#alias.triggerAndScopeBasedConditions".to_owned(),
        format!("https://graph.microsoft.com/v1.0/$metadata#{TRIGGER}"),
    ] {
        for key in ["@odata.type", "@type"] {
            let json = format!(
                r#"{{"@odata.context":"c","{key}":"{type_text}","@odata.id":"i","offsetInDays":-7,"new":1}}"#
            );
            let value: WorkflowExecutionConditions = round_trip(&json);
            let WorkflowExecutionConditions::TriggerAndScopeBasedConditions(trigger) = &value
            else {
                panic!("{value:?}")
            };
            assert_eq!(trigger.offset_in_days, Some(-7));
            assert_eq!(
                trigger.odata.as_ref().unwrap().odata_type(),
                Some(&*type_text)
            );

            // The type last: the same value.
            let json = format!(
                r#"{{"@odata.context":"c","offsetInDays":-7,"new":1,"@odata.id":"i","{key}":"{type_text}"}}"#
            );
            assert_eq!(read::<WorkflowExecutionConditions>(&json), value);
            let tree: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(
                serde_json::from_value::<WorkflowExecutionConditions>(tree).unwrap(),
                value
            );
        }
    }
}

#[test]
fn digits_survive_when_the_type_comes_late() {
    let price = "1234567890123456789012345678901.234";
    for json in [
        format!(r##"{{"price":{price},"@odata.type":"#{TRIGGER}"}}"##),
        format!(r##"{{"@odata.type":"#{TRIGGER}","price":{price}}}"##),
        format!(
            r##"{{"inner":{{"price":{price},"@odata.type":"#{TRIGGER}"}},"@odata.type":"#{TRIGGER}"}}"##
        ),
    ] {
        let value: WorkflowExecutionConditions = read(&json);
        assert!(text(&value).contains(price), "{json}");
        assert!(request(&value).contains(price), "{json}");
    }
}

#[test]
fn members_of_a_hierarchy_write_their_type() {
    let value =
        WorkflowExecutionConditions::OnDemandExecutionOnly(OnDemandExecutionOnly::default());
    let json = r##"{"@odata.type":"#microsoft.graph.identityGovernance.onDemandExecutionOnly"}"##;
    assert_eq!(text(&value), json);
    assert_eq!(request(&value), json);
    assert_eq!(text(&OnDemandExecutionOnly::default()), json);
    assert_eq!(
        text(&read::<OnDemandExecutionOnly>(r#"{"@odata.id":"i"}"#)),
        json.replace('}', r#","@odata.id":"i"}"#)
    );
}

#[test]
fn unknown_derived_types_lose_nothing() {
    for json in [
        r##"{"@odata.type":"#ns.new","b":[1,{"x":null}],"a":"1","a@odata.type":"#Int64"}"##,
        r##"{"b":1,"@odata.type":"ns.new","a":2}"##,
    ] {
        let value: WorkflowExecutionConditions = round_trip(json);
        let WorkflowExecutionConditions::Other(other) = &value else {
            panic!("{value:?}")
        };
        assert_eq!(other.type_name(), "ns.new");
        assert!(other.get_raw("b").is_some());
    }
    for json in [
        r#"{"a":1}"#,
        "{}",
        r#"{"@odata.type":null}"#,
        r#"{"@odata.id":"i"}"#,
        r#"{"a":1,"@odata.type":5}"#,
    ] {
        let value: WorkflowExecutionConditions = round_trip(json);
        let WorkflowExecutionConditions::Other(other) = &value else {
            panic!("{value:?}")
        };
        assert_eq!(other.type_name(), "");
    }
    let other = clientwright_values::other::Other::new("ns.new");
    assert_eq!(
        text(&WorkflowExecutionConditions::Other(other)),
        r##"{"@odata.type":"#ns.new"}"##
    );
}

#[test]
fn an_abstract_type_below_another() {
    for json in [
        r##"{"@odata.type":"#ns.nested","a":1}"##,
        r##"{"a":1,"@odata.type":"#ns.nested"}"##,
    ] {
        let value: WorkflowExecutionConditions = round_trip(json);
        let WorkflowExecutionConditions::Nested(Nested::Other(other)) = &value else {
            panic!("{value:?}")
        };
        assert_eq!(other.type_name(), "ns.nested");
    }
}

#[test]
fn polymorphic_errors_name_the_place() {
    for (json, path, message) in [
        (
            format!(r##"{{"@odata.type":"#{TRIGGER}","offsetInDays":"x"}}"##),
            "conditions.offsetInDays",
            "invalid type: string",
        ),
        (
            format!(r##"{{"offsetInDays":"x","@odata.type":"#{TRIGGER}"}}"##),
            "conditions.offsetInDays",
            "invalid type: string",
        ),
        (
            format!(r##"{{"offsetInDays":1,"offsetInDays":1,"@odata.type":"#{TRIGGER}"}}"##),
            "conditions.offsetInDays",
            "duplicate property",
        ),
        (
            r##"{"a":1,"a":1,"@odata.type":"#x.y"}"##.to_owned(),
            "conditions.a",
            "duplicate property",
        ),
        (
            "5".to_owned(),
            "conditions",
            "invalid type: integer `5`, expected an object of type microsoft.graph",
        ),
    ] {
        let error =
            from_json::<Task>(format!(r#"{{"conditions":{json}}}"#).as_bytes()).unwrap_err();
        assert_eq!(error.path(), path);
        assert!(error.message().starts_with(message), "{error}");
    }
}

#[test]
fn hostile_depth_is_an_error() {
    let n = 100_000;
    for (open, close) in [
        (r#"{"a":1,"inner":"#, "}"),
        (r#"{"inner":"#, "}"),
        (r#"{"x":"#, "}"),
        ("[", "]"),
    ] {
        let json = format!("{}null{}", open.repeat(n), close.repeat(n));
        assert!(from_json::<WorkflowExecutionConditions>(json.as_bytes()).is_err());
        assert!(
            from_json::<TaskReport>(format!(r#"{{"task":{{"conditions":{json}}}}}"#).as_bytes())
                .is_err()
        );
    }
    let open = format!(r##"{{"a":1,"@odata.type":"#{TRIGGER}","inner":"##);
    for n in [20, 60, 1000] {
        let json = format!("{}null{}", open.repeat(n), "}".repeat(n));
        assert_eq!(
            from_json::<WorkflowExecutionConditions>(json.as_bytes()).is_ok(),
            n < 100
        );
    }
}

#[test]
fn enumerations() {
    use LifecycleWorkflowProcessingStatus as Status;
    assert_eq!(round_trip::<Status>("\"inProgress\""), Status::InProgress);
    for json in [
        "\"unknownFutureValue\"",
        "\"in progress\"",
        "\"\"",
        "\"11\"",
        "7",
        "-1",
        "18446744073709551615",
        "\"caf\u{e9}\"",
    ] {
        let value: Status = round_trip(json);
        let Status::UnknownFutureValue(unknown) = &value else {
            panic!("{json}")
        };
        assert_eq!(unknown.as_str(), json.trim_matches('"'));
        assert_eq!(value.to_string(), json.trim_matches('"'));
        assert_eq!(request(&value), json);
    }
    assert_eq!(Status::from("completed"), Status::Completed);
    assert_eq!("completed".parse::<Status>(), Ok(Status::Completed));
    assert_eq!(Status::from(String::from("new")).as_str(), "new");
    assert_eq!(format!("[{:>8}]", Status::Queued), "[  queued]");
    assert_eq!(
        (
            Status::Completed.value(),
            read::<Status>("7").value(),
            Status::from("x").value()
        ),
        (Some(2), Some(7), None)
    );
    for json in ["1.5", "true", "null", "{}", "[]"] {
        let text = error::<Status>(json);
        assert!(text.contains("expected a member of microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus"), "{text}");
    }
    assert_eq!(round_trip::<Empty>("\"x\"").to_string(), "x");
}

#[test]
fn enumerations_are_listed_ordered_and_shown() {
    use LifecycleWorkflowProcessingStatus as Status;
    assert_eq!(
        Status::values(),
        [Status::Queued, Status::InProgress, Status::Completed]
    );
    assert!(Empty::values().is_empty());
    for (index, value) in Status::values().iter().enumerate() {
        let text: &str = value.as_ref();
        assert_eq!((Status::from(text), value.as_str()), (value.clone(), text));
        assert_eq!(value.value(), i64::try_from(index).ok());
    }
    let mut all: Vec<Status> = vec![
        read("\"b\""),
        Status::Completed,
        read("\"a\""),
        read("7"),
        Status::Queued,
        Status::InProgress,
    ];
    all.sort();
    let texts: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    let sorted = ["queued", "inProgress", "completed", "7", "a", "b"];
    assert_eq!(texts, sorted);
    // Values that are different are neither equal nor of the same rank.
    let (text, number): (Status, Status) = (read("\"7\""), read("7"));
    assert_ne!(text, number);
    assert_ne!(text.cmp(&number), std::cmp::Ordering::Equal);
    let distinct: std::collections::HashSet<Status> =
        all.iter().chain([&text, &number]).cloned().collect();
    assert_eq!(distinct.len(), 7);

    assert_eq!(format!("{:?}", Status::InProgress), "InProgress");
    assert_eq!(
        format!("{:?} {:?}", Status::from("new"), number),
        "UnknownFutureValue(\"new\") UnknownFutureValue(7)"
    );
    assert_eq!(format!("{:?}", Verdict::Err), "Err");
}

#[test]
fn members_may_have_the_names_of_associated_types() {
    assert_eq!("err".parse::<Verdict>(), Ok(Verdict::Err));
    for (name, member) in [
        ("err", Verdict::Err),
        ("error", Verdict::Error),
        ("ok", Verdict::Ok),
        ("some", Verdict::Some),
        ("none", Verdict::None),
        ("output", Verdict::Output),
        ("item", Verdict::Item),
    ] {
        assert_eq!(round_trip::<Verdict>(&format!("\"{name}\"")), member);
    }
}

fn literal<T: Literal>(value: &T) -> [String; 2] {
    [EnumLiterals::Qualified, EnumLiterals::Unqualified].map(|enums| {
        let mut out = String::new();
        value.write_literal(&mut out, enums);
        assert_eq!(value.argument(enums), Argument::Literal(out.clone()));
        out
    })
}

#[test]
fn literals() {
    use LifecycleWorkflowProcessingStatus as Status;
    let name = "microsoft.graph.identityGovernance.lifecycleWorkflowProcessingStatus";
    assert_eq!(
        literal(&Status::Queued),
        [format!("{name}'queued'"), "'queued'".into()]
    );
    assert_eq!(literal(&Status::from("O'Neil"))[1], "'O''Neil'");
    let name = "microsoft.graph.identityGovernance.lifecycleTaskCategory";
    let flags = LifecycleTaskCategory::JOINER | LifecycleTaskCategory::LEAVER;
    assert_eq!(
        literal(&flags),
        [format!("{name}'joiner,leaver'"), "'joiner,leaver'".into()]
    );
    let date = read::<clientwright_values::time::DateTimeOffset>("\"2022-07-19T00:00:00Z\"");
    assert_eq!(literal(&date)[0], "2022-07-19T00:00:00Z");
    let task: Task = read(r#"{"executionSequence":1,"created":"2022-07-19T00:00:00Z"}"#);
    assert_eq!(
        task.argument(EnumLiterals::Qualified),
        Argument::Json(r#"{"executionSequence":1}"#.into())
    );
}

#[test]
fn flags() {
    use LifecycleTaskCategory as Category;
    for json in [
        "\"joiner,leaver,other\"",
        "\"leaver, joiner\"",
        "\"65\"",
        "65",
        "-1",
        "\"\"",
        "\"new\"",
        "\"joiner,64\"",
        "0",
    ] {
        let value: Category = round_trip(json);
        assert_eq!(request(&value), json);
    }
    let read_set: Category = read("\"joiner,leaver,other\"");
    assert!(read_set.contains(&Category::JOINER));
    assert!(!read_set.contains(&Category::MOVER));
    assert_eq!(
        read_set.names().collect::<Vec<_>>(),
        ["joiner", "leaver", "other"]
    );
    assert_eq!(read_set.bits(), 3);
    let flags: Vec<Category> = read_set.iter().collect();
    assert_eq!(
        flags,
        [Category::JOINER, Category::LEAVER, Category::from("other")]
    );
    assert_eq!(
        Category::values(),
        [
            Category::JOINER,
            Category::LEAVER,
            Category::UNKNOWN_FUTURE_VALUE,
            Category::MOVER
        ]
    );
    for json in ["\"joiner,leaver,other\"", "65", "\"joiner,64\"", "0"] {
        let set: Category = read(json);
        let all = set.iter().fold(Category::default(), |all, flag| all | flag);
        assert_eq!(all, set, "{json}");
    }
    // Unchanged by what it has, changed by what it has not.
    assert_eq!(
        text(&(read::<Category>("\"leaver,joiner\"") | Category::JOINER)),
        "\"leaver,joiner\""
    );
    assert_eq!(
        text(&(read_set.clone() | Category::MOVER)),
        "\"joiner,leaver,mover,other\""
    );
    assert_eq!(
        text(&read_set.without(&Category::JOINER)),
        "\"leaver,other\""
    );
    assert_eq!(
        text(&read_set.without(&Category::MOVER)),
        "\"joiner,leaver,other\""
    );
    assert_eq!(
        text(&(read::<Category>("5") | Category::LEAVER)),
        "\"joiner,leaver,unknownFutureValue\""
    );

    assert_eq!(
        read::<Category>("\"leaver,joiner\""),
        Category::JOINER | Category::LEAVER
    );
    assert_eq!(read::<Category>("3"), Category::from("joiner,leaver"));
    assert_ne!(read::<Category>("\"joiner,x\""), Category::JOINER);
    assert_eq!(read::<Category>("\"x,y\""), read::<Category>("\"y,x\""));
    let hash = std::collections::HashSet::from([
        read::<Category>("\"x,y,joiner\""),
        read::<Category>("\"joiner,y,x\""),
    ]);
    assert_eq!(hash.len(), 1);
    assert_eq!(text(&Category::default()), "\"0\"");
    assert!(Category::default().is_empty());
    assert_eq!(text(&Category::from_bits_for_test(16 | 1)), "\"17\"");
    assert_eq!(format!("{:?}", Category::JOINER), "\"joiner\"");
    assert_eq!("joiner".parse::<Category>(), Ok(Category::JOINER));
    for json in ["1.5", "true", "18446744073709551615", "{}"] {
        assert!(from_json::<Category>(json.as_bytes()).is_err(), "{json}");
    }
}

impl LifecycleTaskCategory {
    fn from_bits_for_test(bits: i64) -> Self {
        clientwright_values::flags::Flags::from_set(clientwright_values::flags::FlagSet::from_bits(
            bits,
        ))
    }
}
