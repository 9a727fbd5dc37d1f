//! Walks the word trie over a letter's normalised view.

use crate::bytes::Section;
use crate::case::CaseRule;
use crate::knowledge::{KnowledgeBase, Listing};
use crate::trie::{self, START, is_word};
use griffier_doc::{Document, Hit, MentionType, Origin, Role, Target, TokenKind};
use griffier_text::{NormSpan, Span};

/// Confidence of a form that names one kind of thing only, and of one that needs context.
const SAFE: f32 = 0.95;
const NEEDS_CONTEXT: f32 = 0.5;

impl KnowledgeBase {
    /// The listed names of a letter: every one that begins and ends at word boundaries (a hyphen is one, so `NAVO` is
    /// found in `NAVO-bondgenoten`, and so is the edge of a footnote's mark: `PBL` in `PBL4`) and has the capitals its row
    /// demands. At one place several may begin; which of them stand is overlap resolution's choice. One hit for each type a
    /// form can have.
    pub fn find(self, doc: &Document) -> Vec<Hit> {
        let bytes = doc.view().as_str().as_bytes();
        let filter = self.section(Section::FirstWords);
        let cuts = cuts(doc);
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some((start, whole, hash)) = trie::next_word(bytes, at) {
            at = if cuts.is_empty() { whole } else { word_end(bytes, start, &cuts) };
            if trie::may_begin(filter, hash) {
                self.walk(doc, (start, whole), hash, &cuts, &mut hits);
            }
            if at < whole {
                let hash = trie::hash(START, &bytes[start..at]);
                if trie::may_begin(filter, hash) {
                    self.walk(doc, (start, at), hash, &cuts, &mut hits);
                }
            }
        }
        hits
    }

    /// Claims every name that begins with the word at `first`, whose hash is given.
    fn walk(
        self,
        doc: &Document,
        (start, mut end): (usize, usize),
        mut hash: u64,
        cuts: &[usize],
        hits: &mut Vec<Hit>,
    ) {
        let bytes = doc.view().as_str().as_bytes();
        let pairs = self.section(Section::WordPairs);
        let mut second = true;
        while let Some(node) = self.probe(hash) {
            if let Some(number) = node.surface.checked_sub(1) {
                let span = NormSpan { start: start as u32, end: end as u32 };
                self.claim(doc, number, span, hits);
            }
            if !node.goes_on {
                break;
            }
            if cuts.is_empty() {
                let Some(next) = trie::next_node(bytes, end, hash) else { break };
                (end, hash) = next;
            } else {
                let Some(next) = trie::word_start(bytes, end) else { break };
                let next = word_end(bytes, next, cuts);
                hash = trie::hash(hash, &bytes[end..next]);
                end = next;
            }
            if std::mem::take(&mut second) && !trie::may_begin(pairs, hash) {
                break;
            }
        }
    }

    fn claim(self, doc: &Document, number: u32, place: NormSpan, hits: &mut Vec<Hit>) {
        let view = doc.view();
        if view.as_str().get(place.start as usize..place.end as usize) != Some(self.surface_form(number)) {
            return;
        }
        let span = view.to_original(doc.text(), place);
        if is_within_number(doc.text().as_bytes(), span.start()) {
            return;
        }
        // A bit for each type, twice as many for what may be a portfolio, too.
        let mut kinds = 0_u64;
        for listing in self.standing(doc, number, span) {
            if listing.adjective {
                continue;
            }
            let kind = listing.entity.kind();
            let bit = 1 << (kind as u32 * 2 + u32::from(listing.portfolio));
            if kinds & bit != 0 || !self.has_case(listing, doc, span, place) {
                continue;
            }
            kinds |= bit;
            let span = self.with_edges(listing, doc, span);
            hits.push(hit(listing, kind, number, span));
        }
    }

    /// The meanings of surface `number`, in every writing, for which the text at `span` has the closing marks: of `SDE` and
    /// `SDE++` the text decides. If it has the marks of none, all stand.
    fn standing(self, doc: &Document, number: u32, span: Span) -> impl Iterator<Item = Listing> {
        let several = self.variants(number).len() > 1;
        let after = doc.text().get(span.end()..).filter(|_| several).unwrap_or("");
        let matched = move |listing: Listing| {
            let marks = closing_marks(listing.written());
            after.starts_with(marks).then_some(marks.len())
        };
        let most = if several { self.variants(number).filter_map(matched).max() } else { None };
        self.variants(number).filter(move |&listing| most.is_none() || matched(listing) == most)
    }

    /// The trie knows names from their first to their last letter or digit; marks that belong to one (`'s-Gravenhage`,
    /// `SDE++`) are taken in where the text has them.
    fn with_edges(self, listing: Listing, doc: &Document, span: Span) -> Span {
        let written = listing.written();
        let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if plain(written.as_bytes().first()) && plain(written.as_bytes().last()) {
            return span;
        }
        let is_mark = |c: char| !c.is_alphanumeric();
        let (lead, trail) = (
            written.len() - written.trim_start_matches(is_mark).len(),
            written.trim_end_matches(is_mark).len(),
        );
        let (before, after) = doc
            .text()
            .split_at_checked(span.start())
            .map_or(("", ""), |(before, _)| (before, doc.text().get(span.end()..).unwrap_or("")));
        let same =
            |a: char, b: char| a == b || (matches!(a, '\'' | '’' | '‘') && matches!(b, '\'' | '’' | '‘'));
        let grow =
            |marks: &mut dyn Iterator<Item = char>, text: &mut dyn Iterator<Item = char>| -> Option<usize> {
                let mut bytes = 0;
                for mark in marks {
                    bytes += text.next().filter(|&c| same(c, mark))?.len_utf8();
                }
                Some(bytes)
            };
        let left = grow(&mut written[..lead].chars().rev(), &mut before.chars().rev()).unwrap_or(0);
        let right = grow(&mut written[trail..].chars(), &mut after.chars()).unwrap_or(0);
        Span::at(span.start() - left, span.end() + right)
    }

    fn has_case(self, listing: Listing, doc: &Document, span: Span, place: NormSpan) -> bool {
        if listing.case == CaseRule::Any {
            return true;
        }
        // Titles are also written in sentence case ("Nationale grondstoffenstrategie").
        let titled = || begins_with_capital(listing.written());
        let capital_at = |at: u32| {
            // Beyond the name only in a damaged block.
            let Some(mut start) = place.start.checked_add(at).filter(|&start| start < place.end) else {
                return false;
            };
            // "50Plus": the first letter stands behind a number.
            let view = doc.view().as_str().as_bytes();
            while start + 1 < place.end && view[start as usize].is_ascii_digit() {
                start += 1;
            }
            let word = doc.view().to_original(doc.text(), NormSpan { start, end: start + 1 });
            begins_with_capital(doc.slice(word))
        };
        let capital = |at: u32| capital_at(at) || (at > 0 && titled() && capital_at(0));
        listing.case.allows(listing.written(), doc.slice(span), capital)
    }

    /// The meanings of surface `number` whose demand on capitals the words at `span` meet.
    pub fn listings_at(self, doc: &Document, number: u32, span: Span) -> Vec<Listing> {
        let mut start = doc.view().from_original(span.start()) as u32;
        // Marks at the edge of the name are no part of the surface form.
        while doc.view().as_str().as_bytes().get(start as usize).is_some_and(|&byte| !is_word(byte)) {
            start += 1;
        }
        let place = NormSpan { start, end: start + self.surface_form(number).len() as u32 };
        let mut listings: Vec<Listing> = Vec::new();
        let end = self.core(doc, span);
        for listing in self.standing(doc, number, end) {
            let known = listings.iter().any(|known| listing.repeats(*known));
            if !known && self.has_case(listing, doc, span, place) {
                listings.push(listing);
            }
        }
        listings
    }

    /// `span` without the closing marks that belong to the name.
    fn core(self, doc: &Document, span: Span) -> Span {
        let words = doc.slice(span);
        Span::at(span.start(), span.end() - closing_marks(words).len())
    }
}

/// Whether byte `at` goes on with a number behind its comma: `5%-norm` of `3,5%-norm` is no name.
fn is_within_number(text: &[u8], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    digit(text.get(at)) && matches!(before, [.., before, b',' | b'.'] if before.is_ascii_digit())
}

fn begins_with_capital(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => text.starts_with(char::is_uppercase),
    }
}

/// Where the mark of a footnote begins or ends within a word of the view (`Irak5`, `2PBL`), sorted.
fn cuts(doc: &Document) -> Vec<usize> {
    if doc.footnotes().is_empty() {
        return Vec::new();
    }
    let (view, bytes) = (doc.view(), doc.view().as_str().as_bytes());
    let inside =
        |&at: &usize| at > 0 && is_word(bytes[at - 1]) && bytes.get(at).is_some_and(|&byte| is_word(byte));
    let marks = doc.tokens().iter().filter(|token| token.kind == TokenKind::NoteMark);
    marks
        .flat_map(|mark| [mark.span.start(), mark.span.end()])
        .map(|at| view.from_original(at))
        .filter(inside)
        .collect()
}

/// Where the word that begins at `start` ends, or is cut by a mark.
#[inline]
fn word_end(bytes: &[u8], start: usize, cuts: &[usize]) -> usize {
    let end = trie::word_end(bytes, start);
    if cuts.is_empty() {
        return end;
    }
    let next = cuts.partition_point(|&cut| cut <= start);
    cuts.get(next).map_or(end, |&cut| cut.min(end))
}

/// What stands behind the last letter or digit of a name.
pub(crate) fn closing_marks(written: &str) -> &str {
    if written.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return "";
    }
    let core = written.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    written.get(core..).unwrap_or("")
}

fn hit(listing: Listing, kind: MentionType, number: u32, span: Span) -> Hit {
    let confidence = if listing.needs_context { NEEDS_CONTEXT } else { SAFE };
    Hit {
        span,
        kind,
        target: Target::Listed(number),
        role: listing.portfolio.then_some(Role::Portfolio),
        origin: Origin::Gazetteer(listing.entity.row()),
        confidence,
        attrs: Vec::new(),
    }
}
