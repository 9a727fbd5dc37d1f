//! From the words of another list to those of the knowledge base: columns, types, identifiers.

use griffier_doc::MentionType;
use griffier_gazetteer::{Entry, tables::KINDS};
use std::collections::BTreeMap;

/// What a list's own words mean here.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) types: BTreeMap<String, MentionType>,
    /// Longest prefix first.
    pub(crate) ids: Vec<(String, String)>,
    /// The type of rows that state none.
    pub default_type: Option<MentionType>,
}

/// A mapping that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not `FROM=TO`.
    #[error("`{0}` is no mapping; write FROM=TO")]
    Shape(String),
    /// The type is none.
    #[error("`{0}` is no type of names; the types are {types}", types = types())]
    Type(String),
}

/// Columns beside those of a row of names: its type, and who held or sat where.
const HELD: [&str; 9] = ["type", "person", "office", "body", "party", "from", "to", "as_of", "acting"];

/// Names of types that lists of other tools use.
const FOREIGN: [(&str, MentionType); 12] = [
    ("ORG", MentionType::Organisation),
    ("ORGANIZATION", MentionType::Organisation),
    ("PER", MentionType::Person),
    ("PERSOON", MentionType::Person),
    ("LOC", MentionType::Location),
    ("GPE", MentionType::Location),
    ("FAC", MentionType::Location),
    ("LOCATIE", MentionType::Location),
    ("ORGANISATIE", MentionType::Organisation),
    ("WET", MentionType::Law),
    ("ROLE", MentionType::Office),
    ("TITLE", MentionType::Office),
];

/// The types that a list can name.
pub(crate) fn types() -> String {
    KINDS.map(MentionType::name).join(", ")
}

/// The type that `name` is, in any capitals.
pub(crate) fn named_type(name: &str) -> Option<MentionType> {
    let name = name.to_uppercase();
    let known = MentionType::parse(&name).filter(|kind| KINDS.contains(kind));
    known.or_else(|| FOREIGN.iter().find(|(foreign, _)| *foreign == name).map(|&(_, kind)| kind))
}

/// `FROM=TO`, cut at the last `=`: an IRI may have one, a type or a column has none.
fn halves(text: &str) -> Result<(String, String), MappingError> {
    let (from, to) = text.rsplit_once('=').ok_or_else(|| MappingError::Shape(text.to_owned()))?;
    Ok((from.to_owned(), to.to_owned()))
}

impl Mapping {
    /// Takes in `FROM=TO`: a column's name and the column that it is.
    ///
    /// # Errors
    /// When `text` has no `=`.
    pub fn map_column(&mut self, text: &str) -> Result<(), MappingError> {
        let (from, to) = halves(text)?;
        self.columns.insert(from, to);
        Ok(())
    }
    /// Takes in `FROM=TYPE`.
    ///
    /// # Errors
    /// When `text` has no `=`, or no list can name that type.
    pub fn map_type(&mut self, text: &str) -> Result<(), MappingError> {
        let (from, to) = halves(text)?;
        let kind = named_type(&to).ok_or(MappingError::Type(to))?;
        self.types.insert(from, kind);
        Ok(())
    }
    /// Takes in `FROM=TO`: what an identifier begins with, and what it begins with here.
    ///
    /// # Errors
    /// When `text` has no `=`.
    pub fn map_id(&mut self, text: &str) -> Result<(), MappingError> {
        self.ids.push(halves(text)?);
        self.ids.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Ok(())
    }
    /// The type of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn parse_type(name: &str) -> Result<MentionType, MappingError> {
        named_type(name).ok_or_else(|| MappingError::Type(name.to_owned()))
    }

    /// The options that say this mapping, each as an option and its value.
    pub fn options(&self) -> Vec<[String; 2]> {
        let pair = |option: &str, from: &str, to: &str| [option.to_owned(), format!("{from}={to}")];
        let columns = self.columns.iter().map(|(from, to)| pair("--map-column", from, to));
        let types = self.types.iter().map(|(from, to)| pair("--map-type", from, to.name()));
        let ids = self.ids.iter().map(|(from, to)| pair("--map-id", from, to));
        let default = self.default_type.map(|kind| ["--default-type".to_owned(), kind.name().to_owned()]);
        columns.chain(types).chain(ids).chain(default).collect()
    }

    /// The column that a list calls `name`; in any capitals if it is one that means something.
    pub(crate) fn column<'c>(&'c self, name: &'c str) -> &'c str {
        if let Some(column) = self.columns.get(name) {
            return column;
        }
        // Allocates for names in other capitals only, which are a header's.
        let lower = name.to_lowercase();
        if lower == name {
            return name;
        }
        let held = HELD.into_iter().find(|known| *known == lower);
        held.or_else(|| Entry::known_column(&lower)).unwrap_or(name)
    }
    /// Whether a column of that name means something.
    pub(crate) fn is_column(name: &str) -> bool {
        HELD.contains(&name) || Entry::known_column(name).is_some()
    }
    pub(crate) fn kind(&self, name: &str) -> Option<MentionType> {
        self.types.get(name).copied().or_else(|| named_type(name))
    }
    pub(crate) fn id(&self, id: &str) -> String {
        let replaced =
            |(from, to): &(String, String)| id.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        self.ids.iter().find_map(replaced).unwrap_or_else(|| id.to_owned())
    }
}
