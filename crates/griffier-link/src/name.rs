//! Names that are listed, values that are their own identifiers, and names by form that no list has.

use crate::letter::Letter;
use crate::office::{is_foreign, valid_listings};
use crate::reading::Reading;
use griffier_doc::{Link, MentionType, Target};
use griffier_gazetteer::{EntityRef, Listing};
use griffier_text::{Span, normalize_name, slug};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Links everything but offices, people, events and motions.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    // Asked only of names with several meanings.
    let several = readings.iter().any(|reading| reading.listings.len() > 1);
    let named = if several { crate::reading::supported(letter, readings) } else { FxHashSet::default() };
    extend_listed(letter, readings);
    mean_configuration(letter, readings);
    let mut unlisted: BTreeMap<MentionType, Vec<String>> = BTreeMap::new();
    for reading in readings.iter_mut() {
        if reading.link.is_some() || reading.alias_of.is_some() || is_other_work(reading) {
            continue;
        }
        if let Target::Value(value) = &reading.target {
            let (link, why) = (Link::One(value.clone().into()), "the words give the value");
            reading.set(link, why);
            continue;
        }
        if let [only] = reading.listings[..] {
            if is_foreign(letter, reading) || is_namesake(letter, reading, only) {
                unlisted.entry(reading.kind).or_default().push(slug(&letter.words(reading.span)));
                continue;
            }
            if reading.why.is_empty() {
                reading.set_listed(&[only], "the list has this name");
            } else {
                let why = std::mem::take(&mut reading.why);
                reading.set_listed(&[only], why);
            }
            continue;
        }
        // Only bodies come and go under one name; an act or a summit is named before and after its time.
        let listings = match reading.kind {
            MentionType::Organisation => valid_listings(letter, &reading.listings),
            // "het coalitieakkoord": each government has its own.
            MentionType::Policy if reading.listings.len() > 1 => valid_listings(letter, &reading.listings),
            _ => reading.listings.clone(),
        };
        // Of several rows the one that the letter also names otherwise.
        let elsewhere: Vec<_> = listings.iter().filter(|l| named.contains(l.entity.id())).copied().collect();
        let listings = if elsewhere.len() == 1 { elsewhere } else { listings };
        if listings.is_empty() || is_foreign(letter, reading) {
            unlisted.entry(reading.kind).or_default().push(slug(&letter.words(reading.span)));
        } else {
            let why = if reading.why.is_empty() {
                "the list has this name".into()
            } else {
                std::mem::take(&mut reading.why)
            };
            reading.set_listed(&listings, why);
        }
    }
    for slugs in unlisted.values_mut() {
        slugs.sort_unstable();
        slugs.dedup();
    }
    let words: BTreeMap<MentionType, _> =
        unlisted.iter().map(|(kind, slugs)| (*kind, by_word(slugs))).collect();
    for reading in readings.iter_mut().filter(|reading| reading.link.is_none()) {
        if reading.alias_of.is_some() || is_other_work(reading) {
            continue;
        }
        let (Some(slugs), Some(words)) = (unlisted.get(&reading.kind), words.get(&reading.kind)) else {
            continue;
        };
        nil(letter, slugs, words, reading);
    }
}

/// Whether the words call a committee by its chair (`de commissie Borstlap`) years before the one of the list was there: the
/// same person led another.
fn is_namesake(letter: &Letter, reading: &Reading, only: Listing) -> bool {
    let words = letter.doc.slice(reading.span);
    let by_chair = ["ommissie ", "ommissie-"].iter().any(|head| {
        words
            .split_once(head)
            .is_some_and(|(kind, name)| kind.len() <= 7 && name.starts_with(char::is_uppercase))
    });
    // A committee of a chamber is called by its field.
    by_chair
        && only.entity.part_of().is_none()
        && reading.kind == MentionType::Organisation
        && letter.day.is_some_and(|day| day < only.entity.valid_from())
        && normalize_name(words) != normalize_name(only.entity.label())
}

/// A name by form that only puts an adjective before a listed one of its type ("Internationaal Verdrag inzake de Rechten
/// van het Kind") is that one.
fn extend_listed(letter: &Letter, readings: &mut [Reading]) {
    let mut listed: BTreeMap<(usize, MentionType), usize> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate().filter(|(_, reading)| !reading.listings.is_empty()) {
        listed.entry((reading.span.end(), reading.kind)).or_insert(i);
    }
    for i in 0..readings.len() {
        let reading = &readings[i];
        if !reading.listings.is_empty() || reading.alias_of.is_some() || reading.target != Target::Name {
            continue;
        }
        let Some(&inner) = listed.get(&(reading.span.end(), reading.kind)) else { continue };
        let before = Span::at(reading.span.start(), readings[inner].span.start().max(reading.span.start()));
        let words: Vec<&str> = letter.doc.slice(before).split_whitespace().collect();
        let adjective = |word: &&str| {
            ["aal", "ale", "ees", "ese", "elijk", "elijke", "sch", "sche"]
                .iter()
                .any(|end| word.ends_with(end))
        };
        if (1..=2).contains(&words.len()) && words.iter().all(adjective) {
            readings[i].listings = readings[inner].listings.clone();
        }
    }
}

/// How far into a letter, in bytes, the council that it is about has been named.
const SUBJECT: usize = 1500;

/// "De Raad" in a letter about one configuration of the Council is that one, unless parliament stands beside it.
fn mean_configuration(letter: &Letter, readings: &mut [Reading]) {
    let is_council = |entity: &EntityRef| {
        let label = entity.label();
        entity.part_of().is_some_and(|whole| whole.id() == COUNCIL)
            && (label.starts_with("Raad ") || label.ends_with("raad"))
    };
    let named = readings.iter().flat_map(|reading| {
        let body = |listing: &Listing| match reading.kind {
            MentionType::Event => listing.entity.organisation(),
            MentionType::Organisation => Some(listing.entity),
            _ => None,
        };
        let start = reading.span.start();
        reading.listings.iter().filter_map(body).filter(is_council).map(move |entity| (entity, start))
    });
    let mut only: Option<(EntityRef, usize, usize)> = None;
    for (entity, start) in named {
        match &mut only {
            None => only = Some((entity, start, start)),
            Some((other, ..)) if other.id() != entity.id() => return,
            Some((.., last)) => *last = start,
        }
    }
    let about = |&(_, first, last): &(EntityRef, usize, usize)| first < SUBJECT && last > first;
    let Some((council, ..)) = only.filter(about) else { return };
    for reading in readings.iter_mut().filter(|r| r.kind == MentionType::Organisation) {
        let bare = letter.doc.slice(reading.span) == "Raad"
            && reading.listings.iter().any(|listing| listing.entity.id() == COUNCIL);
        let beside = letter.before(reading.span.start(), 40).contains("Parlement")
            || letter.after(reading.span.end(), 30).contains("Parlement");
        if bare && !beside {
            reading.listings = reading.listings.iter().take(1).map(|listing| listing.of(council)).collect();
            reading.why = "the one configuration of the Council that the letter is about".into();
        }
    }
}

/// The Council of the Union as a whole.
const COUNCIL: &str = "org:raad-eu";

fn is_other_work(reading: &Reading) -> bool {
    use MentionType::{Event, Motion, Office, Person, Reference};
    let unwritten = reading.kind == Reference && !matches!(reading.target, Target::Value(_));
    unwritten || matches!(reading.kind, Motion | Office | Person | Event)
}

/// Fewer letters than this do not tell a name alone.
const TELLING: usize = 8;

/// For each telling word the one longer name with it: "Kwaliteitskader" behind "Landelijk Kwaliteitskader Jeugd". Names that
/// are parts of the longest count with it; a word of several names has none.
fn by_word(slugs: &[String]) -> BTreeMap<&str, Option<&str>> {
    let mut longest_first: Vec<&str> =
        slugs.iter().map(String::as_str).filter(|slug| slug.contains('-')).collect();
    longest_first.sort_by_key(|slug| std::cmp::Reverse(slug.len()));
    let mut words: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for slug in longest_first {
        for word in slug.split('-').filter(|word| word.len() >= TELLING) {
            let whole = words.entry(word).or_insert(Some(slug));
            *whole = whole.filter(|whole| whole.contains(slug));
        }
    }
    words
}

/// The identifier of the fullest name: a name that another one continues (`Plan van aanpak X`, `Plan van aanpak X
/// Defensie`) is short for that.
fn nil(letter: &Letter, slugs: &[String], words: &BTreeMap<&str, Option<&str>>, reading: &mut Reading) {
    if reading.kind == MentionType::Date {
        let reason = "the words leave out the year, and the letter bears no date to take it from";
        let id = format!("date:{}", slug(&letter.words(reading.span)));
        reading.set(Link::Nil { id: id.into(), reason }, reason);
        return;
    }
    let own = slug(&letter.words(reading.span));
    let at = slugs.partition_point(|other| *other < own);
    // Sorted, so the names that continue this one follow it.
    let longer = slugs[at..].iter().take_while(|other| other.starts_with(&own));
    let longer = longer
        .filter(|other| other.as_bytes().get(own.len()) == Some(&b'-') && own.matches('-').count() >= 2);
    let fullest = longer.max_by_key(|other| other.len()).unwrap_or(&own);
    let fullest = words.get(own.as_str()).copied().flatten().unwrap_or(fullest);
    let id = format!("{}:{fullest}", reading.kind.id_prefix());
    let reason = "no list has this name";
    reading.set(Link::Nil { id: id.into(), reason }, format!("{reason}; found by its form"));
}
