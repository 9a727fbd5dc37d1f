//! From the bytes of a file to a [`Document`]: file formats and character encodings.
//!
//! A format is one module and one row of `READERS`. Files that hold many letters: `members.rs`.
//!
//! What is absent on purpose: opening files, walking folders and
//! standard input (the caller does that), and every rule about what a letter says.
//!
//! A UTF-8 file's text IS the file, a byte order mark included, so that offsets count into the file; later stages treat
//! the mark as invisible. Any other encoding is converted, and a diagnostic says that offsets count into the converted
//! text.

mod cursor;
mod docx;
mod encoding;
mod error;
mod flow;
mod foreign;
#[cfg(test)]
mod hostile;
mod html;
mod layout;
mod limits;
mod markdown;
mod members;
mod numerals;
mod odt;
mod package;
mod path;
mod pdf;
#[cfg(test)]
mod security;
mod signed;
mod stated;
mod text;
mod xml;

pub use error::{IngestError, IngestErrorKind};
pub use limits::Limits;
pub use members::{
    Container, Found, Input, InputFormat, LeftOut, Letter, Lost, Seekable, Sink, letter_of_line, letters,
};

use error::Problem;
use griffier_doc::{Document, Format, Source, Stated};
use layout::Read;
use sha2::{Digest, Sha256};
use std::path::Path;

/// What knows one format.
struct Reader {
    format: Format,
    /// Extensions in lower case, without the dot.
    extensions: &'static [&'static str],
    /// Whether the bytes alone show the format, whatever the file is called.
    recognizes: fn(&[u8]) -> bool,
    read: fn(Vec<u8>, &Limits) -> Result<Read, Problem>,
}

/// Every format, the more particular first; the last one takes what no other claims.
const READERS: [&Reader; 7] = [
    &pdf::READER,
    &docx::READER,
    &odt::READER,
    &html::READER,
    &xml::READER,
    &markdown::READER,
    &text::READER,
];

/// The largest file whose offsets fit a span.
const LIMIT: usize = u32::MAX as usize;

/// Makes a document from the bytes of a file, within the limits that [`Limits::default`] sets.
///
/// `path` is what the record will name as its source; `-` stands for standard input. The document's id is the file name
/// without its last extension (`stdin` for `-`).
///
/// # Errors
/// When the file holds no text, is no text, or is too large. The error does not repeat `path`.
///
/// ```
/// let doc = griffier_ingest::ingest(b"Geachte voorzitter,".to_vec(), "brieven/kst-1.txt")?;
/// assert_eq!((doc.id(), doc.text()), ("kst-1", "Geachte voorzitter,"));
/// # Ok::<(), griffier_ingest::IngestError>(())
/// ```
pub fn ingest(bytes: Vec<u8>, path: &str) -> Result<Document, IngestError> {
    ingest_within(bytes, path, &Limits::default())
}

/// The same within other limits.
///
/// # Errors
/// As [`ingest`].
pub fn ingest_within(bytes: Vec<u8>, path: &str, limits: &Limits) -> Result<Document, IngestError> {
    Letter::new(path, bytes).ingest(limits)
}

/// What a reader made of a file, with where it came from.
struct Ingested {
    source: Source,
    read: Read,
}

/// What is known of the bytes of a letter before they are looked at.
struct How {
    format: Option<Format>,
    is_text: bool,
    /// The extension of the type that whoever sent it states, which goes before that of its name.
    declared: Option<&'static str>,
}

/// Reads the bytes of one letter, as its format if that is given.
fn read(bytes: Vec<u8>, path: &str, how: How, limits: &Limits) -> Result<Ingested, Problem> {
    within(LIMIT, bytes.len())?;
    let (sha256, size) = (hexadecimal(&Sha256::digest(&bytes)), bytes.len() as u64);
    let (bytes, wide) = if how.is_text { (bytes, None) } else { encoding::narrow(bytes) };
    let given = READERS.iter().find(|reader| Some(reader.format) == how.format);
    let reader = match given {
        Some(reader) => reader,
        None => reader_for(&bytes, how.declared.map_or_else(|| extension(path), str::to_owned).as_str())?,
    };
    let source = Source { path: path.to_owned(), format: reader.format, sha256, bytes: size };
    let mut read = match reader.format {
        Format::Text | Format::Markdown if how.is_text => encoding::read_string(bytes)?,
        _ => (reader.read)(bytes, limits)?,
    };
    within(LIMIT, read.text.len())?;
    limits.check_text(read.text.len() as u64)?;
    read.notes.splice(0..0, wide);
    Ok(Ingested { source, read })
}

impl Ingested {
    fn document(self, id: String) -> Document {
        let Self { source, read } = self;
        let mut doc = Document::new(id, source, read.text);
        doc.set_markup(read.markup);
        doc.set_source_map(read.map);
        doc.set_stated(read.stated);
        for note in read.notes {
            doc.push_diagnostic(note.span, note.code, note.message);
        }
        doc
    }
}

/// What the metadata file of an official publication states of its text, which stands in a file of its own
/// (`kst-1-2.xml` beside `metadata.xml`): to be written as [`Document::set_stated`] does, before what the text's own
/// markup states. `None` if the bytes are no such file, or if they name another publication than `id`.
///
/// ```
/// let metadata = br#"<metadata_gegevens><metadata name="DC.identifier" content="kst-1-2"/>
///     <metadata name="DCTERMS.issued" content="2022-05-03"/></metadata_gegevens>"#;
/// let stated = griffier_ingest::stated_beside(metadata, "kst-1-2").unwrap_or_default();
/// assert_eq!(stated[0].value, "2022-05-03");
/// assert!(griffier_ingest::stated_beside(metadata, "kst-1-3").is_none());
/// ```
pub fn stated_beside(metadata: &[u8], id: &str) -> Option<Vec<Stated>> {
    xml::metadata::stated_beside(metadata, id)
}

/// Names that the metadata file of the publication `id` may have, in the same folder or archive.
pub fn metadata_names(id: &str) -> [String; 4] {
    [
        format!("{id}.metadata.xml"),
        format!("{id}_metadata.xml"),
        "metadata.xml".into(),
        "metadata_owms.xml".into(),
    ]
}

/// The most bytes that a file of metadata has: what is larger is none.
pub const METADATA_BYTES: u64 = 4 << 20;

/// Whether a file is called as only the metadata of a publication is, which are read beside its text.
pub fn is_metadata(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    let publication = name.strip_suffix(".metadata.xml").or_else(|| name.strip_suffix("_metadata.xml"));
    publication.is_some() || name == "metadata.xml" || name == "metadata_owms.xml"
}

/// The extensions of files that [`letters`] reads, in lower case and without the dot: what a walk through a folder takes.
pub fn extensions() -> impl Iterator<Item = &'static str> {
    let letters = READERS.iter().flat_map(|reader| reader.extensions);
    letters.chain(Container::ALL.iter().flat_map(|container| container.extensions())).copied()
}

/// Content decides before the name does: a letter in Markdown is one, even in a `.txt` file. A name alone decides among
/// formats that any text may have; a part of a web page is one of them.
fn reader_for(bytes: &[u8], extension: &str) -> Result<&'static Reader, Problem> {
    if let Some(reader) = READERS.iter().find(|reader| (reader.recognizes)(bytes)) {
        return Ok(reader);
    }
    if let Some(looks_like) = foreign::recognize(bytes) {
        return Err(Problem::NotText { looks_like });
    }
    let tagged = || memchr::memmem::find(bytes, b"</").is_some();
    let mut plain = READERS.iter().filter(|reader| match reader.format {
        Format::Text | Format::Markdown => true,
        Format::Html => tagged(),
        _ => false,
    });
    let by_name = plain.find(|reader| reader.extensions.contains(&extension));
    Ok(by_name.copied().unwrap_or(&text::READER))
}

/// The last extension of a path in lower case, without the dot; empty if it has none.
fn extension(path: &str) -> String {
    Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase()
}

fn within(limit: usize, len: usize) -> Result<(), Problem> {
    if len > limit { Err(Problem::TooLarge { bytes: len as u64 }) } else { Ok(()) }
}

fn letter_id(path: &str) -> String {
    let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    match stem {
        "" | "-" => "stdin".to_owned(),
        stem => stem.to_owned(),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_text_of_a_utf8_file_is_the_file() {
        for file in ["Één brief\r\n", "\u{feff}Één brief\n"] {
            let doc = ingest(file.as_bytes().to_vec(), "a/b.c.txt").unwrap();
            assert_eq!(doc.text(), file);
            assert_eq!(doc.source().bytes, file.len() as u64);
            assert!(doc.diagnostics().is_empty());
            assert_eq!(doc.id(), "b.c");
            assert_eq!(doc.view().as_str().trim(), "een brief");
        }
    }

    #[test]
    fn the_checksum_is_that_of_the_bytes_as_read() {
        // The known value for "abc" of FIPS 180-4.
        let doc = ingest(b"abc".to_vec(), "-").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((doc.source().sha256.as_str(), doc.id()), (expected, "stdin"));
        let converted = ingest(b"\xff\xfea\0b\0".to_vec(), "x").unwrap();
        assert_eq!((converted.text(), converted.source().bytes), ("ab", 6));
    }

    #[track_caller]
    fn check_format(name: &str, text: &str, format: Format) {
        assert_eq!(ingest(text.as_bytes().to_vec(), name).unwrap().source().format, format);
    }

    #[test]
    fn name_and_content_tell_the_format() {
        check_format("brief.txt", "Geachte voorzitter,", Format::Text);
        check_format("brief.MD", "Geachte voorzitter,", Format::Markdown);
        check_format("brief.txt", "# Kamerbrief\n\nZie **bijlage**.\n", Format::Markdown);
        check_format("brief", "Geachte voorzitter,", Format::Text);
        check_format("brief.docx", "toch gewoon tekst", Format::Text);
    }

    #[test]
    fn a_file_too_large_for_its_offsets_is_refused() {
        assert!(within(LIMIT, LIMIT).is_ok());
        let error = IngestError::from(within(LIMIT, LIMIT + 1).unwrap_err());
        assert_eq!(error.kind(), IngestErrorKind::TooLarge);
        assert_eq!(
            error.to_string(),
            "too large: 4294967295 bytes is the most for one letter and this has 4294967296; split it"
        );
    }

    #[test]
    fn a_folder_walk_takes_every_format() {
        let taken: Vec<_> = extensions().collect();
        assert!(
            ["pdf", "docx", "odt", "html", "xml", "md", "txt", "zip", "tgz", "eml", "jsonl", "parquet"]
                .iter()
                .all(|known| taken.contains(known))
        );
        assert!(!taken.contains(&"json"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_document_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(doc) = ingest(bytes.clone(), "x.txt") {
                prop_assert!(!doc.text().trim().is_empty());
                let kept = doc.text().as_bytes() == bytes;
                prop_assert_eq!(kept, doc.diagnostics().is_empty());
            }
        }
    }
}
