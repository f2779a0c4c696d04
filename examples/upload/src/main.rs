//! Creates a picture from its bytes, sends its thumbnail as a stream, and reads the picture as it comes.
//!
//! ```text
//! cargo run -- https://gallery.example.com/odata picture.png thumbnail.png
//! ```

/// The generated client.
pub mod gallery {
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

use std::io::Write;

use bytes::Bytes;
use clientwright_odata::{Body, Error, Object as _};
use futures_util::{TryStreamExt as _, stream};
use gallery::{GalleryClient, Picture};

/// Creates a picture from bytes in memory. They are sent again if the service is busy.
async fn create(gallery: &GalleryClient, bytes: Vec<u8>) -> Result<i32, Error> {
    let created = gallery.pictures().create_media("image/png", bytes).await?;
    let picture = created.try_into_entity()?;
    Ok(*picture.require(Picture::ID)?)
}

/// Sends a thumbnail in parts, as a program does that reads it from elsewhere. A stream is sent once.
async fn set_thumbnail(gallery: &GalleryClient, id: i32, parts: Vec<Bytes>) -> Result<(), Error> {
    let parts = stream::iter(parts.into_iter().map(Ok::<_, std::io::Error>));
    let thumbnail = gallery.pictures().id(id).thumbnail();
    thumbnail
        .upload("image/png", Body::from_stream(parts))
        .await
}

/// Writes the bytes of a picture as they come, and returns how many there are.
async fn save(
    gallery: &GalleryClient,
    id: i32,
    to: &mut impl Write,
) -> Result<usize, Box<dyn std::error::Error>> {
    let mut bytes = gallery.pictures().id(id).value().download().await?;
    let mut length = 0;
    while let Some(part) = bytes.try_next().await? {
        length += part.len();
        to.write_all(&part)?;
    }
    Ok(length)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("the URL of a service, and a file")?;
    let file = arguments.next().ok_or("a file")?;
    let gallery = GalleryClient::builder().base_url(url).build()?;
    let id = create(&gallery, std::fs::read(file)?).await?;
    if let Some(thumbnail) = arguments.next() {
        set_thumbnail(&gallery, id, vec![std::fs::read(thumbnail)?.into()]).await?;
    }
    let length = save(&gallery, id, &mut std::io::sink()).await?;
    println!("picture {id} has {length} bytes");
    Ok(())
}

#[cfg(test)]
mod tests {
    use clientwright_mock::{Method, Mock};

    use super::*;

    type Result = std::result::Result<(), Box<dyn std::error::Error>>;

    fn gallery() -> std::result::Result<(Mock, GalleryClient), Box<dyn std::error::Error>> {
        let mock = Mock::start("service.csdl.xml")?;
        let gallery = GalleryClient::builder().base_url(mock.url()).build()?;
        Ok((mock, gallery))
    }

    #[tokio::test]
    async fn a_picture_is_created_from_bytes() -> Result {
        let (mock, gallery) = gallery()?;
        let picture = Picture {
            id: Some(7),
            ..Picture::default()
        };
        mock.on(Method::POST, "/Pictures").reply(201, &picture)?;
        assert_eq!(create(&gallery, vec![1, 2, 3]).await?, 7);
        let requests = mock.requests();
        assert_eq!(requests[0].header("content-type"), Some("image/png"));
        assert_eq!(&*requests[0].body, [1, 2, 3]);
        Ok(())
    }

    #[tokio::test]
    async fn a_thumbnail_is_sent_in_parts() -> Result {
        let (mock, gallery) = gallery()?;
        mock.on(Method::PUT, "/{picture}/Thumbnail").no_content();
        set_thumbnail(
            &gallery,
            7,
            vec![Bytes::from_static(&[1, 2]), Bytes::from_static(&[3])],
        )
        .await?;
        let requests = mock.requests();
        assert_eq!(requests[0].line(), "PUT /Pictures(7)/Thumbnail");
        assert_eq!(&*requests[0].body, [1, 2, 3]);
        Ok(())
    }

    #[tokio::test]
    async fn a_picture_is_read_as_it_comes() -> Result {
        let (mock, gallery) = gallery()?;
        let picture: Vec<u8> = (0..=255).cycle().take(300_000).collect();
        mock.on(Method::GET, "/{picture}/$value")
            .bytes(200, "image/png", picture.clone())?;
        let mut read = Vec::new();
        assert_eq!(save(&gallery, 7, &mut read).await?, 300_000);
        assert_eq!(read, picture);
        Ok(())
    }
}
