//! A client of a service that takes changes only with a token against cross-site request forgery, as SAP's services do. The layer
//! fetches the token before the first change, keeps it with the cookies that belong to it, and fetches a new one when it has
//! gone out of date.
//!
//! ```text
//! cargo run -- https://erp.example.com/sap/opu/odata4/orders USER PASSWORD
//! ```

/// The generated client.
pub mod orders {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use clientwright_odata::Error;
use clientwright_odata::layer::CsrfLayer;
use orders::{Order, OrdersClient};

/// A client with the token. It is fetched at the root of the service, and sent to this origin only.
fn client(root: &str, user: &str, password: &str) -> Result<OrdersClient, Error> {
    OrdersClient::builder()
        .base_url(root)
        .basic_auth(user, password)
        .layer(CsrfLayer::new(root)?)
        .build()
}

/// Creates an order.
async fn order(client: &OrdersClient, number: &str, customer: &str) -> Result<(), Error> {
    let order = Order {
        number: Some(number.to_owned()),
        customer: Some(customer.to_owned()),
        ..Order::default()
    };
    client.orders().create(&order).await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [root, user, password] = arguments.as_slice() else {
        return Err("the URL of a service, a user and a password".into());
    };
    let client = client(root, user, password)?;
    order(&client, "1001", "Ada").await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::header::{HeaderName, HeaderValue, SET_COOKIE};
    use clientwright_mock::{Method, Mock};

    use super::*;

    #[tokio::test]
    async fn the_token_is_fetched_once_and_sent_with_each_change()
    -> Result<(), Box<dyn std::error::Error>> {
        let mock = Mock::start("service.csdl.xml")?;
        mock.on(Method::GET, "/")
            .header(
                HeaderName::from_static("x-csrf-token"),
                HeaderValue::from_static("t1"),
            )
            .header(SET_COOKIE, HeaderValue::from_static("session=s1; Path=/"))
            .bytes(200, "application/json", "{}")?;
        let client = client(mock.url(), "ada", "secret")?;
        order(&client, "1", "Ada").await?;
        order(&client, "2", "Bob").await?;

        let requests = mock.requests();
        let lines: Vec<_> = requests.iter().map(|request| request.line()).collect();
        assert_eq!(lines, ["GET /", "POST /Orders", "POST /Orders"]);
        assert_eq!(requests[0].header("x-csrf-token"), Some("Fetch"));
        for change in &requests[1..] {
            assert_eq!(change.header("x-csrf-token"), Some("t1"));
            assert_eq!(change.header("cookie"), Some("session=s1"));
        }
        assert_eq!(mock.entities::<Order>("/Orders")?.len(), 2);
        Ok(())
    }
}
