//! Reads a list that comes in pages: all of it, as a stream that ends early, and page by page.
//!
//! ```text
//! clientwright mock --schema service.csdl.xml --port 8080 --page-size 2 --seed documents.json
//! cargo run -- http://127.0.0.1:8080
//! ```

/// The generated client.
pub mod archive {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use archive::{ArchiveClient, Document};
use clientwright_odata::{Error, Page};
use futures_util::TryStreamExt as _;

/// All titles since a year. The links to further pages are followed.
async fn titles(archive: &ArchiveClient, since: i32) -> Result<Vec<String>, Error> {
    let documents = archive
        .documents()
        .list()
        .filter(Document::YEAR.ge(since))
        .select(Document::TITLE)
        .order_by(Document::TITLE)
        .collect_all()
        .await?;
    let titles = documents.into_iter().filter_map(|document| document.title);
    Ok(titles.collect())
}

/// The first document whose title has a word. Pages after it are not requested.
async fn find(archive: &ArchiveClient, word: &str) -> Result<Option<Document>, Error> {
    let mut documents = archive.documents().list().stream();
    while let Some(document) = documents.try_next().await? {
        if document
            .title
            .as_deref()
            .is_some_and(|title| title.contains(word))
        {
            return Ok(Some(document));
        }
    }
    Ok(None)
}

/// One page: the first, or the one of a link. The link to the next one can be stored, and used by another process.
async fn page(archive: &ArchiveClient, link: Option<&str>) -> Result<Page<Document>, Error> {
    match link {
        Some(link) => archive.client().page(link).await,
        None => archive.documents().list().await,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let url = std::env::args()
        .nth(1)
        .unwrap_or("http://127.0.0.1:8080".to_owned());
    let archive = ArchiveClient::builder().base_url(url).build()?;
    println!("since 1900: {:?}", titles(&archive, 1900).await?);
    println!(
        "about maps: {:?}",
        find(&archive, "Maps")
            .await?
            .and_then(|document| document.id)
    );
    let mut link = None;
    loop {
        let page = page(&archive, link.as_deref()).await?;
        println!("a page of {}", page.items.len());
        link = page.next_link;
        if link.is_none() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use clientwright_mock::Mock;

    use super::*;

    type Result = std::result::Result<(), Box<dyn std::error::Error>>;

    /// Five documents in pages of two.
    fn archive() -> std::result::Result<(Mock, ArchiveClient), Box<dyn std::error::Error>> {
        let mock = Mock::builder("service.csdl.xml").page_size(2).start()?;
        let document = |(id, title, year): (i32, &str, i32)| Document {
            id: Some(id),
            title: Some(title.to_owned()),
            year: Some(year),
            ..Document::default()
        };
        let documents = [
            (1, "Letters", 1890),
            (2, "Maps of the coast", 1901),
            (3, "Bills", 1902),
            (4, "Accounts", 1950),
            (5, "Photographs", 1961),
        ];
        mock.seed("/Documents", &documents.map(document))?;
        let archive = ArchiveClient::builder().base_url(mock.url()).build()?;
        Ok((mock, archive))
    }

    #[tokio::test]
    async fn all_pages_are_read() -> Result {
        let (mock, archive) = archive()?;
        let titles = titles(&archive, 1900).await?;
        assert_eq!(
            titles,
            ["Accounts", "Bills", "Maps of the coast", "Photographs"]
        );
        assert_eq!(mock.requests().len(), 2);
        Ok(())
    }

    #[tokio::test]
    async fn a_stream_requests_no_page_that_is_not_needed() -> Result {
        let (mock, archive) = archive()?;
        let found = find(&archive, "Maps").await?.expect("it is there");
        assert_eq!(found.id, Some(2));
        assert_eq!(mock.requests().len(), 1);
        Ok(())
    }

    #[tokio::test]
    async fn a_link_continues_the_list() -> Result {
        let (_mock, archive) = archive()?;
        let first = page(&archive, None).await?;
        let second = page(&archive, first.next_link.as_deref()).await?;
        let last = page(&archive, second.next_link.as_deref()).await?;
        assert_eq!(
            (first.items.len(), second.items.len(), last.items.len()),
            (2, 2, 1)
        );
        assert_eq!(last.next_link, None);
        Ok(())
    }
}
