//! Registers a dog and shows the visits of all dogs:
//!
//! ```text
//! CLINIC_TOKEN=… cargo run -p example-pet-clinic -- NAME OWNER [BASE_URL]
//! ```
//!
//! The token is read from the environment, since arguments are visible to other users of the machine. The default base
//! URL is that of the description.

use std::error::Error;
use std::process::ExitCode;

use example_pet_clinic::{history, register};
use pet_clinic::v1::{PetClinicClient, Species};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Vec<String>, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(owner)) = (arguments.next(), arguments.next()) else {
        return Err("usage: example-pet-clinic NAME OWNER [BASE_URL]".into());
    };
    let token = std::env::var("CLINIC_TOKEN").map_err(|_| "CLINIC_TOKEN is not set")?;
    let mut builder = PetClinicClient::builder().bearer_token(token);
    if let Some(base_url) = arguments.next() {
        builder = builder.base_url(base_url);
    }
    let clinic = builder.build()?;
    register(&clinic, &name, &owner).await?;
    Ok(history(&clinic, Species::Dog).await?)
}
