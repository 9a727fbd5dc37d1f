//! Takes in rows, from tables, from the user's lists and from a compiled knowledge base, and keeps them as numbers until
//! [`crate::compile`] joins them. A row costs some 150 bytes beside its text, which is kept once.

use crate::amiss;
use crate::bytes::Section;
use crate::case::CaseRule;
use crate::day::Day;
use crate::details::Details;
use crate::entry::Entry;
use crate::fault::{self, Fault, Faults, SHOWN, Wrong};
use crate::former::FormerNames;
use crate::knowledge::{ADJECTIVE, CONTEXT, KnowledgeBase, PORTFOLIO};
use crate::period;
use crate::room::{self, Room};
use crate::strings::Strings;
use crate::tables::{KINDS, Row, Table, Tables};
use std::path::{Path, PathBuf};

/// The type of a row whose type is at fault.
pub(crate) const UNKNOWN: u8 = u8::MAX;

/// Number of a list within a [`Builder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListId(pub(crate) u16);

/// Where rows come from.
pub(crate) struct List {
    /// Name as the output shows it.
    pub name: u32,
    pub path: PathBuf,
    pub priority: i8,
    /// Rows of a later layer add to rows of an earlier one with the same identifier; within a layer each stands once.
    pub layer: u16,
    pub rows: usize,
}

/// A row as numbers: strings and days.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    pub id: u32,
    pub list: u16,
    pub kind: u8,
    pub open_references: bool,
    pub line: u32,
    pub label: u32,
    pub days: [u32; 2],
    pub written_days: [u32; 2],
    pub part_of: u32,
    pub organisation: u32,
    /// Sub-kind, given name, initials, source.
    pub texts: [u32; 4],
    pub same_as: (u32, u32),
    pub extras: (u32, u32),
}

/// A form as numbers.
#[derive(Clone, Copy)]
pub(crate) struct FormRecord {
    pub record: u32,
    pub written: u32,
    pub normalized: u32,
    pub flags: u32,
    pub case: u32,
    pub list: u16,
    pub priority: i8,
}

/// A tenure or a seat as numbers: strings and days.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    pub person: u32,
    /// Office or body.
    pub what: u32,
    pub party: u32,
    pub days: [u32; 2],
    /// From, to, as of.
    pub written: [u32; 3],
    pub acting: bool,
    pub dated: bool,
    pub source: u32,
    pub list: u16,
    pub line: u32,
}

/// Joins lists into one knowledge base.
pub struct Builder {
    pub(crate) strings: Strings,
    pub(crate) lists: Vec<List>,
    pub(crate) records: Vec<Record>,
    pub(crate) forms: Vec<FormRecord>,
    pub(crate) same_as: Vec<u32>,
    pub(crate) extras: Vec<[u32; 2]>,
    pub(crate) tenures: Vec<Held>,
    pub(crate) memberships: Vec<Held>,
    pub(crate) faults: Faults,
    pub(crate) room: Room,
    pub(crate) former: FormerNames,
    pub(crate) details: Details,
    kept: Option<Vec<(ListId, Entry)>>,
    layers: u16,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// Without any row.
    pub fn new() -> Self {
        Self {
            strings: Strings::new(),
            lists: Vec::new(),
            records: Vec::new(),
            forms: Vec::new(),
            same_as: Vec::new(),
            extras: Vec::new(),
            tenures: Vec::new(),
            memberships: Vec::new(),
            faults: Faults::default(),
            room: Room::default(),
            former: FormerNames::default(),
            details: Details::default(),
            kept: None,
            layers: 0,
        }
    }

    /// Begins a list whose rows join those before: a row with an identifier that an earlier list has adds to its entity.
    /// `name` is how output names it, `path` how faults do; of rows that give one form the highest `priority` counts.
    pub fn list(&mut self, name: &str, path: &Path, priority: i8) -> ListId {
        self.layers += 1;
        self.list_in_layer(name, path, priority, self.layers)
    }

    /// Begins a list of the same layer as the one before: another table of one folder. No identifier stands in both.
    pub fn list_beside(&mut self, name: &str, path: &Path, priority: i8) -> ListId {
        self.list_in_layer(name, path, priority, self.layers)
    }

    /// Takes in what things were called before; the rows of those things are to follow.
    pub fn add_former_names(&mut self, table: &Table) {
        self.former.add(table);
    }

    /// From now on keeps each row of names as it is taken in, for [`Builder::take_rows`].
    pub fn keep_rows(&mut self) {
        self.kept = Some(Vec::new());
    }
    /// The rows that were kept, each with the name of its list.
    pub fn take_rows(&mut self) -> Vec<(String, Entry)> {
        let kept = self.kept.take().unwrap_or_default();
        let name = |list: ListId| self.strings.get(self.lists[usize::from(list.0)].name).to_owned();
        kept.into_iter().map(|(list, entry)| (name(list), entry)).collect()
    }

    fn list_in_layer(&mut self, name: &str, path: &Path, priority: i8, layer: u16) -> ListId {
        let name = self.strings.add(name);
        self.lists.push(List { name, path: path.to_owned(), priority, layer, rows: 0 });
        ListId((self.lists.len() - 1) as u16)
    }

    /// Takes in a fault that reading found; [`Builder::finish`] reports it with its own.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
    /// Whether any row so far is at fault.
    pub fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }
    /// Number of rows of names so far.
    pub fn rows(&self) -> usize {
        self.records.len()
    }
    /// Number of rows so far of who held or sat where.
    pub fn held_rows(&self) -> usize {
        self.tenures.len() + self.memberships.len()
    }

    /// Takes in the rows of a knowledge base.
    pub fn add_base(&mut self, kb: KnowledgeBase) {
        self.layers += 1;
        let layer = self.layers;
        let files = kb.section(Section::Files).len() / 4;
        let first = self.lists.len() as u32;
        for file in 0..files as u32 {
            let name = kb.file(file);
            self.list_in_layer(name, Path::new(name), 0, layer);
        }
        let base = self.records.len() as u32;
        for entity in kb.entities() {
            let (same_from, extras_from) = (self.same_as.len() as u32, self.extras.len() as u32);
            for id in entity.same_as() {
                let id = self.strings.add(id);
                self.same_as.push(id);
            }
            for (column, value) in entity.extras() {
                let pair = [self.strings.add(column), self.strings.add(value)];
                self.extras.push(pair);
            }
            let id_of = |other: Option<crate::EntityRef>| other.map_or("", |other| other.id());
            let (from, to) = entity.written_validity();
            let list = self.list_named(first, entity.file());
            self.lists[usize::from(list)].rows += 1;
            let record = Record {
                id: self.strings.add(entity.id()),
                list,
                kind: kind_code(entity.kind()).unwrap_or(0),
                open_references: false,
                line: 0,
                label: self.strings.add(entity.label()),
                days: [entity.valid_from().0, entity.valid_to().0],
                written_days: [self.strings.add(from), self.strings.add(to)],
                part_of: self.strings.add(id_of(entity.part_of())),
                organisation: self.strings.add(id_of(entity.organisation())),
                texts: [entity.subkind(), entity.given(), entity.initials(), entity.source()]
                    .map(|text| self.strings.add(text)),
                same_as: (same_from, self.same_as.len() as u32),
                extras: (extras_from, self.extras.len() as u32),
            };
            self.records.push(record);
        }
        for (number, listing) in kb.all_variants() {
            let form = FormRecord {
                record: base + listing.entity.index,
                written: self.strings.add(listing.written()),
                normalized: self.strings.add(kb.surface_form(number)),
                flags: flags(listing.needs_context, listing.portfolio, listing.adjective),
                case: listing.case.encode(),
                list: self.list_named(first, listing.file()),
                priority: listing.priority,
            };
            self.forms.push(form);
        }
        self.add_held(kb, first);
    }

    /// The list of that name among those from `first` on.
    fn list_named(&self, first: u32, name: &str) -> u16 {
        let named = |list: &&List| self.strings.get(list.name) == name;
        let lists = self.lists.get(first as usize..).unwrap_or_default();
        lists.iter().position(|list| named(&list)).map_or(first, |at| first + at as u32) as u16
    }

    fn add_held(&mut self, kb: KnowledgeBase, first: u32) {
        for tenure in kb.all_tenures() {
            let (from, to) = tenure.written();
            let held = Held {
                person: self.strings.add(tenure.person.id()),
                what: self.strings.add(tenure.office.id()),
                party: 0,
                days: [tenure.from.0, tenure.to.0],
                written: [from, to, ""].map(|text| self.strings.add(text)),
                acting: tenure.acting,
                dated: true,
                source: self.strings.add(tenure.source()),
                list: first as u16,
                line: 0,
            };
            self.tenures.push(held);
        }
        for (person, seat) in kb.all_memberships() {
            let held = Held {
                person: self.strings.add(person.id()),
                what: self.strings.add(seat.body.id()),
                party: self.strings.add(seat.party.map_or("", |party| party.id())),
                days: [seat.from.0, seat.to.0],
                written: seat.written().map(|text| self.strings.add(text)),
                acting: false,
                dated: seat.dated,
                source: self.strings.add(seat.source()),
                list: first as u16,
                line: 0,
            };
            self.memberships.push(held);
        }
    }

    /// Takes in hand-edited tables; output names them `prefix` and file name.
    pub fn add_tables(&mut self, tables: &Tables, prefix: &str, priority: i8) {
        self.layers += 1;
        let layer = self.layers;
        tables.former_names.iter().for_each(|table| self.add_former_names(table));
        tables.details.iter().for_each(|table| self.add_details(table));
        for (file, (kind, table)) in &tables.names {
            let list = self.list_in_layer(&format!("{prefix}{file}"), table.path(), priority, layer);
            for row in table.rows() {
                match row.entry(*kind) {
                    Ok(entry) => self.add(list, row.line(), &entry),
                    Err(fault) => self.fault(fault),
                }
            }
        }
        for (table, tenure) in [(&tables.tenures, true), (&tables.memberships, false)] {
            self.add_held_rows(table, prefix, layer, tenure);
        }
    }

    fn add_held_rows(&mut self, table: &Table, prefix: &str, layer: u16, tenure: bool) {
        let list = self.list_in_layer(&format!("{prefix}{}", table.name()), table.path(), 0, layer);
        for row in table.rows() {
            let get = |column: &str| Row::get(row, column);
            if tenure {
                self.add_tenure(list, row.line(), get);
            } else {
                self.add_membership(list, row.line(), get);
            }
        }
    }

    /// Takes in a row of a list of names, unless the builder [is full](Builder::is_full).
    pub fn add(&mut self, list: ListId, line: usize, entry: &Entry) {
        if !self.has_room(list, line, room::of_entry(entry)) {
            return;
        }
        let renamed = self.former.renamed(entry);
        let entry = renamed.as_ref().unwrap_or(entry);
        let completed = self.details.completed(entry);
        let entry = completed.as_ref().unwrap_or(entry);
        if let Some(kept) = &mut self.kept {
            kept.push((list, entry.clone()));
        }
        let wrongs = amiss::of(entry);
        if wrongs.is_empty() {
            self.keep(list, line, entry);
        } else {
            self.refuse(list, line, entry, wrongs);
        }
    }

    /// Looks at a row of which reading has said already that something is wrong: says what else is.
    pub fn add_faulty(&mut self, list: ListId, line: usize, entry: &Entry) {
        if self.has_room(list, line, room::of_entry(entry)) {
            self.refuse(list, line, entry, amiss::beside_cell(entry));
        }
    }

    /// Says what is wrong with a row, and keeps of it what other rows may refer to and what it refers to, so that those
    /// references are looked at in the same run. No such row ever leaves the builder: it has a fault.
    fn refuse(&mut self, list: ListId, line: usize, entry: &Entry, wrongs: Vec<Wrong>) {
        for mut wrong in wrongs {
            // A format without lines has the identifier for a place.
            if line == 0 {
                wrong.message = format!("<{}>: {}", entry.id, wrong.message);
            }
            self.row_fault(list, line, wrong);
        }
        if !entry.id.is_empty() {
            let [id, part_of, organisation] =
                [&entry.id, &entry.part_of, &entry.organisation].map(|text| self.strings.add(text));
            self.records.push(Record {
                id,
                list: list.0,
                kind: entry.kind.and_then(kind_code).unwrap_or(UNKNOWN),
                open_references: entry.open_references,
                line: line as u32,
                label: id,
                days: [0; 2],
                written_days: [0; 2],
                part_of,
                organisation,
                texts: [0; 4],
                same_as: (0, 0),
                extras: (0, 0),
            });
        }
    }

    pub(crate) fn row_fault(&mut self, list: ListId, line: usize, wrong: impl Into<Wrong>) {
        let Wrong { message, words } = wrong.into();
        let path = self.lists.get(usize::from(list.0)).map(|list| list.path.clone()).unwrap_or_default();
        // Only of faults that are shown is the place looked for.
        let column = if self.faults.shown.len() < SHOWN { fault::column(&path, line, &words) } else { 0 };
        self.faults.push(Fault::new(&path, line, column, message));
    }

    /// A row with which nothing is wrong.
    fn keep(&mut self, list: ListId, line: usize, entry: &Entry) {
        let priority = entry.priority.unwrap_or(self.lists[usize::from(list.0)].priority);
        let owner = Owner { record: self.records.len() as u32, list: list.0, priority };
        self.forms(owner, entry);
        let (same_from, extras_from) = (self.same_as.len() as u32, self.extras.len() as u32);
        for id in &entry.same_as {
            let id = self.strings.add(id);
            self.same_as.push(id);
        }
        for (column, value) in &entry.extras {
            let pair = [self.strings.add(column), self.strings.add(value)];
            self.extras.push(pair);
        }
        if !entry.family.is_empty() {
            let pair = [self.strings.add("family"), self.strings.add(&entry.family)];
            self.extras.push(pair);
        }
        let periods = period::read(&entry.valid_from, &entry.valid_to).unwrap_or_default();
        let record = Record {
            id: self.strings.add(&entry.id),
            list: list.0,
            kind: entry.kind.and_then(kind_code).unwrap_or(UNKNOWN),
            open_references: entry.open_references,
            line: line as u32,
            label: self.strings.add(&entry.name),
            days: period::hull(&periods),
            written_days: [self.strings.add(&entry.valid_from), self.strings.add(&entry.valid_to)],
            part_of: self.strings.add(&entry.part_of),
            organisation: self.strings.add(&entry.organisation),
            texts: [&entry.subkind, &entry.given, &entry.initials, &entry.source]
                .map(|text| self.strings.add(text)),
            same_as: (same_from, self.same_as.len() as u32),
            extras: (extras_from, self.extras.len() as u32),
        };
        self.records.push(record);
        self.lists[usize::from(list.0)].rows += 1;
    }

    /// The surface forms of a row: name and aliases, `context` ones with their flag, the portfolio of an office.
    fn forms(&mut self, owner: Owner, entry: &Entry) {
        let exact = |form: &String| entry.exact.contains(form);
        let safe = std::iter::once(&entry.name).chain(&entry.aliases);
        for form in safe.filter(|form| !entry.context.contains(form)) {
            self.form(owner, form, 0, exact(form));
        }
        for form in &entry.context {
            self.form(owner, form, CONTEXT, exact(form));
        }
        for form in &entry.adjectives {
            self.form(owner, form, CONTEXT | ADJECTIVE, false);
        }
        for form in halves(&entry.family) {
            self.form(owner, &form, CONTEXT, false);
        }
        if !entry.portfolio.is_empty() {
            self.form(owner, &entry.portfolio, CONTEXT | PORTFOLIO, false);
        }
    }

    fn form(&mut self, owner: Owner, written: &str, flags: u32, exact: bool) {
        let normalized = amiss::normal(written);
        let form = FormRecord {
            record: owner.record,
            written: self.strings.add(written),
            normalized: self.strings.add(&normalized),
            flags,
            case: CaseRule::of(written, exact).encode(),
            list: owner.list,
            priority: owner.priority,
        };
        self.forms.push(form);
    }

    /// Takes in a row of who held which office; `get` gives the cell under a column of `tenures.tsv`.
    pub fn add_tenure<'r>(&mut self, list: ListId, line: usize, get: impl Fn(&str) -> &'r str) {
        let [person, office, from, to, acting] = ["person", "office", "from", "to", "acting"].map(&get);
        let held = self.held(list, line, [person, office, ""], [from, to, ""], get("source"));
        if let Some(mut held) = held {
            held.acting = acting == "1";
            self.tenures.push(held);
        }
    }

    /// Takes in a row of who sat in which chamber; `get` gives the cell under a column of `memberships.tsv`.
    pub fn add_membership<'r>(&mut self, list: ListId, line: usize, get: impl Fn(&str) -> &'r str) {
        let [person, body, party] = ["person", "body", "party"].map(&get);
        let [from, to, as_of] = ["from", "to", "as_of"].map(&get);
        let dated = !from.is_empty();
        let first = if dated { from } else { as_of };
        let held = self.held(list, line, [person, body, party], [first, to, ""], get("source"));
        if let Some(mut held) = held {
            held.dated = dated;
            held.written = [from, to, as_of].map(|text| self.strings.add(text));
            self.memberships.push(held);
        }
    }

    fn held(
        &mut self,
        list: ListId,
        line: usize,
        ids: [&str; 3],
        written: [&str; 3],
        source: &str,
    ) -> Option<Held> {
        let texts = [ids, written].concat();
        if !self.has_room(list, line, room::of_held(&texts) + source.len()) {
            return None;
        }
        let (from, to) =
            (period::day(written[0], Day::MIN, Day::first), period::day(written[1], Day::MAX, Day::last));
        let mut wrongs: Vec<Wrong> = [&from, &to].into_iter().filter_map(|day| day.clone().err()).collect();
        let days = [from, to].map(|day| day.map_or(0, |day| day.0));
        if wrongs.is_empty() && days[0] > days[1] {
            wrongs.push(Wrong::new(format!("{} lies before {}", written[1], written[0]), written[1]));
        }
        if ids[0].is_empty() || ids[1].is_empty() {
            wrongs.push(Wrong::from("an identifier is missing".to_owned()));
        }
        // What it refers to is looked at all the same; with a fault it never leaves the builder.
        wrongs.into_iter().for_each(|wrong| self.row_fault(list, line, wrong));
        let [person, what, party] = ids.map(|id| self.strings.add(id));
        Some(Held {
            person,
            what,
            party,
            days,
            written: written.map(|text| self.strings.add(text)),
            acting: false,
            dated: true,
            source: self.strings.add(source),
            list: list.0,
            line: line as u32,
        })
    }
}

/// Whose form it is.
#[derive(Clone, Copy)]
struct Owner {
    record: u32,
    list: u16,
    priority: i8,
}

fn flags(context: bool, portfolio: bool, adjective: bool) -> u32 {
    let flag = |set: bool, flag: u32| if set { flag } else { 0 };
    flag(context, CONTEXT) | flag(portfolio, PORTFOLIO) | flag(adjective, ADJECTIVE)
}

fn kind_code(kind: griffier_doc::MentionType) -> Option<u8> {
    KINDS.iter().position(|&known| known == kind).map(|at| at as u8)
}

/// The names that a double surname "A-B" also goes by: "A", "B" and "B-A". The list has the names; which half a person
/// uses changes with time and paper.
fn halves(family: &str) -> Vec<String> {
    let Some((first, second)) = family.split_once('-') else { return Vec::new() };
    let proper = |half: &str| {
        let noun = half.rsplit(' ').next().unwrap_or("");
        noun.starts_with(char::is_uppercase) && noun.chars().count() > 2
    };
    // "Al-Sisi" has a prefix, "Abdel-Fattah al-Burhan" is no double name.
    if second.contains('-') || !proper(first) || !proper(second) {
        return Vec::new();
    }
    vec![first.to_owned(), second.to_owned(), format!("{second}-{first}")]
}
