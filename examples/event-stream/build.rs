//! Generates the client from its description into `OUT_DIR`.

use clientwright::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new("news.openapi.yaml").generate()?;
    Ok(())
}
