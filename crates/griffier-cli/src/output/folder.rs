//! A folder of files: tables that grow letter by letter, and files that belong to one letter.

use super::stream::Stream;
use anyhow::Context;
use griffier_export::Piece;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// The files of one run.
pub(crate) struct Folder {
    path: PathBuf,
    /// Files that every letter adds to, by name.
    open: BTreeMap<String, Stream>,
}

impl Folder {
    /// Makes the folder, if it is not there. Files of the same names are written anew.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(path)
            .with_context(|| format!("{}: cannot make this folder", path.display()))?;
        Ok(Self { path: path.to_owned(), open: BTreeMap::new() })
    }

    /// Writes `piece`: at the end of its file if files of that kind have a head, else as the whole file.
    pub fn add(&mut self, piece: &Piece) -> io::Result<()> {
        if piece.head.is_empty() {
            return std::fs::write(self.path.join(&piece.file), &piece.bytes);
        }
        if !self.open.contains_key(&piece.file) {
            let mut file = Stream::create(&self.path.join(&piece.file)).map_err(io::Error::other)?;
            file.write(piece.head.as_bytes())?;
            self.open.insert(piece.file.clone(), file);
        }
        self.open.get_mut(&piece.file).map_or(Ok(()), |file| file.write(&piece.bytes))
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.open.values_mut().try_for_each(Stream::finish)
    }
}
