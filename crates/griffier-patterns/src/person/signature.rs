//! Name lines of those who sign: a whole line, or a column of it, that is a name.

use super::{initials_at, is_initials, is_other, name_at, person, skip_degrees};
use crate::name::heads::{Stop, ends_phrase, is_stop};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{Hit, MentionType, Role, TokenKind, ZoneKind};
use griffier_text::{Span, WordSet};

/// Words that open the closing of a letter, never a name.
const CLOSINGS: &WordSet = words![
    "hoogachtend",
    "met",
    "namens",
    "overeenkomstig",
    "deze",
    "voor",
    "redacted",
    "directeur",
    "vriendelijke",
    "groet",
    "groeten",
    "verblijf",
];

/// Roles that say nothing of the body.
const CHAIRS: &WordSet =
    words!["voorzitter", "griffier", "adjunct-griffier", "ondervoorzitter", "waarnemend", "fungerend"];

/// The names in the signature zones.
pub(super) fn name_lines(r: &Reading<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for zone in r.doc.zones().iter().filter(|zone| zone.kind == ZoneKind::Signature) {
        let (mut i, end) = (r.t.index_at(zone.span.start()), r.t.index_at(zone.span.end()));
        // Movers of a motion sign with bare surnames and no role lines.
        let bare = end - i < 40
            && (i..end).all(|k| r.is_name_word(k) || r.t.is_any(k, words!["de", "van", "der", "den", ","]));
        while i < end {
            let close = (i + 1..end).find(|&k| begins_column(r, k)).unwrap_or(end);
            column(r, (i, close), bare, &mut hits);
            i = close;
        }
    }
    for listed in r.listed().iter().filter(|hit| hit.kind == MentionType::Office && !hit.portfolio) {
        if r.doc.zone_at(listed.span.start()) != ZoneKind::Signature
            && let Some(name) = under_role(r, listed.span)
        {
            hits.push(person(r, name, Some(Role::Signatory), "person.signature", 0.9));
        }
    }
    hits
}

/// The name line right under the role line that the office at `listed` stands on, wherever the letter has it: "De
/// Staatssecretaris van X," and on the next line initials and a surname.
pub(crate) fn under_role(r: &Reading<'_>, listed: Span) -> Option<(usize, usize)> {
    let first = r.t.index_at(listed.start());
    let article = first > 0 && r.t.is(first - 1, "de") && r.opens_line(first - 1);
    let comma = r.after(listed);
    let begin = skip_degrees(r, comma + 1);
    let below = r.t.is(comma, ",") && (1..3).contains(&r.t.breaks_before(comma + 1));
    if !(article || r.opens_line(first)) || !below || !initials_at(r, begin) {
        return None;
    }
    let end = name_at(r, begin, r.limit(begin))?;
    (r.closes_line(end - 1) && signs(r, begin, end)).then_some((begin, end))
}

/// "De voorzitter van de vaste commissie voor Defensie," and the surname behind it, "Griffier: De Vries": token `i` is the
/// mark before the name, which ends its line.
pub(super) fn presiding(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    if !r.t.is_any(i, words![",", ":"]) || i == 0 {
        return None;
    }
    let (first, _) = r.sentence(i);
    let chair = role_start(r, first);
    let labeled = r.t.is(i, ":") && i == first + 1 && r.t.is_any(first, CHAIRS);
    let whole = r.t.is(i, ",") && i < chair + 24 && r.t.is_any(chair, CHAIRS);
    let body = whole && (chair..i).any(|k| r.t.is_any(k, words!["commissie", "kamercommissie", "werkgroep"]));
    if !(labeled || body) {
        return None;
    }
    let end = name_at(r, i + 1, r.limit(i + 1))?;
    let named = r.closes_line(end - 1) && !is_other(r, i + 1, end) && r.opens_line(first);
    let hit = person(r, (i + 1, end), Some(Role::Titled), "person.presiding", 0.8);
    named.then(|| {
        hits.push(hit);
        end
    })
}

/// Whether token `k` begins a line or, three blanks from the word before it, a column.
fn begins_column(r: &Reading<'_>, k: usize) -> bool {
    let gap = Span::at(r.t.span(k - 1).end(), r.t.span(k).start());
    let blank = r.doc.slice(gap);
    blank.contains(['\n', '\t']) || blank.chars().count() > 2 || r.t.is_any(k - 1, words!["|"])
}

/// Reads tokens `from` up to `to` as a name, or as a role with a name after a comma.
fn column(r: &Reading<'_>, (from, to): (usize, usize), bare: bool, hits: &mut Vec<Hit>) {
    let mark = |i: usize| r.t.is_any(i, words!["*", "**", "_", "|", "#", "(", ")", "-"]);
    let mut first = (from..to).find(|&i| !mark(i)).unwrap_or(to);
    let mut last = to;
    while last > first && (mark(last - 1) || r.t.is_any(last - 1, words![",", "."]) || is_degree(r, last - 1))
    {
        last -= 1;
    }
    // "(w.g.) L.F. Jansen"
    if r.t.is_any(first, words!["w.g.", "wg.", "w.g"]) {
        first = (first + 1..to).find(|&i| !mark(i)).unwrap_or(to);
    }
    let begin = skip_degrees(r, first);
    if let Some(office) = r.kind_at(role_start(r, begin), &[MentionType::Office]) {
        return beside_role(r, r.after(office.span), last, hits);
    }
    // "De voorzitter, A.B. Jansen": of what, the head says.
    let role = role_start(r, begin);
    if r.t.is_any(role, CHAIRS) && r.t.is(role + 1, ",") {
        return beside_role(r, role + 1, last, hits);
    }
    if last == begin + 1 && alone(r, begin, from, bare) {
        hits.push(person(r, (begin, last), Some(Role::Signatory), "person.signature", 0.7));
        return;
    }
    let whole = name_at(r, begin, last).is_some_and(|end| end == last);
    if whole && signs(r, begin, last) && !continues_role(r, from) {
        let sure = is_initials(r.t.word(begin)) || (begin..last).any(|i| is_initials(r.t.word(i)));
        hits.push(person(
            r,
            (begin, last),
            Some(Role::Signatory),
            "person.signature",
            if sure { 0.95 } else { 0.85 },
        ));
    }
}

/// A surname alone on its line: right under a role line, or in a list of names without roles (the movers of a motion).
fn alone(r: &Reading<'_>, i: usize, from: usize, bare: bool) -> bool {
    let word = r.t.word(i);
    let name = super::is_name_part(r, i)
        && word.chars().count() > 2
        && !is_stop(word, Stop::Opener)
        && !r.t.is_any(i, CLOSINGS);
    let office = |at: usize| {
        let sentence = r.sentence(at).0;
        (sentence.max(at.saturating_sub(12))..=at).any(|k| r.kind_at(k, &[MentionType::Office]).is_some())
    };
    let after_role = from > 0 && r.t.is(from - 1, ",") && office(from - 1);
    name && (bare || after_role) && !is_other(r, i, i + 1) && !is_stop(word, Stop::Generic)
}

/// Past the article of a role line.
fn role_start(r: &Reading<'_>, i: usize) -> usize {
    i + usize::from(r.t.is_any(i, words!["de", "het"]))
}

/// "De Minister van Defensie, J.A. Hennis-Plasschaert" on one line.
fn beside_role(r: &Reading<'_>, at: usize, last: usize, hits: &mut Vec<Hit>) {
    let at = skip_degrees(r, at + usize::from(r.t.is_any(at, words![",", ":", "-", "–"])));
    if at < last
        && let Some(end) = name_at(r, at, last).filter(|&end| end == last)
        && signs(r, at, end)
    {
        hits.push(person(r, (at, end), Some(Role::Signatory), "person.signature", 0.85));
    }
}

/// Academic degrees behind a name.
fn is_degree(r: &Reading<'_>, i: usize) -> bool {
    r.t.is_any(i, words!["MA", "MSc", "BSc", "LLM", "PhD", "MBA", "MPA", "RA", "RC", "EMIA", "BA"])
}

/// Whether a whole line is a person's name: initials, two words or a person of the list; nothing of another kind.
fn signs(r: &Reading<'_>, from: usize, to: usize) -> bool {
    let listed = r.kind_at(from, &[MentionType::Person]).is_some_and(|hit| hit.after() >= to);
    if listed {
        return true;
    }
    let first = r.t.word(from);
    let word = |i: usize| is_stop(r.t.word(i), Stop::Opener) || ends_phrase(r.t.word(i));
    let opener = is_stop(first, Stop::Opener) && !r.t.is_any(from, words!["de", "van", "den", "ter", "ten"]);
    let small = to - from > 1 && !is_initials(r.t.word(from)) && (from..to).all(word);
    let closing = r.t.is_any(from, CLOSINGS);
    let name = (from..to).filter(|&i| r.t.is_capitalised(i)).count() > 1
        && (from..to).all(|i| matches!(r.t.kind(i), Some(TokenKind::Word | TokenKind::Abbreviation)));
    name && !opener && !small && !closing && !is_other(r, from, to) && to - from < 8
}

/// Whether the line before ends in the middle of a role ("De minister van" / "Buitenlandse Zaken").
fn continues_role(r: &Reading<'_>, from: usize) -> bool {
    from > 0
        && r.t.breaks_before(from) < 2
        && r.t.is_any(from - 1, words!["van", "voor", "en", "de", "het", "namens"])
}
