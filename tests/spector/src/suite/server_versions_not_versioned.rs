//! Scenarios of `server/versions/not-versioned`.

use crate::clients::server_versions_not_versioned as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.endpoint();
    Server_Versions_NotVersioned_withoutApiVersion(client) {
        client.without_api_version().await?;
    }
    Server_Versions_NotVersioned_withPathApiVersion(client) {
        client.with_path_api_version("v1.0").await?;
    }
    Server_Versions_NotVersioned_withQueryApiVersion(client) {
        client.with_query_api_version("v1.0").await?;
    }
}
