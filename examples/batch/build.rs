//! Generates the client from its description into `OUT_DIR`.

use clientwright::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new("service.csdl.xml").generate()?;
    Ok(())
}
