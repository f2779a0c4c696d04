//! What each fault leads to, for any client.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::proxy::{Fault, proxy};
use crate::service::serve;
use crate::{Calls, Ended, PATIENCE};

/// What a fault does to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    /// Nothing.
    None,
    /// The response is lost; `true` if the service got the request.
    Lost(bool),
    /// The service, or a gateway, says that it failed; `true` if the service got the request.
    Failed(u16, bool),
    /// The service says that it did nothing, and when to come again.
    Later,
    /// The response came, and is not what it should be.
    Unreadable,
    /// Nothing comes.
    Late,
}

const FAULTS: &[(Fault, Harm)] = &[
    (Fault::None, Harm::None),
    (Fault::ClosedAfter, Harm::None),
    (Fault::Slow, Harm::None),
    (Fault::Hints, Harm::None),
    (Fault::TinyChunks, Harm::None),
    (Fault::Twice, Harm::None),
    (Fault::Refused, Harm::Lost(false)),
    (Fault::ResetBefore, Harm::Lost(true)),
    (Fault::ClosedBefore, Harm::Lost(true)),
    (Fault::TornHead, Harm::Lost(true)),
    (Fault::TornBody, Harm::Lost(true)),
    (Fault::HalfBody, Harm::Lost(true)),
    (Fault::LongerLength, Harm::Lost(true)),
    (Fault::TwoLengths, Harm::Lost(true)),
    (Fault::BadChunk, Harm::Lost(true)),
    (Fault::NoLastChunk, Harm::Lost(true)),
    (Fault::Garbage, Harm::Lost(true)),
    (Fault::EndlessHead, Harm::Lost(true)),
    (Fault::BadGateway, Harm::Failed(502, true)),
    (Fault::Unavailable, Harm::Failed(503, false)),
    (Fault::TooMany, Harm::Later),
    (Fault::ShorterLength, Harm::Unreadable),
    (Fault::SignIn, Harm::Unreadable),
    (Fault::Empty, Harm::Unreadable),
    (Fault::Silent, Harm::Late),
    (Fault::StallsInBody, Harm::Late),
];

/// Longer than any call may take.
const HANGS: Duration = Duration::from_secs(60);

/// How long the client of a fault waits.
fn timeout(harm: Harm) -> Duration {
    match harm {
        Harm::Late => PATIENCE,
        _ => Duration::from_secs(40),
    }
}

async fn in_time(fault: Fault, call: impl Future<Output = Ended>) -> Ended {
    let ended = tokio::time::timeout(HANGS, call).await;
    ended.unwrap_or_else(|_| panic!("{fault:?}: the call hangs"))
}

/// The first response has a fault, the second one is fine.
pub(crate) async fn one_fault<C: Calls>() {
    for &(fault, harm) in FAULTS {
        let (service, done) = serve::<C>().await;
        let once = move |number| if number == 0 { fault } else { Fault::None };
        let (address, requests) = proxy(service, once).await;
        let client = C::new(address, timeout(harm));
        let ended = in_time(fault, client.read(7)).await;
        let fine = Ended::Fine("7".to_owned());
        let (expected, sent, did) = match harm {
            Harm::None => (fine, 1, 1),
            Harm::Lost(arrived) | Harm::Failed(_, arrived) => (fine, 2, 1 + usize::from(arrived)),
            Harm::Later => (fine, 2, 1),
            Harm::Unreadable => (Ended::Unreadable, 1, 1),
            Harm::Late => (Ended::Late, 1, 1),
        };
        assert_eq!(ended, expected, "{fault:?}");
        assert_eq!(requests.load(Ordering::SeqCst), sent, "{fault:?}: requests");
        assert_eq!(done.count("GET"), did, "{fault:?}: done");
        // The next call has its own response, whatever is left of the connection.
        let ended = in_time(fault, client.read(8)).await;
        assert_eq!(
            ended,
            Ended::Fine("8".to_owned()),
            "{fault:?}: the next call"
        );
    }
}

/// Every response has the fault.
pub(crate) async fn a_fault_that_stays<C: Calls>() {
    for &(fault, harm) in FAULTS {
        let (service, _) = serve::<C>().await;
        let (address, requests) = proxy(service, move |_| fault).await;
        let ended = in_time(fault, C::new(address, timeout(harm)).read(7)).await;
        let (expected, sent) = match harm {
            Harm::None => (Ended::Fine("7".to_owned()), 1),
            Harm::Lost(_) => (Ended::Lost, 5),
            Harm::Failed(status, _) => (Ended::Status(status), 5),
            Harm::Later => (Ended::Status(429), 5),
            Harm::Unreadable => (Ended::Unreadable, 1),
            Harm::Late => (Ended::Late, 1),
        };
        assert_eq!(ended, expected, "{fault:?}");
        assert_eq!(requests.load(Ordering::SeqCst), sent, "{fault:?}: requests");
    }
}

/// POST and PATCH arrive once at most, DELETE may arrive again.
pub(crate) async fn what_may_have_been_done_is_not_sent_again<C: Calls>() {
    for &(fault, harm) in FAULTS {
        for method in ["POST", "PATCH", "DELETE"] {
            let (service, done) = serve::<C>().await;
            let once = move |number| if number == 0 { fault } else { Fault::None };
            let (address, _) = proxy(service, once).await;
            let client = C::new(address, timeout(harm));
            let ended = match method {
                "POST" => in_time(fault, client.create()).await,
                "PATCH" => in_time(fault, client.change(7)).await,
                _ => in_time(fault, client.remove(7)).await,
            };
            let did = done.count(method);
            if method == "DELETE" {
                // Its response has no body that could be broken.
                if matches!(
                    harm,
                    Harm::None | Harm::Lost(_) | Harm::Failed(..) | Harm::Later
                ) {
                    assert_eq!(ended, Ended::Fine(String::new()), "{fault:?} {method}");
                }
                assert!(
                    (1..=2).contains(&did),
                    "{fault:?} {method}: done {did} times"
                );
                continue;
            }
            let (expected, times) = match harm {
                Harm::None | Harm::Later => (Ended::Fine("7".to_owned()), 1),
                Harm::Lost(arrived) => (Ended::Lost, usize::from(arrived)),
                Harm::Failed(status, arrived) => (Ended::Status(status), usize::from(arrived)),
                Harm::Unreadable => (Ended::Unreadable, 1),
                Harm::Late => (Ended::Late, 1),
            };
            assert_eq!(ended, expected, "{fault:?} {method}");
            assert_eq!(did, times, "{fault:?} {method}: done");
        }
    }
}

/// How many pages a list has.
pub(crate) const PAGES: u32 = 60;

/// Nothing is lost from a list and nothing is there twice.
pub(crate) async fn pages_with_faults_between<C: Calls>() {
    let harmful = FAULTS.iter().filter(|(_, harm)| {
        matches!(
            harm,
            Harm::None | Harm::Lost(_) | Harm::Failed(..) | Harm::Later
        )
    });
    let faults: Vec<Fault> = harmful.map(|(fault, _)| *fault).collect();
    let (service, _) = serve::<C>().await;
    let (address, requests) = proxy(service, move |number| match number % 2 {
        0 => Fault::None,
        _ => faults[number / 2 % faults.len()],
    })
    .await;
    let ended = in_time(Fault::None, C::new(address, HANGS).list()).await;
    let all: Vec<String> = (0..2 * PAGES).map(|number| number.to_string()).collect();
    assert_eq!(ended, Ended::Fine(all.join(" ")));
    assert!(requests.load(Ordering::SeqCst) > PAGES as usize + 20);
}

/// Many calls at once over connections with faults: each has its own response or an error.
pub(crate) async fn responses_are_not_mixed_up<C: Calls>() {
    const CALLS: u32 = 400;
    let faults = FAULTS.iter().filter(|(_, harm)| *harm != Harm::Late);
    let faults: Vec<Fault> = faults.map(|(fault, _)| *fault).collect();
    let (service, _) = serve::<C>().await;
    // Three of four responses are fine.
    let (address, _) = proxy(service, move |number| match number % 4 {
        3 => faults[number / 4 % faults.len()],
        _ => Fault::None,
    })
    .await;
    let client = C::new(address, HANGS);
    let calls = (0..8).map(|part| {
        let client = client.clone();
        tokio::spawn(async move {
            let mut fine = 0;
            for number in (0..CALLS).filter(|number| number % 8 == part) {
                match in_time(Fault::None, client.read(number)).await {
                    Ended::Fine(read) => {
                        assert_eq!(read, number.to_string(), "the response of another call");
                        fine += 1;
                    }
                    Ended::Unexpected(error) => panic!("{number}: {error}"),
                    Ended::Lost | Ended::Late | Ended::Unreadable | Ended::Status(_) => {}
                }
            }
            fine
        })
    });
    let mut fine = 0;
    for part in calls.collect::<Vec<_>>() {
        fine += part.await.unwrap();
    }
    assert!(fine > CALLS * 3 / 4, "{fine} of {CALLS}");
}

/// The service closes connections that the client keeps for further requests.
pub(crate) async fn connections_that_were_closed_meanwhile<C: Calls>() {
    const CALLS: usize = 30;
    let (service, done) = serve::<C>().await;
    let (address, _) = proxy(service, |_| Fault::ClosedAfter).await;
    let client = C::new(address, HANGS);
    for _ in 0..CALLS {
        let ended = in_time(Fault::ClosedAfter, client.create()).await;
        assert_eq!(ended, Ended::Fine("7".to_owned()));
        // The client learns that the connection is closed.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(done.count("POST"), CALLS);
    // Here it may not have learned it yet, and a request may be lost. None is done twice.
    let mut fine = 0;
    for _ in 0..CALLS {
        match in_time(Fault::ClosedAfter, client.create()).await {
            Ended::Fine(_) => fine += 1,
            ended => assert_eq!(ended, Ended::Lost),
        }
    }
    let did = done.count("POST") - CALLS;
    assert!((fine..=CALLS).contains(&did), "{fine} fine, {did} done");
}
