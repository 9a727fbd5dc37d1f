//! Since when an act or treaty is in force: `op 7 september 2024 in werking getreden`, `vanaf 1 juli van toepassing`. Who
//! issued it and when is `issuance`.

use crate::cue::Cue;
use crate::issuance::{governed, is_object, preceded_by};
use crate::reading::{Letter, REACH, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{MentionType, Predicate};
use griffier_text::words;
use std::ops::Range;

const IN_FORCE: Rule = Rule::new("issuance.in-force", 0.9);
const APPLIES: Rule = Rule::new("issuance.applies-from", 0.82);
const INTRODUCED: Rule = Rule::new("issuance.introduced", 0.75);

/// What comes into force.
const ACTS: [MentionType; 2] = [MentionType::Law, MentionType::Treaty];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    for window in letter.windows().filter(|w| w.holds(&[Cue::Phrase])) {
        for i in window.tokens.clone().filter(|&i| window.has(i, Cue::Phrase)) {
            in_force(&window, i, out);
        }
    }
}

/// `op 7 september 2024 in werking is getreden`, `de inwerkingtreding van … per …`, `heeft op … de Regeling ingevoerd`.
fn in_force(w: &Window<'_, '_>, i: usize, out: &mut Statements) {
    let (verb, rule) = if w.is(i, "werking") && i > 0 && w.is(i - 1, "in") {
        let near = i.saturating_sub(REACH / 2)..i + 6;
        let steps = words!["getreden", "treedt", "trad", "treden", "traden", "tredend", "gegaan", "ging"];
        if !near.clone().any(|j| w.is_any(j, steps)) {
            return;
        }
        (i, IN_FORCE)
    } else if w.is(i, "invoering") && (w.is(i + 1, "per") || w.is(i + 1, "van")) {
        (i, INTRODUCED)
    } else if w.is(i, "toepassing") && i > 0 && w.is(i - 1, "van")
        || w.is_any(i, words!["geldt", "gelden", "gold", "golden"])
    {
        (i, APPLIES)
    } else if w.is(i, "inwerkingtreding") || w.is(i, "kracht") && i > 0 && w.is(i - 1, "van") {
        (i, IN_FORCE)
    } else if w.is(i, "ingevoerd") {
        (i, INTRODUCED)
    } else {
        return;
    };
    let clause = w.clause(verb);
    let inside = w.mentions_in(&clause);
    let at = w.at(verb);
    let is_act = |k: &usize| ACTS.contains(&w.outer[*k].kind);
    let act =
        w.nearest_before(at.start(), &ACTS, REACH).filter(|k| inside.contains(k) || opens(w, *k, &clause));
    let act = act.or_else(|| w.nearest_after(at.end(), &ACTS, 15).filter(|k| inside.contains(k)));
    let Some(act) = act.filter(is_act) else { return };
    if w.is(i, "ingevoerd") && !is_object(w, act, verb) || rule.name == APPLIES.name && !applies(w, act, verb)
    {
        return;
    }
    // What applies "in 2024" did so before as well; what applies from a day on has begun there.
    let leads: &[&str] = match rule.name == APPLIES.name {
        true => &["per", "vanaf", "sinds"],
        false => &["op", "per", "in", "vanaf", "van", "sinds"],
    };
    let led = |k: usize| {
        leads.iter().any(|word| preceded_by(w, k, word)) || preceded_by(w, k, "van") && ingang(w, k)
    };
    // "Ik schreef u op 1 december over de invoering van de wet": a day before the noun is that of another deed.
    let noun = w.is_any(verb, words!["invoering", "inwerkingtreding"]);
    let placed = |k: usize| !noun || w.outer[k].span.start() > at.start();
    let dates = inside.filter(|&k| w.outer[k].kind == MentionType::Date && led(k) && placed(k));
    let distance = |k: &usize| w.outer[*k].span.start().abs_diff(at.start());
    if let Some(date) = dates.min_by_key(distance).map(|k| w.outer[k]) {
        let act = w.outer[act];
        out.say(act, Predicate::InForceOn, date, w.evidence(act.span, date.span, verb), rule);
    }
}

/// Whether the act itself is what applies: it stands before the verb, no preposition governs it, and no other noun stands
/// between (`de artikelen van de wet gelden`, `de regels gelden sinds 1 mei op grond van de wet`).
fn applies(w: &Window<'_, '_>, act: usize, verb: usize) -> bool {
    let mention = w.outer[act];
    let gap = w.gap(mention.span.end(), w.at(verb).start());
    let light = |j: usize| {
        w.has(j, Cue::Auxiliary)
            || w.has(j, Cue::Relative)
            || w.has(j, Cue::Preposition)
            || w.is_any(j, words![",", "(", ")", "ook", "al", "van", "vanaf", "ingang", "niet", "daarom"])
            || w.is_dressing(j)
            || w.is_mark(j)
            || w.mention_covering(j).is_some()
    };
    mention.span.end() <= w.at(verb).start() && gap.clone().all(light) && !governed(w, act)
}

/// Whether `met ingang van` leads to mention `k`.
fn ingang(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    start >= w.tokens.start + 3 && w.are(start - 3, &["met", "ingang", "van"])
}

/// Whether the relative clause `clause` begins right behind mention `k`.
fn opens(w: &Window<'_, '_>, k: usize, clause: &Range<usize>) -> bool {
    w.has(clause.start, Cue::Relative) && w.gap(w.outer[k].span.end(), w.at(clause.start).start()).len() <= 3
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
    fn in_force_since() {
        check(
            "de [[wijzigingsregeling|LAW law:w]] die op [[7 september 2024|DATE 2024-09-07]] in werking is getreden",
            &["law:w in_force_on 2024-09-07"],
        );
        check(
            "Op [[1 december|DATE 2024-12-01]] heeft [[Nederland|LOCATION country:NL]] de [[Regeling R|LAW law:r]] ingevoerd.",
            &["law:r in_force_on 2024-12-01"],
        );
        check(
            "Op [[1 december|DATE 2024-12-01]] is op grond van de [[Wet R|LAW law:r]] een heffing ingevoerd.",
            &[],
        );
        check("De [[Wet R|LAW law:r]] is in werking. Dat was op [[1 mei|DATE 2024-05-01]] zo.", &[]);
    }

    #[test]
    fn what_applies_from_a_day() {
        check(
            "De [[Verordening V|LAW law:v]] is vanaf [[1 juli|DATE 2016-07-01]] van toepassing op diensten.",
            &["law:v in_force_on 2016-07-01"],
        );
        check(
            "De [[Wet W|LAW law:w]] geldt met ingang van [[1 juli|DATE 2016-07-01]].",
            &["law:w in_force_on 2016-07-01"],
        );
        check("De [[Wet W|LAW law:w]] was in [[2016|DATE 2016]] van toepassing.", &[]);
        check("De regels van de [[Wet W|LAW law:w]] gelden sinds [[2016|DATE 2016]].", &[]);
        check("Op grond van de [[Wet W|LAW law:w]] geldt sinds [[2016|DATE 2016]] een verbod.", &[]);
    }

    #[test]
    fn an_act_is_introduced_on_a_date() {
        check_body(
            read,
            "de invoering per [[1 januari 2005|DATE 2005-01-01]] van de [[Wet X|LAW law:x]]",
            &["law:x in_force_on 2005-01-01"],
        );
        check_body(
            read,
            "Ik zond u op [[1 maart|DATE 2004-03-01]] de brief over de invoering van de [[Wet X|LAW law:x]].",
            &[],
        );
        check_body(
            read,
            "de invoering van toezicht op [[1 januari 2005|DATE 2005-01-01]]; de [[Wet X|LAW law:x]]",
            &[],
        );
    }
}
