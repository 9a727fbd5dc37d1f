//! Case law and decentral rules: `ECLI:NL:HR:2005:AR5213`, `LJN AR5213`, `CVDR186651_6`, `zaak C-311/18`, `NJ 1996, 728`.

use super::{Citation, address, reason};
use crate::name::phrase::MONTHS;
use crate::reader::Reader;

const RULE: &str = "citation.case-law";

/// A judgment or a decentral rule by its identifier.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if text.before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let from = at + word.len();
    let (citation, end) = match word {
        "ECLI" => read_ecli(text, at, from)?,
        "ECLl" | "ELCI" | "ECIL" => {
            let (citation, end) = read_ecli(text, at, from)?;
            (citation.inferred(reason::MISSPELLED), end)
        }
        "LJN" => read_ljn(text, at, from)?,
        "CVDR" => read_cvdr(text, at, from)?,
        "C" | "T" => read_case_number(text, at, from)?,
        "NJ" | "AB" | "JB" | "BNB" | "JOR" | "JAR" | "JV" => read_journal(text, at, from)?,
        _ => return None,
    };
    found.push(citation);
    Some(end)
}

/// Country, court, year, ordinal; an extraction may put white space behind a colon.
fn read_ecli(text: Reader, at: usize, from: usize) -> Option<(Citation, usize)> {
    let past_colon = |at: usize| text.take_char(at, ':').map(|after| text.gap(after));
    let country_at = past_colon(from)?;
    let country = text.word(country_at);
    let court_at = past_colon(past_break(text, country_at + country.len()))?;
    let court = run(text, court_at, 10);
    let year_at = past_colon(court_at + court.len())?;
    let year = text.digits(year_at);
    let ordinal_at = past_colon(year_at + year.len())?;
    let ordinal = run(text, ordinal_at, 30).trim_end_matches('.');
    let end = ordinal_at + ordinal.len();
    if country.len() != 2 || court.is_empty() || year.len() != 4 || ordinal.is_empty() {
        return None;
    }
    let id = format!("ECLI:{country}:{court}:{year}:{ordinal}").to_uppercase();
    let url = match country {
        "EU" => Some(address::eur_lex(&format!("ecli:{id}"))),
        "NL" => Some(format!("https://deeplink.rechtspraak.nl/uitspraak?id={id}")),
        _ => None,
    };
    Some((Citation::new(at, end, id, RULE).with_url(url), end))
}

/// Past the hyphen with which the end of a line broke an identifier.
fn past_break(text: Reader, at: usize) -> usize {
    let next = text.dash(at).map(|after| (after, text.gap(after)));
    next.filter(|&(after, next)| text.slice(after, next).contains('\n')).map_or(at, |(_, next)| next)
}

/// Letters, digits and full stops, at most `most`.
fn run(text: Reader<'_>, at: usize, most: usize) -> &str {
    let count =
        text.rest(at).bytes().take(most).take_while(|&c| c.is_ascii_alphanumeric() || c == b'.').count();
    text.slice(at, at + count)
}

/// `LJN AR5213`, `LJN: AR5213`, `LJN-nummer AR5213`.
fn read_ljn(text: Reader, at: usize, from: usize) -> Option<(Citation, usize)> {
    let mut next = text.take(from, "-nummer").unwrap_or(from);
    next = text.gap(text.take_char(next, ':').unwrap_or(next));
    let letters = text.word(next);
    let digits = text.digits(next + letters.len());
    let end = next + letters.len() + digits.len();
    let fits = letters.len() == 2 && digits.len() == 4 && !text.is_inside(end);
    fits.then(|| (Citation::new(at, end, format!("LJN:{}{digits}", letters.to_uppercase()), RULE), end))
}

/// `CVDR186651_6`, `CVDR186651/6`, `CVDR 186651`.
fn read_cvdr(text: Reader, at: usize, from: usize) -> Option<(Citation, usize)> {
    let next = text.spaces(from);
    let number = text.digits(next);
    let mut end = next + number.len();
    if !(3..=8).contains(&number.len()) {
        return None;
    }
    let version = text
        .take_char(end, '_')
        .or_else(|| text.take_char(end, '/'))
        .map(|after| (after, text.digits(after)));
    let mut id = format!("CVDR{number}");
    let mut url = format!("https://lokaleregelgeving.overheid.nl/{id}");
    if let Some((after, version)) = version.filter(|(_, digits)| (1..=3).contains(&digits.len())) {
        id = format!("{id}_{version}");
        url = format!("{url}/{version}");
        end = after + version.len();
    }
    (!text.is_inside(end)).then(|| (Citation::new(at, end, id, RULE).with_url(url), end))
}

/// `NJ 1996, 728`, `AB 2004/247`: a judgment by the journal that printed it.
fn read_journal(text: Reader, at: usize, from: usize) -> Option<(Citation, usize)> {
    let year_at = text.spaces(from);
    let year = text.digits(year_at);
    let mark = year_at + year.len();
    let slash = text.take_char(mark, '/');
    let number_at = slash.or_else(|| text.take_char(mark, ',').map(|after| text.spaces(after)))?;
    let number = text.digits(number_at);
    let end = number_at + number.len();
    // "AB 2004, 12 maart" is a date.
    let next = text.word(text.gap(end));
    let closes = !text.is_inside(end) && !MONTHS.words().contains(&next);
    let fits = year_at > from
        && year.len() == 4
        && ("1900".."2100").contains(&year)
        && (1..=4).contains(&number.len())
        // "de bestuursperiode AB 2019/2023" are years.
        && !(number.len() == 4 && number >= year)
        && closes;
    fits.then(|| (Citation::new(at, end, format!("{}-{year}-{number}", text.slice(at, from)), RULE), end))
}

/// `C-311/18`, `T-612/17`, where the words before speak of a case.
fn read_case_number(text: Reader, at: usize, from: usize) -> Option<(Citation, usize)> {
    let number_at = text.dash(from)?;
    let number = text.digits(number_at);
    let year_at = text.take_char(number_at + number.len(), '/')?;
    let year = text.digits(year_at);
    let end = year_at + year.len();
    let head = text.look_back(at, 80);
    let head = head.rsplit(';').next().unwrap_or(head);
    let speaks = ["zaak", "zaken", "Zaak", "Zaken", "arrest", "Arrest", "HvJ", "Hof", "Gerecht"]
        .iter()
        .any(|word| head.contains(word));
    // `C-362/14 (Schrems)` at the beginning of a line: the name of a party stands behind it.
    let named = || {
        let open = text.take(end, " (");
        let name = open.map(|open| text.word(open)).filter(|name| name.len() > 3);
        let named = name.is_some_and(|name| {
            name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase)
        });
        named && (text.opens_line(at) || text.look_back(at, 2).ends_with(['(', ' ']))
    };
    let fits =
        (speaks || named()) && (1..=4).contains(&number.len()) && year.len() == 2 && !text.is_inside(end);
    let id = format!("{}-{number}/{year}", text.slice(at, from));
    let url = format!("https://curia.europa.eu/juris/liste.jsf?num={id}");
    fits.then(|| (Citation::new(at, end, id, RULE).with_url(url), end))
}
