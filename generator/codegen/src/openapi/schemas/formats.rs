//! Types by `format`.

use clientwright_model::Ty;

/// Formats of strings with types of their own. `docs/openapi/formats.md` has them all.
const TEXTS: [(&str, Ty); 10] = [
    ("date", Ty::Well("Date")),
    ("date-time", Ty::Well("DateTimeOffset")),
    ("time", Ty::Well("FullTime")),
    ("time-local", Ty::Well("TimeOfDay")),
    ("duration", Ty::Well("IsoDuration")),
    ("ipv4", Ty::Well("Ipv4")),
    ("ipv6", Ty::Well("Ipv6")),
    ("ip", Ty::Well("Ip")),
    ("uuid", Ty::Well("Uuid")),
    ("byte", Ty::Well("Binary")),
];

/// Formats of integers that state the type.
const INTEGERS: [(&str, Ty); 9] = [
    ("int8", Ty::Builtin("i8")),
    ("int16", Ty::Builtin("i16")),
    ("int32", Ty::Builtin("i32")),
    ("int64", Ty::Builtin("i64")),
    ("uint8", Ty::Builtin("u8")),
    ("uint16", Ty::Builtin("u16")),
    ("uint32", Ty::Builtin("u32")),
    ("uint64", Ty::Builtin("u64")),
    ("uint", Ty::Builtin("u64")),
];

/// Formats of numbers that are no doubles.
const NUMBERS: [(&str, Ty); 2] = [
    ("decimal", Ty::Well("Decimal")),
    ("decimal128", Ty::Well("Decimal")),
];

/// The type that a table has for a format.
fn known(table: &[(&str, Ty)], format: Option<&str>) -> Option<Ty> {
    let row = table.iter().find(|(name, _)| Some(*name) == format);
    row.map(|(_, ty)| ty.clone())
}

/// The type of a string.
pub(super) fn text(format: Option<&str>, encoding: Option<&str>) -> Ty {
    if matches!(encoding, Some("base64" | "base64url")) {
        return Ty::Well("Binary");
    }
    known(&TEXTS, format).unwrap_or(Ty::String)
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
    known(&INTEGERS, format).unwrap_or_else(|| limits.integer())
}

/// The type of a number. `float` is a double too: services send more digits than a single has.
pub(super) fn number(format: Option<&str>) -> Ty {
    known(&NUMBERS, format).unwrap_or(Ty::Builtin("f64"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use clientwright_model::{Runtime, Ty};

    use super::{INTEGERS, NUMBERS, TEXTS};

    /// Each row of the page has the type that the tables have, and each format of the tables has a row.
    #[test]
    fn the_page_of_formats_has_them_all() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi/formats.md");
        let page = std::fs::read_to_string(page).expect("the page");
        let mut found = BTreeSet::new();
        for line in page.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [of, formats, ty, ..] = cells.as_slice() else {
                panic!("{line}");
            };
            let codes = |cell: &str| -> Vec<String> {
                let codes = cell.split('`').skip(1).step_by(2);
                codes.map(str::to_owned).collect()
            };
            let ty = codes(ty).into_iter().next().unwrap_or_default();
            // Other rows are of what has no format.
            for format in codes(formats) {
                found.insert(format!("{} {format} {ty}", of.trim_matches('`')));
            }
        }
        let tables = [
            ("string", TEXTS.as_slice()),
            ("integer", &INTEGERS),
            ("number", &NUMBERS),
        ];
        let rows = tables.into_iter().flat_map(|(of, table)| {
            let row = move |(format, ty): &(&str, Ty)| {
                let ty = ty.text(Runtime::OpenApi).replace("rt::", "");
                format!("{of} {format} {ty}")
            };
            table.iter().map(row)
        });
        assert_eq!(found, rows.collect::<BTreeSet<String>>());
    }
}
