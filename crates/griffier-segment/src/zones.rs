//! Zones: each line gets a kind from its form and its neighbors, then lines of a kind run together.

use crate::cues::{self, Cue};
use crate::footnotes::Notes;
use crate::furniture;
use crate::head;
use crate::lines::{Lines, goes_on, last_word, plain};
use crate::signature;
use griffier_doc::{Zone, ZoneKind};
use griffier_text::Span;
use std::collections::HashSet;

/// The zones of a text: sorted, disjoint, covering all that is not white space.
pub(crate) fn find(lines: &Lines, notes: &Notes) -> Vec<Zone> {
    let kinds = kinds(lines, notes);
    let mut builder = Builder { zones: Vec::new(), notes, note: 0 };
    for (i, &kind) in kinds.iter().enumerate() {
        builder.line(lines, i, kind);
    }
    builder.zones
}

fn kinds(lines: &Lines, notes: &Notes) -> Vec<ZoneKind> {
    let head = head::end(lines);
    let mut kinds = head::kinds(lines, head);
    let repeated: HashSet<&str> = (0..head).map(|i| lines.get(i)).filter(|line| line.len() >= 8).collect();
    let mut note = 0;
    while kinds.len() < lines.len() {
        let i = kinds.len();
        let span = lines.all[i].span;
        while notes.all.get(note).is_some_and(|n| n.block.end() <= span.start()) {
            note += 1;
        }
        if notes.all.get(note).is_some_and(|n| n.block.start() <= span.start()) {
            kinds.push(ZoneKind::Footnotes);
            continue;
        }
        let line = lines.get(i);
        if furniture::is_page_line(line) {
            kinds.push(ZoneKind::PageFurniture);
            continue;
        }
        let block = reference_block(lines, i, &repeated);
        let signed = if block > 0 { 0 } else { signature::signature(lines, i) };
        if block > 0 {
            kinds.extend(std::iter::repeat_n(ZoneKind::PageFurniture, block));
        } else if signed > 0 {
            kinds.extend(std::iter::repeat_n(ZoneKind::Signature, signed));
        } else if head::salutation(line).is_some() {
            kinds.push(ZoneKind::Salutation);
        } else if is_heading(lines, i, kinds.last().copied()) {
            kinds.push(ZoneKind::Heading);
        } else {
            kinds.push(ZoneKind::Body);
        }
    }
    kinds.truncate(lines.len());
    // A note inside a name list or a head keeps its zone.
    for note in &notes.all {
        let i = lines.at(note.block.start());
        if lines.all[i].span.start() == note.block.start() && i < kinds.len() {
            kinds[i] = ZoneKind::Footnotes;
        }
    }
    kinds
}

/// Lines of a reference block that a page repeats inside the body: "Onze Referentie", then its value.
fn reference_block(lines: &Lines, i: usize, repeated: &HashSet<&str>) -> usize {
    let line = lines.plain(i);
    let value = |k: usize| {
        let value = lines.plain(k);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let sentence = value.ends_with(['.', ',', ';', ':', '?', '!']);
        k < lines.len()
            && !sentence
            && value.len() <= 60
            && (repeated.contains(lines.get(k))
                || head::is_identifier(value)
                || (digits >= 4 && digits * 2 >= value.len()))
    };
    if head::is_bare_label(line) && value(i + 1) {
        let mut count = 2;
        while value(i + count) && !lines.after_blank(i + count) {
            count += 1;
        }
        return count;
    }
    // A line of the head word for word, standing by itself.
    let again = repeated.contains(lines.get(i)) && lines.after_blank(i);
    let cued =
        cues::opening(line, Cue::MetadataOpen).is_some() || cues::opening(line, Cue::Letterhead).is_some();
    let identifier = head::is_identifier(line);
    usize::from(again && (cued || identifier) && !line.ends_with(['.', ':', ',']))
}

/// Whether line `i` of the body is a heading.
fn is_heading(lines: &Lines, i: usize, before: Option<ZoneKind>) -> bool {
    let (raw, line) = (lines.get(i), lines.plain(i));
    let hashes = raw.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && raw[hashes..].starts_with([' ', '*']) {
        return true;
    }
    let line = strip_inline(line);
    if line.len() > 160 || !line.contains(char::is_alphabetic) {
        return false;
    }
    let above = if i > 0 { lines.get(i - 1) } else { "" };
    let apart = above.ends_with(['.', '?', '!', '»', '”', ')']) || above.bytes().all(|b| b.is_ascii_digit());
    let first = lines.after_blank(i);
    let after_line =
        apart || matches!(before, Some(ZoneKind::PageFurniture | ZoneKind::Heading | ZoneKind::Footnotes));
    if is_numbered_question(line) || ((first || after_line) && is_cue_heading(line)) {
        return true;
    }
    let bold = raw.starts_with("**") && raw.ends_with("**") && raw.len() > 4;
    let ended = line.ends_with(['.', ',', ';', '!', '…']) || (line.ends_with(['?', ':']) && !bold);
    let wraps = i > 0 && !lines.after_blank(i) && goes_on(lines.plain(i - 1), line);
    let below = lines.plain(i + 1);
    // Without blank lines: a short line between the end of a paragraph and a full first line of the next.
    let squeezed =
        above.ends_with(['.', '?', '!']) && line.len() * 5 < lines.width(i) * 3 && below.len() >= 50;
    if ended || !(first || squeezed) || wraps || is_item(raw) || !opens_title(line) {
        return false;
    }
    let words = line.split_whitespace().count();
    let inner = line.contains(". ") && !starts_with_number(line);
    if words > 16 || inner || cues::connective(last_word(line)) {
        return false;
    }
    if lines.before_blank(i) {
        // The next paragraph does not go on from this line.
        return !lines.plain(i + 1).starts_with(char::is_lowercase) && i + 1 < lines.len();
    }
    let short = line.len() + 12 < lines.width(i);
    words <= 14
        && below.starts_with(|c: char| !c.is_lowercase())
        && !is_item(lines.get(i + 1))
        && short
        && below.len() > line.len()
}

/// `line` without `[bookmark: …]` at its start.
fn strip_inline(line: &str) -> &str {
    let mut rest = line;
    while let Some(span) = furniture::inline(rest, 0).filter(|span| span.start() == 0) {
        rest = rest[span.end()..].trim_start();
    }
    rest
}

/// `Vraag 3`, `Antwoord op vraag 3 en 4:`.
fn is_numbered_question(line: &str) -> bool {
    let Some(end) = cues::opening(line, Cue::Heading) else { return false };
    let rest = line[end..].trim_end_matches([':', '.', ' ', '*', '_']);
    let mut words = rest.split([' ', ',', '/', '-', '–', '.']).filter(|word| !word.is_empty());
    let mut digits = false;
    line.len() <= 60
        && line.starts_with(char::is_uppercase)
        && words.all(|word| {
            let number = word.bytes().all(|b| b.is_ascii_digit())
                || word.len() <= 3 && word.bytes().take(1).all(|b| b.is_ascii_digit());
            digits |= number;
            number
                || matches!(
                    word,
                    "en" | "t/m" | "tot" | "met" | "op" | "vraag" | "vragen" | "m" | "t" | "a" | "b" | "c"
                )
        })
        && digits
}

/// `Toelichting` alone on its line.
fn is_cue_heading(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ', '*', '_']);
    cues::opening(bare, Cue::Heading) == Some(bare.len()) && line.starts_with(char::is_uppercase)
}

fn opens_title(line: &str) -> bool {
    line.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '«' | '\'' | '"' | '’')
    })
}

/// `2.1 Stand van zaken`, `1. Inleiding`.
fn starts_with_number(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < line.len() && !rest.trim_start().contains(". ")
}

/// Whether `line` begins an item of a list.
pub(crate) fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    if matches!(
        first,
        '-' | '–'
            | '—'
            | '*'
            | '+'
            | '•'
            | '●'
            | '▪'
            | '◦'
            | '·'
            | '‣'
            | '□'
            | '➢'
            | '■'
            | '○'
            | '\u{f0b7}'
            | '\u{f0a7}'
    ) {
        let rest = chars.as_str();
        return rest.starts_with(char::is_whitespace) || !matches!(first, '-' | '–' | '—' | '*' | '+' | '·');
    }
    if first == 'o' && line[1..].starts_with([' ', '\t']) {
        return line[1..].trim_start().starts_with(char::is_uppercase);
    }
    enumerator(line).is_some()
}

/// The length of `1.`, `1)`, `a.`, `iv)`, `(b)` before white space at the start of `line`.
pub(crate) fn enumerator(line: &str) -> Option<usize> {
    let open = usize::from(line.starts_with('('));
    let body = &line.as_bytes()[open..];
    let digits = body.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
    let romans = body.iter().take(5).take_while(|b| matches!(b, b'i' | b'v' | b'x')).count();
    let letter = usize::from(body.first().is_some_and(u8::is_ascii_alphabetic));
    let len = [digits, romans, letter].into_iter().filter(|&len| len > 0).find(|&len| {
        matches!(body.get(len), Some(b'.' | b')'))
            && body.get(len + 1).is_none_or(|b| b.is_ascii_whitespace() || *b == 0xc2)
    })?;
    let closed = body[len] == b')' || open == 0;
    // A capital with a full stop is an initial as often as not.
    let initial = body[0].is_ascii_uppercase() && body[len] == b'.';
    (closed && !initial && len <= 3).then_some(open + len + 1)
}

struct Builder<'n> {
    zones: Vec<Zone>,
    notes: &'n Notes,
    /// The first note that may still cut a line.
    note: usize,
}

impl Builder<'_> {
    /// Adds a line, cut where notes or furniture stand inside it.
    fn line(&mut self, lines: &Lines, i: usize, kind: ZoneKind) {
        let span = lines.all[i].span;
        let text = lines.text;
        let mut at = span.start();
        if kind == ZoneKind::Salutation {
            let comma = head::salutation(lines.get(i)).unwrap_or(span.len());
            self.push(text, Span::at(at, at + comma), kind, i, lines);
            at += comma;
        }
        let rest = if kind == ZoneKind::Salutation { ZoneKind::Body } else { kind };
        let mut furniture = next_furniture(lines, i, at);
        while at < span.end() {
            while self.notes.all.get(self.note).is_some_and(|note| note.block.end() <= at) {
                self.note += 1;
            }
            let note = self.notes.all.get(self.note).map(|note| (note.block, ZoneKind::Footnotes));
            let cut = [note, furniture.map(|span| (span, ZoneKind::PageFurniture))];
            let cut =
                cut.into_iter().flatten().filter(|(cut, _)| cut.start() < span.end()).min_by_key(|cut| cut.0);
            let Some((cut, inner)) = cut else { break };
            let to = cut.end().min(span.end());
            if cut.start() > at {
                self.push(text, Span::at(at, cut.start()), rest, i, lines);
            }
            self.push(text, Span::at(cut.start().max(at), to), inner, i, lines);
            at = to;
            if furniture.is_some_and(|span| span.start() < to) {
                furniture = next_furniture(lines, i, to);
            }
            if to >= span.end() {
                return;
            }
        }
        self.push(text, Span::at(at, span.end()), rest, i, lines);
    }

    /// Adds a piece, or lets the zone before it go on.
    fn push(&mut self, text: &str, span: Span, kind: ZoneKind, i: usize, lines: &Lines) {
        let Some(words) = text.get(span.range()) else { return };
        let start = span.end() - words.trim_start().len();
        let end = start + words.trim().len();
        if start >= end {
            return;
        }
        let heading_goes_on = i > 0 && !lines.after_blank(i) && goes_on(lines.plain(i - 1), plain(words));
        match self.zones.last_mut() {
            Some(last) if last.kind == kind && (kind != ZoneKind::Heading || heading_goes_on) => {
                last.span = Span::at(last.span.start(), end);
            }
            _ => self.zones.push(Zone { span: Span::at(start, end), kind }),
        }
    }
}

/// The next piece of furniture in line `i` from byte `at` of the text on.
fn next_furniture(lines: &Lines, i: usize, at: usize) -> Option<Span> {
    let base = lines.all[i].span.start();
    let found = furniture::inline(lines.get(i), at.saturating_sub(base))?;
    Some(Span::at(base + found.start(), base + found.end()))
}

#[cfg(test)]
mod tests {
    use griffier_doc::Document;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut doc = Document::from_text("t", text);
        crate::segment(&mut doc);
        let found: Vec<(&str, &str)> =
            doc.zones().iter().map(|zone| (zone.kind.name(), doc.slice(zone.span))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_letter() {
        check(
            "Ministerie van A\n\nDatum 3 mei 2022\n\nGeachte voorzitter,\n\nHierbij de brief.\n\nDe kop\nTekst die langer is dan de kop erboven.\n\nDe minister van A,\n\nJan de Wit\n\n¹ Noot",
            &[
                ("letterhead", "Ministerie van A"),
                ("metadata", "Datum 3 mei 2022"),
                ("salutation", "Geachte voorzitter,"),
                ("body", "Hierbij de brief."),
                ("heading", "De kop"),
                ("body", "Tekst die langer is dan de kop erboven."),
                ("signature", "De minister van A,\n\nJan de Wit"),
                ("footnotes", "¹ Noot"),
            ],
        );
    }

    #[test]
    fn furniture_inside_a_line() {
        check(
            "[bookmark: _Hlk1]Het kabinet [Redacted] besluit dit nu.",
            &[
                ("page_furniture", "[bookmark: _Hlk1]"),
                ("body", "Het kabinet"),
                ("page_furniture", "[Redacted]"),
                ("body", "besluit dit nu."),
            ],
        );
        check(
            "Geachte heer Jansen, ik schrijf u.",
            &[("salutation", "Geachte heer Jansen,"), ("body", "ik schrijf u.")],
        );
    }

    #[test]
    fn a_motion() {
        check(
            "Vergaderjaar 2022–2023\n\n26 643\n\nTitel van het dossier\n\nNr. 975\n\nMOTIE VAN HET LID BOOM C.S.\nVoorgesteld 16 februari 2023\nDe Kamer,\ngehoord de beraadslaging,\nen gaat over tot de orde van de dag.\nBoom\nVan der Berg\n\nkst-26643-975\nISSN 0921 - 7371",
            &[
                (
                    "metadata",
                    "Vergaderjaar 2022–2023\n\n26 643\n\nTitel van het dossier\n\nNr. 975\n\nMOTIE VAN HET LID BOOM C.S.\nVoorgesteld 16 februari 2023",
                ),
                ("body", "De Kamer,\ngehoord de beraadslaging,\nen gaat over tot de orde van de dag."),
                ("signature", "Boom\nVan der Berg"),
                ("page_furniture", "kst-26643-975\nISSN 0921 - 7371"),
            ],
        );
    }

    #[test]
    fn a_page_without_blank_lines() {
        check(
            "35 165 Titel\nNr. 46 BRIEF VAN DE MINISTER\nDen Haag, 21 februari 2022\nIn deze brief informeer ik u over een aantal zaken die te maken\nhebben met de kiezers.\nEen korte kop\nIn 334 gemeenten vinden binnenkort de verkiezingen plaats van de raad.",
            &[
                ("metadata", "35 165 Titel\nNr. 46 BRIEF VAN DE MINISTER\nDen Haag, 21 februari 2022"),
                (
                    "body",
                    "In deze brief informeer ik u over een aantal zaken die te maken\nhebben met de kiezers.",
                ),
                ("heading", "Een korte kop"),
                ("body", "In 334 gemeenten vinden binnenkort de verkiezingen plaats van de raad."),
            ],
        );
    }

    #[test]
    fn lines_that_are_no_headings() {
        for text in [
            "Een gewone korte zin.\n\nNog een zin die volgt.",
            "- een punt\n\n- nog een punt",
            "Zijn naam was die van de\n\nSecretaris-Generaal van toen.",
        ] {
            let mut doc = Document::from_text("t", text);
            crate::segment(&mut doc);
            assert!(doc.zones().iter().all(|zone| zone.kind.name() == "body"), "{text}: {:?}", doc.zones());
        }
    }
}
