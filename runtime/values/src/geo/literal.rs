//! Shapes as literals: well-known text (OData ABNF 4.01, `geoLiteral`).

use super::{Geography, Geometry};
use crate::literal::{IntoLiteral, LiteralForm, LiteralSource};
use serde_json::Value;
use std::fmt::Write as _;

/// GeoJSON that has no well-known text fails the request.
macro_rules! literals {
    ($($type:ty = $prefix:literal, $srid:literal);+) => {$(
        impl LiteralSource for $type {}

        impl IntoLiteral<$type> for $type {
            fn into_literal(self) -> LiteralForm {
                (&self).into_literal()
            }
        }

        impl IntoLiteral<$type> for &$type {
            fn into_literal(self) -> LiteralForm {
                let mut text = format!("{}'SRID={};", $prefix, srid(self.get("crs")).unwrap_or($srid));
                let written = shape(&|member| self.get(member), &mut text);
                text.push('\'');
                match written {
                    Some(()) => LiteralForm::Word(text),
                    None => LiteralForm::None("GeoJSON that is no literal in a URL"),
                }
            }
        }
    )+};
}
// OData CSDL 4.01, 7.2.6: the default coordinate system.
literals!(Geography = "geography", 4326; Geometry = "geometry", 0);

/// The number in `{"type":"name","properties":{"name":"EPSG:4326"}}` (OData JSON Format 4.01, 7.1).
fn srid(crs: Option<&Value>) -> Option<u32> {
    let name = crs?.get("properties")?.get("name")?.as_str()?;
    name.rsplit(':').next()?.parse().ok()
}

/// Writes a GeoJSON object as well-known text; `None` when it does not have the form of RFC 7946.
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
