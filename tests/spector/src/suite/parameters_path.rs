//! Scenarios of `parameters/path`.

use crate::clients::parameters_path as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Parameters_Path_normal(client) {
        client.normal("foo").await?;
    }
}
