//! The end of a run: parts become the output. If the letters stand in them in the order of the input, a part needs its end
//! and another name; else it is put together anew, letter by letter.

use super::earlier::final_path;
use super::journal::{Line, Place};
use super::manifest::{self, About, Counts};
use super::part::{open_plain, remove, substitute, sync_folder};
use super::stored::{GZIP, GZIP_END, Packing, Shape, ZSTD_LEVEL};
use super::{Ledger, part_path};
use griffier_export::Arrangement;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// What stands before a record of a JSON array.
pub(super) fn between(packing: Packing, any: bool) -> io::Result<Vec<u8>> {
    let raw: &[u8] = if any { b",\n" } else { b"[\n" };
    if packing == Packing::Gzip { packing.pack(raw.to_vec()) } else { Ok(raw.to_vec()) }
}

/// What the journal says of the parts, in the order of the letters.
#[derive(Default)]
struct Course {
    /// From where to where the letters so far fill each part without a gap.
    filled: BTreeMap<String, (u64, u64)>,
    broken: bool,
    crc: crc32fast::Hasher,
    raw: u64,
    /// Files of single letters.
    files: BTreeSet<String>,
}

impl Course {
    fn add(&mut self, place: &Place) {
        if place.whole {
            self.files.insert(place.file.clone());
            return;
        }
        let (_, end) = self.filled.entry(place.file.clone()).or_insert((place.at, place.at));
        self.broken |= *end != place.at;
        *end += place.bytes;
        let raw = if place.raw == 0 { place.bytes } else { place.raw };
        self.crc.combine(&crc32fast::Hasher::new_with_initial_len(place.crc, raw));
        self.raw += raw;
    }
}

impl Ledger {
    /// Puts records and manifest in their places and closes the books.
    ///
    /// # Errors
    /// When something cannot be written; the books stay, and a later run can go on with them.
    pub fn finish(mut self, about: &About<'_>, manifest: &Path) -> io::Result<Counts> {
        self.sync()?;
        let course = self.course()?;
        let mut ready = Vec::new();
        let names: Vec<String> = self.parts.keys().cloned().collect();
        for name in names {
            if self.stands_in_order(&course, &name) {
                ready.push(self.close(&course, &name)?);
            } else if let Some(made) = self.put_together(&name)? {
                ready.push(made);
            }
        }
        let counts = manifest::write(manifest, about, &mut self.journal)?;
        for (made, path) in ready {
            keep_mode(&made, &path);
            made.persist(&path)?;
        }
        for name in self.stale.iter().filter(|name| !course.files.contains(*name)) {
            remove(&self.target.join(name))?;
        }
        let inside = self.target.join("x");
        sync_folder(if self.shape.arrangement == Arrangement::Folder { &inside } else { &self.target })?;
        sync_folder(manifest)?;
        // Without a journal a part is nothing; without its parts a journal would say that all is lost.
        remove(&self.journal_path)?;
        for name in self.parts.keys() {
            remove(&part_path(&self.target, name))?;
        }
        Ok(counts)
    }

    /// Leaves the books to a later run, with a manifest that says so.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn suspend(mut self, about: &About<'_>, manifest: &Path) -> io::Result<Counts> {
        self.sync()?;
        manifest::write(manifest, about, &mut self.journal)
    }

    fn course(&mut self) -> io::Result<Course> {
        let mut course = Course::default();
        self.journal.each(|line| {
            if let Line::Letter(entry) = line {
                entry.pieces.iter().for_each(|place| course.add(place));
            }
            Ok(())
        })?;
        Ok(course)
    }

    /// Whether the part `name` has the letters of this run, in order, and nothing else.
    fn stands_in_order(&self, course: &Course, name: &str) -> bool {
        let Some(part) = self.parts.get(name) else { return false };
        let head = self.head_len(name);
        let filled = course.filled.get(name).copied();
        let wanted = filled.is_some() || self.shape.arrangement != Arrangement::Folder;
        let all = filled.unwrap_or((head, head)) == (head, part.len);
        self.shape.is_direct() && !course.broken && wanted && all
    }

    /// A part with its end.
    fn close(&mut self, course: &Course, name: &str) -> io::Result<(Made, PathBuf)> {
        let target = final_path(&self.target, name);
        let path = part_path(&self.target, name);
        if let Some(part) = self.parts.get_mut(name) {
            if self.shape.packing == Packing::Gzip {
                part.write(&gzip_end(course.crc.clone(), course.raw))?;
            }
            part.sync()?;
        }
        Ok((Made::Part(path), target))
    }

    /// The file `name`, put together from its part; `None` if no letter has a piece in it any more.
    fn put_together(&mut self, name: &str) -> io::Result<Option<(Made, PathBuf)>> {
        let target = final_path(&self.target, name);
        let mut from = open_plain(&part_path(&self.target, name), OpenOptions::new().read(true))?;
        let mut head = Vec::new();
        if self.shape.arrangement == Arrangement::Folder {
            (&mut from).take(self.head_len(name)).read_to_end(&mut head)?;
        }
        let mut out = Out::new(substitute(&target)?, self.shape, &head)?;
        let (array, mut any) = (self.shape.arrangement == Arrangement::Array, false);
        self.journal.each(|line| {
            let Line::Letter(entry) = line else { return Ok(()) };
            for place in entry.pieces.iter().filter(|place| !place.whole && place.file == name) {
                if array {
                    out.literal(if any { b",\n" } else { b"[\n" })?;
                }
                any = true;
                from.seek(SeekFrom::Start(place.at))?;
                let mut bytes = Vec::new();
                (&mut from).take(place.bytes).read_to_end(&mut bytes)?;
                out.stored(bytes, place)?;
            }
            Ok(())
        })?;
        if array {
            out.literal(if any { b"\n]\n" } else { b"[]\n" })?;
        }
        let made = out.finish()?;
        if !any && self.shape.arrangement == Arrangement::Folder {
            return Ok(None);
        }
        Ok(Some((Made::New(made), target)))
    }
}

/// A file that is whole and waits for its name.
enum Made {
    Part(PathBuf),
    New(TempPath),
}

impl Made {
    fn path(&self) -> &Path {
        match self {
            Self::Part(path) => path,
            Self::New(path) => path,
        }
    }
    fn persist(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Part(part) => std::fs::rename(part, path),
            Self::New(new) => Ok(new.persist(path)?),
        }
    }
}

/// A file that is replaced keeps who may read it. If that cannot be, it is no loss of records.
fn keep_mode(made: &Made, path: &Path) {
    if let Ok(old) = std::fs::metadata(path) {
        let _ = std::fs::set_permissions(made.path(), old.permissions());
    }
}

/// Checksum and length, as gzip has them behind the last block.
fn gzip_end(crc: crc32fast::Hasher, raw: u64) -> Vec<u8> {
    let mut end = GZIP_END.to_vec();
    end.extend_from_slice(&crc.finalize().to_le_bytes());
    // The length is counted modulo 2^32.
    end.extend_from_slice(&(raw as u32).to_le_bytes());
    end
}

/// A file that is put together.
enum Out {
    Plain(BufWriter<NamedTempFile>),
    Gzip(BufWriter<NamedTempFile>, crc32fast::Hasher, u64),
    Zstd(Box<zstd::Encoder<'static, BufWriter<NamedTempFile>>>),
}

impl Out {
    fn new(file: NamedTempFile, shape: Shape, head: &[u8]) -> io::Result<Self> {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        Ok(match shape.packing {
            Packing::Plain => {
                file.write_all(head)?;
                Self::Plain(file)
            }
            Packing::Gzip => {
                file.write_all(&GZIP)?;
                Self::Gzip(file, crc32fast::Hasher::new(), 0)
            }
            Packing::Zstd => Self::Zstd(Box::new(zstd::Encoder::new(file, ZSTD_LEVEL)?)),
        })
    }
    /// Bytes that belong to no letter.
    fn literal(&mut self, raw: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(raw),
            Self::Gzip(file, crc, length) => {
                crc.update(raw);
                *length += raw.len() as u64;
                file.write_all(&Packing::Gzip.pack(raw.to_vec())?)
            }
            Self::Zstd(encoder) => encoder.write_all(raw),
        }
    }
    /// A piece as it stands in a part.
    fn stored(&mut self, bytes: Vec<u8>, place: &Place) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(&bytes),
            Self::Gzip(file, crc, length) => {
                let raw = if place.raw == 0 { place.bytes } else { place.raw };
                crc.combine(&crc32fast::Hasher::new_with_initial_len(place.crc, raw));
                *length += raw;
                file.write_all(&bytes)
            }
            Self::Zstd(encoder) => encoder.write_all(&zstd::decode_all(bytes.as_slice())?),
        }
    }
    fn finish(self) -> io::Result<TempPath> {
        let mut file = match self {
            Self::Plain(file) => file,
            Self::Gzip(mut file, crc, raw) => {
                file.write_all(&gzip_end(crc, raw))?;
                file
            }
            Self::Zstd(encoder) => encoder.finish()?,
        };
        file.flush()?;
        file.get_ref().as_file().sync_all()?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(file.into_temp_path())
    }
}
