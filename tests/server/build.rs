//! Makes the client from the metadata that the running service serves, or from the copy of it that stands here.

use std::env;

use clientwright::{Builder, Error};

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-env-changed=ODATA_SERVER_METADATA");
    let served = env::var_os("ODATA_SERVER_METADATA");
    let schema = served.unwrap_or_else(|| "metadata.csdl.xml".into());
    Builder::new(schema).generate()?;
    Ok(())
}
