//! Every query option.

use clientwright_odata::query::{alias, now};
use clientwright_odata::{Filter, client::KeyStyle, not, null, query::Apply, request::Method};
use clientwright_server_tests::{TaskReports, TaskResults, Users, Workflows};

use crate::{LEAVERS, ODD, client, leavers, service};

async fn count(filter: Filter<Users>) -> i64 {
    service()
        .users()
        .count()
        .filter(Users::LEVEL.ge(0))
        .filter(filter)
        .await
        .unwrap()
        .try_into()
        .unwrap()
}

#[tokio::test]
async fn odd_characters_in_a_filter() {
    assert_eq!(count(Users::DEPARTMENT.eq(ODD)).await, 500);
    assert_eq!(
        count(Users::DEPARTMENT.contains("Söhne 100% a+b/c#")).await,
        500
    );
    assert_eq!(
        count(Users::DEPARTMENT.starts_with("O'Neil & S")).await,
        500
    );
    assert_eq!(
        count(Users::DEPARTMENT.eq("O''Neil & Söhne 100% a+b/c#d")).await,
        0
    );
}

#[tokio::test]
async fn comparison_and_logic() {
    assert_eq!(count(Users::LEVEL.gt(7)).await, 200);
    assert_eq!(count(Users::LEVEL.le(7)).await, 800);
    assert_eq!(
        count(
            Users::LEVEL
                .eq(1)
                .or(Users::LEVEL.eq(2))
                .and(Users::LEVEL.ne(2))
        )
        .await,
        100
    );
    assert_eq!(
        count(not(Users::LEVEL.eq(1).or(Users::LEVEL.eq(2)))).await,
        800
    );
    assert_eq!(
        count(not(Users::LEVEL.eq(1)).and(Users::DEPARTMENT.eq("Sales"))).await,
        400
    );
    assert_eq!(count(Users::LEVEL.in_([1, 2, 3])).await, 300);
    assert_eq!(count(Users::DEPARTMENT.eq(null())).await, 0);
}

#[tokio::test]
async fn functions_of_text() {
    assert_eq!(count(Users::USER_NAME.ends_with("99")).await, 10);
    assert_eq!(count(Users::USER_NAME.length().eq(8)).await, 1000);
    assert_eq!(count(Users::DISPLAY_NAME.to_lower().eq("user 7")).await, 1);
    assert_eq!(count(Users::USER_NAME.substring(4).eq("0042")).await, 1);
}

#[tokio::test]
async fn select_expand_and_any() {
    let found = service()
        .workflows()
        .list()
        .filter(Workflows::ID.eq(LEAVERS))
        .filter(Workflows::REPORTS.any(|report| {
            report
                .path(TaskReports::RESULTS)
                .any(|result| result.path(TaskResults::FAILURE_REASON).ne(null()))
        }))
        .select((Workflows::ID, Workflows::DISPLAY_NAME))
        .expand(
            Workflows::REPORTS.select((TaskReports::RUN_ID,)).expand(
                TaskReports::RESULTS
                    .filter(TaskResults::STATUS.eq("failed"))
                    .order_by(TaskResults::NUMBER.desc())
                    .top(1)
                    .expand(TaskResults::SUBJECT.select((Users::DISPLAY_NAME,))),
            ),
        )
        .expand(Workflows::OWNER)
        .await
        .unwrap();
    let [workflow] = &found.items[..] else {
        panic!("{found:?}")
    };
    assert_eq!(workflow.display_name.as_deref(), Some("Leavers"));
    assert_eq!(workflow.category, None, "it was not selected");
    assert_eq!(workflow.owner.as_ref().unwrap().level, Some(1));
    let report = &workflow.reports.as_ref().unwrap()[0];
    let [result] = report.results.as_deref().unwrap() else {
        panic!("{report:?}")
    };
    assert_eq!(result.number, Some(2));
    assert_eq!(
        result.subject.as_ref().unwrap().display_name.as_deref(),
        Some("User 2")
    );
}

#[tokio::test]
async fn all() {
    let results = |number: i32| async move {
        leavers()
            .reports()
            .list()
            .filter(TaskReports::RESULTS.all(|result| result.path(TaskResults::NUMBER).lt(number)))
            .await
            .unwrap()
            .items
            .len()
    };
    assert_eq!((results(4).await, results(3).await), (1, 0));
}

#[tokio::test]
async fn order_by_two_properties() {
    let users = service()
        .users()
        .list()
        .filter(Users::LEVEL.ge(0))
        .order_by((Users::LEVEL.desc(), Users::USER_NAME.desc()))
        .top(2)
        .await
        .unwrap();
    let names: Vec<_> = users
        .items
        .iter()
        .map(|user| user.user_name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["user0999", "user0989"]);
}

#[tokio::test]
async fn search() {
    let found = service().users().list().search("User 123").await.unwrap();
    assert_eq!(found.items.len(), 1);
}

#[tokio::test]
async fn count_alone_and_beside() {
    assert_eq!(
        service()
            .users()
            .count()
            .filter(Users::LEVEL.eq(3))
            .await
            .unwrap(),
        100
    );
    let page = service()
        .users()
        .list()
        .filter(Users::LEVEL.eq(3))
        .top(1)
        .count(true)
        .await
        .unwrap();
    assert_eq!((page.count, page.items.len()), (Some(100), 1));
}

#[tokio::test]
async fn more_functions_of_text() {
    assert_eq!(count(Users::DISPLAY_NAME.index_of("ser").eq(1)).await, 1000);
    assert_eq!(count(Users::USER_NAME.concat("!").eq("user0007!")).await, 1);
    assert_eq!(
        count(Users::USER_NAME.eq(alias("name", "user0008"))).await,
        1
    );
}

#[tokio::test]
async fn dates() {
    let workflows = |filter: Filter<Workflows>| {
        service()
            .workflows()
            .count()
            .filter(Workflows::ID.eq(LEAVERS))
            .filter(filter)
    };
    assert_eq!(
        workflows(Workflows::CREATED.year().eq(2026)).await.unwrap(),
        1
    );
    assert_eq!(
        workflows(Workflows::DUE_DATE.month().eq(12)).await.unwrap(),
        1
    );
    assert_eq!(workflows(Workflows::CREATED.lt(now())).await.unwrap(), 1);
    assert_eq!(
        workflows(Workflows::COST.round().gt(1234)).await.unwrap(),
        1
    );
}

#[tokio::test]
async fn aggregation() {
    let apply =
        Apply::parse("filter(level ge 0)/groupby((department),aggregate(level with sum as total))")
            .unwrap();
    let found = service().users().list().apply(apply).await.unwrap();
    let mut totals: Vec<_> = found
        .items
        .iter()
        .map(|group| {
            (
                group.department.as_deref(),
                group.additional_properties.get::<i64>("total").unwrap(),
            )
        })
        .collect();
    totals.sort();
    assert_eq!(
        totals,
        [(Some(ODD), Some(2000)), (Some("Sales"), Some(2500))]
    );
}

#[tokio::test]
async fn keys_as_segments() {
    let service = client(|builder| builder.key_style(KeyStyle::Segment));
    let user = service.users().by_key("user0007").get();
    assert!(user.url().unwrap().path().ends_with("/Users/user0007"));
    assert_eq!(user.await.unwrap().level, Some(7));
}

#[tokio::test]
async fn any_url_without_generated_code() {
    let service = service();
    let user: Users = service
        .client()
        .request(Method::GET, "Users('user0003')?$select=level")
        .await
        .unwrap();
    assert_eq!((user.level, user.display_name), (Some(3), None));
}
