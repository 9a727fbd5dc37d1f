//! Which kind of container the first bytes of a file show.

use crate::{READERS, encoding};
use griffier_doc::Format;
use memchr::memmem;

/// A kind of file that holds many letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Container {
    /// A ZIP archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A file compressed with gzip.
    Gzip,
    /// What a web crawler kept.
    Warc,
    /// An e-mail message.
    Mail,
    /// An e-mail message as Outlook keeps it.
    Outlook,
    /// A folder of e-mail messages in one file.
    Mbox,
    /// One JSON object a line.
    JsonLines,
    /// A JSON array of objects, or objects one after another.
    Json,
    /// A Parquet table.
    Parquet,
}

impl Container {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Zip,
        Self::Tar,
        Self::Gzip,
        Self::Warc,
        Self::Mail,
        Self::Outlook,
        Self::Mbox,
        Self::JsonLines,
        Self::Json,
        Self::Parquet,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::Gzip => "gzip",
            Self::Warc => "warc",
            Self::Mail => "eml",
            Self::Outlook => "msg",
            Self::Mbox => "mbox",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }

    /// The extensions of files that a walk through a folder takes. A `.json` file is read when it is named: in folders
    /// most of them are something else.
    pub(crate) const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Zip => &["zip"],
            Self::Tar => &["tar"],
            Self::Gzip => &["gz", "tgz"],
            Self::Warc => &["warc"],
            Self::Mail => &["eml"],
            Self::Outlook => &["msg"],
            Self::Mbox => &["mbox"],
            Self::JsonLines => &["jsonl", "ndjson"],
            Self::Json => &[],
            Self::Parquet => &["parquet"],
        }
    }
}

/// A format that the user names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputFormat {
    /// One letter.
    Letter(Format),
    /// Many.
    Container(Container),
}

impl InputFormat {
    /// Every format that can be read.
    pub fn all() -> impl Iterator<Item = Self> {
        let letters = Format::ALL.into_iter().filter(|format| READERS.iter().any(|r| r.format == *format));
        letters.map(Self::Letter).chain(Container::ALL.map(Self::Container))
    }
    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Letter(format) => format.name(),
            Self::Container(container) => container.name(),
        }
    }
}

/// The container that a file is, by its first bytes; the name decides only what these leave open.
pub(super) fn container(head: &[u8], name: &str) -> Option<Container> {
    let magic: [(&[u8], Container); 6] = [
        (b"\x1f\x8b\x08", Container::Gzip),
        (b"PAR1", Container::Parquet),
        (b"WARC/", Container::Warc),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container::Outlook),
        (b"PK\x03\x04", Container::Zip),
        (b"PK\x05\x06", Container::Zip),
    ];
    if let Some(&(_, container)) = magic.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(container);
    }
    if is_tar(head) {
        return Some(Container::Tar);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    json(text).or_else(|| {
        let named = super::extension(name).is_some_and(|extension| extension == "eml");
        match text
            .strip_prefix(b"From ")
            .and_then(|rest| memchr::memchr(b'\n', rest).map(|at| (&rest[..at], &rest[at + 1..])))
        {
            Some((when, rest)) if is_mail(rest, named || is_dated(when)) => Some(Container::Mbox),
            None if is_mail(text, named) => Some(Container::Mail),
            _ => None,
        }
    })
}

/// Whether what follows `From ` ends with a time and a year, as the line does that parts messages: a letter's first line does not.
fn is_dated(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let year = line
        .last_chunk::<5>()
        .is_some_and(|[blank, year @ ..]| *blank == b' ' && year.iter().all(u8::is_ascii_digit));
    year && line.split(|&byte| byte == b':').count() == 3
}

/// Whether the first block is a header with the sum it names.
fn is_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let digits = block[148..156].iter().filter(|byte| byte.is_ascii_digit());
    let stated = digits.fold(0_u32, |sum, digit| sum.wrapping_mul(8).wrapping_add(u32::from(digit - b'0')));
    let sum = |range: std::ops::Range<usize>| block[range].iter().map(|&byte| u32::from(byte)).sum::<u32>();
    // The sum is taken with spaces in its own place. A block of zeros has none.
    stated > 0 && block[0] != 0 && stated == sum(0..148) + 8 * 32 + sum(156..512)
}

/// Objects, one a line or otherwise.
fn json(text: &[u8]) -> Option<Container> {
    let text = text.trim_ascii_start();
    let opens = |text: &[u8]| {
        let inner = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        inner.is_some_and(|inner| {
            inner.starts_with(b"\"") && memmem::find(inner, b"\":").is_some() || inner.starts_with(b"}")
        })
    };
    if let Some(rest) = text.strip_prefix(b"[") {
        let rest = rest.trim_ascii_start();
        return opens(rest).then_some(Container::Json);
    }
    if !opens(text) {
        return None;
    }
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or(text).trim_ascii_end();
    // A first line longer than what is looked at is a whole object; a short one is if it closes.
    let whole = line.len() == text.len() || line.ends_with(b"}");
    Some(if whole { Container::JsonLines } else { Container::Json })
}

/// Whether a file is a list of letters in UTF-16, as some shells write what is sent to a file.
pub(super) fn is_utf16_json(head: &[u8]) -> bool {
    let plain = |text: &[u8]| text.iter().copied().filter(|&byte| byte != 0).collect::<Vec<u8>>();
    let text = encoding::wide(head).and_then(|(_, mark)| head.get(mark..));
    text.is_some_and(|text| json(&plain(&text[..text.len().min(2048)])).is_some())
}

/// Headers that only mail has.
const OF_MAIL: [&[u8]; 6] =
    [b"received", b"mime-version", b"message-id", b"return-path", b"delivered-to", b"x-mailer"];
/// Headers that a plain text may open with, too.
const OF_LETTERS: [&[u8]; 5] = [b"from", b"to", b"subject", b"date", b"content-type"];

/// Whether `text` opens with the headers of a message: one that only mail has and another, or, in a file whose name says
/// that it is mail, any two.
fn is_mail(text: &[u8], named: bool) -> bool {
    let (mut sure, mut likely) = (0, 0);
    for line in text.split(|&byte| byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if name.is_empty() || name.iter().any(|byte| !byte.is_ascii_graphic()) {
            return false;
        }
        sure += usize::from(OF_MAIL.contains(&name.as_slice()));
        likely += usize::from(OF_LETTERS.contains(&name.as_slice()));
    }
    sure + likely >= 2 && (sure >= 1 || named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &[u8], name: &str, expected: Option<Container>) {
        assert_eq!(container(head, name), expected, "{name}: {}", String::from_utf8_lossy(head));
    }

    #[test]
    fn first_bytes_tell_the_container_whatever_its_name() {
        check(b"\x1f\x8b\x08\0", "a.txt", Some(Container::Gzip));
        check(b"PAR1....", "a.txt", Some(Container::Parquet));
        check(b"WARC/1.1\r\n", "a.txt", Some(Container::Warc));
        check(b"PK\x03\x04\x14\0\0\0..brief.txt", "a.txt", Some(Container::Zip));
        check(b"PK\x05\x06\0\0", "a.txt", Some(Container::Zip));
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.txt", Some(Container::Outlook));
        check(b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "a.txt", Some(Container::JsonLines));
        check(b"\xef\xbb\xbf{\"text\": \"a\"}", "a.txt", Some(Container::JsonLines));
        check(b"{\"text\": \"a", "a.txt", Some(Container::JsonLines));
        check(b"{\n  \"text\": \"a\"\n}", "a.txt", Some(Container::Json));
        check(b" [\n {\"text\": \"a\"}]", "a.txt", Some(Container::Json));
        check(b"Return-Path: <a@b>\r\nFrom: a\r\n\r\n", "a.txt", Some(Container::Mail));
        check(b"From a@b Mon Jan  1 00:00:00 2024\nMessage-ID: <1>\nTo: c\n\nx", "", Some(Container::Mbox));
        check(b"From a@b Mon Jan  1 00:00:00 2024\nFrom: a\nSubject: b\n\nx", "", Some(Container::Mbox));
        check(b"From: a\nSubject: b\n\nc", "a.eml", Some(Container::Mail));
    }

    #[test]
    fn letters_are_no_containers() {
        check(b"PK is een afkorting", "a.zip", None);
        check(b"From: a\nSubject: b\n\nc", "a.txt", None);
        check(b"From the minister\nMessage-ID: 1\n", "a.txt", None);
        check(b"From the minister in 2024\nFrom: a\nSubject: b\n\n", "a.txt", None);
        check(b"Datum: 1 mei\nBetreft: brief\nReceived: ja\n\n", "a.eml", None);
        check(b"Geachte voorzitter,\nReceived: x\nFrom: y\n", "a.eml", None);
        check(b"{een accolade} en \"een\": citaat", "a.json", None);
        check(b"[1] \"noot\": zie", "a.jsonl", None);
        check(&[0; 1024], "a.tar", None);
        check(&[b'a'; 1024], "a.tar", None);
        check(b"", "a.zip", None);
    }

    #[test]
    fn every_format_can_be_named_once() {
        let mut names: Vec<_> = InputFormat::all().map(InputFormat::name).collect();
        assert!(names.contains(&"text") && names.contains(&"eml"), "{names:?}");
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
