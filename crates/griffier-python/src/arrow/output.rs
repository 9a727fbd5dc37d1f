//! Tables of what was found, column by column: letters, mentions, entities, relations, commitments, joined on `letter_key`.

use super::Done;
use crate::layers::share;
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, LargeStringBuilder, ListBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, Field, Schema};
use griffier::{Link, Origin, Span, Term};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A column that grows.
enum Column {
    Text(LargeStringBuilder),
    Texts(ListBuilder<LargeStringBuilder>),
    Count(Int64Builder),
    Share(Float64Builder),
    Flag(BooleanBuilder),
}

impl Column {
    /// By a letter: `t`ext, `l`ist of texts, `n`umber, `s`hare, `f`lag.
    fn of(kind: u8) -> Self {
        match kind {
            b'l' => Self::Texts(ListBuilder::new(LargeStringBuilder::new())),
            b'n' => Self::Count(Int64Builder::new()),
            b's' => Self::Share(Float64Builder::new()),
            b'f' => Self::Flag(BooleanBuilder::new()),
            _ => Self::Text(LargeStringBuilder::new()),
        }
    }

    /// Adds a cell; one that does not fit the column is empty.
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_option(text),
            (Self::Text(column), _) => column.append_null(),
            (Self::Texts(column), Cell::Texts(texts)) => {
                texts.iter().for_each(|text| column.values().append_value(text));
                column.append(true);
            }
            (Self::Texts(column), _) => column.append(false),
            (Self::Count(column), Cell::Count(count)) => column.append_value(count),
            (Self::Count(column), _) => column.append_null(),
            (Self::Share(column), Cell::Share(share)) => column.append_value(share),
            (Self::Share(column), _) => column.append_null(),
            (Self::Flag(column), Cell::Flag(flag)) => column.append_value(flag),
            (Self::Flag(column), _) => column.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Texts(mut column) => Arc::new(column.finish()),
            Self::Count(mut column) => Arc::new(column.finish()),
            Self::Share(mut column) => Arc::new(column.finish()),
            Self::Flag(mut column) => Arc::new(column.finish()),
        }
    }
}

/// A value for a column.
enum Cell<'c> {
    Text(Option<&'c str>),
    Texts(Vec<&'c str>),
    Count(i64),
    Share(f64),
    Flag(bool),
}

impl<'c> From<&'c str> for Cell<'c> {
    fn from(text: &'c str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'c> From<Option<&'c str>> for Cell<'c> {
    fn from(text: Option<&'c str>) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as i64)
    }
}

/// A table that grows.
struct Table {
    columns: Vec<(&'static str, Column)>,
}

impl Table {
    /// Of columns written `name:kind`, and the key that tables join on behind them.
    fn new(columns: &[&'static str]) -> Self {
        let column = |written: &&'static str| {
            let (name, kind) = written.split_once(':').unwrap_or((written, "t"));
            (name, Column::of(kind.bytes().next().unwrap_or(b't')))
        };
        Self { columns: columns.iter().chain(&["letter_key"]).map(column).collect() }
    }

    fn row<const N: usize>(&mut self, cells: [Cell<'_>; N]) {
        debug_assert_eq!(N, self.columns.len());
        for ((_, column), cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    fn finish(self) -> Result<ArrowStream, ArrowError> {
        let (mut fields, mut arrays) = (Vec::new(), Vec::new());
        for (name, column) in self.columns {
            let array = column.finish();
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        }
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?;
        Ok(ArrowStream { batch })
    }
}

/// The tables of a run.
pub(super) struct Tables {
    letters: Table,
    mentions: Table,
    entities: Table,
    relations: Table,
    commitments: Table,
    records: Option<Table>,
}

impl Tables {
    pub fn new(records: bool) -> Self {
        let table = Table::new;
        Self {
            letters: table(&[
                "letter",
                "date",
                "subject",
                "mentions:n",
                "relations:n",
                "commitments:n",
                "error",
            ]),
            mentions: table(&[
                "letter",
                "mention",
                "start:n",
                "end:n",
                "byte_start:n",
                "byte_end:n",
                "text",
                "type",
                "entity",
                "candidates:l",
                "nested:f",
                "confidence:s",
                "why",
                "holder",
            ]),
            entities: table(&["letter", "entity", "type", "label", "same_as:l", "nil:f"]),
            relations: table(&[
                "letter",
                "subject",
                "predicate",
                "object",
                "start:n",
                "end:n",
                "evidence",
                "confidence:s",
                "negated:f",
                "modality",
                "why",
            ]),
            commitments: table(&[
                "letter",
                "status",
                "start:n",
                "end:n",
                "text",
                "what",
                "by:l",
                "to:l",
                "made_on",
                "made_in",
                "due",
                "number",
                "modality",
                "confidence:s",
            ]),
            records: records.then(|| table(&["letter", "record", "error"])),
        }
    }

    /// Adds what became of the letter `id`, whose rows join on `key`.
    pub fn add(&mut self, id: &str, key: &str, done: &Done) {
        let (doc, record) = match done {
            Ok(done) => done,
            Err(error) => {
                let none = || Cell::Text(None);
                self.letters.row([
                    id.into(),
                    none(),
                    none(),
                    none(),
                    none(),
                    none(),
                    error.as_str().into(),
                    key.into(),
                ]);
                if let Some(records) = &mut self.records {
                    records.row([id.into(), none(), error.as_str().into(), key.into()]);
                }
                return;
            }
        };
        if let Some(records) = &mut self.records {
            records.row([id.into(), record.as_deref().into(), Cell::Text(None), key.into()]);
        }
        let meta = doc.meta();
        self.letters.row([
            id.into(),
            meta.date.as_deref().into(),
            meta.subject.as_deref().into(),
            doc.mentions().len().into(),
            doc.relations().len().into(),
            doc.commitments().len().into(),
            Cell::Text(None),
            key.into(),
        ]);
        let chars = crate::chars::Chars::new(doc.text());
        let place = |span: Span| chars.of(doc.text(), span);
        self.add_mentions((id, key), doc, &place);
        self.add_entities((id, key), doc);
        self.add_relations((id, key), doc, &place);
        self.add_commitments((id, key), doc, &place);
    }

    fn add_mentions(
        &mut self,
        (id, key): (&str, &str),
        doc: &griffier::Document,
        place: &dyn Fn(Span) -> (usize, usize),
    ) {
        for (i, mention) in doc.mentions().iter().enumerate() {
            let (start, end) = place(mention.span);
            let candidates = match &mention.link {
                Link::Many(candidates) => candidates.iter().map(|candidate| &*candidate.id).collect(),
                _ => Vec::new(),
            };
            let why = match &mention.origin {
                Origin::Gazetteer(row) => row.to_string(),
                Origin::Rule(name) => format!("rule {name}"),
            };
            self.mentions.row([
                id.into(),
                format!("m{}", i + 1).as_str().into(),
                start.into(),
                end.into(),
                mention.span.start().into(),
                mention.span.end().into(),
                doc.slice(mention.span).into(),
                mention.kind.name().into(),
                mention.link.id().map(|id| &**id).into(),
                Cell::Texts(candidates),
                Cell::Flag(mention.nested),
                Cell::Share(share(mention.confidence)),
                why.as_str().into(),
                mention.attr("holder").map(|id| &**id).into(),
                key.into(),
            ]);
        }
    }

    fn add_entities(&mut self, (id, key): (&str, &str), doc: &griffier::Document) {
        for entity in doc.entities() {
            self.entities.row([
                id.into(),
                (&*entity.id).into(),
                entity.kind.name().into(),
                (&*entity.label).into(),
                Cell::Texts(entity.same_as.iter().map(|id| &**id).collect()),
                Cell::Flag(entity.nil),
                key.into(),
            ]);
        }
    }

    fn add_relations(
        &mut self,
        (id, key): (&str, &str),
        doc: &griffier::Document,
        place: &dyn Fn(Span) -> (usize, usize),
    ) {
        for relation in doc.relations() {
            let (start, end) = place(relation.evidence);
            self.relations.row([
                id.into(),
                relation.subject.as_str().into(),
                relation.predicate.name().into(),
                relation.object.as_str().into(),
                start.into(),
                end.into(),
                doc.slice(relation.evidence).into(),
                Cell::Share(share(relation.confidence)),
                Cell::Flag(relation.negated),
                relation.modality.name().into(),
                relation.why.into(),
                key.into(),
            ]);
        }
    }

    fn add_commitments(
        &mut self,
        (id, key): (&str, &str),
        doc: &griffier::Document,
        place: &dyn Fn(Span) -> (usize, usize),
    ) {
        for commitment in doc.commitments() {
            let (start, end) = place(commitment.span);
            self.commitments.row([
                id.into(),
                commitment.status.name().into(),
                start.into(),
                end.into(),
                doc.slice(commitment.span).into(),
                doc.slice(commitment.what).into(),
                Cell::Texts(commitment.by.iter().map(Term::as_str).collect()),
                Cell::Texts(commitment.to.iter().map(Term::as_str).collect()),
                commitment.made_on.as_deref().into(),
                commitment.made_in.as_deref().into(),
                commitment.due.as_ref().map(|due| due.day.as_str()).into(),
                commitment.number.as_deref().into(),
                commitment.modality.name().into(),
                Cell::Share(share(commitment.confidence)),
                key.into(),
            ]);
        }
    }

    /// The tables by name.
    pub fn finish(self) -> Result<BTreeMap<&'static str, ArrowStream>, ArrowError> {
        let mut tables = BTreeMap::from([
            ("letters", self.letters.finish()?),
            ("mentions", self.mentions.finish()?),
            ("entities", self.entities.finish()?),
            ("relations", self.relations.finish()?),
            ("commitments", self.commitments.finish()?),
        ]);
        if let Some(records) = self.records {
            tables.insert("records", records.finish()?);
        }
        Ok(tables)
    }
}

/// A table that whoever knows Arrow's C interface can take over: `pyarrow.table(stream)`, `polars.DataFrame(stream)`.
#[pyclass(frozen, module = "griffier")]
#[derive(Debug)]
pub(crate) struct ArrowStream {
    batch: RecordBatch,
}

#[pymethods]
impl ArrowStream {
    /// The stream in a capsule, as Arrow's PyCapsule interface lays down.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Another schema is a wish that may be left unheard.
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }
    fn __repr__(&self) -> String {
        format!("<ArrowStream of {} rows and {} columns>", self.batch.num_rows(), self.batch.num_columns())
    }
}
