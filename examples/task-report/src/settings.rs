//! The settings of the program: its arguments and environment variables.

use clientwright_odata::{Error, auth::AccessToken};
use msgraph_lifecycle_workflows::v1_0::GraphClient;

/// The service, the workflow and the credential.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The id of the workflow.
    pub workflow: String,
    /// The service root; the client's own default when absent.
    pub base_url: Option<String>,
    /// The bearer token. Its text is not in `Debug`.
    pub token: AccessToken,
}

impl Settings {
    /// Reads the arguments, and environment variables for missing arguments.
    ///
    /// # Errors
    ///
    /// What is missing, or too much.
    pub fn read(
        arguments: impl IntoIterator<Item = String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        let mut arguments = arguments.into_iter();
        let workflow = arguments
            .next()
            .or_else(|| variable("GRAPH_WORKFLOW_ID"))
            .ok_or("the id of a workflow is missing: pass it as the first argument")?;
        let base_url = arguments.next().or_else(|| variable("GRAPH_BASE_URL"));
        if let Some(argument) = arguments.next() {
            return Err(format!("one argument too many: {argument}"));
        }
        let token = variable("GRAPH_TOKEN").ok_or("the variable GRAPH_TOKEN is not set")?;
        Ok(Self {
            workflow,
            base_url,
            token: token.into(),
        })
    }

    /// The client for these settings.
    ///
    /// # Errors
    ///
    /// When the base URL cannot be one.
    pub fn client(&self) -> Result<GraphClient, Error> {
        let mut builder = GraphClient::builder().bearer_token(self.token.clone());
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url);
        }
        builder.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str], variables: &[(&str, &str)]) -> Result<Settings, String> {
        Settings::read(arguments.iter().map(|&text| text.to_owned()), |name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn arguments_come_before_variables() {
        let token = ("GRAPH_TOKEN", "s3cret");
        let settings = read(&["w"], &[token]).unwrap();
        assert_eq!(
            (settings.workflow.as_str(), settings.base_url.as_deref()),
            ("w", None)
        );
        assert!(!format!("{settings:?}").contains("s3cret"));
        let variables = [
            token,
            ("GRAPH_WORKFLOW_ID", "v"),
            ("GRAPH_BASE_URL", "https://v/1"),
        ];
        assert_eq!(read(&[], &variables).unwrap().workflow, "v");
        let settings = read(&["w", "https://a/1"], &variables).unwrap();
        assert_eq!(settings.base_url.as_deref(), Some("https://a/1"));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(read(&[], &[]).unwrap_err().contains("workflow"));
        assert!(read(&["w"], &[]).unwrap_err().contains("GRAPH_TOKEN"));
        assert!(read(&["w", "u", "x"], &[]).unwrap_err().contains('x'));
    }
}
