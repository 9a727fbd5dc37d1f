//! Whether a word of everyday speech (`data`, `ruimte`, `kwantum`, `chips`) names a technology where it stands.
//!
//! It does so in a list of technologies, before a hyphen and the word for a device, or where the letter names the same
//! thing in full. The words that anybody uses for other things (`ruimte`, `energie`) need the list.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::MentionType;
use std::collections::BTreeSet;

/// Common words that elsewhere mean something else altogether: a closed class, the names of the categories themselves.
const EVERYDAY: [&str; 9] =
    ["data", "ruimte", "space", "autonomie", "autonomy", "energie", "imaging", "optica", "jamming"];
/// How far, in bytes, the words that announce a list stand before it.
const REACH: usize = 90;
/// The most bytes between two items of a list.
const GAP: usize = 16;
/// What announces a list of technologies, beside a colon.
const INTRODUCTIONS: [&str; 6] = ["zoals", "waaronder", "namelijk", "te weten", "met name", "bijvoorbeeld"];
/// How a list ends that names nothing more.
const MORE: [&str; 4] = ["meer", "andere", "dergelijke", "overige"];
/// How the second half of a compound begins that makes a device of the first.
const DEVICES: [&str; 17] = [
    "systeem",
    "systemen",
    "raket",
    "batterij",
    "helikopter",
    "tank",
    "drone",
    "voertuig",
    "luchtverdedig",
    "technolog",
    "kruis",
    "munitie",
    "toestel",
    "gevechts",
    "houwitser",
    "sensor",
    "luchtafweer",
];

/// Accepts those readings of common words as technologies that their surroundings bear out.
pub(crate) fn settle(letter: &Letter, readings: &mut [Reading]) {
    let technologies = outermost(readings);
    let open = |i: &usize| readings[*i].needs_context;
    if !technologies.iter().any(open) {
        return;
    }
    let named = named(readings);
    let mut accepted = Vec::new();
    for list in lists(letter, readings, &technologies) {
        let sure = list.iter().any(|i| !open(i)) && list.len() > 1;
        let announced = is_announced(letter, readings[list[0]].span.start());
        let alone = !continues(letter, readings, list);
        for &i in list.iter().filter(|i| open(i)) {
            let reading = &readings[i];
            let everyday = is_everyday(letter, reading);
            let why =
                if (sure && (alone || !everyday)) || (announced && (sure || list.len() > 1 || !everyday)) {
                    "a common word in a list of technologies"
                } else if is_device(letter, reading) {
                    "the first half of the name of a device"
                } else if !everyday && !is_class(letter, reading) && is_named(reading, &named) {
                    "a homonym; the letter names this technology in full"
                } else if is_kwantum(letter, reading) {
                    "no amount: no article stands before it"
                } else {
                    continue;
                };
            accepted.push((i, why));
        }
    }
    for (i, why) in accepted {
        readings[i].needs_context = false;
        readings[i].confidence = 0.8;
        readings[i].why = why.into();
    }
}

/// The technologies that lie in no other one, in reading order.
fn outermost(readings: &[Reading]) -> Vec<usize> {
    let mut reach = 0;
    let technology = |(_, reading): &(usize, &Reading)| reading.kind == MentionType::Technology;
    // At one start the longest span comes last, so that it has to be looked for.
    let mut out: Vec<usize> = Vec::new();
    for (i, reading) in readings.iter().enumerate().filter(technology) {
        match out.last() {
            Some(&last) if readings[last].span.start() == reading.span.start() => {
                if reading.span.end() > readings[last].span.end() {
                    out.pop();
                    out.push(i);
                }
            }
            _ if reading.span.start() < reach => continue,
            _ => out.push(i),
        }
        reach = reach.max(reading.span.end());
    }
    out
}

/// What the letter names in full, with the wholes of which it is part.
fn named(readings: &[Reading]) -> BTreeSet<&'static str> {
    let safe = readings.iter().filter(|r| r.kind == MentionType::Technology && !r.needs_context);
    let listings = safe.flat_map(|reading| &reading.listings);
    listings
        .flat_map(|listing| [Some(listing.entity), listing.entity.part_of()])
        .flatten()
        .map(|entity| entity.id())
        .collect()
}

fn is_named(reading: &Reading, named: &BTreeSet<&'static str>) -> bool {
    reading.listings.iter().any(|listing| named.contains(listing.entity.id()))
}

/// The technologies in runs: those of a run are the items of one list.
fn lists<'t>(letter: &Letter, readings: &[Reading], technologies: &'t [usize]) -> Vec<&'t [usize]> {
    let joined = |a: &usize, b: &usize| {
        let (from, to) = (readings[*a].span.end(), readings[*b].span.start());
        to.checked_sub(from).is_some_and(|gap| gap <= GAP) && is_joint(letter.after(from, to - from))
    };
    technologies.chunk_by(joined).collect()
}

/// Whether the words between two names join them to one list: a comma or `en`, perhaps the number of the next item.
fn is_joint(gap: &str) -> bool {
    let joint = unnumbered(gap).trim();
    matches!(
        joint,
        "," | ";" | "en" | "of" | "&" | "/" | ", en" | "; en" | ", of" | "; of" | "*," | "* en" | "-,"
    )
}

/// `before` without the number or the bullet of an item at its end.
fn unnumbered(before: &str) -> &str {
    let before = before.trim_end().trim_end_matches(['*', '(', '‘', '“', '«', '"']).trim_end();
    let bullet = before.trim_end_matches(['-', '•', '–', '·']);
    if bullet.len() < before.len() {
        return bullet.trim_end();
    }
    let Some(rest) = before.strip_suffix([')', '.']) else { return before };
    let number = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let letter =
        rest.strip_suffix(|c: char| c.is_ascii_lowercase()).filter(|rest| rest.ends_with([' ', '(']));
    match (number.len() < rest.len(), letter) {
        (true, _) => number.trim_end_matches('(').trim_end(),
        (false, Some(rest)) => rest.trim_end_matches('(').trim_end(),
        (false, None) => before,
    }
}

/// `Onder EDTs wordt verstaan: 1)`, `technologieën zoals`
fn is_announced(letter: &Letter, start: usize) -> bool {
    let before = unnumbered(letter.before(start, REACH));
    let class = ["technolog", "Technolog", "EDT"].iter().any(|class| before.contains(class));
    class && (before.ends_with(':') || INTRODUCTIONS.iter().any(|words| before.ends_with(words)))
}

/// Whether the list goes on, before or after, with what is no technology (`energie` in `AI, energie en migratie`).
fn continues(letter: &Letter, readings: &[Reading], list: &[usize]) -> bool {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    let whole = letter.before(readings[*first].span.start(), REACH);
    let before = unnumbered(whole);
    let numbered = before.len() < whole.trim_end().len();
    let left = !numbered && (before.ends_with(',') || before.ends_with(" en"));
    let after = letter.after(readings[*last].span.end(), REACH);
    let right = after.trim_start_matches('*');
    let right =
        right.strip_prefix(" en ").is_some_and(|rest| !MORE.iter().any(|more| rest.starts_with(more)))
            || right.strip_prefix(", ").is_some_and(|rest| {
                let mut words = rest.split(' ');
                let word = words.next().unwrap_or("");
                word.ends_with(',') || matches!(words.next(), Some("en" | "of"))
            });
    left || right
}

fn is_everyday(letter: &Letter, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    EVERYDAY.iter().any(|word| word.eq_ignore_ascii_case(words))
}

/// `disruptieve technologieën`: the name of a class counts only where its members are listed.
fn is_class(letter: &Letter, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    ["technologie", "technologieën", "technology", "technologies", "tech"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// `Patriot-systemen`
fn is_device(letter: &Letter, reading: &Reading) -> bool {
    let after = letter.after(reading.span.end(), 24);
    let second = after.strip_prefix(['-', '‑']);
    second.is_some_and(|second| DEVICES.iter().any(|device| second.starts_with(device)))
}

/// `kwantum` is an amount after an article and before `aan`.
fn is_kwantum(letter: &Letter, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    let before =
        letter.before(reading.span.start(), 16).trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let after = letter.after(reading.span.end(), 8);
    let article = ["een", "het", "dit", "dat", "elk", "ieder", "bepaald", "groot", "klein", "vast"];
    words.eq_ignore_ascii_case("kwantum")
        && !article.iter().any(|article| article.eq_ignore_ascii_case(before))
        && !after.starts_with(" aan ")
        && !after.starts_with("korting")
}
