//! The numbers of the Tweede Kamer's own registration: papers (`2023D49694`), matters (`2023Z20335`), activities
//! (`2024A04275`), and commitments (`TZ202309-077`, of the Eerste Kamer `T03357`).

use super::{Citation, reason};
use crate::reader::Reader;

const RULE: &str = "citation.number";

/// Whether a registration number begins at `at`.
pub(super) fn starts_number(text: Reader, at: usize) -> bool {
    read_number(text, at).is_some()
}

/// The registration number that begins at `at`, and its end.
pub(super) fn read_number(text: Reader, at: usize) -> Option<(Citation, usize)> {
    let year = text.digits(at);
    let letter = text.byte(at + 4)?.to_ascii_uppercase();
    if year.len() != 4 || !("1995".."2100").contains(&year) || !matches!(letter, b'Z' | b'D' | b'A') {
        return None;
    }
    // An extraction may put one space before the serial number.
    let serial_at = text.take_char(at + 5, ' ').unwrap_or(at + 5);
    let serial = text.digits(serial_at);
    let end = serial_at + serial.len();
    if serial.len() != 5 || text.is_inside(end) {
        return None;
    }
    let id = format!("{}{serial}", text.slice(at, at + 5).to_uppercase());
    let url = match letter {
        b'D' => format!("https://www.tweedekamer.nl/downloads/document?id={id}"),
        b'Z' => format!("https://www.tweedekamer.nl/kamerstukken/detail?id={id}"),
        _ => {
            format!("https://www.tweedekamer.nl/debat_en_vergadering/commissievergaderingen/details?id={id}")
        }
    };
    Some((Citation::new(at, end, id, RULE).with_url(url), end))
}

/// A registration number that no other word announces.
pub(super) fn read_digits(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    if text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    // The number of a footnote may be glued to the front at the start of a line.
    let glued = text.digits(at).len().saturating_sub(4);
    let at = if (1..=2).contains(&glued) && text.opens_line(at) { at + glued } else { at };
    let (citation, end) = read_number(text, at)?;
    let own = is_own(text, at, end);
    found.push(citation.owned(own));
    Some(end)
}

/// `TZ202309–077`, `T03357`.
pub(super) fn read_toezegging(
    text: Reader,
    at: usize,
    word: &str,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    if text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let digits = text.digits(at + word.len());
    let end = at + word.len() + digits.len();
    let mut misread = false;
    let (id, end) = match word {
        "TZ" if digits.len() == 6 && ("2000".."2100").contains(&digits.get(..4)?) => {
            let from = text.spaces(text.dash(text.spaces(end))?);
            let serial = text.digits(from);
            let close = from + serial.len();
            (format!("TZ{digits}-{serial}"), (2..=4).contains(&serial.len()).then_some(close)?)
        }
        "T" if digits.len() == 5 && digits.starts_with('0') => (format!("T{digits}"), end),
        // `TO3357`
        "TO" if digits.len() == 4 => {
            misread = true;
            (format!("T0{digits}"), end)
        }
        _ => return None,
    };
    if text.is_inside(end) {
        return None;
    }
    let citation = Citation::new(at, end, id, RULE);
    found.push(if misread { citation.inferred(reason::LETTER_O) } else { citation });
    Some(end)
}

/// Whether the letter says the number of itself: after `Nummer:`, as the matter it belongs to, or on a line of its own
/// at the head of a printed paper.
fn is_own(text: Reader, at: usize, end: usize) -> bool {
    let head = text.look_back(at, 40);
    let line = head.rsplit('\n').next().unwrap_or(head).trim_start();
    let label = line.trim_end().trim_end_matches([':', '*']).trim_end();
    let labeled = ["Nummer", "Documentnummer", "Onderdeel van zaak", "Zaaknummer", "Zaak", "Ons kenmerk"]
        .iter()
        .any(|name| label.eq_ignore_ascii_case(name));
    labeled || (at < 1200 && text.opens_line(at) && text.closes_line(end))
}
