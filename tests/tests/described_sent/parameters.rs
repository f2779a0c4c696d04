//! Names of operations and parameters, references, and parameters in every style.

use std::collections::BTreeMap;

use clientwright_openapi::types::DateTimeOffset;

use super::{client, generated, only, read};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn map(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    let entries = entries.iter();
    entries
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

const COLORS: [&str; 3] = ["blue", "black", "brown"];
const RGB: &str = r#"{"R":100,"G":200,"B":150}"#;

#[tokio::test]
async fn operation_names() {
    use generated::case_03_operation_names::AcmeClient;
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    acme.get_pathparameter().await.expect("nothing");
    assert_eq!(only(&sent), "GET /path-parameter | ");
    acme.get_path_parameter().await.expect("nothing");
    assert_eq!(only(&sent), "GET /path/parameter | ");
    acme.get_path_by_parameter("x").await.expect("nothing");
    assert_eq!(only(&sent), "GET /path/x | ");
    acme.get().await.expect("nothing");
    assert_eq!(only(&sent), "GET / | ");
    // The names of what a client has itself are free.
    let copy = acme.clone();
    copy._1_get_thing_v2().await.expect("nothing");
    assert_eq!(only(&sent), "GET /1 | ");
    copy.new_operation().await.expect("nothing");
    assert_eq!(only(&sent), "POST /new | content-length: 0 | ");
    copy.clone_operation().await.expect("nothing");
    assert_eq!(only(&sent), "POST /clone | content-length: 0 | ");
    copy.builder_operation().await.expect("nothing");
    assert_eq!(only(&sent), "POST /builder | content-length: 0 | ");
    copy.await_().await.expect("nothing");
    assert_eq!(only(&sent), "POST /await | content-length: 0 | ");
    // Tags that would be one module, and operations that would be one method.
    acme.pet_store().get_pet().await.expect("nothing");
    assert_eq!(only(&sent), "GET /pets | ");
    acme.pet_store2().get_pet().await.expect("nothing");
    assert_eq!(only(&sent), "GET /pet | ");
    acme.犬().get_pet().await.expect("nothing");
    assert_eq!(only(&sent), "GET /p | ");
}

#[tokio::test]
async fn parameter_names() {
    use generated::case_04_parameter_names::{AcmeClient, GetThingLimit};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let call = acme.get_thing("a/b", 7, GetThingLimit::Few);
    let call = call.id_query("q").id_header("h").id_cookie("c");
    let call = call.client("1").request2("2").url("3").body("4").send2("5");
    let call = call.type_("6").filter_name_query("n");
    let call = call.filter_name_query2("m").top(3)._2fa(true);
    call.trace("t").await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /things/a%2Fb/7?limit=few&id=q&client=1&request=2&url=3&body=4&send=5&type=6&filter%5Bname%5D=n\
         &filter.name=m&%24top=3&2fa=true | trace: t | id: h | cookie: id=c | "
    );
}

#[tokio::test]
async fn references_to_everything() {
    use generated::case_05_refs_to_everything::webhooks::Callback;
    use generated::case_05_refs_to_everything::{AcmeClient, Alias1, Thing};
    let json: &[_] = &[("content-type", "application/json"), ("x-left", "4")];
    let (acme, sent) = client::<AcmeClient>(200, json, r#"{"n":1}"#);
    let thing: Alias1 = acme.get_b().limit(5).await.expect("a thing");
    assert_eq!(thing, Thing::new(1));
    assert_eq!(only(&sent), "GET /b?limit=5 | ");
    let (acme, sent) = client::<AcmeClient>(201, json, r#"{"n":2}"#);
    let made: Thing = acme.post_a(&thing).await.expect("a thing");
    assert_eq!(made.n, 2);
    assert_eq!(
        only(&sent),
        r#"POST /a | content-type: application/json | {"n":1}"#
    );
    let received = Callback::parse("done", br#"{"n":3}"#).expect("a callback");
    assert!(matches!(received, Callback::Done(Thing { n: 3, .. })));
}

#[tokio::test]
async fn path_styles() {
    use generated::case_39_path_styles::{AcmeClient, O};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let o = || read::<O>(RGB);
    let a = || texts(&COLORS);
    acme.get_s("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /s/blue/blue,black,brown/R,100,G,200,B,150 | "
    );
    acme.get_sx("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /sx/blue/blue,black,brown/R=100,G=200,B=150 | "
    );
    acme.get_l("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /l/.blue/.blue,black,brown/.R,100,G,200,B,150 | "
    );
    acme.get_lx("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /lx/.blue/.blue.black.brown/.R=100.G=200.B=150 | "
    );
    acme.get_m("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /m/;p=blue/;a=blue,black,brown/;o=R,100,G,200,B,150 | "
    );
    acme.get_mx("blue", a(), o()).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /mx/;p=blue/;a=blue;a=black;a=brown/;R=100;G=200;B=150 | "
    );
    // What has a meaning in a URL is percent-encoded inside of values.
    let odd = || acme.get_s("a/b c,d?#", texts(&["x,y", "é"]), o());
    odd().await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /s/a%2Fb%20c%2Cd%3F%23/x%2Cy,%C3%A9/R,100,G,200,B,150 | "
    );
    acme.get_s("%41", a(), o()).await.expect("nothing");
    assert!(only(&sent).starts_with("GET /s/%2541/"));
    acme.get_s("~-._", a(), o()).await.expect("nothing");
    assert!(only(&sent).starts_with("GET /s/~-._/"));
    acme.get_m("", a(), o()).await.expect("nothing");
    assert!(only(&sent).starts_with("GET /m/;p/"));
    // Values that would make the path another one are refused, and nothing is sent.
    for wrong in ["", ".", ".."] {
        let error = acme.get_s(wrong, a(), o()).await.expect_err("an error");
        assert!(error.to_string().contains("path"), "{error}");
    }
    assert!(acme.get_l("", a(), o()).await.is_err());
    assert!(sent.lock().expect("a list").is_empty());
}

#[tokio::test]
async fn query_form() {
    use generated::case_40_query_form::{AcmeClient, O};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let call = acme.query().p("blue").ax(texts(&COLORS));
    let call = call.ac(texts(&COLORS)).ox(read::<O>(RGB));
    let call = call.oc(read::<O>(RGB));
    let call = call.mx(map(&[("a", "x+y"), ("b", "x/y"), ("c", "x^y")]));
    call.ids([12_345_678_i64, 90_099]).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?p=blue&ax=blue&ax=black&ax=brown&ac=blue,black,brown&R=100&G=200&B=150&oc=R,100,G,200,B,150\
         &a=x%2By&b=x%2Fy&c=x%5Ey&ids=12345678,90099 | "
    );
    let odd = texts(&["a,b", "c&d", "e f", "+", "é"]);
    acme.query().ac(odd).await.expect("nothing");
    assert_eq!(only(&sent), "GET /q?ac=a%2Cb,c%26d,e%20f,%2B,%C3%A9 | ");
}

#[tokio::test]
async fn query_delimited_and_deep() {
    use generated::case_41_query_delimited_and_deep::{AcmeClient, F, O};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let o = || read::<O>(RGB);
    let call = acme.query().sp(texts(&COLORS)).pi(texts(&COLORS));
    let call = call.so(o()).po(o()).deep(o());
    call.await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?sp=blue%20black%20brown&pi=blue%7Cblack%7Cbrown&so=R%20100%20G%20200%20B%20150\
         &po=R%7C100%7CG%7C200%7CB%7C150&deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150 | "
    );
    let flat = read::<F>(r#"{"name":"a b"}"#);
    acme.query().d2(flat).await.expect("nothing");
    assert_eq!(only(&sent), "GET /q?d2%5Bname%5D=a%20b | ");
    // Not defined by the specification, but never dropped: what most servers read.
    let nested = read::<F>(r#"{"price":{"gt":5},"tags":["x","y"]}"#);
    acme.query().d2(nested).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?d2%5Bprice%5D%5Bgt%5D=5&d2%5Btags%5D=x&d2%5Btags%5D=y | "
    );
    let exploded = acme.query().px(texts(&["blue", "black"]));
    exploded.await.expect("nothing");
    assert_eq!(only(&sent), "GET /q?px=blue&px=black | ");
}

#[tokio::test]
async fn query_reserved_and_unicode() {
    use generated::case_42_query_reserved_and_unicode::AcmeClient;
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let odd = "a/b:c?d&e=f+g#h[i] j%2Fk";
    acme.query().r(odd).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?r=a/b:c?d%26e%3Df%2Bg%23h%5Bi%5D%20j%2Fk | "
    );
    acme.query().n(odd).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?n=a%2Fb%3Ac%3Fd%26e%3Df%2Bg%23h%5Bi%5D%20j%252Fk | "
    );
    let call = acme.query().unnamed("love!");
    let call = call.m(map(&[("a", "x+y"), ("b", "x/y"), ("c", "x^y")]));
    let call = call.w(texts(&["math", "is", "fun"])).a_b_c("v");
    call.await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /q?%E2%9D%A4%EF%B8%8F=love%21&a=x%2By&b=x/y&c=x%5Ey&w=math%20is%20fun&a%26b%3Dc=v | "
    );
    acme.query().n("").flag(true).await.expect("nothing");
    assert_eq!(only(&sent), "GET /q?n=&flag=true | ");
    // `allowEmptyValue`: the value may be missing though it is a boolean.
    let call = acme.query().request().query("flag", "");
    call.await.expect("nothing");
    assert_eq!(only(&sent), "GET /q?flag= | ");
}

#[tokio::test]
async fn headers_and_cookies() {
    use generated::case_44_headers_and_cookies::{AcmeClient, HeadTheme, O};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let o = || read::<O>(RGB);
    let call = acme.head(true).x_ids([12_345_678_i64, 90_099]);
    let call = call.x_flat(o()).x_pairs(o()).x_text(r#"a b, "c"/d"#);
    let call = call.sid("abc").theme(HeadTheme::Dark).debug_mode(0);
    call.await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /h | x-ids: 12345678,90099 | x-flat: R,100,G,200,B,150 | x-pairs: R=100,G=200,B=150 \
         | x-text: a b, \\\"c\\\"/d | x-flag: true | cookie: sid=abc; theme=dark; debug-mode=0 | "
    );
    let split = acme.head(true).x_text("a\r\nX-Evil: 1").await;
    assert!(split.is_err());
    let split = acme.head(true).sid("a\r\nX-Evil: 1").await;
    assert!(split.is_err());
    let more = acme.head(true).sid("a; theme=light").await;
    assert!(more.expect_err("an error").to_string().contains("sid"));
    assert!(sent.lock().expect("a list").is_empty());
    // As UTF-8.
    acme.head(true).x_text("é").await.expect("nothing");
    assert_eq!(only(&sent), "GET /h | x-text: \\xc3\\xa9 | x-flag: true | ");
}

#[tokio::test]
async fn optional_and_empty() {
    use generated::case_45_optional_and_empty::{AcmeClient, ListDeep, ListKind, ListSort};
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    acme.list(1).await.expect("nothing");
    assert_eq!(only(&sent), "GET /items?page=1 | ");
    let call = acme
        .list(1)
        .tags(texts(&[]))
        .csv(texts(&[]))
        .extra(BTreeMap::new());
    call.deep(ListDeep::default()).await.expect("nothing");
    assert_eq!(only(&sent), "GET /items?page=1 | ");
    acme.list(1).csv(texts(&[""])).await.expect("nothing");
    assert_eq!(only(&sent), "GET /items?csv=&page=1 | ");
    acme.list(1).tags(texts(&[""])).await.expect("nothing");
    assert_eq!(only(&sent), "GET /items?tags=&page=1 | ");
    let deep = read::<ListDeep>(r#"{"a":"x","b":null}"#);
    acme.list(1).deep(deep).await.expect("nothing");
    assert_eq!(only(&sent), "GET /items?deep%5Ba%5D=x&page=1 | ");
    let since: DateTimeOffset = "2024-01-02T03:04:05+02:00".parse().expect("an instant");
    let call = acme.list(1).sort(ListSort::PlusName).since(since);
    let call = call.ratio(0.1).live(false);
    let call = call.kinds([ListKind::AB, ListKind::CD]);
    call.await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /items?sort=%2Bname&since=2024-01-02T03%3A04%3A05%2B02%3A00&ratio=0.1&live=false\
         &kinds=a%20b&kinds=c%2Cd&page=1 | "
    );
}

#[tokio::test]
async fn querystring_and_query_method() {
    use generated::case_46_querystring_and_query_method::{
        AcmeClient, AskBody, JsonJ, JsonPrefs, SearchAll,
    };
    let (acme, sent) = client::<AcmeClient>(204, &[], "");
    let all = read::<SearchAll>(r#"{"foo":"a + b","bar":true}"#);
    acme.search().all(all).await.expect("nothing");
    assert_eq!(only(&sent), "GET /search?foo=a+%2B+b&bar=true | ");
    let j = read::<JsonJ>(r#"{"numbers":[1,2],"flag":null}"#);
    let prefs = read::<JsonPrefs>(r#"{"R":100,"G":200}"#);
    acme.json().j(j).prefs(prefs).await.expect("nothing");
    assert_eq!(
        only(&sent),
        "GET /json?%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D | cookie: R=100; G=200 | "
    );
    acme.copy_it().await.expect("nothing");
    assert_eq!(only(&sent), "COPY /search | ");
    let json = &[("content-type", "application/json")];
    let (acme, sent) = client::<AcmeClient>(200, json, r#"["a"]"#);
    let body = read::<AskBody>(r#"{"q":"x"}"#);
    assert_eq!(acme.ask(&body).await.expect("a list"), ["a"]);
    assert_eq!(
        only(&sent),
        r#"QUERY /search | content-type: application/json | {"q":"x"}"#
    );
}

#[tokio::test]
async fn collection_formats() {
    use generated::case_69_swagger_collection_formats::{ListMultiItem, OldClient};
    let json = &[("content-type", "application/json")];
    let (old, sent) = client::<OldClient>(200, json, r#"["s"]"#);
    let ab = || texts(&["a", "b"]);
    let call = old
        .list([1_i64, 2])
        .csv(ab())
        .ssv(ab())
        .tsv(ab())
        .pipes(ab());
    let call = call.multi([ListMultiItem::A, ListMultiItem::B]);
    let call = call.nested([texts(&["p", "q"]), texts(&["r"])]);
    let list = call.x_ids(texts(&["x", "y"])).await.expect("a list");
    assert_eq!(list, ["s"]);
    assert_eq!(
        only(&sent),
        "GET https://api.example.test/v2/l/1,2?csv=a,b&ssv=a%20b&tsv=a%09b&pipes=a%7Cb&multi=a&multi=b\
         &nested=p%7Cq,r | x-ids: x,y | "
    );
}
