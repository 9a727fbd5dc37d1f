//! A text as the tagger reads it: words as hashes, which of them may be part of a name, where else each one stands.

use crate::lexicon::{LONGEST_PLACE, Lexicon, known, phrase};
use crate::word::{Word, flag};
use griffier_text::Span;

/// What a list says of a stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub span: Span,
    /// What: see [`Evidence::PERSON`] and the others.
    pub kind: u8,
    /// Whether the name means that wherever it stands.
    pub sure: bool,
}

impl Evidence {
    /// Someone on a list.
    pub const PERSON: u8 = 0;
    /// A body on a list.
    pub const ORGANISATION: u8 = 1;
    /// A place on a list.
    pub const LOCATION: u8 = 2;
    /// Something else on a list: an act, a treaty, a programme.
    pub const OTHER: u8 = 3;
}

/// A text with its tokens, sentences and evidence, as the tagger takes it.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'t> {
    /// The text that the spans are of.
    pub text: &'t str,
    /// Tokens, sorted and disjoint.
    pub tokens: &'t [Span],
    /// One past the last token of each sentence, rising; tokens behind the last are a sentence of their own.
    pub ends: &'t [u32],
    /// What lists say, sorted by span.
    pub evidence: &'t [Evidence],
}

/// A sentence as token numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub from: usize,
    pub to: usize,
    /// Share of its words that have a capital, in quarters.
    pub capitals: u8,
}

/// Small words between two capitalised ones that may be part of one name.
const GAP: usize = 4;
/// Small words behind the last capitalised one.
const TRAIL: usize = 1;

/// What the features of one text are computed from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub words: Vec<Word>,
    pub sentences: Vec<Sentence>,
    /// The sentence of each token.
    pub sentence_of: Vec<u32>,
    /// Whether a token may be part of a name.
    pub open: Vec<bool>,
    /// The run of capitalised words that a token stands in.
    pub run: Vec<(u32, u32)>,
    pub again: crate::again::Again,
}

impl Page {
    /// Reads a passage; time is linear in its length.
    pub fn read(passage: &Passage<'_>, lexicon: &Lexicon) -> Self {
        let slice = |span: &Span| passage.text.get(span.range()).unwrap_or("");
        let words: Vec<Word> = passage.tokens.iter().map(|span| Word::read(slice(span))).collect();
        let sentences = sentences(&words, passage.ends);
        let mut page = Self { words, sentences, ..Self::default() };
        page.mark(passage);
        page.open_words();
        page.look_up(lexicon);
        page.find_places(lexicon);
        page.again = crate::again::Again::read(&page.words, &page.sentences);
        page
    }

    /// Writes what lists say onto the words: for each kind whether one begins or goes on, sure or not.
    fn mark(&mut self, passage: &Passage<'_>) {
        let mut at = 0;
        for evidence in passage.evidence {
            while passage.tokens.get(at).is_some_and(|span| span.end() <= evidence.span.start()) {
                at += 1;
            }
            let inside = passage.tokens[at..].iter().take_while(|span| span.start() < evidence.span.end());
            for i in at..at + inside.take(LONGEST_EVIDENCE).count() {
                let place = u16::from(i > at) * 2 + u16::from(evidence.sure);
                self.words[i].listed |= 1 << (u16::from(evidence.kind) * 4 + place);
            }
        }
    }

    fn open_words(&mut self) {
        self.open = vec![false; self.words.len()];
        self.run = (0..self.words.len() as u32).map(|i| (i, i + 1)).collect();
        self.sentence_of = vec![0; self.words.len()];
        for (number, sentence) in self.sentences.iter().enumerate() {
            self.sentence_of[sentence.from..sentence.to].fill(number as u32);
            let mut last: Option<usize> = None;
            let mut run = sentence.from;
            for i in sentence.from..sentence.to {
                if !self.words[i].is_capital() {
                    continue;
                }
                if let Some(before) = last.filter(|before| i - before <= GAP + 1) {
                    self.open[before..i].fill(true);
                }
                if last.is_none_or(|before| before + 1 != i) {
                    run = i;
                }
                self.open[i..(i + 1 + TRAIL).min(sentence.to)].fill(true);
                (run..=i).rev().take(LONGEST_RUN).for_each(|j| self.run[j] = (run as u32, i as u32 + 1));
                last = Some(i);
            }
        }
    }

    /// What the lexicon says of the words that features look at: open ones and their neighbors.
    fn look_up(&mut self, lexicon: &Lexicon) {
        let mut done = 0;
        for i in (0..self.open.len()).filter(|&i| self.open[i]) {
            let (from, to) = (i.saturating_sub(NEAR).max(done), (i + NEAR + 1).min(self.words.len()));
            done = to;
            for word in self.words[from..to].iter_mut().filter(|word| word.is(flag::LETTER)) {
                word.known = match word.is_capital() {
                    true => lexicon.ask(word.lower),
                    false => u8::from(lexicon.is_word(word.lower)) * known::WORD,
                };
            }
        }
    }

    /// Places of several words, by the lexicon.
    fn find_places(&mut self, lexicon: &Lexicon) {
        for sentence in 0..self.sentences.len() {
            let Sentence { from, to, .. } = self.sentences[sentence];
            for i in from..to {
                if !self.words[i].is_capital() {
                    continue;
                }
                for len in 2..=LONGEST_PLACE.min(to - i) {
                    let hash = phrase(self.words[i..i + len].iter().map(|word| word.lower));
                    if lexicon.ask_name(hash) & known::PLACE != 0 {
                        self.words[i].known |= PHRASE;
                        self.words[i + 1..i + len].iter_mut().for_each(|word| word.known |= PHRASE_ON);
                    }
                }
            }
        }
    }
}

/// Further bits of [`Word::known`]: a listed place of several words begins here, or goes on.
pub(crate) const PHRASE: u8 = 32;
pub(crate) const PHRASE_ON: u8 = 64;

/// How far features look at what a word is known to be.
const NEAR: usize = 2;
/// Tokens that one name of a list covers at most.
const LONGEST_EVIDENCE: usize = 24;
/// Words of a run that know where it ends.
const LONGEST_RUN: usize = 16;

fn sentences(words: &[Word], ends: &[u32]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(ends.len() + 1);
    let mut from = 0;
    for end in ends.iter().map(|&end| end as usize).chain([words.len()]) {
        let to = end.clamp(from, words.len());
        if to > from {
            let letters = words[from..to].iter().filter(|word| word.is(flag::LETTER)).count();
            let capitals = words[from..to].iter().filter(|word| word.is_capital()).count();
            let capitals = (capitals * 4).checked_div(letters).unwrap_or(0).min(4) as u8;
            sentences.push(Sentence { from, to, capitals });
        }
        from = to;
    }
    sentences
}
