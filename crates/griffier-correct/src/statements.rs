//! Decisions about relations, carried out when relations have been read from corrected mentions.
//!
//! A letter states a relation once, so a decision that names both ends holds wherever in the letter the evidence is; its words
//! say which letters it is about. One that leaves an end open holds where the words stand.

use crate::apply::{note, weight};
use crate::bind::bind;
use crate::decision::{Decision, Verdict};
use crate::set::{Findings, said};
use crate::squeeze::Squeezed;
use griffier_doc::{Document, Modality, Predicate, Relation, Term};
use griffier_text::Span;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// The rule that stands behind a corrected relation.
const RULE: &str = "correction";

/// The end of a relation that a cell names.
fn term(cell: &str) -> Term {
    if cell == "DOC" { Term::Doc } else { Term::Id(cell.to_owned().into()) }
}

/// Carries out `decisions`, the more particular ones last, and puts the relations in order.
pub(crate) fn apply(doc: &Document, decisions: Vec<&Decision>, relations: &mut Vec<Relation>) {
    let squeezed = Squeezed::new(doc.text());
    let placed = decisions.into_iter().map(|decision| (decision, bind(doc.text(), &squeezed, decision)));
    let placed: Vec<(&Decision, Vec<Span>)> = placed.filter(|(_, places)| !places.is_empty()).collect();
    let bound: Vec<&Decision> = placed.iter().map(|(decision, _)| *decision).collect();
    let lost: Vec<&Decision> = contradictions(&bound).into_iter().flat_map(Contradiction::lost).collect();
    let is_lost = |decision: &Decision| lost.iter().any(|other| std::ptr::eq(*other, decision));
    let mut kept: Vec<_> = placed.iter().filter(|(decision, _)| !is_lost(decision)).collect();
    kept.sort_by_key(|(decision, _)| weight(decision));
    // What a wide decision rejects a narrower one may bring back, as it was read.
    let mut rejected = Vec::new();
    for (decision, places) in kept {
        let Some(predicate) = decision.predicate else { continue };
        if decision.verdict == Verdict::Reject {
            let meant = |relation: &mut Relation| is_meant(relation, predicate, decision, places);
            rejected.extend(relations.extract_if(.., meant));
        } else {
            state(relations, &rejected, predicate, decision, places[0]);
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
fn state(
    relations: &mut Vec<Relation>,
    rejected: &[Relation],
    predicate: Predicate,
    decision: &Decision,
    evidence: Span,
) {
    let (subject, object) = (term(&decision.id), term(&decision.object));
    let same = |one: &Relation| one.predicate == predicate && one.subject == subject && one.object == object;
    let certain = |read: &mut Relation| {
        (read.confidence, read.why) = (1.0, RULE);
        read.negated = decision.negated.unwrap_or(read.negated);
        read.modality = decision.modality.unwrap_or(read.modality);
    };
    if let Some(read) = relations.iter_mut().find(|one| same(one)) {
        return certain(read);
    }
    let mut stated = rejected.iter().find(|one| same(one)).cloned().unwrap_or(Relation {
        subject,
        predicate,
        object,
        evidence,
        confidence: 1.0,
        why: RULE,
        negated: false,
        modality: Modality::Asserted,
    });
    certain(&mut stated);
    relations.push(stated);
}

/// Two decisions about one relation of one letter, by different words, that cannot both hold.
enum Contradiction<'d> {
    /// The first has more context, and holds.
    Won(&'d Decision, &'d Decision),
    /// Neither has more, and neither holds.
    Torn(&'d Decision, &'d Decision),
}

impl<'d> Contradiction<'d> {
    /// The decisions that do not hold.
    fn lost(self) -> Vec<&'d Decision> {
        match self {
            Self::Won(_, lost) => vec![lost],
            Self::Torn(one, other) => vec![one, other],
        }
    }
}

/// The contradictions among `decisions`, all of which have their words in a letter. A decision about any letter is a rule,
/// and so is a rejection that leaves an end open: what is said against those is an exception.
fn contradictions<'d>(decisions: &[&'d Decision]) -> Vec<Contradiction<'d>> {
    let mut relations: HashMap<_, Vec<&Decision>> = HashMap::new();
    let mut found = Vec::new();
    let whole = |decision: &&&Decision| !decision.id.is_empty() && !decision.object.is_empty();
    for decision in decisions.iter().filter(whole).copied() {
        let key = (decision.predicate, &decision.id, &decision.object, decision.letter.is_empty());
        let earlier = relations.entry(key).or_default();
        if let Some(other) = earlier.iter().copied().find(|other| !other.agrees(decision)) {
            found.push(match weight(other).cmp(&weight(decision)) {
                Ordering::Greater => Contradiction::Won(other, decision),
                Ordering::Less => Contradiction::Won(decision, other),
                Ordering::Equal => Contradiction::Torn(other, decision),
            });
        }
        // What agrees with one of equal decisions agrees with all: there are few that differ.
        let is_known = |other: &&Decision| {
            let rejects = |one: &Decision| one.verdict == Verdict::Reject;
            rejects(other) == rejects(decision)
                && other.negated == decision.negated
                && other.modality == decision.modality
                && weight(other) >= weight(decision)
        };
        if !earlier.iter().any(is_known) {
            earlier.push(decision);
        }
    }
    found
}

/// Tells of decisions about one relation that quote different words and contradict each other.
pub(crate) fn note_torn(stated: &[&Decision], findings: &mut Findings) {
    for contradiction in contradictions(stated) {
        let message = match contradiction {
            Contradiction::Won(held, lost) => format!(
                "{}: {} is left aside: {} says {} and has more context",
                lost.place,
                said(lost),
                held.place,
                said(held)
            ),
            Contradiction::Torn(one, other) => format!(
                "{}: {} and {}: {} contradict each other: neither holds",
                one.place,
                said(one),
                other.place,
                said(other)
            ),
        };
        note(findings, None, "correction::conflict", message);
    }
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
        check_of(false, rows, expected);
    }

    /// The same, where the letter may deny that the Netherlands support NATO.
    #[track_caller]
    fn check_of(denied: bool, rows: &str, expected: &[&str]) {
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
        relations[1].negated = denied;
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
                let not = if one.negated { "not " } else { "" };
                format!("{from} {not}{} {to} [{}] {}", one.predicate.name(), doc.slice(one.evidence), one.why)
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
    fn how_a_relation_holds_stays_as_it_is_read_or_is_corrected() {
        let modality_after = |cells: &str| {
            let mut read = relation("loc:nl", Predicate::Supports, "org:navo", "Nederland steunt de NAVO");
            read.modality = Modality::Planned;
            let mut relations = vec![read];
            let row =
                format!("{HEADER}\naccept\tbrief\tsupports\tloc:nl\tNederland\t\t\t\torg:navo{cells}\n");
            let corrections = Corrections::new(read_all(&row)).unwrap();
            corrections.apply_to_relations(&Document::from_text("brief", TEXT), &mut relations);
            (relations.len(), relations[0].modality, relations[0].negated)
        };
        assert_eq!(modality_after(""), (1, Modality::Planned, false));
        assert_eq!(modality_after("\t\tasserted"), (1, Modality::Asserted, false));
        assert_eq!(modality_after("\ttrue\trequired"), (1, Modality::Required, true));
        let added = "add\tbrief\tsupports\tloc:nl\tNAVO steunt de EU\t\t\t\torg:eu\t\tpossible\n";
        let mut relations = Vec::new();
        let corrections = Corrections::new(read_all(&format!("{HEADER}\n{added}"))).unwrap();
        corrections.apply_to_relations(&Document::from_text("brief", TEXT), &mut relations);
        assert_eq!(relations[0].modality, Modality::Possible);
        let torn = "correction::conflict c.tsv:2: accept supports org:navo org:eu (planned) and c.tsv:3: accept supports org:navo org:eu (required) contradict each other: neither holds";
        let said = |words: &str, modality: &str| {
            format!("accept\tbrief\tsupports\torg:navo\t{words}\t\t\t\torg:eu\t\t{modality}\n")
        };
        check_told(
            &(said("NAVO steunt", "planned") + &said("de EU", "required")),
            &[CITES, NL, MOTION, NAVO],
            &[torn],
        );
    }

    fn read_all(rows: &str) -> Vec<Decision> {
        read("c.tsv", rows).unwrap()
    }

    #[test]
    fn whether_a_relation_is_denied_stays_as_it_is_read_or_is_corrected() {
        const READ: &str = "loc:nl not supports org:navo [Nederland steunt de NAVO] test";
        const DENIED: &str = "loc:nl not supports org:navo [Nederland steunt de NAVO] correction";
        const HELD: &str = "loc:nl supports org:navo [Nederland steunt de NAVO] correction";
        let accept = "accept\tbrief\tsupports\tloc:nl\tNederland\t\t\t\torg:navo";
        check_of(true, "", &[CITES, READ, MOTION, NAVO]);
        check_of(true, accept, &[CITES, DENIED, MOTION, NAVO]);
        check_of(true, &format!("{accept}\tfalse"), &[CITES, HELD, MOTION, NAVO]);
        check_of(false, accept, &[CITES, HELD, MOTION, NAVO]);
        check_of(false, &format!("{accept}\ttrue"), &[CITES, DENIED, MOTION, NAVO]);
        // Rejected everywhere, brought back in this letter.
        let all = "reject\t\tsupports\t\tsteunt\n";
        check_of(true, &format!("{all}{accept}"), &[CITES, DENIED, MOTION]);
        check_of(true, &format!("{all}{accept}\tfalse"), &[CITES, HELD, MOTION]);
        check_of(false, &format!("{all}{accept}"), &[CITES, HELD, MOTION]);
        let new = "loc:nl not supports org:eu [NAVO steunt de EU] correction";
        check(
            "add\tbrief\tsupports\tloc:nl\tNAVO steunt de EU\t\t\t\torg:eu\ttrue",
            &[CITES, new, NL, MOTION, NAVO],
        );
    }

    /// What is told of decisions that contradict each other by different words.
    #[track_caller]
    fn check_told(rows: &str, relations: &[&str], expected: &[&str]) {
        check(rows, relations);
        let doc = Document::from_text("brief", TEXT);
        let decisions = read("c.tsv", &format!("{HEADER}\n{rows}")).unwrap();
        let squeezed = Squeezed::new(TEXT);
        let bound = |decision: &&Decision| !bind(TEXT, &squeezed, decision).is_empty();
        let mut findings = Findings::default();
        note_torn(&decisions.iter().filter(bound).collect::<Vec<_>>(), &mut findings);
        let told: Vec<String> =
            findings.diagnostics.iter().map(|note| format!("{} {}", note.code, note.message)).collect();
        assert_eq!(told, expected, "{rows} {}", doc.id());
    }

    #[test]
    fn decisions_that_contradict_each_other_by_different_words_are_told() {
        let reject = "reject\tbrief\tsupports\torg:navo\tde EU\t\t\t\torg:eu\n";
        let accept = "accept\tbrief\tsupports\torg:navo\tNAVO steunt\t\t\t\torg:eu\n";
        let with_context = "accept\tbrief\tsupports\torg:navo\tNAVO steunt\t\tde EU\t\torg:eu\n";
        let sure = "org:navo supports org:eu [de NAVO steunt de EU] correction";
        let torn = "correction::conflict c.tsv:2: reject supports org:navo org:eu and c.tsv:3: accept supports org:navo org:eu contradict each other: neither holds";
        check_told(&format!("{reject}{accept}"), &[CITES, NL, MOTION, NAVO], &[torn]);
        let won = "correction::conflict c.tsv:2: reject supports org:navo org:eu is left aside: c.tsv:3 says accept supports org:navo org:eu and has more context";
        check_told(&format!("{reject}{with_context}"), &[CITES, NL, MOTION, sure], &[won]);
        let denied = accept.replace("org:eu\n", "org:eu\ttrue\n");
        let not_denied = "accept\tbrief\tsupports\torg:navo\tde EU\t\t\t\torg:eu\tfalse\n";
        let torn = "correction::conflict c.tsv:2: accept supports org:navo org:eu (denied) and c.tsv:3: accept supports org:navo org:eu (not denied) contradict each other: neither holds";
        check_told(&format!("{denied}{not_denied}"), &[CITES, NL, MOTION, NAVO], &[torn]);
        // A rule and its exception, the same said twice, words of another letter.
        let rule = reject.replace("\tbrief\t", "\t\t");
        check_told(&format!("{rule}{accept}"), &[CITES, NL, MOTION, sure], &[]);
        check_told(
            &format!("{accept}accept\tbrief\tsupports\torg:navo\tde EU\t\t\t\torg:eu\n"),
            &[CITES, NL, MOTION, sure],
            &[],
        );
        check_told(&format!("{accept}{}", reject.replace("de EU", "de VN")), &[CITES, NL, MOTION, sure], &[]);
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
