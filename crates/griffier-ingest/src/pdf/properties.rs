//! What a file states of itself outside its pages: its information dictionary and its XMP packet.

use crate::stated::property;
use griffier_doc::{Field, Stated};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};
use memchr::memmem;

/// Bytes of an XMP packet that are looked at.
const PACKET: usize = 1 << 20;

/// Title, author and date of a file.
pub(super) fn read(pdf: &Pdf) -> Vec<Stated> {
    let info = pdf.metadata();
    let said = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text).filter(|text| !text.trim().is_empty());
    let date = info.creation_date.as_ref().and_then(|date| {
        let known = (1..=12).contains(&date.month) && (1..=31).contains(&date.day) && date.year > 0;
        known.then(|| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
    });
    let mut stated: Vec<Stated> = [
        (Field::Title, said(&info.title), "pdf:Info#Title"),
        (Field::Sender, said(&info.author), "pdf:Info#Author"),
        (Field::Date, date, "pdf:Info#CreationDate"),
    ]
    .into_iter()
    .filter_map(|(field, value, origin)| property(field, &value?, origin.into()))
    .collect();
    let packet = pdf
        .xref()
        .get::<Dict<'_>>(pdf.xref().root_id())
        .and_then(|catalog| catalog.get::<Stream<'_>>("Metadata"))
        .filter(|packet| packet.raw_data().len() < PACKET)
        .and_then(|packet| packet.decoded_data().ok());
    if let Some(packet) = packet {
        let packet = String::from_utf8_lossy(&packet[..packet.len().min(PACKET)]).into_owned();
        let named = [
            (Field::Title, "dc:title", "pdf:XMP#dc:title"),
            (Field::Sender, "dc:creator", "pdf:XMP#dc:creator"),
            (Field::Date, "xmp:CreateDate", "pdf:XMP#xmp:CreateDate"),
        ];
        for (field, name, origin) in named {
            if stated.iter().all(|known| known.field != field)
                && let Some(value) = element(&packet, name)
            {
                stated.extend(property(field, &value, origin.into()));
            }
        }
    }
    stated
}

/// The words of the first element `name`, or the value of an attribute of that name.
fn element(packet: &str, name: &str) -> Option<String> {
    let bytes = packet.as_bytes();
    let at = memmem::find(bytes, name.as_bytes())? + name.len();
    let rest = packet.get(at..)?;
    if let Some(value) = rest.strip_prefix("=\"") {
        return value.split('"').next().map(unescaped);
    }
    let inner = rest.get(rest.find('>')? + 1..)?;
    let inner = inner.get(..inner.find(&format!("</{name}>"))?)?;
    let mut words = String::new();
    for piece in inner.split('<') {
        // What stands behind the tag.
        let behind = piece.split_once('>').map_or(piece, |(_, text)| text);
        words.push_str(behind.trim());
        if !words.is_empty() {
            break;
        }
    }
    Some(unescaped(&words)).filter(|words| !words.is_empty())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// A text string of the format: UTF-16 or UTF-8 with a mark, else the format's own encoding.
pub(super) fn text(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).filter(|&c| c != '\0').collect()
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().filter(|&&b| b != 0).map(|&b| own_encoding(b)).collect(),
    }
}

/// A byte in the format's own encoding; Latin-1 but for what stands where that has control characters.
fn own_encoding(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const MARKS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xa0 => MARKS[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_in_each_encoding() {
        assert_eq!(text(b"\xfe\xff\0E\0\xe9\0n"), "Eén");
        assert_eq!(text(b"\xef\xbb\xbfE\xc3\xa9n"), "Eén");
        assert_eq!(text(b"E\xe9n \x84kop\x8d\x81"), "Eén —kop“†");
    }

    #[test]
    fn a_packet_is_read_in_both_its_forms() {
        let packet = "<rdf:Description xmp:CreateDate=\"2024-03-05T10:00:00Z\"><dc:title><rdf:Alt>\n<rdf:li xml:lang=\"x-default\">Brief &amp; bijlage</rdf:li></rdf:Alt></dc:title><dc:creator/>";
        assert_eq!(element(packet, "dc:title").as_deref(), Some("Brief & bijlage"));
        assert_eq!(element(packet, "xmp:CreateDate").as_deref(), Some("2024-03-05T10:00:00Z"));
        assert_eq!(element(packet, "dc:creator"), None);
    }
}
