//! Reading characters: the small vocabulary for forms that tokens cut badly (dossier numbers with spaces or line breaks
//! inside, marks with slashes, words glued together by an extraction).
//!
//! Every step looks at a bounded number of characters and returns the offset after what it read, always on a character
//! edge; so a recogniser written in it is linear as long as it never goes back behind what it accepted.

use std::borrow::Cow;

/// Longest run of white space that counts as one gap, in characters.
const GAP: usize = 24;
/// Longest word that is read whole, in bytes; a longer one is no keyword and no name.
const WORD: usize = 48;

/// Words that go on with a name behind its hyphen, or with the sentence behind its dash.
const FOLLOWS: [&str; 16] = [
    "van", "des", "het", "een", "die", "dat", "dit", "voor", "lid", "met", "als", "ook", "maar", "naar",
    "niet", "over",
];
/// Words that stand in a name before its capital, and else are how a surname ends.
const LINKS: [&str; 4] = ["der", "den", "ter", "ten"];

/// A text to read at any offset. An offset past the end or off a character edge reads as the end of the text.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'d> {
    text: &'d str,
}

impl<'d> Reader<'d> {
    pub fn new(text: &'d str) -> Self {
        Self { text }
    }
    pub fn len(self) -> usize {
        self.text.len()
    }
    /// The text from `from` up to `to`, empty if that is no range on character edges.
    pub fn slice(self, from: usize, to: usize) -> &'d str {
        self.text.get(from..to).unwrap_or("")
    }
    pub fn rest(self, at: usize) -> &'d str {
        self.text.get(at..).unwrap_or("")
    }
    pub fn char(self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }
    pub fn before(self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|head| head.chars().next_back())
    }
    pub fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
    /// The largest character edge at or before `at`.
    pub fn edge(self, at: usize) -> usize {
        let mut at = at.min(self.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
    /// Past white space on one line.
    pub fn spaces(self, at: usize) -> usize {
        self.white(at, 0)
    }
    /// Past white space with at most one line break in it.
    pub fn gap(self, at: usize) -> usize {
        self.white(at, 1)
    }
    fn white(self, at: usize, mut breaks: usize) -> usize {
        let mut end = at;
        for c in self.rest(at).chars().take(GAP) {
            match c {
                '\n' if breaks == 0 => break,
                '\n' => breaks -= 1,
                '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                c if c.is_whitespace() => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        end
    }
    /// The run of letters at `at`, cut at 48 bytes; a combining mark belongs to its letter.
    pub fn word(self, at: usize) -> &'d str {
        let bytes = self.text.as_bytes().get(at..).unwrap_or(&[]);
        let plain = bytes.iter().take(WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if plain == WORD || bytes.get(plain).is_none_or(u8::is_ascii) {
            return self.slice(at, at + plain);
        }
        let is_letter = |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}');
        let letters = self.rest(at).char_indices().take_while(|&(i, c)| i < WORD && is_letter(c));
        let end = letters.last().map_or(at, |(i, c)| at + i + c.len_utf8());
        self.slice(at, end)
    }
    /// The word at `at` and its end, put together again where the end of a line broke it (`verga-⏎derjaar`).
    pub fn joined_word(self, at: usize) -> (Cow<'d, str>, usize) {
        let word = self.word(at);
        let end = at + word.len();
        let next = self.dash(end).map(|after| (after, self.gap(after)));
        let Some((_, next)) = next.filter(|&(after, next)| self.slice(after, next).contains('\n')) else {
            return (Cow::Borrowed(word), end);
        };
        let rest = self.word(next);
        if !rest.starts_with(char::is_lowercase) {
            return (Cow::Borrowed(word), end);
        }
        (Cow::Owned(format!("{word}{rest}")), next + rest.len())
    }
    /// Past the rest of a name that the end of a line breaks behind the hyphen before `at`: `Jan-⏎sen`, `Lin-⏎den`. Not past
    /// "van" of "Van Ardenne-⏎van der Hoeven", "ter" of "Bos-⏎ter Haar", nor "die" of "Kok-⏎die", where the sentence goes on.
    pub fn rest_of_name(self, at: usize) -> Option<usize> {
        let next = self.gap(at);
        let word = self.word(next);
        let end = next + word.len();
        let small = word.len() >= 3 && word.starts_with(char::is_lowercase);
        let links = || LINKS.contains(&word) && self.word(self.gap(end)).starts_with(char::is_uppercase);
        let broken = small && self.slice(at, next).contains('\n') && !FOLLOWS.contains(&word) && !links();
        broken.then_some(end)
    }
    /// The run of ASCII digits at `at`, cut at twelve.
    pub fn digits(self, at: usize) -> &'d str {
        let run = self.text.as_bytes().get(at..).unwrap_or(&[]).iter().take(12);
        self.slice(at, at + run.take_while(|byte| byte.is_ascii_digit()).count())
    }
    /// Past `literal`, ASCII case aside.
    pub fn take(self, at: usize, literal: &str) -> Option<usize> {
        let end = at + literal.len();
        // Most words that are looked for begin otherwise.
        if !self.byte(at)?.eq_ignore_ascii_case(literal.as_bytes().first()?) {
            return None;
        }
        self.text.get(at..end).filter(|found| found.eq_ignore_ascii_case(literal)).map(|_| end)
    }
    /// Past the whole word `word`, ASCII case aside.
    pub fn take_word(self, at: usize, word: &str) -> Option<usize> {
        let end = self.take(at, word)?;
        (!self.char(end).is_some_and(char::is_alphabetic)).then_some(end)
    }
    /// Past the first of `words` that stands at `at` as a whole word.
    pub fn take_any(self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.take_word(at, word))
    }
    /// Past one hyphen or dash.
    pub fn dash(self, at: usize) -> Option<usize> {
        self.char(at).filter(|&c| is_dash(c)).map(|c| at + c.len_utf8())
    }
    /// Past a dash, and past the end of the line behind it where what it joins goes on in the next: `21501-02-⏎2657`.
    pub fn joint(self, at: usize) -> Option<usize> {
        let after = self.dash(at)?;
        let next = self.gap(after);
        let broken = next > after && self.slice(after, next).contains('\n');
        let goes_on = self.char(next).is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
        Some(if broken && goes_on { next } else { after })
    }
    /// Past the character `c`.
    pub fn take_char(self, at: usize, c: char) -> Option<usize> {
        (self.char(at) == Some(c)).then(|| at + c.len_utf8())
    }
    /// Whether a letter or digit stands at `at`.
    pub fn is_inside(self, at: usize) -> bool {
        self.char(at).is_some_and(char::is_alphanumeric)
    }
    /// The first place at or after `from` where a run of letters or of digits begins; a capital after a small letter
    /// begins one too, for words that an extraction glued together.
    pub fn next_start(self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut before = match from.checked_sub(1).and_then(|last| bytes.get(last)) {
            Some(byte) if byte.is_ascii() => CLASSES[usize::from(*byte)],
            _ => Class::of(self.before(from)),
        };
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            let (class, width) = match CLASSES.get(usize::from(byte)) {
                Some(class) => (*class, 1),
                None => {
                    let c = self.char(at);
                    (Class::of(c), c.map_or(1, char::len_utf8))
                }
            };
            if class.starts_after(before) {
                return Some(at);
            }
            before = class;
            at += width;
        }
        None
    }
    /// Every such place from `from` up to `to`, in order.
    pub fn starts_in(self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let head = Self { text: self.slice(0, to) };
        let mut at = from;
        std::iter::from_fn(move || {
            let start = head.next_start(at)?;
            at = head.step(start);
            Some(start)
        })
    }
    /// Past the character at `at`.
    pub fn step(self, at: usize) -> usize {
        at + self.char(at).map_or(1, char::len_utf8)
    }
    /// The end of the line that `at` lies in, its break excluded, at most `most` bytes on.
    pub fn line_end(self, at: usize, most: usize) -> usize {
        let limit = self.edge(at.saturating_add(most));
        let found = self.slice(at, limit).find('\n');
        found.map_or(limit, |i| at + i)
    }
    /// Whether only white space stands between the start of the line and `at`; Markdown marks count as white space.
    pub fn opens_line(self, at: usize) -> bool {
        for c in self.text.get(..at).unwrap_or("").chars().rev().take(GAP) {
            match c {
                '\n' => return true,
                '*' | '#' | '|' | '>' | '\u{feff}' => {}
                c if c.is_whitespace() => {}
                _ => return false,
            }
        }
        at < GAP
    }
    /// Whether only white space stands between `at` and the end of the line.
    pub fn closes_line(self, at: usize) -> bool {
        let end = self.spaces(at);
        matches!(self.char(end), None | Some('\n'))
    }
    /// Up to `most` bytes before `at`, not reaching over a blank line.
    pub fn look_back(self, at: usize, most: usize) -> &'d str {
        let mut from = at.saturating_sub(most);
        while from < at && !self.text.is_char_boundary(from) {
            from += 1;
        }
        let head = self.slice(from, at);
        head.rfind("\n\n").map_or(head, |i| head.get(i + 2..).unwrap_or(head))
    }
}

/// Whether `c` is a hyphen, a dash or a minus sign; `Œ` is what an extraction makes of a dash between numbers.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'Œ')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Other,
    Digit,
    Small,
    Capital,
}

/// The class of each byte of ASCII.
static CLASSES: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Small,
            b'A'..=b'Z' => Class::Capital,
            b'0'..=b'9' => Class::Digit,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

impl Class {
    /// Whether a run begins with a character of this class behind one of class `before`.
    #[inline]
    fn starts_after(self, before: Self) -> bool {
        match self {
            Self::Other => false,
            Self::Digit => before != Self::Digit,
            Self::Small => !matches!(before, Self::Small | Self::Capital),
            Self::Capital => before != Self::Capital,
        }
    }
    fn of(c: Option<char>) -> Self {
        match c {
            Some(c) if c.is_ascii_digit() => Self::Digit,
            Some(c) if c.is_uppercase() => Self::Capital,
            Some(c) if c.is_alphabetic() => Self::Small,
            _ => Self::Other,
        }
    }
}
