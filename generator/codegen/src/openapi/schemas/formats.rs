//! Types by `format`.

use clientwright_model::Ty;

/// The type of a string.
pub(super) fn text(format: Option<&str>, encoding: Option<&str>) -> Ty {
    if matches!(encoding, Some("base64" | "base64url")) {
        return Ty::Well("Binary");
    }
    match format.unwrap_or_default() {
        "date" => Ty::Well("Date"),
        "date-time" => Ty::Well("DateTimeOffset"),
        "uuid" => Ty::Well("Uuid"),
        "byte" => Ty::Well("Binary"),
        _ => Ty::String,
    }
}

/// The type of an integer. Without a format that Rust has, it is as wide as JSON numbers usually are.
pub(super) fn integer(format: Option<&str>) -> Ty {
    Ty::Builtin(match format.unwrap_or_default() {
        "int32" => "i32",
        "int16" => "i16",
        "int8" => "i8",
        "uint8" => "u8",
        "uint16" => "u16",
        "uint32" => "u32",
        "uint64" | "uint" => "u64",
        _ => "i64",
    })
}

/// The type of a number. `float` is a double too: services send more digits than a single has.
pub(super) fn number(format: Option<&str>) -> Ty {
    match format.unwrap_or_default() {
        "decimal" | "decimal128" => Ty::Well("Decimal"),
        _ => Ty::Builtin("f64"),
    }
}
