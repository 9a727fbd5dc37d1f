//! Policy papers: strategies, programmes, agendas, reports, funds, by a name of their own.

use super::heads::{self, Form, Head, Stop, ends_phrase, is_stop};
use super::phrase::{
    Style, capital_phrase, capitals_before, dated, is_acronym, long_title, noun_phrase, quotation, years,
};
use super::{Found, english, event, paper, sentence_case};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind, ZoneKind};
use griffier_text::WordSet;

/// What no title in small letters goes on with right behind its first word.
const PREPOSITIONS: &WordSet = words![
    "van", "voor", "op", "in", "met", "bij", "aan", "tot", "over", "uit", "door", "om", "en", "of", "als",
    "te", "per",
];

pub(super) fn read(r: &Reading<'_>, head: &Head, i: usize, after: usize) -> Option<Found> {
    match head.form {
        Form::Capital => {
            annual_report(r, i).or_else(|| with_quotation(r, i, after)).or_else(|| named(r, i, after))
        }
        Form::TitleCase => title_case(r, i, after),
        Form::About => communication(r, i).or_else(|| about(r, i, after)),
        Form::Quoted => {
            quoted(r, after).or_else(|| of_body(r, i, after)).or_else(|| paper::initiative(r, i, after))
        }
        Form::Fiche => fiche(r, i, after),
        Form::Named => super::described(r, head, i, after),
        Form::Noun => paper::with_noun(r, i, after),
        Form::Year => sentence_case::of_year(r, i, after),
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
    // "publicatieOrganisatie": the heads of a table that extraction ran together.
    let mut end = if r.is_name_word(after) && r.t.breaks_before(after) < 2 && !r.t.is_glued(after) {
        title_end(r, after, limit)
    } else {
        after
    };
    if end > after && borrowed(r, i, after, end) {
        end = after;
    }
    end = up_to_definition(r, after, end, limit);
    if !r.t.is_capitalised(i) {
        // "de aanpak Preventie met Gezag": the list has the name without what it is.
        let listed = r.kind_at(after, &[MentionType::Policy]).is_some_and(|hit| hit.after() >= end);
        let foreign = listed
            || i > 0 && r.t.is_any(i - 1, words!["geannoteerde", "conceptagenda", "voorlopige"])
            || matches!(r.zone(i), ZoneKind::Letterhead) && r.opens_line(i);
        // "het programma Stroomlijning Basisgegevens": what it is, then its name.
        let from =
            if r.t.is_any(i, words!["programma", "rapport", "notitie", "publicatie"]) { after } else { i };
        if end == after + 1
            && let Some(title) = paper::runs_on(r, after, limit)
        {
            end = title;
        }
        // "het rapport Resultaten verantwoordingsonderzoek": one word with a capital opens a title in small letters.
        let noun = r.t.kind(end) == Some(TokenKind::Word)
            && !r.t.is_capitalised(end)
            && !ends_phrase(r.t.word(end))
            && !r.t.is_any(end, PREPOSITIONS)
            && r.t.breaks_before(end) < 2;
        let report = r.t.is_any(i, words!["rapport", "publicatie"])
            && r.t.word(after).chars().filter(|c| c.is_uppercase()).count() == 1;
        if report && end == after + 1 && noun {
            end = event::whole_names(r, after, paper::small_title(r, after, limit));
        }
        // "het programma Wat werkt voor de jeugd": a clause, of which nobody can tell the end.
        let clause = end == after + 1 && is_stop(r.t.word(after), Stop::Opener);
        return if foreign || clause || end == after {
            None
        } else {
            found(r, (from, end), "policy.named", 0.65)
        };
    }
    if r.shouts(i) && !(r.t.is(i, "cao") && end > after) {
        return None;
    }
    // "MIRT-verkenning" has its capitals anywhere: they open no title.
    let abbreviated = is_acronym(r.t.word(i).split('-').next().unwrap_or(""));
    if abbreviated && end == after {
        return None;
    }
    end = with_subject(r, after, end, limit);
    let from = capitals_before(r, i);
    if end == after
        && !r.opens_sentence(i)
        && let Some(end) = sentence_case::title(r, after, limit)
    {
        return found(r, (from, end), "policy.sentence-case", 0.7);
    }
    if end == after && from == i {
        return None;
    }
    let sure = !r.opens_sentence(i) || end > after;
    if !sure { None } else { found(r, (from, end), "policy.named", 0.8) }
}

/// "Actieagenda «Focus op Vakmanschap»": a head with a capital and its title in angle quotes are one name, the marks with it.
fn with_quotation(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if !r.is_name_word(i) || r.shouts(i) || r.t.breaks_before(after) > 1 {
        return None;
    }
    let limit = r.limit(i);
    let open = if r.is_name_word(after) { capital_phrase(r, after, limit, true) } else { after };
    if !r.t.is(open, "«") || open == after && r.opens_sentence(i) {
        return None;
    }
    let (from, to) = quotation(r, open, limit)?;
    let title = r.t.is_capitalised(from) && to > from + 1 && r.t.is(to, "»");
    let whole = (capitals_before(r, i), to + 1);
    // What the list has without the title is a name by itself, and the title its motto.
    let listed = r.kind_at(whole.0, &[MentionType::Policy]).is_some_and(|hit| hit.after() == open);
    (title && !listed).then(|| Found::tokens(r, whole, MentionType::Policy, HEADED, 0.97))
}

/// The rule for a head with its title in marks.
pub(super) const HEADED: &str = "policy.head-and-title";

/// "het signalement van de Gezondheidsraad De invloed van stikstof op de gezondheid": a title in sentence case behind the
/// body that wrote it.
fn of_body(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    use MentionType::{Date, Event, Law, Location, Office, Organisation, Person, Policy, Treaty};
    if r.t.is_capitalised(i) || !r.t.is(after, "van") {
        return None;
    }
    let body = after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]));
    let at = r.after(r.kind_at(body, &[Organisation])?.span);
    let at = at + usize::from(r.t.is(at, ":"));
    let listed = r.kind_at(at, &[Date, Event, Law, Location, Office, Organisation, Person, Policy, Treaty]);
    if !r.is_name_word(at)
        || r.shouts(at)
        || r.t.breaks_before(at) > 1
        || r.t.is_glued(at)
        || listed.is_some()
    {
        return None;
    }
    let article = usize::from(r.t.is_any(at, words!["de", "het", "een"]));
    let end = long_title(r, at + article, r.limit(i), Style::Title);
    let closes =
        r.t.is_any(end, words!["(", ",", ".", ";", ")", "»"]) || r.t.kind(end) == Some(TokenKind::NoteMark);
    let small = (at + 1..end).any(|k| r.t.kind(k) == Some(TokenKind::Word) && !r.t.is_capitalised(k));
    (closes && small && end > at + 2)
        .then(|| Found::tokens(r, (at, end), MentionType::Policy, "policy.of-body", 0.75))
}

/// "jaarverslag 2005 van het ministerie van X", "Jaarverslag en slotwet ministerie van X 2005".
fn annual_report(r: &Reading<'_>, i: usize) -> Option<Found> {
    if !r.t.is(i, "jaarverslag") || r.shouts(i) {
        return None;
    }
    let mut at = i + 1;
    at += if r.t.are(at, &["en", "slotwet"]) { 2 } else { 0 };
    let year = years(r, at);
    at = year.unwrap_or(at);
    for small in ["van", "het", "de"] {
        at += usize::from(r.t.is(at, small));
    }
    let owner = r.kind_at(at, &[MentionType::Organisation])?;
    let end = r.after(owner.span);
    let behind = years(r, end).filter(|_| !r.t.is_glued(end));
    (year.is_some() || behind.is_some()).then(|| {
        Found::tokens(r, (i, behind.unwrap_or(end)), MentionType::Policy, "policy.annual-report", 0.85)
    })
}

/// One past a title with capitals; one in sentence case goes on with its noun ("actieplan Gelijke kansen").
fn title_end(r: &Reading<'_>, from: usize, limit: usize) -> usize {
    let end = capital_phrase(r, from, limit, false);
    let adjective = end == from + 1 && r.t.word(from).ends_with('e') && !r.opens_sentence(from);
    let noun = r.t.kind(end) == Some(TokenKind::Word) && !r.t.is_capitalised(end);
    let listed = r.listed_at(from).any(|hit| !hit.portfolio);
    if !(adjective && noun)
        || listed
        || super::heads::ends_phrase(r.t.word(end))
        || r.t.is_any(end, words!["en", "van", "voor", "in", "op", "over", "tot"])
    {
        return end;
    }
    noun_phrase(r, from, limit, Style::Strict).max(end)
}

/// "Strategische Agenda Hoger Onderwijs «De waarde van weten»": the motto in marks behind a paper's name is its name too.
pub(super) fn mottos(r: &Reading<'_>, names: &mut Vec<Found>) {
    let mut more = Vec::new();
    for name in names.iter().filter(|name| name.kind == MentionType::Policy && name.rule != "policy.quoted") {
        let at = r.after(name.span);
        if !r.t.is_any(at, words!["«", "‘", "“"]) || r.t.breaks_before(at) > 1 {
            continue;
        }
        let Some((from, to)) = quotation(r, at, r.limit(at)) else { continue };
        if r.t.is_capitalised(from) && to > from + 1 && r.kind_at(from, &[MentionType::Policy]).is_none() {
            let lookup = Some(name.lookup.clone().unwrap_or_else(|| r.words(name.span)));
            let span = Found::tokens(r, (from, to), MentionType::Policy, "policy.motto", 0.85);
            more.push(Found { lookup, ..span });
        }
    }
    names.extend(more);
}

/// "programma Onbemand in Drie Dimensies (hierna: O3D)": a name that the letter shortens right behind it goes on to there.
fn up_to_definition(r: &Reading<'_>, from: usize, end: usize, limit: usize) -> usize {
    if end == from
        || !r.t.is_any(end, words!["in", "op", "over", "uit", "met", "bij", "tot", "tegen", "naar"])
    {
        return end;
    }
    let open = (end..limit.min(end + 8)).find(|&k| r.t.is(k, "(")).filter(|&open| r.is_name_word(open - 1));
    let Some(open) = open else { return end };
    let words =
        (end..open).all(|k| r.t.kind(k) == Some(TokenKind::Word) && !is_stop(r.t.word(k), Stop::Verb));
    let defines = r.t.is_any(open + 1, words!["hierna", "verder", "afgekort"])
        || super::phrase::is_acronym(r.t.word(open + 1)) && r.t.is(open + 2, ")");
    if words && defines { open } else { end }
}

/// A name that goes on: "Veiligheidsstrategie voor het Koninkrijk der Nederlanden", "Defensienota 2022".
fn with_subject(r: &Reading<'_>, after: usize, end: usize, limit: usize) -> usize {
    if end == after && r.t.is(after, "voor") {
        let article = usize::from(r.t.is_any(after + 1, words!["de", "het"]));
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
    let owner = r.kind_at(after, &[Location, Organisation]).is_some_and(|hit| hit.after() >= end);
    owner
        && !r.t.is_any(
            i,
            words![
                "jaarverslag",
                "beleidsbrief",
                "hoofdlijnenbrief",
                "voortgangsbrief",
                "hoofdlijnennota",
                "cao",
                "ambtsbericht",
                "ambtsberichten",
                "algemeen",
                "algemene",
                "thematisch",
                "regiodeal",
                "regio",
                "city",
                "green",
                "woondeal",
                "omgevingsvisie",
                "regiovisie",
                "gebiedsvisie",
            ],
        )
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
    let linked = r.t.is_any(after, words!["over", "inzake", "betreffende", "voor", "tegen"]);
    // A white paper is always somebody's named one.
    if linked && r.t.is_any(i, words!["witboek", "groenboek"]) && !r.shouts(i) && !dated(r, after + 1) {
        let end = noun_phrase(r, after + 1, r.limit(i), Style::Strict);
        return if end > after + 1 { found(r, (i, end), "policy.about", 0.8) } else { None };
    }
    if let Some(end) = sentence_case::vision(r, i, after) {
        return found(r, (i, end), "policy.about", 0.7);
    }
    // Behind "Fiche:" a title begins, not a sentence.
    let behind = i > 1 && r.t.is(i - 1, ":") && super::heads::ends_with(r.t.word(i - 2), "fiche")
        || i > 1 && r.t.are(i - 2, &["fiche", ":"]);
    if !linked
        || !r.t.is_capitalised(i)
        || r.opens_sentence(i) && !behind
        || r.shouts(i)
        || dated(r, after + 1)
    {
        return None;
    }
    let from = after + 1 + usize::from(behind && r.t.is_any(after + 1, words!["de", "het"]));
    let end = if behind {
        long_title(r, from, r.limit(i), Style::Title)
    } else {
        noun_phrase(r, from, r.limit(i), Style::Strict)
    };
    if end <= from { None } else { found(r, (capitals_before(r, i), end), "policy.about", 0.7) }
}

/// "het rapport ‘Sterker uit de strijd’": the words within the marks, without an article in small letters. Whose it is and
/// what it is about may stand between: "het advies van de Onderwijsraad «…»", "het rapport van X over «…»".
pub(super) fn quoted(r: &Reading<'_>, after: usize) -> Option<Found> {
    let open = title_mark(r, after)?;
    // A title in angle quotes may hold a question or stand after a blank line.
    let angled = r.t.is_any(open, words!["«", "“"]) && r.t.breaks_before(open) < 3;
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
    let sentence = (from..to)
        .any(|i| r.t.is(i, "!") || r.t.is(i, ";") && r.kind_at(from, &[MentionType::Policy]).is_none());
    if sentence || !capital && to < from + 2 || to <= from {
        None
    } else {
        found(r, (from, to), "policy.quoted", 0.85)
    }
}

/// Where the marks of a title open behind a word for a paper that ends before token `after`.
fn title_mark(r: &Reading<'_>, after: usize) -> Option<usize> {
    const BETWEEN: &WordSet = words![
        "van", "de", "het", "over", "inzake", "door", "getiteld", "genaamd", "genoemd", ":", "d.d.", "uit",
        "en", "(",
    ];
    // "het bericht van 11 november getiteld «…»": what the press writes is no paper.
    if (after.saturating_sub(6)..after).any(|k| {
        ["bericht", "artikel"]
            .iter()
            .any(|word| super::heads::ends_with(r.t.word(k), word) || r.t.is(k, word))
    }) {
        return None;
    }
    let mut open = after;
    for words in [&["met", "als", "titel"][..], &["met", "de", "titel"], &["onder", "de", "titel"]] {
        open += if r.t.are(open, words) { words.len() } else { 0 };
    }
    let mut bracket = false;
    for _ in 0..10 {
        if r.t.is_any(open, words!["‘", "“", "«", "\"", "„", "'", "*", "**", "_"]) {
            return (open < after + 2 || !r.t.is(open, "'")).then_some(open);
        }
        let titled = r.t.is(open, ",") && r.t.is_any(open + 1, words!["getiteld", "genaamd"]);
        let closed = bracket && r.t.is(open, ")");
        let owner = r.is_name_word(open) && (open > after || writer(r, open));
        let day = r.t.digits(open).is_some() && dated(r, open) || r.t.is_any(open, super::phrase::MONTHS);
        let year = matches!(r.t.digits(open), Some(1900..=2100));
        if !(r.t.is_any(open, BETWEEN) || titled || closed || owner || day || year)
            || r.t.breaks_before(open) > 1
        {
            return None;
        }
        bracket |= r.t.is(open, "(");
        open += 1;
    }
    None
}

/// Whether a body that may have written the paper is named at token `i`: "het advies Gezondheidsraad: «…»".
fn writer(r: &Reading<'_>, i: usize) -> bool {
    r.kind_at(i, &[MentionType::Organisation]).is_some()
}

/// "de rapporten «…», «…» en «…»": titles in marks behind one that a word for a paper led in.
pub(super) fn quoted_series(r: &Reading<'_>, names: &mut Vec<Found>) {
    let mut more: Vec<Found> = Vec::new();
    for first in names.iter().filter(|name| name.rule == "policy.quoted") {
        let mut at = r.after(first.span);
        for _ in 0..8 {
            at += usize::from(r.t.is_any(at, words!["»", "’", "”", "\"", "'", "*"]));
            let joint = (at..at + 2).take_while(|&k| r.t.is_any(k, words![",", "en"])).count();
            if joint == 0 || !r.t.is_any(at + joint, words!["«", "‘", "“"]) {
                break;
            }
            let Some((from, to)) = quotation(r, at + joint, r.limit(at)) else { break };
            if !r.t.is_capitalised(from) || to < from + 2 {
                break;
            }
            more.extend(found(r, (from, to), "policy.quoted", 0.8));
            at = to;
        }
    }
    names.extend(more);
}

/// What may open the title of a paper.
pub(crate) const MARKS: &WordSet = words!["‘", "“", "«", "\"", "„", "*"];

/// "het WODC-rapport ‘Veilig in de wijk’": a compound of a word for a paper before the mark at token `i`.
pub(super) fn quoted_compound(r: &Reading<'_>, i: usize) -> Option<Found> {
    const PAPERS: [&str; 28] = [
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
        "raming",
        "zienswijze",
        "handboek",
        "rapportage",
        "leidraad",
        "monitor",
        "manifest",
        "gids",
        "kader",
        "aanpak",
        "analyse",
        "doorlichting",
        "advies",
        "publicatie",
    ];
    if i == 0 || !r.t.is_any(i, MARKS) {
        return None;
    }
    // "kabinetsnota: «…»"
    // "een deelrapport, «…»,"
    let noun = i.saturating_sub(1 + usize::from(i > 1 && r.t.is_any(i - 1, words![":", ","])));
    let word = r.t.word(noun);
    // "TNO-rapport"
    let mark = !r.t.is_capitalised(noun) || word.contains('-');
    let paper = PAPERS.iter().any(|noun| super::heads::ends_with(word, noun));
    if mark && (paper || PAPERS.contains(&word)) && !is_stop(word, Stop::Verb) {
        return quoted(r, i);
    }
    self_named(r, i)
}

/// "in te stemmen met het ‘Actieplan Vaccins van Dichtbij’": a title in marks that begins with what it is.
fn self_named(r: &Reading<'_>, i: usize) -> Option<Found> {
    let mark = r.t.is_any(i, words!["‘", "“", "«", "„"]);
    let kind = mark
        && r.is_name_word(i + 1)
        && r.is_name_word(i + 2)
        && super::heads::heads_at(r, i + 1)
            .any(|head| head.kind == MentionType::Policy && head.form == Form::Capital);
    let (from, to) = quotation(r, i, r.limit(i)).filter(|_| kind)?;
    let plain = (from..to).all(|k| {
        r.t.kind(k) != Some(TokenKind::Punctuation) || r.t.is_any(k, words!["-", "–", ":", ",", "&"])
    });
    (plain && to < from + 14)
        .then(|| Found::tokens(r, (from, to), MentionType::Policy, "policy.quoted", 0.85))
}

/// "Mededeling van de Commissie aan het Europees Parlement, de Raad en …: Een grotere rol voor …": up to the end of the title
/// behind the colon.
fn communication(r: &Reading<'_>, i: usize) -> Option<Found> {
    let by = r.t.is_any(i, words!["mededeling", "aanbeveling", "verslag", "advies", "voorstel"])
        && r.t.is_capitalised(i);
    if !by
        || !(r.t.are(i + 1, &["van", "de", "Commissie"])
            || r.t.are(i + 1, &["van", "de", "Europese", "Commissie"]))
    {
        return None;
    }
    let limit = (i + 80).min(r.t.len());
    let colon =
        (i + 4..limit).find(|&k| r.t.is(k, ":") || r.t.breaks_before(k) > 1).filter(|&k| r.t.is(k, ":"))?;
    let bodies = (i + 4..colon).any(|k| r.t.is_any(k, words!["aan"]));
    let from = colon + 1;
    let end = (from..limit)
        .find(|&k| {
            r.t.breaks_before(k) > 1
                || r.t.is_any(k, words![".", ";", "(", "«"])
                || r.t.kind(k) == Some(TokenKind::NoteMark)
        })
        .unwrap_or(limit);
    (bodies && r.is_name_word(from) && end > from + 1 && end < from + 40)
        .then(|| Found::tokens(r, (i, end), MentionType::Policy, "policy.communication", 0.85))
}

/// "BNC-fiche over de Verordening …", "BNC-fiche Mededeling …", "Fiche: Richtlijn …".
fn fiche(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let limit = r.limit(i);
    if r.t.is(i, "fiche") {
        let titled = r.t.is_capitalised(i) && r.t.is(after, ":") && r.is_name_word(after + 1);
        let end = if titled { long_title(r, after + 1, limit, Style::Title) } else { i };
        let from = i - usize::from(i > 0 && r.t.is_any(i - 1, words!["herzien", "geactualiseerd"]));
        return if end > after + 1 { found(r, (from, end), "policy.fiche", 0.7) } else { None };
    }
    let linked = r.t.is_any(after, words!["over", "inzake", "betreffende"]);
    let mut from = after + usize::from(linked);
    if linked && r.t.is_any(from, words!["de", "het"]) {
        from += 1;
    }
    if !linked && !r.is_name_word(after) {
        return None;
    }
    let end = long_title(r, from, limit, Style::Title);
    if end > from { found(r, (i, end), "policy.fiche", 0.85) } else { None }
}

/// "AI-innovatiepakket", "Klimaatakkoord" in the middle of a sentence.
pub(super) fn compound(r: &Reading<'_>, head: &Head, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = word.len() - head.words[0].len();
    if stem > 6 && super::heads::ends_with(word, "ensioenfonds") {
        return None;
    }
    let limit = r.limit(i);
    let mut end = if r.is_name_word(i + 1) && r.t.breaks_before(i + 1) < 2 {
        capital_phrase(r, i + 1, limit, false)
    } else {
        i + 1
    };
    // A fund is for the country behind it, a strategy is that country's.
    let purpose = ["fonds", "faciliteit"].contains(&head.words[0])
        && r.kind_at(i + 1, &[MentionType::Location]).is_some();
    if end > i + 1 && !purpose && borrowed(r, i, i + 1, end) {
        end = i + 1;
    }
    end = with_subject(r, i + 1, end, limit);
    if end == i + 1 {
        end = sentence_case::vision(r, i, end).unwrap_or(end);
    }
    // "Commissiewerkprogramma voor 2015"
    if end == i + 1 && r.t.is(end, "voor") && heads::ends_with(word, "werkprogramma") {
        end = years(r, end + 1).unwrap_or(end);
    }
    let from = capitals_before(r, i);
    if let Some(at) = word.rfind('-') {
        let small = word[at + 1..].chars().next().is_some_and(char::is_lowercase);
        let bare = word[at + 1..].len() == head.words[0].len();
        let name = word[..at].chars().filter(|c| c.is_uppercase()).count() > 1;
        // "CO-stelsel", "koolmonoxide-stelsel": rules by what they are about, not whose they are.
        let rules = head.words[0] == "stelsel" && bare && end == i + 1 && r.listed_at(i).next().is_none();
        if rules && (name || at > 5) {
            return found(r, (i, end), "policy.hyphen", 0.7);
        }
        if (bare && end == i + 1 && !own_paper(r, i, at)) || !name || !small && end == i + 1 && from == i {
            return None;
        }
        return found(r, (i, end), "policy.hyphen", 0.75);
    }
    if stem < 4 || is_stop(word, Stop::Opener) {
        return None;
    }
    if end == i + 1
        && !r.opens_sentence(i)
        && let Some(end) = sentence_case::title(r, i + 1, limit)
    {
        return found(r, (from, end), "policy.sentence-case", 0.75);
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
