//! Documents that hold one thing each.

use crate::{IngestErrorKind, ingest};
use griffier_doc::{Document, Field, Format, Place, Trust};
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

/// A document with this body and these further parts.
pub(super) fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" xmlns:mc=\"mc\"";
    let document = format!("<w:document {names}><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("word/document.xml", document.as_str())].iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn doc(body: &str, parts: &[(&str, &str)]) -> Document {
    let doc = ingest(file(body, parts), "brief.docx").unwrap();
    assert_eq!(doc.source().format, Format::Docx);
    doc
}

/// What the blocks are, each with its words.
#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], expected: &[(&str, &str)]) {
    let doc = doc(body, parts);
    let found: Vec<(String, &str)> = doc
        .markup()
        .blocks
        .iter()
        .map(|block| (format!("{:?}", block.kind).to_lowercase(), doc.slice(block.span)))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(kind, words)| (kind.as_str(), *words)).collect();
    assert_eq!(found, expected);
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

#[test]
fn runs_breaks_and_signs_make_words() {
    check(
        "<w:p><w:r><w:t>Zes</w:t><w:tab/><w:t>R&amp;D</w:t><w:br/><w:t>NAVO</w:t><w:noBreakHyphen/><w:t>top</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/></w:r></w:p>",
        &[],
        &[("text", "Zes\tR&D\nNAVO\u{2011}top→")],
    );
}

#[test]
fn raised_digits_are_not_those_of_the_line() {
    let run = |place: &str, words: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val='{place}'/></w:rPr><w:t>{words}</w:t></w:r>")
    };
    let body = format!(
        "<w:p><w:r><w:t>artikel 3</w:t></w:r>{}<w:r><w:t>, het 2</w:t></w:r>{}<w:r><w:t> deel, CO</w:t></w:r>{}</w:p>",
        run("superscript", "12"),
        run("superscript", "e"),
        run("subscript", "2"),
    );
    check(&body, &[], &[("text", "artikel 3¹², het 2e deel, CO2")]);
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='N'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style></w:styles>";
    let body =
        "<w:p><w:r><w:t>Bromet</w:t></w:r><w:r><w:rPr><w:rStyle w:val='N'/></w:rPr><w:t>1</w:t></w:r></w:p>";
    check(body, &[("word/styles.xml", styles)], &[("text", "Bromet¹")]);
}

#[test]
fn styles_and_paragraphs_make_headings() {
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='A'><w:name w:val='Kop 2'/></w:style><w:style w:styleId='B'><w:name w:val='eigen'/><w:basedOn w:val='A'/></w:style><w:style w:styleId='C'><w:name w:val='gewoon'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style></w:styles>";
    let styled = |style: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{style}</w:t></w:r></w:p>")
    };
    let outlined = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>D</w:t></w:r></w:p>";
    check(
        &(["A", "B", "C"].map(styled).concat() + outlined),
        &[("word/styles.xml", styles)],
        &[("heading(2)", "A"), ("heading(2)", "B"), ("text", "C"), ("heading(1)", "D")],
    );
}

#[test]
fn entries_bear_the_label_that_is_printed() {
    let level = |at: u8, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%1.%2)"),
        level(0, "bullet", "\u{f0b7}"),
    );
    let item = |list: u8, level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(1, 0, "een"),
        item(1, 1, "onder"),
        item(1, 0, "twee"),
        item(1, 1, "weer"),
        item(2, 0, "punt"),
        item(3, 0, "vijf"),
        item(0, 0, "geen"),
    ];
    check(
        &body.concat(),
        &[("word/numbering.xml", &numbering)],
        &[
            ("item", "1. een"),
            ("item", "1.a) onder"),
            ("item", "2. twee"),
            ("item", "2.a) weer"),
            ("item", "• punt"),
            ("item", "5. vijf"),
            ("text", "geen"),
        ],
    );
}

#[test]
fn changes_read_as_accepted_and_comments_are_counted() {
    let body = "<w:p><w:r><w:t>Wij </w:t></w:r><w:del w:id='1'><w:r><w:delText>doen </w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>laten </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>dit</w:t></w:r><w:r><w:commentReference w:id='7'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><w:t>Eén </w:t></w:r></w:p><w:p><w:r><w:t>alinea</w:t></w:r></w:p>";
    check(body, &[], &[("text", "Wij laten dit"), ("text", "Eén alinea")]);
    let doc = doc(body, &[]);
    let notes: Vec<(&str, &str)> = doc.diagnostics().iter().map(|d| (d.code, d.message.as_str())).collect();
    assert_eq!(
        notes,
        [
            ("ingest::comments-left-out", "comments left out: 1"),
            (
                "ingest::changes-accepted",
                "tracked changes read as accepted: 1 insertions kept, 2 deletions left out"
            ),
            ("ingest::hidden-left-out", "runs of hidden text left out: 1"),
        ]
    );
}

#[test]
fn rows_are_lines_and_deleted_ones_are_gone() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>())
    };
    let gone = format!("<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{}</w:tr>", cell("weg"));
    let body = format!("<w:tbl>{}{gone}{}</w:tbl>", row(&["Datum", "3 mei"]), row(&["Betreft", "iets"]));
    check(&body, &[], &[("row", "Datum\t3 mei"), ("row", "Betreft\tiets")]);
}

#[test]
fn text_boxes_stand_once_before_the_paragraph_they_hang_on() {
    let boxed = |words: &str| format!("<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>", p(words));
    let body = format!(
        "<w:p><w:r><w:t>Buiten</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> verder</w:t></w:r></w:p>",
        boxed("Binnen"),
        boxed("Binnen")
    );
    check(&body, &[], &[("text", "Binnen"), ("text", "Buiten verder")]);
}

#[test]
fn fields_show_their_results_and_links_lead_on() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://example.org/a\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>hier</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> en </w:t></w:r><w:hyperlink r:id='L1'><w:r><w:t>daar</w:t></w:r></w:hyperlink><w:fldSimple w:instr=' PAGE '><w:r><w:t> 3</w:t></w:r></w:fldSimple></w:p>";
    let rels = "<Relationships><Relationship Id='L1' Target='https://example.org/b'/></Relationships>";
    let doc = doc(body, &[("word/_rels/document.xml.rels", rels)]);
    assert_eq!(doc.text(), "hier en daar 3");
    let links: Vec<(&str, &str)> =
        doc.markup().links.iter().map(|link| (doc.slice(link.span), link.target.as_ref())).collect();
    assert_eq!(links, [("hier", "https://example.org/a"), ("daar", "https://example.org/b")]);
}

#[test]
fn notes_stand_behind_the_text_in_the_order_of_their_marks() {
    let note = |id: u8, words: &str| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p(words));
    let notes = format!(
        "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'>{}</w:footnote>{}{}{}</w:footnotes>",
        p("streep"),
        note(1, "Tweede."),
        note(2, " Eerste."),
        note(3, "* Ster."),
    );
    let ends = format!("<w:endnotes xmlns:w='w'><w:endnote w:id='1'>{}</w:endnote></w:endnotes>", p("Slot."));
    let body = "<w:p><w:r><w:t>Een</w:t><w:footnoteReference w:id='2'/><w:t> twee</w:t><w:footnoteReference w:id='1'/><w:t> slot</w:t><w:endnoteReference w:id='1'/></w:r><w:r><w:footnoteReference w:customMarkFollows='1' w:id='3'/><w:t>*</w:t></w:r></w:p>";
    let parts = [("word/footnotes.xml", notes.as_str()), ("word/endnotes.xml", ends.as_str())];
    check(
        body,
        &parts,
        &[
            ("text", "Een¹ twee² slot[i][*]"),
            ("note(\"1\")", "¹ Eerste."),
            ("note(\"2\")", "² Tweede."),
            ("note(\"*\")", "[*] Ster."),
            ("note(\"i\")", "[i] Slot."),
        ],
    );
}

#[test]
fn the_first_header_is_the_letterhead_and_the_others_are_furniture() {
    let rels = "<Relationships><Relationship Id='a' Target='header1.xml'/><Relationship Id='b' Target='header2.xml'/><Relationship Id='c' Target='footer1.xml'/></Relationships>";
    let header = |words: &[&str]| {
        format!("<w:hdr xmlns:w='w'>{}</w:hdr>", words.iter().map(|words| p(words)).collect::<String>())
    };
    let body = p("Geachte voorzitter,")
        + "<w:sectPr><w:headerReference w:type='first' r:id='a'/><w:headerReference w:type='default' r:id='b'/><w:footerReference w:type='default' r:id='c'/><w:titlePg/></w:sectPr>";
    let first = header(&["Ministerie van Voorbeelden", "Pagina 1 van 2"]);
    let (other, foot) = (header(&["Datum", "3 mei 2022"]), header(&["Datum", "2"]));
    let parts = [
        ("word/_rels/document.xml.rels", rels),
        ("word/header1.xml", first.as_str()),
        ("word/header2.xml", other.as_str()),
        ("word/footer1.xml", foot.as_str()),
    ];
    check(
        &body,
        &parts,
        &[
            ("text", "Ministerie van Voorbeelden"),
            ("zone(pagefurniture)", "Pagina 1 van 2"),
            ("text", "Geachte voorzitter,"),
            ("zone(pagefurniture)", "Datum"),
            ("zone(pagefurniture)", "3 mei 2022"),
            ("zone(pagefurniture)", "2"),
        ],
    );
}

#[test]
fn properties_are_stated_as_such() {
    let core =
        "<cp><dc:title>Een brief</dc:title><dcterms:created>2022-05-03T10:00:00Z</dcterms:created></cp>";
    let custom = "<Properties><property name='Ons kenmerk'><vt:lpwstr>BZ-1</vt:lpwstr></property><property name='datum'><vt:lpwstr>8 juli 2019</vt:lpwstr></property><property name='_datum'><vt:lpwstr>Datum</vt:lpwstr></property></Properties>";
    let doc = doc(&p("Tekst"), &[("docProps/core.xml", core), ("docProps/custom.xml", custom)]);
    let stated: Vec<String> =
        doc.stated().iter().map(|s| format!("{} {} {}", s.field.name(), s.value, s.origin)).collect();
    assert_eq!(
        stated,
        [
            "title Een brief docx:core.xml#title",
            "date 2022-05-03 docx:core.xml#created",
            "number BZ-1 docx:custom.xml#Ons kenmerk",
            "date 2019-07-08 docx:custom.xml#datum",
        ]
    );
    assert!(doc.stated_by(Field::Date, Trust::Sender).is_none(), "it is left of an earlier letter");
}

#[test]
fn a_place_is_the_number_of_a_paragraph() {
    let doc = doc(&(p("Een") + "<w:p/>" + &p("Drie")), &[]);
    let places: Vec<&Place> = doc.source_map().runs.iter().map(|run| &run.place).collect();
    let place = |number| Place::Paragraph { part: "body", number };
    assert_eq!(places, [&place(1), &place(3)]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let refused = |bytes: Vec<u8>| ingest(bytes, "brief.docx").map(|_| ()).unwrap_err();
    let sound = file(&p("Tekst"), &[]);
    assert_eq!(refused(sound[..sound.len() / 2].to_vec()).kind(), IngestErrorKind::Damaged);
    assert_eq!(refused(file("<w:p>", &[])).kind(), IngestErrorKind::Damaged);
    assert_eq!(refused(file("<w:p/>", &[])).kind(), IngestErrorKind::Empty);
    let mut locked = super::CONTAINER.to_vec();
    locked.extend([0; 100]);
    locked.extend(super::ENCRYPTED);
    let error = refused(locked);
    assert_eq!(error.kind(), IngestErrorKind::Encrypted);
    assert_eq!(
        error.to_string(),
        "encrypted: a Word document (.docx) needs a password; save it without one first"
    );
}

#[test]
fn the_text_may_stand_in_a_part_of_another_name() {
    let document = format!("<w:document xmlns:w='w'><w:body>{}</w:body></w:document>", p("Tekst"));
    let rels = "<Relationships><Relationship Id='1' Target='docProps/app.xml'/><Relationship Id='2' Target='/word/document2.xml'/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("_rels/.rels", rels), ("word/document2.xml", document.as_str())] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(ingest(bytes, "brief.docx").unwrap().text(), "Tekst");
}
