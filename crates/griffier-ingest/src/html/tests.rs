//! Pages that hold one thing each.

use crate::ingest;
use griffier_doc::{BlockKind, Document, Format, Place, ZoneKind};

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
fn links_to_other_pages_under_their_heading_are_furniture() {
    let page = |under: &str| {
        format!(
            "<html><main><h1>Een kop</h1><p>Tekst.</p><div><h2>Zie ook</h2><ul><li><a href=/x>Sluizen</a></li>{under}</ul></div></main></html>"
        )
    };
    check(
        &page(""),
        &[
            ("heading(1)", "Een kop"),
            ("text", "Tekst."),
            ("zone(pagefurniture)", "Zie ook"),
            ("zone(pagefurniture)", "Sluizen"),
        ],
    );
    check(
        &page("<li>En wat geen link is.</li>"),
        &[
            ("heading(1)", "Een kop"),
            ("text", "Tekst."),
            ("heading(2)", "Zie ook"),
            ("item", "- Sluizen"),
            ("item", "- En wat geen link is."),
        ],
    );
}

#[test]
fn the_name_of_the_site_is_no_part_of_a_title() {
    let doc =
        doc("<html><title>Stand van zaken | Tweede Kamer der Staten-Generaal</title><p>Tekst.</p></html>");
    assert_eq!(doc.stated()[0].value, "Stand van zaken");
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
        &[("text", "Zie 2 en CO2 en m²."), ("heading(2)", "Twee")],
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
            "title Brief html:meta@title Property",
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

#[test]
fn an_official_publication_names_its_parts() {
    check(
        "<html><body><header>Overheid</header><main class='global-main'><article><h1 class='dossiertitel'><span class='dossiernummer'>33 694</span> Dossier</h1><div class='stuk'><h1 class='stuktitel'><span class='stuknummer'>Nr. 4</span> BRIEF</h1><div class='algemeen'><p>Zie dit<sup><a class='nootnum supernote-click-ID-a' href='#ID-a'>1</a></sup>.</p><ul class='expliciet'><li class='li'><p class='labeled'><span class='ol'>a. </span>punt</p></li></ul><div class='vraag'><h2 class='stuktitel'>Vraag 1</h2><p>Is dit zo?</p></div></div><p class='ondertekening'><span class='functie'>De Minister,</span><span class='naam'><span class='achternaam'>A. de Wit</span></span></p></div><div class='voet noot' id='n'><h5 class='note-close'><a class='note-close' href='#close-ID-a'>X</a> Noot </h5><sup><span class='nootnum' id='ID-a'>1</span></sup><p>De noot.</p></div></article></main></body></html>",
        &[
            ("zone(pagefurniture)", "Overheid"),
            ("zone(metadata)", "33 694 Dossier"),
            ("zone(metadata)", "Nr. 4 BRIEF"),
            ("text", "Zie dit¹."),
            ("item", "a. punt"),
            ("heading(2)", "Vraag 1"),
            ("zone(question)", "Is dit zo?"),
            ("zone(signature)", "De Minister,"),
            ("zone(signature)", "A. de Wit"),
            ("note(\"1\")", "¹ De noot."),
        ],
    );
}

#[test]
fn notes_that_are_entries_of_a_list_have_no_other_label() {
    check(
        "<html><body><main><p>Zin<a href='#fn1' class='footnote-ref' id='fnref1'><sup>1</sup></a>.</p><section><ol><li id='fn1'><p>Noot.<a href='#fnref1' class='footnote-back'>↩︎</a></p></li></ol></section></main>",
        &[("text", "Zin¹."), ("note(\"1\")", "¹ Noot.")],
    );
}

#[test]
fn what_stands_around_the_letter_does_not_make_it_furniture() {
    check(
        "<html><body class='cookie-consent-given'><div class='cookie-page'><p>Menu</p><main><p>Geachte voorzitter,</p><form>Zoek</form></main><p>Voet</p></div></body></html>",
        &[
            ("zone(pagefurniture)", "Menu"),
            ("text", "Geachte voorzitter,"),
            ("zone(pagefurniture)", "Zoek"),
            ("zone(pagefurniture)", "Voet"),
        ],
    );
    check(
        "<html><body class='cookie-x'><form><p>Geachte voorzitter,</p></form>",
        &[("text", "Geachte voorzitter,")],
    );
}

#[test]
fn a_page_that_is_xml_may_end_elements_where_they_begin() {
    check(
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script src='a.js'/><title/></head><body><p>Geachte voorzitter,</p></body></html>",
        &[("text", "Geachte voorzitter,")],
    );
}

#[test]
fn what_leads_on_is_furniture_behind_its_heading_too() {
    check(
        "<html><body><div class='m-breadcrumb'><a href=/>Home</a></div><main><h1>Brief</h1><p>Geachte voorzitter,</p><div class=download><h2>Download 'Brief'</h2><p>PDF document | 4 pagina's</p></div><h2>Gerelateerd</h2><ul><li><a href=x>Motie</a></li></ul><h2>Zie ook</h2><ul><li>Eerst <a href=x>dit</a></li></ul></main>",
        &[
            ("zone(pagefurniture)", "Home"),
            ("heading(1)", "Brief"),
            ("text", "Geachte voorzitter,"),
            ("zone(pagefurniture)", "Download 'Brief'"),
            ("zone(pagefurniture)", "PDF document | 4 pagina's"),
            ("zone(pagefurniture)", "Gerelateerd"),
            ("zone(pagefurniture)", "Motie"),
            ("heading(2)", "Zie ook"),
            ("item", "- Eerst dit"),
        ],
    );
}

#[test]
fn raised_numbers_are_not_those_of_the_line() {
    check(
        "<html><main><p>Het lid Bromet<sup>1</sup> noemt 10<sup>6</sup> en het 2<sup>e</sup> deel.</p></main>",
        &[("text", "Het lid Bromet¹ noemt 10⁶ en het 2e deel.")],
    );
}

#[test]
fn the_way_through_a_site_is_furniture_and_its_links_are_words_apart() {
    let way = "<p>U bevindt zich hier: <a href='/'>Home</a><a href='/k'>Kamerstukken</a><a href='/k/1'>Brief</a></p>";
    let text = "<p>Geachte voorzitter, zie <a href='/a'>motie-</a><a href='/a'>Bromet</a>.</p>";
    for way in [
        way.to_owned(),
        way.replace("<p>", "<ul>")
            .replace("</p>", "</ul>")
            .replace("<a", "<li style='display:inline'><span><a"),
        way.replace("</a><a", "</a> › <a").replace("</p>", " » Deze pagina</p>"),
    ] {
        let doc = ingest(format!("<html><body><div>{way}</div>{text}</body></html>").into_bytes(), "p.html")
            .unwrap();
        let blocks = &doc.markup().blocks;
        let (letter, above) = blocks.split_last().unwrap();
        assert!(above.iter().all(|block| block.kind == BlockKind::Zone(ZoneKind::PageFurniture)), "{way}");
        assert!(!doc.text().contains("HomeK") && !doc.text().contains("KamerstukkenB"), "{}", doc.text());
        assert_eq!(doc.slice(letter.span), "Geachte voorzitter, zie motie-Bromet.");
    }
    let doc = ingest(
        b"<html><body><p>Ga naar <a href='/'>Home</a> of lees <a href='/b'>de brief</a>.</p></body></html>"
            .to_vec(),
        "p.html",
    )
    .unwrap();
    assert_eq!(doc.markup().blocks[0].kind, BlockKind::Text);
}
