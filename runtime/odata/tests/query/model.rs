//! A type with a property of every kind.

use clientwright_odata::edm::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Geography, Geometry, Guid, TimeOfDay,
};
use clientwright_odata::{
    Annotations, Body, Client, Collection, Filter, Navigation, NavigationCollection, Property,
    PropertyBag, mark, query::IntoFilter, wire::EnumLiterals,
};

use crate::grammar::{self, Tree};

macro_rules! objects {
    ($($type:ident = $name:literal $(: $base:ident)?;)+) => {$(
        #[derive(Default)]
        pub(crate) struct $type {
            pub(crate) additional_properties: PropertyBag,
            pub(crate) odata: Option<Box<Annotations>>,
        }

        clientwright_odata::object! { $type = $name; }
        $(clientwright_odata::derived!($type: $base);)?
    )+};
}
objects! {
    Thing = "NS.thing";
    Part = "NS.part";
    Wheel = "NS.wheel": Part;
    Address = "NS.address";
    HomeAddress = "NS.homeAddress": Address;
}

impl Thing {
    pub(crate) const TEXT: Property<Self, String> = Property::new("text");
    pub(crate) const OTHER: Property<Self, String> = Property::new("other");
    pub(crate) const FLAG: Property<Self, bool> = Property::new("flag");
    pub(crate) const BYTE: Property<Self, u8> = Property::new("byte");
    pub(crate) const TINY: Property<Self, i8> = Property::new("tiny");
    pub(crate) const SHORT: Property<Self, i16> = Property::new("short");
    pub(crate) const INT: Property<Self, i32, mark::Required> = Property::new("int");
    pub(crate) const LONG: Property<Self, i64> = Property::new("long");
    pub(crate) const SINGLE: Property<Self, f32> = Property::new("single");
    pub(crate) const DOUBLE: Property<Self, f64> = Property::new("double");
    pub(crate) const DECIMAL: Property<Self, Decimal> = Property::new("decimal");
    pub(crate) const BYTES: Property<Self, Binary> = Property::new("bytes");
    pub(crate) const GUID: Property<Self, Guid> = Property::new("guid");
    pub(crate) const WHEN: Property<Self, DateTimeOffset> = Property::new("when");
    pub(crate) const THEN: Property<Self, DateTimeOffset> = Property::new("then");
    pub(crate) const DAY: Property<Self, Date> = Property::new("day");
    pub(crate) const CLOCK: Property<Self, TimeOfDay> = Property::new("clock");
    pub(crate) const SPAN: Property<Self, Duration> = Property::new("span");
    pub(crate) const STATUS: Property<Self, Status> = Property::new("status");
    pub(crate) const KINDS: Property<Self, Kinds> = Property::new("kinds");
    pub(crate) const TAGS: Property<Self, Vec<String>> = Property::new("tags");
    pub(crate) const GAPS: Property<Self, Vec<Option<String>>> = Property::new("gaps");
    pub(crate) const NUMBERS: Property<Self, Vec<i64>> = Property::new("numbers");
    pub(crate) const PLACE: Property<Self, Geography> = Property::new("place");
    pub(crate) const SHAPE: Property<Self, Geometry> = Property::new("shape");
    pub(crate) const ADDRESS: Property<Self, Address> = Property::new("address");
    pub(crate) const OWNER: Navigation<Self, Part> = Navigation::new("owner");
    pub(crate) const PARTS: NavigationCollection<Self, Part> = NavigationCollection::new("parts");
}

impl Part {
    pub(crate) const NAME: Property<Self, String> = Property::new("name");
    pub(crate) const SIZE: Property<Self, i32> = Property::new("size");
    pub(crate) const TAGS: Property<Self, Vec<String>> = Property::new("tags");
    pub(crate) const PARTS: NavigationCollection<Self, Part> = NavigationCollection::new("parts");
    pub(crate) const WHOLE: Navigation<Self, Thing> = Navigation::new("whole");
}

impl Wheel {
    pub(crate) const SPOKES: Property<Self, i32> = Property::new("spokes");
    pub(crate) const HUB: Navigation<Self, Part> = Navigation::new("hub");
}

impl Address {
    pub(crate) const CITY: Property<Self, String> = Property::new("city");
    pub(crate) const COUNTRY: Navigation<Self, Part> = Navigation::new("country");
}

impl HomeAddress {
    pub(crate) const FLOOR: Property<Self, i32> = Property::new("floor");
}

#[derive(Clone)]
#[non_exhaustive]
pub(crate) enum Status {
    Open,
    Closed,
    UnknownFutureValue(clientwright_odata::enumeration::UnknownValue),
}

clientwright_odata::enumeration! {
    Status = "NS.status", UnknownFutureValue;
    Open = "open" 0,
    Closed = "closed" 1,
}

#[derive(Clone, Default)]
pub(crate) struct Kinds(clientwright_odata::flags::FlagSet);

impl Kinds {
    pub(crate) const ROUND: Self = Self(clientwright_odata::flags::FlagSet::from_bits(1));
    pub(crate) const FLAT: Self = Self(clientwright_odata::flags::FlagSet::from_bits(2));
}

clientwright_odata::flags! {
    Kinds = "NS.kinds";
    ROUND = "round" 1,
    FLAT = "flat" 2,
}

pub(crate) const ROOT: &str = "https://host/odata/";

fn client(enums: EnumLiterals) -> Client {
    let service = tower::service_fn(|_| async {
        Ok::<_, std::io::Error>(http::Response::new(Body::empty()))
    });
    let builder = Client::builder().base_url(ROOT).enum_literals(enums);
    builder.service(service).build().unwrap()
}

pub(crate) fn things() -> Collection<Thing> {
    Collection::root(&client(EnumLiterals::Qualified), "things")
}

/// In the dialect of Microsoft Graph.
pub(crate) fn things_of_graph() -> Collection<Thing> {
    Collection::root(&client(EnumLiterals::Unqualified), "things")
}

/// What a service reads from the URL of a request.
pub(crate) fn read(url: &http::Uri) -> Vec<(String, Tree)> {
    let url = url.to_string();
    let (_, options) = grammar::url(&url, ROOT).unwrap_or_else(|error| panic!("{url}: {error}"));
    options
}

/// What a service reads from the filter of a request.
pub(crate) fn read_filter(filter: impl IntoFilter<Thing>) -> Tree {
    let options = read(&things().list().filter(filter).url().unwrap());
    let [(name, tree)] = options.try_into().expect("one option");
    assert_eq!(name, "$filter");
    tree
}

/// The text of a condition, which the parser reads in every way alike.
pub(crate) fn text(filter: Filter<Thing>) -> String {
    let text = filter.to_string();
    grammar::in_every_reading("$filter", &text).unwrap_or_else(|error| panic!("{error}"));
    text
}
