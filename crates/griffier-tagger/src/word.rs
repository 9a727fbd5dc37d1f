//! What is to be known of one word by itself, read in one pass over its letters.

use crate::hash;

/// Flags of [`Word`].
pub(crate) mod flag {
    pub const CAPITAL: u16 = 1;
    pub const ALL_CAPITALS: u16 = 2;
    pub const INNER_CAPITAL: u16 = 4;
    pub const DIGIT: u16 = 8;
    pub const ALL_DIGITS: u16 = 16;
    pub const HYPHEN: u16 = 32;
    pub const APOSTROPHE: u16 = 64;
    pub const DOT: u16 = 128;
    pub const LETTER: u16 = 256;
    pub const SINGLE: u16 = 512;
}

/// One word as hashes and flags: no letter of it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written.
    pub form: u32,
    /// In lower case.
    pub lower: u32,
    /// Classes of its characters, equal neighbours once.
    pub shape: u32,
    /// First one to four letters, in lower case; zero where the word is shorter.
    pub head: [u32; 4],
    /// Last one to five letters, in lower case; zero where the word is shorter.
    pub tail: [u32; 5],
    /// Before the first hyphen, in lower case; zero without one.
    pub left: u32,
    /// After the last hyphen, in lower case; zero without one.
    pub right: u32,
    /// See [`flag`].
    pub flags: u16,
    /// Number of characters, at most 255.
    pub len: u8,
    /// What the lexicon says of it; see [`crate::lexicon`].
    pub known: u8,
    /// What lists say of the place it stands at; see [`crate::passage`].
    pub listed: u16,
    /// Its cluster, zero for none.
    pub cluster: u16,
}

impl Word {
    /// Reads `text`.
    pub fn read(text: &str) -> Self {
        let letters = text.as_bytes();
        if letters.is_empty() || !letters.iter().all(u8::is_ascii_alphabetic) {
            Self::read_any(text)
        } else if letters.iter().all(u8::is_ascii_lowercase) {
            Self::read_small(letters)
        } else {
            Self::read_letters(letters)
        }
    }
    /// The same for small ASCII letters, as most words are.
    fn read_small(letters: &[u8]) -> Self {
        const SHAPE: u32 = hash::byte(hash::EMPTY, b'x');
        let mut word = Self { lower: hash::EMPTY, shape: SHAPE, flags: flag::LETTER, ..Self::default() };
        let (head, rest) = letters.split_at(letters.len().min(word.head.len()));
        for (slot, &letter) in word.head.iter_mut().zip(head) {
            word.lower = hash::byte(word.lower, letter);
            *slot = word.lower;
        }
        word.lower = rest.iter().fold(word.lower, |lower, &letter| hash::byte(lower, letter));
        word.form = word.lower;
        word.len = u8::try_from(letters.len()).unwrap_or(u8::MAX);
        word.flags |= if letters.len() == 1 { flag::SINGLE } else { 0 };
        let mut tail = hash::EMPTY;
        for (slot, &letter) in word.tail.iter_mut().zip(letters.iter().rev()) {
            tail = hash::pair(tail, letter.into());
            *slot = tail;
        }
        word
    }
    /// The same for ASCII letters.
    fn read_letters(letters: &[u8]) -> Self {
        let mut word = Self { form: hash::EMPTY, lower: hash::EMPTY, shape: hash::EMPTY, ..Self::default() };
        let (mut last_class, mut small) = (0, 0);
        for (i, &letter) in letters.iter().enumerate() {
            let class = if letter.is_ascii_uppercase() { b'X' } else { b'x' };
            if class != last_class {
                word.shape = hash::byte(word.shape, class);
                last_class = class;
            }
            if class == b'x' {
                small += 1;
            } else {
                word.flags |= if i == 0 { flag::CAPITAL } else { flag::INNER_CAPITAL };
            }
            word.form = hash::byte(word.form, letter);
            word.lower = hash::byte(word.lower, letter.to_ascii_lowercase());
            if let Some(head) = word.head.get_mut(i) {
                *head = word.lower;
            }
        }
        word.len = u8::try_from(letters.len()).unwrap_or(u8::MAX);
        word.flags |= flag::LETTER;
        word.flags |= if letters.len() == 1 { flag::SINGLE } else { 0 };
        word.flags |= if small == 0 && letters.len() > 1 { flag::ALL_CAPITALS } else { 0 };
        let mut tail = hash::EMPTY;
        for (slot, letter) in word.tail.iter_mut().zip(letters.iter().rev()) {
            tail = hash::pair(tail, letter.to_ascii_lowercase().into());
            *slot = tail;
        }
        word
    }
    fn read_any(text: &str) -> Self {
        let mut word = Self { form: hash::EMPTY, lower: hash::EMPTY, shape: hash::EMPTY, ..Self::default() };
        let mut reading = Reading { right: hash::EMPTY, first: true, ..Reading::default() };
        for c in text.chars() {
            reading.step(&mut word, c);
        }
        reading.finish(&mut word);
        word
    }
    /// Whether it has a capital letter.
    pub fn is_capital(&self) -> bool {
        self.flags & (flag::CAPITAL | flag::INNER_CAPITAL) != 0
    }
    /// Whether all of `flags` are set.
    pub fn is(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }
}

#[derive(Default)]
struct Reading {
    first: bool,
    last_class: u8,
    last: [u32; 5],
    letters: u32,
    lowers: u32,
    digits: u32,
    others: u32,
    right: u32,
    hyphens: u32,
}

impl Reading {
    fn step(&mut self, word: &mut Word, c: char) {
        word.form = hash::letter(word.form, c);
        word.len = word.len.saturating_add(1);
        let upper = c.is_uppercase();
        let class = self.class(word, c, upper);
        if class != self.last_class {
            word.shape = hash::byte(word.shape, class);
            self.last_class = class;
        }
        let lower = if upper { c.to_lowercase().next().unwrap_or(c) } else { c };
        word.lower = hash::letter(word.lower, lower);
        if let Some(head) = word.head.get_mut(usize::from(word.len) - 1) {
            *head = word.lower;
        }
        self.last.rotate_left(1);
        self.last[4] = u32::from(lower);
        if c == '-' {
            self.hyphens += 1;
            if word.left == 0 && !self.first {
                word.left = self.right;
            }
            self.right = hash::EMPTY;
        } else {
            self.right = hash::letter(self.right, lower);
        }
        self.first = false;
    }

    fn class(&mut self, word: &mut Word, c: char, upper: bool) -> u8 {
        if upper {
            self.letters += 1;
            word.flags |= if self.first { flag::CAPITAL } else { flag::INNER_CAPITAL };
            return b'X';
        }
        if c.is_alphabetic() {
            self.letters += 1;
            self.lowers += 1;
            return b'x';
        }
        if c.is_numeric() {
            self.digits += 1;
            return b'd';
        }
        self.others += 1;
        match c {
            '-' => word.flags |= flag::HYPHEN,
            '\'' | '’' => word.flags |= flag::APOSTROPHE,
            '.' => word.flags |= flag::DOT,
            _ => {}
        }
        if c.is_ascii() { c as u8 } else { b'?' }
    }

    fn finish(self, word: &mut Word) {
        if self.hyphens > 0 && self.right != hash::EMPTY {
            word.right = self.right;
        }
        if self.letters > 0 {
            word.flags |= flag::LETTER;
            if self.lowers == 0 && self.letters > 1 {
                word.flags |= flag::ALL_CAPITALS;
            }
        }
        if self.digits > 0 {
            word.flags |= if self.letters + self.others == 0 { flag::ALL_DIGITS } else { flag::DIGIT };
        }
        if word.len == 1 {
            word.flags |= flag::SINGLE;
        }
        let mut tail = hash::EMPTY;
        for (k, slot) in word.tail.iter_mut().enumerate().take(usize::from(word.len)) {
            tail = hash::pair(tail, self.last[4 - k]);
            *slot = tail;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_are_read_like_all_others() {
        for text in ["a", "A", "de", "De", "NAVO", "iPhone", "verordening", "McDonald", &"aB".repeat(200)] {
            assert_eq!(Word::read(text), Word::read_any(text), "{text}");
        }
    }

    #[test]
    fn a_word_is_read_once_into_hashes_and_flags() {
        let (navo, same) = (Word::read("NAVO"), Word::read("navo"));
        assert_eq!(navo.lower, same.form);
        assert_ne!(navo.form, same.form);
        assert!(navo.is(flag::ALL_CAPITALS | flag::CAPITAL) && navo.is_capital() && !same.is_capital());
        let top = Word::read("NAVO-top");
        assert_eq!((top.left, top.right), (same.form, Word::read("top").form));
        assert_eq!((navo.left, navo.right), (0, 0));
        assert_eq!(Word::read("Ébène").lower, Word::read("ébène").form);
        assert_eq!(Word::read("Raad").shape, Word::read("Commissie").shape);
        assert_ne!(Word::read("Raad").shape, Word::read("raad").shape);
        assert_eq!(Word::read("kabinet").tail[..3], Word::read("bonnet").tail[..3]);
        assert!(Word::read("2023").is(flag::ALL_DIGITS) && Word::read("F-35").is(flag::DIGIT | flag::HYPHEN));
        assert!(Word::read("iPhone").is_capital() && Word::read("").len == 0);
    }
}
