//! Publications that hold one thing each.

use crate::{IngestErrorKind, ingest};
use griffier_doc::{Document, Format, Place};

fn doc(xml: &str) -> Document {
    let doc = ingest(xml.as_bytes().to_vec(), "kst-1-2.xml").unwrap();
    assert_eq!(doc.source().format, Format::Xml);
    doc
}

#[track_caller]
fn check(xml: &str, expected: &[(&str, &str)]) {
    let doc = doc(xml);
    let found: Vec<(String, &str)> = doc
        .markup()
        .blocks
        .iter()
        .map(|block| (format!("{:?}", block.kind).to_lowercase(), doc.slice(block.span)))
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(kind, words)| (kind.as_str(), *words)).collect();
    assert_eq!(found, expected);
}

const PAPER: &str = "<?xml version='1.0' encoding='utf-8'?>
<officiele-publicatie><metadata><meta name='DCTERMS.issued' content='2022-05-03'/></metadata>
<kamerstuk>
 <kamerstukkop><tekstregel inhoud='vergaderjaar'>Vergaderjaar 2021-2022</tekstregel></kamerstukkop>
 <dossier><dossiernummer><dossiernr>36 800</dossiernr> <begrotingshoofdstuk>XIV</begrotingshoofdstuk></dossiernummer><titel>Een dossier</titel></dossier>
 <stuk>
  <stuknr>Nr. <ondernummer kamer='2'>12</ondernummer></stuknr>
  <titel>BRIEF VAN DE MINISTER</titel>
  <algemeen><vrije-tekst><tekst>
   <al>Den Haag, 3 mei 2022</al>
   <divisie><kop><nr>1.</nr><titel>Inleiding</titel></kop>
    <al>De <nadruk type='cur'>motie</nadruk><?xpp x?>.<noot id='a'><noot.nr>1</noot.nr><noot.al>Zie <extref doc='kst-1-1' soort='document'>1, nr. 1</extref>.</noot.al></noot> Verder<nootref refid='a'/>.</al>
    <lijst type='expliciet'><li><li.nr>–</li.nr><al>Eerste punt;</al></li><li><li.nr>2.</li.nr><al>tweede.</al></li></lijst>
    <divisie><kop><titel>Onder</titel></kop><al>Tekst.</al></divisie>
   </divisie>
   <table><title>Overzicht</title><tgroup cols='2'><tbody><row><entry><al>a</al></entry><entry><al>b</al></entry></row></tbody></tgroup></table>
  </tekst></vrije-tekst></algemeen>
  <ondertekening><functie>De Minister van Voorbeelden,</functie><naam><voornaam>A.</voornaam><achternaam>de Wit</achternaam></naam></ondertekening>
 </stuk>
</kamerstuk></officiele-publicatie>";

#[test]
fn a_paper_is_read_by_its_markup() {
    check(
        PAPER,
        &[
            ("zone(metadata)", "Vergaderjaar 2021-2022"),
            ("zone(metadata)", "36 800 XIV Een dossier"),
            ("zone(metadata)", "Nr. 12 BRIEF VAN DE MINISTER"),
            ("text", "Den Haag, 3 mei 2022"),
            ("heading(1)", "1. Inleiding"),
            ("text", "De motie.¹ Verder¹."),
            ("item", "– Eerste punt;"),
            ("item", "2. tweede."),
            ("heading(2)", "Onder"),
            ("text", "Tekst."),
            ("text", "Overzicht"),
            ("row", "a\tb"),
            ("zone(signature)", "De Minister van Voorbeelden,"),
            ("zone(signature)", "A. de Wit"),
            ("note(\"1\")", "¹ Zie 1, nr. 1."),
        ],
    );
}

#[test]
fn a_paper_states_what_it_is() {
    let doc = doc(PAPER);
    let stated: Vec<String> =
        doc.stated().iter().map(|s| format!("{} {} {}", s.field.name(), s.value, s.origin)).collect();
    assert_eq!(
        stated,
        [
            "date 2022-05-03 xml:metadata@DCTERMS.issued",
            "dossier 36800-XIV xml:dossiernummer",
            "number 12 xml:ondernummer",
            "title BRIEF VAN DE MINISTER xml:titel",
            "sender De Minister van Voorbeelden xml:functie",
        ]
    );
    let links: Vec<(&str, &str)> =
        doc.markup().links.iter().map(|link| (doc.slice(link.span), link.target.as_ref())).collect();
    assert_eq!(links, [("1, nr. 1", "kst-1-1")]);
}

#[test]
fn questions_and_answers_are_zones_under_their_numbers() {
    check(
        "<kamervragen><kamervraagomschrijving>Vragen van het lid <naam><achternaam>Boom</achternaam></naam> over iets.</kamervraagomschrijving><vraag><nr>Vraag 1</nr><al>Is dit zo?</al></vraag><antwoord><nr>Antwoord 1</nr><al>Ja.</al></antwoord></kamervragen>",
        &[
            ("zone(metadata)", "Vragen van het lid Boom over iets."),
            ("heading(1)", "Vraag 1"),
            ("zone(question)", "Is dit zo?"),
            ("heading(1)", "Antwoord 1"),
            ("zone(answer)", "Ja."),
        ],
    );
}

#[test]
fn unknown_elements_keep_their_words() {
    let xml = "<?xml version='1.0'?><brief><aan>De voorzitter</aan><tekst>Los <vet>woord</vet> hier.<onbekend>Meer</onbekend></tekst></brief>";
    let doc = doc(xml);
    assert_eq!(
        doc.text().split_whitespace().collect::<Vec<_>>().join(" "),
        "De voorzitter Los woord hier. Meer"
    );
    assert_eq!(doc.diagnostics()[0].code, "ingest::unknown-xml");
}

#[test]
fn entities_are_kept_not_expanded() {
    let xml = "<!DOCTYPE kamerstuk [<!ENTITY a 'bom'>]><kamerstuk><al>Zie &a; &euro;5.</al></kamerstuk>";
    let doc = ingest(xml.as_bytes().to_vec(), "x.xml").unwrap();
    assert_eq!(doc.text(), "Zie &a; €5.");
    assert!(doc.diagnostics().iter().any(|d| d.code == "ingest::entities"), "{:?}", doc.diagnostics());
}

#[test]
fn metadata_alone_are_no_letter() {
    let xml = "<metadata_gegevens><metadata name='DC.identifier' content='kst-1-2'/></metadata_gegevens>";
    let error = ingest(xml.as_bytes().to_vec(), "metadata.xml").map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), IngestErrorKind::NotText);
    assert_eq!(
        error.to_string(),
        "no letter: the metadata of an official publication (kst-1-2) without its text; give the publication's own .xml"
    );
}

#[test]
fn a_place_is_the_path_of_an_element() {
    let doc = doc("<kamerstuk><stuk><al>Een</al><al>Twee</al></stuk></kamerstuk>");
    let places: Vec<&Place> = doc.source_map().runs.iter().map(|run| &run.place).collect();
    let place = |path: &str| Place::Element(path.into());
    assert_eq!(places, [&place("/kamerstuk[1]/stuk[1]/al[1]"), &place("/kamerstuk[1]/stuk[1]/al[2]")]);
}

#[test]
fn other_encodings_are_read_as_declared() {
    let latin =
        b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><kamerstuk><al>E\xe9n</al></kamerstuk>".to_vec();
    assert_eq!(ingest(latin, "x.xml").unwrap().text(), "Eén");
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "<?xml version='1.0'?><kamerstuk><al>Eén</al></kamerstuk>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(ingest(wide, "x.xml").unwrap().text(), "Eén");
}

#[test]
fn a_regulation_is_read_by_its_markup() {
    check(
        "<staatscourant><regeling><intitule>Regeling van 3 mei 2022</intitule><aanhef><considerans><considerans.al>Gelet op artikel 4;</considerans.al></considerans></aanhef><artikel><kop><label>Artikel</label><nr>1</nr></kop><lid><lidnr>1.</lidnr><al>Eerste lid.</al></lid></artikel><ondertekening><plaats>Den Haag</plaats>, <datum isodatum='2022-05-03'>3 mei 2022</datum><functie>De Minister,</functie></ondertekening></regeling></staatscourant>",
        &[
            ("zone(metadata)", "Regeling van 3 mei 2022"),
            ("text", "Gelet op artikel 4;"),
            ("heading(1)", "Artikel 1"),
            ("item", "1. Eerste lid."),
            ("zone(signature)", "Den Haag, 3 mei 2022"),
            ("zone(signature)", "De Minister,"),
        ],
    );
}

#[test]
fn a_date_behind_a_place_alone_is_that_of_the_letter() {
    let date = |text: &str| {
        let day = "<datum isodatum='2022-05-03'>3 mei 2022</datum>";
        let body = format!(
            "<officiele-publicatie><kamerstuk><stuk><algemeen><vrije-tekst><tekst>{}</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>",
            text.replace('#', day)
        );
        let doc = ingest(body.into_bytes(), "kst-1-2.xml").unwrap();
        doc.stated().iter().map(|stated| format!("{} {}", stated.value, stated.origin)).collect::<Vec<_>>()
    };
    let found = ["2022-05-03 xml:datum@isodatum"];
    assert_eq!(date("<al>Den Haag, #</al><al>Geachte voorzitter,</al>"), found);
    assert_eq!(date("<al><plaats>'s-Gravenhage</plaats>, #.</al>"), found);
    for other in [
        "<al>Den Haag, # is de dag van het overleg.</al>",
        "<al>Bij brief van # heb ik u bericht.</al>",
        "<al>Op verzoek, #</al>",
        "<al>#</al>",
        "<al>Aan<noot id='a'><noot.nr>1</noot.nr><noot.al>Brussel, #</noot.al></noot> de Kamer</al>",
    ] {
        assert_eq!(date(other), Vec::<String>::new(), "{other}");
    }
}
