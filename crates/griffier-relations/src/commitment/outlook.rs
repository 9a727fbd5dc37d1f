//! Telling parliament something later: `Ik zal uw Kamer voor het zomerreces informeren`, `Uw Kamer ontvangt in het najaar
//! …`, `Ik kom hier in het voorjaar op terug`. What the letter tells at once (`Hierbij informeer ik u`) is no promise.

use super::party::{Parties, governs, is_self};
use super::{Draft, due, is_denied, rest};
use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::reading::Window;
use crate::statement::terms;
use griffier_doc::{CommitmentStatus, Term};
use std::ops::Range;

const WILL: &str = "commitment.will-inform";
const MEANS: &str = "commitment.means-to-inform";
const DATED: &str = "commitment.informs-on-date";
const PASSIVE: &str = "commitment.will-be-informed";

/// The promise to inform that a sentence makes.
pub(super) fn read(w: &Window<'_, '_>, parties: &Parties<'_>) -> Option<Draft> {
    let recipient = w.tokens.clone().any(|i| is_recipient(w, i));
    let returns = w.tokens.clone().any(|i| w.is_any(i, &["terug", "terugkomen", "terugkom"]));
    if !recipient && !returns {
        return None;
    }
    let draft = w.tokens.clone().find_map(|i| clause(w, i, parties))?;
    let restated = w.tokens.clone().any(|i| w.is_any(i, &["toegezegd", "toezegging"]));
    let confidence = if restated { 0.95 } else { draft.confidence };
    Some(Draft { confidence, ..draft })
}

/// Whether the word at `i` is parliament being told: `uw Kamer`, `de Kamer`, `u` as an object.
fn is_recipient(w: &Window<'_, '_>, i: usize) -> bool {
    if w.is(i, "u") {
        return !w.is_any(
            i + 1,
            &["verwijst", "vraagt", "stelt", "noemt", "bent", "weet", "heeft", "kunt", "schrijft"],
        ) && !w.is_any(i.saturating_sub(1), &["bent", "weet", "kunt", "heeft", "zoals", "vraagt"]);
    }
    w.mention_at(i).is_some_and(|k| w.outer[k].link.id().is_some_and(|id| is_chamber(id)))
        || w.is_any(i, &["kamer", "kamers"])
}

fn clause(w: &Window<'_, '_>, i: usize, parties: &Parties<'_>) -> Option<Draft> {
    let (why, confidence) = trigger(w, i)?;
    let clause = w.clause(i);
    if is_denied(w, i) || is_herewith(w, &clause) || looks_back(w, &clause, i) {
        return None;
    }
    let dated = due::read(w, parties.date(), i).is_some();
    if is_asked_or_aside(w, i, why == PASSIVE) {
        return None;
    }
    let needs_date =
        why == DATED || why == PASSIVE && !clause.clone().any(|j| w.is_any(j, &["zal", "zullen"]));
    if needs_date && !dated && !is_soon(w) {
        return None;
    }
    let by = speaker(w, i, &clause, why == PASSIVE)?;
    let told = (main_clause(w, i)..clause.end).any(|j| is_recipient(w, j)) || returns(w, i, &clause, dated);
    if !told {
        return None;
    }
    let (status, what, earlier) = (CommitmentStatus::Made, rest(w, w.tokens.start), false);
    Some(Draft { status, trigger: i, what, by, earlier, confidence, why })
}

/// Whether the word stands in what parliament asks (`verzocht om het tijdstip waarop de Kamer zal worden ingelicht`), or in
/// a side clause that tells something else (`voordat het aan de Raad van State wordt voorgelegd`).
fn is_asked_or_aside(w: &Window<'_, '_>, i: usize, passive: bool) -> bool {
    let low = w.tokens.start.max(i.saturating_sub(40));
    let asked = (low..i).rev().find(|&j| {
        w.is_any(j, &["verzocht", "verzoekt", "verzoek", "vraagt", "gevraagd", "oproept", "roept"])
    });
    let speaks = |from: usize| (from..i + 6).any(|j| w.is_any(j, &["ik", "wij"]));
    if asked.is_some_and(|j| !speaks(j)) {
        return true;
    }
    if !passive {
        return false;
    }
    let opens =
        (low..i).rev().find(|&j| w.has(j, Cue::Subordinator) || w.is_any(j, &["voordat", "nadat", "waarop"]));
    let Some(opens) = opens else { return false };
    let aside = w.is_any(opens, &["voordat", "nadat", "waarop", "omdat", "aangezien", "als"]);
    aside || !(opens..(i + 8).min(w.tokens.end)).any(|j| is_recipient(w, j))
}

/// Which form of telling the word at `i` is.
fn trigger(w: &Window<'_, '_>, i: usize) -> Option<(&'static str, f32)> {
    if w.mention_covering(i).is_some() {
        return None;
    }
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(30));
    let high = clause.end.min(i + 8);
    let any = |words: &[&str]| (low..high).any(|j| w.is_any(j, words));
    let te = w.is(i.saturating_sub(1), "te") || w.is(i.saturating_sub(2), "te");
    // "Ik zal u, zoals gebruikelijk, weer informeren": an aside may stand between.
    let before = main_clause(w, i)..high;
    let will = || !te && before.clone().any(|j| w.is_any(j, &["zal", "zullen"]));
    let complete = !w.is(i, "toekomen") || any(&["doen"]);
    if w.has(i, Cue::Inform) && complete {
        if will() || any(&["ga", "gaan"]) && any(&["ik", "wij"]) {
            return Some((WILL, 0.92));
        }
        if te
            && any(&[
                "voornemens",
                "plan",
                "streef",
                "streven",
                "streeft",
                "verwacht",
                "hoop",
                "beoog",
                "probeer",
            ])
        {
            return Some((MEANS, if any(&["voornemens", "plan"]) { 0.85 } else { 0.7 }));
        }
        if w.is(i, "ontvangen") && any(&["kunt", "kan"]) {
            return None;
        }
    }
    if w.has(i, Cue::Informed) && any(&["wordt", "worden", "zal", "zullen"]) {
        return Some((PASSIVE, 0.82));
    }
    w.has(i, Cue::InformFinite).then_some((DATED, 0.85))
}

/// Where the main clause around the word at `i` begins: behind a semicolon or colon, within reach.
fn main_clause(w: &Window<'_, '_>, i: usize) -> usize {
    let low = i.saturating_sub(25).max(w.tokens.start);
    (low..i).rev().find(|&j| w.has(j, Cue::Break)).map_or(low, |j| j + 1)
}

/// Whether the sentence says that it will be soon, without a date (`zo spoedig mogelijk`, `binnen twee weken`).
fn is_soon(w: &Window<'_, '_>) -> bool {
    w.tokens.clone().any(|j| {
        w.is_any(j, &["spoedig", "binnenkort"])
            || w.is(j, "termijn") && w.is_any(j.saturating_sub(1), &["korte", "kortst"])
            || w.is(j, "binnen")
                && (j + 1..j + 5).any(|k| w.is_any(k, &["weken", "maanden", "dagen", "week", "maand"]))
    })
}

/// Whether the letter tells it at once.
fn is_herewith(w: &Window<'_, '_>, clause: &Range<usize>) -> bool {
    let here = |j: usize| {
        w.has(j, Cue::Herewith)
            || w.are(j, &["met", "deze", "brief"])
            || w.are(j, &["bij", "deze"])
            || w.are(j, &["in", "deze", "brief"])
            || w.are(j, &["hieronder"])
    };
    (clause.start.min(w.tokens.start)..clause.end).any(here)
}

/// Whether a perfect or a past tense governs the word (`is uw Kamer geïnformeerd`, `heb ik u bericht`).
fn looks_back(w: &Window<'_, '_>, clause: &Range<usize>, i: usize) -> bool {
    let low = clause.start.max(i.saturating_sub(30));
    let future = (low..clause.end.min(i + 8)).any(|j| w.is_any(j, &["zal", "zullen", "voornemens"]));
    !future
        && (low..clause.end.min(i + 4)).any(|j| {
            w.has(j, Cue::Perfect) || w.is_any(j, &["is", "zijn", "werd", "werden", "zou", "zouden"])
        })
}

/// Who tells: the letter's own signatories as an empty list, another minister by name; `None` when someone else does.
fn speaker(w: &Window<'_, '_>, i: usize, clause: &Range<usize>, passive: bool) -> Option<Vec<Term>> {
    let low = clause.start.max(i.saturating_sub(40));
    let around = low..clause.end.min(i + 12);
    // The subject may stand in the main clause before a comma ("Zodra het gereed is, zal ik …").
    let own = (main_clause(w, i)..around.end).any(|j| is_self(w, j));
    if own {
        return Some(Vec::new());
    }
    let receives = w.is_any(i, &["ontvangt", "ontvangen"]);
    let others: Vec<Term> =
        w.outer[w.mentions_in(&around)].iter().filter(|m| governs(m)).flat_map(|m| terms(m)).collect();
    let by_other = around.clone().any(|j| w.is(j, "door"));
    if receives && subject_is_recipient(w, i, &around) || passive && !by_other {
        return Some(others);
    }
    (!others.is_empty()).then_some(others)
}

/// `Uw Kamer ontvangt …`, `in het najaar ontvangt u …`.
fn subject_is_recipient(w: &Window<'_, '_>, i: usize, around: &Range<usize>) -> bool {
    let near = i.saturating_sub(3).max(around.start)..(i + 5).min(around.end);
    near.clone().any(|j| j != i && is_recipient(w, j))
        || around.clone().any(|j| w.is_any(j, &["zal", "zult"]) && is_recipient(w, j + 1))
}

/// `Ik kom hier voor de zomer op terug`: said to parliament without naming it.
fn returns(w: &Window<'_, '_>, i: usize, clause: &Range<usize>, dated: bool) -> bool {
    let first = clause.clone().any(|j| w.is_any(j, &["ik", "wij", "kabinet"]));
    let back = w.is_any(i, &["kom", "komt", "komen"]) && clause.clone().any(|j| w.is(j, "terug"))
        || w.is(i, "terugkomen");
    dated && first && back
}
