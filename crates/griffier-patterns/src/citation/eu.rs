//! Acts of the European Union by number: `Verordening (EU) 2016/679`, `Richtlijn 2004/38/EG`, `(2011/95/EU)` behind a name.
//! Names of acts without a number are the gazetteer's, papers and the journal stand in their own file.

use super::{Citation, address, reason};
use crate::reader::Reader;

pub(super) const RULE: &str = "citation.eu-act";
/// The year from which regulations are numbered year first.
const YEAR_FIRST: u32 = 2015;
/// A number beyond this is no year yet.
const LAST_YEAR: u32 = 2035;
/// Communities in brackets before a number.
const BRACKETS: [&str; 8] =
    ["(EU)", "(EG)", "(EEG)", "(GBVB)", "(Euratom)", "(EU, Euratom)", "(EU,Euratom)", "(EG, Euratom)"];
/// Communities behind a number.
const SUFFIXES: [&str; 8] = ["EG", "EEG", "EU", "JBZ", "GBVB", "Euratom", "EGKS", "JHA"];

/// A kind of act: its letter in CELEX numbers and its name in European Legislation Identifiers.
#[derive(Clone, Copy)]
struct Kind {
    letter: char,
    eli: &'static str,
}

/// The kind that a noun names, and whether several acts may follow.
fn kind_of(word: &str, delegated: bool) -> Option<(Kind, bool)> {
    let stem = word.strip_suffix("en").filter(|stem| !stem.is_empty()).unwrap_or(word);
    let kinds = [
        ("verordening", 'R', if delegated { "reg_del" } else { "reg" }),
        ("uitvoeringsverordening", 'R', "reg_impl"),
        ("richtlijn", 'L', if delegated { "dir_del" } else { "dir" }),
        ("uitvoeringsrichtlijn", 'L', "dir_impl"),
        ("besluit", 'D', if delegated { "dec_del" } else { "dec" }),
        ("uitvoeringsbesluit", 'D', "dec_impl"),
        ("beschikking", 'D', "dec"),
        ("kaderbesluit", 'F', "dec_framw"),
        ("aanbeveling", 'H', "reco"),
        ("standpunt", 'E', ""),
    ];
    let (_, letter, eli) = kinds.into_iter().find(|(noun, ..)| stem.eq_ignore_ascii_case(noun))?;
    Some((Kind { letter, eli }, stem.len() < word.len()))
}

/// An act as read.
struct Act {
    celex: String,
    /// The other order of year and number, where both fit.
    swapped: Option<String>,
    eli: Option<String>,
    end: usize,
}

/// An act by its kind and number.
pub(super) fn read_act(text: Reader, at: usize, word: &str, found: &mut Vec<Citation>) -> Option<usize> {
    if word.len() < 7 || text.before(at).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let delegated = ["gedelegeerde", "gedelegeerd"].iter().any(|first| word.eq_ignore_ascii_case(first));
    let common = word.eq_ignore_ascii_case("gemeenschappelijk");
    let noun_at = if delegated || common { text.gap(at + word.len()) } else { at };
    let noun = if delegated || common { text.word(noun_at) } else { word };
    let (kind, plural) = kind_of(noun, delegated)?;
    if kind.letter == 'E' && !common {
        return None;
    }
    let act = read_number(text, noun_at + noun.len(), kind, false)?;
    let mut end = act.end;
    // `EU-verordening (EU) 2019/880`
    let head = text.look_back(at, 4);
    let prefix = ["EU-", "EG-"]
        .into_iter()
        .find(|body| head.ends_with(body) && !head.trim_end_matches(body).ends_with(char::is_alphanumeric));
    found.push(cite(at - prefix.map_or(0, str::len), act));
    for _ in 0..12 {
        let sign = text.gap(end);
        let comma = text.take_char(sign, ',').map(|after| text.gap(after));
        let joint = text.take_word(comma.unwrap_or(sign), "en").map(|after| text.gap(after)).or(comma);
        let Some(next) = joint.filter(|_| plural) else { break };
        let Some(act) = read_number(text, next, kind, true) else { break };
        end = act.end;
        found.push(cite(next, act));
    }
    Some(end)
}

fn cite(from: usize, act: Act) -> Citation {
    let url = address::celex(&act.celex);
    let citation = Citation::new(from, act.end, act.celex, RULE).with_url(url);
    match act.swapped {
        Some(other) => citation.ambiguous(vec![other], reason::YEAR_OR_NUMBER),
        None => Citation { eli: act.eli, ..citation },
    }
}

/// Past the kind and number of one act that begins at `at` with `word`, `EU-verordening` included.
pub(crate) fn act_end(text: &str, at: usize, word: &str) -> Option<usize> {
    let noun = word.rsplit('-').next().unwrap_or(word);
    let (kind, plural) = kind_of(noun, false)?;
    let act = read_number(Reader::new(text), at + word.len(), kind, false).filter(|_| !plural)?;
    Some(act.end)
}

/// `kwalificatierichtlijn (2011/95/EU)`, `Algemene verordening gegevensbescherming (EU) 2016/679`: a number that begins at
/// `at`, behind the name of an act.
pub(super) fn read_behind_name(text: Reader, at: usize, found: &mut Vec<Citation>) -> Option<usize> {
    if text.before(at) != Some('(') {
        return None;
    }
    let name_at = at - 1;
    let bracket = text.word(at).len() > 1;
    let year = text.digits(at);
    let second = text.take_char(at + year.len(), '/').map(|after| (after, text.digits(after).len()));
    let plain = second.is_some_and(|(after, length)| match year.len() {
        // A session or a date (`2021/22`) has a short second number.
        4 => length > 1,
        // `nitraatrichtlijn (91/676/EEG)`
        2 => text.take_char(after + length, '/').is_some_and(|mark| text.take_any(mark, &SUFFIXES).is_some()),
        // `eIDAS-verordening (910/2014)`
        3 => length == 4 && text.take_char(after + length, ')').is_some(),
        _ => false,
    });
    if !(bracket || plain) {
        return None;
    }
    let head = text.look_back(name_at, 80);
    // A line may break between the name and its number; a blank line ends what is looked at.
    let clause = head.rsplit(['.', ';', '(', ')']).next().unwrap_or(head);
    let kind = clause.split_whitespace().rev().take(6).find_map(|word| {
        let word = word.strip_suffix("en").unwrap_or(word);
        let nouns = ["richtlijn", "verordening", "kaderbesluit", "besluit", "beschikking"];
        let noun = nouns.into_iter().find(|noun| ends_with(word, noun))?;
        kind_of(noun, false).map(|(kind, _)| kind)
    })?;
    let from = if bracket { name_at } else { at };
    let act = read_number(text, from, kind, false)?;
    let end = act.end;
    if !bracket && end - at < 8 {
        return None;
    }
    found.push(cite(from, act).inferred(reason::KIND_BEFORE));
    Some(end)
}

fn ends_with(word: &str, noun: &str) -> bool {
    let from = word.len().checked_sub(noun.len());
    from.and_then(|from| word.get(from..)).is_some_and(|tail| tail.eq_ignore_ascii_case(noun))
}

/// `(EU) 2016/679`, `(EG) nr. 428/2009`, `2004/38/EG`, `95/46/EG`.
fn read_number(text: Reader, from: usize, kind: Kind, continues: bool) -> Option<Act> {
    let start = past_mark(text, text.gap(from)).0;
    let bracketed = BRACKETS.iter().find_map(|body| text.take(start, body));
    // `Verordening EU 2016/679`
    let spoken = || text.take_any(start, &["EU", "EG", "EEG"]).filter(|&after| text.spaces(after) > after);
    let community_before = bracketed.or_else(spoken);
    let body = text.slice(start, community_before.unwrap_or(start));
    let (at, marked) = past_mark(text, community_before.map_or(start, |after| text.gap(after)));
    let first = text.digits(at);
    let slash = text.take_char(at + first.len(), '/')?;
    let second = text.digits(slash);
    let digits_end = slash + second.len();
    let community = text.take_char(digits_end, '/').and_then(|after| text.take_any(after, &SUFFIXES));
    let end = community.unwrap_or(digits_end);
    let certain = community_before.is_some() || community.is_some() || continues;
    let years = first.len() == 4 || second.len() == 4;
    let named = matches!(kind.letter, 'R' | 'L' | 'F') && years;
    if !(certain || named) || text.is_inside(end) {
        return None;
    }
    let orders = Orders {
        regulation: kind.letter == 'R',
        union: body.contains("EU"),
        old: body.contains('G') && !body.contains("GBVB"),
        marked,
        community: community.is_some(),
    };
    let (year, number, open) = orders.split(first, second)?;
    let celex = |year: u32, number: u32| format!("3{year}{}{number:04}", kind.letter);
    // Before 2015 acts of the common foreign policy shared numbers with others, told apart by a suffix.
    let shared = year < YEAR_FIRST && text.slice(start, end).contains("GBVB");
    let has_eli = !(kind.eli.is_empty() || shared);
    let eli = has_eli.then(|| format!("http://data.europa.eu/eli/{}/{year}/{number}/oj", kind.eli));
    Some(Act { celex: celex(year, number), swapped: open.then(|| celex(number, year)), eli, end })
}

/// Past `nr.`, and whether it stands there.
fn past_mark(text: Reader, at: usize) -> (usize, bool) {
    match text.take_any(at, &["nr", "no", "nummer"]) {
        Some(after) => (text.gap(text.take_char(after, '.').unwrap_or(after)), true),
        None => (at, false),
    }
}

/// What says which of two numbers is the year.
struct Orders {
    regulation: bool,
    /// `(EU)` stands before them.
    union: bool,
    /// `(EG)` or `(EEG)` does: regulations were numbered before the year then.
    old: bool,
    marked: bool,
    community: bool,
}

impl Orders {
    /// The year, the number, and whether the other order fits as well.
    fn split(&self, first: &str, second: &str) -> Option<(u32, u32, bool)> {
        let year = |digits: &str| match (digits.len(), digits.parse::<u32>().ok()?) {
            (4, year) if (1951..=LAST_YEAR).contains(&year) => Some(year),
            (2, year) if year > 50 => Some(1900 + year),
            _ => None,
        };
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| (1..10_000).contains(number));
        let front = year(first).filter(|&year| !self.regulation || self.allows_front(first, year));
        match front {
            Some(front) => {
                let back = year(second).filter(|&back| back < YEAR_FIRST && second.len() == 4);
                let open = self.regulation && !self.union && back.is_some();
                Some((front, number(second)?, open))
            }
            None => Some((year(second)?, number(first)?, false)),
        }
    }
    fn allows_front(&self, first: &str, year: u32) -> bool {
        year >= YEAR_FIRST && first.len() == 4 && !self.marked && !self.old && !self.community
    }
}
