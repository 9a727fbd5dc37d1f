//! Parquet: four tables of typed columns, a row for each letter, mention, entity and relation, joined on `letter_key`.
//!
//! Texts are strings, days are dates, several values are lists, attributes are a list of keys and values. The unit that offsets count in stands in
//! the file's metadata under `griffier.offsets`, the version of the columns under `griffier.schema`.

mod rows;

pub use rows::{Rows, Table, rows};

use crate::offsets::unit_name;
use griffier_text::Unit;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rows::Cells;
use std::io::{self, Write};
use std::sync::Arc;

/// The version of the columns.
pub const TABLES_SCHEMA: &str = "griffier-tables/2";

/// Rows that are held before they are written as a group.
const GROUP: usize = 1 << 16;

/// One table under way.
pub struct ParquetTable<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    held: Rows,
}

impl<W: Write + Send> ParquetTable<W> {
    /// Begins `table` in `out`; offsets of its rows count in `unit`.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn begin(table: Table, unit: Unit, out: W) -> io::Result<Self> {
        let entry = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
        let metadata =
            vec![entry("griffier.schema", TABLES_SCHEMA), entry("griffier.offsets", unit_name(unit))];
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("griffier ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(metadata))
            .build();
        let schema = parse_message_type(&table.schema()).map_err(io::Error::other)?;
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        Ok(Self { writer: writer.map_err(io::Error::other)?, held: Rows::new(table) })
    }

    /// Adds the rows of a letter.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, rows: Rows) -> io::Result<()> {
        self.held.append(rows);
        if self.held.len() >= GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes what is held, and the end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.held.len() > 0 {
            self.flush()?;
        }
        self.writer.close().map_err(io::Error::other)?;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let rows = self.held.take();
        let group = self.writer.next_row_group().map_err(io::Error::other)?;
        write(&rows, group).map_err(io::Error::other)
    }
}

/// Writes the columns, one leaf after another.
fn write<W: Write + Send>(rows: &Rows, mut group: SerializedRowGroupWriter<'_, W>) -> Result<()> {
    let text = |text: &String| ByteArray::from(text.as_bytes().to_vec());
    for cells in rows.columns() {
        match cells {
            Cells::Text(values) => plain::<ByteArrayType, _>(&mut group, values, text)?,
            Cells::Optional(values) => optional::<ByteArrayType, _>(&mut group, values, text)?,
            Cells::Day(values) => optional::<Int32Type, _>(&mut group, values, |day| *day)?,
            Cells::Number(values) => plain::<Int64Type, _>(&mut group, values, |number| *number)?,
            Cells::Share(values) => plain::<DoubleType, _>(&mut group, values, |share| *share)?,
            Cells::Flag(values) => plain::<BoolType, _>(&mut group, values, |flag| *flag)?,
            Cells::Texts(values) => list(&mut group, values, text)?,
            Cells::Pairs(values) => {
                list(&mut group, values, |(key, _)| ByteArray::from(key.as_bytes().to_vec()))?;
                list(&mut group, values, |(_, value)| text(value))?;
            }
        }
    }
    group.close()?;
    Ok(())
}

fn plain<D: DataType, V>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: &[V],
    cell: impl Fn(&V) -> D::T,
) -> Result<()> {
    let cells: Vec<D::T> = values.iter().map(cell).collect();
    leaf::<D>(group, &cells, None)
}

fn optional<D: DataType, V>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: &[Option<V>],
    cell: impl Fn(&V) -> D::T,
) -> Result<()> {
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let cells: Vec<D::T> = values.iter().flatten().map(cell).collect();
    let repetition = vec![0; levels.len()];
    leaf::<D>(group, &cells, Some((&levels, &repetition[..0])))
}

/// The items of lists: an empty one has a level and no value, what follows the first item of one repeats.
fn list<V>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: &[Vec<V>],
    cell: impl Fn(&V) -> ByteArray,
) -> Result<()> {
    let (mut defined, mut repeated) = (Vec::new(), Vec::new());
    for items in values {
        defined.extend(std::iter::repeat_n(1, items.len()));
        repeated.extend((0..items.len()).map(|i| i16::from(i > 0)));
        if items.is_empty() {
            defined.push(0);
            repeated.push(0);
        }
    }
    let cells: Vec<ByteArray> = values.iter().flatten().map(cell).collect();
    leaf::<ByteArrayType>(group, &cells, Some((&defined, &repeated)))
}

fn leaf<D: DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    cells: &[D::T],
    levels: Option<(&[i16], &[i16])>,
) -> Result<()> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    let defined = levels.map(|(defined, _)| defined);
    let repeated = levels.map(|(_, repeated)| repeated).filter(|repeated| !repeated.is_empty());
    column.typed::<D>().write_batch(cells, defined, repeated)?;
    column.close()
}

#[cfg(test)]
mod tests;
