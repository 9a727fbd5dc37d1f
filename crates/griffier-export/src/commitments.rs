//! A commitment with what a reader needs beside it: for tables, and as JSON.

use griffier_doc::{Commitment, CommitmentStatus, Document, Modality, Term};
use serde_json::{Value, json};

/// One commitment with what a reader needs beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentRow {
    /// The letter's id.
    pub letter: String,
    /// Its file.
    pub path: String,
    /// The line of the commitment, from 1.
    pub line: usize,
    /// Made, carried out, withdrawn.
    pub status: CommitmentStatus,
    /// Who promises: names, then identifiers.
    pub by: (Vec<String>, Vec<String>),
    /// To whom, likewise.
    pub to: (Vec<String>, Vec<String>),
    /// What is promised, in the letter's words.
    pub what: String,
    /// The day on which it was made.
    pub made_on: Option<String>,
    /// Where it was made.
    pub made_in: Option<String>,
    /// The last day in time and the date's value.
    pub due: Option<(String, String)>,
    /// Its number in the register.
    pub number: Option<String>,
    /// Whether it depends on something.
    pub conditional: bool,
    /// With two decimals.
    pub confidence: String,
}

impl CommitmentRow {
    /// What is said of `commitment` of `doc`.
    pub fn new(doc: &Document, commitment: &Commitment) -> Self {
        let names = |terms: &[Term]| {
            let name = |term: &Term| match term {
                Term::Doc => "the letter".to_owned(),
                Term::Id(id) if chamber(id) != id.as_ref() => chamber(id).to_owned(),
                Term::Id(id) => {
                    let known = doc.entities().iter().find(|entity| entity.id == *id);
                    known.map_or_else(|| id.to_string(), |entity| entity.label.to_string())
                }
            };
            let ids = terms.iter().map(|term| term.as_str().to_owned()).collect();
            (terms.iter().map(name).collect(), ids)
        };
        let words = doc.slice(commitment.what).split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            letter: doc.id().to_owned(),
            path: doc.source().path.clone(),
            line: doc.lines().line_of(commitment.span.start()) + 1,
            status: commitment.status,
            by: names(&commitment.by),
            to: names(&commitment.to),
            what: words,
            made_on: commitment.made_on.as_ref().map(ToString::to_string),
            made_in: commitment.made_in.as_ref().map(ToString::to_string),
            due: commitment.due.as_ref().map(|due| (due.day.clone(), due.date.to_string())),
            number: commitment.number.as_ref().map(ToString::to_string),
            conditional: commitment.modality == Modality::Conditional,
            confidence: format!("{:.2}", commitment.confidence),
        }
    }

    /// An object of JSON.
    pub fn json(&self) -> Value {
        let parties = |(names, ids): &(Vec<String>, Vec<String>)| {
            let party = |(id, name): (&String, &String)| json!({"id": id, "name": name});
            ids.iter().zip(names).map(party).collect::<Vec<_>>()
        };
        json!({
            "letter": self.letter,
            "path": self.path,
            "line": self.line,
            "status": self.status.name(),
            "by": parties(&self.by),
            "to": parties(&self.to),
            "what": self.what,
            "made_on": self.made_on,
            "made_in": self.made_in,
            "due": self.due.as_ref().map(|(day, date)| json!({"day": day, "date": date})),
            "number": self.number,
            "conditional": self.conditional,
            "confidence": self.confidence.parse::<f64>().ok(),
        })
    }
}

/// The short name of a chamber; another identifier as it is.
fn chamber(id: &str) -> &str {
    match id {
        "org:tweede-kamer" => "Tweede Kamer",
        "org:eerste-kamer" => "Eerste Kamer",
        other => other,
    }
}
