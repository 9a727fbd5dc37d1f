//! Messages as Outlook keeps them (.msg): properties in the streams of a compound file, by number.

use super::mail::{attached, body, property};
use super::row::day_of;
use super::{Item, Seekable, Source, Walk, other, problem};
use crate::encoding;
use crate::error::Problem;
use cfb::CompoundFile;
use encoding_rs::UTF_16LE;
use griffier_doc::{Field, Format, Stated};
use std::io::{Read, Seek};
use std::ops::ControlFlow;

const NAME: &str = "this Outlook message";

/// Numbers of properties.
const SUBJECT: u16 = 0x0037;
const SUBMITTED: u16 = 0x0039;
const SENDER: u16 = 0x0c1a;
const SENDER_ADDRESS: u16 = 0x0c1f;
const RECIPIENTS: u16 = 0x0e04;
const DELIVERED: u16 = 0x0e06;
const BODY: u16 = 0x1000;
const RICH_TEXT: u16 = 0x1009;
const PAGE: u16 = 0x1013;
const ATTACHED: u16 = 0x3701;
const SHORT_NAME: u16 = 0x3704;
const LONG_NAME: u16 = 0x3707;

type File = CompoundFile<Box<dyn Seekable>>;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: Item) -> ControlFlow<()> {
    let mut file = match source.file(&walk.limits) {
        Ok(file) => file,
        Err(problem) => return walk.lost(item.path, problem),
    };
    let length = file.seek(std::io::SeekFrom::End(0)).unwrap_or(u64::MAX);
    if length > walk.limits.bytes {
        let most = walk.limits.bytes;
        return walk.lost(item.path, Problem::Unpacks { what: "it", most });
    }
    let mut file = match CompoundFile::open(file) {
        Ok(file) => file,
        Err(error) => {
            let problem = match problem(&error, "this old Office file or Outlook message") {
                // The library's reasons are about its bytes.
                Problem::Damaged { format, .. } => {
                    Problem::Damaged { format, why: "its parts cannot be found".to_owned() }
                }
                problem => problem,
            };
            return walk.lost(item.path, problem);
        }
    };
    if !file.exists("/__properties_version1.0") {
        // A document of an old Office program, which the readers of letters name.
        let mut file = file.into_inner();
        let mut head = vec![0; 512];
        let begun = file.rewind().and_then(|()| file.read_exact(&mut head)).and_then(|()| file.rewind());
        if let Err(error) = begun {
            return walk.lost(item.path, problem(&error, NAME));
        }
        return match other(item.name(), &head).filter(|_| item.is_member) {
            Some(kind) => walk.other(kind),
            None => walk.letter(Source::File(file), Vec::new(), item),
        };
    }
    match walk.too_deep(&item) {
        Some(flow) => flow,
        None => message(walk, &mut file, "", &item),
    }
}

/// The message whose properties stand in the storage `root`.
fn message(walk: &mut Walk<'_>, file: &mut File, root: &str, item: &Item) -> ControlFlow<()> {
    let stated = stated(file, root);
    let text = text(file, root, BODY).filter(|text| !text.trim().is_empty());
    let mut found = true;
    if let Some(text) = text {
        body(walk, item, Format::Text, text.into_bytes(), &stated)?;
    } else if let Some(page) = binary(file, root, PAGE).or_else(|| text_bytes(file, root, PAGE)) {
        body(walk, item, Format::Html, page, &stated)?;
    } else {
        found = false;
    }
    let attachments: Vec<String> = match file.read_storage(format!("{root}/")) {
        Ok(entries) => {
            let attachments = entries.filter(|entry| entry.name().starts_with("__attach_version1.0_#"));
            attachments.map(|entry| entry.name().to_owned()).collect()
        }
        Err(error) => return walk.lost(item.path.clone(), problem(&error, NAME)),
    };
    for (i, attachment) in attachments.iter().enumerate() {
        if walk.halted {
            return ControlFlow::Continue(());
        }
        found = true;
        let storage = format!("{root}/{attachment}");
        let name = text_of(file, &storage, &[LONG_NAME, SHORT_NAME]);
        let inner = format!("{storage}/__substg1.0_{ATTACHED:04X}000D");
        if file.is_storage(&inner) {
            let subject = text_of(file, &inner, &[SUBJECT]).unwrap_or_else(|| format!("message-{}", i + 1));
            let member = item.member(&format!("{subject}.msg"));
            match walk.too_deep(&member) {
                Some(flow) => flow?,
                None => message(walk, file, &inner, &member)?,
            }
            continue;
        }
        let name = name.unwrap_or_else(|| format!("attachment-{}", i + 1));
        match binary(file, &storage, ATTACHED) {
            Some(bytes) => attached(walk, item.member(&name), bytes, &stated)?,
            // A link to a file elsewhere, or an object of another program.
            None => walk.other("attachment kept elsewhere".to_owned())?,
        }
    }
    if !found {
        let rich = binary(file, root, RICH_TEXT).is_some();
        let problem = match rich {
            true => Problem::NotText { looks_like: "an Outlook message of RTF alone" },
            false => Problem::Empty,
        };
        return walk.lost(item.path.clone(), problem);
    }
    ControlFlow::Continue(())
}

fn stated(file: &mut File, root: &str) -> Vec<Stated> {
    let date = [SUBMITTED, DELIVERED].into_iter().find_map(|number| time(file, root, number));
    let values = [
        (Field::Date, "date", date),
        (Field::Title, "subject", text_of(file, root, &[SUBJECT])),
        (Field::Sender, "from", text_of(file, root, &[SENDER, SENDER_ADDRESS])),
        (Field::Recipient, "to", text_of(file, root, &[RECIPIENTS])),
    ];
    let state =
        |(field, name, value): (_, &str, Option<String>)| property(field, value?, format!("msg:{name}"));
    values.into_iter().filter_map(state).collect()
}

/// The first of the properties `numbers` that has words.
fn text_of(file: &mut File, storage: &str, numbers: &[u16]) -> Option<String> {
    let words = |number: &u16| {
        let text = text(file, storage, *number)?;
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
        (!text.is_empty()).then_some(text)
    };
    numbers.iter().find_map(words)
}

/// A property of text: in UTF-16, or in the code page of who wrote it.
fn text(file: &mut File, storage: &str, number: u16) -> Option<String> {
    if let Some(wide) = stream(file, storage, number, "001F") {
        return Some(UTF_16LE.decode_without_bom_handling(&wide).0.into_owned());
    }
    encoding::decode(stream(file, storage, number, "001E")?).ok().map(|(text, _)| text)
}

fn text_bytes(file: &mut File, storage: &str, number: u16) -> Option<Vec<u8>> {
    text(file, storage, number).filter(|text| !text.trim().is_empty()).map(String::into_bytes)
}

fn binary(file: &mut File, storage: &str, number: u16) -> Option<Vec<u8>> {
    stream(file, storage, number, "0102").filter(|bytes| !bytes.is_empty())
}

/// The bytes of a property; the file bounds how many.
fn stream(file: &mut File, storage: &str, number: u16, kind: &str) -> Option<Vec<u8>> {
    let mut stream = file.open_stream(format!("{storage}/__substg1.0_{number:04X}{kind}")).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A property of time, as a day. Those of a fixed size stand in a table of 16 bytes a row, behind a head whose size
/// depends on whether another message is around this one.
fn time(file: &mut File, root: &str, number: u16) -> Option<String> {
    let mut stream = file.open_stream(format!("{root}/__properties_version1.0")).ok()?;
    let mut table = Vec::new();
    stream.read_to_end(&mut table).ok()?;
    let rows = table.get(if root.is_empty() { 32 } else { 24 }..)?;
    let tag = (u32::from(number) << 16 | 0x0040).to_le_bytes();
    let row = rows.chunks_exact(16).find(|row| row.starts_with(&tag))?;
    let ticks = u64::from_le_bytes(row[8..].try_into().ok()?);
    // Ticks of 100 ns since 1601, 134,774 days before 1970.
    day_of(i64::try_from(ticks / 10_000_000 / 86_400).ok()? - 134_774)
}
