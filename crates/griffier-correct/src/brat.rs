//! Annotations of brat: standoff, offsets in code points, identifiers as normalisations of a database `griffier`.

use crate::compare::{Mark, Marked, Units};
use crate::decision::Place;
use crate::file::Problem;
use griffier_doc::MentionType;
use std::collections::HashMap;

/// Reads the annotations of one text; `file` is their name in messages.
///
/// # Errors
/// Every line that is no annotation of the text.
pub fn brat(file: &str, annotations: &str, text: &str) -> Result<Marked, Vec<Problem>> {
    let units = Units::chars(text);
    let ids: HashMap<&str, &str> = annotations.lines().filter_map(normalization).collect();
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    for (line, row) in (1..).zip(annotations.lines()).filter(|(_, row)| row.starts_with('T')) {
        match mark(row, &units, &ids) {
            Ok(mark) => kept.push(mark),
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
