//! Documents that hold one thing each.

use crate::{IngestErrorKind, ingest};
use griffier_doc::Document;
use std::io::{Cursor, Write as _};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

fn file(styles: &str, body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:table='b' xmlns:xlink='x'><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let own = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content.as_str())];
    for (name, content) in own.iter().chain(parts) {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn doc(styles: &str, body: &str, parts: &[(&str, &str)]) -> Document {
    ingest(file(styles, body, parts), "brief.odt").unwrap()
}

#[track_caller]
fn check(styles: &str, body: &str, parts: &[(&str, &str)], expected: &[(&str, &str)]) {
    let doc = doc(styles, body, parts);
    let found: Vec<(String, &str)> = doc
        .markup()
        .blocks
        .iter()
        .map(|block| (format!("{:?}", block.kind).to_lowercase(), doc.slice(block.span)))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(kind, words)| (kind.as_str(), *words)).collect();
    assert_eq!(found, expected);
}

#[test]
fn paragraphs_spaces_and_headings() {
    check(
        "",
        "<text:h text:outline-level='2'>Een <text:span>kop</text:span></text:h><text:p> Een\n zin<text:s text:c='3'/>en<text:tab/>tab<text:line-break/>regel &amp; meer</text:p>",
        &[],
        &[("heading(2)", "Een kop"), ("text", "Een zin   en\ttab\nregel & meer")],
    );
}

#[test]
fn entries_bear_the_label_that_is_printed() {
    let styles = "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' text:display-levels='2'/></text:list-style><text:list-style style:name='L2'><text:list-level-style-bullet text:level='1' text:bullet-char='-'/></text:list-style>";
    let body = "<text:list text:style-name='L1'><text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>onder</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>twee</text:p><text:p>vervolg van twee, dat zo lang is dat het geen regel van een adres kan zijn, want die is altijd korter</text:p></text:list-item></text:list><text:list text:style-name='L2'><text:list-item><text:p>punt</text:p></text:list-item></text:list><text:list text:style-name='L1'><text:list-item><text:p>opnieuw</text:p></text:list-item></text:list>";
    check(
        styles,
        body,
        &[],
        &[
            ("item", "1. een"),
            ("item", "1.a) onder"),
            ("item", "2. twee"),
            (
                "text",
                "vervolg van twee, dat zo lang is dat het geen regel van een adres kan zijn, want die is altijd korter",
            ),
            ("item", "- punt"),
            ("item", "1. opnieuw"),
        ],
    );
}

#[test]
fn notes_tables_links_and_what_is_left_out() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Zie<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Een noot.</text:p></text:note-body></text:note> <text:a xlink:href='https://example.org/'>hier</text:a><office:annotation><text:p>opmerking</text:p></office:annotation>.</text:p><table:table><table:table-row><table:table-cell><text:p>Datum</text:p></table:table-cell><table:table-cell><text:p>3 mei</text:p></table:table-cell></table:table-row></table:table>";
    check("", body, &[], &[("text", "Zie¹ hier."), ("row", "Datum\t3 mei"), ("note(\"1\")", "¹ Een noot.")]);
    let doc = doc("", body, &[]);
    assert_eq!(doc.markup().links[0].target.as_ref(), "https://example.org/");
    let codes: Vec<&str> = doc.diagnostics().iter().map(|d| d.code).collect();
    assert_eq!(codes, ["ingest::comments-left-out", "ingest::changes-accepted"]);
}

#[test]
fn heads_of_pages_are_furniture_and_that_of_the_first_is_the_letterhead() {
    let styles = "<s><style:master-page style:name='First_20_Page'><style:header><text:p>Ministerie van Voorbeelden</text:p></style:header></style:master-page><style:master-page style:name='Standard'><style:header><text:p>Datum 3 mei</text:p></style:header><style:footer><text:p>Datum 3 mei</text:p></style:footer></style:master-page></s>";
    let meta = "<m><dc:title>Een brief</dc:title><meta:user-defined meta:name='Kenmerk'>BZ-1</meta:user-defined></m>";
    let parts = [("styles.xml", styles), ("meta.xml", meta)];
    check(
        "",
        "<text:p>Geachte voorzitter,</text:p>",
        &parts,
        &[
            ("text", "Ministerie van Voorbeelden"),
            ("text", "Geachte voorzitter,"),
            ("zone(pagefurniture)", "Datum 3 mei"),
        ],
    );
    let doc = doc("", "<text:p>Tekst</text:p>", &parts);
    let stated: Vec<&str> = doc.stated().iter().map(|stated| stated.value.as_str()).collect();
    assert_eq!(stated, ["Een brief", "BZ-1"]);
}

#[test]
fn an_encrypted_file_says_so() {
    let manifest = "<m><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></m>";
    let bytes = file("", "<text:p>x</text:p>", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(ingest(bytes, "x.odt").map(|_| ()).unwrap_err().kind(), IngestErrorKind::Encrypted);
}

#[test]
fn raised_digits_are_not_those_of_the_line() {
    let style = |name: &str, position: &str| {
        format!(
            "<style:style style:name='{name}' style:family='text'><style:text-properties style:text-position='{position}'/></style:style>"
        )
    };
    let styles =
        [style("T1", "super 58%"), style("T2", "33% 58%"), style("T3", "sub 58%"), style("T4", "0% 100%")];
    let span = |name: &str, words: &str| format!("<text:span text:style-name='{name}'>{words}</text:span>");
    let body = format!(
        "<text:p>artikel 3{}, km{}, het 2{} deel, CO{} en {}.</text:p>",
        span("T1", "12"),
        span("T2", &span("T5", "2")),
        span("T1", "e"),
        span("T3", "2"),
        span("T2", &span("T4", "7"))
    );
    check(&styles.concat(), &body, &[], &[("text", "artikel 3¹², km², het 2e deel, CO2 en 7.")]);
}
