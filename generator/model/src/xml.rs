//! How values are written in XML.

/// A body or response in XML (XML Object of OpenAPI 3.1, 4.8.26).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlDocument {
    /// The root element.
    pub root: XmlName,
    /// What it contains.
    pub shape: XmlShape,
    /// The members of the objects, by the number in [`XmlShape::Object`].
    pub objects: Vec<Vec<XmlMember>>,
}

/// The name of an element or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlName {
    /// The name without a prefix.
    pub local: String,
    /// The prefix; empty for none.
    pub prefix: String,
    /// The namespace; empty for none.
    pub namespace: String,
}

/// What an element or attribute contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlShape {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A Boolean.
    Boolean,
    /// The object with this number.
    Object(usize),
    /// A list, with the element of its items and what they contain.
    List(XmlName, Box<XmlShape>),
    /// An object whose property names are data.
    Map(Box<XmlShape>),
    /// Anything.
    Any,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlMember {
    /// Name in JSON.
    pub json: String,
    /// Name in XML.
    pub name: XmlName,
    /// Where it is.
    pub place: XmlPlace,
    /// What it contains.
    pub shape: XmlShape,
    /// Whether the object must have it.
    pub required: bool,
}

/// Where a member of an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPlace {
    /// An element; of a list, one for each item.
    Element,
    /// An element around the items of a list.
    Wrapped,
    /// An attribute.
    Attribute,
    /// The text of the element of the object.
    Text,
}
