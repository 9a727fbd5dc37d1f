//! The comparison of one letter: counts and differences.

use crate::align::{Alignment, align, common_bytes};
use crate::difference::{Difference, Verdict};
use crate::gold::{Gold, GoldMention};
use crate::grouping::{Grouping, is_open, targets};
use crate::predicted::{Predicted, PredictedMention};
use crate::scores::Scores;
use griffier_doc::{MentionType, Predicate};
use std::collections::{BTreeMap, BTreeSet};

/// What the comparison of one letter says.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Its figures.
    pub scores: Scores,
    /// Every place where the two sides differ: mentions in reading order, then relations.
    pub differences: Vec<Difference>,
}

/// Compares what was found in a letter with its gold.
///
/// - A mention is right when span and type are equal, nested ones included.
/// - A link is asked for where a right mention's gold id is not `?`. It is right when the ids are equal (several targets
///   as a set). Where neither id is one of the knowledge base (`is_known` says which are), the sides need only group
///   the same mentions together: the majority decides, one to one, which gold id an id found stands for. Gold's `NIL`
///   agrees with any link to nothing. An ambiguous link is wrong.
/// - A holder is asked for where a right OFFICE has one in gold other than `?`.
/// - Relations count once for each subject, predicate and object, ids found read as the gold ids they stand for.
pub fn compare(gold: &Gold, predicted: &Predicted, is_known: &dyn Fn(&str) -> bool) -> Comparison {
    let alignment = align(gold.mentions(), &predicted.mentions);
    let pairs = alignment.strict.iter().map(|&(g, f)| (&gold.mentions()[g], &predicted.mentions[f]));
    let open = |id: &str| is_open(id, is_known);
    let grouping = Grouping::new(pairs.filter_map(|(gold, found)| {
        let id = found.id.as_deref()?;
        ((found.nil || open(id)) && open(&gold.id)).then_some((id, gold.id.as_str()))
    }));
    let mut sides =
        Sides { gold, predicted, alignment, grouping, scores: Scores::default(), differences: Vec::new() };
    sides.scores.letters = 1;
    sides.count_mentions();
    sides.unmatched_mentions();
    sides.links();
    sides.differences.sort_by_key(|&(at, _)| at);
    sides.relations();
    let differences = sides.differences.into_iter().map(|(_, difference)| difference).collect();
    Comparison { scores: sides.scores, differences }
}

struct Sides<'s> {
    gold: &'s Gold,
    predicted: &'s Predicted,
    alignment: Alignment,
    grouping: Grouping,
    scores: Scores,
    /// With the byte where each stands.
    differences: Vec<(usize, Difference)>,
}

impl Sides<'_> {
    fn count_mentions(&mut self) {
        for mention in self.gold.mentions() {
            let scores = self.scores.of_type(mention.kind);
            scores.strict.gold += 1;
            scores.overlap.gold += 1;
        }
        for mention in &self.predicted.mentions {
            let scores = self.scores.of_type(mention.kind);
            scores.strict.found += 1;
            scores.overlap.found += 1;
        }
        for &(g, _) in &self.alignment.strict {
            let scores = self.scores.of_type(self.gold.mentions()[g].kind);
            scores.strict.correct += 1;
            scores.overlap.correct += 1;
        }
        for &(g, _) in &self.alignment.near {
            self.scores.of_type(self.gold.mentions()[g].kind).overlap.correct += 1;
        }
    }

    fn unmatched_mentions(&mut self) {
        let gold_matched: BTreeSet<usize> = self.alignment.strict.iter().map(|&(g, _)| g).collect();
        let found_matched: BTreeSet<usize> = self.alignment.strict.iter().map(|&(_, f)| f).collect();
        let missed: Vec<_> = without(self.gold.mentions(), &gold_matched);
        let wrong: Vec<_> = without(&self.predicted.mentions, &found_matched);
        for gold in &missed {
            let near = wrong
                .iter()
                .map(|found| (common_bytes(gold, found), found))
                .filter(|&(shared, _)| shared > 0);
            let near = near.max_by_key(|&(shared, found)| (shared, std::cmp::Reverse(found.span)));
            let near = near.map(|(_, found)| format!("{} `{}`", found.kind.name(), found.text));
            let difference = self.at_gold(gold, Verdict::Missed);
            let difference = Difference { gold: Some(gold.id.clone()), near, ..difference };
            self.differences.push((gold.span.start(), difference));
        }
        for found in &wrong {
            let near =
                missed.iter().map(|gold| (common_bytes(gold, found), gold)).filter(|&(shared, _)| shared > 0);
            let near = near.max_by_key(|&(shared, gold)| (shared, std::cmp::Reverse(gold.span)));
            let near = near.map(|(_, gold)| format!("{} `{}`", gold.kind.name(), gold.text));
            let difference = Difference {
                letter: self.gold.letter().to_owned(),
                line: found.line,
                verdict: Verdict::False,
                item: found.kind.name(),
                text: found.text.clone(),
                gold: None,
                found: found.id.clone(),
                near,
                why: Some(found.why.clone()),
            };
            self.differences.push((found.span.start(), difference));
        }
    }

    fn links(&mut self) {
        for (g, f) in std::mem::take(&mut self.alignment.strict) {
            let (gold, found) = (&self.gold.mentions()[g], &self.predicted.mentions[f]);
            if gold.id != "?" {
                let correct = self.same_thing(gold, found);
                self.scores.of_type(gold.kind).links.count(correct);
                if !correct {
                    self.differ(gold, found, Verdict::Link, &gold.id, found.id.as_ref());
                }
            }
            let holder = gold.attr("holder").filter(|holder| holder.starts_with("person:"));
            if let Some(holder) = holder.filter(|_| gold.kind == MentionType::Office) {
                let correct = found
                    .holder
                    .as_ref()
                    .is_some_and(|found| self.grouping.gold_ids(found) == targets(holder));
                self.scores.holders.count(correct);
                if !correct {
                    self.differ(gold, found, Verdict::Holder, holder, found.holder.as_ref());
                }
            }
        }
    }

    fn same_thing(&self, gold: &GoldMention, found: &PredictedMention) -> bool {
        let Some(id) = &found.id else { return false };
        if gold.id == "NIL" {
            return found.nil;
        }
        targets(id) == targets(&gold.id) || self.grouping.gold_ids(id) == targets(&gold.id)
    }

    fn differ(
        &mut self,
        gold: &GoldMention,
        found: &PredictedMention,
        verdict: Verdict,
        want: &str,
        got: Option<&String>,
    ) {
        let difference = Difference {
            gold: Some(want.to_owned()),
            found: got.cloned(),
            why: Some(found.why.clone()),
            ..self.at_gold(gold, verdict)
        };
        self.differences.push((gold.span.start(), difference));
    }

    fn at_gold(&self, gold: &GoldMention, verdict: Verdict) -> Difference {
        Difference {
            letter: self.gold.letter().to_owned(),
            line: gold.line,
            verdict,
            item: gold.kind.name(),
            text: gold.text.clone(),
            gold: None,
            found: None,
            near: None,
            why: None,
        }
    }

    fn relations(&mut self) {
        let mut gold = BTreeMap::new();
        for relation in self.gold.relations() {
            let place = Place { line: relation.line, evidence: &relation.evidence, why: None };
            let same = |id| targets(id);
            triples(relation.predicate, same(&relation.subject), same(&relation.object), place, &mut gold);
        }
        let mut found = BTreeMap::new();
        for relation in &self.predicted.relations {
            let place = Place { line: relation.line, evidence: &relation.evidence, why: Some(&relation.why) };
            let read = |id| self.grouping.gold_ids(id);
            triples(relation.predicate, read(&relation.subject), read(&relation.object), place, &mut found);
        }
        for triple in gold.keys() {
            let counts = self.scores.of_predicate(triple.0);
            counts.gold += 1;
            counts.correct += u64::from(found.contains_key(triple));
        }
        found.keys().for_each(|triple| self.scores.of_predicate(triple.0).found += 1);
        let missed = gold.iter().filter(|(triple, _)| !found.contains_key(*triple));
        let wrong = found.iter().filter(|(triple, _)| !gold.contains_key(*triple));
        let both = missed.map(|item| (item, Verdict::Missed)).chain(wrong.map(|item| (item, Verdict::False)));
        let mut differences: Vec<_> = both.collect();
        differences
            .sort_by_key(|&((triple, place), verdict)| (place.line, *triple, verdict == Verdict::False));
        for ((&(predicate, subject, object), place), verdict) in differences {
            let ends = Some(format!("{subject} → {object}"));
            let (gold, found) = if verdict == Verdict::Missed { (ends, None) } else { (None, ends) };
            let difference = Difference {
                letter: self.gold.letter().to_owned(),
                line: place.line,
                verdict,
                item: predicate.name(),
                text: place.evidence.to_owned(),
                gold,
                found,
                near: None,
                why: place.why.map(str::to_owned),
            };
            self.differences.push((usize::MAX, difference));
        }
    }
}

/// Where a relation is said, and by which rule it was read.
#[derive(Clone, Copy)]
struct Place<'s> {
    line: usize,
    evidence: &'s str,
    why: Option<&'s str>,
}

type Triple<'s> = (Predicate, &'s str, &'s str);

/// Adds a relation for each pair of targets; of equal ones the first stays.
fn triples<'s>(
    predicate: Predicate,
    subjects: BTreeSet<&'s str>,
    objects: BTreeSet<&'s str>,
    place: Place<'s>,
    into: &mut BTreeMap<Triple<'s>, Place<'s>>,
) {
    for subject in subjects {
        for &object in &objects {
            into.entry((predicate, subject, object)).or_insert(place);
        }
    }
}

fn without<'i, T>(items: &'i [T], matched: &BTreeSet<usize>) -> Vec<&'i T> {
    items.iter().enumerate().filter(|(at, _)| !matched.contains(at)).map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests;
