//! From bytes of a text to code points, which is what Python counts.

use griffier::Span;

/// One pass counts the code points at every so many bytes; a look-up counts the rest of its block.
const BLOCK: usize = 256;

/// Code points before each block of a text; empty if it is ASCII.
#[derive(Debug)]
pub(crate) struct Chars(Vec<u32>);

impl Chars {
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self(Vec::new());
        }
        let mut total = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = total;
            total += count(block);
            before
        });
        let mut before: Vec<u32> = blocks.collect();
        before.push(total);
        Self(before)
    }

    /// The start and end of `span` of `text`, in code points.
    pub fn of(&self, text: &str, span: Span) -> (usize, usize) {
        (self.at(text, span.start()), self.at(text, span.end()))
    }

    fn at(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let rest = text.as_bytes().get(offset / BLOCK * BLOCK..offset).unwrap_or_default();
        self.0.get(offset / BLOCK).map_or(offset, |&before| (before + count(rest)) as usize)
    }
}

/// The characters that begin within `bytes`.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| (byte & 0xc0) != 0x80).count() as u32
}
