//! People by a given name that many have: "Sammy Baker", "Caspar van den Berg"; and which surnames the tables know.

use super::{is_name_part, is_other, name_at, person};
use crate::name::heads::{Form, Stop, heads_at, is_stop, suffixes_of};
use crate::reading::Reading;
use crate::tokens::words;
use griffier_doc::{Hit, MentionType, TokenKind};
use griffier_text::WordSet;

include!(concat!(env!("OUT_DIR"), "/known_names.rs"));

/// Whether `name` is a surname of someone in the tables, whatever its capitals.
pub(crate) fn is_family(name: &str) -> bool {
    let name = name.to_lowercase();
    FAMILIES.binary_search(&name.as_str()).is_ok()
}

/// Whether `word` is a given name; of a double one ("Jan-Peter") the first half is enough.
pub(super) fn is_given(word: &str) -> bool {
    let known = |name: &str| GIVEN.binary_search(&name).is_ok();
    known(word) || word.split_once('-').is_some_and(|(first, second)| known(first) && second.len() > 1)
}

/// "DSW-directeur", "VVD-fractievoorzitter": what somebody is, not a part of the name behind it.
fn is_compound(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, noun)| noun.starts_with(char::is_lowercase) && noun.len() > 3)
}

/// A given name at token `i` and a surname behind it; where to read on.
pub(super) fn by_given_name(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    use MentionType::{Event, Law, Location, Organisation, Policy, Technology, Treaty};
    let word = r.t.word(i);
    let plain = r.t.kind(i) == Some(TokenKind::Word) && is_name_part(r, i) && !r.t.is_glued(i + 1);
    if !plain || r.t.breaks_before(i + 1) > 1 || !is_given(word) {
        return None;
    }
    // "het Sofia Kinderziekenhuis", "Prins Willem Alexander": the name is part of another.
    let led = i > 0
        && r.t.breaks_before(i) == 0
        && (r.t.is_any(i - 1, words!["het", "sint", "prins", "prinses", "koning", "koningin"])
            || r.is_name_word(i - 1)
                && !is_compound(r.t.word(i - 1))
                && !r.opens_sentence(i - 1)
                && !r.t.is_glued(i));
    let kinds = [Event, Law, Location, Organisation, Policy, Technology, Treaty];
    if led || r.kind_at(i, &kinds).is_some() {
        return None;
    }
    let end = name_at(r, i, r.limit(i)).filter(|&end| end > i + 1)?;
    // "Ronald McDonald Huis"
    const NAMED_AFTER: [&str; 14] = [
        "Huis",
        "Stichting",
        "Fonds",
        "School",
        "College",
        "Lyceum",
        "Museum",
        "Prijs",
        "Straat",
        "Plein",
        "Laan",
        "Weg",
        "Akademie",
        "Instituut",
    ];
    let last = r.t.word(end - 1);
    let body =
        (i + 1..end).filter(|&k| r.t.is_capitalised(k)).any(|k| {
            heads_at(r, k).any(|head| head.kind != MentionType::Person)
                || is_stop(r.t.word(k), Stop::Opener)
                || r.kind_at(k, &kinds).is_some_and(|hit| hit.after() > end)
        }) || suffixes_of(last, Form::Compound).chain(suffixes_of(last, Form::National)).next().is_some();
    // "Willem Drees-lezing", not "Anna Jansen-de Vries"
    let tail = last.rsplit_once('-').map_or("", |(_, tail)| tail);
    let named_after = tail.starts_with(char::is_lowercase) && !super::PREFIXES.words().contains(&tail);
    let body = body || named_after || NAMED_AFTER.contains(&last);
    let shouting = (i..end).any(|k| r.shouts(k));
    // "Anne Frank-huis", "Jan Jansen Bouw B.V."
    let goes_on = r.is_name_word(end) && r.t.breaks_before(end) == 0 || r.t.is(end, "-") && r.t.is_glued(end);
    if body || shouting || goes_on || is_other(r, i, end) {
        return None;
    }
    hits.push(person(r, (i, end), None, "person.given-name", 0.7));
    Some(end)
}

/// Parties as letters write them in brackets; a closed class.
const PARTIES: &WordSet = words![
    "VVD",
    "PVV",
    "CDA",
    "D66",
    "PvdA",
    "PVDA",
    "GroenLinks",
    "GroenLinks-PvdA",
    "GL-PvdA",
    "GL",
    "SP",
    "ChristenUnie",
    "CU",
    "SGP",
    "PvdD",
    "PVDD",
    "DENK",
    "Denk",
    "FVD",
    "FvD",
    "50PLUS",
    "JA21",
    "Volt",
    "BBB",
    "NSC",
    "BIJ1",
    "LPF",
    "OSF",
    "GPV",
    "RPF",
    "BVNL",
    "EVP",
    "EPP",
    "ALDE",
    "ECR",
    "Renew",
];

/// What stands before the name of somebody whom no list has: `de rapporteur, Jan Jansen (EVP)`.
const BEFORE_NAME: &WordSet = words![
    ",",
    "(",
    ";",
    ":",
    "en",
    "door",
    "lid",
    "leden",
    "rapporteur",
    "rapporteurs",
    "europarlementariër"
];

/// The party that the brackets at token `i` hold alone: "(CDA)".
pub(super) fn party_at<'d>(r: &Reading<'d>, i: usize) -> Option<&'d str> {
    let alone = r.t.is(i, "(") && r.t.is(i + 2, ")");
    Some(r.t.word(i + 1)).filter(|party| alone && PARTIES.words().contains(party))
}

/// "Kat (D66), Van Kent (SP)": a surname that somebody has before a party in brackets. Token `i` is the bracket.
pub(super) fn before_party(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    let party = party_at(r, i).filter(|_| i > 0)?;
    let last = i - 1;
    let mut from = last;
    while from > 0 && last - from < 3 && r.t.is_any(from - 1, super::PREFIXES) && r.t.breaks_before(from) < 2
    {
        from -= 1;
    }
    let known = is_name_part(r, last)
        && (is_family(&r.words(r.t.cover(from, last))) || whole_name(r, from, last, party));
    // "Mei Li Vos (PvdA)" is found by the whole name.
    let given =
        from > 0 && r.is_name_word(from - 1) && r.t.breaks_before(from) == 0 && is_given(r.t.word(from - 1));
    if !known || given || r.shouts(last) {
        return None;
    }
    let from = if whole_name(r, from, last, party) { from - 1 } else { from };
    let hit = person(r, (from, i), Some(griffier_doc::Role::Lid), "person.party", 0.8);
    hits.push(hit.with_attr("party", party.to_owned()));
    None
}

/// Whether a given name that no list has stands before the surname at `from`, and what stands before that opens a name; the
/// words of "Europese Volkspartij (EVP)" begin with the letters of the party.
fn whole_name(r: &Reading<'_>, from: usize, last: usize, party: &str) -> bool {
    use MentionType::{Event, Law, Location, Organisation, Policy, Treaty};
    let Some(first) = from.checked_sub(1).filter(|&first| first > 0) else { return false };
    let plain = is_name_part(r, first) && is_name_part(r, last) && r.t.breaks_before(from) == 0;
    let short = r.t.word(first).chars().next() == party.chars().next();
    let kinds = [Event, Law, Location, Organisation, Policy, Treaty];
    let other =
        || (first..=last).any(|k| r.kind_at(k, &kinds).is_some() || is_stop(r.t.word(k), Stop::Opener));
    plain && !short && r.t.is_any(first - 1, BEFORE_NAME) && !other()
}

/// "minister van Verkeer en Waterstaat, Eurlings C.M.P.S. - 2 april 2009": a list of decisions gives the surname first. Token
/// `i` is the comma.
pub(super) fn surname_first(r: &Reading<'_>, i: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    if !r.t.is(i, ",") || i == 0 {
        return None;
    }
    let from = i + 1;
    if !is_name_part(r, from) {
        return None;
    }
    let member = r.t.is_any(i - 1, words!["kamerlid"]);
    let far = i.saturating_sub(16);
    let office =
        || (far..i).any(|k| r.kind_at(k, &[MentionType::Office]).is_some_and(|hit| hit.after() == i));
    if !(member || office()) {
        return None;
    }
    let names = (from..from + 3).take_while(|&k| is_name_part(r, k)).count();
    let mut end = from + names;
    let comma = member && r.t.is(end, ",");
    let small = end + usize::from(comma);
    let prefixes = super::prefix_run(r, small, small + 4);
    let first = small + prefixes;
    let whole = (first..first + 3).take_while(|&k| super::is_initials(r.t.word(k))).count();
    // At the beginning of a line "G." is cut in two.
    let cut = r.t.word(first).chars().count() == 1 && r.t.is_capitalised(first) && r.t.is(first + 1, ".");
    let initials = if cut { 2 } else { whole };
    if initials > 0 || comma && prefixes > 0 {
        end = small + prefixes + initials;
    }
    let closes = r.t.is_any(end, words!["-", "–"]) && !r.t.is_glued(end) || r.t.is(end, "(");
    if names == 0 || !closes {
        return None;
    }
    let part = |a: usize, b: usize| if b > a { r.words(r.t.cover(a, b - 1)) } else { String::new() };
    let order = [
        part(small + prefixes, small + prefixes + initials),
        part(small, small + prefixes),
        part(from, from + names),
    ];
    let full: Vec<String> = order.into_iter().filter(|part| !part.is_empty()).collect();
    let role = if member { griffier_doc::Role::Lid } else { griffier_doc::Role::Titled };
    let hit = person(r, (from, end), Some(role), "person.surname-first", 0.9);
    hits.push(Hit { target: griffier_doc::Target::Lookup(full.join(" ")), ..hit });
    Some(end)
}
