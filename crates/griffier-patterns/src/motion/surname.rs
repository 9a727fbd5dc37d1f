//! How the surname of a member is written: prefixes (`Van der`, `El`, `'t`), double names, a given name before it where
//! two members share a surname, initials, a party in brackets behind it.

use crate::person::known;
use crate::reader::{Reader, is_dash};
use griffier_text::whole_words;

/// Whether names stand in capitals only, as in the heading of a printed motion.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `Van der Lee`
    Mixed,
    /// `VAN DER LEE`
    Capitals,
}

/// A name as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub start: usize,
    pub end: usize,
    /// The party in the brackets behind it.
    pub party: Option<String>,
}

/// Prefixes of Dutch surnames and of names that came to the Netherlands.
const PREFIXES: [&str; 22] = [
    "van", "de", "der", "den", "ten", "ter", "'t", "’t", "het", "op", "in", "von", "la", "le", "el", "al",
    "ben", "di", "da", "du", "te", "bin",
];
/// Prefixes that go on after a given name; `in` and `op` would be prepositions there.
const INNER: [&str; 10] = ["van", "de", "der", "den", "ten", "ter", "'t", "’t", "von", "el"];
/// Capitalised words that follow a motion or a member and are no surname.
const NO_SURNAMES: [&str; 62] = [
    "kamer",
    "kamerstuk",
    "kamerstukken",
    "kamerbrief",
    "kamervragen",
    "kamerlid",
    "kamerleden",
    "tweede",
    "eerste",
    "minister",
    "ministers",
    "staatssecretaris",
    "voorzitter",
    "nederland",
    "nederlandse",
    "kabinet",
    "regering",
    "europa",
    "europese",
    "nr",
    "voorgesteld",
    "motie",
    "moties",
    "amendement",
    "vraag",
    "antwoord",
    "aanhangsel",
    "handelingen",
    "staten",
    "raad",
    "commissie",
    "geachte",
    "over",
    "inzake",
    "ter",
    "tot",
    "met",
    "voor",
    "aan",
    "die",
    "en",
    "is",
    "om",
    "zie",
    "volt",
    "denk",
    "forum",
    "partij",
    "groep",
    "fractie",
    "buitenlandse",
    "binnenlandse",
    "koninkrijk",
    "kabinetten",
    "verzoekt",
    "vergaderjaar",
    "dit",
    "deze",
    "dat",
    "wet",
    "zaken",
    "statenfractie",
];

/// The name that begins at `at`.
pub(super) fn read(text: Reader, at: usize, case: Case) -> Option<Name> {
    let named_at = past_initials(text, at, case);
    let mut end = read_group(text, named_at, case, true)?;
    let first = text.slice(named_at, end);
    let has_prefix = whole_words(first).contains(' ');
    // A given name, or the first half of a double name, may have more behind it.
    if !has_prefix {
        for _ in 0..2 {
            let Some(next) = read_more(text, end, case) else { break };
            let closed = text.slice(end, next).trim().contains(' ');
            end = next;
            if closed {
                break;
            }
        }
    }
    end = past_married_name(text, end, case);
    (text.slice(at, end).chars().count() > 1).then_some(Name { start: at, end, party: None })
}

/// Whether the `van` at `at` opens a surname: `motie van der Lee`, `motie van Nispen`.
pub(super) fn opens_with_van(text: Reader, at: usize) -> bool {
    text.take(at, "van").is_some() && opens_small(text, at, "van")
}

/// Past `J.M.` or `E. `.
fn past_initials(text: Reader, at: usize, case: Case) -> usize {
    let mut end = at;
    for _ in 0..5 {
        let letter = text.char(end).filter(|c| c.is_uppercase());
        let Some(dot) = letter.and_then(|c| text.take_char(end + c.len_utf8(), '.')) else { break };
        end = text.spaces(dot);
    }
    // `C.S.` is no pair of initials.
    if case == Case::Capitals && text.take(at, "C.S").is_some() { at } else { end }
}

/// Prefixes and the word they lead to. `opens` says that the name begins here, where a prefix wants a capital.
fn read_group(text: Reader, at: usize, case: Case, opens: bool) -> Option<usize> {
    let mut from = at;
    for i in 0..4 {
        let word = name_word(text, from);
        if word.is_empty() {
            return None;
        }
        let is_prefix = PREFIXES.iter().any(|prefix| word.eq_ignore_ascii_case(prefix));
        if !is_prefix {
            return is_surname(word, case).then(|| past_hyphen_prefix(text, from, word, case)).flatten();
        }
        let stray = opens && i == 0 && case == Case::Mixed && word.starts_with(char::is_lowercase);
        if stray && !opens_small(text, from, word) {
            return None;
        }
        if case == Case::Capitals && word.chars().any(char::is_lowercase) {
            return None;
        }
        from = text.gap(from + word.len());
    }
    None
}

/// `van der X` and `'t X` open a name even in small letters.
fn opens_small(text: Reader, at: usize, word: &str) -> bool {
    let from = text.gap(at + word.len());
    let next = name_word(text, from);
    // "motie van Nispen": nobody is called Nispen, somebody is called Van Nispen.
    if word == "van" && !next.is_empty() {
        let whole = text.slice(at, from + next.len());
        return known::is_family(whole) && !known::is_family(next) || matches!(next, "der" | "den");
    }
    matches!(next, "der" | "den") || word.ends_with('t') && word.len() < 5
}

/// A further word of the name: `Sylvana Simons`, `Olger van Dijk`, `Bruins Slot`.
fn read_more(text: Reader, end: usize, case: Case) -> Option<usize> {
    let same_line = text.spaces(end);
    let next = text.gap(end);
    let word = name_word(text, next);
    // A tab parts the cells of a row.
    if next == end || word.is_empty() || text.slice(end, next).contains('\t') {
        return None;
    }
    let inner = INNER.iter().any(|prefix| word.eq_ignore_ascii_case(prefix));
    if inner {
        let small = word.starts_with(char::is_lowercase) || word.starts_with(['\'', '’']);
        return (small || case == Case::Capitals).then(|| read_group(text, next, case, false)).flatten();
    }
    (next == same_line && is_surname(word, case))
        .then(|| past_hyphen_prefix(text, next, word, case))
        .flatten()
}

/// `Faber - van de Klashorst`: a second name behind a spaced dash, told by its prefix.
fn past_married_name(text: Reader, end: usize, case: Case) -> usize {
    let dash = text.spaces(end);
    let second = text.dash(dash).map(|after| text.spaces(after));
    let Some(second) = second.filter(|&second| dash > end && second > dash + 1) else { return end };
    let word = name_word(text, second);
    if !word.eq_ignore_ascii_case("van") && !word.eq_ignore_ascii_case("de") {
        return end;
    }
    read_group(text, second, case, false).unwrap_or(end)
}

/// `Jansen-de Vries`: the last part of a hyphenated word may be a prefix that goes on.
fn past_hyphen_prefix(text: Reader, at: usize, word: &str, case: Case) -> Option<usize> {
    let end = at + word.len();
    let last = word.rsplit(is_dash).next().unwrap_or(word);
    let open = last.len() < word.len() && INNER.iter().any(|prefix| last.eq_ignore_ascii_case(prefix));
    if open { read_group(text, text.gap(end), case, false) } else { Some(end) }
}

/// The letters at `at`, with apostrophes and hyphens between letters, and with the rest of a word that the end of a line breaks.
fn name_word(text: Reader<'_>, at: usize) -> &str {
    let mut end = at;
    if matches!(text.char(at), Some('\'' | '’')) && text.char(text.step(at)) == Some('t') {
        end = text.step(at);
    }
    for _ in 0..4 {
        end += text.word(end).len();
        let Some(sign) = text.char(end).filter(|&c| is_dash(c) || matches!(c, '\'' | '’')) else { break };
        let after = end + sign.len_utf8();
        let next = text.word(after);
        if next.is_empty()
            && end - at > 1
            && let Some(rest) = text.rest_of_name(after).filter(|_| is_dash(sign))
        {
            end = rest;
            break;
        }
        // `Omtzigt's` ends before its apostrophe.
        if next.is_empty() || (next == "s" && !is_dash(sign)) || end == at {
            break;
        }
        end = after;
    }
    text.slice(at, end)
}

/// Whether `word` has the form of a surname: a capital, no abbreviation, no word that parliament writes with a capital.
fn is_surname(word: &str, case: Case) -> bool {
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let lower = word.to_lowercase();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let begins = |no: &&str| lower.strip_prefix(no).is_some_and(|rest| rest.starts_with('-'));
    if NO_SURNAMES.contains(&lower.as_str()) || lower.contains('-') && NO_SURNAMES.iter().any(begins) {
        return false;
    }
    match case {
        Case::Capitals => small == 0 && word.chars().count() > 1,
        Case::Mixed => small > 0 && !has_inner_capital(word),
    }
}

/// `GroenLinks`, `PvdA`: a capital inside a part; `VanDijk` is a prefix that an extraction glued on.
fn has_inner_capital(word: &str) -> bool {
    word.split(|c: char| is_dash(c) || matches!(c, '\'' | '’')).any(|part| {
        let glued = ["Van", "De", "Den", "Der", "Ten", "Ter", "El", "Mc", "Mac"]
            .iter()
            .filter_map(|prefix| part.strip_prefix(prefix))
            .find(|rest| rest.starts_with(char::is_uppercase));
        glued.unwrap_or(part).chars().skip(1).any(char::is_uppercase)
    })
}

/// The party in brackets at `at`, and past the closing bracket.
pub(super) fn read_party(text: Reader, at: usize) -> Option<(String, usize)> {
    read_party_in(text, text.take_char(text.gap(at), '(')?)
}

/// The same from within the bracket, after `beiden` or `allen`.
pub(super) fn read_party_in(text: Reader, open: usize) -> Option<(String, usize)> {
    let limit = text.edge(open + 60);
    let close = open + text.slice(open, limit).find(')')?;
    let inside = text.slice(open, close);
    let party = inside.split(',').next().unwrap_or(inside).trim();
    let words = party.split_whitespace().count();
    let first = party.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let letters = party
        .chars()
        .all(|c| c.is_alphanumeric() || c.is_whitespace() || is_dash(c) || matches!(c, '/' | '+' | '&'));
    let digits = party.chars().filter(char::is_ascii_digit).count();
    let fits = letters
        && (1..=5).contains(&words)
        && digits <= 2
        && party.starts_with(|c: char| c.is_uppercase() || c == '5')
        && !matches!(
            first.as_str(),
            "kamerstuk" | "kamerstukken" | "motie" | "handelingen" | "aanhangsel" | "zie" | "nr" | "tz"
        );
    fits.then(|| (party.split_whitespace().collect::<Vec<_>>().join(" "), close + 1))
}
