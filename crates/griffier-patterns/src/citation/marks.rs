//! References of departments: what stands after `Onze Referentie`, `Ons kenmerk`, `Kenmerk`, `Uw kenmerk`, and the few
//! forms that need no label (`BZDOC-1708183576-83`).

use super::{Citation, numbers};
use crate::reader::{Reader, is_dash};

const RULE: &str = "citation.mark";
/// Longest line of values that is looked at, in bytes.
const LINE: usize = 160;
/// How far into the text a reference without a label is looked for, in bytes.
const HEAD: usize = 4_000;
/// Farthest back to a row of labels, in bytes.
const LABELS: usize = 160;
/// Most values under one label.
const VALUES: usize = 3;

/// A label with its values, or a reference that speaks for itself.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    match word {
        "BZDOC" | "MinBuZa" | "MINBUZA" | "MinBuza" | "IENW" | "IenW" | "IENM" | "IenM" => {
            read_unlabeled(text, at, found)
        }
        "VROM" | "VW" | "VWS" | "LNV" | "OCW" | "SZW" | "BZK" => read_registered(text, at, word, found),
        _ => {
            let (label_end, own) = read_label(text, at, word)?;
            let from = past_label(text, label_end);
            if !text.opens_line(at) || own.is_none() {
                // `Datum 1 mei 2021  Onze referentie …`: two columns on one line.
                let own = matches!(word, "Onze" | "Ons");
                return read_in_sentence(text, label_end, own, found);
            }
            read_values(text, from, own == Some(true), found)
        }
    }
}

/// `VROM-02-611`: how the Tweede Kamer numbered the letters of a ministry until 2008.
fn read_registered(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    let year_at = text.dash(at + word.len())?;
    let year = text.digits(year_at);
    let serial_at = text.dash(year_at + year.len())?;
    let serial = text.digits(serial_at);
    let end = serial_at + serial.len();
    let closes = !text.is_inside(end) && text.dash(end).is_none();
    let known = matches!(year.as_bytes(), [b'9', _] | [b'0', b'0'..=b'8']);
    if year.len() != 2 || !known || !(2..=4).contains(&serial.len()) || !closes {
        return None;
    }
    found.push(Citation::new(at, end, format!("{word}-{year}-{serial}"), RULE));
    Some(end)
}

/// `DRZ. 2008/1207` on a line of the head whose labels stand in a row above: the year and number at `at`, behind the code of
/// a directorate.
pub(super) fn read_behind_code(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let year = text.digits(at);
    let serial_at = text.take_char(at + year.len(), '/')?;
    let serial = text.digits(serial_at);
    let end = serial_at + serial.len();
    let known = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    if at > HEAD || !known || !(2..=6).contains(&serial.len()) || text.is_inside(end) {
        return None;
    }
    let before = text.look_back(at, 12).trim_end_matches([' ', '\u{a0}']).strip_suffix('.')?;
    let code = &before[before.rfind(|c: char| !c.is_ascii_uppercase()).map_or(0, |i| i + 1)..];
    let start = at - text.look_back(at, 12).len() + before.len() - code.len();
    let apart = text.before(start).is_none_or(|c| matches!(c, '\n' | '\t' | '|' | ' ' | ':'));
    if !(2..=8).contains(&code.len()) || !apart {
        return None;
    }
    // The labels stand in the row above, the letter's own the last of them before the date.
    let above = text.look_back(start, LABELS).to_lowercase();
    let own = ["ons kenmerk", "onze referentie"].iter().any(|label| above.contains(label))
        && !text.slice(end, text.line_end(end, LINE)).contains('/');
    found.push(Citation::new(start, end, format!("{code}.{year}/{serial}"), RULE).owned(own));
    Some(end)
}

/// Past a label; whether what follows is the letter's own (`None`: only inside a sentence).
fn read_label(text: Reader, at: usize, word: &str) -> Option<(usize, Option<bool>)> {
    let end = at + word.len();
    let next = text.spaces(end);
    let noun = text.word(next);
    let is_noun = ["kenmerk", "referentie", "ref", "referentienummer", "briefkenmerk"]
        .iter()
        .any(|label| noun.eq_ignore_ascii_case(label));
    match word {
        "Onze" | "Ons" | "ONZE" | "ONS" if is_noun => Some((next + noun.len(), Some(true))),
        "Uw" | "UW" if is_noun || noun == "brief" => Some((next + noun.len(), Some(false))),
        "Kenmerk" | "KENMERK" | "Referentie" | "Briefkenmerk" | "Zaaknummer" | "Referentienummer" => {
            Some((end, Some(true)))
        }
        "kenmerk" | "referentie" | "zaaknummer" | "referentienummer" => Some((end, None)),
        _ => None,
    }
}

/// Past what may stand between a label and its value: colons, Markdown marks, blank lines.
fn past_label(text: Reader, at: usize) -> usize {
    let mut end = at;
    let mut breaks = 0;
    for c in text.rest(at).chars().take(40) {
        match c {
            '\n' if breaks == 3 => break,
            '\n' => breaks += 1,
            ':' | '*' | '|' | '.' => {}
            c if c.is_whitespace() => {}
            _ => break,
        }
        end += c.len_utf8();
    }
    end
}

/// The values under a label at the start of a line.
fn read_values(text: Reader, from: usize, own: bool, found: &mut Vec<Citation>) -> Option<usize> {
    let mut end = push_value(text, from, own, found)?;
    for _ in 1..VALUES {
        let next = past_label(text, end);
        let breaks = text.slice(end, next).contains('\n');
        let strict =
            read_code(text, next).filter(|&stop| text.closes_line(stop) && is_strict(text.slice(next, stop)));
        if !breaks || strict.is_none() {
            break;
        }
        end = push_value(text, next, own, found)?;
    }
    Some(end)
}

/// `met kenmerk 2023-0000123456`.
fn read_in_sentence(text: Reader, label_end: usize, own: bool, found: &mut Vec<Citation>) -> Option<usize> {
    let mut from = text.gap(label_end);
    if let Some(after) = text.take_char(from, ':').or_else(|| text.take_any(from, &["nr", "nummer"])) {
        from = text.gap(text.take_char(after, '.').unwrap_or(after));
    }
    let end = read_code(text, from)?;
    is_strict(text.slice(from, end)).then(|| push_value(text, from, own, found)).flatten()
}

/// `BZDOC-1708183576-83`, `MinBuZa-2021.123-45`, `IENW/BSK-2021/123456`.
fn read_unlabeled(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let end = read_code(text, at)?;
    let code = text.slice(at, end);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 5 && !code.contains(' ')).then(|| push_value(text, at, false, found)).flatten()
}

/// Writes down the reference at `at`: several registration numbers between slashes are one each.
fn push_value(text: Reader, at: usize, own: bool, found: &mut Vec<Citation>) -> Option<usize> {
    let end = read_code(text, at)?;
    if numbers::starts_number(text, at) {
        let mut from = at;
        while let Some((citation, to)) = numbers::read_number(text, from).filter(|_| from < end) {
            found.push(citation.owned(own));
            let next = text.spaces(to);
            from = text
                .take_char(next, '/')
                .or_else(|| text.take_char(next, ','))
                .map_or(end, |after| text.spaces(after));
        }
        return Some(end);
    }
    let id: String = text
        .slice(at, end)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if is_dash(c) { '-' } else { c })
        .collect();
    found.push(Citation::new(at, end, id, RULE).owned(own));
    Some(end)
}

/// The end of a reference at `at`: parts with digits, joined by slashes, before them perhaps a code of letters
/// (`DGBI-I&K / 45530968`, `ZK 0000052100`).
fn read_code(text: Reader, at: usize) -> Option<usize> {
    let line_end = text.line_end(at, LINE);
    let (mut from, mut end, mut open) = (at, at, true);
    while from < line_end && open {
        let part = part_at(text, from, line_end);
        let has_digit = part.bytes().any(|byte| byte.is_ascii_digit());
        let is_joint = matches!(part, "/" | "-" | "–");
        if part.is_empty() || !(has_digit || is_joint || is_letter_code(part)) {
            break;
        }
        let stop = from + part.len();
        if has_digit {
            end = stop;
        }
        // `DRZ. 2008/1207`: the code of a directorate may be an abbreviation.
        let short = !has_digit && !is_joint;
        let next = text.spaces(text.take_char(stop, '.').filter(|_| short).unwrap_or(stop));
        let wide = text.slice(stop, next).chars().count() > 2;
        // After digits only a slash goes on.
        open = !wide
            && (!has_digit
                || matches!(part_at(text, next, line_end), "/" | "-" | "–")
                || part.ends_with('/'));
        from = next;
    }
    let code = text.slice(at, end);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 3 && code.len() >= 4 && !looks_like_date(code)).then_some(end)
}

/// The run of characters of a reference at `at`, without the punctuation that closes it.
fn part_at(text: Reader<'_>, at: usize, line_end: usize) -> &str {
    let inside =
        |c: char| c.is_alphanumeric() || is_dash(c) || matches!(c, '/' | '&' | '.' | '_' | '+' | ':');
    let end = text.slice(at, line_end).find(|c: char| !inside(c)).map_or(line_end, |i| at + i);
    text.slice(at, end).trim_end_matches(['.', ':', '-'])
}

/// `DGBI-I&K`, `MinBuZa`, `ZK`: capitals, no word of the language.
fn is_letter_code(part: &str) -> bool {
    let capitals = part.chars().filter(|c| c.is_uppercase()).count();
    let small = part.chars().filter(|c| c.is_lowercase()).count();
    part.len() <= 16 && capitals >= 2 && small <= capitals + 3
}

/// A reference that needs no label on its line: five digits at least, and not only digits.
fn is_strict(code: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5 && (digits < code.len() || digits >= 7)
}

fn looks_like_date(code: &str) -> bool {
    let mut parts = code.split(|c: char| is_dash(c) || matches!(c, '/' | '.'));
    let mut next = || {
        parts
            .next()
            .map_or(0, |part| if part.bytes().all(|byte| byte.is_ascii_digit()) { part.len() } else { 9 })
    };
    let lengths = (next(), next(), next());
    matches!(lengths, (1..=2, 1..=2, 4) | (4, 1..=2, 1..=2))
}
