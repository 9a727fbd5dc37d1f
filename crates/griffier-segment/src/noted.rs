//! Notes that the file itself sets apart, bound to the marks that it names.

use crate::footnotes::{Note, Notes};
use griffier_doc::{BlockKind, Document};
use griffier_text::Span;
use std::collections::HashMap;

/// The notes of the markup; `None` where it has none, and the text alone can show them.
///
/// Labels may begin anew: where a label is called as often as it has notes, each call has its own.
pub(crate) fn notes(doc: &Document) -> Option<Notes> {
    let mut marks: HashMap<&str, Vec<Span>> = HashMap::new();
    for mark in &doc.markup().marks {
        marks.entry(&mark.label).or_default().push(mark.span);
    }
    let labeled = || {
        doc.markup().blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Note(label) => Some((label.as_ref(), block.span)),
            _ => None,
        })
    };
    let mut left: HashMap<&str, usize> = HashMap::new();
    for (label, _) in labeled() {
        *left.entry(label).or_default() += 1;
    }
    let mut taken: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::new();
    for (label, block) in labeled() {
        let words = doc.slice(block);
        let printed = words.find(char::is_whitespace).unwrap_or(words.len());
        let text = printed + words[printed..].len() - words[printed..].trim_start().len();
        let (from, notes) = (taken.entry(label).or_default(), left.entry(label).or_default());
        let calls = marks.get(label).map_or(&[][..], Vec::as_slice);
        // The last note of a label takes every call that is left.
        let to = if *notes == 1 { calls.len() } else { calls.len().min(*from + 1) };
        let own = calls.get(*from..to).unwrap_or(&[]).to_vec();
        (*from, *notes) = (to, *notes - 1);
        let at = |from: usize, to: usize| Span::at(block.start() + from, block.start() + to);
        all.push(Note::said(label, at(0, printed), block, at(text, words.len()), own));
    }
    (!all.is_empty()).then_some(Notes { all })
}

#[cfg(test)]
mod tests {
    use griffier_doc::{Block, BlockKind, Document, Mark, Markup};
    use griffier_text::Span;

    /// A document whose lines are blocks: `[x] ` opens a note with label x, and `[x]` elsewhere calls it.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &[usize], &str)]) {
        let mut markup = Markup::default();
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::at(start, start + line.len());
            let label = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map(|(label, _)| label);
            for (at, _) in line.match_indices('[').filter(|_| label.is_none()) {
                let end = at + line[at..].find(']').unwrap() + 1;
                let label = line[at + 1..end - 1].into();
                markup.marks.push(Mark { span: Span::at(start + at, start + end), label });
            }
            let kind = label.map_or(BlockKind::Text, |label| BlockKind::Note(label.into()));
            markup.blocks.push(Block { span, kind });
            start = span.end() + 1;
        }
        let mut doc = Document::from_text("t", text);
        doc.set_markup(markup);
        crate::segment(&mut doc);
        let found: Vec<(&str, Vec<usize>, &str)> = doc
            .footnotes()
            .iter()
            .map(|note| {
                let marks = note.marks.iter().map(|mark| mark.start()).collect();
                (note.label.as_str(), marks, doc.slice(note.note))
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(label, marks, note)| (*label, marks.to_vec(), *note)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_note_is_bound_to_every_call_of_its_label() {
        check("Een zin.[*] Nog een.[*]\n[*] Noot.", &[("*", &[8, 20], "Noot.")]);
        check("Een zin.\n[1] Noot.", &[("1", &[], "Noot.")]);
    }

    #[test]
    fn a_label_that_begins_anew_has_its_own_note() {
        check(
            "Een zin.[1]\n[1] Noot.\nNog een.[1] En weer.[1]\n[1] Andere.",
            &[("1", &[8], "Noot."), ("1", &[30, 42], "Andere.")],
        );
    }

    #[test]
    fn a_heading_of_the_markup_is_no_note() {
        let text = "De provincies Noord-Brabant en Gelderland.¹\n\n1. Financiën\n\nEr is geld.\n\n¹ Brief A";
        let at = text.find("1. Fin").unwrap();
        let mut doc = Document::from_text("t", text);
        let block = |span, kind| Block { span, kind };
        doc.set_markup(Markup {
            blocks: vec![
                block(Span::at(0, at - 2), BlockKind::Text),
                block(Span::at(at, at + 13), BlockKind::Heading(2)),
                block(Span::at(at + 15, text.len()), BlockKind::Text),
            ],
            ..Markup::default()
        });
        crate::segment(&mut doc);
        let notes: Vec<&str> = doc.footnotes().iter().map(|note| doc.slice(note.note)).collect();
        assert_eq!(notes, ["Brief A"]);
    }
}
