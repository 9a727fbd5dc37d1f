//! The books of a run that writes to a file or a folder, so that nothing that is finished is ever done again or lost:
//! records grow in files called `.part`, the [`journal`] says whose they are and where they stand, and in the end they take
//! the place of the output all at once. What is promised, and what is synced when: `docs/batches.md`.
//!
//! What is absent on purpose: what a record says, and what a person is told.

mod earlier;
mod finish;
pub(crate) mod journal;
pub(crate) mod manifest;
mod part;
mod stored;
#[cfg(test)]
mod tests;

pub(crate) use earlier::{Kept, path_number};
pub(crate) use part::beside;
pub(crate) use stored::{Shape, Stored};

use crate::complain;
use crate::summary::{Row, count};
use anyhow::{Context, bail, ensure};
use griffier_export::Arrangement;
use journal::{Conditions, Entry, Journal, Lost, Place};
pub(crate) use part::substitute;
use part::{Part, head, open_plain, remove, sweep};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Output after which all is synced: bytes, letters.
const SYNC: (u64, u32) = (32 << 20, 1000);

/// The books of one run.
pub(crate) struct Ledger {
    /// The output: a file or a folder.
    target: PathBuf,
    shape: Shape,
    journal: Journal,
    journal_path: PathBuf,
    /// Holds the lock that keeps a second run away.
    _lock: File,
    /// By the name of the file in the folder; empty for the one stream.
    parts: BTreeMap<String, Part>,
    /// How long what stands above the first letter of a shared file is.
    heads: BTreeMap<String, u64>,
    kept: Arc<Kept>,
    /// Files of single letters of an earlier run, which may no longer be wanted.
    stale: Vec<String>,
    /// Files of single letters that are not synced yet.
    unsynced: Vec<PathBuf>,
    since_sync: (u64, u32),
}

/// A letter that is finished, ready to be written.
pub(crate) struct Finished {
    pub path: String,
    pub id: String,
    pub sha256: String,
    pub key: [u8; 32],
    pub row: Row,
    pub sum: String,
    pub pieces: Vec<Stored>,
}

impl Ledger {
    /// Opens the books for `target`; with `resume` it takes over what an earlier run finished.
    ///
    /// # Errors
    /// When files cannot be made, another run is at work on them, or what is there cannot be gone on with.
    pub fn open(
        target: &Path,
        shape: Shape,
        conditions: &Conditions,
        manifest: &Path,
        resume: bool,
    ) -> anyhow::Result<Self> {
        let failed = || format!("{}: cannot write", target.display());
        if shape.arrangement == Arrangement::Folder {
            std::fs::create_dir_all(target)
                .with_context(|| format!("{}: cannot make this folder", target.display()))?;
        }
        ensure!(shape.arrangement == Arrangement::Folder || !target.is_dir(), "{}: it is a folder", failed());
        // A link stays one: what it leads to is what is written.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        ensure!(target.file_name().is_some(), "{}: cannot be an output", target.display());
        let journal = beside(&target, ".journal");
        if resume {
            if earlier::is_stillborn(&journal) {
                give_up(&journal)?;
            }
            if !journal.exists() {
                earlier::import(&target, shape, conditions, manifest)?;
            }
            if journal.exists() {
                return Self::resume(target, shape, conditions, journal, manifest);
            }
        }
        give_up(&journal)?;
        let options = OpenOptions::new().read(true).append(true).create_new(true).open(&journal);
        let file = options.with_context(failed)?;
        let lock = locked(&file, &journal)?;
        clean(&target, shape, &journal, manifest)?;
        let back = open_plain(&journal, OpenOptions::new().read(true)).with_context(failed)?;
        let book = Journal::begin(file, back, conditions).with_context(failed)?;
        let books = Self::closed(target, shape, book, journal, lock);
        books.with_parts(BTreeMap::new()).with_context(failed)
    }

    /// Goes on where an earlier run stopped.
    fn resume(
        target: PathBuf,
        shape: Shape,
        conditions: &Conditions,
        journal: PathBuf,
        manifest: &Path,
    ) -> anyhow::Result<Self> {
        let file = open_plain(&journal, OpenOptions::new().read(true).append(true))
            .with_context(|| format!("{}: cannot be gone on with", journal.display()))?;
        let lock = locked(&file, &journal)?;
        clean(&target, shape, &journal, manifest)?;
        let found = earlier::load(&target, &file, &journal, conditions)?;
        file.set_len(found.journal)?;
        let book = Journal::over(file, open_plain(&journal, OpenOptions::new().read(true))?, found.journal);
        let mut books = Self::closed(target, shape, book, journal, lock);
        (books.kept, books.stale, books.heads) = (Arc::new(found.kept), found.files, found.heads);
        books.with_parts(found.parts).context("cannot go on with the earlier run")
    }

    /// Books without a part.
    fn closed(target: PathBuf, shape: Shape, journal: Journal, journal_path: PathBuf, lock: File) -> Self {
        Self {
            target,
            shape,
            journal,
            journal_path,
            _lock: lock,
            parts: BTreeMap::new(),
            heads: BTreeMap::new(),
            kept: Arc::default(),
            stale: Vec::new(),
            unsynced: Vec::new(),
            since_sync: (0, 0),
        }
    }

    /// Opens the parts, of which an earlier run left so much that is whole.
    fn with_parts(mut self, lengths: BTreeMap<String, u64>) -> io::Result<Self> {
        for (name, len) in lengths {
            let part = Part::reopen(&self.part_path(&name), len)?;
            self.parts.insert(name, part);
        }
        if self.shape.arrangement != Arrangement::Folder && self.parts.is_empty() {
            let part = Part::create(&self.part_path(""), head(self.shape))?;
            self.parts.insert(String::new(), part);
        }
        Ok(self)
    }

    /// How long what stands above the first letter of the file `name` is.
    fn head_len(&self, name: &str) -> u64 {
        self.heads.get(name).copied().unwrap_or(head(self.shape).len() as u64)
    }

    fn part_path(&self, name: &str) -> PathBuf {
        part_path(&self.target, name)
    }

    /// What an earlier run finished.
    pub fn kept(&self) -> Arc<Kept> {
        Arc::clone(&self.kept)
    }

    /// Writes what a letter adds, then its line.
    pub fn add(&mut self, finished: Finished) -> io::Result<()> {
        let mut places = Vec::with_capacity(finished.pieces.len());
        for piece in finished.pieces {
            places.push(self.place(piece)?);
        }
        self.since_sync.0 += places.iter().map(|place| place.bytes).sum::<u64>();
        self.since_sync.1 += 1;
        let Finished { path, id, sha256, key, row, sum, .. } = finished;
        let key = hexadecimal(&key[..16]);
        self.journal.add(&Entry { path, id, sha256, key, duplicate: false, row, sum, pieces: places })?;
        if self.since_sync.0 >= SYNC.0 || self.since_sync.1 >= SYNC.1 {
            return self.sync();
        }
        // What the system has outlives this process.
        self.parts.values_mut().try_for_each(Part::flush)?;
        self.journal.flush()
    }

    fn place(&mut self, piece: Stored) -> io::Result<Place> {
        let Stored { file, head, whole, bytes, raw, crc } = piece;
        let len = bytes.len() as u64;
        let mut place = Place { file, at: 0, bytes: len, whole, raw: if raw == len { 0 } else { raw }, crc };
        if whole {
            let path = self.target.join(&place.file);
            let mut whole = substitute(&path)?;
            io::Write::write_all(&mut whole, &bytes)?;
            whole.persist(&path)?;
            self.unsynced.push(path);
            return Ok(place);
        }
        if !self.parts.contains_key(&place.file) {
            let part = Part::create(&self.part_path(&place.file), head.as_bytes())?;
            self.journal.share(&place.file, part.len)?;
            self.heads.insert(place.file.clone(), part.len);
            self.parts.insert(place.file.clone(), part);
        }
        let part = self.parts.get_mut(&place.file);
        place.at = part.map_or(Ok(0), |part| part.write(&bytes))?;
        Ok(place)
    }

    /// Takes over a letter that an earlier run finished.
    pub fn take_over(&mut self, line: u64) -> io::Result<Entry> {
        self.journal.take_over(line)
    }

    /// Notes a letter that is lost.
    pub fn lose(&mut self, path: String, reason: String) -> io::Result<()> {
        self.journal.add(&Lost { path, reason })
    }

    /// Makes sure that what was written outlives the power: records first, then the lines that name them.
    pub fn sync(&mut self) -> io::Result<()> {
        self.since_sync = (0, 0);
        self.parts.values_mut().try_for_each(Part::sync)?;
        self.unsynced.drain(..).try_for_each(|path| File::open(path)?.sync_all())?;
        self.journal.sync()
    }
}

/// Removes what a killed run left of files that it had not finished.
fn clean(target: &Path, shape: Shape, journal: &Path, manifest: &Path) -> io::Result<()> {
    let folder = (shape.arrangement == Arrangement::Folder).then_some(target);
    sweep(&[target, journal, manifest, &beside(target, ".manifest.json")], folder)
}

/// Where the file `name` of the output at `target` grows.
fn part_path(target: &Path, name: &str) -> PathBuf {
    if name.is_empty() { beside(target, ".part") } else { beside(&target.join(name), ".part") }
}

/// Removes the books of an unfinished run that nobody goes on with, and says so.
fn give_up(journal: &Path) -> anyhow::Result<()> {
    let Ok(file) = open_plain(journal, OpenOptions::new().read(true)) else {
        return remove(journal).with_context(|| format!("{}: cannot remove", journal.display()));
    };
    let _lock = locked(&file, journal)?;
    let mut letters = 0;
    journal::read(&file, |_, line| {
        letters += usize::from(matches!(line, journal::Line::Letter(_)));
        Ok(())
    })?;
    if letters > 0 {
        let letters = count(letters, "finished letter");
        complain(format!(
            "warning: {letters} of an earlier run that broke off are given up; --resume keeps them"
        ));
    }
    remove(journal).with_context(|| format!("{}: cannot remove", journal.display()))
}

/// The lock of a run on its journal, which ends with the process.
fn locked(file: &File, journal: &Path) -> anyhow::Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file.try_clone()?),
        Err(TryLockError::WouldBlock) => {
            bail!("{}: another griffier is writing this output", journal.display())
        }
        // A file system without locks: nothing keeps a second run away.
        Err(TryLockError::Error(_)) => Ok(file.try_clone()?),
    }
}

/// The first half of the SHA-256 of stored pieces, by which a torn one is known.
pub(crate) fn sum_of<'b>(pieces: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut sum = Sha256::new();
    pieces.into_iter().for_each(|piece| sum.update(piece));
    half(&sum.finalize())
}

fn half(sum: &[u8]) -> String {
    hexadecimal(sum.get(..16).unwrap_or(sum))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
