//! What the program does: it registers a patient with a first visit, and lists what was done for all patients of a
//! species.

use clientwright_openapi::Error;
use pet_clinic::v1::{
    NewPet, NewVisit, Owner, Pet, PetClinicClient, Species, Treatment, Vaccination,
};

/// Registers a dog, and records its first vaccination.
///
/// # Errors
///
/// When a request fails.
pub async fn register(clinic: &PetClinicClient, name: &str, owner: &str) -> Result<Pet, Error> {
    let dog = NewPet {
        owner: Some(Owner::new(owner)),
        ..NewPet::new(name, Species::Dog)
    };
    let pet = clinic.pets().create(&dog).send().await?.into_body();
    let treatment = Treatment::from(Vaccination::new("rabies"));
    let visit = NewVisit::new(
        "2026-05-04T09:30:00Z".parse().expect("a valid time"),
        treatment,
    );
    clinic.visits().record(pet.id, &visit).await?;
    Ok(pet)
}

/// One line for each visit of the patients of a species.
///
/// # Errors
///
/// When a request fails.
pub async fn history(clinic: &PetClinicClient, species: Species) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for pet in clinic.pets().list().species(species).collect_all().await? {
        for visit in clinic.visits().list(pet.id).collect_all().await? {
            lines.push(format!("{}: {}", pet.name, done(&visit.treatment)));
        }
    }
    Ok(lines)
}

fn done(treatment: &Treatment) -> String {
    match treatment {
        Treatment::Vaccination(it) => format!("vaccinated with {}", it.vaccine),
        Treatment::Surgery(it) => format!("{} in surgery", it.procedure),
        Treatment::CheckUp(_) => "checked".to_owned(),
        // A newer version of the service may have others; their content is kept.
        _ => "another treatment".to_owned(),
    }
}
