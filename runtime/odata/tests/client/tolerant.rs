//! Responses that break the rules of OData JSON, read by a tolerant client.

use clientwright_odata::de::MapAccess;
use clientwright_odata::edm::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use clientwright_odata::ser::Serializer;
use clientwright_odata::{
    Annotations, Client, Collection, Error, Item, PropertyBag, Response,
    other::Other,
    page::Delta,
    polymorphic::{Entries, Polymorphic},
    request::List,
    resource::Path,
    response::{Mended, Mending},
};
use futures_util::StreamExt as _;
use serde_json::json;

use crate::script::Script;

macro_rules! objects {
    ($($type:ident = $name:literal { $($field:ident $wire:literal: $value:ty),* $(,)? })+) => {$(
        #[derive(Default)]
        struct $type {
            $($field: Option<$value>,)*
            additional_properties: PropertyBag,
            odata: Option<Box<Annotations>>,
        }

        clientwright_odata::object! { $type = $name; $($field = $wire,)* }
    )+};
}

objects! {
    Order = "ns.order" {
        id "id": String,
        quantity "quantity": i32,
        small "small": u8,
        price "price": f64,
        total "total": Decimal,
        serial "serial": i64,
        day "day": Date,
        at "at": DateTimeOffset,
        time "time": TimeOfDay,
        took "took": Duration,
        guid "guid": Guid,
        open "open": bool,
        note "note": String,
    }
    Customer = "ns.customer" {
        name "name": String,
        main "main": Box<Order>,
        orders "orders": Vec<Order>,
        things "things": Vec<Thing>,
        counts "counts": Vec<i32>,
    }
    Label = "ns.label" { size "size": String }
}

#[derive(Clone, Debug, PartialEq)]
enum Thing {
    Order(Order),
    Label(Label),
    Other(Other),
}

impl Polymorphic for Thing {
    const NAME: &'static str = "ns.thing";

    fn read<'de, A: MapAccess<'de>>(
        name: &str,
        entries: Entries<'de, A>,
    ) -> Result<Self, A::Error> {
        match name {
            "ns.order" => entries.read().map(Self::Order),
            "ns.label" => entries.read().map(Self::Label),
            _ => entries.read().map(Self::Other),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Order(order) => clientwright_odata::wire::write(order, serializer),
            Self::Label(label) => clientwright_odata::wire::write(label, serializer),
            Self::Other(other) => clientwright_odata::wire::write(other, serializer),
        }
    }
}
clientwright_odata::polymorphic!(Thing);

fn client(script: &Script, tolerant: bool) -> Client {
    script.client(
        Client::builder()
            .base_url("https://host")
            .tolerant(tolerant),
    )
}

fn leak(body: impl Into<String>) -> &'static str {
    body.into().leak()
}

async fn get<T: clientwright_odata::Wire>(body: &str) -> Result<Response<T>, Error> {
    let script = Script::new().json(200, leak(body));
    let item = Item::<T>::root(&client(&script, true), "x");
    item.get().send().await
}

fn orders(tolerant: bool, bodies: &[&str]) -> List<Order> {
    let script = bodies
        .iter()
        .fold(Script::new(), |script, body| script.json(200, leak(*body)));
    Collection::<Order>::root(&client(&script, tolerant), "orders").list()
}

/// Place, text and what was done.
fn report(mended: &[Mended]) -> Vec<(&str, &str, Mending)> {
    let parts = mended
        .iter()
        .map(|value| (value.path(), value.text(), value.mending()));
    parts.collect()
}

#[tokio::test]
async fn each_kind_is_read() {
    let body = r#"{"id":"1","quantity":"42","small":" 007 ","price":"","total":"","serial":" 9 ","day":"","at":" ",
        "time":"","took":"","guid":"","open":"True","note":"a\ud800b \ud83d\ude00","more":"\udc00"}"#;
    let order = get::<Order>(body).await.unwrap();
    assert_eq!((order.quantity, order.small), (Some(42), Some(7)));
    assert_eq!((order.price, order.serial), (None, Some(9)));
    assert_eq!((&order.total, &order.day, &order.at), (&None, &None, &None));
    assert_eq!(
        (&order.time, &order.took, &order.guid),
        (&None, &None, &None)
    );
    assert_eq!(order.open, Some(true));
    assert_eq!(order.note.as_deref(), Some("a\u{FFFD}b \u{1F600}"));
    // What is not declared keeps its text.
    assert_eq!(
        order.additional_properties.get_raw("more"),
        Some(r#""\udc00""#)
    );
    assert_eq!(
        report(order.mended()),
        [
            ("quantity", r#""42""#, Mending::Number),
            ("small", r#"" 007 ""#, Mending::Number),
            ("price", r#""""#, Mending::Null),
            ("total", r#""""#, Mending::Null),
            ("serial", r#"" 9 ""#, Mending::Number),
            ("day", r#""""#, Mending::Null),
            ("at", r#"" ""#, Mending::Null),
            ("time", r#""""#, Mending::Null),
            ("took", r#""""#, Mending::Null),
            ("guid", r#""""#, Mending::Null),
            ("open", r#""True""#, Mending::Boolean),
            ("note", r#""a\ud800b \ud83d\ude00""#, Mending::Surrogate),
        ]
    );
    let of_type = |value: &Mended| value.type_name() == Some("ns.order") && value.item().is_none();
    assert!(order.mended().iter().all(of_type));
    // The text may be personal.
    assert!(!format!("{:?}", order.mended()).contains("42"));
    for (text, open) in [
        ("1", true),
        ("0", false),
        (r#""0""#, false),
        (r#""1""#, true),
    ] {
        let order = get::<Order>(&format!(r#"{{"open":{text}}}"#))
            .await
            .unwrap();
        assert_eq!(order.open, Some(open), "{text}");
        assert_eq!(report(order.mended()), [("open", text, Mending::Boolean)]);
    }
}

#[tokio::test]
async fn strict_by_default_and_when_nothing_is_wrong() {
    for body in [
        r#"{"quantity":"42"}"#,
        r#"{"day":""}"#,
        r#"{"note":"\ud800"}"#,
        r#"{"open":1}"#,
    ] {
        let script = Script::new().json(200, leak(body)).json(200, leak(body));
        for client in [
            script.client(Client::builder().base_url("https://host")),
            client(&script, false),
        ] {
            let error = Item::<Order>::root(&client, "x").get().await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
        }
    }
    let order = get::<Order>(r#"{"quantity":1,"serial":"2","total":"3.50","note":""}"#).await;
    let order = order.unwrap();
    assert_eq!(order.total.as_ref().unwrap().to_string(), "3.50");
    assert_eq!(order.note.as_deref(), Some(""));
    assert_eq!(order.mended(), []);
}

#[tokio::test]
async fn a_value_that_cannot_be_repaired_is_an_error_with_its_path() {
    for (body, path, message) in [
        (r#"{"quantity":"x"}"#, "quantity", r#"string "x""#),
        (r#"{"quantity":"4.5"}"#, "quantity", r#"string "4.5""#),
        (
            r#"{"quantity":"1","small":"300"}"#,
            "small",
            r#"string "300""#,
        ),
        (r#"{"small":"1","day":"42"}"#, "day", "42"),
        (r#"{"open":2}"#, "open", "integer `2`"),
        (r#"{"note":5}"#, "note", "integer `5`"),
        (r#"{"quantity":"1","quantity":"2"}"#, "quantity", ""),
        // Text that is no JSON is not repaired.
        (r#"{"quantity":"1","open":}"#, "quantity", r#"string "1""#),
    ] {
        let error = get::<Order>(body).await.unwrap_err();
        let Error::Decode(failure) = &error else {
            panic!("{body}: {error}")
        };
        assert_eq!(failure.error().path(), path, "{body}: {error}");
        assert!(
            failure.error().message().contains(message),
            "{body}: {error}"
        );
        assert_eq!(&error.body().unwrap()[..], body.as_bytes());
    }
    // An empty text has no meaning as an object or collection.
    for body in [r#"{"name":"x","main":""}"#, r#"{"name":"x","orders":""}"#] {
        assert!(get::<Customer>(body).await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn nested_values_and_collections() {
    let body = r##"{"@odata.context":"c","name":"\udfff","main":{"day":"","quantity":"1"},
        "orders":[{"quantity":3},{"quantity":"4","id":"b"},{"quantity":"5"}],"counts":["1","",3],
        "things":[{"@odata.type":"#ns.order","quantity":"6"},{"@odata.type":"#ns.label","size":"7"},
            {"quantity":"8","@odata.type":"#ns.order"},{"@odata.type":"#ns.new","quantity":"9","text":"\ud800"}]}"##;
    let customer = get::<Customer>(body).await.unwrap();
    let main = customer.main.as_deref().unwrap();
    assert_eq!((main.quantity, &main.day), (Some(1), &None));
    let quantities = customer.orders.iter().flatten().map(|order| order.quantity);
    assert_eq!(quantities.collect::<Vec<_>>(), [Some(3), Some(4), Some(5)]);
    // The empty one is null, and null items are left out.
    assert_eq!(customer.counts.as_deref(), Some(&[1, 3][..]));
    let [
        Thing::Order(first),
        Thing::Label(label),
        Thing::Order(second),
        Thing::Other(other),
    ] = &customer.things.as_ref().unwrap()[..]
    else {
        panic!("{customer:?}")
    };
    assert_eq!((first.quantity, second.quantity), (Some(6), Some(8)));
    assert_eq!(label.size.as_deref(), Some("7"));
    assert_eq!(other.get_raw("quantity"), Some(r#""9""#));
    assert_eq!(other.get_raw("text"), Some(r#""\ud800""#));
    let mut paths: Vec<_> = customer.mended().iter().map(Mended::path).collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "counts[0]",
            "counts[1]",
            "main.day",
            "main.quantity",
            "name",
            "orders[1].quantity",
            "orders[2].quantity",
            "things[0].quantity",
            "things[2].quantity",
        ]
    );
}

const PAGE: &str = "\u{FEFF}{\"@odata.count\":4,\"value\":[{\"id\":\"0\",\"quantity\":\"1\"},{\"id\":\"1\",\"quantity\":\"x\"},\
    {\"id\":\"2\",\"quantity\":3},{\"id\":\"3\",\"day\":\"\",\"quantity\":\"4\"}],\"@odata.nextLink\":\"orders?p=2\"}";
const LAST: &str = r#"{"value":[{"id":"4"},{"id":"5","note":"\ud800"}]}"#;

#[tokio::test]
async fn a_page_has_repaired_values_and_failed_items() {
    let page = orders(true, &[PAGE, LAST]).send().await.unwrap();
    let ids = page.items.iter().filter_map(|order| order.id.as_deref());
    assert_eq!(ids.collect::<Vec<_>>(), ["0", "2", "3"]);
    let [failed] = &page.failed[..] else {
        panic!("{page:?}")
    };
    assert_eq!(failed.error().path(), "value[1].quantity");
    assert_eq!(&failed.text()[..], br#"{"id":"1","quantity":"x"}"#);
    let expected = [
        ("value[0].quantity", r#""1""#, Mending::Number),
        ("value[3].day", r#""""#, Mending::Null),
        ("value[3].quantity", r#""4""#, Mending::Number),
    ];
    assert_eq!(report(&page.mended), expected);
    assert_eq!(page.mended[2].item(), Some(3));
    assert_eq!(report(page.mended()), expected, "of the response");
    let next = page.next().await.unwrap().unwrap();
    assert_eq!(
        report(&next.mended),
        [("value[1].note", r#""\ud800""#, Mending::Surrogate)]
    );
    // A limit leaves out what belongs to others.
    let page = orders(true, &[PAGE]).limit(3).await.unwrap();
    assert_eq!(report(&page.mended), expected[..1]);
    // Off by default, each of these is an item that cannot be read.
    let page = orders(false, &[PAGE]).await.unwrap();
    assert_eq!(
        (page.items.len(), page.failed.len(), page.mended.len()),
        (1, 3, 0)
    );
}

#[tokio::test]
async fn streams_and_collecting() {
    let mut stream = orders(true, &[PAGE, LAST]).stream();
    assert_eq!(stream.next().await.unwrap().unwrap().quantity, Some(1));
    assert_eq!(stream.mended().len(), 3);
    assert!(stream.next().await.unwrap().is_err());
    for id in ["2", "3", "4", "5"] {
        let order = stream.next().await.unwrap().unwrap();
        assert_eq!(order.id.as_deref(), Some(id));
    }
    assert_eq!(stream.mended()[0].path(), "value[1].note");
    let all = orders(true, &[PAGE, LAST]).skip_unreadable().collect_all();
    assert_eq!(all.await.unwrap().len(), 5);
}

/// Items of pages of more than 4 MiB are yielded while they arrive.
#[tokio::test]
async fn a_long_page_is_repaired_while_it_arrives() {
    let item = |index: usize| match index % 1000 {
        998 => json!({"id": index.to_string(), "quantity": "none"}),
        999 => json!({"id": index.to_string(), "quantity": index.to_string(), "at": ""}),
        _ => json!({"id": index.to_string(), "quantity": index, "note": "x".repeat(900)}),
    };
    let items: Vec<_> = (0..6000).map(item).collect();
    let body = json!({ "value": items }).to_string();
    let mut stream = orders(true, &[&body]).stream();
    for index in 0..6000_usize {
        match stream.next().await.unwrap() {
            Ok(order) => assert_eq!(order.id, Some(index.to_string())),
            Err(error) => {
                assert_eq!(index % 1000, 998);
                let place = format!("value[{index}].quantity");
                assert!(error.to_string().contains(&place), "{error}");
            }
        }
        if index % 1000 == 999 {
            let mut mended = stream.mended().iter();
            let (number, null) = (
                format!("value[{index}].quantity"),
                format!("value[{index}].at"),
            );
            assert!(mended.any(|value| value.path() == null || value.path() == number));
        }
    }
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn calls_writes_changes_and_batches() {
    let script = Script::new()
        .json(200, r#"{"value":["1","2",""]}"#)
        .json(200, r#""7""#)
        .json(201, r#"{"id":"1","quantity":"2"}"#)
        .json(200, r#"{"@odata.context":"x#orders/$delta","value":[{"name":"a","main":{"quantity":"3"}}]}"#);
    let client = client(&script, true);
    let function = || Path::root(&client).function_import("f");
    let values = function().call::<Vec<Option<i32>>>().send().await.unwrap();
    assert_eq!(*values, [Some(1), Some(2), None]);
    assert_eq!(values.mended()[0].path(), "value[0]");
    assert_eq!(values.mended().len(), 3);
    let value = function().call::<i32>().send().await.unwrap();
    assert_eq!(
        (*value, report(value.mended())),
        (7, vec![("", "\"7\"", Mending::Number)])
    );
    let orders = Collection::<Order>::root(&client, "orders");
    let created = orders.create(&Order::default()).send().await.unwrap();
    assert_eq!(created.entity().unwrap().quantity, Some(2));
    assert_eq!(created.mended()[0].path(), "quantity");
    let page = client
        .page::<Delta<Customer>>("https://host/orders?d")
        .await
        .unwrap();
    assert!(page.failed.is_empty(), "{page:?}");
    assert_eq!(page.mended[0].path(), "value[0].main.quantity");

    let response = r#"{"responses":[{"id":"1","status":200,"body":{"id":"a","day":""}}]}"#;
    let script = Script::new().json(200, response);
    let client = self::client(&script, true);
    let mut batch = client.batch();
    let ticket = batch.add(Item::<Order>::root(&client, "x").get());
    let mut responses = batch.send().await.unwrap();
    let order = responses.take_response(ticket).unwrap();
    assert_eq!(report(order.mended()), [("day", r#""""#, Mending::Null)]);
}

/// All values of a property are repaired at once: 10,000 readings would exceed the limit.
#[tokio::test]
async fn many_values_of_one_property() {
    let orders: Vec<_> = (0..5_000)
        .map(|index| json!({"id": index.to_string(), "quantity": index.to_string(), "guid": ""}))
        .collect();
    let body = json!({"name": "x", "orders": orders}).to_string();
    let customer = get::<Customer>(&body).await.unwrap();
    assert_eq!(customer.mended().len(), 10_000);
    assert_eq!(
        customer.orders.as_ref().unwrap()[4_999].quantity,
        Some(4_999)
    );
}

/// Values of objects with different type annotations are repaired one by one. The number of readings is limited.
#[tokio::test]
async fn work_is_bounded() {
    let customer = |things: usize| {
        let thing = |index: usize| {
            let name = format!("http://host/{index}#ns.order");
            json!({"@odata.type": name, "quantity": "1"})
        };
        let things: Vec<_> = (0..things).map(thing).collect();
        json!({ "things": things }).to_string()
    };
    let few = get::<Customer>(&customer(300)).await.unwrap();
    assert_eq!(few.mended().len(), 300);
    let Err(Error::Decode(failure)) = get::<Customer>(&customer(400)).await else {
        panic!("it was read")
    };
    assert_eq!(failure.error().path(), "things[333].quantity");
}
