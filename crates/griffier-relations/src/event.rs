//! Meetings, debates, summits and missions: when and where they are held, and who takes part.

use crate::cue::Cue;
use crate::motion::is_debate;
use crate::reading::{Letter, Window};
use crate::recipient;
use crate::statement::{Rule, Statements};
use crate::tail::tail;
use griffier_doc::{Mention, MentionType, Predicate};
use griffier_text::{WordSet, words};
use std::collections::VecDeque;

const DATED: Rule = Rule::new("event.date-after", 0.92);
const DATED_BEFORE: Rule = Rule::new("event.date-before", 0.8);
const DATED_BY_ID: Rule = Rule::new("event.date-of-id", 0.9);
const PLACED: Rule = Rule::new("event.place-after", 0.88);
const WITH: Rule = Rule::new("event.with", 0.85);
const TAKES: &WordSet = words!["neemt", "nemen", "nam", "namen", "neem"];
const TAKES_PART: Rule = Rule::new("event.takes-part", 0.9);
const DURING_OPENS: Rule = Rule::new("event.during-opens", 0.8);
const ACTS_DURING: Rule = Rule::new("event.acts-during", 0.78);
const PROMISE_IN: Rule = Rule::new("event.promise-in", 0.85);

/// Those who take part.
const ACTORS: [MentionType; 4] =
    [MentionType::Person, MentionType::Office, MentionType::Organisation, MentionType::Location];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let mut memory = Memory::default();
    for window in letter.windows() {
        let mut undated = Vec::new();
        for k in 0..window.outer.len() {
            if window.outer[k].kind == MentionType::Event {
                let after = follows(&window, k, out);
                let before = date_before(&window, k, out);
                promise_in(&window, k, out);
                promised_in(&window, k, out);
                if !after && !before {
                    undated.push(window.outer[k]);
                }
            }
        }
        dates_of_ids(&window, &undated, out);
        during(&window, window.tokens.start, &memory, out);
        for i in window.tokens.clone().filter(|&i| window.has(i, Cue::Phrase)) {
            takes_part(&window, i, &memory, out);
            during(&window, i, &memory, out);
        }
        for event in window.outer.iter().filter(|m| m.kind == MentionType::Event) {
            memory.keep(event);
        }
    }
}

/// The events named so far that a word such as "de bijeenkomst" can mean.
#[derive(Default)]
struct Memory<'d> {
    events: VecDeque<&'d Mention>,
}

impl<'d> Memory<'d> {
    const SIZE: usize = 6;

    fn keep(&mut self, event: &'d Mention) {
        self.events.retain(|known| known.link.id() != event.link.id());
        self.events.push_front(event);
        self.events.truncate(Self::SIZE);
    }
    /// The event that the words at `i` mean: named there, or `de conferentie` after a conference was named.
    fn at(&self, w: &Window<'_, 'd>, i: usize) -> Option<&'d Mention> {
        let mut j = i;
        while (w.has(j, Cue::Determiner) || w.is_any(j, words!["aankomende", "komende", "afgelopen"]))
            && j < i + 4
        {
            j += 1;
        }
        if let Some(k) = w.mention_after(i, 1) {
            return Some(w.outer[k]).filter(|m| m.kind == MentionType::Event);
        }
        let definite = w.is_any(i, words!["de", "het", "deze", "dit", "beide"]);
        if !definite || !w.has(j, Cue::EventNoun) || w.has(j + 1, Cue::Preposition) && !w.is(j + 1, "op") {
            return None;
        }
        let noun = w.word(j).to_lowercase();
        let noun = noun.strip_suffix("en").unwrap_or(&noun);
        let noun = noun.strip_suffix('s').unwrap_or(noun);
        let named = |event: &&&Mention| w.letter.doc.slice(event.span).to_lowercase().contains(noun);
        self.events.iter().find(named).copied()
    }
}

/// Date, place and company right behind the name; whether there is a date.
fn follows(w: &Window<'_, '_>, k: usize, out: &mut Statements) -> bool {
    let event = w.outer[k];
    let tail = tail(w, k);
    let parts = [(tail.date, Predicate::OccursOn, DATED), (tail.place, Predicate::OccursIn, PLACED)];
    for (part, predicate, rule) in parts {
        if let Some(part) = part {
            out.say(event, predicate, part, event.span.cover(part.span), rule);
        }
    }
    if let Some(company) = tail.with {
        let first = w.count_before(company.span.start());
        for k in w.list_around(first, &[company.kind]).filter(|&k| k >= first) {
            let other = w.outer[k];
            out.say(other, Predicate::ParticipatesIn, event, event.span.cover(other.span), WITH);
        }
    }
    tail.date.is_some()
}

/// `21 februari worden besproken in het overleg`, `Op 1 juni vond de bijeenkomst plaats`, `om eind 2022 een conferentie
/// te organiseren`.
fn date_before(w: &Window<'_, '_>, k: usize, out: &mut Statements) -> bool {
    let event = w.outer[k];
    // "Op 11 juli vindt in Vilnius de NAVO-top plaats": a place may stand between.
    let place = k.checked_sub(1).map(|k| w.outer[k]).filter(|m| m.kind == MentionType::Location);
    let place =
        place.filter(|m| w.is_any(w.letter.index_at(m.span.start()).saturating_sub(1), words!["in", "te"]));
    let at = k.checked_sub(1 + usize::from(place.is_some()));
    let Some(date) = at.map(|k| w.outer[k]).filter(|m| m.kind == MentionType::Date) else { return false };
    let gap = w.gap(date.span.end(), event.span.start());
    let light = |j: usize| w.has(j, Cue::Determiner) || w.is_dressing(j);
    let held = words![
        "vond",
        "vonden",
        "vindt",
        "vinden",
        "besproken",
        "behandeld",
        "geagendeerd",
        "gehouden",
        "organiseert",
        "start",
        "begint",
    ];
    let verb = gap.clone().find(|&j| w.is_any(j, held));
    let on = gap.start.checked_sub(1).is_some_and(|_| date_has_no_owner(w, date));
    let adjacent = gap.clone().all(light);
    let through_verb = verb.is_some()
        && gap.len() <= 8
        && !gap.clone().any(|j| w.is_any(j, words![",", ";", "over", "van"]));
    let dated = on && (adjacent || through_verb);
    if dated {
        let verb = verb.unwrap_or(gap.start);
        let evidence = w.evidence(date.span, event.span, verb);
        out.say(event, Predicate::OccursOn, date, evidence, DATED_BEFORE);
        if let Some(place) = place {
            out.say(event, Predicate::OccursIn, place, evidence, PLACED);
        }
    }
    dated
}

/// Whether the date is free: not the date of what stands before it (`de brief van 3 mei het debat …`).
fn date_has_no_owner(w: &Window<'_, '_>, date: &Mention) -> bool {
    let start = w.letter.index_at(date.span.start());
    !start.checked_sub(1).is_some_and(|j| w.is_any(j, words!["van", "d.d.", "uit", "tot"]))
}

/// An event, not yet dated by the words beside it, whose identifier ends in the value of a date that its sentence names.
fn dates_of_ids(w: &Window<'_, '_>, undated: &[&Mention], out: &mut Statements) {
    if undated.is_empty() {
        return;
    }
    let mut dates: Vec<(&str, &Mention)> = Vec::new();
    for mention in w.outer.iter().filter(|m| m.kind == MentionType::Date) {
        dates.extend(mention.link.id().map(|id| (id.as_ref(), *mention)));
    }
    dates.sort_by(|a, b| a.0.cmp(b.0).then(a.1.span.cmp(&b.1.span)));
    for event in undated {
        let Some(id) = event.link.id() else { continue };
        let Some(value) = id.len().checked_sub(10).and_then(|at| id.get(at..)) else { continue };
        let at = dates.partition_point(|(date, _)| *date < value);
        if let Some((_, date)) =
            dates.get(at).filter(|(date, _)| *date == value && value.starts_with(['1', '2']))
        {
            out.say(event, Predicate::OccursOn, date, event.span.cover(date.span), DATED_BY_ID);
        }
    }
}

/// `de toezegging van de minister aan het lid X in het notaoverleg`: both were there.
fn promise_in(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    let start = w.letter.index_at(event.span.start());
    let Some(last) = k.checked_sub(1) else { return };
    let gap = w.gap(w.outer[last].span.end(), event.span.start());
    if gap.len() > 3 || !w.is_any(gap.start, words!["in", "tijdens", "bij"]) {
        return;
    }
    let low = start.saturating_sub(25).max(w.tokens.start);
    let noun = words!["toezegging", "toezeggingen"];
    let Some(promise) = (low..start).rev().find(|&j| w.is_any(j, noun)) else {
        return;
    };
    for actor in &w.outer[w.mentions_in(&(promise + 1..start))] {
        if matches!(actor.kind, MentionType::Person | MentionType::Office) {
            out.say(actor, Predicate::ParticipatesIn, event, w.at(promise).cover(event.span), PROMISE_IN);
        }
    }
}

/// `In het debat heb ik het lid X toegezegd …`, `… toegezegd aan het lid X tijdens het debat (TZ202502-118)`: the member was
/// there, and so was the minister it names; the number stands for what was said there.
fn promised_in(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    let start = w.letter.index_at(event.span.start());
    let led = (start.saturating_sub(3).max(w.tokens.start)..start)
        .any(|j| w.is_any(j, words!["in", "tijdens", "bij", "uit", "van"]));
    let low = start.saturating_sub(30).max(w.tokens.start);
    let high = (start + 45).min(w.tokens.end);
    let promise = (low..high).find(|&j| {
        w.is_any(j, words!["toegezegd", "zegde", "toegezegde", "toezegging"])
            && w.mention_covering(j).is_none()
    });
    let Some(promise) = promise.filter(|_| led && is_debate(w, event)) else { return };
    let evidence = |m: &Mention| event.span.cover(m.span).cover(w.at(promise));
    for member in recipient::members(w, promise) {
        let member = w.outer[member];
        if member.kind == MentionType::Person {
            out.say(member, Predicate::ParticipatesIn, event, evidence(member), PROMISE_IN);
        }
    }
    // "heeft de minister van X het lid Y toegezegd"
    let auxiliary = (low..promise).rev().find(|&j| w.has(j, Cue::Perfect));
    let subject = auxiliary.and_then(|j| w.mention_after(j + 1, 0)).or_else(|| {
        let j = auxiliary?;
        let k = w.count_before(w.at(j).start()).checked_sub(1)?;
        w.gap(w.outer[k].span.end(), w.at(j).start()).is_empty().then_some(k)
    });
    let minister = subject.map(|k| w.outer[k]).filter(|m| {
        m.kind == MentionType::Office && w.is(promise, "toegezegd") && m.span.start() < w.at(promise).start()
    });
    if let Some(minister) = minister {
        out.say(minister, Predicate::ParticipatesIn, event, evidence(minister), PROMISE_IN);
    }
    let number = w.outer[w.mentions_in(&(low..(start + 90).min(w.tokens.end)))].iter().find(|m| {
        let id = m.link.id().and_then(|id| id.strip_prefix("TZ").or_else(|| id.strip_prefix('T')));
        m.kind == MentionType::Reference && id.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
    });
    if let Some(number) = number {
        out.say(event, Predicate::IdentifiedBy, number, evidence(number), PROMISE_IN);
    }
}

/// `X en Y namen deel aan de top`, `heeft X deelgenomen aan …`, `deelname van X aan …`, `X was aanwezig bij …`.
fn takes_part(w: &Window<'_, '_>, i: usize, memory: &Memory<'_>, out: &mut Statements) {
    let aan = |j: usize| w.is(j, "aan");
    let (verb, object) = if w.is(i, "deel") && aan(i + 1) {
        let near = i.saturating_sub(20).max(w.tokens.start)..i;
        let Some(verb) = near.rev().find(|&j| w.is_any(j, TAKES)) else { return };
        (verb, i + 2)
    } else if w.is_any(i, words!["deelgenomen", "deelneemt", "deelnam", "deelnemen", "deelnamen"])
        && aan(i + 1)
        || w.is(i, "aanwezig") && w.is_any(i + 1, words!["bij", "op", "tijdens"])
    {
        (i, i + 2)
    } else if let Some((verb, aan)) = takes_part_around(w, i) {
        (verb, aan + 1)
    } else if let Some(there) = points_back(w, i) {
        return takes_part_there(w, i, there, memory, out);
    } else {
        return noun_takes_part(w, i, memory, out);
    };
    let Some(event) = memory.at(w, object) else { return };
    let clause = w.clause(verb);
    let inside = w.mentions_in(&clause);
    let at = w.at(verb);
    // The subject stands before the verb, or right behind it when something else opens the clause.
    let behind = w.mention_after(verb + 1, 0).filter(|&k| w.outer[k].span.end() <= w.at(object).start());
    let auxiliary = clause.clone().find(|&j| j < verb && w.has(j, Cue::Auxiliary));
    let turned =
        auxiliary.and_then(|j| w.mention_after(j + 1, 0)).filter(|&k| w.outer[k].span.end() <= at.start());
    let before = w.nearest_before(at.start(), &ACTORS, 25).filter(|k| inside.contains(k));
    let is_actor = |k: &usize| ACTORS.contains(&w.outer[*k].kind);
    let Some(actor) = behind.filter(is_actor).or(turned.filter(is_actor)).or(before) else { return };
    say_actors(w, actor, event, (verb, object), TAKES_PART, out);
    if w.are(verb + 1, &["samen", "met"])
        && let Some(other) = w.mention_after(verb + 3, 0).filter(is_actor)
    {
        say_actors(w, other, event, (verb, object), TAKES_PART, out);
    }
}

/// `De minister nam aan deze conferentie deel`: the verb and its preposition before the particle at `i`.
fn takes_part_around(w: &Window<'_, '_>, i: usize) -> Option<(usize, usize)> {
    let low = i.saturating_sub(14).max(w.tokens.start);
    let verb = (low..i).rev().find(|&j| w.is_any(j, TAKES))?;
    let aan = (verb + 1..i).find(|&j| w.is(j, "aan"))?;
    w.is(i, "deel").then_some((verb, aan))
}

/// The token of `hieraan`, `hier aan`, `daaraan` before a verb of taking part at `i`.
fn points_back(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    if !w.is_any(i, words!["deelnemen", "deelgenomen", "deelneemt", "deelnam", "deelnamen", "deel"]) {
        return None;
    }
    let low = i.saturating_sub(4).max(w.tokens.start);
    let there = (low..i).rev().find(|&j| {
        w.is_any(j, words!["hieraan", "daaraan"]) || w.is_any(j, words!["hier", "daar"]) && w.is(j + 1, "aan")
    });
    there.filter(|&there| !(there..i).any(|j| w.is_any(j, words!["en", ","])))
}

/// `De minister van X en de minister van Y zullen hieraan deelnemen`: in the event named last.
fn takes_part_there(
    w: &Window<'_, '_>,
    verb: usize,
    there: usize,
    memory: &Memory<'_>,
    out: &mut Statements,
) {
    let Some(event) = memory.events.front().copied() else { return };
    let clause = w.clause(verb);
    let Some(finite) = (clause.start..there)
        .rev()
        .find(|&j| w.has(j, Cue::Auxiliary) || w.is_any(j, words!["neemt", "nemen", "nam", "namen"]))
    else {
        return;
    };
    let Some(k) = w.count_before(w.at(finite).start()).checked_sub(1) else { return };
    let adjacent = w.gap(w.outer[k].span.end(), w.at(finite).start()).is_empty();
    // "Met de minister is besproken wie hieraan deelneemt": governed, so no subject.
    let first = w.letter.index_at(w.outer[k].span.start());
    let led = (first.saturating_sub(2).max(w.tokens.start)..first).any(|j| w.has(j, Cue::Preposition));
    if adjacent && !led && ACTORS.contains(&w.outer[k].kind) && w.mentions_in(&clause).contains(&k) {
        say_actors(w, k, event, (verb, there), TAKES_PART, out);
    }
}

fn noun_takes_part(w: &Window<'_, '_>, i: usize, memory: &Memory<'_>, out: &mut Statements) {
    if !w.is_any(i, words!["deelname", "deelneming"]) || !w.is(i + 1, "van") {
        return;
    }
    let Some(actor) = w.mention_after(i + 2, 0).filter(|&k| ACTORS.contains(&w.outer[k].kind)) else {
        return;
    };
    let list = w.list_around(actor, &ACTORS);
    let end = w.letter.index_at(w.outer[list.end - 1].span.end());
    if w.is(end, "aan")
        && let Some(event) = memory.at(w, end + 1)
    {
        say_actors(w, actor, event, (i, end + 1), TAKES_PART, out);
    }
}

fn say_actors(
    w: &Window<'_, '_>,
    actor: usize,
    event: &Mention,
    (verb, place): (usize, usize),
    rule: Rule,
    out: &mut Statements,
) {
    let words = w.at(place).cover(w.at((place + 1).min(w.tokens.end.saturating_sub(1))));
    for k in w.list_around(actor, &ACTORS) {
        let actor = w.outer[k];
        let to = if w.span.contains(event.span) { event.span } else { words };
        out.say(actor, Predicate::ParticipatesIn, event, w.evidence(actor.span, to, verb), rule);
    }
}

/// `Tijdens de Top van 14 juni zal de SG NAVO …`, `De SG NAVO presenteerde tijdens de Top …`.
fn during(w: &Window<'_, '_>, i: usize, memory: &Memory<'_>, out: &mut Statements) {
    if i == w.tokens.start && w.is_any(i, words!["in", "op", "bij"]) {
        // "In de Telecomraad van 4 december zal Nederland …": of a meeting; in a debate of parliament much is said.
        let event = w.mention_after(i + 1, 1).map(|k| w.outer[k]);
        if let Some(event) = event.filter(|m| m.kind == MentionType::Event && !is_debate(w, m)) {
            opens(w, event, out);
        }
        return;
    }
    if !w.is(i, "tijdens") {
        return;
    }
    let Some(event) = memory.at(w, i + 1) else { return };
    if i == w.tokens.start || i == w.tokens.start + 1 && w.is_dressing(i - 1) {
        opens(w, event, out);
    } else {
        acts(w, i, event, out);
    }
}

/// The sentence opens with the event: the subject follows the verb behind its date and company.
fn opens(w: &Window<'_, '_>, event: &Mention, out: &mut Statements) {
    if !w.span.contains(event.span) {
        return;
    }
    let k = w.count_before(event.span.start());
    if w.outer.get(k).is_none_or(|m| m.span != event.span) {
        return;
    }
    let verb = w.letter.index_at(tail(w, k).end);
    let is_word = w.word(verb).starts_with(char::is_lowercase) && !w.has(verb, Cue::Preposition);
    let Some(actor) = w.mention_after(verb + 1, 0).filter(|_| is_word) else { return };
    if ACTORS.contains(&w.outer[actor].kind) {
        say_actors(w, actor, event, (verb, verb), DURING_OPENS, out);
    }
}

/// The subject is the nearest name before, no comma and no other event between.
fn acts(w: &Window<'_, '_>, i: usize, event: &Mention, out: &mut Statements) {
    let Some(k) = w.count_before(w.at(i).start()).checked_sub(1) else { return };
    let actor = w.outer[k];
    let gap = w.gap(actor.span.end(), w.at(i).start());
    if !ACTORS.contains(&actor.kind) || gap.clone().any(|j| w.is_any(j, words![",", ";", "(", ")"])) {
        return;
    }
    let start = w.letter.index_at(actor.span.start());
    let lead: Vec<usize> = (start.saturating_sub(2).max(w.tokens.start)..start).rev().collect();
    let subject = match lead.iter().find(|&&j| !w.has(j, Cue::Determiner) && !w.has(j, Cue::Title)) {
        None => start <= w.tokens.start + 2,
        Some(&j) => w.has(j, Cue::Perfect) || w.has(j, Cue::Future) || w.is_any(j, words!["en", "dat"]),
    };
    let opens_sentence = start <= w.tokens.start + 2;
    let reach = if opens_sentence { 8 } else { 1 };
    // A name right before the preposition needs a verb before it ("heeft de minister tijdens …").
    let verb = if gap.is_empty() { lead.last().copied() } else { Some(gap.start) };
    let acts = subject && gap.len() <= reach && (!gap.is_empty() || !opens_sentence);
    if let (true, Some(verb)) = (acts, verb) {
        say_actors(w, k, event, (verb, i + 1), ACTS_DURING, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::check_body;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn date_place_and_company_behind_the_name() {
        check(
            "het [[Commissiedebat|EVENT event:c]] met de [[vaste commissie|ORGANISATION org:v]] op [[25 mei 2021|DATE 2021-05-25]]",
            &["event:c occurs_on 2021-05-25", "org:v participates_in event:c"],
        );
        check(
            "de [[NAVO-top|EVENT event:t]] van [[11 juli|DATE 2023-07-11]] in [[Vilnius|LOCATION loc:vilnius]]",
            &["event:t occurs_in loc:vilnius", "event:t occurs_on 2023-07-11"],
        );
        check(
            "het [[debat|EVENT event:d]] over de situatie daar van [[5 maart|DATE 2024-03-05]]",
            &["event:d occurs_on 2024-03-05"],
        );
        check("het [[debat|EVENT event:d]] over de situatie in [[Soedan|LOCATION country:SD]] was lang", &[]);
        check("de [[top|EVENT event:t]], waarna op [[5 maart|DATE 2024-03-05]] een brief kwam", &[]);
    }

    #[test]
    fn date_before_the_name() {
        check(
            "Dit zal [[21 februari|DATE 2024-02-21]] worden besproken in het [[BNC-overleg|EVENT event:b]]",
            &["event:b occurs_on 2024-02-21"],
        );
        check(
            "om [[eind 2022|DATE 2022--END]] een [[conferentie over wapens|EVENT event:c]] te organiseren",
            &["event:c occurs_on 2022--END"],
        );
        check(
            "Op [[1 juni|DATE 2021-06-01]] sprak men lang na over wat de [[top|EVENT event:t-2021-06-01]] bracht",
            &["event:t-2021-06-01 occurs_on 2021-06-01"],
        );
        check(
            "Op [[1 juni|DATE 2021-06-01]] sprak men lang na over wat de [[top|EVENT event:t]] bracht",
            &[],
        );
        check(
            "Op [[11 juli|DATE 2023-07-11]] vindt in [[Vilnius|LOCATION loc:v]] de [[top|EVENT event:t]] plaats",
            &["event:t occurs_in loc:v", "event:t occurs_on 2023-07-11"],
        );
        check(
            "de [[top|EVENT event:t]] die op [[11 juli|DATE 2023-07-11]] in [[Vilnius|LOCATION loc:v]] plaatsvond",
            &["event:t occurs_in loc:v", "event:t occurs_on 2023-07-11"],
        );
        check("de brief van [[1 juni|DATE 2021-06-01]] de [[top|EVENT event:t]]", &[]);
    }

    #[test]
    fn those_who_promise_in_a_debate_were_there() {
        check(
            "In het [[commissiedebat|EVENT event:c]] heeft de [[minister|OFFICE office:m]] het lid [[A|PERSON person:a]] toegezegd te schrijven ([[TZ202502-118|REFERENCE TZ202502-118]]).",
            &[
                "event:c identified_by TZ202502-118",
                "office:m participates_in event:c",
                "person:a participates_in event:c",
            ],
        );
        check(
            "Ik heb toegezegd het lid [[A|PERSON person:a]] te spreken voor het [[commissiedebat|EVENT event:c]].",
            &[],
        );
        check(
            "Op de [[NAVO-top|EVENT event:t]] heeft de [[minister|OFFICE office:m]] steun toegezegd aan [[A|PERSON person:a]].",
            &["office:m participates_in event:t"],
        );
    }

    #[test]
    fn a_sentence_that_opens_with_a_meeting() {
        check(
            "In de [[Telecomraad|EVENT event:t]] van [[4 december|DATE 2018-12-04]] te [[Brussel|LOCATION loc:b]] zal [[Nederland|LOCATION country:NL]] dit herhalen.",
            &[
                "country:NL participates_in event:t",
                "event:t occurs_in loc:b",
                "event:t occurs_on 2018-12-04",
            ],
        );
        check("In het [[debat|EVENT event:d]] is [[Nederland|LOCATION country:NL]] genoemd.", &[]);
        check(
            "De [[minister|OFFICE office:m]] nam aan deze [[conferentie|EVENT event:c]] deel.",
            &["office:m participates_in event:c"],
        );
        check("De [[minister|OFFICE office:m]] nam een deel van de [[conferentie|EVENT event:c]] op.", &[]);
    }

    #[test]
    fn taking_part() {
        check(
            "Minister [[Kaag|PERSON person:k]] en minister [[B|PERSON person:b]] namen deel aan de [[top|EVENT event:t]].",
            &["person:b participates_in event:t", "person:k participates_in event:t"],
        );
        check(
            "Dit was de [[internationale conferentie|EVENT event:c]]. Daarom heeft [[Nederland|LOCATION country:NL]] deelgenomen aan de conferentie.",
            &["country:NL participates_in event:c"],
        );
        check(
            "[[Rusland|LOCATION country:RU]] nam niet deel aan de [[top|EVENT event:t]].",
            &["not country:RU participates_in event:t"],
        );
        check(
            "[[Rutte|PERSON person:r]] neemt samen met minister [[Kaag|PERSON person:k]] deel aan de [[top|EVENT event:t]].",
            &["person:k participates_in event:t", "person:r participates_in event:t"],
        );
        check("[[Nederland|LOCATION country:NL]] neemt deel aan de [[EU|ORGANISATION org:eu]].", &[]);
        check("[[Nederland|LOCATION country:NL]] sprak over de [[top|EVENT event:t]].", &[]);
    }

    #[test]
    fn acting_during_an_event() {
        check(
            "Tijdens de [[Top|EVENT event:t]] van [[14 juni|DATE 2021-06-14]] zal de [[SG|OFFICE office:sg]] een rapport presenteren.",
            &["event:t occurs_on 2021-06-14", "office:sg participates_in event:t"],
        );
        check(
            "De [[SG|OFFICE office:sg]] presenteerde tijdens de [[Top|EVENT event:t]] de voortgang.",
            &["office:sg participates_in event:t"],
        );
        check(
            "Tijdens de [[Top|EVENT event:t]] zal hiertoe het plan van de [[SG|OFFICE office:sg]] komen.",
            &[],
        );
        check(
            "Het ging over [[Rusland|LOCATION country:RU]], zo bleek tijdens de [[Top|EVENT event:t]].",
            &[],
        );
        check(
            "Steun voor het leger van [[Mali|LOCATION country:ML]] tijdens de [[missie|EVENT event:m]] bleef.",
            &[],
        );
    }

    #[test]
    fn a_promise_in_a_debate() {
        check(
            "de toezegging van de [[minister|OFFICE office:m]] aan het lid [[B|PERSON person:b]] in het [[notaoverleg|EVENT event:n]]",
            &["office:m participates_in event:n", "person:b participates_in event:n"],
        );
        check("de vraag van het lid [[B|PERSON person:b]] over het [[notaoverleg|EVENT event:n]]", &[]);
    }

    #[test]
    fn who_takes_part_in_what_was_named_before() {
        let named = "De [[JBZ-Raad|EVENT event:r]] begint.";
        check(
            &format!(
                "{named} De [[minister van A|OFFICE office:a]] en de [[minister van B|OFFICE office:b]] zullen hieraan deelnemen."
            ),
            &["office:a participates_in event:r", "office:b participates_in event:r"],
        );
        check(
            &format!("{named} De [[minister van A|OFFICE office:a]] zal hier aan deelnemen."),
            &["office:a participates_in event:r"],
        );
        check("De [[minister van A|OFFICE office:a]] zal hieraan deelnemen.", &[]);
        check(
            &format!("{named} De [[minister van A|OFFICE office:a]] wil daaraan werken en deelnemen."),
            &[],
        );
        check(
            &format!("{named} Met de [[minister van A|OFFICE office:a]] is besproken wie hieraan deelneemt."),
            &[],
        );
    }
}
