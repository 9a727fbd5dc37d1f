//! What formats made of XML share: escaped words, and parts packed into one file that is the same whenever it is made.

use super::{Plan, Word};
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Words as XML and HTML have them.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The words of the note with this label.
pub(super) fn note<'p>(plan: &'p Plan, label: &str) -> &'p [Word] {
    plan.notes.iter().find(|note| note.label == label).map_or(&[], |note| &note.words)
}

/// Parts as one file, the first one stored as it is if it is called `mimetype`.
pub(super) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        // Writing to memory cannot fail.
        let _ = zip.start_file(*name, options);
        let _ = zip.write_all(content.as_bytes());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
