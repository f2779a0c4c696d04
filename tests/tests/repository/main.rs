//! Rules for the files of this repository.

mod boundaries;
mod generated;
mod modules;
mod release;
mod stages;
mod tables;
