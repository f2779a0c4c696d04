//! Reads and changes users of Microsoft Graph. The metadata is a few declarations next to this file, and the client has what they
//! declare.
//!
//! ```text
//! GRAPH_TOKEN=… cargo run -- Finance [ID-OF-A-USER]
//! ```

/// The generated client.
pub mod graph {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use clientwright_odata::{Error, Object as _};
use graph::{GraphClient, User};

/// The enabled users of a department, by name.
async fn of_department(graph: &GraphClient, department: &str) -> Result<Vec<User>, Error> {
    graph
        .users()
        .list()
        .filter(User::DEPARTMENT.eq(department))
        .filter(User::ACCOUNT_ENABLED)
        .select((User::ID, User::DISPLAY_NAME, User::MAIL))
        .order_by(User::DISPLAY_NAME)
        // Graph combines filters and orders only in its advanced queries, which need both of these.
        .count(true)
        .header("ConsistencyLevel", "eventual")
        .top(100)
        .collect_all()
        .await
}

/// The name of a user's manager; `None` if there is none. The type of the metadata is `directoryObject`, whose other properties are
/// kept, so that a manager who is a user can be read as one.
async fn manager(graph: &GraphClient, id: &str) -> Result<Option<String>, Error> {
    let manager = graph.users().id(id).manager().get().optional().await?;
    let Some(manager) = manager else {
        return Ok(None);
    };
    Ok(manager.downcast::<User>()?.display_name)
}

/// Sets a title, and removes the department.
async fn promote(graph: &GraphClient, id: &str, title: &str) -> Result<(), Error> {
    let user = graph.users().id(id);
    user.update()
        .set(User::JOB_TITLE, title)
        .set_null(User::DEPARTMENT)
        .await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let department = std::env::args().nth(1).ok_or("a department")?;
    let token = std::env::var("GRAPH_TOKEN")?;
    let graph = GraphClient::builder().bearer_token(token).build()?;
    if let Some(id) = std::env::args().nth(2) {
        promote(&graph, &id, "Controller").await?;
    }
    for user in of_department(&graph, &department).await? {
        let id = user.require(User::ID)?;
        println!(
            "{id} {:?} {:?}",
            user.display_name,
            manager(&graph, id).await?
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::{Method, Mock, Preset};

    use super::*;

    type Result = std::result::Result<(), Box<dyn std::error::Error>>;

    fn mock() -> std::result::Result<(Mock, GraphClient), Box<dyn std::error::Error>> {
        let mock = Mock::builder("graph-users.csdl.xml")
            .preset(Preset::Graph)
            .base_path("/v1.0")
            .start()?;
        let user = |(id, name, department, enabled): (&str, &str, &str, bool)| User {
            id: Some(id.to_owned()),
            display_name: Some(name.to_owned()),
            department: Some(department.to_owned()),
            account_enabled: Some(enabled),
            ..User::default()
        };
        let users = [
            ("1", "Dan", "Finance", true),
            ("2", "Ada", "Finance", true),
            ("3", "Bob", "Finance", false),
            ("4", "Cid", "Sales", true),
        ];
        mock.seed("/users", &users.map(user))?;
        let graph = GraphClient::builder()
            .base_url(mock.url())
            .bearer_token("t")
            .build()?;
        Ok((mock, graph))
    }

    #[tokio::test]
    async fn users_are_filtered_and_sorted() -> Result {
        let (mock, graph) = mock()?;
        let users = of_department(&graph, "Finance").await?;
        let names: Vec<_> = users
            .iter()
            .filter_map(|user| user.display_name.as_deref())
            .collect();
        assert_eq!(names, ["Ada", "Dan"]);
        assert_eq!(
            mock.requests()[0].header("consistencylevel"),
            Some("eventual")
        );
        Ok(())
    }

    #[tokio::test]
    async fn a_manager_is_read_as_a_user() -> Result {
        let (mock, graph) = mock()?;
        let manager_of_dan =
            r##"{"@odata.type": "#microsoft.graph.user", "id": "2", "displayName": "Ada"}"##;
        mock.on(Method::GET, "/users/1/manager")
            .bytes(200, "application/json", manager_of_dan)?;
        mock.on(Method::GET, "/users/2/manager").reply_error(
            404,
            "Request_ResourceNotFound",
            "no manager",
        )?;
        assert_eq!(manager(&graph, "1").await?.as_deref(), Some("Ada"));
        assert_eq!(manager(&graph, "2").await?, None);
        Ok(())
    }

    #[tokio::test]
    async fn only_what_is_set_is_sent() -> Result {
        let (mock, graph) = mock()?;
        promote(&graph, "1", "Controller").await?;
        let requests = mock.requests();
        assert_eq!(
            requests[0].text(),
            r#"{"jobTitle":"Controller","department":null}"#
        );
        let users: Vec<User> = mock.entities("/users")?;
        let dan = users
            .iter()
            .find(|user| user.id.as_deref() == Some("1"))
            .expect("he is there");
        assert_eq!(
            (dan.job_title.as_deref(), dan.department.as_deref()),
            (Some("Controller"), None)
        );
        Ok(())
    }
}
