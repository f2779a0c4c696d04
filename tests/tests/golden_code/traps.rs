//! Unusual constructs of real metadata in requests and responses. `cases/README.md` lists the case of each.

use clientwright_odata::{Object as _, from_json, to_json, to_request_json};

use crate::goldens::{
    aliases, annotation_blocks, annotation_targets, bindings_with_casts, built_in, byte_order_mark,
    complex_navigation, composable, drafts, escaped_names, key_on_derived, odd_names, open_types,
    operation_names, overloads, own_members, redeclared, runtime_methods, spaces_in_names,
};
use crate::{client, exact};

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let schema = include_bytes!("../../cases/byte-order-mark/schema.csdl.xml");
    assert_eq!(schema[..3], [0xef, 0xbb, 0xbf]);
    let note: byte_order_mark::Note = exact(r#"{"text":"a"}"#);
    assert_eq!(note.text.as_deref(), Some("a"));
}

#[test]
fn every_form_of_a_type_name_is_resolved() {
    let user: aliases::User = exact(
        r##"{"manager":{},"alert":{"raised":[{"manager":{}}],"cause":{"@odata.type":"#microsoft.graph.security.urgent"},"closedBy":{}}}"##,
    );
    let alert: aliases::security::Alert = user.alert.unwrap().into_inner();
    assert_eq!(alert.raised.as_deref().map(<[_]>::len), Some(1));
    let urgent = alert
        .cause
        .unwrap()
        .downcast::<aliases::security::Urgent>()
        .unwrap();
    assert_eq!(urgent.cause, None);
}

#[test]
fn a_key_on_a_derived_type_is_the_key_of_its_builder() {
    let shop = client(key_on_derived::ShopClient::builder());
    assert_eq!(path!(shop.people().by_key(7).get()), "people(7)");
    let parcel = shop.parcels().by_key("a/b");
    assert_eq!(path!(parcel.about().list()), "parcels('a%2Fb')/about");
    let parcel: key_on_derived::Parcel = exact(
        r##"{"@odata.type":"#Shop.parcel","code":"c","about":[{"@odata.type":"#Shop.person","note":"n","number":1},{"@odata.type":"#Shop.later","x":1}]}"##,
    );
    let about = parcel.about.unwrap();
    assert!(matches!(about[0], key_on_derived::Base::Person(_)));
    assert!(matches!(about[1], key_on_derived::Base::Other(_)));
}

#[test]
fn no_overload_gets_lost() {
    let shop = client(overloads::ShopClient::builder());
    let report = shop.reports().id("r");
    assert_eq!(path!(report.usage()), "reports('r')/Shop.usage()");
    assert_eq!(
        path!(report.usage_with_period("D7")),
        "reports('r')/Shop.usage(period='D7')"
    );
    assert_eq!(
        path!(report.usage_with_date("D7")),
        "reports('r')/Shop.usage(date='D7')"
    );
    let day: clientwright_odata::edm::Date = "2026-01-31".parse().unwrap();
    assert_eq!(
        path!(report.usage_with_date2(day)),
        "reports('r')/Shop.usage(date=2026-01-31)"
    );
}

#[test]
fn operations_may_be_called_like_types_and_keywords() {
    let shop = client(operation_names::ShopClient::builder());
    let page = shop.pages().id("p");
    assert_eq!(path!(page.image(true)), "pages('p')/Shop.image(match=true)");
    assert_eq!(
        path!(page.if_(Some("a'b".to_owned()))),
        "pages('p')/Shop.if(type='a''b')"
    );
    assert_eq!(
        path!(page.true_().self_(false).request()),
        "pages('p')/Shop.true"
    );
    assert_eq!(path!(page.self_()), "pages('p')/Shop.self");
    exact::<operation_names::Image>(r#"{"width":1}"#);
}

#[test]
fn wire_names_are_kept_as_they_are() {
    let text = r#"{"processingstatusID":"a","OAuth2PermissionScopes":"b","_x":"c","x_":"d","__":"e","_1":"f","package":"g","case":"h"}"#;
    let result: odd_names::TaskProcessingresult = exact(text);
    assert!(result.additional_properties.is_empty());
    exact::<odd_names::MacOs1015>("{}");
}

#[test]
fn members_named_like_methods_and_fields_of_the_runtime_are_available() {
    use own_members::{Context, DeskClient};
    let text = r#"{"k":"1","Context":"a","context":{"Name":"b"},"odata":"c","additional_properties":"d","AdditionalProperties":"e","ID":"f","NAME":"g","new":"h","default":"i","clone":"j","is":"k","list":[{"k":"2"}],"get":{"k":"3"},"filter":{"k":"4"},"property":{"k":"5"},"as_context":{"k":"6"},"extra":"l"}"#;
    let context: Context = exact(text);
    assert_eq!(context.context.as_deref(), Some("a"));
    assert_eq!(
        context.context2.as_ref().unwrap().name.as_deref(),
        Some("b")
    );
    assert_eq!(context.odata.as_deref(), Some("c"));
    assert_eq!(context.additional_properties.as_deref(), Some("d"));
    assert_eq!(context.additional_properties2.as_deref(), Some("e"));
    assert!(context.additional_properties_.contains("extra"));
    assert!(context.odata_.is_none());
    assert_eq!(
        exact::<own_members::Leaf>(r##"{"@odata.type":"#Desk.Leaf","clone":"j"}"##)
            .clone
            .as_deref(),
        Some("j")
    );

    let desk = client(DeskClient::builder());
    for (set, name) in [
        (desk.format(), "Format"),
        (desk.client_entity_set(), "client"),
        (desk.new(), "new"),
        (desk.builder_entity_set(), "builder"),
        (desk.service(), "service"),
        (desk.deref(), "deref"),
        (desk.clone_entity_set(), "clone"),
        (desk.into_entity_set(), "into"),
        (desk.request(), "request"),
        (desk.batch(), "batch"),
        (desk.page(), "page"),
        (desk.from(), "from"),
        (desk.default(), "default"),
        (desk.with_client(), "with_client"),
        (desk.context(), "context"),
        (desk.context2(), "Context"),
    ] {
        assert_eq!(path!(set.list()), name);
        let item = set.by_key("1");
        assert_eq!(
            path!(item.list_navigation().list()),
            format!("{name}('1')/list")
        );
        for (to, name_of_property) in [
            (item.get_navigation(), "get"),
            (item.filter(), "filter"),
            (item.property_navigation(), "property"),
            (item.as_context(), "as_context"),
        ] {
            assert_eq!(path!(to.get()), format!("{name}('1')/{name_of_property}"));
        }
    }
    let list = desk.format().list();
    let list = list
        .filter(Context::CONTEXT.eq("a"))
        .select((
            Context::CONTEXT2,
            Context::ADDITIONAL_PROPERTIES,
            Context::NAME,
        ))
        .expand(Context::LIST);
    assert_eq!(
        path!(list),
        "Format?$filter=Context%20eq%20%27a%27&$select=context,additional_properties,NAME&$expand=list"
    );

    let page = client(runtime_methods::ShopClient::builder())
        .pages()
        .id("1");
    assert_eq!(path!(page.into_action()), "pages('1')/Shop.into");
    assert_eq!(path!(page.unlink_action()), "pages('1')/Shop.unlink");
    assert_eq!(path!(page.links_navigation().list()), "pages('1')/links");
}

#[test]
fn names_with_blanks_and_brackets_are_encoded() {
    use spaces_in_names::{CClient, Incident, Kind};
    let text = r#"{"k":"1","Display Name":"a","a-b":"b","Price (net)":1.5,"@odd":"c"}"#;
    let incident: Incident = from_json(text.as_bytes()).unwrap();
    assert_eq!(incident.display_name.as_deref(), Some("a"));
    assert_eq!(incident.a_b.as_deref(), Some("b"));
    assert_eq!(incident.price_net.unwrap().as_str(), "1.5");
    for (text, kind) in [("In Progress", Kind::InProgress), ("50%", Kind::_50)] {
        assert_eq!(exact::<Kind>(&format!("\"{text}\"")), kind);
    }
    let service = client(CClient::builder());
    let list = service.incidents().list();
    let list = list
        .filter(Incident::DISPLAY_NAME.eq("x"))
        .select((Incident::DISPLAY_NAME, Incident::PRICE_NET));
    assert_eq!(
        path!(list),
        "Incidents?$filter=Display%20Name%20eq%20%27x%27&$select=Display%20Name,Price%20(net)"
    );
    let owner = service.incidents().by_key("1").owner_of();
    assert_eq!(path!(owner.get()), "Incidents('1')/Owner%20Of");
    let call = service.used_in_2(Some("me".to_owned()));
    assert_eq!(path!(call), "Used_in_%282%29(who%20am%20i='me')");
}

#[test]
fn built_in_types_are_sent_unchanged() {
    let text = r#"{"anything":{"a":[1]},"many":[1,"b",null],"reading":2.5,"structure":{"x":{}},"photo@odata.mediaReadLink":"p","element":"NS.T/p","area":{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}}"#;
    let holder: built_in::Holder = from_json(text.as_bytes()).unwrap();
    let written = to_json(&holder).unwrap();
    let read: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&written).unwrap(),
        read
    );
    assert_eq!(holder.element.as_deref(), Some("NS.T/p"));
    assert_eq!(holder.many.unwrap().len(), 3);
}

#[test]
fn blocks_of_annotations_add_up() {
    let note: annotation_blocks::Note = exact(r#"{"text":"t","made":"2026-01-01T00:00:00Z"}"#);
    assert_eq!(to_request_json(&note).unwrap(), br#"{"text":"t"}"#);
}

#[test]
fn annotations_reach_single_overloads_and_parameters() {
    let shop = client(annotation_targets::ShopClient::builder());
    assert_eq!(path!(shop.doors().list()), "doors");
    // `state` is nullable, `name` optional: one is sent as null, the other is omitted.
    assert_eq!(path!(shop.find(None)), "find(state=null)");
    assert_eq!(path!(shop.find_with_name().request()), "find()");
}

#[test]
fn bindings_with_casts_change_nothing_else() {
    let shop = client(bindings_with_casts::ShopClient::builder());
    assert_eq!(path!(shop.root().children().list()), "root/children");
    exact::<bindings_with_casts::Link>(
        r##"{"@odata.type":"#Shop.link","id":"l","to":{"@odata.type":"#Shop.folder","id":"f"}}"##,
    );
}

#[test]
fn complex_values_may_navigate() {
    let house: complex_navigation::House =
        exact(r#"{"id":"h","shares":[{"part":0.50,"owner":{"id":"p"}},{"heirs":[{"id":"q"}]}]}"#);
    assert_eq!(house.shares.unwrap()[1].heirs.as_ref().unwrap().len(), 1);
    let shop = client(complex_navigation::ShopClient::builder());
    assert_eq!(
        path!(
            shop.houses()
                .list()
                .select(complex_navigation::House::SHARES)
        ),
        "houses?$select=shares"
    );
}

#[test]
fn open_types_keep_undeclared_properties() {
    let trip: open_types::Trip = exact(
        r##"{"id":"t","luggage":[{"size":1,"colour":"red"},{"@odata.type":"#Shop.case","size":2,"lock":true,"code@odata.type":"#Int64","code":7}],"to":{"x":[1]}}"##,
    );
    assert!(trip.additional_properties.contains("to"));
    let case: open_types::Case = trip.luggage.unwrap()[1].downcast().unwrap();
    assert_eq!((case.size, case.lock), (Some(2), Some(true)));
    assert_eq!(case.additional_properties.get("code"), Ok(Some(7)));
}

#[test]
fn a_redeclared_property_has_the_type_of_its_own_declaration() {
    assert_eq!(
        exact::<redeclared::Base>(r#"{"id":"a","value":1}"#).value,
        Some(1)
    );
    let text = r##"{"@odata.type":"#Shop.derived","id":"a","value":"b","more":true}"##;
    let derived: redeclared::Derived = exact(text);
    assert_eq!(derived.value.as_deref(), Some("b"));
    // As the other kind of property, in both directions.
    let base: redeclared::Base = exact(r#"{"maker":"a","origin":{"id":1}}"#);
    assert_eq!(base.maker.as_deref(), Some("a"));
    assert_eq!(base.origin.unwrap().id, Some(1));
    let derived: redeclared::Derived =
        exact(r##"{"@odata.type":"#Shop.derived","origin":"b","maker":{"id":2}}"##);
    assert_eq!(derived.origin.as_deref(), Some("b"));
    assert_eq!(derived.maker.unwrap().id, Some(2));
}

#[test]
fn results_of_composable_functions_can_be_queried() {
    let shop = client(composable::ShopClient::builder());
    assert_eq!(
        path!(
            shop.orders()
                .latest()
                .list()
                .filter(composable::Order::ID.gt(1))
                .top(2)
        ),
        "orders/Shop.latest()?$filter=id%20gt%201&$top=2"
    );
    assert_eq!(
        path!(
            shop.orders()
                .largest()
                .get()
                .select(composable::Order::TOTAL)
        ),
        "orders/Shop.largest()?$select=total"
    );
}

#[test]
fn escaped_names_are_sent_as_they_are_written() {
    use escaped_names::{Blocked, JobCard};
    let text =
        r#"{"No":"1","_x0031_st_Date":"2026-01-31","_x0025__Completed":12.50,"blocked":"_x0020_"}"#;
    let card: JobCard = exact(text);
    assert_eq!(card.blocked, Some(Blocked::Blank));
    assert_eq!(
        exact::<JobCard>(r#"{"blocked":"Purchase_x0020_Order"}"#).blocked,
        Some(Blocked::PurchaseOrder)
    );
    let ledger = client(escaped_names::LedgerClient::builder());
    let cards = ledger
        .job_cards()
        .list()
        .filter(JobCard::BLOCKED.eq(Blocked::Blank));
    assert_eq!(
        path!(cards.select(JobCard::COMPLETED)),
        "Job_x0020_Cards?$filter=blocked%20eq%20Ledger.blocked%27_x0020_%27&$select=_x0025__Completed"
    );
}

#[test]
fn drafts_are_addressed_by_their_complete_key() {
    let orders = client(drafts::SalesOrderClient::builder()).order();
    let draft = orders.by_key("0815", false);
    assert_eq!(
        path!(draft.sibling_entity().get()),
        "Order(Order='0815',IsActiveEntity=false)/SiblingEntity"
    );
    assert_eq!(
        path!(draft.activate()),
        "Order(Order='0815',IsActiveEntity=false)/com.example.srvd.sales_order.v0001.Activate"
    );
    // The allowed requests depend on the entity, so that both methods exist.
    let _ = (
        draft.update().set(drafts::OrderType::CURRENCY, "EUR"),
        draft.delete(),
    );
    let order: drafts::OrderType = exact(
        r#"{"Order":"0815","__EntityControl":{"Updatable":true},"SAP__Messages":[{"code":"A/1"}]}"#,
    );
    assert_eq!(order.entity_control.unwrap().updatable, Some(true));
}
