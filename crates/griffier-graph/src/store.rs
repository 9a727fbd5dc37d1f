//! A folder of compressed N-Quads with an index: read whole, written whole or not at all.
//!
//! `segments/` holds files of zstd frames, a frame for each letter, so that a letter can be taken out without its
//! neighbors being read, and `zstd -dc segments/*.zst` gives N-Quads all the same. `index.jsonl` says which frames
//! count. A load writes new segments under other names and then puts a new index in place of the old one: until that one
//! rename the old store stands, and what a load that was cut off left behind is swept up by the next.

use crate::index::{self, IndexError, Letter, Letters};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

const INDEX: &str = "index.jsonl";
const NEW_INDEX: &str = "index.jsonl.new";
const SEGMENTS: &str = "segments";
const LOCK: &str = "lock";

/// What a segment is called until it is whole.
const PART: &str = ".part";

/// Bytes after which a segment is closed: what a reader holds in memory at a time.
const SEGMENT: u64 = 32 << 20;

/// Times that a reader starts again when a writer has just put other segments in place.
const TRIES: usize = 5;

/// Why a store cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store.
    #[error("{0}: no store; `griffier graph load` makes one")]
    Missing(PathBuf),
    /// There is one, and nothing is in it.
    #[error("{0}: a store without letters; `griffier graph load` fills it")]
    Empty(PathBuf),
    /// The folder holds other things.
    #[error("{0}: a folder with files in it that are no store; give an empty folder or a new name")]
    Foreign(PathBuf),
    /// A store of another version.
    #[error("{path}: {words}")]
    Version {
        /// The index.
        path: PathBuf,
        /// Which version, and what to do.
        words: String,
    },
    /// Something in it is not as it was written.
    #[error("{path}: damaged: {problem}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, where it can with the line.
        problem: String,
    },
    /// Another program is writing.
    #[error("{0}: another load is writing to this store; wait until it is done")]
    Locked(PathBuf),
    /// The system refuses.
    #[error("{path}: {problem}")]
    Io {
        /// The file.
        path: PathBuf,
        /// In the system's words.
        problem: io::Error,
    },
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> StoreError + '_ {
    // A segment that is being written is named as it will be: the reader knows no other name of it.
    let shown = if path.extension().is_some_and(|end| end == "part") {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    move |problem| StoreError::Io { path: shown, problem }
}

/// A store to read from.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    letters: Letters,
}

impl Store {
    /// Reads the index of the store at `root`.
    ///
    /// # Errors
    /// When there is no store, nothing is in it, it is of another version, or its index is damaged.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let letters = read_index(root)?.ok_or_else(|| StoreError::Missing(root.to_owned()))?;
        if letters.is_empty() {
            return Err(StoreError::Empty(root.to_owned()));
        }
        Ok(Self { root: root.to_owned(), letters })
    }

    /// The letters in it.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// Hands every segment to `take`: its letters in the order in which they lie there, each with its frame.
    ///
    /// # Errors
    /// When a segment cannot be read or is shorter than the index says, or `take` fails.
    pub(crate) fn segments<F>(&mut self, mut take: F) -> Result<(), StoreError>
    where
        F: FnMut(&Path, &[(&Letter, &[u8])]) -> Result<(), StoreError>,
    {
        let files = self.files()?;
        let mut by_segment: BTreeMap<&str, Vec<&Letter>> = BTreeMap::new();
        for letter in self.letters.values() {
            by_segment.entry(&letter.segment).or_default().push(letter);
        }
        for ((_, mut letters), (path, mut file)) in by_segment.into_iter().zip(files) {
            letters.sort_by_key(|letter| letter.offset);
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(io_at(&path))?;
            let mut frames = Vec::with_capacity(letters.len());
            for letter in letters {
                frames.push((letter, frame(&bytes, letter).ok_or_else(|| short(&path, letter))?));
            }
            take(&path, &frames)?;
        }
        Ok(())
    }

    /// The segments, opened, sorted by name. A writer may have put others in place since the index was read: then that
    /// is read again. Once open, a file stays even if its name is gone.
    fn files(&mut self) -> Result<Vec<(PathBuf, File)>, StoreError> {
        for attempt in 1.. {
            let names: BTreeSet<&str> = self.letters.values().map(|letter| letter.segment.as_str()).collect();
            let open = |name: &str| {
                let path = self.root.join(SEGMENTS).join(name);
                File::open(&path).map(|file| (path.clone(), file)).map_err(io_at(&path))
            };
            match names.into_iter().map(open).collect() {
                Err(StoreError::Io { problem, .. })
                    if problem.kind() == io::ErrorKind::NotFound && attempt < TRIES =>
                {
                    *self = Self::open(&self.root)?;
                }
                Err(StoreError::Io { path, problem }) if problem.kind() == io::ErrorKind::NotFound => {
                    return Err(damaged(&path, "it is gone"));
                }
                done => return done,
            }
        }
        Ok(Vec::new())
    }
}

fn frame<'b>(bytes: &'b [u8], letter: &Letter) -> Option<&'b [u8]> {
    let start = usize::try_from(letter.offset).ok()?;
    bytes.get(start..start.checked_add(usize::try_from(letter.length).ok()?)?)
}

/// The frame of one letter, out of its segment.
fn read_frame(file: &mut File, path: &Path, letter: &Letter) -> Result<Vec<u8>, StoreError> {
    let mut frame = Vec::new();
    file.seek(SeekFrom::Start(letter.offset)).map_err(io_at(path))?;
    file.take(letter.length).read_to_end(&mut frame).map_err(io_at(path))?;
    if frame.len() as u64 == letter.length { Ok(frame) } else { Err(short(path, letter)) }
}

fn short(path: &Path, letter: &Letter) -> StoreError {
    damaged(path, &format!("it ends before letter {}", letter.id))
}

fn damaged(path: &Path, problem: &str) -> StoreError {
    let problem = format!("{problem}; load the records again into a new folder");
    StoreError::Damaged { path: path.to_owned(), problem }
}

/// The letters of the index, or none if there is no index.
fn read_index(root: &Path) -> Result<Option<Letters>, StoreError> {
    let path = root.join(INDEX);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_at(&path)(error)),
    };
    let letters = index::read(&bytes).map_err(|error| match error {
        IndexError::Version(words) => StoreError::Version { path, words },
        IndexError::Damaged(line, problem) => {
            StoreError::Damaged { path, problem: format!("line {line}: {problem}") }
        }
    })?;
    Ok(Some(letters))
}

/// A store that is being written. What is not committed leaves no trace.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    /// Held as long as the writer lives; the system lets go of it even after a crash.
    _lock: File,
    old: Letters,
    new: Letters,
    segment: Option<Segment>,
    /// Whole, under their temporary names.
    closed: Vec<String>,
    next: u64,
    committed: bool,
    /// Whether there was no store, and no folder for one: what was made goes again unless a letter comes into it.
    made: [bool; 2],
}

#[derive(Debug)]
struct Segment {
    name: String,
    path: PathBuf,
    file: io::BufWriter<File>,
    length: u64,
}

impl Writer {
    /// Opens the store at `root` for writing, or makes one.
    ///
    /// # Errors
    /// When another writer is at work, the folder holds other things, or the store is of another version or damaged.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        if !is_ours(root)? {
            return Err(StoreError::Foreign(root.to_owned()));
        }
        refuse_segments_without_index(root)?;
        let segments = root.join(SEGMENTS);
        let made = [!root.join(INDEX).exists(), !root.exists()];
        fs::create_dir_all(&segments).map_err(io_at(&segments))?;
        let path = root.join(LOCK);
        let lock = File::options().create(true).append(true).open(&path).map_err(io_at(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(root.to_owned())),
            Err(TryLockError::Error(error)) => return Err(io_at(&path)(error)),
        }
        let old = read_index(root)?.unwrap_or_default();
        let number = |name: &str| name.split('.').next().and_then(|number| number.parse::<u64>().ok());
        let next = old.values().filter_map(|letter| number(&letter.segment)).max().unwrap_or(0) + 1;
        let writer = Self {
            root: root.to_owned(),
            _lock: lock,
            old,
            new: Letters::new(),
            segment: None,
            closed: Vec::new(),
            next,
            committed: false,
            made,
        };
        writer.sweep(&writer.old)?;
        writer.check_segments()?;
        Ok(writer)
    }

    /// Whether every segment is there and as long as the index says.
    fn check_segments(&self) -> Result<(), StoreError> {
        let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
        for letter in self.old.values() {
            let end = ends.entry(&letter.segment).or_default();
            *end = (*end).max(letter.offset + letter.length);
        }
        for (name, end) in ends {
            let path = self.root.join(SEGMENTS).join(name);
            let problem = match fs::metadata(&path) {
                Ok(file) if file.len() == end => continue,
                Ok(file) => format!("{} bytes, and the index says {end}", file.len()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => "it is gone".to_owned(),
                Err(error) => return Err(io_at(&path)(error)),
            };
            return Err(damaged(&path, &problem));
        }
        Ok(())
    }

    /// Whether a letter of the store before is in it as it was written: its frame has a checksum.
    ///
    /// # Errors
    /// When its segment cannot be read or was changed.
    pub(crate) fn check(&self, letter: &Letter) -> Result<(), StoreError> {
        let path = self.root.join(SEGMENTS).join(&letter.segment);
        let mut file = File::open(&path).map_err(io_at(&path))?;
        let frame = read_frame(&mut file, &path, letter)?;
        let capacity = usize::try_from(letter.bytes).unwrap_or(usize::MAX);
        let problem = match zstd::bulk::decompress(&frame, capacity) {
            Ok(text) if text.len() as u64 == letter.bytes => return Ok(()),
            Ok(text) => format!("{} bytes, and the index says {}", text.len(), letter.bytes),
            Err(error) => error.to_string(),
        };
        Err(damaged(&path, &format!("letter {}: {problem}", letter.id)))
    }

    /// What was in the store before.
    pub fn old(&self) -> &Letters {
        &self.old
    }

    /// Adds a letter, whose place is not known yet, with its frame.
    ///
    /// # Errors
    /// When the segment cannot be written.
    pub(crate) fn add(&mut self, mut letter: Letter, frame: &[u8]) -> Result<(), StoreError> {
        let segment = match &mut self.segment {
            Some(segment) => segment,
            None => {
                let name = format!("{:06}.nq.zst", self.next);
                self.next += 1;
                let path = self.root.join(SEGMENTS).join(format!("{name}{PART}"));
                let file = io::BufWriter::new(File::create(&path).map_err(io_at(&path))?);
                self.segment.insert(Segment { name, path, file, length: 0 })
            }
        };
        segment.file.write_all(frame).map_err(io_at(&segment.path))?;
        letter.segment.clone_from(&segment.name);
        letter.offset = segment.length;
        letter.length = frame.len() as u64;
        segment.length += letter.length;
        self.new.insert(letter.id.clone(), letter);
        if segment.length >= SEGMENT { self.close() } else { Ok(()) }
    }

    /// Ends the segment that is being written: on disk, but not yet under its name.
    fn close(&mut self) -> Result<(), StoreError> {
        let Some(segment) = self.segment.take() else { return Ok(()) };
        // Swept up from now on, should anything fail.
        self.closed.push(segment.name);
        let file = segment.file.into_inner().map_err(|error| io_at(&segment.path)(error.into_error()))?;
        file.sync_all().map_err(io_at(&segment.path))
    }

    /// Puts what was added in place of what the store had. Nothing added is nothing changed.
    ///
    /// # Errors
    /// When something cannot be written; the store then is as it was.
    pub fn commit(mut self) -> Result<(), StoreError> {
        if self.new.is_empty() {
            return Ok(());
        }
        self.carry_over()?;
        self.close()?;
        let segments = self.root.join(SEGMENTS);
        let mut letters = self.old.clone();
        letters.append(&mut self.new);
        let path = self.root.join(NEW_INDEX);
        let index = index::write(&letters).map_err(|error| io_at(&path)(error.into()))?;
        let mut file = File::create(&path).map_err(io_at(&path))?;
        file.write_all(&index).and_then(|()| file.sync_all()).map_err(io_at(&path))?;
        // After the new index: segments without any index are those of a store that lost it.
        for name in &self.closed {
            let path = segments.join(name);
            fs::rename(segments.join(format!("{name}{PART}")), &path).map_err(io_at(&path))?;
        }
        sync_folder(&segments)?;
        fs::rename(&path, self.root.join(INDEX)).map_err(io_at(&path))?;
        self.committed = true;
        sync_folder(&self.root)?;
        self.sweep(&letters)
    }

    /// Copies the letters that stay from segments that also hold letters that do not, so that every segment holds only
    /// what counts.
    fn carry_over(&mut self) -> Result<(), StoreError> {
        let replaced: BTreeSet<String> =
            self.new.keys().filter_map(|id| self.old.get(id)).map(|letter| letter.segment.clone()).collect();
        for name in replaced {
            let staying = |letter: &&Letter| letter.segment == name && !self.new.contains_key(&letter.id);
            let staying: Vec<Letter> = self.old.values().filter(staying).cloned().collect();
            let path = self.root.join(SEGMENTS).join(&name);
            let mut file = File::open(&path).map_err(io_at(&path))?;
            for letter in staying {
                let frame = read_frame(&mut file, &path, &letter)?;
                self.add(letter, &frame)?;
            }
        }
        Ok(())
    }

    /// Removes what is in the folder and not in `letters`: the leavings of a load that was cut off, and what was replaced.
    fn sweep(&self, letters: &Letters) -> Result<(), StoreError> {
        let counted: BTreeSet<&str> = letters.values().map(|letter| letter.segment.as_str()).collect();
        let segments = self.root.join(SEGMENTS);
        for entry in fs::read_dir(&segments).map_err(io_at(&segments))? {
            let path = entry.map_err(io_at(&segments))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_segment(name) && !counted.contains(name) {
                fs::remove_file(&path).map_err(io_at(&path))?;
            }
        }
        match fs::remove_file(self.root.join(NEW_INDEX)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_at(&self.root)(error)),
            _ => Ok(()),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.committed {
            self.segment = None;
            // What cannot be removed now is swept up by the next writer.
            let _ = self.sweep(&self.old);
            let [no_store, no_folder] = self.made;
            if no_store && !self.root.join(INDEX).exists() {
                // A folder that holds anything else stays.
                let _ = fs::remove_dir(self.root.join(SEGMENTS));
                let _ = fs::remove_file(self.root.join(LOCK));
                if no_folder {
                    let _ = fs::remove_dir(&self.root);
                }
            }
        }
    }
}

/// Whether `root` is a store, empty, or not there.
fn is_ours(root: &Path) -> Result<bool, StoreError> {
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(io_at(root)(error)),
    };
    let known = [INDEX, NEW_INDEX, SEGMENTS, LOCK];
    for entry in entries {
        let name = entry.map_err(io_at(root))?.file_name();
        if !known.iter().any(|known| name == *known) {
            return Ok(root.join(INDEX).exists());
        }
    }
    Ok(true)
}

/// Whether a file in the folder of segments is called as one, whole or in the making.
fn is_segment(name: &str) -> bool {
    let number = name.strip_suffix(PART).unwrap_or(name).strip_suffix(".nq.zst").unwrap_or("");
    number.len() >= 6 && number.bytes().all(|b| b.is_ascii_digit())
}

/// A first load that was cut off leaves segments in the making, or an index in the making beside whole ones. Whole ones
/// alone are those of a store that lost its index, and what is called otherwise was never ours: neither may be swept up.
fn refuse_segments_without_index(root: &Path) -> Result<(), StoreError> {
    let segments = root.join(SEGMENTS);
    if root.join(INDEX).exists() || root.join(NEW_INDEX).exists() || !segments.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(&segments).map_err(io_at(&segments))? {
        let name = entry.map_err(io_at(&segments))?.file_name();
        let name = name.to_string_lossy();
        if !is_segment(&name) {
            return Err(StoreError::Foreign(root.to_owned()));
        }
        if !name.ends_with(PART) {
            let problem = "it is gone, and its segments are there; put it back, or load the records again into a new folder";
            return Err(StoreError::Damaged { path: root.join(INDEX), problem: problem.to_owned() });
        }
    }
    Ok(())
}

/// Makes renames in `folder` last. Where a folder cannot be opened as a file, the system sees to it itself.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(io_at(folder))?;
    }
    Ok(())
}
