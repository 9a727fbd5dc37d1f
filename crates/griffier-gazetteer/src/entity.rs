//! Entities, and who held and sat where: what the compiled catalogue says of one thing.

use crate::bytes::{Section, word};
use crate::day::Day;
use crate::former::FORMERLY;
use crate::knowledge::{ENTITY, KnowledgeBase, MEMBERSHIP, NONE, PAIR, TENURE, partition_point};
use crate::tables::KINDS;
use griffier_doc::{Id, MentionType};
use std::fmt;

/// How long after the latest day that the lists know a tenure without an end is still taken to last: two years, as the
/// difference of two days' numbers. An office is held for four at most before somebody must look again.
const STALE: u32 = 2_00_00;

/// An entity of the knowledge base.
#[derive(Clone, Copy)]
pub struct EntityRef {
    pub(crate) kb: KnowledgeBase,
    pub(crate) index: u32,
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
    /// First and last day as the list writes them, and where the row comes from: looked up when somebody asks.
    texts: [u32; 3],
}

impl Tenure {
    /// First and last day as the list writes them; empty if it does not.
    pub fn written(&self) -> (&'static str, &'static str) {
        let [from, to, _] = self.texts.map(|text| self.person.kb.string(text));
        (from, to)
    }
    /// Where the row comes from.
    pub fn source(&self) -> &'static str {
        self.person.kb.string(self.texts[2])
    }
}

impl Membership {
    /// First and last day, and the day on which the seat is known to be held, as the list writes them; empty if it does not.
    pub fn written(&self) -> [&'static str; 3] {
        let [from, to, as_of, _] = self.texts.map(|text| self.body.kb.string(text));
        [from, to, as_of]
    }
    /// Where the row comes from.
    pub fn source(&self) -> &'static str {
        self.body.kb.string(self.texts[3])
    }

    /// The last day on which the seat is known to be held: its end, else the day on which the list saw it open;
    /// [`Day::MAX`] if the list says neither.
    pub fn last_known(&self) -> Day {
        match self.to {
            Day::MAX if self.dated => Day::last(self.written()[2]).unwrap_or(Day::MAX),
            to => to,
        }
    }
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
    /// First and last day and the day on which the seat is known to be held as the list writes them, and where the row comes from.
    texts: [u32; 4],
}

impl KnowledgeBase {
    pub(crate) fn tenures(self, section: Section, key: usize, entity: u32) -> impl Iterator<Item = Tenure> {
        let records = self.section(section);
        let len = records.len() / (4 * TENURE);
        let from = partition_point(len, |i| word(records, i * TENURE + key) < entity);
        (from..len)
            .take_while(move |&i| word(records, i * TENURE + key) == entity)
            .map(move |i| self.tenure(section, i))
    }
    fn tenure(self, section: Section, i: usize) -> Tenure {
        let record = |field| word(self.section(section), i * TENURE + field);
        Tenure {
            person: EntityRef { kb: self, index: record(0) },
            office: EntityRef { kb: self, index: record(1) },
            from: Day(record(2)),
            to: Day(record(3)),
            acting: record(4) != 0,
            texts: [record(5), record(6), record(7)],
        }
    }
    /// Every tenure, by office and first day.
    pub fn all_tenures(self) -> impl Iterator<Item = Tenure> {
        let len = self.section(Section::OfficeTenures).len() / (4 * TENURE);
        (0..len).map(move |i| self.tenure(Section::OfficeTenures, i))
    }
    /// Every seat with its person, by person and first day.
    pub fn all_memberships(self) -> impl Iterator<Item = (EntityRef, Membership)> {
        let len = self.section(Section::Memberships).len() / (4 * MEMBERSHIP);
        (0..len).map(move |i| self.membership(i))
    }
    /// The latest day on which a row of who held or sat where begins, or is known to hold: the lists know nothing of what
    /// came later. [`Day::MIN`] without any such row.
    pub fn known_until(self) -> Day {
        *self.block.known_until.get_or_init(|| {
            let seats = self.all_memberships().map(|(_, seat)| seat);
            let seen = seats.map(|seat| Day::last(seat.written()[2]).unwrap_or(Day::MIN).max(seat.from));
            self.all_tenures().map(|tenure| tenure.from).chain(seen).max().unwrap_or(Day::MIN)
        })
    }
    /// Whether who is in office without an end may be taken to be so on `day`.
    fn may_know(self, day: Day) -> bool {
        day.0 <= self.known_until().0.saturating_add(STALE)
    }
    fn membership(self, i: usize) -> (EntityRef, Membership) {
        let record = |field| word(self.section(Section::Memberships), i * MEMBERSHIP + field);
        let (party, dated) = (record(2), record(4) != 0);
        let seat = Membership {
            body: EntityRef { kb: self, index: record(1) },
            party: (party != NONE).then_some(EntityRef { kb: self, index: party }),
            from: Day(record(3)),
            to: if dated { Day(record(4)) } else { Day::MAX },
            dated,
            texts: [5, 6, 7, 8].map(record),
        };
        (EntityRef { kb: self, index: record(0) }, seat)
    }
}

impl EntityRef {
    #[inline]
    fn field(self, field: usize) -> u32 {
        word(self.kb.section(Section::Entities), self.index as usize * ENTITY + field)
    }
    #[inline]
    fn text(self, field: usize) -> &'static str {
        self.kb.string(self.field(field))
    }
    fn other(self, field: usize) -> Option<EntityRef> {
        let index = self.field(field);
        (index != NONE).then_some(EntityRef { kb: self.kb, index })
    }
    /// Stable identifier (`org:navo`).
    pub fn id(self) -> &'static str {
        // The key is `<file>#<id>`, so that neither needs a string of its own.
        self.text(0).get(self.kb.file_len(self.field(2) >> 8) + 1..).unwrap_or("")
    }
    /// Preferred name.
    pub fn label(self) -> &'static str {
        self.text(1)
    }
    /// What it was called on `day`: its name, unless the lists say that it had another then.
    pub fn label_on(self, day: Day) -> &'static str {
        let former = self.extras().filter(|(column, _)| *column == FORMERLY);
        let then = former.filter_map(|(_, value)| value.split_once(' ')).find(|(days, _)| {
            let (from, to) = days.split_once('/').unwrap_or((days, ""));
            from.is_empty().then_some(Day::MIN).or_else(|| Day::first(from)).is_some_and(|from| from <= day)
                && to.is_empty().then_some(Day::MAX).or_else(|| Day::last(to)).is_some_and(|to| day <= to)
        });
        then.map_or(self.label(), |(_, name)| name)
    }
    /// What type of thing.
    pub fn kind(self) -> MentionType {
        KINDS.get((self.field(2) & 0xff) as usize).copied().unwrap_or(MentionType::Organisation)
    }
    /// The list that has it: `gazetteers/organisations.tsv`, or the user's own file.
    pub fn file(self) -> &'static str {
        self.kb.file(self.field(2) >> 8)
    }
    /// File and identifier, for [`griffier_doc::Origin::Gazetteer`].
    pub fn row(self) -> Id {
        Id::Borrowed(self.text(0))
    }
    /// First day of all it existed; [`Day::MIN`] if unknown.
    pub fn valid_from(self) -> Day {
        Day(self.field(3))
    }
    /// Last day of all it existed; [`Day::MAX`] if unknown or open.
    pub fn valid_to(self) -> Day {
        Day(self.field(4))
    }
    /// First and last day as the list writes them (`2010`, `2010-10`); empty if it does not. Of a body that came back those
    /// of each [period](EntityRef::periods), separated by `|`.
    pub fn written_validity(self) -> (&'static str, &'static str) {
        (self.text(5), self.text(6))
    }
    /// What it is part of.
    pub fn part_of(self) -> Option<EntityRef> {
        self.other(7)
    }
    /// The wholes that it is part of, from the nearest to the largest.
    pub fn wholes(self) -> impl Iterator<Item = EntityRef> {
        // The compiler refuses circles; the bound serves damaged files.
        std::iter::successors(self.part_of(), |whole| whole.part_of()).take(64)
    }
    /// Identifiers elsewhere (`wikidata:Q7184`).
    pub fn same_as(self) -> impl Iterator<Item = &'static str> {
        let records = self.kb.section(Section::SameAs);
        let (from, len) = (self.field(8) as usize, self.field(9) as usize);
        let to = (from + len).min(records.len() / 4);
        (from..to).map(move |i| self.kb.string(word(records, i)))
    }
    /// Where the row comes from.
    pub fn source(self) -> &'static str {
        self.text(14)
    }
    /// Further columns of the row, with their values.
    pub fn extras(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let records = self.kb.section(Section::Extras);
        let (from, len) = (self.field(15) as usize, self.field(16) as usize);
        let to = (from + len).min(records.len() / (4 * PAIR));
        let text = move |at| self.kb.string(word(records, at));
        (from..to).map(move |i| (text(i * PAIR), text(i * PAIR + 1)))
    }
    /// The list's own sub-kind (`ministry`, `minister`, `eu-richtlijn`); empty if the list has none.
    pub fn subkind(self) -> &'static str {
        self.text(10)
    }
    /// The organisation of an office, the organiser of an event, the issuer of a policy.
    pub fn organisation(self) -> Option<EntityRef> {
        self.other(11)
    }
    /// The given name of a person; empty if unknown.
    pub fn given(self) -> &'static str {
        self.text(12)
    }
    /// The name with initials of a person; empty if unknown.
    pub fn initials(self) -> &'static str {
        self.text(13)
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
    /// Who held this office on `day`: regular holders before stand-ins. On the day of a change both. A tenure without an end
    /// is not taken to last long after what the lists [know](KnowledgeBase::known_until).
    pub fn holders_on(self, day: Day) -> Vec<Tenure> {
        let held = |t: &Tenure| t.from <= day && day <= t.to && (t.to != Day::MAX || self.kb.may_know(day));
        let mut held: Vec<Tenure> = self.holders().filter(held).collect();
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
        (from..len)
            .take_while(move |&i| word(records, i * MEMBERSHIP) == self.index)
            .map(move |i| self.kb.membership(i).1)
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
