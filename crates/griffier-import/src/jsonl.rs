//! JSON Lines: an object a line, whose keys are the columns of `gazetteers/` with `type`; a list is an array.

use crate::limit::{ROW, TOO_LONG};
use crate::mapping::Mapping;
use griffier_gazetteer::{Builder, Entry, Fault, ListId};
use serde_json::Value;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Takes in the rows of a list.
pub(crate) fn read(
    builder: &mut Builder,
    mapping: &Mapping,
    list: ListId,
    path: &Path,
    input: impl BufRead,
) -> io::Result<()> {
    objects(input, |line, parsed| {
        match parsed.and_then(|value| entry(mapping, &value)) {
            Ok(entry) => builder.add(list, line, &entry),
            Err((column, message)) => builder.fault(Fault::new(path, line, column, message)),
        }
        !builder.is_full()
    })
}

/// Hands each line's value to `take`, or the column and the words of what is wrong with it. It says
/// whether reading may go on. A row that is too long is the last.
pub(crate) fn objects(
    mut input: impl BufRead,
    mut take: impl FnMut(usize, Result<Value, (usize, String)>) -> bool,
) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.by_ref().take(ROW as u64 + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() > ROW {
            take(number, Err((0, TOO_LONG.to_owned())));
            break;
        }
        let bytes = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => Ok(text),
            Err(error) => Err((error.valid_up_to() + 1, "not UTF-8 at this byte of the line".to_owned())),
        };
        let value = text.and_then(|text| serde_json::from_str(text).map_err(|error| says(&error)));
        if !take(number, value) {
            break;
        }
    }
    Ok(())
}

fn says(error: &serde_json::Error) -> (usize, String) {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or("");
    (error.column(), format!("no JSON: {words}"))
}

fn entry(mapping: &Mapping, value: &Value) -> Result<Entry, (usize, String)> {
    let object = value.as_object().ok_or((1, "a line must be a JSON object".to_owned()))?;
    let mut entry = Entry::default();
    let mut word = String::new();
    for (key, value) in object {
        let column = mapping.column(key);
        let values = match value {
            Value::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        };
        for value in values {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text.clone(),
                Value::Number(_) | Value::Bool(_) => value.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    return Err((0, format!("`{key}` must be a text, a number or a list of texts")));
                }
            };
            if column == "type" {
                word = text;
            } else {
                entry.push(column, &text).map_err(|message| (0, message))?;
            }
        }
    }
    mapping.finish(&mut entry, &word).map_err(|message| (0, message))?;
    Ok(entry)
}
