//! The triples of a file of RDF, with every fault at its place. Turtle and N-Triples are read on from the next statement,
//! each fault once; XML and JSON-LD have none to go on from. What triples mean is not known here.

mod xml;

use griffier_gazetteer::Fault;
use oxrdf::Quad;
use oxrdfio::{RdfFormat, RdfParseError, RdfParser};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// Longest line in which the end of a statement is looked for.
const LINE: u64 = 1 << 20;

/// Faults behind which reading still goes on: a file with more is of another format.
const MOST: usize = 1000;

/// What a file gives.
pub(crate) enum Item {
    Triple(Quad),
    Fault(Fault),
}

/// Where reading goes on: bytes and lines before it, and what is declared there.
#[derive(Default)]
struct Start {
    byte: u64,
    lines: usize,
    declared: String,
}

/// Hands what is in `file`, which is at `path`, to `take`, until that wants no more.
pub(crate) fn each(
    path: &Path,
    file: File,
    format: RdfFormat,
    take: &mut dyn FnMut(Item) -> bool,
) -> io::Result<()> {
    let (mut start, mut said, mut file) = (Start::default(), BTreeSet::new(), Some(file));
    // What comes through a pipe cannot be read again from some place on.
    let again = path.metadata().is_ok_and(|metadata| metadata.is_file());
    for _ in 0..MOST {
        let input = match file.take() {
            Some(file) => file,
            None => from(path, start.byte)?,
        };
        match part(path, input, format, start, &mut said, take)? {
            End::Fault(at) if again => match next(path, format, at)? {
                Some(behind) => start = behind,
                None => return Ok(()),
            },
            End::File if again && format == RdfFormat::RdfXml => {
                if let Some(fault) = xml::cut_off(path)? {
                    take(Item::Fault(fault));
                }
                return Ok(());
            }
            _ => return Ok(()),
        }
    }
    let words = format!("more than {MOST} faults; reading stops here");
    take(Item::Fault(Fault::new(path, start.lines + 1, 0, words)));
    Ok(())
}

/// How far reading came.
enum End {
    File,
    /// To a fault of a format that has statements.
    Fault(Start),
    /// To a fault behind which nothing can be read, or nobody wants more.
    Stop,
}

fn from(path: &Path, byte: u64) -> io::Result<File> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(byte))?;
    Ok(file)
}

/// Reads from `start`, where `file` is, to the first fault. `said` are the faults that are said once.
fn part(
    path: &Path,
    file: File,
    format: RdfFormat,
    start: Start,
    said: &mut BTreeSet<String>,
    take: &mut dyn FnMut(Item) -> bool,
) -> io::Result<End> {
    let before = start.declared.len() as u64;
    let input = Cursor::new(start.declared.into_bytes()).chain(BufReader::with_capacity(1 << 16, file));
    let mut parser = RdfParser::from_format(format).for_reader(input);
    while let Some(quad) = parser.next() {
        let error = match quad {
            Ok(quad) => match take(Item::Triple(quad)) {
                true => continue,
                false => return Ok(End::Stop),
            },
            Err(RdfParseError::Io(error)) => return Err(error),
            Err(RdfParseError::Syntax(error)) => error,
        };
        let words = words(&error.to_string());
        let Some(place) = error.location().map(|place| place.start) else {
            let is_context = words.contains("LoadDocumentCallback");
            take(Item::Fault(if is_context { context(path) } else { xml::fault(path, &words) }));
            return Ok(End::Stop);
        };
        let line = start.lines + place.line as usize;
        let repeated = words.starts_with("The prefix ") && !said.insert(words.clone());
        let fault = Fault::new(path, line + 1, place.column as usize + 1, words);
        let goes_on = repeated || take(Item::Fault(fault));
        if !goes_on || !matches!(format, RdfFormat::Turtle | RdfFormat::NTriples) {
            return Ok(End::Stop);
        }
        let prefixes = parser.prefixes().map(|(name, iri)| format!("@prefix {name}: <{iri}> . "));
        let base = parser.base_iri().map(|base| format!("@base <{base}> . "));
        let declared = prefixes.chain(base).collect();
        let byte = start.byte + place.offset.saturating_sub(before);
        return Ok(End::Fault(Start { byte, lines: line, declared }));
    }
    Ok(End::File)
}

/// The start of the statement behind a place: a line of N-Triples is one, one of Turtle begins behind a line that ends with
/// its mark.
fn next(path: &Path, format: RdfFormat, fault: Start) -> io::Result<Option<Start>> {
    let window = fault.byte.min(LINE);
    let mut file = from(path, fault.byte - window)?;
    let mut before = Vec::new();
    (&mut file).take(window).read_to_end(&mut before)?;
    let begin = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let mut byte = fault.byte - (before.len() - begin) as u64;
    file.seek(SeekFrom::Start(byte))?;
    let mut input = BufReader::new(file);
    let mut line = Vec::new();
    for lines in fault.lines + 1.. {
        line.clear();
        let read = input.by_ref().take(LINE).read_until(b'\n', &mut line)? as u64;
        byte += read;
        if line.last() != Some(&b'\n') {
            break;
        }
        if format == RdfFormat::NTriples || line.trim_ascii_end().ends_with(b".") {
            return Ok(Some(Start { byte, lines, declared: fault.declared }));
        }
    }
    Ok(None)
}

/// What a parser says is wrong, without the place that it names beside it.
fn words(said: &str) -> String {
    let words = match said.strip_prefix("Parser error ") {
        Some(rest) => rest.split_once(": ").map_or(rest, |(_, words)| words),
        None => said,
    };
    if words.starts_with("Invalid UTF-8") {
        return "not UTF-8 at this character of the line; convert the list first".to_owned();
    }
    if words.starts_with("Line jumps are not allowed in string") {
        return "the line ends within quotes; a quote is not closed, or a line break in it is not written \\n"
            .to_owned();
    }
    words.to_owned()
}

/// Where the context of a file of JSON-LD stands that would have to be fetched, and why it is not.
fn context(path: &Path) -> Fault {
    let start = File::open(path).and_then(|file| io::read_to_string(file.take(LINE))).unwrap_or_default();
    let lines = start.lines().enumerate();
    let mut places = lines.filter_map(|(i, line)| {
        let before = line.get(..line.find("\"@context\"")?)?;
        Some((i + 1, before.chars().count() + 1))
    });
    let (line, column) = places.next().unwrap_or((0, 0));
    let words = "the @context is kept on another machine, and nothing is fetched; write what it says into the file, or bring the \
                 thesaurus as Turtle";
    Fault::new(path, line, column, words)
}
