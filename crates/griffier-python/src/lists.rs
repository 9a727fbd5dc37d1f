//! Lists of the user's own and the tagger: from the options of `griffier.load` to a pipeline.

use crate::error::{InputError, ListError};
use crate::pipeline::Pipeline;
use crate::work::guarded;
use griffier::lists::{ImportError, Lists, Mapping, MappingError};
use griffier::{Model, builtin};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::io;
use std::path::PathBuf;

/// How lists are read.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct How {
    builtin: bool,
    priority: i8,
    default_type: Option<String>,
    columns: Vec<String>,
    types: Vec<String>,
    ids: Vec<String>,
}

fn lists(files: Vec<PathBuf>, how: &How) -> Result<Lists, MappingError> {
    let mut mapping = Mapping::default();
    how.columns.iter().try_for_each(|text| mapping.map_column(text))?;
    how.types.iter().try_for_each(|text| mapping.map_type(text))?;
    how.ids.iter().try_for_each(|text| mapping.map_id(text))?;
    mapping.default_type = how.default_type.as_deref().map(Mapping::parse_type).transpose()?;
    Ok(Lists { files, builtin: how.builtin.then(builtin), mapping, priority: how.priority, source: None })
}

/// The tagger that is asked for.
#[derive(FromPyObject)]
pub(crate) enum Tagger {
    Shipped(bool),
    Own(PathBuf),
}

/// The exception that Python has for this kind: `FileNotFoundError`, `PermissionError` …
fn file_error(kind: io::ErrorKind, words: String) -> PyErr {
    io::Error::new(kind, words).into()
}

/// Opens lists and tagger: the pipeline, and what was left out of the lists. `options` are kept for pickling.
#[pyfunction]
#[pyo3(name = "_open")]
pub(crate) fn open(
    py: Python<'_>,
    files: Vec<PathBuf>,
    how: How,
    tagger: Tagger,
    options: Bound<'_, PyDict>,
) -> PyResult<(Pipeline, Vec<String>)> {
    let lists = lists(files, &how).map_err(|error| InputError::new_err(error.to_string()))?;
    let opened = py.detach(|| guarded(|| lists.open())).map_err(PyRuntimeError::new_err)?;
    let opened = opened.map_err(|error| match error {
        ImportError::Io(_, ref cause) => file_error(cause.kind(), error.to_string()),
        error => ListError::new_err(error.to_string()),
    })?;
    let pipeline = griffier::Pipeline::with_knowledge(opened.knowledge);
    let pipeline = match tagger {
        Tagger::Shipped(false) => pipeline,
        Tagger::Shipped(true) => pipeline.with_shipped_tagger(),
        Tagger::Own(path) => {
            let bytes = std::fs::read(&path).map_err(|error| {
                file_error(error.kind(), format!("tagger: {}: cannot read: {error}", path.display()))
            })?;
            let model = Model::read(&bytes)
                .map_err(|error| InputError::new_err(format!("tagger: {}: {error}", path.display())))?;
            // Lives as long as the process, as knowledge bases do.
            pipeline.with_tagger(Box::leak(Box::new(model)))
        }
    };
    Ok((Pipeline { pipeline, options: options.unbind() }, opened.warnings))
}
