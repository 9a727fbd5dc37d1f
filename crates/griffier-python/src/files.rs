//! From paths to letters: files, folders, the letters in archives, mail and tables.

use crate::work::Job;
use griffier::batch::{Push, Task, panic_words};
use griffier_ingest::{Found, Input, Letter, Limits, letters};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What a letter takes in memory beside its bytes.
const OVERHEAD: u64 = 4096;

/// The most that a file of metadata has.
const METADATA: u64 = 4 << 20;

/// The files that `paths` name: of a folder those in it and below that hold letters by their names, sorted; hidden ones
/// are left out. What cannot be looked at stays in the list, and is lost when it is read.
pub(crate) fn find(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().flat_map(|path| if path.is_dir() { folder(&path) } else { vec![path] }).collect()
}

fn folder(root: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            files.push(folder);
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            // A link is followed to a file only: a folder linked into itself would never end.
            if entry.file_name().to_string_lossy().starts_with('.') {
            } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if holds_letters(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn holds_letters(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| griffier_ingest::extensions().any(|known| known == extension))
        && !griffier_ingest::is_metadata(&path.to_string_lossy())
        && path.is_file()
}

/// Reads files one after another into letters, until nobody wants more.
pub(crate) fn read(files: &[PathBuf], push: Push<'_, Job>) {
    for path in files {
        let input = File::open(path).map(|file| Input::File(Box::new(file)));
        if walk(path, input, push).is_break() {
            return;
        }
    }
}

/// Hands every letter in `input` on. A defect in the reading of one archive costs the rest of that archive.
fn walk(path: &Path, input: io::Result<Input>, push: Push<'_, Job>) -> ControlFlow<()> {
    let lost = |item| Task { path: path.to_owned(), weight: OVERHEAD, item };
    let input = match input {
        Ok(input) => input,
        Err(error) => return push(lost(Job::Unreadable(error))),
    };
    let mut flow = ControlFlow::Continue(());
    let walked = catch_unwind(AssertUnwindSafe(|| {
        letters(input, &path.to_string_lossy(), None, &Limits::default(), &mut |found| {
            flow = take(found, path, push);
            flow
        })
    }));
    match walked {
        Ok(Ok(())) => flow,
        Ok(Err(error)) => push(lost(Job::Unreadable(error))),
        Err(payload) => push(lost(Job::Defect(panic_words(payload.as_ref())))),
    }
}

fn take(found: Found, file: &Path, push: Push<'_, Job>) -> ControlFlow<()> {
    match found {
        Found::Letter(letter) => {
            let letter = with_metadata(letter, file);
            let (path, weight) = (PathBuf::from(letter.path()), letter.size() + OVERHEAD);
            push(Task { path, weight, item: Job::File(Box::new(letter)) })
        }
        Found::Lost(lost) => {
            push(Task { path: lost.path.into(), weight: OVERHEAD, item: Job::Lost(lost.error) })
        }
        Found::Other(_) => ControlFlow::Continue(()),
    }
}

/// The letter with what the metadata file of its publication states, if that stands beside it.
fn with_metadata(mut letter: Letter, file: &Path) -> Letter {
    let published = file.extension().is_some_and(|e| e == "xml" || e == "html" || e == "pdf");
    let Some(id) = file.file_stem().and_then(|stem| stem.to_str()).filter(|_| published) else {
        return letter;
    };
    for name in griffier_ingest::metadata_names(id) {
        let beside = file.with_file_name(name);
        let mut bytes = Vec::new();
        let read = File::open(&beside).and_then(|beside| beside.take(METADATA).read_to_end(&mut bytes));
        if read.is_ok()
            && beside != file
            && let Some(stated) = griffier_ingest::stated_beside(&bytes, id)
        {
            letter.state(stated);
            break;
        }
    }
    letter
}

/// The letters of one file or of bytes, no more than two: enough to tell one from several.
pub(crate) fn first_two(path: &Path, bytes: Option<Vec<u8>>) -> Vec<Task<Job>> {
    let input = match bytes {
        Some(bytes) => Ok(Input::File(Box::new(Cursor::new(bytes)))),
        None => File::open(path).and_then(|file| match file.metadata()?.is_dir() {
            true => Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder; each() reads folders")),
            false => Ok(Input::File(Box::new(file))),
        }),
    };
    let mut found = Vec::new();
    let _ = walk(path, input, &mut |task| {
        found.push(task);
        if found.len() < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    found
}
