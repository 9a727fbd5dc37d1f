//! Meetings: a listed one, the dated instance of a listed series, or one by its form and date.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Link, MentionType, Origin, Target};
use griffier_gazetteer::{Day, EntityRef};
use griffier_text::{Span, normalize_name, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Longest text, in bytes, between a meeting and the date that places it.
const REACH: usize = 90;

/// One meeting as the text gives it.
struct Meeting {
    /// Index of the reading.
    reading: usize,
    /// What it is called: a row's identifier, or `event:<slug of the words>`.
    base: String,
    /// The row, if there is one only.
    row: Option<EntityRef>,
    /// The date the sentence gives it.
    date: Option<String>,
    /// Whether an agenda or a report of it is named: the one is still to come, the other has been held.
    paper: Option<Paper>,
}

/// What stands before a meeting: its agenda, or what is reported of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Paper {
    Agenda,
    Report,
}

fn paper_of(letter: &Letter, span: Span) -> Option<Paper> {
    let mut before = letter.before(span.start(), 40).split_whitespace().rev().take(4);
    before.find_map(|word| match word {
        "agenda" | "agenda’s" => Some(Paper::Agenda),
        "verslag" => Some(Paper::Report),
        _ => None,
    })
}

/// Links events. Mentions of one name share the date that one of them has, if it is the only one in the letter.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let meetings: Vec<Meeting> = (0..readings.len())
        .filter(|&i| {
            let reading = &readings[i];
            reading.kind == MentionType::Event && reading.link.is_none() && reading.alias_of.is_none()
        })
        .map(|i| meeting(letter, readings, i))
        .collect();
    let mut heads: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for meeting in &meetings {
        if let Some((_, head)) = meeting.base.rsplit_once('-') {
            heads.entry(head).or_default().insert(&meeting.base);
        }
    }
    // An entry of a calendar has its own day; its words are the subject of other meetings too.
    let entry = |meeting: &Meeting| readings[meeting.reading].origin == Origin::Rule("event.calendar");
    let base = |meeting: &Meeting| match entry(meeting) {
        true => meeting.base.clone(),
        false => full_name(&heads, &meeting.base),
    };
    let bases: Vec<String> = meetings.iter().map(base).collect();
    let mut dates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // "De agenda van de Raad en het verslag van de Raad van 20 juni" are of two meetings.
    let mut told: BTreeMap<&str, BTreeSet<Paper>> = BTreeMap::new();
    for (meeting, base) in meetings.iter().zip(&bases) {
        dates.entry(base).or_default().extend(meeting.date.as_deref());
        told.entry(base).or_default().extend(meeting.paper.filter(|_| meeting.date.is_some()));
    }
    for (meeting, base) in meetings.iter().zip(&bases) {
        let others = told.get(base.as_str()).filter(|told| !told.is_empty());
        let apart = meeting.paper.zip(others).is_some_and(|(paper, told)| !told.contains(&paper));
        let shared = || only(dates.get(base.as_str())).filter(|_| !apart);
        let date = meeting.date.as_deref().or_else(shared);
        let row = meeting.row.or_else(|| letter.kb.entity(base));
        settle(letter, &mut readings[meeting.reading], base, row, date);
    }
}

fn meeting(letter: &Letter, readings: &[Reading], i: usize) -> Meeting {
    let row = match readings[i].listings[..] {
        [only] => Some(only.entity),
        _ => None,
    };
    let base = match row {
        Some(row) => row.id().to_owned(),
        None => format!("event:{}", slug(&bare(&letter.words(readings[i].span)))),
    };
    let paper = paper_of(letter, readings[i].span);
    Meeting { reading: i, base, row, date: date_of(letter, readings, i), paper }
}

fn settle(letter: &Letter, reading: &mut Reading, base: &str, row: Option<EntityRef>, date: Option<&str>) {
    let Some(row) = row else {
        let id = match date {
            Some(date) => format!("{base}-{date}"),
            None => base.to_owned(),
        };
        let reason = "no list has this meeting";
        let why = if date.is_some() {
            "a meeting by its form, told apart by its date"
        } else {
            "a meeting by its form"
        };
        reading.set(Link::Nil { id: id.into(), reason }, why);
        return;
    };
    let mut instances = row.instances().peekable();
    let one_of_it = row.valid_from() != Day::MIN && instances.peek().is_none();
    let series =
        instances.peek().is_some() || matches!(row.subkind(), "summit series" | "council") && !one_of_it;
    let (id, why) = match date {
        _ if !series => (row.id().to_owned(), "the list has this name"),
        Some(date) => match instance_on(row, date) {
            Some(instance) => (instance.id().to_owned(), "the meeting of this series on the date given"),
            None => (format!("{}-{date}", row.id()), "a meeting of a listed series, told apart by its date"),
        },
        None => match letter.day.and_then(|day| instance_by_cue(letter, reading, row, day)) {
            Some(instance) => {
                (instance.id().to_owned(), "the next or last meeting of this series, as the words say")
            }
            None => (row.id().to_owned(), "a series; the letter does not say which meeting of it"),
        },
    };
    reading.origin = Origin::Gazetteer(row.row());
    reading.set(Link::One(id.into()), why);
}

fn instance_on(series: EntityRef, date: &str) -> Option<EntityRef> {
    let (first, last) = (Day::first(date)?, Day::last(date)?);
    let mut on = series.instances().filter(|event| event.valid_from() <= last && first <= event.valid_to());
    on.next().filter(|_| on.next().is_none())
}

/// "aankomende" and "komende" mean the next meeting of a series, "afgelopen" and "laatste" the one before.
fn instance_by_cue(letter: &Letter, reading: &Reading, series: EntityRef, day: Day) -> Option<EntityRef> {
    let before = letter.doc.text().get(..reading.span.start())?.trim_end();
    let cue = before.rsplit(|c: char| !c.is_alphabetic()).next()?.to_lowercase();
    let near = |event: &EntityRef| event.valid_from().0.abs_diff(day.0) < 20_000;
    if cue.ends_with("komende") || cue == "volgende" {
        series
            .instances()
            .filter(|event| event.valid_from() >= day)
            .min_by_key(|event| event.valid_from())
            .filter(near)
    } else if ["afgelopen", "laatste", "vorige", "recente"].contains(&cue.as_str()) {
        series
            .instances()
            .filter(|event| event.valid_from() <= day)
            .max_by_key(|event| event.valid_from())
            .filter(near)
    } else {
        None
    }
}

fn only<'d>(dates: Option<&BTreeSet<&'d str>>) -> Option<&'d str> {
    let dates = dates?;
    dates.first().copied().filter(|_| dates.len() == 1)
}

/// A bare head ("Top") stands for the one event of the letter whose name ends in it ("NAVO-top").
fn full_name(heads: &BTreeMap<&str, BTreeSet<&str>>, base: &str) -> String {
    let word = base.strip_prefix("event:").unwrap_or(base);
    let named = heads.get(word).filter(|names| names.len() == 1).and_then(BTreeSet::first);
    named.map_or_else(|| base.to_owned(), |name| (*name).to_owned())
}

/// The name in lower case without articles and prepositions, so that word order's small change does not split an event.
fn bare(words: &str) -> String {
    const SMALL: [&str; 12] =
        ["de", "het", "een", "van", "voor", "over", "inzake", "in", "op", "met", "en", "te"];
    let normalized = normalize_name(words);
    normalized.split(' ').filter(|word| !SMALL.contains(word)).collect::<Vec<_>>().join(" ")
}

/// The date the sentence gives a meeting: the one that follows ("van 14 juni", "op 8 juli jl.", "met de vaste commissie …
/// op 25 mei 2021"), else one right before ("21 februari worden besproken in het BNC-overleg"); none beyond another event.
fn date_of(letter: &Letter, readings: &[Reading], event: usize) -> Option<String> {
    let span = readings[event].span;
    let rest = letter.rest_of_sentence(span.end());
    let next = readings[event + 1..].iter().filter(|reading| reading.span.start() >= span.end());
    // "AO inzake het veerplan 2007 van 21 maart 2007": the year is its subject's.
    let subject = [" inzake ", " over "].iter().any(|link| letter.doc.slice(span).contains(link));
    let mut of_subject = None;
    for reading in next.take_while(|reading| reading.span.start() < rest.end().min(span.end() + REACH)) {
        match (reading.kind, &reading.target) {
            (MentionType::Event, _) => break,
            (MentionType::Date, Target::Value(value)) => {
                let between = letter.doc.slice(Span::at(span.end(), reading.span.start()));
                if subject && of_subject.is_none() && between.trim().is_empty() && value.len() == 4 {
                    of_subject = Some(value.clone());
                    continue;
                }
                if places(between) {
                    return Some(value.clone());
                }
                break;
            }
            _ => {}
        }
    }
    if of_subject.is_some() {
        return of_subject;
    }
    let before = readings[..event].iter().rev().find(|reading| reading.span.end() <= span.start())?;
    let Target::Value(value) = &before.target else { return None };
    let between = letter.doc.slice(Span::at(before.span.end(), span.start()));
    let places = leads(between) || opens_entry(letter, before.span, between);
    (before.kind == MentionType::Date && places).then(|| value.clone())
}

/// Whether a date opens the line of a calendar that a meeting stands on: "2024-06-13 13:30: Regeling van werkzaamheden".
fn opens_entry(letter: &Letter, date: Span, between: &str) -> bool {
    let before = letter.doc.text().get(..date.start()).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or(before);
    let opens = line.chars().all(|c| !c.is_alphanumeric());
    opens && between.len() <= REACH && between.trim_start().starts_with(':') && !between.contains('\n')
}

/// The text without a gloss in brackets that it begins with: "(hierna: Raad) op".
fn past_gloss(between: &str) -> &str {
    let gloss = between.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    gloss.map_or(between, |(_, rest)| rest)
}

/// Whether the words between a meeting and a date say that the one is on the other.
fn places(between: &str) -> bool {
    let between = past_gloss(between);
    let last = between.split_whitespace().next_back().unwrap_or("").trim_start_matches('(');
    // "overleg met uw Kamer afgelopen donderdag", "bijeenkomst te Straatsburg begin juni"
    let company = ["met", "te", "in"].contains(&between.split_whitespace().next().unwrap_or(""))
        && between.split_whitespace().count() < 5
        && !between.contains(',');
    let near = between.trim().is_empty() || company || ["van", "op", "d.d.", "dd.", "vanaf"].contains(&last);
    // "… en op 27 februari in" dates what comes next.
    let next = between.trim_start().starts_with("en ");
    let stops = between.trim_end().strip_suffix(last).unwrap_or(between).contains(". ");
    near && !next && !between.contains([';', ':']) && !stops
}

/// Whether the words between a date and a meeting after it say that the one is on the other.
fn leads(between: &str) -> bool {
    let mut words = between.split_whitespace().rev();
    let article = words.next().is_some_and(|word| ["de", "het", "een"].contains(&word));
    let verb = words.next().is_some_and(|word| LEADS.contains(&word));
    between.len() <= REACH && article && verb && !between.contains([',', ';', ':', '.'])
}

/// What stands before the article of a meeting whose date came earlier in the clause.
const LEADS: [&str; 14] = [
    "in", "tijdens", "bij", "aan", "voor", "vond", "vindt", "vonden", "vinden", "was", "is", "werd", "wordt",
    "heeft",
];

/// What stands before a council or forum that is meant as a meeting, not as a body.
const OCCASIONS: [&str; 9] = [
    "tijdens",
    "verslag",
    "agenda",
    "voorafgaand",
    "marge",
    "marges",
    "voorbereiding",
    "afgelopen",
    "aankomende",
];

/// What stands before a council that is talked about.
const TOPIC: [&str; 11] = [
    "over",
    "inzake",
    "betreffende",
    "commissiedebat",
    "debat",
    "AO",
    "overleg",
    "tweeminutendebat",
    "VAO",
    "SO",
    "rondetafelgesprek",
];

/// Whether the words around `span`, a council or forum, mean a meeting of it: a date places it, or it is an occasion.
pub(crate) fn is_meeting(letter: &Letter, span: Span) -> bool {
    let text = letter.doc.text();
    let rest = letter.rest_of_sentence(span.end());
    let dates = letter.dates_in(Span::at(span.end(), rest.end().min(span.end() + REACH)));
    let dated = dates.first().is_some_and(|date| {
        let between = past_gloss(letter.doc.slice(Span::at(span.end(), date.start())));
        places(between) && !between.contains(',') && between.split_whitespace().count() <= 4
    });
    let start = span.start().saturating_sub(40);
    let start = (start..=span.start()).find(|&at| text.is_char_boundary(at)).unwrap_or(span.start());
    let mut before = letter.doc.slice(Span::at(start, span.start())).split_whitespace().rev();
    let small =
        |word: &&str| ["de", "het", "van", "voor", "aan", "informele", "formele", "extra"].contains(word);
    let occasion = before.find(|word| !small(word));
    if occasion.is_some_and(|word| TOPIC.iter().any(|topic| topic.eq_ignore_ascii_case(word))) {
        return false; // the topic of a debate, whose date it is
    }
    let sentence =
        letter.doc.sentence_at(span.start()).map_or(span.start(), |sentence| sentence.span.start());
    let low = span.start().saturating_sub(REACH).max(sentence);
    let held = letter.dates_in(Span::at(low, span.start())).last().is_some_and(|date| {
        let between = letter.doc.slice(Span::at(date.end(), span.start()));
        leads(between)
            && between.split_whitespace().any(|word| word.starts_with("vind") || word.starts_with("vond"))
    });
    dated || held || occasion.is_some_and(|word| OCCASIONS.contains(&word.to_lowercase().as_str()))
}
