//! Tests of how tables come: with a line of their separator, with quotes, with capitals in the header, empty, as a folder;
//! and of rows going out again as a table.

use super::{Desk, check, check_fault, mapping, rows};
use crate::{Lists, Mapping, table};
use griffier_gazetteer::{Entry, diff};

const ROW: &str = "org:zeegras; name Zeegras; type ORGANISATION; forms ZG|Zeegras";

#[test]
fn a_spreadsheet_may_state_its_separator_first() {
    for list in [
        "sep=;\nName;Type;ALIASES\nZeegras;ORG;ZG\n",
        "\u{feff}SEP=|\r\nname|type|aliases\r\nZeegras|ORG|ZG\r\n",
        "sep=\t\nname\ttype\taliases\nZeegras\tORG\tZG\n",
        "sep=,\nname,type,aliases\nZeegras,ORG,ZG",
    ] {
        check(Mapping::default(), "a.csv", list, &[ROW], &[]);
    }
    // Lines are counted as an editor counts them.
    let wrong = "sep=;\nname;type\nA;ORG\nB;ORG;x\n";
    check_fault(Mapping::default(), "a.csv", wrong, "a.csv:4:7: 3 cells where the header has 2");
    check_fault(Mapping::default(), "a.csv", "sep=;\n", "a.csv:2:1: no header line");
    // No separator, but a column.
    check(Mapping::default(), "a.csv", "sepia,name,type,aliases\n,Zeegras,ORG,ZG\n", &[ROW], &[]);
}

#[test]
fn a_separator_within_quotes_separates_nothing() {
    let list = "\"kleur, vorm, maat, aard\";name;\"type\";aliases\nrood;Zeegras;ORG;ZG\n";
    check(Mapping::default(), "a.csv", list, &[&format!("{ROW}; kleur, vorm, maat, aard rood")], &[]);
    let list = "\"een\nkop,,,,\";name;type\nx;\"A; \"\"B\"\"\";Soort\n";
    let fault = Desk::new().fault(Mapping::default(), "a.csv", list);
    assert!(fault.starts_with("a.csv:3:14: the type `Soort` is none of"), "{fault}");
}

#[test]
fn a_column_is_known_in_any_capitals() {
    check(Mapping::default(), "a.csv", "Name,TYPE,Aliases\nZeegras,org,ZG\n", &[ROW], &[]);
    let jsonl = "{\"Name\": \"Zeegras\", \"Type\": \"ORG\", \"ALIASES\": [\"ZG\"]}\n";
    check(Mapping::default(), "a.jsonl", jsonl, &[ROW], &[]);
    // A column of the list's own keeps its capitals, and a mapping has the last word.
    let own = format!("{ROW}; Kleur rood; Name x");
    let list = "Naam,Name,type,aliases,Kleur\nZeegras,x,ORG,ZG,rood\n";
    check(
        mapping(&["Naam=name", "Name=Name"], &[], &[]),
        "a.csv",
        list,
        &[&own.replace("Kleur rood; Name x", "Name x; Kleur rood")],
        &[],
    );
    check_fault(
        Mapping::default(),
        "a.csv",
        "name,Name\nA,B\n",
        "a.csv:1:6: the column `name` stands there twice",
    );
}

#[test]
fn an_empty_list_is_said_to_be_empty() {
    for (name, content) in [("a.csv", "name,type\n"), ("a.jsonl", "\n"), ("a.tsv", "person\toffice\n")] {
        check(Mapping::default(), name, content, &[], &[&format!("{name}: no rows in it")]);
    }
    check_fault(Mapping::default(), "a.ttl", "", "a.ttl: no skos:Concept with a label in it");
}

#[test]
fn faults_of_rows_that_are_joined_have_their_column_too() {
    let plain = Mapping::default;
    check_fault(
        plain(),
        "a.csv",
        "id,name,type,part_of\na,A,ORG,weg\n",
        "a.csv:2:9: no row has the identifier `weg`",
    );
    let days = "name,type,valid_from,valid_to\nA,ORG,2012,2011-02\n";
    check_fault(plain(), "a.csv", days, "a.csv:2:12: 2011-02 lies before 2012");
    let json = "\n{\"id\": \"a b\", \"name\": \"A\", \"type\": \"ORG\"}\n";
    check_fault(plain(), "a.jsonl", json, "a.jsonl:2:9: the identifier `a b` has white space in it");
    let ruler = "{\"label\": \"ORG\", \"pattern\": \"A\", \"id\": \"a b\"}\n";
    check_fault(plain(), "a.jsonl", ruler, "a.jsonl:1:41: the identifier `a b` has white space in it");
    let ruler = "{\"pattern\": 1, \"label\": \"ORG\"}\n";
    check_fault(plain(), "a.jsonl", ruler, "a.jsonl:1:2: `pattern` must be a text or a list of tokens");
    let json = "{\"name\": \"A\", \"type\": \"ORG\", \"valid_from\": [\"2001\", \"2005\"]}\n";
    check_fault(plain(), "a.jsonl", json, "a.jsonl:1:30: `valid_from` has one value, not 2");
    // A thesaurus has no lines for its concepts: their identifiers say where.
    let skos =
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> a s:Concept ; s:prefLabel \"--\" .\n";
    let organisations = Mapping { default_type: Mapping::parse_type("ORG").ok(), ..Mapping::default() };
    check_fault(organisations, "a.ttl", skos, "a.ttl: <urn:a>: the form `--` has no letter and no digit");
}

#[test]
fn priorities_have_a_range() {
    for (priority, fine) in
        [("100", true), ("-100", true), ("101", false), ("-101", false), ("300", false), ("1.5", false)]
    {
        let list = format!("name,type,priority\nA,ORG,{priority}\n");
        if fine {
            check(Mapping::default(), "a.csv", &list, &["org:a; name A; type ORGANISATION; forms A"], &[]);
        } else {
            let words = format!("a.csv:2:7: `{priority}` is no priority (-100 to 100)");
            check_fault(Mapping::default(), "a.csv", &list, &words);
        }
    }
}

#[test]
fn of_several_wholes_of_a_concept_none_is_dropped_in_silence() {
    let skos = "@prefix s: <http://www.w3.org/2004/02/skos/core#> .
        <urn:a> s:prefLabel \"Aa\" ; s:broader <urn:c>, <urn:b> .
        <urn:b> s:prefLabel \"Bb\" .
        <urn:c> s:prefLabel \"Cc\" .\n";
    let mut organisations = mapping(&[], &[], &["urn:=own:"]);
    organisations.default_type = Mapping::parse_type("ORG").ok();
    check(
        organisations,
        "a.ttl",
        skos,
        &[
            "own:a; name Aa; type ORGANISATION; forms Aa; part_of own:b; broader own:c",
            "own:b; name Bb; type ORGANISATION; forms Bb",
            "own:c; name Cc; type ORGANISATION; forms Cc",
        ],
        &["a.ttl: <urn:a> has several `broader`: <urn:b> is its part_of, <urn:c> only noted"],
    );
}

/// A folder of tables like `gazetteers/`, each with a header alone.
fn folder(desk: &Desk) -> std::path::PathBuf {
    let path = desk.0.path().join("lijsten");
    std::fs::create_dir(&path).unwrap();
    for (file, _) in griffier_gazetteer::tables::NAME_FILES {
        std::fs::write(path.join(file), "id\tname\tsource\n").unwrap();
    }
    std::fs::write(path.join("tenures.tsv"), "person\toffice\tfrom\tto\tacting\tsource\n").unwrap();
    std::fs::write(path.join("memberships.tsv"), "person\tbody\tparty\tfrom\tto\tas_of\tsource\n").unwrap();
    path
}

#[test]
fn a_folder_is_read_row_by_row_with_the_limits_of_lists() {
    let desk = Desk::new();
    let path = folder(&desk);
    let lists = Lists { files: vec![path.clone()], ..Lists::default() };
    std::fs::write(path.join("laws.tsv"), "id\tname\tsource\nlaw:a\tWet A\tB\n").unwrap();
    std::fs::write(path.join("persons.tsv"), "id\tname\tsource\nperson:a\tAn A\tB\n").unwrap();
    std::fs::write(path.join("offices.tsv"), "id\tname\tsource\noffice:a\tambt A\tB\n").unwrap();
    std::fs::write(path.join("tenures.tsv"), "person\toffice\tfrom\nperson:a\toffice:a\t2001\n").unwrap();
    std::fs::write(path.join("former_names.tsv"), "of\tname\tvalid_to\nlaw:a\tWet B\t2001\n").unwrap();
    let kb = lists.open().unwrap().knowledge;
    let law = "law:a; name Wet A; type LAW; forms Wet A|Wet B; source B; formerly /2001 Wet B";
    assert_eq!(rows(kb)[0], law);
    assert_eq!(kb.entity("law:a").unwrap().row(), "lijsten/laws.tsv#law:a");
    assert_eq!(kb.entity("office:a").unwrap().holders().count(), 1);
    let fault = || lists.open().unwrap_err().to_string().replace(&format!("{}/", path.display()), "");
    std::fs::write(path.join("events.tsv"), "id\tname\tsource\nlaw:a\tA\tB\n").unwrap();
    assert_eq!(
        fault().lines().next().unwrap(),
        "events.tsv:2:1: the identifier `law:a` is taken by laws.tsv:2"
    );
    std::fs::write(path.join("events.tsv"), format!("id\tname\n{}", "x".repeat(5 << 20))).unwrap();
    assert!(fault().contains("events.tsv:2:1: a row of more than 1 MiB"), "{}", fault());
    std::fs::remove_file(path.join("events.tsv")).unwrap();
    assert!(fault().contains("events.tsv: cannot read: "), "{}", fault());
    // Rows, not files, are what fills the memory: the reading stops there.
    let full = Lists { files: vec![path.clone()], ..Lists::default() };
    let builder = griffier_gazetteer::Builder::with_limit(600);
    let error = full.compile_with(builder).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("the lists hold more than 600 bytes together"), "{error}");
}

#[test]
fn rows_go_out_as_a_table_and_come_back_the_same() {
    let desk = Desk::new();
    let skos = "@prefix s: <http://www.w3.org/2004/02/skos/core#> .
        <urn:b> s:prefLabel \"Bb\"@nl ; s:altLabel \"B, \\\"b\\\"\"@nl ; s:notation \"7\" ; s:broader <urn:weg> ;
            s:exactMatch <http://www.wikidata.org/entity/Q1> .\n";
    let csv = "id,name,aliases,type,context,valid_from,valid_to,priority,part_of,kleur\n\
               own:a,Aa,A1|A2,LAW,A2,|2012,2010|,3,own:z,groen\nown:z,Zz,,ORG,,,,,,\n";
    let patterns = "{\"label\": \"ORG\", \"pattern\": \"KiM\", \"id\": \"own:k\"}\n";
    let files = vec![desk.put("a.ttl", skos), desk.put("b.csv", csv), desk.put("c.jsonl", patterns)];
    let mut lists = Lists { files, mapping: mapping(&[], &[], &["urn:=own:"]), ..Lists::default() };
    lists.mapping.default_type = Mapping::parse_type("ORG").ok();
    lists.source = Some("lijst".to_owned());
    let (out, warnings) = lists.rows().unwrap();
    assert_eq!(warnings, [""; 0]);
    let text = table(&out).unwrap();
    let expected = "\
        id\tname\taliases\tcontext\texact\tvalid_from\tvalid_to\tpart_of\tsame_as\tsource\ttype\tkleur\tnotation\tpriority\n\
        own:a\tAa\tA1|A2\tA2\t\t|2012\t2010|\town:z\t\tlijst\tLAW\tgroen\t\t3\n\
        own:b\tBb\tB, \"b\"\t\t\t\t\t\twikidata:Q1\tlijst\tORGANISATION\t\t7\t\n\
        own:k\tKiM\t\t\tKiM\t\t\t\t\tlijst\tORGANISATION\t\t\t\n\
        own:z\tZz\t\t\t\t\t\t\t\tlijst\tORGANISATION\t\t\t\n";
    assert_eq!(text, expected);
    let again = Lists { files: vec![desk.put("d.tsv", text)], ..Lists::default() }.open().unwrap().knowledge;
    let changed = diff(lists.open().unwrap().knowledge, again);
    assert!(changed.iter().all(|row| row.fields.iter().all(|field| field.field == "source")), "{changed:?}");
    // Without words for all, each row has the name of its own list.
    lists.source = None;
    let sources: Vec<String> = lists.rows().unwrap().0.into_iter().map(|row| row.source).collect();
    assert_eq!(sources, ["b.csv", "a.ttl", "c.jsonl", "b.csv"]);
}

#[test]
fn what_a_table_cannot_hold_is_said() {
    let row = |name: &str| Entry { id: "a".to_owned(), name: name.to_owned(), ..Entry::default() };
    let words = "`a`: name has '\\t' in it, which a cell of a table cannot hold";
    assert_eq!(table(&[row("A\tB")]).unwrap_err(), words);
    let mut listed = row("A | B");
    assert!(table(&[listed.clone()]).unwrap().contains("A | B"));
    listed.aliases.push("A|B".to_owned());
    assert!(table(&[listed]).unwrap_err().starts_with("`a`: aliases has '|' in it"));
}
