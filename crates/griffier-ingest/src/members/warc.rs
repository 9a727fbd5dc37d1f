//! WARC: what a web crawler kept, a record a page. Of the answers of servers the body is read, without the headers and
//! as it was before it was compressed or cut into chunks for the way.

use super::meter::{Counted, Metered, Whole};
use super::{Item, Source, Walk, problem};
use crate::error::Problem;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

const NAME: &str = "this WARC file";

/// The longest line of a header, and the most lines.
const LONGEST: u64 = 64 * 1024;
const MOST_LINES: usize = 1000;

/// Types of content that may be a letter; what has another is counted only. `application/octet-stream` says nothing.
const READABLE: [&str; 13] = [
    "text/html",
    "text/plain",
    "text/xml",
    "text/markdown",
    "application/xhtml+xml",
    "application/xml",
    "application/pdf",
    "application/octet-stream",
    "application/zip",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "message/rfc822",
];

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(1 << 16, source.stream());
    let mut records = 0_u64;
    while !walk.halted {
        let header = match Header::read_first(&mut reader) {
            Ok(Some(header)) => header,
            Ok(None) => break,
            Err(error) => return walk.lost(item.path.clone(), broken(&error, records)),
        };
        let length = header.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length.filter(|_| header.first.starts_with("WARC/")) else {
            let error = io::Error::new(io::ErrorKind::InvalidData, "a record without a length");
            return walk.lost(item.path.clone(), broken(&error, records));
        };
        let mut content = BufReader::with_capacity(1 << 14, Whole::new(&mut reader, length));
        record(walk, &header, &mut content, item)?;
        // What the record left unread.
        if let Err(error) = io::copy(&mut content, &mut io::sink()) {
            return walk.lost(item.path.clone(), broken(&error, records));
        }
        records += 1;
    }
    ControlFlow::Continue(())
}

fn broken(error: &io::Error, records: u64) -> Problem {
    match problem(error, NAME) {
        Problem::Damaged { format, why } => {
            Problem::Damaged { format, why: format!("{why}; {records} records were read") }
        }
        bomb => bomb,
    }
}

/// One record.
fn record(walk: &mut Walk<'_>, header: &Header, content: &mut impl BufRead, item: &Item) -> ControlFlow<()> {
    let uri = header.get("warc-target-uri").unwrap_or("").trim_matches(['<', '>']);
    let kind = header.get("content-type").unwrap_or("");
    let mut member = item.member(uri);
    member.id = Some(identifier(uri)).filter(|id| !id.is_empty());
    match header.get("warc-type") {
        Some("response") if kind.contains("application/http") || uri.starts_with("http") => {
            match Header::read_first(content) {
                Ok(Some(answer)) => answered(walk, &answer, content, member),
                Ok(None) => walk.other("answer without content".to_owned()),
                Err(error) => walk.lost(member.path, problem(&error, "this answer of a server")),
            }
        }
        Some("resource" | "conversion") => typed(walk, kind, Source::Stream(Box::new(content)), member),
        // Requests, and what the crawler says of its work.
        _ => ControlFlow::Continue(()),
    }
}

/// The answer of a server.
fn answered(
    walk: &mut Walk<'_>,
    answer: &Header,
    content: &mut impl BufRead,
    member: Item,
) -> ControlFlow<()> {
    let status = answer.first.split(' ').nth(1).unwrap_or("");
    if !answer.first.starts_with("HTTP/") {
        return walk.lost(
            member.path,
            Problem::Damaged { format: "this answer of a server", why: "it has no status".to_owned() },
        );
    }
    if status != "200" {
        let shown: String = status.chars().take(3).collect();
        return walk.other(format!("HTTP {shown}"));
    }
    let kind = answer.get("content-type").unwrap_or("");
    let chunked =
        answer.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    // Some crawlers keep the body unchunked and the header as it was.
    let chunked = chunked && content.fill_buf().is_ok_and(begins_with_length);
    let body: Box<dyn BufRead> = match chunked {
        true => Box::new(BufReader::new(Chunks { inner: content, left: 0, begun: false, ended: false })),
        false => Box::new(content),
    };
    let coding = answer.get("content-encoding").unwrap_or("identity").to_ascii_lowercase();
    let counted = Counted::new(body);
    let packed = counted.count();
    let mut packed_body = BufReader::new(counted);
    let plain = packed_body.fill_buf().is_ok_and(|head| !head.starts_with(b"\x1f\x8b"));
    let unpacked: Box<dyn Read> = match coding.as_str() {
        "gzip" | "x-gzip" if !plain => Box::new(MultiGzDecoder::new(packed_body)),
        "deflate" => {
            match packed_body.fill_buf().is_ok_and(|head| head.first().is_some_and(|byte| byte & 0x0f == 8)) {
                true => Box::new(ZlibDecoder::new(packed_body)),
                false => Box::new(DeflateDecoder::new(packed_body)),
            }
        }
        "identity" | "" | "gzip" | "x-gzip" => {
            return typed(walk, kind, Source::Stream(Box::new(packed_body)), member);
        }
        _ if !is_readable(kind) => return walk.other(named(kind)),
        _ => {
            let why = format!("it is packed with {coding:?}, which this version does not unpack");
            return walk.lost(member.path, Problem::Damaged { format: "this answer of a server", why });
        }
    };
    let unpacked = Metered::new(unpacked, &walk.budget, packed);
    typed(walk, kind, Source::Stream(Box::new(unpacked)), member)
}

/// Content whose type is stated.
fn typed(walk: &mut Walk<'_>, kind: &str, source: Source<'_>, mut member: Item) -> ControlFlow<()> {
    if !kind.is_empty() && !is_readable(kind) {
        return walk.other(named(kind));
    }
    // The type stands for the extension, which addresses of pages lack.
    member.is_member = kind.is_empty() || kind.contains("octet-stream");
    member.declared = super::declared(&named(kind), member.name());
    walk.enter_member(source, member)
}

fn is_readable(kind: &str) -> bool {
    READABLE.contains(&named(kind).as_str())
}

/// `text/html` of `Text/HTML; charset=utf-8`.
fn named(kind: &str) -> String {
    kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// What a page is known by: its address without scheme and fragment.
fn identifier(uri: &str) -> String {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split('#').next().unwrap_or("").trim_end_matches('/').to_owned()
}

/// The lines before the content of a record or an answer.
struct Header {
    first: String,
    /// Names in lower case.
    fields: Vec<(String, String)>,
}

impl Header {
    /// Reads the next header; `None` at the end.
    fn read_first(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut first = String::new();
        // Empty lines part records.
        for _ in 0..MOST_LINES {
            let Some(line) = read_line(reader)? else { return Ok(None) };
            if !line.is_empty() {
                first = line;
                break;
            }
        }
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..MOST_LINES {
            let Some(line) = read_line(reader)? else {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends within a header"));
            };
            if line.is_empty() {
                return Ok(Some(Self { first, fields }));
            }
            if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else if let (Some(last), true) = (fields.last_mut(), line.starts_with([' ', '\t'])) {
                last.1.push(' ');
                last.1.push_str(line.trim());
            }
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "a header of too many lines"))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn read_line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    reader.take(LONGEST).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a header with too long a line"));
    }
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Ok(Some(String::from_utf8_lossy(line).into_owned()))
}

/// Whether a body begins with the length of a chunk.
fn begins_with_length(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    (1..=16).contains(&digits) && line.get(digits).is_none_or(|byte| b"\r; ".contains(byte))
}

/// A body that was sent in chunks.
struct Chunks<R> {
    inner: R,
    left: u64,
    begun: bool,
    ended: bool,
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.ended {
            if self.begun {
                read_line(&mut self.inner)?;
            }
            self.begun = true;
            let line = read_line(&mut self.inner)?.unwrap_or_default();
            let digits = line.split(';').next().unwrap_or("").trim();
            self.left = u64::from_str_radix(digits, 16)
                .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "a chunk without a length"))?;
            self.ended = self.left == 0;
        }
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).min(buf.len());
        if self.ended || room == 0 {
            return Ok(0);
        }
        let read = self.inner.read(&mut buf[..room])?;
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends within a chunk"));
        }
        self.left -= read as u64;
        Ok(read)
    }
}
