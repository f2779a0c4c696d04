//! What filters look like in a URL.

use clientwright_odata::query::now;
use clientwright_odata::{Collection, literal, not, null, query::IntoFilter};
use percent_encoding::percent_decode_str;

use crate::contract::{Category, Outcome, Status, Task, TaskReport};
use crate::urls::{NASTY, graph, standard, when};

fn filter(condition: impl IntoFilter<TaskReport>) -> String {
    let url = graph().reports().list().filter(condition).url().unwrap();
    crate::grammar::query(url.query().unwrap()).unwrap();
    let query = url
        .query()
        .unwrap()
        .strip_prefix("$filter=")
        .unwrap()
        .to_owned();
    percent_decode_str(&query)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

#[test]
fn filters_of_every_kind() {
    use TaskReport as R;
    let since = when("2024-01-01T00:00:00Z");
    let name = &String::from("O'Neil");
    assert_eq!(
        filter(
            R::PROCESSING_STATUS
                .eq(Status::Failed)
                .and(R::STARTED_DATE_TIME.ge(since))
        ),
        "processingStatus eq 'failed' and startedDateTime ge 2024-01-01T00:00:00Z"
    );
    assert_eq!(
        filter(R::PROCESSING_STATUS.in_([Status::Queued, Status::Failed])),
        "processingStatus in ('queued','failed')"
    );
    assert_eq!(
        filter(R::CATEGORY.has(Category::JOINER)),
        "category has 'joiner'"
    );
    assert_eq!(filter(R::ID.to_lower().eq("x")), "tolower(id) eq 'x'");
    assert_eq!(filter(R::ID.eq(name)), "id eq 'O''Neil'");
    assert_eq!(filter(R::ID.in_(["a", "b"])), "id in ('a','b')");
    assert_eq!(filter(R::ID.in_(Vec::<String>::new())), "false");
    assert_eq!(
        filter(
            R::FAILED_USERS_COUNT
                .add(1)
                .mul(2)
                .gt(R::FAILED_USERS_COUNT)
        ),
        "(failedUsersCount add 1) mul 2 gt failedUsersCount"
    );
    assert_eq!(
        filter(R::FAILED_USERS_COUNT.negate().le(-5)),
        "-failedUsersCount le -5"
    );
    assert_eq!(
        filter(R::STARTED_DATE_TIME.year().eq(2024)),
        "year(startedDateTime) eq 2024"
    );
    assert_eq!(
        filter(R::STARTED_DATE_TIME.lt(now())),
        "startedDateTime lt now()"
    );
    assert_eq!(
        filter(R::TAGS.any(|tag| tag.starts_with("a"))),
        "tags/any(a:startswith(a,'a'))"
    );
    assert_eq!(filter(R::TAGS.size().gt(2)), "tags/$count gt 2");
    assert_eq!(
        filter(R::RESULTS.is_not_empty().and(not(R::TAGS.is_not_empty()))),
        "taskProcessingResults/any() and not tags/any()"
    );
    assert_eq!(
        filter(R::RESULTS.size().eq(0)),
        "taskProcessingResults/$count eq 0"
    );
    assert_eq!(
        filter(R::TASK.path(Task::DISPLAY_NAME).eq(null())),
        "task/displayName eq null"
    );
    assert_eq!(
        filter(R::RESULTS.any(|result| {
            result
                .path(Outcome::FAILURE_REASON)
                .ne(null())
                .and(R::TAGS.all(|tag| tag.ne(result.path(Outcome::FAILURE_REASON))))
        })),
        "taskProcessingResults/any(a:a/failureReason ne null and tags/all(b:b ne a/failureReason))"
    );
    assert_eq!(
        filter(!(R::ID.eq("a").and(R::ID.eq("b")))),
        "not (id eq 'a' and id eq 'b')"
    );
}

#[test]
fn enumerations_follow_the_dialect() {
    let list = Collection::<TaskReport>::root(&standard(), "reports").list();
    let url = list
        .filter(TaskReport::PROCESSING_STATUS.eq(Status::Failed))
        .url()
        .unwrap();
    assert_eq!(
        url.query(),
        Some("$filter=processingStatus%20eq%20ns.status%27failed%27")
    );
    let url = Collection::<TaskReport>::root(&standard(), "reports")
        .list()
        .filter(TaskReport::CATEGORY.has(Category::JOINER | Category::LEAVER))
        .url()
        .unwrap();
    assert_eq!(
        url.query(),
        Some("$filter=category%20has%20ns.category%27joiner,leaver%27")
    );
    let by_status = Collection::<TaskReport>::root(&standard(), "reports")
        .key(&[("s", literal(Status::Failed))]);
    assert_eq!(
        by_status.get().url().unwrap().path(),
        "/odata/reports(ns.status'failed')"
    );
    let segment = Collection::<TaskReport>::root(graph().client(), "reports")
        .key(&[("s", literal(Status::Failed))]);
    assert_eq!(segment.get().url().unwrap().path(), "/v1.0/reports/failed");
}

#[test]
fn nasty_literals_arrive_unchanged() {
    for text in NASTY {
        assert_eq!(
            filter(TaskReport::ID.eq(text)),
            format!("id eq '{}'", text.replace('\'', "''"))
        );
    }
}
