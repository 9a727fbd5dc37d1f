//! The head of a letter: where it ends and which of its lines are letterhead, metadata or title.

use crate::cues::{self, Cue};
use crate::headings;
use crate::labels;
use crate::lines::{Lines, goes_on};
use crate::signature;
use griffier_doc::{BlockKind, ZoneKind};

/// Lines searched for a salutation or the first prose.
const DEEPEST: usize = 200;

/// The number of lines before the body, or before the salutation if there is one.
pub(crate) fn end(lines: &Lines) -> usize {
    let limit = lines.len().min(DEEPEST);
    if let Some(at) = (0..limit).find(|&i| salutation(lines.get(i)).is_some()) {
        return at;
    }
    let mut last_cued = 0;
    let mut start = None;
    // Whether a line of a title block ("Antwoord van Minister …") has not ended yet.
    let mut open = false;
    for i in 0..limit {
        if cues::opening(headings::unnumbered(lines.plain(i)), Cue::BodyStart).is_some()
            || (last_cued > 0 && opens_questions(lines, i))
            || opens_fiche(lines, i)
        {
            start = Some(i);
            break;
        }
        let titled =
            i > 0 && last_cued == i && is_bare_dossier(lines.plain(i - 1)) && !lines.plain(i).ends_with('.');
        let below = i > 0 && last_cued == i;
        if below && opens_text(lines, i) {
            start = Some(i);
            break;
        }
        let below = below && !lines.after_blank(i);
        let wrapped = below && (open || goes_on(lines.plain(i - 1), lines.plain(i)) || !is_prose(lines, i));
        let own = own_kind(lines, i);
        if own.is_some() || titled || wrapped {
            last_cued = i + 1;
            let line = lines.plain(i);
            open = (open && below && own.is_none()
                || line.len() >= 50 && cues::opening(line, Cue::MetadataLine).is_some())
                && !line.ends_with(['.', ')', '»', '”', '?', '!'])
                && !lines.before_blank(i);
        } else if is_prose(lines, i) {
            start = Some(i);
            break;
        }
    }
    // Without prose the head is what its cues reach.
    let start = start.unwrap_or(last_cued);
    if last_cued == 0 {
        return 0;
    }
    title_of_body(lines, start)
}

/// Steps back over the headings that stand right before the body.
fn title_of_body(lines: &Lines, start: usize) -> usize {
    let mut at = start;
    while at > 0 && lines.get(at - 1).starts_with('#') && own_kind(lines, at - 1).is_none() {
        at -= 1;
    }
    if at == start && at > 1 && own_kind(lines, at - 1).is_none() && lines.before_blank(at - 1) {
        let title = lines.get(at - 1);
        let alone = lines.after_blank(at - 1) && lines.get(at - 2).len() < 160;
        let labelled = cues::opening(lines.plain(at - 2), Cue::MetadataOpen)
            .or(cues::opening(lines.plain(at - 2), Cue::MetadataLabel))
            .is_some_and(|end| end + 1 >= lines.plain(at - 2).len());
        if alone && !labelled && title.split_whitespace().count() <= 10 && !title.ends_with(['.', ',', ':']) {
            at -= 1;
        }
    }
    at
}

/// The length of a salutation at the start of `line`: through its comma.
pub(crate) fn salutation(line: &str) -> Option<usize> {
    let offset = line.len() - line.trim_start_matches(['*', '_', ' ']).len();
    let opening = cues::opening(&line[offset..], Cue::Salutation)?;
    let rest = &line[offset + opening..];
    let comma = rest.find([',', '!', ':']).filter(|&at| at <= 90);
    match comma {
        Some(at) => Some(offset + opening + at + 1),
        None => (line.len() <= 60 && !line.ends_with('.')).then_some(line.len()),
    }
}

/// Whether line `i` stands right under place and date and is a sentence, or the first line of one, or the first numbered
/// heading: nothing but the letter itself comes after them.
fn opens_text(lines: &Lines, i: usize) -> bool {
    let (above, line) = (lines.plain(i - 1), lines.plain(i));
    let dated = above.contains(',') && (is_place_and_date(above) || date_line(above).is_some());
    if !dated || own_kind(lines, i).is_some() {
        return false;
    }
    let words = line.split_whitespace().count();
    let small = line.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let sentence =
        line.starts_with(|c: char| c.is_uppercase() || c == '(') && small >= 4 && small * 3 >= words;
    if lines.after_blank(i) {
        return sentence && words >= 10 && signature::has_verb(line);
    }
    let first = ["1. ", "1 ", "I. ", "I "].iter().find_map(|number| line.strip_prefix(number));
    let numbered = first.is_some_and(|title| {
        title.starts_with(char::is_uppercase) && title.len() <= 80 && !title.ends_with(['.', ',', ';'])
    });
    sentence || (numbered && lines.plain(i + 1).len() >= 40)
}

/// Whether a fiche begins in line `i`: its first label, or its title over that. A title alone is that of a web page.
fn opens_fiche(lines: &Lines, i: usize) -> bool {
    let titled = headings::is_fiche(lines.plain(i));
    headings::fiche_label(lines.plain(i))
        || (titled && (i + 1..i + 4).any(|k| headings::fiche_label(lines.plain(k))))
}

/// Whether a list of questions begins in line `i`: the first label, or the number 1 over or before what asks.
fn opens_questions(lines: &Lines, i: usize) -> bool {
    let line = lines.plain(i);
    let Some(rest) = line.strip_prefix('1') else {
        return labels::label(lines.get(i)).is_some_and(|label| {
            label.numbers.first().is_some_and(|number| number.value == 1)
                && (label.len == lines.get(i).len() || label.parted)
        });
    };
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    if rest.starts_with(|c: char| !c.is_whitespace()) {
        return false;
    }
    if !rest.is_empty() {
        return lines.after_blank(i)
            && (i..i + 4).any(|k| lines.get(k).ends_with('?') || lines.get(k).contains("? "));
    }
    // "Bijlage(n)" over its value is no such number.
    let value = i > 0 && (is_bare_label(lines.plain(i - 1)) || own_kind(lines, i + 1).is_some());
    !value && (i + 1..i + 7).any(|k| lines.get(k).contains('?'))
}

/// Where place and date begin that are printed behind the addressee: `Aan de Voorzitter van … Den Haag, 3 mei 2024`.
pub(crate) fn date_line(line: &str) -> Option<usize> {
    if line.len() > 240 || !line.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let at = ["Den Haag,", "’s-Gravenhage,", "'s-Gravenhage,"].iter().find_map(|place| line.rfind(place))?;
    (at > 0 && is_place_and_date(&line[at..])).then_some(at)
}

/// Whether running text begins in line `i`: a sentence, or the first line of a paragraph that holds some.
fn is_prose(lines: &Lines, i: usize) -> bool {
    let line = lines.plain(i);
    let words = line.split_whitespace().count();
    let ended = line.ends_with(['.', '?', '!', ';', ':']) || line.ends_with(".’") || line.ends_with(".”");
    if words >= 5 && line.len() >= 25 && ended && line.starts_with(|c: char| c.is_uppercase() || c == '(') {
        return true;
    }
    let inner = line.match_indices(". ").any(|(at, _)| {
        line[at + 2..].starts_with(char::is_uppercase)
            && line[..at].ends_with(|c: char| c.is_lowercase() || c == ')')
    });
    if words >= 12 && (inner || line.len() >= 200) {
        return true;
    }
    // A paragraph of wrapped lines.
    let first = lines.after_blank(i) || is_place_and_date(lines.plain(i.saturating_sub(1)));
    let wrapped = words >= 8 && line.len() >= 55 && first && !lines.before_blank(i);
    wrapped
        && lines.get(i + 1).starts_with(char::is_lowercase)
        && !cues::connective(crate::lines::last_word(line))
}

/// What line `i` of a head says it is by its own form; `None` if only its neighbors can tell.
pub(crate) fn own_kind(lines: &Lines, i: usize) -> Option<ZoneKind> {
    lines.own_kind(i, || tell_kind(lines, i))
}

fn tell_kind(lines: &Lines, i: usize) -> Option<ZoneKind> {
    if lines.is_page_line(i) {
        return Some(ZoneKind::PageFurniture);
    }
    let line = lines.plain(i);
    if is_metadata(line) {
        return Some(ZoneKind::Metadata);
    }
    if is_letterhead(line) {
        return Some(ZoneKind::Letterhead);
    }
    None
}

/// The kinds of the lines before `end`; lines without a form of their own belong to the line before.
pub(crate) fn kinds(lines: &Lines, end: usize) -> Vec<ZoneKind> {
    let mut kinds: Vec<ZoneKind> = Vec::with_capacity(end);
    let mut last = ZoneKind::Metadata;
    for i in 0..end {
        let continues = i > 0 && !lines.after_blank(i) && goes_on(lines.plain(i - 1), lines.plain(i));
        let value = i > 0 && last == ZoneKind::Metadata && is_bare_label(lines.plain(i - 1));
        let is_heading = matches!(lines.said(i), Some(BlockKind::Heading(_)));
        let own = own_kind(lines, i).filter(|kind| !continues || *kind == ZoneKind::PageFurniture);
        let kind = match own {
            Some(ZoneKind::Letterhead) if value && !lines.after_blank(i) => ZoneKind::Metadata,
            Some(kind) => kind,
            None if lines.get(i).starts_with('#') || is_heading => ZoneKind::Heading,
            None => last,
        };
        kinds.push(kind);
        if matches!(kind, ZoneKind::Metadata | ZoneKind::Letterhead) {
            last = kind;
        } else if kind == ZoneKind::Heading {
            last = ZoneKind::Metadata;
        }
    }
    kinds
}

/// Whether `line` is nothing but a label of the reference block, with or without a colon.
pub(crate) fn is_bare_label(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ', '*', '_']);
    let whole = |cue| cues::opening(bare, cue) == Some(bare.len());
    !bare.is_empty() && (whole(Cue::MetadataOpen) || whole(Cue::MetadataLabel))
}

fn is_metadata(line: &str) -> bool {
    if let Some(end) = cues::opening(line, Cue::MetadataOpen) {
        return line.len() <= end + 260;
    }
    if let Some(end) = cues::opening(line, Cue::MetadataLabel) {
        let rest = line[end..].trim_start_matches(['*', '_', ' ']);
        if rest.is_empty() || rest.starts_with(':') {
            return true;
        }
    }
    let entry = line.trim_start_matches(['-', '•', ' ']);
    if let Some(end) = cues::opening(entry, Cue::MetadataLine) {
        let line = entry;
        let rest = line[end..].trim_start_matches(['.', ' ', '\u{a0}']);
        let numbered = matches!(line.get(..end), Some("Nr" | "AH" | "nr"));
        return !numbered || rest.starts_with(|c: char| c.is_ascii_digit());
    }
    is_dossier(line) || is_identifier(line) || is_place_and_date(line) || is_agenda_entry(line)
}

/// `- 2023-12-15 14:00: Procedurevergadering`, as a web page lists them.
fn is_agenda_entry(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '–', '•', ' ']);
    let shape = b"dddd-dd-dd dd:dd";
    rest.len() < line.len()
        && rest.len() >= shape.len()
        && rest.bytes().zip(shape).all(|(b, &form)| if form == b'd' { b.is_ascii_digit() } else { b == form })
}

/// `30 821 Nationale Veiligheid`, `36 410 XVI`, `21 501-07`, `21501-02 Raad`.
fn is_dossier(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    let rest = if digits(0..2) && bytes.get(2) == Some(&b' ') && digits(3..6) {
        line.get(6..)
    } else if digits(0..5) && line.len() > 5 {
        line.get(5..)
    } else {
        None
    };
    let Some(rest) = rest else { return false };
    line.len() <= 300 && !line.ends_with('.') && (rest.is_empty() || rest.starts_with([' ', '-', '(']))
}

/// A dossier number with nothing behind it; its title follows.
fn is_bare_dossier(line: &str) -> bool {
    is_dossier(line) && !line.bytes().any(|b| b.is_ascii_lowercase())
}

/// `2023Z20335`, `BZDOC-1708183576-83`, `DGBI-I&K / 45530968`: no word, and digits.
pub(crate) fn is_identifier(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    let digits = || line.bytes().filter(u8::is_ascii_digit).count();
    // The third small letter of most lines decides; ASCII before all characters.
    if line.bytes().filter(u8::is_ascii_lowercase).nth(2).is_some() || digits() < 4 {
        return false;
    }
    line.chars().any(char::is_uppercase)
        && line.chars().filter(|c| c.is_lowercase()).count() <= 2
        && !line.starts_with(|c: char| c.is_ascii_digit() && is_postcode(line))
}

/// `Den Haag, 15 december 2023`, `15 december 2023`.
pub(crate) fn is_place_and_date(line: &str) -> bool {
    if line.bytes().next_back().is_some_and(|last| last.is_ascii_graphic() && !last.is_ascii_digit()) {
        return false;
    }
    let tail = line.rsplit(',').next().unwrap_or(line).trim();
    let mut words = tail.split_whitespace();
    let (Some(day), Some(month), Some(year), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let number = |s: &str, most: usize| s.len() <= most && s.bytes().all(|b| b.is_ascii_digit());
    let place = line.len() - tail.len() <= 30;
    place && number(day, 2) && number(year, 4) && month.chars().all(char::is_alphabetic)
}

/// `Postadres Postbus 20901, 2500 EX Den Haag Telefoon …`: a line at the foot of a page.
pub(crate) fn is_address(line: &str) -> bool {
    let cued = ["Postadres", "Bezoekadres", "Retouradres", "> Retouradres", "Postbus "];
    line.len() <= 200
        && cued.iter().any(|cue| line.starts_with(cue))
        && !line.ends_with(['.', ';', '?'])
        && line.match_indices(' ').any(|(at, _)| is_postcode(&line[at + 1..]))
}

/// `2515 XP Den Haag`.
fn is_postcode(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.get(..4).is_some_and(|d| d.iter().all(u8::is_ascii_digit));
    let from = 4 + usize::from(bytes.get(4) == Some(&b' '));
    let letters = bytes.get(from..from + 2).is_some_and(|l| l.iter().all(u8::is_ascii_uppercase));
    digits && letters && bytes.get(from + 2).is_none_or(|&b| b == b' ' || b == 0xc2)
}

fn is_letterhead(line: &str) -> bool {
    if line.len() > 120 || (line.ends_with('.') && line.split_whitespace().nth(5).is_some()) {
        return false;
    }
    if cues::opening(line, Cue::Letterhead).is_some() {
        return true;
    }
    let address = line.contains("www.") || (line.contains('@') && line.split_whitespace().count() <= 3);
    is_postcode(line) || (address && line.len() <= 80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = Lines::new(text);
        let kinds = kinds(&lines, end(&lines));
        let found: Vec<String> =
            kinds.iter().enumerate().map(|(i, kind)| format!("{}: {}", kind.name(), lines.get(i))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_head_of_a_letter_ends_before_its_salutation() {
        check(
            "Ministerie van Financiën\n\nAan de voorzitter van de\nTweede Kamer\nBinnenhof 1\n\nOnze referentie\n\nAB-12345-6\n\nDatum 3 mei 2022\nBetreft Verslag van de\nMinisterie van taken\n\nGeachte voorzitter,\n\nTekst.",
            &[
                "letterhead: Ministerie van Financiën",
                "letterhead: Aan de voorzitter van de",
                "letterhead: Tweede Kamer",
                "letterhead: Binnenhof 1",
                "metadata: Onze referentie",
                "metadata: AB-12345-6",
                "metadata: Datum 3 mei 2022",
                "metadata: Betreft Verslag van de",
                "metadata: Ministerie van taken",
            ],
        );
    }

    #[test]
    fn a_byte_order_mark_hides_no_line() {
        check(
            "\u{feff}Aan de voorzitter van de\nTweede Kamer\n\nDatum 3 mei 2022\n\nGeachte voorzitter,\n\nTekst.",
            &[
                "letterhead: Aan de voorzitter van de",
                "letterhead: Tweede Kamer",
                "metadata: Datum 3 mei 2022",
            ],
        );
    }

    #[test]
    fn without_a_salutation_it_ends_before_prose() {
        check(
            "Vergaderjaar 2022-2023\n\n12 345 Dossier\n\nNr. 6 BRIEF VAN DE MINISTER\n\nDen Haag, 3 mei 2023\n\nMet deze brief informeer ik u over de stand van zaken.",
            &[
                "metadata: Vergaderjaar 2022-2023",
                "metadata: 12 345 Dossier",
                "metadata: Nr. 6 BRIEF VAN DE MINISTER",
                "metadata: Den Haag, 3 mei 2023",
            ],
        );
        let head = ["metadata: Nr. 6", "metadata: BRIEF VAN DE MINISTER", "metadata: Den Haag, 3 mei 2023"];
        let above = "Nr. 6\nBRIEF VAN DE MINISTER\nDen Haag, 3 mei 2023\n";
        check(&format!("{above}Op verzoek van de leden geef ik een reactie op\nDe Wet Zus en Zo."), &head);
        check(&format!("{above}Hierbij een brief\nDe Wet Zus en Zo\n"), &head);
        check(
            "Den Haag, 3 mei 2023\nBetreft een reactie op de wet die ik stuur aan\nDe Kamer",
            &[
                "metadata: Den Haag, 3 mei 2023",
                "metadata: Betreft een reactie op de wet die ik stuur aan",
                "metadata: De Kamer",
            ],
        );
        check("Het kabinet heeft vandaag besloten dat de brief uitgaat.", &[]);
        check("Aan de minister is gevraagd of dit klopt.", &[]);
        check("", &[]);
    }
}
