//! What builders lack where the metadata forbids it.

use crate::client;
use crate::goldens::{bound_restrictions, narrowing, path_capabilities, references, streams};

#[test]
fn what_annotations_forbid_is_not_there() {
    use lacking::{Absent as _, Lacking};

    let shop = client(path_capabilities::ShopClient::builder());
    let (order, draft) = (shop.orders().id(1), shop.drafts().id(1));
    let _: Lacking = (*order).update();
    let _: Lacking = order.customer();
    let _: Lacking = (*draft).replace();
    let _: Lacking = (*draft).upsert();
    let _: Lacking = draft.archive();
    let _: Lacking = (*order.lines().id(2)).delete();
    let _: Lacking = (*order.lines().id(2).notes()).create();
    let _: Lacking = (*draft.lines()).create();
    let _: Lacking = order.audit().id(4);

    let photos = client(streams::PhotosClient::builder());
    let archived = photos.archive().id("p");
    let _: Lacking = archived.value().upload();
    let _: Lacking = archived.thumbnail().delete();
    let _: Lacking = (*shop.orders()).create_media();

    let school = client(references::SchoolClient::builder());
    let lesson = school.lessons().id(1);
    let _: Lacking = (*school.lessons()).links();
    let _: Lacking = (*lesson).unlink();
    let _: Lacking = (*lesson.notes()).links();
    let _: Lacking = (*lesson.alumni()).links();
    let _: Lacking = (*lesson.alumni()).create();

    let shop = client(bound_restrictions::ShopClient::builder());
    let order = shop.orders().id(1);
    let _: Lacking = (*order).update();
    let _: Lacking = (*order.products()).create();
    let _: Lacking = (*order.products().id(2)).delete();
    let _: Lacking = (*order.gift()).delete();
    let _: Lacking = (*order.samples().id(2)).delete();
    let zoo = client(narrowing::ZooClient::builder());
    let _: Lacking = lacking::Marker::of(&zoo.guests()).narrows();
    let () = lacking::Marker::of(&zoo.animals()).narrows();
    assert_eq!(path!(zoo.animals().as_bird().list()), "animals/Zoo.bird");
    assert_eq!(
        path!(zoo.guests().id(1).as_bird().get()),
        "guests(1)/Zoo.bird"
    );

    // Drafts and orders do not agree on what a twin may.
    assert_eq!(path!((*order.twin()).update()), "orders(1)/twin");
    let sample = bound_restrictions::Product::default();
    assert_eq!(
        path!((*order.samples()).create(&sample)),
        "orders(1)/samples"
    );
}

mod lacking {
    use std::marker::PhantomData;

    use odata_runtime::{Collection, capability};

    /// Is called where a builder has no method of the name: Rust takes a type's own method where it can be called, and only
    /// else a trait's. What compiles against `Lacking` proves that there is none. It takes either before it looks behind a
    /// builder, so that the methods of the runtime's own are asked for by `*`.
    pub(super) trait Absent {
        fn id(&self, _: i32) -> Lacking {
            Lacking
        }
        fn create(&self) -> Lacking {
            Lacking
        }
        fn create_media(&self) -> Lacking {
            Lacking
        }
        fn update(&self) -> Lacking {
            Lacking
        }
        fn replace(&self) -> Lacking {
            Lacking
        }
        fn upsert(&self) -> Lacking {
            Lacking
        }
        fn delete(&self) -> Lacking {
            Lacking
        }
        fn narrows(&self) -> Lacking {
            Lacking
        }
        fn links(&self) -> Lacking {
            Lacking
        }
        fn unlink(&self) -> Lacking {
            Lacking
        }
        fn upload(&self) -> Lacking {
            Lacking
        }
        fn customer(&self) -> Lacking {
            Lacking
        }
        fn archive(&self) -> Lacking {
            Lacking
        }
    }

    impl<T> Absent for T {}

    /// What a path allows, where a method itself asks for it.
    pub(super) struct Marker<C>(PhantomData<C>);

    impl<C> Marker<C> {
        pub(super) fn of<T>(_: &Collection<T, C>) -> Self {
            Self(PhantomData)
        }
    }

    impl<C: capability::Narrow> Marker<C> {
        pub(super) fn narrows(&self) {}
    }

    /// Nothing else returns it.
    pub(super) struct Lacking;
}
