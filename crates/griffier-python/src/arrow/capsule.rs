//! Takes over a stream of Arrow's C interface from the capsule it comes in: a place of the project with `unsafe`.
#![allow(unsafe_code, reason = "the C interface is a pointer; see `reader`")]

use crate::error::{InputTypeError, input};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// The batches of `table`, which lie where Python has them. Only their lengths and offsets are known to be sound; what is
/// read from them is checked before.
pub(super) fn reader(table: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let Ok(method) = table.getattr("__arrow_c_stream__") else {
        let name = table.get_type().name()?;
        return Err(InputTypeError::new_err(format!(
            "table: {name} has no __arrow_c_stream__; give a pyarrow, polars or pandas table, or a record batch reader"
        )));
    };
    let capsule = method.call0()?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: a capsule of this name holds a valid `ArrowArrayStream`, as the Arrow PyCapsule interface lays down, and the
    // capsule outlives this call. `from_raw` moves the stream out and marks it as released, so that nobody frees it twice.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr().cast()) };
    RecordBatchStreamReader::try_new(stream).map_err(|error| input(format!("table: {error}")))
}
