//! The metadata of official publications that stand in an archive beside them.

use super::Item;
use crate::{METADATA_BYTES, is_metadata, letter_id, metadata_names, xml};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

/// The most that all metadata of an archive may have together.
const ALL: u64 = 64 << 20;

/// Files of metadata by their paths in the archive.
#[derive(Default)]
pub(super) struct Beside {
    files: BTreeMap<String, Vec<u8>>,
    bytes: u64,
    /// Those that stated something of a publication.
    used: BTreeSet<String>,
}

impl Beside {
    /// Whether a member is called as only such a file is.
    pub(super) fn is_one(name: &str) -> bool {
        is_metadata(name)
    }

    /// Keeps the file `name`; what is too large to be one, or breaks off, is left out.
    pub(super) fn keep(&mut self, name: &str, content: impl Read) -> io::Result<()> {
        let mut bytes = Vec::new();
        content.take(METADATA_BYTES + 1).read_to_end(&mut bytes)?;
        let sum = self.bytes + bytes.len() as u64;
        if bytes.len() as u64 <= METADATA_BYTES && sum <= ALL {
            self.bytes = sum;
            self.files.insert(name.to_owned(), bytes);
        }
        Ok(())
    }

    /// Whether `name` was kept: it is read with its publication, not as a letter.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Adds to a member what the file beside it states.
    pub(super) fn state(&mut self, name: &str, member: &mut Item) {
        if self.files.is_empty() {
            return;
        }
        let (folder, _) = name.rfind('/').map_or(("", name), |at| name.split_at(at + 1));
        let id = letter_id(name);
        let beside = metadata_names(&id).map(|file| format!("{folder}{file}"));
        let found = beside.into_iter().find_map(|file| {
            let stated = xml::metadata::stated_beside(self.files.get(&file)?, &id)?;
            Some((file, stated))
        });
        if let Some((file, stated)) = found {
            member.stated.extend(stated);
            self.used.insert(file);
        }
    }

    /// How many belong to no publication of the archive.
    pub(super) fn left(&self) -> usize {
        self.files.len() - self.used.len()
    }
}
