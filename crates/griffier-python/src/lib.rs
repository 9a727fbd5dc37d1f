//! The Python module `griffier._griffier`: the pipeline, documents and tables as Python sees them. What Python says better
//! (spaCy, Spark, data frames) stands in `python/griffier`.
//!
//! What is absent on purpose: rules and formats. No panic leaves this crate: work on a letter runs on a thread of its own,
//! or behind [`work::guarded`], and becomes an exception of `griffier`.

mod arrow;
mod chars;
mod document;
mod error;
mod files;
mod given;
mod html;
mod layers;
mod lists;
mod lookup;
mod pipeline;
mod stream;
mod work;

use pyo3::prelude::*;

/// The part of griffier that is written in Rust.
#[pymodule]
fn _griffier(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("SCHEMA", griffier_export::SCHEMA)?;
    module.add_class::<pipeline::Pipeline>()?;
    module.add_class::<stream::Letters>()?;
    module.add_class::<document::Document>()?;
    module.add_class::<layers::Mention>()?;
    module.add_class::<layers::Candidate>()?;
    module.add_class::<layers::Entity>()?;
    module.add_class::<layers::Relation>()?;
    module.add_class::<layers::Commitment>()?;
    module.add_class::<layers::Due>()?;
    module.add_class::<layers::Passage>()?;
    module.add_class::<layers::Sentence>()?;
    module.add_class::<layers::Zone>()?;
    module.add_class::<layers::Diagnostic>()?;
    module.add_class::<lookup::Meaning>()?;
    module.add_class::<arrow::ArrowStream>()?;
    module.add_function(wrap_pyfunction!(lists::open, module)?)?;
    module.add_function(wrap_pyfunction!(arrow::annotate_arrow, module)?)
}
