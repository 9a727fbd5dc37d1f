//! National law by its identifier (`BWBR0045754`, `jci1.3:c:BWBR0005537&artikel=3:4`) and articles of an act whose
//! number stands beside them. An article of an act that the text only names is not decided here.

use super::{Citation, eu};
use crate::reader::Reader;

const RULE: &str = "citation.law";
/// Farthest from an article to the number of its act, in bytes.
const REACH: usize = 140;
/// Ordinals of the paragraphs of an article.
const ORDINALS: [&str; 20] = [
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
    "twintigste",
];

/// `BWBR0045754`, `jci1.3:c:BWBR0005537&artikel=3:4`.
pub(super) fn read(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if word == "jci" {
        return read_jci(text, at, found);
    }
    let (id, end) = read_id(text, at)?;
    found.push(Citation::new(at, end, id, RULE).with_url(url(id)));
    Some(end)
}

fn read_id(text: Reader<'_>, at: usize) -> Option<(&str, usize)> {
    let series = matches!(text.word(at), "BWBR" | "BWBV" | "BWBW");
    let end = at + 11;
    let fits = series && text.digits(at + 4).len() == 7 && !text.is_inside(end);
    fits.then(|| (text.slice(at, end), end))
}

fn url(id: &str) -> String {
    format!("https://wetten.overheid.nl/{id}")
}

/// A Juriconnect link: version, kind, act, then `&key=value` parts.
fn read_jci(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let version = text.digits(at + 3);
    let mut from = text.take_char(at + 3 + version.len(), '.').unwrap_or(at + 3 + version.len());
    from += text.digits(from).len();
    let from = text.take(from, ":c:").or_else(|| text.take(from, ":v:"))?;
    let (act, mut end) = read_id(text, from)?;
    let mut parts = Vec::new();
    for _ in 0..8 {
        let Some(key_at) = text.take_char(end, '&') else { break };
        let key = text.word(key_at);
        let Some(value_at) = text.take_char(key_at + key.len(), '=') else { break };
        let value = text.rest(value_at).chars().take(24);
        let value: usize = value
            .take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-'))
            .map(char::len_utf8)
            .sum();
        let value = text.slice(value_at, value_at + value);
        end = value_at + value.len();
        match key {
            "artikel" => parts.push(format!("art={value}")),
            "lid" => parts.push(format!("lid={value}")),
            "o" | "onderdeel" => parts.push(format!("onderdeel={value}")),
            _ => {}
        }
    }
    let link = format!("{}/{}", "https://wetten.overheid.nl", text.slice(at, end));
    found.push(Citation::new(at, end, join(act, &parts), RULE).with_url(link));
    Some(end)
}

/// `BWBR0045754:art=3.3;lid=7`; without parts the act alone.
fn join(act: &str, parts: &[String]) -> String {
    if parts.is_empty() { act.to_owned() } else { format!("{act}:{}", parts.join(";")) }
}

/// `32016R0679`, `52022DC0332`, `62018CJ0311`.
pub(super) fn read_celex(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let head = text.digits(at);
    let year: u32 = head.get(1..)?.parse().ok()?;
    if head.len() != 5 || !(1951..2100).contains(&year) || text.before(at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let kind = text.word(at + 5);
    let known = matches!(
        kind,
        "R" | "L"
            | "D"
            | "F"
            | "H"
            | "A"
            | "C"
            | "E"
            | "G"
            | "M"
            | "S"
            | "Q"
            | "DC"
            | "PC"
            | "JC"
            | "SC"
            | "CJ"
            | "CC"
            | "CO"
            | "CV"
            | "TJ"
            | "TC"
            | "TO"
            | "AA"
            | "AC"
            | "AP"
            | "XC"
            | "IP"
            | "TXT"
    );
    let serial = text.digits(at + 5 + kind.len());
    let end = at + 5 + kind.len() + serial.len();
    if !known || serial.len() != 4 || text.is_inside(end) {
        return None;
    }
    let id = text.slice(at, end);
    found.push(Citation::new(at, end, id, "citation.celex").with_url(eu::celex_url(id)));
    Some(end)
}

/// `artikel 6, eerste lid, van Verordening (EU) 2016/679`, `artikel 3.3, zevende lid, van de Wet X (BWBR0045754)`: only
/// with the number of the act; the act itself is cited inside.
pub(super) fn read_article(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if !matches!(word, "artikel" | "Artikel" | "art" | "Art")
        || text.before(at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let (articles, parts_end) = read_parts(text, at + word.len())?;
    let from = past_van(text, parts_end);
    let before = found.len();
    let act_end =
        eu::read_act(text, from, text.word(from), found).or_else(|| read_act_in_brackets(text, from, found));
    let Some(end) = act_end else {
        found.truncate(before);
        return None;
    };
    let act = found.get(before)?.clone();
    let base = act.ids.first()?;
    let ids: Vec<String> = articles.iter().map(|parts| format!("{base}:{parts}")).collect();
    found.push(Citation {
        from: at,
        to: end,
        ids,
        class: act.class,
        url: act.url.clone(),
        own: false,
        rule: RULE,
    });
    Some(end)
}

/// The act's name up to its number: `Wet open overheid (BWBR0045754)`.
fn read_act_in_brackets(text: Reader, from: usize, found: &mut Vec<Citation>) -> Option<usize> {
    let window = text.slice(from, text.edge(from + REACH));
    let at = window.find("BWB").map(|i| from + i)?;
    let between = text.slice(from, at);
    let bracket = between.ends_with('(') && between.matches('(').count() == 1;
    if !bracket || between.contains([';', '\n']) && between.contains("\n\n") || between.contains(". ") {
        return None;
    }
    read(text, at, text.word(at), found).and_then(|end| text.take_char(end, ')'))
}

/// `, van de`
fn past_van(text: Reader, at: usize) -> usize {
    let mut end = text.gap(text.take_char(at, ',').unwrap_or(at));
    for word in ["van", "de", "het"] {
        end = text.take_word(end, word).map_or(end, |after| text.gap(after));
    }
    end
}

/// The number of an article with its paragraphs and points: one string of parts for each combination cited.
fn read_parts(text: Reader, from: usize) -> Option<(Vec<String>, usize)> {
    let number_at = text.gap(text.take_char(from, '.').unwrap_or(from));
    let number: usize = text
        .rest(number_at)
        .char_indices()
        .take_while(|&(i, c)| {
            i < 12
                && (c.is_ascii_alphanumeric()
                    || (matches!(c, '.' | ':') && text.is_inside(number_at + i + 1)))
        })
        .count();
    let article = text.slice(number_at, number_at + number);
    if !article.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut end = number_at + number;
    let mut leden = Vec::new();
    let mut points = Vec::new();
    for _ in 0..4 {
        let next = text.gap(end);
        let next = text.take_char(next, ',').map_or(next, |after| text.gap(after));
        if let Some((found, to)) = read_lid(text, next).filter(|_| leden.is_empty()) {
            (leden, end) = (found, to);
        } else if let Some((found, to)) = read_point(text, next).filter(|_| points.is_empty()) {
            (points, end) = (vec![found], to);
        } else {
            break;
        }
    }
    let suffix = points.first().map_or(String::new(), |point| format!(";onderdeel={point}"));
    if leden.is_empty() {
        return Some((vec![format!("art={article}{suffix}")], end));
    }
    Some((leden.iter().map(|lid| format!("art={article};lid={lid}{suffix}")).collect(), end))
}

/// `eerste lid`, `eerste en tweede lid`, `lid 1`.
fn read_lid(text: Reader, at: usize) -> Option<(Vec<String>, usize)> {
    if let Some(after) = text.take_any(at, &["lid", "leden"]) {
        let from = text.gap(after);
        let digits = text.digits(from);
        let end = from + digits.len();
        return (!digits.is_empty() && digits.len() < 3).then(|| (vec![digits.to_owned()], end));
    }
    let mut list = Vec::new();
    let mut from = at;
    for _ in 0..4 {
        let word = text.word(from);
        if let Some(i) = ORDINALS.iter().position(|ordinal| *ordinal == word) {
            list.push((i + 1).to_string());
        } else if word != "en" {
            break;
        }
        from = text.gap(from + word.len());
        from = text.take_char(from, ',').map_or(from, |after| text.gap(after));
    }
    let end = text.take_any(from, &["lid", "leden"])?;
    (!list.is_empty()).then_some((list, end))
}

/// `onderdeel b`, `onder a`, `sub 2`.
fn read_point(text: Reader, at: usize) -> Option<(String, usize)> {
    let after = text.take_any(at, &["onderdeel", "onder", "sub", "aanhef en onder", "punt"])?;
    let from = text.gap(after);
    let word = text.word(from);
    let digits = text.digits(from);
    let point = if digits.is_empty() { word } else { digits };
    ((1..=2).contains(&point.len())).then(|| (point.to_owned(), from + point.len()))
}
