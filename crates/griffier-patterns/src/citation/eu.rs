//! Acts and papers of the European Union by number: `Verordening (EU) 2016/679`, `Richtlijn 2004/38/EG`, `COM(2022)
//! 332`, `PbEU 2016, L 119`. Names of acts without a number are the gazetteer's.

use super::Citation;
use crate::reader::Reader;
use griffier_doc::Class;

const RULE: &str = "citation.eu-act";
/// The year from which acts are numbered year first.
const YEAR_FIRST: u32 = 2015;

/// Where an act is published.
pub(super) fn celex_url(celex: &str) -> String {
    format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{celex}")
}

/// The letter of a kind of act in CELEX numbers, and whether several may follow.
fn kind_of(word: &str) -> Option<(char, bool)> {
    let stem = word.strip_suffix("en").filter(|stem| !stem.is_empty()).unwrap_or(word);
    let kinds = [
        ("verordening", 'R'),
        ("uitvoeringsverordening", 'R'),
        ("richtlijn", 'L'),
        ("uitvoeringsrichtlijn", 'L'),
        ("besluit", 'D'),
        ("uitvoeringsbesluit", 'D'),
        ("beschikking", 'D'),
        ("kaderbesluit", 'F'),
        ("aanbeveling", 'H'),
        ("standpunt", 'E'),
    ];
    let (_, kind) = kinds.into_iter().find(|(noun, _)| stem.eq_ignore_ascii_case(noun))?;
    Some((kind, stem.len() < word.len()))
}

/// An act by its kind and number.
pub(super) fn read_act(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if word.len() < 7 || text.before(at).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let qualified =
        ["gedelegeerde", "gemeenschappelijk"].iter().any(|first| word.eq_ignore_ascii_case(first));
    let noun_at = if qualified { text.gap(at + word.len()) } else { at };
    let noun = if qualified { text.word(noun_at) } else { word };
    let (kind, plural) = kind_of(noun)?;
    if kind == 'E' && !qualified {
        return None;
    }
    let (celex, mut end) = read_number(text, noun_at + noun.len(), kind, false)?;
    // `EU-verordening (EU) 2019/880`
    let head = text.look_back(at, 4);
    let prefix = ["EU-", "EG-"]
        .into_iter()
        .find(|body| head.ends_with(body) && !head.trim_end_matches(body).ends_with(char::is_alphanumeric));
    found.push(cite(at - prefix.map_or(0, str::len), end, celex));
    for _ in 0..12 {
        let sign = text.gap(end);
        let comma = text.take_char(sign, ',').map(|after| text.gap(after));
        let joint = text.take_word(comma.unwrap_or(sign), "en").map(|after| text.gap(after)).or(comma);
        let Some(next) = joint.filter(|_| plural) else { break };
        let Some((celex, to)) = read_number(text, next, kind, true) else { break };
        found.push(cite(next, to, celex));
        end = to;
    }
    Some(end)
}

fn cite(from: usize, to: usize, celex: String) -> Citation {
    let url = celex_url(&celex);
    Citation::new(from, to, celex, RULE).with_url(url)
}

/// Past the kind and number of one act that begins at `at` with `word`, `EU-verordening` included.
pub(crate) fn act_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let noun = word.rsplit('-').next().unwrap_or(word);
    let (kind, plural) = kind_of(noun)?;
    let (_, end) = read_number(Reader::new(text), at + word.len(), kind, false).filter(|_| !plural)?;
    Some(end)
}

/// `(EU) 2016/679`, `(EG) nr. 428/2009`, `2004/38/EG`, `95/46/EG`.
fn read_number(text: Reader, from: usize, kind: char, continues: bool) -> Option<(String, usize)> {
    let mut at = text.gap(from);
    let bracket =
        ["(EU)", "(EG)", "(EEG)", "(GBVB)", "(Euratom)", "(EU, Euratom)", "(EU,Euratom)", "(EG, Euratom)"];
    let bracketed = bracket.iter().find_map(|body| text.take(at, body));
    at = bracketed.map_or(at, |after| text.gap(after));
    let marked = text.take_any(at, &["nr", "no", "nummer"]);
    if let Some(after) = marked {
        at = text.gap(text.take_char(after, '.').unwrap_or(after));
    }
    let first = text.digits(at);
    let slash = text.take_char(at + first.len(), '/')?;
    let second = text.digits(slash);
    let mut end = slash + second.len();
    let community = text.take_char(end, '/').and_then(|after| {
        let names = ["EG", "EEG", "EU", "JBZ", "GBVB", "Euratom", "EGKS", "JHA"];
        text.take_any(after, &names)
    });
    end = community.unwrap_or(end);
    let certain = bracketed.is_some() || community.is_some() || continues;
    let years = first.len() == 4 || second.len() == 4;
    let named = matches!(kind, 'R' | 'L' | 'F') && years;
    if !(certain || named) || text.is_inside(end) {
        return None;
    }
    let (year, number) = split(first, second, kind, marked.is_some(), community.is_some())?;
    Some((format!("3{year}{kind}{number:04}"), end))
}

/// Which of the two numbers is the year.
fn split(first: &str, second: &str, kind: char, marked: bool, community: bool) -> Option<(u32, u32)> {
    let year = |digits: &str| match (digits.len(), digits.parse::<u32>().ok()?) {
        (4, year) if (1951..2100).contains(&year) => Some(year),
        (2, year) if year > 50 => Some(1900 + year),
        _ => None,
    };
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| (1..10_000).contains(number));
    let regulation = matches!(kind, 'R');
    let front =
        year(first).filter(|&year| !regulation || (year >= YEAR_FIRST && first.len() == 4 && !marked));
    let front = front.filter(|_| !(regulation && community && first.len() == 2));
    match front {
        Some(year) => Some((year, number(second)?)),
        None => Some((year(second)?, number(first)?)),
    }
}

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
    let from = text.gap(text.take_char(year_at + 4, close)?);
    let digits = text.digits(from);
    let mut end = from + digits.len();
    if !(1..=5).contains(&digits.len()) || text.is_inside(end) || (word == "C" && digits.len() < 3) {
        return None;
    }
    let number = digits.trim_start_matches('0');
    if let Some(after) = text.take_any(text.gap(end), &["final", "definitief", "def"]) {
        end = after;
    }
    let url = format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri={word}:{year}:{number}:FIN");
    found.push(Citation::new(at, end, format!("{word}({year}){number}"), "citation.eu-paper").with_url(url));
    Some(end)
}

/// `PbEU 2016, L 119`, `PB L 119 van 4.5.2016`.
pub(super) fn read_journal(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if !matches!(word, "PbEU" | "PbEG" | "PB" | "Pb" | "PbEEG")
        || text.before(at).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let mut from = text.gap(at + word.len());
    let lead = text.digits(from);
    let mut year = (lead.len() == 4).then(|| lead.to_owned());
    if year.is_some() {
        from = text.gap(from + 4);
        from = text.take_char(from, ',').map_or(from, |after| text.gap(after));
    }
    let series = text.word(from);
    if !matches!(series, "L" | "C") {
        return None;
    }
    let mut number_at = text.gap(from + 1);
    number_at = text.take_char(number_at, ',').map_or(number_at, |after| text.gap(after));
    let number = text.digits(number_at);
    let mut end = number_at + number.len();
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let page = text.take_char(end, '/').map(|after| (after, text.digits(after)));
    if let Some((after, digits)) = page.filter(|(_, digits)| !digits.is_empty()) {
        end = after + digits.len();
    }
    if year.is_none()
        && let Some((found, to)) = year_of_date(text, end)
    {
        (year, end) = (Some(found), to);
    }
    let Some(year) = year else {
        // Without a year the number alone names no issue; `PB` is also a party or a bank.
        if !word.starts_with("PbE") {
            return None;
        }
        let id = format!("{word}{series}{number}");
        found.push(Citation::new(at, end, id, "citation.eu-journal").with_class(Class::Ambiguous));
        return Some(end);
    };
    let url = format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=OJ:{series}:{year}:{number}:TOC");
    let id = format!("PbEU-{year}-{series}{number}");
    found.push(Citation::new(at, end, id, "citation.eu-journal").with_class(Class::Exact).with_url(url));
    Some(end)
}

/// The year of ` van 4.5.2016` or `, 4.5.2016`, and its end.
fn year_of_date(text: Reader, at: usize) -> Option<(String, usize)> {
    let sign = text.gap(text.take_char(at, ',').unwrap_or(at));
    let mut from = text.take_word(sign, "van").map_or(sign, |after| text.gap(after));
    for _ in 0..2 {
        let digits = text.digits(from);
        let dot = from + digits.len();
        from = text
            .take_char(dot, '.')
            .or_else(|| text.take_char(dot, '-'))
            .filter(|_| (1..=2).contains(&digits.len()))?;
    }
    let year = text.digits(from);
    (year.len() == 4).then(|| (year.to_owned(), from + 4))
}
