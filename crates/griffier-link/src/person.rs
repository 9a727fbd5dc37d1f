//! People: the full name, or the surname with the office, seat or initials that make it one person's.

use crate::letter::{EERSTE_KAMER, Letter};
use crate::office;
use crate::reading::Reading;
use crate::surname::{self, Fullness};
use griffier_doc::{Attr, Candidate, Id, Link, MentionType, Origin, Role, Target, ZoneKind};
use griffier_gazetteer::{Day, EntityRef, Tenure};
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
/// A surname under one initial: too little without an office or someone named before.
const ONE_INITIAL: f32 = 0.5;
/// Years between a known day in the chamber or in office and a letter about a member of that name.
const NEAR_TERM: u32 = 4;

/// The people the letter has named so far.
#[derive(Default)]
struct Named {
    /// By full name and by surname, as in the normalised view; of two of one surname the first.
    forms: BTreeMap<String, Id>,
    /// Where people were named whose forms are not among those yet, and whether for the first time: most letters never ask.
    waiting: Vec<(Span, Id, bool)>,
    ids: BTreeSet<Id>,
}

impl Named {
    /// Whom the letter named so before.
    fn called(&mut self, letter: &Letter, words: &str) -> Option<&Id> {
        for (span, id, fresh) in std::mem::take(&mut self.waiting) {
            self.add_forms(letter, &letter.words(span), id, fresh);
        }
        self.forms.get(&surname_key(words))
    }
    fn add_forms(&mut self, letter: &Letter, words: &str, id: Id, fresh: bool) {
        self.forms.entry(surname_key(words)).or_insert_with(|| id.clone());
        let last = words.rsplit(' ').next().unwrap_or("");
        self.forms.entry(surname_key(last)).or_insert_with(|| id.clone());
        if let Some(person) = letter.entity(&id).filter(|_| fresh) {
            // Every listed surname form of the person, through the words of the label from the end.
            let label: Vec<&str> = person.label().split(' ').collect();
            for from in 1..label.len() {
                self.forms.entry(surname_key(&label[from..].join(" "))).or_insert_with(|| id.clone());
            }
        }
    }
}

/// Links people: those with a full name or a role first, then bare surnames to someone the letter has named.
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let signed = holders_signing(readings);
    let mut named = Named::default();
    let bare = |reading: &Reading| reading.needs_context && reading.role.is_none();
    for pass in [false, true] {
        let people = readings.iter_mut().filter(|r| r.kind == MentionType::Person && r.link.is_none());
        for reading in people.filter(|reading| bare(reading) == pass) {
            resolve(letter, &signed, &mut named, reading);
            remember(reading, &mut named);
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

fn resolve(letter: &Letter, signed: &[Id], named: &mut Named, reading: &mut Reading) {
    let words = match &reading.target {
        Target::Lookup(full) => full.clone(),
        _ => letter.words(reading.span),
    };
    if reading.needs_context && reading.role.is_none() {
        // A surname alone: only of someone the letter has named.
        if let Some(id) = named
            .called(letter, &words)
            .filter(|id| reading.listings.iter().any(|l| l.entity.id() == id.as_ref()))
            .filter(|id| !is_given_name(letter, reading, id))
        {
            reading.confidence = 0.75;
            if let Some(person) = letter.entity(id) {
                reading.origin = Origin::Gazetteer(person.row());
            }
            reading.set(Link::One(id.clone()), "the person of this name that the letter named before");
        }
        return;
    }
    for party in reading.attrs.iter_mut().filter(|attr| attr.key == "party") {
        party.value = party_id(letter, &party.value).unwrap_or_else(|| party.value.clone());
    }
    let mut people = surname::candidates(letter, reading, &words);
    if is_contact(letter, reading) {
        reading.origin = Origin::Rule("person.contact");
        people.clear();
    }
    // A party beside the name is that of the one who is meant, if anybody of the name sat for it.
    let party = party_of(reading).cloned();
    if people.iter().any(|(person, _)| sat_for(*person, party.as_ref())) {
        people.retain(|(person, _)| sat_for(*person, party.as_ref()));
    }
    let mut scored: Vec<Candidate> = people
        .into_iter()
        .map(|(person, fullness)| score(letter, signed, named, reading, person, fullness))
        .filter(|candidate| candidate.score >= ENOUGH)
        .collect();
    surname::prefer_whole(letter, &words, &mut scored);
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    scored.dedup_by(|a, b| a.id == b.id);
    match scored.as_slice() {
        [] => nil(letter, reading, &words, named),
        [best, rest @ ..] if rest.first().is_none_or(|next| next.score + 0.05 < best.score) => {
            reading.confidence = reading.confidence.min(best.score.min(0.98)).max(0.6);
            settle(letter, reading, best);
        }
        _ => reading.set(Link::Many(scored), "several people of this name fit"),
    }
}

/// Whether the head of the letter names somebody to call: a civil servant, whatever minister has the same name.
fn is_contact(letter: &Letter, reading: &Reading) -> bool {
    const LABELS: [&str; 7] =
        ["contactpersoon", "behandeld door", "behandelaar", "inlichtingen", "auteur", "opsteller", "steller"];
    let zone = letter.doc.zone_at(reading.span.start());
    if !matches!(zone, ZoneKind::Letterhead | ZoneKind::Metadata) {
        return false;
    }
    let before = letter.before(reading.span.start(), 48).to_lowercase();
    // "mr.", "Drs." may stand between.
    let titles = |line: &&str| !(line.is_empty() || line.len() < 6 && line.ends_with('.'));
    let mut lines = before.rsplit('\n').map(str::trim).filter(titles);
    // The label stands before the name, or in the line over it.
    lines.next().is_some_and(|line| LABELS.iter().any(|label| line.starts_with(label)))
}

/// The party in the brackets behind a name.
fn party_of(reading: &Reading) -> Option<&Id> {
    reading.attrs.iter().find(|attr| attr.key == "party").map(|attr| &attr.value)
}

/// Whether a person ever sat for `party`; without one, everybody did.
fn sat_for(person: EntityRef, party: Option<&Id>) -> bool {
    let of =
        |named: &Id| person.memberships().any(|seat| seat.party.is_some_and(|of| of.id() == named.as_ref()));
    party.is_none_or(of)
}

/// "Filip" of "Filip Jansen": the one name of a king or pope before a surname is somebody else's given name.
fn is_given_name(letter: &Letter, reading: &Reading, id: &str) -> bool {
    let single = letter.entity(id).is_some_and(|person| !person.label().contains(' '));
    let after = letter.after(reading.span.end(), 8);
    single && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Links to the best candidate, with its own row as the origin and the chamber of its seat for a member.
fn settle(letter: &Letter, reading: &mut Reading, best: &Candidate) {
    if let Some(person) = letter.entity(&best.id) {
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
        let since =
            if seat.dated && seat.last_known() < day { years_apart(seat.last_known(), day) } else { 0 };
        let chamber = seat.body.id();
        (before + since, chamber != letter.chamber, chamber)
    });
    seats.min().map(|(_, _, chamber)| chamber)
}

fn nil(letter: &Letter, reading: &mut Reading, words: &str, named: &mut Named) {
    let reason = "no list has a person of this name with this role at this time";
    let known = if words.contains(' ') { None } else { named.called(letter, words).cloned() };
    let id = known.unwrap_or_else(|| {
        let id = format!("person:{}", slug(words));
        // Not the one on the list who has this very name.
        if letter.entity(&id).is_some() { format!("{id}-nil").into() } else { id.into() }
    });
    reading.set(Link::Nil { id, reason }, reason);
}

fn score(
    letter: &Letter,
    signed: &[Id],
    named: &Named,
    reading: &Reading,
    person: EntityRef,
    fullness: Fullness,
) -> Candidate {
    let id = Id::Borrowed(person.id());
    let (mut score, name) = match fullness {
        Fullness::Full => (FULL_NAME, "full name on the list"),
        Fullness::Initial => (ONE_INITIAL, "surname and initial on the list"),
        Fullness::Surname => (0.0, ""),
    };
    let full = fullness != Fullness::Surname;
    let mut why = name.to_owned();
    // "De voorzitter van de commissie, A. Mulder" sits there: a name of that form alone is too little.
    let presides = surname::chairs_by_initials(letter, reading);
    let (evidence, words) = match reading.role {
        Some(Role::Signatory) if signed.contains(&id) => (1.0, "holds the office signed as"),
        Some(Role::Minister) => in_rank(letter.day, person, "minister"),
        Some(Role::Staatssecretaris) => in_rank(letter.day, person, "staatssecretaris"),
        _ if presides => seated(letter, reading, person),
        Some(Role::Signatory) if surname::presides(letter, reading) => seated(letter, reading, person),
        Some(Role::Signatory) => in_office(letter.day, person),
        Some(Role::Lid | Role::Mover) => seated(letter, reading, person),
        Some(Role::Titled) => titled(letter, reading, person),
        None if fullness == Fullness::Initial => {
            Some(in_office(letter.day, person)).filter(|(held, _)| *held >= IN_OFFICE).unwrap_or((0.0, ""))
        }
        _ => (0.0, ""),
    };
    if evidence > 0.0 {
        if !why.is_empty() {
            why.push_str("; ");
        }
        why.push_str(words);
    }
    let evidence = if presides && evidence < SEATED - 0.05 {
        score = score.min(ONE_INITIAL);
        0.0
    } else {
        evidence
    };
    score = score.max(evidence) + if full && evidence > 0.0 { 0.1 } else { 0.0 };
    // Who was named before is not meant beside another party.
    if named.ids.contains(&id) && sat_for(person, party_of(reading)) {
        score += NAMED_BEFORE;
    }
    Candidate { id, score: score.min(1.5), why }
}

/// An office, or the seat of someone who presides over a committee or speaks in the chamber.
fn titled(letter: &Letter, reading: &Reading, person: EntityRef) -> (f32, &'static str) {
    let held = in_office(letter.day, person);
    if held.0 >= IN_OFFICE || !surname::is_member(letter, reading) {
        return held;
    }
    let (sat, why) = seated(letter, reading, person);
    let sure = sat >= SEATED - 0.05;
    if sure && sat - 0.2 > held.0 { (sat - 0.2, why) } else { held }
}

/// [`in_office`]; of two people of one surname the one whose office has the rank of the title.
fn in_rank(day: Option<Day>, person: EntityRef, rank: &str) -> (f32, &'static str) {
    let (score, why) = in_office(day, person);
    let current = |day: Day| {
        person.offices().any(|t| t.from <= day && day <= t.to && t.office.subkind().starts_with(rank))
    };
    if score >= IN_OFFICE && !day.is_some_and(current) { (score - 0.1, why) } else { (score, why) }
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
    let party = party_of(reading).map(Id::as_ref);
    let title = surname::chamber_of_title(letter, reading);
    let chamber = title.unwrap_or(letter.chamber);
    let mut best: (f32, &'static str) = (0.0, "");
    for seat in person.memberships().filter(|seat| title.is_none_or(|chamber| seat.body.id() == chamber)) {
        let Some(day) = letter.day else {
            best = (ONCE_SEATED, "sat in a chamber; the letter gives no date");
            continue;
        };
        // A seat that a list saw open is held until its chamber is elected anew.
        let last = seat.last_known();
        let open = seat.to == Day::MAX && same_term(seat.body.id(), last, day);
        let mut found: (f32, &'static str) = if seat.dated && seat.from <= day && (day <= last || open) {
            (SEATED, "sat in the chamber at the letter's date")
        } else if !seat.dated && same_term(seat.body.id(), seat.from, day) {
            (SEATED - 0.05, "sat in the chamber in the same term")
        } else if seat.from <= day && years_between(last.min(day), day) <= 8 {
            (ONCE_SEATED, "sat in the chamber some years before the letter's date")
        } else if !seat.dated && years_apart(seat.from, day) <= NEAR_TERM {
            (NEARLY, "sat in the chamber some years from the letter's date")
        } else {
            continue;
        };
        if seat.body.id() != chamber {
            found.0 -= 0.15;
        }
        if let (Some(named), Some(of)) = (party, seat.party) {
            found.0 += if named == of.id() { 0.2 } else { -0.2 };
        }
        if found.0 > best.0 {
            best = found;
        }
    }
    // Who became a minister sat in the chamber before; a civil servant of the same surname did not.
    let minister = |tenure: &Tenure| matches!(tenure.office.subkind(), "minister" | "staatssecretaris");
    let later = |day: Day| {
        person.offices().any(|tenure| minister(&tenure) && years_apart(tenure.from, day) <= NEAR_TERM)
    };
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
/// The same of the Eerste Kamer.
const TERMS_OF_SENATE: [Day; 7] = [
    Day(1999_06_08),
    Day(2003_06_10),
    Day(2007_06_12),
    Day(2011_06_07),
    Day(2015_06_09),
    Day(2019_06_11),
    Day(2023_06_13),
];

fn same_term(chamber: &str, a: Day, b: Day) -> bool {
    let terms: &[Day] = if chamber == EERSTE_KAMER { &TERMS_OF_SENATE } else { &TERMS };
    let term = |day: Day| terms.partition_point(|start| *start <= day);
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

fn remember(reading: &Reading, named: &mut Named) {
    let Some(id) = reading.link.as_ref().and_then(Link::id) else { return };
    let fresh = named.ids.insert(id.clone());
    named.waiting.push((reading.span, id.clone(), fresh));
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
        let office = readings[role].link.as_ref().and_then(Link::id).and_then(|id| letter.entity(id));
        let Some(office) = office else { continue };
        let held = match letter.day.filter(|_| letter.date.is_some()) {
            Some(day) => {
                let mut on_day = office.holders_on(day).into_iter();
                on_day.any(|tenure| tenure.person.id() == id) || office::holder(office, day).is_none()
            }
            // An undated letter was written while its signatory held the office.
            None => office.holders().any(|tenure| tenure.person.id() == id),
        };
        // "De toenmalige minister" is another than the one who signs.
        let named = |reading: &&mut Reading| {
            held && reading.link.as_ref().and_then(Link::id).is_some_and(|link| link == office.id())
                && office::time_of(letter, reading) == office::Time::Present
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
    let mut ties: Ties = BTreeMap::new();
    name_former(letter, readings);
    for i in 0..readings.len() {
        let Some(Link::Many(candidates)) = &readings[i].link else { continue };
        if readings[i].kind != MentionType::Office {
            continue;
        }
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| readings.get(j));
        let people = beside
            .filter(|reading| reading.kind == MentionType::Person && adjoins(letter, reading, &readings[i]));
        let held = people.filter_map(|person| match &person.link {
            Some(Link::One(id)) => letter.entity(id),
            _ => None,
        });
        let decided = held.flat_map(EntityRef::offices).find(|tenure| {
            letter.day.is_none_or(|day| tenure.from <= day && day <= tenure.to)
                && candidates.iter().any(|candidate| candidate.id == tenure.office.id())
        });
        if let Some(tenure) = decided {
            let of = candidates.iter().map(|candidate| candidate.id.clone()).collect();
            let decided = ties.entry(of).or_default();
            decided.insert((tenure.office.id(), tenure.person.id()));
            readings[i].set(
                Link::One(tenure.office.id().into()),
                "of the offices of this title the one the person beside it holds",
            );
            readings[i].attrs.push(Attr::new("holder", Id::Borrowed(tenure.person.id())));
        }
    }
    settle_ties(&ties, readings);
}

/// "voormalig minister van Defensie Hennis-Plasschaert": the person beside an office of the past or without a holder, if
/// ever one of its holders, is the one meant.
fn name_former(letter: &Letter, readings: &mut [Reading]) {
    for i in 0..readings.len() {
        let Some(Link::One(id)) = &readings[i].link else { continue };
        let office = letter.entity(id).filter(|office| office.kind() == MentionType::Office);
        let named = readings[i].attrs.iter().any(|a| a.key == "holder");
        let past = || office::time_of(letter, &readings[i]) != office::Time::Present;
        let Some(office) = office.filter(|_| !named || past()) else { continue };
        let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|j| readings.get(j));
        let mut people = beside.filter_map(|reading| match &reading.link {
            Some(Link::One(id)) if adjoins(letter, reading, &readings[i]) => letter.entity(id),
            _ => None,
        });
        let held = people.find(|person| office.holders().any(|tenure| tenure.person == *person));
        if let Some(person) = held {
            readings[i].attrs.retain(|attr| attr.key != "holder");
            readings[i].attrs.push(Attr::new("holder", Id::Borrowed(person.id())));
        }
    }
}

/// For the offices of one title, those that the people beside them decided and their holders.
type Ties = BTreeMap<Vec<Id>, BTreeSet<(&'static str, &'static str)>>;

/// Where a letter decides a title of several offices in one place, the title means the same in the others: "Vragen aan de
/// Staatssecretaris van X", "Antwoord van Staatssecretaris Y (X)".
fn settle_ties(ties: &Ties, readings: &mut [Reading]) {
    for reading in readings.iter_mut().filter(|reading| reading.kind == MentionType::Office) {
        let Some(Link::Many(candidates)) = &reading.link else { continue };
        let of: Vec<Id> = candidates.iter().map(|candidate| candidate.id.clone()).collect();
        let Some((office, person)) =
            ties.get(&of).filter(|decided| decided.len() == 1).and_then(|decided| decided.first())
        else {
            continue;
        };
        reading.set(
            Link::One(Id::Borrowed(office)),
            "of the offices of this title the one that the letter means elsewhere",
        );
        reading.attrs.push(Attr::new("holder", Id::Borrowed(person)));
    }
}

/// Whether only white space, a bracket, a comma or a hyphen stands between two readings, or a comma with a form of address
/// (`de minister van Defensie, de heer X`).
fn adjoins(letter: &Letter, a: &Reading, b: &Reading) -> bool {
    let (first, second) = if a.span < b.span { (a, b) } else { (b, a) };
    let gap = Span::at(first.span.end(), second.span.start());
    let between = letter.doc.slice(gap);
    let light = |text: &str| text.chars().all(|c| c.is_whitespace() || matches!(c, '(' | ',' | '-'));
    let address = ["de heer", "mevrouw", "dhr.", "mw."];
    light(between)
        || between.starts_with(',')
            && gap.len() <= 40
            && second.kind == MentionType::Person
            && address.iter().any(|form| between.trim_end().strip_suffix(form).is_some_and(light))
}

fn positions(readings: &[Reading], role: Role) -> Vec<usize> {
    (0..readings.len()).filter(|&i| readings[i].role == Some(role)).collect()
}
