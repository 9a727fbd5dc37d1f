//! Decisions about relations, carried out when relations have been read from corrected mentions.
//!
//! A letter states a relation once, so a decision that names both ends holds wherever in the letter the evidence is; its words
//! say which letters it is about. One that leaves an end open holds where the words stand.

use crate::apply::{note, weight};
use crate::bind::bind;
use crate::decision::{Decision, Verdict};
use crate::set::Findings;
use crate::squeeze::Squeezed;
use griffier_doc::{Document, Modality, Predicate, Relation, Term};
use griffier_text::Span;
use std::collections::HashSet;

/// The rule that stands behind a corrected relation.
const RULE: &str = "correction";

/// The end of a relation that a cell names.
fn term(cell: &str) -> Term {
    if cell == "DOC" { Term::Doc } else { Term::Id(cell.to_owned().into()) }
}

/// Carries out `decisions`, the more particular ones last, and puts the relations in order.
pub(crate) fn apply(doc: &Document, mut decisions: Vec<&Decision>, relations: &mut Vec<Relation>) {
    let squeezed = Squeezed::new(doc.text());
    decisions.sort_by_key(|decision| weight(decision));
    for decision in decisions {
        let Some(predicate) = decision.predicate else { continue };
        let places = bind(doc.text(), &squeezed, decision);
        if places.is_empty() {
            continue;
        }
        if decision.verdict == Verdict::Reject {
            relations.retain(|relation| !is_meant(relation, predicate, decision, &places));
        } else {
            state(relations, predicate, decision, places[0]);
        }
    }
    relations.sort_by_cached_key(|one| (one.subject.clone(), one.predicate, one.object.clone()));
}

/// Whether `relation` is the one that a rejection is about.
fn is_meant(relation: &Relation, predicate: Predicate, decision: &Decision, places: &[Span]) -> bool {
    let fits = |cell: &str, end: &Term| cell.is_empty() || cell == end.as_str();
    let named = !decision.id.is_empty() && !decision.object.is_empty();
    relation.predicate == predicate
        && fits(&decision.id, &relation.subject)
        && fits(&decision.object, &relation.object)
        && (named || {
            let from = places.partition_point(|place| place.end() <= relation.evidence.start());
            places.get(from).is_some_and(|place| place.start() < relation.evidence.end())
        })
}

/// Makes what was read certain, or states what was not read.
fn state(relations: &mut Vec<Relation>, predicate: Predicate, decision: &Decision, evidence: Span) {
    let (subject, object) = (term(&decision.id), term(&decision.object));
    let same =
        |one: &&mut Relation| one.predicate == predicate && one.subject == subject && one.object == object;
    if let Some(read) = relations.iter_mut().find(same) {
        (read.confidence, read.why) = (1.0, RULE);
        return;
    }
    relations.push(Relation {
        subject,
        predicate,
        object,
        evidence,
        confidence: 1.0,
        why: RULE,
        negated: false,
        modality: Modality::Asserted,
    });
}

/// Names the ends of stated relations that no mention of the letter means: they are taken as they are.
pub(crate) fn note_unknown(stated: &[&Decision], findings: &mut Findings) {
    let kept = stated.iter().filter(|decision| decision.verdict != Verdict::Reject);
    let ends: Vec<(&Decision, &str)> = kept
        .flat_map(|decision| [(*decision, decision.id.as_str()), (*decision, decision.object.as_str())])
        .collect();
    if ends.is_empty() {
        return;
    }
    let meant: HashSet<String> =
        findings.mentions.iter().filter_map(|mention| mention.link.id()).map(ToString::to_string).collect();
    for (decision, end) in ends.into_iter().filter(|(_, end)| *end != "DOC" && !meant.contains(*end)) {
        let message =
            format!("{}: no mention of this letter means `{end}`: it is taken as it is", decision.place);
        note(findings, None, "correction::unknown-id", message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{HEADER, read};
    use crate::set::Corrections;

    const TEXT: &str =
        "De motie van Kooi is van mevrouw Kooi.\nNederland steunt de NAVO; de NAVO steunt de EU.";

    fn relation(
        subject: &'static str,
        predicate: Predicate,
        object: &'static str,
        evidence: &str,
    ) -> Relation {
        let start = TEXT.find(evidence).unwrap();
        Relation {
            subject: term(subject),
            predicate,
            object: term(object),
            evidence: Span::at(start, start + evidence.len()),
            confidence: 0.7,
            why: "test",
            negated: false,
            modality: Modality::Asserted,
        }
    }

    /// The relations after the decisions in `rows`: subject, predicate, object, evidence, rule.
    #[track_caller]
    fn check(rows: &str, expected: &[&str]) {
        let mut relations = vec![
            relation("DOC", Predicate::Cites, "motion:kooi", "motie van Kooi"),
            relation("loc:nl", Predicate::Supports, "org:navo", "Nederland steunt de NAVO"),
            relation(
                "motion:kooi",
                Predicate::SubmittedBy,
                "person:kooi",
                "motie van Kooi is van mevrouw Kooi",
            ),
            relation("org:navo", Predicate::Supports, "org:eu", "de NAVO steunt de EU"),
        ];
        let doc = Document::from_text("brief", TEXT);
        let corrections = Corrections::new(read("c.tsv", &format!("{HEADER}\n{rows}")).unwrap()).unwrap();
        corrections.apply_to_relations(&doc, &mut relations);
        let once = relations.clone();
        corrections.apply_to_relations(&doc, &mut relations);
        assert_eq!(relations, once, "a second time changes nothing");
        let shown: Vec<String> = relations
            .iter()
            .map(|one| {
                let (from, to) = (one.subject.as_str(), one.object.as_str());
                format!("{from} {} {to} [{}] {}", one.predicate.name(), doc.slice(one.evidence), one.why)
            })
            .collect();
        assert_eq!(shown, expected, "{rows}");
    }

    const CITES: &str = "DOC cites motion:kooi [motie van Kooi] test";
    const MOTION: &str = "motion:kooi submitted_by person:kooi [motie van Kooi is van mevrouw Kooi] test";
    const NL: &str = "loc:nl supports org:navo [Nederland steunt de NAVO] test";
    const NAVO: &str = "org:navo supports org:eu [de NAVO steunt de EU] test";

    #[test]
    fn what_is_rejected_goes_and_nothing_beside_it() {
        check("", &[CITES, NL, MOTION, NAVO]);
        check(
            "reject\tbrief\tsubmitted_by\tmotion:kooi\tmotie van Kooi\tDe \t\t\tperson:kooi\n",
            &[CITES, NL, NAVO],
        );
        check("reject\tbrief\tcites\tDOC\tmotie van Kooi\t\t\t\tmotion:kooi\n", &[NL, MOTION, NAVO]);
        // Both ends: wherever the letter says it.
        check("reject\tbrief\tsupports\torg:navo\tmotie\t\t\t\torg:eu\n", &[CITES, NL, MOTION]);
        // An end left open: where the words stand.
        check("reject\t\tsupports\t\tNederland\t\t\t\torg:navo\n", &[CITES, MOTION, NAVO]);
        check("reject\t\tsupports\t\tmotie\n", &[CITES, NL, MOTION, NAVO]);
        check("reject\t\tsupports\t\tsteunt\n", &[CITES, MOTION]);
        // Another letter, other words, another predicate, the other way round.
        check("reject\telders\tsupports\torg:navo\tNAVO\t\t\t\torg:eu\n", &[CITES, NL, MOTION, NAVO]);
        check("reject\tbrief\tsupports\torg:navo\tVN\t\t\t\torg:eu\n", &[CITES, NL, MOTION, NAVO]);
        check("reject\tbrief\topposes\torg:navo\tNAVO\t\t\t\torg:eu\n", &[CITES, NL, MOTION, NAVO]);
        check("reject\tbrief\tsupports\torg:eu\tNAVO\t\t\t\torg:navo\n", &[CITES, NL, MOTION, NAVO]);
    }

    #[test]
    fn what_is_accepted_or_added_is_stated_once() {
        let sure = "org:navo supports org:eu [de NAVO steunt de EU] correction";
        check("accept\tbrief\tsupports\torg:navo\tNAVO steunt\t\t\t\torg:eu\n", &[CITES, NL, MOTION, sure]);
        let new = "loc:nl supports org:eu [NAVO steunt de EU] correction";
        check(
            "add\tbrief\tsupports\tloc:nl\tNAVO steunt de EU\t\t\t\torg:eu\n",
            &[CITES, new, NL, MOTION, NAVO],
        );
        check("add\tbrief\tsupports\tloc:nl\tVN steunt de EU\t\t\t\torg:eu\n", &[CITES, NL, MOTION, NAVO]);
    }

    #[test]
    fn the_more_particular_decision_holds() {
        let sure = "org:navo supports org:eu [de NAVO steunt de EU] correction";
        let kept = "reject\t\tsupports\t\tsteunt\naccept\tbrief\tsupports\torg:navo\tde NAVO steunt de EU\t\t\t\torg:eu\n";
        let found = "org:navo supports org:eu [de NAVO steunt de EU] correction";
        check(kept, &[CITES, MOTION, found]);
        check("add\t\tsupports\torg:navo\tNAVO\t\t\t\torg:eu\n", &[CITES, NL, MOTION, sure]);
    }
}
