//! Names: spelling, distinct names, scopes, the lock file, and names of files.

pub mod file_names;
pub mod letters;
pub mod lock;
pub mod names;
pub mod scopes;
