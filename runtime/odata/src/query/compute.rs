//! `$compute` and `$apply` (OData URL conventions 4.01, 5.1.10; OData data aggregation 4.0, 3).

use std::fmt;
use std::marker::PhantomData;

use super::Marker;
use super::check::{self, SyntaxError};
use super::expr::{Expr, Name};
use super::expression::operations;
use super::render::{Context, Reason, is_identifier, render};

/// Values that the service computes for each `Owner`, each under a name that filters, orders and selections of the same
/// request can use: what [`named`](super::Property::named) and [`parse`](Self::parse) make.
///
/// URL conventions 4.01, 5.1.10.
///
/// ```
/// # use clientwright_odata::{Collection, Property, edm::Decimal};
/// # struct Line;
/// # impl Line {
/// #     const PRICE: Property<Self, Decimal> = Property::new("price");
/// #     const AMOUNT: Property<Self, Decimal> = Property::new("amount");
/// # }
/// # fn example(lines: Collection<Line>) {
/// const TOTAL: Property<Line, Decimal> = Property::new("total");
/// let request = lines.list().compute(Line::PRICE.mul(Line::AMOUNT).named("total")).order_by(TOTAL.desc());
/// # }
/// ```
///
/// In the response they are properties that the metadata does not declare.
pub struct Compute<Owner> {
    pub(crate) item: ComputeItem,
    marker: Marker<Owner>,
}

#[derive(Clone, Debug)]
pub(crate) enum ComputeItem {
    Named(Expr, Name),
    /// One or several, as the caller wrote them.
    Text(Box<str>),
}

impl<O> Compute<O> {
    fn of(item: ComputeItem) -> Self {
        Self {
            item,
            marker: PhantomData,
        }
    }

    /// Values as text: `price mul amount as total`, several separated by commas; not percent-encoded. Parentheses,
    /// quotes and names are checked, the expressions are not.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] with the place of what is wrong.
    ///
    /// ```
    /// # use clientwright_odata::query::Compute;
    /// # struct Line;
    /// let compute: Compute<Line> = Compute::parse("price mul amount as total,length(name) as size")?;
    /// assert!(Compute::<Line>::parse("price mul amount").is_err());
    /// # Ok::<(), clientwright_odata::query::SyntaxError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        check::compute(text)?;
        Ok(Self::raw(text))
    }

    /// Values as text that nothing checks, not percent-encoded: for what a service has beyond the standard.
    ///
    /// ```
    /// # use clientwright_odata::{Body, Client, Collection, Error, query::Compute};
    /// # type Line = serde_json::Value;
    /// # fn main() -> Result<(), Error> {
    /// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
    /// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
    /// // A service that takes `AS` in capitals, which `parse` rejects.
    /// assert!(Compute::<Line>::parse("price div 1.19 AS net").is_err());
    /// let lines = Collection::<Line>::root(&client, "lines").list().compute(Compute::raw("price div 1.19 AS net"));
    /// assert_eq!(lines.url()?.query(), Some("$compute=price%20div%201.19%20AS%20net"));
    /// # Ok(()) }
    /// ```
    pub fn raw(text: impl Into<String>) -> Self {
        Self::of(ComputeItem::Text(text.into().into()))
    }
}

impl ComputeItem {
    pub(crate) fn render(&self, context: &mut Context, out: &mut String) -> Result<(), Reason> {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Named(expr, name) => {
                if !is_identifier(name) {
                    return Err(format!("{name:?} cannot be the name of a computed value").into());
                }
                render(expr, context, out)?;
                out.push_str(" as ");
                out.push_str(name);
            }
        }
        Ok(())
    }
}

impl<O> Clone for Compute<O> {
    fn clone(&self) -> Self {
        Self::of(self.item.clone())
    }
}

impl<O> fmt::Debug for Compute<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.item.fmt(f)
    }
}

operations! {
    /// Computed values.
    impl<V> V {
        /// The value under a name, for `compute`: `price mul amount as total`. The name is an identifier in ASCII; any
        /// other fails the request.
        ///
        /// URL conventions 4.01, 5.1.10.
        pub fn named(self, name: impl Into<std::borrow::Cow<'static, str>>) -> Compute<O> {
            Compute::of(ComputeItem::Named(self.into_expression().into_expr(), name.into()))
        }
    }
}

/// What values can be computed for an `Owner`: one, or several as a tuple, an array, a slice or a vector.
///
/// A type of one's own can stand for values that several requests need:
///
/// ```
/// use clientwright_odata::query::{Compute, IntoCompute};
/// use clientwright_odata::{Collection, Property, edm::Decimal};
/// # use clientwright_odata::{Body, Client, Error};
/// # struct Line;
/// # impl Line {
/// #     const PRICE: Property<Self, Decimal> = Property::new("price");
/// #     const AMOUNT: Property<Self, Decimal> = Property::new("amount");
/// # }
///
/// /// The price of a line, before and after a discount.
/// struct Totals {
///     discount: Decimal,
/// }
///
/// impl IntoCompute<Line> for Totals {
///     fn append_to(self, items: &mut Vec<Compute<Line>>) {
///         let total = Line::PRICE.mul(Line::AMOUNT);
///         items.push(total.clone().named("total"));
///         items.push(total.sub(self.discount).named("reduced"));
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let lines = Collection::<Line>::root(&client, "lines").list().compute(Totals { discount: "2.50".parse()? });
/// assert_eq!(
///     lines.url()?.query(),
///     Some("$compute=price%20mul%20amount%20as%20total,price%20mul%20amount%20sub%202.50%20as%20reduced"),
/// );
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no computed value of `{Owner}`",
    note = "name an expression of `{Owner}` with `named(..)`"
)]
pub trait IntoCompute<Owner> {
    /// Passes on the values.
    fn append_to(self, items: &mut Vec<Compute<Owner>>);
}

impl<O> IntoCompute<O> for Compute<O> {
    fn append_to(self, items: &mut Vec<Compute<O>>) {
        items.push(self);
    }
}

super::select::several!(IntoCompute, append_to, Compute<O>);

/// Transformations of a collection, such as grouping and aggregation, as text whose syntax was checked.
///
/// Other query options of the request apply to the result of the transformations. Its properties are those that the
/// text names; where the metadata does not declare them, they are in `additional_properties`.
///
/// OData data aggregation 4.0, 3.
///
/// ```
/// # use clientwright_odata::query::Apply;
/// let apply = Apply::parse("filter(amount gt 5)/groupby((customer/name),aggregate(amount with sum as total))")?;
/// let error = Apply::parse("groupby((customer)").unwrap_err();
/// assert_eq!(error.to_string(), "`)` is missing at 18");
/// # Ok::<(), clientwright_odata::query::SyntaxError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apply(pub(crate) String);

impl Apply {
    /// Checks that text is a chain of transformations, with parentheses and quotes in order; not percent-encoded. The
    /// names of transformations and the content of their parentheses are not checked.
    ///
    /// # Errors
    ///
    /// [`SyntaxError`] with the place of what is wrong.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        check::apply(text)?;
        Ok(Self::raw(text))
    }

    /// Transformations that nothing checks, not percent-encoded: for what a service has beyond the standard.
    ///
    /// ```
    /// # use clientwright_odata::query::Apply;
    /// // A space in the place of a slash.
    /// let text = "filter(amount gt 5) groupby((customer))";
    /// assert!(Apply::parse(text).is_err());
    /// assert_eq!(Apply::raw(text).to_string(), text);
    /// ```
    pub fn raw(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Apply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
