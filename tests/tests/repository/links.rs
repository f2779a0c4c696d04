//! Links of the documents refer to files and headings that exist, and the book has every page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use clientwright_tests::root;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The Markdown files of the repository.
fn documents() -> BTreeSet<PathBuf> {
    let (mut files, mut open) = (BTreeSet::new(), vec![root()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !["target", "node_modules", ".git"].contains(&&*name) {
                open.push(path);
            } else if name.ends_with(".md") {
                files.insert(path);
            }
        }
    }
    files
}

/// The links of a text and the anchors of its headings, by the rules of GitHub.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&heading.take().unwrap_or_default());
                let numbered = (1..).map(|number| format!("{anchor}-{number}"));
                let mut names = std::iter::once(anchor.clone()).chain(numbered);
                anchors.extend(names.find(|name| !anchors.contains(name)));
            }
            _ => {}
        }
    }
    (links, anchors)
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || [' ', '-', '_'].contains(c);
    let lower = heading.trim().to_lowercase();
    lower
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            component => normal.push(component),
        }
    }
    normal
}

#[test]
fn links_and_anchors_exist() {
    let mut anchors = BTreeMap::new();
    let mut links = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a text");
        let (own, headings) = links_and_anchors(&text);
        links.extend(own.into_iter().map(|link| (path.clone(), link)));
        anchors.insert(path, headings);
    }
    let mut checked = 0;
    let mut broken = Vec::new();
    for (document, link) in links {
        // An address, not a file: `https:`, `mailto:`.
        if link.split('/').next().is_some_and(|it| it.contains(':')) {
            continue;
        }
        checked += 1;
        let (path, fragment) = match link.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (&*link, None),
        };
        let target = match path {
            "" => document.clone(),
            path => normal(&document.parent().expect("a folder").join(path)),
        };
        // Other files have no headings: `#L10` is a line.
        let heading = |name: &str| anchors.get(&target).is_none_or(|all| all.contains(name));
        if !target.exists() || !fragment.is_none_or(heading) {
            broken.push(format!("{}: {link}", document.display()));
        }
    }
    assert!(checked > 200, "{checked} links");
    assert!(broken.is_empty(), "these links lead nowhere: {broken:#?}");
}

/// The first heading of a page.
fn title(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a text");
    let line = text.lines().find(|line| line.starts_with("# "));
    let title = line.map(|line| line[2..].trim().to_owned());
    title.unwrap_or_else(|| panic!("{} has no heading", path.display()))
}

/// Each page is in the table of contents once. `INSTA_UPDATE=always` writes the list of the decisions again.
#[test]
fn the_book_has_every_page() {
    let docs = root().join("docs");
    let summary = docs.join("SUMMARY.md");
    let text = fs::read_to_string(&summary).expect("a text");

    let (chapters, _) = text.split_once("\n# Decisions\n").expect("a part");
    let decisions = documents()
        .into_iter()
        .filter(|path| path.starts_with(docs.join("decisions")));
    let lines: String = decisions
        .map(|path| {
            let name = path
                .strip_prefix(&docs)
                .expect("it is there")
                .display()
                .to_string();
            format!("- [{}]({name})\n", title(&path))
        })
        .collect();
    super::fresh(
        "docs/SUMMARY.md",
        &format!("{chapters}\n# Decisions\n\n{lines}"),
    );

    let text = fs::read_to_string(&summary).expect("a text");
    let (listed, _) = links_and_anchors(&text);
    let mut pages = BTreeSet::new();
    for page in listed {
        assert!(pages.insert(docs.join(&page)), "{page} is there twice");
    }
    let mut all = documents();
    all.retain(|path| path.starts_with(&docs) && *path != summary);
    let missing: Vec<_> = all.difference(&pages).collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:#?}");
}
