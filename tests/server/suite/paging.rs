//! A thousand users in pages of a hundred. The links to the next page are relative to the service root, or absolute.

use std::collections::BTreeSet;

use clientwright_server_tests::Users;
use futures_util::TryStreamExt as _;

use crate::of_cap::OfCap;
use crate::service;

/// The names of the initial data: other tests add and remove users.
fn is_from_the_start(user: &Users) -> bool {
    user.level.is_some_and(|level| level >= 0)
}

#[tokio::test]
async fn every_item_once() {
    let users: Vec<Users> = service()
        .users()
        .list()
        .filter(Users::LEVEL.ge(0))
        .order_by(Users::USER_NAME)
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(users.len(), 1000);
    let names: BTreeSet<_> = users
        .iter()
        .map(|user| user.user_name.clone().unwrap())
        .collect();
    assert_eq!(names.len(), 1000);
    assert!(users.iter().all(is_from_the_start));
}

#[tokio::test]
async fn page_by_page() {
    let pages: Vec<_> = service()
        .users()
        .list()
        .filter(Users::LEVEL.ge(0))
        .select((Users::USER_NAME,))
        .order_by(Users::USER_NAME)
        .count(true)
        .pages()
        .try_collect()
        .await
        .unwrap();
    let pages = match OfCap::EmptyLastPage.holds() {
        true => {
            let (last, pages) = pages.split_last().unwrap();
            assert_eq!(last.items.len(), 0);
            pages
        }
        false => &pages,
    };
    assert_eq!(pages.len(), 10);
    assert_eq!(pages[0].count, Some(1000));
    assert!(pages.iter().all(|page| page.items.len() == 100));
    // The selection of the first page applies to all.
    assert!(
        pages
            .iter()
            .flat_map(|page| &page.items)
            .all(|user| user.display_name.is_none())
    );
}

#[tokio::test]
async fn limit_and_top_and_skip() {
    let list = || {
        service()
            .users()
            .list()
            .filter(Users::LEVEL.ge(0))
            .order_by(Users::USER_NAME)
    };
    assert_eq!(list().limit(150).collect_all().await.unwrap().len(), 150);
    // In the standard, `$top` is a limit.
    assert_eq!(list().top(130).collect_all().await.unwrap().len(), 130);
    let rest = list().skip(995).collect_all().await.unwrap();
    assert_eq!(rest.len(), 5);
    assert_eq!(rest[0].user_name.as_deref(), Some("user0995"));
}

#[tokio::test]
async fn goes_on_from_a_saved_link() {
    let service = service();
    let first = service
        .users()
        .list()
        .filter(Users::LEVEL.ge(0))
        .order_by(Users::USER_NAME)
        .await
        .unwrap();
    let link = first.next_link.unwrap().to_owned();
    let rest: Vec<Users> = service
        .client()
        .page::<Users>(link)
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rest.len(), 900);
    assert_eq!(rest[0].user_name.as_deref(), Some("user0100"));
}
