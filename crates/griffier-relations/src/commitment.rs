//! Commitments to parliament: who promises what to whom, when and by when, and which promises a letter carries out.
//!
//! Every sentence is read by [`promise`] (a promise in words), [`outlook`] (telling parliament something later) and
//! [`closing`] (a promise carried out); parties, dates and deadlines stand in [`party`] and [`due`]. What parliament asks,
//! what others promise, what is denied and what a letter does at once are none.

mod closing;
mod due;
mod outlook;
mod party;
mod promise;

use crate::cue::Cue;
use crate::modality;
use crate::reading::{Letter, Window};
use griffier_doc::{Commitment, CommitmentStatus, MentionType, Modality, Role, Term, ZoneKind};
use griffier_text::{Span, words};
use party::Parties;

/// What one sentence says of a commitment, before the parties are known.
#[derive(Clone, Debug)]
struct Draft {
    status: CommitmentStatus,
    /// The token of the word that promises or closes.
    trigger: usize,
    /// What is promised.
    what: Span,
    /// Who promises, where the sentence names someone else than the letter's own signatories.
    by: Vec<Term>,
    /// Whether the promise was made before this letter.
    earlier: bool,
    confidence: f32,
    why: &'static str,
}

/// Tokens of the longest sentence that can promise: a text without full stops is none, and is not read again for each word.
const LONGEST: usize = 1_500;

/// The commitments of a letter, in reading order.
pub(crate) fn read(letter: &Letter<'_>, relations: &[griffier_doc::Relation]) -> Vec<Commitment> {
    let mut told = Told { found: Vec::new(), last: None };
    if is_motion(letter) {
        return told.found;
    }
    let parties = Parties::new(letter, relations);
    // Of a paper with questions only the answers promise something.
    let mut asks = parties.asks;
    for (n, window) in letter.windows().enumerate() {
        let speaks = match window.zone {
            ZoneKind::Answer => true,
            ZoneKind::Question => false,
            zone => {
                asks = section(&window).unwrap_or(asks);
                !asks && matches!(zone, ZoneKind::Body | ZoneKind::Annex)
            }
        };
        if !speaks || window.tokens.len() > LONGEST || window.is_question() || is_quoted(&window) {
            continue;
        }
        match pledges_apart(&window) {
            spans if spans.is_empty() => told.read(&window, n, &parties),
            spans => spans.into_iter().for_each(|span| told.read(&letter.window(span), n, &parties)),
        }
    }
    told.found
}

/// The parts of a sentence, between semicolons or before `, en`, that each make or close a promise; none where it is one whole.
fn pledges_apart(w: &Window<'_, '_>) -> Vec<Span> {
    let pledged = w.holds(&[Cue::Pledge]) && w.holds(&[Cue::Break]);
    if !pledged && !w.holds(&[Cue::InformFinite]) {
        return Vec::new();
    }
    let mut last = 0;
    let parts = |i: &usize| {
        let apart = w.is(*i, ";") && (i + 1..i + 12).any(|j| w.has(j, Cue::Pledge)) || tells_again(w, *i);
        apart && std::mem::replace(&mut last, *i) + 2 < *i
    };
    let mut edges: Vec<usize> = w.tokens.clone().filter(parts).collect();
    if edges.is_empty() {
        return Vec::new();
    }
    edges.push(w.tokens.end);
    let mut from = w.tokens.start;
    let mut part = |edge: usize| {
        let first = std::mem::replace(&mut from, edge + 1);
        w.span_of(&(first + usize::from(first > w.tokens.start && w.is(first, "en"))..edge))
    };
    edges.into_iter().map(&mut part).filter(|span| !span.is_empty()).collect()
}

/// `Ik informeer u in het najaar over X, en voor de zomer ontvangt u Y`: a main clause of telling on both sides of the comma.
fn tells_again(w: &Window<'_, '_>, i: usize) -> bool {
    if !w.is(i, ",") || !w.is(i + 1, "en") {
        return false;
    }
    let tells =
        |j: usize| w.has(j, Cue::InformFinite) || w.is_any(j, words!["ontvangt", "ontvangen", "krijgt"]);
    let spoken = |j: usize| w.is_any(j, words!["ik", "wij", "we", "u"]);
    let before = (w.tokens.start..i).any(|j| tells(j) && (spoken(j.saturating_sub(1)) || spoken(j + 1)));
    let behind =
        (i + 2..(i + 12).min(w.tokens.end)).any(|j| tells(j) && (spoken(j + 1) || w.is(j + 1, "uw")));
    before && behind
}

/// What has been read so far.
struct Told {
    found: Vec<Commitment>,
    /// The last promise reported: its place among [`Told::found`], and the number of its sentence.
    last: Option<(usize, usize)>,
}

impl Told {
    /// Reads sentence `n`, or the part of it between two semicolons.
    fn read(&mut self, w: &Window<'_, '_>, n: usize, parties: &Parties<'_>) {
        if self.settles(w, n) {
            self.last = None;
            return;
        }
        let pledged =
            || closing::withdrawn(w).or_else(|| promise::read(w, parties)).or_else(|| closing::read(w));
        let draft = if w.holds(&[Cue::Pledge]) { pledged() } else { None };
        let draft = draft.or_else(|| outlook::read(w, parties));
        let Some(draft) = draft.filter(|draft| !is_hearsay(w, draft.trigger)) else { return };
        if draft.earlier && draft.status != CommitmentStatus::Withdrawn {
            self.last = Some((self.found.len(), n));
        }
        self.found.push(parties.complete(w, draft));
    }
    /// Whether it only settles the promise before it: "Ik heb toegezegd … . Deze toezegging doe ik hierbij gestand."
    fn settles(&mut self, w: &Window<'_, '_>, n: usize) -> bool {
        let Some((at, before)) = self.last else { return false };
        let Some(earlier) = self.found.get_mut(at).filter(|_| n - before <= 2) else { return false };
        // What is settled already, another promise with a place of its own does not settle again.
        if earlier.status != CommitmentStatus::Made && closing::stands_alone(w) {
            return false;
        }
        let (status, why) = match () {
            () if closing::settles_before(w) => (CommitmentStatus::Fulfilled, closing::AFTER),
            () if closing::drops_before(w) => (CommitmentStatus::Withdrawn, closing::DROPPED),
            () => return false,
        };
        if earlier.status == CommitmentStatus::Made {
            earlier.status = status;
            earlier.why = why;
            earlier.due = None;
        }
        true
    }
}

/// Whether the paper is a motion itself: what a motion asks is no promise.
fn is_motion(letter: &Letter<'_>) -> bool {
    let mut head = letter.outer.iter().take(30).filter(|m| m.kind == MentionType::Motion);
    let own = letter.doc.meta().identifiers.as_slice();
    head.any(|m| {
        let paper = m.link.id().and_then(|id| id.strip_prefix("motion:"));
        paper.is_some_and(|paper| own.iter().any(|id| id == paper))
            || letter.doc.mentions().iter().any(|id| {
                id.role == Some(Role::OwnIdentifier)
                    && id.link.id().map(AsRef::as_ref) == paper
                    && paper.is_some()
            })
    })
}

/// Whether the line opens a question (`Vraag 3`) or an answer (`Antwoord 3`).
fn section(w: &Window<'_, '_>) -> Option<bool> {
    let i = w.tokens.start;
    let number = |i: usize| w.word(i).starts_with(|c: char| c.is_ascii_digit()) || w.tokens.len() <= 2;
    match () {
        () if w.is_any(i, words!["vraag", "vragen"]) && number(i + 1) => Some(true),
        () if w.is_any(i, words!["antwoord", "antwoorden", "mededeling", "toelichting", "reactie"]) => {
            (number(i + 1) || w.is_any(i + 1, words!["op", "van"])).then_some(false)
        }
        () => None,
    }
}

/// Whether the sentence stands in quotation marks: someone else's words.
fn is_quoted(w: &Window<'_, '_>) -> bool {
    let text = w.letter.doc.slice(w.span);
    text.starts_with(['«', '“', '„', '"']) && text.trim_end_matches(['.', '!']).ends_with(['»', '”', '"'])
}

/// The bytes from token `from` to the end of the sentence, without the marks that close it.
fn rest(w: &Window<'_, '_>, from: usize) -> Span {
    let mut end = w.tokens.end;
    while end > from + 1 && (w.is_any(end - 1, words![".", ";", ":", ",", "!"]) || w.is_mark(end - 1)) {
        end -= 1;
    }
    let from = from.min(end.saturating_sub(1)).max(w.tokens.start);
    w.span_of(&(from..end.max(from)))
}

/// Whether the promise before token `i` is what others say or ask: "het lid X vroeg of ik …", "volgens de NOS zal ik …".
fn is_hearsay(w: &Window<'_, '_>, i: usize) -> bool {
    let asked = (w.tokens.start..i).find(|&j| {
        w.is_any(j, words!["vroeg", "vroegen", "vraagt", "vragen", "gevraagd", "verzocht", "verzochten"])
    });
    let quoted = (w.tokens.start..i).any(|j| {
        w.is_any(j, words!["zei", "zeiden", "zegt", "schreef", "schrijft", "aldus"]) && w.is(j + 1, ":")
    });
    quoted
        || asked.is_some_and(|asked| (asked..i + 1).any(|j| w.is(j, "of")))
        || w.is(w.tokens.start, "volgens")
}

/// Whether the sentence says that someone before the present minister made the promise at token `i`.
fn is_predecessors(w: &Window<'_, '_>, i: usize) -> bool {
    let low = i.saturating_sub(24).max(w.tokens.start);
    (low..(i + 6).min(w.tokens.end)).any(|j| {
        w.is_any(j, party::BEFORE)
            || w.is_any(j, words!["vorig", "vorige"])
                && w.is_any(
                    j + 1,
                    words!["kabinet", "minister", "staatssecretaris", "bewindspersoon", "regering"],
                )
    })
}

/// Whether a word in the clause of token `i` denies it.
fn is_denied(w: &Window<'_, '_>, i: usize) -> bool {
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(14));
    let high = clause.end.min(i + 10);
    (low..high).any(|j| {
        w.has(j, Cue::Negation)
            && !w.is_any(j + 1, words!["alleen", "slechts", "enkel"])
            && !(w.is_any(j + 1, words!["later", "eerder"]) && w.is(j + 2, "dan"))
            && w.mention_covering(j).is_none()
    })
}

/// The modality of a commitment: only whether it depends on something tells it from others.
fn modality_of(w: &Window<'_, '_>, i: usize) -> Modality {
    let found = modality::of(w, i, &w.clause(i));
    let opens = w.is_any(w.tokens.start, words!["mocht", "mochten"])
        || (w.tokens.start..i).any(|j| w.has(j, Cue::Condition) && w.mention_covering(j).is_none());
    if opens || found == Modality::Conditional { Modality::Conditional } else { Modality::Asserted }
}

#[cfg(test)]
mod tests;
