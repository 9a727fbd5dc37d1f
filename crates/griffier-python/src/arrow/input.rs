//! Rows of the user's table, read where they lie.

use super::task;
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{
    ArrowPrimitiveType, ArrowTemporalType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, TimeUnit};
use griffier::batch::Push;
use griffier_export::key_of;
use std::sync::Arc;
use std::sync::mpsc::Sender;

/// The columns by name.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub text: String,
    pub id: Option<String>,
    pub date: Option<String>,
}

impl Names {
    /// Whether the table has the columns, of types that can be read.
    pub fn check(&self, reader: &RecordBatchStreamReader) -> Result<(), String> {
        let schema = reader.schema();
        let check = |name: &str, argument: &str, wanted: &str, reads: fn(&DataType) -> bool| {
            let Ok(field) = schema.field_with_name(name) else {
                let there: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                return Err(format!("{argument}: no column {name:?}; there are: {}", there.join(", ")));
            };
            match reads(field.data_type()) {
                true => Ok(()),
                false => Err(format!(
                    "{argument}: column {name:?} holds {}, and {wanted} wanted",
                    field.data_type()
                )),
            }
        };
        // A column of nothing is read as one: each row says that it has no text.
        check(&self.text, "text", "texts are", |kind| is_text(kind) || *kind == DataType::Null)?;
        if let Some(id) = &self.id {
            let reads = |kind: &DataType| is_text(kind) || kind.is_integer() || *kind == DataType::Null;
            check(id, "id", "texts or whole numbers are", reads)?;
        }
        if let Some(date) = &self.date {
            let reads = |kind: &DataType| {
                use DataType::{Date32, Date64, Null, Timestamp};
                is_text(kind) || matches!(kind, Date32 | Date64 | Timestamp(..) | Null)
            };
            check(date, "date", "dates, times or texts YYYY-MM-DD are", reads)?;
        }
        Ok(())
    }

    /// The columns of a batch with so many rows before it, once it is sure that they can be read.
    fn columns(&self, batch: &RecordBatch, before: u64) -> Result<Columns, String> {
        let column = |name: &str| -> Result<ArrayRef, String> {
            let array = batch.column_by_name(name).ok_or_else(|| format!("no column {name:?}"))?;
            // Whoever made the array may not have looked: texts are UTF-8 or nothing is read of them.
            array.to_data().validate_full().map_err(|error| format!("column {name:?}: {error}"))?;
            Ok(Arc::clone(array))
        };
        Ok(Columns {
            text: column(&self.text)?,
            id: self.id.as_deref().map(column).transpose()?,
            date: self.date.as_deref().map(column).transpose()?,
            before,
        })
    }
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// The rows of a table, batch by batch.
pub(super) struct Rows {
    pub reader: RecordBatchStreamReader,
    pub names: Names,
    /// Rows that were read before, by which rows are counted; `None` where a table is some of the rows of a larger one, and
    /// which ones changes from run to run.
    pub before: Option<u64>,
    /// Takes what is wrong with the table itself.
    pub fault: Sender<String>,
    /// Takes the key of each row, before the row is handed on.
    pub key: Sender<String>,
}

impl Rows {
    /// Hands the rows on, until nobody wants more.
    pub fn read(self, push: Push<'_, Row>) {
        let Self { reader, names, before, fault, key } = self;
        let (is_numbered, mut before) = (before.is_some(), before.unwrap_or(0));
        for batch in reader {
            let read = |batch: RecordBatch| names.columns(&batch, before);
            let columns = batch.map_err(|error| error.to_string()).and_then(read);
            let columns = match columns {
                Ok(columns) => Arc::new(columns),
                Err(words) => {
                    // Nobody listens any more if the user stopped.
                    let _ = fault.send(format!("table: row {} and after: {words}", before + 1));
                    return;
                }
            };
            for at in 0..columns.text.len() {
                let row = Row { columns: Arc::clone(&columns), at };
                let _ = key.send(row.key(is_numbered));
                if push(task(row)).is_break() {
                    return;
                }
            }
            before += columns.text.len() as u64;
        }
    }
}

/// The columns of one batch.
#[derive(Debug)]
struct Columns {
    text: ArrayRef,
    id: Option<ArrayRef>,
    date: Option<ArrayRef>,
    /// Rows of the batches before.
    before: u64,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    columns: Arc<Columns>,
    at: usize,
}

impl Row {
    /// Its number in the table, from 1.
    pub fn number(&self) -> u64 {
        self.columns.before + self.at as u64 + 1
    }
    pub fn text(&self) -> Option<&str> {
        text(&self.columns.text, self.at)
    }
    /// What tells it from other rows, of other tables too: its id, its text, and its number or, where that means nothing, its
    /// date. Two rows without number that have the same key are the same letter.
    fn key(&self, is_numbered: bool) -> String {
        let number = if is_numbered { self.number().to_string() } else { String::new() };
        let date = if is_numbered { None } else { self.date() };
        key_of([&self.id(), &number, date.as_deref().unwrap_or_default(), self.text().unwrap_or_default()])
    }
    /// Its identifier; its number where the table has none.
    pub fn id(&self) -> String {
        let id = self.columns.id.as_ref().and_then(|id| match text(id, self.at) {
            Some(id) => Some(id.to_owned()),
            None => number(id, self.at),
        });
        id.unwrap_or_else(|| format!("row-{}", self.number()))
    }
    /// Its date, as it is written.
    pub fn date(&self) -> Option<String> {
        let date = self.columns.date.as_ref()?;
        match text(date, self.at) {
            Some(date) => Some(date.to_owned()),
            None => day(date, self.at),
        }
    }
}

fn text(array: &ArrayRef, at: usize) -> Option<&str> {
    if array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(at)),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(at)),
        DataType::Utf8View => Some(array.as_string_view().value(at)),
        _ => None,
    }
}

fn number(array: &ArrayRef, at: usize) -> Option<String> {
    fn value<T: ArrowPrimitiveType>(array: &ArrayRef, at: usize) -> Option<String>
    where
        T::Native: ToString,
    {
        let array: &PrimitiveArray<T> = array.as_primitive();
        (!array.is_null(at)).then(|| array.value(at).to_string())
    }
    match array.data_type() {
        DataType::Int8 => value::<Int8Type>(array, at),
        DataType::Int16 => value::<Int16Type>(array, at),
        DataType::Int32 => value::<Int32Type>(array, at),
        DataType::Int64 => value::<Int64Type>(array, at),
        DataType::UInt8 => value::<UInt8Type>(array, at),
        DataType::UInt16 => value::<UInt16Type>(array, at),
        DataType::UInt32 => value::<UInt32Type>(array, at),
        DataType::UInt64 => value::<UInt64Type>(array, at),
        _ => None,
    }
}

/// The day of a date or time, which is taken as it stands: its time zone is not asked.
fn day(array: &ArrayRef, at: usize) -> Option<String> {
    fn value<T: ArrowTemporalType>(array: &ArrayRef, at: usize) -> Option<String>
    where
        i64: From<T::Native>,
    {
        let array: &PrimitiveArray<T> = array.as_primitive();
        if array.is_null(at) {
            return None;
        }
        // What no calendar has is shown as the number that it is, and refused as no date.
        let day = array.value_as_date(at).map(|day| day.to_string());
        day.or_else(|| Some(i64::from(array.value(at)).to_string()))
    }
    match array.data_type() {
        DataType::Date32 => value::<Date32Type>(array, at),
        DataType::Date64 => value::<Date64Type>(array, at),
        DataType::Timestamp(TimeUnit::Second, _) => value::<TimestampSecondType>(array, at),
        DataType::Timestamp(TimeUnit::Millisecond, _) => value::<TimestampMillisecondType>(array, at),
        DataType::Timestamp(TimeUnit::Microsecond, _) => value::<TimestampMicrosecondType>(array, at),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => value::<TimestampNanosecondType>(array, at),
        _ => None,
    }
}
