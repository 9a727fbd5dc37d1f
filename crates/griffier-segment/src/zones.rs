//! Zones: each line gets a kind from its form and its neighbors, then lines of a kind run together.

use crate::cues::{self, Cue};
use crate::footnotes::Notes;
use crate::furniture;
use crate::head;
use crate::headings;
use crate::lines::{Lines, goes_on, plain};
use crate::outline::{self, Headed, Turn};
use crate::signature;
use griffier_doc::{SectionKind, Zone, ZoneKind};
use griffier_text::Span;
use std::collections::HashSet;

/// The parts of a text, and what they were made from.
pub(crate) struct Plan {
    /// Sorted, disjoint, covering all that is not white space.
    pub zones: Vec<Zone>,
    /// The headings of the body, by line.
    pub headed: Vec<Headed>,
    /// Questions and answers in reading order.
    pub turns: Vec<Turn>,
}

/// Finds the parts of a text.
pub(crate) fn find(lines: &Lines, notes: &Notes) -> Plan {
    let head = head::end(lines);
    let (mut kinds, mut headed) = kinds(lines, notes, head);
    let turns = outline::assign(lines, &mut kinds, &mut headed, head);
    // What the file says of its lines stands, whatever stands around them.
    for (i, kind) in kinds.iter_mut().enumerate() {
        *kind = lines.zone_said(i).unwrap_or(*kind);
    }
    let mut builder = Builder { zones: Vec::new(), notes, note: 0, turns: &turns };
    for (i, &kind) in kinds.iter().enumerate() {
        builder.line(lines, i, kind);
    }
    Plan { zones: builder.zones, headed, turns }
}

fn kinds(lines: &Lines, notes: &Notes, head: usize) -> (Vec<ZoneKind>, Vec<Headed>) {
    let mut kinds = head::kinds(lines, head);
    let mut headed: Vec<Headed> = Vec::new();
    let repeated: HashSet<&str> = (0..head).map(|i| lines.get(i)).filter(|line| line.len() >= 8).collect();
    let mut note = 0;
    // The line behind a table of contents, whose entries are no headings.
    let mut contents = 0;
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
        if let Some(kind) = lines.zone_said(i) {
            kinds.push(kind);
            continue;
        }
        if lines.is_page_line(i) {
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
        } else if i < contents {
            kinds.push(ZoneKind::Body);
        } else if let Some(heading) = headings::heading(lines, i, kinds.last().copied()) {
            if heading.kind == SectionKind::Contents {
                contents = outline::contents_end(lines, i);
            }
            headed.push(Headed { line: i, heading, inner: false });
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
    (kinds, headed)
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
    if head::is_address(line) {
        return 1;
    }
    // A line of the head word for word, standing by itself.
    let alone = lines.after_blank(i) && !line.ends_with(['.', ':', ',']);
    let told = || {
        cues::opening(line, Cue::MetadataOpen).is_some()
            || cues::opening(line, Cue::Letterhead).is_some()
            || head::is_identifier(line)
    };
    usize::from(alone && told() && repeated.contains(lines.get(i)))
}

struct Builder<'n> {
    zones: Vec<Zone>,
    notes: &'n Notes,
    /// The first note that may still cut a line.
    note: usize,
    /// The questions and answers that lie ahead.
    turns: &'n [Turn],
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
        if kind == ZoneKind::Letterhead
            && let Some(place) = head::date_line(lines.get(i))
        {
            self.push(text, Span::at(at, at + place), kind, i, lines);
            at += place;
        }
        let mut rest = match kind {
            ZoneKind::Salutation => ZoneKind::Body,
            ZoneKind::Letterhead if at > span.start() => ZoneKind::Metadata,
            kind => kind,
        };
        while let [turn, behind @ ..] = self.turns
            && turn.line <= i
        {
            self.turns = behind;
            // "Antwoord 3: Ja." is a heading and the text under it.
            if turn.line == i && kind == ZoneKind::Heading && (1..span.len()).contains(&turn.label) {
                self.push(text, Span::at(at, at + turn.label), kind, i, lines);
                at += turn.label;
                rest = turn.zone();
            }
        }
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
        let heading_goes_on = || {
            i > 0
                && !lines.after_blank(i)
                && goes_on(lines.plain(i - 1), plain(words))
                && !headings::is_item(words)
        };
        match self.zones.last_mut() {
            Some(last) if last.kind == kind && (kind != ZoneKind::Heading || heading_goes_on()) => {
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
    fn a_list_of_decisions() {
        check(
            "Den Haag, 3 april 2019\n\nVoortouwcommissie:\tvaste commissie voor Waterwegen\nVolgcommissie(s):\tFIN\ti.v.m. agendapunt\t3\nDocument:\tBesluitenlijst van de vergadering van 2 april 2019\n\nBrievenlijst\n\n1. Agendapunt:\tBrief over sluizen\n\nVolgcommissie(s): FIN\n\n2. Agendapunt:\tBrief over bruggen\nBesluit:\tAgenderen",
            &[
                (
                    "metadata",
                    "Den Haag, 3 april 2019\n\nVoortouwcommissie:\tvaste commissie voor Waterwegen\nVolgcommissie(s):\tFIN\ti.v.m. agendapunt\t3\nDocument:\tBesluitenlijst van de vergadering van 2 april 2019",
                ),
                ("heading", "Brievenlijst"),
                (
                    "body",
                    "1. Agendapunt:\tBrief over sluizen\n\nVolgcommissie(s): FIN\n\n2. Agendapunt:\tBrief over bruggen\nBesluit:\tAgenderen",
                ),
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
