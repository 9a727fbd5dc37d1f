//! How much a [`Builder`] may hold: what its rows, forms and strings take, and the end of it. Which reader stops then is
//! not known here.

use crate::builder::{Builder, FormRecord, Held, ListId, Record};
use crate::entry::Entry;
use crate::fault::Fault;
use std::mem::size_of;

/// Most bytes of rows, forms and their text in all lists together.
const MOST: usize = 2 << 30;

/// What all lists together may hold, and whether a row had to be left out for it.
pub(crate) struct Room {
    limit: usize,
    full: bool,
}

impl Default for Room {
    fn default() -> Self {
        Self { limit: MOST, full: false }
    }
}

impl Builder {
    /// Without any row, for at most `limit` bytes of rows and their text.
    pub fn with_limit(limit: usize) -> Self {
        let mut builder = Self::new();
        builder.room.limit = limit;
        builder
    }

    /// Whether the limit has been reached: no further row is taken in, so that reading may stop.
    pub fn is_full(&self) -> bool {
        self.room.full
    }

    /// Whether `bytes` more may be held for the row at `line`. The first time that they may not, that is a fault and the
    /// builder is full.
    pub fn has_room(&mut self, list: ListId, line: usize, bytes: usize) -> bool {
        if !self.room.full && self.held_bytes().saturating_add(bytes) > self.room.limit {
            self.room.full = true;
            let limit = match self.room.limit {
                limit if limit % (1 << 30) == 0 => format!("{} GiB", limit >> 30),
                limit => format!("{limit} bytes"),
            };
            let path = self.lists.get(usize::from(list.0)).map(|list| list.path.clone()).unwrap_or_default();
            let message = format!("the lists hold more than {limit} together; reading stops here");
            self.faults.stop(Fault::new(&path, line, 0, message));
        }
        !self.room.full
    }

    fn held_bytes(&self) -> usize {
        self.strings.held()
            + self.records.len() * size_of::<Record>()
            + self.forms.len() * size_of::<FormRecord>()
            + (self.tenures.len() + self.memberships.len()) * size_of::<Held>()
            + self.same_as.len() * size_of::<u32>()
            + self.extras.len() * size_of::<[u32; 2]>()
    }
}

/// What a row of these fields may take at most.
pub(crate) fn of_entry(entry: &Entry) -> usize {
    let texts = [
        &entry.id,
        &entry.name,
        &entry.portfolio,
        &entry.family,
        &entry.valid_from,
        &entry.valid_to,
        &entry.part_of,
        &entry.source,
        &entry.subkind,
        &entry.organisation,
        &entry.given,
        &entry.initials,
    ];
    let lists = [&entry.aliases, &entry.context, &entry.adjectives, &entry.same_as];
    let forms = lists.into_iter().flatten().map(|form| 2 * form.len() + size_of::<FormRecord>());
    let extras = entry.extras.iter().map(|(column, value)| column.len() + value.len() + 8);
    let texts = texts.into_iter().map(|text| 2 * text.len());
    size_of::<Record>() + texts.chain(forms).chain(extras).sum::<usize>()
}

/// What a row of who held or sat where may take at most.
pub(crate) fn of_held(texts: &[&str]) -> usize {
    size_of::<Held>() + texts.iter().map(|text| text.len()).sum::<usize>()
}
