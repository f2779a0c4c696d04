//! Names: spelling, distinct names, names scope by scope, the lock file, and the names of files.

pub mod file_names;
pub mod letters;
pub mod lock;
pub mod names;
pub mod scopes;
