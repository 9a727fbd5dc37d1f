//! A letter as the name recognisers read it: tokens, sentence edges and what the gazetteer found before.

use crate::tokens::{Tokens, words};
use crate::triggers::{self, Classes, Entry};
use crate::visits::{NONE, Places, Visits};
use griffier_doc::{Document, Hit, MentionType, Origin, Role, TokenKind, ZoneKind};
use griffier_text::{Span, Word, WordKey};
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

/// A letter with its tokens and the hits that were there before.
pub(crate) struct Reading<'d> {
    pub doc: &'d Document,
    pub t: Tokens<'d>,
    /// Filled at first use: who asks for abbreviations only seldom asks for it.
    listed: OnceCell<Vec<Listed>>,
    /// `None` where so few tokens are asked for that looking them up one by one costs less.
    places: Option<Places>,
}

impl<'d> Reading<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let brief = Self::brief(doc);
        let starts = brief.listed().iter().map(|hit| hit.span.start());
        Self { places: Some(Places::new(doc, brief.t, starts)), ..brief }
    }
    /// The tokens that recognisers need to look at; none in a brief reading.
    pub fn visits(&self) -> &Visits {
        static NOTHING: Visits = Visits::none();
        self.places.as_ref().map_or(&NOTHING, |places| &places.visits)
    }
    /// The same for one who asks for few tokens: nothing is looked up before it is asked for.
    pub fn brief(doc: &'d Document) -> Self {
        Self { doc, t: Tokens::new(doc), listed: OnceCell::new(), places: None }
    }
    /// The opening brackets and the commas.
    pub fn asides(&self) -> impl Iterator<Item = usize> {
        const BRACKET: WordKey = WordKey::of("(");
        const COMMA: WordKey = WordKey::of(",");
        let known = self.places.as_ref().map_or(&[][..], |places| &places.visits.asides);
        let words = if self.places.is_some() { &[] } else { self.doc.words() };
        const OTHERWISE: WordKey = WordKey::of("oftewel");
        let aside = |word: &Word| [BRACKET, COMMA, OTHERWISE].contains(&word.key());
        let found = words.iter().enumerate().filter(move |(_, word)| aside(word)).map(|(i, _)| i);
        known.iter().map(|&i| i as usize).chain(found)
    }
    /// Every earlier hit, in reading order.
    pub fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| {
            let mut hits: Vec<&Hit> = self.doc.hits().iter().collect();
            hits.sort_by_key(|hit| hit.span);
            hits.iter().map(|hit| listed(self.t, hit)).collect()
        })
    }
    /// What the table of words says of token `i`.
    #[inline(always)]
    pub fn entry(&self, i: usize) -> Entry {
        match &self.places {
            Some(places) => match places.entries.get(i) {
                Some(entry) => *entry,
                None => Entry::default(),
            },
            None => self.look_up(i),
        }
    }
    #[cold]
    #[inline(never)]
    fn look_up(&self, i: usize) -> Entry {
        triggers::table().find(self.t.read(i).key(), || self.t.word(i)).unwrap_or_default()
    }
    /// The first hit that does not begin before token `i`; past the end none.
    #[inline]
    fn listed_from(&self, i: usize) -> usize {
        match &self.places {
            Some(places) => places.listed.get(i).map_or(usize::MAX, |&from| from as usize),
            None if i < self.t.len() => {
                let start = self.t.span(i).start();
                self.listed().partition_point(|hit| hit.span.start() < start)
            }
            None => usize::MAX,
        }
    }
    /// The sentence of token `i`.
    fn sentence_of(&self, i: usize) -> u32 {
        if let Some(places) = &self.places {
            return places.sentence.get(i).copied().unwrap_or(NONE);
        }
        let Some(token) = self.t.get(i) else { return NONE };
        let (start, sentences) = (token.span.start(), self.doc.sentences());
        let sentence = sentences.partition_point(|sentence| sentence.span.start() <= start);
        let covers = |i: &usize| sentences.get(*i).is_some_and(|sentence| sentence.span.covers(start));
        sentence.checked_sub(1).filter(covers).map_or(NONE, |i| i as u32)
    }
    /// What token `i` is to the recognisers.
    #[inline]
    pub fn classes(&self, i: usize) -> Classes {
        self.entry(i).classes
    }
    /// The hits that begin with token `i` and end with a token, longest first.
    #[inline]
    pub fn listed_at(&self, i: usize) -> impl Iterator<Item = Listed> + '_ {
        let from = self.listed_from(i);
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
        let sentence = self.sentence_of(i);
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
        let known = self.places.as_ref().and_then(|places| places.zones.get(i));
        known.copied().unwrap_or_else(|| self.doc.zone_at(self.t.span(i).start()))
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
