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
        self.tag_around(passage, &vec![true; passage.tokens.len()])
    }

    /// The names of those stretches of a passage in which one of the tokens stands that are `asked` for. Other stretches are
    /// read as far as they hold the same words.
    pub(crate) fn tag_around(&self, passage: &Passage<'_>, asked: &[bool]) -> Vec<Found> {
        let page = Page::read(passage, &self.lexicon);
        let chains: Vec<Chain> = chains(&page).map(|tokens| Chain::new(tokens, asked)).collect();
        let seconds = self.first_pass(&page, &chains, &mut Desk::default());
        self.second_pass(&page, &chains, seconds)
    }

    /// Labels the stretches that count for those that are asked for: these, and where a word of theirs stands again. Also
    /// gives what the second pass makes of the text of the asked ones, token by token.
    fn first_pass(&self, page: &Page, chains: &[Chain], desk: &mut Desk) -> (Votes, Vec<i32>) {
        let (weights, joint) = (&self.first, self.joint());
        let width = weights.moves.width;
        let counts = counting(page, chains);
        let mut labels = vec![crate::labels::OUTSIDE; page.words.len()];
        let mut seconds = Vec::new();
        desk.sums.resize(2 * width, 0);
        for (chain, _) in chains.iter().zip(counts).filter(|(_, counts)| *counts) {
            desk.scores.clear();
            desk.scores.resize(chain.tokens.len() * width, 0.0);
            for (token, scores) in chain.tokens.clone().zip(desk.scores.chunks_exact_mut(width)) {
                desk.features.clear();
                of_text(page, token, &mut Sink::new(&mut desk.features));
                joint.sum(&desk.features, &mut desk.sums);
                weights.scale(&desk.sums[..width], scores);
                if chain.asked {
                    seconds.extend(&desk.sums[width..]);
                }
            }
            desk.lattice.best(&weights.moves, &desk.scores, &mut desk.best);
            labels[chain.tokens.clone()].copy_from_slice(&desk.best);
        }
        (Votes::new(page, labels, self.types.len()), seconds)
    }

    fn second_pass(&self, page: &Page, chains: &[Chain], (votes, seconds): (Votes, Vec<i32>)) -> Vec<Found> {
        let (weights, joint) = (&self.second, self.joint());
        let width = weights.moves.width;
        let (mut desk, mut found) = (Desk::default(), Vec::new());
        let mut of_texts = seconds.chunks_exact(width);
        desk.sums.resize(2 * width, 0);
        for chain in chains.iter().filter(|chain| chain.asked) {
            desk.scores.clear();
            desk.scores.resize(chain.tokens.len() * width, 0.0);
            for ((token, scores), of_text) in
                chain.tokens.clone().zip(desk.scores.chunks_exact_mut(width)).zip(&mut of_texts)
            {
                desk.features.clear();
                of_labels(page, &votes, token, &mut Sink::new(&mut desk.features));
                joint.sum(&desk.features, &mut desk.sums);
                let sums = &mut desk.sums[width..];
                sums.iter_mut().zip(of_text).for_each(|(sum, of_text)| *sum += of_text);
                weights.scale(sums, scores);
            }
            desk.lattice.best(&weights.moves, &desk.scores, &mut desk.best);
            if desk.best.iter().all(|&label| label == crate::labels::OUTSIDE) {
                continue;
            }
            desk.lattice.marginals(&weights.moves, &desk.scores);
            let from = chain.tokens.start as u32;
            for name in names(&desk.best) {
                let probability = certainty(&name, &desk.lattice.probability, width);
                let name = Name { from: name.from + from, to: name.to + from, ..name };
                found.push(Found { name, confidence: self.calibrated(name.kind, probability), probability });
            }
        }
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

/// A stretch of open tokens.
struct Chain {
    tokens: std::ops::Range<usize>,
    asked: bool,
}

impl Chain {
    fn new(tokens: std::ops::Range<usize>, asked: &[bool]) -> Self {
        let asked = asked[tokens.clone()].contains(&true);
        Self { tokens, asked }
    }
}

/// For each stretch whether the labels of a first pass count: it is asked for, or shares a capitalised word with one that is.
fn counting(page: &Page, chains: &[Chain]) -> Vec<bool> {
    let mut groups = vec![false; page.again.len()];
    for chain in chains.iter().filter(|chain| chain.asked) {
        for token in chain.tokens.clone() {
            if let Some(group) = groups.get_mut(page.again.number(token) as usize) {
                *group = true;
            }
        }
    }
    let shared = |token: usize| groups.get(page.again.number(token) as usize).is_some_and(|&group| group);
    chains.iter().map(|chain| chain.asked || chain.tokens.clone().any(shared)).collect()
}

/// Labels a page with the weights of a first pass.
pub(crate) fn label_page(page: &Page, weights: &Weights, desk: &mut Desk) -> Vec<u8> {
    let moves: &Moves = &weights.moves;
    let width = moves.width;
    let mut labels = vec![crate::labels::OUTSIDE; page.words.len()];
    desk.sums.resize(width, 0);
    for chain in chains(page) {
        desk.scores.clear();
        desk.scores.resize(chain.len() * width, 0.0);
        for (token, scores) in chain.clone().zip(desk.scores.chunks_exact_mut(width)) {
            desk.features.clear();
            features(page, None, token, &mut desk.features);
            weights.score(&desk.features, &mut desk.sums[..width], scores);
        }
        desk.lattice.best(moves, &desk.scores, &mut desk.best);
        labels[chain].copy_from_slice(&desk.best);
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
