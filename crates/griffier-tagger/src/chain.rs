//! Sequences of labels: the best one, and how probable each label is. Only sequences that obey [`may_follow`] exist.

use crate::labels::{OUTSIDE, count, may_follow};

/// A score that no sequence can make up for.
const NEVER: f32 = -1.0e9;

/// Scores of one label after another, with the pairs that may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moves {
    /// How many labels.
    pub width: usize,
    /// `scores[from * width + to]`; [`NEVER`] where `to` may not follow.
    scores: Vec<f32>,
    /// For each label those it may follow.
    before: Vec<Vec<u8>>,
    /// For each label those that may follow it.
    after: Vec<Vec<u8>>,
}

impl Moves {
    /// Moves between the labels of `types` types with all scores `scores`, or zero without.
    pub fn new(types: usize, scores: Option<&[f32]>) -> Self {
        let width = count(types);
        let labels = || 0..width as u8;
        let may = |from: u8, to: u8| may_follow(from, to);
        let before = labels().map(|to| labels().filter(|&from| may(from, to)).collect()).collect();
        let after = labels().map(|from| labels().filter(|&to| may(from, to)).collect()).collect();
        let score = |(i, allowed): (usize, bool)| match (allowed, scores) {
            (false, _) => NEVER,
            (true, None) => 0.0,
            (true, Some(scores)) => scores.get(i).copied().unwrap_or(0.0),
        };
        let pairs = labels().flat_map(|from| labels().map(move |to| may(from, to)));
        Self { width, scores: pairs.enumerate().map(score).collect(), before, after }
    }
    /// The score of `to` after `from`.
    pub fn get(&self, from: u8, to: u8) -> f32 {
        self.scores[usize::from(from) * self.width + usize::from(to)]
    }
    pub fn get_mut(&mut self, from: u8, to: u8) -> &mut f32 {
        &mut self.scores[usize::from(from) * self.width + usize::from(to)]
    }
    /// All scores, row by row; those of pairs that may not be are zero.
    pub fn all(&self) -> impl Iterator<Item = f32> {
        self.scores.iter().map(|&score| if score == NEVER { 0.0 } else { score })
    }
    /// The pairs that may be.
    pub fn pairs(&self) -> impl Iterator<Item = (u8, u8)> {
        self.after.iter().enumerate().flat_map(|(from, after)| after.iter().map(move |&to| (from as u8, to)))
    }
}

/// Work space for one chain after another.
#[derive(Default)]
pub(crate) struct Lattice {
    forward: Vec<f32>,
    backward: Vec<f32>,
    back: Vec<u8>,
    exp: Vec<f32>,
    exp_moves: Vec<f32>,
    /// Probability of each label at each token, after [`Lattice::marginals`].
    pub probability: Vec<f32>,
    scale: Vec<f32>,
}

impl Lattice {
    /// The best sequence for tokens with `scores` (`width` a token), written to `best`. Before and behind it stands `O`.
    pub fn best(&mut self, moves: &Moves, scores: &[f32], best: &mut Vec<u8>) {
        let width = moves.width;
        let len = scores.len() / width;
        self.forward.clear();
        self.forward.resize(len * width, NEVER);
        self.back.clear();
        self.back.resize(len * width, 0);
        for i in 0..len {
            for to in 0..width {
                let (mut top, mut from_top) = (f32::MIN, OUTSIDE);
                if i == 0 {
                    top = moves.get(OUTSIDE, to as u8);
                } else {
                    for &from in &moves.before[to] {
                        let score =
                            self.forward[(i - 1) * width + usize::from(from)] + moves.get(from, to as u8);
                        if score > top {
                            (top, from_top) = (score, from);
                        }
                    }
                }
                self.forward[i * width + to] = (top + scores[i * width + to]).max(NEVER);
                self.back[i * width + to] = from_top;
            }
        }
        best.clear();
        best.resize(len, OUTSIDE);
        let Some(row) = len.checked_sub(1).map(|last| &self.forward[last * width..]) else { return };
        let (mut label, mut top) = (OUTSIDE, f32::MIN);
        for &from in &moves.before[usize::from(OUTSIDE)] {
            let score = row[usize::from(from)] + moves.get(from, OUTSIDE);
            if score > top {
                (label, top) = (from, score);
            }
        }
        for i in (0..len).rev() {
            best[i] = label;
            label = self.back[i * width + usize::from(label)];
        }
    }

    /// The probability of each label at each token, in [`Lattice::probability`].
    pub fn marginals(&mut self, moves: &Moves, scores: &[f32]) {
        let width = moves.width;
        let len = scores.len() / width;
        self.exp_moves.clear();
        self.exp_moves
            .extend(moves.scores.iter().map(|&score| if score == NEVER { 0.0 } else { score.exp() }));
        self.exp.clear();
        for row in scores.chunks_exact(width) {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            self.exp.extend(row.iter().map(|score| (score - top).max(-60.0).exp()));
        }
        self.walk_forward(moves, len);
        self.walk_backward(moves, len);
        self.probability.clear();
        self.probability.resize(len * width, 0.0);
        for i in 0..len {
            let at = i * width..(i + 1) * width;
            let products = self.forward[at.clone()].iter().zip(&self.backward[at.clone()]);
            let mut sum = 0.0;
            for (slot, (a, b)) in self.probability[at.clone()].iter_mut().zip(products) {
                *slot = a * b;
                sum += a * b;
            }
            if sum > 0.0 {
                self.probability[at].iter_mut().for_each(|p| *p /= sum);
            }
        }
    }

    fn walk_forward(&mut self, moves: &Moves, len: usize) {
        let width = moves.width;
        self.forward.clear();
        self.forward.resize(len * width, 0.0);
        self.scale.clear();
        for i in 0..len {
            let mut sum = 0.0;
            for to in 0..width {
                let reach = if i == 0 {
                    self.exp_moves[to]
                } else {
                    let row = &self.forward[(i - 1) * width..i * width];
                    let from = moves.before[to].iter().map(|&from| usize::from(from));
                    from.map(|from| row[from] * self.exp_moves[from * width + to]).sum()
                };
                let value = reach * self.exp[i * width + to];
                self.forward[i * width + to] = value;
                sum += value;
            }
            let scale = if sum > 0.0 { 1.0 / sum } else { 1.0 };
            self.forward[i * width..(i + 1) * width].iter_mut().for_each(|value| *value *= scale);
            self.scale.push(scale);
        }
    }

    fn walk_backward(&mut self, moves: &Moves, len: usize) {
        let width = moves.width;
        self.backward.clear();
        self.backward.resize(len * width, 0.0);
        for i in (0..len).rev() {
            let mut sum = 0.0;
            for from in 0..width {
                let value = if i + 1 == len {
                    self.exp_moves[from * width]
                } else {
                    let row = (i + 1) * width;
                    let to = moves.after[from].iter().map(|&to| usize::from(to));
                    to.map(|to| {
                        self.exp_moves[from * width + to] * self.exp[row + to] * self.backward[row + to]
                    })
                    .sum()
                };
                self.backward[i * width + from] = value;
                sum += value;
            }
            let scale = if sum > 0.0 { 1.0 / sum } else { 1.0 };
            self.backward[i * width..(i + 1) * width].iter_mut().for_each(|value| *value *= scale);
        }
    }

    /// After [`Lattice::marginals`]: the probability of label `to` right behind `from`, both at token `i - 1` and `i`, up to
    /// a factor that is the same for all pairs.
    pub fn pair(&self, moves: &Moves, i: usize, from: u8, to: u8) -> f32 {
        let (width, from, to) = (moves.width, usize::from(from), usize::from(to));
        self.forward[(i - 1) * width + from]
            * self.exp_moves[from * width + to]
            * self.exp[i * width + to]
            * self.backward[i * width + to]
    }
}

#[cfg(test)]
mod tests;
