//! Byte offsets in the unit a reader asks for.

use griffier_text::{Span, Unit};

/// One forward pass counts the units at every so many bytes; a look-up counts the rest of its block.
const BLOCK: usize = 256;

/// Translates byte offsets of one text into a unit.
pub(crate) struct Offsets<'t> {
    bytes: &'t [u8],
    unit: Unit,
    /// Units before each block; empty when bytes and units agree.
    before: Vec<u64>,
}

impl<'t> Offsets<'t> {
    /// Reads `text` once; not at all for bytes.
    pub(crate) fn new(text: &'t str, unit: Unit) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if unit != Unit::Byte && !text.is_ascii() {
            let mut total = 0;
            for block in bytes.chunks(BLOCK) {
                before.push(total);
                total += count(block, unit);
            }
            before.push(total);
        }
        Self { bytes, unit, before }
    }

    /// The start and end of `span` in units.
    pub(crate) fn of(&self, span: Span) -> (u64, u64) {
        (self.at(span.start()), self.at(span.end()))
    }

    fn at(&self, offset: usize) -> u64 {
        let offset = offset.min(self.bytes.len());
        match self.before.get(offset / BLOCK) {
            Some(before) => before + count(&self.bytes[offset / BLOCK * BLOCK..offset], self.unit),
            None => offset as u64,
        }
    }
}

/// The name by which a record says what its offsets count.
pub(crate) const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Byte => "byte",
        Unit::Char => "char",
        Unit::Utf16 => "utf16",
    }
}

/// The units of the characters that begin within `bytes`.
fn count(bytes: &[u8], unit: Unit) -> u64 {
    let begins = |byte: &&u8| (**byte & 0xc0) != 0x80;
    let count = match unit {
        Unit::Byte => bytes.len(),
        Unit::Char => bytes.iter().filter(begins).count(),
        // Characters of four bytes are surrogate pairs.
        Unit::Utf16 => {
            bytes.iter().filter(begins).count() + bytes.iter().filter(|&&byte| byte >= 0xf0).count()
        }
    };
    count as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let (chars, utf16) = (Offsets::new(text, Unit::Char), Offsets::new(text, Unit::Utf16));
        let bytes = Offsets::new(text, Unit::Byte);
        for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let span = Span::at(0, at);
            assert_eq!(bytes.of(span), (0, at as u64));
            assert_eq!(chars.of(span), (0, text[..at].chars().count() as u64), "chars before {at}");
            assert_eq!(utf16.of(span), (0, text[..at].encode_utf16().count() as u64), "utf-16 before {at}");
        }
    }

    #[test]
    fn every_offset_counts_what_stands_before_it() {
        check("");
        check("alleen ascii");
        check("é€😀");
        check(&"a".repeat(3 * BLOCK));
        for shift in 0..4 {
            check(&format!("{}{}", "x".repeat(shift), "één € 😀 ".repeat(100)));
        }
    }
}
