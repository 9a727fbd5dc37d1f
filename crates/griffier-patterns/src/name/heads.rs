//! The table of heads (`gazetteers/heads.tsv`): words that carry a name, and words that end one.

use crate::reading::Reading;
use crate::triggers::{self, Classes};
use griffier_doc::MentionType;
use std::sync::LazyLock;

/// How a head builds a name; the column `pattern` of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Head with a capital and a title in small letters: "Wet open overheid".
    Title,
    /// Last part of a solid compound with a capital: "Wapenwet".
    Compound,
    /// Last part of a hyphenated compound with a name: "INF-verdrag".
    Hyphen,
    /// An act by the body that issued it: "besluit van de Commissie tot …".
    Issued,
    /// A bill by the acts that it changes: "Wijziging van de Participatiewet in verband met …".
    Changing,
    /// Head, "inzake" and its like, subject.
    Inzake,
    /// Head, "van", place.
    Place,
    /// Head and words with capitals: "Taskforce Strategische Afhankelijkheden".
    Capital,
    /// Head with a capital, "over" and its like, subject.
    About,
    /// Head and a title in quotation marks or italics.
    Quoted,
    /// Words with capitals before a head with a capital: "Strategisch Concept".
    TitleCase,
    /// A fiche and the act it is about.
    Fiche,
    /// An English name that ends in its head: "Chips Act".
    English,
    /// A debate and its subject.
    Debate,
    /// A meeting of ministers.
    Meeting,
    /// A meeting of ministers by its adjective: "NAVO Defensie ministeriële".
    Ministerial,
    /// A conference and its subject.
    Conference,
    /// A summit, alone with a capital.
    Top,
    /// An item or a round of talks that its day names: "Regeling van werkzaamheden".
    Round,
    /// A meeting by the body that holds it, numbered ("zesde zitting van …") or held each year.
    Session,
    /// A meeting of which there are many, by the name behind it: "bestuurlijk overleg Leefomgeving".
    Subject,
    /// A head in small letters and a name behind it, which is the whole name: "de oefening Steady Falcon".
    Named,
    /// A council that meets informally.
    Informal,
    /// An inquiry of parliament and its subject: "parlementaire ondervraging kinderopvangtoeslag".
    Inquiry,
    /// Last part of a body's name behind a land or rank: "Europese Havenalliantie".
    National,
    /// A service of the state that its kind alone names in the middle of a sentence: "de Politie".
    Service,
    /// A firm by its legal form: "BYD Company Limited".
    Company,
    /// Several committees behind one head.
    Committees,
    /// A head and a noun in small letters right behind it: "actieplan chemie".
    Noun,
    /// A paper that comes out each year, by its year: "werkprogramma 2009".
    Year,
    /// What a paper is called stands behind the word, which is no part of it: "Kamerbrief Contouren vastgoedplan".
    Titling,
    /// A committee, "voor" or "van", its subject.
    Committee,
    /// A committee by the name of its chair.
    Commission,
    /// A municipality, province or court by its place.
    Municipal,
    /// Who leads a body: "inspecteur-generaal van het Onderwijs".
    OfBody,
    /// Who stands for the state in a place: "burgemeester van Utrecht".
    OfPlace,
    /// Title of one minister.
    Minister,
    /// Title of several ministers.
    Ministers,
    /// Title of one state secretary.
    Staatssecretaris,
    /// Title of several state secretaries.
    Staatssecretarissen,
    /// Another title of one person.
    Titled,
    /// Another title of several persons.
    Titleds,
}

/// Why a word ends a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A finite verb or participle.
    Verb,
    /// A relative, pronoun, conjunction or determiner.
    Function,
    /// An adverb.
    Adverb,
    /// A word that has a capital only because a sentence begins.
    Opener,
    /// A compound that looks like a name and is none.
    Generic,
    /// An adjective of land or rank, which opens the name of a body or treaty and tells no act from another.
    Rank,
}

/// One head.
#[derive(Debug)]
pub(crate) struct Head {
    pub words: &'static [&'static str],
    pub kind: MentionType,
    pub form: Form,
}

include!(concat!(env!("OUT_DIR"), "/heads.rs"));

/// The heads whose words stand at token `i`.
pub(crate) fn heads_at<'r>(r: &'r Reading<'_>, i: usize) -> impl Iterator<Item = &'static Head> + use<'r> {
    let heads = r.entry(i).heads();
    let t = r.t;
    heads.iter().filter(move |head| head.words.len() == 1 || t.are(i + 1, &head.words[1..]))
}

/// The one-word heads of form `form` that `word` ends with, `word` being longer.
pub(crate) fn suffixes_of(word: &str, form: Form) -> impl Iterator<Item = &'static Head> {
    let bucket = bucket(word).and_then(|bucket| SUFFIXES.get(bucket)).map_or(&[][..], Vec::as_slice);
    bucket.iter().copied().filter(move |head| head.form == form && ends_with(word, head.words[0]))
}

/// Whether `word` is longer than `ending` and ends with it, ASCII case aside.
pub(crate) fn ends_with(word: &str, ending: &str) -> bool {
    let cut = word.len().checked_sub(ending.len()).filter(|&cut| cut > 0);
    cut.and_then(|cut| word.get(cut..)).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

/// Buckets of [`SUFFIXES`].
const BUCKETS: usize = 256;

/// The bucket of a word by its last two bytes, ASCII case aside.
fn bucket(word: &str) -> Option<usize> {
    let &[.., before, last] = word.as_bytes() else { return None };
    let number = |byte: u8| usize::from(byte.to_ascii_lowercase());
    Some((number(before) * 37 + number(last)) % BUCKETS)
}

/// The heads that build compounds, by their last two bytes.
static SUFFIXES: LazyLock<Vec<Vec<&'static Head>>> = LazyLock::new(|| {
    let mut buckets = vec![Vec::new(); BUCKETS];
    for head in HEADS {
        let builds = matches!(head.form, Form::Compound | Form::Hyphen | Form::National);
        if let Some(bucket) = bucket(head.words[0]).filter(|_| builds && head.words.len() == 1) {
            buckets[bucket].push(head);
        }
    }
    buckets
});

/// What the table says of `word`; of a token [`Reading::classes`] knows it already.
fn classes(word: &str) -> Classes {
    triggers::find(word).classes
}

/// Whether `word` is in the table for `reason`.
pub(crate) fn is_stop(word: &str, reason: Stop) -> bool {
    classes(word).has(Classes::of_stop(reason))
}

/// Whether `word` ends a noun phrase.
pub(crate) fn ends_phrase(word: &str) -> bool {
    classes(word).has(ENDS_PHRASE)
}

/// What ends a noun phrase.
pub(crate) const ENDS_PHRASE: Classes =
    Classes::of_stop(Stop::Verb).and(Classes::of_stop(Stop::Function)).and(Classes::of_stop(Stop::Adverb));

/// Whether `word` alone is a word for a legal act.
pub(crate) fn is_acts_word(word: &str) -> bool {
    let heads = triggers::find(word).heads();
    heads.iter().any(|head| head.kind == MentionType::Law && head.words.len() == 1)
}
