//! How names found agree with names given: span and type must be equal, as the scorer of CoNLL counts.

use crate::labels::Name;

/// Counts of one type, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Names given.
    pub gold: usize,
    /// Names found.
    pub found: usize,
    /// Names found that are given.
    pub correct: usize,
}

impl Counts {
    /// Share of the found that is right.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.found)
    }
    /// Share of the given that is found.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }
    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.found)
    }
    /// Adds `other`.
    pub fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.correct += other.correct;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts for each type of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// By the number of the type.
    pub types: Vec<Counts>,
}

impl Score {
    /// A score of `types` types, nothing counted.
    pub fn new(types: usize) -> Self {
        Self { types: vec![Counts::default(); types] }
    }
    /// Counts one text; both lists are sorted and disjoint.
    pub fn count(&mut self, gold: &[Name], found: &[Name]) {
        for name in gold {
            self.types[usize::from(name.kind)].gold += 1;
        }
        for name in found {
            let counts = &mut self.types[usize::from(name.kind)];
            counts.found += 1;
            counts.correct += usize::from(gold.binary_search(name).is_ok());
        }
    }
    /// All types together.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.types.iter().for_each(|&counts| all.add(counts));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_when_span_and_type_are_equal() {
        let name = |from, to, kind| Name { from, to, kind };
        let mut score = Score::new(2);
        score.count(
            &[name(0, 2, 0), name(4, 5, 1), name(7, 8, 1)],
            &[name(0, 2, 0), name(4, 6, 1), name(7, 8, 0)],
        );
        assert_eq!(score.types[0], Counts { gold: 1, found: 2, correct: 1 });
        assert_eq!(score.types[1], Counts { gold: 2, found: 1, correct: 0 });
        assert_eq!(score.all(), Counts { gold: 3, found: 3, correct: 1 });
        assert!((score.all().f1() - 1.0 / 3.0).abs() < 1e-9 && score.types[1].f1() == 0.0);
        assert_eq!(Counts::default().precision(), 0.0);
    }
}
