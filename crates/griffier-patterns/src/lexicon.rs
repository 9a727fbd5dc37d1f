//! The words that recognisers begin with or end at, in one table: a letter looks each of its words up once, and a
//! recogniser then asks a token for its classes instead of comparing its word with every list.

use crate::name::heads::{HEADS, Head, STOPS, Stop};
use crate::{name, office, person};
use griffier_doc::MentionType;
use griffier_text::WordKey;
use std::sync::LazyLock;

/// What a word is to the recognisers: bits of [`Classes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

impl Classes {
    /// A word that opens or ends the name of an office or ministry.
    pub const OFFICE: Self = Self(1 << 8);
    /// A title of a person is made of heads of this class.
    pub const TITLE: Self = Self(1 << 9);
    /// A given name, in any case.
    pub const GIVEN: Self = Self(1 << 10);
    /// "Tweede", "Eerste".
    pub const CHAMBER: Self = Self(1 << 11);
    /// What a publisher's name stands behind.
    pub const PRINTED: Self = Self(1 << 12);
    /// A body of which a letter names one.
    pub const ALONE: Self = Self(1 << 13);
    /// The short name of a debate.
    pub const SITTING: Self = Self(1 << 14);
    /// "Raad".
    pub const COUNCIL: Self = Self(1 << 15);
    /// The first word of a head.
    pub const HEAD: Self = Self(1 << 16);

    /// Words that end a name for that reason.
    pub const fn of_stop(stop: Stop) -> Self {
        Self(1 << stop as u32)
    }
    /// Whether it has one of `others`.
    #[inline]
    pub const fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
    /// Both.
    pub const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// What the table says of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub classes: Classes,
    /// Its heads, as indices of [`HEADS`].
    from: u16,
    to: u16,
}

impl Entry {
    /// The heads that begin with the word.
    #[inline]
    pub fn heads(self) -> &'static [Head] {
        HEADS.get(usize::from(self.from)..usize::from(self.to)).unwrap_or(&[])
    }
}

/// Open addressing: at most half of the slots are taken. A tag of zero is an empty slot.
struct Lexicon {
    tags: Vec<u32>,
    numbers: Vec<u16>,
    words: Vec<(WordKey, &'static str, Entry)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// What the table says of the word with this key, which stands as `text`.
#[inline]
pub(crate) fn find(key: WordKey, text: &str) -> Entry {
    LEXICON.find(key, text)
}

/// The table, for callers that look many words up.
pub(crate) fn table() -> impl Fn(WordKey, &str) -> Entry {
    let lexicon: &'static Lexicon = &LEXICON;
    |key, text| lexicon.find(key, text)
}

impl Lexicon {
    fn new() -> Self {
        let heads = HEADS.chunk_by(|a, b| a.words[0] == b.words[0]);
        let mut rows: Vec<(&'static str, Entry)> = Vec::new();
        let mut from = 0;
        for group in heads {
            let to = from + group.len() as u16;
            let title = group.iter().any(|head| head.kind == MentionType::Person);
            let office = group.iter().any(|head| head.kind == MentionType::Office);
            let classes = Classes::HEAD
                .and(if title { Classes::TITLE } else { Classes::default() })
                .and(if office { Classes::OFFICE } else { Classes::default() });
            rows.push((group[0].words[0], Entry { classes, from, to }));
            from = to;
        }
        let mut class = |words: &[&'static str], classes: Classes| {
            rows.extend(words.iter().map(|word| (*word, Entry { classes, from: 0, to: 0 })));
        };
        STOPS.iter().for_each(|&(word, stop)| class(&[word], Classes::of_stop(stop)));
        class(person::known::GIVEN, Classes::GIVEN);
        class(office::OPENERS.words(), Classes::OFFICE);
        class(office::place::CHAIRS.words(), Classes::OFFICE);
        class(&["tweede", "eerste"], Classes::CHAMBER);
        class(name::outlet::AIRED.words(), Classes::PRINTED);
        class(name::outlet::PRINTED.words(), Classes::PRINTED);
        class(&name::body::ALONE, Classes::ALONE);
        class(&name::sitting::SHORT, Classes::SITTING);
        class(&["raad"], Classes::COUNCIL);
        let slots = (rows.len() * 2).next_power_of_two();
        let mut lexicon = Self { tags: vec![0; slots], numbers: vec![0; slots], words: Vec::new() };
        rows.into_iter().for_each(|(word, entry)| lexicon.add(word, entry));
        lexicon
    }

    fn add(&mut self, word: &'static str, entry: Entry) {
        let key = WordKey::of(word);
        let (tag, mut slot) = self.place(key);
        while self.tags[slot] != 0 {
            let (known, text, old) = &mut self.words[usize::from(self.numbers[slot])];
            if *known == key && text.eq_ignore_ascii_case(word) {
                old.classes = old.classes.and(entry.classes);
                if entry.to > 0 {
                    (old.from, old.to) = (entry.from, entry.to);
                }
                return;
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        self.tags[slot] = tag;
        self.numbers[slot] = self.words.len() as u16;
        self.words.push((key, word, entry));
    }

    /// The tag of a key and the first slot it may have.
    #[inline]
    fn place(&self, key: WordKey) -> (u32, usize) {
        let hash = key.hash();
        ((hash >> 8) as u32 | 1, (hash >> 40) as usize & (self.tags.len() - 1))
    }

    #[inline]
    fn find(&self, key: WordKey, text: &str) -> Entry {
        let (tag, mut slot) = self.place(key);
        while let Some(&here) = self.tags.get(slot).filter(|&&here| here != 0) {
            if here == tag
                && let Some(number) = self.numbers.get(slot)
                && let Some((known, word, entry)) = self.words.get(usize::from(*number))
                && *known == key
                && (key.is_whole() || word.eq_ignore_ascii_case(text))
            {
                return *entry;
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        Entry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, classes: &[Classes], others: &[Classes]) {
        let entry = find(WordKey::of(word), word);
        assert!(classes.iter().all(|&class| entry.classes.has(class)), "{word}: {entry:?}");
        assert!(!others.iter().any(|&class| entry.classes.has(class)), "{word}: {entry:?}");
    }

    #[test]
    fn words_have_their_classes_in_any_case_and_others_have_none() {
        check("Minister", &[Classes::OFFICE, Classes::TITLE, Classes::HEAD], &[Classes::GIVEN]);
        check("DE", &[Classes::of_stop(Stop::Function)], &[Classes::OFFICE, Classes::HEAD]);
        check("Jan", &[Classes::GIVEN], &[Classes::OFFICE]);
        check("uitzending", &[Classes::PRINTED], &[Classes::CHAMBER]);
        assert_eq!(find(WordKey::of("onvindbaarheid"), "onvindbaarheid").classes, Classes::default());
    }

    #[test]
    fn every_head_is_found_by_its_first_word() {
        for head in HEADS {
            let heads = find(WordKey::of(head.words[0]), head.words[0]).heads();
            assert!(heads.iter().any(|found| std::ptr::eq(found, head)), "{:?}", head.words);
            assert!(heads.iter().all(|found| found.words[0] == head.words[0]), "{:?}", head.words);
        }
    }
}
