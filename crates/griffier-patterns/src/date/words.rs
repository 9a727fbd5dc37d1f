//! The closed classes of words that calendar expressions are made of, and the cue words of `gazetteers/date_cues.tsv`.

use griffier_text::{WordKey, WordTable};
use std::sync::LazyLock;

/// What a word does in a calendar expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(i8, Spelling),
    /// A day of the week, Monday 1.
    Weekday(i8),
    /// `begin`, `medio`, `eind`: where within the period that follows.
    Part(Part),
    /// `eerste` … `vierde`, `laatste` (0).
    Ordinal(u8),
    Quarter,
    Half,
    HalfYear,
    Week,
    /// `weken`, before two of them
    Weeks,
    Season(Season),
    Recess(Recess),
    Feast(Feast),
    /// `kerstdag`, `paasdag`, `pinksterdag` after `eerste` or `tweede`.
    FeastDay(Feast),
    Decades,
    /// `dit`, `vorig`, `volgend`: how many years or months from the letter's own.
    Relative(i8),
    /// `dat`: a year the text named before.
    That,
    Last,
    Coming,
}

/// How a month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    Full,
    Short,
    English,
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Middle,
    End,
}

/// A season, numbered as in ISO 8601-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring = 21,
    Summer = 22,
    Autumn = 23,
    Winter = 24,
}

/// A recess of parliament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recess {
    Christmas,
    Spring,
    May,
    Summer,
    Autumn,
}

/// A day with a name, each year on a date that can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    NewYear,
    GoodFriday,
    Easter,
    EasterMonday,
    Koningsdag,
    Koninginnedag,
    Dodenherdenking,
    Bevrijdingsdag,
    Ascension,
    Whitsun,
    WhitMonday,
    Verantwoordingsdag,
    Prinsjesdag,
    AllSaints,
    Christmas,
    BoxingDay,
    NewYearsEve,
}

/// The words, and what each does.
const WORDS: &[(&str, Word)] = &[
    ("januari", Word::Month(1, Spelling::Full)),
    ("februari", Word::Month(2, Spelling::Full)),
    ("febuari", Word::Month(2, Spelling::Full)),
    ("maart", Word::Month(3, Spelling::Full)),
    ("april", Word::Month(4, Spelling::Full)),
    ("mei", Word::Month(5, Spelling::Full)),
    ("juni", Word::Month(6, Spelling::Full)),
    ("juli", Word::Month(7, Spelling::Full)),
    ("augustus", Word::Month(8, Spelling::Full)),
    ("september", Word::Month(9, Spelling::Full)),
    ("oktober", Word::Month(10, Spelling::Full)),
    ("november", Word::Month(11, Spelling::Full)),
    ("december", Word::Month(12, Spelling::Full)),
    ("jan", Word::Month(1, Spelling::Short)),
    ("feb", Word::Month(2, Spelling::Short)),
    ("febr", Word::Month(2, Spelling::Short)),
    ("mrt", Word::Month(3, Spelling::Short)),
    ("apr", Word::Month(4, Spelling::Short)),
    ("jun", Word::Month(6, Spelling::Short)),
    ("jul", Word::Month(7, Spelling::Short)),
    ("aug", Word::Month(8, Spelling::Short)),
    ("sep", Word::Month(9, Spelling::Short)),
    ("sept", Word::Month(9, Spelling::Short)),
    ("okt", Word::Month(10, Spelling::Short)),
    ("oct", Word::Month(10, Spelling::Short)),
    ("nov", Word::Month(11, Spelling::Short)),
    ("dec", Word::Month(12, Spelling::Short)),
    ("january", Word::Month(1, Spelling::English)),
    ("february", Word::Month(2, Spelling::English)),
    ("march", Word::Month(3, Spelling::English)),
    ("may", Word::Month(5, Spelling::English)),
    ("june", Word::Month(6, Spelling::English)),
    ("july", Word::Month(7, Spelling::English)),
    ("august", Word::Month(8, Spelling::English)),
    ("october", Word::Month(10, Spelling::English)),
    ("maandag", Word::Weekday(1)),
    ("dinsdag", Word::Weekday(2)),
    ("woensdag", Word::Weekday(3)),
    ("donderdag", Word::Weekday(4)),
    ("vrijdag", Word::Weekday(5)),
    ("zaterdag", Word::Weekday(6)),
    ("zondag", Word::Weekday(7)),
    ("begin", Word::Part(Part::Start)),
    ("primo", Word::Part(Part::Start)),
    ("medio", Word::Part(Part::Middle)),
    ("midden", Word::Part(Part::Middle)),
    ("half", Word::Part(Part::Middle)),
    ("halverwege", Word::Part(Part::Middle)),
    ("eind", Word::Part(Part::End)),
    ("einde", Word::Part(Part::End)),
    ("ultimo", Word::Part(Part::End)),
    ("eerste", Word::Ordinal(1)),
    ("tweede", Word::Ordinal(2)),
    ("derde", Word::Ordinal(3)),
    ("vierde", Word::Ordinal(4)),
    ("laatste", Word::Ordinal(0)),
    ("kwartaal", Word::Quarter),
    ("kwartalen", Word::Quarter),
    ("kwartaalvan", Word::Quarter),
    ("helft", Word::Half),
    ("helftvan", Word::Half),
    ("halfjaar", Word::HalfYear),
    ("jaarhelft", Word::HalfYear),
    ("week", Word::Week),
    ("wk", Word::Week),
    ("weken", Word::Weeks),
    ("voorjaar", Word::Season(Season::Spring)),
    ("voorjaarvan", Word::Season(Season::Spring)),
    ("lente", Word::Season(Season::Spring)),
    ("zomer", Word::Season(Season::Summer)),
    ("zomervan", Word::Season(Season::Summer)),
    ("najaar", Word::Season(Season::Autumn)),
    ("najaarvan", Word::Season(Season::Autumn)),
    ("herfst", Word::Season(Season::Autumn)),
    ("winter", Word::Season(Season::Winter)),
    ("jaren", Word::Decades),
    ("dit", Word::Relative(0)),
    ("deze", Word::Relative(0)),
    ("vorig", Word::Relative(-1)),
    ("vorige", Word::Relative(-1)),
    ("volgend", Word::Relative(1)),
    ("volgende", Word::Relative(1)),
    ("dat", Word::That),
    ("datzelfde", Word::That),
    ("hetzelfde", Word::That),
    ("afgelopen", Word::Last),
    ("komend", Word::Coming),
    ("komende", Word::Coming),
    ("aankomend", Word::Coming),
    ("aankomende", Word::Coming),
    ("aanstaande", Word::Coming),
    ("kerstreces", Word::Recess(Recess::Christmas)),
    ("voorjaarsreces", Word::Recess(Recess::Spring)),
    ("krokusreces", Word::Recess(Recess::Spring)),
    ("meireces", Word::Recess(Recess::May)),
    ("zomerreces", Word::Recess(Recess::Summer)),
    ("herfstreces", Word::Recess(Recess::Autumn)),
    ("nieuwjaarsdag", Word::Feast(Feast::NewYear)),
    ("pasen", Word::Feast(Feast::Easter)),
    ("koningsdag", Word::Feast(Feast::Koningsdag)),
    ("koninginnedag", Word::Feast(Feast::Koninginnedag)),
    ("dodenherdenking", Word::Feast(Feast::Dodenherdenking)),
    ("allerheiligen", Word::Feast(Feast::AllSaints)),
    ("bevrijdingsdag", Word::Feast(Feast::Bevrijdingsdag)),
    ("hemelvaart", Word::Feast(Feast::Ascension)),
    ("hemelvaartsdag", Word::Feast(Feast::Ascension)),
    ("pinksteren", Word::Feast(Feast::Whitsun)),
    ("verantwoordingsdag", Word::Feast(Feast::Verantwoordingsdag)),
    ("prinsjesdag", Word::Feast(Feast::Prinsjesdag)),
    ("kerst", Word::Feast(Feast::Christmas)),
    ("kerstmis", Word::Feast(Feast::Christmas)),
    ("oudejaarsdag", Word::Feast(Feast::NewYearsEve)),
    ("oudjaarsdag", Word::Feast(Feast::NewYearsEve)),
    ("goede", Word::Feast(Feast::GoodFriday)),
    ("paasdag", Word::FeastDay(Feast::Easter)),
    ("pinksterdag", Word::FeastDay(Feast::Whitsun)),
    ("kerstdag", Word::FeastDay(Feast::Christmas)),
];

static TABLE: LazyLock<WordTable<Word>> = LazyLock::new(|| WordTable::new(WORDS.iter().copied(), |_, _| {}));

/// Every word that an expression may begin with; `Q3` and `H1` by their letter.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|&(word, _)| word).chain(["q", "h"])
}

/// The class of the word with this key, which stands as `text`, ASCII case aside.
pub(super) fn find<'t>(key: WordKey, text: impl FnOnce() -> &'t str) -> Option<Word> {
    TABLE.find(key, text)
}

/// The class of `word`, ASCII case aside.
pub(super) fn word(word: &str) -> Option<Word> {
    TABLE.get(word)
}

/// The decade that `jaren <word>` names, as its first year.
pub(super) fn decade(word: &str) -> Option<i16> {
    const NAMES: [(&str, i16); 7] = [
        ("dertig", 1930),
        ("veertig", 1940),
        ("vijftig", 1950),
        ("zestig", 1960),
        ("zeventig", 1970),
        ("tachtig", 1980),
        ("negentig", 1990),
    ];
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|&(_, year)| year)
}

/// The number that a word counts, `twee` to `elf`.
pub(super) fn count(word: &str) -> Option<u32> {
    const NAMES: [&str; 10] =
        ["twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf"];
    let place = NAMES.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    u32::try_from(place).ok().map(|place| place + 2)
}

/// A year of two digits: from 60 on of the last century.
pub(super) fn century_of(short: u32) -> Option<i16> {
    let short = i16::try_from(short).ok().filter(|short| (0..100).contains(short))?;
    Some(if short < 60 { 2000 + short } else { 1900 + short })
}

/// Words glued to a year by an extraction that lost the space.
pub(super) const GLUED_CUES: &[&str] = &["tot", "van", "voor", "per", "op", "na", "over", "naar", "en", "t"];

include!(concat!(env!("OUT_DIR"), "/date_cues.rs"));
