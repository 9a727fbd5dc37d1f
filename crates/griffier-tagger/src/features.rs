//! Which features a token has: numbers only, hashed from the words around it. Part of the format of a model.

use crate::again::NONE;
use crate::hash::pair;
use crate::lexicon::known;
use crate::passage::Page;
use crate::votes::Votes;
use crate::word::{Word, flag};

/// Occurrences of the same word elsewhere that are looked at.
const OTHERS: usize = 6;
/// How far a feature of the sentence looks.
const REACH: usize = 4;
/// A place beyond the sentence.
const EDGE: u32 = 0x5eed;

/// Collects features; each call of [`Sink::add`] is a kind of its own, counted from the base last set.
pub(crate) struct Sink<'o> {
    out: &'o mut Vec<u32>,
    kind: u32,
}

impl<'o> Sink<'o> {
    pub fn new(out: &'o mut Vec<u32>) -> Self {
        Self { out, kind: 0 }
    }
    fn base(&mut self, kind: u32) {
        self.kind = kind;
    }
    /// One feature of the next kind.
    fn add(&mut self, value: u32) {
        self.kind += 1;
        self.out.push(pair(self.kind, value));
    }
    fn add2(&mut self, a: u32, b: u32) {
        self.add(pair(a, b));
    }
    fn add3(&mut self, a: u32, b: u32, c: u32) {
        self.add(pair(pair(a, b), c));
    }
    /// The next kind, without a feature.
    fn skip(&mut self) {
        self.kind += 1;
    }
    /// One more feature of the kind that [`Sink::base`] set: order and number do not count.
    fn bag(&mut self, value: u32) {
        self.out.push(pair(self.kind, value));
    }
}

/// The features of token `i` without regard to labels.
pub(crate) fn of_text(page: &Page, i: usize, sink: &mut Sink<'_>) {
    let around = Around::new(page, i);
    own(around.at(0), sink);
    company(&around, sink);
    listed(&around, sink);
    position(page, &around, sink);
    run(page, &around, sink);
    elsewhere(page, i, sink);
}

/// The words around a token, within its sentence.
struct Around<'p> {
    page: &'p Page,
    i: usize,
    from: usize,
    to: usize,
    edge: Word,
}

impl<'p> Around<'p> {
    fn new(page: &'p Page, i: usize) -> Self {
        let sentence = page.sentences[page.sentence_of[i] as usize];
        let edge = Word { form: EDGE, lower: EDGE, shape: EDGE, ..Word::default() };
        Self { page, i, from: sentence.from, to: sentence.to, edge }
    }
    fn at(&self, step: isize) -> &Word {
        let at = self.i.checked_add_signed(step).filter(|&at| at >= self.from && at < self.to);
        at.map_or(&self.edge, |at| &self.page.words[at])
    }
}

/// Form, affixes, shape.
fn own(word: &Word, sink: &mut Sink<'_>) {
    sink.base(0);
    sink.add(word.form);
    sink.add(word.lower);
    sink.add(word.shape);
    sink.add2(word.shape, word.len.min(12).into());
    for head in word.head.iter().skip(1) {
        if *head == 0 { sink.skip() } else { sink.add(*head) }
    }
    for tail in word.tail.iter().skip(1) {
        if *tail == 0 { sink.skip() } else { sink.add(*tail) }
    }
    sink.add2(word.shape, word.tail[2]);
    for part in [word.left, word.right] {
        if part == 0 { sink.skip() } else { sink.add(part) }
    }
    sink.add(word.flags.into());
    sink.add2(word.flags.into(), word.known.into());
}

/// The words before and behind, and the word with them.
fn company(around: &Around<'_>, sink: &mut Sink<'_>) {
    sink.base(40);
    let [b2, b1, word, a1, a2] = [-2, -1, 0, 1, 2].map(|step| around.at(step));
    sink.add(b1.lower);
    sink.add(a1.lower);
    sink.add(b2.lower);
    sink.add(a2.lower);
    sink.add2(b2.lower, b1.lower);
    sink.add2(a1.lower, a2.lower);
    sink.add2(b1.lower, a1.lower);
    sink.add2(b1.lower, word.lower);
    sink.add2(word.lower, a1.lower);
    sink.add2(b1.lower, word.shape);
    sink.add2(word.shape, a1.lower);
    sink.add2(b1.shape, word.shape);
    sink.add2(word.shape, a1.shape);
    sink.add3(b1.shape, word.shape, a1.shape);
    sink.add3(b2.shape, b1.shape, word.shape);
    sink.add3(word.shape, a1.shape, a2.shape);
    sink.add(b1.tail[2]);
    sink.add(a1.tail[2]);
    sink.add2(b1.tail[1], word.shape);
    sink.add2(a1.tail[1], word.shape);
    sink.add2(word.tail[2], b1.lower);
    sink.add2(word.tail[2], a1.lower);
    sink.add3(b2.lower, b1.lower, word.shape);
    sink.add3(a1.lower, a2.lower, word.shape);
    sink.base(70);
    for step in 1..=REACH as isize {
        let before = around.at(-step);
        if before.is(flag::LETTER) {
            sink.bag(before.lower);
        }
    }
    sink.base(71);
    for step in 1..=REACH as isize {
        let after = around.at(step);
        if after.is(flag::LETTER) {
            sink.bag(after.lower);
        }
    }
}

fn evidence(word: &Word) -> u32 {
    u32::from(word.listed)
}

/// Whether it is an ordinary word, a name, a place, by lists of all kinds.
fn listed(around: &Around<'_>, sink: &mut Sink<'_>) {
    sink.base(80);
    let [b2, b1, word, a1, a2] = [-2, -1, 0, 1, 2].map(|step| around.at(step));
    let capital = |word: &Word| u32::from(word.is_capital());
    let known = |word: &Word| u32::from(word.known) * 2 + capital(word);
    sink.add(known(word));
    sink.add(known(b1));
    sink.add(known(a1));
    sink.add2(known(b1), known(word));
    sink.add2(known(word), known(a1));
    sink.add3(known(b1), known(word), known(a1));
    sink.add3(known(b2), known(b1), known(word));
    sink.add3(known(word), known(a1), known(a2));
    sink.add2(known(word), b1.lower);
    sink.add2(known(word), a1.lower);
    sink.add2(known(word), word.tail[2]);
    sink.add2(known(word), word.shape);
    let first = u32::from(around.i == around.from);
    sink.add2(known(word), first);
    sink.add3(known(word), first, known(a1));
    sink.add(evidence(word));
    sink.add2(evidence(word), evidence(a1));
    sink.add2(evidence(b1), evidence(word));
    sink.add3(evidence(word), known(word), first);
    sink.add2(evidence(word), b1.lower);
    for bit in 0..16 {
        if word.listed >> bit & 1 == 1 { sink.add(1) } else { sink.skip() }
    }
    sink.base(120);
    for bit in [known::WORD, known::PROPER, known::GIVEN, known::SURNAME, known::PLACE] {
        if word.known & bit == bit && word.is_capital() { sink.add(first) } else { sink.skip() }
    }
}

/// Place in the sentence, brackets and quotes, lines in capitals.
fn position(page: &Page, around: &Around<'_>, sink: &mut Sink<'_>) {
    sink.base(130);
    let sentence = page.sentences[page.sentence_of[around.i] as usize];
    let at = (around.i - around.from).min(3) as u32;
    let rest = (around.to - around.i).min(3) as u32;
    let capitals = u32::from(sentence.capitals);
    let word = around.at(0);
    sink.add2(at, word.shape);
    sink.add2(at, rest);
    sink.add2(capitals, word.shape);
    sink.add2(capitals, at);
    sink.add3(capitals, word.known.into(), word.flags.into());
    sink.add2(page.sentence_of[around.i].min(3), (around.to - around.from).min(10) as u32);
    // A short line is a heading or a name line.
    let short = (around.to - around.from).min(6) as u32;
    sink.add2(short, word.shape);
    sink.add3(short, at, word.known.into());
}

/// The run of capitalised words that the token is part of.
fn run(page: &Page, around: &Around<'_>, sink: &mut Sink<'_>) {
    sink.base(150);
    let (from, to) = page.run[around.i];
    let (from, to) = (from as usize, to as usize);
    let place = (around.i - from).min(3) as u32 * 4 + (to - 1 - around.i.min(to - 1)).min(3) as u32;
    let word = |at: usize| if at >= around.from && at < around.to { &page.words[at] } else { &around.edge };
    let (first, last) = (word(from), word(to - 1));
    let before = from.checked_sub(1).map_or(&around.edge, word);
    let after = word(to);
    let capital = u32::from(around.at(0).is_capital());
    sink.add2(place, capital);
    sink.add2(before.lower, capital);
    sink.add2(after.lower, capital);
    sink.add3(before.lower, after.lower, capital);
    sink.add2(before.lower, place);
    sink.add2(after.lower, place);
    if capital == 1 && to - from > 1 {
        sink.add2(first.lower, place);
        sink.add2(last.lower, place);
        sink.add2(first.known.into(), place);
        sink.add2(last.known.into(), place);
        sink.add3(first.known.into(), last.known.into(), place);
        sink.add2(last.tail[3], place);
        sink.add3(evidence(first), evidence(last), place);
    }
    sink.base(170);
    // The next capitalised words of the sentence, over small ones.
    let near = |range: &mut dyn Iterator<Item = usize>| {
        range.take(REACH + 1).find(|&at| page.words[at].is_capital())
    };
    let next = near(&mut (around.i + 1..around.to));
    let previous = near(&mut (around.from..around.i).rev());
    for other in [previous, next] {
        match other.map(|at| (&page.words[at], at.abs_diff(around.i) as u32)) {
            Some((other, far)) => {
                sink.add2(other.lower, far);
                sink.add3(other.known.into(), far, around.at(0).known.into());
            }
            None => {
                sink.skip();
                sink.skip();
            }
        }
    }
}

/// The same word elsewhere in the text.
fn elsewhere(page: &Page, i: usize, sink: &mut Sink<'_>) {
    sink.base(190);
    let Some(group) = page.again.group(i) else { return };
    let word = &page.words[i];
    let sentence = page.sentences[page.sentence_of[i] as usize];
    let self_inside = u32::from(i > sentence.from && sentence.capitals < 3);
    let inside = (group.inside - self_inside).min(2);
    let small = group.small.min(2);
    let count = (group.count - 1).min(3);
    sink.add2(inside, small);
    sink.add3(inside, small, word.known.into());
    sink.add3(inside, small, u32::from(i == sentence.from));
    sink.add(count);
    sink.base(200);
    let others = page.again.all(group).filter(|&other| other != i).take(OTHERS);
    for other in others {
        let there = Around::new(page, other);
        let (before, after) = (there.at(-1), there.at(1));
        sink.base(200);
        sink.add(before.lower);
        sink.add(after.lower);
        let (from, to) = page.run[other];
        let (from, to) = (from as usize, to as usize);
        sink.add2((other - from).min(2) as u32, (to - from).min(4) as u32);
        if before.is_capital() {
            sink.add(before.known.into());
        } else {
            sink.skip();
        }
        if after.is_capital() {
            sink.add(after.known.into());
        } else {
            sink.skip();
        }
        sink.add(evidence(&page.words[other]));
        if to - from > 1 && from > 0 && from > there.from {
            sink.add(page.words[from - 1].lower);
        }
        if to - from > 1 && to < there.to {
            sink.base(208);
            sink.add(page.words[to].lower);
        }
    }
}

/// The features of token `i` that the labels of a first pass give.
pub(crate) fn of_labels(page: &Page, votes: &Votes, i: usize, sink: &mut Sink<'_>) {
    sink.base(300);
    let word = &page.words[i];
    let sentence = page.sentences[page.sentence_of[i] as usize];
    let label = |at: Option<usize>| {
        let at = at.filter(|&at| at >= sentence.from && at < sentence.to);
        at.map_or(99, |at| u32::from(votes.label(at)))
    };
    let (before, own, after) = (label(i.checked_sub(1)), label(Some(i)), label(Some(i + 1)));
    sink.add(own);
    sink.add2(before, own);
    sink.add2(own, after);
    sink.add3(before, own, after);
    sink.add2(own, word.known.into());
    let vote = votes.word(&page.again, i);
    sink.add(vote.kind);
    sink.add2(vote.kind, vote.share);
    sink.add3(vote.kind, vote.share, own);
    sink.add2(vote.label, vote.share);
    sink.add3(vote.label, own, u32::from(i == sentence.from));
    sink.add2(vote.kind, word.known.into());
    let phrase = votes.phrase(i);
    if phrase != NONE {
        sink.add(phrase);
        sink.add2(phrase, own);
    } else {
        sink.skip();
        sink.skip();
    }
    for step in [-1_isize, 1] {
        let at = i.checked_add_signed(step).filter(|&at| at >= sentence.from && at < sentence.to);
        match at.filter(|&at| page.words[at].is_capital()) {
            Some(at) => {
                let beside = votes.word(&page.again, at);
                sink.add2(beside.kind, beside.share);
                sink.add3(beside.kind, vote.kind, own);
            }
            None => {
                sink.skip();
                sink.skip();
            }
        }
    }
}
