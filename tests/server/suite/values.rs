//! Values of all types, sent and read.

use clientwright_odata::edm::{Binary, Guid};
use clientwright_server_tests::{LifecycleArgument, Workflows};

use crate::crud::rand;
use crate::{client, leavers, service};

#[tokio::test]
async fn values_created_by_the_service() {
    let workflow = leavers().get().await.unwrap();
    // The service always writes decimals and large numbers as text.
    assert_eq!(
        workflow.cost.map(|cost| cost.to_string()).as_deref(),
        Some("1234.500")
    );
    assert_eq!(workflow.runs, Some(9_007_199_254_740_993));
    assert_eq!(workflow.weight, Some(0.25));
    assert_eq!(
        workflow.created.map(|at| at.to_string()).as_deref(),
        Some("2026-01-02T03:04:05.678Z")
    );
    assert_eq!(
        workflow.due_date.map(|date| date.to_string()).as_deref(),
        Some("2026-12-31")
    );
    assert_eq!(
        workflow.due_time.map(|time| time.to_string()).as_deref(),
        Some("17:00:00")
    );
    assert_eq!(
        workflow.fingerprint,
        Some(Binary::from(vec![0, 1, 250, 255]))
    );
    assert_eq!(
        workflow.labels,
        Some(vec![Some("hr".into()), Some("exit".into())])
    );
    let notes = workflow.notes.unwrap();
    assert_eq!(notes[0].as_ref().unwrap().name.as_deref(), Some("source"));
}

#[tokio::test]
async fn there_and_back() {
    let sent = Workflows {
        id: Some(Guid::from_u128(rand())),
        display_name: Some("\u{1F980} \"quoted\" \\ \n line".into()),
        cost: Some("-999999999.125".parse().unwrap()),
        weight: Some(-1.5e-300),
        created: Some("2024-02-29T23:59:59.123Z".parse().unwrap()),
        due_date: Some("0001-01-01".parse().unwrap()),
        due_time: Some("23:59:59".parse().unwrap()),
        // The service reads numbers as JavaScript does.
        runs: Some(-9_007_199_254_740_991),
        fingerprint: Some(Binary::from(
            (0..=63).map(|byte| byte * 4 + 3).collect::<Vec<u8>>(),
        )),
        labels: Some(vec![Some(String::new()), Some("b".into())]),
        notes: Some(vec![Some(LifecycleArgument {
            name: Some("n".into()),
            value: None,
            ..LifecycleArgument::default()
        })]),
        ..Workflows::default()
    };
    let workflows = service().workflows();
    workflows.create(&sent).await.unwrap();
    let read = workflows.id(sent.id.unwrap()).get().await.unwrap();
    assert_eq!(read.display_name, sent.display_name);
    assert_eq!(read.cost, sent.cost);
    assert_eq!(read.weight, sent.weight);
    assert_eq!(read.created, sent.created);
    assert_eq!(read.due_date, sent.due_date);
    assert_eq!(read.due_time, sent.due_time);
    assert_eq!(read.runs, sent.runs);
    assert_eq!(read.fingerprint, sent.fingerprint);
    assert_eq!(read.labels, sent.labels);
    assert_eq!(
        read.notes.unwrap()[0].as_ref().unwrap().name.as_deref(),
        Some("n")
    );
    // It can be filtered by the value it was created with.
    let found = workflows
        .list()
        .filter(Workflows::ID.eq(sent.id.unwrap()))
        .filter(Workflows::RUNS.eq(sent.runs.unwrap()))
        .filter(Workflows::DUE_DATE.eq(sent.due_date.unwrap()))
        .filter(Workflows::DUE_TIME.eq(sent.due_time.unwrap()))
        .filter(Workflows::COST.eq(sent.cost.unwrap()))
        .filter(Workflows::CREATED.eq(sent.created.unwrap()))
        .await
        .unwrap();
    assert_eq!(found.items.len(), 1);
}

#[tokio::test]
async fn every_digit_as_text() {
    let service = client(|builder| builder.ieee754_compatible(true));
    let sent = Workflows {
        id: Some(Guid::from_u128(rand())),
        display_name: Some("digits".into()),
        runs: Some(i64::MAX),
        cost: Some("-123456789.125".parse().unwrap()),
        ..Workflows::default()
    };
    service.workflows().create(&sent).await.unwrap();
    let item = service.workflows().id(sent.id.unwrap());
    let read = item.get().await.unwrap();
    assert_eq!((read.runs, read.cost), (sent.runs, sent.cost));
}
