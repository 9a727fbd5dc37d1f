//! From what can go wrong to the exceptions of `griffier`, which are Python classes (`python/griffier/errors.py`).

use griffier::batch::LetterError as Loss;
use pyo3::prelude::*;

pyo3::import_exception!(griffier.errors, GriffierError);
pyo3::import_exception!(griffier.errors, InputError);
pyo3::import_exception!(griffier.errors, InputTypeError);
pyo3::import_exception!(griffier.errors, LetterError);
pyo3::import_exception!(griffier.errors, ListError);

/// The exception for a letter that was lost, with which letter and what kind of loss.
pub(crate) fn lost(loss: &Loss) -> PyErr {
    let (path, kind) = match loss {
        Loss::Io(path, _) => (path, "io"),
        Loss::Ingest(path, _) => (path, "format"),
        Loss::Late(path, _) => (path, "late"),
        Loss::Stalled(path, _) => (path, "stalled"),
        Loss::Panic(path, _) => (path, "defect"),
        _ => return LetterError::new_err(loss.to_string()),
    };
    // What a command line would say has no meaning here.
    let words = loss.to_string();
    let words = words.split("; if it is meant to").next().unwrap_or_default().to_owned();
    LetterError::new_err((words, path.display().to_string(), kind))
}

/// A wrong argument.
pub(crate) fn input(words: impl Into<String>) -> PyErr {
    InputError::new_err(words.into())
}

/// An argument of a wrong type: which, what is wanted, what was given.
pub(crate) fn wrong_type(argument: &str, wanted: &str, given: &Bound<'_, PyAny>) -> PyErr {
    let name = match given.is_none() {
        true => "None".to_owned(),
        false => {
            given.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string())
        }
    };
    InputTypeError::new_err(format!("{argument}: {wanted} is wanted, not {name}"))
}
