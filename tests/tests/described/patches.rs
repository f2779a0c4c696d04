//! Files in any media type, and patches of maps: the types of `80-files-and-patches`.

use clientwright_openapi::{Body, Bytes, Call, from_json, to_json};

use crate::generated::case_80_files_and_patches as files;

/// Entries of a map are changed and removed as declared properties are.
pub(crate) fn entries_of_maps() {
    let text = r#"{"labels":{"a":{"text":"t","color":null},"b":null},"counts":{"c":1,"d":null}}"#;
    let patch: files::BoxPatch = from_json(text.as_bytes()).expect("a patch of a map");
    let written = to_json(&patch).expect("JSON");
    let read = |json: &[u8]| serde_json::from_slice::<serde_json::Value>(json).expect("JSON");
    assert_eq!(read(&written), read(text.as_bytes()));
    let received = from_json::<files::Box>(br#"{"counts":{"d":null}}"#);
    assert!(received.is_err(), "an entry that is received is not null");
}

/// Never called: that it compiles is the test.
#[expect(dead_code, reason = "a test of types")]
fn bytes(client: &files::AcmeClient, file: Body, part: Body) -> (Call<Bytes>, Call<()>) {
    let form = files::builders::PutPartsForm::new(part);
    (client.put_file(file), client.put_parts(form))
}
