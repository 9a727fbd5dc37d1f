//! Files made by hand, one thing in each.

use crate::{IngestErrorKind, Limits, ingest, ingest_within};
use griffier_doc::{Area, BlockKind, Document, Field, Place, ZoneKind};
use std::fmt::Write as _;

mod order;
mod over;
mod tables;

/// A file of these objects, the first of which is its catalog.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(table.bytes());
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// Pages with these contents, each with more in its dictionary, on sheets of 600 by 800.
pub(super) fn pages(contents: &[&str], more: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut kids = String::new();
    for content in contents {
        let at = objects.len() + 1;
        objects.push(stream("", content.as_bytes()));
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {at} 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> /XObject << /X {at} 0 R >> >> {more} >>"
        );
        objects.push(page.into_bytes());
        let _ = write!(kids, "{} 0 R ", at + 1);
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", contents.len()).into_bytes();
    file(&objects, "")
}

/// A line of text in a size at a place.
fn at(x: u32, y: u32, size: u32, text: &str) -> String {
    format!("BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

fn read(bytes: Vec<u8>) -> Document {
    ingest(bytes, "brief.pdf").unwrap()
}

/// The blocks of a page, each with its kind in short.
#[track_caller]
fn check(content: &str, expected: &[&str]) {
    let doc = read(pages(&[content], ""));
    let blocks: Vec<String> = doc
        .markup()
        .blocks
        .iter()
        .map(|block| format!("{}{}", short(&block.kind), doc.slice(block.span)))
        .collect();
    assert_eq!(blocks, expected);
}

fn short(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Text => String::new(),
        BlockKind::Heading(level) => format!("h{level} "),
        BlockKind::Item => "item ".into(),
        BlockKind::Row => "row ".into(),
        BlockKind::Note(label) => format!("note {label} "),
        BlockKind::Zone(zone) => format!("{} ", zone.name()),
    }
}

/// A paragraph of lines as wide as each other, from a height down.
fn paragraph(from: u32, lines: u32) -> String {
    let line = |i| {
        at(
            80,
            from - 13 * i,
            10,
            "Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de",
        )
    };
    (0..lines).map(line).collect()
}

#[test]
fn words_are_neither_cut_nor_glued() {
    check("BT /F 10 Tf 80 700 Td [(V) 80 (oor) -300 (zitter) -20 (schap)] TJ ET", &["Voor zitterschap"]);
    check("BT /F 10 Tf 80 700 Td (de) Tj 20 0 Td (Kamer) Tj -20 -13 Td (en het) Tj ET", &["de Kamer en het"]);
    // Accents drawn over their letters, the letter again to make it bold.
    check("BT /F 10 Tf 80 700 Td (co) Tj [(\\250) 333 (o) ] TJ (p) Tj ET", &["coöp"]);
    check("BT /F 10 Tf 80 700 Td (vet) Tj 0.2 0 Td (vet) Tj ET", &["vet"]);
    check("/Span << /ActualText (fiets) >> BDC BT /F 10 Tf 80 700 Td (xiets) Tj ET EMC", &["fiets"]);
}

#[test]
fn lines_are_joined_where_the_page_broke_them() {
    let hyphen = at(80, 661, 10, "Hij gaat over de zaken die hierboven zijn genoemd en over alle zogenaam-")
        + &at(80, 648, 10, "de gevallen.")
        + &at(80, 622, 10, "Nieuw.");
    let full = "Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de";
    check(
        &(paragraph(700, 3) + &hyphen),
        &[
            &format!(
                "{full} {full} {full} Hij gaat over de zaken die hierboven zijn genoemd en over alle zogenaam-\nde gevallen."
            ),
            "Nieuw.",
        ],
    );
}

#[test]
fn notes_stand_at_the_foot_and_their_marks_in_the_text() {
    let content = paragraph(700, 2)
        + "BT /F 10 Tf 80 674 Td (Dat is zo) Tj /F 6 Tf 4 Ts (1) Tj /F 10 Tf 0 Ts ( en 5 m) Tj /F 6 Tf 4 Ts (2) Tj ET\n"
        + "BT /F 5 Tf 3 Ts 80 100 Td (1) Tj /F 8 Tf 0 Ts ( Kamerstuk 1.) Tj 0 -10 Td (Vervolg.) Tj ET\n";
    let doc = read(pages(&[&content], ""));
    assert!(doc.text().contains("Dat is zo¹ en 5 m²"), "{}", doc.text());
    assert_eq!(doc.markup().marks.len(), 1);
    let last = doc.markup().blocks.last().unwrap();
    assert_eq!((short(&last.kind).as_str(), doc.slice(last.span)), ("note 1 ", "¹ Kamerstuk 1.\nVervolg."));
}

#[test]
fn columns_of_signatures_are_read_one_by_one_and_rows_of_tables_across() {
    let signed = at(80, 300, 10, "De minister van Financi\\353n,")
        + &at(330, 300, 10, "De staatssecretaris van Justitie,")
        + &at(80, 250, 10, "A. Jansen")
        + &at(330, 250, 10, "B. de Vries");
    let table = at(80, 200, 10, "Maatregel")
        + &at(280, 200, 10, "Bedrag")
        + &at(80, 187, 10, "Onderzoek")
        + &at(280, 187, 10, "300");
    check(
        &(signed + &table),
        &[
            "De minister van Financiën,",
            "A. Jansen",
            "De staatssecretaris van Justitie,",
            "B. de Vries",
            "row Maatregel\tBedrag",
            "row Onderzoek\t300",
        ],
    );
}

#[test]
fn names_over_offices_are_read_one_by_one() {
    let signed = at(80, 300, 10, "A. Jansen")
        + &at(330, 300, 10, "B. de Vries")
        + &at(80, 275, 10, "Minister van Financi\\353n")
        + &at(330, 275, 10, "Staatssecretaris van Justitie");
    check(&signed, &["A. Jansen", "Minister van Financiën", "B. de Vries", "Staatssecretaris van Justitie"]);
    let table = at(80, 200, 10, "A. Jansen")
        + &at(330, 200, 10, "Minister van Financi\\353n")
        + &at(80, 175, 10, "B. de Vries")
        + &at(330, 175, 10, "Staatssecretaris van Justitie");
    let rows = ["row A. Jansen\tMinister van Financiën", "row B. de Vries\tStaatssecretaris van Justitie"];
    check(&table, &rows);
}

#[test]
fn entries_and_headings() {
    let heading = "BT /B 12 Tf 80 640 Td (Financi\\353le gevolgen) Tj ET\n";
    let items = at(80, 560, 10, "\\225")
        + &at(95, 560, 10, "Een punt.")
        + &at(80, 547, 10, "\\225")
        + &at(95, 547, 10, "Nog een.");
    let full = "Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de";
    check(
        &(paragraph(700, 2) + heading + &paragraph(620, 1) + &items),
        &[&format!("{full} {full}"), "h1 Financiële gevolgen", full, "item • Een punt.", "item • Nog een."],
    );
}

#[test]
fn headings_that_come_back_are_no_furniture() {
    let page = |from: u32, foot: &str| {
        at(80, from, 10, "Toelichting") + &paragraph(from - 20, 20) + &at(80, 60, 10, foot)
    };
    let doc = read(pages(&[&page(600, "Antwoord"), &page(650, "Antwoord"), &page(640, "Directie Zee")], ""));
    let furniture: Vec<&str> = doc
        .markup()
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Zone(ZoneKind::PageFurniture))
        .map(|block| doc.slice(block.span))
        .collect();
    assert_eq!(furniture, Vec::<&str>::new());
}

/// A page in a font of drawings whose glyphs are called `name` and the number of their character.
fn pictured(name: &str, further: &str) -> Vec<u8> {
    let glyphs: Vec<String> = (32..127).map(|code| format!("/{name}{code}")).collect();
    let (names, widths) = (glyphs.join(" "), "500 ".repeat(95));
    let procs: String = glyphs.iter().map(|glyph| format!("{glyph} 6 0 R ")).collect();
    let font = format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 32 \
         /LastChar 126 /Widths [{widths}] /Encoding << /Differences [32 {names} {further}] >> /CharProcs << {procs} >> \
         /Resources << >> >>"
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>";
    file(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            page.into(),
            stream("", at(80, 700, 10, "Geachte voorzitter,").as_bytes()),
            font.into_bytes(),
            stream("", b"500 0 0 0 400 700 d1 0 0 400 700 re f"),
        ],
        "",
    )
}

#[test]
fn letters_that_are_drawn_are_read_by_the_names_of_their_drawings() {
    assert_eq!(read(pictured("a", "")).text().trim(), "Geachte voorzitter,");
    // Names that are numbers of something else.
    for (name, further) in [("glyph", ""), ("a", "/a300"), ("a", "/onbekend")] {
        let error = ingest(pictured(name, further), "brief.pdf").unwrap_err();
        assert_eq!(error.kind(), IngestErrorKind::NoTextLayer, "{name} {further}");
    }
}

#[test]
fn the_number_at_the_foot_of_a_letter_of_one_page_is_furniture() {
    let text = at(100, 700, 10, "Geachte voorzitter,") + &at(100, 400, 10, "Hierbij de stukken.");
    check(
        &(text.clone() + &at(300, 40, 10, "1")),
        &["Geachte voorzitter,", "Hierbij de stukken.", "page_furniture 1"],
    );
    // What stands beside it belongs to the foot.
    let beside = at(100, 40, 10, "Ons kenmerk 2021-33") + &at(480, 40, 10, "Pagina 1 van 1");
    check(
        &(text.clone() + &beside),
        &["Geachte voorzitter,", "Hierbij de stukken.", "page_furniture Ons kenmerk 2021-33\tPagina 1 van 1"],
    );
    // Another number, one with words beside it, one that is not the last.
    for other in [
        at(300, 40, 10, "7"),
        at(300, 40, 10, "1") + &at(400, 40, 10, "stuk"),
        at(300, 80, 10, "1") + &at(100, 60, 10, "De Minister,"),
    ] {
        let doc = read(pages(&[&(text.clone() + &other)], ""));
        let furniture =
            doc.markup().blocks.iter().filter(|b| b.kind == BlockKind::Zone(ZoneKind::PageFurniture));
        assert_eq!(furniture.count(), 0, "{other}");
    }
}

#[test]
fn an_office_over_two_lines_of_a_column_is_one() {
    let column = |x: u32, lines: &[&str]| -> String {
        lines.iter().zip(0_u32..).map(|(line, i)| at(x, 300 - 13 * i, 10, line)).collect()
    };
    let text = paragraph(700, 8)
        + &column(80, &["De Minister van Buitenlandse", "Zaken,", "A.B. de Wit"])
        + &column(330, &["De minister van Financien", "Jan Boom"]);
    let doc = read(pages(&[&text], ""));
    let expected =
        ["De Minister van Buitenlandse Zaken,\nA.B. de Wit", "De minister van Financien\nJan Boom"];
    assert!(expected.iter().all(|signed| doc.text().contains(signed)), "{}", doc.text());
}

#[test]
fn names_at_the_start_of_a_line_of_a_narrow_column_begin_no_paragraph() {
    let column = |x: u32, lines: &[&str]| -> String {
        lines.iter().zip(0_u32..).map(|(line, i)| at(x, 700 - 13 * i, 10, line)).collect()
    };
    let left = [
        "De minister van de",
        "Waterstaat heeft met",
        "mevrouw De Wit van",
        "Harlingen over dijken",
        "gesproken en daarvan",
        "verslag gedaan.",
    ];
    let right = ["Aan de Voorzitter", "Postbus 20018", "Binnenhof 4", "Den Haag"];
    let doc = read(pages(&[&(column(80, &left) + &column(320, &right))], ""));
    assert!(doc.text().contains("mevrouw De Wit van Harlingen over dijken gesproken"), "{}", doc.text());
    assert!(doc.text().contains("Postbus 20018\nBinnenhof 4\nDen Haag"), "{}", doc.text());
}

#[test]
fn what_pages_repeat_is_furniture() {
    let page = |number: u32| {
        at(80, 770, 8, "Ministerie van Voorbeeld")
            + &paragraph(700 - 5 * number, 4)
            + &at(300, 30, 8, &format!("Pagina {number} van 3"))
    };
    let contents: Vec<String> = (1..=3).map(page).collect();
    let doc = read(pages(&contents.iter().map(String::as_str).collect::<Vec<_>>(), ""));
    let furniture: Vec<&str> = doc
        .markup()
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Zone(ZoneKind::PageFurniture))
        .map(|block| doc.slice(block.span))
        .collect();
    let head = "Ministerie van Voorbeeld";
    assert_eq!(furniture, [head, "Pagina 1 van 3", head, "Pagina 2 van 3", head, "Pagina 3 van 3"]);
    let pages = &doc.source_map().pages;
    assert_eq!(pages.len(), 3);
    assert!(pages.iter().all(|page| doc.slice(page.span).starts_with(head)), "{pages:?}");
}

/// Where the first word of a page stands.
#[track_caller]
fn check_place(more: &str, expected: [f32; 4]) {
    let doc = read(pages(&[&at(100, 700, 10, "Woord")], more));
    let Place::Page { number: 1, area } = doc.source_map().runs[0].place else { panic!() };
    let Area { left, top, right, bottom } = area;
    let found = [left, top, right, bottom];
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1.0), "{more}: {found:?}");
}

#[test]
fn places_count_from_the_corner_of_the_page_as_shown() {
    check_place("", [100.0, 92.0, 129.0, 102.0]);
    check_place("/CropBox [50 100 550 750]", [50.0, 42.0, 79.0, 52.0]);
    check_place("/Rotate 90", [698.0, 100.0, 708.0, 129.0]);
    check_place("/Rotate 180", [471.0, 698.0, 500.0, 708.0]);
}

#[test]
fn a_page_that_cannot_be_read_costs_that_page() {
    let laughing = "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do ";
    let scan = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    let doc = read(pages(&[&at(80, 700, 10, "Een woord."), scan, "", "BT (geen font) Tj ET"], ""));
    assert!(doc.text().starts_with("Een woord."), "{}", doc.text());
    let codes: Vec<(&str, &str)> = doc.diagnostics().iter().map(|d| (d.code, d.message.as_str())).collect();
    assert_eq!(
        codes,
        [(
            "ingest::page-without-text",
            "page 2 is a picture without a text layer; its text is missing, run OCR on it"
        )]
    );
    // A form that draws itself eight times, sixteen levels deep.
    let form = laughing.repeat(4);
    let bytes = String::from_utf8(pages(&[&at(80, 700, 10, "Een woord."), &form], "")).unwrap();
    let bytes = bytes.replace("<<  /Length", "<< /Type /XObject /Subtype /Form /Length");
    let doc = read(bytes.into_bytes());
    assert_eq!(doc.diagnostics().iter().map(|d| d.code).collect::<Vec<_>>(), ["ingest::page-lost"]);
}

#[track_caller]
fn check_error(bytes: Vec<u8>, kind: IngestErrorKind, says: &str) {
    let error = ingest_within(
        bytes,
        "brief.pdf",
        &Limits { bytes: 4_000_000, pages: 50, depth: 1, ..Limits::default() },
    )
    .unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn a_file_that_gives_no_letter_says_why() {
    check_error(b"%PDF-1.7\n".to_vec(), IngestErrorKind::Damaged, "the PDF cannot be read");
    check_error(
        pages(&["BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"], ""),
        IngestErrorKind::NoTextLayer,
        "1 scanned or empty",
    );
    let many: Vec<&str> = vec!["BT ET"; 60];
    check_error(pages(&many, ""), IngestErrorKind::TooLarge, "60 pages, and 50 is the most");
    let cyclic = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R] /Count 999999999 >>".to_vec(),
    ];
    check_error(file(&cyclic, ""), IngestErrorKind::Damaged, "has no pages");
    let locked = pages(&[&at(80, 700, 10, "Geheim")], "");
    let trailer = "/ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> >>";
    let locked = String::from_utf8(locked).unwrap().replace("/Root 1 0 R", &format!("/Root 1 0 R {trailer}"));
    check_error(locked.into_bytes(), IngestErrorKind::Encrypted, "needs a password");
}

#[test]
fn an_archive_that_begins_with_a_pdf_is_no_pdf() {
    let pdf = pages(&[&at(80, 700, 10, "Geachte")], "");
    let after = |head: &[u8]| super::recognizes(&[head, &pdf].concat());
    assert!(after(b"") && after(b"\r\n"));
    assert!(!after(b"PK\x03\x04\x0a\0\0\0brief.pdf"));
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert!(!after(&tar));
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write as _;
    let packed = |data: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    };
    let once = packed(&vec![b' '; 40_000_000]);
    let twice = packed(&once);
    for (data, filter) in [(&once, "/FlateDecode"), (&twice, "[/FlateDecode /FlateDecode]")] {
        let mut objects: Vec<Vec<u8>> = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>".to_vec(),
        ];
        objects.push(stream(&format!("/Filter {filter}"), data));
        check_error(file(&objects, ""), IngestErrorKind::TooLarge, "comes to more than 4 MB");
    }
}

#[test]
fn a_stream_packed_as_letters_is_not_damaged_for_being_longer() {
    let drawing = paragraph(700, 4) + &at(80, 500, 10, "De minister van Defensie.");
    let lines = |packed: String| packed.as_bytes().chunks(60).collect::<Vec<_>>().join(&b'\n');
    let hex: String = drawing.bytes().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>".to_vec(),
    ];
    objects.push(stream("/Filter [/ASCIIHexDecode]", &lines(hex)));
    let doc = read(file(&objects, ""));
    assert!(doc.text().contains("De minister van Defensie."), "{}", doc.text());
    assert_eq!(doc.diagnostics().len(), 0, "{:?}", doc.diagnostics());
}

#[test]
fn a_file_states_its_title_and_date() {
    let mut objects: Vec<Vec<u8>> = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    objects.push(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec());
    objects.push(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>".to_vec());
    objects.push(stream("", b"BT /F 10 Tf 80 700 Td (Tekst) Tj ET"));
    objects.push(b"<< /Title (Brief over regio\\220s) /CreationDate (D:20240305120000+01'00') >>".to_vec());
    let doc = read(file(&objects, "/Info 5 0 R"));
    let stated: Vec<_> = doc.stated().iter().map(|stated| (stated.field, stated.value.as_str())).collect();
    assert_eq!(stated, [(Field::Title, "Brief over regio’s"), (Field::Date, "2024-03-05")]);
}

#[test]
fn no_damage_makes_it_fail_otherwise_than_by_saying_so() {
    let page = paragraph(700, 20) + &at(80, 300, 10, "De minister van Financi\\353n,");
    let whole = pages(&[&page, &page], "");
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    };
    let mut read = 0;
    for round in 0..400 {
        let mut bytes = whole.clone();
        match round % 4 {
            0 => bytes.truncate(next(whole.len())),
            1 => {
                let from = next(bytes.len());
                let to = (from + next(300)).min(bytes.len());
                bytes.drain(from..to);
            }
            _ => {
                for _ in 0..=next(40) {
                    let at = next(bytes.len());
                    bytes[at] = next(256) as u8;
                }
            }
        }
        read += usize::from(ingest(bytes, "brief.pdf").is_ok_and(|doc| doc.text().contains("lopende tekst")));
    }
    assert!(read > 250, "only {read} of 400 damaged copies gave text");
}

#[test]
fn scripts_actions_and_files_within_are_not_run_followed_or_opened() {
    let target = std::env::temp_dir().join("griffier-pdf-action");
    let launch =
        format!("<< /S /Launch /F ({}) /Next << /S /URI /URI (http://127.0.0.1:9/x) >> >>", target.display());
    let objects = [
        format!(
            "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('geheim'\\)) >> /AA << /WC {launch} >> \
             /Names << /EmbeddedFiles << /Names [(a.txt) 5 0 R] >> /JavaScript << /Names [(j) << /S /JavaScript /JS (geheim) >>] >> >> >>"
        )
        .into_bytes(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 7 0 R >> >> \
             /AA << /O {launch} >> /Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 5 0 R /Contents (geheim) >>] >>"
        )
        .into_bytes(),
        stream("", b"BT /F 12 Tf 72 700 Td (De NAVO kwam bijeen.) Tj ET"),
        b"<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>".to_vec(),
        stream("/Type /EmbeddedFile", b"geheim"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let doc = ingest(file(&objects, ""), "a.pdf").unwrap();
    assert_eq!(doc.text().trim(), "De NAVO kwam bijeen.");
    assert!(!target.exists());
}
