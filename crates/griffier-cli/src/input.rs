//! From the paths of a command line to the letters they name, and from such a path to its document.

use anyhow::bail;
use griffier::batch::LetterError;
use griffier::{Document, Pipeline};
use std::collections::{BTreeMap, HashSet};
use std::fs::{DirEntry, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What the paths name, and what went wrong while looking.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files in the order given, those of a folder sorted by path; `-` is standard input.
    pub letters: Vec<PathBuf>,
    /// One line for each path that cannot be read.
    pub faults: Vec<String>,
    /// How many files in folders are no letters, by what they are.
    pub others: BTreeMap<String, usize>,
    /// How many times a letter was named again.
    pub repeated: usize,
    /// The letters by folder, links resolved, and name.
    seen: HashSet<PathBuf>,
}

impl Inputs {
    /// Looks every path up. A folder gives the letters in it and below; hidden files and folders are left out. A letter
    /// that several paths name is taken once.
    ///
    /// # Errors
    /// When standard input is named twice.
    pub fn find(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let mut inputs = Self::default();
        for path in paths {
            if is_stdin(path) {
                if inputs.letters.contains(path) {
                    bail!("- is given twice: standard input can be read once only");
                }
                inputs.letters.push(path.clone());
                continue;
            }
            match std::fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => inputs.folder(path),
                Ok(metadata) if metadata.is_file() || is_pipe(&metadata) => inputs.letter(path.clone()),
                Ok(_) => inputs.faults.push(format!("{}: neither a file nor a folder", path.display())),
                Err(error) => inputs.faults.push(format!("{}: cannot read: {error}", path.display())),
            }
        }
        Ok(inputs)
    }

    fn letter(&mut self, path: PathBuf) {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
        let fresh = path.file_name().is_none_or(|name| self.seen.insert(parent.join(name)));
        if fresh {
            self.letters.push(path);
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
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                // A link is followed to a file only: a folder linked into itself would never end.
                if entry.file_type().as_ref().is_ok_and(FileType::is_dir) {
                    folders.push(path);
                } else if is_letter(&path) {
                    files.push(path);
                } else {
                    *self.others.entry(kind(&path)).or_default() += 1;
                }
            }
        }
        files.sort();
        files.into_iter().for_each(|file| self.letter(file));
    }

    /// The letter that is the same file as `output`.
    pub fn same_file(&self, output: &Path) -> Option<&Path> {
        let output = output.canonicalize().ok()?;
        let same = |letter: &&PathBuf| letter.canonicalize().is_ok_and(|letter| letter == output);
        self.letters.iter().find(same).map(PathBuf::as_path)
    }
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

/// A file in a folder that is a letter by its name. A link that leads nowhere is one, to be reported when it is read;
/// what is no file (a pipe nobody writes to) would never end.
fn is_letter(path: &Path) -> bool {
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

/// How many bytes the letter at `path` has, as far as its folder knows: 0 for standard input.
pub(crate) fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Reads the letter at `path`, or on standard input for `-`, without analysing it.
pub(crate) fn ingest(path: &Path) -> Result<Document, LetterError> {
    let mut bytes = Vec::new();
    let read = match is_stdin(path) {
        true => io::stdin().lock().read_to_end(&mut bytes),
        false => File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| LetterError::Io(path.to_owned(), error))?;
    griffier::ingest(bytes, &path.to_string_lossy())
        .map_err(|error| LetterError::Ingest(path.to_owned(), error))
}

/// Reads and annotates the letter at `path`, or on standard input for `-`.
pub(crate) fn read(pipeline: &Pipeline, path: &Path) -> Result<Document, LetterError> {
    let mut doc = ingest(path)?;
    pipeline.run(&mut doc);
    Ok(doc)
}
