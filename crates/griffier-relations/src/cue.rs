//! The words that rules listen for, by class. The words themselves stand in `gazetteers/relation_cues.tsv`; here is only
//! what a class is called and how a token is looked up. No rule lives here.

use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! cues {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Cue { $($(#[$doc])* $variant,)* }
        impl Cue {
            fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

cues! {
    /// Participles of making public or handing over.
    Issue "issue",
    /// Finite verbs of making public.
    IssueFinite "issue-finite",
    /// Participles of adopting a text.
    Adopt "adopt",
    /// Verbs that place what follows in the future.
    Future "future",
    /// Auxiliary verbs.
    Auxiliary "auxiliary",
    /// Forms of "hebben" that make a perfect tense.
    Perfect "perfect",
    /// Words that deny.
    Negation "negation",
    /// Verbs of support.
    Support "support",
    /// Verbs of opposition.
    Oppose "oppose",
    /// Articles and words in their place.
    Determiner "determiner",
    /// What joins the members of a list.
    Connective "connective",
    /// Titles before a name.
    Title "title",
    /// Prepositions.
    Preposition "preposition",
    /// Words for a letter.
    Letter "letter",
    /// Words that open a subordinate clause.
    Subordinator "subordinator",
    /// Relative pronouns that can open a clause of publication.
    Relative "relative",
    /// Words of promising.
    Promise "promise",
    /// Participles that close a commitment.
    Fulfilled "fulfilled",
    /// Days of the week.
    Weekday "weekday",
    /// Words between a thing and its date.
    ByDate "by-date",
    /// Generic nouns that refer back to an event.
    EventNoun "event-noun",
    /// Generic nouns that refer back to a document.
    DocumentNoun "document-noun",
    /// Verbs by which an author speaks in a document.
    State "state",
    /// Nouns for an act of a body.
    Act "act",
    /// Finite verbs of paying.
    Fund "fund",
    /// Participles of paying.
    Funded "funded",
    /// Nouns for the making of a document.
    Make "make",
    /// Verbs of holding a meeting.
    Held "held",
    /// First words of the phrases by which one takes a stand, joins a treaty, pays or gives a commission.
    Stance "stance",
    /// First words of the phrases that make one thing part of another.
    Belong "belong",
    /// Nouns for a member of parliament.
    Member "member",
    /// First words of other phrases: of force, of asking, of taking part.
    Phrase "phrase",
    /// A comma.
    Comma "comma",
    /// Punctuation that ends a clause.
    Break "break",
    /// An opening bracket.
    Open "open",
    /// A closing bracket.
    Close "close",
}

/// The classes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// Whether `cue` is among them.
    pub fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }
    /// The classes of `word`, ASCII case aside.
    pub fn of(word: &str) -> Self {
        let mut lower = [0u8; LONGEST];
        let Some(buffer) = lower.get_mut(..word.len()) else { return Self::default() };
        buffer.copy_from_slice(word.as_bytes());
        buffer.make_ascii_lowercase();
        std::str::from_utf8(buffer).ok().and_then(|word| TABLE.get(word)).copied().unwrap_or_default()
    }
}

/// No cue is longer, in bytes; a test holds the list to it.
const LONGEST: usize = 24;

const ROWS: &str = include_str!("../../../gazetteers/relation_cues.tsv");

static TABLE: LazyLock<HashMap<&'static str, Cues>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Cues> = HashMap::new();
    for row in ROWS.lines().skip(1) {
        let mut columns = row.split('\t');
        if let (Some(word), Some(cue)) = (columns.next(), columns.next().and_then(Cue::parse)) {
            table.entry(word).or_default().0 |= 1 << cue as u32;
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_list_is_a_word_of_a_known_class_with_a_source() {
        for row in ROWS.lines().skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 3, "{row}");
            assert!(columns[0].len() <= LONGEST && !columns[0].is_empty(), "{row}");
            assert_eq!(columns[0], columns[0].to_ascii_lowercase(), "{row}");
            assert!(Cue::parse(columns[1]).is_some() && !columns[2].is_empty(), "{row}");
        }
    }

    #[test]
    fn words_are_looked_up_without_regard_to_case() {
        assert!(Cues::of("Gepubliceerd").has(Cue::Issue));
        assert!(!Cues::of("publicatie").has(Cue::Issue));
        assert!(Cues::of("zal").has(Cue::Future) && Cues::of("zal").has(Cue::Auxiliary));
        assert_eq!(Cues::of("onuitsprekelijkheidsbeginselen"), Cues::default());
        assert_eq!(Cues::of("één"), Cues::default());
    }
}
