//! Policy papers: strategies, programmes, agendas, reports, funds, by a name of their own.

use super::heads::{Form, Head, Stop, is_stop};
use super::phrase::{Style, capital_phrase, capitals_before, dated, noun_phrase, quotation, years};
use super::{Found, english, paper};
use crate::reading::Reading;
use griffier_doc::{MentionType, TokenKind, ZoneKind};

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Capital => named(r, i, after),
        Form::TitleCase => title_case(r, i, after),
        Form::About => about(r, i, after),
        Form::Quoted => quoted(r, after),
        Form::Fiche => fiche(r, i, after),
        Form::Noun => paper::with_noun(r, i, after),
        Form::Titling => paper::titling(r, MentionType::Policy, i, after),
        Form::Place => paper::operation(r, i, after),
        Form::English => english(r, i, MentionType::Policy, "policy.english"),
        _ => None,
    }
}

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Option<Found> {
    (span.1 > span.0).then(|| Found::tokens(r, span, MentionType::Policy, rule, confidence))
}

/// "Plan van aanpak Energietransitie Defensie", "jaarverslag Defensie", "Nationale Grondstoffenstrategie".
fn named(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    let mut end = if r.is_name_word(after) && r.t.breaks_before(after) < 2 {
        capital_phrase(r, after, limit, false)
    } else {
        after
    };
    if end > after && borrowed(r, i, after, end) {
        end = after;
    }
    if !r.t.is_capitalised(i) {
        let foreign = i > 0 && r.t.is_any(i - 1, &["geannoteerde", "conceptagenda", "voorlopige"]);
        return if foreign || end == after { None } else { found(r, (i, end), "policy.named", 0.65) };
    }
    if r.shouts(i) {
        return None;
    }
    end = with_subject(r, after, end, limit);
    let from = capitals_before(r, i);
    if end == after && from == i {
        return None;
    }
    let sure = !r.opens_sentence(i) || end > after;
    if !sure { None } else { found(r, (from, end), "policy.named", 0.8) }
}

/// A name that goes on: "Veiligheidsstrategie voor het Koninkrijk der Nederlanden", "Defensienota 2022".
fn with_subject(r: &Reading<'_>, after: usize, end: usize, limit: usize) -> usize {
    if end == after && r.t.is(after, "voor") {
        let article = usize::from(r.t.is_any(after + 1, &["de", "het"]));
        let from = after + 1 + article;
        if r.is_name_word(from) {
            let to = capital_phrase(r, from, limit, false);
            return if to > from { to } else { end };
        }
    }
    if end == after { years(r, after).unwrap_or(end) } else { end }
}

/// Whether the words after a head say whose it is, not what it is called: a person, an office, a country or a body.
fn borrowed(r: &Reading<'_>, i: usize, after: usize, end: usize) -> bool {
    use MentionType::{Date, Location, Office, Organisation, Person, Reference};
    if r.kind_at(after, &[Person, Office, Date, Reference]).is_some() {
        return true;
    }
    let owner = r.kind_at(after, &[Location, Organisation]).is_some_and(|hit| r.after(hit.span) >= end);
    owner && !r.t.is(i, "jaarverslag")
}

/// "Strategisch Concept", "Meerjarig Financieel Kader": the head is a common word, the capitals before it make the name.
fn title_case(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.t.is_capitalised(i) || r.shouts(i) || r.opens_sentence(i) {
        return None;
    }
    let from = capitals_before(r, i);
    let limit = r.limit(i);
    let end = if r.is_name_word(after) { capital_phrase(r, after, limit, false) } else { after };
    if from == i && end == after {
        None
    } else {
        found(r, (from, with_subject(r, after, end, limit)), "policy.title-case", 0.75)
    }
}

/// "Mededeling over het stimuleren van startups": a capital in the middle of a sentence, then the subject.
fn about(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let linked = r.t.is_any(after, &["over", "inzake", "betreffende", "voor", "tegen"]);
    if !linked || !r.t.is_capitalised(i) || r.opens_sentence(i) || r.shouts(i) || dated(r, after + 1) {
        return None;
    }
    let end = noun_phrase(r, after + 1, r.limit(i), Style::Strict);
    if end == after + 1 { None } else { found(r, (capitals_before(r, i), end), "policy.about", 0.7) }
}

/// "het rapport ‘Sterker uit de strijd’": the words within the marks, without an article in small letters. Whose it is may
/// stand between: "het advies van de Onderwijsraad «…»".
pub(super) fn quoted(r: &Reading<'_>, after: usize) -> Option<Found> {
    let mut open = after;
    if r.t.is(open, "van") {
        let owner = open + 1 + usize::from(r.t.is_any(open + 1, &["de", "het"]));
        open = r.kind_at(owner, &[MentionType::Organisation]).map_or(open, |hit| r.after(hit.span));
    }
    let led = open;
    while r.t.is_any(open, &["getiteld", "genaamd", "genoemd", ":", "met", "als", "de", "titel"])
        && open < led + 4
    {
        open += 1;
    }
    // A title in angle quotes may hold a question or stand after a blank line.
    let angled = r.t.is_any(open, &["«", "“"]) && r.t.breaks_before(open) < 3;
    let limit = if angled { open + 32 } else { r.limit(after.saturating_sub(1)) };
    let (mut from, to) = quotation(r, open, limit)?;
    let first = r.t.word(from);
    if ["het", "de", "een"].contains(&first) {
        from += 1;
    }
    let capital = (from..to).any(|i| r.t.is_capitalised(i));
    if (from + 1..to).any(|i| r.t.breaks_before(i) > 1) {
        return None;
    }
    let sentence = (from..to).any(|i| r.t.is_any(i, &["!", ";"]));
    if sentence || !capital && to < from + 2 || to <= from {
        None
    } else {
        found(r, (from, to), "policy.quoted", 0.85)
    }
}

/// "het WODC-rapport ‘Veilig in de wijk’": a compound of a word for a paper before the mark at token `i`.
pub(super) fn quoted_compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    const PAPERS: [&str; 14] = [
        "rapport",
        "onderzoek",
        "advies",
        "programma",
        "nota",
        "notitie",
        "visie",
        "agenda",
        "campagne",
        "studie",
        "verkenning",
        "strategie",
        "evaluatie",
        "handreiking",
    ];
    // "kabinetsnota: «…»"
    let noun = i.saturating_sub(1 + usize::from(i > 1 && r.t.is(i - 1, ":")));
    let mark = r.t.is_any(i, &["‘", "“", "«", "\"", "„", "*"]) && i > 0;
    let word = r.t.word(noun);
    // "TNO-rapport"
    let mark = mark && (!r.t.is_capitalised(noun) || word.contains('-'));
    let paper = PAPERS.iter().any(|noun| super::heads::ends_with(word, noun));
    if mark && paper && !is_stop(word, Stop::Verb) { quoted(r, i) } else { None }
}

/// "BNC-fiche over de Verordening …", "BNC-fiche Mededeling …", "Fiche: Richtlijn …".
fn fiche(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    if r.t.is(i, "fiche") {
        let titled = r.t.is_capitalised(i) && r.t.is(after, ":") && r.is_name_word(after + 1);
        let end = if titled { noun_phrase(r, after + 1, limit, Style::Title) } else { i };
        return if end > after + 1 { found(r, (i, end), "policy.fiche", 0.7) } else { None };
    }
    let linked = r.t.is_any(after, &["over", "inzake", "betreffende"]);
    let mut from = after + usize::from(linked);
    if linked && r.t.is_any(from, &["de", "het"]) {
        from += 1;
    }
    if !linked && !r.is_name_word(after) {
        return None;
    }
    let end = noun_phrase(r, from, limit, Style::Title);
    if end > from { found(r, (i, end), "policy.fiche", 0.85) } else { None }
}

/// "AI-innovatiepakket", "Klimaatakkoord" in the middle of a sentence.
pub(super) fn compound(r: &Reading<'_>, head: &Head, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = word.len() - head.words[0].len();
    let limit = r.limit(i);
    let mut end = if r.is_name_word(i + 1) && r.t.breaks_before(i + 1) < 2 {
        capital_phrase(r, i + 1, limit, false)
    } else {
        i + 1
    };
    if end > i + 1 && borrowed(r, i, i + 1, end) {
        end = i + 1;
    }
    end = with_subject(r, i + 1, end, limit);
    let from = capitals_before(r, i);
    if let Some(at) = word.rfind('-') {
        let small = word[at + 1..].chars().next().is_some_and(char::is_lowercase);
        let bare = word[at + 1..].len() == head.words[0].len();
        let name = word[..at].chars().filter(|c| c.is_uppercase()).count() > 1;
        if (bare && end == i + 1 && !own_paper(r, i, at)) || !name || !small && end == i + 1 && from == i {
            return None;
        }
        return found(r, (i, end), "policy.hyphen", 0.75);
    }
    if stem < 4 || is_stop(word, Stop::Opener) {
        return None;
    }
    let extended = end > i + 1 || from < i;
    // "Werkplan" is a kind of paper, "Strategisch Vastgoedplan" is one.
    let loose = head.words[0] == "plan" && !extended;
    if loose || r.opens_sentence(i) && !extended {
        return None;
    }
    found(r, (from, end), "policy.compound", if extended { 0.8 } else { 0.65 })
}

/// Whether the part before the hyphen names the subject ("AI-mededeling"), not the body it comes from ("EU-strategie").
fn own_paper(r: &Reading<'_>, i: usize, at: usize) -> bool {
    let start = r.t.span(i).start();
    let part = griffier_text::Span::at(start, start + at);
    let from = r.listed().partition_point(|hit| hit.span.start() < start);
    r.listed()[from..]
        .iter()
        .take_while(|hit| hit.span.start() == start)
        .any(|hit| hit.span == part && hit.kind == MentionType::Technology)
}

/// Titles in notes: the words before ", <institution>, <date>".
pub(super) fn cited_titles(r: &Reading<'_>, found: &mut Vec<Found>) {
    for note in r.doc.footnotes() {
        let first = r.t.index_at(note.note.start());
        let limit = r.t.index_at(note.note.end()).min(first + 40);
        let institution = |i: usize| r.kind_at(i, &[MentionType::Organisation]);
        let Some(comma) = (first..limit).find(|&i| r.t.is(i, ",") && institution(i + 1).is_some()) else {
            continue;
        };
        let Some(hit) = institution(comma + 1) else { continue };
        let after = r.after(hit.span);
        let cited = r.t.is(after, ",") && dated(r, after + 1);
        let plain = (first..comma).all(|i| !matches!(r.t.kind(i), Some(TokenKind::Url)));
        if cited
            && plain
            && r.t.is_capitalised(first)
            && comma > first + 1
            && r.zone(first) == ZoneKind::Footnotes
        {
            found.push(Found::tokens(r, (first, comma), MentionType::Policy, "policy.cited-title", 0.75));
        }
    }
}
