//! Broken input never causes a panic or a hang, and input that cannot be read is always reported.

use clientwright_csdl::{Everything, WriteOptions, parse, resolve, write};
use clientwright_diagnostics::Diagnostics;
use clientwright_diagnostics::source::SourceMap;

const SAMPLE: &str = include_str!("rich.xml");

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn mutate(random: &mut Random) -> String {
    let mut bytes = SAMPLE.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << random.below(8),
            2 => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => bytes[at] = b"<>&\"'/=;. \0:(@#"[random.below(15)],
            4 => {
                let end = (at + random.below(400)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            // Names are exchanged, so that they refer to declarations of other kinds.
            _ => {
                let names = [
                    "self.Thing",
                    "self.Product",
                    "self.Colour",
                    "self.Code",
                    "Edm.String",
                    "self.Store",
                    "self.top",
                ];
                let (from, to) = (names[random.below(7)], names[random.below(7)]);
                bytes = String::from_utf8_lossy(&bytes)
                    .replacen(from, to, 1 + random.below(3))
                    .into_bytes();
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn mutated_metadata_does_not_panic() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..3000 {
        let text = mutate(&mut random);
        let mut sources = SourceMap::new();
        let file = sources.add("mutated.xml", text);
        let mut diags = Diagnostics::new();
        let document = parse(&sources, file, &mut diags);
        assert!(
            document.is_some() || diags.has_errors(),
            "round {round} fails silently"
        );
        let documents: Vec<_> = document.into_iter().collect();
        // The same document as overlay uses the other code paths too.
        let schema = resolve(&documents, &documents, &sources, &mut diags);
        write(&schema, &Everything, WriteOptions::default());
        diags.render(&sources, round % 2 == 0);
    }
}
