//! Promises in so many words: `ik zeg toe dat …`, `heeft de minister toegezegd …`, `zegde de minister toe aan het lid X`.

use super::party::{self, Parties, governs, is_self};
use super::{Draft, is_denied, rest};
use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::Window;
use crate::recipient;
use crate::statement::terms;
use griffier_doc::{CommitmentStatus, Term};
use griffier_text::words;

const NOW: &str = "commitment.promised";
pub(super) const BEFORE: &str = "commitment.reported";

/// The promise that a sentence makes or reports.
pub(super) fn read(w: &Window<'_, '_>, parties: &Parties<'_>) -> Option<Draft> {
    w.tokens.clone().find_map(|i| now(w, i).or_else(|| before(w, i, parties)))
}

/// `Ik zeg uw Kamer toe dat …`, `dat kan ik toezeggen`.
fn now(w: &Window<'_, '_>, i: usize) -> Option<Draft> {
    if let Some(draft) = of_a_minister(w, i) {
        return Some(draft);
    }
    let verb = w.is_any(i, words!["zeg", "zeggen"]);
    let infinitive = w.is(i, "toezeggen");
    if !verb && !infinitive {
        return None;
    }
    let clause = w.clause(i);
    let near = i.saturating_sub(8).max(clause.start)..(i + 4).min(clause.end);
    let speaks = near.clone().any(|j| w.is_any(j, words!["ik", "wij", "we"]));
    if !speaks || is_denied(w, i) || recipient::is_outside(w, i) {
        return None;
    }
    let end = if verb {
        (i + 1..(i + 12).min(clause.end)).find(|&j| w.is(j, "toe"))?
    } else {
        let able = near.clone().any(|j| w.is_any(j, words!["kan", "kunnen", "wil", "zal"]));
        if !able {
            return None;
        }
        i
    };
    let what = what(w, end + 1);
    let (status, by, earlier) = (CommitmentStatus::Made, Vec::new(), false);
    Some(Draft { status, trigger: i, what, by, earlier, confidence: 0.95, why: NOW })
}

/// `De minister van X zegt toe …`, as the register of commitments has it.
fn of_a_minister(w: &Window<'_, '_>, i: usize) -> Option<Draft> {
    if !w.is(i, "zegt") || is_denied(w, i) || recipient::is_outside(w, i) {
        return None;
    }
    let closes = |j: usize| {
        w.is_any(j, words!["om", "dat", "te", "aan", ",", ".", ":"])
            || w.has(j, Cue::Determiner)
            || w.has(j, Cue::Preposition)
            || w.word(j).is_empty()
    };
    let end = (i + 1..(i + 90).min(w.tokens.end)).find(|&j| w.is(j, "toe") && closes(j + 1))?;
    if w.is(i + 1, "dat") {
        return None;
    }
    let k = w.count_before(w.at(i).start()).checked_sub(1);
    let before = k.filter(|&k| w.gap(w.outer[k].span.end(), w.at(i).start()).is_empty());
    let subject = before.or_else(|| w.mention_after(i + 1, 0)).map(|k| w.outer[k]).filter(|m| governs(m))?;
    let (status, by) = (CommitmentStatus::Made, terms(subject).collect());
    let what = what(w, end + 1);
    Some(Draft { status, trigger: i, what, by, earlier: false, confidence: 0.88, why: NOW })
}

/// `heb ik toegezegd om …`, `heeft de minister van A toegezegd …`, `zegde de minister toe …`.
fn before(w: &Window<'_, '_>, i: usize, parties: &Parties<'_>) -> Option<Draft> {
    let participle = w.is(i, "toegezegd") && w.mention_covering(i).is_none();
    let joined = w.is_any(i, words!["toezegde", "toezegden"]);
    let finite = w.is_any(i, words!["zegde", "zegden"]);
    if !participle && !finite && !joined || is_as_promised(w, i) {
        return None;
    }
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(40));
    if is_denied(w, i) || recipient::is_outside(w, i) {
        return None;
    }
    let auxiliary = |j: usize| w.has(j, Cue::Perfect) || w.is_any(j, words!["is", "zijn", "werd", "was"]);
    if participle && !(low..(i + 2).min(clause.end)).any(auxiliary) {
        return None;
    }
    let end = if finite { (i + 1..(i + 40).min(w.tokens.end)).find(|&j| w.is(j, "toe"))? } else { i };
    let around = low..(end + 1).min(clause.end.max(end + 1));
    let by: Vec<Term> =
        w.outer[w.mentions_in(&around)].iter().filter(|m| governs(m)).flat_map(|m| terms(m)).collect();
    // In a nota "u" is the minister.
    let own = around.clone().any(|j| match parties.advises {
        true => w.is(j, "u"),
        false => w.is_any(j, words!["ik", "wij", "we"]),
    });
    // "Het kabinet heeft uw Kamer toegezegd": a promise of the government needs its recipient.
    let to_chamber = w.outer.iter().any(|m| m.link.id().is_some_and(|id| is_chamber(id)));
    let to_you = around.clone().any(|j| w.is(j, "u"));
    let government = around.clone().any(|j| {
        is_self(w, j)
            || w.is_any(j, party::BEFORE)
            || w.is_any(j, words!["minister", "staatssecretaris", "minister-president", "premier"])
    });
    let to_member = || !recipient::members(w, i).is_empty();
    let passive = participle
        && (low..i).any(|j| w.is_any(j, words!["is", "werd", "was", "zijn"]))
        && !(low..clause.end).any(|j| w.is(j, "door"));
    if by.is_empty() && !own && !((government || passive) && (to_chamber || to_you || to_member())) {
        return None;
    }
    let by = if own { Vec::new() } else { by };
    let by = if by.is_empty() { party::promiser(w, i).unwrap_or_default() } else { by };
    let confidence = if own || !by.is_empty() { 0.9 } else { 0.8 };
    // "Ik heb toegezegd dat ik in deze brief op die vraag inga."
    let here = (end + 1..w.tokens.end.min(end + 40))
        .any(|j| w.is_any(j, words!["in", "met"]) && w.are(j + 1, &["deze", "brief"]));
    let status = if here { CommitmentStatus::Fulfilled } else { CommitmentStatus::Made };
    let what = object_before(w, low, i).unwrap_or_else(|| what(w, end + 1));
    Some(Draft { status, trigger: i, what, by, earlier: true, confidence, why: BEFORE })
}

/// Whether `zoals` or `conform` makes it the promise that the letter carries out (`closing`).
fn is_as_promised(w: &Window<'_, '_>, i: usize) -> bool {
    let clause = w.clause(i);
    (clause.start.max(i.saturating_sub(24))..i).any(|j| w.is_any(j, words!["zoals", "gelijk", "als"]))
        || (i.saturating_sub(3).max(w.tokens.start)..i).any(|j| {
            w.is_any(j, words!["zoals", "conform", "eerder"])
                && !w.has(i.saturating_sub(1), Cue::Perfect)
                && w.is(j, "zoals")
        })
}

/// `Door mijn voorganger is aan de Kamer een notitie over X toegezegd, waarvan …`: what is promised stands before the verb,
/// and nothing or a relative clause follows.
fn object_before(w: &Window<'_, '_>, low: usize, i: usize) -> Option<griffier_text::Span> {
    let closed = i + 1 >= w.tokens.end || w.is(i + 1, ".");
    let told =
        w.is(i + 1, ",") && (w.has(i + 2, Cue::Relative) || w.is_any(i + 2, words!["waarvan", "waarin"]));
    if !closed && !told {
        return None;
    }
    let from = (low..i).find(|&j| w.is_any(j, words!["een"]) && w.mention_covering(j).is_none())?;
    (i - from >= 3).then(|| w.span_of(&(from..i)))
}

/// What is promised: what follows from token `from`, or the whole sentence where hardly anything does.
fn what(w: &Window<'_, '_>, from: usize) -> griffier_text::Span {
    let from = if w.is_any(from, words![",", ":"]) { from + 1 } else { from };
    let from = if w.is_any(from, words!["dat", "om"]) { from + 1 } else { from };
    if w.tokens.end.saturating_sub(from) >= 4 { rest(w, from) } else { rest(w, w.tokens.start) }
}
