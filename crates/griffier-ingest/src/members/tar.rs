//! Tar archives.

use super::meter::Whole;
use super::{Item, Source, Walk, is_hidden, problem};
use std::io::BufReader;
use std::ops::ControlFlow;
use tar::{Archive, EntryType};

const NAME: &str = "this tar archive";

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let mut archive = Archive::new(BufReader::with_capacity(1 << 16, source.stream()));
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.lost(item.path.clone(), problem(&error, NAME)),
    };
    while !walk.halted {
        let entry = match entries.next() {
            None => break,
            Some(Ok(entry)) => entry,
            Some(Err(error)) => return walk.lost(item.path.clone(), problem(&error, NAME)),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            _ if is_hidden(&name) => continue,
            EntryType::Regular | EntryType::Continuous => {}
            EntryType::Symlink | EntryType::Link => {
                walk.other("link".to_owned())?;
                continue;
            }
            // Its holes would have to be filled: nobody keeps letters so.
            EntryType::GNUSparse => {
                walk.other("sparse file".to_owned())?;
                continue;
            }
            _ => continue,
        }
        let size = entry.size();
        walk.enter_member(
            Source::Stream(Box::new(Whole::new(entry, size))),
            Item { size: Some(size), ..item.member(&name) },
        )?;
    }
    ControlFlow::Continue(())
}
