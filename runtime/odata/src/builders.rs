//! What turns the description of a generated builder into its type.

/// Makes a generated builder: a type around a [`Collection`](crate::Collection) or an [`Item`](crate::Item) that derefs to it, with
/// `new`, `Clone` and `Debug`. Its own methods are inherent, and reach what it stands at by `self.0`.
///
/// ```
/// use clientwright_odata as rt;
/// # type User = serde_json::Value;
///
/// rt::builder! {
///     /// Requests to a collection of users.
///     pub UserCollection: Collection<User>
/// }
///
/// fn count<C: rt::capability::List>(users: &UserCollection<C>) -> rt::request::Count<User> {
///     users.clone().count()
/// }
/// ```
#[macro_export]
macro_rules! builder {
    ($(#[$attribute:meta])* pub $name:ident: Collection<$entity:ty>) => {
        $crate::__builder!(
            [$(#[$attribute])*] $name, Collection, $entity, collection,
            "Wraps a collection of the runtime, for paths without generated code."
        );
    };
    ($(#[$attribute:meta])* pub $name:ident: Item<$entity:ty>) => {
        $crate::__builder!(
            [$(#[$attribute])*] $name, Item, $entity, item,
            "Wraps an item of the runtime, for paths without generated code."
        );
    };
}

// Nothing is derived: the impls of derives have a bound for `C`, with which rustc has to prove everything anew.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ([$($attributes:tt)*] $name:ident, $inner:ident, $entity:ty, $argument:ident, $docs:literal) => {
        $($attributes)*
        pub struct $name<C = $crate::capability::Full>($crate::$inner<$entity, C>);

        impl<C> $name<C> {
            #[doc = $docs]
            pub fn new($argument: $crate::$inner<$entity, C>) -> Self {
                Self($argument)
            }
        }

        impl<C> ::core::ops::Deref for $name<C> {
            type Target = $crate::$inner<$entity, C>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<C> ::core::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<C> ::core::fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::Show::show(&self.0, ::core::stringify!($name), f)
            }
        }
    };
}

/// Makes the call of a function or an action with optional parameters, which are methods of it: a type around a
/// [`Function`](crate::operation::Function) or an [`Action`](crate::operation::Action) that can be awaited, with `new`, `request` and
/// `Debug`. After the type of the request stands the method that makes it.
///
/// ```
/// use clientwright_odata as rt;
///
/// rt::call! {
///     /// The function `NS.nearest`.
///     pub NearestCall: Function -> rt::request::Call<String> = call()
/// }
///
/// impl NearestCall {
///     /// `distance`: `Edm.Int32`.
///     pub fn distance(self, distance: i32) -> Self {
///         Self(self.0.argument("distance", distance))
///     }
/// }
/// ```
#[macro_export]
macro_rules! call {
    ($(#[$attribute:meta])* pub $name:ident: Function -> $request:ty = $($end:tt)*) => {
        $crate::__call!([$(#[$attribute])*] $name, Function, call, call, $request, $($end)*);
    };
    ($(#[$attribute:meta])* pub $name:ident: Action -> $request:ty = $($end:tt)*) => {
        $crate::__call!(
            [$(#[$attribute])*] $name, Action, call, call.with_parameters(), $request, $($end)*
        );
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    (
        [$($attributes:tt)*] $name:ident, $operation:ident, $call:ident, $begun:expr, $request:ty, $($end:tt)*
    ) => {
        $($attributes)*
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $name($crate::operation::$operation);

        impl $name {
            /// Wraps a call of the runtime, for calls without generated code.
            pub fn new($call: $crate::operation::$operation) -> Self {
                Self($begun)
            }

            /// The request, for options, headers and batches.
            pub fn request(self) -> $request {
                self.0.$($end)*
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = <$request as ::core::future::IntoFuture>::Output;
            type IntoFuture = <$request as ::core::future::IntoFuture>::IntoFuture;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.request())
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_tuple(::core::stringify!($name)).field(&self.0).finish()
            }
        }
    };
}
