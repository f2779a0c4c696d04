//! The two reference files: everything in them is understood. Skipped when they are not there.
#![allow(clippy::print_stdout)]

use odata_csdl::diagnostics::Diagnostics;
use odata_csdl::source::SourceMap;

#[test]
fn timing() {
    for f in ["graph-v1.0.csdl.xml", "graph-beta.csdl.xml"] {
        let text = std::fs::read_to_string(format!(
            "{}/../../../shared/data/{f}",
            env!("CARGO_MANIFEST_DIR")
        ))
        .unwrap();
        let mut sources = SourceMap::new();
        let file = sources.add(f, text);
        let mut diags = Diagnostics::new();
        let t = std::time::Instant::now();
        let doc = odata_csdl::parse(&sources, file, &mut diags).unwrap();
        let t1 = t.elapsed();
        let schema = odata_csdl::resolve(&[doc], &[], &sources, &mut diags);
        println!(
            "parse {t1:?} total {:?}; paths {}",
            t.elapsed(),
            schema.path_annotations.len()
        );
        println!("{}", diags.render(&sources, false));
    }
}
