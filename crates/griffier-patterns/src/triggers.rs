//! The words that recognisers begin with or end at, in one table: a letter looks each of its words up once, and a
//! recogniser then asks a token for its classes instead of comparing its word with every list.

use crate::name::heads::{HEADS, Head, STOPS, Stop};
use crate::{citation, date, motion, name, office, person, quantity};
use griffier_doc::MentionType;
use griffier_text::WordTable;
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

    /// A word that a citation begins with.
    pub const CITES: Self = Self(1 << 17);
    /// A word that a motion, or the name of a member, begins with.
    pub const MOVES: Self = Self(1 << 18);
    /// A word of the calendar.
    pub const DATES: Self = Self(1 << 19);
    /// A number in words or a currency.
    pub const AMOUNTS: Self = Self(1 << 20);
    /// What may stand right behind the number of an amount.
    pub const MEASURES: Self = Self(1 << 21);
    /// A comma.
    pub const COMMA: Self = Self(1 << 22);
    /// A colon.
    pub const COLON: Self = Self(1 << 23);
    /// An opening bracket.
    pub const OPEN: Self = Self(1 << 24);
    /// A mark that may open a quotation.
    pub const QUOTE: Self = Self(1 << 25);
    /// "te".
    pub const TOWN: Self = Self(1 << 26);
    /// "oftewel".
    pub const OTHERWISE: Self = Self(1 << 27);

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

static TRIGGERS: LazyLock<WordTable<Entry>> = LazyLock::new(table_of_words);

/// The table.
pub(crate) fn table() -> &'static WordTable<Entry> {
    &TRIGGERS
}

/// What the table says of `word`.
pub(crate) fn find(word: &str) -> Entry {
    TRIGGERS.get(word).unwrap_or_default()
}

fn table_of_words() -> WordTable<Entry> {
    let mut rows: Vec<(&'static str, Entry)> = Vec::new();
    let mut from = 0;
    for group in HEADS.chunk_by(|a, b| a.words[0] == b.words[0]) {
        let to = from + group.len() as u16;
        let holds = |kind: MentionType| group.iter().any(|head| head.kind == kind);
        let title = if holds(MentionType::Person) { Classes::TITLE } else { Classes::default() };
        let office = if holds(MentionType::Office) { Classes::OFFICE } else { Classes::default() };
        rows.push((group[0].words[0], Entry { classes: Classes::HEAD.and(title).and(office), from, to }));
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
    class(&citation::OPENERS, Classes::CITES);
    class(&citation::MORE_OPENERS, Classes::CITES);
    class(&motion::NOUNS, Classes::MOVES);
    class(&motion::OPENERS, Classes::MOVES);
    date::words().for_each(|word| class(&[word], Classes::DATES));
    quantity::words().for_each(|word| class(&[word], Classes::AMOUNTS));
    class(&quantity::BEHIND, Classes::MEASURES);
    class(&[","], Classes::COMMA);
    class(&[":"], Classes::COLON);
    class(&["("], Classes::OPEN);
    class(name::policy::MARKS.words(), Classes::QUOTE);
    class(&["te"], Classes::TOWN);
    class(&["oftewel"], Classes::OTHERWISE);
    WordTable::new(rows.into_iter(), |old, new| {
        old.classes = old.classes.and(new.classes);
        if new.to > 0 {
            (old.from, old.to) = (new.from, new.to);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, classes: &[Classes], others: &[Classes]) {
        let entry = find(word);
        assert!(classes.iter().all(|&class| entry.classes.has(class)), "{word}: {entry:?}");
        assert!(!others.iter().any(|&class| entry.classes.has(class)), "{word}: {entry:?}");
    }

    #[test]
    fn words_have_their_classes_in_any_case_and_others_have_none() {
        check("Minister", &[Classes::OFFICE, Classes::TITLE, Classes::HEAD], &[Classes::GIVEN]);
        check("DE", &[Classes::of_stop(Stop::Function), Classes::HEAD], &[Classes::OFFICE, Classes::GIVEN]);
        check("Jan", &[Classes::GIVEN], &[Classes::OFFICE]);
        check("uitzending", &[Classes::PRINTED], &[Classes::CHAMBER]);
        assert_eq!(find("onvindbaarheid").classes, Classes::default());
    }

    #[test]
    fn every_head_is_found_by_its_first_word() {
        for head in HEADS {
            let heads = find(head.words[0]).heads();
            assert!(heads.iter().any(|found| std::ptr::eq(found, head)), "{:?}", head.words);
            assert!(heads.iter().all(|found| found.words[0] == head.words[0]), "{:?}", head.words);
        }
    }
}
