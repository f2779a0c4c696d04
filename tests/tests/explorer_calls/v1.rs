//! The calls of the pet clinic.

use pet_clinic::v1;

mod call_0 {
    use super::*;

    async fn list(client: &v1::PetClinicClient) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .pets()
            .list()
            .await?;
        Ok(())
    }
}

mod call_1 {
    use super::*;

    async fn list(
        client: &v1::PetClinicClient,
        species: v1::Species,
        owner: &str,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .pets()
            .list()
            .species(species)
            .owner(owner)
            .await?;
        Ok(())
    }
}

mod call_2 {
    use super::*;

    async fn create(
        client: &v1::PetClinicClient,
        body: &v1::NewPet,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .pets()
            .create(body)
            .await?;
        Ok(())
    }
}

mod call_3 {
    use super::*;

    async fn get(
        client: &v1::PetClinicClient,
        pet_id: i64,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .pets()
            .get(pet_id)
            .await?;
        Ok(())
    }
}

mod call_4 {
    use super::*;

    async fn update(
        client: &v1::PetClinicClient,
        pet_id: i64,
        body: &v1::PetChanges,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .pets()
            .update(pet_id, body)
            .await?;
        Ok(())
    }
}

mod call_5 {
    use super::*;

    async fn delete(
        client: &v1::PetClinicClient,
        pet_id: i64,
    ) -> Result<(), clientwright_openapi::Error> {
        client
            .pets()
            .delete(pet_id)
            .await?;
        Ok(())
    }
}

mod call_6 {
    use super::*;

    async fn list(
        client: &v1::PetClinicClient,
        pet_id: i64,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .visits()
            .list(pet_id)
            .await?;
        Ok(())
    }
}

mod call_7 {
    use super::*;

    async fn list(
        client: &v1::PetClinicClient,
        pet_id: i64,
        since: clientwright_openapi::types::Date,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .visits()
            .list(pet_id)
            .since(since)
            .await?;
        Ok(())
    }
}

mod call_8 {
    use super::*;

    async fn record(
        client: &v1::PetClinicClient,
        pet_id: i64,
        body: &v1::NewVisit,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .visits()
            .record(pet_id, body)
            .await?;
        Ok(())
    }
}

mod call_9 {
    use super::*;

    async fn get(
        client: &v1::PetClinicClient,
        visit_id: clientwright_openapi::types::Uuid,
    ) -> Result<(), clientwright_openapi::Error> {
        let result = client
            .visits()
            .get(visit_id)
            .await?;
        Ok(())
    }
}
