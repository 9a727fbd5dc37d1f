//! A letter as the name recognisers read it: tokens, sentence edges and what the gazetteer found before.

use crate::tokens::Tokens;
use griffier_doc::{Document, Hit, MentionType, Origin, Role, TokenKind, ZoneKind};
use griffier_text::Span;

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
}

/// A letter with its tokens and the hits that were there before.
pub(crate) struct Reading<'d> {
    pub doc: &'d Document,
    pub t: Tokens<'d>,
    listed: Vec<Listed>,
}

impl<'d> Reading<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let portfolio = |role: Option<Role>| role == Some(Role::Portfolio);
        let mut listed: Vec<Listed> = doc
            .hits()
            .iter()
            .map(|hit| Listed {
                span: hit.span,
                kind: hit.kind,
                portfolio: portfolio(hit.role),
                ministry: is_ministry(hit),
            })
            .collect();
        listed.sort_by_key(|hit| hit.span);
        Self { doc, t: Tokens::new(doc), listed }
    }
    /// Every earlier hit, in reading order.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }
    /// The hits that begin with token `i` and end with a token, longest first.
    pub fn listed_at(&self, i: usize) -> impl Iterator<Item = Listed> + '_ {
        let start = self.t.span(i).start();
        let from = self.listed.partition_point(|hit| hit.span.start() < start);
        self.listed[from..]
            .iter()
            .take_while(move |hit| hit.span.start() == start)
            .copied()
            .filter(|hit| self.t.span(self.after(hit.span).saturating_sub(1)).end() == hit.span.end())
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
        let at = self.t.span(i).start();
        let far = (i + REACH).min(self.t.len());
        match self.doc.sentence_at(at) {
            Some(sentence) if sentence.span.covers(at) => {
                (self.t.index_at(sentence.span.start()), self.t.index_at(sentence.span.end()).min(far))
            }
            _ => (i, far),
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
            let open = self.t.is_any(end - 1, &["van", "voor", "en", "de", "het", "over", "inzake", "op"]);
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
        self.doc.zone_at(self.t.span(i).start())
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
        ends(i) || (self.t.is_any(i + 1, &[",", ".", "|", "**"]) && ends(i + 1))
    }
    /// Whether "BRIEF VAN", "ANTWOORD VAN" stand before token `i` in its sentence: the heading that says who writes.
    pub fn opens_paper(&self, i: usize) -> bool {
        let (first, _) = self.sentence(i);
        (first.max(i.saturating_sub(REACH))..i)
            .any(|k| self.t.is_any(k, &["brief", "antwoord"]) && self.shouts(k) && self.t.is(k + 1, "van"))
    }
    /// The words at `span` with one space between two of them, whole where the end of a line breaks them.
    pub fn words(&self, span: Span) -> String {
        griffier_text::whole_words(self.doc.slice(span))
    }
    /// Whether token `i` is a word in capitals only (two letters at least).
    pub fn shouts(&self, i: usize) -> bool {
        let word = self.t.word(i);
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
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
