//! What things were called before, while they kept their identifiers: read before the rows of the things, and joined with
//! them as they are taken in.

use crate::entry::Entry;
use crate::fault::Fault;
use crate::tables::Table;
use std::collections::BTreeMap;

/// The column of a name that a thing had before: first and last day as `FROM/TO`, a space, the name.
pub(crate) const FORMERLY: &str = "formerly";

/// Former names, by the identifier of what had them.
#[derive(Default)]
pub(crate) struct FormerNames(BTreeMap<String, Vec<Former>>);

struct Former {
    name: String,
    /// As the column has it.
    value: String,
    /// What is said if no row has the identifier.
    fault: Fault,
}

impl FormerNames {
    pub fn add(&mut self, table: &Table) {
        for row in table.rows() {
            let [of, name, from, to] = ["of", "name", "valid_from", "valid_to"].map(|column| row.get(column));
            let fault = row.error("of", format!("no row has the identifier `{of}`"));
            let former = Former { name: name.to_owned(), value: format!("{from}/{to} {name}"), fault };
            self.0.entry(of.to_owned()).or_default().push(former);
        }
    }

    /// A row with its former names, which are forms of it too; `None` if it has none.
    pub fn renamed(&mut self, entry: &Entry) -> Option<Entry> {
        let names = self.0.remove(&entry.id)?;
        let mut entry = entry.clone();
        for Former { name, value, .. } in names {
            entry.extras.push((FORMERLY.to_owned(), value));
            if entry.name != name && !entry.aliases.iter().chain(&entry.context).any(|form| *form == name) {
                entry.aliases.push(name);
            }
        }
        Some(entry)
    }

    /// A fault for each name of which no row came.
    pub fn left(&mut self) -> impl Iterator<Item = Fault> + use<> {
        std::mem::take(&mut self.0).into_values().flatten().map(|former| former.fault)
    }
}
