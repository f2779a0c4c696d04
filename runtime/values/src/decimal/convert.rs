//! Conversions of decimals (features `rust_decimal` and `bigdecimal`). Nothing is rounded.

#[cfg(feature = "rust_decimal")]
mod with_rust_decimal {
    use crate::decimal::Decimal;
    use crate::text::OutOfRange;
    use rust_decimal::Decimal as Fixed;

    impl From<Fixed> for Decimal {
        fn from(value: Fixed) -> Self {
            Self {
                text: value.to_string().into(),
            }
        }
    }

    /// Fails for more than 28 digits, rather than round.
    impl TryFrom<&Decimal> for Fixed {
        type Error = OutOfRange;

        fn try_from(value: &Decimal) -> Result<Self, OutOfRange> {
            let error = OutOfRange {
                what: "decimal",
                target: "rust_decimal::Decimal",
            };
            let text = &value.text;
            let parsed = if text.contains(['e', 'E']) {
                Self::from_scientific(text)
            } else {
                Self::from_str_exact(text)
            };
            // Reading with an exponent rounds.
            parsed
                .ok()
                .filter(|parsed| Decimal::from(*parsed) == *value)
                .ok_or(error)
        }
    }
}

#[cfg(feature = "bigdecimal")]
mod with_bigdecimal {
    use crate::decimal::Decimal;
    use crate::text::OutOfRange;
    use bigdecimal::BigDecimal;

    /// Fails beyond exponents of a million.
    impl TryFrom<&BigDecimal> for Decimal {
        type Error = OutOfRange;

        fn try_from(value: &BigDecimal) -> Result<Self, OutOfRange> {
            let error = OutOfRange {
                what: "bigdecimal::BigDecimal",
                target: "Edm.Decimal",
            };
            value.to_scientific_notation().parse().map_err(|_| error)
        }
    }

    /// Fails for `INF`, `-INF` and `NaN`.
    impl TryFrom<&Decimal> for BigDecimal {
        type Error = OutOfRange;

        fn try_from(value: &Decimal) -> Result<Self, OutOfRange> {
            value.text.parse().map_err(|_| OutOfRange {
                what: "decimal",
                target: "bigdecimal::BigDecimal",
            })
        }
    }
}
