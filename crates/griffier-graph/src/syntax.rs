//! Why a text is no SPARQL, in one line and with its place. The parser says which of its own rules might have gone on, at the
//! furthest place that it reached; what a person did wrong stands before it more often than not, and is looked for first.

use crate::vocabulary::PREFIXES;
use crate::words::{Word, open_quote, place, words};

/// The words with which a query begins.
const FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
/// Most words that are named of those that could stand at a place.
const NAMED: usize = 8;

/// Line, column and reason; `said` is what the parser says: `error at LINE:COLUMN: expected …`.
pub(crate) fn explain(text: &str, said: &str) -> (usize, usize, String) {
    let known = quote(text)
        .or_else(|| first_word(text))
        .or_else(|| spaced_iri(text))
        .or_else(|| prefix(text))
        .or_else(|| brackets(text));
    if let Some((at, problem)) = known {
        let (line, column) = place(text, at);
        return (line, column, problem);
    }
    let (line, column, expected) = located(said);
    let items = expected_words(expected);
    // The parser takes as many letters as a keyword has before it compares them, and reports the end of those.
    let keyword = items.iter().all(|item| item.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
    let letters = items.first().filter(|_| keyword).map_or(0, |item| item.len());
    let column = column.checked_sub(letters).filter(|&column| column > 0).unwrap_or(column);
    (line, column, remaining(text, (line, column), expected, &items, letters > 0))
}

/// Reads `error at LINE:COLUMN: …`.
fn located(said: &str) -> (usize, usize, &str) {
    let place = said.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, words) = rest.split_once(": ")?;
        Some((line.parse().ok()?, column.parse().ok()?, words))
    });
    place.unwrap_or((1, 1, said))
}

fn quote(text: &str) -> Option<(usize, String)> {
    let at = open_quote(text)?;
    let mark = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let other = if mark == '"' { '\'' } else { '"' };
    let problem = format!(
        "a quote opens here that is not closed on its line; a {mark} within {mark}…{mark} is written \\{mark}, or put {other}…{other} around it"
    );
    Some((at, problem))
}

/// The first word after the prefixes, if no query begins with it.
fn first_word(text: &str) -> Option<(usize, String)> {
    let mut words = words(text);
    while let Some((at, word)) = words.next() {
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        let skipped = match word {
            _ if is("PREFIX") => 2,
            _ if is("BASE") => 1,
            _ if FORMS.into_iter().any(is) => return None,
            _ => {
                return Some((
                    at,
                    format!("a query begins with {}, not with `{}`", FORMS.join(", "), short(word)),
                ));
            }
        };
        words.by_ref().take(skipped).for_each(drop);
    }
    None
}

/// The first `<…>` that is an IRI but for what may not stand in one: identifiers of lists may once have had blanks.
fn spaced_iri(text: &str) -> Option<(usize, String)> {
    let open = words(text).filter(|(_, word)| *word == "<").map(|(at, _)| at);
    open.into_iter().find_map(|at| {
        let line = text.get(at + 1..)?.lines().next()?;
        let (inner, _) = line.split_once('>')?;
        // What compares (`?y <x:b && ?z > 1`) has variables and brackets.
        let scheme = inner.split_once(':').filter(|_| !inner.contains(['?', '$', '&', '|', '(', ')']))?.0;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        let bad = inner.chars().find(|c| c.is_whitespace() || "\"{}".contains(*c)).filter(|_| is_scheme)?;
        let what = if bad.is_whitespace() { "a blank".to_owned() } else { format!("`{bad}`") };
        let written: String = bad.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let problem =
            format!("`<{}>` is no IRI: {what} stands in it; in an IRI that is {written}", short(inner));
        Some((at, problem))
    })
}

/// The first name whose prefix nobody declares.
fn prefix(text: &str) -> Option<(usize, String)> {
    let all: Vec<Word<'_>> = words(text).collect();
    let declared = all.windows(2).filter(|pair| pair[0].1.eq_ignore_ascii_case("PREFIX"));
    let mut known: Vec<&str> = declared.map(|pair| pair[1].1.trim_end_matches(':')).collect();
    known.extend(PREFIXES.iter().map(|(prefix, _)| *prefix));
    let of = |word: &str| {
        let named = word.starts_with(|c: char| c.is_alphabetic() || c == ':' || c == '_');
        word.split_once(':').filter(|_| named).map(|(prefix, _)| prefix.to_owned())
    };
    let (at, prefix) = all.iter().find_map(|(at, word)| {
        let prefix = of(word).filter(|prefix| prefix != "_" && !known.contains(&prefix.as_str()))?;
        Some((*at, prefix))
    })?;
    let names: Vec<&str> = PREFIXES.iter().map(|(prefix, _)| *prefix).collect();
    let problem = format!(
        "the prefix `{}:` is not declared; write PREFIX {}: <…> before the query. Known without that: {}",
        short(&prefix),
        short(&prefix),
        names.join(", ")
    );
    Some((at, problem))
}

/// A bracket that is not closed, or closes nothing.
fn brackets(text: &str) -> Option<(usize, String)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words(text) {
        let opens = match word {
            "(" | "{" | "[" => {
                open.push((at, word));
                continue;
            }
            ")" => "(",
            "}" => "{",
            "]" => "[",
            _ => continue,
        };
        match open.pop() {
            Some((_, before)) if before == opens => {}
            Some((before, mark)) => {
                let (line, column) = place(text, before);
                return Some((at, format!("`{word}` cannot close the `{mark}` of {line}:{column}")));
            }
            None => return Some((at, format!("`{word}` closes nothing"))),
        }
    }
    open.pop().map(|(at, word)| (at, format!("`{word}` opens here and is not closed")))
}

/// The marks and keywords among what the parser expects; the rest is grammar.
fn expected_words(expected: &str) -> Vec<&str> {
    let list = expected.trim_start_matches("expected ").trim_start_matches("one of ");
    let plain = |item: &&str| {
        let word = item.trim_matches('"');
        let quoted = item.len() > word.len() && !word.contains('\\') && !word.is_empty();
        quoted || (!word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
    };
    list.split(", ").filter(plain).map(|item| item.trim_matches('"')).take(NAMED).collect()
}

/// What is left to say: what stands at the place, and what could stand there.
fn remaining(text: &str, at: (usize, usize), expected: &str, items: &[&str], keywords: bool) -> String {
    if expected.contains("variable that is unbound") {
        return "a variable after SELECT is neither grouped by nor has a value".to_owned();
    }
    if expected.contains("IRI parsing failed") {
        return "what stands between < and > before this is no IRI".to_owned();
    }
    let found = words(text).find(|(byte, _)| place(text, *byte) >= at);
    let Some((byte, word)) = found else { return "the query ends too early".to_owned() };
    match items {
        // Of keywords only the longest are named, and the fault may stand a few letters on.
        [_, _, ..] if keywords => {
            let rest: String = text.get(byte..).unwrap_or("").lines().next().unwrap_or("").to_owned();
            format!("cannot be read at or shortly behind `{}`", short(&rest))
        }
        [only] if keywords => format!("{only} is expected before `{}`", short(word)),
        [] => format!("`{}` cannot stand here", short(word)),
        [only] => format!("`{}` cannot stand here; {only} is expected", short(word)),
        several => format!("`{}` cannot stand here; one of {} is expected", short(word), several.join(" ")),
    }
}

/// As much of a word as a line has room for.
fn short(word: &str) -> String {
    let shown: String = word.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if shown.len() < word.len() { shown + "…" } else { shown }
}
