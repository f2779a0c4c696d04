//! Derived types in paths, and type functions (OData URL conventions 4.01, 4.11 and 5.1.1.10).

use super::element::Element;
use super::expr::{Expr, Name};
use super::expression::{Expression, Filter, PropertyPath, operations};
use super::kind::{Direct, Many, One, Structural, Variable};
use super::property::{Navigation, NavigationCollection, Property};
use crate::wire::Wire;

/// A type that derives from `Base`, so that a path may be cast to it.
///
/// Every type of which a `Base` can be made is one, by the `From` that generated code has for derived types, and so is
/// the base itself.
///
/// ```
/// use clientwright_odata::query::{DerivedFrom, is_of};
/// use clientwright_odata::{Collection, Object, request::Count};
/// # use clientwright_odata as rt;
/// # use clientwright_odata::{Body, Client, Error};
/// # #[derive(Default)]
/// # struct DirectoryObject { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { DirectoryObject = "NS.directoryObject"; }
/// # #[derive(Default)]
/// # struct User { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { User = "NS.user"; }
/// # rt::derived!(User: DirectoryObject);
///
/// /// How many entities are of a derived type.
/// fn count_of<D: DerivedFrom<B>, B>(entities: &Collection<B>) -> Count<B> {
///     entities.count().filter(is_of::<D, B>())
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let service = tower::service_fn(|_| async { Ok::<_, std::io::Error>(http::Response::new(Body::empty())) });
/// # let client = Client::builder().base_url("https://example.com").service(service).build()?;
/// let objects = Collection::<DirectoryObject>::root(&client, "objects");
/// let url = count_of::<User, _>(&objects).url()?;
/// assert_eq!(url, "https://example.com/objects/$count?$filter=isof(NS.user)");
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive from `{Base}`",
    label = "expected a type that derives from `{Base}`"
)]
pub trait DerivedFrom<Base>: Wire {}

impl<D: Wire, B: From<D>> DerivedFrom<B> for D {}

/// The name of a type, or the reason why it has none.
fn type_name<T: Wire>() -> Result<&'static str, Expr> {
    T::TYPE
        .get()
        .ok_or(Expr::Invalid("a type without a name".into()))
}

/// The path, cast to a derived type. Every derived type has a name: it is an object.
fn cast_to<D: Wire>(path: Expr) -> Expr {
    match type_name::<D>() {
        Ok(name) => path.step(name),
        Err(invalid) => invalid,
    }
}

impl<O, V, M> Property<O, V, M> {
    /// Goes on as a derived type of the property's complex type: `address/NS.homeAddress`.
    ///
    /// URL conventions 4.01, 4.11.
    ///
    /// ```
    /// # use clientwright_odata as rt;
    /// # use clientwright_odata::Property;
    /// # #[derive(Default)]
    /// # struct Address { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Address = "NS.address"; }
    /// # #[derive(Default)]
    /// # struct HomeAddress { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { HomeAddress = "NS.homeAddress"; }
    /// # rt::derived!(HomeAddress: Address);
    /// # struct User;
    /// # impl User { const ADDRESS: Property<Self, Address> = Property::new("address"); }
    /// # impl HomeAddress { const FLOOR: Property<Self, i32> = Property::new("floor"); }
    /// let filter = User::ADDRESS.downcast::<HomeAddress>().path(HomeAddress::FLOOR).gt(3);
    /// assert_eq!(filter.to_string(), "address/NS.homeAddress/floor gt 3");
    /// ```
    ///
    /// A type that does not derive from it does not compile:
    ///
    /// ```compile_fail,E0277
    /// # use clientwright_odata as rt;
    /// # use clientwright_odata::Property;
    /// # #[derive(Default)]
    /// # struct Address { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { Address = "NS.address"; }
    /// # struct User;
    /// # impl User { const ADDRESS: Property<Self, Address> = Property::new("address"); }
    /// User::ADDRESS.downcast::<String>();
    /// ```
    pub fn downcast<D: DerivedFrom<V>>(self) -> PropertyPath<O, D> {
        self.into_expression().downcast()
    }

    /// The property as one of the type that its owner derives from: `NS.user/mail`.
    ///
    /// URL conventions 4.01, 4.11.
    ///
    /// ```
    /// # use clientwright_odata as rt;
    /// # use clientwright_odata::{Filter, Property};
    /// # #[derive(Default)]
    /// # struct DirectoryObject { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { DirectoryObject = "NS.directoryObject"; }
    /// # #[derive(Default)]
    /// # struct User { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { User = "NS.user"; }
    /// # rt::derived!(User: DirectoryObject);
    /// # impl User { const MAIL: Property<Self, String> = Property::new("mail"); }
    /// let filter: Filter<DirectoryObject> = User::MAIL.upcast().ends_with("@example.org");
    /// assert_eq!(filter.to_string(), "endswith(NS.user/mail,'@example.org')");
    /// ```
    pub fn upcast<B>(self) -> PropertyPath<B, V>
    where
        O: DerivedFrom<B>,
    {
        self.into_expression().upcast()
    }
}

impl<O, T> Navigation<O, T> {
    /// Goes on as a derived type of the related entity: `owner/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn downcast<D: DerivedFrom<T>>(self) -> PropertyPath<O, D, One> {
        self.into_expression().downcast()
    }

    /// The property as one of the type that its owner derives from: `NS.user/manager`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn upcast<B>(self) -> PropertyPath<B, T, One>
    where
        O: DerivedFrom<B>,
    {
        self.into_expression().upcast()
    }
}

impl<O, T> NavigationCollection<O, T> {
    /// The related entities that are of a derived type: `members/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn of_type<D: DerivedFrom<T>>(self) -> PropertyPath<O, Vec<D>, Many> {
        self.into_expression().of_type()
    }

    /// The property as one of the type that its owner derives from: `NS.group/members`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn upcast<B>(self) -> PropertyPath<B, Vec<T>, Many>
    where
        O: DerivedFrom<B>,
    {
        self.into_expression().upcast()
    }
}

impl<O, V, E> Expression<O, V, Direct<E>> {
    /// Goes on as a derived type: `owner/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn downcast<D: DerivedFrom<V>>(self) -> PropertyPath<O, D, E> {
        Expression::of(cast_to::<D>(self.into_expr()))
    }

    /// The path from the type that its owner derives from: `NS.user/manager/mail`.
    ///
    /// URL conventions 4.01, 4.11.
    ///
    /// ```
    /// # use clientwright_odata as rt;
    /// # use clientwright_odata::{Filter, Navigation, Property};
    /// # #[derive(Default)]
    /// # struct DirectoryObject { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { DirectoryObject = "NS.directoryObject"; }
    /// # #[derive(Default)]
    /// # struct User { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
    /// # rt::object! { User = "NS.user"; }
    /// # rt::derived!(User: DirectoryObject);
    /// # impl User {
    /// #     const MANAGER: Navigation<Self, User> = Navigation::new("manager");
    /// #     const MAIL: Property<Self, String> = Property::new("mail");
    /// # }
    /// // A condition about users, in a list of objects of all kinds.
    /// let filter: Filter<DirectoryObject> = User::MANAGER.path(User::MAIL).upcast().eq("ada@example.org");
    /// assert_eq!(filter.to_string(), "NS.user/manager/mail eq 'ada@example.org'");
    /// ```
    pub fn upcast<B>(self) -> PropertyPath<B, V, E>
    where
        O: DerivedFrom<B>,
    {
        let start = cast_to::<O>(Expr::path(Vec::new()));
        Expression::of(start.steps(self.into_segments()))
    }
}

impl<O, E, End> Expression<O, Vec<E>, Direct<End>> {
    /// The elements that are of a derived type: `members/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn of_type<D: DerivedFrom<E>>(self) -> PropertyPath<O, Vec<D>, End> {
        Expression::of(cast_to::<D>(self.into_expr()))
    }
}

impl<O, E, M> Property<O, Vec<E>, M> {
    /// The elements that are of a derived type: `addresses/NS.homeAddress`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn of_type<D: DerivedFrom<E>>(self) -> PropertyPath<O, Vec<D>, Structural> {
        self.into_expression().of_type()
    }
}

impl<O, V> Expression<O, V, Variable> {
    /// Goes on as a derived type: `a/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn downcast<D: DerivedFrom<V>>(self) -> Expression<O, D, Variable> {
        Expression::of(cast_to::<D>(self.into_expr()))
    }
}

impl<O, E> Expression<O, Vec<E>, Variable> {
    /// The elements that are of a derived type: `a/members/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn of_type<D: DerivedFrom<E>>(self) -> Expression<O, Vec<D>, Variable> {
        Expression::of(cast_to::<D>(self.into_expr()))
    }
}

impl<O, V> Element<O, V> {
    /// Goes on as a derived type: `a/NS.user`.
    ///
    /// URL conventions 4.01, 4.11.
    pub fn downcast<D: DerivedFrom<V>>(self) -> Expression<O, D, Variable> {
        self.into_expression().downcast()
    }
}

operations! {
    /// Types.
    impl<V> V {
        /// The value as one of another primitive or enumeration type, or null where that cannot be:
        /// `cast(id,Edm.Int64)`.
        ///
        /// A type without a name, such as a collection, fails the request. For derived types see
        /// [`downcast`](Property::downcast).
        ///
        /// URL conventions 4.01, 5.1.1.10.1.
        ///
        /// ```
        /// # use clientwright_odata::Property;
        /// # struct User;
        /// # impl User { const AGE: Property<Self, i32> = Property::new("age"); }
        /// assert_eq!(User::AGE.cast::<String>().starts_with("4").to_string(), "startswith(cast(age,Edm.String),'4')");
        /// ```
        pub fn cast<T: Wire>(self) -> Expression<O, T> {
            Expression::of(with_type::<T>("cast", Some(self.into_expression().into_expr())))
        }

        /// Whether the value is of this type: `isof(owner,NS.user)`.
        ///
        /// URL conventions 4.01, 5.1.1.10.2.
        pub fn is_of<D: DerivedFrom<V>>(self) -> Filter<O> {
            Filter::of(with_type::<D>("isof", Some(self.into_expression().into_expr())))
        }
    }
}

impl<O, T> Navigation<O, T> {
    /// Whether the related entity is of this type: `isof(owner,NS.user)`.
    ///
    /// URL conventions 4.01, 5.1.1.10.2.
    pub fn is_of<D: DerivedFrom<T>>(self) -> Filter<O> {
        self.into_expression().is_of::<D>()
    }
}

/// Whether the entity itself is of a derived type: `isof(NS.user)`.
///
/// URL conventions 4.01, 5.1.1.10.2.
///
/// ```
/// # use clientwright_odata as rt;
/// # use clientwright_odata::{Filter, query::is_of};
/// # #[derive(Default)]
/// # struct DirectoryObject { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { DirectoryObject = "NS.directoryObject"; }
/// # #[derive(Default)]
/// # struct User { additional_properties: rt::PropertyBag, odata: Option<Box<rt::Annotations>> }
/// # rt::object! { User = "NS.user"; }
/// # rt::derived!(User: DirectoryObject);
/// let filter: Filter<DirectoryObject> = is_of::<User, _>();
/// assert_eq!(filter.to_string(), "isof(NS.user)");
/// ```
pub fn is_of<D: DerivedFrom<O>, O>() -> Filter<O> {
    Filter::of(with_type::<D>("isof", None))
}

fn with_type<T: Wire>(function: &'static str, of: Option<Expr>) -> Expr {
    match type_name::<T>() {
        Ok(name) => {
            let name = Expr::Word(Name::Borrowed(name));
            Expr::Call(function, of.into_iter().chain([name]).collect())
        }
        Err(invalid) => invalid,
    }
}
