//! Every golden case compiles, and its values are unchanged after reading and writing.

#![allow(
    clippy::unwrap_used,
    reason = "a helper of tests fails where a test would"
)]

use clientwright_odata::edm::Decimal;
use clientwright_odata::wire::Wire;
use clientwright_odata::{
    Body, ClientBuilder, client::Service, from_json, future::BoxError, null, other::Other, to_json,
};
use goldens::{
    collections, definitions, entity, enum_flags, enum_sentinel, keys, marks, names, namespaces,
    operations, polymorphic, primitives, recursion,
};
use http::Response;

/// The generated code of all cases, one module each.
#[allow(unreachable_pub, reason = "a test has no one to export to")]
pub(crate) mod goldens {
    include!(concat!(env!("OUT_DIR"), "/goldens.rs"));
}

/// The same cases as trees of files.
#[allow(unreachable_pub, reason = "a test has no one to export to")]
pub mod trees {
    include!(concat!(env!("OUT_DIR"), "/trees.rs"));
}

const ROOT: &str = "https://example.com/odata/";

/// Reads a value and writes it again.
fn round_trip<T: Wire>(text: &str) -> (T, String) {
    let value = from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = json(&value);
    (value, written)
}

fn json<T: Wire>(value: &T) -> String {
    String::from_utf8(to_json(value).expect("a value can be written")).expect("JSON is UTF-8")
}

/// Reads a value that must be written byte for byte as it was read.
fn exact<T: Wire>(text: &str) -> T {
    let (value, written) = round_trip(text);
    assert_eq!(written, text);
    value
}

/// A client that shows URLs and sends nothing.
fn client<S: Service>(builder: ClientBuilder<S>) -> S {
    builder
        .base_url(ROOT)
        .service(tower::service_fn(|_| async {
            Ok::<_, BoxError>(Response::new(Body::empty()))
        }))
        .build()
        .expect("the client is complete")
}

/// A URL without the service root.
macro_rules! path {
    ($request:expr) => {
        $request
            .url()
            .unwrap()
            .to_string()
            .strip_prefix(crate::ROOT)
            .unwrap()
            .to_owned()
    };
}

// After the macro, which they use.
mod by_path;
mod forbidden;
mod observatory;
mod openapi_values;
mod paths;
mod reported;
mod traps;

#[test]
fn collections_distinguish_null_items_from_absent_ones() {
    let lists: collections::Lists =
        exact(r#"{"unsaid":["a"],"nullable":["a",null,""],"nonNull":[1,-9223372036854775808]}"#);
    assert_eq!(
        lists.nullable.unwrap(),
        [Some("a".to_owned()), None, Some(String::new())]
    );
    assert_eq!(
        exact::<collections::Lists>(r#"{"nullable":[]}"#).nullable,
        Some(vec![])
    );
    assert_eq!(exact::<collections::Lists>("{}").nullable, None);
    // A null item of a collection without nulls is omitted from the vector, and is written back.
    let lists: collections::Lists = exact(r#"{"nonNull":[1,null]}"#);
    assert_eq!(lists.non_null, Some(vec![1]));
    let error = from_json::<collections::Lists>(br#"{"nonNull":1}"#).unwrap_err();
    assert_eq!(error.path(), "nonNull");
}

#[test]
fn definitions_are_their_primitive_type() {
    let parcel: definitions::Parcel = exact(r#"{"weight":1.250,"history":[0.1,1E+2]}"#);
    let weight: Decimal = parcel.weight.unwrap();
    assert_eq!(weight, "1.25".parse().unwrap());
}

#[test]
fn entities_are_reached_by_navigation() {
    let shop = client(entity::ShopClient::builder());
    let workflow = shop.workflows().id("a'b");
    assert_eq!(path!(workflow.get()), "workflows('a''b')");
    assert_eq!(
        path!(workflow.tasks().id("t").delete()),
        "workflows('a''b')/tasks('t')"
    );
    let task = entity::Task::default();
    assert_eq!(
        path!(workflow.tasks().create(&task)),
        "workflows('a''b')/tasks"
    );
    // Tasks of a template cannot be created, because of its restrictions. They can be read.
    assert_eq!(
        path!(
            shop.templates()
                .id("x")
                .tasks()
                .list()
                .filter(entity::Task::ORDER.gt(1))
        ),
        "templates('x')/tasks?$filter=order%20gt%201"
    );
    // A user is outside the selection: it can be read, and has no navigation.
    assert_eq!(
        path!(workflow.owner().get().select(entity::User::MAIL)),
        "workflows('a''b')/owner?$select=mail"
    );
}

#[test]
fn flags_lose_nothing() {
    use enum_flags::Category;
    let task: enum_flags::Task = exact(r#"{"category":"leaver,joiner,other"}"#);
    let category = task.category.unwrap();
    assert!(category.contains(&(Category::JOINER | Category::LEAVER)));
    assert_eq!(Category::UNKNOWN_FUTURE_VALUE.bits(), 4);
    for text in ["", "joiner, leaver", "unknownFutureValue"] {
        exact::<enum_flags::Task>(&format!(r#"{{"category":"{text}"}}"#));
    }
    // A number is read as the members that it contains.
    let (_, written) = round_trip::<enum_flags::Task>(r#"{"category":"7"}"#);
    assert_eq!(
        written,
        r#"{"category":"joiner,leaver,unknownFutureValue"}"#
    );
    exact::<enum_flags::Task>(r#"{"category":8}"#);
    assert_eq!(
        enum_flags::Task::CATEGORY.has(Category::JOINER).to_string(),
        "category has Shop.category'joiner'"
    );
}

#[test]
fn enumerations_keep_unknown_members() {
    use enum_sentinel::{Empty, Status};
    assert_eq!(exact::<Status>(r#""unknown""#), Status::Unknown);
    assert_eq!(exact::<Status>(r#""5minutes""#), Status::_5minutes);
    assert_eq!(exact::<Status>(r#""self""#), Status::Self_);
    let (status, written) = round_trip::<Status>(r#""Ready""#);
    assert_eq!(
        (status, written.as_str()),
        (Status::Ready, r#""ready""#),
        "a member in another case"
    );
    for text in ["unknownFutureValue", "later", ""] {
        let status = exact::<Status>(&format!("\"{text}\""));
        assert!(
            matches!(status, Status::UnknownFutureValue(_)),
            "{status:?}"
        );
    }
    assert!(matches!(
        exact::<Empty>(r#""anything""#),
        Empty::UnknownFutureValue(_)
    ));
    assert_eq!(
        enum_sentinel::Job::STATUS.ne(Status::_5minutes).to_string(),
        "status ne Shop.status'5minutes'"
    );
}

#[test]
fn keys_of_every_kind() {
    let shop = client(keys::ShopClient::builder());
    let line = shop.lines().by_key(7, keys::Region::South, "a/b'c");
    assert_eq!(
        path!(line.get()),
        "Lines(order=7,region=Shop.region'south',productCode='a%2Fb''c')"
    );
    let guid: clientwright_odata::edm::Guid =
        "00000000-0000-0000-0000-0000000000FF".parse().unwrap();
    assert_eq!(
        path!(shop.things().id(guid).get()),
        "Things(00000000-0000-0000-0000-0000000000ff)"
    );
    assert_eq!(path!(shop.notes().id(7).get()), "Notes(7)");
    assert_eq!(
        path!(shop.log().get().select(keys::Log::TEXT)),
        "Log?$select=text"
    );
}

#[test]
fn marks_keep_computed_properties_out_of_requests() {
    let text = r#"{"number":1,"created":"2026-01-01T00:00:00Z","customer":"c","status":"s","note":"n","total":1.0}"#;
    let order: marks::Order = exact(text);
    let request = clientwright_odata::to_request_json(&order).unwrap();
    assert_eq!(
        String::from_utf8(request).unwrap(),
        r#"{"number":1,"customer":"c","note":"n","total":1.0}"#
    );
    assert_eq!(
        marks::Order::CREATED.eq(null()).to_string(),
        "created eq null"
    );
}

#[test]
fn names_that_clash() {
    let set: names::Set = exact(
        r#"{"type":"t","self":"s","solution":"a","Solution":"b","odata":"o","additionalProperties":"p","name":"n","FIELDS":"f","_ownerid_value":"00000000-0000-0000-0000-000000000001","größe":-1,"extra":1}"#,
    );
    assert_eq!(
        (set.solution.as_deref(), set.solution2.as_deref()),
        (Some("a"), Some("b"))
    );
    assert_eq!(
        (set.odata.as_deref(), set.additional_properties.as_deref()),
        (Some("o"), Some("p"))
    );
    assert_eq!(set.additional_properties_.get("extra"), Ok(Some(1)));
    assert_eq!(set.größe, Some(-1));
    assert_eq!(
        exact::<names::Self_>(r#"{"case":"some"}"#).case,
        Some(names::Case::Some2)
    );
    assert_eq!(
        exact::<names::Self_>(r#"{"case":"Some"}"#).case,
        Some(names::Case::Some)
    );
    exact::<names::商品>(r#"{"価格":12.50}"#);
    for text in ["{}", r#"{"@odata.etag":"e","x":[]}"#] {
        exact::<names::Option>(text);
        exact::<names::Option2>(text);
        exact::<names::String>(text);
        exact::<names::Vec>(text);
        exact::<names::Box>(text);
        exact::<names::Result>(text);
    }
}

#[test]
fn namespaces_that_contain_each_other() {
    let security: namespaces::Security =
        exact(r#"{"id":"s","alert":{"up":{"other":{"aside":{"back":[{},{"up":{}}]}}}}}"#);
    let alert: namespaces::security::Alert = security.alert.unwrap();
    let up = alert.up.unwrap();
    assert!(up.other.as_ref().unwrap().aside.is_some());
    let shop = client(namespaces::ShopClient::builder());
    assert_eq!(path!(shop.security().get()), "security");
}

#[test]
fn operations_and_their_overloads() {
    let shop = client(operations::ShopClient::builder());
    let item = shop.items().id(-5);
    assert_eq!(path!(shop.items().delta()), "items/Shop.delta()");
    assert_eq!(
        path!(shop.items().delta_with_token(Some("a'b/c".to_owned()))),
        "items/Shop.delta(token='a''b%2Fc')"
    );
    assert_eq!(
        path!(shop.items().delta_with_token(None)),
        "items/Shop.delta(token=null)"
    );
    let tags = vec!["x".to_owned(), "y&z".to_owned()];
    assert_eq!(
        path!(item.browse_with_depth_and_tags(tags.clone()).request()),
        "items(-5)/Shop.browse(tags=@p1)?@p1=%5B%22x%22,%22y%26z%22%5D"
    );
    assert_eq!(
        path!(item.browse_with_depth_and_tags(tags).depth(2).request()),
        "items(-5)/Shop.browse(tags=@p1,depth=2)?@p1=%5B%22x%22,%22y%26z%22%5D"
    );
    assert_eq!(
        path!(item.browse().type_("t").request()),
        "items(-5)/Shop.browse"
    );
    assert_eq!(path!(item.get_action()), "items(-5)/Shop.get");
    assert_eq!(path!(item.get()), "items(-5)");
    assert_eq!(path!(shop.reset_all()), "resetAll");
    assert_eq!(path!(shop.total()), "total()");
    assert_eq!(path!(shop.total_with_year(2026_i16)), "total(year=2026)");
}

#[test]
fn polymorphic_values_by_name_and_alias() {
    use polymorphic::Trigger;
    let rule: polymorphic::Rule = exact(
        r##"{"trigger":{"@odata.type":"#s.daily","days":3},"more":[{"@odata.type":"#Shop.manual"},{"@odata.type":"Shop.other","x":1},{"@odata.type":"#Shop.new","y":[]},{"z":1}]}"##,
    );
    let Some(Trigger::Daily(daily)) = &rule.trigger else {
        panic!("{rule:?}")
    };
    assert_eq!(daily.days, Some(3));
    let more = rule.more.unwrap();
    assert!(matches!(
        more.as_slice(),
        [
            Trigger::Manual(_),
            Trigger::Other2(_),
            Trigger::Other(_),
            Trigger::Other(_)
        ]
    ));
    let Trigger::Other(new) = &more[2] else {
        panic!()
    };
    assert_eq!(new.type_name(), "Shop.new");

    // The type may be last in the input; it is written first.
    let (late, written) = round_trip::<Trigger>(r#"{"days":1,"@odata.type":"s.daily"}"#);
    assert!(matches!(late, Trigger::Daily(_)));
    assert_eq!(written, r#"{"@odata.type":"s.daily","days":1}"#);

    let made: Vec<Trigger> = vec![
        polymorphic::Daily {
            days: Some(1),
            ..polymorphic::Daily::default()
        }
        .into(),
        polymorphic::Other::default().into(),
        Trigger::Other(Other::new("Shop.later")),
    ];
    assert_eq!(
        json(&made),
        r##"[{"@odata.type":"#Shop.daily","days":1},{"@odata.type":"#Shop.other"},{"@odata.type":"#Shop.later"}]"##
    );
}

#[test]
fn primitives_at_their_limits() {
    use primitives::Everything;
    for (name, values) in [
        ("text", &[r#""""#, r#""a\"\\\n漢🦀""#] as &[&str]),
        ("flag", &["true", "false"]),
        ("small", &["0", "255"]),
        ("signed", &["-128", "127"]),
        ("short", &["-32768", "32767"]),
        ("int", &["-2147483648", "2147483647"]),
        ("long", &["-9223372036854775808", "9223372036854775807"]),
        ("single", &["1.5", "-0.1", r#""INF""#, r#""-INF""#]),
        (
            "double",
            &[
                "0.1",
                "1e+300",
                "-0.0",
                "5e-324",
                r#""INF""#,
                r#""-INF""#,
                r#""NaN""#,
            ],
        ),
        (
            "amount",
            &[
                "0",
                "1.00",
                "-1234567890123456789012345678901.234",
                "9999999999999999999999999999999999",
                "1E+3",
            ],
        ),
        (
            "day",
            &[r#""0001-01-01""#, r#""9999-12-31""#, r#""2024-02-29""#],
        ),
        (
            "instant",
            &[
                r#""9999-12-31T23:59:59.9999999Z""#,
                r#""2018-10-31T10:36:37-08:00""#,
                r#""2026-01-01T00:00Z""#,
            ],
        ),
        (
            "time",
            &[
                r#""17:00:00.0000000""#,
                r#""07:05""#,
                r#""23:59:59.999999999999""#,
            ],
        ),
        (
            "span",
            &[
                r#""P1DT2H3.5S""#,
                r#""-P3D""#,
                r#""P10675199DT2H48M5.4775807S""#,
                r#""PT0S""#,
            ],
        ),
        ("guid", &[r#""00000000-0000-0000-0000-000000000000""#]),
        ("bytes", &[r#""""#, r#""-_8""#, r#""-_8=""#, r#""+/8=""#]),
        ("place", &[r#"{"coordinates":[142.1,64.1],"type":"Point"}"#]),
        ("anything", &["1", r#""x""#, r#"[null,{"a":1}]"#]),
    ] {
        for value in values {
            exact::<Everything>(&format!(r#"{{"{name}":{value}}}"#));
        }
    }
    let nan: Everything = from_json(br#"{"double":"NaN"}"#).unwrap();
    assert!(nan.double.unwrap().is_nan());
    // IEEE754Compatible: long numbers as text.
    let text: Everything = from_json(br#"{"long":"9007199254740993","amount":"0.10"}"#).unwrap();
    assert_eq!(text.long, Some(9_007_199_254_740_993));
    assert_eq!(text.amount.unwrap().as_str(), "0.10");
}

#[test]
fn primitives_out_of_range_name_their_property() {
    for (name, value) in [
        ("flag", "1"),
        ("small", "256"),
        ("small", "-1"),
        ("signed", "128"),
        ("short", "32768"),
        ("int", "1.5"),
        ("long", "9223372036854775808"),
        ("double", r#""many""#),
        ("amount", r#""1,5""#),
        ("day", r#""2023-02-29""#),
        ("instant", r#""2026-01-01""#),
        ("time", r#""24:00:00""#),
        ("span", r#""P1Y""#),
        ("guid", r#""0""#),
        ("bytes", r#""*""#),
    ] {
        let text = format!(r#"{{"{name}":{value}}}"#);
        let error = from_json::<primitives::Everything>(text.as_bytes()).unwrap_err();
        assert_eq!(
            (error.path(), error.type_name()),
            (name, Some("Shop.everything")),
            "{error}"
        );
    }
}

#[test]
fn values_that_close_a_cycle_have_wrappers() {
    let node: recursion::Node =
        exact(r#"{"next":{"next":{"leaf":{"weight":3}}},"children":[{"children":[{}]},{}]}"#);
    let leaf = node
        .next
        .unwrap()
        .into_inner()
        .next
        .unwrap()
        .into_inner()
        .leaf
        .unwrap();
    assert_eq!(leaf.weight, Some(3));
    exact::<recursion::Ping>(r#"{"pong":{"ping":{"pong":{}}}}"#);

    // A hostile response is an error, not a stack overflow.
    let depth = 100_000;
    let deep = format!("{}{}", r#"{"next":"#.repeat(depth), "}".repeat(depth));
    assert!(from_json::<recursion::Node>(deep.as_bytes()).is_err());
}

#[test]
fn a_derived_object_is_accepted_as_its_base() {
    use goldens::concrete_base::{Employee, Party, Person};
    let text = br##"{"@odata.type":"#Shop.employee","id":"1","name":"Ann","salary":10.5}"##;
    let employee: Employee = clientwright_odata::from_json(text).expect("an employee");
    let party = Party::from(employee.clone());
    assert_eq!(party.name.as_deref(), Some("Ann"));
    assert_eq!(clientwright_odata::to_json(&party).expect("JSON"), text);
    assert_eq!(Person::from(employee.clone()).name, employee.name);
}
