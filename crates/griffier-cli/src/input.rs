//! From the paths of a command line to the letters they name.

use std::path::{Path, PathBuf};

/// What the paths name, and what went wrong while looking.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Files in the order given, those of a folder sorted by path; `-` is standard input.
    pub letters: Vec<PathBuf>,
    /// One line for each path that cannot be read.
    pub faults: Vec<String>,
    /// Files in folders that are no letters by their extension.
    pub skipped: usize,
}

impl Inputs {
    /// Looks every path up. A folder gives the letters in it and below; hidden files and folders are left out.
    pub fn find(paths: &[PathBuf]) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if path == Path::new("-") || path.is_file() {
                inputs.letters.push(path.clone());
            } else if path.is_dir() {
                inputs.folder(path);
            } else {
                let fault = match std::fs::metadata(path) {
                    Err(error) => format!("{}: cannot read: {error}", path.display()),
                    Ok(_) => format!("{}: neither a file nor a folder", path.display()),
                };
                inputs.faults.push(fault);
            }
        }
        inputs
    }

    fn folder(&mut self, root: &Path) {
        let mut folders = vec![root.to_owned()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.faults.push(format!("{}: cannot read this folder: {error}", folder.display()));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                // A link is followed to a file only: a folder linked into itself would never end.
                let kind = entry.file_type();
                if hidden {
                    continue;
                } else if kind.as_ref().is_ok_and(std::fs::FileType::is_dir) {
                    folders.push(entry.path());
                } else if is_letter(&entry.path()) {
                    files.push(entry.path());
                } else {
                    self.skipped += 1;
                }
            }
        }
        files.sort();
        self.letters.extend(files);
    }
}

fn is_letter(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| griffier_ingest::extensions().any(|known| known == extension))
}
