//! Files that hold many letters: archives, mail, tables. Their members are read one after another and handed on, each
//! with its own bytes; nothing is written to disk, and no more than one member is held for each level of nesting.
//!
//! A container is one module and one row of [`Container`]. What is absent on purpose: what a letter's bytes say (the
//! readers of letters do that) and opening files.

mod beside;
mod gzip;
mod json;
mod mail;
mod mbox;
mod meter;
mod outlook;
mod row;
mod sniff;
mod table;
mod tar;
mod warc;
mod zip;

#[cfg(test)]
mod tests;

pub use json::letter_of_line;
pub use sniff::{Container, InputFormat};

use crate::error::{IngestError, Problem};
use crate::layout::Note;
use crate::{How, Limits, READERS, encoding, letter_id};
use griffier_doc::{Document, Format, Stated};
use meter::{Budget, Counted, Exceeded};
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 * 1024;

/// What is made room for at once: bytes.
const PAGE: usize = 8 * 1024;

/// A file that can be read from any place.
pub trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// Where bytes come from.
pub enum Input {
    /// A file.
    File(Box<dyn Seekable>),
    /// A stream, which can be read once.
    Stream(Box<dyn Read + Send>),
}

/// What is found in a file.
#[derive(Debug)]
pub enum Found {
    /// A letter.
    Letter(Letter),
    /// What should have been a letter, or the rest of an archive.
    Lost(Lost),
    /// A member that is no letter, by what it is: `.png`, `HTTP 404`.
    Other(String),
}

/// The bytes of a letter, and what its archive says of it.
#[derive(Clone, Debug)]
pub struct Letter {
    path: String,
    bytes: Vec<u8>,
    format: Option<Format>,
    id: Option<String>,
    /// Whether it was a text of JSON or a table: control characters make it no other kind of file.
    is_text: bool,
    /// The extension of the type that a server or a mail states.
    declared: Option<&'static str>,
    stated: Vec<Stated>,
    notes: Vec<Note>,
    left_out: Vec<LeftOut>,
}

/// What a row says of its letter in a way that is not understood: the letter is read without it, and a note says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the field.
    pub field: &'static str,
    /// What it holds, for people: `"2021-13-01"`, `a list`.
    pub value: String,
    /// What is wrong with that: `is no date as in 2023-12-31`.
    pub why: &'static str,
}

impl Letter {
    /// A letter of which nothing but its bytes is known.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (stated, notes, left_out) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            path: path.into(),
            bytes,
            format: None,
            id: None,
            is_text: false,
            declared: None,
            stated,
            notes,
            left_out,
        }
    }
    /// What its row says that is not understood, for callers that would rather refuse it.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }
    /// What the record will name as its source: the file, and after `!/` the member.
    pub fn path(&self) -> &str {
        &self.path
    }
    /// The same letter, read as `format` whatever its bytes show.
    #[must_use]
    pub fn of_format(self, format: Format) -> Self {
        Self { format: Some(format), ..self }
    }
    /// Gives it an identifier, in place of the one that its path or its archive has.
    pub fn identify(&mut self, id: impl Into<String>) {
        self.id = Some(id.into());
    }
    /// The letter as it came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
    /// The size of the letter as it came.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
    /// SHA-256 of the letter's bytes, its path and all that is stated of it: equal for two letters only if the same
    /// version makes the same record of both.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut sum = Sha256::new();
        let mut put = |part: &[u8]| {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part);
        };
        put(self.path.as_bytes());
        put(&self.bytes);
        put(self.format.map_or("", Format::name).as_bytes());
        put(self.id.as_deref().unwrap_or_default().as_bytes());
        put(&[u8::from(self.is_text)]);
        self.declared.iter().for_each(|declared| put(declared.as_bytes()));
        for stated in &self.stated {
            put(stated.field.name().as_bytes());
            put(stated.value.as_bytes());
            put(stated.origin.as_bytes());
            put(&[stated.trust as u8]);
        }
        for note in &self.notes {
            put(note.code.as_bytes());
            put(note.message.as_bytes());
        }
        sum.finalize().into()
    }
    /// Adds what is stated of the letter elsewhere.
    pub fn state(&mut self, stated: impl IntoIterator<Item = Stated>) {
        self.stated.extend(stated);
    }
    /// The document.
    ///
    /// # Errors
    /// As [`crate::ingest`].
    pub fn ingest(self, limits: &Limits) -> Result<Document, IngestError> {
        let how = How { format: self.format, is_text: self.is_text, declared: self.declared };
        let mut ingested = crate::read(self.bytes, &self.path, how, limits)?;
        // The user's word and a publisher's file of metadata go before the letter's own file.
        ingested.read.stated.splice(0..0, self.stated);
        ingested.read.notes.extend(self.notes);
        let id = self.id.filter(|id| !id.trim().is_empty()).unwrap_or_else(|| letter_id(&self.path));
        Ok(ingested.document(id))
    }
}

/// What could not be read, and why.
#[derive(Debug)]
pub struct Lost {
    /// The file, and after `!/` the member.
    pub path: String,
    /// Why.
    pub error: IngestError,
}

/// Takes what is found; breaks when it wants no more.
pub type Sink<'s> = &'s mut dyn FnMut(Found) -> ControlFlow<()>;

/// Hands every letter in `input` to `sink`, in the order in which they stand there: one, if it is a letter, else those of
/// an archive, a mail or a table. `format` is for input whose first bytes do not show what it is. What cannot be read is
/// handed on as lost, and the rest goes on.
///
/// # Errors
/// When the first bytes cannot be read.
///
/// ```
/// use griffier_ingest::{Found, Input, Limits, letters};
/// use std::io::Cursor;
/// use std::ops::ControlFlow;
///
/// let lines = "{\"id\": \"a\", \"text\": \"Geachte voorzitter,\"}\n{\"text\": \"Hoogachtend,\"}\n";
/// let mut ids = Vec::new();
/// letters(Input::File(Box::new(Cursor::new(lines))), "brieven.jsonl", None, &Limits::default(), &mut |found| {
///     if let Found::Letter(letter) = found {
///         ids.extend(letter.ingest(&Limits::default()).map(|doc| doc.id().to_owned()));
///     }
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(ids, ["a", "brieven-2"]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn letters(
    input: Input,
    path: &str,
    format: Option<InputFormat>,
    limits: &Limits,
    sink: Sink<'_>,
) -> io::Result<()> {
    let (source, budget, size) = match input {
        Input::File(mut file) => {
            // A device has no length, but may be read.
            let length = file.seek(SeekFrom::End(0)).and_then(|end| file.rewind().map(|()| end));
            let length = length.unwrap_or(0);
            (Source::File(file), Budget::new(length), Some(length))
        }
        Input::Stream(stream) => {
            let counted = Counted::new(stream);
            let budget = Budget::counting(counted.count());
            (Source::Stream(Box::new(counted)), budget, None)
        }
    };
    let mut walk = Walk { limits: *limits, budget: Rc::new(budget), sink, halted: false, deep: false };
    let item = Item { path: path.to_owned(), format, size, ..Item::default() };
    // That the sink wants no more is no failure.
    walk.enter(source, item).map(|_| ())
}

/// Bytes on their way from a file, through the archives around them.
enum Source<'r> {
    File(Box<dyn Seekable>),
    Stream(Box<dyn Read + 'r>),
}

impl<'r> Source<'r> {
    fn of(bytes: Vec<u8>) -> Self {
        Self::File(Box::new(Cursor::new(bytes)))
    }

    /// The first bytes. What breaks off within them still gives what came before, and fails when it is read on.
    fn head(&mut self) -> io::Result<Vec<u8>> {
        // Room for a letter of a page or two: without it a file is read in eight bits and pieces.
        let mut head = Vec::with_capacity(PAGE);
        let read = match self {
            Self::File(file) => file.take(HEAD as u64).read_to_end(&mut head),
            Self::Stream(stream) => stream.take(HEAD as u64).read_to_end(&mut head),
        };
        match (read, self) {
            (Err(error), _) if head.is_empty() => return Err(error),
            (Err(error), Self::Stream(stream)) => *stream = Box::new(Broken(Some(error))),
            _ => {}
        }
        Ok(head)
    }

    /// The same from the start again, of which `head` has been read.
    fn rewound(self, head: Vec<u8>) -> io::Result<Self> {
        Ok(match self {
            Self::File(mut file) => {
                file.rewind()?;
                Self::File(file)
            }
            Self::Stream(stream) => Self::Stream(Box::new(Cursor::new(head).chain(stream))),
        })
    }

    /// As a stream.
    fn stream(self) -> Box<dyn Read + 'r> {
        match self {
            Self::File(file) => Box::new(file),
            Self::Stream(stream) => stream,
        }
    }

    /// As a file, which holds a stream in memory.
    fn file(self, limits: &Limits) -> Result<Box<dyn Seekable>, Problem> {
        match self {
            Self::File(file) => Ok(file),
            Self::Stream(stream) => {
                let bytes = read_all(stream, Vec::new(), limits)?;
                Ok(Box::new(Cursor::new(bytes)))
            }
        }
    }
}

/// A stream that has broken off.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.take().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()))
    }
}

/// All that `stream` has, after `head`, if one letter may have so much.
fn read_all(stream: impl Read, head: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let mut bytes = head;
    let room = limits.bytes.saturating_sub(bytes.len() as u64).saturating_add(1);
    stream.take(room).read_to_end(&mut bytes).map_err(|error| problem(&error, "it"))?;
    limits.check(bytes.len() as u64, "it")?;
    Ok(bytes)
}

/// What a failure to read says of `what`.
fn problem(error: &io::Error, what: &'static str) -> Problem {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>()) {
        Some(Exceeded::Ratio) => Problem::Bomb { what },
        Some(Exceeded::Budget) => Problem::Bomb { what: "what came before it in the archive" },
        None => Problem::Damaged { format: what, why: error.to_string() },
    }
}

/// One thing to be read: a file or a member.
#[derive(Debug, Default)]
struct Item {
    path: String,
    format: Option<InputFormat>,
    /// The archives around it.
    depth: u8,
    /// What a letter in it is called, if it is not the file itself: the name within a gzip file.
    leaf: Option<String>,
    /// How many bytes it is said to have.
    size: Option<u64>,
    id: Option<String>,
    /// The extension of the type that a server or a mail states.
    declared: Option<&'static str>,
    stated: Vec<Stated>,
    notes: Vec<Note>,
    /// Whether it is read only if its name or its first bytes show that it is a letter.
    is_member: bool,
}

/// The extension of the type `kind` that whoever sent `name` states. Markdown is sent as plain text too.
fn declared(kind: &str, name: &str) -> Option<&'static str> {
    match kind {
        "text/html" | "application/xhtml+xml" => Some("html"),
        "text/markdown" => Some("md"),
        "text/plain" if !matches!(extension(name).as_deref(), Some("md" | "markdown")) => Some("txt"),
        _ => None,
    }
}

impl Item {
    /// A member called `name`.
    fn member(&self, name: &str) -> Self {
        Self {
            path: format!("{}!/{name}", self.path),
            depth: self.depth + 1,
            is_member: true,
            ..Self::default()
        }
    }
    /// The name by which its kind is told.
    fn name(&self) -> &str {
        self.leaf.as_deref().unwrap_or(&self.path)
    }
    /// The file name without its last extension.
    fn stem(&self) -> String {
        letter_id(&self.path)
    }
}

/// One walk through a file.
struct Walk<'w> {
    limits: Limits,
    budget: Rc<Budget>,
    sink: Sink<'w>,
    /// The budget is spent, and that has been told.
    halted: bool,
    /// An archive within too many others has been told.
    deep: bool,
}

impl Walk<'_> {
    /// Reads what `source` holds: a letter, or the letters of an archive.
    fn enter(&mut self, mut source: Source<'_>, mut item: Item) -> io::Result<ControlFlow<()>> {
        let head = source.head()?;
        let container = match item.format {
            Some(InputFormat::Letter(_)) => None,
            Some(InputFormat::Container(container)) => Some(container),
            None => sniff::container(&head, item.name()),
        };
        if item.is_member
            && container.is_none()
            && let Some(kind) = other(item.name(), &head)
        {
            return Ok(self.other(kind));
        }
        if item.format.is_none() && sniff::is_utf16_json(&head) {
            let why = "it is UTF-16, and JSON is UTF-8".to_owned();
            return Ok(self.lost(item.path, Problem::Damaged { format: "this list of letters", why }));
        }
        let Some(container) = container else { return Ok(self.letter(source, head, item)) };
        // What these two hold may be one document.
        if !matches!(container, Container::Zip | Container::Outlook)
            && let Some(flow) = self.too_deep(&item)
        {
            return Ok(flow);
        }
        item.format = None;
        let source = source.rewound(head)?;
        Ok(match container {
            Container::Zip => zip::read(self, source, item),
            Container::Tar => tar::read(self, source, &item),
            Container::Gzip => gzip::read(self, source, item),
            Container::Warc => warc::read(self, source, &item),
            Container::Mail => mail::read(self, source, &item),
            Container::Outlook => outlook::read(self, source, item),
            Container::Mbox => mbox::read(self, source, &item),
            Container::JsonLines => json::read_lines(self, source, &item),
            Container::Json => json::read_values(self, source, &item),
            Container::Parquet => table::read(self, source, &item),
        })
    }

    /// Reads a member; that it cannot be read costs no other.
    fn enter_member(&mut self, source: Source<'_>, item: Item) -> ControlFlow<()> {
        let path = item.path.clone();
        match self.enter(source, item) {
            Ok(flow) => flow,
            Err(error) => self.lost(path, problem(&error, "it")),
        }
    }

    /// Hands on the letter that begins with `head`.
    fn letter(&mut self, source: Source<'_>, head: Vec<u8>, item: Item) -> ControlFlow<()> {
        let path = match &item.leaf {
            Some(leaf) => format!("{}!/{leaf}", item.path),
            None => item.path,
        };
        // One that says that it is too large need not be unpacked to see that.
        let checked = self.limits.check(item.size.unwrap_or(0), "it");
        match checked.and_then(|()| read_all(source.stream(), head, &self.limits)) {
            Ok(bytes) => {
                let format = match item.format {
                    Some(InputFormat::Letter(format)) => Some(format),
                    _ => None,
                };
                let Item { id, declared, stated, notes, .. } = item;
                let letter = Letter { format, id, declared, stated, notes, ..Letter::new(path, bytes) };
                (self.sink)(Found::Letter(letter))
            }
            Err(problem) => self.lost(path, problem),
        }
    }

    /// Reports an archive that stands within too many others: the first, and how many there are like it.
    fn too_deep(&mut self, item: &Item) -> Option<ControlFlow<()>> {
        let most = self.limits.depth;
        if item.depth < most {
            return None;
        }
        // Thousands of them, made to be told one by one, are a line and a count.
        Some(match std::mem::replace(&mut self.deep, true) {
            false => self.lost(item.path.clone(), Problem::TooDeep { most }),
            true => self.other("archive within too many others".to_owned()),
        })
    }

    fn lost(&mut self, path: String, problem: Problem) -> ControlFlow<()> {
        // After that every further member would be lost for the same reason.
        self.halted |= self.budget.is_spent();
        (self.sink)(Found::Lost(Lost { path, error: problem.into() }))
    }

    fn other(&mut self, kind: String) -> ControlFlow<()> {
        (self.sink)(Found::Other(kind))
    }
}

/// What a member is that is no letter; `None` for one that is, or may be one by its name.
fn other(name: &str, head: &[u8]) -> Option<String> {
    if crate::is_metadata(name) {
        return Some("metadata of a publication".to_owned());
    }
    let extension = extension(name);
    let known = |extension: &str| crate::extensions().any(|known| known == extension);
    if extension.as_deref().is_some_and(known) || is_marked(head) {
        return None;
    }
    Some(extension.map_or_else(|| "without extension".to_owned(), |extension| format!(".{extension}")))
}

/// Whether the bytes alone show a format of letters.
fn is_marked(head: &[u8]) -> bool {
    let plain = |format| matches!(format, Format::Text | Format::Markdown);
    let (head, _) = encoding::narrow(head.to_vec());
    READERS.iter().any(|reader| !plain(reader.format) && (reader.recognizes)(&head))
}

/// The extension in lower case.
fn extension(name: &str) -> Option<String> {
    Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

/// Whether a folder walk would leave a member out without a word: hidden files, and what macOS adds to archives.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| part == "__MACOSX" || part.starts_with('.') && !part.trim_matches('.').is_empty())
}
