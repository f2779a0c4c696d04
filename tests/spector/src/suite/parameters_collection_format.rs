//! Scenarios of `parameters/collection-format`.

use crate::clients::parameters_collection_format as m;
use crate::scenario::scenarios;

scenarios! {
    |server| server.client();
    Parameters_CollectionFormat_Query_multi(client) {
        client.query_multi(vec!["blue".to_owned(), "red".to_owned(), "green".to_owned()]).await?;
    }
    Parameters_CollectionFormat_Query_csv(client) {
        client.query_csv(vec!["blue".to_owned(), "red".to_owned(), "green".to_owned()]).await?;
    }
    Parameters_CollectionFormat_Query_ssv(client) {
        client.query_ssv(vec!["blue red green".to_owned()]).await?;
    }
    Parameters_CollectionFormat_Query_pipes(client) {
        client.query_pipes(vec!["blue|red|green".to_owned()]).await?;
    }
    Parameters_CollectionFormat_Header_csv(client) {
        client.header_csv(vec!["blue".to_owned(), "red".to_owned(), "green".to_owned()]).await?;
    }
}
