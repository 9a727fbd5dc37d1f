//! The hand-edited tables: tab-separated rows with a header line, read with the place of every fault.

use crate::entry::Entry;
use crate::fault::Fault;
use griffier_doc::MentionType;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files that list names, with the type of what they name.
pub const NAME_FILES: [(&str, MentionType); 9] = [
    ("organisations.tsv", MentionType::Organisation),
    ("locations.tsv", MentionType::Location),
    ("treaties.tsv", MentionType::Treaty),
    ("laws.tsv", MentionType::Law),
    ("policies.tsv", MentionType::Policy),
    ("technologies.tsv", MentionType::Technology),
    ("events.tsv", MentionType::Event),
    ("offices.tsv", MentionType::Office),
    ("persons.tsv", MentionType::Person),
];

/// The types that a list can name; their order is part of the compiled format.
pub const KINDS: [MentionType; 9] = [
    MentionType::Organisation,
    MentionType::Location,
    MentionType::Treaty,
    MentionType::Law,
    MentionType::Policy,
    MentionType::Technology,
    MentionType::Event,
    MentionType::Office,
    MentionType::Person,
];

/// The file of who held which office when.
pub const TENURES: &str = "tenures.tsv";
/// The file of who sat in which chamber for which party.
pub const MEMBERSHIPS: &str = "memberships.tsv";

/// The file of what a thing was called before, while it kept its identifier; a folder may do without.
pub const FORMER_NAMES: &str = "former_names.tsv";
/// The file of single facts that few rows of a table would have; a folder may do without.
pub const DETAILS: &str = "details.tsv";

/// One table: rows of fields under named columns.
#[derive(Debug, Clone)]
pub struct Table {
    path: PathBuf,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    index: usize,
}

impl Table {
    /// Reads `dir/name`.
    ///
    /// # Errors
    /// When the file cannot be read or is no UTF-8, has no header, or a row has another number of fields than the header.
    pub fn read(dir: &Path, name: &str) -> Result<Self, Fault> {
        let path = dir.join(name);
        let text = std::fs::read_to_string(&path).map_err(|e| Fault::new(&path, 0, 0, e.to_string()))?;
        Self::parse(&path, &text)
    }

    /// Parses `text` as the table at `path`; the path serves messages only.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        let mut lines = text.lines();
        let header = lines.next().filter(|line| !line.is_empty());
        let header = header.ok_or_else(|| Fault::new(path, 1, 1, "no header line"))?;
        let columns: Vec<String> = header.split('\t').map(str::to_owned).collect();
        let mut rows = Vec::new();
        for (i, line) in lines.enumerate() {
            let fields: Vec<String> = line.split('\t').map(|field| field.trim().to_owned()).collect();
            if fields.len() != columns.len() {
                let message = format!("{} fields where the header has {}", fields.len(), columns.len());
                return Err(Fault::new(path, i + 2, line.len() + 1, message));
            }
            rows.push(fields);
        }
        Ok(Self { path: path.to_owned(), columns, rows })
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }
    /// The file name.
    pub fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or("")
    }

    /// The rows in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }
}

impl<'t> Row<'t> {
    /// The field under `column`, trimmed; empty if the table has no such column.
    pub fn get(self, column: &str) -> &'t str {
        self.position(column).map_or("", |i| self.table.rows[self.index][i].as_str())
    }
    /// The items of a `|`-separated field.
    pub fn list(self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }
    /// The row of a list of names, as an entry of type `kind`; no item but a priority can be wrong.
    ///
    /// # Errors
    /// A faulty cell, at its place.
    pub fn entry(self, kind: MentionType) -> Result<Entry, Fault> {
        let mut entry = Entry { kind: Some(kind), ..Entry::default() };
        for column in &self.table.columns {
            entry.set(column, self.get(column)).map_err(|message| self.error(column, message))?;
        }
        Ok(entry)
    }
    /// Its line in the file, from 1.
    pub fn line(self) -> usize {
        self.index + 2
    }
    /// A fault in this row, at the given column.
    pub fn error(self, column: &str, message: impl Into<String>) -> Fault {
        let place = self.position(column).unwrap_or(0);
        let row = &self.table.rows[self.index];
        let before: usize = row[..place].iter().map(|field| field.len() + 1).sum();
        Fault::new(&self.table.path, self.index + 2, before + 1, message)
    }
    fn position(self, column: &str) -> Option<usize> {
        self.table.columns.iter().position(|name| name == column)
    }
}

/// All tables of one folder.
#[derive(Debug, Clone)]
pub struct Tables {
    /// The name tables, by file name.
    pub names: BTreeMap<&'static str, (MentionType, Table)>,
    /// Who held which office when.
    pub tenures: Table,
    /// Who sat in which chamber.
    pub memberships: Table,
    /// What things were called before.
    pub former_names: Option<Table>,
    /// Single facts about things.
    pub details: Option<Table>,
}

impl Tables {
    /// Reads every table of `dir`.
    ///
    /// # Errors
    /// The first file that cannot be read or parsed.
    pub fn read(dir: &Path) -> Result<Self, Fault> {
        let mut names = BTreeMap::new();
        for (file, kind) in NAME_FILES {
            names.insert(file, (kind, Table::read(dir, file)?));
        }
        let optional = |name: &str| dir.join(name).exists().then(|| Table::read(dir, name)).transpose();
        let [former_names, details] = [FORMER_NAMES, DETAILS].map(optional);
        let [tenures, memberships] = [TENURES, MEMBERSHIPS].map(|file| Table::read(dir, file));
        Ok(Self {
            names,
            tenures: tenures?,
            memberships: memberships?,
            former_names: former_names?,
            details: details?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_line_and_column() {
        let path = Path::new("laws.tsv");
        let table = Table::parse(path, "id\tname\tsource\nlaw:a\tWet A\tBWB\n").unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.get("name"), "Wet A");
        assert_eq!(row.error("source", "unknown").to_string(), "laws.tsv:2:13: unknown");
        let short = Table::parse(path, "id\tname\nlaw:a\n").unwrap_err();
        assert_eq!(short.to_string(), "laws.tsv:2:6: 1 fields where the header has 2");
    }
}
