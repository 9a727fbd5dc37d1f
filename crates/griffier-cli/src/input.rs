//! From the paths of a command line to the letters they name: files, folders, members of archives, standard input.

mod reading;

pub(crate) use reading::{Entry, Reading, seconds, size};

use anyhow::{Context, bail};
use griffier::Document;
use griffier::batch::{LetterError, Plan, in_order_until};
use griffier_ingest::Limits;
use reading::Feed;
use std::collections::{BTreeMap, HashSet};
use std::fs::{DirEntry, FileType, Metadata};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};

/// What the paths name, and what went wrong while looking.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files in the order given, those of a folder sorted by path; `-` is standard input. A file may hold many letters;
    /// what stands behind `!/` is the one that is wanted.
    pub files: Vec<PathBuf>,
    /// One line for each path that cannot be read.
    pub faults: Vec<String>,
    /// How many files in folders are no letters, by what they are.
    pub others: BTreeMap<String, usize>,
    /// How many times a file was named again.
    pub repeated: usize,
    /// The files by folder, links resolved, and name.
    seen: HashSet<PathBuf>,
    /// Lists of letters that were found in folders, which may be what an earlier run wrote.
    lists: HashSet<PathBuf>,
    /// Bytes read so far.
    read: Arc<AtomicU64>,
}

impl Inputs {
    /// Looks every path up. A folder gives the files in it and below that hold letters by their names; hidden files and
    /// folders are left out. A file that several paths name is taken once.
    ///
    /// # Errors
    /// When standard input is named twice.
    pub fn find(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let mut inputs = Self::default();
        for path in paths {
            if is_stdin(path) {
                if inputs.files.contains(path) {
                    bail!("- is given twice: standard input can be read once only");
                }
                inputs.files.push(path.clone());
                continue;
            }
            match std::fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => inputs.folder(path),
                Ok(metadata) if metadata.is_file() || is_pipe(&metadata) => inputs.file(path.clone()),
                Ok(_) => inputs.faults.push(format!("{}: neither a file nor a folder", path.display())),
                Err(_) if member(path).is_some() => inputs.file(path.clone()),
                Err(error) => inputs.faults.push(format!("{}: cannot read: {error}", path.display())),
            }
        }
        Ok(inputs)
    }

    fn file(&mut self, path: PathBuf) {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
        let fresh = path.file_name().is_none_or(|name| self.seen.insert(parent.join(name)));
        if fresh {
            self.files.push(path);
        } else {
            self.repeated += 1;
        }
    }

    fn folder(&mut self, root: &Path) {
        let mut folders = vec![root.to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
            let entries = entries.unwrap_or_else(|error| {
                self.faults.push(format!("{}: cannot read this folder: {error}", folder.display()));
                Vec::new()
            });
            for entry in entries {
                let path = entry.path();
                // What stands beside an output of an earlier run is no letter, and no news either.
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') || BESIDE.iter().any(|end| name.ends_with(end)) {
                    continue;
                }
                // A link is followed to a file only: a folder linked into itself would never end.
                if entry.file_type().as_ref().is_ok_and(FileType::is_dir) {
                    folders.push(path);
                } else if griffier_ingest::is_metadata(&path.to_string_lossy()) {
                    *self.others.entry("metadata of a publication".to_owned()).or_default() += 1;
                } else if holds_letters(&path) {
                    files.push(path);
                } else {
                    *self.others.entry(kind(&path)).or_default() += 1;
                }
            }
        }
        files.sort();
        for file in files {
            if extension(&file).is_some_and(|extension| extension == "jsonl") {
                self.lists.insert(file.clone());
            }
            self.file(file);
        }
    }

    /// The file that is the same as `output`. One that only stands in a folder is taken for what an earlier run wrote, and
    /// left out.
    pub fn same_file(&mut self, output: &Path) -> Option<PathBuf> {
        let output = output.canonicalize().ok()?;
        let same = |file: &PathBuf| file.canonicalize().is_ok_and(|file| file == output);
        let place = self.files.iter().position(same)?;
        if self.lists.contains(&self.files[place]) {
            self.files.remove(place);
            return None;
        }
        Some(self.files[place].clone())
    }

    /// Refuses an output that is one of the letters.
    ///
    /// # Errors
    /// Then.
    pub fn refuse_same(&mut self, output: &Path) -> anyhow::Result<()> {
        if let Some(letter) = self.same_file(output) {
            bail!("{}: is a letter to read ({}); give -o another file", output.display(), letter.display());
        }
        Ok(())
    }

    /// Reads the letters as [`Inputs::each`] does; `work` gets them as they came, before they are documents.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn each_letter<T: Send + 'static>(
        &self,
        reading: &Reading,
        work: impl Fn(griffier_ingest::Letter) -> Result<T, LetterError> + Send + Sync + 'static,
        sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<()> {
        let (feed, files) = (Feed::new(reading, self.read()), self.files.clone());
        let read = move |push: griffier::batch::Push<'_, reading::Entry>| feed.read(&files, push);
        let plan = Plan { jobs: 0, timeout: reading.timeout() };
        let work = move |path: &Path, entry: reading::Entry| work(entry.letter(path)?);
        griffier::batch::in_order(&plan, read, work, sink).context("cannot start threads")
    }

    /// How many bytes the files have, as far as their folders know: `None` with standard input or a pipe.
    pub fn size(&self) -> Option<u64> {
        self.files
            .iter()
            .map(|path| std::fs::metadata(path).ok().filter(Metadata::is_file).map(|m| m.len()))
            .sum()
    }

    /// Counts the bytes that are read.
    pub fn read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The one door to the letters: reads them one after another, also those in archives, does `work` on each, in
    /// parallel, and hands the results to `sink` in the order of the letters until it breaks. Gives the number of members
    /// of archives that are no letters, by what they are.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn each<T: Send + 'static>(
        &self,
        reading: &Reading,
        jobs: usize,
        work: impl Fn(Document) -> Result<T, LetterError> + Send + Sync + 'static,
        sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        self.pass(reading, jobs, None, move |path, entry, limits| work(entry.ingest(path, limits)?), sink)
    }

    /// The same; `work` gets the letters before they are documents, and once `stop` is set no further one is begun.
    ///
    /// # Errors
    /// As [`Inputs::each`].
    pub fn each_until<T: Send + 'static>(
        &self,
        reading: &Reading,
        jobs: usize,
        stop: &'static AtomicBool,
        work: impl Fn(&Path, Entry, &Limits) -> Result<T, LetterError> + Send + Sync + 'static,
        sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        self.pass(reading, jobs, Some(stop), work, sink)
    }

    fn pass<T: Send + 'static>(
        &self,
        reading: &Reading,
        jobs: usize,
        stop: Option<&'static AtomicBool>,
        work: impl Fn(&Path, Entry, &Limits) -> Result<T, LetterError> + Send + Sync + 'static,
        sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        let feed = Feed::new(reading, self.read());
        let (others, limits) = (feed.others(), reading.limits());
        let files = self.files.clone();
        let read = move |push: griffier::batch::Push<'_, Entry>| feed.read(&files, push);
        let plan = Plan { jobs, timeout: reading.timeout() };
        let work = move |path: &Path, entry: Entry| work(path, entry, &limits);
        in_order_until(&plan, stop, read, work, sink).context("cannot start threads")?;
        let others = others.lock().map(|others| others.clone());
        Ok(others.unwrap_or_default())
    }
}

/// What files are called that `annotate` keeps beside its output.
const BESIDE: [&str; 3] = [".manifest.json", ".journal", ".part"];

/// The file and what it holds, if `path` names a member of an archive that is there: `archive.zip!/map/brief.txt`.
fn member(path: &Path) -> Option<PathBuf> {
    let path = path.to_str()?;
    let ends = path.match_indices("!/").map(|(at, _)| Path::new(&path[..at]));
    ends.filter(|file| file.is_file()).map(Path::to_owned).next()
}

/// Whether `path` stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// What a shell passes for `<(command)`.
#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
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
