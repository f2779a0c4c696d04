//! Texts of made-up values.

pub(crate) const DATE: &str = "2024-02-29";
pub(crate) const DATE_TIME: &str = "2024-02-29T12:30:00Z";
pub(crate) const DURATION: &str = "P1DT2H";
pub(crate) const UUID: &str = "6fa459ea-ee8a-4ca4-894e-db77e160355e";
pub(crate) const BASE64: &str = "aGk=";
pub(crate) const TEXT: &str = "text";
