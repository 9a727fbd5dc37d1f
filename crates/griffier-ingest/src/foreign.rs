//! Files that are no text, told by their first bytes, so that the message can name them.

use memchr::memmem;

/// First bytes and what they show. Formats of the zip family are told apart by [`zip_family`].
const MAGIC: [(&[u8], &str); 11] = [
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .msg)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"\xff\xfe\0\0", "UTF-32 text"),
];

/// Names near the start of a zip archive that show what it holds.
const ZIP_MEMBERS: [(&[u8], &str); 5] = [
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    (b"opendocument.presentation", "an OpenDocument presentation (.odp)"),
    (b"application/epub+zip", "an EPUB book"),
];

/// How far into a zip archive names are looked for.
const ZIP_SAMPLE: usize = 8 * 1024;

/// What a file that is no text looks like; `None` for what may be text.
pub(crate) fn recognize(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_family(bytes));
    }
    let content = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) || content.starts_with(magic));
    magic.map(|&(_, name)| name)
}

/// Whether the start of a ZIP archive shows that it is one document.
pub(crate) fn is_document(head: &[u8]) -> bool {
    let sample = &head[..head.len().min(ZIP_SAMPLE)];
    ZIP_MEMBERS.iter().any(|(name, _)| memmem::find(sample, name).is_some())
}

fn zip_family(bytes: &[u8]) -> &'static str {
    let sample = &bytes[..bytes.len().min(ZIP_SAMPLE)];
    let member = ZIP_MEMBERS.iter().find(|(name, _)| memmem::find(sample, name).is_some());
    member.map_or("a ZIP archive", |&(_, name)| name)
}

#[cfg(test)]
mod tests {
    use crate::{IngestErrorKind, ingest};

    #[track_caller]
    fn check(bytes: &[u8], looks_like: Option<&str>) {
        let message = looks_like.map(|name| {
            format!(
                "not text: looks like {name}; letters are read as PDF, Word, OpenDocument, HTML, XML, Markdown or text, so save it as one of these first"
            )
        });
        let error = ingest(bytes.to_vec(), "brief.txt").err();
        assert_eq!(error.as_ref().map(ToString::to_string), message);
        assert!(error.is_none_or(|error| error.kind() == IngestErrorKind::NotText));
    }

    #[test]
    fn files_that_are_no_text_are_named() {
        check(b"PK\x03\x04\x14\0\0\0..brief.txt", Some("a ZIP archive"));
        check(b"PK\x03\x04\x14\0\0\0..xl/workbook.xml", Some("an Excel workbook (.xlsx)"));
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", Some("an old Office document (.doc, .xls, .msg)"));
        check(b"{\\rtf1\\ansi Geachte}", Some("an RTF document"));
        check(b"\xff\xfe\0\0a\0\0\0", Some("UTF-32 text"));
    }

    #[test]
    fn a_text_that_speaks_of_other_formats_is_text() {
        check(b"De brief begint met %PDF-1.7 en eindigt met <html>.", None);
        check(b"PK is een afkorting.", None);
        check(b"<htm", None);
        check(b"7z", None);
    }
}
