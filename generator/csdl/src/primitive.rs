//! The types that are built in.

use std::fmt;

macro_rules! primitives {
    ($($name:ident)*) => {
        /// The built-in types of the `Edm` namespace (CSDL XML 4.01, 3.3 to 3.5).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is the Edm type of the same name")]
        pub enum Primitive { $($name,)* }

        impl Primitive {
            /// Every built-in type.
            pub const ALL: &'static [Primitive] = &[$(Primitive::$name,)*];

            /// Name without the `Edm.` prefix.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// Looks a built-in type up by its name without the `Edm.` prefix.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

primitives! {
    Binary Boolean Byte Date DateTimeOffset Decimal Double Duration Guid Int16 Int32 Int64 SByte Single Stream
    String TimeOfDay
    Geography GeographyPoint GeographyLineString GeographyPolygon GeographyMultiPoint GeographyMultiLineString
    GeographyMultiPolygon GeographyCollection
    Geometry GeometryPoint GeometryLineString GeometryPolygon GeometryMultiPoint GeometryMultiLineString
    GeometryMultiPolygon GeometryCollection
    PrimitiveType ComplexType EntityType Untyped
    AnnotationPath AnyPropertyPath ModelElementPath NavigationPropertyPath PropertyPath
}

impl Primitive {
    /// Whether values are places or shapes: `Edm.Geography`, `Edm.Geometry` and the types below these (CSDL XML 4.01, 3.3).
    pub fn is_geo(self) -> bool {
        self.name().starts_with("Geo")
    }
}

impl fmt::Display for Primitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edm.{}", self.name())
    }
}
