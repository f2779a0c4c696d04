//! Generates the client of the library from its metadata into `OUT_DIR`.

use clientwright::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new("service.csdl.xml")
        .base_url("https://library.example.org/odata")
        .generate()?;
    Ok(())
}
