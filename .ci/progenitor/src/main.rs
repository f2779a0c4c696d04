//! Writes the client that progenitor makes of an OpenAPI description, as the one file of a crate: `progenitor-client FILE OUT`.

use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: progenitor-client FILE OUT".into());
    };
    let description = serde_json::from_str(&fs::read_to_string(file)?)?;
    let mut generator = progenitor::Generator::default();
    let tokens = generator.generate_tokens(&description)?;
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    fs::write(out, text)?;
    Ok(())
}
