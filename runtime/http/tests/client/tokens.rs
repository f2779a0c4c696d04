//! Tokens that are kept, and other credentials.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clientwright_http::auth::{AccessToken, TokenCache, TokenProvider};
use clientwright_http::{Body, BoxError, Client, ClientBuilder, Error};
use futures_util::future::join_all;
use http::{Method, Request, Response, StatusCode};

use crate::At;
use crate::clock::Clock;
use crate::script::{Received, Script};

const MINUTE: Duration = Duration::from_secs(60);

/// Numbers its tokens, each for an hour; the round of this number fails.
#[derive(Clone, Default)]
struct Issuer {
    issued: Arc<AtomicUsize>,
    fails: Arc<Mutex<Vec<usize>>>,
}

impl Issuer {
    fn failing(rounds: &[usize]) -> Self {
        let issuer = Self::default();
        *issuer.fails.lock().unwrap() = rounds.to_vec();
        issuer
    }

    fn cache(&self, clock: &Clock) -> Arc<TokenCache<impl TokenProvider + use<>>> {
        let issuer = self.clone();
        let provider = move || {
            let issuer = issuer.clone();
            async move {
                let round = issuer.issued.fetch_add(1, Ordering::Relaxed) + 1;
                // Others come in the meantime.
                tokio::task::yield_now().await;
                if issuer.fails.lock().unwrap().contains(&round) {
                    return Err(format!("round {round} failed"));
                }
                Ok(AccessToken::new(format!("t{round}")).expires_in(60 * MINUTE))
            }
        };
        Arc::new(TokenCache::with_timer(provider, clock.clone()))
    }

    fn rounds(&self) -> usize {
        self.issued.load(Ordering::Relaxed)
    }
}

async fn text(cache: &impl TokenProvider) -> String {
    match cache.token().await {
        Ok(token) => token.secret().to_owned(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn a_thousand_requests_fetch_one_token() {
    let (issuer, clock) = (Issuer::default(), Clock::default());
    let cache = issuer.cache(&clock);
    let all = join_all((0..1000).map(|_| text(&cache))).await;
    assert!(all.iter().all(|text| text == "t1"));
    assert_eq!(issuer.rounds(), 1);

    // From several threads as well.
    clock.pass(60 * MINUTE);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let cache = Arc::clone(&cache);
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .build()
                    .unwrap();
                runtime.block_on(join_all((0..200).map(|_| text(&cache))))
            })
        })
        .collect();
    for thread in threads {
        assert!(thread.join().unwrap().iter().all(|text| text == "t2"));
    }
    assert_eq!(issuer.rounds(), 2);
}

#[tokio::test]
async fn a_token_is_renewed_early_and_by_one() {
    let (issuer, clock) = (Issuer::default(), Clock::default());
    let cache = issuer.cache(&clock);
    let first = cache.token().await.unwrap();
    assert_eq!(first.lifetime(), Some(60 * MINUTE));
    clock.pass(54 * MINUTE);
    assert_eq!(text(&cache).await, "t1");
    let left = cache.token().await.unwrap().lifetime().unwrap();
    assert!(left <= 6 * MINUTE && left > 5 * MINUTE, "{left:?}");
    clock.pass(2 * MINUTE);
    // The first request renews it; the others do not wait, since the old token is still valid.
    let mut all = join_all((0..100).map(|_| text(&cache))).await;
    assert_eq!(all.remove(0), "t2");
    assert!(all.iter().all(|text| text == "t1"), "{all:?}");
    assert_eq!(text(&cache).await, "t2");
    assert_eq!(issuer.rounds(), 2);
}

#[tokio::test]
async fn a_failure_is_shared_by_those_who_waited_and_not_kept() {
    let (issuer, clock) = (Issuer::failing(&[1]), Clock::default());
    let cache = issuer.cache(&clock);
    let all = join_all((0..50).map(|_| text(&cache))).await;
    assert!(all.iter().all(|text| text == "round 1 failed"), "{all:?}");
    assert_eq!(issuer.rounds(), 1);
    assert_eq!(text(&cache).await, "t2");
}

#[tokio::test]
async fn a_failed_renewal_has_no_effect_while_the_old_token_is_valid() {
    let (issuer, clock) = (Issuer::failing(&[2, 3, 4]), Clock::default());
    let cache = issuer.cache(&clock);
    assert_eq!(text(&cache).await, "t1");
    clock.pass(56 * MINUTE);
    for _ in 0..10 {
        assert_eq!(text(&cache).await, "t1");
    }
    // The provider is left alone for half a minute.
    assert_eq!(issuer.rounds(), 2);
    clock.pass(MINUTE);
    assert_eq!(text(&cache).await, "t1");
    assert_eq!(issuer.rounds(), 3);
    // With ten seconds left it is not used any more.
    clock.pass(3 * MINUTE - Duration::from_secs(9));
    assert_eq!(text(&cache).await, "round 4 failed");
    assert_eq!(text(&cache).await, "t5");
}

fn poll<T>(
    future: &mut std::pin::Pin<Box<impl Future<Output = T> + ?Sized>>,
) -> std::task::Poll<T> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    future.as_mut().poll(&mut context)
}

#[tokio::test]
async fn a_cancelled_request_does_not_block_the_others() {
    let (issuer, clock) = (Issuer::default(), Clock::default());
    let cache = issuer.cache(&clock);
    let mut first = Box::pin(cache.token());
    let mut second = Box::pin(cache.token());
    assert!(poll(&mut first).is_pending());
    assert!(poll(&mut second).is_pending());
    drop(first);
    assert_eq!(second.await.unwrap().secret(), "t2");
}

#[tokio::test]
async fn a_withdrawn_token_is_replaced_once() {
    let issuer = Issuer::default();
    let clock = Clock::default();
    let seen: Arc<Mutex<Vec<(String, usize)>>> = Arc::default();
    let log = Arc::clone(&seen);
    let service = tower::service_fn(move |request: Request<Body>| {
        let token = request.headers()["authorization"]
            .to_str()
            .unwrap()
            .to_owned();
        let body = request.body().as_bytes().unwrap().len();
        // The first token is withdrawn after its first request.
        let mut seen = log.lock().unwrap();
        let refused = token == "Bearer t1" && !seen.is_empty();
        seen.push((token, body));
        let mut response = Response::new(Body::from("{}"));
        if refused {
            *response.status_mut() = StatusCode::UNAUTHORIZED;
        }
        async move { Ok::<_, BoxError>(response) }
    });
    let client = Client::builder()
        .base_url("https://host")
        .credential(issuer.cache(&clock))
        .timer(clock)
        .service(service)
        .build()
        .unwrap();
    let task = At(&client, "task");
    task.get().await.unwrap();
    task.send(Method::PATCH, "{}").await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    assert_eq!(seen[1], ("Bearer t1".to_owned(), 2));
    assert_eq!(seen[2], ("Bearer t2".to_owned(), 2));
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn a_token_that_is_new_and_not_accepted_is_an_error() {
    let script = Script::new().respond(401, &[], "").respond(401, &[], "");
    let client = script.client(
        Client::builder()
            .base_url("https://host")
            .credential(|| async {
                Ok::<_, BoxError>(AccessToken::new("t").expires_in(60 * MINUTE))
            }),
    );
    let task = At(&client, "task");
    assert!(task.get().await.unwrap_err().is_unauthorized());
    assert_eq!(script.received().len(), 1);
}

#[tokio::test]
async fn names_and_keys() {
    async fn received(builder: ClientBuilder) -> Received {
        let script = Script::new().json(200, "{}");
        let client = script.client(builder.base_url("https://host"));
        let task = At(&client, "task?a=b");
        let request = task.request(Method::GET);
        assert!(!format!("{request:?} {client:?}").contains("s3cret"));
        task.get().await.unwrap();
        script.received_once()
    }
    let builder = Client::builder;
    let basic = received(builder().basic_auth("me", "s3cret:1")).await;
    assert_eq!(
        basic.header("authorization"),
        Some("Basic bWU6czNjcmV0OjE=")
    );
    let key = received(builder().api_key_header("APIKey", "s3cret")).await;
    assert_eq!(key.header("apikey"), Some("s3cret"));
    assert!(key.headers["apikey"].is_sensitive());
    let key = received(builder().api_key_query("api key", "s3cret&x=1")).await;
    assert_eq!(key.url, "https://host/task?a=b&api%20key=s3cret%26x=1");
    let none = received(builder()).await;
    assert_eq!(none.header("authorization"), None);
    let both = received(builder().basic_auth("me", "x").bearer_token("s3cret")).await;
    assert_eq!(both.header("authorization"), Some("Bearer s3cret"));

    let error = builder()
        .base_url("https://host")
        .basic_auth("a:b", "c")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("colon"), "{error}");
}

#[tokio::test]
async fn no_key_goes_over_plain_http() {
    for builder in [
        Client::builder().basic_auth("me", "s3cret"),
        Client::builder().api_key_header("x-key", "s3cret"),
        Client::builder().api_key_query("key", "s3cret"),
    ] {
        let script = Script::new().json(200, "{}");
        let client = script.client(builder.base_url("http://example.com"));
        let error = At(&client, "task").get().await.unwrap_err();
        assert!(matches!(error, Error::Auth(_)), "{error:?}");
        assert!(script.received().is_empty());
    }
}

#[tokio::test]
async fn requests_do_not_wait_for_tokens_that_are_not_kept() {
    let received = Arc::new(AtomicUsize::new(0));
    let provider = {
        let received = Arc::clone(&received);
        move || {
            received.fetch_add(1, Ordering::Relaxed);
            async {
                tokio::task::yield_now().await;
                Ok::<_, BoxError>("token")
            }
        }
    };
    let cache = TokenCache::with_timer(provider, Clock::default());
    cache.token().await.unwrap();
    let mut all: Vec<_> = (0..3).map(|_| Box::pin(cache.token())).collect();
    for one in &mut all {
        assert!(poll(one).is_pending());
    }
    assert_eq!(received.load(Ordering::Relaxed), 4);
    assert!(join_all(all).await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_token_may_never_expire() {
    let provider = || async { Ok::<_, BoxError>(AccessToken::new("t").expires_in(Duration::MAX)) };
    let clock = Clock::default();
    clock.pass(MINUTE);
    let cache = TokenCache::with_timer(provider, clock.clone());
    assert_eq!(text(&cache).await, "t");
    clock.pass(MINUTE);
    assert_eq!(text(&cache).await, "t");
}
