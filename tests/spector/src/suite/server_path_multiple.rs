//! Scenarios of `server/path/multiple`.

use crate::clients::server_path_multiple as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.endpoint().server_variable("apiVersion", "v1.0");
    Server_Path_Multiple_noOperationParams(client) {
        client.no_operation_params().await?;
    }
    Server_Path_Multiple_withOperationPathParam(client) {
        client.with_operation_path_param("test").await?;
    }
}
