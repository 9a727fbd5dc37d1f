//! One row of a list of names, from whatever format it came.

use griffier_doc::MentionType;
use std::ops::RangeInclusive;

/// A row: what the columns of `gazetteers/*.tsv` hold (their README says what each means).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Stable identifier.
    pub id: String,
    /// What type of thing; `None` only while the row is being read.
    pub kind: Option<MentionType>,
    /// Preferred name, which is a form too.
    pub name: String,
    /// Forms that count wherever they occur.
    pub aliases: Vec<String>,
    /// Forms that count only where the letter supports this reading.
    pub context: Vec<String>,
    /// Forms of the two lists above that match in exactly these capitals only.
    pub exact: Vec<String>,
    /// Adjectives and inhabitants of a place.
    pub adjectives: Vec<String>,
    /// What a minister's title is about.
    pub portfolio: String,
    /// Surname of a person with its prefix.
    pub family: String,
    /// First day, month or year.
    pub valid_from: String,
    /// Last day, month or year.
    pub valid_to: String,
    /// Identifier of the whole.
    pub part_of: String,
    /// Identifiers elsewhere.
    pub same_as: Vec<String>,
    /// Where the row comes from.
    pub source: String,
    /// The list's own sub-kind.
    pub subkind: String,
    /// Identifier of the organisation of an office, the organiser of an event, the issuer of a policy.
    pub organisation: String,
    /// Given name of a person.
    pub given: String,
    /// Name with initials of a person.
    pub initials: String,
    /// Among rows that give one form, those of the highest priority count; `None` is what the list has by default.
    pub priority: Option<i8>,
    /// Whether a reference to a row that does not exist is dropped instead of a fault (thesauri point outside themselves).
    pub open_references: bool,
    /// Further columns, as they are.
    pub extras: Vec<(String, String)>,
}

/// The priorities that a list or a row may have.
const PRIORITIES: RangeInclusive<i8> = -100..=100;

/// What a column does with its cell.
enum Column<'e> {
    Text(&'e mut String),
    List(&'e mut Vec<String>),
}

impl Entry {
    /// The columns that mean something.
    pub const COLUMNS: [&str; 19] = [
        "id",
        "name",
        "aliases",
        "context",
        "exact",
        "adjectives",
        "portfolio",
        "family",
        "valid_from",
        "valid_to",
        "part_of",
        "same_as",
        "source",
        "kind",
        "organisation",
        "issuer",
        "given",
        "initials",
        "priority",
    ];

    /// Takes in one cell; items of a list are separated by `|`.
    ///
    /// # Errors
    /// What is wrong with the cell.
    pub fn set(&mut self, column: &str, cell: &str) -> Result<(), String> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(());
        }
        match self.column(column) {
            Some(Column::List(list)) => {
                let items = cell.split('|').map(str::trim).filter(|item| !item.is_empty());
                list.extend(items.map(str::to_owned));
                Ok(())
            }
            _ => self.push(column, cell),
        }
    }

    /// Takes in one value, whole, of a format that needs no separator.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn push(&mut self, column: &str, value: &str) -> Result<(), String> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        if column == "priority" {
            let priority = value.parse().ok().filter(|priority| PRIORITIES.contains(priority));
            self.priority = Some(priority.ok_or_else(|| format!("`{value}` is no priority (-100 to 100)"))?);
            return Ok(());
        }
        match self.column(column) {
            Some(Column::List(list)) => list.push(value.to_owned()),
            Some(Column::Text(text)) => value.clone_into(text),
            None => self.extras.push((column.to_owned(), value.to_owned())),
        }
        Ok(())
    }

    /// Whether a column takes one value, not a list.
    pub fn takes_one(&mut self, column: &str) -> bool {
        column == "priority" || matches!(self.column(column), Some(Column::Text(_)))
    }

    /// The column of that name, if it means something.
    pub fn known_column(name: &str) -> Option<&'static str> {
        Self::COLUMNS.into_iter().find(|known| *known == name)
    }

    /// The columns of the row with what they hold; those that hold nothing are left out, and so is the type.
    pub fn columns(&self) -> Vec<(&str, Vec<&str>)> {
        let lists = [
            ("aliases", &self.aliases),
            ("context", &self.context),
            ("exact", &self.exact),
            ("adjectives", &self.adjectives),
            ("same_as", &self.same_as),
        ];
        let texts = [
            ("id", &self.id),
            ("name", &self.name),
            ("valid_from", &self.valid_from),
            ("valid_to", &self.valid_to),
            ("part_of", &self.part_of),
            ("source", &self.source),
            ("kind", &self.subkind),
            ("organisation", &self.organisation),
            ("portfolio", &self.portfolio),
            ("family", &self.family),
            ("given", &self.given),
            ("initials", &self.initials),
        ];
        let lists = lists.into_iter().map(|(name, list)| (name, list.iter().map(String::as_str).collect()));
        let texts = texts.into_iter().map(|(name, text)| (name, vec![text.as_str()]));
        let extras = self.extras.iter().map(|(name, text)| (name.as_str(), vec![text.as_str()]));
        let mut columns: Vec<(&str, Vec<&str>)> = lists.chain(texts).chain(extras).collect();
        columns.retain(|(_, values)| values.iter().any(|value| !value.is_empty()));
        columns
    }

    /// The columns that mean something to the compiler.
    fn column(&mut self, name: &str) -> Option<Column<'_>> {
        Some(match name {
            "id" => Column::Text(&mut self.id),
            "name" => Column::Text(&mut self.name),
            "aliases" => Column::List(&mut self.aliases),
            "context" => Column::List(&mut self.context),
            "exact" => Column::List(&mut self.exact),
            "adjectives" => Column::List(&mut self.adjectives),
            "portfolio" => Column::Text(&mut self.portfolio),
            "family" => Column::Text(&mut self.family),
            "valid_from" => Column::Text(&mut self.valid_from),
            "valid_to" => Column::Text(&mut self.valid_to),
            "part_of" => Column::Text(&mut self.part_of),
            "same_as" => Column::List(&mut self.same_as),
            "source" => Column::Text(&mut self.source),
            "kind" => Column::Text(&mut self.subkind),
            "organisation" | "issuer" => Column::Text(&mut self.organisation),
            "given" => Column::Text(&mut self.given),
            "initials" => Column::Text(&mut self.initials),
            _ => return None,
        })
    }
}
