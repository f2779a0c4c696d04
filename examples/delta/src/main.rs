//! Keeps a copy of a list up to date: the first run reads all of it, each further run only what has changed since.
//!
//! ```text
//! cargo run -- https://directory.example.com/odata
//! ```

/// The generated client.
pub mod directory {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use std::collections::BTreeMap;

use clientwright_odata::{Error, Object as _, page::Delta};
use directory::{DirectoryClient, Person};
use futures_util::TryStreamExt as _;

/// The copy: names by id, and the link with which the next run goes on. A program stores both.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    by_id: BTreeMap<String, String>,
    link: Option<String>,
}

impl Names {
    /// Reads the changes since the last run. If it fails, the link stays, and the next run reads them again.
    async fn update(&mut self, directory: &DirectoryClient) -> Result<(), Error> {
        let mut changes = match &self.link {
            Some(link) => directory.client().page::<Delta<Person>>(link).stream(),
            None => directory.people().list().track_changes().changes().stream(),
        };
        while let Some(change) = changes.try_next().await? {
            match change {
                Delta::Changed(person) => {
                    let id = person.require(Person::ID)?.clone();
                    // Only changed properties must be there.
                    if let Some(name) = person.name {
                        self.by_id.insert(id, name);
                    }
                }
                Delta::Removed(removed) => {
                    if let Some(id) = removed.entity.and_then(|person| person.id) {
                        self.by_id.remove(&id);
                    }
                }
                // Links between entities, and what later versions add.
                _ => {}
            }
        }
        // The link comes with the last page.
        self.link = changes.delta_link().map(str::to_owned);
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let url = std::env::args()
        .nth(1)
        .unwrap_or("http://127.0.0.1:8080".to_owned());
    let directory = DirectoryClient::builder().base_url(url).build()?;
    let mut names = Names::default();
    names.update(&directory).await?;
    println!("{} people, next: {:?}", names.by_id.len(), names.link);
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::{Method, Mock};

    use super::*;

    #[tokio::test]
    async fn changes_are_applied_to_the_copy() -> Result<(), Box<dyn std::error::Error>> {
        let mock = Mock::start("service.csdl.xml")?;
        let directory = DirectoryClient::builder().base_url(mock.url()).build()?;
        let link = format!("{}/People?$deltatoken=1", mock.url());
        let all = format!(
            r#"{{"value": [{{"Id": "a", "Name": "Ada"}}, {{"Id": "b", "Name": "Bob"}}], "@odata.deltaLink": "{link}"}}"#
        );
        let changed = format!(
            r##"{{"value": [{{"Id": "a", "@removed": {{"reason": "deleted"}}}}, {{"Id": "b", "Name": "Bo"}},
                {{"Id": "c", "Name": "Cid"}}], "@odata.deltaLink": "{link}2"}}"##
        );
        mock.on(Method::GET, "/People")
            .times(1)
            .bytes(200, "application/json", all)?;
        mock.on(Method::GET, "/People")
            .times(1)
            .bytes(200, "application/json", changed)?;

        let mut names = Names::default();
        names.update(&directory).await?;
        assert_eq!(names.by_id.len(), 2);
        assert_eq!(names.link.as_deref(), Some(link.as_str()));

        names.update(&directory).await?;
        let shown: Vec<_> = names.by_id.values().map(String::as_str).collect();
        assert_eq!(shown, ["Bo", "Cid"]);
        let requests = mock.requests();
        assert_eq!(requests[0].header("prefer"), Some("odata.track-changes"));
        assert_eq!(
            requests[1].query_option("$deltatoken").as_deref(),
            Some("1")
        );
        Ok(())
    }
}
