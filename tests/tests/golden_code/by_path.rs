//! Calls that are placed by path: the URLs that they go to.

use clientwright_openapi::client::ClientBuilder;
use clientwright_openapi::future::BoxError;
use clientwright_openapi::{Body, Call};
use http::Response;

use crate::goldens::openapi_by_path::{Pet, ShopClient};

fn client() -> ShopClient {
    let builder = ClientBuilder::<ShopClient>::new().service(tower::service_fn(|_| async {
        Ok::<_, BoxError>(Response::new(Body::empty()))
    }));
    builder.build().expect("the client is complete")
}

fn url<R>(call: Call<R>) -> String {
    let url = call.url().expect("the call can be sent").to_string();
    url.replace("https://shop.example", "")
}

#[test]
fn builders_have_the_values_of_their_path() {
    let client = client();
    assert_eq!(url(client.get()), "/");
    let pets = client.pets();
    assert_eq!(url(pets.get().limit(5).request()), "/pets?limit=5");
    assert_eq!(url(pets.post(&Pet::default())), "/pets");
    assert_eq!(url(pets.post_as_text("a")), "/pets");
    assert_eq!(url(pets.get2()), "/pets/");
    assert_eq!(url(pets.get_path().get()), "/pets/get");
    let pet = pets.by_id(42);
    assert_eq!(url(pet.get()), "/pets/42");
    // Each operation writes the values in its own style.
    let toy = pet.toys().by_toy_id_by_format("a/b", "json");
    assert_eq!(url(toy.get()), "/pets/42/toys/a%2Fb..json");
    let owner = client.owners().by_owner("7");
    assert_eq!(url(owner.by_pet(1).delete()), "/owners/7/1");
    assert_eq!(url(owner.toys().count()), "/owners/7/toys");
    // The first builder is unchanged.
    assert_eq!(url(pet.get()), "/pets/42");
}

#[test]
fn values_that_no_path_can_have_fail_the_call() {
    let refused = client().owners().by_owner("..").toys().count().url();
    assert!(refused.is_err(), "{refused:?}");
}
