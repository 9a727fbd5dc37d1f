//! JSON Lines: an object a line, whose keys are the columns of `gazetteers/` with `type`; a list is an array.

use crate::applied::Applied;
use crate::limit::{ROW, TOO_LONG};
use griffier_gazetteer::{Builder, Entry, Fault, ListId};
use serde_json::Value;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Takes in the rows of a list.
pub(crate) fn read(
    builder: &mut Builder,
    mapping: &Applied<'_>,
    list: ListId,
    path: &Path,
    input: impl BufRead,
) -> io::Result<()> {
    objects(input, |line, text, parsed| {
        let mut fault =
            |column: usize, message| builder.fault(Fault::new(path, line, column.max(1), message));
        match parsed.map(|value| entry(mapping, &value)) {
            Ok(Some((entry, faults))) if faults.is_empty() => builder.add(list, line, &entry),
            Ok(Some((entry, faults))) => {
                faults.into_iter().for_each(|(key, message)| fault(column_of(text, &key), message));
                builder.add_faulty(list, line, &entry);
            }
            Ok(None) => fault(1, "a line must be a JSON object".to_owned()),
            Err((column, message)) => fault(column, message),
        }
        !builder.is_full()
    })
}

/// Hands each line to `take` with its value, or the column and the words of what is wrong with it. It says
/// whether reading may go on. A row that is too long is the last.
pub(crate) fn objects(
    mut input: impl BufRead,
    mut take: impl FnMut(usize, &str, Result<Value, (usize, String)>) -> bool,
) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.by_ref().take(ROW as u64 + 1).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.len() > ROW {
            take(number, "", Err((0, TOO_LONG.to_owned())));
            break;
        }
        let bytes = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line) } else { &line };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => Ok(text.trim_end_matches(['\n', '\r'])),
            Err(error) => Err((error.valid_up_to() + 1, "not UTF-8 at this byte of the line".to_owned())),
        };
        let words = text.as_deref().unwrap_or("");
        let value =
            text.clone().and_then(|text| serde_json::from_str(text).map_err(|error| says(text, &error)));
        if !take(number, words, value) {
            break;
        }
    }
    Ok(())
}

/// The column in characters, which the parser counts in bytes, and what is wrong there.
fn says(line: &str, error: &serde_json::Error) -> (usize, String) {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or("");
    let before = line.char_indices().take_while(|(at, _)| at + 1 < error.column()).count();
    (before + 1, format!("no JSON: {words}"))
}

/// The column, in characters from 1, of the key of an object that is a line; 0 if it has no such key.
pub(crate) fn column_of(line: &str, key: &str) -> usize {
    let Ok(quoted) = serde_json::to_string(key) else { return 0 };
    let (mut depth, mut opened, mut escaped) = (0_usize, None, false);
    for (at, c) in line.char_indices() {
        match (opened, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(start), '"') => {
                opened = None;
                let rest = line.get(at + 1..).unwrap_or("").trim_start();
                if depth == 1 && rest.starts_with(':') && line.get(start..=at) == Some(&quoted) {
                    return line.get(..start).map_or(0, |before| before.chars().count() + 1);
                }
            }
            (None, '"') => opened = Some(at),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    0
}

/// What is wrong with a row: the key at fault, and what is wrong with its value.
type Faults = Vec<(String, String)>;

/// The row of an object with everything that is wrong in it; `None` of another value.
fn entry(mapping: &Applied<'_>, value: &Value) -> Option<(Entry, Faults)> {
    let (mut entry, mut faults) = (Entry::default(), Faults::new());
    let (mut word, mut word_key) = (String::new(), "");
    for (key, value) in value.as_object()? {
        let column = mapping.column(key);
        let values = match value {
            Value::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        };
        if values.len() > 1 && (column == "type" || entry.takes_one(column)) {
            faults.push((key.clone(), format!("`{key}` has one value, not {}", values.len())));
            continue;
        }
        for value in values {
            let taken = match value {
                Value::Null => Ok(()),
                Value::String(_) | Value::Number(_) | Value::Bool(_) => {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    if column == "type" {
                        (word, word_key) = (text, key);
                        Ok(())
                    } else {
                        entry.push(column, &text)
                    }
                }
                Value::Array(_) | Value::Object(_) => {
                    Err(format!("`{key}` must be a text, a number or a list of texts"))
                }
            };
            faults.extend(taken.err().map(|message| (key.clone(), message)));
        }
    }
    let typed = faults.iter().any(|(key, _)| mapping.column(key) == "type");
    let unknown = mapping.finish(&mut entry, &word).err().filter(|_| !typed);
    faults.extend(unknown.map(|message| (word_key.to_owned(), message)));
    Some((entry, faults))
}

#[cfg(test)]
mod tests {
    use super::column_of;

    #[test]
    fn a_key_has_its_column() {
        let line = r#"{"naam": "é \" \"type\": {", "x": {"type": 1}, "type" : "Raad", "a\tb": 2}"#;
        assert_eq!(column_of(line, "naam"), 2);
        assert_eq!(column_of(line, "type"), 48);
        assert_eq!(column_of(line, "a\tb"), 65);
        assert_eq!((column_of(line, "weg"), column_of("{\"", "weg"), column_of("", "")), (0, 0, 0));
    }
}
