//! Sentences and tokens alone, as JSON Lines: one letter a line, pairs of offsets, nothing else. Small enough to compare
//! any segmenter with any other.

use crate::asides;
use crate::offsets::{Offsets, unit_name};
use griffier_doc::Document;
use griffier_text::{Span, Unit};
use serde::Serialize;
use std::io;

/// The version of this record's form.
pub const SEGMENTS_SCHEMA: &str = "griffier-segments/1";

#[derive(Serialize)]
struct Record<'d> {
    schema: &'static str,
    id: &'d str,
    offsets: &'static str,
    /// Half-open pairs.
    sentences: Vec<(u64, u64)>,
    tokens: Vec<(u64, u64)>,
    /// What stands in a sentence and is none of it: the foot of a page, a note at its end.
    interruptions: Vec<(u64, u64)>,
}

/// Writes the sentences and tokens of `doc` as one line of JSON and a line break, offsets counted in `unit`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_segments(doc: &Document, unit: Unit, out: &mut impl io::Write) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), unit);
    let of = |span: Span| offsets.of(span);
    let record = Record {
        schema: SEGMENTS_SCHEMA,
        id: doc.id(),
        offsets: unit_name(unit),
        sentences: doc.sentences().iter().map(|sentence| of(sentence.span)).collect(),
        tokens: doc.tokens().iter().map(|token| of(token.span)).collect(),
        interruptions: doc
            .sentences()
            .iter()
            .flat_map(|sentence| asides::inside(doc, sentence))
            .map(|zone| of(zone.span))
            .collect(),
    };
    let mut line = serde_json::to_vec(&record)?;
    line.push(b'\n');
    out.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asides::tests::letter;
    use griffier_doc::{Sentence, Token, TokenKind, ZoneKind};

    #[test]
    fn a_record_holds_pairs_in_the_unit_asked_for() {
        let mut doc = Document::from_text("brief", "Eén zin. Nog één");
        let at = |start, end, kind| Token { span: Span::at(start, end), kind };
        let (word, stop) = (TokenKind::Word, TokenKind::Punctuation);
        doc.set_tokens(vec![
            at(0, 4, word),
            at(5, 8, word),
            at(8, 9, stop),
            at(10, 13, word),
            at(14, 18, word),
        ]);
        doc.set_sentences(vec![Sentence { span: Span::at(0, 9) }, Sentence { span: Span::at(10, 18) }]);
        let mut out = Vec::new();
        write_segments(&doc, Unit::Char, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"schema\":\"griffier-segments/1\",\"id\":\"brief\",\"offsets\":\"char\",\"sentences\":[[0,8],[9,15]],\
             \"tokens\":[[0,3],[4,7],[7,8],[9,12],[13,15]],\"interruptions\":[]}\n"
        );
    }

    #[test]
    fn what_interrupts_a_sentence_is_told() {
        let text = "Eén\nPagina 2\nzin";
        let doc = letter(text, &[text], &[("Pagina 2", ZoneKind::PageFurniture)]);
        let mut out = Vec::new();
        write_segments(&doc, Unit::Char, &mut out).unwrap();
        let record: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(record["interruptions"], serde_json::json!([[4, 12]]));
        assert_eq!(record["sentences"], serde_json::json!([[0, 16]]));
    }
}
