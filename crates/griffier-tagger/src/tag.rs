//! Tagging: a passage in, names with a probability each out.

use crate::chain::{Lattice, Moves};
use crate::features::{Sink, of_labels, of_text};
use crate::labels::{Name, Place, label, names};
use crate::model::{Model, STEPS};
use crate::passage::{Page, Passage};
use crate::votes::Votes;
use crate::weights::Weights;

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its tokens and the number of its type.
    pub name: Name,
    /// How often such a name was right on text that the model had not seen.
    pub confidence: f32,
    /// What the model itself says, not calibrated.
    pub probability: f32,
}

/// Work space: features and scores of one chain at a time.
#[derive(Default)]
pub(crate) struct Desk {
    features: Vec<u32>,
    sums: Vec<i32>,
    scores: Vec<f32>,
    best: Vec<u8>,
    lattice: Lattice,
}

impl Model {
    /// The names of a passage, in order, disjoint. Time is linear in its length.
    pub fn tag(&self, passage: &Passage<'_>) -> Vec<Found> {
        let page = Page::read(passage, &self.lexicon);
        if !page.open.contains(&true) {
            return Vec::new();
        }
        let mut desk = Desk::default();
        let first = label_page(&page, &self.first, None, &mut desk, &mut |_, _, _| {});
        let votes = Votes::new(&page, first, self.types.len());
        let mut found = Vec::new();
        label_page(&page, &self.second, Some(&votes), &mut desk, &mut |from, labels, probability| {
            let width = self.second.moves.width;
            for name in names(labels) {
                let probability = certainty(&name, probability, width);
                let name = Name { from: name.from + from as u32, to: name.to + from as u32, ..name };
                found.push(Found { name, confidence: self.calibrated(name.kind, probability), probability });
            }
        });
        found
    }

    /// What a probability is worth by the calibration table, between the middles of its steps.
    pub(crate) fn calibrated(&self, kind: u8, probability: f32) -> f32 {
        let Some(table) = self.calibration.get(usize::from(kind)) else { return 0.0 };
        let place = (probability.clamp(0.0, 1.0) * STEPS as f32 - 0.5).clamp(0.0, STEPS as f32 - 1.0);
        let (low, part) = (place.floor() as usize, place.fract());
        table[low] * (1.0 - part) + table[(low + 1).min(STEPS - 1)] * part
    }
}

/// The probability of a name: the least of its tokens.
fn certainty(name: &Name, probability: &[f32], width: usize) -> f32 {
    let (from, to) = (name.from as usize, name.to as usize);
    let places = (from..to).map(|i| match (i == from, i + 1 == to) {
        (true, true) => (i, Place::Single),
        (true, false) => (i, Place::Begin),
        (false, true) => (i, Place::End),
        (false, false) => (i, Place::Inside),
    });
    places.map(|(i, place)| probability[i * width + usize::from(label(name.kind, place))]).fold(1.0, f32::min)
}

/// The stretches of open tokens of a page.
pub(crate) fn chains(page: &Page) -> impl Iterator<Item = std::ops::Range<usize>> {
    page.sentences.iter().flat_map(move |sentence| {
        let mut at = sentence.from;
        std::iter::from_fn(move || {
            let from = (at..sentence.to).find(|&i| page.open[i])?;
            let to = (from..sentence.to).find(|&i| !page.open[i]).unwrap_or(sentence.to);
            at = to;
            Some(from..to)
        })
    })
}

/// Hears the first token of a chain, its labels and their probabilities.
type Listener<'l> = dyn FnMut(usize, &[u8], &[f32]) + 'l;

/// Labels a page with the weights of one pass; `each` hears every chain with its labels and probabilities.
pub(crate) fn label_page(
    page: &Page,
    weights: &Weights,
    votes: Option<&Votes>,
    desk: &mut Desk,
    each: &mut Listener<'_>,
) -> Vec<u8> {
    let moves: &Moves = &weights.moves;
    let width = moves.width;
    let mut labels = vec![crate::labels::OUTSIDE; page.words.len()];
    desk.sums.resize(width, 0);
    for chain in chains(page) {
        desk.scores.clear();
        desk.scores.resize(chain.len() * width, 0.0);
        for (i, token) in chain.clone().enumerate() {
            desk.features.clear();
            features(page, votes, token, &mut desk.features);
            let scores = &mut desk.scores[i * width..(i + 1) * width];
            weights.score(&desk.features, &mut desk.sums[..width], scores);
        }
        desk.lattice.best(moves, &desk.scores, &mut desk.best);
        labels[chain.clone()].copy_from_slice(&desk.best);
        if votes.is_some() && desk.best.iter().any(|&label| label != 0) {
            desk.lattice.marginals(moves, &desk.scores);
            each(chain.start, &desk.best, &desk.lattice.probability);
        }
    }
    labels
}

/// All features of a token in one pass.
pub(crate) fn features(page: &Page, votes: Option<&Votes>, token: usize, out: &mut Vec<u32>) {
    let mut sink = Sink::new(out);
    of_text(page, token, &mut sink);
    if let Some(votes) = votes {
        of_labels(page, votes, token, &mut sink);
    }
}
