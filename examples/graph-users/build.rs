//! Generates the client from its description into `OUT_DIR`.

use clientwright::{Builder, Error, Preset};

fn main() -> Result<(), Error> {
    Builder::new("graph-users.csdl.xml")
        .preset(Preset::Graph)
        .include("/users/**")
        .generate()?;
    Ok(())
}
