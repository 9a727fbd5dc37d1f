//! The closed classes of words that calendar expressions are made of, and the cue words of `gazetteers/date_cues.tsv`.

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

/// The longest word of [`word`].
const LONGEST: usize = 18;

/// The class of `word`, ASCII case aside.
pub(super) fn word(word: &str) -> Option<Word> {
    let mut buffer = [0u8; LONGEST];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let lower = std::str::from_utf8(lower).ok()?;
    month(lower).or_else(|| period(lower)).or_else(|| named(lower))
}

fn month(word: &str) -> Option<Word> {
    use Spelling::{English, Full, Short};
    let (number, spelling) = match word {
        "januari" => (1, Full),
        "februari" | "febuari" => (2, Full),
        "maart" => (3, Full),
        "april" => (4, Full),
        "mei" => (5, Full),
        "juni" => (6, Full),
        "juli" => (7, Full),
        "augustus" => (8, Full),
        "september" => (9, Full),
        "oktober" => (10, Full),
        "november" => (11, Full),
        "december" => (12, Full),
        "jan" => (1, Short),
        "feb" | "febr" => (2, Short),
        "mrt" => (3, Short),
        "apr" => (4, Short),
        "jun" => (6, Short),
        "jul" => (7, Short),
        "aug" => (8, Short),
        "sep" | "sept" => (9, Short),
        "okt" | "oct" => (10, Short),
        "nov" => (11, Short),
        "dec" => (12, Short),
        "january" => (1, English),
        "february" => (2, English),
        "march" => (3, English),
        "may" => (5, English),
        "june" => (6, English),
        "july" => (7, English),
        "august" => (8, English),
        "october" => (10, English),
        _ => return None,
    };
    Some(Word::Month(number, spelling))
}

fn period(word: &str) -> Option<Word> {
    Some(match word {
        "maandag" => Word::Weekday(1),
        "dinsdag" => Word::Weekday(2),
        "woensdag" => Word::Weekday(3),
        "donderdag" => Word::Weekday(4),
        "vrijdag" => Word::Weekday(5),
        "zaterdag" => Word::Weekday(6),
        "zondag" => Word::Weekday(7),
        "begin" | "primo" => Word::Part(Part::Start),
        "medio" | "midden" | "half" | "halverwege" => Word::Part(Part::Middle),
        "eind" | "einde" | "ultimo" => Word::Part(Part::End),
        "eerste" => Word::Ordinal(1),
        "tweede" => Word::Ordinal(2),
        "derde" => Word::Ordinal(3),
        "vierde" => Word::Ordinal(4),
        "laatste" => Word::Ordinal(0),
        "kwartaal" | "kwartalen" | "kwartaalvan" => Word::Quarter,
        "helft" | "helftvan" => Word::Half,
        "halfjaar" | "jaarhelft" => Word::HalfYear,
        "week" | "wk" => Word::Week,
        "weken" => Word::Weeks,
        "voorjaar" | "voorjaarvan" | "lente" => Word::Season(Season::Spring),
        "zomer" | "zomervan" => Word::Season(Season::Summer),
        "najaar" | "najaarvan" | "herfst" => Word::Season(Season::Autumn),
        "winter" => Word::Season(Season::Winter),
        "jaren" => Word::Decades,
        "dit" | "deze" => Word::Relative(0),
        "vorig" | "vorige" => Word::Relative(-1),
        "volgend" | "volgende" => Word::Relative(1),
        "dat" | "datzelfde" | "hetzelfde" => Word::That,
        "afgelopen" => Word::Last,
        "komend" | "komende" | "aankomend" | "aankomende" | "aanstaande" => Word::Coming,
        _ => return None,
    })
}

fn named(word: &str) -> Option<Word> {
    Some(match word {
        "kerstreces" => Word::Recess(Recess::Christmas),
        "voorjaarsreces" | "krokusreces" => Word::Recess(Recess::Spring),
        "meireces" => Word::Recess(Recess::May),
        "zomerreces" => Word::Recess(Recess::Summer),
        "herfstreces" => Word::Recess(Recess::Autumn),
        "nieuwjaarsdag" => Word::Feast(Feast::NewYear),
        "pasen" => Word::Feast(Feast::Easter),
        "koningsdag" => Word::Feast(Feast::Koningsdag),
        "koninginnedag" => Word::Feast(Feast::Koninginnedag),
        "dodenherdenking" => Word::Feast(Feast::Dodenherdenking),
        "allerheiligen" => Word::Feast(Feast::AllSaints),
        "bevrijdingsdag" => Word::Feast(Feast::Bevrijdingsdag),
        "hemelvaart" | "hemelvaartsdag" => Word::Feast(Feast::Ascension),
        "pinksteren" => Word::Feast(Feast::Whitsun),
        "verantwoordingsdag" => Word::Feast(Feast::Verantwoordingsdag),
        "prinsjesdag" => Word::Feast(Feast::Prinsjesdag),
        "kerst" | "kerstmis" => Word::Feast(Feast::Christmas),
        "oudejaarsdag" | "oudjaarsdag" => Word::Feast(Feast::NewYearsEve),
        "goede" => Word::Feast(Feast::GoodFriday),
        "paasdag" => Word::FeastDay(Feast::Easter),
        "pinksterdag" => Word::FeastDay(Feast::Whitsun),
        "kerstdag" => Word::FeastDay(Feast::Christmas),
        _ => return None,
    })
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
