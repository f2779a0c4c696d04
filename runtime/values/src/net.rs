//! Addresses of the internet protocol, which keep the text that they were read from.

use crate::text::{ParseError, text_wire};
use std::hash::{Hash, Hasher};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Deref;
use std::str::FromStr;

/// Defines an address around one of `std`.
macro_rules! address {
    ($(#[$docs:meta])* $name:ident, $std:ident, $what:literal, $expected:literal) => {
        $(#[$docs])*
        #[derive(Clone)]
        pub struct $name {
            address: $std,
            /// The text that was read, where `std` writes another one.
            text: Option<Box<str>>,
        }

        impl $name {
            fn with_text<R>(&self, f: impl FnOnce(&str) -> R) -> R {
                match &self.text {
                    Some(text) => f(text),
                    None => f(&self.address.to_string()),
                }
            }
        }

        /// The methods of the address.
        impl Deref for $name {
            type Target = $std;

            fn deref(&self) -> &$std {
                &self.address
            }
        }

        impl FromStr for $name {
            type Err = ParseError;

            fn from_str(text: &str) -> Result<Self, ParseError> {
                let address: $std = text
                    .parse()
                    .map_err(|_| ParseError::new($what, text, $expected))?;
                let is_other = address.to_string() != text;
                Ok(Self {
                    address,
                    text: is_other.then(|| text.into()),
                })
            }
        }

        impl From<$std> for $name {
            fn from(address: $std) -> Self {
                Self {
                    address,
                    text: None,
                }
            }
        }

        impl From<$name> for $std {
            fn from(address: $name) -> Self {
                address.address
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.address == other.address
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.address.cmp(&other.address)
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.address.hash(state);
            }
        }

        text_wire!($name, $expected, "", with_text, "", $what);
    };
}

address!(
    /// An address of version 4, `127.0.0.1`: [`Ipv4Addr`], whose methods it has.
    ///
    /// ```
    /// use clientwright_values::net::Ipv4;
    /// let address: Ipv4 = "127.0.0.1".parse()?;
    /// assert!(address.is_loopback());
    /// # Ok::<(), clientwright_values::text::ParseError>(())
    /// ```
    ///
    /// JSON Schema Validation 2020-12, 7.3.4; RFC 2673, 3.2.
    Ipv4,
    Ipv4Addr,
    "IPv4 address",
    "one like 192.0.2.1"
);

address!(
    /// An address of version 6, `2001:db8::1`: [`Ipv6Addr`], whose methods it has.
    ///
    /// Written as it was read, with its capitals and zeros. Equality and order are by the address.
    ///
    /// ```
    /// use clientwright_values::net::Ipv6;
    /// let address: Ipv6 = "2001:DB8::0:1".parse()?;
    /// assert_eq!(address.segments()[0], 0x2001);
    /// assert_eq!(address, "2001:db8::1".parse()?);
    /// assert_eq!(address.to_string(), "2001:DB8::0:1");
    /// # Ok::<(), clientwright_values::text::ParseError>(())
    /// ```
    ///
    /// JSON Schema Validation 2020-12, 7.3.4; RFC 4291, 2.2.
    Ipv6,
    Ipv6Addr,
    "IPv6 address",
    "one like 2001:db8::1"
);

address!(
    /// An address of either version: [`IpAddr`], whose methods it has. Written as it was read.
    ///
    /// ```
    /// use clientwright_values::net::Ip;
    /// let address: Ip = "::1".parse()?;
    /// assert!(address.is_ipv6());
    /// # Ok::<(), clientwright_values::text::ParseError>(())
    /// ```
    Ip,
    IpAddr,
    "IP address",
    "one like 192.0.2.1 or 2001:db8::1"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_they_were_read() {
        for text in ["2001:DB8::1", "::ffff:1.2.3.4", "0:0::1", "::"] {
            let json = format!("\"{text}\"");
            let address: Ipv6 = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&address).unwrap(), json.as_bytes());
            let address: Ip = crate::from_json(json.as_bytes()).unwrap();
            assert_eq!(crate::to_json(&address).unwrap(), json.as_bytes());
        }
        assert_eq!(Ipv4::from(Ipv4Addr::LOCALHOST).to_string(), "127.0.0.1");
        for text in ["", "1.2.3", "01.2.3.4", "10.0.0.0/8", "::1"] {
            assert!(text.parse::<Ipv4>().is_err(), "{text}");
        }
        assert!("fe80::1%eth0".parse::<Ipv6>().is_err());
    }
}
