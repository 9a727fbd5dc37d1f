//! Exports of Label Studio (JSON): offsets in UTF-16 units, identifiers in the `meta` text of a region. What griffier found
//! stands beside it as a prediction, if the export has predictions.

use crate::compare::{Annotation, Mark, Marked, Tie, Units};
use crate::decision::Place;
use crate::file::Problem;
use griffier_doc::{MentionType, Predicate};
use griffier_text::Span;
use serde_json::Value;
use std::collections::HashMap;

/// Reads the tasks in `content`; `file` is its name in messages. A task that nobody annotated is left out.
///
/// # Errors
/// What is no export, by its task.
pub fn label_studio(file: &str, content: &str) -> Result<Vec<Marked>, Vec<Problem>> {
    let problem =
        |line: usize, message: String| Problem { place: Place { file: file.to_owned(), line }, message };
    let tasks: Vec<Value> = serde_json::from_str(content).map_err(|error| match error.is_data() {
        true => vec![problem(0, "no export of Label Studio, which is a JSON list of tasks".to_owned())],
        false => vec![problem(error.line(), format!("no JSON: {error}"))],
    })?;
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (i, task) in tasks.iter().enumerate() {
        match read(task) {
            Ok(marked) => all.extend(marked),
            // An export is one long line: what people know is its tasks, by place and by the number that they show.
            Err(message) => problems.push(problem(0, format!("{}: {message}", called("task", i, task)))),
        }
    }
    if problems.is_empty() { Ok(all) } else { Err(problems) }
}

fn read(task: &Value) -> Result<Option<Marked>, String> {
    let text = task["data"]["text"].as_str().ok_or("no data.text")?;
    let letter = task["data"]["letter"].as_str().unwrap_or("");
    let annotations = task["annotations"].as_array().ok_or("no annotations")?;
    let sent = |annotation: &Value| annotation["was_cancelled"].as_bool() != Some(true);
    let Some((place, last)) = annotations.iter().enumerate().rfind(|(_, one)| sent(one)) else {
        return Ok(None);
    };
    let units = Units::utf16(text);
    let read = |what: &str, i: usize, one: &Value| {
        annotation(&one["result"], &units).map_err(|message| format!("{}: {message}", called(what, i, one)))
    };
    let kept = read("annotation", place, last)?;
    // Some exports name predictions by their number alone.
    let predictions = task["predictions"].as_array().map_or(&[][..], Vec::as_slice);
    let prediction = predictions.iter().enumerate().rfind(|(_, one)| one["result"].is_array());
    let found = prediction.map(|(i, one)| read("prediction", i, one)).transpose()?;
    Ok(Some(Marked { letter: letter.to_owned(), text: text.to_owned(), found, kept }))
}

/// What messages call the item at `place` (from 0), with the number that Label Studio shows for it.
fn called(what: &str, place: usize, item: &Value) -> String {
    let id = item["id"].as_u64().map_or_else(String::new, |id| format!(" (id {id})"));
    format!("{what} {}{id}", place + 1)
}

fn annotation(result: &Value, units: &Units) -> Result<Annotation, String> {
    let items = result.as_array().ok_or("a result that is no list")?;
    let marks = marks(items, units)?;
    let regions = items.iter().filter(|item| item["type"] == "labels").zip(&marks);
    let places: HashMap<&str, Span> =
        regions.filter_map(|(item, mark)| Some((item["id"].as_str()?, mark.span))).collect();
    let relations = items.iter().filter(|item| item["type"] == "relation");
    // One relation may bear several labels, or none yet.
    let ties = relations.map(|item| {
        let labels = item["labels"].as_array().map_or(&[][..], Vec::as_slice);
        labels
            .iter()
            .map(|label| tie(item, label.as_str().unwrap_or(""), &places))
            .collect::<Result<Vec<_>, _>>()
    });
    let ties = ties.collect::<Result<Vec<_>, _>>()?.concat();
    Ok(Annotation { marks, ties })
}

fn tie(item: &Value, label: &str, places: &HashMap<&str, Span>) -> Result<Tie, String> {
    let predicate = Predicate::ALL.iter().copied().find(|predicate| predicate.name() == label);
    let predicate = predicate.ok_or_else(|| format!("no relation `{label}`"))?;
    let end = |key: &str| places.get(item[key].as_str()?).copied();
    let (from, to) = end("from_id").zip(end("to_id")).ok_or("a relation that joins no two regions")?;
    let (subject, object) = if item["direction"] == "left" { (to, from) } else { (from, to) };
    Ok(Tie { subject, predicate, object })
}

fn marks(items: &[Value], units: &Units) -> Result<Vec<Mark>, String> {
    let labels = items.iter().filter(|item| item["type"] == "labels");
    labels
        .map(|item| {
            let value = &item["value"];
            let kind = value["labels"][0].as_str().unwrap_or("");
            let kind = MentionType::parse(kind).ok_or_else(|| format!("no type `{kind}`"))?;
            let offset = |key: &str| value[key].as_u64().and_then(|offset| usize::try_from(offset).ok());
            let span = offset("start").zip(offset("end")).and_then(|(start, end)| units.span(start, end));
            let span = span.ok_or_else(|| format!("a place outside the text: {value}"))?;
            let id = match &item["meta"]["text"] {
                Value::String(id) => id.trim(),
                Value::Array(ids) => ids.first().and_then(Value::as_str).unwrap_or("").trim(),
                _ => "",
            };
            Ok(Mark { span, kind, id: id.to_owned() })
        })
        .collect()
}
