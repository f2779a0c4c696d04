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
        "time" => Ty::Well("FullTime"),
        "time-local" => Ty::Well("TimeOfDay"),
        "duration" => Ty::Well("IsoDuration"),
        "ipv4" => Ty::Well("Ipv4"),
        "ipv6" => Ty::Well("Ipv6"),
        "ip" => Ty::Well("Ip"),
        "uuid" => Ty::Well("Uuid"),
        "byte" => Ty::Well("Binary"),
        _ => Ty::String,
    }
}

/// The limits of a number, as far as they matter for its type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Limits {
    least: Option<f64>,
    most: Option<f64>,
}

impl Limits {
    /// Takes the limits of another schema into account: the narrower ones hold.
    pub(super) fn add(&mut self, limits: &[(Box<str>, Box<str>)]) {
        for (key, value) in limits {
            let limit = match &**key {
                "minimum" | "exclusiveMinimum" => &mut self.least,
                "maximum" | "exclusiveMaximum" => &mut self.most,
                _ => continue,
            };
            let Ok(value) = value.parse::<f64>() else {
                continue;
            };
            *limit = Some(match (*limit, &**key) {
                (None, _) => value,
                (Some(before), "minimum" | "exclusiveMinimum") => before.max(value),
                (Some(before), _) => before.min(value),
            });
        }
    }

    /// The type of integers with these limits. Limits that are rounded, as those of programs in JavaScript are, are meant
    /// as the ends of 64 bits.
    fn integer(self) -> Ty {
        let least = self.least.unwrap_or(0.0);
        let most = self.most.unwrap_or(0.0);
        match () {
            () if least >= -TWO_63 && most <= TWO_63 => Ty::Builtin("i64"),
            () if self.least.is_some() && least >= 0.0 && most <= 2.0 * TWO_63 => {
                Ty::Builtin("u64")
            }
            () => Ty::Well("Decimal"),
        }
    }
}

/// 2⁶³.
const TWO_63: f64 = 9_223_372_036_854_775_808.0;

/// The type of an integer. Without a format that Rust has, it has 64 bits, unless the limits allow more.
pub(super) fn integer(format: Option<&str>, limits: Limits) -> Ty {
    Ty::Builtin(match format.unwrap_or_default() {
        "int32" => "i32",
        "int16" => "i16",
        "int8" => "i8",
        "uint8" => "u8",
        "uint16" => "u16",
        "uint32" => "u32",
        "uint64" | "uint" => "u64",
        "int64" => "i64",
        _ => return limits.integer(),
    })
}

/// The type of a number. `float` is a double too: services send more digits than a single has.
pub(super) fn number(format: Option<&str>) -> Ty {
    match format.unwrap_or_default() {
        "decimal" | "decimal128" => Ty::Well("Decimal"),
        _ => Ty::Builtin("f64"),
    }
}
