//! The program against a server on this machine.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use example_task_report::{Settings, failures, table};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

type Asked = Arc<Mutex<Vec<String>>>;

/// Serves by path and records the requests: request lines without their query, and the token.
async fn serve(answers: &'static [(&'static str, &'static str)]) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let asked = Asked::default();
    let log = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            let service = hyper::service::service_fn(move |request: Request<Incoming>| {
                let log = Arc::clone(&log);
                async move {
                    let token = request.headers().get("authorization");
                    let token = token
                        .and_then(|value| value.to_str().ok())
                        .unwrap_or("no token");
                    let path = request.uri().path();
                    let line = format!("{} {path} ({token})", request.method());
                    log.lock().expect("no one panicked").push(line);
                    let answer = answers.iter().find(|(end, _)| path.ends_with(end));
                    let (status, body) = match answer {
                        Some((_, body)) => (StatusCode::OK, *body),
                        None => (
                            StatusCode::NOT_FOUND,
                            r#"{"error":{"code":"NotFound","message":"No such workflow."}}"#,
                        ),
                    };
                    let mut response =
                        Response::new(Full::new(Bytes::from_static(body.as_bytes())));
                    *response.status_mut() = status;
                    Ok::<_, hyper::Error>(response)
                }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    (format!("http://{address}/v1.0"), asked)
}

fn settings(base_url: String) -> Settings {
    let arguments = ["w/1".to_owned(), base_url];
    Settings::read(arguments, |name| {
        (name == "GRAPH_TOKEN").then(|| "t".to_owned())
    })
    .expect("the settings are complete")
}

#[tokio::test]
async fn failed_reports_and_their_results() {
    let (base_url, asked) = serve(&[
        (
            "/taskReports",
            r#"{"value":[
                {"id":"r1","processingStatus":"completedWithErrors","lastUpdatedDateTime":"2026-02-03T04:05:06Z",
                 "failedUsersCount":2,"totalUsersCount":40,"task":{"displayName":"Send mail"}}],
                "@odata.nextLink":"more"}"#,
        ),
        (
            "/more",
            r#"{"value":[{"id":"r2","processingStatus":"failed","failedUsersCount":1,"totalUsersCount":1}]}"#,
        ),
        (
            "/r1/taskProcessingResults",
            r#"{"value":[
                {"id":"p1","processingStatus":"failed","failureReason":"The mailbox is full.",
                 "subject":{"id":"u1","userPrincipalName":"ada@contoso.example"}},
                {"id":"p2","processingStatus":"failed","failureReason":null,"subject":{"id":"u2"}}]}"#,
        ),
        ("/r2/taskProcessingResults", r#"{"value":[]}"#),
    ])
    .await;
    let settings = settings(base_url);
    let graph = settings.client().expect("the client can be built");
    let failures = failures(&graph, &settings.workflow)
        .await
        .expect("the server responds");
    assert_eq!(
        table(&failures),
        "\
TASK       UPDATED               FAILED   USER                 REASON
Send mail  2026-02-03T04:05:06Z  2 of 40  ada@contoso.example  The mailbox is full.
Send mail  2026-02-03T04:05:06Z  2 of 40  u2                   -
-          -                     1 of 1   -                    -"
    );
    let reports = "/v1.0/identityGovernance/lifecycleWorkflows/workflows/w%2F1/taskReports";
    assert_eq!(
        *asked.lock().expect("no one panicked"),
        [
            format!("GET {reports} (Bearer t)"),
            format!("GET {reports}/r1/taskProcessingResults (Bearer t)"),
            "GET /v1.0/more (Bearer t)".to_owned(),
            format!("GET {reports}/r2/taskProcessingResults (Bearer t)"),
        ]
    );
}

#[tokio::test]
async fn nothing_failed() {
    let (base_url, _) = serve(&[("/taskReports", r#"{"value":[]}"#)]).await;
    let settings = settings(base_url);
    let graph = settings.client().expect("the client can be built");
    let failures = failures(&graph, &settings.workflow)
        .await
        .expect("the server responds");
    assert_eq!(table(&failures), "no task of the workflow has failed");
}

#[tokio::test]
async fn an_error_of_the_service_is_shown_as_it_is() {
    let (base_url, _) = serve(&[]).await;
    let settings = settings(base_url);
    let graph = settings.client().expect("the client can be built");
    let error = failures(&graph, &settings.workflow)
        .await
        .expect_err("there is no such workflow");
    assert!(error.is_not_found());
    assert!(
        error.to_string().contains("NotFound: No such workflow."),
        "{error}"
    );
}
