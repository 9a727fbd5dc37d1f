//! What people decide about mentions while they read, kept in one file: tab-separated, one decision a line, bound to the
//! words and what stands around them.
//!
//! Of two decisions about the same words at the same place the last one holds, and the other leaves the file. The file is
//! written whole, beside the old one, and put in its place.

use crate::problem::{Kind, Problem};
use griffier::{Document, MentionType};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

const HEADER: &str = "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote";

/// Characters of the text that are kept on each side of the words.
const CONTEXT: usize = 32;

/// The longest words, identifier and note, in characters.
const WORDS: usize = 1_000;

/// The most decisions in a file that a server writes.
const MOST: usize = 100_000;

/// One decision, as it is sent and as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
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
}

/// The file of decisions and what is in it.
pub(crate) struct Decisions {
    path: PathBuf,
    rows: Mutex<Vec<Decision>>,
}

impl Decisions {
    /// Reads the file at `path`, which need not be there yet.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let rows = match fs::read_to_string(&path) {
            Ok(text) => read(&text).map_err(|problem| {
                io::Error::new(io::ErrorKind::InvalidData, format!("{}:{problem}", path.display()))
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                return Err(io::Error::new(error.kind(), format!("{}: cannot read: {error}", path.display())));
            }
        };
        Ok(Self { path, rows: Mutex::new(rows) })
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Decision>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The decisions about the letter `id`.
    pub fn of(&self, id: &str) -> Vec<Decision> {
        self.lock().iter().filter(|row| row.letter == id || row.letter.is_empty()).cloned().collect()
    }

    /// Keeps `decision`, and writes the file before it says so.
    ///
    /// # Errors
    /// When it is none, or the file cannot be written.
    pub fn keep(&self, decision: Decision) -> Result<(), Problem> {
        check(&decision)?;
        let mut rows = self.lock();
        let mut changed: Vec<Decision> =
            rows.iter().filter(|row| !row.is_about(&decision)).cloned().collect();
        if decision.decision != "withdraw" {
            changed.push(decision);
        }
        if changed.len() > MOST {
            return Err(Problem::new(
                Kind::TooLarge,
                format!("the file of corrections holds {MOST} decisions at most"),
            ));
        }
        write(&self.path, &changed).map_err(|error| {
            Problem::new(Kind::Defect, format!("the file of corrections cannot be written: {error}"))
        })?;
        *rows = changed;
        Ok(())
    }

    /// Makes of `doc` what was decided about it: THE ONE PLACE where decisions reach a letter. Until the crate that
    /// applies files of corrections is there, a page shows them beside what was found.
    #[expect(clippy::unused_self, reason = "the crate that applies corrections needs them")]
    pub fn apply(&self, _: &mut Document) {}
}

impl Decision {
    /// Whether both are about the same words at the same place.
    fn is_about(&self, other: &Self) -> bool {
        let place = |row: &Self| [&row.letter, &row.text, &row.before, &row.after].map(String::clone);
        place(self) == place(other)
    }

    fn cells(&self) -> [&String; 8] {
        [
            &self.decision,
            &self.letter,
            &self.kind,
            &self.id,
            &self.text,
            &self.before,
            &self.after,
            &self.note,
        ]
    }
}

fn check(decision: &Decision) -> Result<(), Problem> {
    let malformed = |detail: String| Err(Problem::new(Kind::Malformed, detail));
    let verdict = decision.decision.as_str();
    if !["accept", "reject", "retype", "relink", "add", "withdraw"].contains(&verdict) {
        return malformed("decision: there are accept, reject, retype, relink, add and withdraw".to_owned());
    }
    if !decision.kind.is_empty() && MentionType::parse(&decision.kind).is_none() {
        return malformed("type: no such type".to_owned());
    }
    if decision.kind.is_empty() && matches!(verdict, "retype" | "add") {
        return malformed(format!("type: {verdict} needs one"));
    }
    if decision.id.is_empty() && verdict == "relink" {
        return malformed("id: relink needs one, or NIL".to_owned());
    }
    if decision.id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return malformed("id: an identifier has no white space".to_owned());
    }
    if !decision.text.contains(char::is_alphanumeric) {
        return malformed("text: no words".to_owned());
    }
    let lengths = [
        ("text", &decision.text, WORDS),
        ("id", &decision.id, WORDS),
        ("note", &decision.note, WORDS),
        ("before", &decision.before, CONTEXT),
        ("after", &decision.after, CONTEXT),
    ];
    match lengths.into_iter().find(|(_, words, most)| words.chars().count() > *most) {
        Some((name, _, most)) => malformed(format!("{name}: more than {most} characters")),
        None => Ok(()),
    }
}

/// The rows of a file; the problem names its line.
fn read(text: &str) -> Result<Vec<Decision>, String> {
    let mut rows = Vec::new();
    for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
        if line == HEADER || line.trim().is_empty() {
            continue;
        }
        if number == 1 {
            return Err(format!(
                "1: the first line is not `{}`, separated by tabs",
                HEADER.replace('\t', " ")
            ));
        }
        let mut cells: Vec<String> = line.split('\t').map(unescape).collect();
        // Editors cut empty cells off the end of a line.
        cells.resize(cells.len().max(8), String::new());
        let cells: Result<[String; 8], _> = cells.try_into();
        let Ok([decision, letter, kind, id, text, before, after, note]) = cells else {
            return Err(format!("{number}: more than eight cells"));
        };
        let row = Decision { decision, letter, kind, id, text, before, after, note };
        check(&row).map_err(|problem| format!("{number}: {}", problem.detail))?;
        rows.push(row);
    }
    Ok(rows)
}

/// Writes the file beside itself, and puts it in place when it is whole and on the disk.
fn write(path: &Path, rows: &[Decision]) -> io::Result<()> {
    let mut text = HEADER.to_owned();
    text.push('\n');
    for row in rows {
        text += &row.cells().map(|cell| escape(cell)).join("\t");
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

fn escape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
    out
}

fn unescape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, false) => out.push(c),
            (_, true) => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('\\') => out.push('\\'),
                other => {
                    out.push('\\');
                    out.extend(other);
                }
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(verdict: &str, text: &str) -> Decision {
        let kind = if verdict == "retype" { "LAW" } else { "" }.to_owned();
        Decision {
            decision: verdict.to_owned(),
            letter: "brief".to_owned(),
            kind,
            text: text.to_owned(),
            ..Decision::default()
        }
    }

    #[test]
    fn the_last_word_holds_and_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.tsv");
        let decisions = Decisions::open(path.clone()).unwrap();
        let odd = Decision { before: "a\tb\\n\r\n".to_owned(), ..decision("accept", "NAVO") };
        for row in [odd.clone(), decision("accept", "EU"), decision("retype", "EU"), decision("reject", "VN")]
        {
            decisions.keep(row).unwrap();
        }
        decisions.keep(decision("withdraw", "VN")).unwrap();
        let expected = [odd, decision("retype", "EU")];
        assert_eq!(decisions.of("brief"), expected);
        assert_eq!(Decisions::open(path.clone()).unwrap().of("brief"), expected);
        assert!(decisions.of("andere").is_empty());
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            format!(
                "{HEADER}\naccept\tbrief\t\t\tNAVO\ta\\tb\\\\n\\r\\n\t\t\nretype\tbrief\tLAW\t\tEU\t\t\t\n"
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
            decision("maybe", "NAVO"),
            decision("accept", " \n"),
            decision("accept", &long),
            decision("relink", "NAVO"),
            Decision { kind: "DING".to_owned(), ..decision("accept", "NAVO") },
            Decision { id: "org:na vo".to_owned(), ..decision("relink", "NAVO") },
            Decision { kind: String::new(), ..decision("retype", "NAVO") },
            Decision { before: "é".repeat(CONTEXT + 1), ..decision("accept", "NAVO") },
        ] {
            assert_eq!(decisions.keep(wrong).unwrap_err().kind, Kind::Malformed);
        }
        assert!(!folder.path().join("c.tsv").exists());
        fs::write(folder.path().join("x.tsv"), "een brief\n").unwrap();
        let error = Decisions::open(folder.path().join("x.tsv")).err().unwrap().to_string();
        assert!(error.contains("x.tsv:1: the first line is not"), "{error}");
    }
}
