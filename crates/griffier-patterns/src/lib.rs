//! Finds forms that no list can hold, one recogniser a file.
//!
//! A recogniser reads a segmented [`griffier_doc::Document`] (and the hits of the gazetteer, which ran before) and
//! returns hits. It decides the form and the value, never which thing in the world is meant.

mod abbreviation;
mod atoms;
mod citation;
mod date;
mod motion;
mod name;
mod office;
mod person;
mod quantity;
mod reader;
mod reading;
mod recognize;
mod region;
#[cfg(test)]
mod test_tokens;
mod tokens;
mod triggers;
mod url;
mod visits;

pub use date::{letter_date, recognize_dates};
pub use quantity::recognize_quantities;
pub use url::recognize_urls;

pub use abbreviation::{Definition, definitions, occurrences};
pub use name::recognize_names;
pub use office::recognize_offices;
pub use person::recognize_persons;

pub use citation::{recognize_articles, recognize_citations};
pub use motion::{recognize_members, recognize_motions};

pub use region::recognize_regions;

pub use recognize::{recognize, recognize_watched};
