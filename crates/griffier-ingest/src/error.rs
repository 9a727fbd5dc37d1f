//! Why a file gave no document, and what to do about it.

/// Why a file gave no document. The message is for people; [`IngestError::kind`] is for programs.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct IngestError(#[from] Problem);

impl IngestError {
    /// What kind of error this is.
    pub fn kind(&self) -> IngestErrorKind {
        match self.0 {
            Problem::Empty => IngestErrorKind::Empty,
            Problem::NotText { .. } | Problem::MetadataAlone { .. } | Problem::NoLetters { .. } => {
                IngestErrorKind::NotText
            }
            Problem::TooLarge { .. } => IngestErrorKind::TooLarge,
            Problem::Unpacks { .. }
            | Problem::Pages { .. }
            | Problem::LongText { .. }
            | Problem::Bomb { .. }
            | Problem::TooDeep { .. } => IngestErrorKind::TooLarge,
            Problem::Encrypted { .. } => IngestErrorKind::Encrypted,
            Problem::NoTextLayer { .. } | Problem::Unreadable { .. } => IngestErrorKind::NoTextLayer,
            Problem::Damaged { .. } | Problem::Row { .. } => IngestErrorKind::Damaged,
            Problem::Compression { .. } => IngestErrorKind::NotText,
        }
    }
}

/// The kinds of [`IngestError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IngestErrorKind {
    /// Nothing but white space.
    Empty,
    /// Another kind of file.
    NotText,
    /// Offsets would not fit, or it unpacks to more than [`crate::Limits`] allow.
    TooLarge,
    /// A password is needed.
    Encrypted,
    /// Pictures of pages, or signs that stand for no characters, without their text.
    NoTextLayer,
    /// A file of a known format that cannot be read.
    Damaged,
}

/// The error inside, free to change.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("empty: no text in it; check that the letter was saved or downloaded in full")]
    Empty,
    #[error(
        "not text: looks like {looks_like}; letters are read as PDF, Word, OpenDocument, HTML, XML, Markdown or text, so save \
         it as one of these first"
    )]
    NotText { looks_like: &'static str },
    #[error(
        "no letter: the metadata of an official publication ({of}) without its text; give the publication's own .xml"
    )]
    MetadataAlone { of: String },
    #[error("too large: {} bytes is the most for one letter and this has {bytes}; split it", crate::LIMIT)]
    TooLarge { bytes: u64 },
    #[error(
        "too large: {what} comes to more than {}, the most for one letter; if it is meant to, give --max-bytes",
        size(*most)
    )]
    Unpacks { what: &'static str, most: u64 },
    #[error("too large: its text comes to more than {}, the most for one letter; split it", size(*most))]
    LongText { most: u64 },
    #[error("too large: {pages} pages, and {most} is the most for one letter; split it")]
    Pages { pages: u64, most: u32 },
    #[error(
        "too large: {what} unpacks to more than 250 times its size, which no text does; the rest of it is left"
    )]
    Bomb { what: &'static str },
    #[error(
        "too deep: it stands within {most} archives, and is left, as are others so deep; unpack the outer ones first"
    )]
    TooDeep { most: u8 },
    #[error("{unit} {number}: {why}")]
    Row { unit: &'static str, number: u64, why: String },
    #[error("encrypted: {format} needs a password; save it without one first")]
    Encrypted { format: &'static str },
    #[error(
        "no text: {format} of {pages} scanned or empty page(s), pictures without a text layer; run OCR on it first"
    )]
    NoTextLayer { format: &'static str, pages: u32 },
    #[error(
        "no text: {unreadable} of the {pages} page(s) of {format} are set in fonts that do not say what their characters are; run \
         OCR on it first"
    )]
    Unreadable { format: &'static str, unreadable: usize, pages: usize },
    #[error("no letters: {what} {why}")]
    NoLetters { what: &'static str, why: &'static str },
    #[error("not read: {what} is compressed with {codec}; write it anew with zstd, snappy, gzip or none")]
    Compression { what: &'static str, codec: &'static str },
    #[error("damaged: {format} cannot be read: {why}; download or save it again")]
    Damaged { format: &'static str, why: String },
}

/// A limit as a person would say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
