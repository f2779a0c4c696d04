//! The program against a mock of the service, which is made from the description.

use clientwright_mock::{Method, Mock, Reply};
use example_pet_clinic::{history, register};
use pet_clinic::clientwright_openapi::PropertyBag;
use pet_clinic::v1::{NewPet, Pet, PetClinicClient, Species};

fn mock() -> Mock {
    Mock::start("../../schemas/pet-clinic.openapi.yaml").expect("it starts")
}

fn clinic(mock: &Mock) -> PetClinicClient {
    let builder = PetClinicClient::builder().bearer_token("t");
    builder
        .base_url(mock.url())
        .build()
        .expect("it is complete")
}

#[tokio::test]
async fn a_dog_is_registered() {
    let mock = mock();
    // The service gives a number to what it is sent.
    mock.on(Method::POST, "/pets").reply_with(|call| {
        let new: NewPet = call.request().json()?;
        Reply::json(201, &pet(7, &new.name))
    });
    let pet = register(&clinic(&mock), "Rex", "Ada")
        .await
        .expect("it is registered");
    assert_eq!((pet.id, pet.name.as_str()), (7, "Rex"));
    let lines: Vec<String> = mock
        .requests()
        .iter()
        .map(|request| request.line())
        .collect();
    assert_eq!(lines, ["POST /pets", "POST /pets/7/visits"]);
}

fn pet(id: i64, name: &str) -> Pet {
    Pet {
        id,
        name: name.to_owned(),
        species: Species::Dog,
        born: None,
        weight: None,
        owner: None,
        labels: None,
        additional_properties: PropertyBag::default(),
    }
}

#[tokio::test]
async fn visits_are_listed_from_examples_and_made_values() {
    let mock = mock();
    let lines = history(&clinic(&mock), Species::Dog)
        .await
        .expect("they are listed");
    assert!(!lines.is_empty());
}
