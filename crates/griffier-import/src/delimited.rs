//! Comma, semicolon and tab separated values. CSV has quotes (RFC 4180), TSV has none. The columns are those of
//! `gazetteers/`, with `type`; further ones are kept as they are. A list with the columns `person` and `office`, or `person`
//! and `body`, says who held or sat where.

use crate::applied::Applied;
use crate::limit::{Limited, ROW, TOO_LONG, Watch};
use crate::quotes::Quotes;
use csv::{ByteRecord, ReaderBuilder};
use griffier_doc::MentionType;
use griffier_gazetteer::{Builder, Entry, Fault, ListId, tables::NAME_FILES};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

/// What the parser may have read beyond the row that it is at.
const AHEAD: u64 = 1 << 18;

/// One list while it is read.
struct Reading<'r> {
    builder: &'r mut Builder,
    mapping: &'r Applied<'r>,
    list: ListId,
    path: &'r Path,
    columns: Vec<String>,
    /// The line on which the row ends.
    last: usize,
    /// The type that the file's name says (`organisations.tsv`).
    kind: Option<MentionType>,
}

/// Takes in the rows of a list; `tabs` if tabs separate its cells, else a comma or a semicolon does.
pub(crate) fn read(
    builder: &mut Builder,
    mapping: &Applied<'_>,
    list: ListId,
    path: &Path,
    mut input: impl Read,
    tabs: bool,
) -> io::Result<()> {
    let mut start = Vec::new();
    input.by_ref().take(1 << 12).read_to_end(&mut start)?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    // Spreadsheets write their separator into a line of its own before the header.
    let (said, start) = if tabs { (None, start) } else { separator(start) };
    let delimiter = if tabs { b'\t' } else { said.unwrap_or_else(|| delimiter(start)) };
    let above = usize::from(said.is_some());
    let quotes = (!tabs).then(|| Quotes::new(delimiter, 1 + above));
    let watch = Rc::new(Watch::new(quotes));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(!tabs)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(AHEAD as usize / 2)
        .from_reader(Limited::new(start.chain(input), Rc::clone(&watch)));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    let kind = NAME_FILES.iter().find(|(file, _)| *file == name).map(|&(_, kind)| kind);
    let mut reading = Reading { builder, mapping, list, path, columns: Vec::new(), last: 0, kind };
    let mut record = ByteRecord::new();
    loop {
        let line = above + reader.position().line() as usize;
        watch.limit.set(reader.position().byte() + ROW as u64 + AHEAD);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                reading.builder.fault(unread(error, path, line, &watch)?);
                return Ok(());
            }
        }
        let line = record.position().map_or(line, |position| above + position.line() as usize);
        if let Some((line, column)) = watch.open_quote().filter(|_| watch.ended.get()) {
            let message = "a quote opens here that is not closed: the rest of the list would be one cell";
            reading.builder.fault(Fault::new(path, line, column, message));
            return Ok(());
        }
        reading.last = above + reader.position().line() as usize - 1;
        let size = record.as_slice().len();
        if size > ROW {
            reading.builder.fault(Fault::new(path, line, 1, TOO_LONG));
        } else if !reading.row(line, &record) {
            return Ok(());
        }
    }
    if reading.columns.is_empty() {
        reading.builder.fault(Fault::new(path, 1 + above, 1, "no header line"));
    }
    Ok(())
}

/// What is said of a row that cannot be read: of one that is too long for an open quote, where that opens.
fn unread(error: csv::Error, path: &Path, line: usize, watch: &Watch) -> io::Result<Fault> {
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => return Ok(Fault::new(path, line, 1, format!("{other:?}"))),
    };
    match watch.open_quote() {
        _ if error.kind() != io::ErrorKind::FileTooLarge => Err(error),
        Some((line, column)) => {
            Ok(Fault::new(path, line, column, "a quote opens here that is not closed within 1 MiB"))
        }
        None => Ok(Fault::new(path, line, 1, TOO_LONG)),
    }
}

/// The separator that a first line `sep=;` states, and what follows that line.
fn separator(start: &[u8]) -> (Option<u8>, &[u8]) {
    let (line, rest) = match start.iter().position(|&byte| byte == b'\n') {
        Some(end) => (start[..end].trim_ascii_end(), &start[end + 1..]),
        None => (start, &start[start.len()..]),
    };
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] if !delimiter.is_ascii_alphanumeric() => {
            (Some(*delimiter), rest)
        }
        // A tab at the end of the line is trimmed off.
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => (Some(b'\t'), rest),
        _ => (None, start),
    }
}

/// The separator that the header has most of, not counting those in quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(mark, _)| *mark == byte).for_each(|(_, count)| *count += 1),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

/// How many characters a cell takes in its line, as far as that can be told: quotes are there where they must be.
fn width(cell: &str) -> usize {
    let quotes = cell.matches('"').count();
    let quoted = quotes > 0 || cell.contains([',', ';', '\n', '\r']);
    cell.chars().count() + if quoted { 2 + quotes } else { 0 }
}

impl Reading<'_> {
    /// Takes in one row; whether reading may go on.
    fn row(&mut self, line: usize, record: &ByteRecord) -> bool {
        let mut cells: Vec<&str> = Vec::with_capacity(record.len());
        let mut before = 0;
        for cell in record {
            match std::str::from_utf8(cell) {
                Ok(text) => cells.push(text),
                Err(error) => {
                    let byte = before + error.valid_up_to() + 1;
                    let fault = Fault::new(
                        self.path,
                        line,
                        byte,
                        "not UTF-8 at this byte of the line; convert the list first",
                    );
                    self.builder.fault(fault);
                    return !self.columns.is_empty();
                }
            }
            before += cell.len() + 1;
        }
        if self.columns.is_empty() {
            return self.header(line, &cells);
        }
        if cells.len() != self.columns.len() {
            let mut message = format!("{} cells where the header has {}", cells.len(), self.columns.len());
            if self.last > line {
                message += &format!("; the row runs to line {}: is a quote not closed?", self.last);
            }
            // The first cell too many, or the end of a line with too few.
            let there = cells.iter().take(self.columns.len()).map(|cell| width(cell) + 1).sum::<usize>();
            let column = if cells.len() > self.columns.len() { there + 1 } else { there };
            self.builder.fault(Fault::new(self.path, line, column, message));
            return true;
        }
        let get = |column: &str| {
            let at = self.columns.iter().position(|name| name == column);
            at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        if self.has("person") && self.has("office") {
            self.builder.add_tenure(self.list, line, get);
        } else if self.has("person") && self.has("body") {
            self.builder.add_membership(self.list, line, get);
        } else {
            self.names(line, &cells);
        }
        !self.builder.is_full()
    }

    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    fn header(&mut self, line: usize, cells: &[&str]) -> bool {
        self.columns = cells.iter().map(|cell| self.mapping.column(cell.trim()).to_owned()).collect();
        let twice = |&i: &usize| !self.columns[i].is_empty() && self.columns[..i].contains(&self.columns[i]);
        if let Some(i) = (0..self.columns.len()).find(twice) {
            let column: usize = cells.iter().take(i).map(|cell| width(cell) + 1).sum();
            let message = format!("the column `{}` stands there twice", self.columns[i]);
            self.builder.fault(Fault::new(self.path, line, column + 1, message));
            return false;
        }
        let held = self.has("person") && (self.has("office") || self.has("body"));
        if !held && !self.has("name") {
            let message = format!(
                "no column `name` among {}; say --map-column COLUMN=name",
                cells.iter().map(|cell| format!("`{cell}`")).collect::<Vec<_>>().join(", ")
            );
            self.builder.fault(Fault::new(self.path, line, 1, message));
        }
        held || self.has("name")
    }

    /// A row of names; everything that is wrong with it is said.
    fn names(&mut self, line: usize, cells: &[&str]) {
        let mut entry = Entry { kind: self.kind, ..Entry::default() };
        let (mut word, mut at_type) = ("", 0);
        let mut faults: Vec<(usize, String)> = Vec::new();
        for (i, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            if column == "type" {
                (word, at_type) = (cell.trim(), i);
            } else if let Err(message) = entry.set(column, cell) {
                faults.push((i, message));
            }
        }
        faults.extend(self.mapping.finish(&mut entry, word).err().map(|message| (at_type, message)));
        if faults.is_empty() {
            self.builder.add(self.list, line, &entry);
            return;
        }
        for (column, message) in faults {
            let before: usize = cells.iter().take(column).map(|cell| width(cell) + 1).sum();
            self.builder.fault(Fault::new(self.path, line, before + 1, message));
        }
        self.builder.add_faulty(self.list, line, &entry);
    }
}
