//! The number of a paper within its dossier: `nr. 45`, `nrs. 43 en 59`, `nrs. 1–3`, `nr. 42e`, `letter D`, `L`.

use super::dossier::{self, Evidence};
use super::session;
use crate::reader::{Reader, is_dash};

/// Numbers as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Each number or letter, a range spelled out.
    pub list: Vec<String>,
    /// Past the last one.
    pub end: usize,
    /// Whether some of them were supplied by spelling out a range.
    pub has_range: bool,
}

/// More papers than this in one range is a slip of the pen.
const LONGEST_RANGE: u32 = 40;
/// Words before a number.
const MARKS: [&str; 9] = ["nr", "nrs", "nummer", "nummers", "no", "nos", "num", "letter", "letters"];
/// Words that may follow a number without making it a count ("nr. 45 en 3 moties").
const FOLLOWERS: [&str; 26] = [
    "en",
    "of",
    "p",
    "pp",
    "pag",
    "blz",
    "bladzijde",
    "pagina",
    "t",
    "tot",
    "jo",
    "resp",
    "respectievelijk",
    "alsmede",
    "alsook",
    "bijlage",
    "van",
    "d",
    "dd",
    "over",
    "is",
    "zijn",
    "wordt",
    "worden",
    "ter",
    "herdruk",
];

/// `, nr. 45`: numbers announced by a word, with what may stand before it.
pub(super) fn read_marked(text: Reader, at: usize) -> Option<Numbers> {
    let mark = past_separator(text, at);
    let word = text.take_any(mark, &MARKS)?;
    let plural = text.slice(mark, word).ends_with('s');
    let from = text.gap(text.take_char(word, '.').or_else(|| text.take_char(word, ':')).unwrap_or(word));
    read_list(text, from, plural)
}

/// `, 22` or `, L`: a number that only its place after the dossier announces.
pub(super) fn read_unmarked(text: Reader, at: usize, is_senate: bool) -> Option<Numbers> {
    let from = past_separator(text, at);
    let comma = text.slice(at, from).contains(',');
    let (item, end) = read_item(text, from)?;
    let is_letter = item.starts_with(|c: char| c.is_ascii_uppercase());
    let stands = ends_clause(text, end) && (item.len() <= 2 || !is_letter);
    let fits = if is_letter { (comma || is_senate) && from > at } else { comma && !looks_like_year(&item) };
    if !fits || !stands {
        return None;
    }
    if is_letter {
        // `C, D en E` of the Eerste Kamer.
        return read_list(text, from, false);
    }
    let mut numbers = Numbers { list: vec![item], end, has_range: false };
    // `33694, 45-47`, not `33694, 45-47 stuks`
    if let Some((last, to)) = read_range_end(text, end) {
        if !ends_clause(text, to) {
            return None;
        }
        if fill(&mut numbers, &last) {
            numbers.end = to;
        }
    }
    Some(numbers)
}

/// Numbers right behind their word.
fn read_list(text: Reader, at: usize, plural: bool) -> Option<Numbers> {
    let (first, mut end) = read_item(text, at)?;
    let mut numbers = Numbers { list: vec![first], end, has_range: false };
    loop {
        if let Some((item, to)) = read_range_end(text, end)
            && fill(&mut numbers, &item)
        {
            (numbers.end, end) = (to, to);
            continue;
        }
        let Some((item, to, comma)) = read_next(text, end) else { return Some(numbers) };
        let certain = plural || (ends_clause(text, to) && !(comma && looks_like_year(&item)));
        let is_number = item.starts_with(|c: char| c.is_ascii_digit());
        let same_kind = numbers.list[0].starts_with(|c: char| c.is_ascii_digit()) == is_number;
        if !certain || !same_kind || (plural && is_count(text, to)) {
            return Some(numbers);
        }
        numbers.list.push(item);
        (numbers.end, end) = (to, to);
    }
}

/// One number or letter: `45`, `2.657`, `42e`, `AA`.
fn read_item(text: Reader, at: usize) -> Option<(String, usize)> {
    let digits = text.digits(at);
    if digits.is_empty() {
        let letters = text.word(at);
        let end = at + letters.len();
        let capitals =
            (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        let open = text.is_inside(end) || text.dash(end).is_some_and(|after| text.is_inside(after));
        return (capitals && !open).then(|| (letters.to_owned(), end));
    }
    let mut end = at + digits.len();
    if digits.len() > 5 || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    let thousands = text.take_char(end, '.').map(|after| (after, text.digits(after)));
    if let Some((after, rest)) = thousands.filter(|(_, rest)| rest.len() == 3 && digits.len() <= 2) {
        return Some((format!("{digits}{rest}"), after + 3));
    }
    // `42e`: old papers carry a letter; more letters are the next word, glued by an extraction.
    let tail = text.word(end);
    if tail.len() == 1 && tail.bytes().all(|byte| byte.is_ascii_lowercase()) && !text.is_inside(end + 1) {
        end += 1;
    } else if tail.starts_with(|c: char| c.is_uppercase()) && text.digits(end + tail.len()).len() > 2 {
        return None;
    }
    Some((text.slice(at, end).to_owned(), end))
}

/// What stands after `en`, `,` or `/`: a further number that is no dossier.
fn read_next(text: Reader, at: usize) -> Option<(String, usize, bool)> {
    let mut from = text.gap(at);
    let comma = text.char(from) == Some(',');
    if comma {
        from = text.gap(from + 1);
    }
    let slash = text.take_char(from, '/').filter(|_| !comma);
    from = match text.take_any(from, &["en", "alsmede", "of"]).or(slash) {
        Some(after) => text.gap(after),
        None if comma => from,
        None => text.gap(text.take_char(from, '&')?),
    };
    if dossier::read(text, from, Evidence::Bare).is_some() || session::read(text, from).is_some() {
        return None;
    }
    let (item, end) = read_item(text, from)?;
    Some((item, end, comma))
}

/// The upper end of `1–3`, `1 t/m 3`, `1 tot en met 3`.
fn read_range_end(text: Reader, at: usize) -> Option<(String, usize)> {
    let sign = text.spaces(at);
    let from =
        text.dash(sign).or_else(|| text.take(sign, "t/m")).or_else(|| text.take(sign, "tot en met"))?;
    let from = text.gap(from);
    if dossier::read(text, from, Evidence::Bare).is_some() {
        return None;
    }
    read_item(text, from).filter(|&(_, end)| !text.is_inside(end))
}

/// Adds the numbers from the last one up to `last`; false if that is no range of papers.
fn fill(numbers: &mut Numbers, last: &str) -> bool {
    let from = numbers.list.last().and_then(|first| first.parse::<u32>().ok());
    match (from, last.parse::<u32>()) {
        (Some(from), Ok(to)) if from < to && to - from <= LONGEST_RANGE => {
            numbers.list.extend((from + 1..=to).map(|number| number.to_string()));
            numbers.has_range = true;
            true
        }
        _ => false,
    }
}

/// Past white space and a comma, semicolon or colon.
fn past_separator(text: Reader, at: usize) -> usize {
    let sign = text.gap(at);
    match text.char(sign) {
        Some(',' | ';' | ':') => text.gap(sign + 1),
        Some(c) if is_dash(c) => text.gap(sign + c.len_utf8()),
        _ => sign,
    }
}

/// Whether what ends at `at` ends as a citation does: no letter glued to it, no word that counts it.
pub(super) fn ends_clause(text: Reader, at: usize) -> bool {
    if text.is_inside(at) || matches!(text.char(at), Some('%' | '€' | '°')) {
        return false;
    }
    let next = text.gap(at);
    let word = text.word(next);
    next == at
        || word.is_empty() && !text.is_inside(next)
        || FOLLOWERS.contains(&word)
        || starts_sentence(text, at)
}

/// Whether a line break or a capital word follows: no noun that is counted.
fn starts_sentence(text: Reader, at: usize) -> bool {
    let next = text.gap(at);
    text.slice(at, next).contains('\n') && text.char(next).is_some_and(|c| !c.is_lowercase())
        || text.char(next).is_some_and(char::is_uppercase)
}

/// Whether a small word follows that the number counts ("nrs. 43 en 12 andere stukken").
fn is_count(text: Reader, at: usize) -> bool {
    text.take_any(text.gap(at), &["andere", "overige", "moties", "brieven", "stukken"]).is_some()
}

fn looks_like_year(item: &str) -> bool {
    item.len() == 4 && ("1900"..="2100").contains(&item)
}
