//! Sequences against all sequences there are, counted out.

use super::*;
use crate::hash::Random;

const TYPES: usize = 2;

/// Every sequence of `len` labels that may be, with its score.
fn all(moves: &Moves, scores: &[f32], len: usize) -> Vec<(Vec<u8>, f32)> {
    let width = moves.width;
    let mut sequences: Vec<(Vec<u8>, f32)> = vec![(Vec::new(), 0.0)];
    for i in 0..len {
        let mut longer = Vec::new();
        for (sequence, score) in sequences {
            let before = sequence.last().copied().unwrap_or(OUTSIDE);
            for label in (0..width as u8).filter(|&label| may_follow(before, label)) {
                let mut next = sequence.clone();
                next.push(label);
                let own = scores[i * width + usize::from(label)];
                longer.push((next, score + moves.get(before, label) + own));
            }
        }
        sequences = longer;
    }
    sequences.retain(|(sequence, _)| may_follow(sequence.last().copied().unwrap_or(OUTSIDE), OUTSIDE));
    for (sequence, score) in &mut sequences {
        *score += moves.get(sequence.last().copied().unwrap_or(OUTSIDE), OUTSIDE);
    }
    sequences
}

fn random(len: usize, seed: u64) -> (Moves, Vec<f32>) {
    let mut random = Random(seed);
    let mut number = || (random.below(4000) as f32 - 2000.0) / 700.0;
    let width = count(TYPES);
    let scores: Vec<f32> = (0..width * width).map(|_| number()).collect();
    (Moves::new(TYPES, Some(&scores)), (0..len * width).map(|_| number()).collect())
}

#[test]
fn the_best_sequence_is_the_best_of_all_that_may_be() {
    for seed in 0..40 {
        let len = 1 + seed as usize % 4;
        let (moves, scores) = random(len, seed);
        let mut best = Vec::new();
        Lattice::default().best(&moves, &scores, &mut best);
        let top = all(&moves, &scores, len).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(best, top.0, "seed {seed}");
    }
}

#[test]
fn probabilities_are_those_of_all_sequences_together() {
    for seed in 0..20 {
        let len = 1 + seed as usize % 4;
        let (moves, scores) = random(len, seed);
        let mut lattice = Lattice::default();
        lattice.marginals(&moves, &scores);
        let all = all(&moves, &scores, len);
        let whole: f64 = all.iter().map(|(_, score)| f64::from(*score).exp()).sum();
        for i in 0..len {
            for label in 0..moves.width {
                let with = all.iter().filter(|(sequence, _)| usize::from(sequence[i]) == label);
                let share = with.map(|(_, score)| f64::from(*score).exp()).sum::<f64>() / whole;
                let found = f64::from(lattice.probability[i * moves.width + label]);
                assert!(
                    (share - found).abs() < 1e-3,
                    "seed {seed}, token {i}, label {label}: {share} {found}"
                );
            }
        }
    }
}

#[test]
fn no_score_makes_a_sequence_that_may_not_be() {
    let moves = Moves::new(TYPES, None);
    let inside = crate::labels::label(1, crate::labels::Place::Inside);
    let mut scores = vec![0.0; moves.width * 3];
    for row in scores.chunks_exact_mut(moves.width) {
        row[usize::from(inside)] = 1.0e6;
    }
    let mut best = Vec::new();
    Lattice::default().best(&moves, &scores, &mut best);
    assert_eq!(crate::labels::names(&best).len(), 1);
    assert!(best.windows(2).all(|pair| may_follow(pair[0], pair[1])), "{best:?}");
    Lattice::default().best(&moves, &[], &mut best);
    assert_eq!(best, []);
}
