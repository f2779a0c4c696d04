//! Every golden compiles, and its values make it through the wire.

/// The generated code of all cases, a module each.
#[allow(unreachable_pub, reason = "a test has no one to export to")]
pub mod goldens {
    include!(concat!(env!("OUT_DIR"), "/goldens.rs"));
}
