//! The catalogue: what the lists say of a name, an entity, an office, a member. Reads the compiled block in place.

use crate::bytes::{self, SECTIONS, Section, word};
use crate::case::CaseRule;
use crate::tables::NAME_FILES;
use crate::trie;
use griffier_doc::{Id, MentionType};
use std::fmt;

/// Words per record, for each section that has records.
pub(crate) const ENTITY: usize = 13;
pub(crate) const SURFACE: usize = 3;
pub(crate) const LISTING: usize = 4;
pub(crate) const TENURE: usize = 5;
pub(crate) const MEMBERSHIP: usize = 5;
/// Flags of a listing.
pub(crate) const CONTEXT: u32 = 1;
pub(crate) const PORTFOLIO: u32 = 2;
pub(crate) const ADJECTIVE: u32 = 4;
/// "No entity" in a record.
pub(crate) const NONE: u32 = u32::MAX;

/// A day as the number `YYYYMMDD`, so that comparing numbers compares days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

impl Day {
    /// Before every day of a table.
    pub const MIN: Day = Day(0);
    /// After every day of a table.
    pub const MAX: Day = Day(9999_12_31);

    /// The first day that an ISO date of day, month or year precision covers; `None` for anything else.
    ///
    /// ```
    /// use griffier_gazetteer::Day;
    /// assert_eq!(Day::first("2021-10"), Some(Day(2021_10_01)));
    /// assert_eq!(Day::last("2021-10"), Some(Day(2021_10_31)));
    /// assert_eq!(Day::first("oktober"), None);
    /// ```
    pub fn first(iso: &str) -> Option<Day> {
        Self::parse(iso, 1, 1)
    }
    /// The last day such a date covers (every month is taken to have 31).
    pub fn last(iso: &str) -> Option<Day> {
        Self::parse(iso, 12, 31)
    }
    fn parse(iso: &str, month: u32, day: u32) -> Option<Day> {
        let mut parts = iso.splitn(3, '-');
        let mut next = |absent: Option<u32>| match parts.next() {
            Some(part) if part.len() >= 2 && part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            Some(_) => None,
            None => absent,
        };
        let (year, month, day): (u32, u32, u32) = (next(None)?, next(Some(month))?, next(Some(day))?);
        (year < 10_000 && month <= 12 && day <= 31).then_some(Day(year * 10_000 + month * 100 + day))
    }
}

/// Why a block of bytes is no knowledge base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadError(pub(crate) &'static str);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for LoadError {}

/// A compiled knowledge base, read in place; copying it copies references.
#[derive(Clone, Copy, Debug)]
pub struct KnowledgeBase {
    sections: [&'static [u8]; SECTIONS],
}

/// An entity of the knowledge base.
#[derive(Clone, Copy)]
pub struct EntityRef {
    kb: KnowledgeBase,
    index: u32,
}

/// One meaning that the lists give a surface form.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// Which entity.
    pub entity: EntityRef,
    /// Whether the form counts only if something in the letter supports it.
    pub needs_context: bool,
    /// Whether the form is the portfolio of an office, without its title.
    pub portfolio: bool,
    /// Whether the form is an adjective or the inhabitants of a place: evidence, never a mention.
    pub adjective: bool,
    pub(crate) case: CaseRule,
    pub(crate) written: u32,
}

impl Listing {
    /// The same form as a name of another entity.
    pub fn of(self, entity: EntityRef) -> Listing {
        Listing { entity, ..self }
    }
}

/// Who held an office, from the first to the last day.
#[derive(Clone, Copy, Debug)]
pub struct Tenure {
    /// The person.
    pub person: EntityRef,
    /// The office.
    pub office: EntityRef,
    /// First day.
    pub from: Day,
    /// Last day, which is the successor's first.
    pub to: Day,
    /// Whether as a stand-in.
    pub acting: bool,
}

/// A seat in a chamber.
#[derive(Clone, Copy, Debug)]
pub struct Membership {
    /// The chamber.
    pub body: EntityRef,
    /// The party at that time.
    pub party: Option<EntityRef>,
    /// First day; [`Day::MIN`] if only known to have sat on some day.
    pub from: Day,
    /// Last day; [`Day::MAX`] if open.
    pub to: Day,
    /// Whether the days are known; otherwise `from` is a day on which the seat was held.
    pub dated: bool,
}

impl KnowledgeBase {
    /// Opens what [`crate::compile`] made. Parses and copies nothing.
    ///
    /// # Errors
    /// When the bytes were not made by this version or are cut short.
    pub fn open(bytes: &'static [u8]) -> Result<Self, LoadError> {
        bytes::open(bytes).map(|sections| Self { sections }).map_err(LoadError)
    }
    /// Number of entities.
    pub fn len(self) -> usize {
        self.section(Section::Entities).len() / (4 * ENTITY)
    }
    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// The entity with identifier `id`.
    pub fn entity(self, id: &str) -> Option<EntityRef> {
        let found = self.search(self.len(), |i| EntityRef { kb: self, index: i as u32 }.id().cmp(id));
        found.map(|i| EntityRef { kb: self, index: i as u32 })
    }
    /// The offices of `organisation`, by identifier. Looks through the whole catalogue: for rare questions.
    pub fn offices_of(self, organisation: EntityRef) -> impl Iterator<Item = EntityRef> {
        let all = (0..self.len()).map(move |i| EntityRef { kb: self, index: i as u32 });
        all.filter(move |e| e.kind() == MentionType::Office && e.organisation() == Some(organisation))
    }
    /// The number of the surface form that `name` is, compared as in the normalised view.
    pub fn surface(self, name: &str) -> Option<u32> {
        let name = griffier_text::normalize_name(name);
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let hash = name.bytes().fold(trie::START, trie::extend);
        let node = trie::probe(self.section(Section::Trie), hash)?;
        let number = node.surface.checked_sub(1)?;
        (self.surface_form(number) == name).then_some(number)
    }
    /// Number of surface forms.
    pub fn surfaces(self) -> u32 {
        (self.section(Section::Surfaces).len() / (4 * SURFACE)) as u32
    }
    /// The normalised form of surface `number`; empty if there is no such surface.
    pub fn surface_form(self, number: u32) -> &'static str {
        if number >= self.surfaces() {
            return "";
        }
        self.string(word(self.section(Section::Surfaces), number as usize * SURFACE))
    }
    /// The meanings of surface `number`, in the order of their identifiers.
    pub fn listings(self, number: u32) -> impl Iterator<Item = Listing> {
        let surfaces = self.section(Section::Surfaces);
        let at = number as usize * SURFACE;
        let (from, len) = (word(surfaces, at + 1) as usize, word(surfaces, at + 2) as usize);
        (from..from + len).map(move |i| {
            let record = |field| word(self.section(Section::Listings), i * LISTING + field);
            Listing {
                entity: EntityRef { kb: self, index: record(0) },
                needs_context: record(1) & CONTEXT != 0,
                portfolio: record(1) & PORTFOLIO != 0,
                adjective: record(1) & ADJECTIVE != 0,
                case: CaseRule::decode(record(2)),
                written: record(3),
            }
        })
    }
    pub(crate) fn trie(self) -> &'static [u8] {
        self.section(Section::Trie)
    }
    pub(crate) fn string(self, number: u32) -> &'static str {
        let ends = self.section(Section::StringEnds);
        let start = (number as usize).checked_sub(1).map_or(0, |before| word(ends, before));
        let end = word(ends, number as usize);
        let bytes = self.section(Section::Strings).get(start as usize..end as usize);
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
    fn section(self, section: Section) -> &'static [u8] {
        self.sections[section as usize]
    }
    fn search(self, len: usize, order: impl Fn(usize) -> std::cmp::Ordering) -> Option<usize> {
        let at = partition_point(len, |i| order(i).is_lt());
        (at < len && order(at).is_eq()).then_some(at)
    }
    fn tenures(self, section: Section, key: usize, entity: u32) -> impl Iterator<Item = Tenure> {
        let records = self.section(section);
        let len = records.len() / (4 * TENURE);
        let from = partition_point(len, |i| word(records, i * TENURE + key) < entity);
        (from..len).take_while(move |&i| word(records, i * TENURE + key) == entity).map(move |i| {
            let record = |field| word(records, i * TENURE + field);
            Tenure {
                person: EntityRef { kb: self, index: record(0) },
                office: EntityRef { kb: self, index: record(1) },
                from: Day(record(2)),
                to: Day(record(3)),
                acting: record(4) != 0,
            }
        })
    }
}

fn partition_point(len: usize, below: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        if below(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

impl EntityRef {
    fn field(self, field: usize) -> u32 {
        word(self.kb.section(Section::Entities), self.index as usize * ENTITY + field)
    }
    fn text(self, field: usize) -> &'static str {
        self.kb.string(self.field(field))
    }
    fn other(self, field: usize) -> Option<EntityRef> {
        let index = self.field(field);
        (index != NONE).then_some(EntityRef { kb: self.kb, index })
    }
    /// Stable identifier (`org:navo`).
    pub fn id(self) -> &'static str {
        self.text(0)
    }
    /// Preferred name.
    pub fn label(self) -> &'static str {
        self.text(1)
    }
    /// What type of thing.
    pub fn kind(self) -> MentionType {
        NAME_FILES.get(self.field(2) as usize).map_or(MentionType::Organisation, |(_, kind)| *kind)
    }
    /// The file under `gazetteers/` that lists it.
    pub fn file(self) -> &'static str {
        NAME_FILES.get(self.field(2) as usize).map_or("", |(file, _)| file)
    }
    /// File and identifier, for [`griffier_doc::Origin::Gazetteer`].
    pub fn row(self) -> Id {
        Id::Borrowed(self.text(3))
    }
    /// First day it existed; [`Day::MIN`] if unknown.
    pub fn valid_from(self) -> Day {
        Day(self.field(4))
    }
    /// Last day it existed; [`Day::MAX`] if unknown or open.
    pub fn valid_to(self) -> Day {
        Day(self.field(5))
    }
    /// Whether it existed on `day`.
    pub fn is_valid_on(self, day: Day) -> bool {
        self.valid_from() <= day && day <= self.valid_to()
    }
    /// What it is part of.
    pub fn part_of(self) -> Option<EntityRef> {
        self.other(6)
    }
    /// Identifiers elsewhere (`wikidata:Q7184`).
    pub fn same_as(self) -> impl Iterator<Item = &'static str> {
        let (from, len) = (self.field(7) as usize, self.field(8) as usize);
        (from..from + len).map(move |i| self.kb.string(word(self.kb.section(Section::SameAs), i)))
    }
    /// The list's own sub-kind (`ministry`, `minister`, `eu-richtlijn`); empty if the list has none.
    pub fn subkind(self) -> &'static str {
        self.text(9)
    }
    /// The organisation of an office, the organiser of an event, the issuer of a policy.
    pub fn organisation(self) -> Option<EntityRef> {
        self.other(10)
    }
    /// The given name of a person; empty if unknown.
    pub fn given(self) -> &'static str {
        self.text(11)
    }
    /// The name with initials of a person; empty if unknown.
    pub fn initials(self) -> &'static str {
        self.text(12)
    }
    /// The dated entities of this series: those whose identifier continues this one's (`event:navo-top-2021-06-14`).
    pub fn instances(self) -> impl Iterator<Item = EntityRef> {
        let (kb, id) = (self.kb, self.id());
        let later = (self.index as usize + 1..kb.len()).map(move |i| EntityRef { kb, index: i as u32 });
        let later = later.take_while(move |other| other.id().starts_with(id));
        later.filter(move |other| {
            other.id().as_bytes().get(id.len()) == Some(&b'-') && other.valid_from() != Day::MIN
        })
    }
    /// Who held this office, by first day.
    pub fn holders(self) -> impl Iterator<Item = Tenure> {
        self.kb.tenures(Section::OfficeTenures, 1, self.index)
    }
    /// Who held this office on `day`: regular holders before stand-ins. On the day of a change both.
    pub fn holders_on(self, day: Day) -> Vec<Tenure> {
        let mut held: Vec<Tenure> = self.holders().filter(|t| t.from <= day && day <= t.to).collect();
        held.sort_by_key(|tenure| tenure.acting);
        held
    }
    /// The offices this person held, by first day.
    pub fn offices(self) -> impl Iterator<Item = Tenure> {
        self.kb.tenures(Section::PersonTenures, 0, self.index)
    }
    /// The seats this person held, by first day.
    pub fn memberships(self) -> impl Iterator<Item = Membership> {
        let records = self.kb.section(Section::Memberships);
        let len = records.len() / (4 * MEMBERSHIP);
        let from = partition_point(len, |i| word(records, i * MEMBERSHIP) < self.index);
        (from..len).take_while(move |&i| word(records, i * MEMBERSHIP) == self.index).map(move |i| {
            let record = |field| word(records, i * MEMBERSHIP + field);
            let (party, dated) = (record(2), record(4) != 0);
            Membership {
                body: EntityRef { kb: self.kb, index: record(1) },
                party: (party != NONE).then_some(EntityRef { kb: self.kb, index: party }),
                from: Day(record(3)),
                to: if dated { Day(record(4)) } else { Day::MAX },
                dated,
            }
        })
    }
}

impl PartialEq for EntityRef {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for EntityRef {}

impl fmt::Debug for EntityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
