//! The date a letter bears: after its label, after the place it was written at, or after "Voorgesteld" and "ontvangen".

use super::Found;
use super::words::{LABEL, PLACE};
use crate::atoms::{Atoms, Gap, Kind};
use griffier_doc::{Document, ZoneKind};
use std::cell::OnceCell;

/// Lines of a paper in which its head can stand.
const HEAD: usize = 80;
/// Lines in which a date alone on its line can be the letter's own.
const TOP: usize = 30;
/// Atoms of a line that says when a motion was put forward.
const LINE: usize = 30;
/// Atoms of a row of labels or of values.
const ROW: usize = 16;
/// What a row of labels holds beside the labels themselves.
const ROW_WORDS: &[&str] = &[
    "datum",
    "uw",
    "ons",
    "onze",
    "brief",
    "van",
    "n",
    "contactpersoon",
    "doorkiesnummer",
    "telefoon",
    "telefoonnummer",
    "fax",
    "e",
    "mail",
    "afdeling",
    "behandeld",
    "door",
    "pagina",
    "inlichtingen",
    "steller",
];
/// How far, in atoms, after the date of an enclosed letter its subject or salutation stands.
const FOLLOWING: usize = 60;
/// How many other labels may stand between "Datum" and its value in a two-column head.
const LABELS: usize = 4;

/// The index of the date that is the letter's own.
pub(super) fn own_date(doc: &Document, atoms: &Atoms<'_>, founds: &[Found]) -> Option<usize> {
    let head = Head { doc, atoms, answered: OnceCell::new() };
    founds
        .iter()
        .enumerate()
        .filter(|(_, found)| found.is_full_day())
        .filter_map(|(i, found)| Some((head.rank(found)?, i)))
        .min()
        .map(|(_, i)| i)
}

/// The day on which the questions were sent that the letter answers: only where it is not the letter's own.
pub(super) fn asked_date<'f>(
    atoms: &Atoms<'_>,
    founds: &'f [Found],
    own: Option<usize>,
) -> Option<&'f Found> {
    let own = own?;
    let mut before = founds.iter().take(own).rev().take(LABELS);
    before.find(|found| found.is_full_day() && atoms.is(atoms.before(found.first), "ingezonden"))
}

/// Where questions and answers begin, each line that opens one: its first atom, and whether it is a question.
pub(super) fn turns(atoms: &Atoms<'_>) -> Vec<(usize, bool)> {
    let opens = |i: &usize| atoms.gap(*i) >= Gap::Line && atoms.is_letters(*i);
    let turn = |i: usize| {
        let question = atoms.is_any(i, &["vraag", "vragen"]);
        (question && atoms.width(i + 1) > 0 || atoms.is_any(i, &["antwoord", "antwoorden"]))
            .then_some((i, question))
    };
    (0..atoms.len()).filter(opens).filter_map(turn).collect()
}

/// The dates of letters that the paper encloses, in reading order: each in a head of its own after the letter's.
pub(super) fn enclosed(
    doc: &Document,
    atoms: &Atoms<'_>,
    founds: &[Found],
    own: Option<usize>,
) -> Vec<usize> {
    let head = Head { doc, atoms, answered: OnceCell::new() };
    let Some(own) = own else { return Vec::new() };
    let later = founds.iter().enumerate().skip(own + 1).filter(|(_, found)| found.is_full_day());
    later.filter(|(_, found)| head.opens_another(found)).map(|(i, _)| i).collect()
}

/// What ministries publish, by the names that their pages have for it.
const KINDS: [&str; 12] = [
    "kamerstuk",
    "kamerbrief",
    "brief",
    "rapport",
    "besluit",
    "publicatie",
    "beleidsnota",
    "vergaderstuk",
    "convenant",
    "circulaire",
    "regeling",
    "richtlijn",
];

struct Head<'a, 'd> {
    doc: &'d Document,
    atoms: &'a Atoms<'d>,
    /// Whether a line of the paper opens an answer or a letter.
    answered: OnceCell<bool>,
}

impl Head<'_, '_> {
    /// How strongly `found` is marked as the letter's date, 0 the strongest.
    fn rank(&self, found: &Found) -> Option<u8> {
        let line = self.doc.lines().line_of(found.span.start());
        let zone = self.doc.zone_at(found.span.start());
        let in_zone = matches!(zone, ZoneKind::Letterhead | ZoneKind::Metadata);
        let in_head = in_zone || (line < HEAD && !matches!(zone, ZoneKind::Footnotes));
        let rank = match () {
            () if self.is_labelled(found) || (in_head && self.is_under_row(found)) => 0,
            () if self.is_after_place(found, in_zone) => 1,
            // "Vastgesteld 1 maart 2023" over a letter that the report prints.
            () if in_zone && self.is_after(found, &["vastgesteld"]) => 1,
            () if self
                .is_after(found, &["voorgesteld", "ontvangen", "vastgesteld", "aangeboden", "verzonden"]) =>
            {
                2
            }
            () if self.is_after(found, &["ingezonden", "ingediend"]) => {
                return (in_head && !self.answers(found)).then_some(3);
            }
            () if in_head && self.is_beside_place(found) => 3,
            () if self.is_alone(found) && (in_zone || (line < TOP && in_head)) => 4,
            // The last line of a paper that has no head.
            () if self.is_alone(found) && found.next >= self.atoms.len() && zone != ZoneKind::Footnotes => {
                return Some(9);
            }
            () => return None,
        };
        match (in_head, rank) {
            (true, _) => Some(rank),
            // Letters to the Eerste Kamer bear place and date at their end.
            (false, 0 | 1) if zone != ZoneKind::Footnotes => Some(5 + rank),
            _ => None,
        }
    }

    /// Whether `found` dates a letter that begins here: it stands where a letter's date stands, and the subject or the
    /// salutation follows.
    fn opens_another(&self, found: &Found) -> bool {
        let a = self.atoms;
        let dated = self.is_labelled(found) || self.is_after_place(found, false);
        dated
            && self.doc.zone_at(found.span.start()) != ZoneKind::Footnotes
            && (found.next..found.next + FOLLOWING)
                .any(|k| a.is_any(k, &["geachte", "betreft", "onderwerp"]) && self.begins_line(k))
    }

    /// Whether atom `i` begins its line, marks of Markdown and tables aside.
    fn begins_line(&self, i: usize) -> bool {
        let mut i = i;
        for _ in 0..6 {
            if self.atoms.gap(i) >= Gap::Line {
                return true;
            }
            i = self.atoms.before(i);
            if !matches!(self.atoms.kind(i), Kind::Mark('*' | '_' | '#' | '|' | '-' | '>')) {
                return false;
            }
        }
        false
    }

    /// Whether a zone begins with atom `i`: place and date behind the addressee.
    fn begins_zone(&self, i: usize) -> bool {
        let start = self.atoms.start(i);
        self.doc.zones().binary_search_by_key(&start, |zone| zone.span.start()).is_ok()
    }

    /// Whether the line ends with the atom before `i`.
    fn ends_line(&self, i: usize) -> bool {
        let a = self.atoms;
        let next = i + usize::from(
            matches!(a.kind(i), Kind::Mark('.' | '*' | '|' | ',' | '_')) && a.gap(i) < Gap::Line,
        );
        a.gap(next) >= Gap::Line || a.kind(next) == Kind::Mark('*') || a.kind(next) == Kind::Mark('|')
    }

    /// The last atom before `i` that is no mark of Markdown, table or label.
    fn label_end(&self, i: usize) -> usize {
        let mut k = self.atoms.before(i);
        for _ in 0..8 {
            if !matches!(self.atoms.kind(k), Kind::Mark(':' | '*' | '_' | '|' | '#' | '-' | '.')) {
                break;
            }
            k = self.atoms.before(k);
        }
        k
    }

    /// `Datum 11 oktober 2021`, `datum: 2023-12-15`, `Datum` over its value, perhaps with other labels in between.
    fn is_labelled(&self, found: &Found) -> bool {
        let a = self.atoms;
        let mut k = self.label_end(found.first);
        if self.is_date_label(k, found.first) {
            return true;
        }
        if a.gap(found.first) < Gap::Line {
            return self.is_under_labels(k);
        }
        for _ in 0..LABELS {
            // A label stands alone on its line, with one word before it at most (`Ons kenmerk`, `Bijlage(n)`).
            if a.is_mark(k, ')') {
                k = a.before(a.before(a.before(k)));
            }
            if !a.is_any(k, LABEL) {
                return false;
            }
            if !self.begins_line(k) {
                k = a.before(k);
                if !self.begins_line(k) {
                    return false;
                }
            }
            k = self.label_end(k);
            if a.is(k, "datum") && self.begins_line(k) {
                return true;
            }
        }
        false
    }

    /// Whether "Datum" and other labels, the last of which ends with atom `k`, stand in one line before their values:
    /// `- Datum Bijlage(n) 22 januari 2008`.
    fn is_under_labels(&self, k: usize) -> bool {
        let a = self.atoms;
        let mut k = k;
        for _ in 0..LABELS {
            if a.is_mark(k, ')') {
                k = a.before(a.before(a.before(k)));
            }
            if a.is(k, "datum") {
                return a.is_capitalised(k) && self.begins_line(k);
            }
            let led = a.is_any(a.before(k), &["ons", "uw", "onze"]);
            let head = if led { a.before(k) } else { k };
            if !a.is_any(k, LABEL) || !a.is_capitalised(head) || a.gap(head) >= Gap::Line {
                return false;
            }
            k = a.before(head);
        }
        false
    }

    /// In the row of values under a row of labels: `Ons kenmerk  Datum` over `VW-12  11 oktober 2021`.
    fn is_under_row(&self, found: &Found) -> bool {
        let a = self.atoms;
        let Some(line) = self.line_start(found.first) else { return false };
        let mut last = a.before(line);
        // A table of Markdown has a row of hyphens in between.
        for _ in 0..ROW {
            if !matches!(a.kind(last), Kind::Mark('|' | '-' | ':')) {
                break;
            }
            last = a.before(last);
        }
        let Some(row) = self.line_start(last) else { return false };
        let labels = (row..=last).filter(|&k| a.is_letters(k));
        let (mut dated, mut of_letter) = (false, false);
        for k in labels {
            if !a.is_any(k, LABEL) && !a.is_any(k, ROW_WORDS) {
                return false;
            }
            dated |= a.is(k, "datum");
            of_letter |= a.is(k, "van") && !dated;
        }
        // Under `Uw brief van  Datum` the first of two days is that of the letter that is answered.
        dated && !(of_letter && line == found.first)
    }

    /// The first atom of the line of atom `i`, if it is near.
    fn line_start(&self, i: usize) -> Option<usize> {
        let from = i.saturating_sub(ROW);
        (from..=i).rev().find(|&k| self.atoms.gap(k) >= Gap::Line)
    }

    /// After a place that opens its line, or closes the addressee's, with other words around: `Den Haag, 15 december 2023
    /// Hierbij`, `2500 EX Den Haag  15 december 2023`.
    fn is_beside_place(&self, found: &Found) -> bool {
        let a = self.atoms;
        let comma = a.before(found.first);
        let commaed = a.is_mark(comma, ',');
        let mut k = if commaed { a.before(comma) } else { comma };
        if !a.is_any(k, PLACE) || a.gap(found.first) > Gap::Space {
            return false;
        }
        k = if a.is_any(k, &["haag", "bosch"]) && a.is_letters(a.before(k)) { a.before(k) } else { k };
        k = if a.glued(k) && a.is_dash(a.before(k)) { a.before(a.before(a.before(k))) } else { k };
        let before = a.before(k);
        let postcode =
            a.is_capitalised(before) && a.word(before).len() == 2 && a.width(a.before(before)) == 4;
        let addressed = a.is(before, "generaal") && self.ends_line(found.next);
        (commaed && (self.begins_line(k) || addressed)) || (postcode && self.ends_line(found.next))
    }

    /// Whether a label of the date ends with atom `k`, with nothing but marks up to atom `first`.
    fn is_date_label(&self, k: usize, first: usize) -> bool {
        let a = self.atoms;
        if a.is_any(
            k,
            &["brief", "document", "vergadering", "publicatie", "dagtekening", "nota", "indiening", "fiche"],
        ) && a.is(a.before(k), "datum")
        {
            return self.begins_line(a.before(k));
        }
        if !a.is_any(k, &["datum", "date", "dagtekening"]) {
            return false;
        }
        let colon = (k.saturating_add(1)..first).any(|k| a.is_mark(k, ':'));
        let after_comma = colon && a.is_mark(a.before(k), ',');
        self.begins_line(k) || after_comma
    }

    /// `Den Haag, 15 december 2023` on a line of its own.
    fn is_after_place(&self, found: &Found, in_zone: bool) -> bool {
        let a = self.atoms;
        if !self.ends_line(found.next) {
            return false;
        }
        let mut k = a.before(found.first);
        k = if a.is_any(k, &["de", "den", "op"]) { a.before(k) } else { k };
        let said = a.is_mark(k, '.') && a.is(a.before(k), "d") && a.glued(k);
        k = if said { a.before(a.before(a.before(a.before(k)))) } else { k };
        let comma = a.is_mark(k, ',');
        k = if comma { a.before(k) } else { k };
        if !a.is_capitalised(k) || !a.near(found.first) {
            return false;
        }
        let known = a.is_any(k, PLACE);
        let announced = known || (comma && in_zone);
        if !announced {
            return false;
        }
        // The words of the place, back to the beginning of the line.
        for _ in 0..5 {
            if self.begins_line(k) || (known && in_zone && self.begins_zone(k)) {
                return true;
            }
            k = a.before(k);
            let place = a.is_capitalised(k)
                || a.is_dash(k)
                || a.is_apostrophe(k)
                || a.is_any(k, &["s", "aan", "te", "en", "D"]);
            if !place {
                return a.is_mark(k, ',') && known;
            }
        }
        false
    }

    /// `Voorgesteld 21 februari 2023`, `(ontvangen 14 november 2024)`.
    fn is_after(&self, found: &Found, words: &[&str]) -> bool {
        let a = self.atoms;
        let mut k = a.before(found.first);
        k = if a.is_any(k, &["op", "d", "dd"]) { a.before(k) } else { k };
        k = if a.is_mark(k, ':') { a.before(k) } else { k };
        let opens = |k: usize| a.is_capitalised(k) && self.begins_line(k) && a.is_any(k, words);
        if a.is_any(k, words) {
            return a.is_mark(a.before(k), '(') || opens(k);
        }
        // `Voorgesteld tijdens het Notaoverleg van 30 januari 2023`
        let line =
            (found.first.saturating_sub(LINE)..found.first).rev().take_while(|&k| a.gap(k + 1) < Gap::Blank);
        self.ends_line(found.next)
            && line.clone().any(|k| opens(k) && a.is_any(k + 1, &["tijdens", "in", "bij"]))
    }

    /// Whether the paper answers questions, so that the day on which they were sent is not its own: a line opens an answer or
    /// a letter, or the words before the day say whose questions they are.
    fn answers(&self, found: &Found) -> bool {
        let a = self.atoms;
        let line =
            (found.first.saturating_sub(LINE)..found.first).rev().take_while(|&k| a.gap(k + 1) < Gap::Blank);
        let theirs = &["uw", "reactie", "antwoord", "beantwoord", "beantwoording", "beantwoorden", "hierbij"];
        let said = line.clone().any(|k| a.is_any(k, theirs));
        let opens = &["antwoord", "antwoorden", "mededeling", "geachte", "hoogachtend"];
        said || *self
            .answered
            .get_or_init(|| (0..a.len()).any(|k| a.gap(k) >= Gap::Line && a.is_any(k, opens)))
    }

    /// Alone on its line.
    fn is_alone(&self, found: &Found) -> bool {
        self.ends_line(found.next)
            && (self.begins_line(found.first) || self.is_behind_kind(found))
            && !self.is_of_another(found)
    }

    /// Whether the line before the day says what is published, as pages of ministries do: `Kamerstuk | 12-03-2024`.
    fn is_behind_kind(&self, found: &Found) -> bool {
        // No name of a kind is longer than this.
        let text = self.doc.text();
        let from = text.floor_char_boundary(found.span.start().saturating_sub(40));
        let before = text.get(from..found.span.start()).unwrap_or("");
        let Some(line) = before.trim_end().strip_suffix('|') else { return false };
        let kind = line.rsplit('\n').next().unwrap_or("").trim();
        KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
    }

    /// Whether the line above says that it is the day of something else: `Datum ontvangst Commissiedocument`.
    fn is_of_another(&self, found: &Found) -> bool {
        let a = self.atoms;
        let last = self.label_end(found.first);
        let Some(line) = self.line_start(last) else { return false };
        let label = (line..last).find(|&k| a.is(k, "datum"));
        label.is_some_and(|k| a.is_letters(k + 1) && !a.is_any(k + 1, LABEL) && !a.is_any(k + 1, ROW_WORDS))
    }
}
