//! Whether the variant of a union that was read is one that the discriminator names, or that the validator accepts.

use clientwright::Examples;
use clientwright_oracle::judge::{Judge, Named};
use serde_json::Value;

use crate::row::Sample;

/// Why the variant of a union that was read is wrong by the validator.
pub(crate) fn misfit(
    judge: &Judge<'_>,
    sample: &Sample,
    variant: &str,
    described: &Examples,
) -> Option<String> {
    let value: Value = serde_json::from_str(&sample.json).ok()?;
    let variants = &described.unions[&sample.ty];
    // JSON Schema knows nothing of discriminators: what they say comes first.
    let is_right = |schema: &String| match judge.named(&sample.schema, &value) {
        Named::Schema(target) => *schema == target,
        Named::Nothing | Named::Unstated => judge.is_valid(schema, &value),
    };
    let right = variants.iter().filter(|it| it.schemas.iter().any(is_right));
    let right: Vec<&str> = right.map(|it| it.name.as_str()).collect();
    if variant == "-" {
        // A value that the discriminator does not know is of none of the variants, whatever their schemas allow.
        let is_known = !right.is_empty() && judge.named(&sample.schema, &value) != Named::Nothing;
        return is_known.then(|| format!("the fallback, though right are {right:?}"));
    }
    (!right.contains(&variant))
        .then(|| format!("the variant {variant}, though right are {right:?}"))
}
