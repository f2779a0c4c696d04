//! Scenarios of `server/path/single`.

use crate::clients::server_path_single as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.endpoint();
    Server_Path_Single_myOp(client) {
        client.my_op().await?;
    }
}
