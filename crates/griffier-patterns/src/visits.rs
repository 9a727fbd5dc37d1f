//! What is asked of the tokens of a letter again and again, looked up once for all recognisers, and which tokens each of
//! them visits: one walk along words, hits, sentences and zones, all in reading order. No rule lives here.

use crate::name;
use crate::tokens::Tokens;
use crate::triggers::{self, Classes, Entry};
use griffier_doc::{Document, TokenKind, ZoneKind};
use griffier_text::{Span, Word};

/// The number of no sentence.
pub(crate) const NONE: u32 = u32::MAX;

/// What is asked of the tokens, for all of them.
pub(crate) struct Places {
    /// What the table of words says of each.
    pub entries: Vec<Entry>,
    /// For each the first hit that does not begin before it.
    pub listed: Vec<u32>,
    /// The sentence of each.
    pub sentence: Vec<u32>,
    pub zones: Vec<ZoneKind>,
    /// The tokens of each sentence: first, and one past the last.
    pub sentences: Vec<(u32, u32)>,
    pub visits: Visits,
}

/// The tokens that a recogniser needs to look at; all others it would refuse at once.
#[derive(Debug)]
pub(crate) struct Visits {
    /// Those with which a name, or what leads to one, may begin.
    pub names: Vec<u32>,
    pub persons: Vec<u32>,
    pub offices: Vec<u32>,
    /// Short names of bodies and debates.
    pub shorts: Vec<u32>,
    /// "te".
    pub towns: Vec<u32>,
    /// Opening brackets and commas.
    pub asides: Vec<u32>,
}

impl Visits {
    pub const fn none() -> Self {
        const NO: Vec<u32> = Vec::new();
        Self { names: NO, persons: NO, offices: NO, shorts: NO, towns: NO, asides: NO }
    }
    #[inline]
    fn take(&mut self, i: u32, kind: TokenKind, word: Word, classes: Classes) {
        const PAUSE: Classes = Classes::COMMA.and(Classes::OPEN);
        const ASIDE: Classes = PAUSE.and(Classes::OTHERWISE);
        const MARK: Classes = PAUSE.and(Classes::QUOTE);
        const PERSON: Classes = PAUSE.and(Classes::COLON).and(Classes::TITLE).and(Classes::GIVEN);
        const STOP: u32 = Word::tail_of(".");
        const SHORT: Classes = Classes::ALONE.and(Classes::SITTING).and(Classes::COUNCIL);
        let hyphen = word.shape().has_hyphen();
        let named = match kind {
            TokenKind::Punctuation => classes.has(MARK),
            TokenKind::Word | TokenKind::Abbreviation => name::may_name(word, classes),
            _ => false,
        };
        if named {
            self.names.push(i);
        }
        if hyphen || classes.has(PERSON) || word.tail() & 0xff00_0000 == STOP {
            self.persons.push(i);
        }
        if (hyphen || classes.has(Classes::OFFICE)) && kind == TokenKind::Word {
            self.offices.push(i);
        }
        if classes.has(SHORT.and(ASIDE).and(Classes::TOWN)) {
            let list = match () {
                () if classes.has(SHORT) => &mut self.shorts,
                () if classes.has(ASIDE) => &mut self.asides,
                () => &mut self.towns,
            };
            list.push(i);
        }
    }
}

impl Places {
    /// `listed` gives the starts of the hits that were there before.
    pub fn new(doc: &Document, t: Tokens<'_>, listed: impl Iterator<Item = usize>) -> Self {
        let table = triggers::table();
        let tokens = doc.tokens();
        let mut visits = Visits::none();
        visits.names.reserve(tokens.len() / 3);
        visits.persons.reserve(tokens.len() / 6);
        visits.offices.reserve(tokens.len() / 16);
        visits.asides.reserve(tokens.len() / 16);
        let mut entries = Vec::with_capacity(tokens.len());
        for (i, (token, &word)) in tokens.iter().zip(doc.words()).enumerate() {
            let entry = table.find(word.key(), || doc.slice(token.span)).unwrap_or_default();
            visits.take(i as u32, token.kind, word, entry.classes);
            entries.push(entry);
        }
        let (sentence, sentences) = sentences(doc, t);
        Self { entries, listed: firsts(t, listed), sentence, zones: zones(doc, t), sentences, visits }
    }
}

/// Past the tokens from `token` on that begin before `offset`.
fn past(t: Tokens<'_>, token: usize, offset: usize) -> usize {
    let rest = t.from(token);
    token + rest.iter().position(|token| token.span.start() >= offset).unwrap_or(rest.len())
}

/// For each token the first of `starts`, which rise, that is not before it.
fn firsts(t: Tokens<'_>, starts: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut out = Vec::with_capacity(t.len());
    let mut count = 0;
    for start in starts {
        let end = past(t, out.len(), start + 1);
        out.resize(end, count);
        count += 1;
    }
    out.resize(t.len(), count);
    out
}

/// For each token its sentence, and for each sentence its tokens.
fn sentences(doc: &Document, t: Tokens<'_>) -> (Vec<u32>, Vec<(u32, u32)>) {
    let (mut of, mut edges) = (Vec::with_capacity(t.len()), Vec::with_capacity(doc.sentences().len()));
    let mut rest = doc.sentences().iter().map(|sentence| sentence.span).peekable();
    let mut number = 0;
    while let Some(span) = rest.next() {
        let first = past(t, of.len(), span.start());
        of.resize(first, NONE);
        // One that the next begins in keeps what is before that.
        let next: Option<&Span> = rest.peek();
        let cut = next.map_or(span.end(), |next| next.start().min(span.end()));
        let end = past(t, first, cut);
        of.resize(end, number);
        let end = if cut < span.end() { t.index_at(span.end()) } else { end };
        edges.push((first as u32, end as u32));
        number += 1;
    }
    of.resize(t.len(), NONE);
    (of, edges)
}

/// The zone of each token.
fn zones(doc: &Document, t: Tokens<'_>) -> Vec<ZoneKind> {
    let mut out = Vec::with_capacity(t.len());
    let mut kind = ZoneKind::Body;
    for zone in doc.zones() {
        let end = t.index_at(zone.span.start());
        out.resize(end.max(out.len()), kind);
        kind = zone.kind;
    }
    out.resize(t.len(), kind);
    out
}
