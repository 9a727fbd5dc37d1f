//! Money granted: `de minister stelt € 5 miljoen beschikbaar aan X`, `een subsidie van € 2 miljoen aan Y`. The amount stands
//! in the evidence. Paying without an amount is read elsewhere (`stance`).

use crate::cue::Cue;
use crate::letter::author;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate};
use griffier_text::{WordSet, words};
use std::cell::LazyCell;
use std::ops::Range;

const GRANTS: Rule = Rule::new("money.grants", 0.85);

/// Those who pay.
const PAYERS: [MentionType; 3] = [MentionType::Office, MentionType::Organisation, MentionType::Location];

/// Finite verbs before an infinitive of giving, beside those of the future and the perfect.
const WEIGHS: &WordSet = words![
    "overweegt",
    "overweeg",
    "overwegen",
    "verkent",
    "onderzoekt",
    "beoogt",
    "moet",
    "moeten",
    "dient",
    "kan",
    "kunnen",
    "is",
    "zijn",
];

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let author = LazyCell::new(|| author(letter));
    for window in letter.windows().filter(|w| w.holds(&[Cue::Grant]) && !w.is_question()) {
        let mut done = 0;
        for k in 0..window.outer.len() {
            let amount = window.outer[k];
            if is_money(amount) && amount.span.start() >= done {
                done = grant(&window, k, &author, out).unwrap_or(done);
            }
        }
    }
}

fn is_money(m: &Mention) -> bool {
    m.kind == MentionType::Quantity && m.link.id().is_some_and(|id| !id.starts_with("percent:"))
}

/// The grant of the amount `k`: a verb of giving in its clause, a payer as its subject, a body after `aan`.
fn grant<'d>(
    w: &Window<'_, 'd>,
    k: usize,
    author: &LazyCell<Option<&'d Mention>, impl FnOnce() -> Option<&'d Mention>>,
    out: &mut Statements,
) -> Option<usize> {
    let amount = w.outer[k];
    let at = w.letter.index_at(amount.span.start());
    let clause = w.clause(at);
    if let Some(end) = received(w, k, &clause, out) {
        return Some(end);
    }
    let verb = verb_near(w, at, &clause)?;
    let receiver = receiver(w, at, &clause).or_else(|| object(w, verb, at))?;
    let payer = payer(w, verb, &clause, **author).filter(|payer| payer.span != w.outer[receiver].span)?;
    for k in w.list_around(receiver, &[MentionType::Organisation]).filter(|&k| k >= receiver) {
        let from = if w.span.contains(payer.span) { payer.span } else { w.at(verb) };
        let evidence = w.evidence(from.cover(amount.span), w.outer[k].span, verb);
        out.say(payer, Predicate::Funds, w.outer[k], evidence, GRANTS);
    }
    Some(w.outer[receiver].span.end())
}

/// The verbs of those who are paid.
const RECEIVES: &WordSet =
    words!["ontvangt", "ontvangen", "ontving", "ontvingen", "krijgt", "krijgen", "kreeg", "kregen"];

/// `Het fonds ontvangt € 5 miljoen van het ministerie`: the body beside the verb, who pays right behind the amount.
fn received(w: &Window<'_, '_>, k: usize, clause: &Range<usize>, out: &mut Statements) -> Option<usize> {
    let amount = w.outer[k];
    let at = w.letter.index_at(amount.span.start());
    let low = clause.start.max(at.saturating_sub(16));
    let verb = (low..at).rev().find(|&j| w.is_any(j, RECEIVES) && w.mention_covering(j).is_none())?;
    let from = w.letter.index_at(amount.span.end());
    let payer = w.mention_after(from + 1, 0).filter(|_| w.is_any(from, words!["van", "uit"]))?;
    let payer = Some(w.outer[payer]).filter(|m| PAYERS.contains(&m.kind))?;
    let body = |k: &usize| w.outer[*k].kind == MentionType::Organisation;
    let behind = || w.mention_after(verb + 1, 0).filter(body);
    let before = || {
        let last = w.count_before(w.at(verb).start()).checked_sub(1)?;
        // "De Luchtverkeersleiding Nederland (LVNL) ontvangt": the name stands before its short form.
        let short = w.is(w.letter.index_at(w.outer[last].span.end()), ")");
        let k = if short { last.checked_sub(1)? } else { last };
        let start = w.letter.index_at(w.outer[k].span.start());
        let led = start
            .checked_sub(2)
            .is_some_and(|j| (j..start).any(|j| w.tokens.contains(&j) && w.has(j, Cue::Preposition)));
        let adjacent = w.gap(w.outer[last].span.end(), w.at(verb).start()).len() == usize::from(short);
        Some(k).filter(|_| adjacent && !led).filter(body)
    };
    let receiver = w.outer[before().or_else(behind)?];
    let evidence = w.evidence(receiver.span.cover(amount.span), payer.span, verb);
    out.say(payer, Predicate::Funds, receiver, evidence, GRANTS);
    Some(payer.span.end())
}

/// The nearest verb of giving in the clause.
fn verb_near(w: &Window<'_, '_>, at: usize, clause: &Range<usize>) -> Option<usize> {
    let near = clause.start.max(at.saturating_sub(20))..clause.end.min(at + 25);
    let gives = |j: &usize| {
        let particle = |words: &WordSet| near.clone().any(|k| w.is_any(k, words));
        w.has(*j, Cue::Grant)
            && w.mention_covering(*j).is_none()
            && match w.word(*j).to_ascii_lowercase().as_str() {
                "stelt" | "stel" | "stellen" | "stelde" | "gesteld" => particle(words!["beschikbaar"]),
                "kent" | "ken" | "kende" => particle(words!["toe"]),
                "draagt" | "draag" | "droeg" | "dragen" => particle(words!["bij"]),
                "keert" | "keerde" => particle(words!["uit"]),
                _ if w.is_any(*j, RECEIVES) => false,
                _ => true,
            }
    };
    near.clone().filter(gives).min_by_key(|&j| j.abs_diff(at))
}

/// The body right after `aan`.
fn receiver(w: &Window<'_, '_>, at: usize, clause: &Range<usize>) -> Option<usize> {
    let near = clause.start.max(at.saturating_sub(12))..clause.end.min(at + 18);
    let to = near.filter(|&j| w.is(j, "aan"));
    let named =
        |j: usize| w.mention_after(j + 1, 0).filter(|&k| w.outer[k].kind == MentionType::Organisation);
    to.filter_map(named).next()
}

/// The body right behind the verb whose subject stands right before it: `het ministerie verleent X een subsidie van € 3 miljoen`.
fn object(w: &Window<'_, '_>, verb: usize, amount: usize) -> Option<usize> {
    let subject = w.outer.get(w.count_before(w.at(verb).start()).checked_sub(1)?)?;
    let k = w.mention_after(verb + 1, 0).filter(|&k| w.outer[k].kind == MentionType::Organisation)?;
    let adjacent = w.gap(subject.span.end(), w.at(verb).start()).is_empty();
    (adjacent && w.letter.index_at(w.outer[k].span.end()) <= amount).then_some(k)
}

/// Who pays: right before or behind the finite verb, after `door`, or the one who signs as `ik`.
fn payer<'d>(
    w: &Window<'_, 'd>,
    verb: usize,
    clause: &Range<usize>,
    author: Option<&'d Mention>,
) -> Option<&'d Mention> {
    let pays = |k: &usize| PAYERS.contains(&w.outer[*k].kind);
    let by = clause.clone().filter(|&j| w.is(j, "door")).find_map(|j| w.mention_after(j + 1, 0).filter(pays));
    let auxiliary = clause.clone().find(|&j| {
        w.has(j, Cue::Perfect) || w.has(j, Cue::Plan) && w.has(j, Cue::Auxiliary) || w.is_any(j, WEIGHS)
    });
    let finite = auxiliary.filter(|&j| j < verb).unwrap_or(verb);
    let meant = clause.clone().any(|j| w.is_any(j, words!["voornemens", "bereid", "plan"]));
    let passive = !meant
        && clause.clone().any(|j| w.is_any(j, words!["wordt", "worden", "werd", "werden", "is", "zijn"]));
    let before = || {
        let k = w.count_before(w.at(finite).start()).checked_sub(1)?;
        let gap = w.gap(w.outer[k].span.end(), w.at(finite).start());
        let start = w.letter.index_at(w.outer[k].span.start());
        let led = start.checked_sub(1).is_some_and(|j| {
            let j = if w.has(j, Cue::Determiner) { j.saturating_sub(1) } else { j };
            w.tokens.contains(&j) && w.has(j, Cue::Preposition)
        });
        (gap.is_empty() && !led).then_some(k).filter(pays)
    };
    let behind = || w.mention_after(finite + 1, 0).filter(pays);
    let named = by.or_else(|| if passive { None } else { before().or_else(behind) });
    let first = finite.checked_sub(1).is_some_and(|j| w.is(j, "ik")) || w.is(finite + 1, "ik");
    named.map(|k| w.outer[k]).or_else(|| author.filter(|_| first))
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
    fn who_gives_money_to_whom() {
        let funds = &["office:m funds org:x"];
        check(
            "De [[minister|OFFICE office:m]] stelt [[€ 5 miljoen|QUANTITY EUR:5000000]] beschikbaar aan het [[X|ORGANISATION org:x]].",
            funds,
        );
        check(
            "In 2024 verleende de [[minister|OFFICE office:m]] een subsidie van [[€ 5|QUANTITY EUR:5]] aan [[X|ORGANISATION org:x]].",
            funds,
        );
        check(
            "Aan [[X|ORGANISATION org:x]] is door de [[minister|OFFICE office:m]] [[€ 5|QUANTITY EUR:5]] toegekend.",
            funds,
        );
        check(
            "De [[minister|OFFICE office:m]] heeft [[€ 5|QUANTITY EUR:5]] aan [[X|ORGANISATION org:x]] verstrekt.",
            funds,
        );
        check(
            "[[Nederland|LOCATION country:NL]] draagt [[€ 5|QUANTITY EUR:5]] bij aan [[X|ORGANISATION org:x]] en [[Y|ORGANISATION org:y]].",
            &["country:NL funds org:x", "country:NL funds org:y"],
        );
        check(
            "De [[minister|OFFICE office:m]] heeft geen [[€ 5|QUANTITY EUR:5]] aan [[X|ORGANISATION org:x]] verstrekt.",
            &["not office:m funds org:x"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] overweegt [[€ 5|QUANTITY EUR:5]] bij te dragen aan [[X|ORGANISATION org:x]].",
            &["country:NL funds org:x"],
        );
        check(
            "[[Nederland|LOCATION country:NL]] is niet voornemens [[€ 5|QUANTITY EUR:5]] bij te dragen aan [[X|ORGANISATION org:x]].",
            &["not country:NL funds org:x"],
        );
        for said in [
            "Van 2021 tot 2024 ontvangt [[X|ORGANISATION org:x]] [[€ 5|QUANTITY EUR:5]] van de [[minister|OFFICE office:m]].",
            "Het [[X|ORGANISATION org:x]] kreeg in totaal [[€ 5|QUANTITY EUR:5]] van de [[minister|OFFICE office:m]].",
        ] {
            check(said, funds);
        }
        check(
            "De [[minister|OFFICE office:m]] ontvangt van [[X|ORGANISATION org:x]] een plan voor [[€ 5|QUANTITY EUR:5]].",
            &[],
        );
        check(
            "De school bij [[X|ORGANISATION org:x]] kreeg [[€ 5|QUANTITY EUR:5]] van de [[minister|OFFICE office:m]].",
            &[],
        );
        let signed = "De [[minister|OFFICE office:m role=signed-as]]";
        check_letter(
            read,
            &[
                (ZoneKind::Body, "Ik stel [[€ 5|QUANTITY EUR:5]] beschikbaar aan [[X|ORGANISATION org:x]]."),
                (ZoneKind::Signature, signed),
            ],
            funds,
        );
    }

    #[test]
    fn an_amount_beside_two_bodies_is_no_grant() {
        check(
            "De [[minister|OFFICE office:m]] sprak met [[X|ORGANISATION org:x]] over [[€ 5|QUANTITY EUR:5]].",
            &[],
        );
        check(
            "De [[minister|OFFICE office:m]] stelt dat [[€ 5|QUANTITY EUR:5]] aan [[X|ORGANISATION org:x]] genoeg is.",
            &[],
        );
        check(
            "De [[minister|OFFICE office:m]] sprak; er ging [[€ 5|QUANTITY EUR:5]] aan [[X|ORGANISATION org:x]] voorbij.",
            &[],
        );
        check(
            "[[X|ORGANISATION org:x]] verstrekt [[5%|QUANTITY percent:5]] aan [[Y|ORGANISATION org:y]].",
            &[],
        );
        check("Aan [[X|ORGANISATION org:x]] wordt [[€ 5|QUANTITY EUR:5]] verstrekt.", &[]);
    }
}
