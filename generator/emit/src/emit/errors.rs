//! Errors of operations of OpenAPI: an enum by a macro of the runtime, or another name for one.

use clientwright_model::{ErrorVariant, Errors, ErrorsKind, Output, Status};

use super::{INDENT, Place, docs_text};

/// The definition as text.
pub(super) fn errors(place: Place<'_>, item: &Errors) -> String {
    let name = &item.name;
    match &item.kind {
        ErrorsKind::Enum(variants) => {
            let docs = docs_text(&item.docs, INDENT);
            let variants: String = variants.iter().map(|it| variant(place, it)).collect();
            format!(
                "rt::declared_errors! {{\n{docs}{INDENT}pub enum {name} {{\n{variants}{INDENT}}}\n}}\n"
            )
        }
        ErrorsKind::SameAs(other) => {
            let (docs, other) = (docs_text(&item.docs, ""), place.path_text(other));
            format!("{docs}pub type {name} = {other};\n")
        }
    }
}

fn variant(place: Place<'_>, item: &ErrorVariant) -> String {
    let (ty, read) = match &item.output {
        Output::Text(ty) => (place.ty_text(ty), "text"),
        Output::Json { ty, .. } => (place.ty_text(ty), "json"),
        Output::Bytes => ("rt::Bytes".to_owned(), "bytes"),
        // The others have no value in an error.
        Output::Empty
        | Output::ByStatus(_)
        | Output::Pages { .. }
        | Output::Items(_)
        | Output::Events { .. } => ("()".to_owned(), "empty"),
    };
    let status = match item.status {
        Status::Exactly(code) => format!("Exactly({code})"),
        Status::Range(digit) => format!("Range({digit})"),
        Status::Default => "Default".to_owned(),
    };
    let media = match item.media.is_empty() {
        true => String::new(),
        false => format!(", {:?}", item.media.join(", ")),
    };
    let name = &item.name;
    format!("{INDENT}{INDENT}{name}({ty}): {read}[{status}{media}],\n")
}
