//! Treaties: "Verdrag inzake …", "Verdrag van Lissabon", "INF-verdrag", "Wapenhandelsverdrag".

use super::heads::{Form, Head};
use super::phrase::{Style, capital_phrase, capitals_before, dated, noun_phrase};
use super::{Found, english};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::MentionType;
use griffier_text::WordSet;

const SUBJECT_LINKS: &WordSet =
    words!["inzake", "betreffende", "tot", "tegen", "over", "voor", "ter", "houdende"];

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Inzake => {
            let between = || between(r, i, after);
            let found = exchange(r, i, after).or_else(|| protocol(r, i, after)).or_else(between);
            found.or_else(|| subject(r, i, after))
        }
        Form::Place => place(r, i, after),
        Form::English => english(r, i, MentionType::Treaty, "treaty.english"),
        _ => None,
    }
}

/// Whether the word at token `i` is one with a capital that opens the name of a treaty whose own word has none ("Europese
/// overeenkomst ter …").
fn ranked(r: &Reading<'_>, i: usize) -> bool {
    r.t.is_capitalised(i) && super::heads::is_stop(r.t.word(i), super::heads::Stop::Rank)
}

/// "derde facultatief protocol bij het Internationaal Verdrag inzake …": a protocol by the treaty it belongs to.
fn protocol(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    const KINDS: &WordSet =
        words!["facultatief", "facultatieve", "aanvullend", "aanvullende", "wijzigingsprotocol", "optioneel"];
    const RANKS: &WordSet = words!["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];
    if !r.t.is(i, "protocol") || r.shouts(i) {
        return None;
    }
    let kind = i > 0 && r.t.is_any(i - 1, KINDS);
    let mut from = i - usize::from(kind);
    from -= usize::from(from > 0 && r.t.is_any(from - 1, RANKS));
    // "Protocol nr. 15 bij het Verdrag …"
    let numbered = r.t.is_any(after, words!["nr.", "nr", "no.", "nummer"]) && r.t.digits(after + 1).is_some();
    let after = after + 2 * usize::from(numbered);
    let mut link = after + usize::from(r.t.is_any(after, words!["behorend", "behorende"]));
    if !r.t.is_any(link, words!["bij", "van"]) || !r.t.is_any(link + 1, words!["het", "de"]) {
        return None;
    }
    link += 2;
    let limit = r.limit(i);
    let listed = r.kind_at(link, &[MentionType::Treaty]).map(|hit| hit.after());
    let named = || {
        let head = (link..(link + 4).min(limit))
            .find(|&k| r.t.is_any(k, words!["verdrag", "overeenkomst", "conventie"]))?;
        let linked = r.t.is_any(head + 1, SUBJECT_LINKS) && r.is_name_word(link);
        linked.then(|| noun_phrase(r, head + 2, limit, Style::Title)).filter(|&end| end > head + 2)
    };
    let end = listed.or_else(named)?;
    (kind || r.t.is_capitalised(i))
        .then(|| Found::tokens(r, (from, end), MentionType::Treaty, "treaty.protocol", 0.85))
}

/// "Briefwisseling houdende een verdrag tussen A en B betreffende …": up to the end of its subject, commas between the
/// parties included.
fn exchange(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let houdende = r.t.are(after, &["houdende", "een"])
        && r.t.is_any(after + 2, words!["verdrag", "overeenkomst", "wijziging", "akkoord"]);
    if !(r.t.is_any(i, words!["briefwisseling", "notawisseling"]) && houdende && r.t.is(after + 3, "tussen"))
    {
        return None;
    }
    let limit = (i + 120).min(r.t.len());
    let mut subject = false;
    let mut depth = 0usize;
    let ends = |k: &usize| {
        depth += usize::from(r.t.is(*k, "("));
        let inside = depth > 0;
        depth -= usize::from(inside && r.t.is(*k, ")"));
        subject |= r.t.is_any(*k, words!["betreffende", "inzake", "over", "nopens"]);
        let cited = r.t.is(*k, "(") && r.t.is_any(*k + 1, words!["trb", "trb.", "tractatenblad"]);
        // "…, Philipsburg, van 19 tot 21 mei": place and days belong to the title.
        let goes_on = r.t.is_capitalised(*k + 1)
            || dated(r, *k + 1)
            || r.t.is_any(*k + 1, words!["van", "op"]) && dated_soon(r, *k + 2);
        cited
            || r.t.breaks_before(*k) > 1
            || r.t.is_any(*k, words![";", ":"])
            || r.t.is(*k, ".") && !r.t.is_glued(*k + 1)
            || !inside && subject && r.t.is(*k, ",") && !goes_on
    };
    let end = (after + 4..limit).find(ends).unwrap_or(limit);
    (subject && end > after + 8)
        .then(|| Found::tokens(r, (i, end), MentionType::Treaty, "treaty.exchange", 0.9))
}

/// "Overeenkomst tussen het Koninkrijk der Nederlanden en de Republiek X inzake …": two parties by name, then the subject.
fn between(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is(after, "tussen") || !r.t.is_capitalised(i) || r.opens_sentence(i) || r.shouts(i) {
        return None;
    }
    let limit = r.limit(i);
    let link = (after + 1..limit.min(after + 45)).find(|&k| r.t.is_any(k, SUBJECT_LINKS))?;
    let and = (after + 1..link).rev().find(|&k| r.t.is(k, "en"))?;
    let named = |from: usize, to: usize| (from..to).any(|k| r.is_name_word(k));
    if !named(after + 1, and) || !named(and + 1, link) {
        return None;
    }
    let end = noun_phrase(r, link + 1, limit, Style::Title);
    (end > link + 1).then(|| Found::tokens(r, (i, end), MentionType::Treaty, "treaty.between", 0.88))
}

/// Whether a day stands at token `k`, that of the end of a span perhaps ("19 tot 21 mei").
fn dated_soon(r: &Reading<'_>, k: usize) -> bool {
    dated(r, k) || r.t.digits(k).is_some() && r.t.is_any(k + 1, words!["tot", "en", "t/m"]) && dated(r, k + 2)
}

/// Whether the name is one the reader is taken to know: a capital, or "het verdrag", "de overeenkomst".
fn definite(r: &Reading<'_>, i: usize) -> bool {
    if r.t.is_capitalised(i) {
        return !r.opens_sentence(i) || !r.shouts(i);
    }
    let ranked = i > 0 && ranked(r, i - 1);
    ranked
        || i > 0
            && r.t.is_any(i, words!["verdrag", "protocol", "handvest", "statuut"])
            && r.t.is(i - 1, "het")
}

/// "Verdrag inzake clustermunitie", "het verdrag inzake exportcontrole in het defensiedomein".
fn subject(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let lower = !r.t.is_capitalised(i);
    let linked = r.t.is_any(after, SUBJECT_LINKS) && !(lower && r.t.is_any(after, words!["over", "voor"]));
    if !linked || !definite(r, i) || dated(r, after + 1) {
        return None;
    }
    let style = if lower { Style::Strict } else { Style::Title };
    let end = noun_phrase(r, after + 1, r.limit(i), style);
    let confidence = if lower { 0.7 } else { 0.85 };
    (end > after + 1).then(|| {
        let ranked = i > 0 && ranked(r, i - 1);
        let from = if lower { i - usize::from(ranked) } else { capitals_before(r, i) };
        Found::tokens(r, (from, end), MentionType::Treaty, "treaty.subject", confidence)
    })
}

/// "Verdrag van Lissabon", "Akkoord van Parijs".
fn place(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is(after, "van") || !r.t.is_capitalised(i) && !definite(r, i) || r.shouts(i) {
        return None;
    }
    if !r.is_name_word(after + 1) || r.shouts(after + 1) {
        return None;
    }
    let limit = r.limit(i).min(after + 4);
    let end = (after + 1..limit).find(|&k| !r.is_name_word(k)).unwrap_or(limit);
    (end > after + 1)
        .then(|| Found::tokens(r, (capitals_before(r, i), end), MentionType::Treaty, "treaty.place", 0.8))
}

/// "INF-verdrag", "Wapenhandelsverdrag", "VN-verdrag inzake de rechten van het kind".
pub(super) fn compound(r: &Reading<'_>, head: &Head, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    if super::heads::is_stop(word, super::heads::Stop::Generic) {
        return None;
    }
    let Some(at) = word.rfind('-') else {
        let sure = !r.opens_sentence(i) && word.len() > head.words[0].len() + 3;
        // "Associatieovereenkomst EU-Oekraïne": the parties are part of the name.
        let parties = r.t.word(i + 1).split_once('-').is_some_and(|(one, other)| {
            one.starts_with(char::is_uppercase) && other.starts_with(char::is_uppercase)
        });
        let end = i + 1 + usize::from(parties && r.t.breaks_before(i + 1) < 2);
        return sure.then(|| Found::tokens(r, (i, end), MentionType::Treaty, "treaty.compound", 0.75));
    };
    let bare = word[at + 1..].eq_ignore_ascii_case(head.words[0]);
    let start = r.t.span(i).start();
    let part = griffier_text::Span::at(start, start + at);
    let from = r.listed().partition_point(|hit| hit.span.start() < start);
    let listed_part =
        r.listed()[from..].iter().take_while(|hit| hit.span.start() == start).any(|hit| hit.span == part);
    let limit = r.limit(i);
    let end = if r.t.is_any(i + 1, SUBJECT_LINKS) && !dated(r, i + 2) {
        noun_phrase(r, i + 2, limit, Style::Strict)
    } else {
        let end = capital_phrase(r, i + 1, limit, false);
        if end > i + 1 { end } else { (i + 2).min(limit) }
    };
    if end > i + 2 || (end == i + 2 && r.is_name_word(i + 1)) {
        return Some(Found::tokens(r, (i, end), MentionType::Treaty, "treaty.compound", 0.8));
    }
    // A body before the hyphen says whose treaty it is, not which; the list has "EU-Werkingsverdrag" without it.
    let rest = super::law::without_union(word);
    let lookup = (rest.len() < word.len()).then(|| rest.to_owned());
    (!(bare && listed_part)).then(|| Found {
        lookup,
        ..Found::tokens(r, (i, i + 1), MentionType::Treaty, "treaty.compound", 0.75)
    })
}
