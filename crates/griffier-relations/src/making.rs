//! Verbs of publishing that come apart: `de Raad bracht in juni 2022 het advies X uit`, `de sector stelde het handboek X op`.
//! Whole verbs and participles are read in `issuance`.

use crate::cue::Cue;
use crate::issuance::{date_of, governed};
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use crate::tail::ends_clause;
use griffier_doc::{MentionType, Predicate};
use griffier_text::words;

const SPLIT: Rule = Rule::new("issuance.split-verb", 0.85);

/// Those who make documents public, and what they make public.
const ISSUERS: [MentionType; 2] = [MentionType::Organisation, MentionType::Office];
const ISSUED: [MentionType; 2] = [MentionType::Policy, MentionType::Law];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for window in letter.windows().filter(|w| w.holds(&[Cue::IssueSplit]) && !w.is_question()) {
        for i in window.tokens.clone().filter(|&i| window.has(i, Cue::IssueSplit)) {
            split(&window, i, out);
        }
    }
}

/// `bracht … uit`: the particle at the end of the clause, the maker right before or behind the verb, the document between.
fn split(w: &Window<'_, '_>, verb: usize, out: &mut Statements) {
    let clause = w.clause(verb);
    let Some(particle) = particle(w, verb, clause.end) else { return };
    let between = w.mentions_in(&(verb + 1..particle));
    let object = between.rev().find(|&k| ISSUED.contains(&w.outer[k].kind));
    let Some(object) = object.filter(|&k| !is_topic(w, k) && is_near(w, k, particle)) else { return };
    let inside = w.mentions_in(&clause);
    let is_maker = |k: &usize| ISSUERS.contains(&w.outer[*k].kind) && inside.contains(k);
    let adjacent = |k: &usize| w.gap(w.outer[*k].span.end(), w.at(verb).start()).is_empty();
    let before = w.count_before(w.at(verb).start()).checked_sub(1).filter(is_maker).filter(adjacent);
    let behind = || w.mention_after(verb + 1, 0).filter(is_maker).filter(|&k| k < object);
    let Some(maker) = before.filter(|&k| !governed(w, k)).or_else(behind) else { return };
    let thing = w.outer[object];
    for k in w.list_around(maker, &ISSUERS).filter(|&k| k != object) {
        let evidence = w.evidence(w.outer[k].span, w.at(particle), verb);
        out.say(thing, Predicate::IssuedBy, w.outer[k], evidence, SPLIT);
    }
    if let Some(date) = date_of(w, &inside) {
        let evidence = w.evidence(thing.span.cover(date.span), w.at(particle), verb);
        out.say(thing, Predicate::IssuedOn, date, evidence, SPLIT);
    }
}

/// The particle of the verb at `i`, where a clause ends; `op`, `uit` and `aan` are prepositions elsewhere.
fn particle(w: &Window<'_, '_>, i: usize, end: usize) -> Option<usize> {
    let belongs = |j: usize| match () {
        () if w.is_any(i, words!["bracht", "brachten", "brengt", "brengen", "gaf", "gaven"]) => {
            w.is(j, "uit")
        }
        () if w.is_any(i, words!["kondigde", "kondigden", "kondigt"]) => w.is(j, "aan"),
        () if w.is_any(i, words!["maakte", "maakten"]) => w.is(j, "bekend"),
        () => w.is_any(j, words!["op", "vast"]),
    };
    (i + 1..end.min(i + 36)).find(|&j| {
        belongs(j) && w.mention_covering(j).is_none() && ends_clause(w, j + 1) && !w.is_dressing(j + 1)
    })
}

/// Whether the document is only what another one is about (`een brief over de Nota X`).
fn is_topic(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    let low = start.saturating_sub(4).max(w.tokens.start);
    (low..start).any(|j| {
        w.is_any(j, words!["over", "van", "bij", "op", "inzake", "voor", "uit", "met", "in", "aan"])
            && w.mention_covering(j).is_none()
    })
}

/// Whether no other document and no further clause stands between the thing and the particle.
fn is_near(w: &Window<'_, '_>, k: usize, particle: usize) -> bool {
    let gap = w.gap(w.outer[k].span.end(), w.at(particle).start());
    gap.len() <= 12 && !gap.clone().any(|j| w.is_any(j, words![";", "en"]) && w.mention_covering(j).is_none())
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
    fn a_verb_and_its_particle() {
        check(
            "De [[Raad|ORGANISATION org:r]] bracht in [[juni 2022|DATE 2022-06]] het advies [[A|POLICY policy:a]] uit.",
            &["policy:a issued_by org:r", "policy:a issued_on 2022-06"],
        );
        check(
            "Deze zomer stelden de [[X|ORGANISATION org:x]] en de [[Y|ORGANISATION org:y]] het «[[Handboek|POLICY policy:h]]» op.",
            &["policy:h issued_by org:x", "policy:h issued_by org:y"],
        );
        check(
            "De [[Commissie|ORGANISATION org:c]] kondigde de [[Deal|POLICY policy:d]] aan.",
            &["policy:d issued_by org:c"],
        );
    }

    #[test]
    fn another_verb_or_another_document() {
        check("De [[Raad|ORGANISATION org:r]] bracht een brief over de [[Nota|POLICY policy:n]] uit.", &[]);
        check("De [[Raad|ORGANISATION org:r]] bracht de [[Nota|POLICY policy:n]] uit de kast terug.", &[]);
        check(
            "De [[Raad|ORGANISATION org:r]] stelde vragen over kosten en las de [[Nota|POLICY policy:n]] op papier.",
            &[],
        );
        check("In de [[Raad|ORGANISATION org:r]] bracht men de [[Nota|POLICY policy:n]] uit.", &[]);
    }
}
