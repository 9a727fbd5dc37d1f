//! What a first pass said of the same word, and of the same name, elsewhere in a text.

use crate::again::{Again, NONE};
use crate::hash;
use crate::labels::{MAX_TYPES, Place, count, label, names, parts};
use crate::passage::Page;

/// What the other occurrences of a word were labelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vote {
    /// Most frequent type of the others, counted from 1; 0 for no name, 100 if there are no others.
    pub kind: u32,
    /// How sure the majority is: 3 all, 2 most, 1 else.
    pub share: u32,
    /// Most frequent label of the others; 100 if there are no others.
    pub label: u32,
}

/// The labels of a first pass over one text.
#[derive(Clone, Debug)]
pub(crate) struct Votes {
    labels: Vec<u8>,
    /// For each group of words the number of each label.
    counts: Vec<u16>,
    width: usize,
    /// For each token what a name found elsewhere would make it, or [`NONE`].
    phrases: Vec<u32>,
}

/// The most words of a name that is looked for again.
const LONGEST: usize = 6;

impl Votes {
    pub fn new(page: &Page, labels: Vec<u8>, types: usize) -> Self {
        let width = count(types.min(MAX_TYPES));
        let mut counts = vec![0_u16; page.again.len() * width];
        for (i, &label) in labels.iter().enumerate() {
            let group = page.again.number(i);
            if group != NONE
                && let Some(count) = counts.get_mut(group as usize * width + usize::from(label))
            {
                *count = count.saturating_add(1);
            }
        }
        let phrases = phrases(page, &labels);
        Self { labels, counts, width, phrases }
    }
    pub fn label(&self, token: usize) -> u8 {
        self.labels[token]
    }
    pub fn phrase(&self, token: usize) -> u32 {
        self.phrases[token]
    }
    /// How the other occurrences of the word at `token` were labelled.
    pub fn word(&self, again: &Again, token: usize) -> Vote {
        let group = again.number(token);
        let absent = Vote { kind: 100, share: 0, label: 100 };
        if group == NONE {
            return absent;
        }
        let from = group as usize * self.width;
        let counts = &self.counts[from..from + self.width];
        let own = usize::from(self.labels[token]);
        let others = |label: usize| u32::from(counts[label].saturating_sub(u16::from(label == own)));
        let mut kinds = [0_u32; MAX_TYPES + 1];
        let (mut total, mut best) = (0, (0, 0));
        for label in 0..self.width {
            let count = others(label);
            total += count;
            kinds[parts(label as u8).map_or(0, |(kind, _)| usize::from(kind) + 1)] += count;
            if count > best.0 {
                best = (count, label);
            }
        }
        if total == 0 {
            return absent;
        }
        let (mut kind, mut most) = (0, 0);
        for (i, &count) in kinds.iter().enumerate() {
            if count > most {
                (kind, most) = (i, count);
            }
        }
        let share = if most == total {
            3
        } else if most * 3 >= total * 2 {
            2
        } else {
            1
        };
        Vote { kind: kind as u32, share, label: best.1 as u32 }
    }
}

/// Where names of several words stand again, word by word: each token gets the label it would have there.
fn phrases(page: &Page, labels: &[u8]) -> Vec<u32> {
    let mut known: Vec<(u32, u8, u32)> = Vec::new();
    let key = |from: usize, to: usize| page.words[from..to].iter().fold(0, |h, w| hash::pair(h, w.lower));
    for name in names(labels) {
        let (from, to) = (name.from as usize, name.to as usize);
        if (2..=LONGEST).contains(&(to - from)) {
            known.push((key(from, to), name.kind, name.from));
        }
    }
    known.sort_unstable();
    let mut found = vec![NONE; labels.len()];
    if known.is_empty() {
        return found;
    }
    for sentence in &page.sentences {
        for from in sentence.from..sentence.to {
            if !page.open[from] {
                continue;
            }
            let mut hash = page.words[from].lower;
            hash = hash::pair(0, hash);
            for to in from + 2..=(from + LONGEST).min(sentence.to) {
                hash = hash::pair(hash, page.words[to - 1].lower);
                let at = known.partition_point(|&(key, ..)| key < hash);
                let mut same = known[at..].iter().take(3).take_while(|&&(key, ..)| key == hash);
                if let Some(&(_, kind, _)) = same.find(|&&(.., place)| place as usize != from) {
                    for (i, slot) in found[from..to].iter_mut().enumerate() {
                        let place = match i {
                            0 => Place::Begin,
                            i if i + 1 == to - from => Place::End,
                            _ => Place::Inside,
                        };
                        *slot = label(kind, place).into();
                    }
                }
            }
        }
    }
    found
}
