//! Where something is wrong in RDF/XML: its parser names no places, and takes the end of a file that is cut off for the end
//! of the thesaurus.

use griffier_gazetteer::Fault;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Most elements that are open in one another.
const DEPTH: usize = 10_000;

/// How far into a file a quoted word is looked for.
const REACH: u64 = 256 << 20;

/// The fault that the parser told in `words`, at its place as far as the file shows it.
pub(super) fn fault(path: &Path, words: &str) -> Fault {
    // Where the file is no XML, the parser stopped there.
    if let Ok(Some(fault)) = cut_off(path) {
        return fault;
    }
    let mut quoted = words.split('\'').skip(1).step_by(2);
    let place = quoted.find_map(|word| find(path, word)).unwrap_or((1, 1));
    Fault::new(path, place.0, place.1, words)
}

/// The first place where the file at `path` is no XML, and the element that stays open at its end.
pub(super) fn cut_off(path: &Path) -> io::Result<Option<Fault>> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, File::open(path)?));
    let (mut open, mut buffer): (Vec<(u64, String)>, Vec<u8>) = (Vec::new(), Vec::new());
    loop {
        let before = reader.buffer_position();
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                let name = element.name().as_ref().to_owned();
                if open.len() < DEPTH {
                    open.push((before, name));
                }
            }
            Ok(Event::End(_)) => drop(open.pop()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(io::Error::new(error.kind(), error.to_string())),
            Err(error) => {
                let (line, column) = place(path, reader.error_position())?;
                return Ok(Some(Fault::new(path, line, column, format!("no XML: {error}"))));
            }
        }
    }
    let Some((at, name)) = open.pop() else { return Ok(None) };
    let (line, column) = place(path, at)?;
    let words = format!("`<{name}>` opens here and is not closed: the file is cut off");
    Ok(Some(Fault::new(path, line, column, words)))
}

/// Line and column, in characters, of the byte at `offset`.
fn place(path: &Path, offset: u64) -> io::Result<(usize, usize)> {
    let mut input = BufReader::new(File::open(path)?.take(offset));
    let (mut number, mut line) = (0, Vec::new());
    loop {
        let mut next = Vec::new();
        if input.read_until(b'\n', &mut next)? == 0 {
            break;
        }
        number += 1;
        line = next;
    }
    if number == 0 || line.last() == Some(&b'\n') {
        return Ok((number + 1, 1));
    }
    Ok((number, String::from_utf8_lossy(&line).chars().count() + 1))
}

/// Line and column of the first place where `word` stands.
fn find(path: &Path, word: &str) -> Option<(usize, usize)> {
    if word.is_empty() {
        return None;
    }
    let mut input = BufReader::new(File::open(path).ok()?.take(REACH));
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line).ok()? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        if let Some((before, _)) = text.split_once(word) {
            return Some((number, before.chars().count() + 1));
        }
    }
    None
}
