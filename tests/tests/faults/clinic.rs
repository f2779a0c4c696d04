//! The client of an OpenAPI description.

use std::net::SocketAddr;
use std::time::Duration;

use clientwright_openapi::Error;
use futures_util::TryStreamExt as _;
use pet_clinic::v1::{NewPet, PetChanges, PetClinicClient, Species};

use crate::service::{Answer, page};
use crate::table::PAGES;
use crate::{Calls, Ended, quick};

#[derive(Clone)]
pub(crate) struct Clinic(PetClinicClient);

fn pet(number: &str) -> String {
    format!(r#"{{"id":{number},"name":"Rex","species":"dog","owner":{{"name":"Ada"}}}}"#)
}

fn ended<T>(result: Result<T, Error>, value: impl FnOnce(T) -> String) -> Ended {
    match result {
        Ok(result) => Ended::Fine(value(result)),
        Err(error) if error.is_timeout() => Ended::Late,
        Err(error) => match &error {
            Error::Transport(_) => Ended::Lost,
            Error::Decode(_) | Error::NoContent(_) | Error::Undeclared(_) => Ended::Unreadable,
            Error::Status(status) => Ended::Status(status.status().as_u16()),
            _ => Ended::Unexpected(format!("{error:?}")),
        },
    }
}

impl Calls for Clinic {
    fn new(address: SocketAddr, timeout: Duration) -> Self {
        let builder = PetClinicClient::builder().base_url(format!("http://{address}/api/v1"));
        let builder = builder.bearer_token("t").timeout(timeout).retry(quick());
        Self(builder.build().unwrap())
    }

    fn respond(method: &str, target: &str) -> Answer {
        let number = target.rsplit('/').next().unwrap();
        match method {
            "POST" => Answer::new(201, pet("7")),
            "DELETE" => Answer::new(204, ""),
            "GET" if target.contains("/pets/") => Answer::new(200, pet(number)),
            "GET" => {
                let page = page(target);
                let body = format!(
                    "[{},{}]",
                    pet(&(2 * page).to_string()),
                    pet(&(2 * page + 1).to_string())
                );
                let next = page + 1;
                Answer {
                    link: (next < PAGES)
                        .then(|| format!("</api/v1/pets?page={next}>; rel=\"next\"")),
                    ..Answer::new(200, body)
                }
            }
            _ => Answer::new(200, pet(number)),
        }
    }

    async fn read(&self, number: u32) -> Ended {
        ended(self.0.pets().get(number).await, |pet| pet.id.to_string())
    }

    async fn create(&self) -> Ended {
        let new = NewPet::new("Rex", Species::Dog);
        ended(self.0.pets().create(&new).await, |pet| pet.id.to_string())
    }

    async fn change(&self, number: u32) -> Ended {
        let changes = PetChanges {
            name: "Max".to_owned().into(),
            ..PetChanges::default()
        };
        ended(self.0.pets().update(number, &changes).await, |pet| {
            pet.id.to_string()
        })
    }

    async fn remove(&self, number: u32) -> Ended {
        ended(self.0.pets().delete(number).await, |()| String::new())
    }

    async fn list(&self) -> Ended {
        let pets: Result<Vec<_>, _> = self.0.pets().list().stream().try_collect().await;
        ended(pets, |pets| {
            let numbers: Vec<String> = pets.iter().map(|pet| pet.id.to_string()).collect();
            numbers.join(" ")
        })
    }
}
