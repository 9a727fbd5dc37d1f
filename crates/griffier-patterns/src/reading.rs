//! A letter as the name recognisers read it: tokens, sentence edges and what the gazetteer found before.

use crate::tokens::{Tokens, words};
use crate::triggers::{self, Classes, Entry};
use griffier_doc::{Document, Hit, MentionType, Origin, Role, Token, TokenKind, ZoneKind};
use griffier_text::{Span, Word};
use std::cell::OnceCell;

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
    /// Filled at first use: who asks for abbreviations only seldom asks for it.
    listed: OnceCell<Vec<Listed>>,
    /// `None` where so few tokens are asked for that looking them up one by one costs less.
    places: Option<Places>,
}

/// What is asked of the tokens, for all of them.
struct Places {
    tokens: Vec<Place>,
    /// The tokens of each sentence: first, and one past the last.
    sentences: Vec<(u32, u32)>,
}

impl<'d> Reading<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let brief = Self::brief(doc);
        let tokens = places(doc, brief.listed());
        let sentences = (0..doc.sentences().len()).map(|i| edges(brief.t, i)).collect();
        Self { places: Some(Places { tokens, sentences }), ..brief }
    }
    /// The same for one who asks for few tokens: nothing is looked up before it is asked for.
    pub fn brief(doc: &'d Document) -> Self {
        Self { doc, t: Tokens::new(doc), listed: OnceCell::new(), places: None }
    }
    /// Every earlier hit, in reading order.
    pub fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| {
            let mut hits: Vec<&Hit> = self.doc.hits().iter().collect();
            hits.sort_by_key(|hit| hit.span);
            hits.iter().map(|hit| listed(self.t, hit)).collect()
        })
    }
    #[inline]
    fn place(&self, i: usize) -> Option<Place> {
        match &self.places {
            Some(places) => places.tokens.get(i).copied(),
            None => self.look_up(i),
        }
    }
    /// What [`places`] says of token `i`.
    fn look_up(&self, i: usize) -> Option<Place> {
        let start = self.t.get(i)?.span.start();
        let sentences = self.doc.sentences();
        let sentence = sentences.partition_point(|sentence| sentence.span.start() <= start);
        let covers = |i: &usize| sentences.get(*i).is_some_and(|sentence| sentence.span.covers(start));
        Some(Place {
            entry: triggers::table().find(self.t.read(i).key(), || self.t.word(i)).unwrap_or_default(),
            listed: self.listed().partition_point(|hit| hit.span.start() < start) as u32,
            sentence: sentence.checked_sub(1).filter(covers).map_or(NONE, |i| i as u32),
            zone: self.doc.zone_at(start),
        })
    }
    /// What the table of words says of token `i`.
    #[inline]
    pub fn entry(&self, i: usize) -> Entry {
        self.place(i).map_or(Entry::default(), |place| place.entry)
    }
    /// What token `i` is to the recognisers.
    #[inline]
    pub fn classes(&self, i: usize) -> Classes {
        self.entry(i).classes
    }
    /// The hits that begin with token `i` and end with a token, longest first.
    #[inline]
    pub fn listed_at(&self, i: usize) -> impl Iterator<Item = Listed> + '_ {
        let from = self.place(i).map_or(usize::MAX, |place| place.listed as usize);
        let start = self.t.span(i).start();
        let listed = self.listed().get(from..).unwrap_or(&[]);
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
        let sentence = self.place(i).map_or(NONE, |place| place.sentence);
        if sentence == NONE {
            return (i, far);
        }
        let (first, end) = match &self.places {
            Some(places) => {
                places.sentences.get(sentence as usize).copied().unwrap_or((i as u32, far as u32))
            }
            None => edges(self.t, sentence as usize),
        };
        (first as usize, far.min(end as usize))
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
        self.place(i).map_or_else(|| self.doc.zone_at(self.t.span(i).start()), |place| place.zone)
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
    /// The words at `span` with one space between two of them, whole where the end of a line breaks them.
    pub fn words(&self, span: Span) -> String {
        griffier_text::whole_words(self.doc.slice(span))
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

/// The tokens of sentence `i`: first, and one past the last.
fn edges(t: Tokens<'_>, i: usize) -> (u32, u32) {
    let span = t.sentence(i);
    (t.index_at(span.start()) as u32, t.index_at(span.end()) as u32)
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
    let table = triggers::table();
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
            entry: table.find(word.key(), || doc.slice(token.span)).unwrap_or_default(),
            listed: hit as u32,
            sentence: sentence.checked_sub(1).filter(covers).map_or(NONE, |i| i as u32),
            zone: zone.checked_sub(1).and_then(|i| zones.get(i)).map_or(ZoneKind::Body, |zone| zone.kind),
        }
    };
    doc.tokens().iter().zip(doc.words()).map(place).collect()
}
