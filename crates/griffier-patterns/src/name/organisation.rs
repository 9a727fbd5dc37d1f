//! Organisations by their form: task forces, committees, directorates, inspectorates, municipalities.

use super::heads::{Form, Head, Stop, is_stop};
use super::phrase::{Style, capital_phrase, capitals_before, is_acronym, long_title};
use super::{Found, body, english};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, Role, TokenKind, ZoneKind};

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Capital => named(r, i, after),
        Form::Committee => committee(r, i, after),
        Form::Commission => commission(r, i, after)
            .or_else(|| body::committee_by_field(r, i, after))
            .or_else(|| by_chair(r, i, after)),
        Form::Service => body::service(r, i, after),
        Form::Company => body::company(r, i),
        Form::Noun => body::with_noun(r, i, after),
        Form::Named => super::described(r, head, i, after),
        Form::Municipal => municipal(r, i, after),
        Form::English => english(r, i, MentionType::Organisation, "organisation.english"),
        _ => None,
    }
}

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Option<Found> {
    (span.1 > span.0).then(|| Found::tokens(r, span, MentionType::Organisation, rule, confidence))
}

/// "Taskforce Strategische Afhankelijkheden", "Universiteit van Amsterdam", "stichting Arq".
fn named(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    let capital = r.t.is_capitalised(i);
    if r.shouts(i) && !r.t.is_any(i, words!["tno"]) || r.t.breaks_before(after) > 1 {
        return None;
    }
    if capital && !r.opens_sentence(i) && r.t.is_any(after, words!["inzake", "betreffende"]) {
        let end = long_title(r, after + 1, limit, Style::Title);
        return found(r, (i, end), "organisation.named", 0.75).filter(|_| end > after + 1);
    }
    // "een commissie van Kamerleden", "de Raad van Bestuur": many have one.
    let many =
        r.t.is_any(after, words!["Bestuur", "Toezicht", "Commissarissen", "Advies", "Beheer", "Kamerleden"]);
    if r.t.is(after - 1, "van") && (!capital || many) {
        return None;
    }
    let mut from = after;
    let letterhead = r.zone(i) == ZoneKind::Letterhead;
    if capital && r.t.is_any(after, words!["van", "voor", "der", "ter"]) {
        from += 1;
        from += usize::from(r.t.is_any(from, words!["de", "het"]));
    } else if capital && head_links(r, after) {
        from += usize::from(r.t.is_any(from, words!["de", "het"]));
    }
    if r.t.is_any(from, words!["van", "voor", "en"])
        || !r.is_name_word(from)
        || r.shouts(from) && r.t.word(from).len() < 2
        || foreign(r, from, from > after)
    {
        return None;
    }
    let commas = r.t.is_any(after - 1, words!["voor", "inspectie"]);
    let end = capital_phrase(r, from, limit, commas);
    let first = if capital && !letterhead { capitals_before(r, i) } else { i };
    let confidence = if capital { 0.8 } else { 0.65 };
    found(r, (first, end.max(from)), "organisation.named", confidence).filter(|_| end > from)
}

/// Whether the head itself ends in "voor" or "van".
fn head_links(r: &Reading<'_>, after: usize) -> bool {
    r.t.is_any(after - 1, words!["voor", "van"])
}

/// Whether a person, office or date begins at token `i`, or (after a preposition) a body whose part this is.
fn foreign(r: &Reading<'_>, i: usize, led: bool) -> bool {
    use MentionType::{Date, Office, Organisation, Person};
    r.kind_at(i, &[Person, Office, Date]).is_some() || led && r.kind_at(i, &[Organisation]).is_some()
}

/// "vaste commissie voor Volksgezondheid, Welzijn en Sport", "Adviescommissie Vreemdelingenzaken".
fn committee(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    let linked = r.t.is_any(after, words!["voor", "van"]);
    let mut from = after + usize::from(linked);
    if linked && r.t.is_any(from, words!["de", "het"]) {
        from += 1;
    }
    if !r.is_name_word(from) || r.shouts(i) || foreign(r, from, false) {
        return None;
    }
    let end = match r.portfolio_at(from) {
        Some(hit) => hit.after(),
        None => capital_phrase(r, from, limit, true),
    };
    found(r, (i, end), "organisation.committee", 0.8).filter(|_| end > from)
}

/// "Commissie Sorgdrager": a capital in the middle of a sentence and a name, no country or body.
fn commission(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    use MentionType::{Date, Location, Office, Organisation};
    let plain = r.t.word(i) == "Commissie" && r.is_name_word(after) && r.t.breaks_before(after) == 0;
    let other = r.kind_at(after, &[Date, Location, Office, Organisation]).is_some();
    let european = i > 0 && (r.t.is(i - 1, "Europese") || !r.t.is_any(i - 1, words!["de", "door", "van"]));
    if !plain || other || european || r.shouts(after) {
        return None;
    }
    let end = crate::person::name_at(r, after, r.limit(i)).unwrap_or(after);
    found(r, (i, end), "organisation.commission", 0.6).filter(|_| end > after)
}

/// "de commissie Brenninkmeijer": one word with a capital that nothing else is known to be called.
fn by_chair(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let word = r.t.word(after);
    let led = i > 0 && r.t.is_any(i - 1, words!["de", "deze", "toenmalige", "eerdere"]);
    let plain = r.t.is(i, "commissie")
        && led
        && r.is_name_word(after)
        && r.t.breaks_before(after) == 0
        && word.len() > 3
        && !word.contains('-')
        && !is_acronym(word)
        && !r.shouts(after)
        && r.listed_at(after).all(|hit| hit.kind == MentionType::Person)
        && !is_stop(word, Stop::Rank)
        && !is_stop(word, Stop::Opener);
    let joined = r.t.is_any(after + 1, words!["en", "&"]) && r.is_name_word(after + 2);
    let goes_on = r.is_name_word(after + 1) || r.t.is(after + 1, "-") || joined;
    found(r, (i, after + 1), "organisation.commission", 0.6).filter(|_| plain && !goes_on)
}

/// "Commissie-Van der Hoeven", "commissie-Remkes".
pub(super) fn chaired(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let (head, name) = word.split_once('-')?;
    if !head.eq_ignore_ascii_case("commissie") || !name.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let mut end = i + 1;
    if ["Van", "De", "Ter", "Ten"].contains(&name) {
        let small = |k: &usize| r.t.is_any(*k, words!["van", "de", "der", "den", "het", "'t"]);
        let noun = i + 1 + (i + 1..i + 4).take_while(small).count();
        end = if r.is_name_word(noun) { noun + 1 } else { end };
    }
    found(r, (i, end), "organisation.commission", 0.85)
}

/// "gemeente Utrecht", "provincie Noord-Holland", "rechtbank Den Haag".
fn municipal(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i).min(after + 4);
    if r.shouts(i) || r.t.breaks_before(after) > 1 || foreign(r, after, false) {
        return None;
    }
    let end = match r.kind_at(after, &[MentionType::Location]) {
        Some(place) => place.after(),
        None => (after..limit)
            .find(|&k| !r.is_name_word(k) || r.t.kind(k) != Some(TokenKind::Word))
            .unwrap_or(limit),
    };
    found(r, (i, end), "organisation.municipal", 0.7).filter(|_| end > after && !r.shouts(after))
}

/// "Onderwijsinspectie", "Gezondheidsraad" in the middle of a sentence.
pub(super) fn compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    if super::heads::ends_with(r.t.word(i), "fonds") {
        return body::fund(r, i);
    }
    let listed = super::heads::ends_with(r.t.word(i), "raad") && r.listed_at(i).next().is_some();
    if listed || r.opens_sentence(i) || r.t.word(i).contains('-') || r.t.word(i).len() < 9 {
        return None;
    }
    let from = capitals_before(r, i);
    // "Kennisinstituut Mobiliteit"
    let named = r.is_name_word(i + 1)
        && r.t.breaks_before(i + 1) == 0
        && r.t.kind(i + 1) == Some(TokenKind::Word)
        && r.listed_at(i + 1).all(|hit| hit.portfolio);
    let end = if named { capital_phrase(r, i + 1, r.limit(i), false).max(i + 1) } else { i + 1 };
    found(r, (from, end), "organisation.compound", 0.65)
}

/// A directorate or service in the letterhead is the one that sends the letter.
pub(super) fn role(r: &Reading<'_>, name: &Found) -> Option<Role> {
    let i = r.t.index_at(name.span.start());
    let heads = words![
        "directie",
        "directoraat-generaal",
        "ministerie",
        "rijksdienst",
        "inspectie",
        "programmabureau"
    ];
    let sender = name.kind == MentionType::Organisation
        && r.doc.zone_at(name.span.start()) == ZoneKind::Letterhead
        && r.opens_line(i)
        && r.t.is_any(i, heads);
    sender.then_some(Role::Sender)
}
