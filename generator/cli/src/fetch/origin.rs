//! Where a fetched file comes from, in a file next to it: `service.csdl.xml.origin.toml`.
//!
//! Generated code never has these facts, so that a download of the same text changes no output.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::value::Datetime;

/// Where a description comes from.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Origin {
    /// The address that was requested.
    pub(crate) url: String,
    /// When its text was fetched last, in UTC.
    pub(crate) fetched: Option<Datetime>,
    /// SHA-256 of the file.
    pub(crate) sha256: String,
    /// For conditional requests.
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    /// The selection of a slice.
    #[serde(default)]
    pub(crate) slice: Vec<String>,
    /// The documents that it refers to.
    #[serde(default)]
    pub(crate) document: Vec<Referenced>,
}

/// A document that was fetched because another one refers to it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Referenced {
    /// Path from the folder of the main file; empty if a slice contains it.
    #[serde(default)]
    pub(crate) file: String,
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) sha256: String,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// The file that states the origin of another one.
pub(crate) fn path(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".origin.toml");
    file.with_file_name(name)
}

/// The origin of a file; `None` if no file states it.
///
/// # Errors
///
/// A file that is not valid.
pub(crate) fn read(file: &Path) -> Result<Option<Origin>, String> {
    match clientwright::read_text(&path(file)) {
        Ok(text) => match toml::from_str(&text) {
            Ok(origin) => Ok(Some(origin)),
            Err(error) => Err(error.message().to_owned()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read: {error}")),
    }
}

#[cfg(feature = "fetch")]
impl Origin {
    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

        let mut document = DocumentMut::new();
        let put = |table: &mut Table, key: &str, text: Option<&str>| {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                table.insert(key, value(text));
            }
        };
        let root = document.as_table_mut();
        put(root, "url", Some(&self.url));
        if let Some(date) = self.fetched {
            root.insert("fetched", value(date));
        }
        put(root, "sha256", Some(&self.sha256));
        put(root, "etag", self.etag.as_deref());
        put(root, "last-modified", self.last_modified.as_deref());
        if !self.slice.is_empty() {
            let list = toml_edit::Array::from_iter(&self.slice);
            root.insert("slice", value(list));
        }
        let mut all = ArrayOfTables::new();
        for referenced in &self.document {
            let mut table = Table::new();
            put(&mut table, "file", Some(&referenced.file));
            put(&mut table, "url", Some(&referenced.url));
            put(&mut table, "sha256", Some(&referenced.sha256));
            put(&mut table, "etag", referenced.etag.as_deref());
            put(
                &mut table,
                "last-modified",
                referenced.last_modified.as_deref(),
            );
            all.push(table);
        }
        if !all.is_empty() {
            root.insert("document", Item::ArrayOfTables(all));
        }
        format!(
            "# Written by `clientwright fetch`: where the file of this name without `.origin.toml` comes from.\n{document}"
        )
    }

    /// Whether both describe the same texts; the dates do not matter.
    pub(crate) fn is_same_text(&self, other: &Self) -> bool {
        let texts = |origin: &Self| {
            let referenced = origin.document.iter();
            let referenced = referenced.map(|d| (d.file.clone(), d.url.clone(), d.sha256.clone()));
            (
                origin.url.clone(),
                origin.sha256.clone(),
                origin.slice.clone(),
                referenced.collect::<Vec<_>>(),
            )
        };
        texts(self) == texts(other)
    }
}
