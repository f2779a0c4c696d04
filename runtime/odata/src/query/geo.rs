//! Geo functions and literals (OData URL conventions 4.01, 5.1.1.11; OData ABNF 4.01, `geoLiteral`).

use super::expr::Expr;
use super::expression::{Expression, Filter, operations};
use super::operand::{IntoOperand, IsNotNull};
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
    /// # fn main() -> Result<(), clientwright_odata::json::DecodeError> {
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

        /// Whether a point is inside a polygon: `geo.intersects(place,area)`.
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
