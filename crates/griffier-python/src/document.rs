//! A document as Python sees it.

use crate::error::input;
use crate::html;
use crate::layers::{Commitment, Diagnostic, Entity, Letter, Mention, Passage, Relation, Sentence, Zone};
use crate::work::guarded;
use griffier::{Span, Unit};
use griffier_export::{Arrangement, Counting, Format, write_page, write_record};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};
use pyo3::{PyClass, PyClassInitializer};
use std::sync::Arc;

/// An annotated letter.
///
/// >>> import griffier
/// >>> doc = griffier.load()("Één brief 😀: de NAVO komt op 11 juli 2023 bijeen.", id="brief")
/// >>> doc.mentions
/// (<Mention "NAVO" ORGANISATION org:navo>, <Mention "11 juli 2023" DATE 2023-07-11>)
/// >>> navo = doc.mentions[0]
/// >>> doc.text[navo.start:navo.end], (navo.start, navo.end), (navo.byte_start, navo.byte_end)
/// ('NAVO', (16, 20), (21, 25))
#[pyclass(frozen, module = "griffier")]
pub(crate) struct Document {
    pub letter: Arc<Letter>,
    text: PyOnceLock<Py<PyString>>,
    layers: [PyOnceLock<Py<PyTuple>>; LAYERS],
}

/// How many layers are kept once they were asked for.
const LAYERS: usize = 7;

impl Document {
    pub fn new(doc: griffier::Document) -> Self {
        Self {
            letter: Arc::new(Letter::new(doc)),
            text: PyOnceLock::new(),
            layers: [const { PyOnceLock::new() }; LAYERS],
        }
    }

    /// Layer `number` with `count` pieces, made when it is first asked for.
    fn layer<'py, T: Into<PyClassInitializer<T>> + PyClass>(
        &self,
        py: Python<'py>,
        number: usize,
        count: usize,
        piece: impl Fn(Arc<Letter>, usize) -> T,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let make = || {
            let pieces = (0..count).map(|at| Py::new(py, piece(Arc::clone(&self.letter), at)));
            PyTuple::new(py, pieces.collect::<PyResult<Vec<_>>>()?).map(Bound::unbind)
        };
        self.layers[number].get_or_try_init(py, make).map(|layer| layer.bind(py).clone())
    }

    fn written(
        &self,
        write: impl FnOnce(&griffier::Document, &mut Vec<u8>) -> std::io::Result<()>,
    ) -> PyResult<String> {
        let written = guarded(|| {
            let mut out = Vec::new();
            write(&self.letter.doc, &mut out).map(|()| out)
        });
        let out = written.map_err(PyRuntimeError::new_err)??;
        String::from_utf8(out).map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}

/// The unit of that name.
fn unit(name: &str) -> PyResult<Unit> {
    match name {
        "char" => Ok(Unit::Char),
        "byte" => Ok(Unit::Byte),
        "utf16" => Ok(Unit::Utf16),
        _ => Err(input(format!("offsets: {name:?} is none of 'char', 'byte', 'utf16'"))),
    }
}

#[pymethods]
impl Document {
    /// Its identifier: what you called it, or the file name without its extension.
    #[getter]
    fn id(&self) -> &str {
        self.letter.doc.id()
    }
    /// The text that all places count into.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.text.get_or_init(py, || PyString::new(py, self.letter.doc.text()).unbind()).bind(py).clone()
    }
    /// Its date, `YYYY-MM-DD`, as the letter or you say; `None` if nobody does.
    #[getter]
    fn date(&self) -> Option<&str> {
        self.letter.doc.meta().date.as_deref()
    }
    /// Its subject line.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.letter.doc.meta().subject.as_deref()
    }
    /// Its own identifiers: `kst-33694-45`.
    #[getter]
    fn identifiers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.letter.doc.meta().identifiers.iter().map(|id| &**id))
    }
    /// Where it came from: a file, and after `!/` the member of an archive.
    #[getter]
    fn path(&self) -> &str {
        &self.letter.doc.source().path
    }
    /// The format it came in: `text`, `pdf`, `docx` …
    #[getter]
    fn format(&self) -> &'static str {
        self.letter.doc.source().format.name()
    }
    /// The places where something is named, in reading order, an outer one before its inner ones.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.layer(py, 0, self.letter.doc.mentions().len(), |letter, at| Mention { letter, at })
    }
    /// The things that the mentions mean, sorted by identifier.
    #[getter]
    fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.layer(py, 1, self.letter.doc.entities().len(), |letter, at| Entity { letter, at })
    }
    /// What the letter says of them.
    #[getter]
    fn relations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.layer(py, 2, self.letter.doc.relations().len(), |letter, at| Relation { letter, at })
    }
    /// What is promised to parliament, in reading order.
    #[getter]
    fn commitments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.layer(py, 3, self.letter.doc.commitments().len(), |letter, at| Commitment { letter, at })
    }
    /// Its sentences, in reading order.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let sentences = self.letter.doc.sentences();
        self.layer(py, 4, sentences.len(), |letter, at| Sentence { letter, at: sentences[at].span })
    }
    /// Its parts: letterhead, body, signature …
    #[getter]
    fn zones<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let zones = self.letter.doc.zones();
        let zone = |letter, at: usize| Zone { letter, at: zones[at].span, name: zones[at].kind.name() };
        self.layer(py, 5, zones.len(), zone)
    }
    /// What you should know: a converted encoding, a date without anchor.
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.layer(py, 6, self.letter.doc.diagnostics().len(), |letter, at| Diagnostic { letter, at })
    }

    /// The entity of that identifier; `None` if the letter does not name it.
    fn entity(&self, id: &str) -> Option<Entity> {
        let entities = self.letter.doc.entities();
        let at = entities.iter().position(|entity| entity.id == id)?;
        Some(Entity { letter: Arc::clone(&self.letter), at })
    }

    /// The words from `start` to `end`, in bytes of the text as UTF-8.
    fn byte_slice(&self, start: usize, end: usize) -> PyResult<Passage> {
        let doc = &self.letter.doc;
        if end < start || doc.text().get(start..end).is_none() {
            return Err(input(format!(
                "bytes {start} to {end}: not on the edges of characters of this text"
            )));
        }
        Ok(Passage { letter: Arc::clone(&self.letter), at: Span::at(start, end) })
    }

    /// The record as one line of JSON, the same that `griffier annotate --offsets char` writes.
    ///
    /// `offsets` is what places count: `char` as Python does, `byte`, or `utf16` as JavaScript and Java do. The record
    /// names it.
    #[pyo3(signature = (*, offsets = "char"))]
    fn to_json(&self, offsets: &str) -> PyResult<String> {
        let unit = unit(offsets)?;
        let mut line = self.written(|doc, out| write_record(doc, unit, out))?;
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    /// The record as a `dict`; see `docs/output.schema.json`.
    #[pyo3(signature = (*, offsets = "char"))]
    fn to_dict<'py>(&self, py: Python<'py>, offsets: &str) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(offsets)?,))
    }

    /// The letter as a web page of its own, with what was read from it; it needs no network.
    fn to_html(&self) -> PyResult<String> {
        self.written(|doc, out| write_page(doc, None, &[], out))
    }

    /// The letter in a format that other tools load, as `griffier annotate --format` writes it (docs/export.md): `conllu`,
    /// `nif`, `doccano`, `spacy` … Those that lie in a folder of files are the command's alone.
    fn to_format(&self, name: &str) -> PyResult<String> {
        let Some(format) = Format::ALL.into_iter().find(|format| format.name() == name) else {
            let names: Vec<&str> = Format::ALL.map(Format::name).to_vec();
            return Err(input(format!("format: {name:?} is none of {}", names.join(", "))));
        };
        if format.arrangement() == Arrangement::Folder {
            return Err(input(format!(
                "format: {name} is a folder of files: griffier annotate --format {name} -o FOLDER"
            )));
        }
        let unit = match format.counting() {
            Counting::Fixed(unit) => unit,
            Counting::Chosen | Counting::Nothing => Unit::Char,
        };
        self.written(|doc, out| {
            for piece in format.pieces(doc, unit, doc.id())? {
                out.extend_from_slice(&piece.bytes);
            }
            Ok(())
        })
    }

    /// The letter as a `spacy.tokens.Doc`: mentions in `doc.spans["griffier"]`, outermost ones in `doc.ents`.
    ///
    /// With a pipeline `nlp` its tokenizer splits the text, else griffier does.
    #[pyo3(signature = (nlp = None))]
    fn to_spacy<'py>(slf: &Bound<'py, Self>, nlp: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("griffier.spacy")?.call_method1("from_document", (slf, nlp))
    }

    /// The letter with its mentions marked, for notebooks.
    fn _repr_html_(&self) -> PyResult<String> {
        guarded(|| html::render(&self.letter.doc)).map_err(PyRuntimeError::new_err)
    }

    fn __repr__(&self) -> String {
        let doc = &self.letter.doc;
        let (mentions, relations) = (doc.mentions().len(), doc.relations().len());
        format!("<Document {:?}: {mentions} mentions, {relations} relations>", doc.id())
    }
    fn __len__(&self) -> usize {
        self.letter.chars(Span::at(0, self.letter.doc.text().len())).1
    }
}
