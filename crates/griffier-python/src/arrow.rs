//! Tables of letters in, tables of finds out, in the form of Arrow: what comes in is read where it lies, what goes out is
//! handed over as it stands, whoever's tables they are (pyarrow, polars, pandas, DuckDB …).

mod capsule;
mod input;
mod output;

use crate::error::{InputTypeError, input};
use crate::given::{Given, fits, is_day, no_day};
use crate::pipeline::Pipeline;
use crate::stream::{patience, plan, threads};
use crate::work::{guarded, named};
use griffier::Unit;
use griffier::batch::{Annotate, Half, LetterError, Opened, Plan, Progress, Staged, Task, in_order_until};
use griffier_export::write_record;
use input::{Names, Row, Rows};
pub(crate) use output::ArrowStream;
use output::Tables;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How often it is asked whether the user wants to stop.
const SIGNALS: Duration = Duration::from_millis(200);

/// What becomes of a row: a document, with its record if that is wanted, or the words of what is wrong with it.
type Done = Result<(griffier::Document, Option<String>), String>;

/// Annotates the rows of a table with an `__arrow_c_stream__`; the tables of what is found, by name.
#[pyfunction]
#[pyo3(name = "_annotate_arrow", signature = (pipeline, table, text, id, date, n_jobs, timeout, records, before))]
#[allow(
    clippy::too_many_arguments,
    reason = "the arguments of one Python function, which has names for them"
)]
pub(crate) fn annotate_arrow(
    py: Python<'_>,
    pipeline: &Bound<'_, Pipeline>,
    table: &Bound<'_, PyAny>,
    text: String,
    id: Option<String>,
    date: Option<String>,
    #[pyo3(from_py_with = threads)] n_jobs: i64,
    #[pyo3(from_py_with = patience)] timeout: Option<f64>,
    records: bool,
    before: Option<u64>,
) -> PyResult<BTreeMap<&'static str, ArrowStream>> {
    let plan = plan(n_jobs, timeout)?;
    let reader = capsule::reader(table)?;
    let names = Names { text, id, date };
    names.check(&reader).map_err(InputTypeError::new_err)?;
    let pipeline = pipeline.get().pipeline;
    let ((fault, faults), (key, keys)) = (channel(), channel());
    let rows = Rows { reader, names, before, fault, key };
    let annotated = py.detach(move || guarded(|| annotate(pipeline, plan, rows, (faults, keys), records)));
    let tables = annotated.map_err(PyRuntimeError::new_err)??;
    guarded(|| tables.finish())
        .map_err(PyRuntimeError::new_err)?
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

fn annotate(
    pipeline: griffier::Pipeline,
    plan: Plan,
    rows: Rows,
    (faults, keys): (Receiver<String>, Receiver<String>),
    records: bool,
) -> PyResult<Tables> {
    let mut tables = Tables::new(records);
    let (mut asked, mut stop) = (Instant::now(), Ok(()));
    let read = move |push: griffier::batch::Push<'_, Row>| rows.read(push);
    in_order_until(&plan, None, read, Staged(Work { pipeline, records }), |path, done| {
        let done = done.unwrap_or_else(|loss| Err(reason(path, &loss)));
        // Rows come in the order in which they were read, and each has sent its key before.
        let key = keys.try_recv().unwrap_or_default();
        tables.add(&path.to_string_lossy(), &key, &done);
        if asked.elapsed() > SIGNALS {
            asked = Instant::now();
            stop = Python::attach(|py| py.check_signals());
        }
        if stop.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    stop?;
    match faults.try_recv() {
        Ok(fault) => Err(input(fault)),
        Err(_) => Ok(tables),
    }
}

/// What a loss says, without the name of the letter, which its row has.
fn reason(path: &Path, loss: &LetterError) -> String {
    let words = loss.to_string();
    let words = words.strip_prefix(&format!("{}: ", path.display())).unwrap_or(&words);
    words.split("; if it is meant to").next().unwrap_or_default().to_owned()
}

/// What is done to each row, on any thread.
struct Work {
    pipeline: griffier::Pipeline,
    /// Whether the record of each is wanted.
    records: bool,
}

impl Annotate for Work {
    type Item = Row;
    type Extra = ();
    type Out = Done;

    fn pipeline(&self) -> &griffier::Pipeline {
        &self.pipeline
    }
    fn open(&self, path: &Path, row: Row) -> Result<Opened<(), Done>, LetterError> {
        Ok(match given(path, &row) {
            Ok(given) => Progress::Part(Half::new(given.document(), ())),
            Err(words) => Progress::Done(Err(words)),
        })
    }
    fn close(&self, doc: griffier::Document, (): ()) -> Result<Done, LetterError> {
        let mut record = None;
        if self.records {
            let mut out = Vec::new();
            write_record(&doc, Unit::Char, &mut out)
                .map_err(|error| LetterError::Io(doc.id().into(), error))?;
            out.pop();
            record = String::from_utf8(out).ok();
        }
        Ok(Ok((doc, record)))
    }
}

/// The text of a row with what is stated of it.
fn given(path: &Path, row: &Row) -> Result<Given, String> {
    let text = row.text().ok_or_else(|| format!("row {}: the text is null", row.number()))?;
    fits(text)?;
    let date = row.date();
    if let Some(date) = date.as_deref().filter(|date| !is_day(date)) {
        return Err(format!("row {}: date: {}", row.number(), no_day(date)));
    }
    Ok(Given { id: path.to_string_lossy().into_owned(), text: text.to_owned(), date })
}

/// One row as work for the batch.
fn task(row: Row) -> Task<Row> {
    let weight = row.text().map_or(0, str::len) as u64;
    Task { path: named(&row.id()), weight, item: row }
}
