//! Words as numbers, ASCII case aside: a letter's words are read once, eight bytes a step, and then compared with the
//! words of a rule without a look at the text.
//!
//! A key of at most seven bytes holds the word itself; a longer word's is a hash, so that [`Word::may_be`] says no for
//! certain and yes for short words only ([`WordKey::is_whole`]).

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;
const LOW: u64 = 0x7f * ONES;
/// An odd number without pattern: the golden ratio, as in Knuth's multiplicative hashing.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A word as a number: the same for two words that differ in ASCII case only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordKey(u64);

impl WordKey {
    /// The key of `word`.
    pub const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let (key, _) = read(bytes, 0, bytes.len());
        Self(key)
    }
    /// The keys of `words`; for [`WordSet`].
    pub const fn all<const N: usize>(words: &[&str]) -> [Self; N] {
        let mut keys = [Self(0); N];
        let mut i = 0;
        while i < N {
            keys[i] = Self::of(words[i]);
            i += 1;
        }
        keys
    }
    /// Whether words with this key are equal, ASCII case aside.
    #[inline]
    pub const fn is_whole(self) -> bool {
        self.0 >> 56 < 8
    }
    /// The key of a word of at most seven bytes, without a loop, so that a compiler that knows the word knows the key.
    #[inline(always)]
    const fn short(word: &str) -> Self {
        #[inline(always)]
        const fn at(bytes: &[u8], i: usize) -> u64 {
            if i < bytes.len() { (bytes[i].to_ascii_lowercase() as u64) << (8 * i) } else { 0 }
        }
        let bytes = word.as_bytes();
        let low = at(bytes, 0) | at(bytes, 1) | at(bytes, 2) | at(bytes, 3);
        let high = at(bytes, 4) | at(bytes, 5) | at(bytes, 6);
        Self(low | high | (bytes.len() as u64) << 56)
    }
    /// The length in bytes; 255 for all that are longer.
    #[inline]
    const fn len(self) -> usize {
        (self.0 >> 56) as usize
    }
    /// A number below 64 that differs between most words.
    #[inline]
    const fn slot(self) -> u8 {
        (self.0.wrapping_mul(MIX) >> 58) as u8
    }
    /// A hash whose upper bits are good.
    #[inline]
    pub const fn hash(self) -> u64 {
        self.0.wrapping_mul(MIX)
    }
}

/// What letters and signs a word is made of, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape(u8);

impl Shape {
    const UPPER: u8 = 1;
    const LOWER: u8 = 2;
    const DIGIT: u8 = 4;
    const HYPHEN: u8 = 8;
    const BEYOND: u8 = 16;
    const CAPITAL: u8 = 32;
    const SHOUTS: u8 = 64;
    const OTHER: u8 = 128;

    /// Whether the first character is a capital letter.
    #[inline]
    pub const fn is_capitalised(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }
    /// Whether it has two letters at least, and no small one.
    #[inline]
    pub const fn shouts(self) -> bool {
        self.0 & Self::SHOUTS != 0
    }
    /// Whether it has an ASCII capital letter.
    #[inline]
    pub const fn has_capital(self) -> bool {
        self.0 & Self::UPPER != 0
    }
    /// Whether it has an ASCII digit.
    #[inline]
    pub const fn has_digit(self) -> bool {
        self.0 & Self::DIGIT != 0
    }
    /// Whether it has an ASCII hyphen.
    #[inline]
    pub const fn has_hyphen(self) -> bool {
        self.0 & Self::HYPHEN != 0
    }
    /// Whether it has ASCII letters and nothing else.
    #[inline]
    pub const fn is_letters(self) -> bool {
        self.0 & (Self::OTHER | Self::UPPER | Self::LOWER) != 0 && self.0 & Self::OTHER == 0
    }
    /// Whether it is signs of ASCII alone, neither letters nor digits.
    #[inline]
    pub const fn is_signs(self) -> bool {
        self.0 & (Self::UPPER | Self::LOWER | Self::DIGIT | Self::BEYOND) == 0
    }
    /// Whether every byte is ASCII.
    #[inline]
    pub const fn is_ascii(self) -> bool {
        self.0 & Self::BEYOND == 0
    }
}

/// One word of a text, read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    key: WordKey,
    /// Its last four bytes in small letters, the last one highest; what is missing is zero.
    tail: u32,
    shape: Shape,
    slot: u8,
}

impl Word {
    /// Reads the bytes `start..end` of `text`, which must be characters of it; beyond its end the empty word.
    #[inline]
    pub fn at(text: &str, start: usize, end: usize) -> Self {
        let bytes = text.as_bytes();
        if end > bytes.len() || start >= end {
            return Self::default();
        }
        let len = end - start;
        if len < 8 {
            if let Some(word) = Self::short_in_letters(bytes, start, len) {
                return word;
            }
        } else if len > 8
            && let Some(word) = Self::long_in_small_letters(bytes, start, end)
        {
            return word;
        }
        let (key, seen) = read(bytes, start, end);
        let tail = if len < 8 { tail_of(key, len) } else { tail_of(lower(load(bytes, end - 8)), 8) };
        let mut shape = seen.shape();
        let beyond = shape & Shape::BEYOND != 0;
        let first = bytes[start];
        if first.is_ascii_uppercase() {
            shape |= Shape::CAPITAL;
        }
        if beyond {
            shape |= beyond_ascii(text.get(start..end).unwrap_or(""));
        } else if shape & Shape::LOWER == 0 && seen.several {
            shape |= Shape::SHOUTS;
        }
        Self { key: WordKey(key), tail, shape: Shape(shape), slot: WordKey(key).slot() }
    }
    /// A word of less than eight bytes, if all of them are letters, as they mostly are; or a single sign.
    #[inline]
    fn short_in_letters(bytes: &[u8], start: usize, len: usize) -> Option<Self> {
        let used = (1 << (8 * len)) - 1;
        let chunk = load(bytes, start) & used;
        let (small, capital) = (between(chunk & LOW, b'a', b'z'), between(chunk & LOW, b'A', b'Z'));
        let shape = if (small | capital) & !chunk == HIGH & used {
            let several = capital & capital.wrapping_sub(1) != 0;
            bit(small != 0, Shape::LOWER)
                | bit(capital != 0, Shape::UPPER)
                | bit(capital & 0x80 != 0, Shape::CAPITAL)
                | bit(several && small == 0, Shape::SHOUTS)
        } else if len == 1 && (chunk as u8).is_ascii_punctuation() {
            Shape::OTHER | bit(chunk as u8 == b'-', Shape::HYPHEN)
        } else {
            return None;
        };
        let chunk = chunk | (capital & !chunk) >> 2;
        let key = WordKey(chunk | (len as u64) << 56);
        Some(Self { key, tail: tail_of(chunk, len), shape: Shape(shape), slot: key.slot() })
    }
    /// A word of more than eight bytes, if all of them are small letters, as they mostly are.
    #[inline]
    fn long_in_small_letters(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let small = |chunk: u64| between(chunk & LOW, b'a', b'z') & !chunk == HIGH;
        let len = end - start;
        let last = load(bytes, end - 8);
        let mut hash = len as u64;
        let mut rest = bytes.get(start..end)?;
        while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
            let chunk = u64::from_le_bytes(*chunk);
            if !small(chunk) {
                return None;
            }
            hash = mix(hash ^ chunk);
            rest = behind;
        }
        if !small(last) {
            return None;
        }
        if !rest.is_empty() {
            hash = mix(hash ^ (last >> (8 * (8 - rest.len()))));
        }
        let key = WordKey(hash >> 8 | (len.min(0xff) as u64) << 56);
        Some(Self { key, tail: tail_of(last, 8), shape: Shape(Shape::LOWER), slot: key.slot() })
    }
    /// Whether it is `word`, ASCII case aside; it stands as `text`. For words that the compiler knows.
    #[inline(always)]
    pub fn is<'t>(self, word: &str, text: impl FnOnce() -> &'t str) -> bool {
        if word.len() < 8 { self.key.0 == WordKey::short(word).0 } else { self.equals(word, text) }
    }
    /// The same for any word.
    #[inline]
    pub fn equals<'t>(self, word: &str, text: impl FnOnce() -> &'t str) -> bool {
        self.key.len() == word.len().min(0xff) && text().eq_ignore_ascii_case(word)
    }
    /// Its key.
    #[inline]
    pub const fn key(self) -> WordKey {
        self.key
    }
    /// What it is made of.
    #[inline]
    pub const fn shape(self) -> Shape {
        self.shape
    }
    /// Whether it ends with `ending`, ASCII case aside; of a longer ending only the last four bytes are compared.
    #[inline]
    pub const fn may_end_with(self, ending: &str) -> bool {
        let len = ending.len();
        let tail = Self::tail_of(ending);
        let mask = if len < 4 { !(u32::MAX >> (8 * len)) } else { u32::MAX };
        self.tail & mask == tail
    }
    /// Its last four bytes in small letters, the last one highest.
    #[inline]
    pub const fn tail(self) -> u32 {
        self.tail
    }
    /// [`Word::tail`] of a word that ends with `ending`, whose bytes beyond the last four do not count; those that a shorter
    /// ending lacks are zero.
    pub const fn tail_of(ending: &str) -> u32 {
        let bytes = ending.as_bytes();
        let len = bytes.len();
        if len < 8 { tail_of(WordKey::short(ending).0, len) } else { tail_of(lower(load(bytes, len - 8)), 8) }
    }
    /// Whether it is in `set`, or in doubt.
    #[inline]
    pub const fn may_be_in(self, set: &WordSet) -> bool {
        set.slots >> self.slot & 1 == 1
    }
}

/// A few words of a rule, made while the program is compiled.
#[derive(Clone, Copy, Debug)]
pub struct WordSet {
    slots: u64,
    keys: &'static [WordKey],
    words: &'static [&'static str],
}

impl WordSet {
    /// The set of `words`, whose keys are `keys`.
    pub const fn new(words: &'static [&'static str], keys: &'static [WordKey]) -> Self {
        assert!(words.len() == keys.len());
        let (mut slots, mut i) = (0, 0);
        while i < keys.len() {
            slots |= 1 << keys[i].slot();
            i += 1;
        }
        Self { slots, keys, words }
    }
    /// Whether `word`, which stands as `text`, is one of them, ASCII case aside.
    pub fn holds(&self, word: Word, text: &str) -> bool {
        self.keys.iter().enumerate().any(|(i, &key)| {
            key == word.key
                && (key.is_whole() || self.words.get(i).is_some_and(|one| one.eq_ignore_ascii_case(text)))
        })
    }
    /// The words.
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

/// A [`WordSet`] made while the program is compiled.
///
/// ```
/// use griffier_text::{Word, words};
/// let set = words!["de", "het"];
/// let word = Word::at("Het verdrag", 0, 3);
/// assert!(word.may_be_in(set) && set.holds(word, "Het"));
/// ```
#[macro_export]
macro_rules! words {
    ($($word:expr),* $(,)?) => {{
        const WORDS: &[&str] = &[$($word),*];
        const KEYS: [$crate::WordKey; WORDS.len()] = $crate::WordKey::all(WORDS);
        const { &$crate::WordSet::new(WORDS, &KEYS) }
    }};
}

/// What was seen of a word's bytes.
#[derive(Clone, Copy)]
struct Seen {
    upper: u64,
    lower: u64,
    digit: u64,
    hyphen: u64,
    beyond: u64,
    /// What is no ASCII letter.
    other: u64,
    /// Whether there are two capitals at least.
    several: bool,
}

impl Seen {
    const fn shape(self) -> u8 {
        bit(self.upper != 0, Shape::UPPER)
            | bit(self.lower != 0, Shape::LOWER)
            | bit(self.digit != 0, Shape::DIGIT)
            | bit(self.hyphen != 0, Shape::HYPHEN)
            | bit(self.beyond != 0, Shape::BEYOND)
            | bit(self.other != 0, Shape::OTHER)
    }
    /// Adds eight bytes, of which those count whose high bit is in `used`; gives them in small letters.
    #[inline(always)]
    const fn take(&mut self, chunk: u64, used: u64) -> u64 {
        let (low, ascii) = (chunk & LOW, !chunk & HIGH);
        let upper = between(low, b'A', b'Z') & ascii;
        let lower = between(low, b'a', b'z') & ascii;
        let dashes = chunk ^ (b'-' as u64 * ONES);
        self.several |= upper & upper.wrapping_sub(1) != 0 || (self.upper != 0 && upper != 0);
        self.upper |= upper;
        self.lower |= lower;
        self.other |= !(upper | lower) & HIGH & used;
        self.digit |= between(low, b'0', b'9') & ascii;
        self.hyphen |= !(((dashes & LOW) + LOW) | dashes) & HIGH;
        self.beyond |= chunk & HIGH;
        chunk | (upper >> 2)
    }
}

/// `bit` if it is `set`.
const fn bit(set: bool, bit: u8) -> u8 {
    if set { bit } else { 0 }
}

/// The high bit of each byte of `low`, all below 0x80, that lies between `from` and `to`.
#[inline(always)]
const fn between(low: u64, from: u8, to: u8) -> u64 {
    let at_least = low + (0x80 - from as u64) * ONES;
    let beyond = low + (0x7f - to as u64) * ONES;
    at_least & !beyond & HIGH
}

/// Eight bytes from `at` on; those past the end are zero.
#[inline(always)]
const fn load(bytes: &[u8], at: usize) -> u64 {
    let (_, rest) = bytes.split_at(at);
    if let Some(chunk) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*chunk);
    }
    let (mut chunk, mut i) = (0, 0);
    while i < rest.len() {
        chunk |= (rest[i] as u64) << (8 * i);
        i += 1;
    }
    chunk
}

/// The key of `start..end` and what it is made of.
#[inline(always)]
const fn read(bytes: &[u8], start: usize, end: usize) -> (u64, Seen) {
    let len = end - start;
    let mut seen = Seen { upper: 0, lower: 0, digit: 0, hyphen: 0, beyond: 0, other: 0, several: false };
    if len < 8 {
        let used = (1 << (8 * len)) - 1;
        let chunk = load(bytes, start) & used;
        return (seen.take(chunk, used) | (len as u64) << 56, seen);
    }
    let mut hash = len as u64;
    let mut at = start;
    while at + 8 <= end {
        hash = mix(hash ^ seen.take(load(bytes, at), HIGH));
        at += 8;
    }
    if at < end {
        // The last eight bytes again, without those that were read.
        let fresh = end - at;
        hash = mix(hash ^ seen.take(load(bytes, end - 8) >> (8 * (8 - fresh)), HIGH >> (8 * (8 - fresh))));
    }
    let len = if len > 0xff { 0xff } else { len as u64 };
    (hash >> 8 | len << 56, seen)
}

#[inline(always)]
const fn mix(word: u64) -> u64 {
    let product = word.wrapping_mul(MIX);
    product ^ (product >> 29)
}

/// The last four of the first `len` bytes, which are at most eight, the last one highest.
#[inline(always)]
const fn tail_of(chunk: u64, len: usize) -> u32 {
    if len == 0 { 0 } else { ((chunk << (64 - 8 * len)) >> 32) as u32 }
}

/// Eight bytes in small letters.
#[inline(always)]
const fn lower(chunk: u64) -> u64 {
    chunk | (between(chunk & LOW, b'A', b'Z') & !chunk & HIGH) >> 2
}

/// What only characters tell of a word with some beyond ASCII.
#[cold]
fn beyond_ascii(word: &str) -> u8 {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let shouts =
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    bit(capital, Shape::CAPITAL) | bit(shouts, Shape::SHOUTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(text: &str) -> Word {
        Word::at(text, 0, text.len())
    }

    #[test]
    fn a_set_holds_its_words_in_any_case_and_no_others() {
        const WORDS: &[&str] = &["de", "Wet", "verordening", "kaderrichtlijn", "'s", "één"];
        const KEYS: [WordKey; WORDS.len()] = WordKey::all(WORDS);
        const SET: WordSet = WordSet::new(WORDS, &KEYS);
        for word in ["DE", "wet", "Verordening", "KADERRICHTLIJN", "'S", "één"] {
            assert!(whole(word).may_be_in(&SET) && SET.holds(whole(word), word), "{word}");
        }
        for word in ["", "d", "den", "wetten", "verordeningen", "kaderrichtlijm", "Één"] {
            assert!(!SET.holds(whole(word), word), "{word}");
        }
    }

    #[test]
    fn endings_are_compared_by_their_last_bytes() {
        assert!(whole("Wapenwet").may_end_with("wet") && whole("wet").may_end_with("wet"));
        assert!(whole("VERORDENING").may_end_with("verordening") && whole("dening").may_end_with("ordening"));
        assert!(!whole("wetten").may_end_with("wet") && !whole("et").may_end_with("wet"));
    }

    proptest! {
        #[test]
        fn keys_tell_words_apart_and_shapes_say_what_characters_do(
            left in "[a-cA-Cé.0-]{0,20}", right in "[a-cA-C]{0,9}", before in "[ a-zé]{0,9}", after in "[ a-z]{0,9}",
        ) {
            let same = left.eq_ignore_ascii_case(&right);
            prop_assert_eq!(WordKey::of(&left) == WordKey::of(&right), same);
            let text = format!("{before}{left}{after}");
            let word = Word::at(&text, before.len(), before.len() + left.len());
            prop_assert_eq!(word, whole(&left));
            prop_assert_eq!(word.key(), WordKey::of(&left.to_ascii_uppercase()));
            let shape = word.shape();
            prop_assert_eq!(shape.is_capitalised(), left.chars().next().is_some_and(char::is_uppercase));
            let letters = left.chars().filter(|c| c.is_alphabetic()).count();
            prop_assert_eq!(shape.shouts(), letters > 1 && !left.chars().any(char::is_lowercase));
            prop_assert_eq!(shape.has_digit(), left.contains('0'));
            prop_assert_eq!(shape.has_hyphen(), left.contains('-'));
            prop_assert_eq!(shape.is_ascii(), left.is_ascii());
            let plain = !left.is_empty() && left.bytes().all(|byte| byte.is_ascii_alphabetic());
            prop_assert_eq!(shape.is_letters(), plain);
        }
    }
}
