//! From paths to letters: files, folders, members of archives, what a publication states beside its file. Which files
//! somebody wants, and what is shown of reading them, is the caller's.

use crate::batch::{LetterError, Push, Task, panic_words};
use griffier_doc::Document;
use griffier_ingest::{Found, IngestError, Input, InputFormat, Letter, Limits, letters};
use std::collections::BTreeMap;
use std::fs::{DirEntry, File, FileType, Metadata};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// What a letter takes in memory beside its bytes.
const OVERHEAD: u64 = 4096;

/// What files are called that `griffier annotate` keeps beside its output.
const BESIDE: [&str; 3] = [".manifest.json", ".journal", ".part"];

/// What is read from a file and becomes a letter, or the loss of one.
pub enum Entry {
    /// A letter as it came.
    Letter(Box<Letter>),
    /// One that cannot be read out of what holds it.
    Lost(IngestError),
    /// A file that cannot be read.
    Unreadable(io::Error),
    /// A defect of griffier in reading a file, with the words of the panic.
    Defect(String),
}

impl Entry {
    /// What tells the letter from others; what is lost already has none.
    pub fn fingerprint(&self) -> Option<[u8; 32]> {
        match self {
            Self::Letter(letter) => Some(letter.fingerprint()),
            Self::Lost(_) | Self::Unreadable(_) | Self::Defect(_) => None,
        }
    }
    /// The letter as it came; `path` is what it is called.
    ///
    /// # Errors
    /// Why it is lost.
    pub fn letter(self, path: &Path) -> Result<Letter, LetterError> {
        match self {
            Self::Letter(letter) => Ok(*letter),
            Self::Lost(error) => Err(LetterError::Ingest(path.to_owned(), error)),
            Self::Unreadable(error) => Err(LetterError::Io(path.to_owned(), error)),
            Self::Defect(words) => Err(LetterError::Panic(path.to_owned(), words)),
        }
    }
    /// The document of the letter at `path`.
    ///
    /// # Errors
    /// Why it is lost.
    pub fn ingest(self, path: &Path, limits: &Limits) -> Result<Document, LetterError> {
        let letter = self.letter(path)?;
        letter.ingest(limits).map_err(|error| LetterError::Ingest(path.to_owned(), error))
    }
}

/// What a folder and those below it hold.
#[derive(Debug, Default)]
pub struct Folder {
    /// Files that hold letters by their names, sorted by path.
    pub files: Vec<PathBuf>,
    /// How many files are no letters, by what they are.
    pub others: BTreeMap<String, usize>,
    /// Folders that cannot be read.
    pub unreadable: Vec<(PathBuf, io::Error)>,
}

impl Folder {
    /// Looks through `root`; hidden files and folders, and what stands beside an output of `griffier annotate`, are left out.
    pub fn look(root: &Path) -> Self {
        let (mut found, mut folders) = (Self::default(), vec![root.to_owned()]);
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
            let entries = entries.unwrap_or_else(|error| {
                found.unreadable.push((folder, error));
                Vec::new()
            });
            for entry in entries {
                let path = entry.path();
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') || BESIDE.iter().any(|end| name.ends_with(end)) {
                    continue;
                }
                // A link is followed to a file only: a folder linked into itself would never end.
                if entry.file_type().as_ref().is_ok_and(FileType::is_dir) {
                    folders.push(path);
                } else if griffier_ingest::is_metadata(&path.to_string_lossy()) {
                    *found.others.entry("metadata of a publication".to_owned()).or_default() += 1;
                } else if holds_letters(&path) {
                    found.files.push(path);
                } else {
                    *found.others.entry(kind(&path)).or_default() += 1;
                }
            }
        }
        found.files.sort();
        found
    }
}

/// The file and what it holds, if `path` names a member of an archive that is there: `archive.zip!/map/brief.txt`.
pub fn archive_of(path: &Path) -> Option<PathBuf> {
    let path = path.to_str()?;
    let ends = path.match_indices("!/").map(|(at, _)| Path::new(&path[..at]));
    ends.filter(|file| file.is_file()).map(Path::to_owned).next()
}

/// Opens a file to be read once. A pipe is waited for as long as it takes; see [`Pipe`].
///
/// # Errors
/// When it cannot be opened or is a folder.
pub fn open(path: &Path) -> io::Result<Input> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder"));
    }
    Ok(if is_pipe(&metadata) { Input::Stream(Box::new(file)) } else { Input::File(Box::new(file)) })
}

/// A pipe that is read on a thread of its own: one that nobody writes to would else hold whoever reads it for ever.
#[derive(Debug)]
pub struct Pipe {
    pieces: Receiver<io::Result<Vec<u8>>>,
    /// What came and was not yet taken, from the byte on where the rest begins.
    piece: Vec<u8>,
    taken: usize,
    patience: Option<Duration>,
}

/// The most that is taken from a pipe at once, in bytes.
const PIECE: usize = 64 * 1024;

impl Pipe {
    /// Begins to read the pipe at `path`. When nothing comes for as long as `patience`, reading fails; the thread that waits
    /// is left behind.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn open(path: &Path, patience: Option<Duration>) -> io::Result<Self> {
        let path = path.to_owned();
        Self::over(move || File::open(path), patience)
    }
    /// Begins to read what `open` opens, on the thread that reads it; as [`Pipe::open`].
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn over<R: Read>(
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
        patience: Option<Duration>,
    ) -> io::Result<Self> {
        let (sender, pieces) = sync_channel(1);
        std::thread::Builder::new().name("pipe".to_owned()).spawn(move || feed(open(), &sender))?;
        Ok(Self { pieces, piece: Vec::new(), taken: 0, patience })
    }
}

/// Sends what the pipe gives, until its end, a failure, or until nobody takes it any more.
fn feed(opened: io::Result<impl Read>, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let mut file = match opened {
        Ok(file) => file,
        Err(error) => return drop(sender.send(Err(error))),
    };
    loop {
        let mut piece = vec![0; PIECE];
        let piece = match file.read(&mut piece) {
            Ok(0) => return,
            Ok(read) => {
                piece.truncate(read);
                Ok(piece)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let failed = piece.is_err();
        if sender.send(piece).is_err() || failed {
            return;
        }
    }
}

impl Read for Pipe {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            let next = match self.patience {
                Some(patience) => self.pieces.recv_timeout(patience),
                None => self.pieces.recv().map_err(RecvTimeoutError::from),
            };
            self.piece = match next {
                Ok(piece) => piece?,
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
                Err(RecvTimeoutError::Timeout) => return Err(self.silence()),
            };
            self.taken = 0;
        }
        let read = (&self.piece[self.taken..]).read(buf)?;
        self.taken += read;
        Ok(read)
    }
}

impl Pipe {
    fn silence(&self) -> io::Error {
        let seconds = self.patience.unwrap_or_default().as_secs_f64();
        let why = format!(
            "nothing came from this pipe for {seconds} s; if it is meant to take so long, give --timeout"
        );
        io::Error::new(io::ErrorKind::TimedOut, why)
    }
}

/// How files are read into letters.
pub struct Reader<'r> {
    /// How large a letter may be.
    pub limits: Limits,
    /// The format of all files, whatever their first bytes show.
    pub format: Option<InputFormat>,
    /// Gets what each member of an archive is that is no letter.
    pub other: &'r dyn Fn(String),
}

impl Reader<'_> {
    /// Reads the letters in the file at `path`, or the one member of an archive that it names, until `push` wants no more.
    /// `open` gives the bytes of a file. A defect in the reading of one archive costs the rest of that archive.
    pub fn file(
        &self,
        path: &Path,
        open: impl Fn(&Path) -> io::Result<Input>,
        push: Push<'_, Entry>,
    ) -> ControlFlow<()> {
        // A file that is called like a member of an archive is read as the file that it is.
        let archive = (!path.exists()).then(|| archive_of(path)).flatten();
        let wanted = archive.is_some().then(|| path.to_string_lossy().into_owned());
        let file = archive.as_deref().unwrap_or(path);
        match open(file) {
            Ok(input) => self.walk((path, file), input, wanted.as_deref(), push),
            Err(error) => push(lost(path, Entry::Unreadable(error))),
        }
    }

    /// Reads the letters in `input`, which is called `path`.
    pub fn input(&self, path: &Path, input: Input, push: Push<'_, Entry>) -> ControlFlow<()> {
        self.walk((path, path), input, None, push)
    }

    fn walk(
        &self,
        (path, file): (&Path, &Path),
        input: Input,
        wanted: Option<&str>,
        push: Push<'_, Entry>,
    ) -> ControlFlow<()> {
        let (mut flow, mut met) = (ControlFlow::Continue(()), false);
        let walked = catch_unwind(AssertUnwindSafe(|| {
            letters(input, &file.to_string_lossy(), self.format, &self.limits, &mut |found| {
                if is_wanted(&found, wanted) {
                    met = true;
                    flow = self.take(found, file, push);
                }
                flow
            })
        }));
        match walked {
            Err(payload) => push(lost(path, Entry::Defect(panic_words(payload.as_ref())))),
            Ok(Err(error)) => push(lost(path, Entry::Unreadable(error))),
            Ok(Ok(())) if wanted.is_some() && !met && flow.is_continue() => {
                let error = io::Error::new(io::ErrorKind::NotFound, "the archive has no such letter");
                push(lost(path, Entry::Unreadable(error)))
            }
            Ok(Ok(())) => flow,
        }
    }

    fn take(&self, found: Found, file: &Path, push: Push<'_, Entry>) -> ControlFlow<()> {
        match found {
            Found::Letter(letter) => {
                let letter = with_metadata(letter, file);
                let (path, weight) = (PathBuf::from(letter.path()), letter.size() + OVERHEAD);
                push(Task { path, weight, item: Entry::Letter(Box::new(letter)) })
            }
            Found::Lost(found) => push(lost(Path::new(&found.path), Entry::Lost(found.error))),
            Found::Other(kind) => {
                (self.other)(kind);
                ControlFlow::Continue(())
            }
        }
    }
}

fn lost(path: &Path, item: Entry) -> Task<Entry> {
    Task { path: path.to_owned(), weight: OVERHEAD, item }
}

/// The letter with what the metadata file of its publication states, if that stands beside it.
fn with_metadata(mut letter: Letter, file: &Path) -> Letter {
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    let publication =
        stem.filter(|_| file.extension().is_some_and(|e| e == "xml" || e == "html" || e == "pdf"));
    let Some(id) = publication else { return letter };
    for name in griffier_ingest::metadata_names(id) {
        let mut bytes = Vec::new();
        let beside = file.with_file_name(name);
        // A pipe of that name would be waited for.
        if !beside.is_file() {
            continue;
        }
        let read = File::open(&beside)
            .and_then(|beside| beside.take(griffier_ingest::METADATA_BYTES + 1).read_to_end(&mut bytes));
        if read.is_ok_and(|read| read as u64 <= griffier_ingest::METADATA_BYTES)
            && beside != file
            && let Some(stated) = griffier_ingest::stated_beside(&bytes, id)
        {
            letter.state(stated);
            break;
        }
    }
    letter
}

/// Whether what is found is the member `wanted`, stands in it, or is an archive around it that broke off.
fn is_wanted(found: &Found, wanted: Option<&str>) -> bool {
    let Some(wanted) = wanted else { return true };
    let within = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("!/"))
    };
    match found {
        Found::Letter(letter) => within(letter.path(), wanted),
        Found::Lost(lost) => within(&lost.path, wanted),
        Found::Other(_) => false,
    }
}

/// Whether a file is what a shell passes for `<(command)`: it is read once, from its beginning.
#[cfg(unix)]
pub fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

/// Whether a file is what a shell passes for `<(command)`: it is read once, from its beginning.
#[cfg(not(unix))]
pub fn is_pipe(_: &Metadata) -> bool {
    false
}

/// A file in a folder that holds letters by its name. A link that leads nowhere does, to be reported when it is read;
/// what is no file (a pipe nobody writes to) would never end.
fn holds_letters(path: &Path) -> bool {
    extension(path).is_some_and(|extension| griffier_ingest::extensions().any(|known| known == extension))
        && std::fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}

/// What a person would call a file that is no letter: `.pdf`.
fn kind(path: &Path) -> String {
    let is_file = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    match extension(path) {
        _ if path.is_dir() => "linked folder".to_owned(),
        Some(extension) if is_file => format!(".{extension}"),
        None if is_file => "without extension".to_owned(),
        _ => "no file".to_owned(),
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}
