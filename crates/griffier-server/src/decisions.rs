//! What people decide about mentions and relations while they read: kept in one file of corrections, and applied to every letter that is
//! read from then on.
//!
//! Of two decisions about the same words at the same place the last one holds, and the other leaves the file. The file is
//! written whole, beside the old one, and put in its place.

use crate::problem::{Kind, Problem};
use griffier::Predicate;
use griffier::corrections::{CONTEXT, Corrections, Decision, HEADER, Place, from_cells, line};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest words, identifier and note, in characters.
const WORDS: usize = 1_000;

/// The most decisions in a file that a server writes.
const MOST: usize = 100_000;

/// One decision as it is sent and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decided {
    /// `accept`, `reject`, `retype`, `relink` or `add`; `withdraw` takes an earlier one back.
    pub decision: String,
    /// The letter's id.
    #[serde(default)]
    pub letter: String,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub id: String,
    pub text: String,
    #[serde(default)]
    pub before: String,
    #[serde(default)]
    pub after: String,
    #[serde(default)]
    pub note: String,
    /// Of a relation, whose name is the type: what it leads to.
    #[serde(default)]
    pub object: String,
    /// Of a relation that holds: whether the letter denies it; nothing leaves that as it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negated: Option<bool>,
    /// Of a relation that holds: how it holds, by the name of a modality; nothing leaves that as it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
}

/// The file of decisions and what is in it.
pub(crate) struct Decisions {
    path: PathBuf,
    corrections: Mutex<Arc<Corrections>>,
}

impl Decisions {
    /// Reads the file at `path`, which need not be there yet.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let corrections = match path.exists() {
            true => Corrections::open(std::slice::from_ref(&path)),
            false => Ok(Corrections::default()),
        };
        let corrections = corrections.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        Ok(Self { path, corrections: Mutex::new(Arc::new(corrections)) })
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Corrections>> {
        self.corrections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is decided now.
    pub fn corrections(&self) -> Arc<Corrections> {
        Arc::clone(&self.lock())
    }

    /// The decisions about the letter `id`.
    pub fn of(&self, id: &str) -> Vec<Decided> {
        let corrections = self.corrections();
        let all = corrections.decisions().iter();
        all.filter(|decision| decision.letter == id || decision.letter.is_empty()).map(Decided::of).collect()
    }

    /// Keeps `decided`, and writes the file before it says so.
    ///
    /// # Errors
    /// When it is no decision, contradicts another, or the file cannot be written.
    pub fn keep(&self, decided: &Decided) -> Result<(), Problem> {
        let decision = decided.decision()?;
        let mut current = self.lock();
        let place = decided.place();
        let stays = |other: &&Decision| Decided::of(other).place() != place;
        let mut changed: Vec<Decision> = current.decisions().iter().filter(stays).cloned().collect();
        changed.extend(decision);
        if changed.len() > MOST {
            return Err(Problem::new(
                Kind::TooLarge,
                format!("the file of corrections holds {MOST} decisions at most"),
            ));
        }
        let corrections = Corrections::new(changed)
            .map_err(|error| Problem::new(Kind::Unprocessable, error.to_string()))?;
        write(&self.path, corrections.decisions()).map_err(|error| {
            Problem::new(Kind::Defect, format!("the file of corrections cannot be written: {}", error.kind()))
        })?;
        *current = Arc::new(corrections);
        Ok(())
    }
}

impl Decided {
    fn of(decision: &Decision) -> Self {
        Self {
            decision: decision.verdict.name().to_owned(),
            letter: decision.letter.clone(),
            kind: decision.type_name().to_owned(),
            id: decision.id.clone(),
            text: decision.text.clone(),
            before: decision.before.clone(),
            after: decision.after.clone(),
            note: decision.note.clone(),
            object: decision.object.clone(),
            negated: decision.negated,
            modality: decision.modality.map(|modality| modality.name().to_owned()),
        }
    }

    /// Where it stands, whatever the white space.
    fn place(&self) -> [String; 7] {
        let letters = |words: &String| words.chars().filter(|c| c.is_alphanumeric()).collect();
        let relation = match predicate(&self.kind) {
            Some(_) => [self.kind.clone(), self.id.clone(), self.object.clone()],
            None => Default::default(),
        };
        let [kind, subject, object] = relation;
        let [before, after] = [&self.before, &self.after].map(letters);
        [self.letter.clone(), letters(&self.text), before, after, kind, subject, object]
    }

    /// The decision; `None` takes an earlier one back.
    fn decision(&self) -> Result<Option<Decision>, Problem> {
        let malformed = |detail: String| Err(Problem::new(Kind::Malformed, detail));
        let lengths = [
            ("text", &self.text, WORDS),
            ("id", &self.id, WORDS),
            ("object", &self.object, WORDS),
            ("note", &self.note, WORDS),
            ("before", &self.before, CONTEXT),
            ("after", &self.after, CONTEXT),
        ];
        if let Some((name, _, most)) =
            lengths.into_iter().find(|(_, words, most)| words.chars().count() > *most)
        {
            return malformed(format!("{name}: more than {most} characters"));
        }
        if self.decision == "withdraw" {
            return Ok(None);
        }
        let Self { decision, letter, kind, id, text, before, after, note, object, negated, modality } =
            self.clone();
        let negated = negated.map_or_else(String::new, |negated| negated.to_string());
        let modality = modality.unwrap_or_default();
        let cells = [decision, letter, kind, id, text, before, after, note, object, negated, modality];
        from_cells(cells, Place::default()).map(Some).or_else(malformed)
    }
}

/// The relation of that name.
fn predicate(name: &str) -> Option<Predicate> {
    Predicate::ALL.iter().copied().find(|predicate| predicate.name() == name)
}

/// Writes the file beside itself, and puts it in place when it is whole and on the disk.
fn write(path: &Path, decisions: &[Decision]) -> io::Result<()> {
    let mut text = HEADER.to_owned();
    text.push('\n');
    for decision in decisions {
        text += &line(decision);
        text.push('\n');
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = File::create(&part)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(verdict: &str, text: &str) -> Decided {
        let kind = if verdict == "retype" { "LAW" } else { "" }.to_owned();
        let (decision, letter) = (verdict.to_owned(), "brief".to_owned());
        Decided { decision, letter, kind, text: text.to_owned(), ..Decided::default() }
    }

    #[test]
    fn the_last_word_holds_and_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.tsv");
        let decisions = Decisions::open(path.clone()).unwrap();
        let odd = Decided { before: "a\tb\\n\r\n".to_owned(), ..decided("accept", "NAVO") };
        for row in [odd.clone(), decided("reject", "EU"), decided("retype", "EU"), decided("reject", "VN")] {
            decisions.keep(&row).unwrap();
        }
        decisions.keep(&decided("withdraw", "VN")).unwrap();
        let expected = [odd, decided("retype", "EU")];
        assert_eq!(decisions.of("brief"), expected);
        assert_eq!(Decisions::open(path.clone()).unwrap().of("brief"), expected);
        assert!(decisions.of("andere").is_empty());
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            format!(
                "{HEADER}\naccept\tbrief\t\t\tNAVO\ta\\tb\\\\n\\r\\n\t\t\t\t\t\nretype\tbrief\tLAW\t\tEU\t\t\t\t\t\t\n"
            )
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_is_no_decision_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let decisions = Decisions::open(folder.path().join("c.tsv")).unwrap();
        let long = "é".repeat(WORDS + 1);
        for wrong in [
            decided("maybe", "NAVO"),
            decided("accept", " \n"),
            decided("accept", &long),
            decided("relink", "NAVO"),
            Decided { kind: "DING".to_owned(), ..decided("accept", "NAVO") },
            Decided { id: "org:na vo".to_owned(), ..decided("relink", "NAVO") },
            Decided { negated: Some(true), ..decided("accept", "NAVO") },
            Decided { kind: String::new(), ..decided("retype", "NAVO") },
            Decided { before: "é".repeat(CONTEXT + 1), ..decided("accept", "NAVO") },
        ] {
            assert_eq!(decisions.keep(&wrong).unwrap_err().kind, Kind::Malformed);
        }
        assert!(!folder.path().join("c.tsv").exists());
        fs::write(folder.path().join("x.tsv"), "een brief\n").unwrap();
        let error = Decisions::open(folder.path().join("x.tsv")).err().unwrap().to_string();
        assert!(error.contains("x.tsv:1: the first line is not"), "{error}");
    }
}
