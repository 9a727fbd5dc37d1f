//! People: the full name, or the surname with the office, seat or initials that make it one person's.

use crate::letter::Letter;
use crate::office;
use crate::reading::Reading;
use griffier_doc::{Attr, Candidate, Id, Link, MentionType, Origin, Role};
use griffier_gazetteer::{Day, EntityRef};
use griffier_text::{Span, normalize_name, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Scores of the evidence for a candidate; one must reach [`ENOUGH`] and beat the next to be the link.
const FULL_NAME: f32 = 0.9;
const IN_OFFICE: f32 = 0.9;
const SEATED: f32 = 0.9;
const ONCE_IN_OFFICE: f32 = 0.6;
const ONCE_SEATED: f32 = 0.6;
const NEARLY: f32 = 0.57;
const NAMED_BEFORE: f32 = 0.3;
const ENOUGH: f32 = 0.55;
/// Years between a known day in the chamber or in office and a letter about a member of that name.
const NEAR_TERM: u32 = 4;

/// The people the letter has named so far.
#[derive(Default)]
struct Named {
    /// By full name and by surname, as in the normalised view; of two of one surname the first.
    forms: BTreeMap<String, Id>,
    ids: BTreeSet<Id>,
}

/// Links people: those with a full name or a role first, then bare surnames to someone the letter has named.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let signed = holders_signing(readings);
    let mut named = Named::default();
    let bare = |reading: &Reading| reading.needs_context && reading.role.is_none();
    for pass in [false, true] {
        let people = readings.iter_mut().filter(|r| r.kind == MentionType::Person && r.link.is_none());
        for reading in people.filter(|reading| bare(reading) == pass) {
            resolve(letter, &signed, &named, reading);
            remember(letter, reading, &mut named);
        }
    }
    name_holders(letter, readings);
    decide_offices(letter, readings);
}

/// The holders of the offices this letter is signed as.
fn holders_signing(readings: &[Reading]) -> Vec<Id> {
    let signed = readings.iter().filter(|reading| reading.role == Some(Role::SignedAs));
    signed
        .filter_map(|reading| reading.attrs.iter().find(|a| a.key == "holder"))
        .map(|a| a.value.clone())
        .collect()
}

fn resolve(letter: &Letter, signed: &[Id], named: &Named, reading: &mut Reading) {
    let words = letter.words(reading.span);
    if reading.needs_context && reading.role.is_none() {
        // A surname alone: only of someone the letter has named.
        if let Some(id) = named
            .forms
            .get(&surname_key(&words))
            .filter(|id| reading.listings.iter().any(|l| l.entity.id() == id.as_ref()))
        {
            reading.confidence = 0.75;
            if let Some(person) = letter.kb.entity(id) {
                reading.origin = Origin::Gazetteer(person.row());
            }
            reading.set(Link::One(id.clone()), "the person of this name that the letter named before");
        }
        return;
    }
    for party in reading.attrs.iter_mut().filter(|attr| attr.key == "party") {
        party.value = party_id(letter, &party.value).unwrap_or_else(|| party.value.clone());
    }
    let mut scored: Vec<Candidate> = candidates(letter, reading, &words)
        .into_iter()
        .map(|(person, full)| score(letter, signed, named, reading, person, full))
        .filter(|candidate| candidate.score >= ENOUGH)
        .collect();
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    scored.dedup_by(|a, b| a.id == b.id);
    match scored.as_slice() {
        [] => nil(reading, &words, named),
        [best, rest @ ..] if rest.first().is_none_or(|next| next.score + 0.05 < best.score) => {
            reading.confidence = reading.confidence.min(best.score.min(0.98)).max(0.6);
            settle(letter, reading, best);
        }
        _ => reading.set(Link::Many(scored), "several people of this name fit"),
    }
}

/// Links to the best candidate, with its own row as the origin and the chamber of its seat for a member.
fn settle(letter: &Letter, reading: &mut Reading, best: &Candidate) {
    if let Some(person) = letter.kb.entity(&best.id) {
        reading.origin = Origin::Gazetteer(person.row());
        let member = matches!(reading.role, Some(Role::Lid | Role::Mover));
        let chamber = letter.day.filter(|_| member).and_then(|day| chamber_of(letter, person, day));
        reading.attrs.extend(chamber.map(|chamber| Attr::new("chamber", Id::Borrowed(chamber))));
    }
    reading.set(Link::One(best.id.clone()), best.why.clone());
}

/// The chamber that a person sat in nearest to `day`; of two at once the one the letter is about.
fn chamber_of(letter: &Letter, person: EntityRef, day: Day) -> Option<&'static str> {
    let seats = person.memberships().map(|seat| {
        let before = if day < seat.from { years_apart(seat.from, day) } else { 0 };
        let since = if seat.dated && seat.to < day { years_apart(seat.to, day) } else { 0 };
        let chamber = seat.body.id();
        (before + since, chamber != letter.chamber, chamber)
    });
    seats.min().map(|(_, _, chamber)| chamber)
}

fn nil(reading: &mut Reading, words: &str, named: &Named) {
    let reason = "no list has a person of this name with this role at this time";
    let known = named.forms.get(&surname_key(words)).filter(|_| !words.contains(' ')).cloned();
    let id = known.unwrap_or_else(|| format!("person:{}", slug(words)).into());
    reading.set(Link::Nil { id, reason }, reason);
}

/// People the words can name, and whether they do so in full: the listed form, else the listed surname under initials or
/// a given name that agree.
fn candidates(letter: &Letter, reading: &Reading, words: &str) -> Vec<(EntityRef, bool)> {
    let listed = |name: &str| -> Vec<(EntityRef, bool)> {
        let listings = letter.kb.surface(name).into_iter().flat_map(|number| letter.kb.listings(number));
        listings
            .filter(|l| l.entity.kind() == MentionType::Person)
            .map(|l| (l.entity, !l.needs_context))
            .collect()
    };
    let whole = listed(words);
    if !whole.is_empty() || !reading.listings.is_empty() && reading.role.is_none() {
        return whole;
    }
    // "Michon-Derkzen" is listed under the first half where she sat under it.
    if let Some((first, _)) = words.split_once('-').filter(|_| !words.contains(' ')) {
        return listed(first);
    }
    let parts: Vec<&str> = words.split(' ').collect();
    for from in 1..parts.len() {
        let people = listed(&parts[from..].join(" "));
        if !people.is_empty() {
            let agrees = |person: &EntityRef| first_names_agree(&parts[..from], *person);
            return people
                .into_iter()
                .filter(|(person, _)| agrees(person))
                .map(|(person, _)| (person, true))
                .collect();
        }
    }
    Vec::new()
}

/// Whether initials or given names ("Ank Th.B.", "M.A.M.") fit a person.
fn first_names_agree(first: &[&str], person: EntityRef) -> bool {
    let (given, initials) = (normalize_name(person.given()), normalize_name(person.initials()));
    let Some(head) = first.first().map(|word| normalize_name(word)) else { return false };
    let initial = head.chars().next();
    if head.contains('.') {
        return initial == given.chars().next()
            || (!initials.is_empty() && initial == initials.chars().next());
    }
    head == given || given.starts_with(&head) || head.starts_with(&given) && !given.is_empty()
}

fn score(
    letter: &Letter,
    signed: &[Id],
    named: &Named,
    reading: &Reading,
    person: EntityRef,
    full: bool,
) -> Candidate {
    let id = Id::Borrowed(person.id());
    let mut score: f32 = if full { FULL_NAME } else { 0.0 };
    let mut why = if full { "full name on the list".to_owned() } else { String::new() };
    let (evidence, words) = match reading.role {
        Some(Role::Signatory) if signed.contains(&id) => (1.0, "holds the office signed as"),
        Some(Role::Signatory | Role::Minister | Role::Staatssecretaris) => in_office(letter.day, person),
        Some(Role::Lid | Role::Mover) => seated(letter, reading, person),
        Some(Role::Titled) => in_office(letter.day, person),
        _ => (0.0, ""),
    };
    if evidence > 0.0 {
        if !why.is_empty() {
            why.push_str("; ");
        }
        why.push_str(words);
    }
    score = score.max(evidence) + if full && evidence > 0.0 { 0.1 } else { 0.0 };
    if named.ids.contains(&id) {
        score += NAMED_BEFORE;
    }
    Candidate { id, score: score.min(1.5), why }
}

fn in_office(day: Option<Day>, person: EntityRef) -> (f32, &'static str) {
    let Some(day) = day else {
        let any = person.offices().next().is_some();
        return if any { (ONCE_IN_OFFICE, "held office; the letter gives no date") } else { (0.0, "") };
    };
    if person.offices().any(|tenure| tenure.from <= day && day <= tenure.to) {
        (IN_OFFICE, "held office at the letter's date")
    } else if person.offices().any(|tenure| tenure.from <= day && years_between(tenure.to, day) <= 12) {
        (ONCE_IN_OFFICE, "held office some years before the letter's date")
    } else {
        (0.0, "")
    }
}

fn seated(letter: &Letter, reading: &Reading, person: EntityRef) -> (f32, &'static str) {
    let party = reading.attrs.iter().find(|attr| attr.key == "party").map(|attr| attr.value.as_ref());
    let mut best: (f32, &'static str) = (0.0, "");
    for seat in person.memberships() {
        let Some(day) = letter.day else {
            best = (ONCE_SEATED, "sat in a chamber; the letter gives no date");
            continue;
        };
        let mut found: (f32, &'static str) = if seat.dated && seat.from <= day && day <= seat.to {
            (SEATED, "sat in the chamber at the letter's date")
        } else if !seat.dated && same_term(seat.from, day) {
            (SEATED - 0.05, "sat in the chamber in the same term")
        } else if seat.from <= day && years_between(seat.to.min(day), day) <= 8 {
            (ONCE_SEATED, "sat in the chamber some years before the letter's date")
        } else if !seat.dated && years_apart(seat.from, day) <= NEAR_TERM {
            (NEARLY, "sat in the chamber some years from the letter's date")
        } else {
            continue;
        };
        if seat.body.id() != letter.chamber {
            found.0 -= 0.15;
        }
        if let (Some(named), Some(of)) = (party, seat.party) {
            found.0 += if named == of.id() { 0.2 } else { -0.2 };
        }
        if found.0 > best.0 {
            best = found;
        }
    }
    let later = |day: Day| person.offices().any(|tenure| years_apart(tenure.from, day) <= NEAR_TERM);
    if best.0 == 0.0 && letter.day.is_some_and(later) {
        best = (NEARLY, "held office some years from the letter's date; the lists of members have gaps");
    }
    best
}

/// Days on which a new Tweede Kamer met first (`gazetteers/memberships.tsv` has rows that only name one day of a term).
const TERMS: [Day; 9] = [
    Day(2002_05_23),
    Day(2003_01_30),
    Day(2006_11_30),
    Day(2010_06_17),
    Day(2012_09_20),
    Day(2017_03_23),
    Day(2021_03_31),
    Day(2023_12_06),
    Day(2025_11_12),
];

fn same_term(a: Day, b: Day) -> bool {
    let term = |day: Day| TERMS.partition_point(|start| *start <= day);
    term(a) == term(b)
}

fn years_between(earlier: Day, later: Day) -> u32 {
    later.0.saturating_sub(earlier.0) / 10_000
}

fn years_apart(a: Day, b: Day) -> u32 {
    a.0.abs_diff(b.0) / 10_000
}

fn party_id(letter: &Letter, name: &str) -> Option<Id> {
    let listings = letter.kb.surface(name).into_iter().flat_map(|number| letter.kb.listings(number));
    listings.map(|l| l.entity).find(|entity| entity.subkind() == "party").map(|entity| entity.id().into())
}

/// Surname without what may stand before it, for looking up who was named before.
fn surname_key(words: &str) -> String {
    normalize_name(words)
}

fn remember(letter: &Letter, reading: &Reading, named: &mut Named) {
    let Some(id) = reading.link.as_ref().and_then(Link::id) else { return };
    named.ids.insert(id.clone());
    let words = letter.words(reading.span);
    named.forms.entry(surname_key(&words)).or_insert_with(|| id.clone());
    let last = words.rsplit(' ').next().unwrap_or("");
    named.forms.entry(surname_key(last)).or_insert_with(|| id.clone());
    if let Some(person) = letter.kb.entity(id) {
        // Every listed surname form of the person, through the words of the label from the end.
        let label: Vec<&str> = person.label().split(' ').collect();
        for from in 1..label.len() {
            named.forms.entry(surname_key(&label[from..].join(" "))).or_insert_with(|| id.clone());
        }
    }
}

/// Where a signatory stands beside the role, the signature says who held the office.
fn name_holders(letter: &Letter, readings: &mut [Reading]) {
    let roles: Vec<usize> = positions(readings, Role::SignedAs);
    let people: Vec<usize> = positions(readings, Role::Signatory);
    if roles.len() != people.len() {
        return;
    }
    for (role, person) in roles.into_iter().zip(people) {
        let Some(Link::One(id)) = readings[person].link.clone() else { continue };
        let office = readings[role].link.as_ref().and_then(Link::id).and_then(|id| letter.kb.entity(id));
        let Some(office) = office else { continue };
        let held = match letter.day.filter(|_| letter.date.is_some()) {
            Some(day) => {
                let mut on_day = office.holders_on(day).into_iter();
                on_day.any(|tenure| tenure.person.id() == id) || office::holder(office, day).is_none()
            }
            // An undated letter was written while its signatory held the office.
            None => office.holders().any(|tenure| tenure.person.id() == id),
        };
        let named = |reading: &&mut Reading| {
            held && reading.link.as_ref().and_then(Link::id).is_some_and(|link| link == office.id())
        };
        for reading in readings.iter_mut().filter(named) {
            reading.attrs.retain(|attr| attr.key != "holder");
            reading.attrs.push(Attr::new("holder", id.clone()));
        }
    }
}

/// Of several offices of one title the one that the person named beside it holds: "Staatssecretaris Karremans
/// (Volksgezondheid, Welzijn en Sport)", a name line under a role line.
fn decide_offices(letter: &Letter, readings: &mut [Reading]) {
    for i in 0..readings.len() {
        let Some(Link::Many(candidates)) = &readings[i].link else { continue };
        if readings[i].kind != MentionType::Office {
            continue;
        }
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| readings.get(j));
        let people = beside
            .filter(|reading| reading.kind == MentionType::Person && adjoins(letter, reading, &readings[i]));
        let held = people.filter_map(|person| match &person.link {
            Some(Link::One(id)) => letter.kb.entity(id),
            _ => None,
        });
        let decided = held.flat_map(EntityRef::offices).find(|tenure| {
            letter.day.is_none_or(|day| tenure.from <= day && day <= tenure.to)
                && candidates.iter().any(|candidate| candidate.id == tenure.office.id())
        });
        if let Some(tenure) = decided {
            readings[i].set(
                Link::One(tenure.office.id().into()),
                "of the offices of this title the one the person beside it holds",
            );
            readings[i].attrs.push(Attr::new("holder", Id::Borrowed(tenure.person.id())));
        }
    }
}

/// Whether only white space, a bracket or a comma stands between two readings.
fn adjoins(letter: &Letter, a: &Reading, b: &Reading) -> bool {
    let (first, second) = if a.span < b.span { (a, b) } else { (b, a) };
    let gap = Span::at(first.span.end(), second.span.start());
    letter.doc.slice(gap).chars().all(|c| c.is_whitespace() || matches!(c, '(' | ','))
}

fn positions(readings: &[Reading], role: Role) -> Vec<usize> {
    (0..readings.len()).filter(|&i| readings[i].role == Some(role)).collect()
}
