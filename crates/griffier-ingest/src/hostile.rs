//! Tests of files that are made to do harm, or were harmed on their way: each ends soon, in a document or in one clear line.

use crate::{IngestErrorKind, Limits, ingest, ingest_within};
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Far more than any of these takes, on a loaded machine too.
const SOON: Duration = Duration::from_secs(30);

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", document.as_bytes())])
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!("<c><office:text>{body}</office:text></c>");
    zipped(&[("META-INF/manifest.xml", b"<m/>"), ("content.xml", content.as_bytes())])
}

/// Reads the file; its words if it has any.
#[track_caller]
fn read(bytes: Vec<u8>) -> Result<String, IngestErrorKind> {
    let start = Instant::now();
    let read = ingest(bytes, "brief").map(|doc| doc.text().to_owned()).map_err(|error| {
        assert!(!error.to_string().contains('\n'), "{error}");
        error.kind()
    });
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    read
}

#[test]
fn what_nests_without_end_takes_no_stack() {
    let deep = 100_000;
    let nested = |open: &str, inner: &str, close: &str| open.repeat(deep) + inner + &close.repeat(deep);
    let row = nested("<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>");
    assert_eq!(read(docx(&row)).as_deref(), Ok("a"));
    let boxes = nested(
        "<w:p><w:r><w:txbxContent>",
        "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
        "</w:txbxContent></w:r></w:p>",
    );
    assert_eq!(read(docx(&boxes)).as_deref(), Ok("a"));
    let lists = nested("<text:list><text:list-item>", "<text:p>a</text:p>", "</text:list-item></text:list>");
    assert_eq!(read(odt(&lists)).as_deref(), Ok("a"));
    let notes = nested(
        "<text:p>b<text:note><text:note-citation>1</text:note-citation><text:note-body>",
        "",
        "</text:note-body></text:note></text:p>",
    );
    assert!(read(odt(&notes)).is_ok());
    for element in ["divisie", "noot", "vraag", "lijst", "row", "extref", "kop", "al", "xyz"] {
        let xml = format!(
            "<kamerstuk>{}</kamerstuk>",
            nested(&format!("<{element}>"), "a", &format!("</{element}>"))
        );
        assert!(read(xml.into_bytes()).is_ok_and(|text| text.contains('a')), "{element}");
    }
    for element in
        ["div", "b", "a", "table><tr><td", "ul><li", "p", "sup", "rt", "font", "svg", "button", "optgroup"]
    {
        let html = format!("<html><body>begin{}einde", format!("<{element} class=x>").repeat(deep / 4));
        assert!(read(html.into_bytes()).is_ok_and(|text| text.starts_with("begin")), "{element}");
    }
}

#[test]
fn what_is_many_takes_linear_time() {
    let many = 50_000;
    assert!(read(docx(&"<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>".repeat(many))).is_ok());
    assert!(read(docx(&"<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>".repeat(many))).is_err());
    assert!(read(docx(&"<w:fldChar w:fldCharType='begin'/>".repeat(many))).is_err());
    let spaced = format!("<kamerstuk><al>{}</al></kamerstuk>", "a<nr/>".repeat(many));
    assert!(read(spaced.into_bytes()).is_ok());
    let notes =
        format!("<kamerstuk><al>{}</al></kamerstuk>", "a<noot><noot.al>b</noot.al></noot>".repeat(many));
    assert!(read(notes.into_bytes()).is_ok());
    let opened =
        format!("<html><p>{}", (0..400).map(|i| format!("<b id=i{i}><font x={i}>")).collect::<String>());
    assert!(read((opened + &"</p><p>a".repeat(many)).into_bytes()).is_ok());
    assert!(read(format!("<html><p {}>a", "a1 b2 c3 ".repeat(many)).into_bytes()).is_err());
    assert!(read(format!("<html>{}", "<a href=#n>1</a><p id=n>".repeat(many)).into_bytes()).is_ok());
    assert!(read(format!("<html>{}", "<li>a".repeat(many)).into_bytes()).is_ok());
    assert!(read("<".repeat(10_000_000).into_bytes()).is_ok());
    assert!(read(format!("<?xml version='1.0'?>{}", "<".repeat(10_000_000)).into_bytes()).is_err());
    assert!(read(format!("<html>{}", "<".repeat(2_000_000)).into_bytes()).is_ok());
    assert!(read(format!("<?xml version='1.0'?><a {}/>", "b='c' ".repeat(many)).into_bytes()).is_err());
    assert!(read(format!("<kamerstuk>{}</kamerstuk>", "&x;".repeat(many)).into_bytes()).is_ok());
}

#[test]
fn a_bomb_is_refused_at_its_limit() {
    let limits = Limits { bytes: 1_000_000, ..Limits::default() };
    let refused = |bytes: Vec<u8>| ingest_within(bytes, "brief", &limits).map(|_| ()).unwrap_err().kind();
    let zeros = vec![b' '; 50_000_000];
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(bomb), IngestErrorKind::TooLarge);
    let parts: Vec<(String, Vec<u8>)> = ["word/document.xml", "word/styles.xml", "word/numbering.xml"]
        .map(|name| (name.to_owned(), vec![b' '; 900_000]))
        .to_vec();
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    assert_eq!(refused(zipped(&parts)), IngestErrorKind::TooLarge);
    // A size that lies: the directory says that the part is small.
    let mut lying = zipped(&[("word/document.xml", &zeros)]);
    let size = 50_000_000_u32.to_le_bytes();
    while let Some(at) = memchr::memmem::find(&lying, &size) {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(matches!(refused(lying), IngestErrorKind::TooLarge | IngestErrorKind::Damaged));
}

#[test]
fn names_that_lie_do_not_matter() {
    let sound = docx("<w:p><w:r><w:t>Tekst</w:t></w:r></w:p>");
    for name in ["a.txt", "a.html", "a.pdf", "a"] {
        assert_eq!(ingest(sound.clone(), name).unwrap().text(), "Tekst");
    }
    for name in ["a.docx", "a.odt", "a.xml", "a.html"] {
        assert_eq!(ingest(b"Gewone tekst.".to_vec(), name).unwrap().text(), "Gewone tekst.");
        assert_eq!(ingest(Vec::new(), name).map(|_| ()).unwrap_err().kind(), IngestErrorKind::Empty);
    }
}

/// Small numbers in an order that is the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

#[test]
fn damage_never_panics() {
    let page = "<html><head><meta charset=utf-8></head><body><nav><ul><li>a</ul></nav><main><h1>Kop</h1><ol start=3><li>x<table><tr><td>a<td>b</table></ol><p>Zin<sup><a href='#n'>1</a></sup> &eacute; <div id=n>1 Noot</div></main>";
    let xml = "<?xml version='1.0'?><kamerstuk><stuk><stuknr>Nr. <ondernummer>1</ondernummer></stuknr><titel>T</titel><al>a<noot id='a'><noot.nr>1</noot.nr><noot.al>n</noot.al></noot><nootref refid='a'/></al><lijst><li><li.nr>1.</li.nr><al>x</al></li></lijst><table><row><entry>a</entry><entry><al>b</al></entry></row></table><ondertekening><functie>F</functie></ondertekening></stuk></kamerstuk>";
    let body = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>a</w:t><w:footnoteReference w:id='1'/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let text = "<text:h>k</text:h><text:list><text:list-item><text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></text:list-item></text:list>";
    let samples = [page.as_bytes().to_vec(), xml.as_bytes().to_vec(), docx(body), odt(text)];
    let mut dice = Dice(7);
    for sample in &samples {
        assert!(read(sample.clone()).is_ok());
        for end in 0..sample.len() {
            let _ = read(sample[..end].to_vec());
        }
        for _ in 0..1500 {
            let mut bytes = sample.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                match dice.below(4) {
                    0 => bytes[at] = dice.below(256) as u8,
                    1 => bytes.insert(at, b"<>/&;=\"' "[dice.below(9)]),
                    2 => {
                        bytes.remove(at);
                    }
                    _ => {
                        let to = (at + dice.below(40)).min(bytes.len());
                        let piece = bytes[at..to].to_vec();
                        let into = dice.below(bytes.len());
                        bytes.splice(into..into, piece);
                    }
                }
            }
            let _ = read(bytes);
        }
    }
}
