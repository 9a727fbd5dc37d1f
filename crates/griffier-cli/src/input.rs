//! From the paths of a command line to the letters they name: files, folders, members of archives, standard input.

mod reading;

pub(crate) use griffier::files::Entry;
pub(crate) use reading::{Reading, seconds, size};

use anyhow::{Context, bail};
use griffier::Document;
use griffier::batch::{LetterError, Plan, Whole, Work, in_order_until};
use griffier::files::{Folder, archive_of, is_pipe};
use griffier_ingest::Limits;
use reading::Feed;
use std::collections::{BTreeMap, HashSet};
use std::fs::Metadata;
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
    /// The folder of the last of them, as it is called and with its links resolved.
    parent: Option<(PathBuf, PathBuf)>,
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
                Err(_) if archive_of(path).is_some() => inputs.file(path.clone()),
                Err(error) => inputs.faults.push(format!("{}: cannot read: {error}", path.display())),
            }
        }
        Ok(inputs)
    }

    fn file(&mut self, path: PathBuf) {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The files of a folder come one after another, and its links are resolved once.
        if self.parent.as_ref().is_none_or(|(known, _)| known != parent) {
            let resolved = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
            self.parent = Some((parent.to_owned(), resolved));
        }
        let resolved = self.parent.as_ref().map_or(parent, |(_, resolved)| resolved);
        let fresh = path.file_name().is_none_or(|name| self.seen.insert(resolved.join(name)));
        if fresh {
            self.files.push(path);
        } else {
            self.repeated += 1;
        }
    }

    fn folder(&mut self, root: &Path) {
        let found = Folder::look(root);
        for (folder, error) in found.unreadable {
            self.faults.push(format!("{}: cannot read this folder: {error}", folder.display()));
        }
        for (kind, count) in found.others {
            *self.others.entry(kind).or_default() += count;
        }
        for file in found.files {
            if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) {
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
        let read = move |push: griffier::batch::Push<'_, Entry>| feed.read(&files, push);
        let plan = Plan { jobs: 0, timeout: reading.timeout() };
        let work = move |path: &Path, entry: Entry| work(entry.letter(path)?);
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
        self.each_entry(reading, jobs, move |path, entry, limits| work(entry.ingest(path, limits)?), sink)
    }

    /// The same; `work` gets the letters before they are documents.
    ///
    /// # Errors
    /// As [`Inputs::each`].
    pub fn each_entry<T: Send + 'static>(
        &self,
        reading: &Reading,
        jobs: usize,
        work: impl Fn(&Path, Entry, &Limits) -> Result<T, LetterError> + Send + Sync + 'static,
        sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        let limits = reading.limits();
        let work = Whole::new(move |path: &Path, entry| work(path, entry, &limits));
        self.pass(reading, jobs, None, work, sink)
    }

    /// The same for work that is cut into parts; once `stop` is set no further letter is begun.
    ///
    /// # Errors
    /// As [`Inputs::each`].
    pub fn each_until<W: Work<Item = Entry>>(
        &self,
        reading: &Reading,
        jobs: usize,
        stop: &'static AtomicBool,
        work: W,
        sink: impl FnMut(&Path, Result<W::Out, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        self.pass(reading, jobs, Some(stop), work, sink)
    }

    fn pass<W: Work<Item = Entry>>(
        &self,
        reading: &Reading,
        jobs: usize,
        stop: Option<&'static AtomicBool>,
        work: W,
        sink: impl FnMut(&Path, Result<W::Out, LetterError>) -> ControlFlow<()>,
    ) -> anyhow::Result<BTreeMap<String, usize>> {
        let feed = Feed::new(reading, self.read());
        let others = feed.others();
        let files = self.files.clone();
        let read = move |push: griffier::batch::Push<'_, Entry>| feed.read(&files, push);
        let plan = Plan { jobs, timeout: reading.timeout() };
        in_order_until(&plan, stop, read, work, sink).context("cannot start threads")?;
        let others = others.lock().map(|others| others.clone());
        Ok(others.unwrap_or_default())
    }
}

/// Whether `path` stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
