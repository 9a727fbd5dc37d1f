//! Papers of the European Union (`COM(2022) 332`, `SWD(2018) 5`), its procedures (`2021/0366 (COD)`) and its journal (`PbEU
//! 2016, L 119`).

use super::{Citation, address, reason};
use crate::reader::Reader;

const PAPER: &str = "citation.eu-paper";
const JOURNAL: &str = "citation.eu-journal";
/// Kinds of procedures; a closed class.
const PROCEDURES: [&str; 7] = ["COD", "CNS", "NLE", "APP", "AVC", "INI", "BUD"];

/// `COM(2022) 332`, `SWD (2018) 5 final`, `JOIN/2020/18`.
pub(super) fn read_paper(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if !matches!(word, "COM" | "SWD" | "SEC" | "JOIN" | "C")
        || text.before(at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let open = text.spaces(at + word.len());
    let (year_at, close) = match text.char(open) {
        Some('(') => (open + 1, ')'),
        Some('/') if word != "C" => (open + 1, '/'),
        _ => return None,
    };
    let year = text.digits(year_at);
    if year.len() != 4 || !("1970".."2100").contains(&year) {
        return None;
    }
    let (digits, mut end) = read_serial(text, year_at + 4, close)?;
    if !(1..=5).contains(&digits.len()) || text.is_inside(end) || (word == "C" && digits.len() < 3) {
        return None;
    }
    let number = digits.trim_start_matches('0');
    // `COM (2011) 121/3`: the third version.
    if let Some(after) = text.take_char(end, '/') {
        let version = text.digits(after);
        let closes = version.len() == 1 && !text.is_inside(after + 1);
        end = if closes { after + 1 } else { end };
    }
    let joint = text.dash(end).unwrap_or_else(|| text.gap(text.take_char(end, ',').unwrap_or(end)));
    if let Some(after) = text.take_any(joint, &["final", "definitief", "def"]) {
        end = after;
    }
    let id = format!("{word}({year}){number}");
    let uri = if word == "C" { format!("PI_COM:{id}") } else { format!("{word}:{year}:{number}:FIN") };
    found.push(Citation::new(at, end, id, PAPER).with_url(address::eur_lex(&uri)));
    Some(end)
}

/// `) 332`, `/332)`, `)-332`: the number of a paper behind its year, and its end.
fn read_serial(text: Reader<'_>, at: usize, close: char) -> Option<(&str, usize)> {
    if let Some(from) = text.take_char(at, '/').filter(|_| close == ')') {
        let digits = text.digits(from);
        return Some((digits, text.take_char(from + digits.len(), ')')?));
    }
    let after = text.gap(text.take_char(at, close)?);
    let sign = text.dash(after).or_else(|| text.take_char(after, ','));
    let from = sign.map_or(after, |after| text.gap(after));
    let digits = text.digits(from);
    Some((digits, from + digits.len()))
}

/// `2021/0366 (COD)`.
pub(super) fn read_procedure(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    if text.byte(at + 4) != Some(b'/') {
        return None;
    }
    let year = text.digits(at);
    let slash = text.take_char(at + year.len(), '/')?;
    let serial = text.digits(slash);
    let open = text.take_char(text.spaces(slash + serial.len()), '(')?;
    let kind = text.word(open);
    let end = text.take_char(open + kind.len(), ')')?;
    let fits = year.len() == 4 && (3..=4).contains(&serial.len()) && PROCEDURES.contains(&kind);
    if !fits || text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let number = serial.trim_start_matches('0');
    let url = format!("https://eur-lex.europa.eu/procedure/NL/{year}_{number}");
    let id = format!("{year}/{serial}({kind})");
    found.push(Citation::new(at, end, id, "citation.eu-procedure").with_url(url));
    Some(end)
}

/// `PbEU 2016, L 119`, `PB L 119 van 4.5.2016`, `PB L, 2024/1689, 12.7.2024`.
pub(super) fn read_journal(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    let sure = matches!(word, "PbEU" | "PbEG" | "PBEU" | "PBEG" | "PbEEG" | "Publicatieblad");
    if !(sure || matches!(word, "PB" | "Pb" | "OJ")) || text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut from = text.gap(text.take_char(at + word.len(), '.').unwrap_or(at + word.len()));
    if let Some(after) = text.take_any(from, &["EU", "EG", "EEG"]) {
        from = text.gap(after);
    }
    let lead = text.digits(from);
    let mut year = (lead.len() == 4).then_some(lead);
    if year.is_some() {
        from = past_comma(text, from + 4);
        from = text
            .take_any(from, &["nr"])
            .map_or(from, |after| text.spaces(text.take_char(after, '.').unwrap_or(after)));
    }
    let series = text.word(from);
    if !matches!(series, "L" | "C") {
        return None;
    }
    let mut number_at = past_comma(text, from + 1);
    // `PB C, C/2023/1234`
    if text.word(number_at) == series && number_at > from + 1 {
        number_at = text.take_char(number_at + 1, '/')?;
    }
    let number = text.digits(number_at);
    let mut end = number_at + number.len();
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let page = text.take_char(end, '/').map(|after| (after, text.digits(after)));
    let paged = page.is_some_and(|(_, digits)| !digits.is_empty());
    if let Some((after, digits)) = page.filter(|(_, digits)| !digits.is_empty()) {
        end = after + digits.len();
        // Since October 2023 every act is an issue of its own.
        if number.len() == 4 && number >= "2023" {
            end = date_after(text, end).map_or(end, |(_, to)| to);
            let id = format!("PbEU-{number}-{series}{digits}");
            let url = address::eur_lex(&format!("OJ:{series}_{number}{digits:0>5}"));
            found.push(Citation::new(at, end, id, JOURNAL).with_url(url));
            return Some(end);
        }
    }
    if year.is_none()
        && let Some((found, to)) = date_after(text, end)
    {
        (year, end) = (Some(found), to);
    }
    let Some(year) = year else {
        // Without a year the number alone names no issue; `PB` is also a party or a bank, `PB L 119/1` is not.
        let sure = sure || paged;
        let id = format!("{word}-{series}-{number}");
        sure.then(|| found.push(Citation::new(at, end, id, JOURNAL).not_derivable(reason::NO_YEAR)))?;
        return Some(end);
    };
    let url = address::eur_lex(&format!("OJ:{series}:{year}:{number}:TOC"));
    found.push(Citation::new(at, end, format!("PbEU-{year}-{series}{number}"), JOURNAL).with_url(url));
    Some(end)
}

fn past_comma(text: Reader, at: usize) -> usize {
    let sign = text.gap(at);
    text.take_char(sign, ',').map_or(sign, |after| text.gap(after))
}

/// The year of ` van 4.5.2016`, `, 4.5.2016` or ` van 4 mei 2016`, and its end.
fn date_after(text: Reader<'_>, at: usize) -> Option<(&str, usize)> {
    let sign = past_comma(text, at);
    let from = text.take_word(sign, "van").map_or(sign, |after| text.gap(after));
    let day = text.digits(from);
    let after_day = from + day.len();
    if !(1..=2).contains(&day.len()) {
        return None;
    }
    let year_at = match text.take_char(after_day, '.').or_else(|| text.take_char(after_day, '-')) {
        Some(month_at) => {
            let dot = month_at + text.digits(month_at).len();
            text.take_char(dot, '.').or_else(|| text.take_char(dot, '-'))?
        }
        None => {
            let month_at = text.gap(after_day);
            text.gap(month_at + text.word(month_at).len())
        }
    };
    let year = text.digits(year_at);
    (year.len() == 4).then_some((year, year_at + 4))
}
