//! What single words are known to be: ordinary words, given names, surnames, places. A set of hashes, no letters.
//!
//! Members are hashes of 24 or 26 bits, so that one in fifty (ordinary words) or one in a thousand (the rest) of the words
//! that are not listed passes for listed: this is evidence that a model weighs, not a list that decides.

use crate::bits::{Reader, Writer};
use crate::hash;
use crate::word::Word;

/// Bits of [`Word::known`].
pub(crate) mod known {
    /// Its lower-case form is an ordinary word.
    pub const WORD: u8 = 1;
    /// Listed with a capital.
    pub const PROPER: u8 = 2;
    /// A given name.
    pub const GIVEN: u8 = 4;
    /// A surname.
    pub const SURNAME: u8 = 8;
    /// A place.
    pub const PLACE: u8 = 16;
}

/// What a line of a lexicon's source says of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An ordinary word, in lower case.
    Word,
    /// A word that is written with a capital.
    Proper,
    /// A given name.
    Given,
    /// A surname, without what stands before it (`van der`).
    Surname,
    /// A place, of up to three words.
    Place,
}

impl Sort {
    /// The sort of that name: `word`, `proper`, `given`, `surname`, `place`.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "word" => Self::Word,
            "proper" => Self::Proper,
            "given" => Self::Given,
            "surname" => Self::Surname,
            "place" => Self::Place,
            _ => return None,
        })
    }
}

const SORTS: [(Sort, u8); 5] = [
    (Sort::Word, known::WORD),
    (Sort::Proper, known::PROPER),
    (Sort::Given, known::GIVEN),
    (Sort::Surname, known::SURNAME),
    (Sort::Place, known::PLACE),
];

const WORD_BITS: u32 = 24;
const NAME_BITS: u32 = 26;

/// The most words of a listed place.
pub(crate) const LONGEST_PLACE: usize = 3;

/// A lexicon, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    bytes: Vec<u8>,
    words: Vec<u64>,
    /// Open addressing: hash above, what it is below; zero is free.
    names: Vec<u32>,
}

/// The hash of a place's words, from those of its single words.
pub(crate) fn phrase(words: impl Iterator<Item = u32>) -> u32 {
    words.fold(0, |hash, word| if hash == 0 { word } else { hash::pair(hash, word) })
}

impl Lexicon {
    /// Makes a lexicon of forms and what they are.
    pub fn compile<'t>(entries: impl Iterator<Item = (Sort, &'t str)>) -> Self {
        let mut sets: [Vec<u32>; 5] = Default::default();
        for (sort, form) in entries {
            let hash = phrase(form.split_whitespace().map(|word| Word::read(word).lower));
            let bits = if sort == Sort::Word { WORD_BITS } else { NAME_BITS };
            if hash != 0 && form.split_whitespace().count() <= LONGEST_PLACE {
                sets[sort as usize].push(fold(hash, bits));
            }
        }
        let mut bytes = Vec::new();
        for set in &mut sets {
            set.sort_unstable();
            set.dedup();
            write_set(set, &mut bytes);
        }
        Self::read(&bytes).unwrap_or_default()
    }
    /// Reads what [`Lexicon::bytes`] gave; `None` if it is cut short or damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut words = Vec::new();
        let mut named: Vec<(u32, u8)> = Vec::new();
        let mut rest = bytes;
        for (sort, bit) in SORTS {
            let set = read_set(&mut rest)?;
            if sort == Sort::Word {
                words = bitmap(&set)?;
            } else {
                named.extend(set.into_iter().map(|hash| (hash, bit)));
            }
        }
        if !rest.is_empty() || named.iter().any(|(hash, _)| hash >> NAME_BITS != 0) {
            return None;
        }
        Some(Self { bytes: bytes.to_vec(), words, names: table(&named) })
    }
    /// The lexicon as bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
    /// What the word with the hash `lower` of its lower-case form, or the place of several words, is known to be.
    pub(crate) fn ask(&self, lower: u32) -> u8 {
        (u8::from(self.is_word(lower)) * known::WORD) | self.ask_name(lower)
    }
    pub(crate) fn is_word(&self, lower: u32) -> bool {
        let hash = fold(lower, WORD_BITS) as usize;
        self.words.get(hash / 64).is_some_and(|bits| bits >> (hash % 64) & 1 == 1)
    }
    pub(crate) fn ask_name(&self, lower: u32) -> u8 {
        if self.names.is_empty() {
            return 0;
        }
        let hash = fold(lower, NAME_BITS);
        let mask = self.names.len() - 1;
        let mut at = hash as usize & mask;
        while self.names[at] != 0 {
            if self.names[at] >> 6 == hash {
                return (self.names[at] & 63) as u8;
            }
            at = (at + 1) & mask;
        }
        0
    }
}

fn fold(hash: u32, bits: u32) -> u32 {
    hash::pair(hash, bits) >> (32 - bits)
}

fn bitmap(set: &[u32]) -> Option<Vec<u64>> {
    let mut words = vec![0_u64; 1 << (WORD_BITS - 6)];
    for &hash in set {
        *words.get_mut(hash as usize / 64)? |= 1 << (hash % 64);
    }
    Some(words)
}

fn table(named: &[(u32, u8)]) -> Vec<u32> {
    let mut table = vec![0_u32; (named.len() * 2).next_power_of_two().max(2)];
    let mask = table.len() - 1;
    for &(hash, bits) in named {
        let mut at = hash as usize & mask;
        while table[at] != 0 && table[at] >> 6 != hash {
            at = (at + 1) & mask;
        }
        table[at] |= hash << 6 | u32::from(bits);
    }
    table
}

/// Sorted numbers as gaps: the low bits as they are, the rest counted out (Rice's code).
fn write_set(set: &[u32], out: &mut Vec<u8>) {
    let gap = set.last().map_or(1, |last| (last / set.len() as u32).max(1));
    let low = gap.ilog2();
    let mut writer = Writer::default();
    let mut before = 0;
    for &number in set {
        let gap = number - before;
        (0..gap >> low).for_each(|_| writer.push(1, 1));
        writer.push(0, 1);
        writer.push(gap & ((1 << low) - 1), low);
        before = number;
    }
    let bits = writer.finish();
    out.extend((set.len() as u32).to_le_bytes());
    out.extend((bits.len() as u32).to_le_bytes());
    out.push(low as u8);
    out.extend(bits);
}

fn read_set(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let count = take_u32(bytes)? as usize;
    let len = take_u32(bytes)? as usize;
    let (&low, rest) = bytes.split_first()?;
    let (bits, rest) = rest.split_at_checked(len)?;
    *bytes = rest;
    if low >= 32 || count > len * 8 {
        return None;
    }
    let mut reader = Reader::new(bits);
    let mut set = Vec::with_capacity(count);
    let mut before = 0_u32;
    for _ in 0..count {
        let high = reader.ones()?;
        let gap = high.checked_mul(1 << low)?.checked_add(reader.take(u32::from(low))?)?;
        before = before.checked_add(gap)?;
        set.push(before);
    }
    Some(set)
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let entries = [
            (Sort::Word, "brief"),
            (Sort::Word, "bos"),
            (Sort::Surname, "Bos"),
            (Sort::Given, "Wouter"),
            (Sort::Place, "Den Haag"),
            (Sort::Proper, "Haag"),
        ];
        Lexicon::compile(entries.into_iter())
    }

    #[track_caller]
    fn check(form: &str, expected: u8) {
        let hash = phrase(form.split(' ').map(|word| Word::read(word).lower));
        assert_eq!(lexicon().ask(hash), expected, "{form}");
    }

    #[test]
    fn a_form_is_what_the_list_says_in_any_case() {
        check("Brief", known::WORD);
        check("Bos", known::WORD | known::SURNAME);
        check("Wouter", known::GIVEN);
        check("den haag", known::PLACE);
        check("Den", 0);
        check("Haag", known::PROPER);
        check("Rotterdam", 0);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = lexicon().bytes().to_vec();
        assert_eq!(Lexicon::read(&bytes).unwrap().bytes(), bytes);
        for end in 0..bytes.len() {
            assert!(Lexicon::read(&bytes[..end]).is_none(), "{end}");
        }
        let mut long = bytes.clone();
        long.push(0);
        assert!(Lexicon::read(&long).is_none());
        assert_eq!(Lexicon::default().ask(7), 0);
    }

    #[test]
    fn sets_survive_their_code() {
        for set in [vec![], vec![0], vec![5, 6, 7, 1_000_000], (0..2000).map(|i| i * i).collect()] {
            let mut bytes = Vec::new();
            write_set(&set, &mut bytes);
            assert_eq!(read_set(&mut bytes.as_slice()), Some(set));
        }
    }
}
