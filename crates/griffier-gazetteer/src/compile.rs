//! Joins the rows of a [`Builder`] and writes them as one block of bytes that is read in place.

mod surfaces;

use crate::builder::{Builder, Held, Record, UNKNOWN};
use crate::bytes::{Section, Writer};
use crate::fault::{Fault, Faults, Wrong};
use crate::knowledge::NONE;
use crate::period;
use crate::tables::Tables;
use std::cmp::Reverse;

/// Compiles hand-edited tables. The same tables give the same bytes.
///
/// # Errors
/// The first row with an identifier that is taken or unknown, or with a date that is none; the message names its place.
pub fn compile(tables: &Tables) -> Result<Vec<u8>, Fault> {
    let mut builder = Builder::new();
    builder.add_tables(tables, "gazetteers/", 0);
    builder.finish("").map_err(|faults| {
        let first = faults.shown.into_iter().next();
        first.unwrap_or_else(|| Fault::new(std::path::Path::new("gazetteers"), 0, 0, "no table"))
    })
}

impl Builder {
    /// The block of bytes. `about` is kept with it: a line for each note, name and value separated by a tab.
    ///
    /// # Errors
    /// Every fault that taking in the rows or joining them found: an identifier twice in a list, with another type in
    /// another list, or unknown; a circle of wholes; more lists or text than fit.
    pub fn finish(mut self, about: &str) -> Result<Vec<u8>, Faults> {
        // A list that was not read to its end is not joined: what it would lack is unknown, and joining needs room, too.
        if self.is_full() {
            return Err(self.faults);
        }
        for fault in self.former.left().chain(self.details.left()) {
            self.fault(fault);
        }
        let joined = Joined::new(&mut self);
        let parts: Vec<u32> = (0..joined.groups.len()).map(|i| self.part_of(&joined, i)).collect();
        self.check_circles(&joined, &parts);
        let mut out = Writer::new();
        self.write_entities(&joined, &parts, &mut out);
        self.write_held(&joined, &mut out);
        if !self.faults.is_empty() {
            self.faults.sort();
            return Err(self.faults);
        }
        let longest_probe = surfaces::write(&mut self, &joined, &mut out);
        let files: Vec<u32> = self.lists.iter().map(|list| list.name).collect();
        out.words(Section::Files, files);
        out.bytes(Section::About, about.as_bytes().to_vec());
        let (pool, ends) = self.strings.into_parts();
        out.bytes(Section::Strings, pool.into_bytes());
        out.words(Section::StringEnds, ends);
        Ok(out.finish(longest_probe))
    }

    /// The last row of a group, by priority and layer, that has something in a field.
    fn latest(&self, rows: &[u32], field: impl Fn(&Record) -> u32) -> u32 {
        let values = rows.iter().filter_map(|&row| self.records.get(row as usize)).map(field);
        values.rev().find(|&value| value != 0).unwrap_or(0)
    }

    fn part_of(&mut self, joined: &Joined, entity: usize) -> u32 {
        let rows = joined.rows(entity);
        let target = self.latest(rows, |record| record.part_of);
        self.reference(joined, rows, target)
    }

    /// The number of the entity with identifier `id` (a string's number), to which a row of `rows` refers.
    fn reference(&mut self, joined: &Joined, rows: &[u32], id: u32) -> u32 {
        if id == 0 {
            return NONE;
        }
        let number = joined.number(id);
        if number == NONE {
            let refers = |row: &&u32| {
                let record = self.records[**row as usize];
                record.part_of == id || record.organisation == id
            };
            let row = rows.iter().find(refers).map_or(0, |&row| row as usize);
            let record = self.records[row];
            if !record.open_references {
                let id = self.strings.get(id);
                let wrong = Wrong::new(format!("no row has the identifier `{id}`"), id);
                self.fault_at(record.list, record.line, wrong);
            }
        }
        number
    }

    fn fault_at(&mut self, list: u16, line: u32, wrong: impl Into<Wrong>) {
        self.row_fault(crate::ListId(list), line as usize, wrong);
    }

    /// A whole that is part of its own part.
    fn check_circles(&mut self, joined: &Joined, parts: &[u32]) {
        // 0 not seen, 1 on the way, 2 leads out.
        let mut seen = vec![0_u8; parts.len()];
        for start in 0..parts.len() {
            let mut way = Vec::new();
            let mut at = start;
            while seen[at] == 0 {
                seen[at] = 1;
                way.push(at);
                match parts[at] {
                    NONE => break,
                    next => at = next as usize,
                }
            }
            let ring = way.iter().position(|&entity| entity == at);
            if let Some(ring) = ring.filter(|_| seen[at] == 1 && parts[at] != NONE) {
                let name = |&entity: &usize| self.strings.get(joined.groups[entity].0).to_owned();
                let names: Vec<String> = way[ring..].iter().chain([&at]).map(name).collect();
                let record = self.records[joined.rows(at).last().map_or(0, |&row| row as usize)];
                let whole = self.strings.get(record.part_of);
                let wrong = Wrong::new(format!("part_of runs in a circle: {}", names.join(" → ")), whole);
                self.fault_at(record.list, record.line, wrong);
            }
            way.into_iter().for_each(|entity| seen[entity] = 2);
        }
    }

    fn write_entities(&mut self, joined: &Joined, parts: &[u32], out: &mut Writer) {
        let (mut same_total, mut extras_total) = (0, 0);
        for (entity, &part_of) in parts.iter().enumerate() {
            let rows = joined.rows(entity);
            let base = self.records[rows[0] as usize];
            let organisation = self.latest(rows, |record| record.organisation);
            let organisation = self.reference(joined, rows, organisation);
            let (same_as, mut extras) = (self.same_as_of(rows), self.extras_of(rows));
            extras.extend(self.joined_by(rows));
            let (id, file) = (joined.groups[entity].0, self.lists[usize::from(base.list)].name);
            let key = format!("{}#{}", self.strings.get(file), self.strings.get(id));
            let key = self.strings.add(&key);
            let (days, written_days) = self.days_of(rows);
            let text = |field: usize| self.latest(rows, |record| record.texts[field]);
            let record = [
                key,
                self.latest(rows, |record| record.label),
                u32::from(base.kind) | u32::from(base.list) << 8,
                days[0],
                days[1],
                written_days[0],
                written_days[1],
                part_of,
                same_total,
                same_as.len() as u32,
                text(0),
                organisation,
                text(1),
                text(2),
                text(3),
                extras_total,
                extras.len() as u32,
            ];
            same_total += same_as.len() as u32;
            extras_total += extras.len() as u32;
            out.words(Section::Entities, record);
            out.words(Section::SameAs, same_as);
            out.words(Section::Extras, extras.into_iter().flatten());
        }
    }

    /// The first and the last day, and as they are written: those of the last row that states them. They need to agree only
    /// when all rows are joined.
    fn days_of(&mut self, rows: &[u32]) -> ([u32; 2], [u32; 2]) {
        let [first, .., last] = rows else {
            let only = rows.first().map(|&row| self.records[row as usize]);
            return only.map_or(([0; 2], [0; 2]), |record| (record.days, record.written_days));
        };
        let mut cells = (String::new(), String::new());
        let mut stated = *first;
        for &row in rows {
            let [from, to] = self.records[row as usize].written_days;
            if (from, to) != (0, 0) {
                stated = row;
                cells = period::joined(cells, (self.strings.get(from), self.strings.get(to)));
            }
        }
        match period::read(&cells.0, &cells.1) {
            Ok(periods) => (period::hull(&periods), [self.strings.add(&cells.0), self.strings.add(&cells.1)]),
            Err(mut wrong) => {
                wrong.message +=
                    &format!("; `{}` has these days when its rows are joined", self.label(*last));
                let record = self.records[stated as usize];
                self.fault_at(record.list, record.line, wrong);
                ([0; 2], [0; 2])
            }
        }
    }

    fn label(&self, row: u32) -> &str {
        self.strings.get(self.records[row as usize].id)
    }

    fn same_as_of(&self, rows: &[u32]) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::new();
        for &row in rows {
            let (from, to) = self.records[row as usize].same_as;
            for &id in &self.same_as[from as usize..to as usize] {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        all
    }

    /// Further columns; a later row's value replaces an earlier one's.
    fn extras_of(&self, rows: &[u32]) -> Vec<[u32; 2]> {
        let mut all: Vec<[u32; 2]> = Vec::new();
        for (i, &row) in rows.iter().enumerate() {
            let (from, to) = self.records[row as usize].extras;
            let pairs = &self.extras[from as usize..to as usize];
            if i > 0 {
                all.retain(|known| pairs.iter().all(|pair| pair[0] != known[0]));
            }
            all.extend_from_slice(pairs);
        }
        all
    }

    fn write_held(&mut self, joined: &Joined, out: &mut Writer) {
        let tenures = self.held_words(joined, false);
        let mut tenures: Vec<[u32; 8]> = tenures
            .into_iter()
            .map(|[p, w, _, rest @ ..]| [p, w, rest[0], rest[1], rest[2], rest[3], rest[4], rest[6]])
            .collect();
        tenures.sort_unstable_by_key(|t| (t[1], t[2], t[0]));
        out.words(Section::OfficeTenures, tenures.iter().flatten().copied());
        tenures.sort_unstable_by_key(|t| (t[0], t[2], t[1]));
        out.words(Section::PersonTenures, tenures.iter().flatten().copied());
        let mut seats: Vec<[u32; 9]> = self
            .held_words(joined, true)
            .into_iter()
            .map(|[p, b, party, from, to, _, rest @ ..]| {
                [p, b, party, from, to, rest[0], rest[1], rest[2], rest[3]]
            })
            .collect();
        seats.sort_unstable_by_key(|m| (m[0], m[3], m[1]));
        out.words(Section::Memberships, seats.into_iter().flatten());
    }

    /// Tenures or seats, each once: person, what, party, days, acting, as written, source. A row of a later layer
    /// replaces the one that begins on the same day.
    fn held_words(&mut self, joined: &Joined, seats: bool) -> Vec<[u32; 10]> {
        let mut held = std::mem::take(if seats { &mut self.memberships } else { &mut self.tenures });
        let layer = |held: &Held| self.lists[usize::from(held.list)].layer;
        held.sort_by_key(|held| (held.person, held.what, held.days[0], Reverse(layer(held))));
        let layers: Vec<u16> = self.lists.iter().map(|list| list.layer).collect();
        let key = |held: &Held| (held.person, held.what, held.days[0]);
        held.dedup_by(|next, first| {
            key(next) == key(first) && layers[usize::from(next.list)] < layers[usize::from(first.list)]
        });
        let mut words = Vec::with_capacity(held.len());
        for held in held {
            let mut of = |id: u32| {
                let number = if id == 0 { NONE } else { joined.number(id) };
                if id != 0 && number == NONE {
                    let id = self.strings.get(id);
                    let wrong = Wrong::new(format!("no row has the identifier `{id}`"), id);
                    self.fault_at(held.list, held.line, wrong);
                }
                number
            };
            let [person, what, party] = [of(held.person), of(held.what), of(held.party)];
            let [from, to, as_of] = held.written;
            let last = if held.dated { held.days[1] } else { 0 };
            let acting = u32::from(held.acting);
            words.push([person, what, party, held.days[0], last, acting, from, to, as_of, held.source]);
        }
        words
    }
}

/// Rows with one identifier are one entity; entities are numbered by identifier.
pub(crate) struct Joined {
    /// Identifier (a string's number), and where its rows begin in `order`.
    groups: Vec<(u32, u32)>,
    /// Rows by identifier, then priority and layer.
    order: Vec<u32>,
    /// Entity by string number of its identifier.
    numbers: Vec<u32>,
}

impl Joined {
    fn new(builder: &mut Builder) -> Self {
        let mut order: Vec<u32> = (0..builder.records.len() as u32).collect();
        let list = |row: u32| &builder.lists[usize::from(builder.records[row as usize].list)];
        let id = |row: u32| builder.records[row as usize].id;
        order.sort_unstable_by(|&a, &b| {
            let key = |row| (list(row).priority.min(0), list(row).layer, row);
            let by_id = if id(a) == id(b) {
                std::cmp::Ordering::Equal
            } else {
                builder.strings.get(id(a)).cmp(builder.strings.get(id(b)))
            };
            by_id.then_with(|| key(a).cmp(&key(b)))
        });
        let mut numbers = vec![NONE; builder.strings.len()];
        let mut groups: Vec<(u32, u32)> = Vec::new();
        for (at, &row) in order.iter().enumerate() {
            let id = builder.records[row as usize].id;
            if groups.last().is_none_or(|&(last, _)| last != id) {
                numbers[id as usize] = groups.len() as u32;
                groups.push((id, at as u32));
            }
        }
        let joined = Self { groups, order, numbers };
        (0..joined.groups.len()).for_each(|entity| joined.check(builder, entity));
        joined
    }

    /// The rows of an entity.
    fn rows(&self, entity: usize) -> &[u32] {
        let start = self.groups[entity].1 as usize;
        let end = self.groups.get(entity + 1).map_or(self.order.len(), |next| next.1 as usize);
        &self.order[start..end]
    }

    /// The entity whose identifier is string `id`.
    fn number(&self, id: u32) -> u32 {
        self.numbers.get(id as usize).copied().unwrap_or(NONE)
    }

    /// An identifier stands once in a list, and means one type of thing in all.
    fn check(&self, builder: &mut Builder, entity: usize) {
        for pair in self.rows(entity).windows(2) {
            let [first, next] = [pair[0], pair[1]].map(|row| builder.records[row as usize]);
            let list = |record: Record| &builder.lists[usize::from(record.list)];
            let id = builder.strings.get(next.id);
            let path = list(first).path.display();
            let place = if first.line == 0 { path.to_string() } else { format!("{path}:{}", first.line) };
            let message = if list(first).layer == list(next).layer {
                format!("the identifier `{id}` is taken by {place}")
            } else if first.kind != next.kind && first.kind != UNKNOWN && next.kind != UNKNOWN {
                let kind = crate::tables::KINDS[usize::from(first.kind)].name();
                format!("`{id}` is of type {kind} in {place}")
            } else {
                continue;
            };
            let wrong = Wrong::new(message, id);
            builder.fault_at(next.list, next.line, wrong);
        }
    }
}
