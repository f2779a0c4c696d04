//! What tests expect of SAP CAP and not of the mock.

/// Behaviour of CAP for which OData has another rule, or none. The mock does what the standard says, or what is simplest.
#[derive(Clone, Copy)]
pub(crate) enum OfCap {
    /// An empty page is the last one when the number of items is a multiple of the page size. A next link promises only that the
    /// service has not said everything yet (OData Protocol 4.01, 11.2.6.7), so that both are right.
    EmptyLastPage,
    /// The code of an error is its status as text. Codes are up to the service (OData JSON Format 4.01, 21.1).
    StatusAsCode,
}

impl OfCap {
    /// Whether the suite runs on CAP.
    pub(crate) fn holds(self) -> bool {
        match self {
            Self::EmptyLastPage | Self::StatusAsCode => url().is_some(),
        }
    }
}

/// The URL of the running service; `None` for the mock.
pub(crate) fn url() -> Option<String> {
    std::env::var("ODATA_SERVER_URL").ok()
}
