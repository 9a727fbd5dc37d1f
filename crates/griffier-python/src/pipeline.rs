//! The pipeline as Python sees it.

use crate::document::Document;
use crate::error::{self, input, wrong_type};
use crate::files;
use crate::given::{self, Given};
use crate::lookup::{Meaning, meanings, show};
use crate::stream::{How, Letters, patience, threads};
use crate::work::{Job, guarded, named, on_own_stack};
use griffier::batch::Task;
use griffier::files::Entry;
use griffier::{Day, Field, MentionType, Stated, Trust};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyIterator, PyString, PyTuple};
use std::path::PathBuf;

/// Annotates letters. Made by `griffier.load`; holds no state of a letter, so one serves all threads.
///
/// >>> import griffier
/// >>> nlp = griffier.load()
/// >>> [m.entity for m in nlp("De motie is op 8 juli jl. aangenomen.", date="2021-10-11").mentions]
/// ['2021-07-08']
#[pyclass(frozen, module = "griffier")]
pub(crate) struct Pipeline {
    pub pipeline: griffier::Pipeline,
    pub options: Py<PyDict>,
}

impl Pipeline {
    /// The document of the one letter in `found`.
    fn only(
        &self,
        py: Python<'_>,
        path: &str,
        date: Option<String>,
        bytes: Option<Vec<u8>>,
    ) -> PyResult<Document> {
        let pipeline = self.pipeline;
        let done = py.detach(|| {
            on_own_stack(&named(path), || {
                let mut found = files::first_two(&named(path), bytes).into_iter();
                let (Some(Task { path, item, .. }), None) = (found.next(), found.next()) else {
                    return Ok(None);
                };
                let job = match (item, date) {
                    (Job::File(Entry::Letter(mut letter)), Some(value)) => {
                        let (field, origin, trust) =
                            (Field::Date, "argument date".to_owned(), Trust::Publisher);
                        letter.state([Stated { field, value, origin, trust }]);
                        Job::File(Entry::Letter(letter))
                    }
                    (job, _) => job,
                };
                job.annotate(&pipeline, &path).map(Some)
            })
        });
        match done.map_err(|loss| error::lost(&loss))? {
            Some(doc) => Ok(Document::new(doc)),
            None => Err(input(format!("{path}: holds no letter or several; each() reads them one by one"))),
        }
    }
}

/// A path, as a text.
fn path_of(path: &Bound<'_, PyAny>, argument: &str) -> PyResult<PathBuf> {
    path.extract::<PathBuf>().map_err(|_| wrong_type(argument, "a path", path))
}

#[pymethods]
#[allow(clippy::wrong_self_convention, reason = "the names are Python's, and a pipeline is what reads")]
impl Pipeline {
    /// Annotates one text, which stays as it is: `doc.text == text`.
    ///
    /// `date` is the day it was written, from which "8 juli jl." is counted: a `date`, or `YYYY-MM-DD`. It goes before what
    /// the text says of itself.
    #[pyo3(signature = (text, *, date = None, id = None))]
    fn __call__(
        &self,
        py: Python<'_>,
        text: &Bound<'_, PyAny>,
        date: Option<Bound<'_, PyAny>>,
        id: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Document> {
        let id = id.map_or_else(|| Ok("text".to_owned()), |id| given::name(&id, "id"))?;
        let given = Given::new(given::text(text, "text")?, id, given::day(date.as_ref(), "date")?, "text")?;
        let (pipeline, path) = (self.pipeline, named(&given.id));
        let done = py.detach(|| on_own_stack(&path, || Job::Text(given).annotate(&pipeline, &path)));
        Ok(Document::new(done.map_err(|loss| error::lost(&loss))?))
    }

    /// Annotates many texts, in parallel and without Python's lock, and gives the documents in the order of the texts.
    ///
    /// An item is a text, a tuple `(text, id)` or `(text, id, date)`, or a dict with `text`, `id` and `date`; with `as_tuples`
    /// it is a pair of such an item and anything, which comes back with the document. Texts are taken as they are needed, a few
    /// dozen ahead. `n_jobs` is the number of threads, -1 one for each processor. A letter that takes longer than `timeout`
    /// seconds is lost. What is lost raises `LetterError`, after which the others may still be read; with `on_error="return"` the
    /// exception comes in its place, with `"skip"` nothing does.
    ///
    /// >>> import griffier
    /// >>> docs = griffier.load().pipe(["De NAVO.", {"text": "De Opiumwet.", "id": "b"}], n_jobs=2)
    /// >>> [(doc.id, doc.mentions[0].entity) for doc in docs]
    /// [('text-1', 'org:navo'), ('b', 'law:opiumwet')]
    #[pyo3(signature = (texts, *, n_jobs = 1, as_tuples = false, timeout = None, on_error = "raise"))]
    fn pipe(
        &self,
        texts: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = threads)] n_jobs: i64,
        as_tuples: bool,
        #[pyo3(from_py_with = patience)] timeout: Option<f64>,
        on_error: &str,
    ) -> PyResult<Letters> {
        if texts.is_instance_of::<PyString>() || texts.is_instance_of::<PyBytes>() {
            return Err(wrong_type("texts", "an iterable of texts", texts));
        }
        let items =
            PyIterator::from_object(texts).map_err(|_| wrong_type("texts", "an iterable of texts", texts))?;
        Letters::of_texts(self.pipeline, items.unbind(), How::new(n_jobs, timeout, on_error)?, as_tuples)
    }

    /// Reads and annotates the one letter in a file: PDF, Word, OpenDocument, HTML, XML, Markdown or text.
    #[pyo3(signature = (path, *, date = None))]
    fn from_path(
        &self,
        py: Python<'_>,
        path: &Bound<'_, PyAny>,
        date: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Document> {
        let path = path_of(path, "path")?;
        self.only(py, &path.to_string_lossy(), given::day(date.as_ref(), "date")?, None)
    }

    /// The same for the bytes of a file; `name` is what the file is called, by which the document is.
    #[pyo3(signature = (data, name = "bytes", *, date = None))]
    fn from_bytes(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        name: &str,
        date: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Document> {
        let bytes = match (data.cast::<PyBytes>(), data.cast::<PyByteArray>()) {
            (Ok(bytes), _) => bytes.as_bytes().to_vec(),
            (_, Ok(bytes)) => bytes.to_vec(),
            _ => return Err(wrong_type("data", "bytes", data)),
        };
        self.only(py, name, given::day(date.as_ref(), "date")?, Some(bytes))
    }

    /// Reads and annotates every letter in a file, a folder, an archive, a mail, a table, or several of these.
    ///
    /// Gives the documents in order; `n_jobs`, `timeout` and `on_error` as in `pipe`.
    #[pyo3(signature = (paths, *, n_jobs = 1, timeout = None, on_error = "raise"))]
    fn each(
        &self,
        paths: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = threads)] n_jobs: i64,
        #[pyo3(from_py_with = patience)] timeout: Option<f64>,
        on_error: &str,
    ) -> PyResult<Letters> {
        let paths = match paths.extract::<PathBuf>() {
            Ok(path) => vec![path],
            Err(_) => {
                let items = PyIterator::from_object(paths);
                let items =
                    items.map_err(|_| wrong_type("paths", "a path or an iterable of paths", paths))?;
                items.map(|path| path_of(&path?, "paths")).collect::<PyResult<_>>()?
            }
        };
        Letters::of_files(self.pipeline, paths, How::new(n_jobs, timeout, on_error)?)
    }

    /// Everything that a name can mean, best first, with what speaks for and against it.
    ///
    /// `date` is the day it was written, `type` the type it must have.
    #[pyo3(signature = (name, *, date = None, r#type = None))]
    fn lookup<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        date: Option<Bound<'py, PyAny>>,
        r#type: Option<&str>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let name = given::text(name, "name")?;
        let day = given::day(date.as_ref(), "date")?.and_then(|day| Day::first(&day));
        let kind = match r#type {
            Some(kind) => Some(MentionType::parse(kind).ok_or_else(|| {
                let names: Vec<&str> = MentionType::ALL.map(MentionType::name).to_vec();
                input(format!("type: {kind:?} is none of {}", names.join(", ")))
            })?),
            None => None,
        };
        let found: Vec<Meaning> = guarded(|| meanings(self.pipeline.knowledge(), &name, day, kind))
            .map_err(PyRuntimeError::new_err)?;
        PyTuple::new(py, found.into_iter().map(|m| Py::new(py, m)).collect::<PyResult<Vec<_>>>()?)
    }

    /// What the knowledge base has of a thing, by its identifier; `None` if it has nothing.
    ///
    /// >>> import griffier
    /// >>> griffier.load().show("org:navo")["label"]
    /// 'NAVO'
    fn show<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Option<Bound<'py, PyDict>>> {
        show(py, self.pipeline.knowledge(), id)
    }

    /// What `griffier.load` was given.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.options.bind(py).copy()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyDict>,))> {
        let again = py.import("griffier.loading")?.getattr("reload")?;
        Ok((again, (self.options(py)?,)))
    }

    fn __repr__(&self) -> String {
        format!("<Pipeline with {} names>", self.pipeline.knowledge().len())
    }
}
