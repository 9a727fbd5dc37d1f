//! What Python hands over, checked: texts, days, names.

use crate::error::{InputError, input, wrong_type};
use griffier::{Day, Document, Field, Format, Source, Stated, Trust};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyString, PyTuple};

/// One text to annotate.
#[derive(Debug)]
pub(crate) struct Given {
    pub id: String,
    pub text: String,
    pub date: Option<String>,
}

impl Given {
    /// The document, in which what the user states goes before what the text says.
    pub fn document(self) -> Document {
        let source = Source {
            path: self.id.clone(),
            format: Format::Text,
            sha256: String::new(),
            bytes: self.text.len() as u64,
        };
        let mut doc = Document::new(self.id, source, self.text);
        if let Some(value) = self.date {
            let (field, origin, trust) = (Field::Date, "argument date".to_owned(), Trust::Publisher);
            doc.set_stated(vec![Stated { field, value, origin, trust }]);
        }
        doc
    }

    /// An item of a stream: a text, a tuple `(text, id)` or `(text, id, date)`, or a mapping with these names.
    pub fn item(item: &Bound<'_, PyAny>, number: u64) -> PyResult<Self> {
        let unnamed = || format!("text-{number}");
        let at = |name: &str| format!("item {number}: {name}");
        let optional = |value: Option<Bound<'_, PyAny>>| -> PyResult<String> {
            match value.filter(|value| !value.is_none()) {
                Some(value) => name(&value, &at("id")),
                None => Ok(unnamed()),
            }
        };
        if let Ok(tuple) = item.cast::<PyTuple>() {
            if !(2..=3).contains(&tuple.len()) {
                let words = format!(
                    "{} is (text, id) or (text, id, date), not {} values",
                    at("a tuple"),
                    tuple.len()
                );
                return Err(input(words));
            }
            return Self::new(
                text(&tuple.get_item(0)?, &at("text"))?,
                optional(tuple.get_item(1).ok())?,
                day(tuple.get_item(2).ok().as_ref(), &at("date"))?,
                &at("text"),
            );
        }
        if let Ok(dict) = item.cast::<PyDict>() {
            let Some(words) = dict.get_item("text")? else {
                return Err(input(format!("{}: the mapping has no `text`", at("text"))));
            };
            let date = dict.get_item("date")?;
            return Self::new(
                text(&words, &at("text"))?,
                optional(dict.get_item("id")?)?,
                day(date.as_ref(), &at("date"))?,
                &at("text"),
            );
        }
        Self::new(text(item, &at("text"))?, unnamed(), None, &at("text"))
    }

    /// A text with its name; refuses what no letter is.
    pub fn new(text: String, id: String, date: Option<String>, argument: &str) -> PyResult<Self> {
        fits(&text).map_err(|words| input(format!("{argument}: {words}")))?;
        Ok(Self { id, text, date })
    }
}

/// Refuses a text whose offsets would not fit.
pub(crate) fn fits(text: &str) -> Result<(), String> {
    if u32::try_from(text.len()).is_err() {
        return Err(format!("{} bytes, and 4 GiB is the most for one letter; split it", text.len()));
    }
    Ok(())
}

/// A text.
pub(crate) fn text(value: &Bound<'_, PyAny>, argument: &str) -> PyResult<String> {
    let Ok(words) = value.cast::<PyString>() else {
        let is_bytes = value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>();
        let wanted =
            if is_bytes { "a str (decode it, or give a file's bytes to from_bytes)" } else { "a str" };
        return Err(wrong_type(argument, wanted, value));
    };
    match words.to_str() {
        Ok(words) => Ok(words.to_owned()),
        Err(error) => {
            let at = error.value(value.py()).getattr("start").and_then(|start| start.extract::<usize>());
            let at = at.map_or_else(|_| "a character".to_owned(), |at| format!("character {at}"));
            Err(InputError::new_err(format!(
                "{argument}: {at} is half of a surrogate pair, which no text has; \
                 read the file with its right encoding, or replace it: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
            )))
        }
    }
}

/// An identifier: a text, or a number as a text.
pub(crate) fn name(value: &Bound<'_, PyAny>, argument: &str) -> PyResult<String> {
    if value.is_instance_of::<pyo3::types::PyInt>() {
        return Ok(value.str()?.to_string());
    }
    let name = text(value, argument)?;
    match name.trim().is_empty() {
        true => Err(input(format!("{argument}: empty"))),
        false => Ok(name),
    }
}

/// A day: `None`, `YYYY-MM-DD`, or anything with an `isoformat` that begins so (`date`, `datetime`, `Timestamp`).
pub(crate) fn day(value: Option<&Bound<'_, PyAny>>, argument: &str) -> PyResult<Option<String>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    let given = match value.cast::<PyString>() {
        Ok(_) => text(value, argument)?,
        Err(_) => match value.getattr("isoformat").and_then(|method| method.call0()) {
            Ok(iso) if iso.eq("NaT")? => return Ok(None),
            // A time of the day says nothing more of a letter.
            Ok(iso) => iso.str()?.to_string().split('T').next().unwrap_or_default().to_owned(),
            Err(_) => return Err(wrong_type(argument, "a date or a str YYYY-MM-DD", value)),
        },
    };
    if !is_day(&given) {
        return Err(input(format!("{argument}: {}", no_day(&given))));
    }
    Ok(Some(given))
}

/// Whether `text` is a day of the calendar, `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == "2021-10-11".len() && Day::first(text).is_some()
}

/// What is said of a text that is no day.
pub(crate) fn no_day(text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    format!("{shown:?} is no date (YYYY-MM-DD)")
}
