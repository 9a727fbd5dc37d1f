//! From a letter to the hits of a model: subwords, scores, labels of tokens, names.

use crate::error::ModelError;
use crate::folder::Folder;
use crate::labels::{Label, Place};
use crate::network::Network;
use crate::windows::windows;
use griffier_doc::{Document, Finder, Hit, MentionType, Target, TokenKind, ZoneKind};
use griffier_subword::{Subword, align};
use griffier_tagger::Claims;
use griffier_text::Span;
use std::fmt;
use std::path::Path;

/// Who claims what a model finds.
pub const RULE: &str = "model";

/// A model that is ready to read letters.
pub struct Model {
    folder: Folder,
    network: Network,
    /// Special subwords before and behind the text.
    before: Vec<i64>,
    behind: Vec<i64>,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("file", &self.folder.network).finish_non_exhaustive()
    }
}

/// The label of a token, and how probable the model finds it.
#[derive(Clone, Copy, Debug)]
struct Guess {
    /// Number of the label.
    label: usize,
    probability: f32,
}

/// A name that is being read.
struct Open<'m> {
    span: Span,
    label: &'m Label,
    /// The probability of its least sure token.
    least: f32,
}

impl Model {
    /// Reads and tries the model in `folder`.
    ///
    /// # Errors
    /// When a file is missing, is not what it should be, or contradicts another; the file is named.
    pub fn open(folder: &Path) -> Result<Self, ModelError> {
        let folder = Folder::read(folder)?;
        let network = Network::open(&folder)?;
        let probe = folder.tokenizer.encode_whole("a").unwrap_or_default();
        let text = probe.iter().position(|subword| !subword.special);
        let specials = |from: usize, to: usize| {
            let marks = probe[from..to].iter().filter(|subword| subword.special);
            marks.map(|subword| i64::from(subword.id)).collect()
        };
        let split = text.unwrap_or(probe.len() / 2);
        let (before, behind) = (specials(0, split), specials(split, probe.len()));
        Ok(Self { folder, network, before, behind })
    }

    /// The most probable label of each subword.
    fn guesses(&self, ids: &[u32]) -> Result<Vec<Guess>, String> {
        let marks = self.before.len() + self.behind.len();
        let room = self.network.length.saturating_sub(marks);
        let labels = self.folder.labels.0.len();
        let mut guesses = Vec::with_capacity(ids.len());
        for window in windows(ids.len(), room) {
            let text = ids[window.given.clone()].iter().map(|&id| i64::from(id));
            let given: Vec<i64> =
                self.before.iter().copied().chain(text).chain(self.behind.iter().copied()).collect();
            let scores = self.network.run(&given)?;
            let skipped = self.before.len() + (window.read.start - window.given.start);
            let rows = scores.chunks_exact(labels).skip(skipped).take(window.read.len());
            guesses.extend(rows.map(guess));
        }
        Ok(guesses)
    }

    /// The names of a letter that nothing has claimed.
    fn hits(&self, doc: &Document) -> Result<Vec<Hit>, String> {
        let subwords = self.folder.tokenizer.encode(doc.text()).map_err(|error| error.to_string())?;
        let ids: Vec<u32> = subwords.iter().map(|subword| subword.id).collect();
        let guesses = self.guesses(&ids)?;
        // A token is what its first subword is: so are such models trained. That can be the sign for the blank before it.
        let mut of_token: Vec<Option<Guess>> = vec![None; doc.tokens().len()];
        let mut first = 0;
        for (i, aligned) in align(doc, &subwords, 0).iter().enumerate() {
            if i == 0 || subwords[i - 1].word != subwords[i].word || !is_blank(doc, &subwords[i - 1]) {
                first = i;
            }
            let Some(guess) = guesses.get(first) else { break };
            for token in aligned.tokens.clone() {
                if let Some(slot) = of_token.get_mut(token as usize) {
                    slot.get_or_insert(*guess);
                }
            }
        }
        let claims = Claims::new(doc.hits());
        let mut hits = self.names(doc, &of_token);
        hits.retain(|hit| !claims.touch(hit.span));
        Ok(hits)
    }

    /// Reads the labels of tokens as names. None runs over the end of a sentence.
    fn names(&self, doc: &Document, guesses: &[Option<Guess>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut open: Option<Open<'_>> = None;
        let mut sentences = doc.sentences().iter().peekable();
        for (token, guess) in doc.tokens().iter().zip(guesses) {
            while sentences.next_if(|sentence| sentence.span.start() <= token.span.start()).is_some() {
                close(&mut open, &mut hits);
            }
            // A mark of a note stands within a name or behind it, and is none of it.
            if token.kind == TokenKind::NoteMark || doc.zone_at(token.span.start()) == ZoneKind::PageFurniture
            {
                continue;
            }
            let label = guess.and_then(|guess| self.folder.labels.0.get(guess.label)?.as_ref());
            let (Some(label), Some(Guess { probability, .. })) = (label, *guess) else {
                close(&mut open, &mut hits);
                continue;
            };
            let goes_on = matches!(label.place, Place::Inside | Place::End);
            match &mut open {
                Some(open) if goes_on && open.label.name == label.name => {
                    open.span = open.span.cover(token.span);
                    open.least = open.least.min(probability);
                }
                _ => {
                    close(&mut open, &mut hits);
                    open = Some(Open { span: token.span, label, least: probability });
                }
            }
            if matches!(label.place, Place::End | Place::Single) {
                close(&mut open, &mut hits);
            }
        }
        close(&mut open, &mut hits);
        hits
    }
}

impl Finder for Model {
    fn find(&self, doc: &mut Document) {
        match self.hits(doc) {
            Ok(hits) => doc.push_hits(hits),
            Err(words) => {
                let message = format!(
                    "{}: {words}; nothing of this letter is from the model",
                    self.folder.network.display()
                );
                doc.push_diagnostic(None, "model::failed", message);
            }
        }
    }
}

/// Ends the name that is being read.
fn close(open: &mut Option<Open<'_>>, hits: &mut Vec<Hit>) {
    let Some(Open { span, label, least }) = open.take() else { return };
    let Some(kind) = label.kind.filter(|_| least >= label.least) else { return };
    hits.push(hit(span, kind, least));
}

/// Whether a subword stands for a blank alone.
fn is_blank(doc: &Document, subword: &Subword) -> bool {
    doc.slice(subword.span).trim().is_empty()
}

fn hit(span: Span, kind: MentionType, confidence: f32) -> Hit {
    Hit::rule(span, kind, Target::Name, RULE).with_confidence(confidence)
}

/// The best of a row of scores, with its share of the whole (softmax).
fn guess(scores: &[f32]) -> Guess {
    let best = scores.iter().enumerate().fold((0, f32::NEG_INFINITY), |best, (label, &score)| {
        if score > best.1 { (label, score) } else { best }
    });
    let total: f32 = scores.iter().map(|score| (score - best.1).exp()).sum();
    Guess { label: best.0, probability: 1.0 / total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_a_share_of_the_whole() {
        let Guess { label, probability } = guess(&[1.0, 3.0, 1.0]);
        assert_eq!(label, 1);
        assert!((probability - 0.787).abs() < 0.001, "{probability}");
        assert_eq!(guess(&[1e30, -1e30]).probability, 1.0);
        assert_eq!(guess(&[2.0, 2.0]).label, 0);
    }
}
