//! XML: values as elements and attributes, by the XML Object of OpenAPI (3.1, 4.8.26; 3.2, 4.26).
//!
//! A [`Document`] states how the JSON of a value becomes XML and back. Generated code has one as a constant for each body and
//! response in XML.
//!
//! What is read may have other prefixes, CDATA, comments, and elements and attributes that the description does not
//! declare, which are skipped. Document types and entities other than the five of XML are refused, and so is XML that is
//! nested more than [`DEEPEST`] levels deep or has more than [`MOST`] elements.
//! Responses are read with the feature `xml` only; bodies are always written.
//!
//! ```
//! use clientwright_openapi::operation::{Operation, Segment, Status};
//! use clientwright_openapi::xml::{Document, Item, Member, Name, Place, Shape};
//! use clientwright_openapi::{Body, Call, Client, Error};
//! use serde_json::{Value, json};
//!
//! // <p:pet xmlns:p="urn:pets" id="7"><name>Rex</name><tags><tag>a</tag><tag>b</tag></tags></p:pet>
//! const PET: Document = Document {
//!     root: Name::within("pet", "p", "urn:pets"),
//!     shape: Shape::Object(0),
//!     objects: &[&[
//!         Member { json: "id", name: Name::new("id"), place: Place::Attribute, shape: Shape::Number, required: true },
//!         Member { json: "name", name: Name::new("name"), place: Place::Element, shape: Shape::Text, required: true },
//!         Member {
//!             json: "tags",
//!             name: Name::new("tags"),
//!             place: Place::Wrapped,
//!             shape: Shape::List(&Item { name: Name::new("tag"), shape: Shape::Text }),
//!             required: false,
//!         },
//!     ]],
//! };
//!
//! const PUT_PET: Operation = Operation {
//!     method: "PUT",
//!     path: &[Segment::Text("/pet")],
//!     content_type: "application/xml",
//!     accept: "application/xml",
//!     xml_body: Some(&PET),
//!     xml: &[(Status::Range(2), PET)],
//!     ..Operation::NONE
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let service = tower::service_fn(|request: http::Request<Body>| async move {
//! #     let body = String::from_utf8_lossy(request.body().as_bytes().expect("it is in memory")).into_owned();
//! #     let expected = r#"<p:pet xmlns:p="urn:pets" id="7"><name>Rex</name><tags><tag>a</tag><tag>b</tag></tags></p:pet>"#;
//! #     assert!(body.ends_with(expected), "{body}");
//! #     let response = http::Response::builder().header("content-type", "application/xml");
//! #     Ok::<_, std::io::Error>(response.body(Body::from(body)).expect("a response"))
//! # });
//! # let client = Client::builder().base_url("https://pets.example.com").service(service).build()?;
//! let pet = json!({"id": 7, "name": "Rex", "tags": ["a", "b"]});
//! let call: Call<Value> = Call::new(&client, &PUT_PET).xml(&pet);
//! # if cfg!(feature = "xml") {
//! // The service returns the pet as it was sent, in XML.
//! assert_eq!(call.await?, pet);
//! # }
//! # Ok(()) }
//! ```

#[cfg(feature = "xml")]
mod read;
mod write;

#[cfg(feature = "xml")]
pub(crate) use read::read;
pub(crate) use write::write;

/// How deep elements may be nested.
pub const DEEPEST: usize = 64;

/// How many elements a response may have.
pub const MOST: usize = 4_000_000;

/// A body or response in XML.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Document {
    /// The root element.
    pub root: Name,
    /// What it contains.
    pub shape: Shape,
    /// The members of the objects that [`Shape::Object`] refers to.
    pub objects: &'static [&'static [Member]],
}

/// The name of an element or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Name {
    /// The name without a prefix.
    pub local: &'static str,
    /// The prefix; empty for none.
    pub prefix: &'static str,
    /// The namespace; empty for none.
    pub namespace: &'static str,
}

impl Name {
    /// A name without a namespace.
    pub const fn new(local: &'static str) -> Self {
        Self {
            local,
            prefix: "",
            namespace: "",
        }
    }

    /// A name in a namespace. An empty prefix makes it the default namespace of what the element contains.
    pub const fn within(
        local: &'static str,
        prefix: &'static str,
        namespace: &'static str,
    ) -> Self {
        Self {
            local,
            prefix,
            namespace,
        }
    }
}

/// What an element or attribute contains.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Shape {
    /// A text: a string of JSON.
    Text,
    /// A number.
    Number,
    /// `true` or `false`; `1` and `0` are read as well.
    Boolean,
    /// The object with this number in [`Document::objects`].
    Object(usize),
    /// Elements of one name.
    List(&'static Item),
    /// An object whose members are elements with names that are data.
    Map(&'static Shape),
    /// Anything: elements inside are members of an object, repeated ones are lists, all else is a text.
    Any,
}

/// The items of a list.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Item {
    /// The element of an item.
    pub name: Name,
    /// What an item contains.
    pub shape: Shape,
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "generated code writes it")]
pub struct Member {
    /// Its name in JSON.
    pub json: &'static str,
    /// Its name in XML.
    pub name: Name,
    /// Where it is.
    pub place: Place,
    /// What it contains.
    pub shape: Shape,
    /// Whether the object must have it. A list without items is then read as an empty one.
    pub required: bool,
}

/// Where a member of an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "generated code writes it")]
pub enum Place {
    /// An element. A list has an element for each item, next to those of other members.
    Element,
    /// An element around the items of a list.
    Wrapped,
    /// An attribute.
    Attribute,
    /// The text of the element of the object.
    Text,
}

/// Whether a text is a name without a prefix (Namespaces in XML 1.0, 3), of the letters that are used for names.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let continues = |c: char| starts(c) || c.is_numeric() || "-.\u{B7}".contains(c);
    text.starts_with(starts) && text.chars().all(continues)
}

/// Whether a character may be in XML (XML 1.0, 2.2).
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
