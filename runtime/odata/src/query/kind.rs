//! What an [`Expression`](crate::query::Expression) is besides its value, as its third parameter.
//! The compiler infers it. It is named where an expression is kept, or returned by a function:
//!
//! ```
//! use clientwright_odata::query::kind::{Calculated, Direct, Many, One, Structural, Variable};
//! use clientwright_odata::query::{Expression, PropertyPath, it};
//! use clientwright_odata::{Navigation, NavigationCollection, Property};
//! # struct User;
//! # struct Team;
//! # impl User {
//! #     const NAME: Property<Self, String> = Property::new("name");
//! #     const MANAGER: Navigation<Self, User> = Navigation::new("manager");
//! #     const TEAM: Navigation<Self, Team> = Navigation::new("team");
//! # }
//! # impl Team { const MEMBERS: NavigationCollection<Self, User> = NavigationCollection::new("members"); }
//!
//! // Paths, which can be selected or expanded.
//! let name: Expression<User, String, Direct<Structural>> = User::MANAGER.path(User::NAME);
//! let manager: Expression<User, User, Direct<One>> = User::MANAGER.path(User::MANAGER);
//! let members: PropertyPath<User, Vec<User>, Many> = User::TEAM.path(Team::MEMBERS);
//! assert_eq!(members.top(3).to_string(), "team/members($top=3)");
//! assert_eq!(manager.levels(2).to_string(), "manager/manager($levels=2)");
//!
//! // A path that does not begin at the entity, and a result: neither can be selected.
//! let own: Expression<User, String, Variable> = it::<User, User>().path(User::NAME);
//! let lower: Expression<User, String, Calculated> = own.to_lower();
//! assert_eq!(name.eq(lower).to_string(), "manager/name eq tolower($it/name)");
//! ```

use std::marker::PhantomData;

/// The path of a property from the entity: can be selected. `End` is the kind of the last property.
#[derive(Clone, Copy, Debug)]
pub struct Direct<End = Structural>(PhantomData<End>);

/// The variable of an `any` or `all`, `$it`, `$this` and `$root`, or a path from one of them.
#[derive(Clone, Copy, Debug)]
pub struct Variable(());

/// The result of an operator or a function.
#[derive(Clone, Copy, Debug)]
pub struct Calculated(());

/// The end of a path that is a structural property.
#[derive(Clone, Copy, Debug)]
pub struct Structural(());

/// The end of a path that is a navigation property to at most one entity: may be expanded.
#[derive(Clone, Copy, Debug)]
pub struct One(());

/// The end of a path that is a navigation property to many entities: may be expanded.
#[derive(Clone, Copy, Debug)]
pub struct Many(());
