//! Reading tokens: the small vocabulary in which recognisers are written.

use griffier_doc::{Document, Token, TokenKind};
use griffier_text::{Shape, Span, Word, WordSet};

pub(crate) use griffier_text::words;

/// The tokens of a letter with their words. Every index past the end reads as an empty word, so that a recogniser can
/// look ahead without counting.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'d> {
    doc: &'d Document,
    tokens: &'d [Token],
    words: &'d [Word],
}

/// What a byte of white space counts as, in line breaks.
const BREAKS: [usize; 33] = {
    let mut breaks = [0; 33];
    (breaks[b'\n' as usize], breaks[b'\t' as usize]) = (1, 2);
    breaks
};

impl<'d> Tokens<'d> {
    pub fn new(doc: &'d Document) -> Self {
        Self { doc, tokens: doc.tokens(), words: doc.words() }
    }
    pub fn len(self) -> usize {
        self.tokens.len()
    }
    /// The word at `i` as written.
    pub fn word(self, i: usize) -> &'d str {
        self.tokens.get(i).map_or("", |token| self.doc.slice(token.span))
    }
    /// The span at `i`; past the end the empty span at the end of the text.
    pub fn span(self, i: usize) -> Span {
        let end = self.doc.text().len();
        self.tokens.get(i).map_or(Span::at(end, end), |token| token.span)
    }
    /// The bytes from token `from` up to and with token `to`.
    pub fn cover(self, from: usize, to: usize) -> Span {
        self.span(from).cover(self.span(to))
    }
    /// Token `i`.
    pub fn get(self, i: usize) -> Option<Token> {
        self.tokens.get(i).copied()
    }
    /// The span of sentence `i`; past the end the empty span at the end of the text.
    pub fn sentence(self, i: usize) -> Span {
        let end = self.doc.text().len();
        self.doc.sentences().get(i).map_or(Span::at(end, end), |sentence| sentence.span)
    }
    /// The tokens from `i` on.
    pub fn from(self, i: usize) -> &'d [Token] {
        self.tokens.get(i..).unwrap_or(&[])
    }
    pub fn kind(self, i: usize) -> Option<TokenKind> {
        self.tokens.get(i).map(|token| token.kind)
    }
    /// The word at `i` as numbers.
    #[inline]
    pub fn read(self, i: usize) -> Word {
        match self.words.get(i) {
            Some(here) => *here,
            None => Word::default(),
        }
    }
    /// What the word at `i` is made of.
    #[inline]
    pub fn shape(self, i: usize) -> Shape {
        self.read(i).shape()
    }
    /// Whether the word at `i` is `word`, ASCII case aside.
    #[inline(always)]
    pub fn is(self, i: usize, word: &str) -> bool {
        match self.words.get(i) {
            Some(here) => here.is(word, || self.word(i)),
            None => false,
        }
    }
    /// Whether the word at `i` is one of `words`, ASCII case aside.
    #[inline(always)]
    pub fn is_any(self, i: usize, words: &WordSet) -> bool {
        match self.words.get(i) {
            Some(here) => here.may_be_in(words) && self.is_among(i, words),
            None => false,
        }
    }
    #[inline(never)]
    fn is_among(self, i: usize, words: &WordSet) -> bool {
        words.holds(self.read(i), self.word(i))
    }
    /// Whether the words from `i` on are `words`, ASCII case aside.
    pub fn are(self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| self.read(i + k).equals(word, || self.word(i + k)))
    }
    /// Whether the word at `i` begins with a capital letter.
    pub fn is_capitalised(self, i: usize) -> bool {
        self.shape(i).is_capitalised()
    }
    /// Whether no white space stands between token `i` and the one before it.
    pub fn is_glued(self, i: usize) -> bool {
        i > 0 && i < self.len() && self.span(i - 1).end() == self.span(i).start()
    }
    /// Number of line breaks between token `i` and the one before it; a tab, which parts the cells of a row, counts as two.
    pub fn breaks_before(self, i: usize) -> usize {
        if i == 0 || i >= self.len() {
            return 0;
        }
        let gap = Span::at(self.span(i - 1).end(), self.span(i).start());
        // A line that lost its break counts as a paragraph.
        let lost = 2 * usize::from(!self.doc.restored().is_empty() && self.doc.is_restored(gap.end()));
        let blank = self.doc.text().as_bytes().get(gap.range()).unwrap_or(&[]);
        lost + blank.iter().map(|&byte| BREAKS[usize::from(byte.min(b' '))]).sum::<usize>()
    }
    /// The value of the word at `i` if it is only ASCII digits, nine at most.
    pub fn digits(self, i: usize) -> Option<u32> {
        let word = self.word(i);
        let plain = (1..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        if plain { word.parse().ok() } else { None }
    }
    /// The index of the first token that begins at or after byte `offset`.
    pub fn index_at(self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start() < offset)
    }
}
