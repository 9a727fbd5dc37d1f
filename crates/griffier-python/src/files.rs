//! From paths and bytes to letters to annotate; how they are read is `griffier::files`.

use crate::work::Job;
use griffier::batch::{Push, Task};
use griffier::files::{Folder, Reader, open};
use griffier_ingest::{Input, Limits};
use std::io::{self, Cursor};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The files that `paths` name: of a folder those in it and below that hold letters by their names, sorted. What cannot
/// be looked at stays in the list, and is lost when it is read.
pub(crate) fn find(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let of = |path: PathBuf| match path.is_dir() {
        true => {
            let found = Folder::look(&path);
            let unreadable = found.unreadable.into_iter().map(|(folder, _)| folder);
            found.files.into_iter().chain(unreadable).collect()
        }
        false => vec![path],
    };
    paths.into_iter().flat_map(of).collect()
}

fn reader() -> Reader<'static> {
    Reader { limits: Limits::default(), format: None, other: &|_| {} }
}

/// Reads files one after another into letters, until nobody wants more.
pub(crate) fn read(files: &[PathBuf], push: Push<'_, Job>) {
    let mut take = |Task { path, weight, item }| push(Task { path, weight, item: Job::File(item) });
    let _ = files.iter().try_for_each(|path| reader().file(path, open, &mut take));
}

fn not_a_folder(path: &Path) -> io::Result<Input> {
    match open(path) {
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            Err(io::Error::new(error.kind(), "a folder; each() reads folders"))
        }
        opened => opened,
    }
}

/// The letters of one file or of bytes, no more than two: enough to tell one from several.
pub(crate) fn first_two(path: &Path, bytes: Option<Vec<u8>>) -> Vec<Task<Job>> {
    let mut found = Vec::new();
    let mut take = |Task { path, weight, item }| {
        found.push(Task { path, weight, item: Job::File(item) });
        if found.len() < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let _ = match bytes {
        Some(bytes) => reader().input(path, Input::File(Box::new(Cursor::new(bytes))), &mut take),
        None => reader().file(path, not_a_folder, &mut take),
    };
    found
}
