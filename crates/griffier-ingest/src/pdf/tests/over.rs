//! What the end of a page cuts, and what is missing of a file.

use super::*;

#[test]
fn a_damaged_page_is_told() {
    let sound = at(50, 700, 10, "Dit is een goede bladzijde.");
    let cut = "BT /F 10 Tf 50 700 Td (Het begin staat er) Tj";
    let noise = "xq zz# 1 2 kk vv ww pp oo yy uu";
    let codes = |contents: &[&str]| -> Vec<&'static str> {
        read(pages(contents, "")).diagnostics().iter().map(|told| told.code).collect()
    };
    assert_eq!(codes(&[&sound, cut]), ["ingest::page-damaged"]);
    assert_eq!(codes(&[&sound, noise]), ["ingest::page-lost"]);
    // An opening bracket in noise takes what follows for a string.
    let swallowed = sound.clone() + "( " + &paragraph(600, 3).replace([')', '('], " ");
    assert_eq!(codes(&[&sound, &swallowed]), ["ingest::page-damaged"]);
    assert_eq!(codes(&[&sound, &sound]), [""; 0]);
}

#[test]
fn pages_that_the_file_promises_and_does_not_have_are_told() {
    let sound = at(50, 700, 10, "Dit is een goede bladzijde.");
    let whole = String::from_utf8(pages(&[&sound, &sound], "")).unwrap();
    assert_eq!(read(whole.clone().into_bytes()).diagnostics(), []);
    let doc = read(whole.replace("/Count 2", "/Count 3").into_bytes());
    let told: Vec<_> = doc.diagnostics().iter().map(|told| (told.code, told.message.as_str())).collect();
    assert_eq!(told, [("ingest::page-count", "the file says that it has 3 page(s), and 2 can be found")]);
}

#[test]
fn a_name_that_the_end_of_a_page_cuts_is_read_whole() {
    let full = "Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de";
    let page = |number: u32, first: &str, last: &str| {
        at(80, 780, 8, "Ministerie van Voorbeeld")
            + &at(80, 700, 10, first)
            + &paragraph(687, 3)
            + &at(80, 648, 10, last)
            + &at(300, 30, 8, &format!("Pagina {number} van 3"))
    };
    let one = page(1, full, "Een hele regel van lopende tekst die doorgaat met de rede van de minister van");
    let two = page(2, "Defensie en daarna met andere woorden over de brief van het kabinet, die in de", full);
    let three = page(3, "grond klopt, en waarin ook nog staat wat er verder met de toezegging gebeurt", "");
    let doc = read(pages(&[&one, &two, &three], ""));
    let text = doc.text();
    assert!(text.contains("de minister van Defensie en daarna"), "{text}");
    // Elsewhere heads and feet stand where the page has them.
    let at = |words: &str| text.find(words).unwrap();
    let foot = |number: u32| at(&format!("Pagina {number} van 3"));
    assert!(at("Defensie en daarna") < foot(1) && foot(2) < at("grond klopt"), "{text}");
    let page = |from: usize| {
        let run = doc.source_map().runs.iter().rfind(|run| run.span.start() <= from).unwrap();
        if let Place::Page { number, .. } = run.place { number } else { 0 }
    };
    assert_eq!([at("minister van"), at("Defensie en"), foot(1), foot(2)].map(page), [1, 2, 1, 2]);
}

#[test]
fn running_text_that_comes_back_at_the_foot_by_chance_is_no_furniture() {
    let page = |number: u32| paragraph(300, 19) + &at(300, 30, 8, &format!("Pagina {number} van 3"));
    let contents: Vec<String> = (1..=3).map(page).collect();
    let doc = read(pages(&contents.iter().map(String::as_str).collect::<Vec<_>>(), ""));
    let furniture: Vec<&str> = doc
        .markup()
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Zone(ZoneKind::PageFurniture))
        .map(|block| doc.slice(block.span))
        .collect();
    assert_eq!(furniture, ["Pagina 1 van 3", "Pagina 2 van 3", "Pagina 3 van 3"]);
}

#[test]
fn a_row_that_the_end_of_a_page_cuts_goes_on_in_its_column() {
    let row = |y, label: &str, value: &str| at(60, y, 10, label) + &at(180, y, 10, value);
    let first = paragraph(700, 4)
        + &row(600, "Zaak:", "Een brief van de gemeenten")
        + &row(580, "Punt:", "Bezoek aan de regio Midden- en West-")
        + &at(300, 30, 10, "1");
    let next = at(180, 740, 10, "Brabant")
        + &row(720, "Besluit:", "Dat wordt gedaan.")
        + &row(700, "Noot:", "Er is geen bezwaar.")
        + &paragraph(660, 4)
        + &at(300, 30, 10, "2");
    let text = read(pages(&[&first, &next], "")).text().to_owned();
    assert!(text.contains("Punt:\tBezoek aan de regio Midden- en West-\nBrabant\n"), "{text}");
    assert!(text.contains("Besluit:\tDat wordt gedaan."), "{text}");
    // What stands under the label is another row.
    let text = read(pages(&[&first, &next.replacen("180 740", "60 740", 1)], "")).text().to_owned();
    assert!(!text.contains("West-\nBrabant"), "{text}");
}

#[test]
fn a_heading_at_the_end_of_a_page_stands_over_the_next() {
    let heading = "BT /B 10 Tf 80 100 Td (Gevolgen) Tj ET\n";
    let first = paragraph(700, 20) + heading + &at(300, 30, 10, "1");
    let next =
        |x| at(x, 740, 10, "Dit zijn de gevolgen van het besluit, dat is genomen.") + &at(300, 30, 10, "2");
    let headings = |next: &str| {
        let doc = read(pages(&[&first, next], ""));
        let blocks = doc.markup().blocks.iter();
        blocks.filter(|block| matches!(block.kind, BlockKind::Heading(_))).count()
    };
    assert_eq!(headings(&next(80)), 1);
    assert_eq!(headings(&next(300)), 0);
}
