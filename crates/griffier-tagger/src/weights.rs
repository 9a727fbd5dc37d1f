//! The weights of one pass as they are used: a byte each, in rows found by the hash of a feature.

use crate::bits::{push_number, take_number};
use crate::chain::Moves;
use crate::fit::Learned;
use crate::labels::count;

/// Weights of one pass.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub moves: Moves,
    /// What a byte is worth.
    unit: f32,
    /// Open addressing: the hash of a feature, and its row; [`FREE`] for none.
    slots: Vec<(u32, u32)>,
    rows: Vec<i8>,
    /// Features in order, for writing.
    features: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Weights {
    /// Makes learned weights small: rows in which nothing reaches `least` are dropped, the rest becomes bytes.
    pub fn compress(learned: &Learned, least: f32) -> Self {
        let width = learned.moves.width;
        let rows = || learned.weights.chunks_exact(width);
        let top = |row: &[f32]| row.iter().fold(0.0_f32, |top, weight| top.max(weight.abs()));
        let mut tops: Vec<f32> = rows().map(top).filter(|&top| top >= least).collect();
        tops.sort_unstable_by(f32::total_cmp);
        // The few largest are cut off, so that the many small ones keep their differences.
        let limit = tops.get(tops.len().saturating_sub(1 + tops.len() / 500)).copied().unwrap_or(1.0);
        let unit = (limit / 127.0).max(1e-6);
        let (mut features, mut bytes) = (Vec::new(), Vec::new());
        for (&feature, row) in learned.features.iter().zip(rows()) {
            if top(row) >= least {
                features.push(feature);
                bytes.extend(row.iter().map(|weight| (weight / unit).round().clamp(-127.0, 127.0) as i8));
            }
        }
        Self::new(learned.moves.clone(), unit, features, bytes)
    }
    fn new(moves: Moves, unit: f32, features: Vec<u32>, rows: Vec<i8>) -> Self {
        let mut slots = vec![(0, FREE); (features.len() * 2).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        for (row, &feature) in features.iter().enumerate() {
            let mut at = feature as usize & mask;
            while slots[at].1 != FREE {
                at = (at + 1) & mask;
            }
            slots[at] = (feature, row as u32);
        }
        Self { moves, unit, slots, rows, features }
    }
    pub fn len(&self) -> usize {
        self.features.len()
    }
    /// Writes the scores of a token with `features` to `scores`, which is as wide as there are labels.
    pub fn score(&self, features: &[u32], sums: &mut [i32], scores: &mut [f32]) {
        let width = self.moves.width;
        let mask = self.slots.len() - 1;
        sums.fill(0);
        for &feature in features {
            let mut at = feature as usize & mask;
            loop {
                let (hash, row) = self.slots[at];
                if row == FREE {
                    break;
                }
                if hash == feature {
                    let from = row as usize * width;
                    let row = &self.rows[from..from + width];
                    sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
                    break;
                }
                at = (at + 1) & mask;
            }
        }
        scores.iter_mut().zip(sums).for_each(|(score, &mut sum)| *score = sum as f32 * self.unit);
    }
    /// Appends the weights to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        let width = self.moves.width;
        out.extend(self.unit.to_le_bytes());
        self.moves.all().for_each(|score| out.extend(score.to_le_bytes()));
        push_number(self.features.len() as u32, out);
        let mut before = 0;
        for (&feature, row) in self.features.iter().zip(self.rows.chunks_exact(width)) {
            push_number(feature - before, out);
            before = feature;
            for part in row.chunks(8) {
                let mask = part.iter().enumerate().fold(0_u8, |mask, (i, &w)| mask | u8::from(w != 0) << i);
                out.push(mask);
            }
            out.extend(row.iter().filter(|&&weight| weight != 0).map(|&weight| weight as u8));
        }
    }
    /// Takes what [`Weights::write`] wrote off the front of `bytes`.
    pub fn read(bytes: &mut &[u8], types: usize) -> Option<Self> {
        let width = count(types);
        let unit = take_float(bytes)?;
        let scores: Option<Vec<f32>> = (0..width * width).map(|_| take_float(bytes)).collect();
        let moves = Moves::new(types, Some(&scores?));
        let len = take_number(bytes)? as usize;
        // A row takes two bytes at least.
        if len > bytes.len() / 2 {
            return None;
        }
        let (mut features, mut rows) = (Vec::with_capacity(len), vec![0_i8; len * width]);
        let mut before = 0_u32;
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            let gap = take_number(bytes)?;
            if i > 0 && gap == 0 {
                return None;
            }
            before = before.checked_add(gap)?;
            features.push(before);
            let (masks, rest) = bytes.split_at_checked(width.div_ceil(8))?;
            *bytes = rest;
            for (k, weight) in row.iter_mut().enumerate() {
                if masks[k / 8] >> (k % 8) & 1 == 1 {
                    let (&byte, rest) = bytes.split_first()?;
                    *bytes = rest;
                    *weight = byte as i8;
                }
            }
        }
        Some(Self::new(moves, unit, features, rows))
    }
}

pub(crate) fn take_float(bytes: &mut &[u8]) -> Option<f32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(f32::from_le_bytes(*head)).filter(|float| float.is_finite() && float.abs() < 1e6)
}
