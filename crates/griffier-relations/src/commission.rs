//! Who works on whose order: `TNO heeft in opdracht van het ministerie …`, `heb ik aan NEN opdracht gegeven`, `het
//! ministerie laat door het NLR onderzoeken`. Who pays whom is `stance` and `grant`.

use crate::cue::Cue;
use crate::letter::{author, is_ministry};
use crate::reading::{Letter, Window};
use crate::statement::{Evidence, Rule, Statements};
use griffier_doc::{Mention, MentionType, Modality, Predicate, Role};
use griffier_text::{Span, WordSet, words};
use std::cell::LazyCell;
use std::ops::Range;

const COMMISSIONED: Rule = Rule::new("work.commissioned", 0.88);
const OWN_ORDER: Rule = Rule::new("work.own-order", 0.8);
const ORDERED: Rule = Rule::new("work.ordered", 0.85);
const HAS_DONE: Rule = Rule::new("work.has-done", 0.82);

/// Those who give an order.
const BODIES: [MentionType; 2] = [MentionType::Organisation, MentionType::Office];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let author = LazyCell::new(|| author(letter));
    for window in letter.windows().filter(|w| w.holds(&[Cue::Order]) && !w.is_question()) {
        for i in window.tokens.clone().filter(|&i| window.has(i, Cue::Order)) {
            if window.mention_covering(i).is_some() {
                continue;
            }
            if !window.is(i, "opdracht") {
                has_done(&window, i, *author, out);
            } else if i > window.tokens.start && window.is(i - 1, "in") {
                on_order(&window, i - 1, *author, out);
            } else {
                gives_order(&window, i, *author, out);
            }
        }
    }
}

/// `TNO heeft in opdracht van het ministerie …`, `In opdracht van het ministerie heeft TNO …`, `in opdracht van mijn
/// ministerie`.
fn on_order(w: &Window<'_, '_>, i: usize, author: Option<&Mention>, out: &mut Statements) {
    if !w.are(i, &["in", "opdracht", "van"]) {
        return;
    }
    let giver = w.mention_after(i + 3, 0).filter(|&k| BODIES.contains(&w.outer[k].kind));
    let Some(giver) = giver else {
        if w.is(i + 3, "mij") || w.is_any(i + 3, words!["mijn", "ons"]) && is_own_ministry(w, i + 4) {
            on_own_order(w, i, author, out);
        }
        return;
    };
    let givers = giver..w.list_around(giver, &BODIES).end;
    let end = w.letter.index_at(w.outer[givers.end - 1].span.end());
    for worker in workers(w, i, end) {
        for k in givers.clone().filter(|k| *k != worker) {
            let evidence = given(w, w.outer[worker].span, w.outer[k].span, i);
            out.say(w.outer[worker], Predicate::CommissionedBy, w.outer[k], evidence, COMMISSIONED);
        }
    }
}

fn is_own_ministry(w: &Window<'_, '_>, i: usize) -> bool {
    w.is_any(i, words!["ministerie", "departement"]) && w.mention_covering(i).is_none()
}

/// `in opdracht van mijn ministerie`: of the one that sends the letter.
fn on_own_order(w: &Window<'_, '_>, i: usize, author: Option<&Mention>, out: &mut Statements) {
    let ministry = || {
        let sends = |m: &&&Mention| m.role == Some(Role::Sender) && is_ministry(m);
        w.letter.outer.iter().find(sends).copied()
    };
    let giver = if w.is(i + 3, "mij") { author } else { ministry() };
    let Some(giver) = giver else { return };
    for worker in workers(w, i, i + 4 + usize::from(!w.is(i + 3, "mij"))) {
        let evidence = given(w, w.outer[worker].span, w.at(i + 3), i);
        out.say(w.outer[worker], Predicate::CommissionedBy, giver, evidence, OWN_ORDER);
    }
}

/// The evidence of an order: what is to be found out (`TNO onderzoekt in opdracht van …`) leaves no doubt of the order.
fn given(w: &Window<'_, '_>, from: Span, to: Span, i: usize) -> Evidence {
    let evidence = w.evidence(from, to, i);
    let clause = w.clause(i);
    let doubted = clause.clone().any(|j| {
        w.has(j, Cue::Doubt)
            && !w.word(j).to_lowercase().starts_with("onderzoek")
            && w.mention_covering(j).is_none()
    });
    let modality = match evidence.modality {
        Modality::Possible if !doubted => Modality::Asserted,
        modality => modality,
    };
    Evidence { modality, ..evidence }
}

/// Who or what worked on the order that begins at token `i` and ends before token `end`.
fn workers(w: &Window<'_, '_>, i: usize, end: usize) -> Range<usize> {
    use MentionType::{Organisation, Policy};
    let at = w.at(i).start();
    let clause = w.clause(i);
    let in_clause = |k: &usize| w.mentions_in(&clause).contains(k);
    let turned = (w.has(end, Cue::Perfect)
        || w.is_any(end, words!["voert", "voerde", "doet", "deed", "door", "onderzoekt", "onderzocht"]))
    .then(|| w.mention_after(end + 1, 0))
    .flatten()
    .filter(|&k| w.outer[k].kind == Organisation);
    if let Some(k) = turned {
        return k..w.list_around(k, &[Organisation]).end;
    }
    // "Het kader is opgesteld door A en B, in opdracht van C": the document is what was ordered.
    let comma = i > w.tokens.start && w.has(i - 1, Cue::Comma);
    let made = |j: usize| w.has(j, Cue::Issue) && w.is(j + 1, "door");
    let first = w.mentions_in(&clause).start;
    if comma && (clause.start..i).any(made) && w.outer.get(first).is_some_and(|m| m.kind == Policy) {
        return first..first + 1;
    }
    let before = w.nearest_before(at, &[Organisation], 8).filter(in_clause);
    if let Some(k) = before.filter(|&k| !is_agent_of_another(w, k)) {
        return w.list_around(k, &[Organisation]).start..k + 1;
    }
    // "het rapport X, dat in opdracht van Y is opgesteld"
    match w.nearest_before(at, &[Policy], 8) {
        Some(k) if k + 1 == w.count_before(at) => k..k + 1,
        _ => 0..0,
    }
}

/// Whether the body before the order only receives or is spoken with: `aan X is in opdracht van Y …`.
fn is_agent_of_another(w: &Window<'_, '_>, k: usize) -> bool {
    let start = w.letter.index_at(w.outer[k].span.start());
    let mut back = (start.saturating_sub(3).max(w.tokens.start)..start).rev();
    back.find(|&j| !w.has(j, Cue::Determiner)).is_some_and(|j| w.is_any(j, words!["aan", "met", "volgens"]))
}

/// `heb ik aan NEN opdracht gegeven`, `De minister heeft TNO opdracht gegeven`, `gaf het ministerie opdracht aan X`.
fn gives_order(w: &Window<'_, '_>, i: usize, author: Option<&Mention>, out: &mut Statements) {
    const GIVES: &WordSet =
        words!["gegeven", "verleend", "verstrekt", "gegund", "geeft", "geef", "gaf", "gaven"];
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(16));
    let high = clause.end.min(i + 6);
    let Some(verb) = (low..high).find(|&j| w.is_any(j, GIVES)) else { return };
    let is_worker = |k: &usize| w.outer[*k].kind == MentionType::Organisation;
    let to = |j: usize| w.is(j, "aan").then(|| w.mention_after(j + 1, 0)).flatten().filter(is_worker);
    let object = || {
        let k = w.count_before(w.at(i).start()).checked_sub(1).filter(is_worker)?;
        let light = w.gap(w.outer[k].span.end(), w.at(i).start()).all(|j| w.has(j, Cue::Determiner));
        let start = w.letter.index_at(w.outer[k].span.start());
        let led = start > w.tokens.start && w.has(start - 1, Cue::Preposition)
            || start > w.tokens.start + 1 && w.has(start - 2, Cue::Preposition);
        (light && !led).then_some(k)
    };
    let Some(worker) = (low..clause.end.min(i + 12)).find_map(to).or_else(object) else { return };
    let finite = (low..high).find(|&j| w.has(j, Cue::Perfect)).unwrap_or(verb);
    let first = (low..high).any(|j| w.is_any(j, words!["ik", "wij"]) && j.abs_diff(finite) == 1);
    let giver = if first { author } else { subject(w, finite).map(|k| w.outer[k]) };
    let Some(giver) = giver.filter(|giver| giver.span != w.outer[worker].span) else { return };
    for k in w.list_around(worker, &[MentionType::Organisation]).filter(|&k| k >= worker) {
        let evidence = w.evidence(w.at(finite), w.outer[k].span, i);
        out.say(w.outer[k], Predicate::CommissionedBy, giver, evidence, ORDERED);
    }
}

/// The body right before the finite verb at `i`, or right behind it.
fn subject(w: &Window<'_, '_>, i: usize) -> Option<usize> {
    let body = |k: &usize| BODIES.contains(&w.outer[*k].kind);
    let before = w.count_before(w.at(i).start()).checked_sub(1).filter(body).filter(|&k| {
        let start = w.letter.index_at(w.outer[k].span.start());
        let mut back = (start.saturating_sub(3).max(w.tokens.start)..start).rev();
        let led = back
            .find(|&j| !w.has(j, Cue::Determiner) && !w.has(j, Cue::Title))
            .is_some_and(|j| w.has(j, Cue::Preposition));
        !led && w.gap(w.outer[k].span.end(), w.at(i).start()).is_empty()
    });
    before.or_else(|| w.mention_after(i + 1, 0).filter(body))
}

/// `Het ministerie laat door het NLR onderzoeken of …`.
fn has_done(w: &Window<'_, '_>, i: usize, author: Option<&Mention>, out: &mut Statements) {
    const WORK: &WordSet = words![
        "onderzoeken",
        "uitvoeren",
        "verrichten",
        "opstellen",
        "doen",
        "ontwikkelen",
        "evalueren",
        "analyseren",
        "maken",
        "toetsen",
        "uitwerken",
        "monitoren",
        "actualiseren",
        "berekenen",
        "inventariseren",
    ];
    let clause = w.clause(i);
    let low = clause.start.max(i.saturating_sub(20));
    let high = clause.end.min(i + 40);
    if !(low..high).any(|j| w.is_any(j, WORK)) {
        return;
    }
    let by = (low..high).filter(|&j| w.is(j, "door"));
    let named =
        |j: usize| w.mention_after(j + 1, 0).filter(|&k| w.outer[k].kind == MentionType::Organisation);
    let Some(worker) = by.filter_map(named).next() else { return };
    let finite = (low..i).rev().find(|&j| w.has(j, Cue::Perfect)).unwrap_or(i);
    let first = w.is(finite + 1, "ik") || finite > low && w.is(finite - 1, "ik");
    let giver = if first { author } else { subject(w, finite).map(|k| w.outer[k]) };
    let Some(giver) = giver.filter(|giver| giver.span != w.outer[worker].span) else { return };
    let evidence = given(w, w.at(finite), w.outer[worker].span, i);
    out.say(w.outer[worker], Predicate::CommissionedBy, giver, evidence, HAS_DONE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};
    use griffier_doc::ZoneKind;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        check_body(read, body, expected);
    }

    #[test]
    fn work_on_an_order() {
        check(
            "[[TNO|ORGANISATION org:tno]] heeft in opdracht van het [[ministerie|ORGANISATION org:m]] onderzoek gedaan.",
            &["org:tno commissioned_by org:m"],
        );
        check(
            "In opdracht van het [[ministerie|ORGANISATION org:m]] heeft [[TNO|ORGANISATION org:tno]] gemeten.",
            &["org:tno commissioned_by org:m"],
        );
        check(
            "[[TNO|ORGANISATION org:tno]] en het [[NLR|ORGANISATION org:nlr]] onderzoeken dit in opdracht van het [[ministerie|ORGANISATION org:m]].",
            &["org:nlr commissioned_by org:m", "org:tno commissioned_by org:m"],
        );
        check(
            "Het [[Kader|POLICY policy:k]] is opgesteld door [[A|ORGANISATION org:a]] en [[B|ORGANISATION org:b]], in opdracht van het [[ministerie|ORGANISATION org:m]].",
            &["policy:k commissioned_by org:m"],
        );
        check(
            "Volgens [[TNO|ORGANISATION org:tno]] kreeg men de opdracht van het [[ministerie|ORGANISATION org:m]].",
            &[],
        );
        check(
            "Met [[TNO|ORGANISATION org:tno]] is in opdracht van het [[ministerie|ORGANISATION org:m]] gesproken.",
            &[],
        );
    }

    #[test]
    fn orders_given() {
        let ordered = &["org:tno commissioned_by office:m"];
        check(
            "De [[minister|OFFICE office:m]] heeft [[TNO|ORGANISATION org:tno]] opdracht gegeven dit te meten.",
            ordered,
        );
        check(
            "Vorig jaar gaf de [[minister|OFFICE office:m]] opdracht aan [[TNO|ORGANISATION org:tno]] om te meten.",
            ordered,
        );
        check(
            "De [[minister|OFFICE office:m]] laat door [[TNO|ORGANISATION org:tno]] onderzoeken of dit kan.",
            ordered,
        );
        let signed = |body: &str, expected: &[&str]| {
            let signature = "De [[minister|OFFICE office:m role=signed-as]]";
            check_letter(read, &[(ZoneKind::Body, body), (ZoneKind::Signature, signature)], expected);
        };
        signed("Daarom heb ik aan [[TNO|ORGANISATION org:tno]] opdracht gegeven dit te meten.", ordered);
        signed("[[TNO|ORGANISATION org:tno]] meet dit in opdracht van mij.", ordered);
        signed(
            "Ik heb geen opdracht gegeven aan [[TNO|ORGANISATION org:tno]].",
            &["not org:tno commissioned_by office:m"],
        );
        signed("Ik zie dit als een opdracht aan [[TNO|ORGANISATION org:tno]].", &[]);
        signed("Dat laat ik aan [[TNO|ORGANISATION org:tno]] over.", &[]);
        check(
            "De opdracht is door [[TNO|ORGANISATION org:tno]] aan [[X|ORGANISATION org:x]] uitgelegd.",
            &[],
        );
        check("Dit laat zien wat door [[TNO|ORGANISATION org:tno]] is gedaan.", &[]);
    }
}
