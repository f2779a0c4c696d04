//! Builders have no methods for forbidden requests.

use crate::client;
use crate::goldens::{bound_restrictions, narrowing, path_capabilities, references, streams};

#[test]
fn forbidden_requests_have_no_method() {
    use lacking::{Absent as _, Lacking, Undecided as _, may};

    let shop = client(path_capabilities::ShopClient::builder());
    let (order, draft) = (shop.orders().id(1), shop.drafts().id(1));
    let _: Lacking = may(&*order).update();
    let _: Lacking = order.customer();
    let _: Lacking = may(&*draft).replace();
    let _: Lacking = may(&*draft).upsert();
    let _: Lacking = draft.archive();
    let _: Lacking = may(&*order.lines().id(2)).delete();
    let _: Lacking = may(&*order.lines().id(2).notes()).insert();
    let _: Lacking = may(&*draft.lines()).insert();
    let _: Lacking = may(&*order.audit()).key();

    let photos = client(streams::PhotosClient::builder());
    let archived = photos.archive().id("p");
    let _: Lacking = may(&archived.value()).write();
    let _: Lacking = may(&archived.thumbnail()).write();

    let school = client(references::SchoolClient::builder());
    let lesson = school.lessons().id(1);
    let _: Lacking = may(&*school.lessons()).reference();
    let _: Lacking = may(&*lesson).reference();
    let _: Lacking = may(&*lesson.notes()).reference();
    let _: Lacking = may(&*lesson.alumni()).reference();
    let _: Lacking = may(&*lesson.alumni()).insert();

    let shop = client(bound_restrictions::ShopClient::builder());
    let order = shop.orders().id(1);
    let _: Lacking = may(&*order).update();
    let _: Lacking = may(&*order.products()).insert();
    let _: Lacking = may(&*order.products().id(2)).delete();
    let _: Lacking = may(&*order.gift()).delete();
    let _: Lacking = may(&*order.samples().id(2)).delete();
    let zoo = client(narrowing::ZooClient::builder());
    let _: Lacking = may(&*zoo.guests()).narrow();
    let () = may(&*zoo.animals()).narrow();
    assert_eq!(path!(zoo.animals().as_bird().list()), "animals/Zoo.bird");
    assert_eq!(
        path!(zoo.guests().id(1).as_bird().get()),
        "guests(1)/Zoo.bird"
    );

    // Drafts and orders have different restrictions for `twin`.
    assert_eq!(path!((*order.twin()).update()), "orders(1)/twin");
    let sample = bound_restrictions::Product::default();
    assert_eq!(
        path!((*order.samples()).create(&sample)),
        "orders(1)/samples"
    );
}

mod lacking {
    use std::marker::PhantomData;

    use clientwright_odata::{Collection, Item, capability, request::Media};

    /// Called if a builder has no method of the name, because Rust prefers inherent methods to those of a trait. An
    /// expression that compiles with the result `Lacking` proves that there is no method.
    pub(super) trait Absent {
        fn customer(&self) -> Lacking {
            Lacking
        }
        fn archive(&self) -> Lacking {
            Lacking
        }
    }

    impl<T> Absent for T {}

    /// A builder of a path, with its marker.
    pub(super) trait OnPath {
        type Marker;
    }

    impl<T, C> OnPath for Collection<T, C> {
        type Marker = C;
    }

    impl<T, C> OnPath for Item<T, C> {
        type Marker = C;
    }

    impl<C> OnPath for Media<C> {
        type Marker = C;
    }

    /// Returns what the marker of a path allows.
    pub(super) fn may<P: OnPath>(_: &P) -> May<P::Marker> {
        May(PhantomData)
    }

    pub(super) struct May<C>(PhantomData<C>);

    /// For each capability, a method that returns `()` if the marker has it, and `Lacking` if not.
    macro_rules! capabilities {
        ($($method:ident: $capability:ident),+) => {
            $(impl<C: capability::$capability> May<C> {
                #[allow(dead_code, reason = "not all of them are used")]
                pub(super) fn $method(&self) {}
            })+

            /// Called if [`May`] has no inherent method.
            pub(super) trait Undecided {
                $(fn $method(&self) -> Lacking {
                    Lacking
                })+
            }

            impl<C> Undecided for May<C> {}
        };
    }
    capabilities!(
        insert: Insert,
        update: Update,
        delete: Delete,
        key: Key,
        write: Write,
        replace: Replace,
        upsert: Upsert,
        narrow: Narrow,
        reference: Reference
    );

    /// The result of these methods only.
    pub(super) struct Lacking;
}
