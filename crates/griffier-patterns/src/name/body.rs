//! Bodies by what stands around a common word: "Europese Havenalliantie", "BYD Company Limited", "de vaste commissies voor
//! A en voor B", "werkgroep zelfevaluatie".

use super::Found;
use super::heads::{Form, Stop, ends_with, heads_at, is_stop, suffixes_of};
use super::phrase::{Style, capital_phrase, capitals_before, is_acronym, nominal, noun_phrase};
use crate::reading::Reading;
use crate::tokens::words;
use crate::triggers::Classes;
use griffier_doc::{MentionType, TokenKind, ZoneKind};

/// More committees than this behind one head are a list.
const MOST: usize = 8;

fn found(r: &Reading<'_>, span: (usize, usize), rule: &'static str, confidence: f32) -> Found {
    Found::tokens(r, span, MentionType::Organisation, rule, confidence)
}

/// "Europese Havenalliantie", "Nederlands Observatorium voor X": a rank and a word for a body, whole or as last part.
pub(super) fn national(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    if i == 0 || !r.is_name_word(i - 1) || is_stop(word, Stop::Generic) {
        return None;
    }
    let whole = heads_at(r, i).any(|head| head.form == Form::National);
    if !whole && suffixes_of(word, Form::National).next().is_none() {
        return None;
    }
    // Adjectives of a land are on the list of places, so the words are walked here.
    let (first, _) = r.sentence(i);
    let name = |k: &usize| r.is_name_word(*k) && r.t.breaks_before(*k + 1) < 2;
    let words = (first.max(i.saturating_sub(4))..i).rev().take_while(name);
    let ranked = words.filter(|&k| is_stop(r.t.word(k), Stop::Rank)).last()?;
    let limit = r.limit(i);
    let mut end = i + 1;
    if r.t.is_any(end, words!["voor", "van", "ter", "tegen"]) {
        let tail = end + 1 + usize::from(r.t.is_any(end + 1, words!["de", "het"]));
        let other =
            r.kind_at(tail, &[MentionType::Organisation, MentionType::Person, MentionType::Office]).is_some();
        let to = capital_phrase(r, tail, limit, false);
        let small =
            if to == tail && nominal(r, tail) { noun_phrase(r, tail, limit, Style::Strict) } else { tail };
        let to = to.max(small);
        end = if to > tail && !other && !r.t.is(end, "van") { to } else { end };
    } else if r.is_name_word(end) && r.t.breaks_before(end) == 0 && r.listed_at(end).next().is_none() {
        // "Nationale Alliantie Wonen"
        end = capital_phrase(r, end, limit, false);
    }
    Some(found(r, (ranked, end), "organisation.national", if whole { 0.75 } else { 0.8 }))
}

/// "BYD Company Limited", "Urenco N.V.": words with capitals before a legal form.
pub(super) fn company(r: &Reading<'_>, i: usize) -> Option<Found> {
    const FORMS: [&str; 22] = [
        "Limited", "Ltd", "Ltd.", "Inc", "Inc.", "GmbH", "B.V.", "BV", "N.V.", "NV", "plc", "PLC", "LLC",
        "S.A.", "Corp.", "Corp", "AG", "SE", "Groep", "Group", "Holding", "SpA",
    ];
    let form = r.t.word(i);
    let placed = matches!(r.zone(i), ZoneKind::Letterhead | ZoneKind::Metadata);
    if !FORMS.contains(&form)
        || placed
        || r.t.breaks_before(i) > 1
        || i == 0
        || r.t.is_glued(i) && r.t.is(i - 1, "-")
    {
        return None;
    }
    let mut from = capitals_before(r, i);
    while from < i && (is_stop(r.t.word(from), Stop::Function) || is_stop(r.t.word(from), Stop::Opener)) {
        from += 1;
    }
    if from == i || is_stop(r.t.word(from), Stop::Rank) {
        return None;
    }
    Some(found(r, (from, i + 1), "organisation.company", 0.8))
}

/// The rule for a service of the state, whose bare kind a list has too, where a letter supports it.
pub(super) const SERVICE: &str = "organisation.service";

/// "de Politie", "de Brandweer" with its capital in the middle of a sentence.
pub(super) fn service(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let goes_on = r.is_name_word(after) || r.t.is(after, "-") && r.t.is_glued(after);
    let led = i > 0 && r.t.is_any(i - 1, words!["de", "het", "en", "of", "van", "door", "met", "bij", ","]);
    (r.t.is_capitalised(i) && !r.shouts(i) && !r.opens_sentence(i) && led && !goes_on)
        .then(|| found(r, (i, after), SERVICE, 0.75))
}

/// Later short forms of companies ("BYD", "BYD Auto"), and of bodies with a rank ("Havenalliantie").
pub(super) fn kin(r: &Reading<'_>, names: &mut Vec<Found>) {
    let mut firsts: Vec<(&str, usize)> = Vec::new();
    let mut lasts: Vec<(&str, usize, String)> = Vec::new();
    for name in names.iter().take(MOST * MOST) {
        let (from, to) = (r.t.index_at(name.span.start()), r.after(name.span));
        match name.rule {
            "organisation.company" if is_acronym(r.t.word(from)) && r.kind_at(from, &ANY).is_none() => {
                firsts.push((r.t.word(from), from));
            }
            "organisation.national" if to == from + 2 && r.t.word(from + 1).len() > 9 => {
                lasts.push((r.t.word(from + 1), from + 1, r.words(name.span)));
            }
            _ => {}
        }
    }
    if firsts.is_empty() && lasts.is_empty() {
        return;
    }
    // Nearly every such word has a capital.
    let words = firsts.iter().map(|(_, at)| at).chain(lasts.iter().map(|(_, at, _)| at));
    let shapeless = !words.into_iter().all(|&at| r.t.is_capitalised(at));
    let mut i = 0;
    while i < r.t.len() {
        if !r.t.is_capitalised(i) && !shapeless {
            i += 1;
            continue;
        }
        let first = firsts.iter().any(|(word, _)| *word == r.t.word(i));
        let last = lasts.iter().find(|(word, at, _)| *word == r.t.word(i) && *at < i);
        if first {
            let run =
                (i..i + 3).take_while(|&k| r.is_name_word(k) && (k == i || r.t.breaks_before(k) < 2)).count();
            names.push(found(r, (i, i + run.max(1)), "organisation.kin", 0.7));
            i += run;
        } else if let Some((_, _, full)) = last
            && (!r.is_name_word(i.saturating_sub(1)) || is_stop(r.t.word(i.saturating_sub(1)), Stop::Opener))
        {
            names.push(Found { lookup: Some(full.clone()), ..found(r, (i, i + 1), "organisation.kin", 0.7) });
        }
        i += 1;
    }
}

/// Words for a body that stand for the one body of that kind which the letter has named; a closed class. "Kamer" and
/// "Commissie" are the linker's, a meeting of the "Raad" has its own rule; which body "de Raad" is, the words around it do not tell.
pub(crate) const ALONE: [&str; 24] = [
    "Afdeling",
    "Adviescollege",
    "Adviesraad",
    "Agentschap",
    "Autoriteit",
    "Bureau",
    "Centrum",
    "College",
    "Federatie",
    "Gerechtshof",
    "Hof",
    "Inspectie",
    "Instituut",
    "Ombudsman",
    "Planbureau",
    "Platform",
    "Rechtbank",
    "Rekenkamer",
    "Staatscommissie",
    "Stichting",
    "Taskforce",
    "Tribunaal",
    "Universiteit",
    "Vereniging",
];

/// Which body a letter means that names none of that kind in full.
const UNNAMED: [(&str, &str); 2] =
    [("Rekenkamer", "Algemene Rekenkamer"), ("Ombudsman", "Nationale ombudsman")];

/// "de Afdeling" behind "Afdeling advisering van de Raad van State", "het Hof" behind "Internationaal Gerechtshof": the one
/// body of that kind named so far.
pub(super) fn alone(r: &Reading<'_>, names: &mut Vec<Found>) {
    let led = |i: &usize| {
        *i > 0
            && r.classes(*i).has(Classes::ALONE)
            && ALONE.contains(&r.t.word(*i))
            && r.t.is_any(i - 1, words!["de", "het", "deze", "dit"])
    };
    let short: Vec<usize> = r.visits().shorts.iter().map(|&i| i as usize).filter(led).collect();
    if short.is_empty() {
        return;
    }
    let kind = |words: &str| {
        let part = |word: &str, head: &str| word == head || word.len() > head.len() && ends_with(word, head);
        let heads = words.split_whitespace().flat_map(|word| {
            let last = word.as_bytes().last().map(u8::to_ascii_lowercase);
            let near =
                ALONE.iter().enumerate().filter(move |(_, head)| head.as_bytes().last() == last.as_ref());
            near.filter(move |(_, head)| part(word, head))
        });
        heads.max_by_key(|&(place, head)| (head.len(), place)).map(|(_, head)| *head)
    };
    // "InternationaalGerechtshof", where the space is lost, is the same body.
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let mut bodies: Vec<(&'static str, usize, String)> = Vec::new();
    let mut take = |span: griffier_text::Span| {
        let words = r.doc.slice(span);
        if let Some(head) = kind(words).filter(|head| words.len() > head.len())
            && bodies.len() < MOST * MOST
            && !bodies.iter().any(|(_, _, known)| letters(known) == letters(words))
        {
            bodies.push((head, span.end(), r.words(span)));
        }
    };
    let listed = r.listed().iter().filter(|hit| hit.kind == MentionType::Organisation && !hit.portfolio);
    listed.for_each(|hit| take(hit.span));
    names.iter().filter(|name| name.kind == MentionType::Organisation).for_each(|name| take(name.span));
    let mut latest: Option<(&str, usize, Option<String>)> = None;
    for i in short {
        let word = r.t.word(i);
        let goes_on =
            r.is_name_word(i + 1) || r.t.is_any(i + 1, words!["van", "voor", "der", "-", "advisering"]);
        let start = r.t.span(i).start();
        let fits = |(head, end, _): &&(&str, usize, String)| *end <= start && ends_with_or_is(head, word);
        let fitting: Vec<_> = bodies.iter().filter(fits).collect();
        // What fits only grows: as many as for the last such word are the same.
        let known = latest.as_ref().filter(|(same, count, _)| *same == word && *count == fitting.len());
        let said = match known {
            Some((_, _, said)) => said.clone(),
            None => meant(&fitting),
        };
        latest = Some((word, fitting.len(), said.clone()));
        let unnamed = || UNNAMED.iter().find(|(alone, _)| *alone == word).map(|(_, full)| (*full).to_owned());
        let full = said.or_else(|| unnamed().filter(|_| fitting.is_empty()));
        if let Some(full) = full.filter(|_| !goes_on && !r.shouts(i)) {
            names.push(Found { lookup: Some(full), ..found(r, (i, i + 1), "organisation.alone", 0.75) });
        }
    }
}

/// The body that is meant, if those that fit are one: "Afdeling advisering" is a part of "Afdeling advisering van de Raad van State".
fn meant(fitting: &[&(&str, usize, String)]) -> Option<String> {
    let (_, _, whole) = fitting.iter().max_by_key(|(_, _, full)| full.len())?;
    fitting.iter().all(|(_, _, full)| whole.contains(full.as_str())).then(|| whole.clone())
}

/// "Gerechtshof" is a "Hof".
fn ends_with_or_is(head: &str, word: &str) -> bool {
    head == word || ends_with(head, word)
}

/// Kinds of which a name is no company's.
const ANY: [MentionType; 4] =
    [MentionType::Location, MentionType::Organisation, MentionType::Person, MentionType::Technology];

/// One past the field of a committee at token `i`: a portfolio, an abbreviation, one word with a capital.
fn field(r: &Reading<'_>, i: usize) -> Option<usize> {
    if let Some(hit) = r.portfolio_at(i) {
        return Some(hit.after());
    }
    let word = r.t.word(i);
    // "J&V", cut in three or left whole
    let cut = r.t.is(i + 1, "&") && r.t.is_glued(i + 1) && r.t.is_glued(i + 2) && word.len() == 1;
    if cut && r.t.is_capitalised(i) {
        return Some(i + 3);
    }
    // "voor Europese Zaken": behind the preposition all words with capitals.
    let led = i > 0 && r.t.is_any(i - 1, words!["voor", "van"]) && !is_acronym(word);
    let words = if led { (i..i + 3).take_while(|&k| r.is_name_word(k)).count() } else { 1 };
    let plain = r.is_name_word(i)
        && !is_stop(word, Stop::Function)
        && (is_acronym(word) || !r.is_name_word(i + words.max(1)));
    plain.then_some(i + words)
}

/// "vaste commissies voor A, voor B en voor C", "commissies J&V, SZW en Financiën": a committee each.
pub(super) fn committees(r: &Reading<'_>, i: usize, after: usize) -> Vec<Found> {
    let limit = r.limit(i);
    let mut out = Vec::new();
    let mut at = after;
    // "vaste commissies voor A, B en C en voor D": each begins with its preposition.
    let apart = r.t.is(after, "voor")
        && (after + 2..limit.min(after + 30)).any(|k| r.t.is(k, "voor") && r.t.is(k - 1, "en"));
    while at < limit && out.len() < MOST {
        at += usize::from(r.t.is_any(at, words!["voor", "van"]));
        at += usize::from(r.t.is(at, "de"));
        let Some(mut end) = field(r, at) else { break };
        while apart && end < limit && r.t.is_any(end, words![",", "en", "/"]) && !r.t.is(end + 1, "voor") {
            let Some(next) = field(r, end + 1) else { break };
            end = next;
        }
        let from = if out.is_empty() { i } else { at };
        let lookup = Some(format!("vaste commissie voor {}", r.words(r.t.cover(at, end - 1))));
        out.push(Found { lookup, ..found(r, (from, end), "organisation.committees", 0.98) });
        // "… en Omgeving² en voor …"
        at = end + usize::from(r.t.kind(end) == Some(TokenKind::NoteMark));
        if r.t.is_any(at, words![",", "en"]) {
            at += 1 + usize::from(r.t.is(at, ",") && r.t.is(at + 1, "en"));
        } else {
            break;
        }
    }
    if out.len() < 2 || r.shouts(i) { Vec::new() } else { out }
}

/// "de commissie J&V": a committee by the abbreviation or portfolio behind it.
pub(super) fn committee_by_field(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let word = r.t.word(after);
    let ministry = is_acronym(word)
        && r.kind_at(after, &[MentionType::Organisation]).is_some_and(|hit| hit.after() == after + 1);
    let cut = r.t.is(after + 1, "&") && r.t.is_glued(after + 1);
    if r.t.is_capitalised(i) || !(ministry || cut || word.contains('&') || r.portfolio_at(after).is_some()) {
        return None;
    }
    let end = field(r, after)?;
    let lookup = Some(format!("vaste commissie voor {}", r.words(r.t.cover(after, end - 1))));
    Some(Found { lookup, ..found(r, (i, end), "organisation.committee", 0.8) })
}

/// "werkgroep zelfevaluatie": a body in small letters and a noun right behind it.
pub(super) fn with_noun(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    if r.t.breaks_before(after) > 1 || !nominal(r, after) {
        return None;
    }
    let end = noun_phrase(r, after, r.limit(i), Style::Strict).min(after + 4);
    (end > after && !ends_with(r.t.word(i), "en")).then(|| found(r, (i, end), "organisation.noun", 0.65))
}

/// "Tweede Kamer der Staten-Generaal2008-2009": the chamber where an extraction glued the next cell of a table to it.
pub(super) fn glued_chamber(r: &Reading<'_>, i: usize) -> Vec<Found> {
    const STATES: &str = "Staten-Generaal";
    if !r.t.is_any(i, words!["Tweede", "Eerste"]) || !r.t.are(i + 1, &["Kamer", "der"]) {
        return Vec::new();
    }
    let start = r.t.span(i + 3).start();
    let rest = r.doc.text().get(start..).and_then(|rest| rest.strip_prefix(STATES));
    if !rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return Vec::new();
    }
    let end = start + STATES.len();
    let part = |from: usize| {
        let span = griffier_text::Span::at(from, end);
        Found { span, lookup: Some(r.words(span)), ..found(r, (i, i + 1), "organisation.glued", 0.95) }
    };
    vec![part(r.t.span(i).start()), part(start)]
}

/// "VUT-fonds": a fund by an abbreviation that stands for no body of its own.
pub(super) fn fund(r: &Reading<'_>, i: usize) -> Option<Found> {
    let (name, noun) = r.t.word(i).rsplit_once('-')?;
    let start = r.t.span(i).start();
    let part = griffier_text::Span::at(start, start + name.len());
    let from = r.listed().partition_point(|hit| hit.span.start() < start);
    let known = r.listed()[from..]
        .iter()
        .take_while(|hit| hit.span.start() == start)
        .any(|hit| part.contains(hit.span) || hit.span.contains(part));
    let plain = noun == "fonds" && is_acronym(name) && name.len() > 2 && !known;
    plain.then(|| found(r, (i, i + 1), "organisation.fund", 0.65))
}
