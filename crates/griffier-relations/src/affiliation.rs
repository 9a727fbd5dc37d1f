//! Where a person works or sits, by what the person is called there: `X, hoogleraar bestuurskunde aan de Universiteit Leiden`,
//! `de directeur van ProRail, de heer Y`; and who is appointed to which office. Members of parliament and of parties are `membership`, offices `letter`.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{MentionType, Predicate};
use griffier_text::{WordSet, words};
use std::ops::Range;

const AFTER: Rule = Rule::new("affiliation.after-name", 0.82);
const BEFORE: Rule = Rule::new("affiliation.before-name", 0.82);

const APPOINTED: Rule = Rule::new("affiliation.appointed", 0.85);

/// What one can be at a body.
const JOBS: &WordSet = words![
    "hoogleraar",
    "lector",
    "directeur",
    "bestuursvoorzitter",
    "voorzitter",
    "secretaris",
    "onderzoeker",
    "rector",
    "decaan",
    "lid",
    "bestuurslid",
    "medewerker",
    "woordvoerder",
    "adviseur",
    "econoom",
    "advocaat",
    "docent",
    "promovendus",
    "oprichter",
    "topman",
    "topvrouw",
    "ceo",
];

/// How many tokens stand between a person and a body at most.
const NEAR: usize = 12;

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for w in letter.windows() {
        if w.holds(&[Cue::Phrase]) && !w.is_question() {
            for i in w.tokens.clone().filter(|&i| w.has(i, Cue::Phrase)) {
                appointed(&w, i, out);
            }
        }
        for k in 1..w.outer.len() {
            let (first, second) = (w.outer[k - 1], w.outer[k]);
            let gap = w.gap(first.span.end(), second.span.start());
            if !(2..=NEAR).contains(&gap.len()) {
                continue;
            }
            match (first.kind, second.kind) {
                (MentionType::Person, MentionType::Organisation) if is_job(&w, &gap) => {
                    out.say(first, Predicate::MemberOf, second, first.span.cover(second.span), AFTER);
                }
                (MentionType::Organisation, MentionType::Person) if is_name(&w, &gap) => {
                    let Some(job) = job_before(&w, k - 1) else { continue };
                    out.say(second, Predicate::MemberOf, first, w.at(job).cover(second.span), BEFORE);
                }
                _ => {}
            }
        }
    }
}

/// `X is op 2 juli benoemd tot minister van Y`, `is X als minister van Y beëdigd`: the only person of the clause.
fn appointed(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    if !w.is_any(i, words!["benoemd", "aangesteld", "beëdigd", "geïnstalleerd", "aangetreden"]) {
        return;
    }
    let clause = w.clause(i);
    let inside = w.mentions_in(&clause);
    let is_office = |k: &usize| w.outer[*k].kind == MentionType::Office;
    let behind = || {
        let to = w.is_any(i + 1, words!["tot", "als"]);
        w.mention_after(i + 2, 1).filter(|_| to).filter(is_office)
    };
    let before = || {
        let k = w.count_before(w.at(i).start()).checked_sub(1).filter(is_office)?;
        let mut j = w.letter.index_at(w.outer[k].span.start());
        while j > clause.start && (w.has(j - 1, Cue::Determiner) || w.is(j - 1, "nieuwe")) {
            j -= 1;
        }
        let led = j > clause.start && w.is_any(j - 1, words!["tot", "als"]);
        (led && w.gap(w.outer[k].span.end(), w.at(i).start()).is_empty()).then_some(k)
    };
    let Some(office) = behind().or_else(before) else { return };
    let mut people = inside.filter(|&k| w.outer[k].kind == MentionType::Person);
    let (Some(person), None) = (people.next(), people.next()) else { return };
    let start = w.letter.index_at(w.outer[person].span.start());
    let mut back = (start.saturating_sub(3).max(clause.start)..start).rev();
    let led = back
        .find(|&j| !w.has(j, Cue::Determiner) && !w.has(j, Cue::Title))
        .is_some_and(|j| w.has(j, Cue::Preposition));
    if !led {
        let (person, office) = (w.outer[person], w.outer[office]);
        out.say(person, Predicate::HoldsOffice, office, w.evidence(person.span, office.span, i), APPOINTED);
    }
}

/// `, hoogleraar bestuurskunde aan de`: a comma, what the person is, and a preposition right before the body.
fn is_job(w: &Window<'_, '_>, gap: &Range<usize>) -> bool {
    let lead = (gap.start..gap.end).rev().find(|&j| !w.has(j, Cue::Determiner));
    let leads = lead.is_some_and(|j| w.is_any(j, words!["aan", "van", "bij"]));
    let named = |j: usize| w.is_any(j, JOBS) && w.is(gap.start, ",");
    let job = (gap.start + 1..(gap.start + 4).min(gap.end)).any(named);
    let plain = |j: usize| {
        !w.has(j, Cue::Auxiliary)
            && !w.has(j, Cue::Subordinator)
            && !w.is_any(j, words![";", ".", ":", "(", ")"])
    };
    leads && job && gap.clone().skip(1).all(plain) && !gap.clone().skip(1).any(|j| w.is(j, ","))
}

/// `, de heer`: a comma and a form of address, or nothing but a comma.
fn is_name(w: &Window<'_, '_>, gap: &Range<usize>) -> bool {
    w.is(gap.start, ",")
        && gap.clone().skip(1).all(|j| {
            w.has(j, Cue::Determiner)
                || w.has(j, Cue::Title)
                || w.is_any(j, words!["mw.", "dhr.", "prof.", "ir.", "ing.", "."])
        })
}

/// The token of what a person is at body `k`: `de directeur van (de)` right before it.
fn job_before(w: &Window<'_, '_>, k: usize) -> Option<usize> {
    let mut j = w.letter.index_at(w.outer[k].span.start());
    while j > w.tokens.start && w.has(j - 1, Cue::Determiner) {
        j -= 1;
    }
    (j >= w.tokens.start + 2 && w.is_any(j - 1, words!["van", "bij", "aan"]) && w.is_any(j - 2, JOBS))
        .then(|| j - 2)
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
    fn what_someone_is_at_a_body() {
        let member = &["person:b member_of org:l"];
        check(
            "professor [[Braun|PERSON person:b]], hoogleraar openbaar bestuur aan de [[Universiteit Leiden|ORGANISATION org:l]], zei",
            member,
        );
        check(
            "de secretaris van [[ProRail|ORGANISATION org:l]], de heer [[Braun|PERSON person:b]], zei",
            member,
        );
    }

    #[test]
    fn who_is_appointed() {
        let held = &["person:x holds_office office:m"];
        check(
            "[[X|PERSON person:x]] is op [[2 juli|DATE 2024-07-02]] benoemd tot [[minister|OFFICE office:m]].",
            held,
        );
        check("Vandaag is de heer [[X|PERSON person:x]] als [[minister|OFFICE office:m]] beëdigd.", held);
        check(
            "[[X|PERSON person:x]] is niet benoemd tot [[minister|OFFICE office:m]].",
            &["not person:x holds_office office:m"],
        );
        check("Door [[X|PERSON person:x]] is een ander benoemd tot [[minister|OFFICE office:m]].", &[]);
        check(
            "[[X|PERSON person:x]] en [[Y|PERSON person:y]] zagen wie is benoemd tot [[minister|OFFICE office:m]].",
            &[],
        );
        check("[[X|PERSON person:x]] is benoemd in overleg met de [[minister|OFFICE office:m]].", &[]);
    }

    #[test]
    fn someone_beside_a_body() {
        check(
            "[[Braun|PERSON person:b]], die sprak met de directeur van [[ProRail|ORGANISATION org:l]]",
            &[],
        );
        check("[[Braun|PERSON person:b]], in gesprek met een lid van [[ProRail|ORGANISATION org:l]]", &[]);
        check("[[Braun|PERSON person:b]] sprak over de directeur van [[ProRail|ORGANISATION org:l]]", &[]);
        check(
            "de plannen van [[ProRail|ORGANISATION org:l]], de heer [[Braun|PERSON person:b]] en anderen",
            &[],
        );
    }
}
