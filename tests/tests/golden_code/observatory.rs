//! A service unlike Graph, from its metadata in `cases/observatory` to requests and responses, with the standard
//! dialect: keys in parentheses, qualified names, literals with types.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use clientwright_odata::edm::{
    Date, DateTimeOffset, Decimal, Duration, Geography, Guid, TimeOfDay,
};
use clientwright_odata::{
    Body, ClientBuilder, Object as _, client::Service, from_json, future::BoxError, to_json,
    to_request_json,
};
use http::Response;
use http_body_util::BodyExt as _;

use crate::goldens::observatory::sky::{Band, Coordinates, Filters, Moving, Track};
use crate::goldens::observatory::{
    Frame, Observation, ObservatoryClient, Planet, SandboxClient, Star, Target, archive, edm,
};
use crate::{ROOT, exact};

/// The received requests, with method, URL below the root and body, and the remaining responses.
#[derive(Clone, Default)]
struct Script {
    received: Arc<Mutex<Vec<String>>>,
    responses: Arc<Mutex<VecDeque<String>>>,
}

impl Script {
    fn new(responses: &[&str]) -> Self {
        let script = Self::default();
        let responses = responses.iter().map(|text| (*text).to_owned());
        script.responses.lock().unwrap().extend(responses);
        script
    }

    fn client<S: Service>(&self, builder: ClientBuilder<S>) -> S {
        let script = self.clone();
        builder
            .base_url(ROOT)
            .service(tower::service_fn(move |request: http::Request<Body>| {
                let script = script.clone();
                async move {
                    let (parts, body) = request.into_parts();
                    let body = body.collect().await?.to_bytes();
                    let url = parts.uri.to_string();
                    let below = url.strip_prefix(ROOT).unwrap_or(&url).to_owned();
                    let text = String::from_utf8_lossy(&body).into_owned();
                    let line = format!("{} {below} {text}", parts.method);
                    script.received.lock().unwrap().push(line.trim().to_owned());
                    let response = script.responses.lock().unwrap().pop_front();
                    let response = match response {
                        Some(text) => Response::builder()
                            .header("content-type", "application/json")
                            .body(Body::from(text))?,
                        None => Response::builder().status(204).body(Body::empty())?,
                    };
                    Ok::<_, BoxError>(response)
                }
            }))
            .build()
            .unwrap()
    }

    fn received(&self) -> Vec<String> {
        std::mem::take(&mut *self.received.lock().unwrap())
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn keys_of_every_kind_are_in_parentheses() {
    let service = Script::default().client(ObservatoryClient::builder());
    assert_eq!(
        path!(service.targets().by_key("M 31/a'b").get()),
        "Targets('M%2031%2Fa''b')"
    );
    let observation = service.observations().by_key(day("2026-03-01"), -7);
    assert_eq!(
        path!(observation.get()),
        "Observations(Night=2026-03-01,Number=-7)"
    );
    assert_eq!(
        path!(service.channels().by_key(Band::X).get()),
        "Channels(Sky.Band'X')"
    );
    let at: DateTimeOffset = "2026-03-01T23:30:00+01:00".parse().unwrap();
    assert_eq!(
        path!(service.visits().by_key(9_007_199_254_740_993_i64, at).get()),
        "Visits(Dome=9007199254740993,At=2026-03-01T23:30:00%2B01:00)"
    );
    assert_eq!(
        path!(
            service
                .plates()
                .by_key(1899_i16, Band::Optical, "No. 7")
                .get()
        ),
        "Plates(Year=1899,Band=Sky.Band'Optical',Label='No.%207')"
    );
    let id: Guid = "00000000-0000-0000-0000-0000000000ab".parse().unwrap();
    assert_eq!(
        path!(observation.frames().id(id).get()),
        "Observations(Night=2026-03-01,Number=-7)/Frames(00000000-0000-0000-0000-0000000000ab)"
    );
    assert_eq!(path!(service.tonight().get()), "Tonight");
}

#[test]
fn each_container_has_a_client_and_what_it_extends() {
    let sandbox = Script::default().client(SandboxClient::builder());
    assert_eq!(path!(sandbox.trials().list()), "Trials");
    let store = Script::default().client(archive::StoreClient::builder());
    assert_eq!(path!(store.plates().list()), "Plates");
    let service = Script::default().client(ObservatoryClient::builder());
    assert_eq!(path!(service.plates().list()), "Plates");
}

#[test]
fn operations_are_called_by_qualified_names_and_imports_by_their_own() {
    let service = Script::default().client(ObservatoryClient::builder());
    assert_eq!(
        path!(service.targets().brightest().request()),
        "Targets/Observatory.Brightest()"
    );
    assert_eq!(
        path!(service.targets().brightest_with_count(3_u8).request()),
        "Targets/Observatory.Brightest(count=3)"
    );
    assert_eq!(
        path!(service.visible_targets(day("2026-03-01")).request()),
        "VisibleTargets(night=2026-03-01)"
    );
    let within = Coordinates {
        right_ascension: Some("PT5H30M".parse::<Duration>().unwrap()),
        declination: Some("-5.5".parse::<Decimal>().unwrap()),
        ..Coordinates::default()
    };
    let call = service.visible_targets_with_night_and_band_and_within_and_at_least(
        day("2026-03-01"),
        Band::Infrared,
        Some(within),
        Some("PT90S".parse().unwrap()),
    );
    assert_eq!(
        path!(call.request()),
        "VisibleTargets(night=2026-03-01,band=Sky.Band'Infrared',within=@p1,atLeast=duration'PT90S')\
         ?@p1=%7B%22RightAscension%22:%22PT5H30M%22,%22Declination%22:-5.5%7D"
    );
    let point: Geography = from_json(br#"{"type":"Point","coordinates":[-70.4,-24.6]}"#).unwrap();
    let magnitudes: Vec<Decimal> = vec!["1.50".parse().unwrap()];
    let url = path!(service.distance(point, magnitudes));
    assert!(url.starts_with("Distance(from="), "{url}");
    assert!(url.contains("magnitudes=@p"), "{url}");
}

#[tokio::test]
async fn actions_send_their_parameters_in_the_body() {
    let script =
        Script::new(&[r#"{"@odata.context":"$metadata#Targets/$entity","Catalogue":"M 1"}"#]);
    let service = script.client(ObservatoryClient::builder());
    let times = vec![
        "05:00:00.125".parse::<TimeOfDay>().unwrap(),
        "23:59:00".parse().unwrap(),
    ];
    let target = service
        .observations()
        .by_key(day("2026-03-01"), 1)
        .reduce(Filters::U | Filters::NARROW, times)
        .await
        .unwrap();
    assert_eq!(target.catalogue.as_deref(), Some("M 1"));
    service.close_dome(2).await.unwrap();
    assert_eq!(
        script.received(),
        [
            r#"POST Observations(Night=2026-03-01,Number=1)/Observatory.Reduce {"using":"U,Narrow","times":["05:00:00.125","23:59:00"]}"#,
            r#"POST CloseDome {"dome":2}"#,
        ]
    );
}

#[tokio::test]
async fn queries_write_literals_of_every_type() {
    let script = Script::new(&[r#"{"value":[]}"#]);
    let service = script.client(ObservatoryClient::builder());
    let found = service
        .observations()
        .list()
        .filter(
            Observation::BAND
                .eq(Band::Radio)
                .and(Observation::FILTERS.has(Filters::UB))
                .and(Observation::NIGHT.ge(day("2026-01-01")))
                .and(Observation::EXPOSURE.gt("PT1M".parse::<Duration>().unwrap()))
                .and(Observation::SUNSET_AT.lt("18:00:00".parse::<TimeOfDay>().unwrap()))
                .and(Observation::AIRMASS.le("1.5".parse::<Decimal>().unwrap())),
        )
        .expand(Observation::FRAMES.filter(Frame::SECONDS.gt(0.5)))
        .await
        .unwrap();
    assert!(found.items.is_empty());
    let received = script.received();
    let line = received[0].replace("%20", " ").replace("%27", "'");
    assert!(
        line.contains(
            "Band eq Sky.Band'Radio' and Filters has Sky.Filters'UB' and Night ge 2026-01-01 \
         and Exposure gt duration'PT1M' and SunsetAt lt 18:00:00 and Airmass le 1.5"
        ),
        "{line}"
    );
    assert!(
        line.contains("$expand=Frames($filter=Seconds gt 0.5)"),
        "{line}"
    );
}

#[test]
fn an_observation_is_written_as_it_was_read() {
    let text = include_str!("../../cases/observatory/observation.json");
    let observation: Observation = from_json(text.as_bytes()).unwrap();
    let written = String::from_utf8(to_json(&observation).unwrap()).unwrap();
    let (read, again): (serde_json::Value, serde_json::Value) = (
        serde_json::from_str(text).unwrap(),
        serde_json::from_str(&written).unwrap(),
    );
    assert_eq!(read, again);
    assert_eq!(observation.band, Some(Band::Optical));
    assert!(observation.filters.as_ref().unwrap().contains(&Filters::B));
    assert_eq!(observation.flux.unwrap()[0].as_str(), "1E-30");
    // A value of a type derived from a concrete one is read as the base, and can be downcast.
    let star: Star = observation.target.unwrap().downcast().unwrap();
    assert_eq!(star.spectral_class.as_deref(), Some("G2"));
}

#[test]
fn abstract_open_and_unknown_types_keep_their_content() {
    let target: Target = exact(
        r##"{"Catalogue":"C/2026 A1","Path":{"@odata.type":"#Sky.Moving","Steps":[{"RightAscension":"PT1S","Declination":-0.50}],"speed":3},"discoverer":"K."}"##,
    );
    let discoverer = target.additional_properties.get::<String>("discoverer");
    assert_eq!(discoverer.unwrap().as_deref(), Some("K."));
    let Some(Track::Moving(Moving { steps, .. })) = &target.path else {
        panic!("{target:?}")
    };
    assert_eq!(steps.as_ref().map(Vec::len), Some(1));
    // `Edm.EntityType`: entities of any type, kept whole.
    let text = r##"{"Catalogue":"M 1","SeeAlso":[{"@odata.type":"#Observatory.Frame","Id":"00000000-0000-0000-0000-000000000001"},{"@odata.id":"https://example.org/elsewhere(1)"}]}"##;
    let target: Target = exact(text);
    let edm::EntityType::Other(frame) = &target.see_also.as_ref().unwrap()[0];
    assert_eq!(frame.type_name(), "Observatory.Frame");
    let planet: Planet = exact(
        r##"{"@odata.type":"#Observatory.Planet","Catalogue":"Ceres","Sun":{"@odata.type":"#Observatory.Star","Catalogue":"Sol"}}"##,
    );
    assert!(planet.sun.is_some());
}

#[test]
fn computed_properties_are_not_sent() {
    let frame: Frame = exact(r#"{"Id":"00000000-0000-0000-0000-000000000001","Seconds":1.5}"#);
    let sent = String::from_utf8(to_request_json(&frame).unwrap()).unwrap();
    // `Seconds` is read-only by an annotation in another file.
    assert_eq!(sent, r#"{"Id":"00000000-0000-0000-0000-000000000001"}"#);
}

#[tokio::test]
async fn an_update_sends_what_was_set_by_wire_name() {
    let script = Script::default();
    let service = script.client(ObservatoryClient::builder());
    service
        .observations()
        .by_key(day("2026-03-01"), 1)
        .update()
        .set(Observation::AIRMASS, "1.25".parse::<Decimal>().unwrap())
        .set(Observation::BAND, Band::Infrared)
        .set_null(Observation::TARGET_CATALOGUE)
        .await
        .unwrap();
    assert_eq!(
        script.received(),
        [
            r#"PATCH Observations(Night=2026-03-01,Number=1) {"Airmass":1.25,"Band":"Infrared","TargetCatalogue":null}"#
        ]
    );
}
