//! Fuzz entry points: functions that accept any bytes. The targets of `fuzz/` call them with input from a fuzzer, `robustness`
//! with mutated files. An entry point panics if the code under test panics, or if the property that its documentation names
//! does not hold.

mod stream;

use std::fs;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::str::FromStr;
use std::sync::OnceLock;
use std::task::{Context, Poll, Waker};

use clientwright::{Layout, Options, codes};
use clientwright_csdl::codes as csdl;
use clientwright_csdl::{Everything, WriteOptions};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;
use clientwright_odata::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, TimeOfDay};
use clientwright_odata::wire::Wire;
use clientwright_odata::{Body, Client, Collection, Error, Property, retry::RetryPolicy};
use http::{Response, StatusCode};
use msgraph_lifecycle_workflows::beta::identity_governance::{TaskReport, Workflow};

use crate::grammar;

pub use stream::stream;

/// Whether an input was valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was valid.
    Accepted,
    /// It was rejected with a reason.
    Rejected,
}

/// How many diagnostics of one input are rendered.
const SHOWN: usize = 3;

/// Parses metadata. Every diagnostic has a place in the text.
///
/// # Panics
///
/// If the property does not hold.
pub fn parse(data: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(data);
    let mut sources = SourceMap::new();
    let file = sources.add("fuzz.xml", text.as_ref());
    let mut diags = Diagnostics::new();
    let document = clientwright_csdl::parse(&sources, file, &mut diags);
    judged(&sources, &diags, document.is_some())
}

/// Reads an OpenAPI description, JSON or YAML, and resolves its references. Every diagnostic has a place in the text.
///
/// # Panics
///
/// If the property does not hold.
pub fn describe(data: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(data);
    let mut sources = SourceMap::new();
    let file = sources.add("fuzz.yaml", text.as_ref());
    let mut diags = Diagnostics::new();
    let document = clientwright_oas::parse(&sources, file, &mut diags);
    let others = &mut clientwright_oas::NoOtherFiles;
    let api =
        document.and_then(|it| clientwright_oas::resolve(it, &mut sources, others, &mut diags));
    judged(&sources, &diags, api.is_some())
}

/// Checks the diagnostics of a text: each has a place in it, and what is rejected has an error.
fn judged(sources: &SourceMap, diags: &Diagnostics, is_read: bool) -> Outcome {
    for diagnostic in diags {
        let labels = diagnostic.span().into_iter();
        let labels = labels.chain(diagnostic.others.iter().map(|label| label.span));
        for span in labels {
            let text = &sources.file(span.file).text;
            let range = span.start as usize..span.end as usize;
            assert!(text.get(range).is_some(), "a place outside of the text");
        }
    }
    // Rendering takes far longer than parsing, so only a few are rendered.
    for diagnostic in diags.iter().take(SHOWN) {
        let shown = diagnostic.render(sources, true);
        assert!(!shown.is_empty(), "a diagnostic is lost");
    }
    assert!(
        is_read || diags.has_errors(),
        "rejected without a diagnostic"
    );
    outcome(!diags.has_errors())
}

/// Resolves metadata. A schema without errors is written and read again without errors, and written as the same text.
///
/// # Panics
///
/// If the property does not hold.
pub fn resolve(data: &[u8]) -> Outcome {
    let options = WriteOptions { descriptions: true };
    let read = |text: &str| {
        let mut sources = SourceMap::new();
        let file = sources.add("fuzz.xml", text);
        let mut diags = Diagnostics::new();
        let document = clientwright_csdl::parse(&sources, file, &mut diags);
        let documents: Vec<_> = document.into_iter().collect();
        let schema = clientwright_csdl::resolve(&documents, &[], &sources, &mut diags);
        let said = diags.render(&sources, false);
        match diags.has_errors() {
            true => Err(said),
            false => Ok(clientwright_csdl::write(&schema, &Everything, options)),
        }
    };
    let text = String::from_utf8_lossy(data);
    let Ok(written) = read(&text) else {
        return Outcome::Rejected;
    };
    let again =
        read(&written).unwrap_or_else(|said| panic!("{said}\nin the written schema:\n{written}"));
    assert_eq!(
        written, again,
        "a written schema is read as a different one"
    );
    Outcome::Accepted
}

/// Generates code from metadata. The code parses, or there is an error with a code.
///
/// After the first NUL byte, each line is a pattern to include, or, if it starts with `-`, to exclude.
///
/// # Panics
///
/// If the property does not hold, or there is no folder for temporary files.
pub fn generate(data: &[u8]) -> Outcome {
    let (schema, patterns) = match data.iter().position(|byte| *byte == 0) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[][..]),
    };
    let patterns = String::from_utf8_lossy(patterns);
    let (exclude, include): (Vec<&str>, Vec<&str>) =
        patterns.lines().partition(|line| line.starts_with('-'));
    let path = scratch();
    fs::write(&path, schema).expect("a temporary file");
    generate_from(&Options {
        schema: path,
        layout: Layout::SingleFile,
        include: include.into_iter().map(str::to_owned).collect(),
        exclude: exclude
            .into_iter()
            .map(|line| line[1..].to_owned())
            .collect(),
        ..Options::default()
    })
}

/// Like [`generate`], with options.
///
/// # Panics
///
/// If the property does not hold.
pub fn generate_from(options: &Options) -> Outcome {
    match clientwright::generate(options) {
        Ok(generated) => {
            let lists = [
                csdl::WARNINGS,
                clientwright_oas::codes::WARNINGS,
                codes::WARNINGS,
            ];
            let known = |code| lists.iter().any(|list| list.contains(&code));
            let unknown = generated.warned.iter().find(|w| !known(w.code));
            assert_eq!(unknown, None, "a warning that cannot be silenced");
            Outcome::Accepted
        }
        Err(error) => {
            let said = error.to_string();
            assert!(said.contains("error["), "no diagnostic: {said}");
            assert!(!said.contains("gen-900"), "{said}");
            Outcome::Rejected
        }
    }
}

/// A file of this process and thread to write metadata into.
fn scratch() -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        match memory.is_dir() {
            true => memory.to_path_buf(),
            false => std::env::temp_dir(),
        }
    });
    let thread = format!("{:?}", std::thread::current().id());
    let digits: String = thread.chars().filter(char::is_ascii_digit).collect();
    folder.join(format!(
        "odata-fuzz-{}-{digits}.csdl.xml",
        std::process::id()
    ))
}

/// Reads values. A value that was read is written, read again and written as the same text.
///
/// # Panics
///
/// If the property does not hold.
pub fn decode(data: &[u8]) -> Outcome {
    let accepted = [
        decode_as::<Workflow>(data),
        decode_as::<TaskReport>(data),
        decode_as::<clientwright_odata::other::Other>(data),
        decode_as::<Vec<Option<DateTimeOffset>>>(data),
        decode_as::<Vec<Duration>>(data),
        decode_as::<Vec<Decimal>>(data),
        decode_as::<Vec<i64>>(data),
        decode_as::<Vec<f32>>(data),
        decode_as::<Vec<Binary>>(data),
    ];
    outcome(accepted.contains(&true))
}

fn decode_as<T: Wire>(data: &[u8]) -> bool {
    let value: T = match clientwright_odata::from_json(data) {
        Ok(value) => value,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without a message");
            return false;
        }
    };
    let write = |value: &T| {
        clientwright_odata::to_json(value).expect("a value that was read can be written")
    };
    let written = write(&value);
    let again: T = match clientwright_odata::from_json(&written) {
        Ok(again) => again,
        Err(error) => panic!("{error} in {}", String::from_utf8_lossy(&written)),
    };
    let twice = write(&again);
    assert_eq!(
        String::from_utf8_lossy(&written),
        String::from_utf8_lossy(&twice)
    );
    true
}

/// Responds to a request: the first byte selects the request, the second the status, the third the content type; the rest is
/// the body. Each request ends with a result or an error that has a message.
///
/// # Panics
///
/// If the property does not hold.
pub fn response(data: &[u8]) -> Outcome {
    const STATUS: &[u16] = &[
        200, 200, 200, 201, 204, 302, 400, 401, 404, 409, 412, 429, 500, 503,
    ];
    const TYPES: &[&str] = &[
        "application/json",
        "application/json;odata.metadata=minimal",
        "text/html",
        "text/plain;charset=utf-8",
        "",
    ];
    let [request, status, kind, body @ ..] = data else {
        return Outcome::Rejected;
    };
    let status = STATUS[usize::from(*status) % STATUS.len()];
    let kind = TYPES[usize::from(*kind) % TYPES.len()];
    let body = body.to_vec();
    let service = tower::service_fn(move |_| {
        let mut response = Response::new(Body::from(body.clone()));
        *response.status_mut() = StatusCode::from_u16(status).expect("a status");
        if let Ok(value) = kind.parse() {
            response.headers_mut().insert("content-type", value);
        }
        async move { Ok::<_, std::io::Error>(response) }
    });
    let client = Client::builder()
        .base_url("https://example.org/v1")
        .retry(RetryPolicy::none())
        .service(service)
        .build()
        .expect("the client is complete");
    let workflows = Collection::<Workflow>::root(&client, "workflows");
    let item = workflows.key(&[("id", clientwright_odata::literal("a"))]);
    let result = match request % 7 {
        0 => run(async { workflows.list().collect_all().await.map(drop) }),
        1 => run(async { item.get().await.map(drop) }),
        2 => run(async { workflows.count().await.map(drop) }),
        3 => run(async { workflows.create(&Workflow::default()).await.map(drop) }),
        4 => run(async { item.delete().await }),
        5 => run(async { item.get().optional().await.map(drop) }),
        _ => run(async {
            let mut batch = client.batch();
            let (one, other) = (batch.add(item.get()), batch.add(workflows.count()));
            let mut responses = batch.send().await?;
            responses.take(one)?;
            responses.take(other).map(drop)
        }),
    };
    match result {
        Ok(()) => Outcome::Accepted,
        Err(error) => {
            assert!(!error.to_string().is_empty() && !format!("{error:?}").is_empty());
            Outcome::Rejected
        }
    }
}

/// Runs a future that becomes ready without another thread.
fn run(future: impl Future<Output = Result<(), Error>>) -> Result<(), Error> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100_000 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
    panic!("a request does not end");
}

/// Parses text forms of primitive values: a value is written and parsed again as the same value. A string in a filter is the
/// same after parsing the URL with the grammar of the specification.
///
/// # Panics
///
/// If the property does not hold.
pub fn text(data: &[u8]) -> Outcome {
    let Ok(text) = std::str::from_utf8(data) else {
        return Outcome::Rejected;
    };
    let accepted = [
        again::<Date>(text),
        again::<TimeOfDay>(text),
        again::<DateTimeOffset>(text),
        again::<Duration>(text),
        again::<Decimal>(text),
        again::<Binary>(text),
    ];
    in_a_filter(text);
    outcome(accepted.contains(&true))
}

fn again<T: FromStr<Err: ToString> + ToString + PartialEq>(text: &str) -> bool {
    let value: T = match text.parse() {
        Ok(value) => value,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without a message");
            return false;
        }
    };
    let written = value.to_string();
    let read = written.parse::<T>().ok();
    assert!(
        read.as_ref() == Some(&value),
        "{text} is written as {written}"
    );
    assert_eq!(read.map(|value| value.to_string()), Some(written));
    true
}

fn in_a_filter(text: &str) {
    const NAME: Property<TaskReport, String> = Property::new("name");
    let client = Client::builder()
        .base_url("https://example.org/v1")
        .service(tower::service_fn(|_| async {
            Ok::<_, std::io::Error>(Response::new(Body::empty()))
        }))
        .build()
        .expect("the client is complete");
    let reports = Collection::<TaskReport>::root(&client, "reports");
    let url = reports.list().filter(NAME.eq(text)).url();
    let url = url.expect("any text is allowed in a filter").to_string();
    let (_, query) = url.split_once('?').expect("a query");
    let read = grammar::query(query).unwrap_or_else(|error| panic!("{error} in {query}"));
    let wanted = grammar::leaf(format!("string {text}"));
    assert!(
        read.iter().any(|(_, tree)| tree.1.contains(&wanted)),
        "{text:?} is written as {query} and parsed as {read:?}"
    );
}

fn outcome(accepted: bool) -> Outcome {
    match accepted {
        true => Outcome::Accepted,
        false => Outcome::Rejected,
    }
}
