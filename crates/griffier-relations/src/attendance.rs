//! Where and when a meeting is held by its verb (`vindt de Raad plaats in Brussel`), by its neighbour (`Eurogroep en
//! Ecofinraad te Luxemburg`) or by a comma (`vragenuur, 22 oktober 2024`), and who spoke in a debate (`mevrouw X tijdens het
//! debat`). What follows the name itself, and taking part in so many words, is `event`.

use crate::cue::Cue;
use crate::motion::is_debate;
use crate::reading::{Letter, Window};
use crate::recipient::is_parliament;
use crate::statement::{Rule, Statements};
use crate::tail::tail;
use griffier_doc::{Mention, MentionType, Predicate};
use griffier_text::words;
use std::ops::Range;

const HELD_IN: Rule = Rule::new("event.held-in", 0.85);
const HELD_ON: Rule = Rule::new("event.held-on", 0.82);
const SHARED_PLACE: Rule = Rule::new("event.place-shared", 0.8);
const COMMA_DATE: Rule = Rule::new("event.date-behind-comma", 0.82);
const NAMED_WITH: Rule = Rule::new("event.with-in-name", 0.85);
const OPENING_DATE: Rule = Rule::new("event.opening-date", 0.82);
const SPOKE_IN: Rule = Rule::new("event.spoke-in", 0.82);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for window in letter.windows() {
        let events = || window.outer.iter().enumerate().filter(|(_, m)| m.kind == MentionType::Event);
        if events().next().is_none() {
            continue;
        }
        held(&window, out);
        for (k, _) in events() {
            shared_place(&window, k, out);
            comma_date(&window, k, out);
            opening_date(&window, k, out);
            named_company(&window, k, out);
            if !window.is_question() {
                spoke_in(&window, k, out);
            }
        }
    }
}

/// The first token by which the sentence says that a meeting is held: `plaats` with its verb, `gehouden` with an auxiliary.
fn held_at(w: &Window<'_, '_>) -> Option<usize> {
    w.tokens.clone().take(80).find(|&j| {
        let clause = || w.clause(j);
        let any = |range: Range<usize>, words| range.clone().any(|k| w.is_any(k, words));
        w.mention_covering(j).is_none()
            && (w.is(j, "plaats") && any(clause(), words!["vindt", "vinden", "vond", "vonden"])
                || w.is_any(j, words!["plaatsvindt", "plaatsvond", "plaatsvinden", "plaatsgevonden"])
                || w.is_any(j, words!["gehouden", "gepland", "geagendeerd", "ingepland"])
                    && any(
                        clause(),
                        words!["wordt", "werd", "worden", "werden", "is", "staat", "staan", "heeft"],
                    ))
    })
}

/// `Van 26 augustus tot 4 september vond in Johannesburg de Wereldtop plaats`: the only meeting of the clause, in its only
/// place and on its only date.
fn held(w: &Window<'_, '_>, out: &mut Statements) {
    use MentionType::{Date, Event, Location};
    let Some(verb) = held_at(w) else { return };
    let clause = w.clause(verb);
    let inside = &w.outer[w.mentions_in(&clause)];
    let only = |kind: MentionType| {
        let mut all = inside.iter().copied().filter(|m| m.kind == kind);
        all.next().filter(|first| all.all(|other| kind == Event && other.link == first.link))
    };
    let led = |m: &Mention| {
        let start = w.letter.index_at(m.span.start());
        start > clause.start && w.is_any(start - 1, words!["in", "te"])
    };
    let Some(event) = only(Event).filter(|event| !is_governed(w, event)) else { return };
    if let Some(place) = only(Location).filter(|place| led(place)) {
        let evidence = w.evidence(event.span, place.span, verb);
        out.say(event, Predicate::OccursIn, place, evidence, HELD_IN);
    }
    if let Some(date) = only(Date).filter(|date| !dates_another(w, date)) {
        let evidence = w.evidence(event.span, date.span, verb);
        out.say(event, Predicate::OccursOn, date, evidence, HELD_ON);
    }
}

/// Whether a preposition makes the event the topic or the occasion of what is held.
fn is_governed(w: &Window<'_, '_>, event: &Mention) -> bool {
    let start = w.letter.index_at(event.span.start());
    let mut back = (start.saturating_sub(3).max(w.tokens.start)..start).rev();
    back.find(|&j| !w.has(j, Cue::Determiner) && !w.is_dressing(j)).is_some_and(|j| {
        w.has(j, Cue::Preposition) || w.is_any(j, words!["na", "vóór", "vanwege", "namens", "volgens"])
    })
}

/// Whether the date belongs to a noun before it (`de brief van 3 mei`).
fn dates_another(w: &Window<'_, '_>, date: &Mention) -> bool {
    let start = w.letter.index_at(date.span.start());
    start > w.tokens.start + 1
        && w.is_any(start - 1, words!["van", "d.d.", "uit", "tot", "na", "vanaf", "sinds"])
}

/// `de Eurogroep van 7 juni en de Ecofinraad van 8 juni te Luxemburg`: the place of the last is that of both.
fn shared_place(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    let own = tail(w, k);
    let next = (k + 1..w.outer.len().min(k + 4)).find(|&n| w.outer[n].span.start() >= own.end);
    let Some(next) = next.filter(|&n| own.place.is_none() && w.outer[n].kind == MentionType::Event) else {
        return;
    };
    let gap = w.gap(own.end, w.outer[next].span.start());
    let joins = (1..=2).contains(&gap.len())
        && w.is_any(gap.start, words!["en", "&", "/"])
        && gap.clone().skip(1).all(|j| w.has(j, Cue::Determiner));
    if let Some(place) = tail(w, next).place.filter(|_| joins) {
        out.say(event, Predicate::OccursIn, place, event.span.cover(place.span), SHARED_PLACE);
    }
}

/// `(vragenuur, 22 oktober 2024)`: a date that closes what a comma opened.
fn comma_date(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let (event, Some(date)) = (w.outer[k], w.outer.get(k + 1)) else { return };
    let gap = w.gap(event.span.end(), date.span.start());
    let comma = gap.len() == 1 && w.is(gap.start, ",") && date.kind == MentionType::Date;
    let closes = w.is_any(w.letter.index_at(date.span.end()), words![")", ".", "", ";"]);
    let is_day = date.link.id().is_some_and(|id| id.len() >= 10 && !id.contains('/'));
    if comma && closes && is_day {
        out.say(event, Predicate::OccursOn, date, event.span.cover(date.span), COMMA_DATE);
    }
}

/// `het debat met de vaste commissie voor X over Y`: the company stands inside the name.
fn named_company(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    for inner in w.letter.within(event).take(6).filter(|m| m.kind == MentionType::Organisation) {
        let start = w.letter.index_at(inner.span.start());
        let first = w.letter.index_at(event.span.start());
        let lead = (first..start).rev().find(|&j| !w.has(j, Cue::Determiner));
        if lead.is_some_and(|j| j > first && w.is(j, "met")) {
            out.say(inner, Predicate::ParticipatesIn, event, event.span, NAMED_WITH);
        }
    }
}

/// `Op 12 maart jl. heb ik in het commissiedebat Personeel toegezegd …`: the sentence opens with the day of what was said there.
fn opening_date(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    let Some(date) = w.outer.first().filter(|m| m.kind == MentionType::Date && is_debate(w, event)) else {
        return;
    };
    let is_day = date.link.id().is_some_and(|id| id.len() == 10);
    let at = w.letter.index_at(date.span.start());
    let opens = w.is(w.tokens.start, "op") && at <= w.tokens.start + 2;
    let gap = w.gap(date.span.end(), event.span.start());
    let lead = gap.clone().rev().find(|&j| !w.has(j, Cue::Determiner));
    let led = lead.is_some_and(|j| w.is_any(j, words!["in", "tijdens", "bij"]));
    let plain = !gap.clone().any(|j| w.is_any(j, words![",", ";", "(", ")", "en", "voor", "na", "over"]));
    // Only who spoke may be named between.
    let others = w.outer[1..k].iter().any(|m| !matches!(m.kind, MentionType::Office | MentionType::Person));
    if is_day && opens && led && plain && !others && gap.len() <= 16 {
        out.say(event, Predicate::OccursOn, date, date.span.cover(event.span), OPENING_DATE);
    }
}

/// `mevrouw X (PvdA) tijdens het debat`, `de minister van Y tijdens het vragenuur`.
fn spoke_in(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let event = w.outer[k];
    let start = w.letter.index_at(event.span.start());
    let during =
        (start.saturating_sub(3).max(w.tokens.start)..start).rev().find(|&j| !w.has(j, Cue::Determiner));
    let Some(during) = during.filter(|&j| w.is(j, "tijdens") && is_debate(w, event)) else { return };
    let Some(mut n) = k.checked_sub(1) else { return };
    if w.outer[n].kind == MentionType::Organisation && during > w.tokens.start && w.is(during - 1, ")") {
        let Some(before) = n.checked_sub(1) else { return };
        n = before;
    }
    let actor = w.outer[n];
    let gap = w.gap(actor.span.end(), w.at(during).start());
    let near = gap.is_empty() || gap.len() <= 3 && w.is(gap.start, "(") && w.is(gap.end - 1, ")");
    let speaks = match actor.kind {
        MentionType::Person => is_parliament(w, n),
        MentionType::Office => true,
        _ => false,
    };
    if near && speaks {
        out.say(actor, Predicate::ParticipatesIn, event, actor.span.cover(event.span), SPOKE_IN);
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
    fn a_meeting_is_held() {
        check(
            "Van [[26 augustus tot 4 september|DATE 2002-08-26/2002-09-04]] vond in [[Johannesburg|LOCATION loc:j]] de [[Wereldtop|EVENT event:w]] plaats.",
            &["event:w occurs_in loc:j", "event:w occurs_on 2002-08-26/2002-09-04"],
        );
        check(
            "Morgen vindt de [[Raad|EVENT event:r]] plaats in [[Brussel|LOCATION loc:b]].",
            &["event:r occurs_in loc:b"],
        );
        check(
            "Tijdens de [[Raad|EVENT event:r]] vindt een gesprek plaats in [[Brussel|LOCATION loc:b]].",
            &[],
        );
        check(
            "Op [[20 juni|DATE 2019-06-20]] heeft uw Kamer een [[AO|EVENT event:a]] gepland staan.",
            &["event:a occurs_on 2019-06-20"],
        );
        check(
            "het [[debat met de [[commissie|ORGANISATION org:c]] over de [[Raad|ORGANISATION org:r]]|EVENT event:d]]",
            &["org:c participates_in event:d"],
        );
        check("De [[Raad|EVENT event:r]] sprak over [[Brussel|LOCATION loc:b]].", &[]);
        check(
            "De [[Raad|EVENT event:r]] en de [[top|EVENT event:t]] vinden plaats in [[Brussel|LOCATION loc:b]].",
            &[],
        );
        check("De [[Raad|EVENT event:r]] uit de brief van [[3 mei|DATE 2024-05-03]] vindt plaats.", &[]);
    }

    #[test]
    fn a_place_for_two_and_a_date_behind_a_comma() {
        check(
            "de [[Eurogroep|EVENT event:e]] en [[Ecofinraad|EVENT event:f]] van [[8 juni|DATE 2010-06-08]] te [[Luxemburg|LOCATION loc:l]]",
            &["event:e occurs_in loc:l"],
        );
        check(
            "de [[Eurogroep|EVENT event:e]] over de [[Ecofinraad|EVENT event:f]] te [[Luxemburg|LOCATION loc:l]]",
            &[],
        );
        check(
            "zie ([[vragenuur|EVENT event:v]], [[22 oktober 2024|DATE 2024-10-22]])",
            &["event:v occurs_on 2024-10-22"],
        );
        check(
            "Op [[12 maart|DATE 2024-03-12]] heb ik in het [[commissiedebat|EVENT event:c]] toegezegd te gaan.",
            &["event:c occurs_on 2024-03-12"],
        );
        check(
            "Op [[12 maart|DATE 2024-03-12]] schreef ik over wat in het [[commissiedebat|EVENT event:c]] is gezegd.",
            &[],
        );
        check("zie [[vragenuur|EVENT event:v]], [[22 oktober 2024|DATE 2024-10-22]] en later", &[]);
    }

    #[test]
    fn who_spoke_in_a_debate() {
        check(
            "waaraan mevrouw [[K|PERSON person:k]] tijdens het [[debat|EVENT event:d]] refereerde",
            &["person:k participates_in event:d"],
        );
        check(
            "de vraag van het lid [[K|PERSON person:k]] ([[PvdA|ORGANISATION org:pvda]]) tijdens het [[debat|EVENT event:d]]",
            &["person:k participates_in event:d"],
        );
        check("volgens [[K|PERSON person:k]] tijdens het [[debat|EVENT event:d]]", &[]);
        check("mevrouw [[K|PERSON person:k]] voor het [[debat|EVENT event:d]]", &[]);
        check("mevrouw [[K|PERSON person:k]] tijdens de [[oorlog|EVENT event:o]]", &[]);
    }
}
