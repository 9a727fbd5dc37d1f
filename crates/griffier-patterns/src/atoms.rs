//! Atoms: runs of digits, runs of letters and single marks, for the recognisers that read numbers.
//!
//! Tokens keep an identifier or `58,1` whole; a date, an amount or a year is read from the parts (`14–16`, `Q1/Q2`,
//! `van4 november` of a damaged text), so the grammar of those forms stands on atoms and does not depend on where a
//! token ends. Web addresses and footnote marks stay whole and opaque.

use crate::reading::Reading;
use crate::triggers::{self, Classes};
use griffier_doc::{Document, TokenKind};
use griffier_text::Word;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ASCII digits.
    Digits,
    /// Letters and combining marks.
    Letters,
    /// One other character.
    Mark(char),
    /// A web address or a footnote mark.
    Opaque,
    /// Before the first or past the last atom.
    Edge,
}

/// What stands between an atom and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// White space on one line.
    Space,
    /// One line break.
    Line,
    /// A blank line, or an edge of the text.
    Blank,
}

#[derive(Clone, Copy)]
struct Atom {
    start: u32,
    end: u32,
    kind: Kind,
    gap: Gap,
    classes: Classes,
    word: Word,
}

/// The atoms of a letter. Every index off the ends reads as [`Kind::Edge`] with an empty word.
pub(crate) struct Atoms<'d> {
    text: &'d str,
    atoms: Vec<Atom>,
    /// Those with which a calendar expression may begin.
    dates: Vec<u32>,
    /// Those with which an amount may begin.
    amounts: Vec<u32>,
}

impl<'d> Atoms<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let table = triggers::table();
        let tokens = doc.tokens();
        Self::with(doc, |i, word| {
            let found = table.find(word.key(), || tokens.get(i).map_or("", |token| doc.slice(token.span)));
            found.unwrap_or_default().classes
        })
    }
    /// The same where the words are looked up already.
    pub fn of(r: &Reading<'d>) -> Self {
        Self::with(r.doc, |i, _| r.classes(i))
    }
    fn with(doc: &'d Document, classes: impl Fn(usize, Word) -> Classes) -> Self {
        let mut lexer = Lexer {
            doc,
            text: doc.text(),
            atoms: Vec::with_capacity(doc.tokens().len() * 9 / 8),
            dates: Vec::with_capacity(doc.tokens().len() / 8),
            amounts: Vec::with_capacity(doc.tokens().len() / 8),
            last: None,
            unbroken: doc.restored().is_empty(),
        };
        let none = Classes::default();
        for (i, (token, &word)) in doc.tokens().iter().zip(doc.words()).enumerate() {
            let (start, end) = (token.span.start(), token.span.end());
            match token.kind {
                TokenKind::Url | TokenKind::NoteMark => lexer.push(start, end, Kind::Opaque, word, none),
                // Most tokens are one atom.
                _ if word.shape().is_letters() => lexer.plain(start, end, word, classes(i, word)),
                _ => match lexer.text.as_bytes().get(start..end) {
                    Some(&[mark]) if mark.is_ascii_punctuation() => {
                        lexer.push(start, end, Kind::Mark(char::from(mark)), word, none);
                    }
                    Some(digits) if word.shape().has_digit() && digits.iter().all(u8::is_ascii_digit) => {
                        lexer.push(start, end, Kind::Digits, word, none);
                    }
                    _ => lexer.split(start, end, word),
                },
            }
        }
        let Lexer { text, atoms, dates, amounts, .. } = lexer;
        Self { text, atoms, dates, amounts }
    }
    /// The atoms with which a calendar expression may begin.
    pub fn dates(&self) -> impl Iterator<Item = usize> {
        self.dates.iter().map(|&i| i as usize)
    }
    /// The atoms with which an amount may begin.
    pub fn amounts(&self) -> impl Iterator<Item = usize> {
        self.amounts.iter().map(|&i| i as usize)
    }
    /// What the table of words says of atom `i`.
    pub fn classes(&self, i: usize) -> Classes {
        self.atoms.get(i).map_or(Classes::default(), |atom| atom.classes)
    }
    pub fn len(&self) -> usize {
        self.atoms.len()
    }
    pub fn kind(&self, i: usize) -> Kind {
        self.atoms.get(i).map_or(Kind::Edge, |atom| atom.kind)
    }
    /// What stands before atom `i`.
    pub fn gap(&self, i: usize) -> Gap {
        self.atoms.get(i).map_or(Gap::Blank, |atom| atom.gap)
    }
    /// Whether atom `i` follows the one before it without white space.
    pub fn glued(&self, i: usize) -> bool {
        self.gap(i) == Gap::None
    }
    /// Whether at most one line break stands before atom `i`.
    pub fn near(&self, i: usize) -> bool {
        self.gap(i) <= Gap::Line
    }
    pub fn start(&self, i: usize) -> usize {
        self.atoms.get(i).map_or(self.text.len(), |atom| atom.start as usize)
    }
    pub fn end(&self, i: usize) -> usize {
        self.atoms.get(i).map_or(self.text.len(), |atom| atom.end as usize)
    }
    /// Atom `i` as written.
    pub fn word(&self, i: usize) -> &'d str {
        self.atoms.get(i).and_then(|atom| self.text.get(atom.start as usize..atom.end as usize)).unwrap_or("")
    }
    /// Atom `i` as numbers.
    #[inline]
    pub fn read(&self, i: usize) -> Word {
        self.atoms.get(i).map_or(Word::default(), |atom| atom.word)
    }
    /// Number of digits of atom `i`; 0 if it is no number.
    pub fn width(&self, i: usize) -> usize {
        match self.kind(i) {
            Kind::Digits => self.end(i) - self.start(i),
            _ => 0,
        }
    }
    /// The number at `i`, if it has between 1 and `width` digits (nine at most).
    pub fn number(&self, i: usize, width: usize) -> Option<u32> {
        if (1..=width.min(9)).contains(&self.width(i)) { self.word(i).parse().ok() } else { None }
    }
    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.kind(i) == Kind::Mark(mark)
    }
    pub fn is_letters(&self, i: usize) -> bool {
        self.kind(i) == Kind::Letters
    }
    /// Whether atom `i` is `word`, ASCII case aside.
    #[inline(always)]
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.read(i).is(word, || self.word(i))
    }
    /// Whether atom `i` is one of `words`, ASCII case aside.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let here = self.read(i);
        words.iter().any(|word| here.equals(word, || self.word(i)))
    }
    /// Whether the atoms from `i` on are `words`, each on the line of the one before it or the next.
    pub fn are(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, word)| {
            self.read(i + k).equals(word, || self.word(i + k)) && (k == 0 || self.near(i + k))
        })
    }
    pub fn is_capitalised(&self, i: usize) -> bool {
        self.read(i).shape().is_capitalised()
    }
    /// Whether atom `i` is a hyphen, dash or minus.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.kind(i), Kind::Mark('-' | '‐' | '‑' | '‒' | '–' | '—' | '−'))
    }
    /// Whether atom `i` is a single quotation mark.
    pub fn is_apostrophe(&self, i: usize) -> bool {
        matches!(self.kind(i), Kind::Mark('\'' | '’' | '‘'))
    }
    /// The index of the atom before `i`; past every end if there is none.
    pub fn before(&self, i: usize) -> usize {
        i.checked_sub(1).unwrap_or(usize::MAX)
    }
}

struct Lexer<'d> {
    doc: &'d Document,
    text: &'d str,
    atoms: Vec<Atom>,
    dates: Vec<u32>,
    amounts: Vec<u32>,
    /// Where the last atom ended.
    last: Option<usize>,
    /// Whether no line lost its break.
    unbroken: bool,
}

impl Lexer<'_> {
    /// A word of ASCII letters.
    #[inline(always)]
    fn plain(&mut self, start: usize, end: usize, word: Word, classes: Classes) {
        if classes.has(Classes::DATES.and(Classes::AMOUNTS)) {
            return self.push(start, end, Kind::Letters, word, classes);
        }
        self.add(start, end, Kind::Letters, word, classes);
    }
    #[inline(never)]
    fn push(&mut self, start: usize, end: usize, kind: Kind, word: Word, classes: Classes) {
        let (date, amount) = match kind {
            Kind::Letters => {
                (classes.has(Classes::DATES), classes.has(Classes::AMOUNTS) || !word.shape().is_ascii())
            }
            Kind::Digits => (true, true),
            Kind::Mark(mark) => (matches!(mark, '\'' | '’' | '‘'), matches!(mark, '€' | '$' | '£')),
            _ => (false, false),
        };
        let number = self.atoms.len() as u32;
        if date {
            self.dates.push(number);
        }
        if amount {
            self.amounts.push(number);
        }
        self.add(start, end, kind, word, classes);
    }
    #[inline(always)]
    fn add(&mut self, start: usize, end: usize, kind: Kind, word: Word, classes: Classes) {
        let gap = match self.last {
            Some(last) if self.unbroken && last + 1 == start => match self.text.as_bytes().get(last) {
                Some(b'\n') => Gap::Line,
                _ => Gap::Space,
            },
            _ => self.gap(start),
        };
        self.atoms.push(Atom { start: start as u32, end: end as u32, kind, gap, classes, word });
        self.last = Some(end);
    }
    /// What stands between the last atom and one that begins at `start`.
    #[inline(never)]
    fn gap(&self, start: usize) -> Gap {
        match self.last {
            None => Gap::Blank,
            _ if !self.unbroken && self.doc.is_restored(start) => Gap::Blank,
            Some(last) if last >= start => Gap::None,
            Some(last) => {
                let between = self.text.as_bytes().get(last..start).unwrap_or(&[]);
                match between.iter().filter(|&&byte| byte == b'\n').take(2).count() {
                    0 => Gap::Space,
                    1 => Gap::Line,
                    _ => Gap::Blank,
                }
            }
        }
    }

    /// The atoms of a token, which is `known` if it is but one.
    fn split(&mut self, start: usize, end: usize, known: Word) {
        let whole = (start, end);
        let Some(word) = self.text.get(start..end) else { return };
        let mut chars = word.char_indices().peekable();
        while let Some((from, first)) = chars.next() {
            let mut to = from + first.len_utf8();
            let same: fn(char) -> bool = match first {
                '0'..='9' => |c| c.is_ascii_digit(),
                // A dash between numbers that an extraction decoded wrong (`2012Œ2013`).
                'Œ' if from > 0 => |_| false,
                c if is_letter(c) => is_letter,
                _ => |_| false,
            };
            while let Some(&(at, c)) = chars.peek()
                && same(c)
            {
                to = at + c.len_utf8();
                chars.next();
            }
            let kind = match first {
                '0'..='9' => Kind::Digits,
                'Œ' if from > 0 && chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit()) => {
                    Kind::Mark('–')
                }
                c if is_letter(c) => Kind::Letters,
                c if c.is_whitespace() || c == '\u{ad}' => continue,
                c => Kind::Mark(c),
            };
            let (start, end) = (start + from, start + to);
            let word = if (start, end) == whole { known } else { Word::at(self.text, start, end) };
            let entry = (kind == Kind::Letters)
                .then(|| triggers::table().find(word.key(), || self.text.get(start..end).unwrap_or("")));
            self.push(start, end, kind, word, entry.flatten().unwrap_or_default().classes);
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_tokens::document;

    #[test]
    fn atoms_are_digits_letters_and_single_marks() {
        let doc = document("Q1/Q2 2024,\nvan4 vóór\n\n€ 58,1%");
        let atoms = Atoms::new(&doc);
        let words: Vec<&str> = (0..atoms.len()).map(|i| atoms.word(i)).collect();
        assert_eq!(
            words,
            ["Q", "1", "/", "Q", "2", "2024", ",", "van", "4", "vóór", "€", "58", ",", "1", "%"]
        );
        let gaps: Vec<Gap> = (0..atoms.len()).map(|i| atoms.gap(i)).collect();
        assert_eq!(
            &gaps[4..11],
            [Gap::None, Gap::Space, Gap::None, Gap::Line, Gap::None, Gap::Space, Gap::Blank]
        );
        assert_eq!(atoms.kind(99), Kind::Edge);
        assert_eq!(atoms.word(atoms.before(0)), "");
    }
}
