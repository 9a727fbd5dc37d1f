//! Learns the weights of one pass: a conditional random field, by stochastic gradients with a step of its own for every
//! weight (AdaGrad). The same examples and seed give the same weights, bit for bit.

use crate::chain::{Lattice, Moves};
use crate::hash::Random;
use std::collections::HashMap;

/// Stretches of open tokens with their features and labels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Examples {
    /// Features of all tokens.
    features: Vec<u32>,
    /// One past the last feature of each token.
    ends: Vec<u32>,
    /// Label of each token.
    pub labels: Vec<u8>,
    /// One past the last token of each chain.
    pub chains: Vec<u32>,
}

impl Examples {
    pub fn token(&mut self, features: &[u32], label: u8) {
        self.features.extend(features);
        self.ends.push(self.features.len() as u32);
        self.labels.push(label);
    }
    pub fn end_chain(&mut self) {
        self.chains.push(self.labels.len() as u32);
    }
    pub fn features(&self, token: usize) -> &[u32] {
        let from = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[from as usize..self.ends[token] as usize]
    }
    pub fn chain(&self, chain: usize) -> std::ops::Range<usize> {
        let from = chain.checked_sub(1).map_or(0, |before| self.chains[before]);
        from as usize..self.chains[chain] as usize
    }
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub epochs: u32,
    pub seed: u64,
    /// Features seen less often are left out.
    pub least: u32,
    /// Share of the features of a token that a step does without, in 256ths.
    pub dropout: u32,
    /// Length of a step.
    pub rate: f32,
    /// Pull of every weight in use towards zero.
    pub decay: f32,
}

/// Learned weights, before they are made small.
#[derive(Clone, Debug)]
pub(crate) struct Learned {
    /// Hash of each feature.
    pub features: Vec<u32>,
    /// One row a feature.
    pub weights: Vec<f32>,
    pub moves: Moves,
}

/// Learns from `chains` of `examples`.
pub(crate) fn fit(
    examples: &Examples,
    chains: &[u32],
    types: usize,
    settings: Settings,
    tell: &mut dyn FnMut(u32, f64),
) -> Learned {
    let moves = Moves::new(types, None);
    let (features, rows) = dictionary(examples, chains, settings.least);
    let mut fitting = Fitting {
        squares: vec![1.0; features.len() * moves.width],
        weights: vec![0.0; features.len() * moves.width],
        move_squares: vec![1.0; moves.width * moves.width],
        sums: Vec::new(),
        moves,
        settings,
        random: Random(settings.seed),
        lattice: Lattice::default(),
        scores: Vec::new(),
        kept: Vec::new(),
        kept_ends: Vec::new(),
    };
    let mut order: Vec<u32> = chains.to_vec();
    for epoch in 0..settings.epochs {
        fitting.random.shuffle(&mut order);
        let loss: f64 = order.iter().map(|&chain| fitting.step(examples, &rows, chain as usize)).sum();
        tell(epoch + 1, loss / examples.labels.len().max(1) as f64);
        if epoch >= settings.epochs / 2 {
            fitting.remember();
        }
    }
    let kept = settings.epochs - settings.epochs / 2;
    let weights = match fitting.sums.is_empty() {
        true => fitting.weights,
        false => fitting.sums.iter().map(|sum| sum / kept as f32).collect(),
    };
    Learned { features, weights, moves: fitting.moves }
}

/// The features that occur often enough, and for every feature of every token its row, or none.
fn dictionary(examples: &Examples, chains: &[u32], least: u32) -> (Vec<u32>, Vec<u32>) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for &chain in chains {
        for token in examples.chain(chain as usize) {
            examples.features(token).iter().for_each(|&feature| *counts.entry(feature).or_default() += 1);
        }
    }
    let mut features: Vec<u32> =
        counts.into_iter().filter(|&(_, count)| count >= least).map(|(feature, _)| feature).collect();
    features.sort_unstable();
    let index: HashMap<u32, u32> = features.iter().enumerate().map(|(row, &f)| (f, row as u32)).collect();
    let rows = examples.features.iter().map(|f| index.get(f).copied().unwrap_or(u32::MAX)).collect();
    (features, rows)
}

struct Fitting {
    weights: Vec<f32>,
    squares: Vec<f32>,
    moves: Moves,
    move_squares: Vec<f32>,
    /// Sum of the weights of the later epochs.
    sums: Vec<f32>,
    settings: Settings,
    random: Random,
    lattice: Lattice,
    scores: Vec<f32>,
    kept: Vec<u32>,
    kept_ends: Vec<u32>,
}

impl Fitting {
    /// One step on one chain; its loss.
    fn step(&mut self, examples: &Examples, rows: &[u32], chain: usize) -> f64 {
        let tokens = examples.chain(chain);
        self.score(examples, rows, tokens.clone());
        self.lattice.marginals(&self.moves, &self.scores);
        let width = self.moves.width;
        let mut loss = 0.0;
        for (i, token) in tokens.clone().enumerate() {
            let row = &mut self.lattice.probability[i * width..(i + 1) * width];
            let gold = usize::from(examples.labels[token]);
            loss -= f64::from(row[gold].max(1e-9).ln());
            row[gold] -= 1.0;
        }
        self.update_moves(&examples.labels[tokens]);
        self.update();
        loss
    }

    fn score(&mut self, examples: &Examples, rows: &[u32], tokens: std::ops::Range<usize>) {
        let width = self.moves.width;
        self.scores.clear();
        self.scores.resize(tokens.len() * width, 0.0);
        self.kept.clear();
        self.kept_ends.clear();
        let keep = 256 - self.settings.dropout;
        let scale = 256.0 / keep as f32;
        for (i, token) in tokens.enumerate() {
            let from = token.checked_sub(1).map_or(0, |before| examples.ends[before]) as usize;
            let scores = &mut self.scores[i * width..(i + 1) * width];
            let mut bits = 0_u64;
            for (k, &row) in rows[from..examples.ends[token] as usize].iter().enumerate() {
                if k % 8 == 0 {
                    bits = self.random.next();
                }
                let drop = (bits & 0xff) as u32 >= keep;
                bits >>= 8;
                if drop || row == u32::MAX {
                    continue;
                }
                self.kept.push(row);
                let weights = &self.weights[row as usize * width..(row as usize + 1) * width];
                scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
            }
            scores.iter_mut().for_each(|score| *score *= scale);
            self.kept_ends.push(self.kept.len() as u32);
        }
    }

    fn update(&mut self) {
        let width = self.moves.width;
        let Settings { rate, decay, .. } = self.settings;
        let mut from = 0;
        for (i, &end) in self.kept_ends.iter().enumerate() {
            let errors = &self.lattice.probability[i * width..(i + 1) * width];
            if errors.iter().any(|error| error.abs() > 1e-3) {
                for &row in &self.kept[from..end as usize] {
                    let at = row as usize * width..(row as usize + 1) * width;
                    let weights = self.weights[at.clone()].iter_mut().zip(&mut self.squares[at]);
                    for ((weight, square), &error) in weights.zip(errors) {
                        let gradient = error + decay * *weight;
                        *square += gradient * gradient;
                        *weight -= rate * gradient / square.sqrt();
                    }
                }
            }
            from = end as usize;
        }
    }

    /// The gradient of the moves: what was expected less what is given.
    fn update_moves(&mut self, labels: &[u8]) {
        let width = self.moves.width;
        let mut gradient = vec![0.0_f32; width * width];
        for i in 1..labels.len() {
            let mut sum = 0.0;
            for (from, to) in self.moves.pairs() {
                sum += self.lattice.pair(&self.moves, i, from, to);
            }
            if sum > 0.0 {
                for (from, to) in self.moves.pairs() {
                    let at = usize::from(from) * width + usize::from(to);
                    gradient[at] += self.lattice.pair(&self.moves, i, from, to) / sum;
                }
            }
            gradient[usize::from(labels[i - 1]) * width + usize::from(labels[i])] -= 1.0;
        }
        let pairs: Vec<(u8, u8)> = self.moves.pairs().collect();
        for (from, to) in pairs {
            let at = usize::from(from) * width + usize::from(to);
            let gradient = gradient[at];
            self.move_squares[at] += gradient * gradient;
            *self.moves.get_mut(from, to) -= self.settings.rate * gradient / self.move_squares[at].sqrt();
        }
    }

    fn remember(&mut self) {
        if self.sums.is_empty() {
            self.sums = vec![0.0; self.weights.len()];
        }
        self.sums.iter_mut().zip(&self.weights).for_each(|(sum, weight)| *sum += weight);
    }
}
