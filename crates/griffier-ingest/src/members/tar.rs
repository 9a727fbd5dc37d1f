//! Tar archives. They are read from front to back, so a publication waits a little for the metadata that may follow it.

use super::beside::Beside;
use super::meter::Whole;
use super::{Item, Source, Walk, is_hidden, problem};
use crate::error::Problem;
use std::collections::VecDeque;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use tar::{Archive, EntryType};

const NAME: &str = "this tar archive";

/// So many members, and bytes of them, wait for metadata that stand behind them in their folder.
const WAITING: usize = 64;
const WAITING_BYTES: u64 = 16 << 20;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let mut archive = Archive::new(BufReader::with_capacity(1 << 16, source.stream()));
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.lost(item.path.clone(), problem(&error, NAME)),
    };
    let mut folder = Folder::default();
    while !walk.halted {
        let entry = match entries.next() {
            None => break,
            Some(Ok(entry)) => entry,
            Some(Err(error)) => {
                folder.close(walk)?;
                return walk.lost(item.path.clone(), in_words(problem(&error, NAME)));
            }
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            _ if is_hidden(&name) => continue,
            EntryType::Regular | EntryType::Continuous => {}
            EntryType::Symlink | EntryType::Link => {
                folder.hand_on(walk)?;
                walk.other("link".to_owned())?;
                continue;
            }
            // Its holes would have to be filled: nobody keeps letters so.
            EntryType::GNUSparse => {
                folder.hand_on(walk)?;
                walk.other("sparse file".to_owned())?;
                continue;
            }
            _ => continue,
        }
        let size = entry.size();
        let member = Item { size: Some(size), ..item.member(&name) };
        folder.take(walk, name, member, Whole::new(entry, size))?;
    }
    folder.close(walk)
}

/// What is wrong with an archive, in words for people where the library quotes the bytes of a header.
fn in_words(problem: Problem) -> Problem {
    match problem {
        Problem::Damaged { format, why } if why.starts_with("numeric field") => {
            Problem::Damaged { format, why: "the header of a member is damaged".to_owned() }
        }
        other => other,
    }
}

/// What stands together in one folder of the archive.
#[derive(Default)]
struct Folder {
    path: String,
    beside: Beside,
    waiting: VecDeque<(String, Item, Vec<u8>)>,
    bytes: u64,
}

impl Folder {
    /// Takes the next member.
    fn take(
        &mut self,
        walk: &mut Walk<'_>,
        name: String,
        mut member: Item,
        mut content: impl Read,
    ) -> ControlFlow<()> {
        let path = name.rfind('/').map_or("", |at| &name[..at]);
        if path != self.path {
            self.close(walk)?;
            path.clone_into(&mut self.path);
        }
        if Beside::is_one(&name) {
            return match self.beside.keep(&name, &mut content) {
                Ok(()) if self.beside.has(&name) => ControlFlow::Continue(()),
                Ok(()) => walk.other("metadata of a publication".to_owned()),
                Err(error) => {
                    self.hand_on(walk)?;
                    walk.lost(member.path, problem(&error, "it"))
                }
            };
        }
        let size = member.size.unwrap_or(u64::MAX);
        if !is_publication(&name) || size > WAITING_BYTES || size > walk.limits.bytes {
            self.hand_on(walk)?;
            self.beside.state(&name, &mut member);
            return walk.enter_member(Source::Stream(Box::new(content)), member);
        }
        let mut bytes = Vec::new();
        if let Err(error) = content.read_to_end(&mut bytes) {
            self.hand_on(walk)?;
            return walk.lost(member.path, problem(&error, "it"));
        }
        self.bytes += bytes.len() as u64;
        self.waiting.push_back((name, member, bytes));
        while self.waiting.len() > WAITING || self.bytes > WAITING_BYTES {
            self.hand_on_first(walk)?;
        }
        ControlFlow::Continue(())
    }

    /// Hands on the member that has waited longest.
    fn hand_on_first(&mut self, walk: &mut Walk<'_>) -> ControlFlow<()> {
        let Some((name, mut member, bytes)) = self.waiting.pop_front() else {
            return ControlFlow::Continue(());
        };
        self.bytes -= bytes.len() as u64;
        self.beside.state(&name, &mut member);
        walk.enter_member(Source::of(bytes), member)
    }

    /// Hands on all that wait, in their order.
    fn hand_on(&mut self, walk: &mut Walk<'_>) -> ControlFlow<()> {
        while !self.waiting.is_empty() {
            self.hand_on_first(walk)?;
        }
        ControlFlow::Continue(())
    }

    /// Ends the folder: metadata that belong to nothing in it are told.
    fn close(&mut self, walk: &mut Walk<'_>) -> ControlFlow<()> {
        self.hand_on(walk)?;
        let left = std::mem::take(&mut self.beside).left();
        (0..left).try_for_each(|_| walk.other("metadata of a publication".to_owned()))
    }
}

/// Whether a member may be the text of a publication, of which metadata may follow.
fn is_publication(name: &str) -> bool {
    let extension = super::extension(name);
    extension.is_some_and(|extension| {
        matches!(extension.as_str(), "xml" | "html" | "htm" | "pdf" | "odt" | "docx" | "txt")
    })
}
