//! Acts that a letter writes in small letters: "de richtlijn over oneerlijke handelspraktijken", "de richtlijn
//! kapitaalvereisten", "de politiewet".

use super::Found;
use super::heads::{Stop, ends_phrase, ends_with, is_stop};
use super::phrase::{Style, closed_title, dated, long_title, nominal, noun_phrase};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{MentionType, TokenKind};
use griffier_text::WordSet;

/// Words that may stand between an article and the act it makes definite.
const BETWEEN: &WordSet = words![
    "nieuwe",
    "herziene",
    "Europese",
    "voorgestelde",
    "bestaande",
    "huidige",
    "ontwerp",
    "gewijzigde",
    "gedelegeerde",
    "komende",
];

/// What is no title of an act.
const OTHERS: [MentionType; 6] = [
    MentionType::Date,
    MentionType::Law,
    MentionType::Location,
    MentionType::Office,
    MentionType::Organisation,
    MentionType::Person,
];

/// Whether the act at token `i` is one that the reader is taken to know.
fn definite(r: &Reading<'_>, i: usize) -> bool {
    let article = |back: usize| i >= back && r.t.is_any(i - back, words!["de", "deze", "genoemde"]);
    article(1) || article(2) && r.t.is_any(i - 1, BETWEEN)
}

/// "de richtlijn over bodemmonitoring", "de nieuwe richtlijn kredietovereenkomsten voor consumenten".
pub(super) fn of_union(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let act = r.t.is_any(
        i,
        words!["richtlijn", "richtlijnen", "verordening", "kaderrichtlijn", "uitvoeringsverordening"],
    );
    if !act || r.t.is_capitalised(i) || !definite(r, i) || r.t.breaks_before(after) > 1 {
        return None;
    }
    let limit = r.limit(i);
    let linked = r.t.is_any(after, words!["over", "inzake", "betreffende", "tegen"])
        || r.t.is_any(after, words!["tot", "ter"])
            && (nominal(r, after + 1) || r.t.are(after, &["ter", "ondersteuning"]));
    let from = if linked {
        after + 1 + usize::from(r.t.is_any(after + 1, words!["de", "het"]))
    } else if subject(r, after) {
        after
    } else {
        return None;
    };
    // "de richtlijn over een jaar", "de richtlijn over te nemen"
    if r.t.is_any(from, words!["een", "te", "deze", "dit", "dat", "die", "enkele"]) || dated(r, from) {
        return None;
    }
    let end = closed_title(r, from, limit);
    (end > from).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.definite", 0.65))
}

/// "Wet van 7 juli 2021 tot wijziging van de Gaswet in verband met …": an act by its day and its long title.
pub(super) fn of_day(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let kind = r.t.is_capitalised(i) && r.t.is_any(i, words!["wet", "rijkswet", "besluit"]) && !r.shouts(i);
    if !kind || !r.t.is(after, "van") || !dated(r, after + 1) || r.t.digits(after + 1).is_none() {
        return None;
    }
    let limit = r.limit(i);
    let mut link =
        (after + 2..limit.min(after + 6)).find(|&k| matches!(r.t.digits(k), Some(1800..=2100)))? + 1;
    link += usize::from(r.t.is(link, ","));
    if !r.t.is_any(link, words!["tot", "houdende", "inzake", "betreffende"]) {
        return None;
    }
    let from = link + 1;
    let changed = r.t.are(from, &["wijziging", "van"]).then(|| {
        let act = from + 2 + usize::from(r.t.is_any(from + 2, words!["de", "het"]));
        super::law::changed(r, act, limit)
    });
    let plain =
        || long_title(r, from + usize::from(r.t.is_any(from, words!["de", "het"])), limit, Style::Title);
    let end = changed.flatten().unwrap_or_else(plain);
    (end > from + 1).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.of-day", 0.85))
}

/// Whether token `i` can only be a noun: an infinitive may stand behind "de richtlijn" too.
fn subject(r: &Reading<'_>, i: usize) -> bool {
    const PLURALS: [&str; 12] = [
        "ingen",
        "heden",
        "omsten",
        "eisten",
        "ereisten",
        "middelen",
        "rechten",
        "stoffen",
        "producten",
        "diensten",
        "praktijken",
        "voorwaarden",
    ];
    let word = r.t.word(i);
    let plural = r.t.kind(i) == Some(TokenKind::Word)
        && word.starts_with(char::is_lowercase)
        && word.len() > 8
        && !ends_phrase(word)
        && PLURALS.iter().any(|ending| ends_with(word, ending));
    nominal(r, i) || plural
}

/// "de subsidieregeling brongerichte verduurzaming stallen", "de regeling specifieke uitkering X": a scheme in small letters
/// with its title right behind it.
pub(super) fn scheme(r: &Reading<'_>, i: usize, after: usize) -> Option<Found> {
    let kind = r.t.is_any(
        i,
        words![
            "subsidieregeling",
            "stimuleringsregeling",
            "overbruggingsregeling",
            "tegemoetkomingsregeling"
        ],
    );
    let capital =
        r.is_name_word(after) && r.kind_at(after, &[MentionType::Person, MentionType::Office]).is_none();
    // Any rule is a "regeling"; one with a title of some words is that act.
    let plain = r.t.is(i, "regeling") && capital && r.kind_at(after, &OTHERS).is_none();
    if !(kind || plain) || r.t.is_capitalised(i) || !definite(r, i) || r.t.breaks_before(after) > 1 {
        return None;
    }
    if plain {
        let end = noun_phrase(r, after, r.limit(i), Style::Title);
        return (end > after + 1).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.scheme", 0.6));
    }
    let end = match super::sentence_case::title(r, after, r.limit(i)) {
        Some(end) => end,
        None if capital => noun_phrase(r, after, r.limit(i), Style::Title),
        None => return None,
    };
    (end > after).then(|| Found::tokens(r, (i, end), MentionType::Law, "law.scheme", 0.6))
}

/// "de politiewet", "de gemeentewet": a compound in small letters.
pub(super) fn small_wet(r: &Reading<'_>, i: usize) -> Option<Found> {
    let word = r.t.word(i);
    let stem = word.strip_suffix("wet")?.len();
    let own = r.t.is_any(i + 1, words!["van", "voor"]);
    let led = i > 0 && r.t.is_any(i - 1, words!["de", "en", "of", "uit"]) && definite_run(r, i);
    if stem < 5 || r.t.is_capitalised(i) || word.contains('-') || own || !led || is_stop(word, Stop::Generic)
    {
        return None;
    }
    let year = matches!(r.t.digits(i + 1), Some(1900..=2100));
    let found = Found::tokens(r, (i, i + 1 + usize::from(year)), MentionType::Law, "law.small", 0.6);
    // Lists write an act with its capital.
    let words = r.words(found.span);
    let capital =
        words.chars().next().map(|first| first.to_uppercase().chain(words.chars().skip(1)).collect());
    Some(Found { lookup: capital, ..found })
}

/// Whether "de" stands before token `i`, or "en" behind another such act or an agenda's word.
fn definite_run(r: &Reading<'_>, i: usize) -> bool {
    r.t.is(i - 1, "de")
        || i > 1 && ends_with(r.t.word(i - 2), "wet")
        || r.t.is_any(i - 1, words!["en", "uit"])
}
