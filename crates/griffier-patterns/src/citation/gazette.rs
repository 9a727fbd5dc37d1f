//! Gazettes and treaty series: `Stb. 2001, 580`, `Stcrt. 2009, nr. 9231`, `Trb. 2005, 197`, `ETS-125`, and the identifiers
//! printed on official publications (`stb-2001-580`, `gmb-2023-12345`, `blg-1234567`).

use super::{Citation, address, reason};
use crate::reader::Reader;

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
        "Provinciaal" | "Provinciaalblad" => "prb",
        "ETS" | "CETS" => return read_council(text, at, at + word.len(), found),
        _ => return None,
    };
    let mut from = at + word.len();
    if word == "Provinciaal" {
        from = text.take(text.spaces(from), "blad")?;
    }
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
    let url = address::publication(&id);
    found.push(Citation::new(at, end, id, RULE).with_url(url));
    Some(end)
}

/// `Stb. 2001, 580 en 581`, `Staatsblad 2018 nr. 245`, `Stb. 2001/580`, `Stcrt. nr. 9231 van 2009`.
fn read_cited(
    text: Reader,
    at: usize,
    from: usize,
    series: &str,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    if matches!(series, "blg" | "bgr") {
        return None;
    }
    let mut year_at = text.gap(text.take_char(from, '.').unwrap_or(from));
    if let Some(after) = text.take_char(year_at, ',') {
        year_at = text.gap(after);
    }
    if let Some((year, number, end)) = read_reversed(text, year_at) {
        found.push(cite(at, end, series, &[(year, number)]));
        return Some(end);
    }
    let (first, mut end) = read_issue(text, year_at)?;
    let mut issues = vec![first];
    // `580 en 581`, `1951, 154 en 1990, 94`, unless the next number counts something.
    for _ in 0..8 {
        let Some(joint) = past_joint(text, end) else { break };
        let issue = read_issue(text, joint);
        let year = issues[issues.len() - 1].0;
        let next = issue.or_else(|| read_number(text, joint).map(|(number, to)| ((year, number), to)));
        let Some((issue, to)) = next else { break };
        let followed = text.word(text.gap(to)).starts_with(char::is_lowercase)
            && text.take_any(text.gap(to), &["en", "van", "is", "zijn"]).is_none();
        if followed || matches!(text.char(to), Some(',' | '/')) {
            break;
        }
        issues.push(issue);
        end = to;
    }
    found.push(cite(at, end, series, &issues));
    Some(end)
}

/// A year and a number in it.
type Issue<'d> = (&'d str, &'d str);

/// `2001, 580`, `2018 nr. 245`, `2001/580`.
fn read_issue(text: Reader<'_>, year_at: usize) -> Option<(Issue<'_>, usize)> {
    let year = read_year(text, year_at)?;
    let sign = text.gap(year_at + 4);
    let mut number_at = match text.char(sign) {
        Some(',' | '/' | '-' | ':') => text.gap(sign + 1),
        _ if sign > year_at + 4 => sign,
        _ => return None,
    };
    let marked = past_mark(text, number_at);
    number_at = marked.unwrap_or(number_at);
    let comma = text.slice(year_at + 4, number_at).contains([',', '/', '-', ':']);
    let (number, end) = read_number(text, number_at).filter(|_| comma || marked.is_some())?;
    Some(((year, number), end))
}

/// `nr. 9231 van 2009`.
fn read_reversed(text: Reader<'_>, at: usize) -> Option<(&str, &str, usize)> {
    let (number, end) = read_number(text, past_mark(text, at)?)?;
    let year_at = text.gap(text.take_word(text.gap(end), "van")?);
    Some((read_year(text, year_at)?, number, year_at + 4))
}

fn read_year(text: Reader<'_>, at: usize) -> Option<&str> {
    let year = text.digits(at);
    (year.len() == 4 && ("1813".."2100").contains(&year)).then_some(year)
}

/// Past `nr.`.
fn past_mark(text: Reader, at: usize) -> Option<usize> {
    let mark = text.take_any(at, &["nr", "no", "nummer"])?;
    Some(text.gap(text.take_char(mark, '.').unwrap_or(mark)))
}

/// Past `en` or a comma between two numbers.
fn past_joint(text: Reader, at: usize) -> Option<usize> {
    let next = text.gap(at);
    let joint = text.take_word(next, "en").or_else(|| text.take_char(next, ','))?;
    Some(text.gap(joint))
}

fn read_number(text: Reader<'_>, at: usize) -> Option<(&str, usize)> {
    let digits = text.digits(at);
    let end = at + digits.len();
    ((1..=6).contains(&digits.len()) && !text.is_inside(end)).then_some((digits, end))
}

fn cite(from: usize, to: usize, series: &str, issues: &[Issue]) -> Citation {
    let ids: Vec<String> = issues.iter().map(|(year, number)| format!("{series}-{year}-{number}")).collect();
    let url = |(id, (year, number)): (&String, &Issue)| {
        address::gazette(id, series, year.parse().ok()?, number.parse().ok()?)
    };
    let urls = ids.iter().zip(issues).map(url).collect();
    let citation = Citation::of(from, to, ids, RULE).with_urls(urls);
    let own = !matches!(series, "stb" | "stcrt" | "trb") && issues.iter().any(|(year, _)| *year < "2014");
    if own {
        return Citation { ids: Vec::new(), ..citation }.not_derivable(reason::OWN_SERIES);
    }
    citation
}

/// `ETS-125`, `ETS nr. 125`, `CETS No. 210`: the treaties of the Council of Europe.
fn read_council(text: Reader, at: usize, from: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let sign = text.dash(from).unwrap_or_else(|| text.spaces(from));
    let mark = past_mark(text, sign);
    if mark.is_none() && text.dash(from).is_none() {
        return None;
    }
    let (number, end) = read_number(text, mark.unwrap_or(sign)).filter(|(number, _)| number.len() == 3)?;
    let series = text.slice(at, from);
    let link = "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=";
    let id = format!("{series}-{number}");
    found.push(Citation::new(at, end, id, RULE).with_url(format!("{link}{number}")));
    Some(end)
}
