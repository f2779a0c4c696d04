//! Geo functions and literals (OData URL conventions 4.01, 5.1.1.11; OData ABNF 4.01, `geoLiteral`).

use std::fmt::Write as _;

use serde_json::Value;

use super::expr::{Expr, Name};
use super::expression::{Expression, Filter, operations};
use super::operand::{IntoOperand, IsNotNull, NotNull, Operand};
use super::text::call1;
use crate::edm::{Geography, Geometry};

/// A value type of places and shapes.
#[diagnostic::on_unimplemented(message = "`{Self}` is no geographic or geometric type")]
pub trait Geo {}
impl Geo for Geography {}
impl Geo for Geometry {}

operations! {
    /// Places and shapes.
    ///
    /// ```
    /// # use clientwright_odata::{Property, edm::Geography};
    /// # struct Shop;
    /// # impl Shop { const PLACE: Property<Self, Geography> = Property::new("place"); }
    /// # fn main() -> Result<(), clientwright_odata::DecodeError> {
    /// let here: Geography = clientwright_odata::from_json(br#"{"type":"Point","coordinates":[10.7,59.9]}"#)?;
    /// let filter = Shop::PLACE.distance(here).le(500.0);
    /// assert_eq!(filter.to_string(), "geo.distance(place,geography'SRID=4326;Point(10.7 59.9)') le 500.0");
    /// # Ok(()) }
    /// ```
    impl<V: Geo> V {
        /// The shortest distance between two points, in the unit of the coordinate system: `geo.distance(a,b)`.
        ///
        /// URL conventions 4.01, 5.1.1.11.1.
        pub fn distance(self, other: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Expression<O, f64> {
            let arguments = vec![self.into_expression().into_expr(), other.into_operand().0];
            Expression::of(Expr::Call("geo.distance", arguments))
        }

        /// Whether a point lies in a polygon: `geo.intersects(place,area)`.
        ///
        /// URL conventions 4.01, 5.1.1.11.2.
        pub fn intersects(self, polygon: impl IntoOperand<O, V, Nullity: IsNotNull>) -> Filter<O> {
            let arguments = vec![self.into_expression().into_expr(), polygon.into_operand().0];
            Filter::of(Expr::Call("geo.intersects", arguments))
        }

        /// How long a line is, in the unit of the coordinate system: `geo.length(route)`.
        ///
        /// URL conventions 4.01, 5.1.1.11.3.
        pub fn geo_length(self) -> Expression<O, f64> {
            call1("geo.length", self.into_expression())
        }
    }
}

/// As operands these are well-known text; GeoJSON that has none fails the request.
macro_rules! operands {
    ($($type:ty = $prefix:literal, $srid:literal);+) => {$(
        impl<O> IntoOperand<O, $type> for $type {
            type Nullity = NotNull;

            fn into_operand(self) -> Operand {
                IntoOperand::<O, $type>::into_operand(&self)
            }
        }

        impl<O> IntoOperand<O, $type> for &$type {
            type Nullity = NotNull;

            fn into_operand(self) -> Operand {
                let mut text = format!("{}'SRID={};", $prefix, srid(self.get("crs")).unwrap_or($srid));
                let written = shape(&|member| self.get(member), &mut text);
                text.push('\'');
                Operand(match written {
                    Some(()) => Expr::Word(Name::Owned(text)),
                    None => Expr::Invalid("GeoJSON that is no literal in a URL".into()),
                })
            }
        }
    )+};
}
// OData CSDL 4.01, 7.2.6: what the coordinate system is unless the value says otherwise.
operands!(Geography = "geography", 4326; Geometry = "geometry", 0);

/// The number in `{"type":"name","properties":{"name":"EPSG:4326"}}` (OData JSON Format 4.01, 7.1).
fn srid(crs: Option<&Value>) -> Option<u32> {
    let name = crs?.get("properties")?.get("name")?.as_str()?;
    name.rsplit(':').next()?.parse().ok()
}

/// Writes a GeoJSON object as well-known text; `None` when it is not of the form that RFC 7946 asks for.
fn shape<'a>(get: &dyn Fn(&str) -> Option<&'a Value>, out: &mut String) -> Option<()> {
    let kind = get("type")?.as_str()?;
    let coordinates = get("coordinates");
    out.push_str(match kind {
        // OData ABNF 4.01, `collectionLiteral`; elsewhere its name is that of GeoJSON.
        "GeometryCollection" => "Collection",
        kind => kind,
    });
    match kind {
        "Point" => list(std::slice::from_ref(coordinates?), out, position),
        "LineString" => line(coordinates?, out),
        "MultiPoint" => list(coordinates?.as_array()?, out, |point, out| {
            list(std::slice::from_ref(point), out, position)
        }),
        "Polygon" | "MultiLineString" => list(coordinates?.as_array()?, out, line),
        "MultiPolygon" => list(coordinates?.as_array()?, out, |polygon, out| {
            list(polygon.as_array()?, out, line)
        }),
        "GeometryCollection" => list(get("geometries")?.as_array()?, out, |geometry, out| {
            let geometry = geometry.as_object()?;
            shape(&|member| geometry.get(member), out)
        }),
        _ => None,
    }
}

fn list(
    items: &[Value],
    out: &mut String,
    mut item: impl FnMut(&Value, &mut String) -> Option<()>,
) -> Option<()> {
    out.push('(');
    for (index, value) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        item(value, out)?;
    }
    out.push(')');
    Some(())
}

fn line(positions: &Value, out: &mut String) -> Option<()> {
    list(positions.as_array()?, out, position)
}

/// Two to four numbers, longitude first.
fn position(value: &Value, out: &mut String) -> Option<()> {
    let numbers = value
        .as_array()
        .filter(|numbers| (2..=4).contains(&numbers.len()))?;
    for (index, number) in numbers.iter().enumerate() {
        let number = number.as_f64()?;
        // Writing to a string does not fail.
        let _ = write!(out, "{}{number}", if index > 0 { " " } else { "" });
    }
    Some(())
}
