//! Texts that are made to take long, and what a byte of them costs against a byte of a letter: `cargo xtask hostile`.
//!
//! A test compares the cost at two sizes; the full table, at ten megabytes and more, needs a release build.

use griffier::{Document, Pipeline, Unit};
use std::time::{Duration, Instant};

/// A hostile text: its name in the table, and what is repeated.
pub type Text = (&'static str, &'static str);

/// What is repeated without end.
pub const TEXTS: [Text; 22] = [
    ("initials", "A.B."),
    ("identifiers", "ECLI:NL:"),
    ("opening brackets", "("),
    ("one letter", "a"),
    ("digits", "0"),
    ("digits apart", "1 "),
    ("dots", "."),
    ("newlines", "\n"),
    ("carriage returns", "\r"),
    ("NUL", "\0"),
    ("combining marks on a letter each", "e\u{301}"),
    ("combining marks alone", "\u{301}"),
    ("right to left", "שלום "),
    ("marks that turn direction", "\u{202e}a\u{202c}"),
    ("zero width", "\u{200b}"),
    ("soft hyphens", "a\u{ad}"),
    ("line breaks in words", "a-\n"),
    ("ligatures", "ﬁ"),
    ("capitals", "A "),
    ("names", "NAVO EU VN "),
    ("citations", "Kamerstuk 33 694, nr. 45 "),
    ("quotation marks", "\"'“‘"),
];

/// A sentence as letters have them, for a text without a line break.
pub const SENTENCE: &str = "De minister sprak op 12 mei 2022 met de NAVO over hulp aan Oekraïne en over wat daarvoor nog nodig is in de \
                            komende jaren, zoals uw Kamer eerder is toegezegd. ";

/// A text of about so many bytes.
pub fn text(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}

/// How long a text takes from a document to its record: of the processor, where the system tells, so that other work on the
/// machine does not count.
///
/// # Errors
/// When the record cannot be written.
pub fn time(pipeline: &Pipeline, text: &str) -> std::io::Result<Duration> {
    let (start, busy) = (Instant::now(), processor());
    let mut doc = Document::from_text("letter", text);
    pipeline.run(&mut doc);
    griffier_export::write_record(&doc, Unit::Byte, &mut std::io::sink())?;
    drop(doc);
    Ok(match (busy, processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    })
}

/// How long this thread has had a processor.
fn processor() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
