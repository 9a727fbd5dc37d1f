//! Pages that hold one thing each.

use crate::ingest;
use griffier_doc::{Document, Format, Place};

fn doc(page: &str) -> Document {
    let doc = ingest(page.as_bytes().to_vec(), "brief.html").unwrap();
    assert_eq!(doc.source().format, Format::Html);
    doc
}

#[track_caller]
fn check(page: &str, expected: &[(&str, &str)]) {
    let doc = doc(page);
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
fn the_letter_stands_in_the_main_part_and_the_rest_is_furniture() {
    check(
        "<!doctype html><title>x</title><script>var a = '<p>';</script><header><p>Site</p></header><nav><ul><li>Menu</li></ul></nav><main><nav>Kruimels</nav><header><h1>Een kop</h1></header><p>Geachte\n  voorzitter,<br>\nhierbij &eacute;&eacute;n brief.</p><p hidden>weg</p><div style='display: none'>weg</div><aside>Delen</aside></main><footer>Contact</footer>",
        &[
            ("zone(pagefurniture)", "Site"),
            ("zone(pagefurniture)", "Menu"),
            ("zone(pagefurniture)", "Kruimels"),
            ("heading(1)", "Een kop"),
            ("text", "Geachte voorzitter,\nhierbij één brief."),
            ("zone(pagefurniture)", "Delen"),
            ("zone(pagefurniture)", "Contact"),
        ],
    );
}

#[test]
fn without_a_main_part_the_whole_page_is_the_letter() {
    check(
        "<html><body><div class='cookie-bar'>Wij gebruiken cookies</div>Los <b>woord</b><p>alinea<footer>voet</footer></body></html>",
        &[
            ("zone(pagefurniture)", "Wij gebruiken cookies"),
            ("text", "Los woord"),
            ("text", "alinea"),
            ("zone(pagefurniture)", "voet"),
        ],
    );
}

#[test]
fn lists_and_tables() {
    check(
        "<html><main><ol start=3><li>drie<li value=7>zeven<ul><li>punt</li><li>– streep</li></ul></ol><ol type=a><li>a</ol><table><tr><th>Datum<td>3 mei<tr><td>x<td>y</table>",
        &[
            ("item", "3. drie"),
            ("item", "7. zeven"),
            ("item", "- punt"),
            ("item", "– streep"),
            ("item", "a. a"),
            ("row", "Datum\t3 mei"),
            ("row", "x\ty"),
        ],
    );
}

#[test]
fn notes_stand_behind_the_letter() {
    let page = "<html><main><p>Een zin.<sup><a href='#n1' id='r1'>1</a></sup> En <a href='https://example.org/'>meer</a>.<a class='nootnum' href='#n2'>[2]</a></p><div class='voet noot' id='n1'><p><sup>1</sup> Eerste. <a href='#r1'>↩</a></p></div><p id='n2'><a href='#r2'>2</a> Tweede.</p><p>Verder.</p></main>";
    check(
        page,
        &[
            ("text", "Een zin.¹ En meer.²"),
            ("text", "Verder."),
            ("note(\"1\")", "¹ Eerste."),
            ("note(\"2\")", "² Tweede."),
        ],
    );
    let doc = doc(page);
    let marks: Vec<&str> = doc.markup().marks.iter().map(|mark| mark.label.as_ref()).collect();
    let links: Vec<&str> = doc.markup().links.iter().map(|link| link.target.as_ref()).collect();
    assert_eq!((marks, links), (vec!["1", "2"], vec!["https://example.org/"]));
}

#[test]
fn numbers_that_lead_elsewhere_are_no_marks() {
    check(
        "<html><main><p>Zie <a href='#h2'>2</a> en CO<sub>2</sub> en m<sup>2</sup>.</p><h2 id='h2'>Twee</h2></main>",
        &[("text", "Zie 2 en CO2 en m2."), ("heading(2)", "Twee")],
    );
}

#[test]
fn the_head_states_what_the_letter_is() {
    let doc = doc(
        "<html><head><meta charset=utf-8><meta name='DCTERMS.issued' content='2022-05-03'><meta name='OVERHEIDop.dossiernummer' content='33694'><meta name='DCTERMS.available' content='2022-05-09'><title>Brief | Site</title><script type='application/ld+json'>{\"@graph\":[{\"datePublished\":\"2022-05-04T09:00\",\"headline\":\"Kop\"}]}</script></head><body><p>Tekst",
    );
    let stated: Vec<String> = doc
        .stated()
        .iter()
        .map(|s| format!("{} {} {} {:?}", s.field.name(), s.value, s.origin, s.trust))
        .collect();
    assert_eq!(
        stated,
        [
            "date 2022-05-03 html:meta@DCTERMS.issued Publisher",
            "dossier 33694 html:meta@OVERHEIDop.dossiernummer Publisher",
            "title Brief | Site html:meta@title Property",
            "date 2022-05-04 html:json-ld#datePublished Property",
            "title Kop html:json-ld#headline Property",
        ]
    );
}

#[test]
fn the_encoding_is_that_of_the_page() {
    let page = b"<html><head><meta charset=\"windows-1252\"></head><body><p>E\xe9n \x80</p>".to_vec();
    assert_eq!(ingest(page, "x").unwrap().text(), "Eén €");
}

#[test]
fn a_place_is_the_path_of_an_element() {
    let doc = doc("<html><body><p>Een</p><div><p>Twee</p></div>");
    let places: Vec<&Place> = doc.source_map().runs.iter().map(|run| &run.place).collect();
    let place = |path: &str| Place::Element(path.into());
    assert_eq!(places, [&place("/html[1]/body[1]/p[1]"), &place("/html[1]/body[1]/div[1]/p[1]")]);
}

#[test]
fn a_page_is_known_by_its_first_element() {
    let format = |page: &str, name: &str| ingest(page.as_bytes().to_vec(), name).unwrap().source().format;
    assert_eq!(format("<!-- x --><!DOCTYPE HTML><p>a", "a.txt"), Format::Html);
    assert_eq!(format("<?xml version='1.0'?><html xmlns='x'><body>a</body></html>", "a"), Format::Html);
    assert_eq!(format("<p>deel</p>", "a.html"), Format::Html);
    assert_eq!(format("gewone tekst", "a.html"), Format::Text);
    assert_eq!(format("<htmlo> is geen element", "a.txt"), Format::Text);
}
