//! Scenarios of `server/endpoint/not-defined`.

use crate::clients::server_endpoint_not_defined as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Server_Endpoint_NotDefined_valid(client) {
        client.valid().await?;
    }
}
