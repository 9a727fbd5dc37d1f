//! Reading a letter sentence by sentence: tokens with the classes of their words, and the mentions among them. The small
//! vocabulary in which the rules are written; no rule lives here.
//!
//! Everything here looks at most [`REACH`] tokens far, so that rules stay linear on a sentence without end.

use crate::cue::{Cue, Cues};
use crate::statement::Evidence;
use griffier_doc::{
    Document, Footnote, Mention, MentionType, Role, Token, TokenKind, ZoneKind, is_paper_of_senate,
};
use griffier_text::{Span, Word, WordSet, words};
use std::collections::BTreeMap;
use std::ops::Range;

/// Finite verbs with which the second part of a coordinated clause begins.
const FINITE: &WordSet = words![
    "heeft",
    "had",
    "hadden",
    "is",
    "was",
    "waren",
    "wil",
    "willen",
    "wilde",
    "wilden",
    "zal",
    "zullen",
    "zou",
    "zouden",
    "moet",
    "moeten",
    "moest",
    "kan",
    "mag",
    "gaat",
    "wordt",
    "werd",
    "werden",
    "overweegt",
];

/// How far a rule looks, in tokens.
pub(crate) const REACH: usize = 60;
/// How many mentions one coordination holds at most.
const LIST: usize = 40;

/// A letter as the rules read it.
pub(crate) struct Letter<'d> {
    pub doc: &'d Document,
    tokens: &'d [Token],
    /// The words of the tokens, and their classes.
    words: Vec<Word>,
    cues: Vec<Cues>,
    /// The words that a line end parts, by the token of their second half.
    joined: BTreeMap<usize, String>,
    /// The mentions that lie in no other.
    pub outer: Vec<&'d Mention>,
    /// Where a note is called, by the place of the mark.
    calls: Vec<(usize, &'d Footnote)>,
    sentences: Vec<Part>,
    /// For each stretch of [`STRETCH`] bytes the first token that begins in it or behind it.
    stretches: Vec<u32>,
    /// The chamber the letter is written to, the Tweede Kamer if it does not say.
    pub chamber: &'static str,
}

/// What [`Window`] holds, by number: every family reads all sentences, so the numbers are looked up once.
struct Part {
    span: Span,
    tokens: Range<usize>,
    outer: Range<usize>,
    zone: ZoneKind,
    /// The classes of all its words.
    cues: Cues,
    /// Of what types its mentions are that lie in no other, and those that do.
    kinds: (Kinds, Kinds),
    /// Whether it asks.
    asks: bool,
}

/// Types of mentions, as bits.
#[derive(Clone, Copy, Default)]
struct Kinds(u32);

impl Kinds {
    fn of<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Self {
        mentions.fold(Self(0), |all, mention| Self(all.0 | 1 << mention.kind as u32))
    }
}

impl Part {
    fn new(letter: &Letter<'_>, span: Span) -> Self {
        let from = letter.outer.partition_point(|m| m.span.start() < span.start());
        let mentions = letter.doc.mentions();
        let all = mentions.partition_point(|m| m.span.start() < span.start());
        Self::from(letter, span, (from, all))
    }
    /// The same where it is known how many mentions begin before it, of those that lie in no other and of all.
    fn from(letter: &Letter<'_>, span: Span, (from, all): (usize, usize)) -> Self {
        let inside = |m: &&Mention| m.span.start() < span.end();
        let outer = letter.outer[from..].iter().copied().take_while(inside);
        let to = from + outer.clone().count();
        let all = letter.doc.mentions()[all..].iter().take_while(inside);
        let tokens = letter.index_at(span.start())..letter.index_at(span.end());
        let cues = letter.cues.get(tokens.clone()).unwrap_or(&[]);
        let cues = cues.iter().fold(Cues::default(), |all, &cues| all.and(cues));
        let kinds = (Kinds::of(outer), Kinds::of(all));
        let zone = letter.doc.zone_at(span.start());
        let part = Self { span, tokens, outer: from..to, zone, cues, kinds, asks: false };
        let asks = letter.open(&part).asks();
        Self { asks, ..part }
    }
}

/// The sentences of a letter, in which its mentions are looked up in one walk.
fn parts(letter: &Letter<'_>) -> Vec<Part> {
    let mentions = letter.doc.mentions();
    let (mut outer, mut all, mut before) = (0, 0, 0);
    let part = |sentence: &griffier_doc::Sentence| {
        let start = sentence.span.start();
        if start < before {
            return Part::new(letter, sentence.span);
        }
        before = start;
        while letter.outer.get(outer).is_some_and(|m| m.span.start() < start) {
            outer += 1;
        }
        while mentions.get(all).is_some_and(|m| m.span.start() < start) {
            all += 1;
        }
        Part::from(letter, sentence.span, (outer, all))
    };
    letter.doc.sentences().iter().map(part).collect()
}

/// Bytes of a stretch of [`Letter::stretches`].
const STRETCH: usize = 64;

fn stretches(doc: &Document) -> Vec<u32> {
    let tokens = doc.tokens();
    let mut out = Vec::with_capacity(doc.text().len() / STRETCH + 2);
    for (i, token) in tokens.iter().enumerate() {
        while out.len() * STRETCH <= token.span.start() {
            out.push(i as u32);
        }
    }
    out
}

impl<'d> Letter<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let mut calls: Vec<(usize, &Footnote)> = Vec::new();
        for note in doc.footnotes() {
            calls.extend(note.marks.iter().map(|mark| (mark.start(), note)));
        }
        calls.sort_by_key(|&(at, _)| at);
        let mut end = 0;
        let mut outer = Vec::new();
        for mention in doc.mentions() {
            if mention.span.start() >= end && !mention.span.is_empty() {
                end = mention.span.end();
                outer.push(mention);
            }
        }
        let (words, joined) = words(doc);
        let table = Cues::table();
        let mut cues: Vec<Cues> = Vec::with_capacity(words.len());
        for (&word, token) in words.iter().zip(doc.tokens()) {
            cues.push(table.find(word.key(), || doc.slice(token.span)).unwrap_or_default());
        }
        joined.iter().for_each(|(&i, whole)| cues[i] = Cues::of(whole));
        let mut letter = Self {
            doc,
            tokens: doc.tokens(),
            words,
            cues,
            joined,
            outer,
            calls,
            sentences: Vec::new(),
            stretches: stretches(doc),
            chamber: chamber(doc),
        };
        letter.sentences = parts(&letter);
        letter
    }
    /// The sentences of the letter in reading order.
    pub fn windows(&self) -> impl Iterator<Item = Window<'_, 'd>> {
        self.sentences.iter().map(|part| self.open(part))
    }
    /// The part of the letter at `span`.
    pub fn window(&self, span: Span) -> Window<'_, 'd> {
        self.open(&Part::new(self, span))
    }
    fn open(&self, part: &Part) -> Window<'_, 'd> {
        let outer = &self.outer[part.outer.clone()];
        let Part { span, zone, cues, kinds, asks, .. } = *part;
        Window { letter: self, span, tokens: part.tokens.clone(), outer, zone, cues, kinds, asks }
    }
    /// The index of the first token that begins at or after byte `offset`.
    pub fn index_at(&self, offset: usize) -> usize {
        let Some(&first) = self.stretches.get(offset / STRETCH) else { return self.tokens.len() };
        let mut i = first as usize;
        while self.tokens.get(i).is_some_and(|token| token.span.start() < offset) {
            i += 1;
        }
        i
    }
    /// The mentions that lie within `mention`, an outer one first.
    pub fn within(&self, mention: &Mention) -> impl Iterator<Item = &'d Mention> {
        let mentions = self.doc.mentions();
        let from = mentions.partition_point(|m| m.span <= mention.span);
        let end = mention.span.end();
        mentions[from..].iter().take_while(move |m| m.span.start() < end)
    }
    /// The word at token `i`, whole at the second half of one that a line end parts.
    fn word(&self, i: usize) -> &str {
        if !self.joined.is_empty() {
            if let Some(whole) = self.joined.get(&i) {
                return whole;
            }
            if self.joined.contains_key(&(i + 1)) {
                return "";
            }
        }
        self.tokens.get(i).map_or("", |token| self.doc.slice(token.span))
    }
    /// The note whose mark stands at token `i`.
    pub fn note_at(&self, i: usize) -> Option<&'d Footnote> {
        self.note_from(self.tokens.get(i)?.span.start())
    }
    fn note_from(&self, offset: usize) -> Option<&'d Footnote> {
        let found = self.calls.binary_search_by_key(&offset, |&(at, _)| at).ok()?;
        Some(self.calls[found].1)
    }
    /// The notes called within `span`.
    pub fn notes_in(&self, span: Span) -> impl Iterator<Item = (usize, &'d Footnote)> {
        let from = self.calls.partition_point(|&(at, _)| at < span.start());
        self.calls[from..].iter().take_while(move |&&(at, _)| at < span.end()).copied()
    }
    /// The one citation of a note that is nothing but that citation (`Kamerstuk 33 694, nr. 45`, `Zie …`).
    pub fn sole_reference(&self, note: &Footnote) -> Option<&'d Mention> {
        let window = self.window(note.note);
        let [only] = window.outer else { return None };
        let before = window.gap(note.note.start(), only.span.start()).len();
        let after = window.gap(only.span.end(), note.note.end()).len();
        (only.kind == MentionType::Reference && before <= 3 && after <= 3).then_some(*only)
    }
    /// The line that holds byte `offset`, without white space at its ends.
    pub fn line(&self, offset: usize) -> Span {
        let lines = self.doc.lines();
        let line = lines.line_of(offset);
        let start = lines.start_of(line).unwrap_or(0);
        let end = lines.start_of(line + 1).unwrap_or(self.doc.text().len());
        let restored = self.doc.restored();
        let next = restored.partition_point(|&at| at <= offset);
        let start = next.checked_sub(1).map_or(start, |before| start.max(restored[before]));
        let end = restored.get(next).map_or(end, |&at| end.min(at));
        let text = self.doc.slice(Span::at(start, end));
        let lead = text.len() - text.trim_start().len();
        Span::at(start + lead, start + lead + text.trim().len())
    }
}

/// The words of the tokens, and those that a hyphen parts at the end of a line: such a cue is read whole at its second half.
fn words(doc: &Document) -> (Vec<Word>, BTreeMap<usize, String>) {
    let tokens = doc.tokens();
    const HYPHEN: u32 = Word::tail_of("-");
    let mut words = doc.words().to_vec();
    let mut joined = BTreeMap::new();
    let parted = words.iter().enumerate().filter(|(_, word)| word.tail() & 0xff00_0000 == HYPHEN);
    let parted: Vec<usize> = parted.map(|(i, _)| i + 1).filter(|&i| i < words.len()).collect();
    for i in parted {
        let Some(half) = doc.slice(tokens[i - 1].span).strip_suffix('-') else { continue };
        let here = doc.slice(tokens[i].span);
        let letters = |s: &str| !s.is_empty() && s.chars().all(char::is_lowercase);
        let apart = doc.text().get(tokens[i - 1].span.end()..tokens[i].span.start()).unwrap_or("");
        let lead = half.chars().next().is_some_and(char::is_alphabetic)
            && half.chars().skip(1).all(char::is_lowercase);
        if lead && apart.contains('\n') && letters(here) {
            let whole = format!("{half}{here}");
            let promises =
                ["toezeggen", "toezegde", "toezegden"].iter().any(|word| whole.eq_ignore_ascii_case(word));
            if promises || Cues::of(&whole).are_joined() {
                words[i - 1] = Word::default();
                words[i] = Word::at(&whole, 0, whole.len());
                joined.insert(i, whole);
            }
        }
    }
    (words, joined)
}

/// The chamber that the addressee, or else "uw Kamer", names; else the one whose paper it is.
fn chamber(doc: &Document) -> &'static str {
    let is = |m: &Mention, ids: [&str; 2]| m.link.id().is_some_and(|id| ids.contains(&id.as_ref()));
    let senate = |m: &Mention| is(m, ["org:eerste-kamer", "office:voorzitter-ek"]);
    let house = |m: &Mention| is(m, ["org:tweede-kamer", "office:voorzitter-tk"]);
    let of_paper = || doc.meta().identifiers.iter().any(|id| is_paper_of_senate(id));
    let mut all = doc.mentions().iter();
    let senate = match all.clone().find(|m| m.role == Some(Role::Addressee)) {
        Some(addressee) => {
            let mut named = all.filter(|m| addressee.span.contains(m.span));
            named.clone().any(senate) || !named.any(house) && of_paper()
        }
        None => all.any(|m| senate(m) && follows_uw(doc, m)) || of_paper(),
    };
    if senate { "org:eerste-kamer" } else { "org:tweede-kamer" }
}

/// Whether `uw` stands right before the mention.
pub(crate) fn follows_uw(doc: &Document, mention: &Mention) -> bool {
    let before = doc.text().get(..mention.span.start()).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.eq_ignore_ascii_case("uw")
}

/// One sentence, or another stretch of text that holds together.
#[derive(Clone)]
pub(crate) struct Window<'l, 'd> {
    pub letter: &'l Letter<'d>,
    pub span: Span,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
    /// Its mentions that lie in no other.
    pub outer: &'l [&'d Mention],
    pub zone: ZoneKind,
    /// The classes of all its words.
    cues: Cues,
    kinds: (Kinds, Kinds),
    asks: bool,
}

impl<'l, 'd> Window<'l, 'd> {
    /// The word at token `i`; empty outside this window, and for the first half of a word that a line end parts.
    pub fn word(&self, i: usize) -> &'l str {
        if self.tokens.contains(&i) { self.letter.word(i) } else { "" }
    }
    /// The word at token `i` as numbers.
    #[inline]
    fn read(&self, i: usize) -> Word {
        if self.tokens.contains(&i) { self.letter.words[i] } else { Word::default() }
    }
    /// Whether the word at `i` is `word`, ASCII case aside.
    #[inline(always)]
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.read(i).is(word, || self.word(i))
    }
    /// Whether the word at `i` is one of `words`.
    #[inline(always)]
    pub fn is_any(&self, i: usize, words: &WordSet) -> bool {
        self.read(i).may_be_in(words) && self.is_among(i, words)
    }
    #[inline(never)]
    fn is_among(&self, i: usize, words: &WordSet) -> bool {
        words.holds(self.read(i), self.word(i))
    }
    /// Whether the words from `i` on are `words`.
    pub fn are(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| self.read(i + k).equals(word, || self.word(i + k)))
    }
    /// Whether the word at `i` is of class `cue`.
    pub fn has(&self, i: usize, cue: Cue) -> bool {
        self.tokens.contains(&i) && self.letter.cues[i].has(cue)
    }
    /// Whether any of its words is of one of these classes.
    pub fn holds(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.cues.has(cue))
    }
    /// Whether any of [`Window::outer`] is of one of these types.
    pub fn names(&self, kinds: &[MentionType]) -> bool {
        kinds.iter().any(|&kind| self.kinds.0.0 & (1 << kind as u32) != 0)
    }
    /// Whether any mention that begins here is of that type, those within others included.
    pub fn names_inside(&self, kind: MentionType) -> bool {
        self.kinds.1.0 & (1 << kind as u32) != 0
    }
    /// The place of token `i`; past the end the end of the window.
    pub fn at(&self, i: usize) -> Span {
        match self.letter.tokens.get(i) {
            Some(token) if i < self.tokens.end => token.span,
            _ => Span::at(self.span.end(), self.span.end()),
        }
    }
    /// Whether token `i` is a mark that only dresses the text up: a quotation mark or an asterisk.
    pub fn is_dressing(&self, i: usize) -> bool {
        matches!(self.word(i), "*" | "**" | "_" | "'" | "''" | "\"" | "‘" | "’" | "“" | "”" | "„" | "«" | "»")
    }
    /// Whether token `i` is a mark that calls a note.
    pub fn is_mark(&self, i: usize) -> bool {
        self.tokens.contains(&i) && self.letter.tokens[i].kind == TokenKind::NoteMark
    }
    /// Whether the sentence asks, or announces questions (`Vragen van het lid X over …`); a question states nothing.
    pub fn is_question(&self) -> bool {
        self.asks
    }
    fn asks(&self) -> bool {
        let first = self.tokens.start;
        if self.is(first, "vragen") && self.is_any(first + 1, words!["van", "gesteld", "aan"]) {
            return true;
        }
        (self.tokens.end.saturating_sub(3)..self.tokens.end).any(|i| self.is(i, "?"))
    }
    /// The tokens that begin between two bytes.
    pub fn gap(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.letter.index_at(from).max(self.tokens.start);
        let end = self.letter.index_at(to).min(self.tokens.end);
        start..end.max(start)
    }
    /// How many of [`Window::outer`] end at or before byte `offset`.
    pub fn count_before(&self, offset: usize) -> usize {
        self.outer.partition_point(|m| m.span.end() <= offset)
    }
    /// Index in [`Window::outer`] of the first mention that begins at or after byte `offset`.
    pub fn first_after(&self, offset: usize) -> usize {
        self.outer.partition_point(|m| m.span.start() < offset)
    }
    /// Index in [`Window::outer`] of the mention that begins within token `i`.
    pub fn mention_at(&self, i: usize) -> Option<usize> {
        let span = self.at(i);
        let k = self.first_after(span.start());
        self.outer.get(k).filter(|m| span.covers(m.span.start())).map(|_| k)
    }
    /// The same, past determiners, titles, dressing and at most two other words (`the new …`).
    pub fn mention_after(&self, i: usize, other_words: usize) -> Option<usize> {
        let mut spare = other_words;
        for j in i..(i + 8).min(self.tokens.end) {
            if let Some(k) = self.mention_at(j) {
                return Some(k);
            }
            let light = self.has(j, Cue::Determiner)
                || self.has(j, Cue::Title)
                || self.has(j, Cue::Weekday)
                || self.is_dressing(j);
            if !light {
                let plain = !self.has(j, Cue::Auxiliary)
                    && !self.has(j, Cue::Preposition)
                    && self.word(j).starts_with(char::is_alphabetic);
                if spare == 0 || !plain {
                    return None;
                }
                spare -= 1;
            }
        }
        None
    }
    /// Index of the nearest mention of `kinds` that ends before byte `offset`, at most `reach` tokens away.
    pub fn nearest_before(&self, offset: usize, kinds: &[MentionType], reach: usize) -> Option<usize> {
        let limit =
            self.at(self.letter.index_at(offset).saturating_sub(reach).max(self.tokens.start)).start();
        let k = self.count_before(offset);
        let near = self.outer[..k].iter().rev().take_while(|m| m.span.end() > limit);
        near.enumerate().find(|(_, m)| kinds.contains(&m.kind)).map(|(back, _)| k - 1 - back)
    }
    /// Index of the nearest mention of `kinds` that begins at or after byte `offset`, at most `reach` tokens away.
    pub fn nearest_after(&self, offset: usize, kinds: &[MentionType], reach: usize) -> Option<usize> {
        let limit = self.at((self.letter.index_at(offset) + reach).min(self.tokens.end)).end();
        let k = self.first_after(offset);
        let near = self.outer[k..].iter().take_while(|m| m.span.start() < limit);
        near.enumerate().find(|(_, m)| kinds.contains(&m.kind)).map(|(on, _)| k + on)
    }
    /// The clause around token `i`: up to a semicolon or colon, or a comma before a word that opens another clause. What
    /// stands in brackets beside it (`(hierna: …)`) ends nothing.
    pub fn clause(&self, i: usize) -> Range<usize> {
        let opens = |j: usize| {
            self.has(j, Cue::Break) || self.has(j, Cue::Comma) && self.has(j + 1, Cue::Subordinator)
        };
        let low = i.saturating_sub(REACH).max(self.tokens.start);
        let high = (i + REACH).min(self.tokens.end);
        let edge = |tokens: &mut dyn Iterator<Item = usize>, open: Cue, close: Cue| {
            let mut depth = 0_usize;
            for j in tokens {
                if self.has(j, open) {
                    depth += 1;
                } else if self.has(j, close) {
                    depth = depth.saturating_sub(1);
                }
                if depth == 0 && opens(j) {
                    return Some(j);
                }
            }
            None
        };
        let start = edge(&mut (low..i).rev(), Cue::Close, Cue::Open).map_or(low, |j| j + 1);
        let end = edge(&mut (i + 1..high), Cue::Open, Cue::Close).unwrap_or(high);
        start..end
    }
    /// The part of tokens `range` that the words around the verb at `verb` turn: `heeft X geratificeerd` of `heeft X
    /// geratificeerd en wil Y opzeggen`. A second part begins with a finite verb of its own.
    pub fn conjunct(&self, verb: usize, range: &Range<usize>) -> Range<usize> {
        let begins = |j: &usize| {
            self.is_any(*j, words!["en", "maar"])
                && self.is_any(*j + 1, FINITE)
                && self.mention_covering(*j).is_none()
        };
        let near = range.start.max(verb.saturating_sub(REACH))..range.end.min(verb + REACH);
        let start = (near.start..verb).rev().find(begins).map_or(range.start, |j| j + 1);
        let end = (verb + 1..near.end).find(begins).unwrap_or(range.end);
        start..end.max(start)
    }
    /// The bytes of tokens `range`.
    pub fn span_of(&self, range: &Range<usize>) -> Span {
        if range.is_empty() {
            return self.at(range.start);
        }
        self.at(range.start).cover(self.at(range.end - 1))
    }
    /// The mentions of [`Window::outer`] that lie within tokens `range`, as indices.
    pub fn mentions_in(&self, range: &Range<usize>) -> Range<usize> {
        let span = self.span_of(range);
        let from = self.first_after(span.start());
        from..self.count_before(span.end()).max(from)
    }
    /// Whether only what joins the members of a list stands between two neighbours.
    fn is_joined(&self, before: &Mention, after: &Mention) -> bool {
        let gap = self.gap(before.span.end(), after.span.start());
        // "het Planbureau (PBL) en …": the short form of a member.
        if gap.len() == 1 && self.is(gap.start, "(") && before.kind == after.kind && before.link == after.link
        {
            return true;
        }
        let mut joined = false;
        // "zowel A als B"
        let both = || {
            let start = self.letter.index_at(before.span.start());
            (start.saturating_sub(3)..start).any(|j| self.is(j, "zowel"))
        };
        gap.len() <= 6
            && gap.clone().all(|j| {
                let joins = self.has(j, Cue::Connective) || self.is(j, "als") && both();
                joined |= joins;
                joins
                    || self.has(j, Cue::Determiner)
                    || self.has(j, Cue::Title)
                    || self.is_dressing(j)
                    || self.is_any(j, words!["van", "voor", "(", ")"])
            })
            && joined
    }
    /// The list around mention `k` of [`Window::outer`] whose members are of `kinds`.
    pub fn list_around(&self, k: usize, kinds: &[MentionType]) -> Range<usize> {
        let mut range = k..k + 1;
        while range.start > 0 && range.len() < LIST {
            let (before, after) = (self.outer[range.start - 1], self.outer[range.start]);
            if !kinds.contains(&before.kind) || !self.is_joined(before, after) {
                break;
            }
            range.start -= 1;
        }
        while range.end < self.outer.len() && range.len() < LIST {
            let (before, after) = (self.outer[range.end - 1], self.outer[range.end]);
            if !kinds.contains(&after.kind) || !self.is_joined(before, after) {
                break;
            }
            range.end += 1;
        }
        range
    }
    /// The bytes from `from` to `to`, and whether a word near the verb at token `verb` denies what they say.
    pub fn evidence(&self, from: Span, to: Span, verb: usize) -> Evidence {
        let span = from.cover(to).cover(self.at(verb));
        let inside = self.gap(span.start(), span.end());
        // "geen uitvoering aan …": up to two words before, in the same clause.
        let lead = inside.start.saturating_sub(2).max(self.tokens.start);
        let start = (lead..inside.start)
            .rev()
            .find(|&j| self.is_any(j, words![",", ";", ":"]))
            .map_or(lead, |j| j + 1);
        let low = start.max(verb.saturating_sub(REACH));
        let high = (inside.end + 2).min(verb + REACH).min(self.tokens.end);
        let end = (inside.end..high).find(|&j| self.is_any(j, words![",", ";", ":"])).unwrap_or(high);
        let free = |j: usize| self.mention_covering(j).is_none();
        let denies = |j: usize| {
            self.has(j, Cue::Negation) && !self.is_any(j + 1, words!["alleen", "slechts", "enkel"]) && free(j)
        };
        let clause = self.clause(verb);
        let range = clause.start.min(inside.start).max(low.saturating_sub(8))..clause.end.max(end);
        let negated = self.conjunct(verb, &(low..end)).any(denies);
        Evidence { span, negated, modality: crate::modality::of(self, verb, &range) }
    }
    /// The mention of [`Window::outer`] that token `i` lies in.
    pub fn mention_covering(&self, i: usize) -> Option<usize> {
        let span = self.at(i);
        let k = self.outer.partition_point(|m| m.span.end() <= span.start());
        self.outer.get(k).filter(|m| m.span.overlaps(span)).map(|_| k)
    }
}
