//! The content of bodies: values, nulls, parts of complex values, new and existing related entities.

use clientwright_odata::Object as _;
use clientwright_odata::{
    Annotations, Client, Collection, Item, Navigation, NavigationCollection, Property, PropertyBag,
    capability::Linked, client::Bindings, literal, mark, resource::Reference,
};

use crate::contract::{Task, TaskReport};
use crate::script::Script;

#[derive(Default)]
struct Address {
    city: Option<String>,
    place: Option<Box<Place>>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_odata::object! { Address = "ns.address"; city = "city", place = "place", }

impl Address {
    const CITY: Property<Self, String> = Property::new("city");
    const STREET: Property<Self, String> = Property::new("street");
    const PLACE: Property<Self, Place> = Property::new("place");
    const SINCE: Property<Self, i32, mark::Immutable> = Property::new("since");
}

#[derive(Default)]
struct Place {
    name: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_odata::object! { Place = "ns.place"; name = "name", }

impl Place {
    const NAME: Property<Self, String> = Property::new("name");
}

#[derive(Default)]
struct Room {
    name: Option<String>,
    additional_properties: PropertyBag,
    odata: Option<Box<Annotations>>,
}
clientwright_odata::object! { Room = "ns.room", typed; name = "name", }
clientwright_odata::derived!(Room: Place);

impl Room {
    const NAME: Property<Self, String> = Property::new("name");
    const FLOOR: Property<Self, i32> = Property::new("floor");
}

const ADDRESS: Property<Task, Address> = Property::new("address");
const OWNER: Navigation<Task, Task> = Navigation::new("owner");
const PARTS: NavigationCollection<Task, Task> = NavigationCollection::new("parts");

fn task(name: &str) -> Task {
    Task {
        display_name: Some(name.to_owned()),
        ..Task::default()
    }
}

fn service(responses: usize) -> (Script, Client) {
    let script = (0..responses).fold(Script::new(), |script, _| script.json(200, "{}"));
    let client = script.client(Client::builder().base_url("https://host/v1"));
    (script, client)
}

#[tokio::test]
async fn unset_null_and_value_at_every_depth() {
    let (script, client) = service(3);
    let item = Item::<Task>::root(&client, "task");
    item.update()
        .set_in(ADDRESS, |address| {
            address
                .set(Address::CITY, "Oslo")
                .set_null(Address::STREET)
                .set_in(Address::PLACE, |place| place.set_null(Place::NAME))
        })
        .set_null(Task::DISPLAY_NAME)
        .await
        .unwrap();
    assert_eq!(
        script.received_once().body,
        r#"{"address":{"city":"Oslo","street":null,"place":{"name":null}},"displayName":null}"#
    );

    // A type that a reader could not know is written without being set.
    item.update()
        .set_in(ADDRESS, |address| {
            address.set_in_as::<Room, _, _>(Address::PLACE, |room| room.set(Room::FLOOR, 3))
        })
        .await
        .unwrap();
    assert_eq!(
        script.received_once().body,
        r##"{"address":{"place":{"@odata.type":"#ns.room","floor":3}}}"##
    );

    Collection::<Task>::root(&client, "tasks")
        .create_with()
        .set(Task::ID, "7")
        .set_null(Task::DISPLAY_NAME)
        .set_in(ADDRESS, |address| address.set(Address::SINCE, 2020))
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(
        (received.method.as_str(), received.body.as_str()),
        (
            "POST",
            r#"{"id":"7","displayName":null,"address":{"since":2020}}"#
        )
    );
}

#[tokio::test]
async fn a_new_member_of_a_hierarchy_has_a_type_annotation() {
    let (script, client) = service(5);
    Collection::<Room>::root(&client, "rooms")
        .create_with()
        .set(Room::NAME, "x")
        .await
        .unwrap();
    assert_eq!(
        script.received_once().body,
        r##"{"@odata.type":"#ns.room","name":"x"}"##
    );
    // What is there may be of a type that derives from it.
    Item::<Room>::root(&client, "room")
        .update()
        .set(Room::NAME, "x")
        .await
        .unwrap();
    assert_eq!(script.received_once().body, r#"{"name":"x"}"#);
    // An object with a type annotation has it once.
    let update = Item::<Room>::root(&client, "room")
        .update()
        .entity(&Room::default());
    update.set(Room::FLOOR, 1).await.unwrap();
    assert_eq!(
        script.received_once().body,
        r##"{"@odata.type":"#ns.room","floor":1}"##
    );
    // The declared type is the base.
    let update = Item::<Place>::root(&client, "place")
        .update()
        .as_type::<Room>();
    update.set(Room::FLOOR, 2).if_match("*").await.unwrap();
    assert_eq!(
        script.received_once().body,
        r##"{"@odata.type":"#ns.room","floor":2}"##
    );
    Item::<Place>::root(&client, "place")
        .update()
        .set(Place::NAME, "y")
        .await
        .unwrap();
    assert_eq!(script.received_once().body, r#"{"name":"y"}"#);
}

#[tokio::test]
async fn related_entities_that_exist_and_that_do_not() {
    let (script, client) = service(3);
    let tasks = Collection::<Task>::root(&client, "tasks");
    let other = tasks.key(&[("id", literal("a'b"))]);
    tasks
        .create(&task("x"))
        .bind(OWNER, &other)
        .bind(PARTS, vec![other.reference(), Reference::to("tasks('2')")])
        .bind(PARTS, vec![Reference::to("tasks('3')")])
        .insert(PARTS, vec![task("new")])
        .insert(PARTS, vec![task("newer")])
        .await
        .unwrap();
    assert_eq!(
        script.received_once().body,
        concat!(
            r#"{"displayName":"x","owner@odata.bind":"https://host/v1/tasks('a''b')","#,
            r#""parts@odata.bind":["https://host/v1/tasks('a''b')","tasks('2')","tasks('3')"],"#,
            r#""parts":[{"displayName":"new"},{"displayName":"newer"}]}"#
        )
    );
    tasks
        .create(&task("x"))
        .insert(OWNER, task("boss"))
        .await
        .unwrap();
    let body = script.received_once().body;
    assert_eq!(
        body,
        r#"{"displayName":"x","owner":{"displayName":"boss"}}"#
    );

    // A key that cannot be written is no target.
    let client = script.client(
        Client::builder()
            .base_url("https://host")
            .key_style(clientwright_odata::client::KeyStyle::Segment),
    );
    let nowhere = Collection::<Task>::root(&client, "tasks").key(&[("id", literal(".."))]);
    let error = tasks
        .create(&task("x"))
        .bind(OWNER, &nowhere)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("path segment"), "{error}");
    assert!(script.received().is_empty());
}

#[tokio::test]
async fn bindings_of_4_01() {
    let script = Script::new().json(200, "{}");
    let builder = Client::builder()
        .base_url("https://host")
        .bindings(Bindings::Id);
    let client = script.client(builder);
    let item = Item::<Task>::root(&client, "task");
    Collection::<Task>::root(&client, "tasks")
        .create(&task("x"))
        .bind(OWNER, &item)
        .insert(PARTS, vec![task("new")])
        .bind(PARTS, vec![item.reference()])
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(
        received.body,
        concat!(
            r#"{"displayName":"x","owner":{"@id":"https://host/task"},"#,
            r#""parts":[{"displayName":"new"},{"@id":"https://host/task"}]}"#
        )
    );
    assert_eq!(received.header("odata-version"), Some("4.01"));
}

#[tokio::test]
async fn an_entity_has_a_reference() {
    let read = |text: &str| clientwright_odata::from_json::<TaskReport>(text.as_bytes()).unwrap();
    // A relative one starts at the root of the service, or at the context that the entity names.
    for (text, url) in [
        (
            r#"{"@odata.id":"reports('1')","@odata.editLink":"r"}"#,
            "https://host/v1/reports('1')",
        ),
        (r#"{"@editLink":"r"}"#, "https://host/v1/r"),
        (r#"{"@odata.id":"https://other/r"}"#, "https://other/r"),
        (
            r##"{"@context":"https://other/x/$metadata#r","@id":"r(1)"}"##,
            "https://other/x/r(1)",
        ),
        (
            r##"{"@context":"$metadata#r","@id":"r(1)"}"##,
            "https://host/v1/r(1)",
        ),
    ] {
        let (script, client) = service(1);
        let reports = Collection::<TaskReport, Linked>::root(&client, "reports");
        let report = Reference::of(&read(text)).unwrap();
        reports.links().add(report).await.unwrap();
        assert_eq!(
            script.received_once().body,
            format!(r#"{{"@odata.id":"{url}"}}"#)
        );
    }
    assert!(Reference::of(&read("{}")).is_none());
}

#[tokio::test]
async fn null_for_a_parameter_of_an_action() {
    let (script, client) = service(1);
    let parameters = Address {
        city: Some("Oslo".to_owned()),
        place: Some(Box::default()),
        ..Address::default()
    };
    // The value of the field is removed, and null is written once, also for a property that only a derived type
    // declares.
    let parameters = parameters
        .with_null(Address::PLACE)
        .with_null(Address::STREET)
        .with_null(Address::PLACE);
    assert_eq!(parameters.place, None);
    let action = clientwright_odata::resource::Path::root(&client).action_import("move");
    action.body(&parameters).call::<()>().await.unwrap();
    assert_eq!(
        script.received_once().body,
        r#"{"city":"Oslo","place":null,"street":null}"#
    );
}

#[tokio::test]
async fn null_and_relations_in_what_is_created_along() {
    const NAME: Property<Task, String> = Property::new("displayName");
    let (script, client) = service(1);
    let mut part = Task::default().with_null(NAME);
    let owner = "https://host/v1/users('1')";
    part.additional_properties.insert("owner@odata.bind", owner);
    Collection::<Task>::root(&client, "tasks")
        .create(&task("whole"))
        .insert(PARTS, vec![part])
        .await
        .unwrap();
    assert_eq!(
        script.received_once().body,
        format!(
            r#"{{"displayName":"whole","parts":[{{"displayName":null,"owner@odata.bind":"{owner}"}}]}}"#
        )
    );
}

#[tokio::test]
async fn long_numbers_as_texts() {
    use clientwright_odata::edm::Decimal;
    const SIZE: Property<Task, i64> = Property::new("size");
    const SIZES: Property<Task, Vec<i64>> = Property::new("sizes");
    const PRICE: Property<Task, Decimal> = Property::new("price");
    const STEPS: Property<Task, i32> = Property::new("steps");
    const WEIGHT: Property<Address, Decimal> = Property::new("weight");
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();

    let script = (0..4).fold(Script::new(), |script, _| script.json(200, "{}"));
    let builder = Client::builder().base_url("https://host/v1");
    let client = script.client(builder.ieee754_compatible(true));
    let item = Item::<Task>::root(&client, "task");
    let filled = |update: clientwright_odata::request::Update<Task>| {
        update
            .set(SIZE, i64::MAX)
            .set(SIZES, vec![1, -2])
            .set(PRICE, decimal("0.10"))
            .set(STEPS, 3)
            .set_in(ADDRESS, |address| address.set(WEIGHT, decimal("12")))
    };
    filled(item.update()).await.unwrap();
    let received = script.received_once();
    assert_eq!(
        received.body,
        r#"{"size":"9223372036854775807","sizes":["1","-2"],"price":"0.10","steps":3,"address":{"weight":"12"}}"#
    );
    let exact = Some("application/json;IEEE754Compatible=true");
    assert_eq!(
        (received.header("accept"), received.header("content-type")),
        (exact, exact)
    );

    // Undeclared data stays unchanged, and a value that is no JSON number is a string in any case.
    let mut task = Task::default();
    task.additional_properties
        .insert("more", serde_json::json!([-5, 1.5]));
    item.update()
        .entity(&task)
        .set(PRICE, decimal("NaN"))
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(received.body, r#"{"more":[-5,1.5],"price":"NaN"}"#);

    // Single properties and bodies of calls as well.
    item.property(SIZE).set(-1).await.unwrap();
    assert_eq!(script.received_once().body, r#"{"value":"-1"}"#);
    let action = clientwright_odata::resource::Path::root(&client).action_import("move");
    action
        .call::<()>()
        .json(&vec![decimal("1.5")])
        .await
        .unwrap();
    assert_eq!(script.received_once().body, r#"["1.5"]"#);

    // Not unless it is requested.
    let (script, client) = service(1);
    filled(Item::<Task>::root(&client, "task").update())
        .await
        .unwrap();
    let received = script.received_once();
    assert_eq!(
        received.body,
        r#"{"size":9223372036854775807,"sizes":[1,-2],"price":0.10,"steps":3,"address":{"weight":12}}"#
    );
    let plain = Some("application/json");
    assert_eq!(
        (received.header("accept"), received.header("content-type")),
        (plain, plain)
    );
}

#[tokio::test]
async fn long_numbers_as_texts_in_a_batch() {
    const SIZE: Property<Task, i64> = Property::new("size");
    let script = Script::new().json(200, r#"{"responses":[{"id":"1","status":204}]}"#);
    let builder = Client::builder().base_url("https://host/v1");
    let client = script.client(builder.ieee754_compatible(true));
    let mut batch = client.batch();
    let ticket = batch.add(Item::<Task>::root(&client, "task").update().set(SIZE, 1));
    let mut responses = batch.send().await.unwrap();
    responses.take(ticket).unwrap();
    let body: serde_json::Value = serde_json::from_str(&script.received_once().body).unwrap();
    let request = &body["requests"][0];
    assert_eq!(request["body"]["size"], "1");
    let exact = "application/json;IEEE754Compatible=true";
    assert_eq!(request["headers"]["content-type"], exact);
    assert_eq!(request["headers"]["accept"], exact);
}
