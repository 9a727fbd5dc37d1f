//! Archives of every kind, made in memory: what is found in them, and what bad ones cost.

mod archives;
mod bad;
mod messages;
mod tables;

use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// What a walk gives: letters as path, id and text, losses as path and message, others by kind.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    letters: Vec<(String, String, String)>,
    lost: Vec<(String, String)>,
    other: Vec<String>,
}

impl Seen {
    /// The paths of the letters.
    fn paths(&self) -> Vec<&str> {
        self.letters.iter().map(|(path, ..)| path.as_str()).collect()
    }
}

fn walk(input: Input, path: &str, limits: &Limits) -> (Seen, Vec<Document>) {
    let (mut seen, mut docs) = (Seen::default(), Vec::new());
    letters(input, path, None, limits, &mut |found| {
        match found {
            Found::Letter(letter) => {
                let path = letter.path().to_owned();
                match letter.ingest(limits) {
                    Ok(doc) => {
                        seen.letters.push((path, doc.id().to_owned(), doc.text().to_owned()));
                        docs.push(doc);
                    }
                    Err(error) => seen.lost.push((path, error.to_string())),
                }
            }
            Found::Lost(lost) => seen.lost.push((lost.path, lost.error.to_string())),
            Found::Other(kind) => seen.other.push(kind),
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    (seen, docs)
}

/// What is found in a file; a stream of the same bytes must give the same.
#[track_caller]
fn seen(bytes: &[u8], path: &str) -> Seen {
    let limits = Limits::default();
    let file = walk(Input::File(Box::new(Cursor::new(bytes.to_vec()))), path, &limits).0;
    let stream = walk(Input::Stream(Box::new(Cursor::new(bytes.to_vec()))), path, &limits).0;
    assert_eq!(file, stream, "a stream gives something else than a file");
    file
}

fn within(bytes: Vec<u8>, path: &str, limits: Limits) -> Seen {
    walk(Input::File(Box::new(Cursor::new(bytes))), path, &limits).0
}

fn documents(bytes: &[u8], path: &str) -> Vec<Document> {
    walk(Input::File(Box::new(Cursor::new(bytes.to_vec()))), path, &Limits::default()).1
}

/// Letters as path, id and text.
#[track_caller]
fn check(bytes: &[u8], path: &str, expected: &[(&str, &str, &str)]) {
    let found = seen(bytes, path);
    let letters: Vec<_> =
        found.letters.iter().map(|(p, i, t)| (p.as_str(), i.as_str(), t.as_str())).collect();
    assert_eq!((letters.as_slice(), found.lost.as_slice()), (expected, &[][..]));
}

/// Losses as path and the start of the message.
#[track_caller]
fn check_lost(found: &Seen, expected: &[(&str, &str)]) {
    assert_eq!(found.lost.len(), expected.len(), "{:?}", found.lost);
    for ((path, message), (wanted, start)) in found.lost.iter().zip(expected) {
        assert_eq!(path, wanted);
        assert!(message.starts_with(start), "{start:?} in {message:?}");
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        // The library refuses names that lead out of the archive, which hostile ones have.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}
