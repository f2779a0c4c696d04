//! The pages: Markdown with a table in each section.

/// The content of a page.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    text: String,
}

impl Page {
    pub(crate) fn read(name: &'static str) -> Self {
        let text = crate::read(&format!("docs/{name}.beta.md"));
        Self { name, text }
    }

    /// The first two columns of the table below a heading, links replaced by their text.
    pub(crate) fn table(&self, heading: &str) -> Vec<(String, String)> {
        let (_, section) = self
            .text
            .split_once(&format!("\n## {heading}\n"))
            .expect("the page has the section");
        let section = section
            .split("\n## ")
            .next()
            .expect("a split has a first part");
        let rows: Vec<_> = section
            .lines()
            .filter(|line| line.starts_with('|'))
            .skip(2)
            .map(|line| {
                let mut cells = line.split('|').skip(1).map(plain);
                let mut cell = || cells.next().expect("a row has two cells");
                (cell(), cell())
            })
            .collect();
        assert!(!rows.is_empty(), "{}: no {heading}", self.name);
        rows
    }

    /// The values that the row of an enumeration lists.
    pub(crate) fn listed_values(&self, property: &str) -> Vec<String> {
        let start = format!("|{property}|");
        let mut lines = self.text.lines();
        let row = lines
            .find(|line| line.starts_with(&start))
            .expect("the page has the property");
        let (_, values) = row
            .split_once("possible values are: ")
            .expect("the page lists its values");
        let values = values.split('.').next().expect("a split has a first part");
        values
            .split(", ")
            .map(|value| value.trim_matches('`').to_owned())
            .collect()
    }

    /// The names of the JSON representation.
    pub(crate) fn json(&self) -> Vec<String> {
        let (_, json) = self
            .text
            .split_once("``` json\n")
            .expect("the page shows JSON");
        let json = json.split("```").next().expect("a split has a first part");
        let json: serde_json::Map<_, _> = serde_json::from_str(json).expect("it is JSON");
        json.into_iter()
            .map(|(name, _)| name)
            .filter(|name| !name.starts_with('@'))
            .collect()
    }
}

/// A cell without its markup.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    match cell
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("))
    {
        Some((text, rest)) => format!(
            "{text}{}",
            rest.split_once(')').map_or("", |(_, rest)| rest)
        ),
        None => cell.to_owned(),
    }
}

/// The Rust type of a property, from its type on a page.
pub(crate) fn value_type(text: &str) -> String {
    match text {
        "String" | "DateTimeOffset" => text.to_owned(),
        "Int32" => "i32".to_owned(),
        named => {
            let name = named.rsplit('.').next().expect("a split has a last part");
            let mut letters = name.chars();
            let first = letters.next().expect("a type has a name");
            format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
        }
    }
}

pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
