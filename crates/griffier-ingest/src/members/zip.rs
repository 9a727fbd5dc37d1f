//! ZIP archives. The list at the end leads, as in every other program; an archive without one is read from its start.

use super::beside::Beside;
use super::meter::Metered;
use super::{HEAD, Item, Seekable, Source, Walk, is_hidden};
use crate::error::Problem;
use crate::foreign;
use std::cell::Cell;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;
use zip::ZipReadOptions;
use zip::read::{Config, ZipFileEntry, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

const NAME: &str = "this ZIP archive";

/// Names by which a ZIP archive is one document: Office, OpenDocument, EPUB.
const DOCUMENTS: [&[u8]; 3] = [b"[Content_Types].xml", b"mimetype", b"META-INF/container.xml"];

/// How many members are looked at for that.
const LOOKED_AT: usize = 4096;

/// Several readers of one file, one after another.
type File<'f> = BufReader<&'f mut Box<dyn Seekable>>;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: Item) -> ControlFlow<()> {
    let mut file = match source.file(&walk.limits) {
        Ok(file) => file,
        Err(problem) => return walk.lost(item.path, problem),
    };
    let (mut is_document, mut is_listed) = (false, false);
    if let Ok(mut archive) = ZipIterable::try_new(BufReader::new(&mut file), Config::default()) {
        is_listed = true;
        let names = archive.files().into_iter().flatten().take(LOOKED_AT).filter_map(Result::ok);
        is_document = names.into_iter().any(|entry| DOCUMENTS.contains(&entry.name_raw()));
    }
    let mut head = Vec::new();
    let looked = file.rewind().and_then(|()| (&mut file).take(HEAD as u64).read_to_end(&mut head));
    if let Err(error) = looked.and_then(|_| file.rewind()) {
        return walk.lost(item.path, super::problem(&error, NAME));
    }
    if is_document || !is_listed && (super::is_marked(&head) || foreign::is_document(&head)) {
        return document(walk, file, &head, item);
    }
    if let Some(flow) = walk.too_deep(&item) {
        return flow;
    }
    match is_listed {
        true => {
            let mut beside = beside(walk, BufReader::new(&mut file));
            listed(walk, BufReader::new(&mut file), &mut beside, &item)?;
            (0..beside.left()).try_for_each(|_| walk.other("metadata of a publication".to_owned()))
        }
        false => scanned(walk, BufReader::new(&mut file), &item),
    }
}

/// A letter of an office program, which is a ZIP archive to its user as little as to us.
fn document(walk: &mut Walk<'_>, file: Box<dyn Seekable>, head: &[u8], item: Item) -> ControlFlow<()> {
    if item.is_member
        && let Some(kind) = super::other(item.name(), head)
    {
        return walk.other(kind);
    }
    walk.letter(Source::File(file), Vec::new(), item)
}

/// The metadata of publications, wherever in the archive they stand. What cannot be read of them is told when its turn comes.
fn beside(walk: &Walk<'_>, file: File<'_>) -> Beside {
    let mut beside = Beside::default();
    let Ok(mut archive) = ZipIterable::try_new(file, Config::default()) else { return beside };
    let Ok(files) = archive.files() else { return beside };
    while let Some(Ok(entry)) = files.next() {
        let name = name(&entry);
        if entry.is_dir() || is_hidden(&name) || entry.encrypted() || !Beside::is_one(&name) {
            continue;
        }
        let packed = Rc::new(Cell::new(entry.compressed_size()));
        if let Ok(content) = entry.with_reader(files.reader_mut(), ZipReadOptions::default())
            && beside.keep(&name, Metered::new(content, &walk.budget, packed)).is_err()
        {
            break;
        }
    }
    beside
}

/// Reads the members that the list names.
fn listed(walk: &mut Walk<'_>, file: File<'_>, beside: &mut Beside, item: &Item) -> ControlFlow<()> {
    let mut archive = match ZipIterable::try_new(file, Config::default()) {
        Ok(archive) => archive,
        Err(error) => return walk.lost(item.path.clone(), problem(&error, NAME)),
    };
    let files = match archive.files() {
        Ok(files) => files,
        Err(error) => return walk.lost(item.path.clone(), problem(&error, NAME)),
    };
    while !walk.halted {
        let entry = match files.next() {
            None => break,
            Some(Ok(entry)) => entry,
            Some(Err(error)) => return walk.lost(item.path.clone(), problem(&error, NAME)),
        };
        let name = name(&entry);
        if entry.is_dir() || is_hidden(&name) || beside.has(&name) {
            continue;
        }
        if entry.is_symlink() {
            walk.other("link".to_owned())?;
            continue;
        }
        let mut member = Item { size: Some(entry.size()), ..item.member(&name) };
        beside.state(&name, &mut member);
        if entry.encrypted() {
            match super::other(&name, &[]) {
                Some(kind) => walk.other(kind)?,
                None => {
                    walk.lost(member.path, Problem::Encrypted { format: "this member of a ZIP archive" })?
                }
            }
            continue;
        }
        let packed = Rc::new(Cell::new(entry.compressed_size()));
        match entry.with_reader(files.reader_mut(), ZipReadOptions::default()) {
            Ok(content) => unpack(walk, content, packed, member)?,
            Err(error) => walk.lost(member.path, problem(&error, "it"))?,
        }
    }
    ControlFlow::Continue(())
}

/// Reads an archive whose end is missing, one member after another for as far as they go.
fn scanned(walk: &mut Walk<'_>, mut file: File<'_>, item: &Item) -> ControlFlow<()> {
    let mut members = 0_u64;
    let error = loop {
        if walk.halted {
            return ControlFlow::Continue(());
        }
        match read_zipfile_from_stream(&mut file) {
            Ok(Some(content)) => {
                let entry = content.entry();
                let (name, is_dir) = (name(&entry), entry.is_dir());
                let packed = Rc::new(Cell::new(entry.compressed_size()));
                drop(entry);
                members += 1;
                if !is_dir && !is_hidden(&name) {
                    unpack(walk, content, packed, item.member(&name))?;
                }
            }
            Ok(None) => break "its list of members is damaged".to_owned(),
            Err(ZipError::Io(_)) => break "it ends too early".to_owned(),
            Err(error) => break error.to_string(),
        }
    };
    let why = match members {
        0 => error,
        1 => format!("{error}; one member was read"),
        _ => format!("{error}; {members} members were read"),
    };
    walk.lost(item.path.clone(), Problem::Damaged { format: NAME, why })
}

fn unpack(walk: &mut Walk<'_>, content: impl Read, packed: Rc<Cell<u64>>, member: Item) -> ControlFlow<()> {
    let unpacked = Metered::new(content, &walk.budget, packed);
    walk.enter_member(Source::Stream(Box::new(unpacked)), member)
}

fn name(entry: &ZipFileEntry<'_>) -> String {
    let name = entry.name().map(std::borrow::Cow::into_owned);
    name.unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned())
}

fn problem(error: &ZipError, format: &'static str) -> Problem {
    Problem::Damaged { format, why: error.to_string() }
}
