//! Generates the client from the metadata of the running service, or from the copy in this folder.

use std::env;

use clientwright::{Builder, Error};

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-env-changed=ODATA_SERVER_METADATA");
    let served = env::var_os("ODATA_SERVER_METADATA");
    let schema = served.unwrap_or_else(|| "metadata.csdl.xml".into());
    Builder::new(schema).generate()?;
    Ok(())
}
