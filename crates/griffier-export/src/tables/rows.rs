//! The columns of the tables, and the rows that a letter adds to them.

use crate::key::letter_key;
use crate::offsets::Offsets;
use griffier_doc::{Document, Link};
use griffier_text::Unit;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row a letter.
    Letters,
    /// A row a mention.
    Mentions,
    /// A row for each thing of a letter.
    Entities,
    /// A row a relation.
    Relations,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Optional,
    Day,
    Number,
    Share,
    Flag,
    Texts,
    Pairs,
}

/// The values of one column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cells {
    Text(Vec<String>),
    Optional(Vec<Option<String>>),
    /// Days since 1970.
    Day(Vec<Option<i32>>),
    Number(Vec<i64>),
    Share(Vec<f64>),
    Flag(Vec<bool>),
    Texts(Vec<Vec<String>>),
    Pairs(Vec<Vec<(String, String)>>),
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 4] = [Self::Letters, Self::Mentions, Self::Entities, Self::Relations];

    /// The name of the table and, before `.parquet`, of its file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Relations => "relations",
        }
    }

    const fn columns(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Letters => &[
                ("letter", Kind::Text),
                ("path", Kind::Text),
                ("format", Kind::Text),
                ("sha256", Kind::Optional),
                ("bytes", Kind::Number),
                ("date", Kind::Day),
                ("subject", Kind::Optional),
                ("identifiers", Kind::Texts),
                ("letter_key", Kind::Text),
            ],
            Self::Mentions => &[
                ("letter", Kind::Text),
                ("mention", Kind::Text),
                ("start", Kind::Number),
                ("end", Kind::Number),
                ("text", Kind::Text),
                ("type", Kind::Text),
                ("entity", Kind::Optional),
                ("candidates", Kind::Texts),
                ("nil_reason", Kind::Optional),
                ("nested", Kind::Flag),
                ("confidence", Kind::Share),
                ("zone", Kind::Text),
                ("attributes", Kind::Pairs),
                ("why", Kind::Text),
                ("letter_key", Kind::Text),
            ],
            Self::Entities => &[
                ("letter", Kind::Text),
                ("entity", Kind::Text),
                ("type", Kind::Text),
                ("label", Kind::Text),
                ("same_as", Kind::Texts),
                ("nil", Kind::Flag),
                ("letter_key", Kind::Text),
            ],
            Self::Relations => &[
                ("letter", Kind::Text),
                ("subject", Kind::Text),
                ("predicate", Kind::Text),
                ("object", Kind::Text),
                ("start", Kind::Number),
                ("end", Kind::Number),
                ("evidence", Kind::Text),
                ("confidence", Kind::Share),
                ("negated", Kind::Flag),
                ("modality", Kind::Text),
                ("why", Kind::Text),
                ("letter_key", Kind::Text),
            ],
        }
    }

    /// The columns in the language of Parquet schemas.
    pub(super) fn schema(self) -> String {
        let column = |&(name, kind): &(&str, Kind)| match kind {
            Kind::Text => format!("REQUIRED BYTE_ARRAY {name} (STRING);"),
            Kind::Optional => format!("OPTIONAL BYTE_ARRAY {name} (STRING);"),
            Kind::Day => format!("OPTIONAL INT32 {name} (DATE);"),
            Kind::Number => format!("REQUIRED INT64 {name};"),
            Kind::Share => format!("REQUIRED DOUBLE {name};"),
            Kind::Flag => format!("REQUIRED BOOLEAN {name};"),
            Kind::Texts => format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (STRING); }} }}"
            ),
            // No map: not every tool that loads Parquet knows those.
            Kind::Pairs => format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED GROUP element {{ \
                 REQUIRED BYTE_ARRAY key (STRING); REQUIRED BYTE_ARRAY value (STRING); }} }} }}"
            ),
        };
        let columns: Vec<String> = self.columns().iter().map(column).collect();
        format!("message {} {{ {} }}", self.name(), columns.join(" "))
    }
}

/// Rows of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    table: Table,
    columns: Vec<Cells>,
    len: usize,
}

/// One value, for the column in turn.
enum Cell<'c> {
    Text(&'c str),
    Optional(Option<&'c str>),
    Day(Option<i32>),
    Number(u64),
    Share(f32),
    Flag(bool),
    Texts(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Rows {
    pub(super) fn new(table: Table) -> Self {
        let cells = |&(_, kind): &(&str, Kind)| match kind {
            Kind::Text => Cells::Text(Vec::new()),
            Kind::Optional => Cells::Optional(Vec::new()),
            Kind::Day => Cells::Day(Vec::new()),
            Kind::Number => Cells::Number(Vec::new()),
            Kind::Share => Cells::Share(Vec::new()),
            Kind::Flag => Cells::Flag(Vec::new()),
            Kind::Texts => Cells::Texts(Vec::new()),
            Kind::Pairs => Cells::Pairs(Vec::new()),
        };
        Self { table, columns: table.columns().iter().map(cells).collect(), len: 0 }
    }
    /// Of which table.
    pub fn table(&self) -> Table {
        self.table
    }
    pub(super) fn len(&self) -> usize {
        self.len
    }
    pub(super) fn columns(&self) -> &[Cells] {
        &self.columns
    }
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::new(self.table))
    }
    pub(super) fn append(&mut self, more: Self) {
        self.len += more.len;
        for pair in self.columns.iter_mut().zip(more.columns) {
            match pair {
                (Cells::Text(all), Cells::Text(more)) => all.extend(more),
                (Cells::Optional(all), Cells::Optional(more)) => all.extend(more),
                (Cells::Day(all), Cells::Day(more)) => all.extend(more),
                (Cells::Number(all), Cells::Number(more)) => all.extend(more),
                (Cells::Share(all), Cells::Share(more)) => all.extend(more),
                (Cells::Flag(all), Cells::Flag(more)) => all.extend(more),
                (Cells::Texts(all), Cells::Texts(more)) => all.extend(more),
                (Cells::Pairs(all), Cells::Pairs(more)) => all.extend(more),
                _ => debug_assert!(false, "rows of another table"),
            }
        }
    }
    fn push<const N: usize>(&mut self, row: [Cell<'_>; N]) {
        debug_assert_eq!(N, self.columns.len(), "a cell for each column");
        self.len += 1;
        for pair in self.columns.iter_mut().zip(row) {
            match pair {
                (Cells::Text(all), Cell::Text(text)) => all.push(text.to_owned()),
                (Cells::Optional(all), Cell::Optional(text)) => all.push(text.map(str::to_owned)),
                (Cells::Day(all), Cell::Day(day)) => all.push(day),
                (Cells::Number(all), Cell::Number(number)) => all.push(number as i64),
                // Two decimals, as in the record.
                (Cells::Share(all), Cell::Share(share)) => {
                    all.push((f64::from(share) * 100.0).round() / 100.0)
                }
                (Cells::Flag(all), Cell::Flag(flag)) => all.push(flag),
                (Cells::Texts(all), Cell::Texts(texts)) => all.push(texts),
                (Cells::Pairs(all), Cell::Pairs(pairs)) => all.push(pairs),
                _ => debug_assert!(false, "a cell of another kind"),
            }
        }
    }
}

/// What `doc` adds to each table; offsets count in `unit`.
pub fn rows(doc: &Document, unit: Unit) -> [Rows; 4] {
    let offsets = Offsets::new(doc.text(), unit);
    let key = letter_key(doc);
    [letter(doc, &key), mentions(doc, &offsets, &key), entities(doc, &key), relations(doc, &offsets, &key)]
}

fn letter(doc: &Document, key: &str) -> Rows {
    let (source, meta) = (doc.source(), doc.meta());
    let mut rows = Rows::new(Table::Letters);
    rows.push([
        Cell::Text(doc.id()),
        Cell::Text(&source.path),
        Cell::Text(source.format.name()),
        Cell::Optional(Some(source.sha256.as_str()).filter(|sum| !sum.is_empty())),
        Cell::Number(source.bytes),
        Cell::Day(meta.date.as_deref().and_then(day)),
        Cell::Optional(meta.subject.as_deref()),
        Cell::Texts(meta.identifiers.iter().map(ToString::to_string).collect()),
        Cell::Text(key),
    ]);
    rows
}

fn mentions(doc: &Document, offsets: &Offsets, key: &str) -> Rows {
    let mut rows = Rows::new(Table::Mentions);
    for (i, mention) in doc.mentions().iter().enumerate() {
        let (start, end) = offsets.of(mention.span);
        let (candidates, reason) = match &mention.link {
            Link::Many(candidates) => {
                (candidates.iter().map(|candidate| candidate.id.to_string()).collect(), None)
            }
            Link::Nil { reason, .. } => (Vec::new(), Some(*reason)),
            Link::One(_) => (Vec::new(), None),
        };
        rows.push([
            Cell::Text(doc.id()),
            Cell::Text(&format!("m{}", i + 1)),
            Cell::Number(start),
            Cell::Number(end),
            Cell::Text(doc.slice(mention.span)),
            Cell::Text(mention.kind.name()),
            Cell::Optional(mention.link.id().map(AsRef::as_ref)),
            Cell::Texts(candidates),
            Cell::Optional(reason),
            Cell::Flag(mention.nested),
            Cell::Share(mention.confidence),
            Cell::Text(doc.zone_at(mention.span.start()).name()),
            Cell::Pairs(attributes(mention)),
            Cell::Text(&mention.origin.to_string()),
            Cell::Text(key),
        ]);
    }
    rows
}

/// Each key once, as in the record.
fn attributes(mention: &griffier_doc::Mention) -> Vec<(String, String)> {
    let mut map: std::collections::BTreeMap<&str, String> = std::collections::BTreeMap::new();
    for attr in &mention.attrs {
        let value = map.entry(attr.key).or_default();
        if !value.is_empty() {
            value.push('|');
        }
        value.push_str(&attr.value);
    }
    map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn entities(doc: &Document, key: &str) -> Rows {
    let mut rows = Rows::new(Table::Entities);
    for entity in doc.entities() {
        rows.push([
            Cell::Text(doc.id()),
            Cell::Text(&entity.id),
            Cell::Text(entity.kind.name()),
            Cell::Text(&entity.label),
            Cell::Texts(entity.same_as.iter().map(ToString::to_string).collect()),
            Cell::Flag(entity.nil),
            Cell::Text(key),
        ]);
    }
    rows
}

fn relations(doc: &Document, offsets: &Offsets, key: &str) -> Rows {
    let mut rows = Rows::new(Table::Relations);
    for relation in doc.relations() {
        let (start, end) = offsets.of(relation.evidence);
        rows.push([
            Cell::Text(doc.id()),
            Cell::Text(relation.subject.as_str()),
            Cell::Text(relation.predicate.name()),
            Cell::Text(relation.object.as_str()),
            Cell::Number(start),
            Cell::Number(end),
            Cell::Text(doc.slice(relation.evidence)),
            Cell::Share(relation.confidence),
            Cell::Flag(relation.negated),
            Cell::Text(relation.modality.name()),
            Cell::Text(relation.why),
            Cell::Text(key),
        ]);
    }
    rows
}

/// Days from 1970-01-01 to an ISO date, by the civil calendar.
pub(super) fn day(iso: &str) -> Option<i32> {
    let mut parts = iso.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is their last one.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}
