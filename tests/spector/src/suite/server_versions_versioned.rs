//! Scenarios of `server/versions/versioned`.

use crate::clients::server_versions_versioned as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.endpoint();
    Server_Versions_Versioned_withoutApiVersion(client) {
        client.without_api_version().await?;
    }
    Server_Versions_Versioned_withPathApiVersion(client) {
        client.with_path_api_version("2022-12-01-preview").await?;
    }
    Server_Versions_Versioned_withQueryOldApiVersion(client) {
        client.with_query_old_api_version("2021-01-01-preview").await?;
    }
    Server_Versions_Versioned_withQueryApiVersion(client) {
        client.with_query_api_version("2022-12-01-preview").await?;
    }
}
