//! Single facts about a thing that few rows of its table would have (a day of birth, a depositary, an English name): read
//! before the rows of the things, and kept with them as further columns. What a name means does not depend on them.

use crate::builder::Builder;
use crate::entry::Entry;
use crate::fault::Fault;
use crate::tables::Table;
use std::collections::BTreeMap;

/// Facts, by the identifier of what they are about.
#[derive(Default)]
pub(crate) struct Details(BTreeMap<String, Vec<Detail>>);

struct Detail {
    /// Column and value.
    pair: (String, String),
    /// What is said if no row has the identifier.
    fault: Fault,
}

impl Details {
    fn add(&mut self, table: &Table) {
        for row in table.rows() {
            let [of, field, value] = ["of", "field", "value"].map(|column| row.get(column).to_owned());
            let fault = row.error("of", format!("no row has the identifier `{of}`"));
            self.0.entry(of).or_default().push(Detail { pair: (field, value), fault });
        }
    }

    /// A row with what is told of it besides; `None` if nothing is.
    pub fn completed(&mut self, entry: &Entry) -> Option<Entry> {
        let details = self.0.remove(&entry.id)?;
        let mut entry = entry.clone();
        entry.extras.extend(details.into_iter().map(|detail| detail.pair));
        Some(entry)
    }

    /// A fault for each fact about a thing of which no row came.
    pub fn left(&mut self) -> impl Iterator<Item = Fault> + use<> {
        std::mem::take(&mut self.0).into_values().flatten().map(|detail| detail.fault)
    }
}

impl Builder {
    /// Takes in single facts; the rows of the things that they are about are to follow.
    pub fn add_details(&mut self, table: &Table) {
        self.details.add(table);
    }
}
