//! Sends several requests as one: reads that fail alone, and changes that succeed or fail together.
//!
//! ```text
//! clientwright mock --schema service.csdl.xml --port 8080 --seed items.json
//! cargo run -- http://127.0.0.1:8080
//! ```

/// The generated client.
pub mod warehouse {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use clientwright_odata::Error;
use warehouse::{Item, WarehouseClient};

/// How many of each item there are; `None` for one that does not exist.
async fn stock(warehouse: &WarehouseClient, skus: &[&str]) -> Result<Vec<Option<i32>>, Error> {
    let mut batch = warehouse.client().batch();
    // A ticket has the type of the result of its request.
    let tickets: Vec<_> = skus
        .iter()
        .map(|sku| batch.add(warehouse.items().by_key(*sku).get().optional()))
        .collect();
    let mut responses = batch.send().await?;
    tickets
        .into_iter()
        .map(|ticket| Ok(responses.take(ticket)?.and_then(|item| item.stock)))
        .collect()
}

/// Sets the numbers of two items. The service changes both or none.
async fn change_both(warehouse: &WarehouseClient, new: [(&str, i32); 2]) -> Result<(), Error> {
    let mut batch = warehouse.client().batch();
    let tickets = batch.change_set(|set| {
        new.map(|(sku, stock)| {
            let item = warehouse.items().by_key(sku);
            set.add(item.update().set(Item::STOCK, stock))
        })
    });
    let mut responses = batch.send().await?;
    for ticket in tickets {
        responses.take(ticket)?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let url = std::env::args()
        .nth(1)
        .unwrap_or("http://127.0.0.1:8080".to_owned());
    let warehouse = WarehouseClient::builder().base_url(url).build()?;
    println!(
        "before: {:?}",
        stock(&warehouse, &["bolt", "nut", "cog"]).await?
    );
    change_both(&warehouse, [("bolt", 90), ("nut", 60)]).await?;
    println!("after: {:?}", stock(&warehouse, &["bolt", "nut"]).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::Mock;

    use super::*;

    type Result = std::result::Result<(), Box<dyn std::error::Error>>;

    fn warehouse() -> std::result::Result<(Mock, WarehouseClient), Box<dyn std::error::Error>> {
        let mock = Mock::start("service.csdl.xml")?;
        let item = |(sku, stock): (&str, i32)| Item {
            sku: Some(sku.to_owned()),
            name: Some(sku.to_uppercase()),
            stock: Some(stock),
            ..Item::default()
        };
        mock.seed("/Items", &[("bolt", 100), ("nut", 50)].map(item))?;
        let warehouse = WarehouseClient::builder().base_url(mock.url()).build()?;
        Ok((mock, warehouse))
    }

    #[tokio::test]
    async fn reads_fail_alone() -> Result {
        let (mock, warehouse) = warehouse()?;
        let stock = stock(&warehouse, &["bolt", "cog", "nut"]).await?;
        assert_eq!(stock, [Some(100), None, Some(50)]);
        let lines: Vec<_> = mock
            .requests()
            .iter()
            .map(|request| request.line())
            .collect();
        assert_eq!(lines, ["POST /$batch"]);
        Ok(())
    }

    #[tokio::test]
    async fn changes_succeed_or_fail_together() -> Result {
        let (_mock, warehouse) = warehouse()?;
        change_both(&warehouse, [("bolt", 90), ("nut", 60)]).await?;
        assert_eq!(
            stock(&warehouse, &["bolt", "nut"]).await?,
            [Some(90), Some(60)]
        );
        let failed = change_both(&warehouse, [("bolt", 1), ("cog", 2)]).await;
        assert!(failed.is_err());
        assert_eq!(stock(&warehouse, &["bolt"]).await?, [Some(90)]);
        Ok(())
    }
}
