//! Rules for the files of this repository.

mod boundaries;
mod generated;
mod modules;
mod stages;
mod tables;
