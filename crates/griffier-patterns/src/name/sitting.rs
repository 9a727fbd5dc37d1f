//! Meetings that only their day or their body names: "het algemeen overleg op 10 april", "de laatste triloog van
//! 9 november", the item "Regeling van werkzaamheden" of a sitting, "de informele JBZ-Raad".

use super::Found;
use super::event::topic;
use super::heads::{Head, Stop, ends_with, heads_at, is_stop};
use super::phrase::{DAYS, MONTHS, capital_phrase, years};
use crate::reading::Reading;
use crate::tokens::words;
use crate::triggers::Classes;
use griffier_doc::MentionType;
use griffier_text::WordSet;
use std::collections::BTreeSet;

/// Short names of debates; "het AO" after a debate in full means that debate.
pub(crate) const SHORT: [&str; 5] = ["AO", "VAO", "WGO", "VSO", "CD"];

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Found {
    Found::tokens(r, span, MentionType::Event, rule, confidence)
}

/// Whether a day stands at token `k`: "9 november", "22–23 juli", "2024-01-23".
fn is_day(r: &Reading<'_>, k: usize) -> bool {
    let word = r.t.word(k);
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let cut =
        word.len() == 4 && digits(word, 4) && r.t.is(k + 1, "-") && r.t.is(k + 3, "-") && r.t.is_glued(k + 4);
    let iso = cut
        || word.len() == 10 && word.split('-').count() == 3 && word.split('-').all(|part| digits(part, 4));
    let days = word.split(['-', '–']).all(|part| digits(part, 2));
    let between = |j: &usize| r.t.is_any(*j, words!["-", "–", "en", "/", "t/m"]) || digits(r.t.word(*j), 2);
    let next = k + 1 + (k + 1..k + 4).take_while(between).count();
    iso || days && r.t.is_any(next, MONTHS)
}

/// Whether "het" or "de" stands before token `i`, one adjective aside.
fn definite(r: &Reading<'_>, i: usize) -> bool {
    let article = |back: usize| i >= back && r.t.is_any(i - back, words!["het", "de"]);
    article(1) || article(2) && r.t.is_any(i - 1, words!["geplande", "eerstvolgende", "laatste", "komende"])
}

/// A debate without a subject that its day tells from others: "het AO verplaatst naar 27 maart", "het op 3 april gehouden
/// algemeen overleg", "het algemeen overleg dat gepland stond".
pub(super) fn dated(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    let closes = |k: &usize| !r.t.is_any(*k, words![".", ";", ":", "(", ")"]);
    let led = |k: usize| {
        let first = k - usize::from(k > 1 && r.t.is_any(k - 1, DAYS));
        first > 0
            && (r.t.is_any(first - 1, words!["op", "van", "naar", "d.d.", "aanvankelijk", "uiteindelijk"])
                || first == after + 1 && r.t.is(after, ","))
    };
    let ahead = |far: usize| (after..limit.min(after + far)).take_while(closes);
    let held = |k: usize| {
        r.t.is_any(k, words!["gehouden", "geplande", "gevoerde", "jl.", "jongstleden", "te", "houden"])
            || r.t.digits(k).is_some_and(|year| year > 1900)
            || r.t.is_any(k, MONTHS)
    };
    let (first, _) = r.sentence(i);
    let before = (first.max(i.saturating_sub(6))..i).rev().find(|&k| !held(k));
    let just_held = before.is_some_and(|k| is_day(r, k) && k + 3 < i);
    let day = definite(r, i) && ahead(7).any(|k| is_day(r, k) && led(k));
    let month = definite(r, i)
        && r.t.is_any(i, words!["begrotingsbehandeling"])
        && r.t.is_any(after, words!["in", "van"])
        && r.t.is_any(after + 1, MONTHS);
    let planned = definite(r, i)
        && ahead(9).any(|k| r.t.is_any(k, words!["gepland", "ingepland"]))
        && ahead(20).any(|k| r.t.is_any(k, MONTHS));
    (just_held || day || month || planned || held_on(r, i)).then(|| found(r, (i, after), "event.dated", 0.7))
}

/// "de vergadering van 19 maart 2009", "het overleg met uw Kamer afgelopen donderdag 1 maart", "een bijeenkomst te Straatsburg
/// begin juni 2010": a meeting that its day alone tells from others; with an indefinite article only if its place does too.
pub(super) fn on_day(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    const KINDS: &WordSet = words![
        "vergadering",
        "bijeenkomst",
        "overleg",
        "conferentie",
        "top",
        "congres",
        "symposium",
        "seminar"
    ];
    const WHEN: &WordSet =
        words!["afgelopen", "aanstaande", "komende", "begin", "eind", "medio", "gisteren", "jongstleden"];
    if !r.t.is_any(i, KINDS) || r.shouts(i) {
        return None;
    }
    let met = partner(r, after).unwrap_or(after);
    let held = place(r, met).unwrap_or(met);
    let linked = r.t.is_any(held, words!["van", "op", "d.d.", "in"]);
    let mut day = held + usize::from(linked);
    day += (day..day + 2).take_while(|&k| r.t.is_any(k, WHEN) || r.t.is_any(k, DAYS)).count();
    let bare = linked || held > after;
    let named = is_day(r, day) || held > met && r.t.is_any(day, MONTHS);
    let definite = definite(r, i)
        || held > met && i > 0 && r.t.is_any(i - 1, words!["een", "informele", "internationale"]);
    (bare && named && definite).then(|| found(r, (i, after), "event.dated", 0.65))
}

/// One past "te Straatsburg", "in Riga" at token `i`.
fn place(r: &Reading<'_>, i: usize) -> Option<usize> {
    let listed = r.kind_at(i + 1, &[MentionType::Location]).filter(|_| r.t.is_any(i, words!["te", "in"]));
    listed.map(|hit| hit.after())
}

/// "2023-05-11 18:00: Humanitaire hulp (Commissiedebat), vaste commissie …": a line of a calendar, whose meeting stands
/// between the time and its kind in brackets. `i` is the bracket.
pub(super) fn calendar_line(r: &Reading<'_>, i: usize) -> Option<Found> {
    let kind = heads_at(r, i + 1).find(|head| head.kind == MentionType::Event)?;
    if !r.t.is(i + 1 + kind.words.len(), ")") {
        return None;
    }
    let low = i.saturating_sub(24);
    let line = (low..i).rev().find(|&k| r.t.breaks_before(k) > 0).unwrap_or(low);
    let day = (line..(line + 3).min(i)).find(|&k| is_day(r, k))?;
    let from = (day + 1..i).rev().find(|&k| r.t.is(k, ":") && !r.t.is_glued(k + 1)).map(|k| k + 1)?;
    let whole = (from..i).all(|k| r.t.breaks_before(k) == 0);
    (whole && from < i).then(|| found(r, (from, i), "event.calendar", 0.9))
}

/// "Regeling van werkzaamheden", "triloog": an item or a round of talks, with its day or in a citation of the proceedings.
pub(super) fn round(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    let again = i > head.words.len() && r.t.is(i - 1, "(") && r.t.are(i - 1 - head.words.len(), head.words);
    if r.shouts(i) || again {
        return None;
    }
    if r.t.is(i, "behandeling") {
        return budget(r, i, after);
    }
    if r.t.is(i, "debat") {
        return dated_subject(r, i, after).or_else(|| dated(r, i, after));
    }
    // "de plenaire behandeling van de Wet toekomst pensioenen"
    if r.t.is(i, "plenaire") && r.t.is(after, "van") {
        let act = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
        if let Some(act) = r.kind_at(act, &[MentionType::Law]) {
            return Some(found(r, (i, act.after()), "event.debate", 0.8));
        }
    }
    let (first, end) = r.sentence(i);
    let clear = |k: &usize| !r.t.is_any(*k, words![".", ";"]);
    let before = (first.max(i.saturating_sub(9))..i).rev().take_while(clear);
    let cited = before.clone().any(|k| r.t.is(k, "Handelingen"));
    let day_before = before.clone().any(|k| is_day(r, k));
    let day_after = (after..end.min(after + 5)).take_while(clear).any(|k| is_day(r, k));
    (cited || day_before || day_after).then(|| found(r, (i, after), "event.round", 0.8))
}

/// "de behandeling van de begroting 1993", "de behandeling van de begroting Buitenlandse Handel en Ontwikkelingshulp": by its
/// year or field; whose it is behind "van" makes no name.
fn budget(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let budget = r.t.are(after, &["van", "de", "begroting"]);
    let at = after + 3;
    let field = || r.portfolio_at(at).map(|hit| hit.after());
    let named =
        || Some(capital_phrase(r, at, r.limit(i), false)).filter(|&end| r.is_name_word(at) && end > at);
    let end = years(r, at).or_else(field).or_else(named).filter(|_| budget && r.t.breaks_before(at) < 2)?;
    Some(found(r, (i, end), "event.debate", 0.75))
}

/// "het debat over het pensioenstelsel van 12 mei": any talk may be a debate; one with its day, with the chamber or a
/// committee, or at a time when only a meeting can be meant ("vóór het debat over …") is a meeting.
fn dated_subject(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let partner = partner(r, after);
    let after = partner.unwrap_or(after);
    let cited = i > 0 && r.t.is(i - 1, ",") && in_proceedings(r, i);
    if !r.t.is_any(after, words!["over", "inzake"]) || !(definite(r, i) || cited) {
        return None;
    }
    let subject = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
    let end = topic(r, after + 1, r.limit(i));
    let day = r.t.is_any(end, words!["op", "van", "d.d."]) && is_day(r, end + 1);
    let sat = day
        || cited
        || held_on(r, i)
        || !is_paper(r, subject) && (occasion(r, i) || partner.is_some() && r.t.is(i - 1, "het"));
    (sat && end > after + 1).then(|| found(r, (i, end), "event.debate", 0.8))
}

/// Whether "op 17 december 2013 was het", "op 15 februari vindt een" stands before token `i`: the verb right before the article, a day before the verb.
fn held_on(r: &Reading<'_>, i: usize) -> bool {
    let article = i > 3 && r.t.is_any(i - 1, words!["het", "een"]);
    let verb = article
        && r.t
            .is_any(i - 2, words!["was", "is", "vond", "vindt", "werd", "wordt", "heeft", "staat", "stond"]);
    let (first, _) = r.sentence(i);
    verb && (first.max(i.saturating_sub(7))..i - 2).any(|k| is_day(r, k))
}

/// One past "met de vaste commissie voor Defensie", "met uw Kamer" at token `i`.
fn partner(r: &Reading<'_>, i: usize) -> Option<usize> {
    let body = i + 1 + usize::from(r.t.is_any(i + 1, words!["de", "het", "uw"]));
    let listed = r.kind_at(body, &[MentionType::Organisation]).filter(|_| r.t.is(i, "met"));
    listed.map(|hit| hit.after())
}

/// Whether "Handelingen" stands before token `i` in its sentence.
fn in_proceedings(r: &Reading<'_>, i: usize) -> bool {
    let (first, _) = r.sentence(i);
    (first.max(i.saturating_sub(16))..i).any(|k| r.t.is(k, "Handelingen"))
}

/// Whether the words before "het" at token `i - 1` say when something else was or will be done.
fn occasion(r: &Reading<'_>, i: usize) -> bool {
    let at = |back: usize, words: &WordSet| i >= back && r.t.is_any(i - back, words);
    at(1, words!["het"])
        && (at(2, words!["tijdens", "vóór"])
            || at(2, words!["aan", "van", "op"])
                && at(3, words!["voorafgaand", "termijn", "aanloop", "vooruitlopend"])
            || at(2, words!["van"])
                && at(3, words!["afloop", "aanleiding", "marge"])
                && at(4, words!["na", "ter", "de"]))
}

/// Whether a subject is only what is talked about at every debate: a paper without a name.
fn is_paper(r: &Reading<'_>, i: usize) -> bool {
    const PAPERS: &WordSet = words![
        "jaarverslag",
        "rapport",
        "voorstel",
        "onderwerp",
        "begroting",
        "thema",
        "evaluatie",
        "onderzoek",
        "brief",
    ];
    r.t.is_any(i, PAPERS) || is_stop(r.t.word(i), Stop::Opener) && !r.t.is_capitalised(i)
}

/// "informele JBZ-Raad", "informele Raad Justitie en Binnenlandse Zaken": a meeting of the council, and the council.
pub(super) fn informal(r: &Reading<'_>, i: usize) -> Option<[Found; 2]> {
    let from = i + 1;
    let listed = r.kind_at(from, &[MentionType::Organisation, MentionType::Event]).map(|hit| hit.after());
    let word = r.t.word(from);
    let shared = word.ends_with('-') && r.t.is(from + 1, "en") && ends_with(r.t.word(from + 2), "raad");
    let to = if r.t.word(from) == "Raad" {
        listed.unwrap_or_else(|| capital_phrase(r, from, r.limit(i), false))
    } else if shared {
        from + 3
    } else if ends_with(word, "raad") {
        from + 1
    } else {
        return None;
    };
    if !r.t.is_capitalised(from) || to == from + 1 && r.t.word(from) == "Raad" || is_stop(word, Stop::Generic)
    {
        return None;
    }
    let council = Found::tokens(r, (from, to), MentionType::Organisation, COUNCIL, 0.99);
    Some([found(r, (i, to), "event.informal", 0.99), council])
}

/// The rule for the council within the name of its meeting, which a list may hold as a meeting too.
pub(super) const COUNCIL: &str = "organisation.council";

/// "tijdens de Raad" in a letter about the meeting of a council: that meeting.
pub(super) fn council_meeting(r: &Reading<'_>, names: &mut Vec<Found>) {
    let is_council = |words: &str| {
        let body = words.starts_with("Raad ") || words.ends_with("raad") || words.ends_with("-Raad");
        body && words != "Europese Raad"
    };
    // The first council named, in the heading or the first lines, is the one that the letter is about.
    const OPENING: usize = 1_500;
    let first = r
        .listed()
        .iter()
        .take_while(|hit| hit.span.start() < OPENING)
        .find(|hit| hit.kind == MentionType::Event && is_council(&r.words(hit.span)));
    let Some((council, named)) = first.map(|hit| (r.words(hit.span), hit.span.end())) else { return };
    const OCCASIONS: &WordSet =
        words!["tijdens", "op", "na", "voorafgaand", "agenda", "verslag", "marge", "uitkomsten"];
    for i in shorts(r, Classes::COUNCIL).filter(|&i| i > 1) {
        let bare = r.t.word(i) == "Raad"
            && r.t.span(i).start() > named
            && !r.t.is_any(i + 1, words!["van", "voor", "der"])
            && !r.is_name_word(i + 1);
        let coming = r.t.is_any(i - 1, words!["komende", "aankomende", "afgelopen", "aanstaande", "deze"]);
        let article = r.t.is(i - 1, "de") && r.t.is_any(i - 2, OCCASIONS)
            || i > 2 && r.t.is(i - 1, "de") && r.t.is(i - 2, "van") && r.t.is_any(i - 3, OCCASIONS)
            || i > 2 && r.t.is(i - 1, "de") && r.t.is(i - 2, "aan") && r.t.is_any(i - 3, OCCASIONS);
        if bare && (coming || article) {
            names.push(Found { lookup: Some(council.clone()), ..found(r, (i, i + 1), COUNCIL, 0.9) });
        }
    }
}

/// "f) Behandelingstraject Raad": the council in the form that every fiche on a proposal of the Commission has.
pub(super) fn fiche_council(r: &Reading<'_>, names: &mut Vec<Found>) {
    for i in shorts(r, Classes::COUNCIL).filter(|&i| i > 0) {
        let bare = r.t.word(i) == "Raad" && r.t.is(i - 1, "behandelingstraject");
        if bare && (r.t.breaks_before(i + 1) > 0 || i + 1 == r.t.len()) {
            let council = Found::tokens(r, (i, i + 1), MentionType::Organisation, COUNCIL, 0.9);
            names.push(Found { lookup: Some("Raad van de Europese Unie".to_owned()), ..council });
        }
    }
}

/// The short names of that class.
fn shorts(r: &Reading<'_>, class: Classes) -> impl Iterator<Item = usize> {
    r.visits().shorts.iter().map(|&i| i as usize).filter(move |&i| r.classes(i).has(class))
}

/// "het AO" behind a debate of that kind that the letter has named.
pub(super) fn short_forms(r: &Reading<'_>, names: &mut Vec<Found>) {
    let full = |word: &str, text: &str| match word {
        "AO" => text.starts_with(['a', 'A']),
        "WGO" => text.starts_with(['w', 'W']),
        "CD" => text.starts_with(['c', 'C']),
        _ => text.starts_with(word),
    };
    let debates = || names.iter().filter(|name| matches!(name.rule, "event.debate" | "event.dated"));
    // Where each short form has been explained.
    let known = SHORT.map(|word| {
        debates().filter(|name| full(word, r.doc.slice(name.span))).map(|name| name.span.end()).min()
    });
    let taken: BTreeSet<usize> = debates().map(|name| name.span.start()).collect();
    let mut more = Vec::new();
    for i in shorts(r, Classes::SITTING).filter(|&i| i > 0) {
        let Some(k) = SHORT.iter().position(|word| *word == r.t.word(i)) else { continue };
        let start = r.t.span(i).start();
        let named = known[k].is_some_and(|end| end <= start) && !taken.contains(&start);
        if named && r.t.word(i - 1) == "het" && !r.is_name_word(i + 1) && !r.t.is(i + 1, "-") {
            more.push(found(r, (i, i + 1), "event.short", 0.7));
        }
    }
    names.extend(more);
}
