//! Tests of what is said: of options that do nothing, of quotes that stay open, of every fault at its place.

use super::{Desk, SKOS, check_fault, mapping};
use crate::{Lists, Mapping, write};
use std::path::PathBuf;

/// A mapping by which every row is a law.
fn laws() -> Mapping {
    Mapping { default_type: Mapping::parse_type("LAW").ok(), ..Mapping::default() }
}

const LIST: &str = "Naam,Soort,id\nZeegras,Raad,x:1\nMossel,ORG,x:2\n";

/// What is said of lists that are in order, without their folder.
fn warnings(desk: &Desk, files: Vec<PathBuf>, mapping: Mapping) -> Vec<String> {
    let opened = Lists { files, mapping, ..Lists::default() }.open().unwrap();
    let folder = format!("{}/", desk.0.path().display());
    opened.warnings.iter().map(|warning| warning.replace(&folder, "")).collect()
}

#[test]
fn a_word_of_a_mapping_that_no_list_has_is_said_with_those_it_has() {
    let desk = Desk::new();
    let said = |columns: &[&str], types: &[&str], ids: &[&str]| {
        let columns = [&["Naam=name", "Soort=type"], columns].concat();
        let types = [&["Raad=ORG"], types].concat();
        warnings(&desk, vec![desk.put("a.csv", LIST)], mapping(&columns, &types, ids))
    };
    assert_eq!(said(&[], &[], &["x:=own:"]), [""; 0]);
    assert_eq!(
        said(&["Name=aliases"], &["Rad=LAW", "ORG=ORG"], &["y:=own:"]),
        [
            "--map-column Name=aliases: no list has a column `Name`; the columns are `Naam`, `Soort`, `id`",
            "--map-type Rad=LAW: no row has the type, class or scheme `Rad`; the types are `ORG`, `Raad`",
            "--map-id y:=own:: no identifier begins with `y:`; the identifiers are `x:1`, `x:2`",
        ]
    );
    let kept = said(&["id=nummer"], &[], &[]);
    assert!(
        kept.len() == 1 && kept[0].starts_with("--map-column id=nummer: `nummer` means nothing here"),
        "{kept:?}"
    );
    // One list that has the word is enough.
    let files =
        vec![desk.put("a.csv", LIST), desk.put("b.jsonl", "{\"Name\": \"B\", \"Soort\": \"Raad\"}\n")];
    let both = mapping(&["Naam=name", "Name=name", "Soort=type"], &["Raad=ORG"], &[]);
    assert_eq!(warnings(&desk, files, both), [""; 0]);
    // With rows that cannot be read the mapping is told as well: it may be why.
    let fault = desk.fault(mapping(&["Nam=name"], &[], &[]), "a.csv", LIST);
    let expected = "a.csv:1:1: no column `name` among `Naam`, `Soort`, `id`; say --map-column COLUMN=name\n\
        --map-column Nam=name: no list has a column `Nam`; the columns are `Naam`, `Soort`, `id`";
    assert_eq!(fault, expected);
}

#[test]
fn a_class_of_a_thesaurus_is_mapped_by_its_iri_or_its_last_part() {
    let desk = Desk::new();
    let skos = "@prefix s: <http://www.w3.org/2004/02/skos/core#> .
        <urn:a> a s:Concept, <https://x.nl/type#Ministerie> ; s:prefLabel \"Aa\"@nl .\n";
    let said = |types: &[&str]| {
        let mut mapping = mapping(&[], types, &[]);
        mapping.default_type = Mapping::parse_type("LAW").ok();
        warnings(&desk, vec![desk.put("a.ttl", skos)], mapping)
    };
    assert_eq!(said(&["Ministerie=ORG"]), [""; 0]);
    assert_eq!(said(&["https://x.nl/type#Ministerie=ORG"]), [""; 0]);
    assert_eq!(
        said(&["Ministry=ORG"]),
        [
            "--map-type Ministry=ORGANISATION: no row has the type, class or scheme `Ministry`; the types are `https://x.nl/type#Ministerie`"
        ]
    );
}

#[test]
fn options_beside_a_compiled_file_or_no_list_are_said_to_do_nothing() {
    let desk = Desk::new();
    let files = vec![desk.put("a.csv", "name,type\nZeegras,ORG\n")];
    let compiled = Lists { files, ..Lists::default() }.compile().unwrap();
    let file = desk.0.path().join("a.kb");
    write(&file, &compiled.bytes).unwrap();
    let said = warnings(&desk, vec![file], mapping(&["Naam=name"], &[], &[]));
    assert_eq!(said[0], "--map-column Naam=name: has no effect, a compiled file is taken as it is");
}

#[test]
fn a_quote_that_stays_open_is_named_where_it_opens() {
    let check = |list: &str, expected: &str| check_fault(Mapping::default(), "a.csv", list, expected);
    let open = "a quote opens here that is not closed: the rest of the list would be one cell";
    check("name,type\né,\"ORG\nB,ORG\n", &format!("a.csv:2:3: {open}"));
    check("sep=;\nname;type\n\"A;ORG\n", &format!("a.csv:3:1: {open}"));
    // One that the next quote closes by mistake leaves a row of several lines.
    let row = "a.csv:2:10: 1 cells where the header has 2; the row runs to line 3: is a quote not closed?";
    check("name,type\n\"A,ORG\nB\"\n", row);
}

#[test]
fn every_fault_of_a_line_of_json_has_its_column() {
    let rows = "{\"name\": \"A\"}\n{\"name\": \"é\", x}\n{\"name\": \"B\"\n{\"type\": \"ORG\"}\n\
        {\"name\": \"C\", \"type\": \"ORG\", \"valid_from\": \"2021-02-30\"}\n";
    let fault = Desk::new().fault(Mapping::default(), "a.jsonl", rows);
    let places: Vec<&str> = fault.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(
        places,
        ["a.jsonl:1:1", "a.jsonl:2:15", "a.jsonl:3:12", "a.jsonl:4:1", "a.jsonl:5:45"],
        "{fault}"
    );
}

#[test]
fn a_context_on_another_machine_is_explained() {
    let list = "{\n  \"@context\": \"https://example.org/c.jsonld\",\n  \"@id\": \"urn:a\"\n}\n";
    let fault = Desk::new().fault(Mapping::default(), "a.jsonld", list);
    assert!(
        fault.starts_with("a.jsonld:2:3: the @context is kept on another machine, and nothing is fetched"),
        "{fault}"
    );
}

#[test]
fn behind_a_fault_of_turtle_the_next_statements_are_read() {
    let skos = "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> s:prefLabel \"Aa ;\n.\n\
        <urn:b> s:prefLabel \"Bb\" .\n<urn:c> s:prefLabel <a b> .\n";
    let open = "the line ends within quotes; a quote is not closed, or a line break in it is not written \\n";
    let places = |name: &str, content: &[u8]| -> Vec<String> {
        let fault = Desk::new().fault(laws(), name, content);
        fault.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
    };
    let fault = Desk::new().fault(laws(), "a.ttl", skos);
    assert_eq!(fault, format!("a.ttl:2:26: {open}\na.ttl:5:21: Invalid IRI code point ' '"));
    // A byte that is none, and a prefix that nobody declared, are said once each.
    let line = |name: &str| format!("<urn:{name}> <{SKOS}prefLabel> \"{name}\" .\n");
    let bytes = [line("a").as_bytes(), b"<urn:b> <urn:c> \"B\xffb\" .\n", line("d").as_bytes()].concat();
    assert_eq!(places("a.nt", &bytes), ["a.nt:2:19"]);
    let undeclared = format!("{}<urn:a> x:b <urn:c> .\n<urn:a> x:b <urn:d> .\n<urn:a> y:b 1 .\n", line("a"));
    assert_eq!(places("a.ttl", undeclared.as_bytes()), ["a.ttl:2:9", "a.ttl:4:9"]);
}

#[test]
fn xml_that_is_cut_off_or_none_is_said_with_its_place() {
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"\n xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n\
        <skos:Concept rdf:about=\"urn:é\"><skos:prefLabel>Aa</skos:prefLabel></skos:Concept>\n";
    let check = |rest: &str, expected: &str| {
        let fault = Desk::new().fault(laws(), "a.rdf", format!("{rdf}{rest}"));
        assert!(fault.starts_with(expected) && fault.lines().count() == 1, "{fault}");
    };
    let open = "opens here and is not closed: the file is cut off";
    check("", &format!("a.rdf:1:1: `<rdf:RDF>` {open}"));
    check(
        " <skos:Concept rdf:about=\"urn:b\">\n<skos:prefLabel>Bb",
        &format!("a.rdf:5:1: `<skos:prefLabel>` {open}"),
    );
    check("<skos:Concept rdf:ab", "a.rdf:4:");
    check("<skos:Concept></skos:Begrip></rdf:RDF>", "a.rdf:4:15: no XML: ");
    check("<skos:Concept rdf:about=\"a b\"/></rdf:RDF>", "a.rdf:4:26: ");
}

#[test]
fn every_fault_of_a_row_is_said_at_once() {
    let rows = "id,name,type,part_of,valid_from,valid_to,priority\n\
        a b,Zeegras,Ministry,org:weg,2021-02-30,nooit,999\n\
        own:1,...,ORG,own:2,,,\n\
        own:2,,LAW,own:3,2021,2020,\n";
    let fault = Desk::new().fault(Mapping::default(), "a.csv", rows);
    let places: Vec<&str> = fault.lines().map(|line| line.split(": ").next().unwrap()).collect();
    let expected = ["2:1", "2:13", "2:22", "2:30", "2:41", "2:47", "3:7", "4:1", "4:12", "4:23"];
    assert_eq!(places, expected.map(|place| format!("a.csv:{place}")), "{fault}");
    let unnamed = "name,type,valid_from\nZeegras,Raad,2021-13\n,Raad,\n";
    let fault = Desk::new().fault(Mapping::default(), "a.csv", unnamed);
    let places: Vec<&str> = fault.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["a.csv:2:9", "a.csv:2:14", "a.csv:3:2"], "{fault}");
    let line = r#"{"id": "a b", "name": "X", "type": "Foo", "priority": 1000, "valid_from": "2021-13", "part_of": ["a", "b"]}"#;
    let fault = Desk::new().fault(Mapping::default(), "a.jsonl", line);
    assert_eq!(fault.lines().count(), 5, "{fault}");
    let held = "person,office,from,to\nperson:weg,office:weg,2021-13,x\n";
    let fault = Desk::new().fault(Mapping::default(), "a.csv", held);
    assert_eq!(fault.lines().count(), 4, "{fault}");
}

#[test]
fn a_folder_that_is_not_there_is_said_without_the_name_of_a_scratch_file() {
    let desk = Desk::new();
    let error = write(&desk.0.path().join("weg/a.kb"), b"x").unwrap_err().to_string();
    assert!(!error.contains(".part") && !error.contains(".griffier"), "{error}");
}
