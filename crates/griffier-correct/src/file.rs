//! The file of decisions: tab-separated, one a line, with a header. Tabs, line breaks and backslashes in a cell are written
//! `\t`, `\n`, `\r`, `\\`.

use crate::decision::{Decision, Place, Verdict};
use griffier_doc::{MentionType, Modality, Predicate};

/// The first line.
pub const HEADER: &str = "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\tobject\tnegated\tmodality";

/// The first lines of files from before relations, then whether they are denied, then how they hold could be decided on.
const EARLIER: [&str; 3] = [
    "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote",
    "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\tobject",
    "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\tobject\tnegated",
];

/// How many cells a line has.
pub const COLUMNS: usize = 11;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// One clause, lower case, no full stop.
    pub message: String,
}

/// Reads the decisions in `content`; `file` is its name in messages.
///
/// # Errors
/// Every line that is no decision.
pub fn read(file: &str, content: &str) -> Result<Vec<Decision>, Vec<Problem>> {
    let problem =
        |line: usize, message: String| Problem { place: Place { file: file.to_owned(), line }, message };
    let mut lines = content.trim_start_matches('\u{feff}').lines().zip(1..);
    match lines.next() {
        Some((header, _)) if is_header(header) => {}
        _ => {
            let header = HEADER.replace('\t', " ");
            return Err(vec![problem(1, format!("the first line is not `{header}`, separated by tabs"))]);
        }
    }
    let (mut decisions, mut problems) = (Vec::new(), Vec::new());
    // A server appends to a file that may have been empty: a header further down says nothing new.
    for (row, line) in lines.filter(|(row, _)| !row.trim().is_empty() && !is_header(row)) {
        match decision(row, Place { file: file.to_owned(), line }) {
            Ok(decision) => decisions.push(decision),
            Err(message) => problems.push(problem(line, message)),
        }
    }
    if problems.is_empty() { Ok(decisions) } else { Err(problems) }
}

fn is_header(row: &str) -> bool {
    row == HEADER || EARLIER.contains(&row)
}

fn decision(row: &str, place: Place) -> Result<Decision, String> {
    // Editors cut empty cells off the end of a line.
    let mut cells: Vec<String> = row.split('\t').map(unescape).collect();
    cells.resize(cells.len().max(COLUMNS), String::new());
    let cells: [String; COLUMNS] = cells
        .try_into()
        .map_err(|cells: Vec<String>| format!("{} cells instead of {COLUMNS}", cells.len()))?;
    from_cells(cells, place)
}

/// The decision that the cells of one line say, in the order of [`HEADER`]; it is written down at `place`.
///
/// # Errors
/// What is wrong with it: one clause, lower case, no full stop.
pub fn from_cells(cells: [String; COLUMNS], place: Place) -> Result<Decision, String> {
    let [verdict, letter, kind, id, text, before, after, note, object, negated, modality] = cells;
    let verdict = Verdict::parse(&verdict)
        .ok_or_else(|| format!("the decision `{verdict}` is none of accept, reject, retype, relink, add"))?;
    let predicate = Predicate::ALL.iter().copied().find(|predicate| predicate.name() == kind);
    let kind = match kind.as_str() {
        "" => None,
        _ if predicate.is_some() => None,
        name => Some(MentionType::parse(name).ok_or_else(|| format!("no type `{name}`"))?),
    };
    if crate::squeeze::is_blank(&text) {
        return Err("no words".to_owned());
    }
    let (negated, modality) = (denial(&negated)?, holding(&modality)?);
    match verdict {
        _ if predicate.is_some() => check_relation(verdict, &id, &object, (negated, modality))?,
        Verdict::Add | Verdict::Retype if kind.is_none() => {
            return Err(format!("{} needs a type", verdict.name()));
        }
        Verdict::Relink if id.is_empty() => return Err("relink needs an id, or NIL".to_owned()),
        _ => {}
    }
    if predicate.is_none() && !object.is_empty() {
        return Err("an object, and no relation as the type".to_owned());
    }
    if predicate.is_none() && negated.is_some() {
        return Err("only a relation can be denied, and the type is none".to_owned());
    }
    if predicate.is_none() && modality.is_some() {
        return Err("only a relation has a modality, and the type is none".to_owned());
    }
    for id in [&id, &object] {
        if id.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(format!("the id `{}` has white space in it", id.escape_debug()));
        }
    }
    Ok(Decision {
        verdict,
        letter,
        kind,
        predicate,
        id,
        object,
        negated,
        modality,
        text,
        before,
        after,
        note,
        place,
    })
}

/// Whether a relation is denied, as a cell says it.
fn denial(cell: &str) -> Result<Option<bool>, String> {
    match cell {
        "" => Ok(None),
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        other => Err(format!("`{other}` says not whether it is denied: `true`, `false` or nothing")),
    }
}

/// How a relation holds, as a cell says it.
fn holding(cell: &str) -> Result<Option<Modality>, String> {
    let known = Modality::ALL.into_iter().find(|modality| modality.name() == cell);
    if known.is_none() && !cell.is_empty() {
        let names = Modality::ALL.map(Modality::name).join(", ");
        return Err(format!("no modality `{cell}`: there are {names}"));
    }
    Ok(known)
}

/// Whether a relation between these ends can be decided on so.
fn check_relation(
    verdict: Verdict,
    id: &str,
    object: &str,
    (negated, modality): (Option<bool>, Option<Modality>),
) -> Result<(), String> {
    if matches!(verdict, Verdict::Retype | Verdict::Relink) {
        return Err("a relation is accepted, rejected or added".to_owned());
    }
    let rejects = verdict == Verdict::Reject;
    if !rejects && (id.is_empty() || object.is_empty()) {
        return Err("a relation needs a subject (in `id`) and an object".to_owned());
    }
    if rejects && negated.is_some() {
        return Err("a relation that is rejected is not there to be denied".to_owned());
    }
    if rejects && modality.is_some() {
        return Err("a relation that is rejected has no modality".to_owned());
    }
    if [id, object].contains(&"NIL") {
        return Err("`NIL` is no thing that a relation can lead to: name it by its id".to_owned());
    }
    // The alias of a thing is that thing; the letter has none.
    if id == "DOC" && object == "DOC" {
        return Err("a relation of the letter to itself".to_owned());
    }
    Ok(())
}

/// `decision` as a line without its end.
pub fn line(decision: &Decision) -> String {
    let cells = [
        decision.verdict.name(),
        &decision.letter,
        decision.type_name(),
        &decision.id,
        &decision.text,
        &decision.before,
        &decision.after,
        &decision.note,
        &decision.object,
        match decision.negated {
            None => "",
            Some(true) => "true",
            Some(false) => "false",
        },
        decision.modality.map_or("", Modality::name),
    ];
    cells.map(escape).join("\t")
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
        match c {
            '\\' => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('\\') => out.push('\\'),
                // Written by hand: a backslash that escapes nothing is one.
                other => {
                    out.push('\\');
                    out.extend(other);
                }
            },
            c => out.push(c),
        }
    }
    out
}
