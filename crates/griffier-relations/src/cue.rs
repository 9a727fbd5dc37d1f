//! The words that rules listen for, by class. The words themselves stand in `gazetteers/relation_cues.tsv`; here is only
//! what a class is called and how a token is looked up. No rule lives here.

use griffier_text::WordTable;
use std::sync::LazyLock;

/// A class of words, named as in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Participles of making public or handing over.
    Issue,
    /// Participles of making public before a noun.
    IssuedAttribute,
    /// Finite verbs of making public.
    IssueFinite,
    /// Participles of adopting a text.
    Adopt,
    /// Verbs that place what follows in the future.
    Future,
    /// Auxiliary verbs.
    Auxiliary,
    /// Forms of "hebben" that make a perfect tense.
    Perfect,
    /// Words that deny.
    Negation,
    /// Verbs of support.
    Support,
    /// Verbs of opposition.
    Oppose,
    /// Articles and words in their place.
    Determiner,
    /// What joins the members of a list.
    Connective,
    /// Titles before a name.
    Title,
    /// Prepositions.
    Preposition,
    /// Words for a letter.
    Letter,
    /// Words that open a subordinate clause.
    Subordinator,
    /// Relative pronouns that can open a clause of publication.
    Relative,
    /// Words of promising.
    Promise,
    /// Participles that close a commitment.
    Fulfilled,
    /// Days of the week.
    Weekday,
    /// Words between a thing and its date.
    ByDate,
    /// Generic nouns that refer back to an event.
    EventNoun,
    /// Generic nouns that refer back to a document.
    DocumentNoun,
    /// Verbs by which an author speaks in a document.
    State,
    /// Nouns for an act of a body.
    Act,
    /// Finite verbs of paying.
    Fund,
    /// Participles of paying.
    Funded,
    /// Nouns for the making of a document.
    Make,
    /// Verbs of holding a meeting.
    Held,
    /// First words of the phrases by which one takes a stand, joins a treaty, pays or gives a commission.
    Stance,
    /// First words of the phrases that make one thing part of another.
    Belong,
    /// Nouns for a member of parliament.
    Member,
    /// First words of other phrases: of force, of asking, of taking part.
    Phrase,
    /// Words that make a clause depend on something.
    Condition,
    /// Verbs of asking for something.
    Request,
    /// Verbs and adverbs of what may be, or is being weighed.
    Doubt,
    /// Verbs of what must be.
    Duty,
    /// Verbs and adjectives of what is meant to be.
    Plan,
    /// Infinitives of telling or sending.
    Inform,
    /// Finite forms of telling or sending.
    InformFinite,
    /// Participles of telling or sending.
    Informed,
    /// Words by which a letter points at itself.
    Herewith,
    /// Participles and particles that close a commitment.
    Settled,
    /// Verbs of giving money.
    Grant,
    /// Nouns for those outside parliament who can be promised something.
    Outsider,
    /// Words by which work is ordered.
    Order,
    /// Active verbs of making public that end a relative clause.
    IssueEnd,
    /// Verbs of making public that leave a particle behind (`bracht … uit`).
    IssueSplit,
    /// A comma.
    Comma,
    /// Punctuation that ends a clause.
    Break,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A form of "toezeggen" or of its noun, or a part of one; of this file, not of the list.
    Pledge,
    /// What may stand for parliament, or for coming back to it; of this file, not of the list.
    Reader,
    /// "fiche"; of this file, not of the list.
    Fiche,
    /// "vragen"; of this file, not of the list.
    Questions,
}

/// The words of [`Cue::Pledge`].
const PLEDGES: [&str; 12] = [
    "toezegging",
    "toezeggingen",
    "toegezegd",
    "toegezegde",
    "toezegde",
    "toezegden",
    "toezeggen",
    "zeg",
    "zeggen",
    "zegt",
    "zegde",
    "zegden",
];
/// The words of [`Cue::Reader`].
const READERS: [&str; 7] = ["u", "kamer", "kamers", "terug", "terugkomen", "terugkom", "ingaan"];

/// The words of [`Cue::Fiche`].
const FICHES: [&str; 3] = ["fiche", "fiches", "bnc-fiches"];
/// The words of [`Cue::Questions`].
const QUESTIONS: [&str; 3] = ["vragen", "kamervragen", "vraag"];

/// The classes of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// Whether `cue` is among them.
    pub fn has(self, cue: Cue) -> bool {
        self.0 & (1 << cue as u32) != 0
    }
    /// Those of both.
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
    /// Whether a word of these classes is read whole where a line end parts it.
    pub fn are_joined(self) -> bool {
        self.0 & !(1 << Cue::Fiche as u32 | 1 << Cue::Questions as u32) != 0
    }
    /// The classes of `word`, ASCII case aside.
    pub fn of(word: &str) -> Self {
        LOOK_UP.get(word).unwrap_or_default()
    }
    /// The words with their classes.
    pub fn table() -> &'static WordTable<Self> {
        &LOOK_UP
    }
}

/// Every cue with its classes, sorted by bytes; made of `gazetteers/relation_cues.tsv` by `build.rs`.
static TABLE: &[(&str, Cues)] = include!(concat!(env!("OUT_DIR"), "/cues.rs"));

static LOOK_UP: LazyLock<WordTable<Cues>> = LazyLock::new(|| {
    let own = |words: &'static [&str], cue: Cue| words.iter().map(move |word| (*word, Cues(1 << cue as u32)));
    let mut rows = TABLE.to_vec();
    rows.extend(own(&PLEDGES, Cue::Pledge).chain(own(&READERS, Cue::Reader)));
    rows.extend(own(&FICHES, Cue::Fiche).chain(own(&QUESTIONS, Cue::Questions)));
    WordTable::new(rows.into_iter(), |old, new| old.0 |= new.0)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_is_in_lower_case_and_looked_up() {
        for (word, cues) in TABLE {
            assert_eq!(*word, word.to_ascii_lowercase());
            assert!(*cues != Cues::default() && Cues::of(word).0 & cues.0 == cues.0, "{word}");
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
