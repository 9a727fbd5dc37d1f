//! Annotations of brat: standoff, offsets in code points, identifiers as normalisations of a database `griffier`.

use crate::compare::{Annotation, Mark, Marked, Tie, Units};
use crate::decision::Place;
use crate::file::Problem;
use griffier_doc::{MentionType, Predicate};
use griffier_text::Span;
use std::collections::HashMap;

/// Reads the annotations of one text; `file` is their name in messages.
///
/// # Errors
/// Every line that is no annotation of the text.
pub fn brat(file: &str, annotations: &str, text: &str) -> Result<Marked, Vec<Problem>> {
    let units = Units::chars(text);
    let ids: HashMap<&str, &str> = annotations.lines().filter_map(normalization).collect();
    let (mut kept, mut problems) = (Annotation::default(), Vec::new());
    let mut places: HashMap<&str, Span> = HashMap::new();
    for (line, row) in (1..).zip(annotations.lines()).filter(|(_, row)| row.starts_with('T')) {
        match mark(row, &units, &ids) {
            Ok(mark) => {
                places.insert(row.split('\t').next().unwrap_or(""), mark.span);
                kept.marks.push(mark);
            }
            Err(message) => problems.push(Problem { place: Place { file: file.to_owned(), line }, message }),
        }
    }
    for (line, row) in (1..).zip(annotations.lines()).filter(|(_, row)| row.starts_with('R')) {
        match tie(row, &places) {
            Ok(tie) => kept.ties.push(tie),
            Err(message) => problems.push(Problem { place: Place { file: file.to_owned(), line }, message }),
        }
    }
    let marked = Marked { letter: String::new(), text: text.to_owned(), found: None, kept };
    if problems.is_empty() { Ok(marked) } else { Err(problems) }
}

/// `N1⇥Reference T1 griffier:org:navo⇥NAVO`.
fn normalization(row: &str) -> Option<(&str, &str)> {
    let body = row.strip_prefix('N')?.split('\t').nth(1)?;
    let mut words = body.split(' ').skip(1);
    Some((words.next()?, words.next()?.strip_prefix("griffier:")?))
}

/// `R1⇥submitted_by Arg1:T1 Arg2:T2`.
fn tie(row: &str, places: &HashMap<&str, Span>) -> Result<Tie, String> {
    let body = row.split('\t').nth(1).ok_or("no second column")?;
    let mut words = body.split(' ');
    let name = words.next().unwrap_or("");
    let predicate = Predicate::ALL.iter().copied().find(|predicate| predicate.name() == name);
    let predicate = predicate.ok_or_else(|| format!("no relation `{name}`"))?;
    let mut end = || {
        let (_, mark) = words.next()?.split_once(':')?;
        places.get(mark).copied()
    };
    let (subject, object) = (end(), end());
    let (subject, object) = subject.zip(object).ok_or_else(|| format!("`{body}` joins no two mentions"))?;
    Ok(Tie { subject, predicate, object })
}

/// `T1⇥OFFICE 3 11;12 20⇥minister van Defensie`.
fn mark(row: &str, units: &Units, ids: &HashMap<&str, &str>) -> Result<Mark, String> {
    let mut cells = row.split('\t');
    let (name, body) = (cells.next().unwrap_or(""), cells.next().ok_or("no second column")?);
    let (kind, places) = body.split_once(' ').ok_or("no offsets")?;
    let kind = MentionType::parse(kind).ok_or_else(|| format!("no type `{kind}`"))?;
    // Fragments are the lines of one name.
    let start = places.split([' ', ';']).next().and_then(|start| start.parse().ok());
    let end = places.rsplit([' ', ';']).next().and_then(|end| end.parse().ok());
    let (start, end) = start.zip(end).ok_or_else(|| format!("`{places}` are no offsets"))?;
    let span = units.span(start, end).ok_or_else(|| format!("`{places}` lies outside the text"))?;
    Ok(Mark { span, kind, id: ids.get(name).map_or(String::new(), |id| (*id).to_owned()) })
}
