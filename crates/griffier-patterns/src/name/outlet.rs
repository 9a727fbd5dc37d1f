//! Who published what a letter cites: "1) NOS, 11 oktober 2024, «…»" in a note, whose number may be glued to the name, "een
//! uitzending van Argos" in its text.

use super::Found;
use super::heads::{Stop, is_stop};
use super::phrase::{MONTHS, capital_phrase};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, ZoneKind};
use griffier_text::{Span, WordSet};
use memchr::memchr;

/// Longest name of a publisher, in bytes and in words.
const LONGEST: usize = 48;
const WORDS: usize = 5;

/// What is broadcast.
pub(crate) const AIRED: &WordSet = words!["uitzending", "aflevering", "tv-uitzending", "radio-uitzending"];
/// What is printed.
pub(crate) const PRINTED: &WordSet = words!["artikel", "bericht", "interview", "opiniestuk"];

/// The publishers that open a note and stand before its date.
pub(super) fn publishers(r: &Reading<'_>) -> Vec<Found> {
    let text = r.doc.text();
    let notes = r.doc.zones().iter().any(|zone| zone.kind == ZoneKind::Footnotes);
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let end = memchr(b'\n', rest).map_or(text.len(), |len| at + len + 1);
        // Elsewhere than in the zone of notes a note begins with its number.
        let first = rest.iter().copied().find(|byte| !matches!(byte, b' ' | b'\t'));
        if notes || first.is_some_and(|byte| byte.is_ascii_digit() || byte == b'[' || !byte.is_ascii()) {
            out.extend(publisher(r, at, &text[at..end]));
        }
        at = end;
    }
    out
}

/// "een uitzending van Argos", "het artikel in De Stentor": who broadcast or printed it, right behind token `i`.
pub(super) fn behind(r: &Reading<'_>, i: usize) -> Option<Found> {
    use MentionType::{Date, Event, Law, Location, Office, Person, Policy};
    if !matches!(r.t.word(i + 1), "van" | "in") || !r.is_name_word(i + 2) {
        return None;
    }
    let aired = r.t.is_any(i, words!["uitzending", "aflevering", "tv-uitzending", "radio-uitzending"])
        && r.t.is(i + 1, "van");
    let printed =
        r.t.is_any(i, words!["artikel", "bericht", "interview", "opiniestuk"]) && r.t.is(i + 1, "in");
    let from = i + 2;
    let word = r.t.word(from);
    // "de uitzending van Nederlandse militairen", "het artikel in Engels"
    let other = word.ends_with("se")
        || word.ends_with("ls")
        || is_stop(word, Stop::Function) && word != "De" && word != "Het";
    let kinds = [Date, Event, Law, Location, Office, Person, Policy];
    if !(aired || printed) || !r.is_name_word(from) || other || r.kind_at(from, &kinds).is_some() {
        return None;
    }
    let end = capital_phrase(r, from, r.limit(i), false);
    let bare = end == from + 1 && (word.len() < 3 || word == "De" || word == "Het");
    // A short name needs no more context than this, so it is looked up again.
    (end > from && end < from + 5 && !bare).then(|| {
        let lookup = Some(r.words(r.t.cover(from, end - 1)));
        let found = Found::tokens(r, (from, end), MentionType::Organisation, "organisation.outlet", 0.8);
        Found { lookup, ..found }
    })
}

fn publisher(r: &Reading<'_>, at: usize, whole: &str) -> Option<Found> {
    let line = whole.trim_start_matches([' ', '\t', '\u{a0}']);
    let start = at + whole.len() - line.len();
    let numbered = line.trim_start_matches(['[', ' ']).trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - numbered.len();
    let rest = numbered.trim_start_matches([')', ']', '.', ' ', '\t']);
    let note = number > 0 && line.starts_with(|c: char| c.is_ascii_digit() || c == '[') && number < 5;
    let zone = r.doc.zone_at(start) == ZoneKind::Footnotes;
    if !(note || zone) {
        return None;
    }
    let comma = rest.char_indices().take(LONGEST).find(|&(_, c)| c == ',').map(|(k, _)| k)?;
    let (name, tail) = (rest.get(..comma)?, rest.get(comma + 1..)?);
    let from = start + line.len() - rest.len();
    let span = Span::at(from, from + name.len());
    let kind = MentionType::Organisation;
    let found =
        Found { span, kind, rule: "organisation.outlet", confidence: 0.9, lookup: Some(r.words(span)) };
    (is_name(name) && opens_date(tail) && !is_other(r, span)).then_some(found)
}

/// Whether words have the form of a publisher's name: capitals, small words between them.
fn is_name(name: &str) -> bool {
    const SMALL: [&str; 9] = ["de", "het", "van", "voor", "the", "of", "en", "&", "and"];
    let first = name.split_whitespace().next().unwrap_or_default();
    let part = |word: &str| {
        SMALL.contains(&word) || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let opener = is_stop(first, Stop::Opener) && first != "De" && first != "Het";
    name.starts_with(|c: char| c.is_uppercase())
        && name.split_whitespace().count() <= WORDS
        && name.split_whitespace().all(part)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '&' | '’' | '\''))
        && name.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !opener
        && !["Kamerstuk", "Kamerbrief", "Motie", "Handelingen", "Staatsblad", "Stcrt", "Artikel", "Kenmerk"]
            .contains(&first)
}

/// Whether a day and a month, or "d.d.", open `tail`.
fn opens_date(tail: &str) -> bool {
    let mut words = tail.split_whitespace();
    let mut first = words.next().unwrap_or_default();
    if first == "d.d." {
        first = words.next().unwrap_or_default();
    }
    let day = (1..=2).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_digit());
    let month = if day { words.next().unwrap_or_default() } else { first };
    let month = month.trim_end_matches([',', '.']);
    let year = words.next().unwrap_or_default().trim_end_matches([',', '.', ';', ':', ')']);
    let year =
        year.len() == 4 && year.starts_with(['1', '2']) && year.bytes().all(|byte| byte.is_ascii_digit());
    year && MONTHS.words().iter().any(|name| name.eq_ignore_ascii_case(month))
}

/// Whether a list knows something else by this name, or a person by part of it.
fn is_other(r: &Reading<'_>, span: Span) -> bool {
    let from = r.listed().partition_point(|hit| hit.span.start() < span.start());
    r.listed()[from..].iter().take_while(|hit| hit.span.start() < span.end()).any(|hit| match hit.kind {
        MentionType::Organisation => false,
        MentionType::Person | MentionType::Policy | MentionType::Law | MentionType::Office => true,
        _ => hit.span == span,
    })
}
