//! Gazettes and the treaty series: `Stb. 2001, 580`, `Stcrt. 2009, nr. 9231`, `Trb. 2005, 197`, and the identifiers
//! printed on official publications (`stb-2001-580`, `gmb-2023-12345`, `blg-1234567`).

use super::Citation;
use crate::reader::Reader;
use griffier_doc::Class;

const RULE: &str = "citation.gazette";

/// A gazette by its name, or a printed identifier.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let series = match word {
        "Stb" | "Staatsblad" | "stb" => "stb",
        "Stcrt" | "Staatscourant" | "stcrt" => "stcrt",
        "Trb" | "Tractatenblad" | "trb" => "trb",
        "gmb" | "Gemeenteblad" => "gmb",
        "prb" | "wsb" | "bgr" | "blg" => word,
        "Waterschapsblad" => "wsb",
        _ => return None,
    };
    let from = at + word.len();
    read_literal(text, at, from, series, found).or_else(|| read_cited(text, at, from, series, found))
}

/// `stb-2001-580`, `blg-1234567`.
fn read_literal(
    text: Reader,
    at: usize,
    from: usize,
    series: &str,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    let first_at = text.take_char(from, '-')?;
    let first = text.digits(first_at);
    let first_end = first_at + first.len();
    let second = text.take_char(first_end, '-').map(|after| (after, text.digits(after)));
    let (id, end) = match second.filter(|(_, digits)| !digits.is_empty()) {
        Some((after, digits)) if first.len() == 4 => {
            (format!("{series}-{first}-{digits}"), after + digits.len())
        }
        _ if series == "blg" && first.len() >= 4 => (format!("{series}-{first}"), first_end),
        _ => return None,
    };
    if text.is_inside(end) {
        return None;
    }
    found.push(cite(at, end, id, Class::Exact));
    Some(end)
}

/// `Stb. 2001, 580 en 581`, `Staatsblad 2018 nr. 245`, `Stb. 2001/580`.
fn read_cited(
    text: Reader,
    at: usize,
    from: usize,
    series: &str,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    if matches!(series, "blg" | "prb" | "bgr") {
        return None;
    }
    let mut year_at = text.gap(text.take_char(from, '.').unwrap_or(from));
    if let Some(after) = text.take_char(year_at, ',') {
        year_at = text.gap(after);
    }
    let year = text.digits(year_at);
    if year.len() != 4 || !("1800".."2100").contains(&year) {
        return None;
    }
    let sign = text.gap(year_at + 4);
    let mut number_at = match text.char(sign) {
        Some(',' | '/' | '-' | ':') => text.gap(sign + 1),
        _ if sign > year_at + 4 => sign,
        _ => return None,
    };
    let marked = text.take_any(number_at, &["nr", "no", "nummer"]);
    if let Some(mark) = marked {
        number_at = text.gap(text.take_char(mark, '.').unwrap_or(mark));
    }
    let comma = text.slice(year_at + 4, number_at).contains([',', '/', '-', ':']);
    let (number, mut end) = read_number(text, number_at).filter(|_| comma || marked.is_some())?;
    let mut citation = cite(at, end, format!("{series}-{year}-{number}"), Class::Exact);
    // `580 en 581`, unless the next number counts something.
    for _ in 0..8 {
        let Some(joint) = text.take_word(text.gap(end), "en") else { break };
        let Some((next, to)) = read_number(text, text.gap(joint)) else { break };
        let followed = text.word(text.gap(to)).starts_with(char::is_lowercase);
        let opens_year = matches!(text.char(to), Some(',' | '/'));
        if followed || opens_year {
            break;
        }
        citation.ids.push(format!("{series}-{year}-{next}"));
        (citation.to, end) = (to, to);
    }
    found.push(citation);
    Some(end)
}

fn read_number(text: Reader<'_>, at: usize) -> Option<(&str, usize)> {
    let digits = text.digits(at);
    let end = at + digits.len();
    ((1..=6).contains(&digits.len()) && !text.is_inside(end)).then_some((digits, end))
}

fn cite(from: usize, to: usize, id: String, class: Class) -> Citation {
    let url = format!("https://zoek.officielebekendmakingen.nl/{id}.html");
    Citation::new(from, to, id, RULE).with_class(class).with_url(url)
}
