//! A letter as the name recognisers read it: tokens, sentence edges and what the gazetteer found before.

use crate::lexicon::{self, Classes, Entry};
use crate::tokens::{Tokens, words};
use griffier_doc::{Document, Hit, MentionType, Origin, Role, Token, TokenKind, ZoneKind};
use griffier_text::{Span, Word};

/// No form runs further than this many tokens, so that reading stays linear.
const REACH: usize = 48;

/// A hit of the gazetteer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub span: Span,
    pub kind: MentionType,
    pub portfolio: bool,
    /// Whether it is a ministry.
    pub ministry: bool,
    /// Whether it ends with a token.
    whole: bool,
    /// The index of the first token after it.
    after: u32,
}

/// What is asked of a token again and again, looked up once for all recognisers.
#[derive(Clone, Copy)]
struct Place {
    entry: Entry,
    /// The first hit that does not begin before it.
    listed: u32,
    /// Its sentence.
    sentence: u32,
    zone: ZoneKind,
}

/// The number of no sentence.
const NONE: u32 = u32::MAX;

/// A letter with its tokens and the hits that were there before.
pub(crate) struct Reading<'d> {
    pub doc: &'d Document,
    pub t: Tokens<'d>,
    listed: Vec<Listed>,
    places: Vec<Place>,
    /// The tokens of each sentence: first, and one past the last.
    sentences: Vec<(u32, u32)>,
}

impl<'d> Reading<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let t = Tokens::new(doc);
        let mut hits: Vec<&Hit> = doc.hits().iter().collect();
        hits.sort_by_key(|hit| hit.span);
        let listed: Vec<Listed> = hits.iter().map(|hit| listed(t, hit)).collect();
        let places = places(doc, &listed);
        let sentences = doc.sentences().iter().map(|sentence| sentence.span);
        let sentences =
            sentences.map(|span| (t.index_at(span.start()) as u32, t.index_at(span.end()) as u32)).collect();
        Self { doc, t, listed, places, sentences }
    }
    /// Every earlier hit, in reading order.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }
    /// What the table of words says of token `i`.
    #[inline]
    pub fn entry(&self, i: usize) -> Entry {
        self.places.get(i).map_or(Entry::default(), |place| place.entry)
    }
    /// What token `i` is to the recognisers.
    #[inline]
    pub fn classes(&self, i: usize) -> Classes {
        self.entry(i).classes
    }
    /// The hits that begin with token `i` and end with a token, longest first.
    #[inline]
    pub fn listed_at(&self, i: usize) -> impl Iterator<Item = Listed> + '_ {
        let from = self.places.get(i).map_or(self.listed.len(), |place| place.listed as usize);
        let start = self.t.span(i).start();
        let listed = self.listed.get(from..).unwrap_or(&[]);
        listed.iter().take_while(move |hit| hit.span.start() == start).copied().filter(|hit| hit.whole)
    }
    /// The longest portfolio that begins with token `i`.
    pub fn portfolio_at(&self, i: usize) -> Option<Listed> {
        self.listed_at(i).find(|hit| hit.portfolio)
    }
    /// The longest ministry, by its abbreviation or portfolio, that begins with token `i`.
    pub fn ministry_at(&self, i: usize) -> Option<Listed> {
        self.listed_at(i).find(|hit| hit.ministry)
    }
    /// The longest hit of one of `kinds` that begins with token `i`; bare portfolios do not count.
    pub fn kind_at(&self, i: usize, kinds: &[MentionType]) -> Option<Listed> {
        self.listed_at(i).find(|hit| !hit.portfolio && kinds.contains(&hit.kind))
    }
    /// The index of the first token after `span`.
    pub fn after(&self, span: Span) -> usize {
        self.t.index_at(span.end())
    }
    /// The tokens of the sentence that token `i` lies in: first, and one past the last (at most [`REACH`] after `i`).
    pub fn sentence(&self, i: usize) -> (usize, usize) {
        let far = (i + REACH).min(self.t.len());
        let sentence = self.places.get(i).map_or(NONE, |place| place.sentence);
        match self.sentences.get(sentence as usize) {
            Some(&(first, end)) => (first as usize, far.min(end as usize)),
            None => (i, far),
        }
    }
    /// One past the last token that a name beginning at `i` may reach: the end of its sentence, or of the line after
    /// it where a title is broken over two lines ("Verordening" / "kunstmatige intelligentie").
    pub fn limit(&self, i: usize) -> usize {
        let mut end = self.sentence(i).1;
        for _ in 0..2 {
            let far = end >= self.t.len() || end >= i + REACH || end <= i;
            if far || self.t.breaks_before(end) != 1 || self.t.kind(end - 1) != Some(TokenKind::Word) {
                break;
            }
            let small = self.t.word(end).chars().next().is_some_and(char::is_lowercase);
            let open =
                self.t.is_any(end - 1, words!["van", "voor", "en", "de", "het", "over", "inzake", "op"]);
            if !(small || open) || self.zone(end) != self.zone(end - 1) {
                break;
            }
            end = self.sentence(end).1.min(i + REACH);
        }
        end
    }
    /// Whether a capital at token `i` says nothing because a sentence, list item or quotation begins there.
    pub fn opens_sentence(&self, i: usize) -> bool {
        let (first, _) = self.sentence(i);
        if i <= first {
            return true;
        }
        let before = self.t.word(i - 1);
        if self.t.kind(i - 1) == Some(TokenKind::Punctuation) {
            return !matches!(before, "," | ")" | "-" | "–" | "/" | "&" | "*" | "**" | "_")
                || (matches!(before, "*" | "**" | "_" | "-" | "–") && i - 1 <= first);
        }
        let numbered = matches!(self.t.kind(i - 1), Some(TokenKind::Number | TokenKind::NoteMark));
        (numbered && i - 1 <= first) || (self.t.breaks_before(i) > 1)
    }
    /// The zone of token `i`.
    pub fn zone(&self, i: usize) -> ZoneKind {
        self.places.get(i).map_or_else(|| self.doc.zone_at(self.t.span(i).start()), |place| place.zone)
    }
    /// Whether token `i` is the first of its line, Markdown marks aside.
    pub fn opens_line(&self, i: usize) -> bool {
        i == 0
            || self.t.breaks_before(i) > 0
            || (matches!(self.t.word(i - 1), "#" | "##" | "###" | "**" | "*" | "|" | "-" | ">")
                && (i == 1 || self.t.breaks_before(i - 1) > 0 || self.t.word(i - 1) == "|"))
    }
    /// Whether the line ends after token `i`, a comma or full stop aside.
    pub fn closes_line(&self, i: usize) -> bool {
        let ends = |i: usize| i + 1 >= self.t.len() || self.t.breaks_before(i + 1) > 0;
        ends(i) || (self.t.is_any(i + 1, words![",", ".", "|", "**"]) && ends(i + 1))
    }
    /// Whether "BRIEF VAN", "ANTWOORD VAN" stand before token `i` in its sentence: the heading that says who writes.
    pub fn opens_paper(&self, i: usize) -> bool {
        let (first, _) = self.sentence(i);
        (first.max(i.saturating_sub(REACH))..i).any(|k| {
            self.t.is_any(k, words!["brief", "antwoord"]) && self.shouts(k) && self.t.is(k + 1, "van")
        })
    }
    /// The words at `span` with one space between two of them.
    pub fn words(&self, span: Span) -> String {
        let mut out = String::with_capacity(span.len());
        for word in self.doc.slice(span).split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
    /// Whether token `i` is a word in capitals only (two letters at least).
    pub fn shouts(&self, i: usize) -> bool {
        self.t.shape(i).shouts()
    }
    /// Whether token `i` is a word that begins with a capital.
    pub fn is_name_word(&self, i: usize) -> bool {
        matches!(self.t.kind(i), Some(TokenKind::Word | TokenKind::Abbreviation)) && self.t.is_capitalised(i)
    }
}

/// Whether the list says that a hit is a ministry.
fn is_ministry(hit: &Hit) -> bool {
    matches!(&hit.origin, Origin::Gazetteer(row) if row.contains("#org:ministerie-"))
}

fn listed(t: Tokens<'_>, hit: &Hit) -> Listed {
    let after = t.index_at(hit.span.end());
    Listed {
        span: hit.span,
        kind: hit.kind,
        portfolio: hit.role == Some(Role::Portfolio),
        ministry: is_ministry(hit),
        whole: t.span(after.saturating_sub(1)).end() == hit.span.end(),
        after: after as u32,
    }
}

impl Listed {
    /// The index of the first token after it.
    pub fn after(&self) -> usize {
        self.after as usize
    }
}

/// What is asked of each token: one walk along tokens, hits, sentences and zones, all in reading order.
fn places(doc: &Document, listed: &[Listed]) -> Vec<Place> {
    let find = lexicon::table();
    let (zones, sentences) = (doc.zones(), doc.sentences());
    let (mut hit, mut zone, mut sentence) = (0, 0, 0);
    let place = |(token, word): (&Token, &Word)| {
        let start = token.span.start();
        while listed.get(hit).is_some_and(|listed| listed.span.start() < start) {
            hit += 1;
        }
        while zones.get(zone).is_some_and(|zone| zone.span.start() <= start) {
            zone += 1;
        }
        while sentences.get(sentence).is_some_and(|sentence| sentence.span.start() <= start) {
            sentence += 1;
        }
        let covers = |i: &usize| sentences.get(*i).is_some_and(|sentence| sentence.span.covers(start));
        Place {
            entry: find(word.key(), doc.slice(token.span)),
            listed: hit as u32,
            sentence: sentence.checked_sub(1).filter(covers).map_or(NONE, |i| i as u32),
            zone: zone.checked_sub(1).and_then(|i| zones.get(i)).map_or(ZoneKind::Body, |zone| zone.kind),
        }
    };
    doc.tokens().iter().zip(doc.words()).map(place).collect()
}
