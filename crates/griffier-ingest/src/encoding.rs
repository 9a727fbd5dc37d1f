//! Character encodings: what the bytes of a text file say in UTF-8, and what had to be changed for it.

use crate::Limits;
use crate::error::Problem;
use crate::layout::{Note, Read};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use griffier_text::Span;

/// The text of a file and what the user should know of it.
type Decoded = (String, Option<Note>);

const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// One control character in so many bytes makes a file binary; form feeds and the like stay far below.
const CONTROLS_OF_BINARY: usize = 32;

/// How many bytes the encoding is guessed from, and how many of them may come before the first one that is not ASCII.
const GUESS_SAMPLE: usize = 256 * 1024;
const GUESS_CONTEXT: usize = 1024;

/// How far into a file in UTF-16 the first letter of ASCII stands at the latest, in bytes.
const ZERO_WITHIN: usize = 256;

/// How far into a file its encoding may be declared.
const DECLARED_WITHIN: usize = 4096;

/// Reads a file that is its own text, in one byte a character or UTF-8.
pub(crate) fn read(bytes: Vec<u8>, _: &Limits) -> Result<Read, Problem> {
    let (text, note) = decode_narrow(bytes)?;
    let (text, ends) = with_line_feeds(text);
    Ok(Read { text, notes: note.into_iter().chain(ends).collect(), ..Read::default() })
}

/// Reads what was a text before it came here: a string of JSON or of a table. Control characters in it are told, and stay.
pub(crate) fn read_string(bytes: Vec<u8>) -> Result<Read, Problem> {
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(Problem::NotText { looks_like: "binary data" });
    };
    if is_blank(&text) {
        return Err(Problem::Empty);
    }
    let mut controls = text.bytes().enumerate().filter(|(_, byte)| is_control(*byte)).map(|(at, _)| at);
    let note = controls.next().map(|first| Note {
        span: Some(Span::at(first, first + 1)),
        code: "ingest::control-characters",
        message: format!(
            "control characters in the text, as U+0000, which no letter has: {}; they are left as they are",
            1 + controls.count()
        ),
    });
    let (text, ends) = with_line_feeds(text);
    Ok(Read { text, notes: note.into_iter().chain(ends).collect(), ..Read::default() })
}

/// The text with a line feed for each carriage return that ends a line by itself, as on old Macs and in what some
/// programs export. One before a line feed belongs to it, however many there are.
fn with_line_feeds(text: String) -> (String, Option<Note>) {
    let bytes = text.as_bytes();
    let mut alone = Vec::new();
    let mut last = 0;
    for at in memchr::memchr_iter(b'\r', bytes) {
        // Those of a run are looked at once.
        if at < last {
            continue;
        }
        last = at + bytes[at..].iter().take_while(|&&byte| byte == b'\r').count();
        if bytes.get(last) != Some(&b'\n') {
            alone.extend(at..last);
        }
    }
    let Some(&first) = alone.first() else { return (text, None) };
    let mut ended = String::with_capacity(text.len());
    let mut from = 0;
    for &at in &alone {
        ended.push_str(&text[from..at]);
        ended.push('\n');
        from = at + 1;
    }
    ended.push_str(&text[from..]);
    let message = format!(
        "carriage returns that end a line alone, read as line feeds: {}; offsets count on",
        alone.len()
    );
    (ended, Some(Note { span: Some(Span::at(first, first + 1)), code: "ingest::line-ends", message }))
}

/// Whether a byte is a control character that texts do not have: 0x1a ends files of old systems, 0x1b is a terminal's escape.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=0x07 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f)
}

/// The text of a file of unknown encoding, and the diagnostic if it is not the bytes of the file.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, Problem> {
    let (bytes, wide) = narrow(bytes);
    let (text, note) = decode_narrow(bytes)?;
    Ok((text, wide.or(note)))
}

/// The same of a file that is not in UTF-16.
fn decode_narrow(bytes: Vec<u8>) -> Result<Decoded, Problem> {
    // Before any guess at an encoding: noise reads as text in every single-byte one.
    refuse_binary(&bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) if is_blank(&text) => Err(Problem::Empty),
        Ok(text) => Ok((text, None)),
        Err(error) => {
            let bytes = error.as_bytes();
            sound(if is_damaged_utf8(bytes) { repair(bytes) } else { convert(bytes, guess(bytes)) })
        }
    }
}

/// A file in UTF-8, if it is in UTF-16, with what to say of it; any other as it is. Done before its format is looked for,
/// whatever that is.
pub(crate) fn narrow(bytes: Vec<u8>) -> (Vec<u8>, Option<Note>) {
    let Some((encoding, mark)) = wide(&bytes) else { return (bytes, None) };
    let (text, note) = convert(&bytes[mark..], encoding);
    (text.into_bytes(), note)
}

/// The encoding of a file in UTF-16, and how many bytes the mark of byte order before it has.
pub(crate) fn wide(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    let marked = match bytes {
        // That is UTF-32.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    marked.map(|encoding| (encoding, 2)).or_else(|| Some((unmarked_utf16(bytes)?, 0)))
}

/// UTF-16 without a mark of byte order: the high bytes of nearly all letters of a Dutch text are zero, the low ones never.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, &bytes[..bytes.len().min(ZERO_WITHIN)])?;
    let (pairs, _) = bytes[..bytes.len().min(GUESS_SAMPLE)].as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let is_high = |high: usize| zeros(high) * 10 >= pairs.len() * 9 && zeros(1 - high) == 0;
    match pairs.len() {
        0..8 => None,
        _ if is_high(1) => Some(UTF_16LE),
        _ => is_high(0).then_some(UTF_16BE),
    }
}

/// The text of an XML file: in UTF-16 or the encoding that it declares, else UTF-8.
pub(crate) fn xml(bytes: Vec<u8>) -> String {
    let (text, _) = declared(bytes, |head| {
        let declaration = head.strip_prefix(b"<?xml")?;
        label_after(&declaration[..memchr::memmem::find(declaration, b"?>")?], b"encoding")
    });
    text
}

/// The text of a file that may say its own encoding in its first bytes, as `label` finds it there; a mark of byte order
/// goes before it, and sound UTF-8 before both a label that lies and a guess.
pub(crate) fn declared(bytes: Vec<u8>, label: impl Fn(&[u8]) -> Option<&[u8]>) -> Decoded {
    if let Some((encoding, bom)) = Encoding::for_bom(&bytes) {
        return (encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned(), None);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let bytes = error.as_bytes();
            let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
            let named = label(head).and_then(Encoding::for_label).filter(|encoding| *encoding != UTF_8);
            if named.is_none() && is_damaged_utf8(bytes) {
                repair(bytes)
            } else {
                convert(bytes, named.unwrap_or_else(|| guess(bytes)))
            }
        }
    }
}

/// The value behind `name` and a `=`, in quotes or bare.
pub(crate) fn label_after<'h>(head: &'h [u8], name: &[u8]) -> Option<&'h [u8]> {
    let rest = &head[memchr::memmem::find(head, name)? + name.len()..];
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| b"\"' />;?\t\n\r".contains(byte)).unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The text, if there is any.
fn sound(decoded: Decoded) -> Result<Decoded, Problem> {
    refuse_binary(decoded.0.as_bytes())?;
    if is_blank(&decoded.0) { Err(Problem::Empty) } else { Ok(decoded) }
}

/// Whether nothing in `text` can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    let blank =
        |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\0');
    text.chars().all(blank)
}

fn refuse_binary(bytes: &[u8]) -> Result<(), Problem> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let control = |byte: &&u8| is_control(**byte);
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut controls = rest.iter().filter(control).count();
    for chunk in chunks {
        let word = u64::from_le_bytes(*chunk);
        // The high bit of each ASCII byte from a blank up to a tilde: eight at a time, as most of a text is.
        let low = word & !HIGH;
        let plain = (low + 0x60 * ONES) & !(low + ONES) & HIGH;
        if plain | word & HIGH != HIGH {
            controls += chunk.iter().filter(control).count();
        }
    }
    if controls > bytes.len() / CONTROLS_OF_BINARY {
        return Err(Problem::NotText { looks_like: "binary data" });
    }
    Ok(())
}

/// Whether bytes that are no UTF-8 were meant as such: more sound sequences of several bytes than broken ones. A text in
/// a single-byte encoding holds next to no sound ones by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    bytes.starts_with(UTF8_BOM) || sound > broken
}

fn repair(bytes: &[u8]) -> Decoded {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    // The text up to the first broken sequence is the file's own, so the lengths agree.
    let first = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let message = format!(
        "broken sequences of UTF-8 read as U+FFFD: {broken}; offsets count into the repaired text, not into the file"
    );
    let span = Some(Span::at(first, first + char::REPLACEMENT_CHARACTER.len_utf8()));
    (text, Some(Note { span, code: "ingest::damaged", message }))
}

/// The likeliest single-byte encoding. Dutch papers come in no other kind, so a guess at an East Asian one is wrong.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // ASCII tells nothing, and the detector is slow: it sees a part that begins shortly before the first other byte.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(GUESS_CONTEXT);
    let sample = &bytes[from..bytes.len().min(from + GUESS_SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(Some(b"nl"), Utf8Detection::Deny);
    if encoding.is_single_byte() { encoding } else { WINDOWS_1252 }
}

fn convert(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name().to_ascii_lowercase();
    let message =
        format!("read as {name}; offsets count into the text converted to UTF-8, not into the file");
    (text.into_owned(), Some(Note { span: None, code: "ingest::converted", message }))
}

#[cfg(test)]
mod tests {
    use crate::{IngestErrorKind, Limits, ingest, letter_of_line};
    use griffier_doc::Format;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, note: Option<(&str, &str)>) {
        let doc = ingest(bytes.to_vec(), "brief.txt").unwrap();
        assert_eq!(doc.text(), text);
        let notes: Vec<_> = doc.diagnostics().iter().map(|d| (d.code, d.message.as_str())).collect();
        assert_eq!(notes, note.into_iter().collect::<Vec<_>>());
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], kind: IngestErrorKind) {
        assert_eq!(
            ingest(bytes.to_vec(), "brief.txt").map(|doc| doc.text().to_owned()).unwrap_err().kind(),
            kind
        );
    }

    #[test]
    fn single_byte_files_are_converted_and_say_so() {
        let message =
            "read as windows-1252; offsets count into the text converted to UTF-8, not into the file";
        check(
            b"De co\xf6rdinatie kost \x80 2,5 miljard; \x93ge\xefnformeerd\x94 \x96 zie \xe9\xe9n bijlage.",
            "De coördinatie kost € 2,5 miljard; “geïnformeerd” – zie één bijlage.",
            Some(("ingest::converted", message)),
        );
    }

    #[test]
    fn the_encoding_of_a_long_file_is_guessed_from_its_first_foreign_letters() {
        let plain = "Geachte voorzitter, ".repeat(20_000);
        let doc = ingest([plain.as_bytes(), b"co\xf6rdinatie"].concat(), "brief.txt").unwrap();
        assert!(doc.text().ends_with("voorzitter, coördinatie"));
    }

    #[test]
    fn utf16_files_with_a_mark_are_converted_without_it() {
        let text = "Eén brief van € 5 😀";
        for (bom, encode, name) in [
            (*b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2], "utf-16le"),
            (*b"\xfe\xff", u16::to_be_bytes, "utf-16be"),
        ] {
            let bytes: Vec<u8> = bom.into_iter().chain(text.encode_utf16().flat_map(encode)).collect();
            let message =
                format!("read as {name}; offsets count into the text converted to UTF-8, not into the file");
            check(&bytes, text, Some(("ingest::converted", &message)));
        }
    }

    #[test]
    fn utf16_files_without_a_mark_are_known_by_their_zeros() {
        let text = "Eén brief van de minister ‘over’ sluizen";
        for (encode, name) in
            [(u16::to_le_bytes as fn(u16) -> [u8; 2], "utf-16le"), (u16::to_be_bytes, "utf-16be")]
        {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(encode).collect();
            let message =
                format!("read as {name}; offsets count into the text converted to UTF-8, not into the file");
            check(&bytes, text, Some(("ingest::converted", &message)));
        }
        check_refused(&b"\x01\0\x02\0".repeat(40), IngestErrorKind::NotText);
        check_refused(&b"\0".repeat(40), IngestErrorKind::NotText);
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        let note = |count: usize| {
            format!("carriage returns that end a line alone, read as line feeds: {count}; offsets count on")
        };
        let told = note(3);
        check(b"Een\r\rtwee\r", "Een\n\ntwee\n", Some(("ingest::line-ends", &told)));
        let told = note(1);
        check(b"Een\r\ntwee\rdrie\r\r\n", "Een\r\ntwee\ndrie\r\r\n", Some(("ingest::line-ends", &told)));
        check(b"Een\r\ntwee\r\r\ndrie\r\n", "Een\r\ntwee\r\r\ndrie\r\n", None);
        let doc = ingest("Één\rtwee".into(), "x").unwrap();
        assert_eq!(doc.diagnostics()[0].span.map(griffier_text::Span::start), Some(5));
        let limits = Limits::default();
        let list = letter_of_line(br#"{"text": "Een\rtwee"}"#, "a.jsonl", 1, &limits).unwrap();
        assert_eq!(list.ingest(&limits).unwrap().text(), "Een\ntwee");
    }

    #[test]
    fn markup_in_utf16_is_known_by_its_bytes() {
        let page = "<html><head><meta charset=utf-16></head><body><p>Eén brief</p></body></html>";
        let xml = "<?xml version='1.0' encoding='UTF-16'?><kamerstuk><al>Eén brief</al></kamerstuk>";
        for (file, format) in [
            (page, Format::Html),
            (xml, Format::Xml),
            ("# Eén brief\n\nZie **bijlage**.\n", Format::Markdown),
        ] {
            for mark in ["\u{feff}", ""] {
                let file = format!("{mark}{file}");
                for encode in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
                    let bytes: Vec<u8> = file.encode_utf16().flat_map(encode).collect();
                    let doc = ingest(bytes, "brief").unwrap();
                    assert_eq!((doc.source().format, doc.diagnostics().len()), (format, 1), "{file}");
                    assert!(doc.text().contains("Eén brief") && !doc.text().contains('<'), "{}", doc.text());
                }
            }
        }
    }

    #[test]
    fn utf8_with_few_broken_bytes_stays_utf8() {
        let message = "broken sequences of UTF-8 read as U+FFFD: 1; offsets count into the repaired text, not into the file";
        let mut bytes = "één coördinatie ".as_bytes().to_vec();
        bytes.extend(b"\xe2\x82 slot");
        check(&bytes, "één coördinatie \u{fffd} slot", Some(("ingest::damaged", message)));
        let doc = ingest(bytes, "x").unwrap();
        assert_eq!(doc.diagnostics()[0].span.map(|span| doc.slice(span)), Some("\u{fffd}"));
    }

    #[test]
    fn stray_control_characters_do_not_make_a_text_binary() {
        let page = format!("{}\u{c}{}\0\u{1a}", "Geachte voorzitter, ".repeat(5), "Hoogachtend, ".repeat(5));
        check(page.as_bytes(), &page, None);
    }

    #[test]
    fn what_holds_no_text_is_refused() {
        check_refused(b"", IngestErrorKind::Empty);
        check_refused(b" \r\n\t\xc2\xa0", IngestErrorKind::Empty);
        check_refused("\u{feff}\n".as_bytes(), IngestErrorKind::Empty);
        check_refused(b"\xff\xfe", IngestErrorKind::Empty);
        check_refused(b"a\0b\0c\0d\0", IngestErrorKind::NotText);
        check_refused(b"\x01\x02\x03\xf0\xf1\xf2", IngestErrorKind::NotText);
        check_refused(b"\xff\xfe\0\0\0\0\x01\0", IngestErrorKind::NotText);
    }

    #[test]
    fn messages_say_what_to_do() {
        let message = |bytes: &[u8]| ingest(bytes.to_vec(), "x").map(|_| ()).unwrap_err().to_string();
        assert_eq!(
            message(b""),
            "empty: no text in it; check that the letter was saved or downloaded in full"
        );
        assert_eq!(
            message(b"\0\x01\x02"),
            "not text: looks like binary data; letters are read as PDF, Word, OpenDocument, HTML, XML, Markdown or text, so save it as one of these first"
        );
    }
}
