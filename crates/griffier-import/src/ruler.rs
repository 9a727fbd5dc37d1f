//! Pattern files of spaCy's EntityRuler (JSON Lines of `label`, `pattern` and `id`). A pattern that is a text, or tokens of
//! `LOWER`, `ORTH` and `TEXT`, is a form; other patterns are no names of a list and are counted.

use crate::Warnings;
use crate::applied::Applied;
use crate::jsonl::{column_of, objects};
use griffier_gazetteer::{Builder, Entry, Fault, ListId};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::Path;

/// What is left out, with the first line where it stands and how often it does.
type LeftOut = BTreeMap<String, (usize, usize)>;

/// What a pattern that waits takes beside its text.
const PATTERN: usize = size_of::<(String, String, usize, Entry)>();

/// Takes in the patterns of a file. Patterns with one `id` are forms of one entity, the first of them its name.
pub(crate) fn read(
    builder: &mut Builder,
    mapping: &Applied<'_>,
    list: ListId,
    path: &Path,
    input: impl BufRead,
) -> io::Result<Warnings> {
    let mut left_out = LeftOut::new();
    // Patterns with an id wait for others with the same id; the rest are rows at once.
    let mut grouped: BTreeMap<(String, String), (usize, usize, Entry)> = BTreeMap::new();
    let mut waiting = 0;
    objects(input, |line, text, parsed| {
        let row = parsed
            .and_then(|value| row(&value).map_err(|(key, message)| (column_of(text, key).max(1), message)));
        let row = match row {
            Ok(Ok(row)) => row,
            Ok(Err(reason)) => {
                left_out.entry(reason).or_insert((line, 0)).1 += 1;
                return true;
            }
            Err((column, message)) => {
                builder.fault(Fault::new(path, line, column.max(1), message));
                return true;
            }
        };
        waiting += PATTERN + row.label.len() + 2 * row.id.len() + 3 * row.form.len();
        if !builder.has_room(list, line, waiting) {
            return false;
        }
        let key = if row.id.is_empty() { row.form.clone() } else { row.id.clone() };
        let (.., entry) = grouped.entry((row.label, key)).or_insert_with(|| {
            let entry = Entry { id: row.id, name: row.form.clone(), ..Entry::default() };
            (line, column_of(text, "label"), entry)
        });
        if entry.name != row.form && !entry.aliases.contains(&row.form) {
            entry.aliases.push(row.form.clone());
        }
        if row.exact {
            entry.exact.push(row.form);
        }
        true
    })?;
    for ((label, _), (line, column, mut entry)) in grouped {
        match mapping.finish(&mut entry, &label) {
            Ok(()) => builder.add(list, line, &entry),
            Err(message) => {
                builder.fault(Fault::new(path, line, column, message));
                builder.add_faulty(list, line, &entry);
            }
        }
    }
    let warning = |(reason, (line, count)): (String, (usize, usize))| {
        let rows = if count == 1 { "1 pattern".to_owned() } else { format!("{count} patterns") };
        format!("{}:{line}: {rows} left out: {reason}", path.display())
    };
    Ok(left_out.into_iter().map(warning).collect())
}

struct Pattern {
    label: String,
    id: String,
    form: String,
    /// Whether the text must have exactly these capitals.
    exact: bool,
}

/// A pattern; or why it is left out; or the key at fault, and what is wrong with it.
fn row(value: &Value) -> Result<Result<Pattern, String>, (&'static str, String)> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let (label, id) = (text("label"), text("id"));
    if label.is_empty() {
        return Err(("label", "a pattern needs a `label`".to_owned()));
    }
    let (form, exact) = match value.get("pattern") {
        Some(Value::String(form)) => (form.clone(), true),
        Some(Value::Array(tokens)) => match joined(tokens) {
            Ok(joined) => joined,
            Err(reason) => return Ok(Err(reason)),
        },
        _ => return Err(("pattern", "`pattern` must be a text or a list of tokens".to_owned())),
    };
    Ok(Ok(Pattern { label, id, form, exact }))
}

/// The form that tokens spell, and whether they want its capitals.
fn joined(tokens: &[Value]) -> Result<(String, bool), String> {
    let mut form = String::new();
    let mut wants = [false; 2];
    for token in tokens {
        let object = token.as_object().filter(|object| object.len() == 1);
        let (key, value) = object.and_then(|object| object.iter().next()).ok_or_else(unsupported)?;
        let word = value.as_str().ok_or_else(unsupported)?;
        let exact = match key.to_uppercase().as_str() {
            "LOWER" => false,
            "ORTH" | "TEXT" => true,
            _ => return Err(unsupported()),
        };
        wants[usize::from(exact)] = true;
        // spaCy's tokens cut `NAVO-top` and `'s-Gravenhage` at their marks.
        let glue = |text: &str| text.chars().all(|c| matches!(c, '-' | '/' | '\'' | '’'));
        let closes = |text: &str| text.chars().all(|c| matches!(c, ',' | '.' | ')' | ':'));
        let apart =
            !form.is_empty() && !form.ends_with(['-', '/', '\'', '’', '(']) && !glue(word) && !closes(word);
        if apart {
            form.push(' ');
        }
        form.push_str(word);
    }
    match wants {
        [true, true] => Err("tokens of LOWER beside ORTH or TEXT".to_owned()),
        [_, exact] => Ok((form, exact)),
    }
}

fn unsupported() -> String {
    "only tokens of one LOWER, ORTH or TEXT with a plain text are names of a list".to_owned()
}
