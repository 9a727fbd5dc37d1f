//! Annotated letters as RDF.
//!
//! From the records that `griffier annotate` writes ([`Loader`]) to a folder of compressed N-Quads, a graph for each letter
//! ([`Store`]), and from there to answers to SPARQL queries ([`Dataset`], [`ask`]). The names are those of
//! `docs/graph.md`. What is absent on purpose: the pipeline, which this crate knows by its record only; the network; files
//! other than those of the store.

mod answer;
mod dataset;
mod describe;
mod index;
mod iri;
mod line;
mod load;
mod offsets;
mod period;
mod quads;
mod query;
mod record;
mod store;
mod vocabulary;
mod words;

pub use answer::Format;
pub use dataset::Dataset;
pub use index::{Letter, Letters, STORE};
pub use line::quads;
pub use load::{Fault, Loaded, Loader, Texts};
pub use query::{Answer, Limits, QueryError, ask};
pub use record::{RecordError, SCHEMA};
pub use store::{Store, StoreError, Writer};
pub use vocabulary::{BASE, PREFIXES, VERSION};

#[cfg(test)]
mod tests;
