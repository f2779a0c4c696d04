//! What came of a call.

/// A line of the program.
pub(crate) struct Outcome {
    kind: String,
    status: u16,
    violations: String,
    message: String,
    body: String,
}

impl Outcome {
    /// The number of the call, and its outcome.
    pub(crate) fn parse(line: &str) -> Option<(usize, Self)> {
        let mut fields = line.split('\t').map(str::to_owned);
        let number = fields.next()?.parse().ok()?;
        let outcome = Self {
            kind: fields.next()?,
            status: fields.next()?.parse().ok()?,
            violations: fields.next()?,
            message: fields.next()?,
            body: fields.next()?,
        };
        Some((number, outcome))
    }

    /// Whether the server took the request: it came back with a response that is not about the request.
    pub(crate) fn is_accepted(&self) -> bool {
        let is_of_request = |text: &str| text.contains("\"location\":[\"request\"");
        let of_server = self.body.split("prism/errors#").nth(1);
        self.status != 0
            && !is_of_request(&self.violations)
            && match of_server {
                None => true,
                // About its own response, which it makes from the description.
                Some(rest) => {
                    let of_response = [
                        "VIOLATIONS",
                        "NO_RESPONSE_RESPONSE_DEFINED",
                        "SCHEMA_TOO_COMPLEX",
                        "NO_COMPLEX_OBJECT_TEXT",
                    ];
                    let is_of_response = of_response.iter().any(|kind| rest.starts_with(kind));
                    let is_of_response = is_of_response || rest.contains("Cannot find serializer");
                    is_of_response && !is_of_request(&self.body)
                }
            }
    }

    /// Whether the response became a value, or the failure or redirect that the description declares.
    pub(crate) fn is_decoded(&self) -> bool {
        let is_of_server = self.body.contains("prism/errors#");
        match self.kind.as_str() {
            "ok" => true,
            "status" | "redirect" => self.is_accepted() && !is_of_server,
            _ => false,
        }
    }

    /// What is wrong, on one line.
    pub(crate) fn reason(&self) -> String {
        let of_client = matches!(self.kind.as_str(), "unsent" | "decode" | "no content");
        let details = [
            of_client.then_some(&self.message),
            Some(&self.violations),
            Some(&self.body),
        ];
        let details = details
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty());
        let details: Vec<&str> = details.map(String::as_str).collect();
        format!("{} {}: {}", self.kind, self.status, details.join(" | "))
    }
}
