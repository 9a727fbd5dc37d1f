//! Finds forms that no list can hold, one recogniser a file.
//!
//! A recogniser reads a segmented [`griffier_doc::Document`] (and the hits of the gazetteer, which ran before) and
//! returns hits. It decides the form and the value, never which thing in the world is meant.

mod citation;
mod date;
mod motion;
mod name;
mod office;
mod person;
mod quantity;
mod tokens;
mod url;
