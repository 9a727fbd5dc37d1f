//! The record that `griffier annotate` writes, as far as the graph holds it (`docs/output.schema.json`). What a record
//! lacks of the lists is taken for empty; what the graph does not hold is passed over.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The version of the record's form that is read here.
pub const SCHEMA: &str = "griffier/1";

/// One annotated letter.
#[derive(Debug, Deserialize)]
pub(crate) struct Record<'r> {
    pub id: String,
    pub source: Source,
    pub offsets: Unit,
    pub meta: Meta,
    #[serde(default, borrow)]
    pub mentions: Vec<Mention<'r>>,
    #[serde(default)]
    pub entities: Vec<Entity>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    #[serde(default)]
    pub exchanges: Vec<Exchange>,
    #[serde(default)]
    pub diagnostics: Vec<Diagnostic>,
}

/// Only what says whether the rest can be read.
#[derive(Deserialize)]
pub(crate) struct Version {
    pub schema: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    pub path: String,
    pub format: String,
    pub sha256: Option<String>,
    pub bytes: u64,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unit {
    Byte,
    Char,
    Utf16,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Meta {
    pub date: Option<String>,
    pub subject: Option<String>,
    #[serde(default)]
    pub identifiers: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Place {
    pub start: u64,
    pub end: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Mention<'r> {
    pub id: &'r str,
    pub start: u64,
    pub end: u64,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub entity: Option<String>,
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    pub nil_reason: Option<String>,
    pub nested: bool,
    pub confidence: f64,
    pub why: String,
    #[serde(default)]
    pub attrs: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Candidate {
    pub id: String,
    pub score: f64,
    pub why: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub label: String,
    #[serde(default)]
    pub same_as: Vec<String>,
    #[serde(default)]
    pub nil: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Relation {
    pub subject: String,
    pub predicate: String,
    pub object: String,
    pub start: u64,
    pub end: u64,
    pub evidence: String,
    pub confidence: f64,
    pub why: String,
    pub negated: bool,
    /// Absent when the text asserts it.
    pub modality: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Commitment {
    pub status: String,
    pub start: u64,
    pub end: u64,
    pub text: String,
    pub what: Words,
    pub by: Vec<String>,
    pub to: Vec<String>,
    pub made_on: Option<String>,
    pub made_in: Option<String>,
    pub due: Option<Due>,
    pub number: Option<String>,
    pub modality: Option<String>,
    pub confidence: f64,
    pub why: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Due {
    pub date: String,
    pub day: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Exchange {
    pub number: Option<String>,
    #[serde(default)]
    pub asked_by: Vec<Words>,
    pub question: Option<Place>,
    #[serde(default)]
    pub answers: Vec<Place>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Diagnostic {
    pub code: String,
    pub message: String,
    pub start: Option<u64>,
    pub end: Option<u64>,
}

/// Why a line is no record that can be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The bytes are no UTF-8; the column is where they stop being so.
    #[error("{column}: not UTF-8")]
    Encoding {
        /// In bytes of the line, from 1.
        column: usize,
    },
    /// No JSON, or a field is missing or of another type.
    #[error("{column}: not a record: {problem}")]
    Form {
        /// In bytes of the line, from 1.
        column: usize,
        /// In the words of the JSON reader.
        problem: String,
    },
    /// A record of another version.
    #[error("1: a record of schema {found}; this program reads {SCHEMA}: annotate the letter again")]
    Schema {
        /// What it says of itself.
        found: String,
    },
}

/// Reads one line.
pub(crate) fn read(line: &[u8]) -> Result<Record<'_>, RecordError> {
    let text =
        str::from_utf8(line).map_err(|error| RecordError::Encoding { column: error.valid_up_to() + 1 })?;
    let form = |error: serde_json::Error| {
        let words = error.to_string();
        let problem = words.split(" at line ").next().unwrap_or(&words).to_owned();
        RecordError::Form { column: error.column().max(1), problem }
    };
    let version: Version = serde_json::from_str(text).map_err(form)?;
    match version.schema {
        Some(schema) if schema == SCHEMA => serde_json::from_str(text).map_err(form),
        Some(schema) => Err(RecordError::Schema { found: schema }),
        None => Err(RecordError::Form { column: 1, problem: "no field `schema`".to_owned() }),
    }
}
