//! What a later list says of the row of an earlier one: which rows join it, and which of them give it another name. Nobody
//! should have to guess which list an answer comes from.

use crate::builder::{Builder, Record};
use crate::entity::EntityRef;
use crate::knowledge::NONE;

/// The note of an entity that names a further row of it.
const JOINED_BY: &str = "joined by";
/// Renamings that are said in full.
const SHOWN: usize = 5;

impl Builder {
    /// Rows that call a thing of an earlier list otherwise, a line for each of the first few.
    pub fn renamed(&self) -> Vec<String> {
        let mut first = vec![NONE; self.strings.len()];
        let (mut said, mut more) = (Vec::new(), 0);
        for (at, record) in self.records.iter().enumerate() {
            let Some(known) = first.get_mut(record.id as usize) else { continue };
            let earlier = self.records.get(*known as usize);
            *known = at as u32;
            let Some(earlier) = earlier.filter(|earlier| earlier.label != record.label) else { continue };
            let list = |record: &Record| &self.lists[usize::from(record.list)];
            // A row of a lower priority than the built-in ones does not count; two rows of one list are a fault.
            if list(record).priority < 0 || list(record).layer == list(earlier).layer {
                continue;
            }
            if said.len() == SHOWN {
                more += 1;
                continue;
            }
            let [id, label, before] = [record.id, record.label, earlier.label].map(|s| self.strings.get(s));
            let (place, file) = (self.place_of(record), self.strings.get(list(earlier).name));
            said.push(format!("{place}: {id} is called `{label}` now; {file} calls it `{before}`"));
        }
        if more > 0 {
            said.push(format!("likewise {more} more rows give a thing of an earlier list another name"));
        }
        said
    }

    /// The notes of the rows of one entity, the first of which is its own.
    pub(crate) fn joined_by(&mut self, rows: &[u32]) -> Vec<[u32; 2]> {
        let Some((&first, further)) = rows.split_first().filter(|(_, further)| !further.is_empty()) else {
            return Vec::new();
        };
        let mut label = self.records[first as usize].label;
        let mut notes = Vec::new();
        for &row in further {
            let record = self.records[row as usize];
            let mut note = self.place_of(&record);
            if record.label != 0 && record.label != label {
                note += &format!(", which calls it so; before it `{}`", self.strings.get(label));
                label = record.label;
            }
            notes.push([self.strings.add(JOINED_BY), self.strings.add(&note)]);
        }
        notes
    }

    /// List and line of a row, as output names them.
    fn place_of(&self, record: &Record) -> String {
        let name = self.strings.get(self.lists[usize::from(record.list)].name);
        if record.line == 0 { name.to_owned() } else { format!("{name}:{}", record.line) }
    }
}

impl EntityRef {
    /// Rows of later lists that join [its own](EntityRef::row): list and line, and what it was called before if they rename it.
    pub fn joined_by(self) -> impl Iterator<Item = &'static str> {
        self.extras().filter(|(column, _)| *column == JOINED_BY).map(|(_, note)| note)
    }
}

/// Whether a further column is a note of this module, and none of a list.
pub(crate) fn is_note(column: &str) -> bool {
    column == JOINED_BY
}
