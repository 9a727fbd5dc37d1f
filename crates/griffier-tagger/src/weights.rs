//! The weights of one pass as they are used: a byte each, in rows found by the hash of a feature.

use crate::bits::{push_number, take_number};
use crate::chain::Moves;
use crate::fit::Learned;
use crate::labels::count;
use std::sync::OnceLock;

/// Weights of one pass.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub moves: Moves,
    /// What a byte is worth.
    unit: f32,
    /// Made when the scores of one pass alone are asked for, which is when a model is trained.
    slots: OnceLock<Slots>,
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
        Self { moves, unit, slots: OnceLock::new(), rows, features }
    }
    pub fn len(&self) -> usize {
        self.features.len()
    }
    /// Writes the scores of a token with `features` to `scores`, which is as wide as there are labels.
    pub fn score(&self, features: &[u32], sums: &mut [i32], scores: &mut [f32]) {
        let width = self.moves.width;
        let slots = self.slots.get_or_init(|| Slots::new(&self.features));
        sums.fill(0);
        for row in features.iter().filter_map(|&feature| slots.row(feature)) {
            let row = &self.rows[row * width..(row + 1) * width];
            sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum += i32::from(weight));
        }
        self.scale(sums, scores);
    }
    /// The scores that sums of weights are worth.
    pub fn scale(&self, sums: &[i32], scores: &mut [f32]) {
        scores.iter_mut().zip(sums).for_each(|(score, &sum)| *score = sum as f32 * self.unit);
    }
    /// The features with their rows, in order.
    fn all(&self) -> impl Iterator<Item = (u32, &[i8])> {
        self.features.iter().copied().zip(self.rows.chunks_exact(self.moves.width))
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
            for (part, &mask) in row.chunks_mut(8).zip(masks) {
                let mut mask = mask & (0xff >> (8 - part.len()));
                let (kept, rest) = bytes.split_at_checked(mask.count_ones() as usize)?;
                *bytes = rest;
                for &byte in kept {
                    part[mask.trailing_zeros() as usize] = byte as i8;
                    mask &= mask - 1;
                }
            }
        }
        Some(Self::new(moves, unit, features, rows))
    }
}

/// Which row a feature has. Open addressing, behind a filter that fits a cache: most features of a text have none.
#[derive(Clone, Debug)]
struct Slots {
    /// Some eight bits a feature, found by the upper bits of its hash; a slot is found by the lower ones.
    filter: Vec<u64>,
    shift: u32,
    /// The hash of a feature, and its row; [`FREE`] for none.
    slots: Vec<(u32, u32)>,
}

impl Slots {
    /// Row `n` is that of the feature at place `n`.
    fn new(features: &[u32]) -> Self {
        let bits = (features.len() * 8).next_power_of_two().clamp(64, 1 << 31);
        let slots = (features.len() * 2).next_power_of_two().max(2);
        let shift = 32 - bits.trailing_zeros();
        let mut made = Self { filter: vec![0; bits / 64], shift, slots: vec![(0, FREE); slots] };
        let mask = made.slots.len() - 1;
        for (row, &feature) in features.iter().enumerate() {
            let mut at = feature as usize & mask;
            while made.slots[at].1 != FREE {
                at = (at + 1) & mask;
            }
            made.slots[at] = (feature, row as u32);
            let bit = (feature >> shift) as usize;
            made.filter[bit / 64] |= 1 << (bit % 64);
        }
        made
    }
    #[inline]
    fn row(&self, feature: u32) -> Option<usize> {
        let bit = (feature >> self.shift) as usize;
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let (hash, row) = self.slots[at];
            if row == FREE {
                return None;
            }
            if hash == feature {
                return Some(row as usize);
            }
            at = (at + 1) & mask;
        }
    }
}

/// Weights of a row that are added at once.
const LANES: usize = 8;
/// Rows whose sums fit sixteen bits for certain.
const BLOCK: usize = 256;
/// Lanes that are added at once, of a model that is not as wide as the one that griffier brings.
const MOST: usize = 6;

/// The weights of both passes side by side, so that a feature of the text is looked up once for both.
#[derive(Clone, Debug)]
pub(crate) struct Joint {
    slots: Slots,
    /// Of each feature a row: first pass, second pass, zeros up to whole lanes.
    rows: Vec<[i8; LANES]>,
    /// Lanes of a row.
    lanes: usize,
}

impl Joint {
    pub fn new(first: &Weights, second: &Weights) -> Self {
        let width = first.moves.width;
        let mut features: Vec<u32> = first.features.iter().chain(&second.features).copied().collect();
        // Two runs that rise: the stable sort merges them.
        features.sort();
        features.dedup();
        let lanes = (2 * width).div_ceil(LANES);
        let mut rows = vec![[0; LANES]; lanes * features.len() + MOST];
        for (weights, from) in [(first, 0), (second, width)] {
            let mut number = 0;
            for (feature, row) in weights.all() {
                number += features[number..].iter().take_while(|&&other| other < feature).count();
                let all = rows[number * lanes..(number + 1) * lanes].as_flattened_mut();
                all[from..from + width].copy_from_slice(row);
            }
        }
        Self { slots: Slots::new(&features), rows, lanes }
    }
    /// Writes the sums of the weights of `features` to `sums`: those of the first pass, then those of the second.
    pub fn sum(&self, features: &[u32], sums: &mut [i32]) {
        match self.lanes {
            // As many as the model has that griffier brings.
            5 => self.sum_lanes::<5>(features, sums),
            _ => self.sum_lanes::<MOST>(features, sums),
        }
    }
    /// The same, `N` lanes at a time, whose sums stay in registers.
    fn sum_lanes<const N: usize>(&self, features: &[u32], sums: &mut [i32]) {
        sums.fill(0);
        for features in features.chunks(BLOCK) {
            for (step, sums) in sums.chunks_mut(N * LANES).enumerate() {
                let mut part = [[0_i16; LANES]; N];
                for row in features.iter().filter_map(|&feature| self.slots.row(feature)) {
                    let row = self.rows.get(row * self.lanes + step * N..);
                    // Behind the last row stand lanes of zeros; what is taken of the next row is not asked for.
                    let Some(row) = row.and_then(<[_]>::first_chunk::<N>) else { continue };
                    for (part, weights) in part.iter_mut().zip(row) {
                        part.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += i16::from(weight));
                    }
                }
                sums.iter_mut().zip(part.as_flattened()).for_each(|(sum, &part)| *sum += i32::from(part));
            }
        }
    }
}

pub(crate) fn take_float(bytes: &mut &[u8]) -> Option<f32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(f32::from_le_bytes(*head)).filter(|float| float.is_finite() && float.abs() < 1e6)
}
