//! Parquet tables, a row a letter. Only the columns that are used are read, a few rows at a time.

use super::row::{Column, Row, Table, Value, column, day_of};
use super::{Item, Seekable, Source, Walk};
use crate::error::Problem;
use bytes::Bytes;
use griffier_text::guarded;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, FileReader, Length};
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::Field;
use parquet::record::reader::{ReaderIter, TreeBuilder};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};
use std::io::{BufReader, Read, SeekFrom};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

const NAME: &str = "this Parquet table";

/// Rows that are decoded together.
const BATCH: usize = 16;

/// What a row takes from the budget beside its text: a table can hold a billion of them in a few bytes.
const ROW: u64 = 64;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let file = match source.file(&walk.limits) {
        Ok(file) => file,
        Err(problem) => return walk.lost(item.path.clone(), problem),
    };
    let opened = try_to(|| Shared::new(file).map_err(ParquetError::from).and_then(SerializedFileReader::new));
    let reader = match opened {
        Ok(reader) => reader,
        Err(error) => return walk.lost(item.path.clone(), damaged(&error)),
    };
    let root = reader.metadata().file_metadata().schema_descr().root_schema();
    let used: Vec<Used> = root.get_fields().iter().filter_map(Used::of).collect();
    if !used.iter().any(|used| used.column.0 == Column::Text) {
        let why =
            "has no column `text` (nor `content`, `tekst`) of texts; give the one with the letters that name";
        return walk.lost(item.path.clone(), Problem::NoLetters { what: NAME, why });
    }
    if let Some(codec) = unread(&reader) {
        return walk.lost(item.path.clone(), Problem::Compression { what: NAME, codec });
    }
    let fields = used.iter().map(|used| used.field.clone()).collect();
    let projection = match Type::group_type_builder(root.name()).with_fields(fields).build() {
        Ok(projection) => Arc::new(SchemaDescriptor::new(Arc::new(projection))),
        Err(error) => return walk.lost(item.path.clone(), damaged(&error)),
    };
    let mut rows = Rows { table: Table { item, unit: "row", format: "parquet" }, used, number: 0 };
    for group in 0..reader.num_row_groups() {
        let before = rows.number;
        let iter = try_to(|| {
            let group = reader.get_row_group(group)?;
            TreeBuilder::new().with_batch_size(BATCH).as_iter(Arc::clone(&projection), group.as_ref())
        });
        match iter {
            Ok(iter) => rows.hand_on(walk, iter)?,
            Err(error) => rows.lost(walk, &error)?,
        }
        if walk.halted {
            break;
        }
        // A group that broke off still has the numbers of its rows.
        let count = reader.metadata().row_group(group).num_rows();
        rows.number = before.saturating_add(u64::try_from(count).unwrap_or(0));
    }
    ControlFlow::Continue(())
}

/// The compression of a column that is used, if it is one that is not read.
fn unread(reader: &SerializedFileReader<Shared>) -> Option<&'static str> {
    let columns = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    let used = columns
        .filter(|chunk| chunk.column_path().parts().first().is_some_and(|name| column(name).is_some()));
    used.map(|chunk| chunk.compression()).find_map(|codec| match codec {
        Compression::BROTLI(_) => Some("brotli"),
        Compression::LZ4 | Compression::LZ4_RAW => Some("lz4"),
        Compression::LZO => Some("lzo"),
        _ => None,
    })
}

/// What the library does; that it panics says no more than that the table is damaged.
fn try_to<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    let panicked = || ParquetError::General("its parts contradict each other".to_owned());
    guarded(work).unwrap_or_else(|| Err(panicked()))
}

/// A column that is used.
struct Used {
    field: TypePtr,
    column: (Column, usize),
    /// Whether its numbers are nanoseconds since 1970.
    nanoseconds: bool,
}

impl Used {
    fn of(field: &TypePtr) -> Option<Self> {
        let info = field.get_basic_info();
        let single = field.is_primitive() && info.repetition() != Repetition::REPEATED;
        let column = column(field.name()).filter(|_| single)?;
        let logical = info.logical_type_ref();
        let nanoseconds =
            matches!(logical, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS);
        Some(Self { field: Arc::clone(field), column, nanoseconds })
    }
}

struct Rows<'t> {
    table: Table<'t>,
    used: Vec<Used>,
    number: u64,
}

impl Rows<'_> {
    fn hand_on(&mut self, walk: &mut Walk<'_>, mut iter: ReaderIter) -> ControlFlow<()> {
        while let Some(row) = try_to(|| iter.next().transpose()).transpose() {
            let row = match row {
                Ok(row) => row,
                Err(error) => return self.lost(walk, &error),
            };
            self.number += 1;
            let (mut letter, mut bytes) = (Row::default(), ROW);
            for ((_, field), used) in row.get_column_iter().zip(&self.used) {
                if let Some(value) = value(field, used.nanoseconds) {
                    if let Value::Text(text) = &value {
                        bytes += text.len() as u64;
                    }
                    letter.push(used.column, value);
                }
            }
            if walk.budget.spend(bytes).is_err() {
                return walk.lost(self.table.item.path.clone(), Problem::Bomb { what: NAME });
            }
            letter.hand_on(walk, &self.table, self.number)?;
        }
        ControlFlow::Continue(())
    }

    fn lost(&self, walk: &mut Walk<'_>, error: &ParquetError) -> ControlFlow<()> {
        let Problem::Damaged { format, why } = damaged(error) else { return ControlFlow::Continue(()) };
        let why = format!("{why}, behind row {}", self.number);
        walk.lost(self.table.item.path.clone(), Problem::Damaged { format, why })
    }
}

fn value(field: &Field, nanoseconds: bool) -> Option<Value> {
    const DAY: i64 = 86_400;
    let day = |days: i64| day_of(days).map(Value::Text);
    match field {
        Field::Null => None,
        Field::Str(text) => Some(Value::Text(text.clone())),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Some(Value::Text(text.to_owned())),
            Err(_) => Some(Value::Other("bytes that are no UTF-8")),
        },
        Field::Date(days) => day(i64::from(*days)),
        Field::TimestampMillis(time) => day(time.div_euclid(DAY * 1_000)),
        Field::TimestampMicros(time) => day(time.div_euclid(DAY * 1_000_000)),
        Field::Long(time) if nanoseconds => day(time.div_euclid(DAY * 1_000_000_000)),
        Field::Bool(_) => Some(Value::Other("true or false")),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => Some(Value::Other("a list")),
        number => Some(Value::Number(number.to_string())),
    }
}

/// The library quotes what it could not read, however long that is.
fn damaged(error: &ParquetError) -> Problem {
    let words = match error {
        ParquetError::General(words) | ParquetError::NYI(words) | ParquetError::EOF(words) => words.clone(),
        other => other.to_string(),
    };
    let mut why: String = words.chars().take(160).collect();
    if why.len() < words.len() {
        why.push('…');
    }
    Problem::Damaged { format: NAME, why }
}

/// A file that several readers share, each with a place of its own.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<Box<dyn Seekable>>>,
    length: u64,
}

impl Shared {
    fn new(mut file: Box<dyn Seekable>) -> std::io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file: Arc::new(Mutex::new(file)), length })
    }
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Shared {
    type T = BufReader<Place>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::with_capacity(1 << 16, Place { shared: self.clone(), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF(format!("bytes {start} and {length} more are beyond its end")));
        }
        let mut bytes = vec![0; length];
        Place { shared: self.clone(), at: start }.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A place in a shared file.
struct Place {
    shared: Shared,
    at: u64,
}

impl Read for Place {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let mut file = self.shared.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buf)?;
        self.at += read as u64;
        Ok(read)
    }
}
