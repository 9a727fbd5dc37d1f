//! What stands in a sentence and is none of it: the foot of a page, a note at the end of a page, between the two halves.
//!
//! No layer is changed: spans stay spans of the letter, and nothing is lost. Here is told what a reader leaves out.

use griffier_doc::{Document, Sentence, Zone, ZoneKind};
use griffier_text::Span;

/// Whether a zone of this kind may stand inside a sentence that is not of it.
const fn interrupts(kind: ZoneKind) -> bool {
    matches!(kind, ZoneKind::PageFurniture | ZoneKind::Footnotes)
}

/// The zones that `span` touches.
pub(crate) fn zones(doc: &Document, span: Span) -> impl Iterator<Item = &Zone> {
    let zones = doc.zones();
    let from = zones.partition_point(|zone| zone.span.end() <= span.start());
    zones[from..].iter().take_while(move |zone| zone.span.start() < span.end())
}

/// The parts of `sentence` that interrupt it, in order.
pub(crate) fn inside(doc: &Document, sentence: &Sentence) -> impl Iterator<Item = Zone> {
    let span = sentence.span;
    let own = doc.zone_at(span.start());
    let strange = zones(doc, span).filter(move |zone| interrupts(zone.kind) && zone.kind != own);
    strange.map(move |zone| {
        let end = zone.span.end().min(span.end());
        Zone { span: Span::at(zone.span.start().max(span.start()), end), kind: zone.kind }
    })
}

/// What `span`, which holds whole sentences, reads as: without page furniture, and with the notes that interrupt a sentence behind
/// it. None where nothing has to go.
pub(crate) fn reading(doc: &Document, span: Span) -> Option<String> {
    let sentences = doc.sentences();
    let from = sentences.partition_point(|sentence| sentence.span.start() < span.start());
    let here = sentences[from..].iter().take_while(|sentence| sentence.span.end() <= span.end());
    let mut out = String::new();
    let (mut at, mut changed) = (span.start(), false);
    for sentence in here {
        out.push_str(gap(doc, at, sentence.span.start(), &out));
        if doc.zone_at(sentence.span.start()) == ZoneKind::PageFurniture {
            (at, changed) = (sentence.span.end(), true);
            continue;
        }
        at = sentence.span.start();
        let mut notes = Vec::new();
        for zone in inside(doc, sentence) {
            changed = true;
            push(doc, Span::at(at, zone.span.start()), &mut out);
            at = zone.span.end();
            if zone.kind == ZoneKind::Footnotes {
                notes.push(zone.span);
            }
        }
        push(doc, Span::at(at, sentence.span.end()), &mut out);
        for note in notes {
            out.push('\n');
            out.push_str(doc.slice(note));
        }
        at = sentence.span.end();
    }
    changed.then(|| out.trim_end().to_owned())
}

/// The white space between two sentences, unless there is some already.
fn gap<'d>(doc: &'d Document, from: usize, to: usize, out: &str) -> &'d str {
    let gap = doc.text().get(from..to).unwrap_or("");
    if out.is_empty() || out.ends_with(char::is_whitespace) { "" } else { gap }
}

/// A part of a sentence behind what is there of it; what was taken out leaves one blank where white space stood around it.
fn push(doc: &Document, span: Span, out: &mut String) {
    let words = doc.slice(span);
    let cut = !out.is_empty() && !out.ends_with(char::is_whitespace);
    if cut && words.starts_with(char::is_whitespace) {
        out.push(' ');
    }
    let open = words.ends_with(char::is_whitespace);
    out.push_str(words.trim());
    if open && !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use griffier_doc::{Token, TokenKind};

    /// A letter of these sentences; `asides` stand within or between them, in order. Words are tokens.
    pub(crate) fn letter(text: &str, sentences: &[&str], asides: &[(&str, ZoneKind)]) -> Document {
        let mut doc = Document::from_text("brief", text);
        let at = |words: &str| text.find(words).map(|start| Span::at(start, start + words.len())).unwrap();
        let (mut zones, mut from) = (Vec::new(), 0);
        for &(words, kind) in asides {
            let span = at(words);
            zones.push(Zone { span: Span::at(from, span.start()), kind: ZoneKind::Body });
            zones.push(Zone { span, kind });
            from = span.end();
        }
        zones.push(Zone { span: Span::at(from, text.len()), kind: ZoneKind::Body });
        zones.retain(|zone| !zone.span.is_empty());
        doc.set_zones(zones);
        doc.set_sentences(sentences.iter().map(|words| Sentence { span: at(words) }).collect());
        let words = text.split_whitespace().map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Token { span: Span::at(start, start + word.len()), kind: TokenKind::Word }
        });
        doc.set_tokens(words.collect());
        doc
    }

    /// What interrupts a sentence, and what all sentences read as.
    #[track_caller]
    fn check(doc: &Document, expected_inside: &[&str], expected: Option<&str>) {
        let zones = doc.sentences().iter().flat_map(|sentence| inside(doc, sentence));
        let found: Vec<&str> = zones.map(|zone| doc.slice(zone.span)).collect();
        assert_eq!(found, expected_inside);
        let all = doc.sentences();
        let whole = all.first().map(|first| first.span.cover(all[all.len() - 1].span)).unwrap();
        assert_eq!(reading(doc, whole).as_deref(), expected);
    }

    const FOOT: (&str, ZoneKind) = ("Pagina 2 van 5", ZoneKind::PageFurniture);

    #[test]
    fn the_foot_of_a_page_is_left_out_of_a_sentence_and_between_two() {
        let text = "Zij sprak met de\n\nPagina 2 van 5\n\nsector. Dat ging goed.";
        let sentences = ["Zij sprak met de\n\nPagina 2 van 5\n\nsector.", "Dat ging goed."];
        let doc = letter(text, &sentences, &[FOOT]);
        check(&doc, &["Pagina 2 van 5"], Some("Zij sprak met de sector. Dat ging goed."));
        let text = "Dat ging goed.\n\nPagina 2 van 5\n\nDe sector was er.";
        let doc = letter(text, &["Dat ging goed.", "Pagina 2 van 5", "De sector was er."], &[FOOT]);
        check(&doc, &[], Some("Dat ging goed.\n\nDe sector was er."));
    }

    #[test]
    fn a_note_at_the_end_of_a_page_comes_behind_the_sentence_that_it_interrupts() {
        let text = "Zij sprak met de\n1 Zie de brief.\nPagina 2 van 5\nsector.";
        let asides = [("1 Zie de brief.", ZoneKind::Footnotes), FOOT];
        let doc = letter(text, &[text], &asides);
        check(
            &doc,
            &["1 Zie de brief.", "Pagina 2 van 5"],
            Some("Zij sprak met de sector.\n1 Zie de brief."),
        );
        // A note that interrupts nothing stays where it is, and the page may end within it.
        let text = "Zij sprak.\n1 Zie de\nPagina 2 van 5\nbrief.";
        let sentences = ["Zij sprak.", "1 Zie de\nPagina 2 van 5\nbrief."];
        let note = text.find('1').unwrap();
        let foot = text.find("Pagina").unwrap();
        let zone = |from, to, kind| Zone { span: Span::at(from, to), kind };
        let mut doc = Document::from_text("brief", text);
        let at = |words: &str| text.find(words).map(|start| Span::at(start, start + words.len())).unwrap();
        doc.set_sentences(sentences.iter().map(|words| Sentence { span: at(words) }).collect());
        doc.set_zones(vec![
            zone(0, note, ZoneKind::Body),
            zone(note, foot, ZoneKind::Footnotes),
            zone(foot, foot + FOOT.0.len(), ZoneKind::PageFurniture),
            zone(foot + FOOT.0.len(), text.len(), ZoneKind::Footnotes),
        ]);
        check(&doc, &["Pagina 2 van 5"], Some("Zij sprak.\n1 Zie de brief."));
    }

    #[test]
    fn furniture_within_a_line_leaves_its_blank() {
        let mark = ("[bookmark: _Hlk1]", ZoneKind::PageFurniture);
        let text = "De minister [bookmark: _Hlk1] sprak.";
        check(&letter(text, &[text], &[mark]), &[mark.0], Some("De minister sprak."));
        let text = "De[bookmark: _Hlk1] minister sprak.";
        check(&letter(text, &[text], &[mark]), &[mark.0], Some("De minister sprak."));
        let text = "De mini[bookmark: _Hlk1]ster sprak.";
        check(&letter(text, &[text], &[mark]), &[mark.0], Some("De minister sprak."));
    }

    #[test]
    fn a_text_without_furniture_is_its_own_reading() {
        let text = "De minister sprak. Zie pagina 2.";
        check(&letter(text, &["De minister sprak.", "Zie pagina 2."], &[]), &[], None);
    }
}
