//! The catalogue: what the lists say of a name. Reads the compiled block in place; every read is checked, so that
//! not even a file that changes while it is used stops a run; whether it is whole when it is opened, [`KnowledgeBase::is_intact`] says.

use crate::bytes::{self, Block, FORMAT, LoadError, Section, word};
use crate::case::CaseRule;
use crate::entity::EntityRef;
use crate::trie;
use griffier_text::NormSpan;
use std::fmt;

/// Words per record, for each section that has records.
pub(crate) const ENTITY: usize = 17;
pub(crate) const PAIR: usize = 2;
pub(crate) const SURFACE: usize = 4;
pub(crate) const LISTING: usize = 4;
pub(crate) const TENURE: usize = 8;
pub(crate) const MEMBERSHIP: usize = 9;
/// Flags of a listing.
pub(crate) const CONTEXT: u32 = 1;
pub(crate) const PORTFOLIO: u32 = 2;
pub(crate) const ADJECTIVE: u32 = 4;
/// "No entity" in a record.
pub(crate) const NONE: u32 = u32::MAX;

/// A compiled knowledge base, read in place; copying it copies one reference.
#[derive(Clone, Copy)]
pub struct KnowledgeBase {
    pub(crate) block: &'static Block,
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
    /// Among rows that give one form, those of the highest priority count.
    pub priority: i8,
    pub(crate) case: CaseRule,
    pub(crate) written: u32,
    pub(crate) file: u32,
}

impl Listing {
    /// The same form as a name of another entity.
    pub fn of(self, entity: EntityRef) -> Listing {
        Listing { entity, ..self }
    }
    /// The form as the list writes it.
    pub fn written(self) -> &'static str {
        self.entity.kb.string(self.written)
    }
    /// The list that gives the form.
    pub fn file(self) -> &'static str {
        self.entity.kb.file(self.file)
    }
    /// Whether the text must have exactly these capitals.
    pub fn is_exact(self) -> bool {
        self.case == CaseRule::Exact
    }
    /// Whether `name` has the capitals that the list demands of this form.
    pub fn has_capitals_of(self, name: &str) -> bool {
        let view = griffier_text::NormalizedText::new(name);
        let lead = view.as_str().bytes().take_while(|&byte| !trie::is_word(byte)).count() as u32;
        let capital_at = |at: u32| {
            let start = lead.checked_add(at).filter(|&start| (start as usize) < view.as_str().len());
            let at = start.map(|start| view.to_original(name, NormSpan { start, end: start + 1 }));
            let word = at.and_then(|at| name.get(at.start()..));
            word.and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
        };
        let titled = self.written().starts_with(char::is_uppercase);
        let capital = |at: u32| capital_at(at) || (at > 0 && titled && capital_at(0));
        self.case.allows(self.written(), name, capital)
    }
    /// Two ways to write one meaning: listed once.
    pub(crate) fn repeats(self, before: Listing) -> bool {
        self.entity == before.entity
            && self.portfolio == before.portfolio
            && self.adjective == before.adjective
    }
}

/// What tells one knowledge base from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// SHA-256 of the content.
    pub content: [u8; 32],
    /// Number of entities, of surface forms, of tenures, of memberships.
    pub counts: [usize; 4],
}

impl Version {
    /// The version of the format, as it stands in the file.
    pub const FORMAT: &str = match std::str::from_utf8(FORMAT) {
        Ok(format) => format,
        Err(_) => "",
    };
    /// The first twelve digits of the content's SHA-256, which is how a version is named.
    pub fn name(&self) -> String {
        self.content.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether the lengths of a block's sections agree; looks at none of their records but the last ones.
pub(crate) fn is_sound(block: &Block) -> bool {
    let section = |section: Section| block.sections[section as usize];
    let records = [
        (Section::Files, 1),
        (Section::StringEnds, 1),
        (Section::Entities, ENTITY),
        (Section::SameAs, 1),
        (Section::Extras, PAIR),
        (Section::Surfaces, SURFACE),
        (Section::Listings, LISTING),
        (Section::OfficeTenures, TENURE),
        (Section::PersonTenures, TENURE),
        (Section::Memberships, MEMBERSHIP),
    ];
    let whole = records.iter().all(|&(name, words)| section(name).len().is_multiple_of(4 * words));
    let last = |name: Section, words: usize, field: usize| {
        let count = section(name).len() / (4 * words);
        count.checked_sub(1).map_or(0, |last| word(section(name), last * words + field)) as usize
    };
    let strings = last(Section::StringEnds, 1, 0) == section(Section::Strings).len();
    let listings = last(Section::Surfaces, SURFACE, 1) + last(Section::Surfaces, SURFACE, 3)
        == section(Section::Listings).len() / (4 * LISTING);
    let tenures = section(Section::OfficeTenures).len() == section(Section::PersonTenures).len();
    let filter = section(Section::FirstWords).len().is_power_of_two()
        && section(Section::WordPairs).len().is_power_of_two();
    whole && strings && listings && tenures && filter && trie::is_sound(section(Section::Trie))
}

impl KnowledgeBase {
    /// Opens what [`crate::compile`] or [`crate::Builder`] made. Parses and copies nothing; keeps some 300 bytes for the
    /// life of the process.
    ///
    /// # Errors
    /// When the bytes are something else, were made by another version, are cut short or damaged.
    pub fn open(bytes: &'static [u8]) -> Result<Self, LoadError> {
        bytes::open(bytes).map(|block| Self { block: Box::leak(Box::new(block)) })
    }
    /// Whether the content has the checksum that was written. Reads every byte, which opening does not: some 20 ms for a
    /// million names.
    pub fn is_intact(self) -> bool {
        self.block.is_intact()
    }
    /// Whether the content has the SHA-256 by which its version is named. Reads every byte, which takes longer.
    pub fn is_whole(self) -> bool {
        self.block.is_whole()
    }
    /// What tells this knowledge base from another.
    pub fn version(self) -> Version {
        let tenures = self.section(Section::OfficeTenures).len() / (4 * TENURE);
        let memberships = self.section(Section::Memberships).len() / (4 * MEMBERSHIP);
        let counts = [self.len(), self.surfaces() as usize, tenures, memberships];
        Version { content: self.block.content, counts }
    }
    /// What its compiler noted of it: a line for each note, name and value separated by a tab.
    pub fn about(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let text = std::str::from_utf8(self.section(Section::About)).unwrap_or("");
        text.lines().filter_map(|line| line.split_once('\t'))
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
    /// Every entity, by identifier.
    pub fn entities(self) -> impl ExactSizeIterator<Item = EntityRef> {
        (0..self.len()).map(move |i| EntityRef { kb: self, index: i as u32 })
    }
    /// The offices of `organisation` that somebody held, by identifier.
    pub fn offices_of(self, organisation: EntityRef) -> impl Iterator<Item = EntityRef> {
        let mut before = None;
        let held = self.all_tenures().map(|tenure| tenure.office);
        let offices = held.filter(move |&office| before.replace(office) != Some(office));
        offices.filter(move |office| office.organisation() == Some(organisation))
    }
    /// The number of the surface form that `name` is, compared as in the normalised view.
    pub fn surface(self, name: &str) -> Option<u32> {
        let name = griffier_text::normalize_name(name);
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let hash = name.bytes().fold(trie::START, trie::extend);
        let node = trie::probe(self.section(Section::Trie), self.block.longest_probe, hash)?;
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
        let mut before: Option<Listing> = None;
        self.variants(number).filter(move |listing| {
            let repeats = before.is_some_and(|before| listing.repeats(before));
            before = Some(*listing);
            !repeats
        })
    }
    /// The meaning of surface `number`, if it has one and one writing.
    pub fn only_listing(self, number: u32) -> Option<Listing> {
        let mut all = self.variants(number);
        all.next().filter(|_| all.len() == 0)
    }
    /// The same, where one meaning may be written in several ways.
    pub(crate) fn variants(self, number: u32) -> impl ExactSizeIterator<Item = Listing> {
        let record =
            |field| word(self.section(Section::Surfaces), number as usize * SURFACE + field) as usize;
        self.range(record(1), record(2))
    }
    /// The meanings of surface `number` that rows of a higher priority overrule.
    pub fn overruled(self, number: u32) -> impl Iterator<Item = Listing> {
        let record =
            |field| word(self.section(Section::Surfaces), number as usize * SURFACE + field) as usize;
        self.range(record(1) + record(2), record(3).saturating_sub(record(2)))
    }
    fn range(self, from: usize, len: usize) -> impl ExactSizeIterator<Item = Listing> {
        let to = (from + len).min(self.section(Section::Listings).len() / (4 * LISTING));
        (from..to).map(move |i| self.listing(i))
    }
    fn listing(self, i: usize) -> Listing {
        let record = |field| word(self.section(Section::Listings), i * LISTING + field);
        let flags = record(1);
        Listing {
            entity: EntityRef { kb: self, index: record(0) },
            needs_context: flags & CONTEXT != 0,
            portfolio: flags & PORTFOLIO != 0,
            adjective: flags & ADJECTIVE != 0,
            priority: (flags >> 8) as u8 as i8,
            file: flags >> 16,
            case: CaseRule::decode(record(2)),
            written: record(3),
        }
    }
    /// Every form of every entity, by form. Looks through all of them.
    pub fn all_listings(self) -> impl Iterator<Item = Listing> {
        (0..self.section(Section::Listings).len() / (4 * LISTING)).map(move |i| self.listing(i))
    }
    pub(crate) fn all_variants(self) -> impl Iterator<Item = (u32, Listing)> {
        let all = move |number| self.variants(number).chain(self.overruled(number));
        (0..self.surfaces()).flat_map(move |number| all(number).map(move |listing| (number, listing)))
    }
    #[inline]
    pub(crate) fn probe(self, hash: u64) -> Option<trie::Node> {
        trie::probe(self.section(Section::Trie), self.block.longest_probe, hash)
    }
    /// The length in bytes of the name of list `number`.
    #[inline]
    pub(crate) fn file_len(self, number: u32) -> usize {
        let (start, end) = self.string_place(word(self.section(Section::Files), number as usize));
        end.saturating_sub(start)
    }
    pub(crate) fn file(self, number: u32) -> &'static str {
        self.string(word(self.section(Section::Files), number as usize))
    }
    #[inline]
    pub(crate) fn string(self, number: u32) -> &'static str {
        let (start, end) = self.string_place(number);
        self.block.string(start, end)
    }
    /// Where string `number` stands in the pool.
    #[inline]
    fn string_place(self, number: u32) -> (usize, usize) {
        let ends = self.section(Section::StringEnds);
        let from = (number as usize).checked_sub(1).and_then(|before| ends.get(before.wrapping_mul(4)..));
        match from.and_then(<[u8]>::first_chunk) {
            // Where the one before it ends, and where it does.
            Some(both) => {
                let both = u64::from_le_bytes(*both);
                (both as u32 as usize, (both >> 32) as usize)
            }
            None => (0, word(ends, number as usize) as usize),
        }
    }
    #[inline]
    pub(crate) fn section(self, section: Section) -> &'static [u8] {
        self.block.sections[section as usize]
    }
    fn search(self, len: usize, order: impl Fn(usize) -> std::cmp::Ordering) -> Option<usize> {
        let at = partition_point(len, |i| order(i).is_lt());
        (at < len && order(at).is_eq()).then_some(at)
    }
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeBase").field("entities", &self.len()).finish_non_exhaustive()
    }
}

pub(crate) fn partition_point(len: usize, below: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        if below(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
