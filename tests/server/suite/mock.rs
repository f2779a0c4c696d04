//! A mock of the service, with its data and what its operations do: the same as in `srv/service.js`.

use std::sync::OnceLock;

use clientwright_mock::{Error, Invocation, Method, Mock, Reply};
use clientwright_odata::edm::{Binary, DateTimeOffset, Guid};
use clientwright_server_tests::{
    LifecycleArgument, LifecycleTrigger, Settings, TaskReportSummary, TaskReports, TaskResults,
    Tasks, Users, Workflows,
};

use crate::{LEAVERS, ODD, REPORT};

/// The mock of all tests of this program.
pub(crate) fn shared() -> &'static Mock {
    static MOCK: OnceLock<Mock> = OnceLock::new();
    MOCK.get_or_init(start)
}

fn start() -> Mock {
    let mock = Mock::builder("metadata.csdl.xml")
        .base_path("/odata/v4/lifecycle")
        .page_size(100)
        .start()
        .unwrap();
    mock.seed("/Users", &users()).unwrap();
    let settings = Settings {
        id: Some(1),
        retention_days: Some(30),
        ..Settings::default()
    };
    mock.seed("/Settings", &settings).unwrap();
    mock.seed("/Workflows", &workflow()).unwrap();

    mock.on(Method::GET, "/echo(*)").reply_with(|call| {
        let text: Option<String> = call.parameter("text")?;
        Reply::value(&text)
    });
    mock.on(Method::GET, "/usersAbove(*)").reply_with(|call| {
        let level: Option<i32> = call.parameter("level")?;
        let mut users: Vec<Users> = call.entities("/Users")?;
        users.retain(|user| user.level > level);
        users.sort_by(|a, b| a.user_name.cmp(&b.user_name));
        users.truncate(5);
        Reply::value(&users)
    });
    mock.on(Method::POST, "/fail").reply_with(|call| {
        let status: Option<u16> = call.parameter("status")?;
        let message: Option<String> = call.parameter("message")?;
        Reply::error(
            status.unwrap_or(500),
            "Failed",
            &message.unwrap_or_default(),
        )
    });
    let bound = |name: &str| format!("/Workflows(*)/LifecycleWorkflows.{name}");
    mock.on(Method::POST, &bound("activate"))
        .reply_with(activate);
    mock.on(Method::POST, &bound("setTrigger"))
        .reply_with(set_trigger);
    mock.on(Method::GET, &bound("summary(*)"))
        .reply_with(summary);
    mock
}

fn activate(call: &Invocation<'_>) -> Result<Reply, Error> {
    let subjects: Option<Vec<String>> = call.parameter("subjects")?;
    let description: Option<String> = call.parameter("reason")?;
    for workflow in call.entities::<Workflows>(&call.bound_to())? {
        let workflow = Workflows {
            is_enabled: Some(true),
            description: description.clone(),
            ..workflow
        };
        call.seed(&call.bound_to(), &workflow)?;
    }
    Reply::value(&subjects.unwrap_or_default().len())
}

fn set_trigger(call: &Invocation<'_>) -> Result<Reply, Error> {
    let trigger: Option<LifecycleTrigger> = call.parameter("trigger")?;
    let trigger = trigger.unwrap_or_default();
    let mut workflows: Vec<Workflows> = call.entities(&call.bound_to())?;
    let Some(workflow) = workflows.pop() else {
        return Reply::error(404, "NotFound", "there is no such workflow");
    };
    let workflow = Workflows {
        trigger_time_based_attribute: trigger.time_based_attribute,
        trigger_offset_in_days: trigger.offset_in_days,
        ..workflow
    };
    call.seed(&call.bound_to(), &workflow)?;
    Reply::json(200, &workflow)
}

fn summary(call: &Invocation<'_>) -> Result<Reply, Error> {
    let from: Option<DateTimeOffset> = call.parameter("from")?;
    let to: Option<DateTimeOffset> = call.parameter("to")?;
    let mut reports: Vec<TaskReports> = call.entities(&format!("{}/reports", call.bound_to()))?;
    reports.retain(|report| from <= report.started && report.started <= to);
    let sum = |count: fn(&TaskReports) -> Option<i32>| Some(reports.iter().filter_map(count).sum());
    Reply::json(
        200,
        &TaskReportSummary {
            failed_users: sum(|report| report.failed_users),
            total_users: sum(|report| report.total_users),
            worst: reports.first().and_then(|report| report.run_id.clone()),
            ..TaskReportSummary::default()
        },
    )
}

fn users() -> Vec<Users> {
    let user = |number: i32| Users {
        user_name: Some(format!("user{number:04}")),
        display_name: Some(format!("User {number}")),
        department: Some(if number % 2 == 0 { ODD } else { "Sales" }.to_owned()),
        level: Some(number % 10),
        ..Users::default()
    };
    (0..1000).map(user).collect()
}

fn workflow() -> Workflows {
    let task = |number: u128, name: &str, continues: bool| Tasks {
        id: Some(Guid::from_u128(number)),
        position: Some(i32::try_from(number).unwrap()),
        display_name: Some(name.to_owned()),
        continue_on_error: Some(continues),
        ..Tasks::default()
    };
    let result = |number: i32, status: &str, reason: Option<&str>| TaskResults {
        number: Some(number),
        status: Some(status.to_owned()),
        failure_reason: reason.map(str::to_owned),
        subject_user_name: Some(format!("user{number:04}")),
        ..TaskResults::default()
    };
    let results = vec![
        result(1, "failed", Some("no licence")),
        result(2, "failed", None),
        result(3, "completed", None),
    ];
    let report = TaskReports {
        id: Some(REPORT),
        run_id: Some("run-1".into()),
        status: Some("failed".into()),
        failed_users: Some(2),
        total_users: Some(3),
        started: Some("2026-02-03T04:05:06.000Z".parse().unwrap()),
        results: Some(results.into()),
        ..TaskReports::default()
    };
    let note = LifecycleArgument {
        name: Some("source".into()),
        value: Some("a".into()),
        ..LifecycleArgument::default()
    };
    let tasks = vec![
        task(1, "Disable account", false),
        task(2, "Remove licences", true),
    ];
    Workflows {
        id: Some(LEAVERS),
        display_name: Some("Leavers".into()),
        description: Some("For people who leave".into()),
        category: Some("leaver".into()),
        is_enabled: Some(true),
        version: Some(3),
        // All places of the scale, as CAP writes them.
        cost: Some("1234.500".parse().unwrap()),
        weight: Some(0.25),
        created: Some("2026-01-02T03:04:05.678Z".parse().unwrap()),
        due_date: Some("2026-12-31".parse().unwrap()),
        due_time: Some("17:00:00".parse().unwrap()),
        runs: Some(9_007_199_254_740_993),
        fingerprint: Some(Binary::from(vec![0, 1, 250, 255])),
        labels: Some(vec![Some("hr".into()), Some("exit".into())]),
        trigger_time_based_attribute: Some("employeeLeaveDateTime".into()),
        trigger_offset_in_days: Some(-7),
        notes: Some(vec![Some(note)]),
        owner_user_name: Some("user0001".into()),
        tasks: Some(tasks.into()),
        reports: Some(vec![report].into()),
        ..Workflows::default()
    }
}
