//! Figures of a comparison, and their sums over letters.

use griffier_doc::{MentionType, Predicate};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many gold has, how many were found, and how many of those are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In gold.
    pub gold: u64,
    /// Found.
    pub found: u64,
    /// Both.
    pub correct: u64,
}

impl Counts {
    /// Share of what was found that is right; `None` when nothing was found.
    pub fn precision(self) -> Option<f64> {
        ratio(self.correct, self.found)
    }
    /// Share of gold that was found; `None` when gold has nothing.
    pub fn recall(self) -> Option<f64> {
        ratio(self.correct, self.gold)
    }
    /// Harmonic mean of precision and recall; `None` when neither side has anything.
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.correct, self.gold + self.found)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.correct += other.correct;
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(6))?;
        for (key, count) in [("gold", self.gold), ("found", self.found), ("correct", self.correct)] {
            map.serialize_entry(key, &count)?;
        }
        for (key, value) in [("precision", self.precision()), ("recall", self.recall()), ("f1", self.f1())] {
            map.serialize_entry(key, &value.map(four_decimals))?;
        }
        map.end()
    }
}

/// How many of the cases asked about are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Right ones.
    pub correct: u64,
    /// All.
    pub asked: u64,
}

impl Share {
    /// The share; `None` when nothing was asked.
    pub fn value(self) -> Option<f64> {
        ratio(self.correct, self.asked)
    }
    pub(crate) fn count(&mut self, correct: bool) {
        self.asked += 1;
        self.correct += u64::from(correct);
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.correct += other.correct;
        self.asked += other.asked;
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("correct", &self.correct)?;
        map.serialize_entry("asked", &self.asked)?;
        map.serialize_entry("share", &self.value().map(four_decimals))?;
        map.end()
    }
}

/// The figures of one type of mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TypeScores {
    /// Right when span and type are equal.
    pub strict: Counts,
    /// Right when the types are equal and the spans overlap, one to one.
    pub overlap: Counts,
    /// Of the strictly right ones those with the right id, where gold has one.
    pub links: Share,
}

impl AddAssign for TypeScores {
    fn add_assign(&mut self, other: Self) {
        self.strict += other.strict;
        self.overlap += other.overlap;
        self.links += other.links;
    }
}

/// All figures of one letter or, added up, of many. As JSON they also carry the ratios, with four decimals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Number of letters.
    pub letters: u64,
    types: BTreeMap<MentionType, TypeScores>,
    predicates: BTreeMap<Predicate, Counts>,
    /// Of the offices strictly found those with the right holder, where gold names one.
    pub holders: Share,
}

impl Scores {
    /// The figures of all types together.
    pub fn mentions(&self) -> TypeScores {
        self.types.values().fold(TypeScores::default(), |mut sum, &scores| {
            sum += scores;
            sum
        })
    }
    /// The figures of all predicates together.
    pub fn relations(&self) -> Counts {
        self.predicates.values().fold(Counts::default(), |mut sum, &counts| {
            sum += counts;
            sum
        })
    }
    /// The figures of each type that either side has, in the order of the guidelines.
    pub fn types(&self) -> impl Iterator<Item = (MentionType, TypeScores)> {
        self.types.iter().map(|(&kind, &scores)| (kind, scores))
    }
    /// The figures of each predicate that either side has, in the order of the guidelines.
    pub fn predicates(&self) -> impl Iterator<Item = (Predicate, Counts)> {
        self.predicates.iter().map(|(&predicate, &counts)| (predicate, counts))
    }
    pub(crate) fn of_type(&mut self, kind: MentionType) -> &mut TypeScores {
        self.types.entry(kind).or_default()
    }
    pub(crate) fn of_predicate(&mut self, predicate: Predicate) -> &mut Counts {
        self.predicates.entry(predicate).or_default()
    }
}

impl AddAssign<&Scores> for Scores {
    fn add_assign(&mut self, other: &Scores) {
        self.letters += other.letters;
        self.holders += other.holders;
        other.types().for_each(|(kind, scores)| *self.of_type(kind) += scores);
        other.predicates().for_each(|(predicate, counts)| *self.of_predicate(predicate) += counts);
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Record {
            letters: u64,
            mentions: TypeScores,
            holders: Share,
            relations: Counts,
            types: BTreeMap<&'static str, TypeScores>,
            predicates: BTreeMap<&'static str, Counts>,
        }
        Record {
            letters: self.letters,
            mentions: self.mentions(),
            holders: self.holders,
            relations: self.relations(),
            types: self.types().map(|(kind, scores)| (kind.name(), scores)).collect(),
            predicates: self.predicates().map(|(predicate, counts)| (predicate.name(), counts)).collect(),
        }
        .serialize(serializer)
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn four_decimals(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
